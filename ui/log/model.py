"""The log as a table by batches: numbers of rows at once, lines in windows, when painted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from app.domain.hostile import visible_line
from app.domain.log import LogLine
from app.domain.reading import Page
from app.domain.words import Language, Words
from ui.jobs import Jobs
from ui.log import wording
from ui.log.grouping import Grouping
from ui.phrases import count_in
from ui.windows import Windows

Pages = Callable[[Sequence[int]], Sequence[LogLine]]

_NOWHERE = QModelIndex()


class Column(IntEnum):
    TIME = 0
    MODERATOR = 1
    ACTION = 2
    WRITER = 3
    ARTICLE = 4
    CHANGE = 5
    TEXT = 6


class LogModel(QAbstractTableModel):
    """A row for each batch; the entries of one that is open stand below it.

    Asking for a row that is not loaded gives None and fetches it: `pages` gives the lines with some
    numbers and is called in a reading thread. `arrived` says that lines came in; `fetchFailed`
    carries `Words` when some could not be read.
    """

    arrived = Signal()
    fetchFailed = Signal(object)

    def __init__(
        self, jobs: Jobs, pages: Pages, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._reasons: Mapping[str, Words] = {}
        self.grouping = Grouping()
        self._windows = Windows(jobs, lambda wanted: Page.of(pages(wanted), _number_of), self)
        self._windows.arrived.connect(self._arrived)
        self._windows.failed.connect(self.fetchFailed)

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grouping.numbers)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._headers()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        row = index.row()
        if not index.isValid() or row >= self.rowCount():
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.TIME:
            return self._said_aloud(row)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self.words(row, column)

    # What the table is

    def words(self, row: int, column: int) -> str:
        """What a cell says; fetched when it is not here."""
        line = self._windows.at(row)
        if line is None:
            return self.tr("loading…") if column == Column.TIME else ""
        if column == Column.TIME and self.grouping.is_within(row):
            return wording.clock_said(line.entry.at)
        return self._said(line, Column(column))

    def line(self, row: int) -> LogLine | None:
        """The line of a row, if it is here; fetched when it is not."""
        return self._windows.at(row) if 0 <= row < self.rowCount() else None

    def number_at(self, row: int) -> int | None:
        return self.grouping.numbers[row] if 0 <= row < self.rowCount() else None

    def sequence_at(self, row: int) -> int | None:
        """The entry of a row; a batch's last one for its head."""
        number = self.number_at(row)
        return None if number is None else abs(number)

    def is_head(self, row: int) -> bool:
        return (self.number_at(row) or 0) < 0

    def is_open(self, row: int) -> bool:
        return self.number_at(row) in self.grouping.opened

    def show(self, heads: array[int]) -> None:
        """Another listing, closed; what was loaded stays, since entries never change."""
        if heads != self.grouping.numbers:
            self.beginResetModel()
            self._follow(Grouping(heads))
            self.endResetModel()

    def put_before(self, heads: array[int]) -> None:
        """Newer batches come in at the top."""
        if heads:
            self.beginInsertRows(_NOWHERE, 0, len(heads) - 1)
            self._follow(Grouping(heads + self.grouping.heads, self.grouping.opened))
            self.endInsertRows()

    def open(self, head: int, sequences: array[int]) -> None:
        """Put a batch's entries below its head."""
        row = self.grouping.row_of(head)
        if row is None or head in self.grouping.opened or not sequences:
            return
        self.beginInsertRows(_NOWHERE, row + 1, row + len(sequences))
        self._follow(self.grouping.with_open(head, sequences))
        self.endInsertRows()

    def close(self, head: int) -> None:
        row = self.grouping.row_of(head)
        if row is None or head not in self.grouping.opened:
            return
        self.beginRemoveRows(_NOWHERE, row + 1, row + len(self.grouping.opened[head]))
        self._follow(self.grouping.with_closed(head))
        self.endRemoveRows()

    def read_again(self) -> None:
        """Something may have been taken back since: what is painted is read again."""
        self._windows.refresh(self.grouping.numbers)
        self._announce()

    def set_reasons(self, reasons: Mapping[str, Words]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._announce()

    def set_language(self, language: Language) -> None:
        self._language = language
        self._announce()

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._announce()

    def undone_words(self, line: LogLine) -> str:
        """A chip for a batch that has been taken back; "" for one that holds."""
        if line.reversal is None:
            return ""
        return self.tr("undone") if line.reversal.whole else self.tr("undone in part")

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("Time"),
            self.tr("Moderator"),
            self.tr("Decision"),
            self.tr("Writer"),
            self.tr("Article"),
            self.tr("Reason, status"),
            self.tr("Text"),
        )

    def _said(self, line: LogLine, column: Column) -> str:
        entry = line.entry
        if column is Column.TIME:
            return wording.time_said(entry.at, self._language)
        if column is Column.MODERATOR:
            return visible_line(entry.moderator, wording.LINE).text
        if column is Column.ACTION:
            return wording.actions_said(line, self._language)
        if column is Column.CHANGE:
            return wording.change_said(entry, self._reasons, self._language)
        if line.heads:
            return self._said_of_batch(line, column)
        if column is Column.WRITER:
            return wording.writer_said(entry)
        if column is Column.ARTICLE:
            return visible_line(entry.article_title or entry.article, wording.LINE).text
        return self.tr("erased") if entry.erased else wording.text_said(entry)

    def _said_of_batch(self, line: LogLine, column: Column) -> str:
        if column is Column.WRITER:
            return self.tr("{0} entries").format(count_in(line.entries, self._language))
        if column is Column.ARTICLE and line.articles > 1:
            return self.tr("{0} articles").format(count_in(line.articles, self._language))
        if column is Column.ARTICLE:
            return visible_line(line.entry.article_title or line.entry.article, wording.LINE).text
        return ""

    def _said_aloud(self, row: int) -> str:
        """The first cell for a screen reader: with what its triangle and its chip show."""
        line = self._windows.at(row)
        if line is None:
            return self.tr("loading…")
        parts = [self._said(line, Column.TIME)]
        if line.heads:
            parts.append(self.tr("batch, open") if self.is_open(row) else self.tr("batch, closed"))
        parts.append(self.undone_words(line))
        return ", ".join(part for part in parts if part)

    def _follow(self, grouping: Grouping) -> None:
        self.grouping = grouping
        self._windows.follow(grouping.numbers)

    @Slot(int, int)
    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.arrived.emit()

    def _announce(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _number_of(line: LogLine) -> int:
    return -line.entry.sequence if line.heads else line.entry.sequence
