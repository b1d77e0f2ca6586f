"""The moderators' own queues in the left column: chosen, named in place, moved and taken out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QListView,
    QMenu,
    QWidget,
)

from app.domain.words import Language
from ui.keys import claimed
from ui.sidebar.places import PlaceList
from ui.theme import Theme

_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Delete)


class OwnList(PlaceList):
    """`renamed` and `moved` carry a place's key with its new name or by how many places; `removed`
    the key; `left` comes when naming or dragging has ended, however it did."""

    renamed = Signal(str, str)
    removed = Signal(str)
    moved = Signal(str, int)
    left = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__("ownSidebar", language, theme)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.places.can_be_changed()
        self.places.renamed.connect(self.renamed, Qt.ConnectionType.QueuedConnection)
        self.places.moved.connect(self.moved)

    def name(self, key: str) -> None:
        """Let a place be named where it stands."""
        row = self.places.row_of(key)
        if row is not None:
            index = self.places.index(row)
            self.setCurrentIndex(index)
            self.setFocus()
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        QTimer.singleShot(0, self, self.left.emit)

    def startDrag(self, supported: Qt.DropAction) -> None:
        super().startDrag(supported)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        return claimed(event, lambda pressed: pressed.key() in _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.places.place_at(self.currentIndex().row())
        if self.state() == QListView.State.EditingState:
            event.accept()
        elif place is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self._move(place.key, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_F2:
            self.name(place.key)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(place.key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index: QModelIndex = self.indexAt(event.pos())
        place = self.places.place_at(index.row())
        if place is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Rename") + "\tF2", lambda: self.name(place.key))
        menu.addAction(self.tr("Move up") + "\tAlt+↑", lambda: self._move(place.key, -1))
        menu.addAction(self.tr("Move down") + "\tAlt+↓", lambda: self._move(place.key, 1))
        menu.addAction(self.tr("Remove") + "\tDel", lambda: self.removed.emit(place.key))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _move(self, key: str, by: int) -> None:
        row = self.places.row_of(key)
        if row is not None:
            top = QModelIndex()
            self.places.moveRow(top, row, top, row + by + (by > 0))
