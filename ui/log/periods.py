"""Which days of the log: the periods that its window and its export offer, in the desk's time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain import moment
from app.domain.log import LogFilter


class Period(StrEnum):
    ALL = "all"
    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    WEEK = "week"
    MONTH = "month"
    BETWEEN = "between"


def first_day(period: Period, today: date) -> date | None:
    """The day a period begins with; a week begins on Monday. None where it has no such day."""
    return {
        Period.TODAY: today,
        Period.THIS_WEEK: today - timedelta(days=today.weekday()),
        Period.THIS_MONTH: today.replace(day=1),
        Period.WEEK: today - timedelta(days=6),
        Period.MONTH: today - timedelta(days=29),
    }.get(period)


def filter_of(period: Period, today: date) -> LogFilter:
    """Everything since a period began."""
    first = first_day(period, today)
    return LogFilter(since=None if first is None else start_of(first))


def start_of(day: date) -> int:
    return moment.from_datetime(datetime.combine(day, time()))


def period_words(period: Period) -> str:
    """What a period is called, in the language of the screen."""
    words = {
        Period.ALL: QCoreApplication.translate("Periods", "Any time"),
        Period.TODAY: QCoreApplication.translate("Periods", "Today"),
        Period.THIS_WEEK: QCoreApplication.translate("Periods", "This week"),
        Period.THIS_MONTH: QCoreApplication.translate("Periods", "This month"),
        Period.WEEK: QCoreApplication.translate("Periods", "Last 7 days"),
        Period.MONTH: QCoreApplication.translate("Periods", "Last 30 days"),
        Period.BETWEEN: QCoreApplication.translate("Periods", "From … to …"),
    }
    return words[period]
