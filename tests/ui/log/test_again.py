"""Undoing from the log more than once: the same line again and again, and keys that are quick."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.services import desk, moderation
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven
from tests.ui.deciding import ids_of
from tests.ui.log.test_at_desk import at_line, log_window, to_desk

KEY = Qt.Key


def test_one_line_is_undone_done_again_and_undone_once_more(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    window = log_window(driven)
    at_line(driven, window, 1)
    for rows, left, words in ((2, 20, "Do again"), (3, 19, "Undo"), (4, 20, "Do again")):
        driven.keys(KEY.Key_Z)
        at_line(driven, window, rows)
        driven.wait_rows(left)
        line = window.detail.line()
        assert line is not None
        assert line.entry.sequence == 1
        driven.until(lambda words=words: window.detail.take_back.words() == words)
    assert ids_of(newsroom, Status.APPROVED) == []


def test_an_undo_that_was_done_again_is_undone_from_its_own_line(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)
    window = log_window(driven)
    at_line(driven, window, 2)
    driven.keys(KEY.Key_Z)
    at_line(driven, window, 3)
    driven.wait_rows(19)
    driven.until(lambda: (line := window.detail.line()) is not None and bool(line.reversal))
    driven.keys(KEY.Key_Z)
    at_line(driven, window, 4)
    driven.wait_rows(20)
    driven.keys(KEY.Key_Home)
    driven.until(lambda: (line := window.detail.line()) is not None and line.entry.sequence == 4)
    assert window.detail.line().entry.action == Action.UNDO


def test_quick_presses_take_a_note_back_once(driven: Driven, newsroom: Newsroom) -> None:
    subject = ids_of(newsroom)[0]
    finish(moderation.decide(newsroom, [subject], [Decision(Action.NOTE, text="Đã gọi.")], 10**9))
    window = log_window(driven)
    at_line(driven, window, 1)
    driven.keys(KEY.Key_Z, KEY.Key_Z)
    at_line(driven, window, 2)
    driven.until(lambda: window.detail.take_back.words() == "Do again")
    driven.keys(KEY.Key_Z, KEY.Key_Z)
    driven.until(lambda: window.detail.take_back.words() == "Undo")
    driven.settle()
    context = desk.context(newsroom, subject)
    assert context is not None
    assert [note.text for note in context.notes] == ["Đã gọi."]
    assert window.model.rowCount() == 3


def test_what_cannot_be_undone_from_the_log_yet_is_undone_later_at_the_desk(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_J, KEY.Key_A)
    driven.wait_rows(19)
    (subject,) = ids_of(newsroom, Status.APPROVED)
    driven.choose("approved")
    driven.wait_rows(1)
    driven.keys(KEY.Key_S)
    driven.wait_rows(0)
    window = log_window(driven)
    at_line(driven, window, 2)
    driven.keys(KEY.Key_End)
    driven.until(lambda: (line := window.detail.line()) is not None and line.entry.sequence == 1)
    driven.keys(KEY.Key_Z)
    driven.until(lambda: bool(window.message.text()))
    assert ids_of(newsroom, Status.SPAM) == [subject]
    to_desk(driven)
    driven.keys(KEY.Key_Z)
    driven.until(lambda: ids_of(newsroom, Status.APPROVED) == [subject])
    driven.settle()
    driven.keys(KEY.Key_Z)
    driven.until(lambda: subject in ids_of(newsroom))
