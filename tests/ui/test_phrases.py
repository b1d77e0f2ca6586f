from __future__ import annotations

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.words import Words
from tests.ui.queue.newsroom import NOW
from ui.phrases import age_words, count_in, counted, date_words, just_decided


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (-moment.HOUR, Words("vừa xong", "just now")),
        (59 * moment.SECOND, Words("vừa xong", "just now")),
        (3 * moment.MINUTE, Words("3 phút", "3 min")),
        (2 * moment.HOUR + 59 * moment.MINUTE, Words("2 giờ", "2 h")),
        (10 * moment.DAY, Words("11/11", "11 Nov")),
        (400 * moment.DAY, Words("17/10/2025", "17 Oct 2025")),
    ],
)
def test_ages_are_as_short_as_a_card_needs(age: int, words: Words) -> None:
    assert age_words(NOW - age, NOW) == words


def test_days_have_a_year_when_it_is_another() -> None:
    assert date_words(NOW, NOW) == Words("21/11", "21 Nov")


def test_numbers_are_written_as_the_language_does() -> None:
    assert count_in(1204, "vi") == "1.204"
    assert count_in(1204, "en") == "1,204"
    assert counted(18330) == Words("18.330", "18,330")


def test_every_status_can_have_just_been_decided() -> None:
    for status in Status:
        words = just_decided("{Bình}", status)
        assert words.vi.startswith("{Bình} vừa ")
        assert words.en.startswith("{Bình} has just ")
