"""The log as a table: sequences at once, entries in windows, fetched when they are painted."""

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
from PySide6.QtGui import QBrush, QColor

from app.domain.hostile import visible_line
from app.domain.log import LogEntry
from app.domain.reading import Page
from app.domain.words import Language, Words
from ui.jobs import Jobs
from ui.log import wording
from ui.theme import LIGHT, Theme
from ui.windows import Windows

Pages = Callable[[Sequence[int]], Sequence[LogEntry]]

_NOWHERE = QModelIndex()


class Column(IntEnum):
    TIME = 0
    MODERATOR = 1
    ACTION = 2
    WRITER = 3
    ARTICLE = 4
    CHANGE = 5
    TEXT = 6


_SECOND = frozenset({Column.TIME, Column.ARTICLE, Column.CHANGE})


class LogModel(QAbstractTableModel):
    """A row per entry. Asking for one that is not loaded gives None and fetches it.

    `pages` gives the entries of some sequences and is called in a reading thread. `arrived` says
    that entries came in; `fetchFailed` carries `Words` when some could not be read.
    """

    arrived = Signal()
    fetchFailed = Signal(object)

    def __init__(
        self, jobs: Jobs, pages: Pages, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._theme = LIGHT
        self._reasons: Mapping[str, Words] = {}
        self._sequences: array[int] = array("q")
        self._windows = Windows(
            jobs, lambda wanted: Page.of(pages(wanted), lambda entry: entry.sequence), self
        )
        self._windows.arrived.connect(self._arrived)
        self._windows.failed.connect(self.fetchFailed)

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sequences)

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
            if role == Qt.ItemDataRole.DisplayRole:
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
        if not index.isValid() or row >= len(self._sequences):
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            second = index.column() in _SECOND
            return QBrush(QColor(self._theme.second if second else self._theme.text))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self._windows.at(row)
        if entry is None:
            return self.tr("loading…") if index.column() == Column.TIME else ""
        return self._said(entry, Column(index.column()))

    # What the table is

    def entry(self, row: int) -> LogEntry | None:
        """The entry of a row, if it is here; fetched when it is not."""
        return self._windows.at(row) if 0 <= row < len(self._sequences) else None

    def sequence_at(self, row: int) -> int | None:
        return self._sequences[row] if 0 <= row < len(self._sequences) else None

    def row_of(self, sequence: int) -> int | None:
        try:
            return self._sequences.index(sequence)
        except ValueError:
            return None

    def set_sequences(self, sequences: array[int]) -> None:
        """Another listing; what was loaded stays, since entries never change."""
        if sequences == self._sequences:
            return
        self.beginResetModel()
        self._sequences = sequences
        self._windows.follow(sequences)
        self.endResetModel()

    def set_reasons(self, reasons: Mapping[str, Words]) -> None:
        self._reasons = reasons
        self._announce()

    def set_language(self, language: Language) -> None:
        self._language = language
        self._announce()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._announce()

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._announce()

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

    def _said(self, entry: LogEntry, column: Column) -> str:
        if column is Column.TIME:
            return wording.time_said(entry.at, self._language)
        if column is Column.MODERATOR:
            return visible_line(entry.moderator, wording.LINE).text
        if column is Column.ACTION:
            return wording.action_said(entry, self._language)
        if column is Column.WRITER:
            return wording.writer_said(entry)
        if column is Column.ARTICLE:
            return visible_line(entry.article_title or entry.article, wording.LINE).text
        if column is Column.CHANGE:
            return wording.change_said(entry, self._reasons, self._language)
        return self.tr("erased") if entry.erased else wording.text_said(entry)

    @Slot(int, int)
    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.arrived.emit()

    def _announce(self) -> None:
        if self._sequences:
            last = self.index(len(self._sequences) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
