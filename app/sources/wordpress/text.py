"""How WordPress writes things, told as people read them: the same out of an export and a site.

A comment is kept there as markup: a reader's "3 < 5 & 7" is stored as `3 &lt; 5 &amp; 7`, and a few
tags are tags. It is told with its characters as they are; only a bracket that would be taken for
one of those tags stays written `&lt;`. So what is told can be edited and sent back, and is stored
as it was meant.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

from app.domain import moment
from app.domain.comment import Status
from app.domain.hostile import storable
from app.sources.html_text import flat

MARKUP_LIMIT = 1_000_000
"""How much of an article's markup is turned into paragraphs, in characters."""

STATUSES = {
    "1": Status.APPROVED,
    "approve": Status.APPROVED,
    "approved": Status.APPROVED,
    "0": Status.PENDING,
    "hold": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REJECTED,
    "post-trashed": Status.REJECTED,
}
"""WordPress's words for a status, in its exports and in its answers."""

_NO_TIME = ("0000-00-00", "-")


def site_key(address: str) -> str:
    """What a site is called as a source: host and path, whichever way it is reached."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].lower()
    return host + parts.path.rstrip("/") if host else ""


def moment_of(utc: str, local: str) -> int:
    """Microseconds UTC of the first time that is there and readable, else 0."""
    for told, zone in ((utc, UTC), (local, None)):
        if not told or told.startswith(_NO_TIME):
            continue
        try:
            return moment.from_datetime(datetime.fromisoformat(told).replace(tzinfo=zone))
        except (ValueError, OverflowError, OSError):
            continue
    return 0


# --- a comment's text ---------------------------------------------------------------------------

_NAMES = "a|abbr|acronym|b|blockquote|cite|code|del|em|i|q|s|strike|strong"
_TAG_REST = (
    rf"(?:/?(?:{_NAMES})"
    r"""(?:\s+[a-zA-Z-]+=(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>|!--[^<>&]*-->)"""
)
_TAG = re.compile(f"(<{_TAG_REST})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_MEANT = re.compile(f"<(?={_TAG_REST})|&(?=(?:amp;)*lt;{_TAG_REST})", re.IGNORECASE)
_WRITTEN = re.compile(f"&lt;(?={_TAG_REST})|&amp;(?=(?:amp;)*lt;{_TAG_REST})", re.IGNORECASE)
_FOLLOW_NOT = re.compile(r"\s+rel=([\"'])nofollow(?: ugc)?\1", re.IGNORECASE)
_AND = re.compile(r"&(?:amp|#0?38);(?!#?\w+;)")
_BARE_AND = re.compile(r"&(?!#?\w+;)")
_FOREIGN = re.compile(r"<[a-zA-Z/!?]")


def told_name(stored: str) -> str:
    """A writer's name, address or website without WordPress's escaping."""
    return _ENTITY.sub(_character, stored)


def told_text(stored: str) -> str:
    """A comment as it is read and edited here; lines end in `\\n`, as after an export."""
    pieces = _TAG.split(stored.replace("\r\n", "\n").replace("\r", "\n"))
    pieces[::2] = map(_told_piece, pieces[::2])
    pieces[1::2] = (_AND.sub("&", _FOLLOW_NOT.sub("", tag)) for tag in pieces[1::2])
    return "".join(pieces)


def stored_text(told: str) -> str:
    """What WordPress is sent so that it tells this text again."""
    pieces = _TAG.split(told)
    pieces[::2] = map(_stored_piece, pieces[::2])
    pieces[1::2] = (_BARE_AND.sub("&amp;", tag) for tag in pieces[1::2])
    return "".join(pieces)


def has_foreign_markup(stored: str) -> bool:
    """Whether there are tags that readers may not write: editing here would turn them into text."""
    return any(map(_FOREIGN.search, _TAG.split(stored)[::2]))


def _told_piece(piece: str) -> str:
    return _MEANT.sub(_escaped, _ENTITY.sub(_character, piece))


def _stored_piece(piece: str) -> str:
    """WordPress takes `&amp;#8217;` for `&#8217;`, hence the sign after it is written, too."""
    sound = _WRITTEN.sub(_character, piece).replace("&", "&amp;").replace("&amp;#", "&amp;&#35;")
    return sound.replace("<", "&lt;").replace(">", "&gt;")


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])


def _escaped(found: re.Match[str]) -> str:
    return "&lt;" if found[0] == "<" else "&amp;"


# --- an article's markup ------------------------------------------------------------------------

_SHORTCODE = re.compile(r"\[(/?)([A-Za-z][\w-]{0,40})((?:\s[^\[\]]{0,2000})?)/?\]")
_KNOWN_SHORTCODES = frozenset(
    {"audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"}
)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(markup: str) -> str:
    """An article's markup as plain paragraphs, a blank line between them."""
    text = _without_shortcodes(flat(markup[:MARKUP_LIMIT], everything=False))
    found = (
        "\n".join(filter(None, (" ".join(line.split()) for line in paragraph.split("\n"))))
        for paragraph in _BLANK_LINES.split(text)
    )
    return storable("\n\n".join(filter(None, found)))[0]


def _without_shortcodes(text: str) -> str:
    """Without `[gallery ids="1"]` and the like; a bracket the writer meant, as in [sic], stays."""
    closed = {found[2].lower() for found in _SHORTCODE.finditer(text) if found[1]}
    names = closed | _KNOWN_SHORTCODES

    def kept(found: re.Match[str]) -> str:
        is_code = found[1] or "=" in found[3] or found[2].lower() in names
        return "" if is_code else found[0]

    return _SHORTCODE.sub(kept, text)
