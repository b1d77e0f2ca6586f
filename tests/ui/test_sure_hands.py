"""Quick hands and changed minds: what a key means is what was shown when it was pressed."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.domain.errors import NewsroomError
from app.domain.queue import Queue
from app.domain.words import Words
from app.services import desk as reading
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven, Fill, comment
from ui import listing
from ui.queue.bulk_strip import BulkStrip

KEY = Qt.Key


def texts(newsroom: Newsroom, status: Status) -> set[str]:
    ids = reading.listing(newsroom, Queue(status=status)).ids
    return {one.text for one in reading.page(newsroom, ids)}


def texts_of(*numbers: int) -> set[str]:
    return {comment(number).text for number in numbers}


def strip_of(driven: Driven) -> BulkStrip:
    strip = driven.widget("bulkStrip")
    assert isinstance(strip, BulkStrip)
    return strip


def quiet(driven: Driven) -> None:
    driven.until(lambda: not driven.busy())
    driven.settle()


def choose(driven: Driven, row: int, rows: int) -> None:
    """A fixed queue, by keys."""
    driven.window.sidebar.queues.setFocus()
    driven.keys(KEY.Key_Home, *[KEY.Key_Down] * row, KEY.Key_Return)
    driven.wait_rows(rows)
    quiet(driven)


def test_a_key_after_undo_decides_what_came_back(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    driven.wait_beside()
    slow = threading.Event()
    read_after = listing.desk.listing

    def slowly(*arguments: object) -> object:
        slow.wait(0.15)
        return read_after(*arguments)

    monkeypatch.setattr(listing.desk, "listing", slowly)
    driven.keys(KEY.Key_Z, KEY.Key_S)
    quiet(driven)
    assert texts(newsroom, Status.SPAM) == texts_of(19)
    driven.keys(KEY.Key_Z)
    driven.keys(KEY.Key_Z, modifier=Qt.KeyboardModifier.ShiftModifier)
    driven.keys(KEY.Key_A)
    quiet(driven)
    assert texts(newsroom, Status.SPAM) == texts_of(19)
    assert texts(newsroom, Status.APPROVED) == texts_of(18)


def test_of_all_but_some_the_one_left_is_decided(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(*[KEY.Key_A] * 18)
    driven.wait_rows(2)
    driven.wait_beside()
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_X, KEY.Key_S)
    driven.until(strip_of(driven).isVisible)
    driven.keys(KEY.Key_Return)
    driven.wait_rows(1)
    assert texts(newsroom, Status.SPAM) == texts_of(0)


def test_a_mark_elsewhere_is_not_decided_unasked(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_X, KEY.Key_J, KEY.Key_J, KEY.Key_A)
    driven.until(strip_of(driven).isVisible)
    assert not texts(newsroom, Status.APPROVED)
    driven.keys(KEY.Key_Escape)
    assert not strip_of(driven).isVisible()
    driven.keys(KEY.Key_X, KEY.Key_K, KEY.Key_K, KEY.Key_X, KEY.Key_J, KEY.Key_J, KEY.Key_A)
    driven.wait_rows(19)
    assert texts(newsroom, Status.APPROVED) == texts_of(17)


def test_a_decided_comment_that_stays_is_unmarked(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_Slash)
    driven.type("is:any bui ")
    quiet(driven)
    driven.keys(KEY.Key_Return)
    driven.until(driven.list.hasFocus)
    quiet(driven)
    driven.keys(KEY.Key_X, KEY.Key_A)
    driven.wait_said("Approved")
    quiet(driven)
    assert driven.window.queue.model.marked_count() == 0
    driven.keys(KEY.Key_J, KEY.Key_A)
    driven.until(lambda: texts(newsroom, Status.APPROVED) == texts_of(19, 18))


def test_undo_after_a_bulk_decision_undoes_that_one(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    driven.keys(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_S)
    driven.until(strip_of(driven).isVisible)
    driven.keys(KEY.Key_Return, KEY.Key_Z)
    quiet(driven)
    driven.wait_rows(19)
    assert texts(newsroom, Status.APPROVED) == texts_of(19)
    assert not texts(newsroom, Status.SPAM)


def test_a_question_about_one_queue_is_not_answered_in_another(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_S)
    driven.until(strip_of(driven).isVisible)
    choose(driven, 5, 0)
    assert not strip_of(driven).isVisible()
    driven.window.sidebar.queues.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Return, KEY.Key_S)
    driven.wait_rows(20)
    quiet(driven)
    assert not strip_of(driven).isVisible()
    assert len(texts(newsroom, Status.SPAM)) <= 1


def test_a_reply_leaves_marks_elsewhere(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_J, *[KEY.Key_X, KEY.Key_J] * 3, *[KEY.Key_K] * 4)
    driven.wait_beside()
    assert driven.window.queue.model.marked_count() == 3
    driven.keys(KEY.Key_R)
    driven.type("Cam on ban")
    driven.control(KEY.Key_Return)
    driven.wait_rows(19)
    quiet(driven)
    assert driven.window.queue.model.marked_count() == 3
    assert comment(19).text in texts(newsroom, Status.APPROVED)


def test_an_edit_never_overwrites_what_somebody_else_wrote_meanwhile(
    driven: Driven, newsroom: Newsroom
) -> None:
    first = reading.listing(newsroom, Queue()).ids[0]
    driven.keys(KEY.Key_E)
    driven.type(" Mine.")
    version = reading.page(newsroom, [first])[0].version
    finish(decide(newsroom, [first], [Decision(Action.EDIT, text="Theirs.")], version))
    driven.wait_context("Theirs.")
    composer = driven.window.context.composer
    modifiers = Qt.KeyboardModifier.ControlModifier
    driven.keys(KEY.Key_Return, modifier=modifiers)
    quiet(driven)
    driven.until(lambda: not composer.is_busy())
    assert reading.page(newsroom, [first])[0].text == "Theirs."
    assert composer.isVisible()
    assert composer.edit.toPlainText().endswith("Mine.")

    driven.until(lambda: composer.comment is not None and composer.comment.text == "Theirs.")
    driven.keys(KEY.Key_Return, modifier=modifiers)
    quiet(driven)
    driven.until(lambda: reading.page(newsroom, [first])[0].text.endswith("Mine."))


def test_quick_rejections_reject_each(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(*[KEY.Key_D, KEY.Key_1] * 4)
    driven.wait_rows(16)
    quiet(driven)
    assert texts(newsroom, Status.REJECTED) == texts_of(19, 18, 17, 16)


def test_a_rejection_asked_for_on_the_run_waits_for_its_comment(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_J, KEY.Key_D, KEY.Key_2)
    driven.wait_rows(19)
    assert texts(newsroom, Status.REJECTED) == texts_of(18)
    driven.wait_beside()
    driven.keys(KEY.Key_3)
    quiet(driven)
    driven.keys(KEY.Key_D)
    driven.until(driven.window.context.rejection.isVisible)
    driven.keys(KEY.Key_Escape)
    assert len(texts(newsroom, Status.REJECTED)) == 1


def test_what_is_typed_before_the_composer_opens_decides_nothing(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_J, KEY.Key_R, KEY.Key_A, KEY.Key_S)
    driven.until(driven.window.context.composer.isVisible)
    quiet(driven)
    assert not texts(newsroom, Status.APPROVED) | texts(newsroom, Status.SPAM)


def test_a_queue_that_cannot_be_read_to_its_end_lets_the_keys_go_on(
    driven: Driven, newsroom: Newsroom, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(*(comment(number) for number in range(20, 140)))
    driven.keys(KEY.Key_F5)
    driven.wait_rows(140)
    whole = listing.desk.listing
    broken = True

    def breaking(*arguments: object) -> object:
        if broken and arguments[2] is None:
            raise NewsroomError(Words("Đĩa hỏng.", "The disk is broken."))
        return whole(*arguments)

    monkeypatch.setattr(listing.desk, "listing", breaking)
    driven.keys(KEY.Key_Slash)
    driven.type("bui ")
    driven.wait_rows(100)
    driven.keys(KEY.Key_Return)
    driven.control(KEY.Key_A)
    driven.wait_said("disk is broken")
    driven.until(lambda: not driven.busy())
    broken = False
    driven.control(KEY.Key_A)
    driven.until(lambda: driven.window.queue.model.marked_count() == 140)
