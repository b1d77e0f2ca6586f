"""A sheet that asks a few things in one look, each by one choice among a handful."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import SPACE_1, SPACE_2, SPACE_4, SPACE_5, Theme, scaled
from ui.widgets import PlainLabel

_LEAST_HEIGHT = 28
_RING = 14


class ChoiceSheet(QDialog):
    """Groups of choices under headings, what they come to, and two buttons: Enter goes on, Esc
    leaves.

    The first groups stand side by side, `beside` of them; the rest below. What it says and does is
    its heirs' business: `retranslate` and `carry_on`.
    """

    def __init__(self, parent: QWidget, choices: Sequence[int], beside: int) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.groups = tuple(QButtonGroup(self) for _ in choices)
        self.headings = tuple(PlainLabel("section") for _ in choices)
        self.count = PlainLabel("second")
        self.go_on = QPushButton()
        self.leave = QPushButton()
        self.below = QVBoxLayout()
        self._lay_out(choices, beside)
        self.go_on.clicked.connect(self.carry_on)
        self.leave.clicked.connect(self.reject)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        raise NotImplementedError

    def carry_on(self) -> None:
        """What was chosen is wanted."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Rings that are seen on every ground; the one chosen is filled."""
        ring = scaled(_RING)
        self.setStyleSheet(
            f"QRadioButton {{ padding: 0 {SPACE_2}px 0 {SPACE_1}px;"
            f" min-height: {scaled(_LEAST_HEIGHT) - 2}px; }}"
            f"QRadioButton::indicator {{ width: {ring}px; height: {ring}px;"
            f" border: 1px solid {theme.faint}; border-radius: {ring // 2 + 1}px;"
            f" background: {theme.pane}; }}"
            f"QRadioButton::indicator:checked {{ width: {ring - 8}px; height: {ring - 8}px;"
            f" border: 5px solid {theme.accent}; background: {theme.on_accent}; }}"
        )

    def button(self, group: QButtonGroup, number: int) -> QAbstractButton:
        button = group.button(number)
        assert button is not None
        return button

    def say_count(self, words: str) -> None:
        self.count.setText(words)
        self.count.setAccessibleName(words)

    def fit(self) -> None:
        """Take the room that it needs, be that most of a small screen."""
        wanted = self.sizeHint()
        self.resize(wanted.width(), max(wanted.height(), self.heightForWidth(wanted.width())))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.leave.hasFocus():
            self.carry_on()
            return
        super().keyPressEvent(event)

    def _lay_out(self, choices: Sequence[int], beside: int) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        whole.setSpacing(SPACE_2)
        columns = QHBoxLayout()
        columns.setSpacing(2 * SPACE_5)
        whole.addLayout(columns)
        whole.addSpacing(SPACE_2)
        for place, number in enumerate(choices):
            column = self._column(place, number)
            if place < beside:
                column.addStretch(1)
            row: QBoxLayout = columns if place < beside else whole
            row.addLayout(column)
        whole.addLayout(self.below)
        self.go_on.setProperty("role", "primary")
        self.go_on.setDefault(True)
        self.leave.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go_on)
        whole.addSpacing(SPACE_2)
        whole.addLayout(foot)

    def _column(self, place: int, number: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.headings[place])
        for choice in range(number):
            button = QRadioButton()
            self.groups[place].addButton(button, choice)
            column.addWidget(button)
        return column
