"""How often one address may ask, and how often all of them together."""

from __future__ import annotations

import ipaddress
import time

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from app.domain.words import Words
from app.intake.answers import RefusedError, busy
from app.intake.settings import Rates

MOST_REMEMBERED = 20_000
"""Addresses that are counted at once. When there are more, all counts begin anew: by then the
limits on everybody together are what holds."""

_TOO_OFTEN = Words(
    "Gửi quá nhiều trong thời gian ngắn. Hãy thử lại sau {seconds} giây.",
    "Too much in a short time. Try again in {seconds} seconds.",
)


class Gate:
    """Counts requests by what they ask for and by who asks."""

    def __init__(self, rates: Rates) -> None:
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._each: dict[str, RateLimitItem] = {
            "check": RateLimitItemPerMinute(rates.checks),
            "post": RateLimitItemPerMinute(rates.posts),
            "read": RateLimitItemPerMinute(rates.reads),
            "token": RateLimitItemPerMinute(rates.wrong_tokens),
            "fetch": RateLimitItemPerMinute(rates.fetches),
        }
        self._all: dict[str, RateLimitItem] = {
            "check": RateLimitItemPerSecond(rates.checks_of_all),
            "post": RateLimitItemPerSecond(rates.posts_of_all),
        }

    def enter(self, what: str, host: str) -> None:
        """Count a request; raises RefusedError when it is one too many."""
        if len(self._storage.storage) > MOST_REMEMBERED:
            self._storage.reset()
        self._hit(self._each[what], what, neighbourhood(host))
        everybody = self._all.get(what)
        if everybody is not None and not self._limiter.hit(everybody, what):
            raise busy(1)

    def refuse_if_over(self, what: str, host: str) -> None:
        """Raise RefusedError where there were too many already, without counting this one."""
        item, who = self._each[what], neighbourhood(host)
        if not self._limiter.test(item, what, who):
            raise self._too_often(item, what, who)

    def _hit(self, item: RateLimitItem, what: str, who: str) -> None:
        if not self._limiter.hit(item, what, who):
            raise self._too_often(item, what, who)

    def _too_often(self, item: RateLimitItem, what: str, who: str) -> RefusedError:
        until = self._limiter.get_window_stats(item, what, who).reset_time
        seconds = max(1, round(until - time.time()))
        words = _TOO_OFTEN.put(seconds=seconds)
        return RefusedError(429, "too_often", words, retry_after=seconds)


def neighbourhood(host: str) -> str:
    """Whom an address stands for: an IPv4 address itself, of IPv6 the network of 64 bits that one
    customer is given."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
