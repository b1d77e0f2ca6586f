"""What can be done to one command's keys, in the place where it is done: no box opens for it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QPushButton, QVBoxLayout, QWidget

from ui import theme as look
from ui.flow import Flow
from ui.keys import claimed, is_escape
from ui.palette.caps import KeyCaps
from ui.widgets import PlainLabel


class State(Enum):
    """Nothing is under way, a key is waited for, or one that another command has is asked about."""

    CALM = auto()
    WAITS = auto()
    ASKS = auto()


class KeyStrip(QWidget):
    """`changeWanted` carries the key that is to be replaced ("" to add one), `pressed` the key
    that was pressed for it; `agreed` and `left` answer what was asked."""

    changeWanted = Signal(str)
    clearWanted = Signal()
    resetWanted = Signal()
    pressed = Signal(str)
    agreed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = State.CALM
        self._keys: Sequence[str] = ()
        self._name = ""
        self._words = PlainLabel("heading")
        self._caps = KeyCaps()
        self.field = _KeyField()
        self.change = QPushButton()
        self.add = QPushButton()
        self.clear = QPushButton()
        self.reset = QPushButton()
        self.agree = QPushButton()
        self.agree.setProperty("role", "primary")
        self.another = QPushButton()
        self.leave = QPushButton()
        self.change.clicked.connect(self.want_change)
        self.add.clicked.connect(self.want_one_more)
        self.clear.clicked.connect(self.clearWanted)
        self.reset.clicked.connect(self.resetWanted)
        self.agree.clicked.connect(self.agreed)
        self.another.clicked.connect(self.wait)
        self.leave.clicked.connect(self.left)
        self.field.pressed.connect(self.pressed)
        self.field.left.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.setSpacing(look.SPACE_3)
        head.addWidget(self._words)
        head.addWidget(self._caps)
        head.addStretch(1)
        buttons = QWidget()
        flow = Flow(buttons)
        flow.setSpacing(look.SPACE_2)
        for part in (self.field, *self._buttons()):
            part.setMinimumHeight(look.scaled(32))
            flow.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_2)
        rows.addLayout(head)
        rows.addWidget(buttons)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            *(self.change, self.add, self.clear, self.reset),
            *(self.agree, self.another, self.leave),
        )

    def be_calm(self, name: str, keys: Sequence[str], shown: Sequence[str], *, own: bool) -> None:
        """Show a command and its keys; `own` when they are not the preset's."""
        self.state, self._name, self._keys = State.CALM, name, tuple(keys)
        self._words.setText(name)
        self._caps.show_keys(shown)
        self._show()
        self.clear.setEnabled(bool(keys))
        self.reset.setEnabled(own)
        self.retranslate()

    def wait(self) -> None:
        """Wait for a key."""
        self.state = State.WAITS
        self._words.setText(self.tr("Press the key for “{0}”. Esc leaves it.").format(self._name))
        self._show()
        self.field.setAccessibleName(self._words.text())
        self.field.begin()

    def ask(self, question: str, agree: str) -> None:
        """Ask whether a key may be taken from the command that has it."""
        self.state = State.ASKS
        self._words.setText(question)
        self.agree.setText(agree)
        self._show()
        self.agree.setAccessibleDescription(question)
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        calm, waits, asks = (self.state is each for each in State)
        self._words.setWordWrap(not calm)
        self._head.setStretch(0, 0 if calm else 1)
        self._head.setStretch(2, 1 if calm else 0)
        for button in (self.change, self.clear, self.reset):
            button.setVisible(calm)
        self.add.setVisible(calm and bool(self._keys))
        self._caps.setVisible(calm and bool(self._keys))
        self.field.setVisible(waits)
        self.agree.setVisible(asks)
        self.another.setVisible(asks)
        self.leave.setVisible(not calm)
        self.updateGeometry()

    @Slot()
    def want_change(self) -> None:
        self.changeWanted.emit(self._keys[0] if self._keys else "")

    @Slot()
    def want_one_more(self) -> None:
        self.changeWanted.emit("")

    def retranslate(self) -> None:
        self.change.setText(self.tr("Change") if self._keys else self.tr("Give it a key"))
        self.add.setText(self.tr("Add another key"))
        self.clear.setText(self.tr("No key"))
        self.reset.setText(self.tr("As in the preset"))
        self.another.setText(self.tr("Another key"))
        self.leave.setText(self.tr("Leave it"))

    def event(self, event: QEvent) -> bool:
        """While something is under way Esc leaves that, not the window."""
        mine = self.state is not State.CALM
        return claimed(event, lambda key: mine and is_escape(key)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state is not State.CALM and is_escape(event):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)


class _KeyField(QKeySequenceEdit):
    """Takes one chord at a time; Esc leaves, and Tab both says that it is none and moves on."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setMinimumWidth(look.scaled(180))
        self.keySequenceChanged.connect(self._tell)

    def begin(self) -> None:
        self._empty()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.pressed.emit("Tab")
                return QWidget.event(self, event)
            if is_escape(event):
                self.left.emit()
                return True
        return super().event(event)

    def _empty(self) -> None:
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    @Slot(QKeySequence)
    def _tell(self, sequence: QKeySequence) -> None:
        if not sequence.isEmpty():
            self._empty()
            self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))
