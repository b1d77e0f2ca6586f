"""The days that are offered in the search field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.near_days import near_days
from app.domain.query import DAYS, Field, Within, parse


def said(field: Field, today: date) -> list[tuple[str, str]]:
    return [(near.day.isoformat(), near.words.en) for near in near_days(field, today)]


def test_on_and_before_begin_their_days() -> None:
    days = [
        ("2026-11-19", "today"),
        ("2026-11-18", "yesterday"),
        ("2026-11-16", "Monday of this week"),
        ("2026-11-01", "first day of this month"),
    ]
    assert said(Field.ON, date(2026, 11, 19)) == days
    assert said(Field.BEFORE, date(2026, 11, 19)) == days


def test_after_needs_the_day_before_and_offers_none_to_come() -> None:
    assert said(Field.AFTER, date(2026, 11, 19)) == [
        ("2026-11-18", "yesterday"),
        ("2026-11-15", "Sunday of last week"),
        ("2026-10-31", "last day of last month"),
    ]


def test_a_day_is_offered_once_by_its_nearest_name() -> None:
    monday_the_first = date(2026, 6, 1)
    assert said(Field.ON, monday_the_first) == [
        ("2026-06-01", "today"),
        ("2026-05-31", "yesterday"),
    ]
    assert said(Field.AFTER, monday_the_first) == [("2026-05-31", "yesterday")]


@pytest.mark.parametrize("field", DAYS)
@given(today=st.dates(date(1972, 1, 1), date(2800, 1, 1)))
def test_each_is_a_day_the_search_understands(field: Field, today: date) -> None:
    days = [near.day for near in near_days(field, today)]
    assert days == sorted(set(days), reverse=True)
    for day in days:
        assert day <= today
        assert isinstance(parse(f"{field}:{day.isoformat()}").tokens[0].meaning, Within)
