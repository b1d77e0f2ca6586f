"""One quiet line where an article's text is not here: two ways to get it, and the question that
goes before the first fetch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.hostile import visible_line
from ui.context.wording import SAID
from ui.keys import claimed, is_escape
from ui.theme import SPACE_2
from ui.widgets import ElidedLabel


class MissingText(QWidget):
    """`fileRequested` and `fetchRequested` for the two ways; `allowed` when fetching, once asked
    about, is agreed to."""

    fileRequested = Signal()
    fetchRequested = Signal()
    allowed = Signal()
    answered = Signal()
    """The question is over, whatever the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("missingText")
        self._host = ""
        self._can_fetch = False
        self._reading = False
        self._came_from: QWidget | None = None
        self.words = ElidedLabel("second")
        self.from_file, self.fetch = _link(), _link()
        self.yes, self.no = _link(), _link()
        self.no.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.words, 0)
        for button in (self.from_file, self.fetch, self.yes, self.no):
            row.addWidget(button)
        row.addStretch(1)
        self.from_file.clicked.connect(self.fileRequested)
        self.fetch.clicked.connect(self.fetchRequested)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.take_back)
        self.retranslate()

    def offer(self, *, can_fetch: bool) -> None:
        """The two ways, or one where there is no address to fetch from."""
        self._can_fetch = can_fetch
        self.retranslate()

    def say_reading(self, reading: bool) -> None:
        """Whether the page is on its way: then nothing is offered."""
        self._reading = reading
        self.retranslate()

    def ask(self, host: str) -> None:
        """Ask whether pages may be fetched from where articles are, such as this host."""
        self._came_from = self.window().focusWidget()
        self._host = visible_line(host, SAID).text
        self.retranslate()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        return bool(self._host)

    def take_back(self) -> None:
        """The question goes, and the focus where it came from."""
        if not self._host:
            return
        self._host = ""
        self.retranslate()
        came_from, self._came_from = self._came_from, None
        if came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit()

    def _agree(self) -> None:
        self.take_back()
        self.allowed.emit()

    def retranslate(self) -> None:
        question = self.tr("May the desk fetch pages, such as this from {0}?")
        missing = self.tr("The article's text is not here.")
        reading = self.tr("The article's page is being read…")
        asking = bool(self._host)
        said = question.format(self._host) if asking else reading if self._reading else missing
        self.words.setText(said)
        self.words.setAccessibleName(said)
        self.setAccessibleName(said)
        self.from_file.setText(self.tr("From a saved page…"))
        self.from_file.setAccessibleName(self.tr("Read the article from a saved page"))
        self.fetch.setText(self.tr("Fetch the page"))
        self.fetch.setAccessibleName(self.tr("Fetch the article's page from its address"))
        self.yes.setText(self.tr("Allow and fetch"))
        self.yes.setAccessibleDescription(question.format(self._host))
        self.no.setText(self.tr("Cancel"))
        offered = not asking and not self._reading
        self.from_file.setVisible(offered)
        self.fetch.setVisible(offered and self._can_fetch)
        self.yes.setVisible(asking)
        self.no.setVisible(asking)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        return (self.is_asking() and claimed(event, is_escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking():
            self.take_back()
            return
        super().keyPressEvent(event)


def _link() -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(True)
    return button
