"""The palette: what can be done now by a part of its name, with or without diacritics."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.vietnamese import fold
from ui import theme as look
from ui.shortcuts import Commands, shown_keys

_ACTION = Qt.ItemDataRole.UserRole + 1
_FOLDED = Qt.ItemDataRole.UserRole + 2
_KEYS = Qt.ItemDataRole.UserRole + 3

ROW_HEIGHT = 28


class Palette(QDialog):
    """Closes with the command it carries out, or with Esc."""

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Every command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(480, 420)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("part of a command's name"))
        self.typed.setAccessibleName(self.tr("Command"))
        self._model = QStandardItemModel(self)
        for action in commands.all():
            if action.isEnabled() and action.objectName() != "paletteAction":
                self._model.appendRow(_item(action))
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterRole(_FOLDED)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Commands found"))
        self.list.setModel(self._found)
        self.list.setItemDelegate(_CommandDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.SPACE_3, look.SPACE_3, look.SPACE_3, look.SPACE_3)
        layout.setSpacing(look.SPACE_2)
        layout.addWidget(self.typed)
        layout.addWidget(self.list)
        self.typed.textChanged.connect(self._narrow)
        self.typed.returnPressed.connect(self._run)
        self._select(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._select(self.list.currentIndex().row() + 1)
        elif event.key() == Qt.Key.Key_Up:
            self._select(self.list.currentIndex().row() - 1)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        self._found.setFilterFixedString(fold(typed.strip()))
        self._select(0)

    def _select(self, row: int) -> None:
        last = self._found.rowCount() - 1
        if last >= 0:
            self.list.setCurrentIndex(self._found.index(max(0, min(row, last)), 0))

    @Slot()
    def _run(self) -> None:
        action = self.list.currentIndex().data(_ACTION)
        if isinstance(action, QAction):
            self.close()
            action.trigger()


class _CommandDelegate(QStyledItemDelegate):
    """A command's name at the left and its key at the right, in rows one can hit."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            rect.adjusted(0, 0, -look.SPACE_3, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            str(index.data(_KEYS) or ""),
        )
        painter.restore()


def _item(action: QAction) -> QStandardItem:
    item = QStandardItem(action.text())
    item.setData(action, _ACTION)
    item.setData(shown_keys(action), _KEYS)
    item.setData(fold(action.text()), _FOLDED)
    return item
