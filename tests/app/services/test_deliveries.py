"""What the Deliveries panel reads and does: all of what failed, not only what is shown of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Comment, Status
from app.domain.decision import Decision
from app.domain.delivery import DeliveryCounts, DeliveryKind, DeliveryState
from app.domain.queue import Queue
from app.domain.reading import AtSite
from app.domain.site import SiteSettings
from app.domain.words import Words
from app.services import deliveries, desk
from app.services.newsroom import Newsroom, finish
from app.storage import deliveries as outbox
from app.storage import sites
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SITE,
    SPAM,
    Clock,
    bring_in,
    decide,
    edit,
    record,
    reject,
    reply,
    sql,
)

WAITING, FAILED = DeliveryState.WAITING, DeliveryState.FAILED
SENT, DROPPED = DeliveryState.SENT, DeliveryState.DROPPED
WHY = Words("Đã có người xử lý ở trang.", "Somebody has already decided at the site.")


def connect(newsroom: Newsroom, purge_after: int = 0) -> int:
    told = SiteSettings(SITE, "isso", f"https://{SITE}", purge_after=purge_after)
    with newsroom.store.writing() as connection:
        return sites.connect(connection, told)


def settle(newsroom: Newsroom, ids: list[int], state: DeliveryState, at: int) -> None:
    for each in ids:
        sql(
            newsroom,
            "UPDATE delivery SET state = :state, problem_vi = :vi, problem_en = :en, "
            "settled_at = :at WHERE id = :id",
            state=state.value,
            vi=WHY.vi if state is FAILED else "",
            en=WHY.en if state is FAILED else "",
            at=at,
            id=each,
        )


def ids_in(newsroom: Newsroom, state: DeliveryState) -> list[int]:
    return [each.id for each in deliveries.shown(newsroom, state)]


def readers(newsroom: Newsroom) -> list[Comment]:
    ids = desk.listing(newsroom, Queue(status=None)).ids
    return [each for each in desk.page(newsroom, ids) if not each.by_newsroom]


@pytest.fixture
def connected(newsroom: Newsroom) -> Newsroom:
    """Six comments from a connected site."""
    bring_in(newsroom, *(record(f"c{number}") for number in range(6)))
    connect(newsroom)
    return newsroom


def test_the_panel_tells_everything_of_a_delivery(connected: Newsroom, clock: Clock) -> None:
    subject = readers(connected)[0]
    decide(connected, [subject.id], reject("law"))
    panel = deliveries.panel(connected, WAITING)
    (shown,) = panel.shown
    assert panel.counts == DeliveryCounts(waiting=1)
    assert panel.change == desk.change(connected)
    assert [site.settings.key for site in panel.sites] == [SITE]
    assert (shown.site, shown.comment_id, shown.kind) == (SITE, subject.id, DeliveryKind.STATUS)
    assert (shown.status, shown.state) == (Status.REJECTED, WAITING)
    assert (shown.writer, shown.article) == (subject.writer.name, subject.article_title)
    assert shown.text == subject.text
    assert (shown.moderator, shown.decided_at) == (connected.moderator, clock.now)
    assert shown.held_until == clock.now + 10 * moment.SECOND
    assert (shown.problem, shown.behind) == (None, None)


def test_those_that_wait_stand_in_the_order_in_which_they_may_go(connected: Newsroom) -> None:
    first, second, third = (each.id for each in readers(connected)[:3])
    for each in (first, second, third):
        decide(connected, [each], APPROVE)
    put_off = ids_in(connected, WAITING)[0]
    sql(connected, "UPDATE delivery SET held_until = held_until + 9 WHERE id = :id", id=put_off)
    assert [each.comment_id for each in deliveries.shown(connected, WAITING)] == [
        second,
        third,
        first,
    ]


def test_of_those_settled_the_latest_are_shown(connected: Newsroom, clock: Clock) -> None:
    decide(connected, [each.id for each in readers(connected)], APPROVE)
    first, second, third, *_ = sorted(ids_in(connected, WAITING))
    for number, each in enumerate((third, first, second)):
        settle(connected, [each], SENT, clock.now + number)
    assert ids_in(connected, SENT) == [second, first, third]
    assert [each.id for each in deliveries.shown(connected, SENT, most=2)] == [second, third]


def test_all_that_failed_is_sent_again_not_only_what_is_shown(
    connected: Newsroom, clock: Clock
) -> None:
    decide(connected, [each.id for each in readers(connected)], APPROVE)
    ids = ids_in(connected, WAITING)
    settle(connected, ids[1:], FAILED, clock.now)
    before = desk.change(connected)
    assert len(deliveries.panel(connected, FAILED, most=2).shown) == 2
    assert deliveries.retry_all(connected) == len(ids) - 1
    assert deliveries.counts(connected) == DeliveryCounts(waiting=len(ids))
    again = [each for each in deliveries.shown(connected, WAITING) if each.id != ids[0]]
    assert {(each.held_until, each.problem) for each in again} == {(clock.now, None)}
    assert desk.change(connected) > before


def test_what_failed_after_it_was_asked_is_not_given_up(connected: Newsroom, clock: Clock) -> None:
    decide(connected, [each.id for each in readers(connected)], APPROVE)
    *before, after = ids_in(connected, WAITING)
    settle(connected, before, FAILED, clock.now)
    asked = clock.now
    clock.move()
    settle(connected, [after], FAILED, clock.now)
    assert finish(deliveries.give_up_all(connected, asked)) == len(before)
    assert ids_in(connected, FAILED) == [after]
    assert sorted(ids_in(connected, DROPPED)) == sorted(before)


def test_giving_up_many_goes_in_steps_and_can_be_stopped(
    connected: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "GIVEN_UP_AT_ONCE", 2)
    decide(connected, [each.id for each in readers(connected)], APPROVE)
    ids = ids_in(connected, WAITING)
    settle(connected, ids, FAILED, clock.now)
    work = deliveries.give_up_all(connected, clock.now)
    progress = next(work)
    assert (progress.done, progress.total) == (2, len(ids))
    work.close()
    assert deliveries.counts(connected) == DeliveryCounts(failed=len(ids) - 2, dropped=2)


def test_everything_that_is_held_goes_at_once(connected: Newsroom, clock: Clock) -> None:
    decide(connected, [each.id for each in readers(connected)], APPROVE)
    number = len(ids_in(connected, WAITING))
    assert deliveries.send_all_now(connected) == number
    assert {each.held_until for each in deliveries.shown(connected, WAITING)} == {clock.now}
    assert deliveries.send_all_now(connected) == 0


DECISIONS = (APPROVE, reject("law"), SPAM, PENDING, edit("Sửa rồi."), reply())
STATES = ("waiting", "waiting", "failed", "sent")


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(DECISIONS)), min_size=1, max_size=6
    ),
    ends=st.lists(st.tuples(st.sampled_from(STATES), st.booleans()), min_size=9, max_size=9),
)
def test_what_is_said_to_be_behind_another_is_just_what_may_not_go(
    connected: Newsroom,
    clock: Clock,
    steps: list[tuple[int, Decision]],
    ends: list[tuple[str, bool]],
) -> None:
    """However decisions follow each other and whatever became of the earlier ones."""
    subjects = sorted(each.id for each in readers(connected))[:2]
    sql(connected, "DELETE FROM delivery")
    for which, decision in steps:
        clock.move()
        decide(connected, [subjects[which]], decision)
    ids = [row[0] for row in sql(connected, "SELECT id FROM delivery ORDER BY id")]
    for each, (state, pushed) in zip(ids, ends, strict=False):
        change = "UPDATE delivery SET state = :state, pushed = :pushed WHERE id = :id"
        sql(connected, change, state=state, pushed=pushed, id=each)
    clock.move(60)
    (source_id,) = sql(connected, "SELECT source_id FROM site")[0]
    with connected.store.reading() as connection:
        due = {each.id for each in outbox.due(connection, int(str(source_id)), clock.now)}
    waiting = deliveries.shown(connected, WAITING)
    assert {each.id for each in waiting if each.behind is None} == due


def test_it_is_said_what_a_delivery_waits_for(connected: Newsroom, clock: Clock) -> None:
    subject = readers(connected)[0].id
    decide(connected, [subject], edit("Sửa rồi."))
    decide(connected, [subject], APPROVE)
    first, second = sorted(ids_in(connected, WAITING))

    def behind(delivery_id: int) -> DeliveryState | None:
        shown = deliveries.shown(connected, WAITING)
        return next(each.behind for each in shown if each.id == delivery_id)

    assert (behind(first), behind(second)) == (None, WAITING)
    settle(connected, [first], FAILED, clock.now)
    assert behind(second) is FAILED
    decide(connected, [subject], SPAM)
    assert behind(second) is DeliveryState.REPLACED


# Beside the comment


def beside(newsroom: Newsroom, comment_id: int) -> AtSite | None:
    context = desk.context(newsroom, comment_id)
    assert context is not None
    return context.at_site


def test_nothing_is_said_of_a_site_where_there_is_none(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1"))
    assert beside(newsroom, readers(newsroom)[0].id) is None


def test_beside_a_comment_stands_how_it_goes_to_its_site(connected: Newsroom, clock: Clock) -> None:
    subject = readers(connected)[0].id
    assert beside(connected, subject) == AtSite(SITE)

    def state() -> DeliveryState | None:
        at_site = beside(connected, subject)
        assert at_site is not None
        return None if at_site.delivery is None else at_site.delivery.state

    decide(connected, [subject], edit("Sửa rồi."))
    (first,) = ids_in(connected, WAITING)
    assert state() is WAITING
    settle(connected, [first], SENT, clock.now)
    assert state() is SENT
    decide(connected, [subject], APPROVE)
    (second,) = ids_in(connected, WAITING)
    assert state() is WAITING
    settle(connected, [second], FAILED, clock.now)
    assert state() is FAILED
    decide(connected, [subject], SPAM)
    assert state() is WAITING, "what failed is replaced by it"
    settle(connected, [first], FAILED, clock.now)
    assert state() is FAILED, "an edit is not"


def test_a_pending_comment_says_when_its_site_deletes_it(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1"))
    connect(newsroom, purge_after=30 * moment.DAY)
    subject = readers(newsroom)[0]

    def deleted_at() -> int:
        at_site = beside(newsroom, subject.id)
        assert at_site is not None
        return at_site.deleted_at

    assert deleted_at() == subject.created_at + 30 * moment.DAY
    decide(newsroom, [subject.id], APPROVE)
    assert deleted_at() == 0
    decide(newsroom, [subject.id], PENDING)
    assert deleted_at() > 0
    sql(
        newsroom,
        "INSERT INTO remote (comment_id, source_id, external_id, status, text_digest) "
        "SELECT id, source_id, external_id, 'approved', x'00' FROM comment WHERE id = :id",
        id=subject.id,
    )
    assert deleted_at() == 0, "it is decided there"


def test_the_overview_counts_what_failed(connected: Newsroom, clock: Clock) -> None:
    decide(connected, [each.id for each in readers(connected)[:3]], APPROVE)
    settle(connected, ids_in(connected, WAITING)[:1], FAILED, clock.now)
    overview = desk.overview(connected)
    assert (overview.deliveries_waiting, overview.deliveries_failed) == (2, 1)
