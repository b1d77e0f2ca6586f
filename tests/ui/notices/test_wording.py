"""How what came in is said: since when, how much, how long; and in few characters."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.domain import moment
from app.domain.reading import Arrived
from app.domain.words import Words
from ui.notices import wording


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> int:
    return moment.from_datetime(datetime(year, month, day, hour, minute))  # noqa: DTZ001


NOW = at(22, 9)


@pytest.mark.parametrize(
    ("then", "vi", "en"),
    [
        (at(22, 7, 5), "07:05", "07:05"),
        (at(21, 18, 2), "hôm qua 18:02", "yesterday 18:02"),
        (at(20, 18, 2), "thứ sáu 20/11 18:02", "Fri 20 Nov 18:02"),
        (at(31, 8, month=12, year=2025), "31/12/2025 08:00", "31 Dec 2025 08:00"),
    ],
)
def test_a_moment_is_told_by_its_day(then: int, vi: str, en: str) -> None:
    said = wording.when_words(then, NOW)
    assert (said.vi.lower(), said.en) == (vi, en)


@pytest.mark.parametrize(
    ("arrived", "said"),
    [
        (
            Arrived(213, at(22, 2)),
            Words(
                "Từ hôm qua 18:02: 213 lời bình mới, lâu nhất đã chờ 7 giờ",
                "Since yesterday 18:02: 213 new, the oldest waits 7 h",
            ),
        ),
        (
            Arrived(1_204, at(19, 2)),
            Words(
                "Từ hôm qua 18:02: 1.204 lời bình mới, lâu nhất đã chờ 3 ngày",
                "Since yesterday 18:02: 1,204 new, the oldest waits 3 days",
            ),
        ),
        (
            Arrived(0, at(22, 8, 40)),
            Words(
                "Từ hôm qua 18:02: không có gì mới, lâu nhất đã chờ 20 phút",
                "Since yesterday 18:02: nothing new, the oldest waits 20 min",
            ),
        ),
        (
            Arrived(0, None),
            Words(
                "Từ hôm qua 18:02: không có gì mới, không còn gì chờ duyệt",
                "Since yesterday 18:02: nothing new, and nothing waits",
            ),
        ),
    ],
)
def test_the_summary_is_one_sentence(arrived: Arrived, said: Words) -> None:
    assert wording.since_words(at(21, 18, 2), arrived, NOW) == said


def test_ages_have_their_plurals() -> None:
    assert wording.long_age_words(NOW + 1, NOW).en == "1 min"
    assert wording.long_age_words(NOW - 47 * moment.HOUR, NOW).en == "47 h"
    assert wording.long_age_words(NOW - 48 * moment.HOUR, NOW).en == "2 days"
    assert wording.long_age_words(NOW - 1_500 * moment.DAY, NOW).vi == "1.500 ngày"
    assert wording.waiting_words(1) == Words("1 lời bình mới đang chờ duyệt", "1 new comment waits")
    assert wording.waiting_words(1_200).en == "1,200 new comments wait"
    assert wording.pending_words(1).en == "1 comment pending"
    assert wording.pending_words(1_204).vi == "1.204 lời bình chờ duyệt"


@pytest.mark.parametrize(
    ("pending", "said"),
    [
        *((0, ""), (7, "7"), (99, "99"), (100, "99+"), (999, "99+")),
        *((1_000, "1k+"), (9_999, "9k+"), (1_000_000, "9k+")),
    ],
)
def test_a_badge_has_room_for_three_characters(pending: int, said: str) -> None:
    assert wording.badge_words(pending, "en") == wording.badge_words(pending, "vi") == said
