"""Comments out of Isso's generic JSON, the file that `isso import -t generic` reads.

A list of threads, each with its comments. Isso's own importer knows neither answers nor modes and
takes every comment as published; an export that tells `parent` (an id of the same thread) and
`mode` besides, as a comment in Isso's database has them, is taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.comment import Status
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources import kept
from app.sources.isso.client import DELETED, PUBLISHED
from app.sources.isso.records import STATUS
from app.sources.json_document import beginning, elements
from app.sources.json_values import raw_of_row, text_of
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    ReadOptions,
    RejectedRow,
)
from app.sources.rows import (
    UNREADABLE_TIME,
    RowRefusedError,
    at_site,
    moment_of,
    short,
    source_of,
)
from app.sources.unpacking import Contents

NAME = "isso-json"

THREAD_LIMIT = 64 * 1024 * 1024
"""The longest thread that is read, with all its comments, in bytes."""

_TIME = "%Y-%m-%d %H:%M:%S"

_NO_LIST = Words(
    "Bài viết “{id}” không có danh sách lời bình (comments).",
    "The thread “{id}” has no list of comments (comments).",
)
_NO_THREAD_ID = Words("Bài viết không có mã (id).", "The thread has no id.")
_NO_OBJECT = Words(
    "Lời bình không phải là một đối tượng JSON {…}.", "The comment is not a JSON object {…}."
)
_NO_ID = Words("Lời bình không có mã.", "The comment has no id.")
_NO_TEXT = Words("Lời bình không có nội dung.", "The comment has no text.")
_WRONG_MODE = Words("Không có trạng thái (mode) “{value}”.", "There is no mode “{value}”.")


class IssoJson:
    """The threads that have comments, and those, thread by thread as they stand in the file."""

    name = NAME

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, first = beginning(head)
        return is_list and isinstance(first.get("comments"), list)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        told: set[tuple[str, str]] = set()
        read = 0
        with Contents(path) as file:
            for element in elements(file, "item", limit=THREAD_LIMIT):
                if isinstance(element.value, RejectedRow):
                    read += 1
                    yield file.position, replace(element.value, line=read)
                    continue
                for item in _thread(element.value, read, options):
                    if not (isinstance(item, ArticleRecord) and _was_told(item, told)):
                        yield file.position, item
                read += _length(element.value)


@dataclass(frozen=True, slots=True)
class _Thread:
    """A page; `is_ours` when this program wrote the file."""

    id: str
    article: ArticleRecord
    is_ours: bool


def _was_told(article: ArticleRecord, told: set[tuple[str, str]]) -> bool:
    key = (article.source, article.external_id)
    known = key in told
    told.add(key)
    return known


def _thread(told: Mapping[str, object], before: int, options: ReadOptions) -> Iterator[Item]:
    """What a thread becomes; `before` is how many comments the file had before it."""
    try:
        thread = _page(told, options)
        comments = told.get("comments")
        if not isinstance(comments, list):
            raise RowRefusedError(_NO_LIST.put(id=short(thread.id)))
    except RowRefusedError as refused:
        yield RejectedRow(before + 1, refused.words, raw_of_row(told))
        return
    is_told = False
    for line, comment in enumerate(comments, start=before + 1):
        item = _comment(thread, comment, line)
        if isinstance(item, CommentRecord) and not is_told:
            is_told = True
            yield thread.article
        yield item


def _page(told: Mapping[str, object], options: ReadOptions) -> _Thread:
    key = text_of(told, "id").strip()
    if not key:
        raise RowRefusedError(_NO_THREAD_ID)
    address = storable(at_site(key, options.site))[0]
    title = storable(text_of(told, "title"))[0].strip()
    source = storable(options.source)[0]
    article = ArticleRecord(source or source_of(address), address, address, title)
    beside = told.get(kept.NAME)
    if not isinstance(beside, dict) or not {"source", "article_id"} <= beside.keys():
        return _Thread(key, article, is_ours=False)
    ours = kept.restored(ArticleRecord("", "", ""), beside)
    if not ours.source or not ours.external_id:
        return _Thread(key, article, is_ours=False)
    return _Thread(key, replace(ours, source=source or ours.source), is_ours=True)


def _comment(thread: _Thread, told: object, line: int) -> Item:
    if not isinstance(told, dict):
        return RejectedRow(line, _NO_OBJECT, storable(short(str(told)))[0])
    try:
        mode = told.get("mode", PUBLISHED)
        if mode == DELETED:
            return LeftOut(line, "deleted")
        if type(mode) is not int or mode not in STATUS:
            raise RowRefusedError(_WRONG_MODE.put(value=short(str(mode))))
        record = _record(thread, told, line, STATUS[mode])
    except RowRefusedError as refused:
        return RejectedRow(line, refused.words, raw_of_row(told))
    beside = told.get(kept.NAME)
    if thread.is_ours and isinstance(beside, dict):
        return kept.restored(record, beside)
    return record


def _record(
    thread: _Thread, told: Mapping[str, object], line: int, status: Status
) -> CommentRecord:
    number = text_of(told, "id").strip()
    text, damaged = storable(text_of(told, "text"))
    if not number:
        raise RowRefusedError(_NO_ID)
    if not text.strip():
        raise RowRefusedError(_NO_TEXT)
    parent = text_of(told, "parent").strip()
    return CommentRecord(
        source=thread.article.source,
        external_id=_external_id(thread, number),
        article=thread.article.external_id,
        line=line,
        name=_kept(told, "author"),
        address=_kept(told, "email"),
        text=text,
        created_at=_moment(text_of(told, "created"), is_utc=thread.is_ours),
        parent=_external_id(thread, parent) if parent else None,
        status=status,
        website=_kept(told, "website"),
        machine=_kept(told, "remote_addr"),
        damaged=damaged,
    )


def _external_id(thread: _Thread, number: str) -> str:
    """A comment's id is only unique inside its thread."""
    return storable(f"{NAME}:{number}@{thread.id}")[0]


def _kept(told: Mapping[str, object], name: str) -> str:
    return storable(text_of(told, name))[0]


def _moment(told: str, *, is_utc: bool) -> int:
    """As Isso reads it: the time of the machine it runs on; 0 for none. Our own files tell UTC."""
    if not told.strip():
        return 0
    try:
        zoned = datetime.strptime(f"{told.strip()} +0000", f"{_TIME} %z")
    except ValueError:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(told))) from None
    return moment_of(zoned if is_utc else zoned.replace(tzinfo=None), told)


def _length(told: Mapping[str, object]) -> int:
    comments = told.get("comments")
    return len(comments) if isinstance(comments, list) else 1
