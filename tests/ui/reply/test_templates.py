"""Templates in the composer: by their keys, by the menu, and from the desk's database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from app.domain.comment import Status
from app.domain.hostile import MAX_TEXT
from app.domain.template import ReplyTemplate
from app.services import desk as reading
from app.services import templates
from app.services.newsroom import Newsroom
from tests.ui.conftest import ARTICLE, OTHER, Driven, comment
from tests.ui.context.beside import HOSTILE, writer
from tests.ui.context.beside import comment as shown
from ui import theme as look
from ui.reply.editor import ReplyEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "grabbing the keyboard")

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
THANKS = ReplyTemplate(1, "Thanks & more", "Cảm ơn {tên} đã đọc “{bài}”. {người duyệt}")
SHORT = ReplyTemplate(2, "", "Vâng {x}.")
ONE = shown(1, "Hom qua troi mua", writer=writer("Đỗ Hoàng"))


@pytest.fixture
def editor(qtbot: QtBot) -> ReplyEditor:
    editor = ReplyEditor()
    qtbot.addWidget(editor)
    editor.resize(700, 200)
    editor.set_theme(look.LIGHT)
    editor.set_language("en")
    editor.templates.speak_as("An")
    editor.templates.offer([THANKS, SHORT])
    return editor


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def opened(editor: ReplyEditor, qtbot: QtBot) -> QMenu:
    editor.templates.click()
    menu = editor.templates.menu_shown
    qtbot.waitUntil(menu.isVisible)
    menu.close()
    return menu


def test_a_template_is_the_whole_text_of_an_empty_reply(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "  ")
    qtbot.keyClick(editor.edit, KEY.Key_1, CONTROL)
    assert editor.edit.text_written() == f"Cảm ơn Đỗ Hoàng đã đọc “{ONE.article_title}”. An"
    qtbot.keyClick(editor.edit, KEY.Key_Z, CONTROL)
    assert editor.edit.text_written() == "  "


def test_a_template_goes_where_the_cursor_is_and_ctrl_z_takes_it_back(
    editor: ReplyEditor, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "ab")
    qtbot.keyClick(editor.edit, KEY.Key_Left)
    qtbot.keyClick(editor.edit, KEY.Key_2, CONTROL)
    assert editor.edit.text_written() == "aVâng {x}.b"
    qtbot.keyClick(editor.edit, KEY.Key_Z, CONTROL)
    assert editor.edit.text_written() == "ab"
    qtbot.keyClick(editor.edit, KEY.Key_A, CONTROL)
    qtbot.keyClick(editor.edit, KEY.Key_2, CONTROL | Qt.KeyboardModifier.KeypadModifier)
    assert editor.edit.text_written() == "Vâng {x}."


def test_a_key_without_a_template_says_so_and_other_keys_are_not_taken(
    editor: ReplyEditor, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    qtbot.keyClick(editor.edit, KEY.Key_3, CONTROL)
    assert "Ctrl+3" in editor._state.text()
    for key, modifier in (
        (KEY.Key_0, CONTROL),
        (KEY.Key_1, CONTROL | Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(editor.edit, key, modifier)
    assert editor.edit.text_written() == ""
    qtbot.keyClick(editor.edit, KEY.Key_1)
    assert editor.edit.text_written() == "1"
    assert editor._state.text() == ""


@pytest.mark.parametrize("mode", ["open_edit", "open_note"])
def test_only_a_reply_has_templates(editor: ReplyEditor, qtbot: QtBot, mode: str) -> None:
    getattr(editor, mode)(ONE)
    before = editor.edit.text_written()
    assert editor.templates.isHidden()
    qtbot.keyClick(editor.edit, KEY.Key_1, CONTROL)
    assert editor.edit.text_written() == before
    editor.open_reply(ONE)
    assert editor.templates.isVisible()


def test_a_reply_that_is_being_sent_takes_no_template(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE)
    qtbot.keyClick(editor.edit, KEY.Key_2, CONTROL)
    qtbot.keyClick(editor.edit, KEY.Key_Return, CONTROL)
    assert editor.is_busy()
    qtbot.keyClick(editor.edit, KEY.Key_1, CONTROL)
    assert editor.edit.text_written() == "Vâng {x}."


def test_a_template_too_many_is_cut_and_said(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE)
    long = QMimeData()
    long.setText("x " * (MAX_TEXT // 2 - 1))
    editor.edit.insertFromMimeData(long)
    qtbot.keyClick(editor.edit, KEY.Key_1, CONTROL)
    assert editor.edit.text_written().endswith("x Cả")
    assert "cut" in editor._state.text()


def test_the_menu_lists_names_with_their_keys_and_a_preview(
    editor: ReplyEditor, qtbot: QtBot
) -> None:
    editor.templates.offer([THANKS, SHORT, *[SHORT] * 9])
    editor.open_reply(replace(ONE, writer=writer(HOSTILE)))
    menu = opened(editor, qtbot)
    said = entries(menu)
    assert said[:2] == ["Thanks && more\tCtrl+1", "Vâng {x}.\tCtrl+2"]
    assert [text.split("\t")[1] for text in said[8:11]] == ["Ctrl+9", "", ""]
    assert said[-1] == "Change templates…"
    preview = menu.actions()[0].toolTip()
    assert "Cảm ơn" in preview
    assert "\u202e" not in preview
    assert menu.accessibleName() == editor.templates.accessibleName()
    menu.actions()[1].trigger()
    assert editor.edit.text_written() == "Vâng {x}."


def test_without_templates_the_menu_leads_to_where_they_are_written(
    editor: ReplyEditor, qtbot: QtBot
) -> None:
    editor.templates.offer([])
    editor.open_reply(ONE)
    menu = opened(editor, qtbot)
    assert entries(menu) == ["No templates yet", "Write templates…"]
    assert not menu.actions()[0].isEnabled()
    with qtbot.waitSignal(editor.templates.managed):
        menu.actions()[-1].trigger()
    for key in (KEY.Key_Return, KEY.Key_Down, KEY.Key_Space):
        qtbot.keyClick(editor.templates, key)
        qtbot.waitUntil(menu.isVisible)
        menu.close()


def test_its_keys_go_before_the_windows(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    editor = ReplyEditor()
    window.setCentralWidget(editor)
    heard: list[str] = []
    for key in ("Ctrl+2", "Ctrl+0"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False, key=key: heard.append(key))
        window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.templates.offer([THANKS, SHORT])
    editor.open_reply(ONE)
    for digit in (KEY.Key_2, KEY.Key_0):
        qtbot.keyClick(editor.edit, digit, CONTROL)
    assert (editor.edit.text_written(), heard) == ("Vâng {x}.", ["Ctrl+0"])


# At the desk


def test_replying_from_a_template_and_approving_takes_three_keys(
    driven: Driven, newsroom: Newsroom
) -> None:
    pressed: list[tuple[Qt.Key, Qt.KeyboardModifier]] = []

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        pressed.append((key, modifier))
        driven.keys(key, modifier=modifier)
        driven.until(lambda: not driven.busy())

    templates.change_reply_templates(newsroom, [THANKS])
    text, name = comment(19).text, comment(19).name
    press(KEY.Key_R)
    press(KEY.Key_1, CONTROL)
    press(KEY.Key_Return, CONTROL)
    assert len(pressed) == 3
    driven.wait_rows(19)
    found = reading.page(newsroom, reading.listing(newsroom, reading.Queue(status=None)).ids)
    said = {one.text: one for one in found}
    title = ARTICLE.title if comment(19).article == "cau" else OTHER.title
    assert said[text].status is Status.APPROVED
    assert said[f"Cảm ơn {name} đã đọc “{title}”. An"].parent_id == said[text].id
    assert driven.list.hasFocus()


def test_what_another_desk_has_written_is_there_with_the_next_reply(
    driven: Driven, newsroom: Newsroom
) -> None:
    menu = driven.window.context.composer.templates
    assert menu.filled(0) is None
    templates.change_reply_templates(newsroom, [SHORT])
    driven.keys(KEY.Key_R)
    driven.until(lambda: menu.filled(0) == SHORT.text)


def test_an_entry_of_the_open_menu_is_what_it_says_whatever_is_read_meanwhile(
    editor: ReplyEditor, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    menu = opened(editor, qtbot)
    entry = next(action for action in menu.actions() if action.text().startswith("Vâng"))
    editor.templates.offer([SHORT, THANKS])
    entry.trigger()
    assert editor.edit.text_written() == "Vâng {x}."
