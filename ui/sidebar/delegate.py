"""Paints a row of the left column: icon, name, count in tabular figures, the chosen one lit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.hostile import visible_line
from ui import theme as look
from ui.icons import paint_icon
from ui.sidebar.model import PlaceRole
from ui.theme import Theme

ROW_HEIGHT = 28
ICON = 16
INSET = look.SPACE_2
LONGEST_NAME = 60
"""Letters of the name of an own queue."""


class PlaceDelegate(QStyledItemDelegate):
    """`set_theme` and a repaint of the view change every colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, ROW_HEIGHT)

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
            painter.setBrush(QColor(self._theme.accent_tone.ground))
            painter.setPen(QPen(QColor(self._theme.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, look.RADIUS_FIELD, look.RADIUS_FIELD)
        colour = self._theme.accent if chosen else self._theme.text
        left = self._paint_icon(painter, rect, index, colour)
        right = self._paint_count(painter, rect, index, chosen=chosen)
        font = look.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = rect.adjusted(left - rect.left(), 0, right - rect.right() - look.SPACE_2, 0)
        words = visible_line(str(index.data(Qt.ItemDataRole.DisplayRole) or "")).text
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

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

    def _paint_icon(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        colour: str,
    ) -> int:
        name = str(index.data(PlaceRole.ICON) or "")
        left = rect.left() + look.SPACE_2
        if not name:
            return left
        top = rect.center().y() - ICON // 2
        paint_icon(painter, QRectF(left, top, ICON, ICON), name, colour)
        return left + ICON + look.SPACE_2

    def _paint_count(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> int:
        number = str(index.data(PlaceRole.NUMBER) or "")
        font = look.font(bold=chosen, tabular=True)
        width = QFontMetrics(font).horizontalAdvance(number)
        place = rect.adjusted(rect.width() - width - look.SPACE_2, 0, -look.SPACE_2, 0)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.accent if chosen else self._theme.second))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
        return place.left()
