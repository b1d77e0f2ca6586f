"""Sentences about what came in: since when, how much, how long the oldest has waited."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QDate

from app.domain import moment
from app.domain.reading import Arrived
from app.domain.words import Language, Words
from ui.phrases import count_in, counted, locale_of

_SINCE = Words("Từ {since}: {what}", "Since {since}: {what}")
_NEW = Words("{n} lời bình mới, lâu nhất đã chờ {age}", "{n} new, the oldest waits {age}")
_NOTHING_NEW = Words(
    "không có gì mới, lâu nhất đã chờ {age}", "nothing new, the oldest waits {age}"
)
_NOTHING = Words("không có gì mới, không còn gì chờ duyệt", "nothing new, and nothing waits")
_ONE_WAITS = Words("1 lời bình mới đang chờ duyệt", "1 new comment waits")
_MANY_WAIT = Words("{n} lời bình mới đang chờ duyệt", "{n} new comments wait")
_ONE_PENDING = Words("1 lời bình chờ duyệt", "1 comment pending")
_MANY_PENDING = Words("{n} lời bình chờ duyệt", "{n} comments pending")
SHOW_DESK = Words("Mở bàn duyệt", "Show the desk")
QUIT = Words("Thoát", "Quit")
_YESTERDAY = Words("hôm qua {time}", "yesterday {time}")
_AGES = {
    moment.MINUTE: (Words("{n} phút", "{n} min"), Words("{n} phút", "{n} min")),
    moment.HOUR: (Words("{n} giờ", "{n} h"), Words("{n} giờ", "{n} h")),
    moment.DAY: (Words("{n} ngày", "{n} day"), Words("{n} ngày", "{n} days")),
}


def since_words(since: int, arrived: Arrived, now: int) -> Words:
    """What has come in since a moment and how long the oldest of all waits, in one sentence."""
    said = when_words(since, now)
    if arrived.oldest_at is None:
        what = _NOTHING
    else:
        age = long_age_words(arrived.oldest_at, now)
        form, n = (_NEW if arrived.new else _NOTHING_NEW), counted(arrived.new)
        what = Words(form.vi.format(n=n.vi, age=age.vi), form.en.format(n=n.en, age=age.en))
    return Words(
        _SINCE.vi.format(since=said.vi, what=what.vi), _SINCE.en.format(since=said.en, what=what.en)
    )


def when_words(at: int, now: int) -> Words:
    """A moment by its time alone today, with the day before."""
    then, today = moment.to_local(at), moment.to_local(now).date()
    time = f"{then:%H:%M}"
    if then.date() == today:
        return Words(time, time)
    if then.date() == today - timedelta(days=1):
        return _YESTERDAY.put(time=time)
    day = QDate(then.year, then.month, then.day)
    vi, en = ("dddd d/M", "ddd d MMM")
    if then.year != today.year:
        vi, en = "d/M/yyyy", "d MMM yyyy"
    said_vi, said_en = locale_of("vi").toString(day, vi), locale_of("en").toString(day, en)
    said_vi = said_vi[:1].lower() + said_vi[1:]
    return Words(f"{said_vi} {time}", f"{said_en} {time}")


def long_age_words(created_at: int, now: int) -> Words:
    """How long a comment has waited: whole minutes, hours below two days, then days."""
    age = max(now - created_at, moment.MINUTE)
    unit = (
        moment.MINUTE if age < moment.HOUR else moment.HOUR if age < 2 * moment.DAY else moment.DAY
    )
    n = age // unit
    one, many = _AGES[unit]
    form = one if n == 1 else many
    return Words(form.vi.format(n=count_in(n, "vi")), form.en.format(n=count_in(n, "en")))


def waiting_words(new: int) -> Words:
    """That so many new ones wait."""
    return _counted(_ONE_WAITS, _MANY_WAIT, new)


def pending_words(pending: int) -> Words:
    return _counted(_ONE_PENDING, _MANY_PENDING, pending)


def badge_words(pending: int, language: Language) -> str:
    """A count as short as an icon needs it; "" for none."""
    if not pending:
        return ""
    if pending < 100:
        return count_in(pending, language)
    if pending < 1_000:
        return "99+"
    return f"{min(pending // 1_000, 9)}k+"


def _counted(one: Words, many: Words, number: int) -> Words:
    return (one if number == 1 else many).put(n=counted(number))
