"""The list of deliveries: what and of whom, below it on which article and by whom, and what went
wrong in a line of its own."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.domain.flag import Severity
from ui import theme as look
from ui.deliveries.model import DeliveriesModel
from ui.theme import LIGHT, Theme
from ui.widgets import mark_side, paint_severity, plain_tooltip

_LINE = 20
_AIR = 8
_EDGE = look.SPACE_4

Index = QModelIndex | QPersistentModelIndex


class DeliveriesList(QListView):
    """`opened` when the comment of the current row is wanted."""

    opened = Signal()

    def __init__(self, model: DeliveriesModel) -> None:
        super().__init__()
        self._lines = _Lines(model)
        self.setObjectName("deliveriesList")
        self.setModel(model)
        self.setItemDelegate(self._lines)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self._lines.set_theme(theme)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def cuts_problem(self, row: int) -> bool:
        """Whether there is not enough room for what went wrong with this one."""
        index = self.model().index(row, 0)
        return self._lines.cuts_problem(index, self.visualRect(index))

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the window's keys, not the beginning of a row to look for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """What is cut off in a row is whole in its tooltip, letter by letter."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        words = self._lines.cut(index, self.visualRect(index)) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
        return True


class _Lines(QStyledItemDelegate):
    """Two lines, three where something went wrong."""

    def __init__(self, model: DeliveriesModel) -> None:
        super().__init__()
        self._model = model
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 if self._model.gravity(index.row()) is None else 3
        return QSize(0, lines * look.scaled(_LINE) + 2 * _AIR + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setClipRect(place)
        self._paint_ground(painter, place, chosen=chosen, focused=focused)
        for rect, font, colour, words, right in self._pieces(index.row(), place, chosen=chosen):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)
        gravity = self._model.gravity(index.row())
        if gravity is not None and not (chosen and self._theme.is_bare):
            self._paint_sign(painter, place, gravity)
        painter.restore()

    def cut(self, index: Index, place: QRect) -> str:
        """What of a row there is not enough room for."""
        pieces = self._pieces(index.row(), place, chosen=False)
        return "\n".join(
            words
            for rect, font, _, words, _ in pieces
            if QFontMetrics(font).horizontalAdvance(words) > rect.width()
        )

    def cuts_problem(self, index: Index, place: QRect) -> bool:
        words = self._model.row(index.row()).problem
        return bool(words) and words in self.cut(index, place).split("\n")

    def _pieces(
        self, number: int, place: QRect, *, chosen: bool
    ) -> list[tuple[QRect, QFont, str, str, bool]]:
        """(where, font, colour, words, at the right) of each piece of text in a row."""
        row, gravity = self._model.row(number), self._model.gravity(number)
        plain, bold, small = look.font(tabular=True), look.font(bold=True), self._small()
        theme, high = self._theme, look.scaled(_LINE)
        inverted = chosen and theme.is_bare
        grave = _ink(theme, gravity)
        text, second, grave = (
            theme.on_accent if inverted else colour for colour in (theme.text, theme.second, grave)
        )
        left, right = place.left() + _EDGE, place.right() - _EDGE
        top = place.top() + _AIR
        when_wide = min(_width(small, row.when), (right - left) // 2)
        edge = right - when_wide - look.SPACE_4
        what = f"{row.what} · {row.whose}"
        what_wide = min(_width(bold, what), edge - left)
        rest = left + what_wide + look.SPACE_3
        pieces = [
            (QRect(left, top, what_wide, high), bold, text, what, False),
            (QRect(right - when_wide, top, when_wide, high), small, second, row.when, True),
            (QRect(left, top + high, right - left, high), small, second, row.facts, False),
        ]
        if row.text and edge - rest > look.scaled(60):
            pieces.append((QRect(rest, top, edge - rest, high), plain, second, row.text, False))
        if row.problem:
            after = left + mark_side() + look.SPACE_2
            place_of_it = QRect(after, top + 2 * high, right - after, high)
            pieces.append((place_of_it, plain, grave, row.problem, False))
        return pieces

    def _paint_ground(
        self, painter: QPainter, place: QRect, *, chosen: bool, focused: bool
    ) -> None:
        theme = self._theme
        if chosen:
            painter.fillRect(place, QColor(theme.accent if theme.is_bare else theme.selection))
        foot = QRect(place.left(), place.bottom(), place.width(), 1)
        painter.fillRect(foot, QColor(theme.hairline))
        if focused:
            painter.setPen(QColor(theme.on_accent if theme.is_bare and chosen else theme.accent))
            painter.drawRect(place.adjusted(0, 0, -1, -2))

    def _paint_sign(self, painter: QPainter, place: QRect, gravity: Severity) -> None:
        side, high = mark_side(), look.scaled(_LINE)
        top = place.top() + _AIR + 2 * high + (high - side) / 2
        where = QRectF(place.left() + _EDGE, top, side, side)
        paint_severity(painter, where, gravity, self._theme)

    def _small(self) -> QFont:
        return look.font(look.SIZE_SECOND, tabular=True)


def _width(font: QFont, words: str) -> int:
    return QFontMetrics(font).horizontalAdvance(words) + 1


def _ink(theme: Theme, gravity: Severity | None) -> str:
    if gravity is None or gravity is Severity.NOTICE:
        return theme.second
    return theme.tone(gravity).text
