"""The log as a workbook, for reading: dates that sort, a header that stays, nothing evaluated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.words import Words
from app.services.log_formats.columns import COLUMNS, Cell, Manner, Memory, local_datetime
from app.services.log_formats.head import ChainHead
from app.storage.log_columns import EntryColumns

CELL_LIMIT = 32_767
"""What a cell holds, in UTF-16 units."""

ROWS_PER_SHEET = 1_000_000
"""Entries to a sheet, below a sheet's 1,048,576 rows; the next ones go onto another."""

SHEET = Words("Nhật ký {n}", "Log {n}")
CUT = Words(
    " … [cắt bớt: còn {n} ký tự, xem toàn văn trong tệp CSV hoặc JSON Lines]",
    " … [cut: {n} more characters, the whole text is in the CSV or JSON Lines export]",
)

_TIME = tuple(COLUMNS).index("time")
_NUMBERS = frozenset(tuple(COLUMNS).index(key) for key in ("sequence", "undoes", "batch"))
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
        self._dates = Memory(_date_of)
        self._row = 0
        self._new_sheet()

    def write(self, entries: EntryColumns) -> None:
        cells = zip(*self._manner.read(entries).values(), strict=True)
        for at, row in zip(entries.at, cells, strict=True):
            if self._row > self._rows_per_sheet:
                self._new_sheet()
            self._write_entry(at, row)
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

    def _write_entry(self, at: Cell, cells: Sequence[Cell]) -> None:
        sheet, row = self._sheet, self._row
        time = str(cells[_TIME])
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if column in _NUMBERS and type(cell) is int and cell >= 0:
                sheet.write_number(row, column, cell)
            elif column == _TIME and (date := self._dates[at]) is not None:
                sheet.write_datetime(row, column, date, self._date)
            else:
                sheet.write_string(row, column, fitting(str(cell), self._manner))
        sheet.write_string(row, len(cells), time)


def _cause_of(error: Exception) -> Exception:
    """The system's own error, which the library wraps."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else error


def _date_of(at: Cell) -> datetime | None:
    local = local_datetime(at)
    return local.replace(tzinfo=None) if local and local.year >= _SMALLEST_DAY else None


def fitting(text: str, manner: Manner) -> str:
    """The text as a cell takes it; one that is too long is cut, and says so at its end."""
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # the library takes it for markup of its own, which breaks the workbook
    if len(text) <= CELL_LIMIT // 2 and (text.isascii() or not _NO_CHARACTERS.search(text)):
        return text
    sound = _NO_CHARACTERS.sub("\ufffd", text)
    units = sound.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return sound
    mark = CUT.put(n=len(sound)).said_in(manner.language)
    head = units[: 2 * (CELL_LIMIT - len(mark))].decode("utf-16-le", "ignore")
    return head + CUT.put(n=len(sound) - len(head)).said_in(manner.language)
