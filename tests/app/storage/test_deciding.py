"""The unit of work of a decision: everything it writes, and nothing when anything fails."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain import moment
from app.domain.comment import Status
from app.services import desk
from app.services.moderation import undo
from app.services.newsroom import Newsroom, finish
from app.storage.deciding import Deciding
from app.storage.drafts import draft_of
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    START,
    Clock,
    assert_sound,
    bring_in,
    comment,
    decide,
    deliver,
    edit,
    everything,
    moderated_by,
    note,
    record,
    reject,
    reply,
    some,
    sql,
)

FAILING = {
    "status": "BEFORE UPDATE OF status ON comment",
    "text": "BEFORE UPDATE OF text ON comment",
    "log": "BEFORE INSERT ON log_entry",
    "values": "BEFORE INSERT ON log_value",
    "revision": "BEFORE INSERT ON revision",
    "reply": "BEFORE INSERT ON comment",
    "note": "BEFORE INSERT ON note",
    "delivery": "BEFORE INSERT ON delivery",
    "tally": "BEFORE UPDATE ON tally",
    "article": "BEFORE UPDATE ON article",
    "writer": "BEFORE UPDATE ON writer",
    "draft": "BEFORE DELETE ON draft",
}


@pytest.mark.parametrize("step", FAILING)
def test_one_step_that_fails_takes_all_others_with_it(newsroom: Newsroom, step: str) -> None:
    [subject] = some(newsroom, 1)
    deliver(newsroom)
    desk.save_draft(newsroom, subject, "Cảm")
    sql(newsroom, f"CREATE TRIGGER fails {FAILING[step]} BEGIN SELECT RAISE(ABORT, 'no'); END")
    before = everything(newsroom)

    with pytest.raises(IntegrityError, match="no"):
        decide(newsroom, subject, edit("Sửa rồi."), note(), reply(), reject())

    assert everything(newsroom) == before
    sql(newsroom, "DROP TRIGGER fails")
    decide(newsroom, subject, edit("Sửa rồi."), note(), reply(), reject())
    assert_sound(newsroom)


def test_a_decision_leaves_its_mark_everywhere_at_once(newsroom: Newsroom, clock: Clock) -> None:
    [subject] = some(newsroom, 1)
    deliver(newsroom)
    clock.move(60)

    changes = decide(
        newsroom, subject, edit("Sửa rồi."), note("gọi rồi"), reply("Cảm ơn."), reject()
    )

    assert sql(newsroom, "SELECT action, batch, at, moderator FROM log_entry") == [
        (action, changes.batch, clock.now, "An") for action in ("edit", "note", "reply", "reject")
    ]
    assert sql(newsroom, "SELECT number, moderator, text FROM revision") == [
        (0, "", "Lời bình số 1 về cây cầu"),
        (1, "An", "Sửa rồi."),
    ]
    assert sql(newsroom, "SELECT moderator, at, text FROM note") == [("An", clock.now, "gọi rồi")]
    after = comment(newsroom, subject)
    assert (after.status, after.reason, after.text) == (Status.REJECTED, "insult", "Sửa rồi.")
    assert (after.decided_by, after.decided_at) == ("An", clock.now)
    [answer] = changes.added
    assert comment(newsroom, answer).by_newsroom
    assert comment(newsroom, answer).parent_id == subject
    assert (list(changes.touched), changes.decided) == ([subject, answer], 2)
    assert changes.articles == {after.article_id}
    assert_sound(newsroom)


def test_only_a_source_that_delivers_hears_of_a_decision(newsroom: Newsroom) -> None:
    first, second = some(newsroom, 2)
    decide(newsroom, first, APPROVE)
    assert sql(newsroom, "SELECT * FROM delivery") == []

    deliver(newsroom)
    batch = decide(newsroom, second, APPROVE, note()).batch
    assert sql(newsroom, "SELECT comment_id, sequence, batch, state, held_until FROM delivery") == [
        (second, 2, batch, "waiting", START + 10 * moment.SECOND)
    ]
    assert desk.overview(newsroom).deliveries_waiting == 1


def test_the_last_of_two_statuses_in_one_batch_is_the_one_that_stands(newsroom: Newsroom) -> None:
    first, second = some(newsroom, 2)
    decide(newsroom, second, APPROVE)

    decide(newsroom, [first, second], PENDING, APPROVE)

    assert [comment(newsroom, each).status for each in (first, second)] == [Status.APPROVED] * 2
    assert_sound(newsroom)


def test_a_comment_is_reported_once_however_often_a_batch_writes_it(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    changes = decide(newsroom, subject, APPROVE, reply(), note(), edit("khác"))
    assert list(changes.touched) == [subject, changes.added[0]]


def test_an_id_that_the_log_speaks_of_is_never_given_again(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    first = decide(newsroom, subject, reply())
    finish(undo(newsroom, first.batch, ()))

    second = decide(newsroom, subject, reply())
    assert second.added[0] > first.added[0]
    finish(undo(newsroom, second.batch, ()))
    bring_in(newsroom, record("late"))
    [(late,)] = sql(newsroom, "SELECT max(id) FROM comment")
    assert late > second.added[0]


def test_a_sent_reply_is_no_draft_any_more_but_others_keep_theirs(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    binh = moderated_by(newsroom, "Bình")
    desk.save_draft(newsroom, subject, "Cảm ơn")
    desk.save_draft(binh, subject, "Chào bạn")
    decide(newsroom, subject, reply())
    with newsroom.store.reading() as connection:
        assert draft_of(connection, "An", subject) == ""
        assert draft_of(connection, "Bình", subject) == "Chào bạn"


def test_targets_leave_out_what_is_gone(newsroom: Newsroom) -> None:
    ids = some(newsroom, 2)
    with newsroom.store.writing() as connection:
        found = Deciding(connection, "An", START).targets([*reversed(ids), 999])
    assert [target.id for target in found] == ids
