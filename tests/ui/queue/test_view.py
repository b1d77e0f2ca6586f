from __future__ import annotations

import time
from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.queue.newsroom import NOW, Shelf, read_again
from ui import theme as look
from ui.jobs import Jobs
from ui.queue.delegate import CardDelegate
from ui.queue.model import QueueModel
from ui.queue.view import QueueList

CARDS = 6


@pytest.fixture
def view(bare_view: QueueList) -> QueueList:
    """A view whose model is watched; that takes seconds with a hundred thousand rows."""
    model = model_of(bare_view)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    tester.setUseFetchMore(False)
    return bare_view


@pytest.fixture
def bare_view(jobs: Jobs, shelf: Shelf, qtbot: QtBot) -> QueueList:
    model = QueueModel(jobs, shelf.pages, "vi")
    delegate = CardDelegate(look.LIGHT, "vi", lambda: NOW)
    view = QueueList(model, delegate)
    model.setParent(view)
    delegate.setParent(view)
    qtbot.addWidget(view)
    view.resize(480, CARDS * delegate.row_height())
    view.show()
    qtbot.waitExposed(view)
    return view


def model_of(view: QueueList) -> QueueModel:
    model = view.model()
    assert isinstance(model, QueueModel)
    return model


def fill(view: QueueList, count: int = 50) -> None:
    view.set_ids(array("q", range(1, count + 1)))


def settle(jobs: Jobs) -> None:
    for _ in range(4):
        QApplication.processEvents()
        jobs.wait(5000)


def top_of(view: QueueList, comment_id: int) -> int:
    row = model_of(view).row_of(comment_id)
    assert row is not None
    return view.rowViewportPosition(row)


def test_it_is_known_by_name_and_bare(view: QueueList) -> None:
    assert view.objectName() == "queueList"
    assert view.horizontalHeader().isHidden()
    assert view.verticalHeader().isHidden()
    fill(view)
    assert view.columnWidth(0) == view.viewport().width()
    assert view.rowHeight(0) == view.rowHeight(49) >= 100


def test_the_first_comment_is_current_and_keys_move_it(view: QueueList, qtbot: QtBot) -> None:
    heard: list[object] = []
    view.currentCommentChanged.connect(heard.append)
    fill(view)
    assert view.current_id() == 1
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    view.step(1)
    assert heard == [1, 2, 3, 2, 3]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == 50
    assert 0 <= top_of(view, 50) < view.viewport().height()
    view.step(5)
    assert view.current_id() == 50
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.step(-1)
    assert view.current_id() == 1
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current_id() in (6, 7)


def test_letters_neither_search_nor_load(
    bare_view: QueueList, jobs: Jobs, shelf: Shelf, qtbot: QtBot
) -> None:
    view = bare_view
    fill(view, 100_000)
    settle(jobs)
    asked = len(shelf.asked)
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_L):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.keyboardSearch("l")
    settle(jobs)
    assert view.current_id() == 1
    assert len(shelf.asked) == asked


def test_a_hundred_thousand_comments_load_at_once(
    bare_view: QueueList, jobs: Jobs, shelf: Shelf
) -> None:
    view = bare_view
    many = array("q", range(1, 100_001))
    began = time.perf_counter()
    view.set_ids(many)
    assert time.perf_counter() - began < 0.25
    settle(jobs)
    assert len(shelf.asked) == 1
    view.select_id(50_000)
    settle(jobs)
    assert 2 <= len(shelf.asked) <= 3
    bar = view.verticalScrollBar()
    for position in range(0, bar.maximum(), bar.maximum() // 40):
        bar.setValue(position)
        view.viewport().repaint()
    settle(jobs)
    assert len(shelf.asked) <= 8


def test_the_next_comment_takes_the_place_of_a_decided_one(view: QueueList) -> None:
    fill(view)
    view.select_id(4)
    heard: list[object] = []
    view.currentCommentChanged.connect(heard.append)
    place = top_of(view, 4)
    model_of(view).remove_ids(frozenset([4]))
    assert heard == [5]
    assert view.current_id() == 5
    assert top_of(view, 5) == place
    assert view.selectionModel().isRowSelected(3)


def test_at_the_end_the_one_before_is_next_and_then_none(view: QueueList) -> None:
    fill(view, 3)
    view.select_id(3)
    heard: list[object] = []
    view.currentCommentChanged.connect(heard.append)
    model_of(view).remove_ids(frozenset([3]))
    model_of(view).remove_ids(frozenset([1]))
    model_of(view).remove_ids(frozenset([2]))
    assert heard == [2, None]
    assert view.current_id() is None
    view.step(1)
    fill(view, 2)
    assert heard == [2, None, 1]


def test_a_batch_leaves_the_next_one_that_is_left(view: QueueList) -> None:
    fill(view)
    view.select_id(21)
    heard: list[object] = []
    view.currentCommentChanged.connect(heard.append)
    model_of(view).remove_ids(frozenset(range(1, 40, 2)))
    assert heard == [22]
    assert 0 <= top_of(view, 22) < view.viewport().height()
    model_of(view).remove_ids(frozenset([*range(22, 36), 41, 43]))
    assert view.current_id() == 36
    view.select_id(50)
    model_of(view).remove_ids(frozenset(range(38, 51, 2)))
    assert view.current_id() == 49
    assert heard == [22, 36, 50, 49]


@pytest.mark.parametrize("removed", [[2], [2, 4, 6], [2, 4, 6, 8, 10, 12]])
def test_what_leaves_above_does_not_move_the_current_card(
    view: QueueList, removed: list[int]
) -> None:
    fill(view)
    view.select_id(25)
    place = top_of(view, 25)
    model_of(view).remove_ids(frozenset(removed))
    assert view.current_id() == 25
    assert top_of(view, 25) == place


def test_the_same_queue_read_again_keeps_comment_and_scroll(view: QueueList) -> None:
    fill(view)
    view.select_id(25)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 33)
    place = top_of(view, 25)
    heard: list[object] = []
    view.currentCommentChanged.connect(heard.append)
    read_again(view, array("q", [*range(100, 112), *range(1, 51)]))
    assert view.current_id() == 25
    assert top_of(view, 25) == place
    assert heard == []


def test_without_the_current_one_in_sight_the_top_card_stays(view: QueueList) -> None:
    fill(view)
    view.verticalScrollBar().setValue(20 * view.rowHeight(0) + 10)
    assert view.current_id() == 1
    place = top_of(view, 21)
    read_again(view, array("q", [99, *range(1, 51)]))
    assert view.current_id() == 1
    assert top_of(view, 21) == place


def test_another_queue_begins_at_its_top(view: QueueList) -> None:
    fill(view)
    view.select_id(40)
    view.set_ids(array("q", range(30, 90)))
    assert view.current_id() == 30
    assert view.verticalScrollBar().value() == 0
    view.set_ids(array("q", []))
    assert view.current_id() is None
    assert not view.select_id(30)


def test_a_click_selects_and_a_click_on_the_box_marks(view: QueueList, qtbot: QtBot) -> None:
    fill(view, 3)
    marks = model_of(view)
    height = view.rowHeight(0)
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(viewport, left, pos=QPoint(200, height + 30))
    assert view.current_id() == 2
    assert marks.marked_count() == 0
    qtbot.mouseClick(viewport, left, pos=QPoint(23, 2 * height + 20))
    assert view.current_id() == 2
    assert marks.marked_count() == 1
    assert marks.marks.has(3)
    qtbot.mouseDClick(viewport, left, pos=QPoint(23, 2 * height + 20))
    assert marks.marked_count() == 0
    qtbot.mouseDClick(viewport, left, pos=QPoint(200, 30))
    assert view.current_id() == 1


def test_nothing_takes_the_selection_away(view: QueueList, qtbot: QtBot) -> None:
    fill(view, 2)
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(viewport, left, control, QPoint(200, 30))
    qtbot.mouseClick(viewport, left, pos=QPoint(200, viewport.height() - 5))
    assert view.selectionModel().isRowSelected(0)
    assert view.current_id() == 1


def test_another_theme_is_painted(view: QueueList, jobs: Jobs) -> None:
    fill(view, 1)
    settle(jobs)
    assert view.grab().toImage().pixelColor(300, 5).name() == look.LIGHT.selection
    view.set_theme(look.DARK)
    assert view.grab().toImage().pixelColor(300, 5).name() == look.DARK.selection
