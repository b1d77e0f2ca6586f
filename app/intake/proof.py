"""The form's check against robots: some arithmetic for the reader's browser, none for the reader.

A challenge (ALTCHA, version 2) is bound to its article, signed with a key that only this process
has, and good for one post. It wants the one counter, out of a range, whose iterated SHA-256 begins
as told; so nobody's browser has to try more than the whole range.
"""

from __future__ import annotations

import secrets
import time
from binascii import Error as NoBase64
from collections.abc import Iterator
from contextlib import contextmanager

import altcha

from app.domain.words import Words
from app.intake.answers import RefusedError, busy

TRIES = range(500, 1_000)
"""Where the counter lies: with the usual cost of 100 hashes, 50,000 to 100,000 of them.

The snippet's worker makes 0.7 million a second in V8 on one core of an AMD EPYC (measured). For a
phone of the middle, Lighthouse takes a processor four times as slow: 0.3 to 0.6 s; an old phone,
of half that speed, takes about 1 s.
"""

LONGEST_CHECK = 10_000
MOST_TAKEN = 500_000
"""Answered checks that are remembered until they expire; about 100 MB."""

_MISSING = Words(
    "Thiếu phần xác thực. Hãy tải lại trang rồi gửi lại.",
    "The check is missing. Load the page again, then send once more.",
)
_UNKNOWN = Words(
    "Phần xác thực không phải do trang này cấp, hoặc trang vừa khởi động lại. Hãy gửi lại.",
    "The check is not one of ours, or the service has just been restarted. Please send again.",
)
_WRONG = Words("Phần xác thực không đúng. Hãy gửi lại.", "The check is wrong. Please send again.")
_EXPIRED = Words(
    "Phần xác thực đã quá hạn. Hãy gửi lại.", "The check has expired. Please send again."
)
_OF_ANOTHER = Words(
    "Phần xác thực này của một bài viết khác. Hãy tải lại trang.",
    "This check is that of another article. Load the page again.",
)
_ALREADY = Words(
    "Lời bình này đã được nhận rồi; không cần gửi lại.",
    "This comment was received already; there is no need to send it again.",
)


class Proof:
    """Makes challenges and takes each of their solutions once."""

    def __init__(self, cost: int, seconds: int) -> None:
        self._cost, self._seconds = cost, seconds
        self._key, self._answers = secrets.token_bytes(32), secrets.token_bytes(32)
        self._taken: dict[str, float] = {}
        self._under_way: set[str] = set()
        self._swept = time.time()

    def challenge(self, article: str) -> dict[str, object]:
        """A new challenge for posts on the article with this address."""
        made = altcha.create_challenge(
            "SHA-256",
            self._cost,
            counter=secrets.choice(TRIES),
            expires_at=int(time.time()) + self._seconds,
            data={"article": article},
            hmac_secret=self._key,
            hmac_key_secret=self._answers,
        )
        told: dict[str, object] = made.to_dict()
        return told

    @contextmanager
    def taken(self, check: str, article: str) -> Iterator[None]:
        """Take a solution for the keeping of a post on this article; when that fails, the same one
        may be sent again.

        Raises RefusedError, each time in words of its own, for one that is missing, not ours,
        expired, wrong, another article's, or was taken before; one whose post is still being kept
        is put off, for nobody knows yet what becomes of it.
        """
        nonce, expires = self._solved(check, article)
        if nonce in self._under_way:
            raise busy()
        if nonce in self._taken:
            raise RefusedError(409, "already_received", _ALREADY)
        self._sweep()
        if len(self._taken) >= MOST_TAKEN:
            raise busy(60)
        self._taken[nonce] = expires
        self._under_way.add(nonce)
        try:
            yield
        except Exception:
            self._taken.pop(nonce, None)
            raise
        finally:
            self._under_way.discard(nonce)

    def _solved(self, check: str, article: str) -> tuple[str, float]:
        """What names a solution, and when it expires."""
        if not check:
            raise RefusedError(400, "check_missing", _MISSING)
        payload = _payload(check)
        found = altcha.verify_solution(payload, self._key, hmac_key_secret=self._answers)
        if found.expired:
            raise RefusedError(403, "check_expired", _EXPIRED)
        if found.invalid_signature:
            raise RefusedError(403, "check_unknown", _UNKNOWN)
        if not found.verified:
            raise RefusedError(403, "check_wrong", _WRONG)
        told = payload.challenge.parameters
        if told.data != {"article": article}:
            raise RefusedError(403, "check_of_another_article", _OF_ANOTHER)
        return told.nonce, float(told.expires_at or 0)

    def _sweep(self) -> None:
        """Once a minute, forget what has expired: that is refused for being so."""
        now = time.time()
        if not 0 <= now - self._swept < 60:
            self._taken = {name: at for name, at in self._taken.items() if at >= now}
            self._swept = now


def _payload(check: str) -> altcha.Payload:
    """What a post says of its check, in the library's shape."""
    if len(check) <= LONGEST_CHECK:
        try:
            return altcha.Payload.from_base64(check)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NoBase64):
            pass
    raise RefusedError(403, "check_unknown", _UNKNOWN)
