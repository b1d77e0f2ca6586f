"""The log as a workbook, for reading: dates that sort, a header that stays, nothing evaluated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.log import LogEntry
from app.domain.words import Words
from app.services.log_formats.columns import COLUMNS, Manner, local_datetime
from app.services.log_formats.head import ChainHead

CELL_LIMIT = 32_767
"""What a cell holds, in UTF-16 units."""

ROWS_PER_SHEET = 1_000_000
"""Entries to a sheet, below a sheet's 1,048,576 rows; the next ones go onto another."""

SHEET = Words("Nhật ký {n}", "Log {n}")
CUT = Words(
    " … [cắt bớt: còn {n} ký tự, xem toàn văn trong tệp CSV hoặc JSON Lines]",
    " … [cut: {n} more characters, the whole text is in the CSV or JSON Lines export]",
)

_NUMBERS = ("sequence", "undoes", "batch")
_WIDTHS = {
    "sequence": 10,
    "time": 19,
    "moderator": 16,
    "action": 14,
    "comment": 22,
    "article_title": 40,
    "change": 26,
    "reason": 20,
    "name": 22,
    "address": 26,
    "text": 70,
    "text_before": 40,
    "note": 30,
    "undoes": 12,
    "batch": 10,
    "hash": 66,
}
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ISO = Words("Thời gian (ISO 8601)", "time_iso")
_SMALLEST_DAY = 1900


class XlsxFile:
    """Writes a log as a workbook, row by row; what it needs meanwhile lies beside it."""

    def __init__(self, path: Path, manner: Manner, rows_per_sheet: int = ROWS_PER_SHEET) -> None:
        self._manner = manner
        self._rows_per_sheet = rows_per_sheet
        self._scratch = TemporaryDirectory(
            prefix=f"{path.name}-", dir=path.parent, ignore_cleanup_errors=True
        )
        self._library = import_module("xlsxwriter")
        self._book = self._library.Workbook(
            str(path), {"constant_memory": True, "tmpdir": self._scratch.name}
        )
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._row = 0
        self._new_sheet()

    def write(self, entries: Sequence[LogEntry]) -> None:
        for entry in entries:
            if self._row > self._rows_per_sheet:
                self._new_sheet()
            self._write_entry(entry)
            self._row += 1

    def finish(self, head: ChainHead) -> None:
        """The last row, and the file itself."""
        self._sheet.write_string(self._row, 0, head.line())
        try:
            self._book.close()
        except self._library.exceptions.FileCreateError as error:
            raise _cause_of(error) from error

    def close(self) -> None:
        for sheet in self._book.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()
        self._scratch.cleanup()

    def _new_sheet(self) -> None:
        number = len(self._book.worksheets()) + 1
        name = SHEET.put(n=number).said_in(self._manner.language)
        self._sheet = self._book.add_worksheet(name)
        headers = [*self._manner.headers(), _ISO.said_in(self._manner.language)]
        for column, width in enumerate((*_WIDTHS.values(), 26)):
            self._sheet.set_column(column, column, width)
        for column, header in enumerate(headers):
            self._sheet.write_string(0, column, header, self._bold)
        self._sheet.freeze_panes(1, 1)
        self._row = 1

    def _write_entry(self, entry: LogEntry) -> None:
        cells = self._manner.read(entry)
        iso = cells[1]
        for column, (key, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            if key in _NUMBERS and cell.isdigit():
                self._sheet.write_number(self._row, column, int(cell))
            elif key == "time" and (date := _date_of(entry.at)) is not None:
                self._sheet.write_datetime(self._row, column, date, self._date)
            elif cell:
                self._sheet.write_string(self._row, column, fitting(cell, self._manner))
        self._sheet.write_string(self._row, len(COLUMNS), iso)


def _cause_of(error: Exception) -> Exception:
    """The system's own error, which the library wraps."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else error


def _date_of(at: int) -> datetime | None:
    local = local_datetime(at)
    return local.replace(tzinfo=None) if local and local.year >= _SMALLEST_DAY else None


def fitting(text: str, manner: Manner) -> str:
    """The text as a cell takes it; one that is too long is cut, and says so at its end."""
    if len(text) <= CELL_LIMIT // 2 and not _NO_CHARACTERS.search(text):
        return text
    sound = _NO_CHARACTERS.sub("\ufffd", text)
    units = sound.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return sound
    mark = CUT.put(n=len(sound)).said_in(manner.language)
    head = units[: 2 * (CELL_LIMIT - len(mark))].decode("utf-16-le", "ignore")
    return head + CUT.put(n=len(sound) - len(head)).said_in(manner.language)
