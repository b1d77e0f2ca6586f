"""What is typed when connecting a site: a line, a secret, a number, and what is said of each."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import theme as look
from ui.theme import LIGHT, Theme
from ui.widgets import PlainLabel

LONGEST = 2_000
"""Characters; an address can be that long."""

_DIGITS = 72
"""Pixels of a field for a number of a few digits."""

_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}


class Field(QWidget):
    """A line to type in under its name; `edited` when a person has changed it."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self._heading = PlainLabel("heading")
        self._hint = PlainLabel("second")
        self._problem = PlainLabel()
        for part in (self._hint, self._problem):
            part.setWordWrap(True)
        self.edit = QLineEdit()
        self.edit.setObjectName(name)
        self.edit.setMaxLength(LONGEST)
        self.edit.textEdited.connect(self._edited)
        self.line = QHBoxLayout()
        self.line.setSpacing(look.SPACE_2)
        self.line.addWidget(self.edit, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_1)
        rows.addWidget(self._heading)
        rows.addLayout(self.line)
        rows.addWidget(self._problem)
        rows.addWidget(self._hint)
        self._problem.hide()

    def say(self, heading: str, hint: str) -> None:
        self._heading.setText(heading)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.edit.setAccessibleName(heading)
        self._describe()

    def text(self) -> str:
        return self.edit.text().strip()

    def show_text(self, text: str) -> None:
        with QSignalBlocker(self.edit):
            self.edit.setText(text)

    def mark(self, words: str = "") -> None:
        """What is typed here is wrong, and why where that is not said elsewhere."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._colour(wrong=True)
        self._describe()

    def unmark(self) -> None:
        self._problem.setText("")
        self._problem.hide()
        self._colour(wrong=False)
        self._describe()

    def is_marked(self) -> bool:
        return bool(self.edit.styleSheet())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._problem.setStyleSheet(f"color: {theme.bad.text};")
        self._colour(wrong=self.is_marked())

    @Slot()
    def _edited(self) -> None:
        self.unmark()
        self.edited.emit()

    def _colour(self, *, wrong: bool) -> None:
        edge = f"border: 2px solid {self._theme.bad.text}; padding: 4px 7px;" if wrong else ""
        if edge != self.edit.styleSheet():
            self.edit.setStyleSheet(edge)

    def _describe(self) -> None:
        parts = (self._problem.text(), self._hint.text())
        self.edit.setAccessibleDescription(" ".join(part for part in parts if part))


class SecretField(Field):
    """Shows dots, unless it is asked to show what is typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = QPushButton()
        self.reveal.setProperty("role", "link")
        self.reveal.setCheckable(True)
        self.reveal.setAutoDefault(False)
        self.reveal.toggled.connect(self._reveal)
        self.line.addWidget(self.reveal)
        self._retranslate()

    def secret(self) -> str:
        """As it was typed or pasted, without what a paste brings along at its ends."""
        return self.text()

    def say(self, heading: str, hint: str) -> None:
        super().say(heading, hint)
        self._retranslate()

    @Slot()
    def _reveal(self) -> None:
        shown = self.reveal.isChecked()
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._retranslate()

    def _retranslate(self) -> None:
        shown = self.reveal.isChecked()
        self.reveal.setText(self.tr("Hide") if shown else self.tr("Show"))
        heading = self.edit.accessibleName()
        words = self.tr("Hide: {0}") if shown else self.tr("Show: {0}")
        self.reveal.setAccessibleName(words.format(heading))


class NumberField(QWidget):
    """A whole number beside its unit, typed or stepped through with the arrows; `chosen` carries
    each one that is stepped to, entered or left. What cannot be one is put back."""

    chosen = Signal(int)

    def __init__(self, name: str, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most, self._value = least, most, least
        self.edit = _Digits(len(str(most)))
        self.edit.setObjectName(name)
        self._unit = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACE_2)
        row.addWidget(self.edit)
        row.addWidget(self._unit)
        row.addStretch(1)
        self.edit.editingFinished.connect(self.settle)
        self.edit.stepped.connect(lambda by: self._choose(self.value() + by))

    def value(self) -> int:
        """What is typed, as far as it goes; the last one where nothing is."""
        typed = self.edit.text()
        number = int(typed) if typed.isascii() and typed.isdigit() else self._value
        return max(self._least, min(number, self._most))

    def show_value(self, value: int) -> None:
        self._value = value
        self.edit.setText(str(value))

    def say(self, name: str, unit: str, hint: str = "") -> None:
        self._unit.setText(unit)
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(f"{unit}. {hint}" if hint else unit)

    def measure(self) -> None:
        """Take up another size of text."""
        self.edit.setFixedWidth(look.scaled(_DIGITS))

    @Slot()
    def settle(self) -> None:
        """Choose what is typed."""
        self._choose(self.value())

    def _choose(self, number: int) -> None:
        before = self._value
        self.show_value(max(self._least, min(number, self._most)))
        if self._value != before:
            self.chosen.emit(self._value)


class _Digits(QLineEdit):
    """`stepped` by one with an arrow, by ten with a page key."""

    stepped = Signal(int)

    def __init__(self, most: int) -> None:
        super().__init__()
        self.setMaxLength(most)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)
