"""What is to be exported of the log: which days, in which format, and how much that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.log import LogFilter
from app.domain.words import Language, Words
from app.services import log
from app.services.newsroom import Newsroom
from ui.choice_sheet import ChoiceSheet
from ui.jobs import Jobs
from ui.log.export_place import prepared_name, today
from ui.log.periods import Period, filter_of, first_day, period_words
from ui.phrases import count_in
from ui.theme import Theme

OFFERED = (Period.TODAY, Period.THIS_WEEK, Period.THIS_MONTH, Period.ALL)
ENDINGS = (".xlsx", ".csv", ".jsonl")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen, and what its file is to be called."""

    filter: LogFilter
    ending: str
    name: str
    redact: bool


class ExportSheet(ChoiceSheet):
    """`wanted` carries a `Wanted`."""

    wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        newsroom: Newsroom,
        jobs: Jobs,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(parent, (len(OFFERED), len(ENDINGS), 2), beside=2)
        self._newsroom = newsroom
        self._jobs = jobs
        self._language: Language = language
        self._today = today(newsroom)
        self._counts: dict[Period, int] = {}
        self.setObjectName("exportSheet")
        self.periods, self.formats, self.persons = self.groups
        self.set_theme(theme)
        self.retranslate()
        self.periods.idToggled.connect(self._say_count)
        self.button(self.periods, OFFERED.index(Period.THIS_WEEK)).setChecked(True)
        for group in (self.formats, self.persons):
            self.button(group, 0).setChecked(True)
        self.button(self.periods, OFFERED.index(Period.THIS_WEEK)).setFocus()
        for period in OFFERED:
            self._count(period)

    def period(self) -> Period:
        return OFFERED[self.periods.checkedId()]

    def ending(self) -> str:
        return ENDINGS[self.formats.checkedId()]

    def redacts(self) -> bool:
        return self.persons.checkedId() == 1

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export the log"))
        days, formats_asked, persons = self.headings
        days.setText(self.tr("WHICH DAYS"))
        formats_asked.setText(self.tr("AS WHAT"))
        formats = (
            self.tr("Workbook for reading (.xlsx)"),
            self.tr("CSV, verifiable (.csv)"),
            self.tr("JSON Lines, verifiable (.jsonl)"),
        )
        for number, words in enumerate(formats):
            self.button(self.formats, number).setText(words)
        persons.setText(self.tr("NAMES, ADDRESSES AND TEXTS"))
        self.button(self.persons, 0).setText(self.tr("Included"))
        self.button(self.persons, 1).setText(self.tr("Left out"))
        self.go_on.setText(self.tr("Choose a file…"))
        self.leave.setText(self.tr("Cancel"))
        self._say_periods()
        self._say_count()

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
            self.button(self.periods, number).setText(words)

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
        self.say_count(words)
        self.go_on.setEnabled(number != 0)

    @Slot(object)
    def _fail(self, words: Words) -> None:
        self.count.setText(words.said_in(self._language))

    @Slot()
    def carry_on(self) -> None:
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
