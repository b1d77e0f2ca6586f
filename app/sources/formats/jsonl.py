"""Comments as JSON Lines, one object a line, read without trusting a single one."""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.record import Item, ReadOptions, RejectedRow
from app.sources.rows import (
    FIELDS,
    Articles,
    RowRefusedError,
    iso_moment,
    opened,
    raw_of,
    records,
    short,
)

LINE_LIMIT = 16 * 1024 * 1024
"""The longest line that is read whole, in bytes; a comment of 10 MB still fits."""

_ID_FIELDS = frozenset({"id", "parent_id"})
_LARGEST_EXACT_FLOAT = 2.0**53
_LARGEST_WHOLE = 2**63

_CUT = Words("Tệp kết thúc giữa chừng dòng này.", "The file ends in the middle of this line.")
_LINE_TOO_LONG = Words("Dòng dài hơn 16 MiB.", "The line is longer than 16 MiB.")
_NOT_UTF8 = Words(
    "Dòng không phải UTF-8 (byte thứ {position}).", "The line is not UTF-8 (byte {position})."
)
_NOT_JSON = Words(
    "Không phải JSON hợp lệ (cột {column}).", "This is not valid JSON (column {column})."
)
_NOT_AN_OBJECT = Words(
    "Dòng không phải là một đối tượng JSON {…}.", "The line is not a JSON object {…}."
)
_TOO_DEEP = Words("JSON lồng nhau quá sâu.", "The JSON is nested too deeply.")
_DUPLICATE_KEY = Words("Trường “{name}” xuất hiện hai lần.", "The field “{name}” is there twice.")
_NOT_A_NUMBER = Words(
    "Có số không hợp lệ ({name}); JSON không cho phép.",
    "It holds {name}, which is not a number JSON allows.",
)
_HUGE_NUMBER = Words(
    "Có số nguyên quá lớn ({digits} chữ số).", "It holds a huge whole number ({digits} digits)."
)
_WRONG_TYPE = Words("Trường “{name}” phải là văn bản.", "The field “{name}” must be text.")
_UNKNOWN_STATUS = Words("Trạng thái lạ: “{value}”.", "Unknown status: “{value}”.")
_UTF16 = Words(
    "Tệp JSON Lines này là UTF-16; hãy lưu lại bằng UTF-8.",
    "This JSON Lines file is UTF-16; save it as UTF-8.",
)


class JsonLines:
    """The project's own exchange format, and what most programs can write."""

    name = "jsonl"

    def recognises(self, path: Path, head: bytes) -> bool:
        return head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()
        done = 0
        with opened(path) as file:
            for number, (line, size) in enumerate(_lines(file), start=1):
                done += size
                if line and not line.isspace():
                    for item in _items(line, size, number, options, articles):
                        yield done, item


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line with its size in the file; of one over the limit only the beginning."""
    first = True
    while line := file.readline(LINE_LIMIT + 1):
        size = len(line)
        if size > LINE_LIMIT:
            size += _skipped_to_line_end(file, line)
        if first:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise UnusableInputError(_UTF16)
            line = line.removeprefix(codecs.BOM_UTF8)
            first = False
        yield line, size


def _skipped_to_line_end(file: BinaryIO, line: bytes) -> int:
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(1024 * 1024)
        skipped += len(line)
    return skipped


def _items(
    line: bytes, size: int, number: int, options: ReadOptions, articles: Articles
) -> tuple[Item, ...]:
    try:
        if size > LINE_LIMIT:
            raise RowRefusedError(_LINE_TOO_LONG)
        fields = _plain_fields(line) or _text_fields(_object(line))
        return records(
            fields,
            number,
            created_at=iso_moment(fields.get("created_at", "")),
            status=_status(fields.get("status", "")),
            options=options,
            articles=articles,
        )
    except RowRefusedError as refused:
        return (RejectedRow(number, refused.words, raw_of(line)),)


def _plain_fields(line: bytes) -> dict[str, str] | None:
    """The fields of a line that is what nearly all are, one flat object of texts, read at once.

    None for any other line, good or bad: that is for `_object` to read. Counted quotes show that
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


def _object(line: bytes) -> dict[str, object]:
    """The one JSON object on a line, or the reason why there is none."""
    ended = line.endswith(b"\n")
    try:
        row = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise RowRefusedError(_NOT_UTF8.put(position=wrong.start + 1) if ended else _CUT) from None
    except json.JSONDecodeError as wrong:
        raise RowRefusedError(_NOT_JSON.put(column=wrong.colno) if ended else _CUT) from None
    except RecursionError:
        raise RowRefusedError(_TOO_DEEP) from None
    if not isinstance(row, dict):
        raise RowRefusedError(_NOT_AN_OBJECT)
    return row


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in values if names.count(name) > 1)
        raise RowRefusedError(_DUPLICATE_KEY.put(name=short(twice)))
    return values


def _whole(digits: str) -> int:
    if len(digits) > 20 or not -_LARGEST_WHOLE <= (value := int(digits)) < _LARGEST_WHOLE:
        raise RowRefusedError(_HUGE_NUMBER.put(digits=len(digits.removeprefix("-"))))
    return value


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise RowRefusedError(_NOT_A_NUMBER.put(name=short(digits)))
    return value


def _constant(name: str) -> float:
    raise RowRefusedError(_NOT_A_NUMBER.put(name=name))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
)


def _text_fields(row: Mapping[str, object]) -> dict[str, str]:
    fields = {}
    for name, value in row.items():
        if name not in FIELDS or value is None:
            continue
        if isinstance(value, str):
            fields[name] = value
        else:
            fields[name] = _id_of_number(name, value)
    return fields


def _id_of_number(name: str, value: object) -> str:
    """A numeric id as text; 12.0 is what spreadsheets' exports make of 12."""
    if name in _ID_FIELDS and not isinstance(value, bool):
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT_FLOAT:
            return str(int(value))
    raise RowRefusedError(_WRONG_TYPE.put(name=name))


def _status(value: str) -> Status | None:
    name = value.strip().lower()
    if not name:
        return None
    try:
        return Status(name)
    except ValueError:
        raise RowRefusedError(_UNKNOWN_STATUS.put(value=short(value))) from None
