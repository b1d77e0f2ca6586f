"""The palette by keys: what can be done now, by a part of its name or by walking to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from tests.ui.conftest import Driven
from ui import settings
from ui.palette.palette import Palette, Role
from ui.theme import Appearance

KEY = Qt.Key


def opened(driven: Driven) -> Palette:
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.control(KEY.Key_K)
    palette = driven.window.findChild(Palette)
    assert isinstance(palette, Palette)
    driven.until(palette.isActiveWindow)
    return palette


def names(palette: Palette) -> list[str]:
    rows = palette.list.model()
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def test_every_command_that_can_be_given_is_walked_to(driven: Driven) -> None:
    palette = opened(driven)
    assert "Undo" not in names(palette)
    walked = [palette.list.currentIndex().data()]
    while walked[-1] != "Mark all of the queue":
        driven.keys(KEY.Key_Down)
        assert palette.list.currentIndex().data() not in walked
        walked.append(palette.list.currentIndex().data())
    driven.keys(KEY.Key_Down, KEY.Key_Up, KEY.Key_Return)
    driven.until(lambda: driven.window.queue.model.marked_count() == 20)


def test_what_cannot_be_done_is_not_there_and_enter_waits(driven: Driven) -> None:
    palette = opened(driven)
    driven.type("redo")
    assert names(palette) == []
    driven.keys(KEY.Key_Return)
    assert palette.isVisible()
    for _ in "redo":
        driven.keys(KEY.Key_Backspace)
    driven.type("approve")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(19)
    palette = opened(driven)
    driven.type("undo")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(20)


def test_it_has_names_for_a_screen_reader(driven: Driven) -> None:
    palette = opened(driven)
    assert palette.typed.accessibleName()
    assert palette.list.accessibleName()
    driven.keys(KEY.Key_Escape)


def test_it_is_found_in_the_other_language_which_is_then_shown(driven: Driven) -> None:
    palette = opened(driven)
    driven.type("tra loi")
    index = palette.list.currentIndex()
    assert (index.data(), index.data(Role.OTHER), index.data(Role.KEYS)) == (
        *("Reply", "Trả lời"),
        ("R",),
    )
    driven.keys(KEY.Key_Return)
    driven.until(driven.window.context.composer.isVisible)


def test_it_leads_to_queues_articles_and_looks(driven: Driven) -> None:
    opened(driven)
    driven.type("viet lan dau")
    driven.keys(KEY.Key_Return)
    driven.until(lambda: driven.window.sidebar.queues.currentIndex().data() == "First time")
    opened(driven)
    driven.type("thong xe")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(13)
    opened(driven)
    driven.type("appearance dark")
    driven.keys(KEY.Key_Return)
    assert settings.load().appearance is Appearance.DARK
    assert driven.window.theme.dark


def test_the_keyboard_is_back_in_the_list_after_it(driven: Driven) -> None:
    opened(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)
    button = driven.window.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    button.setFocus()
    driven.action("paletteAction").trigger()
    driven.until(lambda: driven.window.findChild(Palette).isActiveWindow())
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)


def test_a_search_that_was_being_typed_is_gone_on_with(driven: Driven) -> None:
    driven.keys(KEY.Key_Slash)
    driven.type("bui")
    driven.control(KEY.Key_K)
    driven.until(lambda: driven.window.findChild(Palette) is not None)
    driven.until(lambda: driven.window.findChild(Palette).isActiveWindow())
    driven.keys(KEY.Key_Escape)
    driven.until(driven.window.search.line.hasFocus)
    assert driven.window.search.text() == "bui"


def test_a_question_asked_from_it_gives_the_keyboard_back_to_the_list(driven: Driven) -> None:
    driven.wait_beside()
    opened(driven)
    driven.type("open the article in")
    driven.keys(KEY.Key_Return)
    question = driven.window.context.article.question
    driven.until(question.isVisible)
    driven.until(question.yes.hasFocus)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)
    assert not question.isVisible()


def test_it_closes_when_another_window_is_turned_to(driven: Driven) -> None:
    palette = opened(driven)
    driven.window.activateWindow()
    driven.until(lambda: driven.window.findChild(Palette) is None)
    assert driven.window.isVisible()
    del palette


def test_it_says_when_nothing_is_called_that(driven: Driven) -> None:
    palette = opened(driven)
    driven.type("qqq")
    assert names(palette) == []
    assert palette.typed.accessibleDescription() == "Nothing that can be done now is called that."
    driven.keys(KEY.Key_Escape)


def test_what_is_typed_before_the_keyboard_has_come_is_typed_into_it(driven: Driven) -> None:
    driven.control(KEY.Key_K)
    palette = driven.window.findChild(Palette)
    assert isinstance(palette, Palette)
    assert not palette.isActiveWindow()
    for key in (KEY.Key_A, KEY.Key_S, KEY.Key_X, KEY.Key_Backspace):
        driven.qtbot.keyClick(driven.list, key)
    driven.until(palette.isActiveWindow)
    driven.type("k")
    assert palette.typed.text() == "ask"
    driven.keys(KEY.Key_Escape)
    driven.until(driven.window.isActiveWindow)
    driven.settle()
    assert driven.rows() == 20
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
