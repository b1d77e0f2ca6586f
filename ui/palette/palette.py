"""The palette: what can be done now by a part of its name, with or without diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme as look
from ui.keys import give_back
from ui.palette.caps import caps_width, paint_caps
from ui.palette.finding import Hit, Offer, find
from ui.widgets import Hairline, PlainLabel, plain_tooltip
from ui.window import DeskWindow

ROW_HEIGHT = 32
WIDTH, ROWS = 620, 11
_FROM_TOP = 72
_BAR = 3

_NOWHERE = QModelIndex()


class Role(IntEnum):
    OTHER = Qt.ItemDataRole.UserRole + 1
    KEYS = Qt.ItemDataRole.UserRole + 2


class Palette(QDialog):
    """Closes with what it carries out, with Esc, or when another window is turned to."""

    def __init__(self, window: DeskWindow, offers: Sequence[Offer]) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        program = QApplication.instance()
        assert program is not None
        self._desk, self._program = window, program
        self._offers = offers
        self._was_active = self._turned_away = self._done = False
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Every command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("a command, a queue, an article…"))
        self.typed.setAccessibleName(self.tr("Command"))
        self.typed.setFrame(False)
        self._found = _Found()
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Commands found"))
        self.list.setModel(self._found)
        self.list.setItemDelegate(_HitDelegate(window, self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self._nothing = PlainLabel("second")
        self._nothing.setText(self.tr("Nothing that can be done now is called that."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = PlainLabel("faint")
        self._hint.setText(self.tr("↑ ↓ choose · Enter does it · Esc closes"))
        self._lay_out()
        self.list.clicked.connect(self._run)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.typed.textChanged.connect(self._narrow)
        self.typed.returnPressed.connect(self._run)
        self.finished.connect(self._give_back)
        self._narrow("")

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setObjectName("paletteFrame")
        frame.setStyleSheet(
            "#paletteFrame { background: palette(base);"
            " border: 1px solid palette(placeholder-text); }"
            "#paletteFrame QLineEdit { border: none; background: transparent; padding: 0 4px; }"
        )
        self.typed.setFont(look.font(look.SIZE_JUDGED))
        self.typed.setMinimumHeight(look.scaled(44))
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        self.typed.setTextMargins(look.SPACE_3, 0, look.SPACE_3, 0)
        self._hint.setContentsMargins(look.SPACE_4, look.SPACE_2, look.SPACE_4, look.SPACE_2)
        inner.addWidget(self.typed)
        inner.addWidget(Hairline())
        inner.addSpacing(look.SPACE_1)
        inner.addWidget(self.list)
        inner.addWidget(self._nothing)
        inner.addSpacing(look.SPACE_1)
        inner.addWidget(Hairline())
        inner.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def begin(self) -> None:
        """Show itself over the upper part of the desk."""
        over = self._desk.rect()
        wide = min(look.scaled(WIDTH), over.width() - 2 * look.SPACE_5)
        self._nothing.hide()
        around = self.sizeHint().height() - self.list.sizeHint().height()
        room = over.height() - _FROM_TOP - look.SPACE_5 - around
        rows = max(1, min(ROWS, room // look.scaled(ROW_HEIGHT))) * look.scaled(ROW_HEIGHT)
        self.list.setFixedHeight(rows)
        self._nothing.setFixedHeight(rows)
        self.resize(wide, self.minimumSizeHint().height())
        corner = self._desk.mapToGlobal(over.topLeft())
        self.move(corner.x() + (over.width() - wide) // 2, corner.y() + _FROM_TOP)
        self.show()
        self.activateWindow()
        self.typed.setFocus()
        if not self.isActiveWindow():
            self._program.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Until the system brings the keyboard here, what is typed blindly still comes to the
        desk, where a letter decides: it is meant for this."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if not asks and event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._desk:
            return False
        if not asks and isinstance(event, QKeyEvent):
            QApplication.sendEvent(self.typed, event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: self._page(),
            Qt.Key.Key_PageUp: -self._page(),
        }
        step = rows.get(Qt.Key(event.key()))
        if step is not None:
            self._select(self.list.currentIndex().row() + step)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            turned_away = self._was_active and not self.isActiveWindow()
            self._was_active = self.isActiveWindow()
            self._program.removeEventFilter(self)
            if turned_away and not self._done:
                self._turned_away = True
                self.close()

    def done(self, result: int) -> None:
        """From here on it is no longer active because it goes, not because one turned away."""
        self._done = True
        self._program.removeEventFilter(self)
        super().done(result)

    @Slot()
    def _give_back(self) -> None:
        """Not from a window that was turned to meanwhile."""
        if not self._turned_away:
            give_back(self._desk)

    def _page(self) -> int:
        return max(1, self.list.viewport().height() // look.scaled(ROW_HEIGHT) - 1)

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        self._found.show(find(typed, self._offers, self._desk.status.language))
        some = self._found.rowCount() > 0
        self.list.setVisible(some)
        self._nothing.setVisible(not some)
        self._select(0)

    def _select(self, row: int) -> None:
        last = self._found.rowCount() - 1
        if last >= 0:
            self.list.setCurrentIndex(self._found.index(max(0, min(row, last)), 0))
        said = self.list.currentIndex().data() if last >= 0 else self._nothing.text()
        self.typed.setAccessibleDescription(str(said))

    @Slot()
    def _run(self) -> None:
        hit = self._found.hit(self.list.currentIndex().row())
        if hit is not None:
            self.close()
            hit.offer.run()


class _Found(QAbstractListModel):
    """What was found, the likeliest first."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((hit.name, *hit.offer.keys))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(hit.name)
        if role == Role.OTHER:
            return hit.other
        if role == Role.KEYS:
            return hit.offer.keys
        return None


class _HitDelegate(QStyledItemDelegate):
    """A name at the left, faintly what it is called in the other language, its keys at the right.

    The current one has a bar at its edge as well as its ground.
    """

    def __init__(self, desk: DeskWindow, parent: QDialog) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), look.scaled(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._desk.theme
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
            if theme.is_bare:
                painter.setPen(QColor(theme.accent))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
            bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
            painter.fillRect(bar, QColor(theme.accent))
        keys = tuple(index.data(Role.KEYS))
        inside = rect.adjusted(look.SPACE_4, 0, -look.SPACE_4, 0)
        wide = caps_width(keys)
        caps = QRect(inside.right() - wide + 1, inside.top(), wide, inside.height())
        paint_caps(painter, caps, keys)
        inside.setRight(caps.left() - look.SPACE_3)
        after = _paint_text(painter, inside, str(index.data()), theme.text)
        after.setLeft(after.left() + look.SPACE_3)
        _paint_text(painter, after, str(index.data(Role.OTHER)), theme.faint)
        painter.restore()


def _paint_text(painter: QPainter, place: QRect, text: str, colour: str) -> QRect:
    """Paint as much of a line as fits; gives the room that is left behind it."""
    painter.setFont(look.font())
    painter.setPen(QColor(colour))
    metrics = QFontMetrics(painter.font())
    line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, place.width()))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
    return place.adjusted(metrics.horizontalAdvance(line), 0, 0, 0)
