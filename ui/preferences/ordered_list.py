"""Names in an order of their own, each with its key, moved and taken out by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme as look
from ui.theme import LIGHT, Theme

KEY = Qt.ItemDataRole.UserRole + 1
"""What is shown in a cap at the right of a name."""

_WIDE, _TALL, _LEAST = 216, 300, 200


def move_of(event: QKeyEvent) -> int:
    """One place up or down, when that is what was pressed."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers != Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


class OrderedList(QListWidget):
    """Names with their keys; the keyboard moves them and takes them out."""

    moveAsked = Signal(int)
    removeAsked = Signal()
    undoAsked = Signal()
    writeAsked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = _Row(self)
        self.setItemDelegate(self._row)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(look.scaled(_LEAST))
        self.itemActivated.connect(self.writeAsked)

    def set_theme(self, theme: Theme) -> None:
        self._row.theme = theme
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.pane}; border: 1px solid {theme.hairline};"
            f" border-radius: {look.RADIUS_FIELD}px; padding: {look.SPACE_1}px; }}"
            f"QListWidget:focus {{ border-color: {theme.accent}; }}"
        )
        self.setMinimumHeight(look.scaled(_LEAST))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(look.scaled(_WIDE), look.scaled(_TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = move_of(event)
        if step:
            self.moveAsked.emit(step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removeAsked.emit()
        elif event.key() == Qt.Key.Key_Z and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.undoAsked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.writeAsked.emit()
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """A name, and at its right the key in a cap; the current one stands on the selection."""

    def __init__(self, owner: QListWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.theme = LIGHT

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(look.scaled(120), look.scaled(32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, place = self.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == self._owner.currentRow():
            painter.fillRect(place, QColor(theme.selection))
            painter.fillRect(QRect(place.topLeft(), QSize(3, place.height())), QColor(theme.accent))
        inside = place.adjusted(look.SPACE_3, 0, -look.SPACE_2, 0)
        key = str(index.data(KEY) or "")
        if key:
            inside.setRight(self._paint_key(painter, inside, key) - look.SPACE_2)
        painter.setFont(look.font())
        painter.setPen(QColor(theme.text))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def _paint_key(self, painter: QPainter, inside: QRect, key: str) -> int:
        """Paint the cap at the right end and return where it begins."""
        font = look.font(look.SIZE_CHIP)
        wide = max(look.scaled(18), QFontMetrics(font).horizontalAdvance(key) + 10)
        tall = look.scaled(18)
        left = inside.right() - wide
        cap = QRect(left, inside.center().y() - tall // 2, wide, tall)
        painter.setPen(QPen(QColor(self.theme.hairline)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.second))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        return left
