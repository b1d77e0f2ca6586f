"""A delivery changes or sees a comment at its site: the next pull looks at it anew.

Otherwise a colleague who puts it back there as it was at the last pull would never be noticed:
what a pull remembers says that nothing has changed.
"""

from __future__ import annotations

import pytest

from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.services import deliveries as panel
from app.services.delivering import Delivered
from app.services.newsroom import Newsroom
from app.services.pulling import PullReport
from app.sources.site import SiteError
from tests.app.desk_newsroom import (
    APPROVE,
    Clock,
    assert_sound,
    comment,
    decide,
    edit,
    reply,
    sql,
)
from tests.app.services.standin import DOWN, Line, StandIn


@pytest.fixture
def line(newsroom: Newsroom, clock: Clock) -> Line:
    return Line(newsroom, clock, StandIn())


def test_a_colleague_puts_back_what_we_approved(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    assert line.after_the_hold() == Delivered(sent=1)
    line.site.set(name, status=Status.PENDING)
    assert line.pull() == PullReport(updated=1)
    assert comment(line.newsroom, subject).status is Status.PENDING
    assert_sound(line.newsroom)


def test_a_colleague_puts_back_what_a_colleague_had_approved(line: Line) -> None:
    """The delivery found it approved and had nothing to do."""
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.APPROVED)
    assert line.after_the_hold() == Delivered(sent=1)
    line.site.set(name, status=Status.PENDING)
    line.pull()
    assert comment(line.newsroom, subject).status is Status.PENDING


def test_a_colleague_puts_back_what_a_given_up_delivery_had_met(line: Line) -> None:
    """What is told then is what was told when the comment came, and news all the same."""
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.SPAM)
    assert line.after_the_hold() == Delivered(failed=1)
    panel.give_up(
        line.newsroom, [each.id for each in panel.shown(line.newsroom, DeliveryState.FAILED)]
    )
    assert comment(line.newsroom, subject).status is Status.SPAM
    line.site.set(name, status=Status.PENDING)
    line.pull()
    assert comment(line.newsroom, subject).status is Status.PENDING
    assert_sound(line.newsroom)


def test_a_colleague_takes_back_our_edit(line: Line) -> None:
    name, subject = line.comment("Viêt sai.")
    decide(line.newsroom, subject, edit("Viết đúng."))
    assert line.after_the_hold() == Delivered(sent=1)
    line.site.set(name, text="Viêt sai.")
    line.pull()
    assert comment(line.newsroom, subject).text == "Viêt sai."
    assert_sound(line.newsroom)


def test_what_was_delivered_and_left_alone_is_no_news(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.after_the_hold()
    version = sql(line.newsroom, "SELECT version FROM comment")
    assert line.pull() == PullReport()
    assert sql(line.newsroom, "SELECT version FROM comment") == version


def test_doubt_lasts_until_a_pull_has_told_it(line: Line) -> None:
    """A pull that breaks off has told some; the others are doubted again."""
    subjects = dict(line.comment(f"Lời bình số {number}") for number in range(3))
    for subject in subjects.values():
        decide(line.newsroom, subject, APPROVE)
    assert line.after_the_hold() == Delivered(sent=3)
    pages = iter([False, True])
    line.site.plan = lambda asked: "before" if asked == "pull" and next(pages) else ""
    with pytest.raises(type(DOWN)):
        line.pull()
    line.site.plan = lambda _: ""
    for name in subjects:
        line.site.set(name, status=Status.PENDING)
    line.pull()
    first, second = line.site.doubted[-2:]
    assert first == set(subjects)
    assert second < first
    assert len(second) == 1
    assert {comment(line.newsroom, each).status for each in subjects.values()} == {Status.PENDING}
    line.pull()
    assert line.site.doubted[-1] == set()


def test_one_that_no_pull_tells_is_not_doubted_for_ever(line: Line) -> None:
    """A site may hide a comment from this account."""
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.after_the_hold()
    del line.site.comments[name]
    line.pull()
    assert line.site.doubted[-1] == {name}
    line.pull()
    assert line.site.doubted[-1] == set()


def test_our_own_replies_are_not_doubted(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE, reply("Cảm ơn bạn."))
    line.after_the_hold()
    line.deliver()
    assert len(line.site.replies()) == 1
    line.pull()
    assert line.site.doubted[-1] == {name}


def test_a_pull_that_fails_at_once_keeps_the_doubt(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.after_the_hold()
    for _ in range(2):
        line.site.plan = lambda asked: "offline" if asked == "pull" else ""
        with pytest.raises(SiteError):
            line.pull()
        assert line.site.doubted[-1] == {name}
