"""Where a person says which site a file's pages are on, of which the file knows the paths only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UnusableInputError
from app.domain.words import Language
from app.sources.rows import site_address
from ui import theme as look
from ui.theme import Theme
from ui.widgets import ClampedLabel, PlainLabel

_MOST_LINES = 2


class SiteField(QWidget):
    """`site` is the address that counts; `chosen` says that what is typed was looked at."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.site = ""
        self._trouble: UnusableInputError | None = None
        self._label = PlainLabel("second")
        self._label.setWordWrap(True)
        self.edit = QLineEdit()
        self._wrong = ClampedLabel(_MOST_LINES)
        self._label.setBuddy(self.edit)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.SPACE_2, look.SPACE_2, look.SPACE_4, 0)
        column.setSpacing(look.SPACE_1)
        for part in (self._label, self.edit, self._wrong):
            column.addWidget(part)
        self.hide()

    @property
    def is_wrong(self) -> bool:
        return self._trouble is not None

    @property
    def is_new(self) -> bool:
        """Whether something else is typed than what counts."""
        return self.isVisible() and self.edit.text().strip() != self.site

    def choose(self) -> None:
        """Take what is typed, or say what is wrong with it."""
        self._trouble = None
        try:
            self.site = site_address(self.edit.text())
        except UnusableInputError as trouble:
            self._trouble = trouble
        else:
            self.edit.setText(self.site)
        self.chosen.emit()

    def retranslate(self, language: Language, theme: Theme) -> None:
        self._label.setText(
            self.tr("The file names its pages by their paths only. Which site are they on?")
        )
        self.edit.setAccessibleName(self._label.text())
        self.edit.setPlaceholderText("https://bao.vn")
        self._wrong.setStyleSheet(f"color: {theme.bad.text};")
        self._wrong.setVisible(self._trouble is not None)
        self._wrong.setText(self._trouble.at_the_desk.said_in(language) if self._trouble else "")
