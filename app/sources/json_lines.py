"""Lines that each hold one JSON object, read without trusting a single one."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.json_values import decoded
from app.sources.rows import RowRefusedError

LINE_LIMIT = 16 * 1024 * 1024
"""The longest line that is read whole, in bytes; a comment of 10 MB still fits."""

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
_UTF16 = Words(
    "Tệp JSON Lines này là UTF-16; hãy lưu lại bằng UTF-8.",
    "This JSON Lines file is UTF-16; save it as UTF-8.",
)


def lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line with its size in the file; of one over the limit only the beginning.

    Raises UnusableInputError, before the first line, for UTF-16.
    """
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


def whole(line: bytes, size: int) -> bytes:
    """The line `lines` gave; raises RowRefusedError where that is only its beginning."""
    if size > LINE_LIMIT:
        raise RowRefusedError(_LINE_TOO_LONG)
    return line


def object_on(line: bytes) -> dict[str, object]:
    """The one JSON object on a line; raises RowRefusedError with the reason why there is none."""
    ended = line.endswith(b"\n")
    try:
        row = decoded(line.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise RowRefusedError(_NOT_UTF8.put(position=wrong.start + 1) if ended else _CUT) from None
    except json.JSONDecodeError as wrong:
        raise RowRefusedError(_NOT_JSON.put(column=wrong.colno) if ended else _CUT) from None
    if not isinstance(row, dict):
        raise RowRefusedError(_NOT_AN_OBJECT)
    return row
