"""What is wrong with the sites themselves, a line each, with the way to mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.flag import Severity
from app.domain.site import ConnectedSite
from app.domain.words import Language
from ui.deliveries import wording
from ui.theme import LIGHT, SPACE_1, SPACE_2, SPACE_4, Theme
from ui.widgets import ClampedLabel, mark_side, paint_severity

ConnectAgain = Callable[[QWidget, ConnectedSite], None]


class SiteLines(QWidget):
    """Hidden as long as all is well. `connect_again` is called with this window and a site that is
    to be connected anew; without it there is no button."""

    def __init__(self, language: Language, connect_again: ConnectAgain | None) -> None:
        super().__init__()
        self.setObjectName("siteProblems")
        self._language: Language = language
        self._theme = LIGHT
        self._connect_again = connect_again
        self._sites: list[ConnectedSite] = []
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        self._column.setSpacing(SPACE_1)
        self.hide()

    def show_sites(self, sites: Sequence[ConnectedSite]) -> None:
        troubled = [site for site in sites if site.problem is not None]
        if [(each.settings.key, each.problem) for each in troubled] != [
            (each.settings.key, each.problem) for each in self._sites
        ]:
            self._sites = troubled
            self._fill()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fill()

    def set_language(self, language: Language) -> None:
        self._language = language
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        focused = next((n for n, each in enumerate(self.buttons) if each.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for site in self._sites:
            self._column.addWidget(self._line(site))
        self.setVisible(bool(self._sites))
        if focused is not None and focused < len(self.buttons):
            self.buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, site: ConnectedSite) -> QWidget:
        name = wording.one_line(site.settings.key)
        problem = wording.one_line(site.problem.said_in(self._language)) if site.problem else ""
        said = problem if site.settings.key in problem else f"{name}: {problem}"
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        words = ClampedLabel(3)
        words.setText(said)
        words.setStyleSheet(f"color: {self._theme.bad.text};")
        row.addWidget(_Sign(self._theme))
        row.addWidget(words, 1)
        if self._connect_again is not None:
            button = QPushButton(self.tr("Connect again…"))
            button.setProperty("role", "link")
            button.setAutoDefault(True)
            button.setAccessibleName(self.tr("Connect {0} again").format(name))
            button.clicked.connect(partial(self._ask, site))
            row.addWidget(button)
            self.buttons.append(button)
        return line

    def _ask(self, site: ConnectedSite) -> None:
        if self._connect_again is not None:
            self._connect_again(self.window(), site)


class _Sign(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(mark_side(), mark_side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_severity(painter, QRectF(self.rect()), Severity.BAD, self._theme)
        painter.end()
