"""Comments out of a WordPress export (WXR 1.0, 1.1, 1.2), the file every WordPress can write.

Read twice as a stream: once to see that it is sound to its end, so that a broken file changes
nothing, and once for its contents, an article at a time. Document types are forbidden, so no
entity can grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from app.domain import moment
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    ReadOptions,
    RejectedRow,
)
from app.sources.rows import RAW_LIMIT, opened
from app.sources.wordpress.text import (
    STATUSES,
    moment_of,
    paragraphs,
    site_key,
    told_name,
    told_text,
)

TEXT_LIMIT = 16 * 1024 * 1024
"""The longest text of one element, in characters; a comment over it is rejected."""

_CHUNK = 256 * 1024
_NO_YEAR = " -0001 "
_CHANNEL_FIELDS = frozenset({"link", "wp:base_site_url", "wp:base_blog_url"})
_ITEM_FIELDS = frozenset(
    {
        "title",
        "link",
        "guid",
        "pubDate",
        "dc:creator",
        "content:encoded",
        "excerpt:encoded",
        "wp:post_id",
        "wp:post_date",
        "wp:post_date_gmt",
    }
)
_COMMENT_FIELDS = frozenset(
    f"wp:comment_{name}"
    for name in (
        "id",
        "author",
        "author_email",
        "author_url",
        "author_IP",
        "date",
        "date_gmt",
        "content",
        "approved",
        "type",
        "parent",
    )
)

_BROKEN = Words(
    "Tệp WordPress bị hỏng ở dòng {line}: {why}.",
    "The WordPress export is broken at line {line}: {why}.",
)
_WHY_BROKEN = {
    3: Words("tệp kết thúc quá sớm", "the file ends too early"),
    4: Words(
        "có ký tự mà XML không cho phép ở đó", "it holds a character that XML does not allow there"
    ),
    5: Words("tệp kết thúc giữa một thẻ", "the file ends inside a tag"),
    7: Words("thẻ đóng không khớp thẻ mở", "a closing tag does not match its opening tag"),
    11: Words("có thực thể không được khai báo", "it uses an entity that is not declared"),
    14: Words("có tham chiếu ký tự không hợp lệ", "it refers to a character that does not exist"),
    20: Words("tệp kết thúc giữa một đoạn CDATA", "the file ends inside a CDATA section"),
}
_WHY_OTHERWISE = Words("không phải XML hợp lệ", "this is not well-formed XML")
_DOCTYPE = Words(
    "Tệp XML có khai báo DOCTYPE; tệp xuất của WordPress không có, nên không được đọc.",
    "The XML file declares a document type; a WordPress export has none, so it is not read.",
)
_ENCODING = Words("Bảng mã của tệp XML không đọc được.", "The XML file's encoding is not readable.")
_NOT_WORDPRESS = Words(
    "Đây là XML nhưng không phải tệp xuất của WordPress (WXR).",
    "This is XML, but not a WordPress export (WXR).",
)
_NO_ID = Words("Lời bình không có mã.", "The comment has no id.")
_NO_TEXT = Words("Lời bình không có nội dung.", "The comment has no text.")
_NO_ARTICLE = Words("Bài viết của lời bình không có mã.", "The comment's article has no id.")
_TOO_LONG = Words("Lời bình dài hơn 16 triệu ký tự.", "The comment is over 16 million characters.")


class WordPressExport:
    """Articles that have comments, and those; pingbacks and trackbacks are only counted."""

    name = "wxr"

    def recognises(self, path: Path, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")
        return b"<rss" in plain and b"wordpress.org/export/" in plain

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with opened(path) as file:
            _check(file)
            file.seek(0)
            export = _Export(options.source)
            parser = _parser(export)
            export.position = parser.parser
            for done in _parsed(file, parser):
                for item in export.taken():
                    yield done, item


def _parser(target: _Soundness | _Export) -> DefusedXMLParser:
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    # Serves only entities a document type declares, and costs a Python call for every token.
    parser.parser.DefaultHandlerExpand = None
    return parser


def _check(file: BinaryIO) -> None:
    """Reads the file to its end, so that nothing is taken from one that breaks off."""
    sound = _Soundness()
    try:
        for _ in _parsed(file, _parser(sound)):
            pass
    except (LookupError, ValueError) as wrong:
        raise UnusableInputError(_ENCODING) from wrong
    if not sound.is_wordpress:
        raise UnusableInputError(_NOT_WORDPRESS)


def _parsed(file: BinaryIO, parser: DefusedXMLParser) -> Iterator[int]:
    """Feeds the whole file, telling after each piece how far it is; what is wrong, in words."""
    done = 0
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            done += len(chunk)
            yield done
        parser.close()
        yield done
    except ParseError as wrong:
        why = _WHY_BROKEN.get(wrong.code, _WHY_OTHERWISE)
        line = wrong.position[0]
        words = Words(
            _BROKEN.vi.format(line=line, why=why.vi), _BROKEN.en.format(line=line, why=why.en)
        )
        raise UnusableInputError(words) from wrong
    except DefusedXmlException as wrong:
        raise UnusableInputError(_DOCTYPE) from wrong


class _Soundness:
    """The first pass: only whether WordPress's own namespace is there, so that it runs fast."""

    def __init__(self) -> None:
        self.is_wordpress = False

    def start_ns(self, prefix: str, uri: str) -> None:
        self.is_wordpress = self.is_wordpress or "wordpress.org/export/" in uri


# --- the contents -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Element:
    """An item or a comment while it is being read: its wanted children's texts."""

    depth: int
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[_Element] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.texts.get(name, "").strip()


class _Export:
    """The second pass's target: collects an item, and turns it into records when it ends."""

    def __init__(self, source: str) -> None:
        self.position: object = None
        self._told_source = source
        self._source = ""
        self._channel = _Element(0, 0)
        self._item: _Element | None = None
        self._comment: _Element | None = None
        self._depth = 0
        self._field = ""
        self._field_depth = 0
        self._pieces: list[str] = []
        self._length = 0
        self._ready: list[Item] = []

    def taken(self) -> list[Item]:
        ready, self._ready = self._ready, []
        return ready

    # what the parser calls

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._field:
            return
        name = _short_name(tag)
        if name == "item" and not self._item:
            self._item = _Element(self._depth, self._line())
        elif name == "channel" and not self._item:
            self._channel.depth = self._depth
        elif name == "wp:comment" and self._item and not self._comment:
            self._comment = _Element(self._depth, self._line())
            self._item.comments.append(self._comment)
        else:
            self._begin_field(name, attributes)

    def data(self, data: str) -> None:
        if self._field and self._length <= TEXT_LIMIT:
            self._pieces.append(data)
            self._length += len(data)

    def end(self, tag: str) -> None:
        if self._field:
            if self._depth == self._field_depth:
                self._end_field()
        elif self._comment and self._depth == self._comment.depth:
            self._comment = None
        elif self._item and self._depth == self._item.depth:
            self._end_item(self._item)
        self._depth -= 1

    # fields, comments, items

    def _line(self) -> int:
        line: int = getattr(self.position, "CurrentLineNumber", 0)
        return line

    def _parent(self) -> tuple[_Element, frozenset[str]]:
        if self._comment:
            return self._comment, _COMMENT_FIELDS
        if self._item:
            return self._item, _ITEM_FIELDS
        return self._channel, _CHANNEL_FIELDS

    def _begin_field(self, name: str, attributes: dict[str, str]) -> None:
        parent, wanted = self._parent()
        if self._depth != parent.depth + 1:
            return
        is_section = name == "category" and attributes.get("domain") == "category"
        if (name in wanted or (is_section and parent is self._item)) and name not in parent.texts:
            self._field, self._field_depth = name, self._depth
            self._pieces, self._length = [], 0

    def _end_field(self) -> None:
        parent, _ = self._parent()
        parent.texts[self._field] = "".join(self._pieces)
        self._field, self._pieces = "", []

    def _end_item(self, item: _Element) -> None:
        self._source = self._source or _source(self._told_source, self._channel)
        self._ready += _records(item, self._source)
        self._item = None


@lru_cache(maxsize=1024)
def _short_name(tag: str) -> str:
    """A tag without its version: `{http://wordpress.org/export/1.2/}post_id` is `wp:post_id`."""
    namespace, brace, name = tag.rpartition("}")
    if not brace:
        return tag
    if "wordpress.org/export/" in namespace:
        return f"excerpt:{name}" if namespace.rstrip("/").endswith("/excerpt") else f"wp:{name}"
    if "rss/1.0/modules/content" in namespace:
        return f"content:{name}"
    if "purl.org/dc/" in namespace:
        return f"dc:{name}"
    return tag


def _source(told: str, channel: _Element) -> str:
    """The blog's own address: in a network of sites, base_site_url is the same for all of them."""
    addresses = (channel.get(name) for name in ("wp:base_blog_url", "link", "wp:base_site_url"))
    return storable(told)[0] or next(filter(None, map(site_key, addresses)), "file")


# --- records ------------------------------------------------------------------------------------


def _records(item: _Element, source: str) -> Iterator[Item]:
    article = item.get("wp:post_id") or item.get("link") or item.get("guid")
    items = [_comment_item(comment, article, source) for comment in item.comments]
    if any(isinstance(found, CommentRecord) for found in items):
        yield _article_record(item, article, source)
    yield from items


def _article_record(item: _Element, external_id: str, source: str) -> ArticleRecord:
    return ArticleRecord(
        source=source,
        external_id=external_id,
        url=item.get("link"),
        title=" ".join(paragraphs(item.get("title")).split()),
        section=unescape(item.get("category")),
        byline=item.get("dc:creator"),
        published_at=_published(item),
        lead=paragraphs(item.get("excerpt:encoded")),
        body=paragraphs(item.get("content:encoded")),
    )


def _comment_item(comment: _Element, article: str, source: str) -> Item:
    kind = comment.get("wp:comment_type") or "comment"
    if kind != "comment":
        return LeftOut(comment.line, kind[:40])
    problem = _problem(comment, article)
    if problem:
        return RejectedRow(comment.line, problem, _raw(comment))
    parent = comment.get("wp:comment_parent")
    return CommentRecord(
        source=source,
        external_id=comment.get("wp:comment_id"),
        article=article,
        line=comment.line,
        name=told_name(comment.texts.get("wp:comment_author", "")),
        address=told_name(comment.texts.get("wp:comment_author_email", "")),
        text=told_text(comment.texts["wp:comment_content"]),
        created_at=_moment(comment, "wp:comment_date_gmt", "wp:comment_date"),
        parent=None if parent in ("", "0") else parent,
        status=STATUSES.get(comment.get("wp:comment_approved").lower()),
        website=told_name(comment.get("wp:comment_author_url")),
        machine=comment.get("wp:comment_author_IP"),
    )


def _problem(comment: _Element, article: str) -> Words | None:
    if not article:
        return _NO_ARTICLE
    if not comment.get("wp:comment_id"):
        return _NO_ID
    if not comment.get("wp:comment_content"):
        return _NO_TEXT
    if any(len(text) > TEXT_LIMIT for text in comment.texts.values()):
        return _TOO_LONG
    return None


def _raw(comment: _Element) -> str:
    parts = (f"{name[3:]}: {text[:RAW_LIMIT]}" for name, text in comment.texts.items() if text)
    return " | ".join(parts)[:RAW_LIMIT]


def _published(item: _Element) -> int:
    known = _moment(item, "wp:post_date_gmt", "")
    if known:
        return known
    told = item.get("pubDate")
    try:
        if told and _NO_YEAR not in told:
            return moment.from_datetime(parsedate_to_datetime(told))
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        pass
    return _moment(item, "", "wp:post_date")


def _moment(element: _Element, utc_field: str, local_field: str) -> int:
    return moment_of(element.get(utc_field), element.get(local_field))
