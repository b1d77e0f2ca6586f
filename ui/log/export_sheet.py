"""What is to be exported of the log: which days, in which format, and how much that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.log import LogFilter
from app.domain.words import Language, Words
from app.services import log
from app.services.newsroom import Newsroom
from ui.jobs import Jobs
from ui.log.export_place import prepared_name, today
from ui.log.periods import Period, filter_of, first_day, period_words
from ui.phrases import count_in
from ui.theme import SPACE_1, SPACE_2, SPACE_4, SPACE_5, Theme, scaled
from ui.widgets import PlainLabel

OFFERED = (Period.TODAY, Period.THIS_WEEK, Period.THIS_MONTH, Period.ALL)
ENDINGS = (".xlsx", ".csv", ".jsonl")

_LEAST_HEIGHT = 28
_RING = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen, and what its file is to be called."""

    filter: LogFilter
    ending: str
    name: str
    redact: bool


class ExportSheet(QDialog):
    """Asks in one look; Enter goes on, Esc leaves. `wanted` carries a `Wanted`."""

    wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        newsroom: Newsroom,
        jobs: Jobs,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(parent)
        self._newsroom = newsroom
        self._jobs = jobs
        self._language: Language = language
        self._today = today(newsroom)
        self._counts: dict[Period, int] = {}
        self.setObjectName("exportSheet")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._days = PlainLabel("section")
        self._format = PlainLabel("section")
        self._persons = PlainLabel("section")
        self.periods = QButtonGroup(self)
        self.formats = QButtonGroup(self)
        self.persons = QButtonGroup(self)
        self.count = PlainLabel("second")
        self.go_on = QPushButton()
        self.leave = QPushButton()
        self._lay_out()
        self.set_theme(theme)
        self.retranslate()
        self.periods.idToggled.connect(self._say_count)
        self.go_on.clicked.connect(self._go_on)
        self.leave.clicked.connect(self.reject)
        self._button(self.periods, OFFERED.index(Period.THIS_WEEK)).setChecked(True)
        for group in (self.formats, self.persons):
            self._button(group, 0).setChecked(True)
        self._button(self.periods, OFFERED.index(Period.THIS_WEEK)).setFocus()
        for period in OFFERED:
            self._count(period)

    def period(self) -> Period:
        return OFFERED[self.periods.checkedId()]

    def ending(self) -> str:
        return ENDINGS[self.formats.checkedId()]

    def redacts(self) -> bool:
        return self.persons.checkedId() == 1

    def set_theme(self, theme: Theme) -> None:
        """Rings that are seen on every ground; the one chosen is filled."""
        ring = scaled(_RING)
        self.setStyleSheet(
            f"QRadioButton {{ padding: 0 {SPACE_2}px 0 {SPACE_1}px; }}"
            f"QRadioButton::indicator {{ width: {ring}px; height: {ring}px;"
            f" border: 1px solid {theme.faint}; border-radius: {ring // 2 + 1}px;"
            f" background: {theme.pane}; }}"
            f"QRadioButton::indicator:checked {{ width: {ring - 8}px; height: {ring - 8}px;"
            f" border: 5px solid {theme.accent}; background: {theme.on_accent}; }}"
        )

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export the log"))
        self._days.setText(self.tr("WHICH DAYS"))
        self._format.setText(self.tr("AS WHAT"))
        formats = (
            self.tr("Workbook for reading (.xlsx)"),
            self.tr("CSV, verifiable (.csv)"),
            self.tr("JSON Lines, verifiable (.jsonl)"),
        )
        for number, words in enumerate(formats):
            self._button(self.formats, number).setText(words)
        self._persons.setText(self.tr("NAMES, ADDRESSES AND TEXTS"))
        self._button(self.persons, 0).setText(self.tr("Included"))
        self._button(self.persons, 1).setText(self.tr("Left out"))
        self.go_on.setText(self.tr("Choose a file…"))
        self.leave.setText(self.tr("Cancel"))
        self._say_periods()
        self._say_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.leave.hasFocus():
            self._go_on()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        whole.setSpacing(SPACE_2)
        columns = QHBoxLayout()
        columns.setSpacing(2 * SPACE_5)
        for heading, group, number in (
            (self._days, self.periods, len(OFFERED)),
            (self._format, self.formats, len(ENDINGS)),
        ):
            column = QVBoxLayout()
            self._add_choices(column, heading, group, number)
            column.addStretch(1)
            columns.addLayout(column)
        persons = QVBoxLayout()
        self._add_choices(persons, self._persons, self.persons, 2)
        self.go_on.setProperty("role", "primary")
        self.go_on.setDefault(True)
        self.leave.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go_on)
        whole.addLayout(columns)
        whole.addSpacing(SPACE_2)
        whole.addLayout(persons)
        whole.addSpacing(SPACE_2)
        whole.addLayout(foot)

    def _add_choices(
        self, column: QVBoxLayout, heading: PlainLabel, group: QButtonGroup, number: int
    ) -> None:
        column.setSpacing(2)
        column.addWidget(heading)
        for place in range(number):
            button = QRadioButton()
            button.setMinimumHeight(scaled(_LEAST_HEIGHT))
            group.addButton(button, place)
            column.addWidget(button)

    def _button(self, group: QButtonGroup, number: int) -> QAbstractButton:
        button = group.button(number)
        assert button is not None
        return button

    def _count(self, period: Period) -> None:
        def show(number: int) -> None:
            self._counts[period] = number
            self._say_periods()
            self._say_count()

        work = partial(log.number_of_entries, self._newsroom, filter_of(period, self._today))
        self._jobs.read(self, work, show, self._fail)

    def _say_periods(self) -> None:
        for number, period in enumerate(OFFERED):
            words = self.tr("Everything") if period is Period.ALL else period_words(period)
            if period in self._counts:
                words += f" · {count_in(self._counts[period], self._language)}"
            self._button(self.periods, number).setText(words)

    @Slot()
    def _say_count(self) -> None:
        """How much it is; nothing can be exported where there is nothing."""
        if self.periods.checkedId() < 0:
            return
        number = self._counts.get(self.period())
        if number is None:
            words = self.tr("counting…")
        elif number == 0:
            words = self.tr("There is nothing in the log for these days.")
        else:
            one, many = self.tr("{0} entry"), self.tr("{0} entries")
            words = (one if number == 1 else many).format(count_in(number, self._language))
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.go_on.setEnabled(number != 0)

    @Slot(object)
    def _fail(self, words: Words) -> None:
        self.count.setText(words.said_in(self._language))

    @Slot()
    def _go_on(self) -> None:
        period, ending = self.period(), self.ending()
        if self._counts.get(period) == 0:
            return
        wanted = Wanted(
            filter_of(period, self._today),
            ending,
            prepared_name(first_day(period, self._today), self._today, ending),
            self.redacts(),
        )
        self.accept()
        self.wanted.emit(wanted)
