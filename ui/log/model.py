"""The log as a table: sequences at once, entries in windows, fetched when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor

from app.domain.hostile import visible_line
from app.domain.log import LogEntry
from app.domain.words import Language, Words
from ui.jobs import Jobs
from ui.log import wording
from ui.theme import LIGHT, Theme

Pages = Callable[[Sequence[int]], Sequence[LogEntry]]

WINDOW = 100
CACHED_ENTRIES = 4000
WINDOWS_UNDER_WAY = 2
WINDOWS_WAITING = 3

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
        self._jobs = jobs
        self._pages = pages
        self._language: Language = language
        self._theme = LIGHT
        self._reasons: Mapping[str, Words] = {}
        self._sequences: array[int] = array("q")
        self._entries: OrderedDict[int, LogEntry] = OrderedDict()
        self._asked: set[int] = set()
        self._missing: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way = 0
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(0)
        self._fetch_soon.timeout.connect(self._fetch)

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
        entry = self._entry_at(row)
        if entry is None:
            return self.tr("loading…") if index.column() == Column.TIME else ""
        return self._said(entry, Column(index.column()))

    # What the table is

    def entry(self, row: int) -> LogEntry | None:
        """The entry of a row, if it is here; fetched when it is not."""
        return self._entry_at(row) if 0 <= row < len(self._sequences) else None

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
        self._wanted.clear()
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

    # Fetching

    def _entry_at(self, row: int) -> LogEntry | None:
        sequence = self._sequences[row]
        entry = self._entries.get(sequence)
        if entry is not None:
            self._entries.move_to_end(sequence)
        elif sequence not in self._asked and sequence not in self._missing:
            self._want(row // WINDOW)
        return entry

    def _want(self, window: int) -> None:
        self._wanted[window] = None
        self._wanted.move_to_end(window)
        if len(self._wanted) > WINDOWS_WAITING:
            self._wanted.popitem(last=False)
        if not self._fetch_soon.isActive():
            self._fetch_soon.start()

    @Slot()
    def _fetch(self) -> None:
        while self._wanted and self._under_way < WINDOWS_UNDER_WAY:
            window, _ = self._wanted.popitem()
            first = window * WINDOW
            asked = tuple(
                each
                for each in self._sequences[first : first + WINDOW]
                if each not in self._entries
                and each not in self._asked
                and each not in self._missing
            )
            if asked:
                self._asked.update(asked)
                self._under_way += 1
                self._jobs.read(
                    self,
                    partial(self._pages, asked),
                    partial(self._take, asked),
                    partial(self._not_read, asked),
                )

    def _take(self, asked: tuple[int, ...], entries: Sequence[LogEntry]) -> None:
        self._end_fetch(asked)
        self._entries.update((entry.sequence, entry) for entry in entries)
        self._missing.update(set(asked).difference(entry.sequence for entry in entries))
        while len(self._entries) > CACHED_ENTRIES:
            self._entries.popitem(last=False)
        self._announce()
        self.arrived.emit()

    def _not_read(self, asked: tuple[int, ...], words: Words) -> None:
        self._end_fetch(asked)
        self.fetchFailed.emit(words)

    def _end_fetch(self, asked: tuple[int, ...]) -> None:
        self._asked.difference_update(asked)
        self._under_way -= 1
        if self._wanted:
            self._fetch_soon.start()

    def _announce(self) -> None:
        if self._sequences:
            last = self.index(len(self._sequences) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
