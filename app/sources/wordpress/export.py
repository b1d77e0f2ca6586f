"""Comments out of a WordPress export (WXR 1.0, 1.1, 1.2), the file every WordPress can write.

Read twice as a stream, the second time an article at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from app.domain import moment
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources import kept
from app.sources.html_text import unescaped
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
from app.sources.xml_stream import (
    TEXT_LIMIT,
    TOO_LONG,
    Texts,
    fed,
    line_of,
    looked_through,
    parser_for,
)

_SYSTEM = "WordPress"
_NO_YEAR = " -0001 "
_CHANNEL_FIELDS = frozenset({"link", "wp:base_site_url", "wp:base_blog_url"})
_ITEM_FIELDS = frozenset(
    {
        "title",
        "link",
        "category",
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
_META_FIELDS = frozenset({"wp:meta_key", "wp:meta_value"})
_KEPT = "wp:kept"
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
_HOLDERS = frozenset({"channel", "item", "wp:comment", "wp:commentmeta", "wp:postmeta"})

_NOT_WORDPRESS = Words(
    "Đây là XML nhưng không phải tệp xuất của WordPress (WXR).",
    "This is XML, but not a WordPress export (WXR).",
)
_NO_ID = Words("Lời bình không có mã.", "The comment has no id.")
_NO_TEXT = Words("Lời bình không có nội dung.", "The comment has no text.")
_NO_ARTICLE = Words("Bài viết của lời bình không có mã.", "The comment's article has no id.")


class WordPressExport:
    """Articles that have comments, and those; pingbacks and trackbacks are only counted."""

    name = "wxr"

    def recognises(self, path: Path, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")
        return b"<rss" in plain and b"wordpress.org/export/" in plain

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with opened(path) as file:
            sound = _Soundness()
            yield from looked_through(file, parser_for(sound), _SYSTEM)
            if not sound.is_wordpress:
                raise UnusableInputError(_NOT_WORDPRESS)
            file.seek(0)
            export = _Export(options.source)
            for done in fed(file, export.parser, _SYSTEM):
                for item in export.taken():
                    yield done, item


class _Soundness:
    """The first pass: only whether WordPress's own namespace is there, so that it runs fast."""

    def __init__(self) -> None:
        self.is_wordpress = False

    def start_ns(self, prefix: str, uri: str) -> None:
        self.is_wordpress = self.is_wordpress or "wordpress.org/export/" in uri


# --- the contents -------------------------------------------------------------------------------


@dataclass(slots=True)
class Element:
    """An item or a comment while it is being read: its wanted children's texts."""

    depth: int
    line: int
    wanted: frozenset[str] = frozenset()
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    @property
    def kept(self) -> Mapping[str, object]:
        """What an export of this program kept beside what WordPress can say."""
        return kept.from_text(self.texts.get(_KEPT, ""))


class _Export:
    """The second pass's target: collects an item, and turns it into records when it ends."""

    def __init__(self, source: str) -> None:
        self._told_source = source
        self._source = ""
        self._channel = Element(0, 0, _CHANNEL_FIELDS)
        self._item: Element | None = None
        self._comment: Element | None = None
        self._meta: Element | None = None
        self._innermost = self._channel
        self._depth = 0
        self._field = ""
        self._field_depth = 0
        self._ready: list[Item] = []
        self.parser = parser_for(self)
        self._texts = Texts(self.parser)

    def taken(self) -> list[Item]:
        self._texts.bound()
        ready, self._ready = self._ready, []
        return ready

    # what the parser calls, seventeen times for a comment

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._field:
            return
        name, holder = _short_name(tag), self._innermost
        if name in holder.wanted and self._depth == holder.depth + 1:
            if name in holder.texts or (name == "category" and not _is_section(attributes)):
                return
            self._field, self._field_depth = name, self._depth
            self._texts.begin()
        elif name in _HOLDERS:
            self._begin(name)

    def end(self, tag: str) -> None:
        if self._field:
            if self._depth == self._field_depth:
                self._innermost.texts[self._field] = self._texts.whole()
                self._field = ""
        elif self._depth == self._innermost.depth:
            self._end()
        self._depth -= 1

    # comments, items

    def _begin(self, name: str) -> None:
        depth, line = self._depth, line_of(self.parser)
        if name == "channel" and not self._item:
            self._channel.depth = depth
        elif name == "item" and not self._item:
            self._item = Element(depth, line, _ITEM_FIELDS)
        elif name == "wp:comment" and self._item and not (self._comment or self._meta):
            self._comment = Element(depth, line, _COMMENT_FIELDS)
            self._item.comments.append(self._comment)
        elif name.endswith("meta") and self._item and not self._meta:
            self._meta = Element(depth, line, _META_FIELDS)
        self._innermost = self._meta or self._comment or self._item or self._channel

    def _end(self) -> None:
        if self._meta:
            self._end_meta(self._meta, self._comment or self._item)
        elif self._comment:
            self._comment = None
        elif self._item:
            self._end_item(self._item)
        self._innermost = self._comment or self._item or self._channel

    def _end_meta(self, meta: Element, owner: Element | None) -> None:
        if owner and meta.get("wp:meta_key") == kept.NAME:
            owner.texts[_KEPT] = meta.get("wp:meta_value")
        self._meta = None

    def _end_item(self, item: Element) -> None:
        self._source = self._source or _source(self._told_source, self._channel)
        self._ready += _records(item, self._source, self._told_source)
        self._item = None


def _is_section(attributes: dict[str, str]) -> bool:
    """WordPress tells an article's tags as categories, too."""
    return attributes.get("domain") == "category"


@lru_cache(maxsize=1024)
def _short_name(tag: str) -> str:
    """A tag without its version: `http://wordpress.org/export/1.2/}post_id` is `wp:post_id`."""
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


def _source(told: str, channel: Element) -> str:
    """The blog's own address: in a network of sites, base_site_url is the same for all of them."""
    addresses = (channel.get(name) for name in ("wp:base_blog_url", "link", "wp:base_site_url"))
    return storable(told)[0] or next(filter(None, map(site_key, addresses)), "file")


# --- records ------------------------------------------------------------------------------------


def _records(item: Element, source: str, told_source: str) -> Iterator[Item]:
    """The article and its comments; what was kept beside them counts, but for a source that a
    person has named."""
    post = item.get("wp:post_id") or item.get("link") or item.get("guid")
    beside = item.kept
    if told_source:
        beside = {name: value for name, value in beside.items() if name != "source"}
    article = kept.restored(article_record(item, post, source), beside)
    besides = [comment.kept for comment in item.comments]
    named = {
        comment.get("wp:comment_id"): name
        for comment, each in zip(item.comments, besides, strict=True)
        if isinstance(told := each.get("id"), str) and (name := storable(told)[0])
    }
    items = [
        _comment_item(comment, article, named, each)
        for comment, each in zip(item.comments, besides, strict=True)
    ]
    if any(isinstance(found, CommentRecord) for found in items):
        yield article
    yield from items


def article_record(item: Element, external_id: str, source: str) -> ArticleRecord:
    """The article as WordPress itself tells it."""
    return ArticleRecord(
        source=source,
        external_id=external_id,
        url=item.get("link"),
        title=" ".join(paragraphs(item.get("title")).split()),
        section=unescaped(item.get("category")),
        byline=item.get("dc:creator"),
        published_at=_published(item),
        lead=paragraphs(item.get("excerpt:encoded")),
        body=paragraphs(item.get("content:encoded")),
    )


def _comment_item(
    comment: Element,
    article: ArticleRecord,
    named: Mapping[str, str],
    beside: Mapping[str, object],
) -> Item:
    kind = comment.get("wp:comment_type") or "comment"
    if kind != "comment":
        return LeftOut(comment.line, kind[:40])
    problem = _problem(comment, article.external_id)
    if problem:
        return RejectedRow(comment.line, problem, _raw(comment))
    own = beside.get("id")
    record = comment_record(comment, article, named, own if isinstance(own, str) else "")
    return kept.restored(record, beside)


def comment_record(
    comment: Element,
    article: ArticleRecord,
    named: Mapping[str, str] = MappingProxyType({}),
    own: str = "",
) -> CommentRecord:
    """The comment as WordPress itself tells it; `named` has the ids that the file's numbers stand
    for, `own` is this comment's, if it has one beside its number."""
    number, parent = comment.get("wp:comment_id"), comment.get("wp:comment_parent")
    return CommentRecord(
        source=article.source,
        external_id=storable(own)[0] or number,
        article=article.external_id,
        line=comment.line,
        name=told_name(comment.texts.get("wp:comment_author", "")),
        address=told_name(comment.texts.get("wp:comment_author_email", "")),
        text=told_text(comment.texts["wp:comment_content"]),
        created_at=_moment(comment, "wp:comment_date_gmt", "wp:comment_date"),
        parent=None if parent in ("", "0") else named.get(parent, parent),
        status=STATUSES.get(comment.get("wp:comment_approved").lower()),
        website=told_name(comment.get("wp:comment_author_url")),
        machine=comment.get("wp:comment_author_IP"),
    )


def _problem(comment: Element, article: str) -> Words | None:
    if not article:
        return _NO_ARTICLE
    if not comment.get("wp:comment_id"):
        return _NO_ID
    if not comment.get("wp:comment_content"):
        return _NO_TEXT
    if max(map(len, comment.texts.values())) > TEXT_LIMIT:
        return TOO_LONG
    return None


def _raw(comment: Element) -> str:
    parts = (f"{name[3:]}: {text[:RAW_LIMIT]}" for name, text in comment.texts.items() if text)
    return " | ".join(parts)[:RAW_LIMIT]


def _published(item: Element) -> int:
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


def _moment(element: Element, utc_field: str, local_field: str) -> int:
    return moment_of(element.get(utc_field), element.get(local_field))
