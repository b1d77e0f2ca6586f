"""The list of cards: one current comment, moved by keys, that stays where the eye is."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from ui import theme as look
from ui.queue.delegate import CardDelegate
from ui.queue.ids import IDS
from ui.queue.measures import LEFT
from ui.queue.model import QueueModel
from ui.queue.relisting import Relisting, Snapshot
from ui.theme import Theme
from ui.widgets import plain_tooltip

_DIGITS = frozenset("123456789")
_MOVING_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader was: the current row, -1 for none, and what must not move.

    `anchor` is a row that stands at `top` pixels below the list's upper edge.
    """

    row: int
    anchor: int
    top: int


class QueueList(QTableView):
    """Signals carry a comment's id; `currentCommentChanged` None when the list is empty; `opened`
    says that the current one is to be read, by Enter or by a click.

    When the current comment leaves the list the next one becomes current in its place.
    """

    currentCommentChanged = Signal(object)
    digitTyped = Signal(int)
    opened = Signal()

    def __init__(
        self, model: QueueModel, delegate: CardDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = delegate
        self._listed = False
        self._changing = False
        self._from_top = False
        self._place = _Place(-1, 0, 0)
        self._ids_before: array[int] = array(IDS)
        self._announced: int | None = None
        self._hovered = -1
        self._marking = False
        self.setObjectName("queueList")
        self.setProperty("role", "behind")
        self._set_up()
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._measure()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        model.rowsRemoved.connect(self._after_removal)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._prepare_one)

    def _set_up(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.clicked.connect(self.opened)

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another density or size of text, with the same cards in sight."""
        self._remember()
        self._delegate.set_theme(theme)
        self._measure()
        self._changing = False
        row = self.currentIndex().row()
        if row >= 0:
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            top = self._place.anchor * self._delegate.row_height() - self._place.top
            self.verticalScrollBar().setValue(top)
            if self._place.anchor == row:
                self.scrollTo(self.currentIndex())
        self.viewport().update()

    def set_ids(self, ids: array[int]) -> None:
        """Another queue, from its first comment."""
        self._listed = True
        self._from_top = True
        self._model.set_ids(ids)
        self._from_top = False

    def snapshot(self) -> Snapshot:
        """The list and where its reader is, for a worker to make a `Relisting` of."""
        return self._model.snapshot(self.currentIndex().row())

    def remove_ids(self, comment_ids: frozenset[int]) -> None:
        """Take a few comments out of the list."""
        self._model.remove_ids(comment_ids)

    def relist(self, listing: Relisting) -> None:
        """Show what was made of a snapshot, where the reader was."""
        self._model.relist(listing)

    def current_id(self) -> int | None:
        return self._model.id_at(self.currentIndex().row())

    def select_id(self, comment_id: int) -> bool:
        """Make this comment current and bring it into view; False when it is not in the list."""
        row = self._model.row_of(comment_id)
        if row is None:
            return False
        self._select_row(row)
        return True

    def step(self, delta: int) -> None:
        """So many comments further down (or up), at most to the last (or first)."""
        rows = self._model.rowCount()
        if rows:
            self._select_row(max(0, min(rows - 1, self.currentIndex().row() + delta)))

    def begin_at_top(self) -> None:
        """Show the list from its first comment; that becomes the current one where the one that
        was would be out of sight, so that no key decides what nobody sees."""
        self.scrollToTop()
        below = self.rowViewportPosition(self.currentIndex().row()) + self._delegate.row_height()
        if below > self.viewport().height():
            self.step(-self._model.rowCount())

    # What Qt calls

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; looking for a row that begins with one would load them all."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in _MOVING_KEYS:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home:
            self.step(-self._model.rowCount())
        elif event.key() == Qt.Key.Key_End:
            self.step(self._model.rowCount())
        elif event.text() in _DIGITS:
            self.digitTyped.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._marking = self._toggles_mark(event)
        if not self._marking and self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._toggles_mark(event) and self.indexAt(event.position().toPoint()).isValid():
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of marking a comment does not open it."""
        if not self._marking:
            super().mouseReleaseEvent(event)
        self._marking = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What there was not enough room for on a card is whole in its tooltip."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        said = ""
        if index.isValid():
            entry = self._model.entry(index.row())
            said = self._delegate.cut_at(self.visualRect(index), entry, event.pos())
        QToolTip.showText(event.globalPos(), plain_tooltip(said), self)
        return True

    def _hover(self, row: int) -> None:
        """The card under the pointer shows where it is marked."""
        before, self._hovered = self._hovered, row
        if row != before:
            for each in (before, row):
                if each >= 0:
                    self.viewport().update(self.visualRect(self._model.index(each, 0)))

    def selectionCommand(
        self,
        index: QModelIndex | QPersistentModelIndex,
        event: QEvent | None = None,
    ) -> QItemSelectionModel.SelectionFlag:
        """No key held makes a click deselect: there is always one current comment."""
        flags = QItemSelectionModel.SelectionFlag
        return flags.ClearAndSelect | flags.Rows if index.isValid() else flags.NoUpdate

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if not self._changing:
            self._announce()

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        self._remember()
        super().rowsAboutToBeRemoved(parent, start, end)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of it is painted here: Qt moves what stays in sight when it scrolls and has only what
        comes into sight painted anew.

        Nothing is asked of us by Qt meanwhile: each such question would let a working thread in.
        """
        painter = QPainter(self.viewport())
        self._delegate.begin(painter)
        region, width, height = event.region(), self.columnWidth(0), self._delegate.row_height()
        area, offset, rows = event.rect(), self.verticalOffset(), self._model.rowCount()
        current = self.currentIndex().row()
        focused = self.hasFocus()
        first = (area.top() + offset) // height
        for row in range(first, min(rows, (area.bottom() + offset) // height + 1)):
            card = QRect(0, row * height - offset, width, height)
            if region.intersects(card):
                here = row == current
                entry = self._model.entry(row)
                self._delegate.paint(
                    painter,
                    card,
                    entry,
                    current=here,
                    focused=here and focused,
                    hovered=row == self._hovered,
                )
        below = self.viewport().rect().adjusted(0, rows * height - offset, 0, 0)
        if below.isValid():
            painter.setClipRect(below)
            painter.fillRect(below, self._delegate.ground())
            if not self._listed:
                self._delegate.paint_places(painter, below)
        painter.end()
        self._ahead.start()

    @Slot()
    def _prepare_one(self) -> None:
        """Lay out one more card that the next key may bring into sight, when nothing else waits."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if last < 0:
            return
        page = last - first + 1
        for row in (*range(last + 1, last + 1 + page), *range(first - 1, first - 1 - page, -1)):
            comment_id = self._model.id_at(row)
            comment = None if comment_id is None else self._model.loaded(comment_id)
            if comment is not None and self._delegate.prepare(
                comment, self._model.faded(comment.id), self.columnWidth(0)
            ):
                self._ahead.start()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.width() - self.viewport().width()
        self._delegate.set_right_margin(max(look.SPACE_1, LEFT - bar))
        super().resizeEvent(event)
        self._keep_in_sight(event.oldSize().height())

    def _keep_in_sight(self, height_before: int) -> None:
        """What comes up below the list does not come up over the current comment."""
        end = self.rowViewportPosition(self.currentIndex().row()) + self._delegate.row_height()
        if self.currentIndex().isValid() and self.viewport().height() < end <= height_before:
            self.scrollTo(self.currentIndex())

    # Keeping the place

    @Slot()
    def _before_reset(self) -> None:
        self._remember()
        self._ids_before = array(IDS) if self._from_top else self._model.ids

    @Slot()
    def _after_reset(self) -> None:
        place, before = self._place, self._ids_before
        self._ids_before = array(IDS)
        if not before or not self._model.rowCount():
            self._settle(_Place(0, 0, 0))
            return
        was = max(place.row, 0)
        row = self._model.survivor(before, was)
        anchor = row
        if place.anchor != place.row:
            anchor = self._model.survivor(before, place.anchor, place.anchor + row - was)
        self._settle(_Place(row, anchor, place.top))

    @Slot(QModelIndex, int, int)
    def _after_removal(self, parent: QModelIndex, first: int, last: int) -> None:
        def moved(row: int) -> int:
            return row if row < first else max(first, row - (last - first + 1))

        place = self._place
        self._settle(_Place(moved(place.row), moved(place.anchor), place.top))

    def _remember(self) -> None:
        self._changing = True
        row = self.currentIndex().row()
        top = self.rowViewportPosition(row) if row >= 0 else 0
        if row >= 0 and -self._delegate.row_height() < top < self.viewport().height():
            self._place = _Place(row, row, top)
        else:
            anchor = max(self.rowAt(0), 0)
            self._place = _Place(row, anchor, self.rowViewportPosition(anchor))

    def _settle(self, place: _Place) -> None:
        """Make the row current and scroll so that the anchor stands where it stood."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            self._select_row(max(0, min(place.row, last)))
            anchor = min(place.anchor, last)
            self.verticalScrollBar().setValue(anchor * self._delegate.row_height() - place.top)
        self._changing = False
        self._announce()

    def _select_row(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _announce(self) -> None:
        current = self.current_id()
        if current != self._announced:
            self._announced = current
            self.currentCommentChanged.emit(current)

    def _toggles_mark(self, event: QMouseEvent) -> bool:
        position = event.position().toPoint()
        index = self.indexAt(position)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return False
        if not self._delegate.hits_mark(self.visualRect(index), position):
            return False
        comment_id = self._model.id_at(index.row())
        if comment_id is not None:
            self._model.toggle(comment_id)
        return True

    def _measure(self) -> None:
        height = self._delegate.row_height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 2)
