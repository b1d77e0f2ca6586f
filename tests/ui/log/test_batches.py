"""The log by batches: one line that opens, what was taken back, a log too long to be loaded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.decision import Action, Decision
from app.domain.log import LogFilter
from app.services import log
from app.services.moderation import redo, undo
from app.services.newsroom import Newsroom, finish
from tests.app.log_newsroom import APPROVE, PEOPLE, SPAM, do, newsroom_at, some_decisions
from tests.ui.log.test_window import cell, settle, shown
from ui.jobs import Jobs
from ui.log.grouping import Grouping
from ui.log.model import Column
from ui.log.window import LogWindow
from ui.theme import LIGHT

KEY = Qt.Key


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


def opened(qtbot: QtBot, newsroom: Newsroom, jobs: Jobs) -> LogWindow:
    window = LogWindow(newsroom, jobs, LIGHT, "en")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(window, jobs)
    return window


@pytest.fixture
def window(qtbot: QtBot, newsroom: Newsroom, jobs: Jobs) -> LogWindow:
    return opened(qtbot, newsroom, jobs)


def test_a_batch_opens_and_closes_by_keys(window: LogWindow, jobs: Jobs, qtbot: QtBot) -> None:
    table = window.table
    assert table.hasFocus()
    qtbot.keyClick(table, KEY.Key_End)
    assert cell(window, 6, Column.WRITER) == "2 entries"
    assert cell(window, 6, Column.ARTICLE) == "2 articles"
    qtbot.keyClick(table, KEY.Key_Right)
    settle(window, jobs)
    assert shown(window) == [8, 7, 6, 5, 4, 3, -2, 2, 1]
    assert table.currentIndex().row() == 6
    qtbot.keyClick(table, KEY.Key_Right)
    assert table.currentIndex().row() == 7
    settle(window, jobs)
    entry = window.detail.entry()
    assert entry is not None
    assert entry.sequence == 2
    qtbot.keyClick(table, KEY.Key_Left)
    assert table.currentIndex().row() == 6
    assert window.detail.entry() is None
    qtbot.keyClick(table, KEY.Key_Left)
    assert shown(window) == [8, 7, 6, 5, 4, 3, -2]
    qtbot.keyClick(table, KEY.Key_Return)
    settle(window, jobs)
    assert len(shown(window)) == 9
    qtbot.keyClick(table, KEY.Key_Space)
    assert len(shown(window)) == 7


def test_a_triangle_is_clicked(window: LogWindow, jobs: Jobs) -> None:
    place = window.table.visualRect(window.model.index(6, 0))
    spot = QPoint(place.left() + 14, place.center().y())
    QTest.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle(window, jobs)
    assert len(shown(window)) == 9
    QTest.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(shown(window)) == 7
    QTest.mouseDClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    settle(window, jobs)
    assert len(shown(window)) == 9


def test_what_was_taken_back_says_so_and_again_no_more(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom
) -> None:
    batch = do(newsroom, [1, 2], SPAM)
    back = finish(undo(newsroom, batch, ())).batch
    window.refresh()
    settle(window, jobs)
    line = window.model.line(1)
    assert line is not None
    assert (line.entry.action, window.model.undone_words(line)) == ("spam", "undone")
    aloud = window.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud.endswith("batch, closed, undone")
    window.table.selectRow(1)
    assert window.detail.facts()["Undone by"].startswith("Bình, ")
    assert window.detail.take_back.words() == "Do this batch of 2 again"
    finish(redo(newsroom, back, ()))
    window.refresh()
    settle(window, jobs)
    line = window.model.line(2)
    assert line is not None
    assert (line.entry.batch, line.reversal) == (batch, None)
    taken = window.model.line(1)
    assert taken is not None
    assert taken.reversal is not None


def test_one_that_was_taken_back_in_part_says_so(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom
) -> None:
    batch = do(newsroom, [1, 2], SPAM)
    do(newsroom, [2], APPROVE)
    finish(undo(newsroom, batch, ()))
    window.refresh()
    settle(window, jobs)
    line = window.model.line(2)
    assert line is not None
    assert (line.entry.batch, window.model.undone_words(line)) == (batch, "undone in part")


def test_what_is_asked_for_is_told_to_the_desk(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom, qtbot: QtBot
) -> None:
    asked: list[tuple[object, ...]] = []
    window.takeBackRequested.connect(lambda *what: asked.append(what))
    window.commentRequested.connect(lambda what: asked.append((what,)))
    qtbot.keyClick(window.table, KEY.Key_End)
    settle(window, jobs)
    qtbot.keyClick(window.table, KEY.Key_Z)
    line = window.detail.line()
    assert line is not None
    qtbot.keyClick(window.table, KEY.Key_Home)
    settle(window, jobs)
    qtbot.keyClick(window.table, KEY.Key_Return)
    window.detail.show_comment.click()
    assert asked == [(line.entry.batch, 2, False), (4,), (4,)]
    qtbot.keyClick(window.table, KEY.Key_Slash)
    assert window.filters.text.hasFocus()
    qtbot.keyClick(window.filters.text, KEY.Key_Z)
    assert window.filters.text.text() == "z"
    assert len(asked) == 3


def test_new_decisions_leave_what_is_looked_at_in_its_place(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom
) -> None:
    window.show_entry(1)
    settle(window, jobs)
    window.resize(window.width(), 420)
    bar = window.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    window.table.setFocus()
    place = window.table.visualRect(window.table.currentIndex()).top()
    do(newsroom, [2, 3], Decision(Action.PENDING))
    do(newsroom, [1], SPAM)
    window.refresh()
    settle(window, jobs)
    assert shown(window)[:2] == [11, -10]
    assert window.table.hasFocus()
    entry = window.detail.entry()
    assert entry is not None
    assert entry.sequence == 1
    assert window.table.visualRect(window.table.currentIndex()).top() == place
    assert window.count.text() == "11 entries"


def test_a_filter_leaves_of_a_batch_what_it_lets_through(
    window: LogWindow, jobs: Jobs, qtbot: QtBot
) -> None:
    window.filters.text.setText("phóng viên")
    qtbot.keyClick(window.filters.text, KEY.Key_Return)
    settle(window, jobs)
    assert shown(window) == [1]
    assert window.count.text() == "1 entry matches"
    assert window.detail.take_back.words() == "Undo this batch of 2"
    window.show_entry(3)
    assert window.message.text() == "Entry 3 is not in this list."


def test_a_long_log_is_read_by_windows(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    newsroom = newsroom_at(tmp_path / "long.db", PEOPLE * 1_500)
    do(newsroom, range(1, 6_001), APPROVE)
    for number in range(1, 301):
        do(newsroom, [number], SPAM)
    read: list[int] = []

    def counted(numbers: object) -> object:
        page = log.page_of_lines(newsroom, numbers)
        read.append(len(page))
        return page

    window = LogWindow(newsroom, jobs, LIGHT, "en")
    window.model._windows._read = lambda wanted: log_page(counted, wanted)
    qtbot.addWidget(window)
    window.show()
    settle(window, jobs)
    assert window.model.rowCount() == 301
    assert window.count.text() == "6,300 entries"
    window.table.selectRow(300)
    start = time.perf_counter()
    qtbot.keyClick(window.table, KEY.Key_Right)
    settle(window, jobs)
    assert time.perf_counter() - start < 5
    assert window.model.rowCount() == 6_301
    window.table.scrollToBottom()
    settle(window, jobs)
    assert sum(read) < 1_200
    window.show_entry(3_000)
    settle(window, jobs)
    entry = window.detail.entry()
    assert entry is not None
    assert entry.sequence == 3_000
    newsroom.store.close()


def log_page(counted: object, wanted: object) -> object:
    from app.domain.reading import Page
    from ui.log.model import _number_of

    return Page.of(counted(wanted), _number_of)


def test_rows_of_open_batches_stand_below_their_heads() -> None:
    from array import array

    heads = array("q", [-20, 15, -14, 3])
    grouping = Grouping(heads).with_open(-14, array("q", [14, 13, 10]))
    assert list(grouping.numbers) == [-20, 15, -14, 14, 13, 10, 3]
    both = grouping.with_open(-20, array("q", [20, 19]))
    assert list(both.numbers) == [-20, 20, 19, 15, -14, 14, 13, 10, 3]
    assert [both.head_row(row) for row in range(9)] == [0, 0, 0, 3, 4, 4, 4, 4, 8]
    assert [both.is_within(row) for row in (0, 1, 2, 3, 4, 7, 8)] == [
        *(False, True, True, False),
        *(False, True, False),
    ]
    assert [both.head_over(each) for each in (20, 17, 15, 14, 11, 3, 1)] == [
        *(-20, -20, 15, -14),
        *(-14, 3, 3),
    ]
    assert list(both.with_closed(-20).numbers) == list(grouping.numbers)
    assert Grouping().head_over(1) is None
    assert LogFilter() == log.LogFilter()
