"""What is said of a site: its software, its name, what it answered, when it was last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit, urlunsplit

from PySide6.QtCore import QCoreApplication

from app.domain.hostile import isolated, visible_line
from app.domain.words import Language
from ui.phrases import count_in

if TYPE_CHECKING:
    from app.sources.site import Greeting

MOST = 200
"""Characters of a site's address that are shown."""

_PROGRAM = "Lời Bình"
_NAMES = {"wordpress": "WordPress", "isso": "Isso"}


def kind_name(kind: str) -> str:
    """The proper name of a kind of site, which no language changes."""
    return _NAMES.get(kind, kind)


def home_of(address: str) -> str:
    """The address of a WordPress's own pages, ending in "/", from where its REST routes begin."""
    parts = urlsplit(address)
    path = parts.path.partition("/wp-json")[0].removesuffix("index.php").rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))


def for_this_program(page: str) -> str:
    """The page where WordPress makes a password for one program (authorize-application.php, since
    5.6), with this program's name filled in."""
    parts = urlsplit(page)
    query = "&".join(part for part in (parts.query, f"app_name={quote_plus(_PROGRAM)}") if part)
    return urlunsplit(parts._replace(query=query))


def shown_address(kind: str, address: str) -> str:
    """Where a site is, as one line for a person."""
    return visible_line(home_of(address) if kind == "wordpress" else address, MOST).text


def said_of(greeting: Greeting, language: Language) -> str:
    """What a site said of itself: "WordPress 6.8 · you are An (editor) · 12 wait"."""
    translate = QCoreApplication.translate
    parts = [visible_line(greeting.software, MOST).text]
    if greeting.account:
        parts.append(translate("Site", "you are {0}").format(isolated(greeting.account[:MOST])))
    if greeting.waiting is not None:
        one, many = translate("Site", "{0} waits"), translate("Site", "{0} wait")
        number = count_in(greeting.waiting, language)
        parts.append((one if greeting.waiting == 1 else many).format(number))
    return " · ".join(parts)
