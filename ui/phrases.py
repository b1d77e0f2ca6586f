"""Short phrases that every part of the desk says alike: numbers, ages, who has just decided."""

from __future__ import annotations

import functools
from datetime import date

from PySide6.QtCore import QDate, QLocale

from app.domain import moment
from app.domain.comment import Status
from app.domain.words import Language, Words

_JUST_DECIDED = {
    Status.APPROVED: Words("{name} vừa duyệt", "{name} has just approved"),
    Status.REJECTED: Words("{name} vừa từ chối", "{name} has just rejected"),
    Status.SPAM: Words("{name} vừa đánh dấu thư rác", "{name} has just marked spam"),
    Status.PENDING: Words("{name} vừa đưa về chờ duyệt", "{name} has just put back"),
}


@functools.cache
def locale_of(language: Language) -> QLocale:
    """How numbers and dates are written in a language, whatever the system's own locale is."""
    if language == "vi":
        return QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def count_in(number: int, language: Language) -> str:
    """A whole number in the locale's form: 1.204 in Vietnamese, 1,204 in English."""
    return locale_of(language).toString(number)


def counted(number: int) -> Words:
    return Words(count_in(number, "vi"), count_in(number, "en"))


def age_words(created_at: int, now: int) -> Words:
    """How long ago that was, as short as a card needs it; a date from the second day on.

    Both are microseconds UTC; what lies ahead of `now` (a clock set wrongly) is "just now".
    """
    age = now - created_at
    if age < moment.MINUTE:
        return Words("vừa xong", "just now")
    if age < moment.HOUR:
        minutes = age // moment.MINUTE
        return Words(f"{minutes} phút", f"{minutes} min")
    if age < moment.DAY:
        hours = age // moment.HOUR
        return Words(f"{hours} giờ", f"{hours} h")
    return date_words(created_at, now)


def date_words(at: int, now: int) -> Words:
    """The day in the desk's own time; with its year when that is not this year."""
    day, today = moment.to_local(at), moment.to_local(now)
    return _day_words(day.date(), day.year == today.year)


@functools.lru_cache(maxsize=1_000)
def _day_words(day: date, this_year: bool) -> Words:
    shown = QDate(day.year, day.month, day.day)
    vi, en = ("d/M", "d MMM") if this_year else ("d/M/yyyy", "d MMM yyyy")
    return Words(locale_of("vi").toString(shown, vi), locale_of("en").toString(shown, en))


def just_decided(name: str, status: Status) -> Words:
    """Who has decided a comment while it stood in this list, and how."""
    return _JUST_DECIDED[status].put(name=name)
