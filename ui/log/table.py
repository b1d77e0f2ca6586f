"""The log's table: batches that open and close, by keyboard and by mouse."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPolygonF,
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

_WIDTHS = {
    Column.TIME: 176,
    Column.MODERATOR: 118,
    Column.ACTION: 190,
    Column.WRITER: 140,
    Column.ARTICLE: 190,
    Column.CHANGE: 180,
}

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
        for column in (Column.TIME, Column.ACTION, Column.WRITER):
            self.setItemDelegateForColumn(column, self._lines)
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
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(60)

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self._lines.set_theme(theme)
        self.verticalHeader().setDefaultSectionSize(row_height())
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView {{ background: {theme.pane}; border: none; }}"
            f"QHeaderView::section {{ background: {theme.pane}; color: {theme.second};"
            f" border: none; border-bottom: 1px solid {theme.hairline}; padding: 6px 11px;"
            f" font-size: {scaled(SIZE_CHIP)}px; font-weight: 600; }}"
        )
        bare = theme.is_bare
        ground = theme.accent if bare else theme.selection
        letters = theme.on_accent if bare else theme.text
        self.setStyleSheet(
            f"QTableView::item {{ padding: 0 {_EDGE}px; border: none;"
            f" border-bottom: 1px solid {theme.hairline}; }}"
            f"QTableView::item:selected {{ background: {ground}; color: {letters}; }}"
        )
        self.viewport().update()

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
    """A triangle before a batch, its entries set in, a chip behind what was taken back."""

    def __init__(self, model: LogModel, table: QWidget) -> None:
        super().__init__(table)
        self._table = table
        self._log = model
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        row = index.row()
        if self._log.is_head(row) and index.column() in (Column.ACTION, Column.WRITER):
            option.font.setWeight(QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column, row = index.column(), index.row()
        if column == Column.TIME:
            within = self._log.grouping.is_within(row)
            self._paint_set_in(painter, option, index, _TRIANGLE + (_WITHIN if within else 0))
            if self._log.is_head(row):
                self._paint_triangle(painter, option, is_open=self._log.is_open(row))
            return
        super().paint(painter, option, index)
        told_above = self._log.grouping.is_within(row)
        line = self._log.line(row) if column == Column.ACTION and not told_above else None
        if line is not None and (words := self._log.undone_words(line)):
            self._paint_chip(painter, option, index, words)

    def _paint_set_in(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, by: int
    ) -> None:
        """The ground as wide as the cell, the words further to the right."""
        model: QAbstractItemModel = index.model()
        words = str(model.data(index) or "")
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = self._table.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, self._table)
        painter.setPen(QColor(self._quiet(option)))
        painter.setFont(option.font)
        place = option.rect.adjusted(_EDGE + 3 + by, 0, -_EDGE, -2)
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _quiet(self, option: QStyleOptionViewItem) -> str:
        """What is read second; where the chosen row is dark, what is read on that."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        return self._theme.on_accent if chosen and self._theme.is_bare else self._theme.second

    def _paint_triangle(
        self, painter: QPainter, option: QStyleOptionViewItem, *, is_open: bool
    ) -> None:
        x = option.rect.left() + _EDGE + 8.0
        y = option.rect.center().y() + 0.5
        across = [QPointF(x - 2.5, y - 4), QPointF(x + 2.5, y), QPointF(x - 2.5, y + 4)]
        down = [QPointF(x - 4, y - 2.5), QPointF(x + 4, y - 2.5), QPointF(x, y + 2.5)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(self._quiet(option))))
        painter.drawPolygon(QPolygonF(down if is_open else across))
        painter.restore()

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, words: str
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(chip_font())
        metrics = painter.fontMetrics()
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        wide = QFontMetrics(shown.font).horizontalAdvance(shown.text)
        left = option.rect.left() + _EDGE + 3 + wide + SPACE_2
        wide = min(chip_width(words, metrics), option.rect.right() - SPACE_2 - left)
        if wide > 2 * _EDGE:
            tall = chip_height(metrics)
            top = option.rect.center().y() - tall // 2
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - 8)
            tone = Tone(self._theme.second, self._theme.behind)
            paint_chip(painter, QRect(left, top, wide, tall), Chip(cut, tone), self._theme)
        painter.restore()
