"""Connecting a newsroom to the sites its comments come from, and keeping their secrets.

What speaks with a site is imported when one is asked: most desks only want to know which there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from app.domain import moment
from app.domain.errors import UnusableInputError
from app.domain.site import ConnectedSite, SiteSettings
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.sources.site import Access, Greeting
from app.storage import sites
from app.storage.changing import next_change

NO_SECRET = Words(
    "Chưa có mật khẩu của {site} trong phiên này: hãy kết nối lại.",
    "The password of {site} is not known in this session: connect it again.",
)
NO_PASSWORDS = Words(
    "Trang này đang tắt mật khẩu ứng dụng: nhờ người quản trị trang bật lại (cần https).",
    "This site has application passwords switched off: ask whoever runs it to switch them on (they "
    "need https).",
)


class Secrets(Protocol):
    """Where a site's secret is kept: never in the newsroom's database, never in plain text."""

    def secret_of(self, key: str) -> str | None:
        """The secret of the site with this key; None where none is kept."""
        ...

    def keep(self, key: str, secret: str) -> bool:
        """Keep a site's secret; False when that is for this session only."""
        ...

    def forget(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of looking at a site: how it is to be connected, and what it said of itself."""

    settings: SiteSettings
    greeting: Greeting


def find(address: str) -> SiteSettings:
    """Which kind of site answers at an address a person typed. Takes seconds: never on a GUI
    thread. Raises UnusableInputError when none does."""
    from app.sources import kinds

    found = kinds.find(address)
    if found is None:
        raise UnusableInputError(
            Words(
                "Không thấy WordPress hay Isso ở “{address}”. Hãy kiểm tra địa chỉ, hoặc mạng.",
                "Neither WordPress nor Isso answers at “{address}”. Check the address, or the "
                "network.",
            ).put(address=address.strip())
        )
    kind, at = found
    return SiteSettings(key="", kind=kind, address=at)


def password_page(settings: SiteSettings) -> str:
    """Where a site makes a password for one program alone. Takes seconds: never on a GUI thread.

    Raises UnusableInputError where it makes none, SiteError where it does not answer.
    """
    from app.sources import kinds

    page = kinds.password_page(settings.kind, settings.address)
    if page is None:
        raise UnusableInputError(NO_PASSWORDS)
    return page


def test(settings: SiteSettings, secret: str) -> Tested:
    """Log in to a site and look around; nothing is changed, there or here. Takes seconds.

    Raises SiteError in words for whatever does not work.
    """
    from app.sources import kinds

    site = kinds.opened(access(settings, secret))
    try:
        greeting = site.greet()
    finally:
        site.close()
    return Tested(replace(settings, key=greeting.key), greeting)


def connect(
    newsroom: Newsroom, tested: Tested, secret: str, secrets: Secrets
) -> tuple[ConnectedSite, bool]:
    """Keep a site that was tested, or what is now said of it; False with it when its secret is
    kept for this session only."""
    with newsroom.store.writing() as connection:
        source_id = sites.connect(connection, tested.settings)
        next_change(connection)
    return ConnectedSite(source_id, tested.settings), secrets.keep(tested.settings.key, secret)


def disconnect(newsroom: Newsroom, site: ConnectedSite, secrets: Secrets) -> None:
    """Speak with a site no more: what still waits to be sent there is given up, its comments and
    the log stay, its secret is forgotten."""
    with newsroom.store.writing() as connection:
        sites.disconnect(connection, newsroom.moderator, site.source_id, newsroom.clock())
        next_change(connection)
    secrets.forget(site.settings.key)


def connected(newsroom: Newsroom) -> tuple[ConnectedSite, ...]:
    """Every connected site, in the order of their names."""
    with newsroom.store.reading() as connection:
        return sites.connected_sites(connection)


def tell_unknown(newsroom: Newsroom, site: ConnectedSite, who: str) -> None:
    """Say in a site's row that `who` does not know its secret, unless another program speaks with
    it: that one does."""
    now = newsroom.clock()
    words = NO_SECRET.put(site=site.settings.key)
    with newsroom.store.writing() as connection:
        if not sites.take(connection, site.source_id, who, now, now + moment.HOUR):
            return
        sites.leave(connection, site.source_id, who)
        if sites.keep_problem(connection, site.source_id, words):
            next_change(connection)


def undelivered(newsroom: Newsroom, site: ConnectedSite) -> int:
    """How many deliveries would be given up with a site: what waits, and what failed."""
    with newsroom.store.reading() as connection:
        return sites.undelivered(connection, site.source_id)


def access(settings: SiteSettings, secret: str) -> Access:
    """How a site is reached with this secret."""
    return Access(
        settings.key,
        settings.kind,
        settings.address,
        settings.account,
        secret,
        settings.reply_name,
        settings.reply_address,
    )
