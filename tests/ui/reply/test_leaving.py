"""Closing the desk over something half written, by keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from app.domain.comment import Status
from app.domain.queue import Queue
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven

KEY = Qt.Key


def asked(driven: Driven) -> QMessageBox:
    question = driven.window.findChild(QMessageBox, "leavingQuestion")
    assert isinstance(question, QMessageBox)
    driven.until(question.isActiveWindow)
    return question


def is_asked(driven: Driven) -> bool:
    return driven.window.findChild(QMessageBox, "leavingQuestion") is not None


def write(driven: Driven, command: Qt.Key, text: str) -> None:
    driven.keys(command)
    driven.until(lambda: QApplication.focusWidget() is driven.window.context.composer.edit)
    driven.type(text)


def test_a_half_written_note_is_asked_about_and_kept(driven: Driven, newsroom: Newsroom) -> None:
    write(driven, KEY.Key_N, "goi lai")
    driven.control(KEY.Key_Q)
    question = asked(driven)
    assert "not saved" in question.text()
    driven.keys(KEY.Key_Return)
    driven.until(lambda: not is_asked(driven))
    assert driven.window.isVisible()
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.window.context.composer.edit.setFocus()
    driven.type(" sau")
    driven.control(KEY.Key_Return)
    driven.wait_said("Noted")
    driven.settle()
    beside = reading.context(newsroom, reading.listing(newsroom, Queue()).ids[0])
    assert beside is not None
    assert [note.text for note in beside.notes] == ["goi lai sau"]
    driven.control(KEY.Key_Q)
    assert not is_asked(driven)
    assert not driven.window.isVisible()


def test_an_edit_left_behind_at_another_comment_is_asked_about(
    driven: Driven, newsroom: Newsroom
) -> None:
    write(driven, KEY.Key_E, " Them.")
    driven.keys(KEY.Key_Escape, KEY.Key_J)
    driven.wait_beside()
    driven.control(KEY.Key_Q)
    asked(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: not is_asked(driven))
    assert driven.window.isVisible()
    driven.window.close()
    asked(driven)
    driven.keys(KEY.Key_Tab, KEY.Key_Space)
    driven.until(lambda: not driven.window.isVisible())
    assert len(reading.listing(newsroom, Queue(status=Status.PENDING)).ids) == 20


def test_nothing_is_asked_where_nothing_would_be_lost(driven: Driven, newsroom: Newsroom) -> None:
    write(driven, KEY.Key_N, "  ")
    driven.keys(KEY.Key_Escape)
    write(driven, KEY.Key_E, "x")
    driven.keys(KEY.Key_Backspace, KEY.Key_Escape)
    write(driven, KEY.Key_R, "Chua xong")
    driven.window.close()
    assert not is_asked(driven)
    assert not driven.window.isVisible()
    ours = replace(newsroom, moderator="An")
    beside = reading.context(ours, reading.listing(ours, Queue()).ids[0])
    assert beside is not None
    assert beside.draft == "Chua xong"
