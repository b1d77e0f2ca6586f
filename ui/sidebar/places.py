"""A list of places in the left column: one of them lit, chosen by a click or a key."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from app.domain.words import Language
from ui.sidebar.delegate import PlaceDelegate
from ui.sidebar.model import PlaceModel
from ui.theme import Theme


class PlaceList(QListView):
    """A list of places; `chosen` carries a place's key when a person chooses it."""

    chosen = Signal(str)

    def __init__(self, name: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "side")
        self.places = PlaceModel(language)
        self._delegate = PlaceDelegate(theme)
        self.setModel(self.places)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def light(self, key: str | None) -> None:
        """Show which place is shown on the right; None lights no row."""
        row = None if key is None else self.places.row_of(key)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.selectionModel().setCurrentIndex(
            self.places.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

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
            self.chosen.emit(place.key)
