"""All commands with their keys, under the headings of the help sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ui import theme as look
from ui.palette.caps import BETWEEN, caps_width, paint_caps
from ui.theme import LIGHT, Theme

ROW_HEIGHT = 30
_LEAST_ROWS = 8
_BAR = 3
_NAME = Qt.ItemDataRole.UserRole + 1
_KEYS = Qt.ItemDataRole.UserRole + 2
_CHANGED = Qt.ItemDataRole.UserRole + 3
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ADD = (Qt.Key.Key_Plus, Qt.Key.Key_Insert)


@dataclass(frozen=True, slots=True)
class Row:
    """A command, its group's heading, what it is called, its keys as the screen writes them, and
    whether those are not the preset's."""

    name: str
    group: str
    called: str
    keys: tuple[str, ...]
    changed: bool


class KeyTable(QTreeWidget):
    """`stoodAt` carries the command that is the current one now; the others are asked for by keys
    or the mouse, `typed` carries a letter that belongs into the filter."""

    stoodAt = Signal(str)
    changeWanted = Signal()
    addWanted = Signal()
    clearWanted = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(look.scaled(ROW_HEIGHT) * _LEAST_ROWS)
        self._paints = _RowDelegate()
        self.setItemDelegate(self._paints)
        self._filling = False
        self.currentItemChanged.connect(self._stand)
        self.itemDoubleClicked.connect(lambda: self.changeWanted.emit())

    def say(self, changed: str, no_key: str) -> None:
        """The words beside keys that are not the preset's, and in the place of none."""
        self._paints.changed = changed
        self._no_key = no_key

    def set_theme(self, theme: Theme) -> None:
        self._paints.theme = theme
        self.setMinimumHeight(look.scaled(ROW_HEIGHT) * _LEAST_ROWS)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def fill(self, rows: Sequence[Row], current: str) -> None:
        """Show these; the current one stays, or else the first becomes it."""
        self._filling = True
        self.clear()
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                heading = QTreeWidgetItem([group.upper(), ""])
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addTopLevelItem(heading)
            self.addTopLevelItem(self._item(row))
        self._filling = False
        names = [row.name for row in rows]
        if names:
            self.stand_at(current if current in names else names[0])

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.called, BETWEEN.join(row.keys) or self._no_key])
        item.setData(0, _NAME, row.name)
        item.setData(1, _KEYS, row.keys)
        item.setData(1, _CHANGED, row.changed)
        said = [row.called, *(row.keys or (self._no_key,))]
        said += [self._paints.changed] if row.changed else []
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))
        return item

    def stand_at(self, name: str) -> None:
        """Make this command the current one."""
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            if item is not None and item.data(0, _NAME) == name:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return

    def current(self) -> str:
        """The current command's name; "" when nothing is shown."""
        item = self.currentItem()
        return str(item.data(0, _NAME) or "") if item is not None else ""

    @Slot()
    def _stand(self) -> None:
        if self.current() and not self._filling:
            self.stoodAt.emit(self.current())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width() * 11 // 20)

    def keyboardSearch(self, _search: str) -> None:
        """Letters go into the filter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        asked = (
            (_ENTER, self.changeWanted),
            (_ADD, self.addWanted),
            (_DELETE, self.clearWanted),
        )
        wanted = next((signal for keys, signal in asked if event.key() in keys), None)
        if wanted is not None and self.current():
            wanted.emit()
        elif text.strip() and text.isprintable() and not control:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """A heading, or a name with its keys as caps; the current row has a bar at its edge."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.changed = ""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, look.scaled(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        inside = rect.adjusted(look.SPACE_3, 0, -look.SPACE_3, 0)
        state: QStyle.StateFlag = option.state
        painter.save()
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            low = inside.adjusted(0, look.SPACE_2, 0, 0)
            self._text(painter, low, str(index.data()), self.theme.second, look.SIZE_CHIP)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(self.theme.selection))
                if self.theme.is_bare or (option.widget is not None and option.widget.hasFocus()):
                    painter.setPen(QColor(self.theme.accent))
                    painter.drawLine(rect.topLeft(), rect.topRight())
                    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
                if index.column() == 0:
                    bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
                    painter.fillRect(bar, QColor(self.theme.accent))
            if index.column() == 0:
                self._text(painter, inside, str(index.data()), self.theme.text)
            else:
                self._keys(painter, inside, index)
        painter.restore()

    def _keys(
        self,
        painter: QPainter,
        inside: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        keys = tuple(index.data(_KEYS) or ())
        if keys:
            paint_caps(painter, inside, keys)
        else:
            self._text(painter, inside, str(index.data()), self.theme.faint, look.SIZE_SECOND)
        if index.data(_CHANGED):
            wide = QFontMetrics(look.font(look.SIZE_CHIP)).horizontalAdvance(self.changed)
            right = QRect(inside)
            right.setLeft(
                max(inside.left() + caps_width(keys) + look.SPACE_2, right.right() - wide)
            )
            self._text(painter, right, self.changed, self.theme.accent, look.SIZE_CHIP)

    @staticmethod
    def _text(
        painter: QPainter, place: QRect, text: str, colour: str, size: int = look.SIZE_BODY
    ) -> None:
        painter.setFont(look.font(size))
        painter.setPen(QColor(colour))
        line = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, max(0, place.width())
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(place, flags, line)
