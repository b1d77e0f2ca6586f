"""What one row of the design's fields becomes, whichever file it stands in.

Which article a row belongs to, what its source is called, when a row cannot become a comment.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from app.domain import moment, system
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions

RAW_LIMIT = 500
"""How many characters of a rejected row are kept to recognise it by."""

FIELDS = frozenset(
    {
        "id",
        "name",
        "email",
        "text",
        "article_url",
        "article_title",
        "created_at",
        "parent_id",
        "website",
        "ip",
        "status",
        "article_section",
        "article_published_at",
        "article_lead",
        "article_body",
        "article_byline",
        "article_caption",
    }
)
"""The fields of a row that mean something; any other is ignored."""

KEPT_FIELDS = frozenset({"source", "article_id", "by_newsroom"})
"""What an export of this program tells besides, where it does not follow from the rest: the source,
the article's external id there, and whether the newsroom itself wrote this. Only the formats that
are written here read them."""

_ARTICLE_FIELDS = (
    *sorted(name for name in FIELDS if name.startswith("article_")),
    *("article_id", "source"),
)
_IN_AN_ADDRESS = "/?#[]@!$&'()*+,;=:%~"
_BLANK = re.compile(r"[\s\\\x00-\x1f]")
_RECENT_ARTICLES = 10_000
_RECENT_LENGTH = 1_000

_NO_ID = Words("Thiếu mã (id).", "The id is missing.")
_NO_TEXT = Words("Thiếu nội dung lời bình (text).", "The text is missing.")
_NO_ARTICLE = Words(
    "Thiếu bài viết (article_url hoặc article_title).",
    "The article is missing (article_url or article_title).",
)
UNREADABLE_TIME = Words("Không đọc được thời gian: “{value}”.", "Unreadable time: “{value}”.")
_NO_SITE = Words(
    "“{typed}” không phải là địa chỉ của một trang, như https://bao.vn.",
    "“{typed}” is not a site's address such as https://bao.vn.",
)
_CANNOT_OPEN = Words("Không đọc được tệp “{name}”: {why}.", "“{name}” cannot be read: {why}.")


class RowRefusedError(Exception):
    """One row cannot become a comment, for the reason in `words`; the rest of the file can."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class _Told:
    """An article a row spoke of: its identity, the key it is remembered by, a hash of its data."""

    source: str
    external_id: str
    key: bytes
    data: int


@dataclass(frozen=True, slots=True)
class Articles:
    """What one file has told about articles so far, in a fixed small size for each.

    `last` holds a hash of the data last told per article; `recent` saves working out again, row
    after row, which article the same few fields mean.
    """

    last: dict[bytes, int] = field(default_factory=dict)
    recent: dict[int, _Told] = field(default_factory=dict)

    def of(self, fields: Mapping[str, str], source: str) -> tuple[_Told, ArticleRecord | None]:
        """The article a row is about, and its record when that says something new."""
        given = hash(tuple(map(fields.get, _ARTICLE_FIELDS)))
        told = self.recent.get(given)
        if told and self.last[told.key] == told.data:
            return told, None
        article = _article(fields, source)
        name = f"{article.source}\0{article.external_id}".encode()
        key = hashlib.blake2b(name, digest_size=16).digest()
        told = _Told(article.source, article.external_id, key, hash(article))
        self._remember(given, told)
        if self.last.get(key) == told.data:
            return told, None
        self.last[key] = told.data
        return told, article

    def _remember(self, given: int, told: _Told) -> None:
        if len(told.external_id) <= _RECENT_LENGTH:
            if len(self.recent) >= _RECENT_ARTICLES:
                self.recent.clear()
            self.recent[given] = told


def records(
    fields: Mapping[str, str],
    line: int,
    *,
    created_at: int,
    status: Status | None,
    options: ReadOptions,
    articles: Articles,
    by_newsroom: bool = False,
) -> tuple[Item, ...]:
    """What a row of the design's fields becomes: its comment, its article before when it is news.

    `source` and `article_id` count where they are among the fields: a reader whose rows anybody may
    write leaves them out. Raises RowRefusedError for a row without text, article or id.
    """
    _refuse_incomplete(fields)
    text, damaged = storable(fields["text"])
    if options.site and fields.get("article_url"):
        address = at_site(_tidy(fields, "article_url"), options.site)
        fields = {**fields, "article_url": address}
    told, news = articles.of(fields, options.source)
    comment = CommentRecord(
        source=told.source,
        external_id=_tidy(fields, "id"),
        article=told.external_id,
        line=line,
        name=_kept(fields, "name"),
        address=_kept(fields, "email"),
        text=text,
        created_at=created_at,
        parent=_tidy(fields, "parent_id") or None,
        status=status,
        website=_tidy(fields, "website"),
        machine=_tidy(fields, "ip"),
        damaged=damaged,
        by_newsroom=by_newsroom,
    )
    return (news, comment) if news else (comment,)


def _refuse_incomplete(fields: Mapping[str, str]) -> None:
    if _is_blank(fields, "text"):
        raise RowRefusedError(_NO_TEXT)
    if all(_is_blank(fields, name) for name in ("article_url", "article_title", "article_id")):
        raise RowRefusedError(_NO_ARTICLE)
    if _is_blank(fields, "id"):
        raise RowRefusedError(_NO_ID)


def _is_blank(fields: Mapping[str, str], name: str) -> bool:
    value = fields.get(name)
    return not value or value.isspace()


def _article(fields: Mapping[str, str], source: str) -> ArticleRecord:
    url = _tidy(fields, "article_url")
    title = _tidy(fields, "article_title")
    return ArticleRecord(
        source=storable(source)[0] or _kept(fields, "source") or source_of(url),
        external_id=_kept(fields, "article_id") or url or title,
        url=url,
        title=title,
        section=_tidy(fields, "article_section"),
        byline=_tidy(fields, "article_byline"),
        published_at=iso_moment(fields.get("article_published_at", "")),
        lead=_kept(fields, "article_lead"),
        body=_kept(fields, "article_body"),
        caption=_kept(fields, "article_caption"),
    )


def _kept(fields: Mapping[str, str], name: str) -> str:
    """A value as the reader or the newsroom wrote it, in characters every database can keep."""
    value = fields.get(name)
    return storable(value)[0] if value else ""


def _tidy(fields: Mapping[str, str], name: str) -> str:
    """A value that identifies something, without the blanks around it."""
    value = fields.get(name)
    return storable(value)[0].strip() if value else ""


def id_in(system: str, told: str) -> str:
    """A comment's id in another system's file, which no other system's file can have as well; ""
    where there is none."""
    told = told.strip()
    return f"{system}:{told}" if told else ""


def looks_like_address(value: str) -> bool:
    """Whether a value is a web address rather than a title."""
    return value.lower().startswith(("http://", "https://", "//", "www."))


def at_site(address: str, site: str) -> str:
    """An address that a file tells as a path only, completed with the site's; a stranger may have
    chosen the path, which must not change the host. Any other address stands as it is."""
    if not address or not site or looks_like_address(address):
        return address
    path = quote(f"/{address.removeprefix('/')}", safe=_IN_AN_ADDRESS, errors="replace")
    return site.rstrip("/") + path


def site_address(typed: str) -> str:
    """A site's address as a person types it, such as `bao.vn`: `https://bao.vn`; "" for nothing.

    Raises UnusableInputError for what is none.
    """
    typed = typed.strip().rstrip("/")
    if not typed:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        is_site = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_site = False
    if (
        not is_site
        or "@" in parts.netloc
        or parts.query
        or parts.fragment
        or _BLANK.search(address)
    ):
        raise UnusableInputError(_NO_SITE.put(typed=short(typed)))
    return address


def source_of(url: str) -> str:
    """What a source is called whose rows do not say it: after the article's site."""
    return host_of(url) or "file"


def host_of(url: str) -> str:
    """The host a site is named after: lower case, without `www.`; "" when there is none."""
    if not looks_like_address(url):
        return ""
    if url[:4].lower() == "www.":
        url = f"//{url}"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").strip(".")


def iso_time(value: str) -> datetime | None:
    """An ISO 8601 time, None for a blank one; raises RowRefusedError when it is unreadable."""
    value = value.strip()
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(value))) from None


def iso_moment(value: str) -> int:
    """Microseconds UTC for a time in ISO 8601; 0 for an empty one."""
    return moment_of(iso_time(value), value)


def moment_of(time: datetime | None, told: str) -> int:
    """Microseconds UTC, 0 for None; a time at the calendar's very edge is unreadable."""
    if time is None:
        return 0
    try:
        return moment.from_datetime(time)
    except (ValueError, OverflowError, OSError):
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(told))) from None


def short(value: str) -> str:
    """A value from the file, short and storable enough to stand in a sentence."""
    value = storable(value[:81])[0]
    return value if len(value) <= 80 else value[:80] + "…"


def raw_of(line: bytes) -> str:
    """How a rejected line began, in characters that can be written anywhere."""
    text = line[: 4 * RAW_LIMIT].decode("utf-8", "replace").rstrip("\r\n")
    return storable(text[:RAW_LIMIT])[0]


def opened(path: Path) -> BinaryIO:
    """The file, opened for reading bytes; raises UnusableInputError when that is impossible."""
    try:
        return path.open("rb")
    except (OSError, ValueError) as wrong:
        words = _CANNOT_OPEN.put(name=short(path.name), why=system.reason(wrong))
        raise UnusableInputError(words) from wrong
