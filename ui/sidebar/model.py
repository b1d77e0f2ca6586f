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

from app.domain.hostile import visible_line
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

    `renamed` carries a place's key and the name somebody gave it, `moved` by how many places down
    (up, when negative) somebody moved it.
    """

    renamed = Signal(str, str)
    moved = Signal(str, int)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._changeable = False
        self._language: Language = language
        self._places: tuple[Place, ...] = ()

    def can_be_changed(self) -> None:
        """From now on its places can be given other names and moved."""
        self._changeable = True

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
        """What is moved is let go between places, never on one."""
        flags = super().flags(index)
        if not self._changeable:
            return flags
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(
        self,
        source_parent: QModelIndex | QPersistentModelIndex,
        source: int,
        count: int,
        parent: QModelIndex | QPersistentModelIndex,
        before: int,
    ) -> bool:
        """Move one place to where another stands, which goes below it; Qt's counting."""
        place = self.place_at(source)
        flat = not source_parent.isValid() and not parent.isValid()
        inside = 0 <= before <= len(self._places) and before not in (source, source + 1)
        if place is None or count != 1 or not (self._changeable and flat and inside):
            return False
        by = before - source - (before > source)
        self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, before)
        others = self._places[:source] + self._places[source + 1 :]
        self._places = (*others[: source + by], place, *others[source + by :])
        self.endMoveRows()
        self.moved.emit(place.key, by)
        return True

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
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return place.words
            case Qt.ItemDataRole.ToolTipRole:
                return visible_line(place.words).text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{place.words} {self._number_of(place)}".rstrip()
            case PlaceRole.KEY:
                return place.key
            case PlaceRole.ICON:
                return place.icon
            case PlaceRole.COUNT:
                return place.count
            case PlaceRole.NUMBER:
                return self._number_of(place)
        return None

    def _number_of(self, place: Place) -> str:
        """The count as it is written; "" while it is not known."""
        number = "" if place.count is None else count_in(place.count, self._language)
        return f"{number}+" if place.more else number
