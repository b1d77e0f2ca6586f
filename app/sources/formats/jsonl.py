"""Comments as JSON Lines, one object a line, read without trusting a single one."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.comment import Status
from app.domain.words import Words
from app.sources.json_lines import lines, object_on, whole
from app.sources.json_values import NOT_TEXT, text_of
from app.sources.record import Item, ReadOptions, RejectedRow
from app.sources.rows import (
    FIELDS,
    KEPT_FIELDS,
    Articles,
    RowRefusedError,
    iso_moment,
    opened,
    raw_of,
    records,
    short,
)

_ID_FIELDS = frozenset({"id", "parent_id"})
_READ = FIELDS | KEPT_FIELDS

_UNKNOWN_STATUS = Words("Trạng thái lạ: “{value}”.", "Unknown status: “{value}”.")


class JsonLines:
    """The project's own exchange format, and what most programs can write."""

    name = "jsonl"

    def recognises(self, path: Path, head: bytes) -> bool:
        return head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()
        done = 0
        with opened(path) as file:
            for number, (line, size) in enumerate(lines(file), start=1):
                done += size
                if line and not line.isspace():
                    for item in _items(line, size, number, options, articles):
                        yield done, item


def _items(
    line: bytes, size: int, number: int, options: ReadOptions, articles: Articles
) -> tuple[Item, ...]:
    try:
        fields = _plain_fields(whole(line, size)) or text_fields(object_on(line), _READ)
        return records(
            fields,
            number,
            created_at=iso_moment(fields.get("created_at", "")),
            status=status_of(fields.get("status", "")),
            options=options,
            articles=articles,
            by_newsroom=fields.get("by_newsroom") == "true",
        )
    except RowRefusedError as refused:
        return (RejectedRow(number, refused.words, raw_of(line)),)


def _plain_fields(line: bytes) -> dict[str, str] | None:
    """The fields of a line that is what nearly all are, one flat object of texts, read at once.

    None for any other line, good or bad: that is for `object_on` to read. Counted quotes show that
    no name is there twice: every name and every text has two, and what a later one of the same
    name has replaced would have had them, too. (Of two backslashes in a row nobody can say in
    passing whether a quote after them is one of these.)
    """
    if b"\\\\" in line:
        return None
    try:
        text = line.decode("utf-8").strip(" \t\r\n")
        row, end = _PLAIN_DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if type(row) is not dict or end < len(text):
        return None
    if not _ONLY_TEXT.issuperset(map(type, row.values())):
        return None
    quotes = line.count(b'"') - line.count(b'\\"')
    return row if quotes == 4 * len(row) else None


_PLAIN_DECODER = json.JSONDecoder()
_ONLY_TEXT = frozenset((str,))


def text_fields(row: Mapping[str, object], read: frozenset[str] = FIELDS) -> dict[str, str]:
    """Those of a row's fields that are `read`; RowRefusedError for one that is no text."""
    fields = {}
    for name, value in row.items():
        if name not in read or value is None:
            continue
        if isinstance(value, str):
            fields[name] = value
        elif name == "by_newsroom" and isinstance(value, bool):
            fields[name] = "true" if value else ""
        elif name in _ID_FIELDS and not isinstance(value, bool):
            fields[name] = text_of(row, name)
        else:
            raise RowRefusedError(NOT_TEXT.put(name=name))
    return fields


def status_of(value: str) -> Status | None:
    """The status a row tells, None for a blank one; RowRefusedError for one nobody knows."""
    name = value.strip().lower()
    if not name:
        return None
    try:
        return Status(name)
    except ValueError:
        raise RowRefusedError(_UNKNOWN_STATUS.put(value=short(value))) from None
