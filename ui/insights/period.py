"""The time that is looked at: a few that are wanted often, or any from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.insights import Span
from app.domain.words import Language
from ui.log.filters import Day
from ui.phrases import locale_of
from ui.theme import RADIUS_FIELD, SPACE_1, SPACE_2, Theme

PAUSE = 400
"""Milliseconds after the last change of a date before it is used."""


class Time(StrEnum):
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    BETWEEN = "between"


_DAYS = {Time.TODAY: 1, Time.WEEK: 7, Time.MONTH: 30, Time.YEAR: 365}


class PeriodRow(QWidget):
    """`chosen` when another time is to be shown; `today` gives the day it is at the desk."""

    chosen = Signal()

    def __init__(self, language: Language, today: Callable[[], date]) -> None:
        super().__init__()
        self._language: Language = language
        self._today = today
        self.since: Day | None = None
        self.until: Day | None = None
        self._group = QButtonGroup(self)
        self.buttons = {time: QPushButton() for time in Time}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.chosen)
        self._lay_out()
        self.retranslate()

    def time(self) -> Time:
        return next(time for time, button in self.buttons.items() if button.isChecked())

    def span(self) -> Span | None:
        """The days that are chosen now; None for all time."""
        time, today = self.time(), self._today()
        if time is Time.ALL:
            return None
        if time is Time.BETWEEN and self.since is not None and self.until is not None:
            return Span(*sorted((_day_of(self.since), _day_of(self.until))))
        return Span(today - timedelta(days=_DAYS.get(time, 1) - 1), today)

    def choose(self, time: Time) -> None:
        row_has_keyboard = any(button.hasFocus() for button in self.buttons.values())
        self.buttons[time].click()
        if row_has_keyboard and time is not Time.BETWEEN:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the time that is chosen."""
        self.buttons[self.time()].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        bare = theme.selection == theme.pane
        ground = theme.accent if bare else theme.accent_tone.ground
        letters = theme.on_accent if bare else theme.accent_tone.text
        ring = f"dashed {theme.on_accent}" if bare else f"solid {theme.text}"
        self.setStyleSheet(
            f"QPushButton {{ background: transparent; border: 1px solid transparent;"
            f" color: {theme.second}; border-radius: {RADIUS_FIELD}px; padding: 4px {SPACE_2}px;"
            f" min-height: 18px; }}"
            f"QPushButton:hover {{ color: {theme.text}; }}"
            f"QPushButton:checked {{ background: {ground}; color: {letters}; }}"
            f"QPushButton:focus {{ border: 1px solid {theme.accent}; padding: 4px {SPACE_2}px; }}"
            f"QPushButton:checked:focus {{ border: 1px {ring}; }}"
            "QDateEdit::drop-down { border: none; width: 22px; }"
        )

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        words = {
            Time.TODAY: self.tr("Today"),
            Time.WEEK: self.tr("7 days"),
            Time.MONTH: self.tr("30 days"),
            Time.YEAR: self.tr("A year"),
            Time.ALL: self.tr("All"),
            Time.BETWEEN: self.tr("From … to …"),
        }
        for number, (time, said) in enumerate(words.items(), start=1):
            self.buttons[time].setText(said)
            self.buttons[time].setToolTip(self.tr("Key {0}").format(number))
        self.setAccessibleName(self.tr("Time shown"))
        names = self.tr("From this day"), self.tr("Up to and including this day")
        for day, name in zip(self._days(), names, strict=False):
            day.setAccessibleName(name)
            day.setLocale(locale_of(self._language))
            day.setDisplayFormat("dd/MM/yyyy" if self._language == "vi" else "d MMM yyyy")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._lines.addLayout(row)
        row.setSpacing(SPACE_1)
        for time, button in self.buttons.items():
            button.setObjectName(f"insightsTime_{time.value}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            row.addWidget(button)
        with QSignalBlocker(self._group):
            self.buttons[Time.MONTH].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    @Slot()
    def _clicked(self) -> None:
        self._pause.stop()
        between = self.time() is Time.BETWEEN
        if between and self.since is None:
            self._make_days()
        for day in self._days():
            day.setVisible(between)
        if self.since is not None and between:
            self.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit()

    def _days(self) -> tuple[Day, ...]:
        return tuple(day for day in (self.since, self.until) if day is not None)

    def _make_days(self) -> None:
        """Dates to choose from, made when they are asked for: they take as long as all the rest."""
        today = self._today()
        self.since, self.until = Day(self), Day(self)
        self.since.setObjectName("insightsSince")
        self.until.setObjectName("insightsUntil")
        line = QHBoxLayout()
        for day, shown in ((self.since, today - timedelta(days=89)), (self.until, today)):
            day.setCalendarPopup(True)
            day.setMinimumDate(QDate(1995, 1, 1))
            day.setDate(QDate(shown.year, shown.month, shown.day))
            day.dateChanged.connect(self._wait)
            line.addWidget(day)
        line.addStretch(1)
        self._lines.addLayout(line)
        self.retranslate()

    @Slot()
    def _wait(self) -> None:
        if self.time() is Time.BETWEEN:
            self._pause.start()


def _day_of(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
