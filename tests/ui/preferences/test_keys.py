"""The page about keys by keys alone: changed, added, taken away, moved over, refused, kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Driven
from ui import settings
from ui.application import open_desk
from ui.context.actions import KeyButton
from ui.desk import Desk
from ui.preferences.choices import Choices
from ui.preferences.key_strip import State
from ui.preferences.keys import KeysPage
from ui.window import DeskWindow

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(driven: Driven) -> Iterator[KeysPage]:
    desk, choices = driven.window.findChild(Desk), driven.window.findChild(Choices)
    assert isinstance(desk, Desk)
    assert isinstance(choices, Choices)
    shown = KeysPage(desk, choices)
    shown.resize(640, 640)
    shown.show()
    shown.activateWindow()
    driven.until(shown.isActiveWindow)
    shown.table.setFocus()
    yield shown
    shown.close()
    shown.deleteLater()


def go_to(driven: Driven, page: KeysPage, typed: str) -> None:
    """Walk to a command by typing a part of its name."""
    page.typed.setFocus()
    page.typed.clear()
    driven.type(typed)
    page.table.setFocus()


def press(driven: Driven, key: KEY, modifier: Qt.KeyboardModifier | None = None) -> None:
    driven.keys(key, modifier=modifier or Qt.KeyboardModifier.NoModifier)


def shortcuts(driven: Driven, name: str) -> list[str]:
    return [key.toString() for key in driven.action(name).shortcuts()]


def cap(driven: Driven, name: str) -> str:
    """The key on the action bar's button."""
    buttons = driven.window.findChildren(KeyButton)
    return next(each.key() for each in buttons if each.action().objectName() == name)


def back_at_the_desk(driven: Driven) -> None:
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()


def test_a_key_that_was_changed_works_at_once_and_is_shown(driven: Driven, page: KeysPage) -> None:
    go_to(driven, page, "duyet")
    assert page.table.current() == "approveAction"
    press(driven, KEY.Key_Return)
    assert page.strip.field.hasFocus()
    press(driven, KEY.Key_F)
    assert page.said.text() == "“Approve” is F from now on."
    assert page.table.hasFocus()
    assert shortcuts(driven, "approveAction") == ["F"]
    assert cap(driven, "approveAction") == "F"
    assert settings.load().keys == {"approveAction": ("F",)}
    back_at_the_desk(driven)
    driven.keys(KEY.Key_A)
    driven.settle()
    assert driven.rows() == 20
    driven.keys(KEY.Key_F)
    driven.wait_rows(19)


def test_a_second_key_is_added_and_all_taken_away(driven: Driven, page: KeysPage) -> None:
    go_to(driven, page, "note")
    press(driven, KEY.Key_Plus)
    press(driven, KEY.Key_N, SHIFT)
    assert shortcuts(driven, "noteAction") == ["N", "Shift+N"]
    press(driven, KEY.Key_Delete)
    assert shortcuts(driven, "noteAction") == []
    assert cap(driven, "noteAction") == ""
    assert page.said.text() == "“Note” has no key from now on."
    page.back.click()
    assert shortcuts(driven, "noteAction") == ["N", "Shift+N"]
    page.strip.reset.click()
    assert shortcuts(driven, "noteAction") == ["N"]
    assert settings.load().keys == {}


def test_a_key_of_another_command_is_asked_about_and_moved_over(
    driven: Driven, page: KeysPage
) -> None:
    go_to(driven, page, "reject")
    press(driven, KEY.Key_Return)
    press(driven, KEY.Key_A)
    assert page.strip.state is State.ASKS
    assert page.strip.agree.hasFocus()
    assert page.strip.agree.accessibleDescription() == (
        "A is “Approve”. Give it to “Reject” instead?"
    )
    assert shortcuts(driven, "rejectAction") == ["D"]
    press(driven, KEY.Key_Escape)
    assert page.strip.state is State.CALM
    assert page.table.hasFocus()
    press(driven, KEY.Key_Return)
    press(driven, KEY.Key_A)
    press(driven, KEY.Key_Return)
    assert shortcuts(driven, "rejectAction") == ["A"]
    assert shortcuts(driven, "approveAction") == []
    page.typed.clear()
    page.table.stand_at("approveAction")
    page.strip.reset.click()
    assert page.strip.state is State.ASKS
    page.strip.agree.click()
    assert shortcuts(driven, "approveAction") == ["A"]
    assert shortcuts(driven, "rejectAction") == []


@pytest.mark.parametrize(
    ("key", "modifier", "why"),
    [
        (KEY.Key_Return, None, "Return: it presses and chooses what has the keyboard."),
        (KEY.Key_3, None, "3: digits choose reasons and templates."),
        (KEY.Key_Down, None, "Down: it moves in lists and in texts."),
        (KEY.Key_Delete, None, "Del: it is for editing texts and names."),
        (
            KEY.Key_C,
            Qt.KeyboardModifier.ControlModifier,
            "Ctrl+C: it is for editing texts and names.",
        ),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_the_reason(
    driven: Driven,
    page: KeysPage,
    key: KEY,
    modifier: Qt.KeyboardModifier | None,
    why: str,
) -> None:
    press(driven, KEY.Key_Return)
    press(driven, key, modifier)
    assert page.said.text() == why
    assert page.strip.field.hasFocus()
    assert settings.load().keys == {}
    press(driven, KEY.Key_Escape)
    assert page.table.hasFocus()
    assert page.said.text() == ""


def test_tab_says_why_not_and_is_no_trap(driven: Driven, page: KeysPage) -> None:
    press(driven, KEY.Key_Return)
    press(driven, KEY.Key_Tab)
    assert page.said.text() == "Tab: it leads from part to part of the desk."
    assert page.strip.leave.hasFocus()
    press(driven, KEY.Key_Return)
    assert page.strip.state is State.CALM
    assert page.table.hasFocus()


def test_a_preset_is_chosen_and_taken_back_with_what_was_changed(
    driven: Driven, page: KeysPage
) -> None:
    go_to(driven, page, "approve")
    press(driven, KEY.Key_Return)
    press(driven, KEY.Key_F7)
    page.preset.segments[2].click()
    assert shortcuts(driven, "approveAction") == ["F"]
    assert page.said.text() == "Keys of Coral from now on."
    assert (settings.load().preset, settings.load().keys) == ("coral", {})
    page.back.click()
    assert shortcuts(driven, "approveAction") == ["F7"]
    assert page.preset.segments[0].isChecked()


def test_letters_typed_in_the_table_look_for_a_command(driven: Driven, page: KeysPage) -> None:
    driven.type("c")
    assert page.typed.hasFocus()
    driven.type("a hang")
    assert page.table.current() == "selectAllAction"
    page.typed.setText("ctrl+k")
    assert page.table.current() == "paletteAction"
    page.typed.setText("qqq")
    assert page.table.current() == ""


def test_every_thing_on_it_can_be_found_and_reached(driven: Driven, page: KeysPage) -> None:
    things = page.things()
    assert len({thing.words for thing in things}) == len(things)
    reply = next(thing for thing in things if thing.words == "Reply")
    assert "Trả lời" in reply.also
    assert reply.reach is not None
    reply.reach()
    assert page.table.current() == "replyAction"
    shown = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert len(shown) >= 4
    assert all(each.accessibleName() or each.text() for each in shown)


def test_every_place_that_shows_a_key_shows_the_changed_one(driven: Driven) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    window = driven.window
    before = choices.chosen
    changed = {
        "undoAction": ("F12",),
        "searchAction": ("F7",),
        "paletteAction": ("F8",),
        "rejectAction": (),
    }
    choices.use(replace(before, keys=changed))
    assert window.status.undo.text() == "Undo · F12"
    assert window.search.line.placeholderText().endswith("…   F7")
    assert "⌘ F8" in [each.text() for each in window.findChildren(QPushButton)]
    assert cap(driven, "rejectAction") == ""
    driven.keys(KEY.Key_F12)
    driven.wait_rows(20)
    driven.keys(KEY.Key_F7)
    assert window.search.line.hasFocus()
    choices.use(before)
    assert window.status.undo.text() == "Undo · Ctrl+Z"
    assert window.search.line.placeholderText().endswith("…   /")


def test_the_preferences_open_at_it_and_give_the_keyboard_back(driven: Driven) -> None:
    driven.action("keysAction").trigger()
    driven.until(lambda: any(each.isVisible() for each in driven.window.findChildren(KeysPage)))
    (shown,) = driven.window.findChildren(KeysPage)
    driven.until(shown.isActiveWindow)
    shown.table.setFocus()
    driven.keys(KEY.Key_Return, KEY.Key_Escape)
    assert shown.table.hasFocus()
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)


def test_changed_keys_are_there_after_a_restart(
    driven: Driven, page: KeysPage, qtbot: QtBot, qapp: QApplication
) -> None:
    go_to(driven, page, "approve")
    press(driven, KEY.Key_Return)
    press(driven, KEY.Key_F7)
    driven.window.close()
    again: QMainWindow = open_desk(str(driven.database))
    assert isinstance(again, DeskWindow)
    again.show()
    try:
        action = again.commands.action("approveAction")
        assert action.shortcuts() == [QKeySequence("F7")]
        buttons = again.findChildren(KeyButton)
        assert "F7" in [each.key() for each in buttons if each.action() is action]
        other = Driven(qtbot, again, driven.database)
        other.wait_rows(20)
        other.wait_beside()
        other.until(again.isActiveWindow)
        other.keys(KEY.Key_F7)
        other.wait_rows(19)
    finally:
        again.close()
        again.deleteLater()
        qapp.processEvents()


def test_no_key_is_taken_from_a_command_that_is_not_in_sight(
    driven: Driven, page: KeysPage
) -> None:
    go_to(driven, page, "duyet")
    page.typed.setText("qqqq")
    press(driven, KEY.Key_Delete)
    press(driven, KEY.Key_Return)
    assert page.strip.state is State.CALM
    assert shortcuts(driven, "approveAction") == ["A"]
    page.typed.clear()
    press(driven, KEY.Key_Delete)
    assert shortcuts(driven, "approveAction") == []
