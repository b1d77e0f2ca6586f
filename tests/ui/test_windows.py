"""Rows fetched by the window: what is asked for, how often, and what is kept."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import StorageError
from app.domain.reading import Page
from app.domain.words import Words
from ui.jobs import Jobs
from ui.windows import AHEAD, CACHED_ROWS, WINDOW, WINDOWS_WAITING, Windows

BROKEN = Words("Hỏng.", "Broken.")


@dataclass(frozen=True)
class Card:
    number: int
    text: str


class Drawer:
    """Cards by number as a database would give them; writes down what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.threads: set[int] = set()
        self.text = "first"
        self.missing: set[int] = set()
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def read(self, ids: Sequence[int]) -> Page[Card]:
        self.asked.append(tuple(ids))
        self.threads.add(threading.get_ident())
        text = self.text
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        cards = [Card(each, text) for each in reversed(ids) if each not in self.missing]
        return Page.of(cards, lambda card: card.number)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def windows(jobs: Jobs, drawer: Drawer) -> Windows[Card]:
    return Windows(jobs, drawer.read)


@pytest.fixture
def arrived(windows: Windows[Card]) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    windows.arrived.connect(lambda first, last: told.append((first, last)))
    return told


@pytest.fixture
def failed(windows: Windows[Card]) -> list[Words]:
    told: list[Words] = []
    windows.failed.connect(told.append)
    return told


Paint = Callable[..., None]


@pytest.fixture
def paint(windows: Windows[Card], jobs: Jobs) -> Paint:
    """Look at rows, then wait until all that was asked for has come."""

    def look(*rows: int) -> None:
        for row in rows:
            windows.at(row)
        for _ in range(4):
            QCoreApplication.processEvents()
            assert jobs.wait(5000)

    return look


def listing(count: int) -> array[int]:
    return array("q", range(1, count + 1))


def test_a_window_is_read_elsewhere_once_for_all_its_rows(
    windows: Windows[Card], drawer: Drawer, paint: Paint, arrived: list[tuple[int, int]]
) -> None:
    windows.follow(listing(250))
    assert windows.at(210) is None
    assert drawer.asked == [], "nothing is read while a view paints"
    paint(*range(200, 250))
    assert drawer.asked[0] == tuple(range(201, 251))
    assert threading.get_ident() not in drawer.threads
    assert arrived == [(200, 249)]
    assert windows.at(200) == Card(201, "first")
    assert windows.cached(250) == Card(250, "first")
    assert windows.cached(1) is None
    paint(*range(200, 250))
    assert len(drawer.asked) == 2


def test_what_stands_a_few_screens_away_is_read_when_nothing_else_is(
    windows: Windows[Card], drawer: Drawer, paint: Paint, arrived: list[tuple[int, int]]
) -> None:
    windows.follow(listing(10 * WINDOW))
    paint(5 * WINDOW + WINDOW // 2)
    assert [asked[0] - 1 for asked in drawer.asked] == [5 * WINDOW, 6 * WINDOW]
    assert arrived == [(5 * WINDOW + WINDOW // 2,) * 2], "only what was looked for is told"
    paint(6 * WINDOW)
    assert len(drawer.asked) == 2
    paint(7 * WINDOW - AHEAD)
    assert [asked[0] - 1 for asked in drawer.asked[2:]] == [7 * WINDOW]
    paint(2 * WINDOW)
    assert [asked[0] - 1 for asked in drawer.asked[3:]] == [2 * WINDOW, WINDOW]


def test_what_is_read_ahead_and_fails_is_not_tried_for_ever(
    windows: Windows[Card], drawer: Drawer, paint: Paint, failed: list[Words]
) -> None:
    windows.follow(listing(10 * WINDOW))
    drawer.error = StorageError(BROKEN)
    paint(WINDOW)
    assert failed == [BROKEN] * len(drawer.asked)
    assert len(drawer.asked) <= 2


def test_only_the_newest_windows_wait(windows: Windows[Card], drawer: Drawer, paint: Paint) -> None:
    windows.follow(listing(100 * WINDOW))
    paint(*range(0, 100 * WINDOW, WINDOW))
    newest = {(100 - back) * WINDOW for back in range(1, WINDOWS_WAITING + 1)}
    assert {asked[0] - 1 for asked in drawer.asked} == newest


def test_what_is_under_way_is_not_asked_for_twice(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(10))
    drawer.gate.clear()
    windows.at(0)
    QCoreApplication.processEvents()
    windows.at(5)
    QCoreApplication.processEvents()
    windows.follow(listing(12))
    windows.at(5)
    windows.at(11)
    drawer.gate.set()
    paint()
    assert drawer.asked == [tuple(range(1, 11)), (11, 12)]


def test_what_has_moved_since_may_stand_anywhere(
    windows: Windows[Card], drawer: Drawer, paint: Paint, arrived: list[tuple[int, int]]
) -> None:
    ids = listing(250)
    windows.follow(ids)
    drawer.gate.clear()
    windows.at(0)
    QCoreApplication.processEvents()
    del ids[0]
    windows.follow(ids)
    drawer.gate.set()
    paint()
    assert arrived == [(0, 248)]
    assert windows.at(0) == Card(2, "first")


def test_an_empty_listing_is_told_nothing(
    windows: Windows[Card], drawer: Drawer, paint: Paint, arrived: list[tuple[int, int]]
) -> None:
    windows.follow(listing(3))
    drawer.gate.clear()
    windows.at(0)
    QCoreApplication.processEvents()
    windows.follow(listing(0))
    drawer.gate.set()
    paint()
    assert arrived == []
    assert windows.cached(3) is not None


def test_what_waits_is_dropped_with_the_listing(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(3))
    windows.at(0)
    windows.follow(listing(2))
    paint()
    assert drawer.asked == []


def test_no_more_is_kept_than_there_is_room_for(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(CACHED_ROWS + WINDOW))
    for row in range(0, CACHED_ROWS, WINDOW):
        paint(row)
    windows.at(0)
    paint(CACHED_ROWS)
    assert windows.cached(1) is not None, "it was looked at since"
    assert windows.cached(2) is None
    kept = [each for each in listing(CACHED_ROWS + WINDOW) if windows.cached(each) is not None]
    assert len(kept) == CACHED_ROWS


def test_what_is_missing_is_not_asked_for_again_until_it_is_written(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    drawer.missing = {2}
    windows.follow(listing(3))
    assert not windows.is_missing(2)
    paint(1)
    paint(1)
    assert len(drawer.asked) == 1
    assert windows.is_missing(2)
    assert not windows.is_missing(1)
    drawer.missing = set()
    windows.refresh([2])
    assert not windows.is_missing(2)
    paint(1)
    assert drawer.asked[1:] == [(2,)]
    assert windows.at(1) == Card(2, "first")


def test_the_old_stays_until_the_new_has_come(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(3))
    paint(0)
    drawer.text = "second"
    windows.refresh([2, 77])
    paint(0)
    assert len(drawer.asked) == 1, "it was not painted"
    assert windows.at(1) == Card(2, "first")
    paint()
    assert drawer.asked[1:] == [(2,)]
    assert windows.at(1) == Card(2, "second")
    assert windows.at(0) == Card(1, "first")


def test_what_is_written_while_it_is_read_is_read_once_more(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(1))
    drawer.gate.clear()
    windows.at(0)
    QCoreApplication.processEvents()
    windows.refresh([1])
    drawer.text = "second"
    drawer.gate.set()
    paint()
    paint(0)
    assert drawer.asked == [(1,), (1,)]
    assert windows.at(0) == Card(1, "second")


def test_a_window_that_failed_is_read_when_next_painted(
    windows: Windows[Card],
    drawer: Drawer,
    paint: Paint,
    arrived: list[tuple[int, int]],
    failed: list[Words],
) -> None:
    windows.follow(listing(2))
    paint(0)
    drawer.error = StorageError(BROKEN)
    drawer.text = "second"
    windows.refresh([2])
    paint(1)
    assert failed == [BROKEN]
    assert len(arrived) == 1
    assert windows.cached(2) == Card(2, "first")
    drawer.error = None
    paint()
    assert len(drawer.asked) == 2, "not of its own accord"
    paint(1)
    assert windows.at(1) == Card(2, "second")


def test_what_is_forgotten_or_cleared_is_read_anew(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    windows.follow(listing(3))
    paint(0)
    windows.forget([2, 77])
    assert windows.cached(2) is None
    paint(0, 1)
    assert drawer.asked[1:] == [(2,)]
    windows.refresh([1])
    windows.clear()
    assert windows.at(0) is None
    paint()
    assert drawer.asked[2:] == [(1, 2, 3)]


@pytest.mark.parametrize("how", ["forget", "clear"])
def test_what_was_on_its_way_when_it_was_forgotten_counts_as_old(
    windows: Windows[Card], drawer: Drawer, paint: Paint, how: str, qtbot: QtBot
) -> None:
    windows.follow(listing(1))
    drawer.gate.clear()
    windows.at(0)
    qtbot.waitUntil(lambda: len(drawer.asked) == 1)
    drawer.text = "second"
    if how == "clear":
        windows.clear()
    else:
        windows.forget([1])
    windows.follow(listing(1))
    drawer.gate.set()
    qtbot.waitUntil(lambda: windows.cached(1) is not None)
    paint(0)
    assert windows.at(0) == Card(1, "second")


def test_what_was_missing_may_be_there_again_after_clearing(
    windows: Windows[Card], drawer: Drawer, paint: Paint
) -> None:
    drawer.missing = {1}
    windows.follow(listing(1))
    paint(0)
    assert windows.is_missing(1)
    drawer.missing = set()
    windows.clear()
    windows.follow(listing(1))
    paint(0)
    assert windows.at(0) == Card(1, "first")
