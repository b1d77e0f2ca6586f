"""Paints a row of the left column: icon, name, count in tabular figures, the chosen one lit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.domain.hostile import visible_line
from ui import theme as look
from ui.icons import paint_icon
from ui.sidebar.model import PlaceRole
from ui.theme import Density, Theme

ICON = 16
INSET = look.SPACE_2
LONGEST_NAME = 60
"""Letters of the name of an own queue."""


def row_height(theme: Theme) -> int:
    """Pixels, at the size of text that was chosen."""
    height = 28 if theme.density is Density.COMFORTABLE else look.LEAST_CONTROL
    return max(look.LEAST_CONTROL, look.scaled(height))


class PlaceDelegate(QStyledItemDelegate):
    """`set_theme` and a new layout of the view change every colour and measure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, row_height(self.theme))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect.adjusted(INSET, 0, -INSET, 0)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            self._paint_ground(painter, rect, focused=focused)
        colour = self._colour(chosen=chosen, otherwise=self.theme.text)
        icon, number = _icon(index), _number(index)
        if icon:
            self._paint_icon(painter, rect, icon, colour)
        painter.setFont(look.font(bold=chosen, tabular=True))
        room = _room(rect, icon, painter.fontMetrics().horizontalAdvance(number))
        self._paint_count(painter, rect, number, chosen=chosen)
        painter.setFont(look.font(bold=chosen))
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(
            _words(index), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole of a name for which there is not enough room."""
        chosen = view.selectionModel().isSelected(index)
        rect: QRect = option.rect.adjusted(INSET, 0, -INSET, 0)
        width = QFontMetrics(look.font(bold=chosen)).horizontalAdvance(_words(index))
        count = QFontMetrics(look.font(bold=chosen, tabular=True)).horizontalAdvance(_number(index))
        if width <= _room(rect, _icon(index), count).width():
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_ground(self, painter: QPainter, rect: QRect, *, focused: bool) -> None:
        bare, accent = self.theme.is_bare, QColor(self.theme.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent if bare else QColor(self.theme.accent_tone.ground))
        painter.drawRoundedRect(rect, look.RADIUS_FIELD, look.RADIUS_FIELD)
        if focused:
            ring = QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5) if bare else QRectF(rect)
            painter.setPen(QPen(QColor(self.theme.on_accent) if bare else accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, look.RADIUS_CHIP, look.RADIUS_CHIP)

    def _colour(self, *, chosen: bool, otherwise: str) -> str:
        if not chosen:
            return otherwise
        return self.theme.on_accent if self.theme.is_bare else self.theme.accent

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_NAME)
        editor.setStyleSheet(f"padding: 0 {look.SPACE_1}px;")
        editor.setAccessibleName(self.tr("Name of the queue"))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Once: a count that changes meanwhile must not take away what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.text():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(INSET, 1, -INSET, -1))

    def _paint_icon(self, painter: QPainter, rect: QRect, name: str, colour: str) -> None:
        size = look.scaled(ICON)
        top = rect.top() + (rect.height() - size) / 2
        paint_icon(painter, QRectF(rect.left() + look.SPACE_2, top, size, size), name, colour)

    def _paint_count(self, painter: QPainter, rect: QRect, number: str, *, chosen: bool) -> None:
        place = rect.adjusted(0, 0, -look.SPACE_2, 0)
        painter.setPen(QColor(self._colour(chosen=chosen, otherwise=self.theme.second)))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)


def _room(rect: QRect, icon: str, count: int) -> QRect:
    """Where the name stands: between the icon and the count, of which the width is told."""
    left = look.SPACE_2 + (look.scaled(ICON) + look.SPACE_2 if icon else 0)
    return rect.adjusted(left, 0, -(count + 2 * look.SPACE_2), 0)


def _icon(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.data(PlaceRole.ICON) or "")


def _number(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.data(PlaceRole.NUMBER) or "")


def _words(index: QModelIndex | QPersistentModelIndex) -> str:
    return visible_line(str(index.data(Qt.ItemDataRole.DisplayRole) or "")).text
