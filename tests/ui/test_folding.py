"""A narrow window: list and comment take turns in one place, and every key does what it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Driven
from ui.folding import RightColumn
from ui.window import SMALLEST

KEY = Qt.Key


@pytest.fixture
def narrow(driven: Driven) -> Driven:
    driven.window.resize(900, 700)
    driven.until(lambda: not driven.window.context.isVisible())
    return driven


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    assert found.isVisible()
    return found


def back(driven: Driven) -> QWidget:
    column = driven.window.findChild(RightColumn)
    assert isinstance(column, RightColumn)
    return column.back


def reads(driven: Driven) -> bool:
    """Whether the comment has the place; one of the two always has it, and the keyboard."""
    reading = driven.window.context.isVisible()
    assert driven.list.isVisible() is not reading
    assert focused() is (back(driven) if reading else driven.list)
    return reading


def test_enter_reads_a_comment_and_esc_leads_back(narrow: Driven) -> None:
    assert not reads(narrow)
    narrow.keys(KEY.Key_J, KEY.Key_Return)
    assert reads(narrow)
    assert back(narrow).accessibleDescription() == "Pending, 2 of 20"
    narrow.keys(KEY.Key_Escape)
    assert not reads(narrow)
    narrow.keys(KEY.Key_Return, KEY.Key_Return)
    assert not reads(narrow)


def test_all_is_done_by_the_same_keys_while_reading(narrow: Driven) -> None:
    narrow.keys(KEY.Key_Return, KEY.Key_J, KEY.Key_Down)
    assert narrow.list.currentIndex().row() == 2
    narrow.keys(KEY.Key_A)
    narrow.wait_rows(19)
    assert reads(narrow)
    narrow.wait_beside()
    narrow.keys(KEY.Key_D)
    narrow.until(lambda: narrow.window.context.rejection.isVisible())
    narrow.keys(KEY.Key_1)
    narrow.wait_rows(18)
    assert reads(narrow)
    narrow.keys(KEY.Key_Z)
    narrow.wait_rows(19)
    narrow.keys(KEY.Key_X)
    narrow.until(lambda: narrow.window.queue.model.marked_count() == 1)
    assert reads(narrow)


def test_what_is_asked_from_the_list_is_answered_and_leads_back_to_it(narrow: Driven) -> None:
    narrow.keys(KEY.Key_D)
    narrow.until(lambda: narrow.window.context.rejection.isVisible())
    assert focused() is not narrow.list
    narrow.keys(KEY.Key_1)
    narrow.wait_rows(19)
    assert not reads(narrow)
    narrow.wait_beside()
    narrow.keys(KEY.Key_R)
    editor = narrow.window.context.composer.edit
    narrow.until(editor.hasFocus)
    narrow.type("Cam on ban")
    narrow.keys(KEY.Key_Return, KEY.Key_J)
    narrow.keys(KEY.Key_Escape)
    assert not reads(narrow)
    narrow.keys(KEY.Key_Return, KEY.Key_R)
    narrow.until(editor.hasFocus)
    assert editor.toPlainText().startswith("Cam on ban")
    narrow.keys(KEY.Key_Escape)
    assert reads(narrow)


def test_a_click_reads_and_a_mark_only_marks(narrow: Driven) -> None:
    view = narrow.list.viewport()
    box = narrow.list.visualRect(narrow.list.model().index(1, 0)).topLeft() + QPoint(22, 22)
    narrow.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=box)
    assert narrow.window.queue.model.marked_count() == 1
    assert not reads(narrow)
    narrow.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=box + QPoint(200, 20))
    assert reads(narrow)
    narrow.until(lambda: back(narrow).width() >= 24)
    narrow.qtbot.mouseClick(back(narrow), Qt.MouseButton.LeftButton)
    assert not reads(narrow)


def test_another_queue_and_an_empty_one_are_shown_as_lists(narrow: Driven) -> None:
    narrow.keys(KEY.Key_Return)
    assert reads(narrow)
    narrow.choose("approved")
    narrow.wait_rows(0)
    assert not narrow.window.context.isVisible()
    assert narrow.window.queue.isAncestorOf(focused())
    narrow.choose("pending")
    narrow.wait_rows(20)
    assert not reads(narrow)


def test_a_wider_window_has_room_for_both(narrow: Driven) -> None:
    narrow.keys(KEY.Key_Return)
    narrow.window.resize(1280, 720)
    narrow.until(narrow.list.isVisible)
    assert narrow.window.context.isVisible()
    assert not back(narrow).isVisible()
    assert focused() is narrow.list
    narrow.keys(KEY.Key_J)
    assert narrow.list.currentIndex().row() == 1


def test_the_smallest_window_holds_everything(narrow: Driven) -> None:
    window = narrow.window
    window.resize(1, 1)
    assert (window.width(), window.height()) == SMALLEST
    narrow.keys(KEY.Key_Return)
    parts = (*window.context.bar.findChildren(QWidget), window.search, window.status)

    def inside() -> bool:
        shown = [part for part in parts if part.isVisible()]
        corners = [part.mapTo(window, part.rect().bottomRight()) for part in shown]
        return len(shown) > 6 and all(map(window.rect().contains, corners))

    narrow.until(inside)


def fold(driven: Driven) -> None:
    driven.window.resize(900, 700)
    driven.until(lambda: not (driven.list.isVisible() and driven.window.context.isVisible()))


def test_a_window_made_narrow_takes_nothing_from_who_is_typing(driven: Driven) -> None:
    driven.window.resize(1440, 900)
    driven.keys(KEY.Key_R)
    editor = driven.window.context.composer.edit
    driven.until(editor.hasFocus)
    driven.type("C")
    fold(driven)
    assert focused() is editor
    driven.type("as")
    assert editor.toPlainText() == "Cas"
    driven.window.resize(1440, 900)
    driven.until(driven.list.isVisible)
    fold(driven)
    assert focused() is editor
    driven.settle()
    assert driven.rows() == 20
    driven.keys(KEY.Key_Escape)
    assert not reads(driven)


def test_a_window_made_narrow_beneath_the_palette_keeps_the_reply(driven: Driven) -> None:
    driven.window.resize(1440, 900)
    driven.keys(KEY.Key_R)
    editor = driven.window.context.composer.edit
    driven.until(editor.hasFocus)
    driven.control(KEY.Key_K)
    driven.until(lambda: QApplication.activeWindow() is not driven.window)
    fold(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(editor.hasFocus)


def test_reasons_stay_in_sight_when_the_window_is_made_narrow(driven: Driven) -> None:
    driven.window.resize(1440, 900)
    driven.keys(KEY.Key_D)
    driven.until(driven.window.context.rejection.isVisible)
    fold(driven)
    assert driven.window.context.rejection.isAncestorOf(focused())
    driven.keys(KEY.Key_1)
    driven.wait_rows(19)
    assert not reads(driven)


def test_many_at_once_are_asked_about_where_it_is_seen(narrow: Driven) -> None:
    narrow.keys(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_Return)
    assert reads(narrow)
    narrow.keys(KEY.Key_A)
    strip = narrow.widget("bulkStrip")
    narrow.until(strip.isVisible)
    assert strip.isAncestorOf(focused())
    narrow.keys(KEY.Key_Return)
    narrow.wait_rows(18)
    assert not reads(narrow)
