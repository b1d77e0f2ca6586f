"""The left side of the preferences: the pages, and below each what was found there by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.vietnamese import fold
from ui import theme as look
from ui.preferences.page import Found, Place
from ui.theme import Theme
from ui.widgets import plain_tooltip

_ROW = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 30
_INDENT = look.SPACE_4
_FADED = 0.7
"""Where there is one colour only."""


@dataclass(frozen=True, slots=True)
class Row:
    """A page, or one thing on it, which is the so-manieth there."""

    place: Place
    found: Found | None = None
    number: int = -1

    def is_at(self, other: Row | None) -> bool:
        """Whether both are about the same place, in whatever language they were said."""
        return other is not None and (self.place, self.number) == (other.place, other.number)


def matches(typed: str, words: str) -> bool:
    """Whether each word typed begins one of these, with marks or without."""
    known = fold(words).replace("/", " ").split()
    return all(any(word.startswith(each) for word in known) for each in fold(typed).split())


def rows_for(things: Mapping[Place, Sequence[Found]], typed: str) -> list[tuple[Row, bool]]:
    """What stands in the list, and whether it is meant by what is typed: every page, so that
    none moves further than it must, and each of its things that was found."""
    rows: list[tuple[Row, bool]] = []
    for place in Place:
        found = [
            Row(place, thing, number)
            for number, thing in enumerate(things.get(place, ()))
            if matches(typed, f"{thing.words} {thing.also}")
        ]
        rows.append((Row(place), bool(found) or matches(typed, place.title())))
        rows += [(row, True) for row in found]
    return rows


class Contents(QListView):
    """`stoodAt` carries the `Row` that is the current one now, `led` the one to go to, and
    `typed` letters that belong into the search field."""

    stoodAt = Signal(object)
    led = Signal(object)
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("preferencesContents")
        self._paints = _RowDelegate(theme)
        self._filling = False
        self.setModel(QStandardItemModel(self))
        self.setItemDelegate(self._paints)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._lead)
        self.selectionModel().currentChanged.connect(self._stand)

    def fill(self, rows: Sequence[tuple[Row, bool]], current: Row | None, *, typed: bool) -> None:
        """Show these rows. The current one stays where it is, unless something is being looked
        for: then the first that was found is."""
        model = self._model()
        self._filling = True
        model.clear()
        for row, meant in rows:
            model.appendRow(_item(row, meant))
        self._filling = False
        places = range(len(rows))
        same = next((at for at in places if rows[at][1] and rows[at][0].is_at(current)), None)
        found = next((at for at in places if rows[at][0].found is not None), None)
        lit = next((at for at in places if rows[at][1]), None)
        first = found if found is not None else lit
        place = first if typed or same is None else same
        if place is not None:
            self.setCurrentIndex(model.index(place, 0))

    def row(self) -> Row | None:
        held = self.currentIndex().data(_ROW)
        return held if isinstance(held, Row) else None

    def stand_at(self, place: Place) -> None:
        """Make this page the current one."""
        model = self._model()
        for number in range(model.rowCount()):
            held = model.index(number, 0).data(_ROW)
            if isinstance(held, Row) and held.place is place:
                self.setCurrentIndex(model.index(number, 0))
                return

    def step(self, by: int) -> None:
        """On to the next row that is meant, in this direction."""
        model = self._model()
        place = self.currentIndex().row() + by
        while 0 <= place < model.rowCount():
            if model.item(place).isEnabled():
                self.setCurrentIndex(model.index(place, 0))
                return
            place += by

    def set_theme(self, theme: Theme) -> None:
        self._paints.set_theme(theme)
        self.setStyleSheet("QListView { background: transparent; }")
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lead()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif text.strip() and text.isprintable() and not control:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _model(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model

    def _stand(self) -> None:
        row = self.row()
        if row is not None and not self._filling:
            self.stoodAt.emit(row)

    def _lead(self) -> None:
        row = self.row()
        if row is not None:
            self.led.emit(row)


def _item(row: Row, meant: bool) -> QStandardItem:
    words = row.found.words if row.found is not None else row.place.title()
    item = QStandardItem(words)
    item.setData(row, _ROW)
    item.setEnabled(meant)
    item.setToolTip(plain_tooltip(words))
    if row.found is not None:
        item.setData(f"{words}, {row.place.title()}", Qt.ItemDataRole.AccessibleTextRole)
    return item


class _RowDelegate(QStyledItemDelegate):
    """Pages at the edge, what was found on them a little further in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, look.scaled(_ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect.adjusted(look.SPACE_2, 1, -look.SPACE_2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        faded = not state & QStyle.StateFlag.State_Enabled
        row = index.data(_ROW)
        is_page = not isinstance(row, Row) or row.found is None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = theme.accent_tone
        if chosen:
            edged = theme.is_bare or bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(QColor(tone.ground))
            painter.setPen(QPen(QColor(theme.accent), 1.5) if edged else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, look.RADIUS_FIELD, look.RADIUS_FIELD)
        font = look.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(tone.text if chosen else theme.faint if faded else theme.text))
        painter.setOpacity(_FADED if faded and theme.is_bare else 1)
        room = rect.adjusted(look.SPACE_2 + (0 if is_page else _INDENT), 0, -look.SPACE_2, 0)
        words = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
