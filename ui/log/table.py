"""The log's table: batches that open and close, by keyboard and by mouse."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.chips import Chip, chip_font, chip_height, chip_width, paint_chip
from ui.log.model import Column, LogModel
from ui.theme import LIGHT, SIZE_CHIP, SPACE_2, Theme, Tone, scaled
from ui.widgets import plain_tooltip

_ROW_HEIGHT = 32
_TRIANGLE = 18
_WITHIN = 16
_EDGE = 8
_LEAST_TEXT = 120

_WIDTHS = {
    Column.TIME: 176,
    Column.MODERATOR: 118,
    Column.ACTION: 190,
    Column.WRITER: 140,
    Column.ARTICLE: 190,
    Column.CHANGE: 180,
}

_SECOND = frozenset({Column.TIME, Column.ARTICLE, Column.CHANGE})

Index = QModelIndex | QPersistentModelIndex


def row_height() -> int:
    """Pixels, at the size of text that was chosen."""
    return scaled(_ROW_HEIGHT)


class LogTable(QTableView):
    """`opened` and `closed` carry the number of a batch's head that is to be opened or closed,
    `chosen` says that the comment of the current entry is wanted."""

    opened = Signal(object)
    closed = Signal(object)
    chosen = Signal()

    def __init__(self, model: LogModel) -> None:
        super().__init__()
        self._log = model
        self._lines = _Lines(model, self)
        self.setObjectName("logTable")
        self.setModel(model)
        self.setItemDelegate(self._lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(60)

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self._lines.set_theme(theme)
        if self.verticalHeader().defaultSectionSize() != row_height():
            self.verticalHeader().setDefaultSectionSize(row_height())
        self._share_out()
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView {{ background: {theme.pane}; border: none; }}"
            f"QHeaderView::section {{ background: {theme.pane}; color: {theme.second};"
            f" border: none; border-bottom: 1px solid {theme.hairline}; padding: 6px 11px;"
            f" font-size: {scaled(SIZE_CHIP)}px; font-weight: 600; }}"
        )
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Every column has its width; where there is no room for all, each gives up a share of
        it, but for the time."""
        room = self.viewport().width() - scaled(_WIDTHS[Column.TIME])
        wanted = sum(scaled(width) for width in _WIDTHS.values()) - scaled(_WIDTHS[Column.TIME])
        share = min(1.0, max(0, room - scaled(_LEAST_TEXT)) / wanted)
        for column, width in _WIDTHS.items():
            given = 1.0 if column is Column.TIME else share
            self.setColumnWidth(column, round(scaled(width) * given))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen row is edged while the keyboard is here."""
        super().paintEvent(event)
        row = self.visualRect(self.currentIndex())
        if self.hasFocus() and row.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._lines.edge()))
            painter.drawRect(0, row.top(), self.viewport().width() - 1, row.height() - 2)
            painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """What is cut off in a cell is whole in its tooltip, letter by letter."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        words = str(index.data() or "") if index.isValid() else ""
        room = self.visualRect(index).width() - 2 * _EDGE - 6
        cut = self.fontMetrics().horizontalAdvance(words) > room
        QToolTip.showText(event.globalPos(), plain_tooltip(words if cut else ""), self)
        return True

    def scroll_to(self, pixels: int) -> None:
        """Scroll there now, also where rows have just come in."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right opens a batch and goes into it, Left goes to its head and closes it."""
        row, key = self.currentIndex().row(), event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or row < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if key == Qt.Key.Key_Home else self._log.rowCount() - 1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._go_in(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._go_out(row)
        elif key == Qt.Key.Key_Space and self._log.is_head(row):
            self._toggle(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        beside = event.position().x() < self.columnViewportPosition(0) + _EDGE + _TRIANGLE
        if index.column() == 0 and beside and self._log.is_head(index.row()):
            self._toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        beside = event.position().x() < self.columnViewportPosition(0) + _EDGE + _TRIANGLE
        if index.isValid() and not (beside and self._log.is_head(index.row())):
            self._activate(index.row())

    def _activate(self, row: int) -> None:
        if self._log.is_head(row):
            self._toggle(row)
        else:
            self.chosen.emit()

    def _toggle(self, row: int) -> None:
        signal = self.closed if self._log.is_open(row) else self.opened
        signal.emit(self._log.number_at(row))

    def _go_in(self, row: int) -> None:
        if self._log.is_open(row):
            self.selectRow(row + 1)
        elif self._log.is_head(row):
            self.opened.emit(self._log.number_at(row))

    def _go_out(self, row: int) -> None:
        head = self._log.grouping.head_row(row)
        if head != row:
            self.selectRow(head)
        elif self._log.is_open(row):
            self.closed.emit(self._log.number_at(row))


class _Lines(QStyledItemDelegate):
    """A triangle before a batch, its entries set in, a chip behind what was taken back.

    It paints every cell itself: asked for two hundred of them, the style takes most of a frame's
    time several times over.
    """

    def __init__(self, model: LogModel, table: QWidget) -> None:
        super().__init__(table)
        self._log = model
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def edge(self) -> str:
        """The colour in which the row that has the keyboard is edged."""
        return self._theme.on_accent if self._theme.is_bare else self._theme.accent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column, place = index.row(), index.column(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        head, within = self._log.is_head(row), self._log.grouping.is_within(row)
        painter.save()
        painter.setClipRect(place)
        self._paint_ground(painter, place, chosen=chosen)
        painter.setPen(self._colour(column, chosen=chosen))
        font = option.font
        if head and column in (Column.ACTION, Column.WRITER):
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        set_in = 0
        if column == Column.TIME:
            set_in = _TRIANGLE + (_WITHIN if within else 0)
        words = self._log.words(row, column)
        room = place.adjusted(_EDGE + 3 + set_in, 0, -_EDGE, -2)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if column == Column.TIME and head:
            self._paint_triangle(painter, place, is_open=self._log.is_open(row))
        elif column == Column.ACTION and not within:
            self._paint_chip(painter, place, row, metrics.horizontalAdvance(words))
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, *, chosen: bool) -> None:
        theme = self._theme
        if chosen:
            painter.fillRect(place, QColor(theme.accent if theme.is_bare else theme.selection))
        foot = QRect(place.left(), place.bottom(), place.width(), 1)
        painter.fillRect(foot, QColor(theme.hairline))

    def _colour(self, column: int, *, chosen: bool) -> QColor:
        """What is read second is quieter; where the chosen row is dark, all is read on that."""
        if chosen and self._theme.is_bare:
            return QColor(self._theme.on_accent)
        return QColor(self._theme.second if column in _SECOND else self._theme.text)

    def _paint_triangle(self, painter: QPainter, cell: QRect, *, is_open: bool) -> None:
        x = cell.left() + _EDGE + 8.0
        y = cell.center().y() + 0.5
        across = [QPointF(x - 2.5, y - 4), QPointF(x + 2.5, y), QPointF(x - 2.5, y + 4)]
        down = [QPointF(x - 4, y - 2.5), QPointF(x + 4, y - 2.5), QPointF(x, y + 2.5)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF(down if is_open else across))

    def _paint_chip(self, painter: QPainter, cell: QRect, row: int, words_wide: int) -> None:
        line = self._log.line(row)
        words = self._log.undone_words(line) if line is not None else ""
        if not words:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(chip_font())
        metrics = painter.fontMetrics()
        left = cell.left() + _EDGE + 3 + words_wide + SPACE_2
        wide = min(chip_width(words, metrics), cell.right() - SPACE_2 - left)
        if wide > 2 * _EDGE:
            tall = chip_height(metrics)
            top = cell.center().y() - tall // 2
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - 8)
            tone = Tone(self._theme.second, self._theme.behind)
            paint_chip(painter, QRect(left, top, wide, tall), Chip(cut, tone), self._theme)
