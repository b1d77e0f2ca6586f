"""Rows of the left column: a name, a count, a stable key; small lists, replaced as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.words import Language
from ui.phrases import count_in

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Place:
    """One row: what choosing it is called for (`key`), its words, its icon's name, its count.

    `count` None is not known yet; with `more` there are more than that.
    """

    key: str
    words: str
    icon: str
    count: int | None
    more: bool = False


class PlaceRole(IntEnum):
    KEY = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3
    NUMBER = Qt.ItemDataRole.UserRole + 4


class PlaceModel(QAbstractListModel):
    """Keeps rows where they are when only their counts change, so that nothing flickers.

    `renamed` carries a place's key and the name somebody gave it.
    """

    renamed = Signal(str, str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._nameable = False
        self._language: Language = language
        self._places: tuple[Place, ...] = ()

    def can_be_named(self) -> None:
        """From now on its places can be given other names."""
        self._nameable = True

    def set_language(self, language: Language) -> None:
        self._language = language

    def set_places(self, places: Sequence[Place]) -> None:
        before, after = self._places, tuple(places)
        if [place.key for place in before] == [place.key for place in after]:
            self._places = after
            for row, (old, new) in enumerate(zip(before, after, strict=True)):
                if old != new:
                    index = self.index(row)
                    self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._places = after
        self.endResetModel()

    def row_of(self, key: str) -> int | None:
        return next((row for row, place in enumerate(self._places) if place.key == key), None)

    def place_at(self, row: int) -> Place | None:
        return self._places[row] if 0 <= row < len(self._places) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._nameable else flags

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        place = self.place_at(index.row())
        name = str(value).strip()
        if place is None or role != Qt.ItemDataRole.EditRole or name in ("", place.words):
            return False
        self.renamed.emit(place.key, name)
        return True

    def roleNames(self) -> dict[int, QByteArray]:
        return {
            int(PlaceRole.KEY): QByteArray(b"key"),
            int(PlaceRole.COUNT): QByteArray(b"count"),
            int(Qt.ItemDataRole.DisplayRole): QByteArray(b"display"),
        }

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        place = self.place_at(index.row())
        if place is None:
            return None
        number = "" if place.count is None else count_in(place.count, self._language)
        if place.more:
            number += "+"
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: place.words,
            Qt.ItemDataRole.EditRole: place.words,
            Qt.ItemDataRole.AccessibleTextRole: f"{place.words} {number}".rstrip(),
            PlaceRole.KEY: place.key,
            PlaceRole.ICON: place.icon,
            PlaceRole.COUNT: place.count,
            PlaceRole.NUMBER: number,
        }
        return answers.get(role)
