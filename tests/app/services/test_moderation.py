"""Deciding, undoing and redoing as a moderator does it, at a desk and beside another."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest

from app.domain.comment import Status
from app.domain.decision import Action, Changes, Decision
from app.domain.errors import UnusableInputError
from app.domain.hostile import MAX_TEXT
from app.domain.progress import Progress
from app.domain.queue import Queue
from app.services import desk, moderation
from app.services.newsroom import LongWork, Newsroom, finish
from app.storage.health import wrong_counts
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SPAM,
    Clock,
    Session,
    assert_sound,
    bring_in,
    comment,
    content,
    decide,
    deliver,
    edit,
    everything,
    found,
    id_by_key,
    moderated_by,
    note,
    record,
    reject,
    reply,
    seen,
    some,
    sql,
    statuses,
)

DECISIONS = {
    "approve": (APPROVE,),
    "reject": (reject(),),
    "spam": (SPAM,),
    "edit": (edit("Lừa đảo! Xem http://xau.example 0912 345 678"),),
    "reply": (reply(),),
    "note": (note(),),
    "approve and reply": (APPROVE, reply()),
    "edit and approve": (edit("Sửa rồi."), APPROVE),
    "everything": (note(), edit("Sửa rồi."), reject("law"), reply(), note("nữa")),
}
AFTER_A_DECISION = {"pending": (PENDING,), "another reason": (reject("law"),)}


@pytest.fixture
def session(newsroom: Newsroom) -> Session:
    return Session(newsroom)


@pytest.mark.parametrize("decisions", DECISIONS.values(), ids=DECISIONS)
def test_every_decision_can_be_undone_and_redone(
    session: Session, clock: Clock, decisions: tuple[Decision, ...]
) -> None:
    newsroom = session.newsroom
    ids = some(newsroom, 2)
    deliver(newsroom)
    before = content(newsroom)
    session.decide(ids, *decisions)
    after = content(newsroom)
    assert after != before

    for _ in range(2):
        undone = session.undo()
        assert content(newsroom) == before
        assert (undone.action, undone.conflict_count) == (Action.UNDO, 0)
        redone = session.redo()
        assert content(newsroom) | {"delivery": []} == after | {"delivery": []}
        assert (redone.action, redone.conflict_count) == (Action.REDO, 0)
        assert len(content(newsroom)["delivery"]) == len(after["delivery"])
        assert_sound(newsroom)


@pytest.mark.parametrize("decisions", AFTER_A_DECISION.values(), ids=AFTER_A_DECISION)
def test_what_changes_a_decision_can_be_undone_and_redone(
    session: Session, decisions: tuple[Decision, ...]
) -> None:
    newsroom = session.newsroom
    [subject] = some(newsroom, 1)
    session.decide(subject, reject("insult"))
    before = content(newsroom)
    session.decide(subject, *decisions)
    after = content(newsroom)
    session.undo()
    assert content(newsroom) == before
    session.redo()
    assert content(newsroom) == after
    assert_sound(newsroom)


def test_a_stale_decision_is_refused_says_who_decided_what_and_changes_nothing(
    newsroom: Newsroom, clock: Clock
) -> None:
    [subject] = some(newsroom, 1)
    as_of = seen(newsroom)
    clock.move(5)
    decide(moderated_by(newsroom, "Bình"), subject, reject())
    decided_at = clock.now
    clock.move(5)
    before = everything(newsroom, {"comment", "log_entry", "tally", "writer", "article"})

    changes = decide(newsroom, subject, APPROVE, as_of=as_of)

    assert everything(newsroom, before) == before
    assert (changes.decided, changes.conflict_count) == (0, 1)
    [conflict] = changes.conflicts
    assert (conflict.comment_id, conflict.status) == (subject, Status.REJECTED)
    assert (conflict.moderator, conflict.action, conflict.at) == ("Bình", Action.REJECT, decided_at)


def test_a_session_that_wrote_a_comment_itself_has_seen_it(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    as_of = seen(newsroom)
    own = {decide(newsroom, subject, note()).change}
    changes = finish(moderation.decide(newsroom, [subject], [APPROVE], as_of, own))
    assert changes.decided == 1


def test_conflicts_are_counted_beyond_those_that_are_listed(newsroom: Newsroom) -> None:
    ids = some(newsroom, moderation.MOST_CONFLICTS + 5)
    as_of = seen(newsroom)
    decide(moderated_by(newsroom, "Bình"), ids, SPAM)
    changes = decide(newsroom, ids, APPROVE, as_of=as_of)
    assert changes.conflict_count == len(ids)
    assert len(changes.conflicts) == moderation.MOST_CONFLICTS


def test_what_already_is_as_asked_is_unchanged_and_not_logged(newsroom: Newsroom) -> None:
    first, second, third = some(newsroom)
    decide(newsroom, first, APPROVE)
    entries = sql(newsroom, "SELECT count(*) FROM log_entry")
    changes = decide(newsroom, first, APPROVE)
    assert (changes.decided, changes.unchanged) == (0, 1)
    assert sql(newsroom, "SELECT count(*) FROM log_entry") == entries
    changes = decide(newsroom, [first, second, third], APPROVE)
    assert (list(changes.touched), changes.unchanged) == ([second, third], 1)
    assert decide(newsroom, first, edit(comment(newsroom, first).text)).unchanged == 1
    assert decide(newsroom, first, reject("law")).decided == 1
    assert decide(newsroom, first, reject("insult")).decided == 1


def test_a_comment_that_vanished_is_counted(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    changes = decide(newsroom, [subject, 999], APPROVE)
    assert (changes.decided, changes.conflict_count, changes.conflicts) == (1, 1, ())


def test_a_text_is_made_storable_and_must_not_be_endless(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, edit("a\x00b\ud800"))
    assert comment(newsroom, subject).text == "a\ufffdb\ufffd"
    before = everything(newsroom)
    with pytest.raises(UnusableInputError) as refused:
        decide(newsroom, subject, reply("x" * (MAX_TEXT + 1)))
    assert "100000" in refused.value.words.vi
    assert everything(newsroom) == before


def test_undo_leaves_alone_what_another_has_decided_since(newsroom: Newsroom) -> None:
    first, second, third = some(newsroom)
    batch = decide(newsroom, [first, second, third], APPROVE).batch
    decide(moderated_by(newsroom, "Bình"), second, SPAM)

    changes = finish(moderation.undo(newsroom, batch, ()))

    assert list(changes.touched) == [third, first]
    assert statuses(newsroom, [first, second, third]) == [
        Status.PENDING,
        Status.SPAM,
        Status.PENDING,
    ]
    assert changes.conflict_count == 1
    [conflict] = changes.conflicts
    assert (conflict.comment_id, conflict.moderator) == (second, "Bình")
    assert_sound(newsroom)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(edit("Sửa rồi."), edit("Khác hẳn.")), (note(), note("của Bình")), (APPROVE, note("khoan"))],
    ids=["edit", "note", "note after approval"],
)
def test_undo_leaves_alone_a_comment_that_another_has_written_to(
    newsroom: Newsroom, mine: Decision, theirs: Decision
) -> None:
    [subject] = some(newsroom, 1)
    batch = decide(newsroom, subject, mine).batch
    decide(moderated_by(newsroom, "Bình"), subject, theirs)
    before = content(newsroom)
    changes = finish(moderation.undo(newsroom, batch, ()))
    assert (changes.decided, changes.conflict_count) == (0, 1)
    assert content(newsroom) == before


def test_an_undone_decision_is_again_that_of_whoever_had_decided(
    newsroom: Newsroom, clock: Clock
) -> None:
    [subject] = some(newsroom, 1)
    binh = Session(moderated_by(newsroom, "Bình"))
    decide(newsroom, subject, APPROVE)
    approved_at = clock.now
    clock.move()
    binh.decide(subject, SPAM)
    binh.undo()
    assert comment(newsroom, subject).decided_by == "An"
    assert comment(newsroom, subject).decided_at == approved_at
    clock.move()
    binh.redo()
    assert comment(newsroom, subject).decided_by == "Bình"
    assert comment(newsroom, subject).decided_at == clock.now
    binh.undo()
    binh.decide(subject, reject())
    binh.undo()
    assert comment(newsroom, subject).decided_by == "An"


def test_undo_makes_a_status_from_the_source_nobodys_again(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1", status=Status.APPROVED))
    subject = id_by_key(newsroom, "c1")
    batch = decide(newsroom, subject, SPAM).batch
    finish(moderation.undo(newsroom, batch, ()))
    after = comment(newsroom, subject)
    assert (after.status, after.decided_by, after.decided_at) == (Status.APPROVED, "", 0)


def test_undo_takes_back_only_the_deliveries_that_still_wait(newsroom: Newsroom) -> None:
    sent, waiting = some(newsroom, 2)
    deliver(newsroom)
    batch = decide(newsroom, [sent, waiting], APPROVE).batch
    sql(newsroom, "UPDATE delivery SET state = 'sent' WHERE comment_id = :c", c=sent)
    undo = finish(moderation.undo(newsroom, batch, ())).batch
    assert sql(newsroom, "SELECT comment_id, batch, state FROM delivery ORDER BY id") == [
        (sent, batch, "sent"),
        (sent, undo, "waiting"),
    ]
    redo = finish(moderation.redo(newsroom, undo, {batch, undo})).batch
    assert sql(newsroom, "SELECT comment_id, batch, state FROM delivery ORDER BY id") == [
        (sent, batch, "sent"),
        (waiting, redo, "waiting"),
    ]


def test_the_delivery_of_what_is_not_undone_stays(newsroom: Newsroom) -> None:
    first, second = some(newsroom, 2)
    deliver(newsroom)
    batch = decide(newsroom, [first, second], edit("Sửa rồi.")).batch
    decide(moderated_by(newsroom, "Bình"), second, APPROVE)
    finish(moderation.undo(newsroom, batch, ()))
    waiting = sql(newsroom, "SELECT comment_id, batch FROM delivery ORDER BY id")
    assert (second, batch) in waiting
    assert (first, batch) not in waiting


def test_an_undone_edit_brings_back_text_flags_and_what_is_found(session: Session) -> None:
    newsroom = session.newsroom
    bring_in(
        newsroom,
        record(
            "c1",
            "Lừa đảo\x00 quá, gọi 0912 345 678 hoặc http://xau.example",
            name="abc123",
            address="ha@gmial.com",
        ),
        record("c2", "x" * (MAX_TEXT + 1), damaged=True),
    )
    ids = [id_by_key(newsroom, key) for key in ("c1", "c2")]
    before = [comment(newsroom, each).flags for each in ids]
    assert found(newsroom, "lừa đảo") == [ids[0]]

    session.decide(ids, edit("Bình thường thôi"))
    assert [flag.reason.code.name for flag in comment(newsroom, ids[0]).flags] == [
        "DAMAGED_TEXT",
        "NAME_HAS_DIGITS",
        "ADDRESS_TYPO",
        "FIRST_TIME",
    ]
    assert found(newsroom, "lừa đảo") == []
    assert found(newsroom, "bình thường") == ids[::-1]

    session.undo()
    assert [comment(newsroom, each).flags for each in ids] == before
    assert found(newsroom, "lừa đảo") == [ids[0]]
    assert found(newsroom, "bình thường") == []


def test_a_reply_with_an_answer_is_not_taken_from_under_it(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    changes = decide(newsroom, subject, reply())
    [(key,)] = sql(newsroom, "SELECT external_id FROM comment WHERE by_newsroom")
    bring_in(newsroom, record("answer", "Không có gì.", parent=key))
    undone = finish(moderation.undo(newsroom, changes.batch, ()))
    assert (undone.decided, undone.conflict_count) == (0, 1)
    assert comment(newsroom, changes.added[0]).text == "Cảm ơn bạn."


def test_an_undone_reply_is_a_draft_again(session: Session) -> None:
    newsroom = session.newsroom
    [subject] = some(newsroom, 1)

    def draft() -> str:
        context = desk.context(newsroom, subject)
        assert context is not None
        return context.draft

    changes = session.decide(subject, reply("Cảm ơn bạn."))
    undone = session.undo()
    assert undone.removed == changes.added
    assert draft() == "Cảm ơn bạn."
    session.redo()
    assert draft() == ""
    desk.save_draft(newsroom, subject, "Câu khác")
    session.undo()
    assert draft() == "Câu khác"
    session.redo()
    assert draft() == "Câu khác"


def test_a_reply_cannot_come_back_without_its_text_or_its_parent(session: Session) -> None:
    newsroom = session.newsroom
    [subject] = some(newsroom, 1)
    session.decide(subject, reply())
    session.undo()
    sql(
        newsroom,
        "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
        "before = NULL, note = NULL",
    )
    redone = session.redo()
    assert (redone.decided, redone.conflict_count, redone.conflicts) == (0, 1, ())


@pytest.mark.parametrize("decision", [edit("Sửa rồi."), note()], ids=["edit", "note"])
def test_what_was_erased_cannot_be_undone_and_is_said_so(
    newsroom: Newsroom, decision: Decision
) -> None:
    [subject] = some(newsroom, 1)
    batch = decide(newsroom, subject, decision).batch
    sql(
        newsroom,
        "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
        "before = NULL, note = NULL",
    )
    before = content(newsroom)
    changes = finish(moderation.undo(newsroom, batch, ()))
    assert (changes.decided, changes.conflict_count) == (0, 1)
    assert content(newsroom) == before


def test_undo_does_not_touch_a_status_or_text_that_is_not_the_batchs(newsroom: Newsroom) -> None:
    first, second = some(newsroom, 2)
    approved = decide(newsroom, first, APPROVE).batch
    edited = decide(newsroom, second, edit("Sửa rồi.")).batch
    sql(newsroom, "UPDATE comment SET status = 'spam', text = 'khác'")  # past every road of ours
    for batch in (approved, edited):
        assert finish(moderation.undo(newsroom, batch, ())).conflict_count == 1


def test_a_batch_of_twelve_thousand_goes_in_chunks_and_back(session: Session) -> None:
    newsroom = session.newsroom
    ids = some(newsroom, 1)
    sql(
        newsroom,
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
        "INSERT INTO comment SELECT i, source_id, 'n' || i, source_digest, article_id, parent_id, "
        "parent_external_id, writer_id, status, version, revision, created_at, text, reason, "
        "flag_kinds, fingerprint, by_newsroom, decided_by, decided_at, website, machine "
        "FROM comment, n WHERE id = :first",
        first=ids[0],
    )
    sql(newsroom, "UPDATE tally SET n = 12000")
    sql(newsroom, "UPDATE article SET pending = 12000, total = 12000 WHERE total = 1")
    sql(newsroom, "UPDATE writer SET pending = 12000")
    listing = desk.listing(newsroom, Queue())
    work = moderation.decide(newsroom, listing.ids, [APPROVE], listing.change)
    steps = [next(work).done, next(work).done]
    work.close()
    assert steps == [moderation.CHUNK, 2 * moderation.CHUNK]
    assert sql(newsroom, "SELECT count(*) FROM log_entry") == [(0,)]
    assert sql(newsroom, "SELECT status, count(*) FROM comment GROUP BY 1") == [("pending", 12000)]
    assert desk.overview(newsroom).counts["pending"] == 12000
    assert seen(newsroom) == listing.change

    work = moderation.decide(newsroom, listing.ids, [APPROVE], listing.change)
    progress = [(step.done, step.total) for step in _until_done(work, session)]
    assert progress == [(done, 12000) for done in range(2000, 12001, 2000)]
    assert sql(newsroom, "SELECT status, count(*) FROM comment GROUP BY 1") == [("approved", 12000)]
    assert session.undo().decided == 12000
    with newsroom.store.reading() as connection:
        assert wrong_counts(connection) == []


def _until_done(work: LongWork[Changes], session: Session) -> Iterator[Progress]:
    try:
        while True:
            yield next(work)
    except StopIteration as done:
        session.history = session.history.decided(done.value)


def test_nothing_to_decide_is_no_error(newsroom: Newsroom) -> None:
    assert decide(newsroom, [], APPROVE).touched == array("q")


def test_an_undo_that_is_stopped_half_way_has_changed_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = session.newsroom
    ids = some(newsroom, 5)
    deliver(newsroom)
    monkeypatch.setattr(moderation, "CHUNK", 2)
    batch = session.decide(ids, edit("Sửa rồi."), APPROVE).batch
    before = everything(newsroom)
    work = moderation.undo(newsroom, batch, ())
    assert [(step.done, step.total) for step in (next(work), next(work))] == [(2, 10), (4, 10)]
    work.close()
    assert everything(newsroom) == before
    session.undo()
    assert statuses(newsroom, ids) == [Status.PENDING] * 5
    assert_sound(newsroom)
