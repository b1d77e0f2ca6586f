"""What moderators do most takes the fewest steps there can be, from the desk as it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.domain.comment import Status
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui.conftest import ARTICLE, Driven, Fill, comment
from tests.ui.deciding import ids_of

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier

Step = Callable[[], None]


def take(driven: Driven, steps: list[Step], at_most: int) -> None:
    """Do these, each when what the one before asked for is there to be seen."""
    assert len(steps) <= at_most
    for step in steps:
        step()
        driven.until(lambda: not driven.busy())
        driven.settle()


def status_of(newsroom: Newsroom, number: int) -> Status:
    ids = reading.listing(newsroom, reading.Queue(status=None)).ids
    texts = {each.text: each.status for each in reading.page(newsroom, ids)}
    return texts[comment(number).text]


def test_approving_takes_one(driven: Driven, newsroom: Newsroom) -> None:
    take(driven, [lambda: driven.keys(KEY.Key_A)], 1)
    assert status_of(newsroom, 19) is Status.APPROVED


def test_rejecting_with_a_reason_takes_two(driven: Driven, newsroom: Newsroom) -> None:
    take(driven, [lambda: driven.keys(KEY.Key_D), lambda: driven.keys(KEY.Key_2)], 2)
    assert status_of(newsroom, 19) is Status.REJECTED


def test_taking_back_takes_one(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    take(driven, [lambda: driven.keys(KEY.Key_Z)], 1)
    assert status_of(newsroom, 19) is Status.PENDING


def test_approving_the_unflagged_of_one_article_takes_three(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    fill(comment(40, "Vay nhanh tại https://vay-nhanh.example nhé mọi người.", article="cau"))

    def brought_in() -> bool:
        driven.keys(KEY.Key_F5)
        return driven.rows() == 21

    driven.until(brought_in)
    driven.wait_beside()
    assert driven.window.context.context is not None
    assert driven.window.context.context.article.title == ARTICLE.title
    steps: list[Step] = [
        lambda: driven.keys(KEY.Key_X, modifier=SHIFT),
        lambda: driven.keys(KEY.Key_A),
        lambda: driven.keys(KEY.Key_Return),
    ]
    take(driven, steps, 3)
    on_article = [number for number in range(20) if number % 3]
    driven.until(lambda: len(ids_of(newsroom, Status.APPROVED)) == len(on_article))
    assert status_of(newsroom, 0) is Status.PENDING
    assert len(ids_of(newsroom)) == 21 - len(on_article)


def test_every_comment_of_one_writer_takes_one(driven: Driven, fill: Fill) -> None:
    writer = {"name": comment(19).name, "address": comment(19).address}
    fill(*(comment(number, f"Lời thứ {number} của bạn đọc này.", **writer) for number in (50, 51)))
    driven.wait_beside()
    take(driven, [lambda: driven.keys(KEY.Key_W)], 2)
    driven.wait_rows(3)


def test_what_waits_on_one_article_takes_one(driven: Driven) -> None:
    take(driven, [lambda: driven.keys(KEY.Key_B)], 1)
    driven.wait_rows(len([number for number in range(20) if number % 3]))
