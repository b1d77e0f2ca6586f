"""The whole desk, by keys: read, decide, undo, bulk, reply, find one's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.services import desk as reading
from app.services import moderation
from app.services.newsroom import Newsroom
from tests.app.log_newsroom import entries_of, listed
from tests.ui.conftest import Driven, Fill, comment
from tests.ui.deciding import KEY, decide_elsewhere, ids_of, text_of
from ui import moderating
from ui.application import open_desk
from ui.shortcuts import COMMANDS

# Deciding by keys


def test_ten_quick_presses_approve_ten_comments(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(*[KEY.Key_A] * 10)
    driven.wait_rows(10)
    assert len(ids_of(newsroom)) == 10
    approved = reading.page(newsroom, ids_of(newsroom, Status.APPROVED))
    assert {one.text for one in approved} == {text_of(number) for number in range(10, 20)}
    assert {one.decided_by for one in approved} == {"An"}
    assert driven.current_text() == text_of(9)
    driven.until(lambda: driven.count("approved") == 10)
    assert driven.count("pending") == 10


def test_three_undone_come_back_where_they_were(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(*[KEY.Key_A] * 5)
    driven.wait_rows(15)
    driven.keys(KEY.Key_Z, KEY.Key_Z)
    driven.control(KEY.Key_Z)
    driven.wait_rows(18)
    driven.settle()
    assert [driven.value(row, b"text") for row in range(4)] == [
        text_of(number) for number in (17, 16, 15, 14)
    ]
    assert driven.current_text() == text_of(17)
    assert len(ids_of(newsroom)) == 18
    driven.keys(
        KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    driven.wait_rows(17)
    assert len(ids_of(newsroom)) == 17


def test_undo_pressed_before_the_decision_is_committed_undoes_it(
    driven: Driven, newsroom: Newsroom
) -> None:
    for _ in range(5):
        driven.keys(KEY.Key_A, KEY.Key_Z)
    driven.settle()
    driven.wait_rows(20)
    assert len(ids_of(newsroom)) == 20
    assert len(listed(newsroom)) == 10
    assert not driven.action("undoAction").isEnabled()


def test_spam_and_back_to_pending(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_S)
    driven.wait_rows(19)
    driven.until(lambda: driven.count("spam") == 1)
    driven.choose("spam")
    driven.wait_rows(1)
    driven.keys(KEY.Key_U)
    driven.wait_rows(0)
    assert len(ids_of(newsroom)) == 20


def test_rejecting_asks_for_a_reason_and_one_digit_gives_it(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_D)
    assert driven.rows() == 20
    driven.keys(KEY.Key_3)
    driven.wait_rows(19)
    (rejected,) = reading.page(newsroom, ids_of(newsroom, Status.REJECTED))
    assert rejected.reason == "advertising"
    assert QApplication.focusWidget() is driven.list


def test_a_reason_is_asked_for_as_soon_as_the_comment_is_there(driven: Driven) -> None:
    rejection = driven.window.context.rejection
    driven.keys(KEY.Key_A, KEY.Key_J, KEY.Key_J, KEY.Key_D)
    driven.until(rejection.isVisible)
    driven.keys(KEY.Key_2)
    driven.wait_rows(18)
    driven.keys(KEY.Key_J, KEY.Key_R)
    driven.until(lambda: QApplication.focusWidget() is driven.widget("replyEditor"))


def test_a_rejection_that_is_called_off_changes_nothing(driven: Driven, newsroom: Newsroom) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_D, KEY.Key_Escape)
    driven.settle()
    assert driven.rows() == 20
    assert QApplication.focusWidget() is driven.list


def test_moving_and_deciding_in_the_middle(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_J, KEY.Key_J, KEY.Key_K, KEY.Key_A)
    driven.wait_rows(19)
    (approved,) = reading.page(newsroom, ids_of(newsroom, Status.APPROVED))
    assert approved.text == text_of(18)
    assert driven.current_text() == text_of(17)


def test_the_last_decision_leaves_an_empty_queue_that_says_so(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(*[KEY.Key_A] * 20)
    driven.wait_rows(0)
    driven.settle()
    assert not driven.action("approveAction").isEnabled()
    driven.keys(KEY.Key_Z)
    driven.wait_rows(1)


# Reply, edit, note


def test_reply_and_approve_in_one(driven: Driven, newsroom: Newsroom) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_R)
    assert QApplication.focusWidget() is driven.widget("replyEditor")
    driven.type("Cam on ban, toa soan da chuyen y kien.")
    driven.control(KEY.Key_Return)
    driven.wait_rows(19)
    approved = reading.page(newsroom, ids_of(newsroom, Status.APPROVED))
    reply = next(one for one in approved if one.by_newsroom)
    parent = next(one for one in approved if not one.by_newsroom)
    assert reply.parent_id == parent.id
    assert reply.text == "Cam on ban, toa soan da chuyen y kien."
    assert QApplication.focusWidget() is driven.list
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)
    assert not ids_of(newsroom, Status.APPROVED)


def test_a_reply_being_written_survives_moving_on_and_a_restart(
    driven: Driven, newsroom: Newsroom, qapp: QApplication
) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_R)
    driven.type("Chua xong")
    driven.keys(KEY.Key_Escape)
    driven.settle()
    driven.window.close()
    again = open_desk(str(driven.database))
    again.show()
    driven.until(again.isActiveWindow)
    reopened = Driven(driven.qtbot, again, driven.database)
    reopened.wait_rows(20)
    reopened.wait_context(text_of(19))
    reopened.keys(KEY.Key_R)
    editor = reopened.widget("replyEditor")
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "Chua xong"
    again.close()
    again.deleteLater()
    qapp.processEvents()


def test_an_edit_keeps_the_original_and_shows_the_difference(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_E)
    driven.type(" Them.")
    driven.control(KEY.Key_Return)
    driven.wait_rows(19)
    (edited,) = reading.page(newsroom, ids_of(newsroom, Status.APPROVED))
    assert edited.text == text_of(19) + " Them."
    beside = reading.context(newsroom, edited.id)
    assert beside is not None
    assert beside.original == text_of(19)


def test_a_note_stays_beside_the_comment(driven: Driven, newsroom: Newsroom) -> None:
    driven.wait_context(text_of(19))
    driven.keys(KEY.Key_N)
    driven.type("da hoi phong vien")
    driven.control(KEY.Key_Return)
    driven.wait_said("Noted")
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    (noted,) = ids_of(newsroom, Status.APPROVED)
    beside = reading.context(newsroom, noted)
    assert beside is not None
    assert [one.text for one in beside.notes] == ["da hoi phong vien"]


# Many at once


def test_marked_comments_are_decided_as_one_and_undone_as_one(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_A)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    assert driven.rows() == 20
    driven.keys(KEY.Key_Return)
    driven.wait_rows(17)
    entries = entries_of(newsroom, listed(newsroom))
    assert len({entry.batch for entry in entries}) == 1
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)


def test_the_whole_queue_leaves_out_what_is_flagged_unless_asked_for(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    fill(comment(30, "Vay nhanh xem https://vay.example.com/ngay nhé"))
    driven.qtbot.keyClick(driven.list, KEY.Key_F5)
    driven.wait_rows(21)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    said = " ".join(button.text() for button in strip.findChildren(QPushButton))
    assert "20" in said
    assert "21" in said
    driven.keys(KEY.Key_Return)
    driven.wait_rows(1)
    assert driven.value(0, b"flags")
    driven.keys(KEY.Key_Z)
    driven.wait_rows(21)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    driven.until(strip.isVisible)
    driven.keys(KEY.Key_Tab, KEY.Key_Return)
    driven.wait_rows(0)


def test_a_question_about_one_comment_speaks_of_one(driven: Driven, fill: Fill) -> None:
    fill(comment(30, "Vay nhanh xem https://vay.example.com/ngay nhé"))
    driven.qtbot.keyClick(driven.list, KEY.Key_F5)
    driven.wait_rows(21)
    strip = driven.window.bulk
    for steps, found, first in (
        ((KEY.Key_X, KEY.Key_J), "It is not flagged.", strip.safe),
        (
            (KEY.Key_K, KEY.Key_K, KEY.Key_X, KEY.Key_J),
            "It gives a reason to look twice: listed words, links.",
            strip.everything,
        ),
    ):
        driven.keys(*steps, KEY.Key_A)
        driven.until(strip.isVisible)
        said = [label.text() for label in strip.findChildren(QLabel)]
        assert said == ["Approve: 1 comment", found]
        assert first.hasFocus()
        assert "1" not in first.text()
        driven.keys(KEY.Key_Escape, KEY.Key_Escape)
        driven.until(lambda: driven.window.queue.model.marked_count() == 0)


def test_what_others_decide_while_the_preview_is_read_is_left_alone(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    third = ids_of(newsroom)[2]
    decide_elsewhere(newsroom, third, Decision(Action.REJECT, reason="insult"))
    driven.until(lambda: driven.count("pending") == 19)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: driven.count("approved") == 19)
    assert reading.page(newsroom, [third])[0].status is Status.REJECTED


def test_a_bulk_decision_called_off_changes_nothing(driven: Driven, newsroom: Newsroom) -> None:
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_S)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    driven.keys(KEY.Key_Escape)
    assert not strip.isVisible()
    driven.settle()
    assert len(ids_of(newsroom)) == 20
    assert QApplication.focusWidget() is driven.list


# Finding one's way


def test_search_narrows_by_words_with_or_without_marks(driven: Driven) -> None:
    driven.keys(KEY.Key_Slash)
    assert QApplication.focusWidget() is driven.widget("searchField")
    driven.type("thu 7")
    driven.wait_rows(1)
    assert driven.value(0, b"text") == text_of(7)
    driven.keys(KEY.Key_Return)
    assert QApplication.focusWidget() is driven.list
    driven.keys(KEY.Key_Slash, KEY.Key_Escape)
    driven.wait_rows(20)


def test_an_articles_comments_by_a_click(driven: Driven) -> None:
    articles = driven.window.sidebar.articles
    driven.qtbot.mouseClick(articles.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10 + 28))
    driven.wait_rows(7)
    assert driven.value(0, b"articleTitle") == "Học phí năm học mới"


def test_a_queue_by_keys(driven: Driven) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    queues = driven.widget("queueSidebar")
    queues.setFocus()
    driven.keys(KEY.Key_End, KEY.Key_Up, KEY.Key_Up, KEY.Key_Return)
    driven.wait_rows(1)
    assert driven.value(0, b"status") == "approved"


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise")
def test_the_order_can_be_turned_round(driven: Driven) -> None:
    sort = driven.window.queue.findChild(QToolButton)
    assert isinstance(sort, QToolButton)

    def second_of_menu() -> None:
        for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):
            driven.qtbot.keyClick(QApplication.activePopupWidget(), key)

    sort.setFocus()
    QTimer.singleShot(50, second_of_menu)
    driven.keys(KEY.Key_Space)
    driven.until(lambda: driven.value(0, b"text") == text_of(0))
    assert sort.text() == "oldest first ▾"


def test_the_palette_runs_a_command_by_a_part_of_its_name(driven: Driven) -> None:
    driven.control(KEY.Key_K)
    palette = driven.window.findChild(QWidget, "palette")
    assert palette is not None
    driven.until(palette.isActiveWindow)
    driven.type("appr")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(19)


def test_every_key_is_on_the_help_sheet(driven: Driven) -> None:
    driven.keys(KEY.Key_F1)
    sheet = driven.window.findChild(QWidget, "helpSheet")
    assert sheet is not None
    driven.until(sheet.isActiveWindow)
    said = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    for command in COMMANDS:
        action = driven.action(command.name)
        keys = " · ".join(each.toString() for each in action.shortcuts())
        assert not keys or said[said.index(action.text()) + 1] == keys
    assert {"A", "Ctrl+Z · Z", "? · F1"} <= set(said)
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(QWidget, "helpSheet") is None)


def test_errors_reach_the_status_line_in_words(driven: Driven, newsroom: Newsroom) -> None:
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE UPDATE ON comment BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    driven.keys(KEY.Key_A)
    driven.wait_said("Something unexpected went wrong; the details are in .* log file")
    assert driven.rows() == 20
    assert len(ids_of(newsroom)) == 20


def test_a_long_batch_shows_its_progress_and_is_undone_as_one(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moderating, "LONG_BATCH", 5)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_S)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    driven.keys(KEY.Key_Return)
    driven.wait_rows(0)
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)
    assert len(ids_of(newsroom)) == 20


def test_a_long_batch_that_is_stopped_leaves_nothing_half_done(
    driven: Driven, newsroom: Newsroom, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moderating, "LONG_BATCH", 5)
    monkeypatch.setattr(moderation, "CHUNK", 1)
    fill(*(comment(number) for number in range(100, 700)))
    driven.qtbot.keyClick(driven.list, KEY.Key_F5)
    driven.wait_rows(620)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_S)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    work = driven.window.status.work
    driven.keys(KEY.Key_Return)
    driven.until(work.isVisible)
    driven.qtbot.mouseClick(work.findChild(QPushButton), Qt.MouseButton.LeftButton)
    driven.wait_said("[Ss]topped")
    assert driven.rows() == 620
    assert len(ids_of(newsroom)) == 620
    driven.keys(KEY.Key_Escape, KEY.Key_A)
    driven.wait_rows(619)


def test_a_storm_of_keys_ends_where_the_database_is(driven: Driven, newsroom: Newsroom) -> None:
    """Decisions and undos in any quick order: what is listed is what is pending."""
    storm = [KEY.Key_A, KEY.Key_S, KEY.Key_Z, KEY.Key_J, KEY.Key_A, KEY.Key_Z, KEY.Key_Z, KEY.Key_A]
    for _ in range(4):
        driven.keys(*storm)
        driven.keys(KEY.Key_Z, modifier=Qt.KeyboardModifier.ShiftModifier)
    driven.until(lambda: not driven.busy())
    pending = ids_of(newsroom)
    listed = [driven.value(row, b"commentId") for row in range(driven.rows())]
    assert listed == pending
    driven.until(lambda: driven.count("pending") == len(pending))
