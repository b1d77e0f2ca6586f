"""The log as CSV that a spreadsheet opens with its Vietnamese intact and that verifies itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from json import dumps, loads
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import UnusableInputError
from app.domain.log import FORMAT, VALUE_FIELDS, LogEntry
from app.domain.spreadsheet import as_written, defused
from app.domain.words import Words
from app.services.log_formats.columns import COLUMNS, KEY_OF_HEADER, Manner
from app.services.log_formats.found import Found, Unreadable, entry_from
from app.services.log_formats.head import ChainHead, head_from

PROOF = (
    "time_utc_us",
    "action_code",
    "source",
    "article",
    "from_status",
    "to_status",
    "from_reason",
    "to_reason",
    *(f"{name}_digest" for name in VALUE_FIELDS),
    "salt",
    "previous_hash",
    "format",
)
"""What verifying needs beside the columns for people."""

LONGEST_CELL = 4_000_000
"""Characters; above the longest text that is stored."""

_VALUE_COLUMNS = ("name", "address", "text", "text_before", "note")
_NUMBER = re.compile(r"-?[0-9]{1,18}")


class CsvFile:
    """Writes a log as CSV: UTF-8 with a byte order mark, CRLF, cells defused."""

    def __init__(self, path: Path, manner: Manner) -> None:
        self._manner = manner
        self._file = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow([*manner.headers(), *PROOF])

    def write(self, entries: Sequence[LogEntry]) -> None:
        self._rows.writerows(
            [defused(cell) for cell in (*self._manner.read(entry), *self._proof(entry))]
            for entry in entries
        )

    def finish(self, head: ChainHead) -> None:
        empty = [""] * (len(COLUMNS) + len(PROOF) - 2)
        document = dumps({"chain_head": head.document()}, ensure_ascii=False)
        self._rows.writerow([head.line(), *empty, document])

    def close(self) -> None:
        self._file.close()

    def _proof(self, entry: LogEntry) -> Iterator[str]:
        yield str(entry.at)
        yield entry.action
        yield entry.source
        yield entry.article
        yield entry.from_status or ""
        yield entry.to_status or ""
        yield entry.from_reason
        yield entry.to_reason
        for digest in entry.digests:
            yield _hex(digest)
        yield "" if self._manner.redact else _hex(entry.salt)
        yield _hex(entry.previous)
        yield str(FORMAT)


def _hex(found: bytes | None) -> str:
    return "" if found is None else found.hex()


def read_csv(file: BinaryIO) -> Iterator[Found | Unreadable | ChainHead]:
    """Everything in a CSV file, in its order; what is no entry says its row's number.

    Raises UnusableInputError for a file whose columns are not those of an exported log.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(text)
    number = 0
    keys: list[str] = []
    try:
        for number, row in enumerate(rows, start=1):
            if number == 1:
                keys = _keys_of(row)
            elif len(row) == len(keys):
                yield _read_row(dict(zip(keys, row, strict=True)), number)
            elif row:
                yield Unreadable(number)
    except csv.Error:
        yield Unreadable(number + 1)
    finally:
        text.detach()
    if not keys:
        raise _not_a_log()


def _keys_of(headers: Sequence[str]) -> list[str]:
    keys = [KEY_OF_HEADER.get(header, header) for header in headers]
    if not {*COLUMNS, *PROOF} <= set(keys):
        raise _not_a_log()
    return keys


def _not_a_log() -> UnusableInputError:
    return UnusableInputError(
        Words(
            "Tệp CSV này không phải nhật ký do Lời Bình xuất ra: thiếu các cột để kiểm chứng.",
            "This CSV file is not a log exported by Lời Bình: the columns to verify are missing.",
        )
    )


def _read_row(cells: Mapping[str, str], number: int) -> Found | Unreadable | ChainHead:
    if cells["format"].startswith("{"):
        return _head(cells["format"]) or Unreadable(number)
    written = {key: as_written(cell) for key, cell in cells.items()}
    if not _NUMBER.fullmatch(written["sequence"]) or written["format"] != str(FORMAT):
        return Unreadable(number)
    digests = [written[f"{name}_digest"] or None for name in VALUE_FIELDS]
    return entry_from(
        sequence=int(written["sequence"]),
        fields=(
            int(written["sequence"]),
            _number(written["time_utc_us"]),
            _number(written["batch"]),
            written["moderator"],
            written["action_code"],
            _number(written["undoes"]),
            written["source"],
            written["comment"],
            written["article"],
            written["from_status"] or None,
            written["to_status"] or None,
            written["from_reason"],
            written["to_reason"],
        ),
        digests=digests,
        own=written["hash"],
        previous=written["previous_hash"] or None,
        salt=written["salt"] or None,
        values=[
            _value(written[column], digest, written["salt"])
            for column, digest in zip(_VALUE_COLUMNS, digests, strict=True)
        ],
    )


def _number(cell: str) -> int | str | None:
    """A number; None for an empty cell; what else stands there is kept, so that it does not fit."""
    return int(cell) if _NUMBER.fullmatch(cell) else cell or None


def _value(cell: str, digest: str | None, salt: str) -> str | None:
    """An empty cell is an empty text where the entry has a digest and its salt, none elsewhere."""
    return cell if cell or (digest and salt) else None


def _head(cell: str) -> ChainHead | None:
    try:
        document = loads(cell)
    except (ValueError, RecursionError):
        return None
    return head_from(document.get("chain_head")) if isinstance(document, dict) else None
