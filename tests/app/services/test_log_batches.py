"""The log by batches: a line for each, what is in it, and what has taken it back."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Action, Decision
from app.domain.log import ALL, LogFilter, LogLine
from app.services import desk, log
from app.services.moderation import redo, undo
from app.services.newsroom import Newsroom, finish
from app.storage import log_batches
from tests.app.log_newsroom import APPROVE, PEOPLE, SPAM, do, newsroom_at, some_decisions


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


def line_of(newsroom: Newsroom, batch: int) -> LogLine:
    numbers, _ = log.lines(newsroom, ALL)
    return next(line for line in log.page_of_lines(newsroom, numbers) if line.entry.batch == batch)


def test_a_batch_of_several_is_one_line(newsroom: Newsroom) -> None:
    numbers, entries = log.lines(newsroom, ALL)
    assert (list(numbers), entries) == ([8, 7, 6, 5, 4, 3, -2], 8)
    assert log.number_of_entries(newsroom, ALL) == 8
    (line,) = log.page_of_lines(newsroom, [-2])
    assert (line.heads, line.entries, line.articles) == (True, 2, 2)
    assert line.actions == ("approve",)
    assert list(log.sequences_with(newsroom, ALL, 2)) == [2, 1]
    (alone,) = log.page_of_lines(newsroom, [1])
    assert (alone.heads, alone.entries, alone.entry.sequence) == (False, 2, 1)


def test_only_what_is_newer_is_read_again(newsroom: Newsroom) -> None:
    assert log.lines(newsroom, ALL, 8) == (array("q"), 0)
    do(newsroom, [1, 2], SPAM)
    numbers, entries = log.lines(newsroom, ALL, 8)
    assert (list(numbers), entries) == ([-10], 2)
    assert log.moderators(newsroom, 8) == ["Bình"]
    assert log.moderators(newsroom, 10) == []


def test_a_filter_is_for_entries(newsroom: Newsroom) -> None:
    numbers, entries = log.lines(newsroom, LogFilter(action=Action.NOTE))
    assert (list(numbers), entries) == ([6], 1)
    wanted = LogFilter(text="phóng viên")
    numbers, entries = log.lines(newsroom, wanted)
    assert (list(numbers), entries) == ([1], 1)
    assert list(log.sequences_with(newsroom, wanted, 1)) == [1]
    assert log.number_of_entries(newsroom, wanted) == 1


def test_undone_done_again_and_undone_once_more(newsroom: Newsroom) -> None:
    batch = do(newsroom, [1, 2], SPAM)
    assert line_of(newsroom, batch).reversal is None
    back = finish(undo(newsroom, batch, ())).batch
    reversal = line_of(newsroom, batch).reversal
    assert reversal is not None
    assert (reversal.batch, reversal.moderator, reversal.whole) == (back, "Bình", True)
    again = finish(redo(newsroom, back, ())).batch
    assert line_of(newsroom, batch).reversal is None
    assert line_of(newsroom, back).reversal is not None
    last = finish(undo(newsroom, again, ())).batch
    reversal = line_of(newsroom, batch).reversal
    assert reversal is not None
    assert reversal.batch == last
    assert line_of(newsroom, back).reversal is None


def test_undone_in_part(newsroom: Newsroom) -> None:
    batch = do(newsroom, [1, 2], SPAM)
    do(newsroom, [2], APPROVE)
    finish(undo(newsroom, batch, ()))
    reversal = line_of(newsroom, batch).reversal
    assert reversal is not None
    assert not reversal.whole


def test_different_decisions_of_one_batch_are_all_told(newsroom: Newsroom) -> None:
    batch = do(newsroom, [1], APPROVE, Decision(Action.NOTE, text="Đã gọi."))
    do(newsroom, [2], SPAM, Decision(Action.NOTE, text="Đã gọi."))
    assert line_of(newsroom, batch).actions == ("note",)
    latest = log.lines(newsroom, ALL)[0][0]
    (line,) = log.page_of_lines(newsroom, [latest])
    assert line.actions == ("note", "spam")


def test_many_numbers_come_in_pieces(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_batches, "_PIECE", 3)
    long = newsroom_at(tmp_path / "long.db", PEOPLE * 5)
    for number in range(1, 21):
        do(long, [number], APPROVE)
    numbers, entries = log.lines(long, ALL)
    assert (list(numbers), entries) == (list(range(20, 0, -1)), 20)
    long.store.close()


def test_a_batch_is_told_in_short(newsroom: Newsroom) -> None:
    told = log.contents(newsroom, line_of(newsroom, 1).entry.batch)
    assert told.changes == (("pending", "approved", 2),)
    assert [n for _, n in told.articles] == [1, 1]
    assert [entry.sequence for entry in told.first] == [1, 2]


def test_the_batch_to_take_back_is_the_last_of_those_that_undo_each_other(
    newsroom: Newsroom,
) -> None:
    batch = do(newsroom, [1, 2], SPAM)
    assert (line_of(newsroom, batch).last, line_of(newsroom, batch).last_undoes) == (batch, False)
    back = finish(undo(newsroom, batch, ())).batch
    for each in (batch, back):
        line = line_of(newsroom, each)
        assert (line.last, line.last_undoes) == (back, True)
    again = finish(redo(newsroom, back, ())).batch
    for each in (batch, back, again):
        line = line_of(newsroom, each)
        assert (line.last, line.last_undoes) == (again, False)


def test_what_is_undone_is_not_undone_again(newsroom: Newsroom) -> None:
    batch = do(newsroom, [1], Decision(Action.NOTE, text="Đã gọi."))
    back = finish(undo(newsroom, batch, ())).batch
    changes = finish(undo(newsroom, batch, {batch, back}))
    assert (changes.decided, changes.unchanged, changes.conflict_count) == (0, 1, 0)
    finish(redo(newsroom, back, {batch, back}))
    assert not finish(redo(newsroom, back, {batch, back})).decided
    context = desk.context(newsroom, 1)
    assert context is not None
    assert [note.text for note in context.notes] == ["Đã gọi."]
