"""A list of places in the left column: one of them lit, chosen by a click or a key."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView

from app.domain.words import Language
from ui.sidebar.delegate import PlaceDelegate, row_height
from ui.sidebar.model import PlaceModel
from ui.theme import Theme

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class PlaceList(QListView):
    """A list of places; `chosen` carries a place's key when a person chooses it, `reached` comes
    when the keyboard is at another one: a list is as high as its rows, and what holds it scrolls.

    The place shown on the right is lit, and the one the keyboard is at for as long as it is here.
    """

    chosen = Signal(str)
    reached = Signal()

    def __init__(self, name: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "side")
        self.places = PlaceModel(language)
        self._shown: str | None = None
        self._at: str | None = None
        self._delegate = PlaceDelegate(theme)
        self.setModel(self.places)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.places.modelAboutToBeReset.connect(self._remember)
        self.places.modelReset.connect(self._return)
        self.places.modelReset.connect(self._fit)
        self._fit()
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.scheduleDelayedItemsLayout()
        self._fit()
        self.viewport().update()

    def light(self, key: str | None) -> None:
        """Say which place is shown on the right; None for none of these."""
        self._shown = key
        if not self._has_keyboard():
            self._light(key)

    def _light(self, key: str | None) -> None:
        row = None if key is None else self.places.row_of(key)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.selectionModel().setCurrentIndex(
            self.places.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(row_height(self._delegate.theme) * max(1, self.places.rowCount()))

    @Slot()
    def _remember(self) -> None:
        place = self.places.place_at(self.currentIndex().row())
        self._at = place.key if place is not None and self._has_keyboard() else self._shown

    @Slot()
    def _return(self) -> None:
        gone = self._at is None or self.places.row_of(self._at) is None
        self._light(self._shown if gone else self._at)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if self._has_keyboard():
            self.reached.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            place = self.places.place_at(0)
            self._light(None if place is None else place.key)
        self.reached.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """For what holds the list."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Where the keyboard has been is not what is shown."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK and not self._has_keyboard():
            self._light(self._shown)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are the desk's commands, here as anywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            return
        event.ignore()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        place = self.places.place_at(index.row())
        if place is not None:
            self._shown = place.key
            self.chosen.emit(place.key)
