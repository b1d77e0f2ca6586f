"""Comments out of a Disqus export, the XML file (packed with gzip) that a site's owner is mailed.

Threads and posts are children of one root, bound by Disqus's own numbers (`dsq:id`). Its schema
promises threads before posts; since a post may stand first all the same, the first of the two
readings notes the threads, and the second tells the posts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.binary import readable
from app.sources.html_text import plain, unescaped
from app.sources.record import Item, LeftOut, ReadOptions, RejectedRow
from app.sources.rows import (
    RAW_LIMIT,
    Articles,
    RowRefusedError,
    at_site,
    iso_time,
    moment_of,
    records,
    short,
)
from app.sources.unpacking import Contents
from app.sources.xml_stream import (
    TEXT_LIMIT,
    TOO_LONG,
    Texts,
    fed,
    line_of,
    looked_through,
    parser_for,
)

_SYSTEM = "Disqus"
_NAMESPACE = "http://disqus.com}"
_NUMBER = "http://disqus.com/disqus-internals}id"
_ROW_DEPTH, _DEEPEST = 2, 4
_ROOT_WITHIN = 2_000
"""Bytes within which the root stands: only an XML declaration and a comment come before it."""
_THREAD_FIELDS = frozenset({"id", "link", "title", "isDeleted"})
_POST_FIELDS = frozenset(
    {
        "id",
        "message",
        "createdAt",
        "isDeleted",
        "isSpam",
        "isApproved",
        "ipAddress",
        "thread",
        "parent",
        "author/name",
        "author/email",
        "author/username",
    }
)
_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")

_NOT_DISQUS = Words(
    "Đây là XML nhưng không phải tệp xuất của Disqus.", "This is XML, but not a Disqus export."
)
_NO_THREAD = Words(
    "Tệp không có bài viết (thread {id}) của lời bình này.",
    "The file does not have this comment's article (thread {id}).",
)
_NO_ADDRESS = Words(
    "Bài viết của lời bình (thread {id}) không có địa chỉ lẫn tiêu đề.",
    "The comment's article (thread {id}) has neither an address nor a title.",
)


class DisqusExport:
    """The articles that have comments, and those; what was deleted is only counted."""

    name = "disqus"

    def recognises(self, path: Path, head: bytes) -> bool:
        head = readable(head)
        return b"<disqus" in head[:_ROOT_WITHIN] and b"disqus.com" in head

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        threads = _Threads(_Rows("thread", _THREAD_FIELDS), options.site)
        with Contents(path) as file:
            yield from looked_through(file, threads.rows.parser, _SYSTEM, threads.note)
        if not threads.rows.is_disqus:
            raise UnusableInputError(_NOT_DISQUS)
        posts, articles = _Rows("post", _POST_FIELDS), Articles()
        with Contents(path) as file:
            for _ in fed(file, posts.parser, _SYSTEM):
                position = file.position
                for post in posts.taken():
                    for item in _items(post, threads, options, articles):
                        yield position, item


# --- what the parser calls ----------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """A thread or a post: its number, and the texts it has by name (`author/name` for one in
    another); `thread#` and `parent#` are the numbers of those."""

    line: int
    number: str
    texts: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def says(self, name: str) -> bool:
        return self.get(name).lower() in ("true", "1")


class _Rows:
    """Collects the root's children of one name, and of those the wanted texts."""

    def __init__(self, name: str, fields: frozenset[str]) -> None:
        self.is_disqus = False
        self._name = name
        self._fields = fields
        self._depth = 0
        self._row: _Row | None = None
        self._above = ""
        self._field = ""
        self._field_depth = 0
        self._ready: list[_Row] = []
        self.parser = parser_for(self)
        self._texts = Texts(self.parser)

    def taken(self) -> list[_Row]:
        self._texts.bound()
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        depth = self._depth = self._depth + 1
        if self._row is not None:
            if depth <= _DEEPEST and not self._field:
                self._begin_field(_short_name(tag), attributes, self._row)
        elif depth == _ROW_DEPTH:
            if _short_name(tag) == self._name:
                self._row = _Row(line_of(self.parser), attributes.get(_NUMBER, "").strip())
        elif depth == 1:
            self.is_disqus = _short_name(tag) == "disqus"

    def end(self, tag: str) -> None:
        if self._row is not None:
            if self._field and self._depth == self._field_depth:
                self._row.texts[self._field] = self._texts.whole()
                self._field = ""
            elif self._depth == _ROW_DEPTH:
                self._ready.append(self._row)
                self._row = None
        self._depth -= 1

    def _begin_field(self, name: str, attributes: dict[str, str], row: _Row) -> None:
        if self._depth == _ROW_DEPTH + 1:
            self._above = name
        else:
            name = f"{self._above}/{name}"
        if name not in self._fields or name in row.texts:
            return
        self._field, self._field_depth = name, self._depth
        self._texts.begin()
        if _NUMBER in attributes:
            row.texts[f"{name}#"] = attributes[_NUMBER]


@lru_cache(maxsize=1024)
def _short_name(tag: str) -> str:
    """A tag without Disqus's namespace; some tools that pass such files on drop it."""
    return tag.removeprefix(_NAMESPACE)


# --- threads ------------------------------------------------------------------------------------


class _Thread(NamedTuple):
    address: str
    title: str
    is_deleted: bool


class _Threads:
    """What the first reading notes: a thread by its number, and by the id its site gave it.

    Several threads may be of one address; its title is the first that any of them tells.
    """

    def __init__(self, rows: _Rows, site: str) -> None:
        self.rows = rows
        self._site = site
        self._known: dict[str, _Thread] = {}
        self._titles: dict[str, str] = {}

    def note(self) -> None:
        for row in self.rows.taken():
            own_id = row.get("id")
            link = row.get("link") or (own_id if own_id.startswith(("/", "http")) else "")
            address = _address(storable(link)[0], self._site)
            title = " ".join(unescaped(row.get("title")).split())
            thread = _Thread(address, title, row.says("isDeleted"))
            if address and title:
                self._titles.setdefault(address, title)
            if row.number:
                self._keep(f"#{row.number}", thread)
            if own_id:
                self._keep(own_id, thread)

    def of(self, post: _Row) -> _Thread | None:
        thread = self._known.get(f"#{post.get('thread#')}") or self._known.get(post.get("thread"))
        if thread is None:
            return None
        title = self._titles.get(thread.address, thread.title)
        return thread if title == thread.title else thread._replace(title=title)

    def _keep(self, key: str, thread: _Thread) -> None:
        known = self._known.get(key)
        if known is None or not known.address:
            self._known[key] = thread


def _address(link: str, site: str) -> str:
    """Where the article is read, without what only says how somebody came to it."""
    address = at_site(link, site)
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    query = "&".join(
        part for part in parts.query.split("&") if not part.lower().startswith(_TRACKING)
    )
    return urlunsplit(parts._replace(query=query, fragment=fragment))


# --- posts --------------------------------------------------------------------------------------


def _items(
    post: _Row, threads: _Threads, options: ReadOptions, articles: Articles
) -> tuple[Item, ...]:
    thread = threads.of(post)
    if post.says("isDeleted") or (thread and thread.is_deleted):
        return (LeftOut(post.line, "deleted"),)
    try:
        return records(
            _fields(post, thread),
            post.line,
            created_at=_moment(post.get("createdAt")),
            status=_status(post),
            options=options,
            articles=articles,
        )
    except RowRefusedError as refused:
        return (RejectedRow(post.line, refused.words, _raw(post)),)


def _fields(post: _Row, thread: _Thread | None) -> dict[str, str]:
    told = post.get("thread#") or post.get("thread")
    if thread is None:
        raise RowRefusedError(_NO_THREAD.put(id=short(told)))
    if not thread.address and not thread.title:
        raise RowRefusedError(_NO_ADDRESS.put(id=short(told)))
    if max(map(len, post.texts.values()), default=0) > TEXT_LIMIT:
        raise RowRefusedError(TOO_LONG)
    return {
        "id": _key(post.number, post.get("id")),
        "parent_id": _key(post.get("parent#"), post.get("parent")),
        "article_url": thread.address,
        "article_title": thread.title,
        "name": post.get("author/name") or post.get("author/username"),
        "email": post.get("author/email"),
        "text": plain(post.get("message")),
        "ip": post.get("ipAddress"),
    }


def _key(number: str, own_id: str) -> str:
    """A post by Disqus's number; one without by the id its site gave it."""
    if number:
        return f"disqus:{number}"
    return f"disqus:id:{own_id}" if own_id else ""


def _status(post: _Row) -> Status:
    """Older exports do not tell whether a post is approved: they hold what was published."""
    if post.says("isSpam"):
        return Status.SPAM
    told = post.get("isApproved").lower()
    return Status.PENDING if told in ("false", "0") else Status.APPROVED


def _moment(told: str) -> int:
    """Disqus tells times in UTC, with a Z or without."""
    time = iso_time(told)
    return moment_of(time.replace(tzinfo=UTC) if time and not time.tzinfo else time, told)


def _raw(post: _Row) -> str:
    parts = (f"{name}: {text.strip()[:RAW_LIMIT]}" for name, text in post.texts.items() if text)
    return storable(f"{post.number} | " + " | ".join(parts))[0][:RAW_LIMIT]
