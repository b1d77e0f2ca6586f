"""The log as a workbook, for reading: dates that sort, a header that stays, nothing evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.domain.words import Words
from app.services.log_formats.columns import (
    COLUMNS,
    Cell,
    Manner,
    Memory,
    local_datetime,
    local_time,
)
from app.services.log_formats.head import ChainHead
from app.storage.log_columns import EntryColumns

CELL_LIMIT = 32_767
"""What a cell holds, in UTF-16 units."""

SURELY_FITS = CELL_LIMIT // 2
"""Characters, each of at most two units."""

ROWS_PER_SHEET = 1_000_000
"""Entries to a sheet, below a sheet's 1,048,576 rows; the next ones go onto another."""

SHEET = Words("Nhật ký {n}", "Log {n}")
CUT = Words(
    " … [cắt bớt: còn {n} ký tự, xem toàn văn trong tệp CSV hoặc JSON Lines]",
    " … [cut: {n} more characters, the whole text is in the CSV or JSON Lines export]",
)

_TIME = tuple(COLUMNS).index("time")
_NUMBERS = frozenset(["sequence", "undoes", "batch"])
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
    "time_iso": 26,
}
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MARKUP = "<r>"
_ISO = Words("Thời gian (ISO 8601)", "time_iso")
_DAY_NOUGHT = datetime(1899, 12, 30, tzinfo=UTC)
_FIRST_DAY = 61
"""1 March 1900: before it a spreadsheet's days are off by one."""


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
        self._days: Memory[Cell, Cell] = Memory(_day_of)
        self._row = 0
        self._new_sheet()

    def write(self, entries: EntryColumns) -> None:
        date = self._date
        for cells in zip(*self._columns(entries), strict=True):
            if self._row > self._rows_per_sheet:
                self._new_sheet()
            sheet, row = self._sheet, self._row
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write_number(row, column, cell, date if column == _TIME else None)
            self._row += 1

    def finish(self, head: ChainHead) -> None:
        """The last row, and the file itself."""
        self._sheet.write_string(self._row, 0, head.line())
        self._set_widths()
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
        for column, header in enumerate(headers):
            self._sheet.write_string(0, column, header, self._bold)
        self._sheet.freeze_panes(1, 1)
        self._row = 1

    def _set_widths(self) -> None:
        """At the end: with columns that are set, the library takes longer over every cell."""
        for sheet in self._book.worksheets():
            for column, width in enumerate(_WIDTHS.values()):
                sheet.set_column(column, column, width)

    def _columns(self, entries: EntryColumns) -> Iterator[Iterable[Cell]]:
        """As the cells take them: texts, numbers, None for nothing; times as days and as text."""
        for key, cells in self._manner.read(entries).items():
            if key == "time":
                yield self._days.of(entries.at)
            elif key in _NUMBERS:
                yield [self._number(cell) for cell in cells]
            else:
                yield self._texts(cells)
        yield self._manner.times(entries)

    def _number(self, cell: Cell) -> Cell:
        if cell is None or (type(cell) is int and cell >= 0):
            return cell
        return fitting(str(cell), self._manner)

    def _texts(self, cells: Iterable[Any]) -> Sequence[str | None]:
        """Looked at all together, since hardly ever one of them does not fit."""
        texts: list[str | None] = list(cells)
        some = list(filter(None, texts))
        together = "".join(some)
        if (
            max(map(len, some), default=0) <= SURELY_FITS
            and _MARKUP not in together
            and (together.isascii() or not _NO_CHARACTERS.search(together))
        ):
            return texts
        return [text and fitting(text, self._manner) for text in texts]


def _cause_of(error: Exception) -> Exception:
    """The system's own error, which the library wraps."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else error


def _day_of(at: Cell) -> Cell:
    """The newsroom's own time in days, as a cell keeps dates; else what the text says of it."""
    local = local_datetime(at)
    if local is None:
        return ""
    day = (local.replace(tzinfo=UTC) - _DAY_NOUGHT) / timedelta(days=1)
    return day if day >= _FIRST_DAY else local_time(at)


def fitting(text: str, manner: Manner) -> str:
    """The text as a cell takes it; one that is too long is cut, and says so at its end."""
    if text.startswith(_MARKUP) and text.endswith("</r>"):
        text += " "  # the library takes it for markup of its own, which breaks the workbook
    if len(text) <= SURELY_FITS and (text.isascii() or not _NO_CHARACTERS.search(text)):
        return text
    sound = _NO_CHARACTERS.sub("\ufffd", text)
    units = sound.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return sound
    mark = CUT.put(n=len(sound)).said_in(manner.language)
    head = units[: 2 * (CELL_LIMIT - len(mark))].decode("utf-16-le", "ignore")
    return head + CUT.put(n=len(sound) - len(head)).said_in(manner.language)
