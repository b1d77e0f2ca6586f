"""Days that are asked for most often, by what a moderator calls them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.query import Field
from app.domain.words import Words


@dataclass(frozen=True, slots=True)
class NearDay:
    day: date
    words: Words


def near_days(field: Field, today: date) -> tuple[NearDay, ...]:
    """What can be offered after `before:`, `after:` or `on:`, each day once, the nearest first.

    `after:` begins when its day has ended: for this week it needs the last day of the one before,
    and for today yesterday.
    """
    eve = timedelta(days=1)
    week, month = today - today.weekday() * eve, today.replace(day=1)
    yesterday = NearDay(today - eve, _YESTERDAY)
    if field is Field.AFTER:
        days = [yesterday, NearDay(week - eve, _LAST_OF_WEEK), NearDay(month - eve, _LAST_OF_MONTH)]
    else:
        days = [NearDay(today, _TODAY), yesterday]
        days += [NearDay(week, _FIRST_OF_WEEK), NearDay(month, _FIRST_OF_MONTH)]
    found: dict[date, NearDay] = {}
    for each in days:
        found.setdefault(each.day, each)
    return tuple(sorted(found.values(), key=lambda each: each.day, reverse=True))


_TODAY = Words("hôm nay", "today")
_YESTERDAY = Words("hôm qua", "yesterday")
_FIRST_OF_WEEK = Words("thứ Hai tuần này", "Monday of this week")
_FIRST_OF_MONTH = Words("ngày đầu tháng này", "first day of this month")
_LAST_OF_WEEK = Words("Chủ nhật tuần trước", "Sunday of last week")
_LAST_OF_MONTH = Words("ngày cuối tháng trước", "last day of last month")
