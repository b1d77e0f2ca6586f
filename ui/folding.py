"""The right column, and the way back from it where a narrow window has room for one of two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme as look
from ui.keys import claimed, is_escape
from ui.widgets import ElidedLabel, Hairline, PlainLabel

_DIGITS = frozenset("123456789")
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RightColumn(QWidget):
    """The comment and what belongs to it, under a line that leads back to the list; `leave` asks
    for the list, `stepped` for another comment, `digitTyped` is for what the list does with one.

    While the line is shown, it has the keyboard that is the list's otherwise: the same keys do the
    same, and focus is where one can see it.
    """

    leave = Signal()
    stepped = Signal(int)
    digitTyped = Signal(int)

    def __init__(self) -> None:
        self._way_back = False
        super().__init__()
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = _BackButton()
        self.back.clicked.connect(self.leave)
        self._queue = ElidedLabel("heading")
        self._place = PlainLabel("second")
        self._place.setFont(look.tabular_only())
        self._line = self._lay_out_line()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._line)
        self._column.addStretch(1)
        self.show_way_back(False)
        self.retranslate()

    def _lay_out_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(look.SPACE_3, look.SPACE_1, look.SPACE_5, look.SPACE_1)
        row.setSpacing(look.SPACE_2)
        row.addWidget(self.back)
        row.addWidget(self._queue, 1)
        row.addWidget(self._place)
        rows = QVBoxLayout(line)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(row)
        rows.addWidget(Hairline())
        return line

    def hold(self, content: QWidget) -> None:
        """What stands here, from the moment it is made."""
        self._column.takeAt(1)
        self._column.addWidget(content, 1)

    def show_way_back(self, shown: bool) -> None:
        self._way_back = shown
        self._line.setVisible(shown)

    def say(self, queue: str, place: str) -> None:
        """The queue one came from, and which of its comments this is."""
        self._queue.setText(queue)
        self._place.setText(place)
        self.back.setAccessibleDescription(f"{queue}, {place}")

    def retranslate(self) -> None:
        self.back.setText(self.tr("‹ Back"))
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.back.setToolTip(self.tr("Back to the list · Esc"))

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        return (self._way_back and claimed(event, is_escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._way_back or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        elif event.text() in _DIGITS:
            self.digitTyped.emit(int(event.text()))
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _BackButton(QPushButton):
    """Arrows are for the comments: a button would look for another button with them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setAutoDefault(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
