"""How insights are put into words and numbers: waits, times on axes, shares of a whole."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from app.domain import moment
from app.domain.insights import Span, Unit
from app.domain.words import Language, Words
from ui.phrases import count_in, locale_of

MINUTE, HOUR, DAY = 60, 3600, 86_400

BACKLOG_WORDS = (
    Words("dưới 1 giờ", "under 1 h"),
    Words("1–4 giờ", "1–4 h"),
    Words("4–24 giờ", "4–24 h"),
    Words("1–3 ngày", "1–3 days"),
    Words("hơn 3 ngày", "over 3 days"),
)


_DASH = "–"
NOTHING = Words(_DASH, _DASH)


def wait_words(seconds: int | None) -> Words:
    """A length of time with as much of it as matters: 40 s, 12 min, 1 h 20, 2.5 days."""
    if seconds is None:
        return NOTHING
    if seconds < MINUTE:
        return Words(f"{seconds} giây", f"{seconds} s")
    if seconds < HOUR:
        return Words(f"{seconds // MINUTE} phút", f"{seconds // MINUTE} min")
    if seconds < DAY:
        hours, minutes = divmod(seconds // MINUTE, 60)
        rest = f" {minutes:02d}" if minutes else ""
        return Words(f"{hours} giờ{rest}", f"{hours} h{rest}")
    if seconds % DAY == 0 or seconds >= 100 * DAY:
        days = round(seconds / DAY)
        return Words(f"{days} ngày", f"{days} day" if days == 1 else f"{days} days")
    vi, en = (locale_of(each).toString(seconds / DAY, "f", 1) for each in ("vi", "en"))
    return Words(f"{vi} ngày", f"{en} days")


def short(number: float, language: Language) -> str:
    """A number for an axis: 950, 12 nghìn or 12k."""
    if abs(number) < 10_000:
        return locale_of(language).toString(round(number))
    for size, vi, en in ((1_000_000, "tr", "M"), (1_000, "k", "k")):
        if abs(number) >= size:
            digits = 0 if number % size == 0 else 1
            said = locale_of(language).toString(number / size, "f", digits)
            return f"{said}{vi if language == 'vi' else en}"
    return str(number)


def change_words(now: int, before: int) -> Words | None:
    """By how much something is more or less than it was; None where there is nothing to compare."""
    if not before:
        return None
    share = round((now - before) * 100 / before)
    if not share:
        return Words("bằng kỳ trước", "as the period before")
    number = f"{'+' if share > 0 else '−'}{count_in(abs(share), 'vi')} %"
    shown = f"{'+' if share > 0 else '−'}{count_in(abs(share), 'en')}%"
    return Words(f"{number} so với kỳ trước", f"{shown} on the period before")


def local_time(at: int) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(at // 1000)


def time_on_axis(at: int, span: Span, language: Language) -> str:
    """When a bar begins, as short as an axis needs it."""
    when, locale = local_time(at), locale_of(language)
    if span.unit is Unit.HOUR:
        return locale.toString(when, "H:mm")
    if span.unit is Unit.MONTH:
        return locale.toString(when, "M/yyyy" if language == "vi" else "MMM yyyy")
    return locale.toString(when, "d/M" if language == "vi" else "d MMM")


def time_in_full(at: int, span: Span, language: Language) -> str:
    """Which hour, day, week or month a bar stands for."""
    when, locale = local_time(at), locale_of(language)
    vi = language == "vi"
    if span.unit is Unit.HOUR:
        end = local_time(at + moment.HOUR)
        day = locale.toString(when, "d/M" if vi else "d MMM")
        return f"{locale.toString(when, 'H:mm')}–{locale.toString(end, 'H:mm')}, {day}"
    if span.unit is Unit.DAY:
        return locale.toString(when, "dddd, d/M/yyyy" if vi else "dddd, d MMM yyyy")
    if span.unit is Unit.WEEK:
        day = locale.toString(when, "d/M/yyyy" if vi else "d MMM yyyy")
        return f"tuần từ {day}" if vi else f"week from {day}"
    return locale.toString(when, "'tháng' M/yyyy" if vi else "MMMM yyyy")


def weekday_words(day: int, language: Language, *, whole: bool = False) -> str:
    """Monday is 0."""
    form = QLocale.FormatType.LongFormat if whole else QLocale.FormatType.ShortFormat
    return locale_of(language).standaloneDayName(day + 1, form)
