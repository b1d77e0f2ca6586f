"""Two desks change one list: neither undoes what the other has done."""

from __future__ import annotations

from app.domain.merging import merged


def of(mine: str, known: str, kept: str) -> str:
    """Lists of words; an item is its first letter, the rest is what it says."""
    return " ".join(merged(mine.split(), known.split(), kept.split(), lambda word: word[0]))


def test_without_another_desk_it_is_what_i_wrote() -> None:
    assert of("b a2 c", "a b", "a b") == "b a2 c"
    assert of("", "a b", "a b") == ""


def test_what_the_other_put_in_changed_and_took_out_stays_so() -> None:
    assert of("b a", "a b", "a b2 n") == "b2 a n"
    assert of("b a", "a b", "b") == "b"
    assert of("b", "a b", "a2 b") == "b", "what I took out stays out"


def test_where_both_changed_the_same_mine_is_kept() -> None:
    assert of("a2 b", "a b", "a3 b") == "a2 b"
    assert of("a2 b", "a b", "b") == "a2 b"
    assert of("n2", "", "n3 m") == "n2 m"
