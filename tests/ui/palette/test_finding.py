"""What is meant by a few letters: both languages, any order, with marks or without."""

from __future__ import annotations

import pytest

from app.domain.words import Language, Words
from ui.palette.finding import Offer, find


def offer(vi: str, en: str, *keys: str) -> Offer:
    return Offer(Words(vi, en), lambda: None, keys)


OFFERS = [
    offer("Duyệt", "Approve", "A"),
    offer("Đưa về chờ duyệt", "Back to pending", "U"),
    offer("Từ chối…", "Reject…", "D"),
    offer("Đánh dấu cả hàng đợi", "Mark all of the queue", "Ctrl+A"),
    offer("Lời bình của bài này", "Comments on this article", "B"),
    offer("Mọi lời bình của người này", "Every comment of this writer", "W"),
    offer("Mở Cần xem kỹ", "Go to Flagged"),
]


def names(typed: str, language: Language = "vi") -> list[str]:
    return [hit.name for hit in find(typed, OFFERS, language)]


def test_nothing_typed_leaves_all_in_their_order() -> None:
    assert names("  ") == [each.words.vi for each in OFFERS]


@pytest.mark.parametrize("typed", ["tu choi", "từ chối", "choi tu", "TỪ CH", "reject", "rej"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_name_is_found_in_either_language_with_marks_or_without(
    typed: str, language: Language
) -> None:
    hit = find(typed, OFFERS, language)[0]
    assert hit.offer is OFFERS[2]
    typed_in: Language = "en" if typed.startswith("rej") else "vi"
    assert hit.name == OFFERS[2].words.said_in(language)
    assert hit.other == ("" if typed_in == language else OFFERS[2].words.said_in(typed_in))


def test_what_begins_with_it_comes_first() -> None:
    assert names("duyet") == ["Duyệt", "Đưa về chờ duyệt"]
    assert names("binh loi") == ["Lời bình của bài này", "Mọi lời bình của người này"]
    assert names("comment", "en")[0] == "Comments on this article"


def test_first_letters_and_keys_of_several_letters_will_do() -> None:
    assert names("ddch") == ["Đánh dấu cả hàng đợi"]
    assert names("gtf") == ["Mở Cần xem kỹ"]
    assert names("ctrl+a") == ["Đánh dấu cả hàng đợi"]
    assert names("xyz") == []
    assert names("duyet xyz") == []
