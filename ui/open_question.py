"""One line that asks before a browser is opened, and names the host it would be opened at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.hostile import visible_line
from ui.context.wording import SAID
from ui.keys import claimed, is_escape
from ui.theme import SPACE_2
from ui.widgets import ElidedLabel


class OpenQuestion(QWidget):
    """`confirmed` with the first button, `dismissed` with the other one or Esc."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""
        self._asking = ElidedLabel()
        self.yes = QPushButton()
        self.yes.setProperty("role", "link")
        self.no = QPushButton()
        self.no.setProperty("role", "quiet")
        for button in (self.yes, self.no):
            button.setAutoDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._asking, 0)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.dismissed)
        self.hide()

    def ask(self, scheme: str, host: str) -> None:
        self._asked = visible_line(f"{scheme}://{host}", SAID).text
        self.retranslate()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self) -> None:
        """Say that there is nothing a browser may open."""
        self._asked = ""
        self.retranslate()
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        question = self.tr("Open {0} in the browser?").format(self._asked)
        refusal = self.tr("There is no address here that a browser could open.")
        self._asking.setText(question if self._asked else refusal)
        self.yes.setVisible(bool(self._asked))
        self.yes.setText(self.tr("Open"))
        self.yes.setAccessibleName(question)
        self.no.setText(self.tr("Cancel") if self._asked else self.tr("Close"))
        self.no.setAccessibleDescription("" if self._asked else refusal)

    def event(self, event: QEvent) -> bool:
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)
