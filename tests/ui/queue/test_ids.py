"""Long lists of ids looked through in pieces: the same answers as the simple way would give."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ui.queue import ids as long_lists
from ui.queue.ids import only, row_of, survivor, within, without

NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 300)
LISTS = st.lists(NUMBERS, unique=True, max_size=60).map(lambda each: array("q", each))
SETS = st.frozensets(NUMBERS, max_size=40)


@given(LISTS, NUMBERS, st.integers(-5, 100), st.integers(1, 9))
def test_a_row_is_found_wherever_it_stands(
    ids: array[int], wanted: int, near: int, piece: int
) -> None:
    long_lists._PIECE, before = piece, long_lists._PIECE
    try:
        for each in (*ids, wanted):
            assert row_of(ids, each, near) == (ids.index(each) if each in ids else None)
    finally:
        long_lists._PIECE = before


def test_a_number_that_begins_inside_another_is_not_found_there() -> None:
    assert row_of(array("q", [1 << 56, 0]), 1) is None
    assert row_of(array("q", [1 << 56, 0, 1]), 1) == 2
    assert row_of(array("q", [1 << 32, 1]), 1) == 1


@given(LISTS, SETS)
def test_few_against_many(ids: array[int], few: frozenset[int]) -> None:
    mixed = few | frozenset(ids[::3])
    assert within(mixed, ids) == mixed & frozenset(ids)
    assert list(without(ids, mixed)) == [each for each in ids if each not in mixed]
    assert list(only(ids, mixed)) == [each for each in ids if each in mixed]


def test_nothing_is_lost_between_the_pieces() -> None:
    ids = array("q", range(300_000))
    few = frozenset(range(0, 300_000, 7))
    assert within(few, ids) == few
    assert list(without(ids, few)) == [each for each in ids if each % 7]
    assert list(only(ids, few)) == sorted(few)
    assert [row_of(ids, each, 150_000) for each in (0, 4_095, 4_096, 299_999, 300_000)] == [
        0,
        4_095,
        4_096,
        299_999,
        None,
    ]


@given(
    st.lists(st.integers(0, 500), unique=True, min_size=1, max_size=60),
    st.data(),
)
def test_the_same_comment_or_the_next_one_left(numbers: list[int], data: st.DataObject) -> None:
    before = array("q", numbers)
    row = data.draw(st.integers(0, len(before) - 1))
    gone = data.draw(st.frozensets(st.sampled_from(numbers)))
    came = [each + 1_000 for each in data.draw(st.lists(st.integers(0, 9), unique=True))]
    after = array("q", [*came, *(each for each in before if each not in gone)])
    if not after:
        return
    left = [each for each in before[row:] if each not in gone]
    expected = after.index(left[0]) if left else len(after) - 1
    assert survivor(before, row, after, near=data.draw(st.integers(0, 80))) == expected


def test_what_followed_is_found_far_away_too() -> None:
    before = array("q", range(300_000))
    after = array("q", range(299_000, 300_000))
    assert survivor(before, 298_000, after, near=298_000) == 0
    assert survivor(before, 299_010, after, near=299_010) == 10
    assert survivor(before, 10, after, near=10) == 10, "too far to look for: the place is kept"
