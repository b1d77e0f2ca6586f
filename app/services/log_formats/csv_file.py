"""The log as CSV that a spreadsheet opens with its Vietnamese intact and that verifies itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from json import dumps, loads
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import UnusableInputError
from app.domain.log import FORMAT, VALUE_FIELDS
from app.domain.spreadsheet import as_written, defused
from app.domain.words import Words
from app.services.log_formats.columns import (
    COLUMNS,
    KEY_OF_HEADER,
    Cell,
    Manner,
    Memory,
    hexed,
)
from app.services.log_formats.found import Found, Unreadable, entry_from
from app.services.log_formats.head import ChainHead, head_from
from app.storage.log_columns import EntryColumns

_DIGESTS = tuple(f"{name}_digest" for name in VALUE_FIELDS)

PROOF = (
    "time_utc_us",
    "action_code",
    "source",
    "article",
    "from_status",
    "to_status",
    "from_reason",
    "to_reason",
    *_DIGESTS,
    "salt",
    "previous_hash",
    "format",
)
"""What verifying needs beside the columns for people."""

LONGEST_CELL = 4_000_000
"""Characters; above the longest text that is stored."""

_SEALS = ("format", "hash", "previous_hash", "salt")
_FIELDS = (
    "sequence",
    "time_utc_us",
    "batch",
    "moderator",
    "action_code",
    "undoes",
    "source",
    "comment",
    "article",
    "from_status",
    "to_status",
    "from_reason",
    "to_reason",
)
_VALUES = ("name", "address", "text", "text_before", "note")
_NEEDED = (*_SEALS, *_FIELDS, *_DIGESTS, *_VALUES)
_F = len(_SEALS)
_D = _F + len(_FIELDS)
_V = _D + len(_DIGESTS)
_NUMBER = re.compile(r"-?[0-9]{1,18}")


_DISTINCT = frozenset(
    ["sequence", "comment", "name", "address", "text", "text_before", "note", "hash"]
)
"""Columns in which hardly any cell comes twice."""


class CsvFile:
    """Writes a log as CSV: UTF-8 with a byte order mark, CRLF, cells defused."""

    def __init__(self, path: Path, manner: Manner) -> None:
        self._manner = manner
        self._fields = Memory(field)
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._file.write("\ufeff")
        self._write_row([*manner.headers(), *PROOF])

    def write(self, entries: EntryColumns) -> None:
        read = self._manner.read(entries)
        columns = [
            *(self._column(cells, distinct=key in _DISTINCT) for key, cells in read.items()),
            *self._proof(entries),
        ]
        lines = map(",".join, zip(*columns, strict=True))
        self._file.write("\r\n".join(lines) + "\r\n")

    def finish(self, head: ChainHead) -> None:
        empty = [""] * (len(COLUMNS) + len(PROOF) - 2)
        document = dumps({"chain_head": head.document()}, ensure_ascii=False)
        self._write_row([head.line(), *empty, document])

    def close(self) -> None:
        self._file.close()

    def _write_row(self, cells: Iterable[str]) -> None:
        self._file.write(",".join(map(field, cells)) + "\r\n")

    def _column(self, cells: Iterable[Cell], *, distinct: bool = False) -> Iterable[str]:
        return map(field, cells) if distinct else self._fields.of(cells)

    def _proof(self, entries: EntryColumns) -> Iterator[Iterable[str]]:
        yield self._column(entries.at)
        yield self._column(entries.action)
        yield self._column(entries.source)
        yield self._column(entries.article)
        yield self._column(entries.from_status)
        yield self._column(entries.to_status)
        yield self._column(entries.from_reason)
        yield self._column(entries.to_reason)
        for digests in entries.digests:
            yield hexed(digests)
        yield [""] * len(entries) if self._manner.redact else hexed(entries.salt)
        yield hexed(entries.previous)
        yield [str(FORMAT)] * len(entries)


def field(cell: Cell) -> str:
    """A cell as it stands in the file: defused, and quoted where it must be."""
    if cell is None:
        return ""
    text = defused(str(cell))
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def read_csv(file: BinaryIO) -> Iterator[Found | Unreadable | ChainHead]:
    """Everything in a CSV file, in its order; what is no entry says its row's number.

    Raises UnusableInputError for a file whose columns are not those of an exported log.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(text)
    number = 0
    try:
        headers = next(rows, [])
        number, needed = 1, _needed(headers)
        for number, row in enumerate(rows, start=2):
            if len(row) == len(headers):
                yield _read_row(needed(row), number)
            elif row:
                yield Unreadable(number)
    except csv.Error:
        yield Unreadable(number + 1)
    finally:
        text.detach()


NOT_A_LOG = Words(
    "Tệp CSV này không phải nhật ký do Lời Bình xuất ra: thiếu các cột để kiểm chứng.",
    "This CSV file is not a log exported by Lời Bình: the columns to verify are missing.",
)


def _needed(headers: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Picks the cells of `_NEEDED` out of a row."""
    places = {KEY_OF_HEADER.get(header, header): n for n, header in enumerate(headers)}
    if not {*COLUMNS, *PROOF} <= places.keys():
        raise UnusableInputError(NOT_A_LOG)
    return itemgetter(*(places[key] for key in _NEEDED))


def _read_row(cells: Sequence[str], number: int) -> Found | Unreadable | ChainHead:
    """A row of which `_NEEDED` was picked."""
    if cells[0].startswith("{"):
        return _head(cells[0]) or Unreadable(number)
    written = [as_written(cell) if cell[:1] == "'" else cell for cell in cells]
    form, own, previous, salt = written[:_F]
    sequence, at, batch, moderator, action, undoes, *places = written[_F:_D]
    if not _NUMBER.fullmatch(sequence) or form != str(FORMAT):
        return Unreadable(number)
    source, comment, article, from_status, to_status, from_reason, to_reason = places
    digests = [digest or None for digest in written[_D:_V]]
    return entry_from(
        sequence=int(sequence),
        fields=(
            int(sequence),
            _number(at),
            _number(batch),
            moderator,
            action,
            _number(undoes),
            source,
            comment,
            article,
            from_status or None,
            to_status or None,
            from_reason,
            to_reason,
        ),
        digests=digests,
        own=own,
        previous=previous or None,
        salt=salt or None,
        values=[
            cell if cell or (digest and salt) else None
            for cell, digest in zip(written[_V:], digests, strict=True)
        ],
    )


def _number(cell: str) -> int | str | None:
    """A number; None for an empty cell; what else stands there is kept, so that it does not fit."""
    return int(cell) if _NUMBER.fullmatch(cell) else cell or None


def _head(cell: str) -> ChainHead | None:
    try:
        document = loads(cell)
    except (ValueError, RecursionError):
        return None
    return head_from(document.get("chain_head")) if isinstance(document, dict) else None
