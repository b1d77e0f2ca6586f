from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QTextOption
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.domain.hostile import MAX_TEXT
from tests.ui.context.beside import HOSTILE, comment, rich_labels, writer
from ui import theme as look
from ui.reply import editor as composer
from ui.reply.editor import DRAFT_PAUSE, ReplyEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

ONE, TWO = comment(1, "Hom qua troi mua"), comment(2, "Khác", writer=writer("Đỗ Hoàng"))
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Heard:
    drafts: list[tuple[object, str]] = field(default_factory=list)
    sent: list[tuple[str, str, bool]] = field(default_factory=list)
    closed: int = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def editor(qtbot: QtBot) -> ReplyEditor:
    editor = ReplyEditor()
    qtbot.addWidget(editor)
    editor.resize(700, 200)
    editor.set_theme(look.LIGHT)
    editor.set_language("en")
    return editor


@pytest.fixture
def heard(editor: ReplyEditor) -> Heard:
    heard = Heard()
    editor.draftChanged.connect(lambda number, text: heard.drafts.append((number, text)))
    editor.submitted.connect(lambda *sent: heard.sent.append(sent))
    editor.closed.connect(heard.close)
    return heard


def test_scripts_find_the_text_by_its_name(editor: ReplyEditor) -> None:
    assert editor.edit.objectName() == "replyEditor"


def test_a_reply_is_sent_with_and_without_approving(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_reply(TWO)
    assert "\u2068Đỗ Hoàng\u2069" in editor._title.text()
    assert not editor.approve_button.isEnabled()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    assert heard.sent == []
    qtbot.keyClicks(editor.edit, "cam on")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    assert heard.sent == [("reply", "cam on", True)]
    assert editor.is_busy()
    assert not editor.approve_button.isEnabled()
    qtbot.keyClicks(editor.edit, "xyz")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    assert len(heard.sent) == 1
    editor.fail("The disk is full.")
    assert editor._state.text() == "The disk is full."
    assert editor.edit.toPlainText() == "cam on"
    qtbot.mouseClick(editor.plain_button, Qt.MouseButton.LeftButton)
    assert heard.sent[1:] == [("reply", "cam on", False)]
    editor.accept()
    assert editor.isHidden()
    assert editor.edit.toPlainText() == ""
    assert heard.drafts[-1] == (2, "")
    assert heard.closed == 1
    editor.open_reply(TWO)
    assert editor.edit.toPlainText() == ""


def test_drafts_are_handed_on_after_a_pause(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_reply(ONE, "bắt đầu")
    assert heard.drafts == []
    qtbot.keyClicks(editor.edit, " ok")
    assert heard.drafts == []
    with qtbot.waitSignal(editor.draftChanged, timeout=4 * DRAFT_PAUSE):
        pass
    assert heard.drafts == [(1, "bắt đầu ok")]
    assert editor._state.text() == "Draft kept"


def test_a_draft_is_handed_on_while_somebody_types_without_a_pause(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "DRAFT_AT_LATEST", 1)
    monkeypatch.setattr(composer, "DRAFT_PAUSE", 600_000)
    editor = ReplyEditor()
    qtbot.addWidget(editor)
    editor.open_reply(ONE)
    with qtbot.waitSignal(editor.draftChanged) as handed_on:
        qtbot.keyClicks(editor.edit, "ab")
    assert handed_on.args == [1, "ab"]


def test_drafts_are_handed_on_at_once_on_close_hide_and_change(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "a")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert heard.drafts == [(1, "a")]
    assert heard.closed == 1
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "b")
    editor.open_reply(TWO)
    assert heard.drafts[-1] == (1, "ab")
    qtbot.keyClicks(editor.edit, "c")
    editor.hide()
    assert heard.drafts[-1] == (2, "c")


def test_what_was_typed_goes_before_a_stored_draft(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE, "cu")
    qtbot.keyClicks(editor.edit, " moi")
    editor.close_composer()
    editor.open_reply(ONE, "cu")
    assert editor.edit.toPlainText() == "cu moi"
    editor.edit.clear()
    editor.close_composer()
    editor.open_reply(ONE, "cu")
    assert editor.edit.toPlainText() == ""


def test_all_three_texts_of_a_comment_survive_each_other(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "reply")
    editor.open_note(ONE)
    assert editor.edit.toPlainText() == ""
    qtbot.keyClicks(editor.edit, "note")
    editor.open_edit(ONE)
    qtbot.keyClicks(editor.edit, " edit")
    editor.close_composer()
    editor.open_note(ONE)
    assert editor.edit.toPlainText() == "note"
    editor.open_reply(ONE)
    assert editor.edit.toPlainText() == "reply"
    editor.open_edit(ONE)
    assert editor.edit.toPlainText() == "Hom qua troi mua edit"
    assert heard.drafts == [(1, "reply")]


def test_an_edit_shows_its_difference_while_it_is_made(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_edit(ONE)
    assert editor.edit.toPlainText() == ONE.text
    assert editor._difference_area.isHidden()
    assert not editor.approve_button.isEnabled()
    qtbot.keyClicks(editor.edit, " to")
    qtbot.waitUntil(editor._difference_area.isVisible)
    assert editor.difference_text.toPlainText() == "Hom qua troi mua to"
    qtbot.keyClick(editor.edit, Qt.Key.Key_Enter, CONTROL)
    assert heard.sent == [("edit", "Hom qua troi mua to", True)]
    editor.accept()
    editor.open_edit(ONE, "Hom kia")
    assert editor._difference_area.isVisible()
    assert "kia" in editor.difference_text.toPlainText()


def test_a_note_has_one_button(editor: ReplyEditor, heard: Heard, qtbot: QtBot) -> None:
    editor.open_note(ONE)
    assert editor.plain_button.isHidden()
    qtbot.keyClicks(editor.edit, "goi lai")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    assert heard.sent == [("note", "goi lai", False)]
    assert heard.drafts == []


def test_an_answer_that_comes_after_moving_on(
    editor: ReplyEditor, heard: Heard, qtbot: QtBot
) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "mot")
    editor.approve_button.click()
    editor.open_reply(TWO)
    editor.accept()
    assert editor.isVisible()
    assert heard.drafts[-1] == (1, "")
    qtbot.keyClicks(editor.edit, "hai")
    editor.approve_button.click()
    editor.open_reply(ONE)
    assert editor.edit.toPlainText() == ""
    editor.fail("no")
    assert editor._state.text() == ""
    editor.open_reply(TWO)
    assert editor.edit.toPlainText() == "hai"
    editor.accept()
    assert editor.isVisible()


def test_opening_again_what_is_open_changes_nothing(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE)
    qtbot.keyClicks(editor.edit, "x")
    editor.open_reply(ONE, "khác")
    assert editor.edit.toPlainText() == "x"


def test_typing_is_not_deciding(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    editor = ReplyEditor()
    window.setCentralWidget(editor)
    for key in ("a", "Ctrl+Return", "Esc"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda: pytest.fail("the window took a key of the composer"))
        window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.open_reply(ONE)
    qtbot.keyClick(editor.edit, "a")
    with qtbot.waitSignal(editor.submitted):
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    editor.fail("no")
    with qtbot.waitSignal(editor.closed):
        qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)


def test_tab_leads_to_the_buttons(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.open_reply(ONE, "xin chào")
    focused = [editor.focusWidget()]
    for _ in range(4):
        qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)
        focused.append(editor.focusWidget())
    buttons = [editor.plain_button, editor.approve_button, editor.templates]
    assert focused == [editor.edit, *buttons, editor.edit]
    assert editor.edit.toPlainText() == "xin chào"


def test_only_plain_text_of_bounded_length_is_pasted(editor: ReplyEditor) -> None:
    editor.open_reply(ONE)
    pasted = QMimeData()
    pasted.setHtml("<b>đậm</b>")
    pasted.setText("đậm <b>")
    editor.edit.insertFromMimeData(pasted)
    assert editor.edit.toPlainText() == "đậm <b>"
    long = QMimeData()
    long.setText("x " * MAX_TEXT)
    start = time.perf_counter()
    editor.edit.insertFromMimeData(long)
    assert time.perf_counter() - start < 5
    assert len(editor.edit.text_written()) == MAX_TEXT
    assert "cut" in editor._state.text()


def test_what_is_pasted_is_laid_out_as_what_was_there(editor: ReplyEditor) -> None:
    editor.open_note(ONE)
    pasted = QMimeData()
    pasted.setText("\u202e" + "a" * 50_000)
    start = time.thread_time()
    editor.edit.insertFromMimeData(pasted)
    assert time.thread_time() - start < 0.15
    option = editor.edit.document().defaultTextOption()
    assert option.wrapMode() is QTextOption.WrapMode.WrapAnywhere
    assert option.flags() & QTextOption.Flag.ShowDefaultIgnorables


def test_hidden_characters_are_drawn_and_can_be_removed(editor: ReplyEditor, heard: Heard) -> None:
    editor.open_edit(comment(5, "an\u202etoàn\u00a0ở đây", writer=writer(HOSTILE)))
    assert editor.clean_button.isVisible()
    assert editor.edit.text_written() == "an\u202etoàn\u00a0ở đây"
    editor.clean_button.click()
    assert editor.clean_button.isHidden()
    editor.approve_button.click()
    assert heard.sent == [("edit", "antoàn\u00a0ở đây", True)]
    assert rich_labels(editor) == []
    assert "\u202e" not in editor._title.text()


def test_a_text_beyond_all_limits_is_cut_and_said(editor: ReplyEditor) -> None:
    editor.open_edit(comment(6, "x" * (MAX_TEXT + 5)))
    assert len(editor.edit.text_written()) == MAX_TEXT
    assert "cut" in editor._state.text()


def test_nothing_submitted_nothing_accepted(editor: ReplyEditor, heard: Heard) -> None:
    editor.accept()
    editor.set_language("vi")
    editor.close_composer()
    assert heard == Heard()
