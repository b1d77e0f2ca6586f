"""One line that asks before something is done that cannot be undone, in place of the buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.keys import claimed, is_escape
from ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from ui.widgets import ClampedLabel


class Question(QWidget):
    """`answered` when it has gone again, whatever was answered; what was asked about is done only
    by the first button."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("deliveriesQuestion")
        self._ask: Callable[[], tuple[str, str, str]] = lambda: ("", "", "")
        self._do: Callable[[], None] = lambda: None
        self._title = ClampedLabel(2, "heading")
        self._meaning = ClampedLabel(3, "second")
        self.yes, self.no = QPushButton(), QPushButton()
        self.yes.setProperty("role", "primary")
        for button in (self.yes, self.no):
            button.setAutoDefault(True)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self.dismiss)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addWidget(self._title)
        column.addWidget(self._meaning)
        column.addSpacing(SPACE_1)
        column.addLayout(buttons)
        self.hide()

    def ask(self, words: Callable[[], tuple[str, str, str]], do: Callable[[], None]) -> None:
        """Ask; `words` are the question, what it means, and the first button's, in the language of
        the moment."""
        self._ask, self._do = words, do
        self.retranslate()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        title, meaning, yes = self._ask()
        self._title.setText(title)
        self._meaning.setText(meaning)
        self.yes.setText(yes)
        self.yes.setAccessibleDescription(f"{title} {meaning}")
        self.no.setText(self.tr("Cancel · Esc"))
        self.setAccessibleName(title)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the question while it has the keyboard."""
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused in (
            self.yes,
            self.no,
        ):
            (self.yes if focused is self.yes else self.no).click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and not self.isHidden():
            self.retranslate()
        super().changeEvent(event)

    def dismiss(self) -> None:
        self.hide()
        self.answered.emit()

    def _confirm(self) -> None:
        self.hide()
        self.answered.emit()
        self._do()
