"""What others do meanwhile: it is told, counted and waits, and moves nothing under the hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QPushButton,
)

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui.conftest import FIRST_AT, Driven, Fill, comment
from tests.ui.deciding import KEY, decide_elsewhere, ids_of, text_of
from ui.desk import Desk


def test_a_stale_decision_is_refused_and_says_who(driven: Driven, newsroom: Newsroom) -> None:
    driven.wait_context(text_of(19))
    first = ids_of(newsroom)[0]
    decide_elsewhere(newsroom, first, Decision(Action.REJECT, reason="insult"))
    driven.keys(KEY.Key_A)
    driven.wait_said("Bình")
    assert reading.page(newsroom, [first])[0].status is Status.REJECTED
    assert driven.rows() == 20


def test_what_waits_is_shown_when_nothing_else_is_left(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    fill(comment(30), comment(31))
    said = driven.widget("newComments")
    assert isinstance(said, QPushButton)
    driven.until(lambda: "2 new" in said.text() and said.isVisible())
    assert driven.rows() == 20
    driven.keys(*[KEY.Key_A] * 20)
    driven.until(lambda: not said.isVisible())
    assert driven.rows() == 2
    assert driven.current_text() == text_of(31)


def test_what_others_decide_fades_where_it_stands(driven: Driven, newsroom: Newsroom) -> None:
    third = ids_of(newsroom)[2]
    decide_elsewhere(newsroom, third, Decision(Action.APPROVE))
    faded = driven.role(b"faded")
    index = driven.list.model().index(2, 0)
    driven.until(lambda: index.data(faded) is not None)
    assert index.data(faded).moderator == "Bình"
    assert driven.rows() == 20
    driven.until(lambda: driven.count("pending") == 19)


def test_new_comments_wait_and_do_not_move_the_list(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    driven.keys(KEY.Key_J, KEY.Key_J)
    fill(comment(40), comment(41))
    driven.until(lambda: driven.count("pending") == 22)
    assert driven.rows() == 20
    assert driven.current_text() == text_of(17)
    driven.keys(KEY.Key_F5)
    driven.wait_rows(22)
    assert driven.value(0, b"text") == text_of(41)
    assert driven.current_text() == text_of(17)
    assert in_sight(driven)


def test_the_current_comment_is_in_sight_when_the_new_ones_are_shown(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    driven.keys(*[KEY.Key_J] * 15)
    driven.wait_beside()
    fill(comment(40))
    driven.until(lambda: driven.count("pending") == 21)
    driven.keys(KEY.Key_F5)
    driven.wait_rows(21)
    driven.settle()
    assert driven.list.rowAt(0) == 0
    assert in_sight(driven)
    assert driven.current_text() == text_of(40)
    driven.keys(KEY.Key_A)
    driven.wait_rows(20)
    (approved,) = reading.page(newsroom, ids_of(newsroom, Status.APPROVED))
    assert approved.text == text_of(40)


def in_sight(driven: Driven) -> bool:
    """Whether all of the current comment's card is on the screen."""
    place = driven.list.visualRect(driven.list.currentIndex())
    return driven.list.viewport().rect().contains(place)


def test_new_ones_are_counted_on_as_they_come_also_in_a_filtered_queue(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    link = "Vay nhanh xem https://vay.example.com/{} nhé"
    fill(comment(30, link.format(30)))
    driven.choose("links")
    driven.wait_rows(1)
    said = driven.widget("newComments")
    assert isinstance(said, QPushButton)
    fill(comment(31, link.format(31)), comment(32))
    driven.until(lambda: "1 new" in said.text() and said.isVisible())
    fill(comment(33, link.format(33)), comment(34, link.format(34)))
    driven.until(lambda: "3 new" in said.text())
    decide_elsewhere(newsroom, ids_of(newsroom)[0], Decision(Action.APPROVE))
    driven.until(lambda: "2 new" in said.text())
    assert driven.rows() == 1
    driven.qtbot.keyClick(driven.list, KEY.Key_F5)
    driven.wait_rows(3)
    assert not said.isVisible()


def test_what_comes_to_the_oldest_by_waiting_waits_like_what_is_new(
    driven: Driven, fill: Fill
) -> None:
    fill(comment(30, created_at=moment.now() - 2 * moment.DAY))
    desk, ahead = driven.window.findChild(Desk), 0
    assert isinstance(desk, Desk)
    desk.newsroom = replace(desk.newsroom, clock=lambda: moment.now() + ahead)
    driven.until(lambda: driven.count("oldest") == 1)
    driven.choose("oldest")
    driven.wait_rows(1)
    said = driven.widget("newComments")
    assert isinstance(said, QPushButton)
    driven.settle()
    assert not said.isVisible()
    ahead = FIRST_AT + moment.DAY + 150 * moment.SECOND - moment.now()
    driven.until(lambda: "3 new" in said.text() and said.isVisible())
    assert (driven.rows(), driven.count("oldest")) == (1, 4)
    said.click()
    driven.wait_rows(4)
    assert [driven.value(row, b"text") for row in range(4)] == [
        text_of(number) for number in (30, 0, 1, 2)
    ]
