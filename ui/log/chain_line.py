"""Whether the log's chain holds, as far as anybody has looked, and what does not fit in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from app.domain.hostile import visible_line
from app.domain.log import ChainReport
from app.domain.words import Language
from app.services import log
from app.services.newsroom import Newsroom
from ui.jobs import Jobs
from ui.phrases import count_in
from ui.theme import LIGHT, SPACE_1, SPACE_2, Theme
from ui.widgets import ElidedLabel

_LIST_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found, and when."""

    report: ChainReport
    at: datetime


class ChainLine(QWidget):
    """`chosen` carries the sequence of a problem that was chosen from the list.

    `problems` is the list of what does not fit, for the window to place. `verifying` carries the
    `Job` under way, for whoever shows progress; `failed` carries `Words`.
    """

    chosen = Signal(object)
    verifying = Signal(object)
    failed = Signal(object)

    def __init__(self, newsroom: Newsroom, jobs: Jobs, language: Language) -> None:
        super().__init__()
        self._newsroom = newsroom
        self._jobs = jobs
        self._language: Language = language
        self._theme = LIGHT
        self._verified: Verified | None = None
        self._busy = False
        self.state = ElidedLabel()
        self.state.setObjectName("logChainState")
        self.verify_button = QPushButton()
        self.verify_button.setObjectName("logVerify")
        self.show_button = QPushButton()
        self.problems = QListWidget()
        self._lay_out()
        self.verify_button.clicked.connect(self.verify)
        self.show_button.clicked.connect(self._toggle)
        self.problems.itemActivated.connect(self._choose)
        self.problems.itemClicked.connect(self._choose)
        self.retranslate()

    def verify(self) -> None:
        """Follow the whole chain, off the GUI thread."""
        if self._busy:
            return
        self._busy = True
        self._say()
        job = self._jobs.start(
            self,
            self.tr("Checking the log"),
            partial(log.verify, self._newsroom),
            self._done,
            self._not_done,
        )
        self.verifying.emit(job)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.problems.setStyleSheet(
            f"QListWidget::item {{ padding: {SPACE_1 + 1}px {SPACE_2}px; }}"
        )
        self._list()
        self._say()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        self.verify_button.setText(self.tr("Check the chain"))
        self.verify_button.setAccessibleName(self.tr("Check the log's chain"))
        self.problems.setAccessibleName(self.tr("What does not fit in the chain"))
        self._say()
        self._list()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        for button in (self.verify_button, self.show_button):
            button.setProperty("role", "link")
            button.setAutoDefault(False)
        self.problems.setObjectName("logProblems")
        self.problems.setUniformItemSizes(True)
        self.problems.hide()
        self.show_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.state)
        row.addWidget(self.show_button)
        row.addWidget(self.verify_button)

    def _done(self, report: ChainReport) -> None:
        self._busy = False
        self._verified = Verified(report, datetime.now().astimezone())
        self._say()
        self._list()
        self.problems.setVisible(not report.whole)
        self._say_button()

    def _not_done(self, words: object) -> None:
        self._busy = False
        self._say()
        self.failed.emit(words)

    def _say(self) -> None:
        self.verify_button.setEnabled(not self._busy)
        verified = self._verified
        colour, hint = self._theme.second, ""
        if self._busy:
            said = self.tr("Checking the chain…")
        elif verified is None:
            said = self.tr("Nobody has checked the chain since this window was opened")
        elif verified.report.whole:
            said = self.tr("✓ Chain whole · entries: {0} · checked at {1}").format(
                count_in(verified.report.entries, self._language), f"{verified.at:%H:%M}"
            )
            colour = self._theme.accent
            hint = self.tr("The chain's head: {0}").format(verified.report.head.hex())
        else:
            said = self.tr("⚠ Problems in the chain: {0} in {1} entries · checked at {2}").format(
                count_in(verified.report.problem_count, self._language),
                count_in(verified.report.entries, self._language),
                f"{verified.at:%H:%M}",
            )
            colour = self._theme.bad.text
        self.state.setText(said)
        self.state.set_hint(hint)
        self.state.setAccessibleDescription(hint)
        self.state.setStyleSheet(f"color: {colour};")
        self._say_button()

    def _say_button(self) -> None:
        found = self._verified is not None and not self._verified.report.whole
        self.show_button.setVisible(found and not self._busy)
        hidden = self.problems.isHidden()
        self.show_button.setText(self.tr("Show") if hidden else self.tr("Hide"))

    def _list(self) -> None:
        self.problems.clear()
        if self._verified is None:
            return
        report = self._verified.report
        for problem in report.problems:
            words = visible_line(problem.words.said_in(self._language)).text
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, problem.sequence)
            self.problems.addItem(item)
        more = report.problem_count - len(report.problems)
        if more:
            count = count_in(more, self._language)
            self.problems.addItem(self.tr("… and {0} more").format(count))
        line = max(1, self.problems.sizeHintForRow(0))
        self.problems.setFixedHeight(min(_LIST_HEIGHT, line * self.problems.count() + SPACE_2))

    def _toggle(self) -> None:
        self.problems.setVisible(self.problems.isHidden())
        self._say_button()

    def _choose(self, item: QListWidgetItem) -> None:
        sequence = item.data(Qt.ItemDataRole.UserRole)
        if sequence:
            self.chosen.emit(sequence)
