"""Decisions, undos and redos that follow each other while their deliveries are in every state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.services import deliveries as panel
from app.services import moderation, sites
from app.services.delivering import MOST_ATTEMPTS, Delivered
from app.services.newsroom import Newsroom, finish
from app.sources.record import CommentRecord
from app.sources.site import Abilities, Found
from app.storage.deliveries import may_have_been_sent
from app.storage.drafts import draft_of
from tests.app.desk_newsroom import (
    APPROVE,
    SPAM,
    Clock,
    Session,
    assert_sound,
    bring_in,
    comment,
    decide,
    edit,
    id_by_key,
    moderated_by,
    reject,
    reply,
    sql,
)
from tests.app.services.standin import NO, Line, StandIn, connect, once

ISSO = Abilities(undo=False, edit=True, spam=False, threads=False)


@pytest.fixture
def site() -> StandIn:
    return StandIn()


@pytest.fixture
def line(newsroom: Newsroom, clock: Clock, site: StandIn) -> Line:
    return Line(newsroom, clock, site)


def undo(newsroom: Newsroom, batch: int) -> int:
    return finish(moderation.undo(newsroom, batch, ())).batch


def redo(newsroom: Newsroom, batch: int) -> int:
    return finish(moderation.redo(newsroom, batch, ())).batch


def standing(line: Line) -> list[CommentRecord]:
    """The replies that readers see."""
    return [each for each in line.site.replies() if each.status is Status.APPROVED]


def replies_here(line: Line) -> list[object]:
    return [row[0] for row in sql(line.newsroom, "SELECT text FROM comment WHERE by_newsroom")]


# taken back while it is on its way


def test_one_taken_back_is_not_sent_under_the_number_of_the_next(line: Line) -> None:
    """The last row's number is used again when it is gone; what was read of it goes nowhere."""
    first, a = line.comment()
    second, b = line.comment()
    batch = decide(line.newsroom, a, reject()).batch
    look_up, meanwhile = StandIn.look_up, [True]

    class Slow(StandIn):
        def look_up(self, external_id: str) -> Found | None:
            found = look_up(self, external_id)
            if meanwhile:
                meanwhile.clear()
                undo(line.newsroom, batch)
                decide(line.newsroom, b, APPROVE)
            return found

    line.site = Slow(comments=line.site.comments, done=line.site.done)
    assert line.after_the_hold() == Delivered()
    assert line.site.done == []
    line.after_the_hold()
    assert line.site.done == [(second, Status.APPROVED)]
    assert line.there(first) is Status.PENDING


def test_a_second_thought_while_the_first_is_looked_up_is_the_only_one_sent(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    look_up, meanwhile = StandIn.look_up, [True]

    class Slow(StandIn):
        def look_up(self, external_id: str) -> Found | None:
            found = look_up(self, external_id)
            if meanwhile:
                meanwhile.clear()
                decide(line.newsroom, subject, reject())
            return found

    line.site = Slow(comments=line.site.comments, done=line.site.done)
    line.after_the_hold()
    line.after_the_hold()
    assert line.site.done == [(name, Status.REJECTED)]


@pytest.mark.parametrize("decision", [APPROVE, reject()], ids=["approve", "reject"])
def test_what_was_tried_in_vain_and_taken_back_is_not_tried_again(
    line: Line, decision: moderation.Decision
) -> None:
    """Approved again it would be read by everybody, rejected again be gone for good on some."""
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, decision).batch
    line.site.plan = once("deliver", "before")
    line.after_the_hold()
    undo(line.newsroom, batch)
    line.until_quiet()
    assert (line.site.done, line.there(name)) == ([], Status.PENDING)
    assert line.states() == ["replaced", "sent"]


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_reply_that_may_have_got_through_and_was_taken_back_is_not_posted_again(
    line: Line, fault: str
) -> None:
    _, subject = line.comment()
    batch = decide(line.newsroom, subject, reply()).batch
    line.site.plan = once("reply", fault)
    line.after_the_hold()
    undo(line.newsroom, batch)
    line.until_quiet()
    assert standing(line) == []
    assert len(line.site.replies()) == (fault == "after")
    assert line.states() == ["replaced", "sent"]


def test_what_is_redone_before_its_undo_was_sent_is_sentonce(line: Line) -> None:
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, APPROVE, reply()).batch
    line.after_the_hold()
    back = undo(line.newsroom, batch)
    redo(line.newsroom, back)
    line.until_quiet()
    assert line.there(name) is Status.APPROVED
    assert (len(standing(line)), len(line.site.done)) == (1, 2)


def test_a_reply_redone_after_its_withdrawal_was_sent_is_posted_once_more(line: Line) -> None:
    _, subject = line.comment()
    batch = decide(line.newsroom, subject, reply()).batch
    line.after_the_hold()
    back = undo(line.newsroom, batch)
    line.after_the_hold()
    again = redo(line.newsroom, back)
    line.after_the_hold()
    assert len(standing(line)) == 1
    assert id_by_key(line.newsroom, standing(line)[0].external_id)
    undo(line.newsroom, again)
    line.after_the_hold()
    assert standing(line) == []
    assert set(line.states()) == {"sent"}


def test_a_reply_whose_withdrawal_came_to_nothing_is_not_posted_twice(line: Line) -> None:
    _, subject = line.comment()
    batch = decide(line.newsroom, subject, reply()).batch
    line.after_the_hold()
    back = undo(line.newsroom, batch)
    line.site.plan = lambda what: "ignored" if what == "deliver" else ""
    line.after_the_hold()
    assert line.states() == ["sent", "failed"]
    line.site.plan = lambda _: ""
    redo(line.newsroom, back)
    line.until_quiet()
    assert len(line.site.replies()) == 1
    assert line.states() == ["sent", "dropped", "sent"]


def test_redoing_what_had_failed_is_not_forgotten(line: Line) -> None:
    """Undone and redone, a decision that may not have arrived stands as failed as before."""
    _, subject = line.comment("Cầu xấu.")
    batch = decide(line.newsroom, subject, edit("Cầu đẹp.")).batch
    line.site.plan = lambda what: "ignored" if what == "deliver" else ""
    line.after_the_hold()
    back = undo(line.newsroom, batch)
    redo(line.newsroom, back)
    assert line.states() == ["failed"]


def test_an_undo_that_is_refused_here_leaves_what_failed_to_be_seen(line: Line) -> None:
    _, subject = line.comment()
    batch = decide(line.newsroom, subject, APPROVE).batch
    line.site.plan = lambda what: "ignored" if what == "deliver" else ""
    line.after_the_hold()
    decide(moderated_by(line.newsroom, "Bình"), subject, edit("Khác."))
    assert finish(moderation.undo(line.newsroom, batch, ())).conflict_count == 1
    assert line.states()[0] == "failed"


# a colleague at the site meanwhile


@pytest.mark.parametrize("fails", [False, True])
def test_taken_back_the_desk_shows_what_a_colleague_decided_there(line: Line, fails: bool) -> None:
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, APPROVE).batch
    line.site.set(name, status=Status.SPAM)
    line.pull()
    if fails:
        line.after_the_hold()
    undo(line.newsroom, batch)
    line.pull()
    assert comment(line.newsroom, subject).status is Status.SPAM
    assert line.states() == []
    assert_sound(line.newsroom)


def test_sent_all_the_same_over_a_changed_text_the_desk_shows_it_so(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, text="Mua thuốc ở đây!")
    line.pull()
    line.after_the_hold()
    assert line.states() == ["failed"]
    panel.retry(line.newsroom, [1])
    line.deliver()
    assert line.there(name) is Status.APPROVED
    assert comment(line.newsroom, subject).status is Status.APPROVED


def test_what_was_tried_long_ago_is_no_excuse_to_overwrite_a_colleague(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.plan = once("deliver", "before")
    line.after_the_hold()
    decide(line.newsroom, subject, reject())
    line.until_quiet()
    assert line.states() == ["replaced", "sent"]
    line.site.set(name, status=Status.APPROVED)
    decide(line.newsroom, subject, SPAM)
    assert line.after_the_hold() == Delivered(failed=1)
    assert line.there(name) is Status.APPROVED


def test_spam_stays_spam_where_the_site_does_not_know_it(line: Line) -> None:
    line.site.abilities = ISSO
    _, subject = line.comment()
    decide(line.newsroom, subject, SPAM)
    line.site.comments.clear()
    line.after_the_hold()
    batch = decide(line.newsroom, subject, APPROVE).batch
    undo(line.newsroom, batch)
    assert comment(line.newsroom, subject).status is Status.SPAM


def test_what_else_was_changed_there_is_still_brought_in(line: Line) -> None:
    """A colleague approves and edits there: the approval is as good as sent, the text is news."""
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.APPROVED, text="Đã sửa ở trang.")
    assert line.after_the_hold() == Delivered(sent=1)
    line.pull()
    assert comment(line.newsroom, subject).text == "Đã sửa ở trang."


def test_an_edit_sent_over_a_colleagues_decision_shows_that(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, edit("Sửa."))
    line.site.set(name, status=Status.APPROVED)
    line.after_the_hold()
    panel.retry(line.newsroom, [1])
    line.deliver()
    assert comment(line.newsroom, subject).status is Status.APPROVED


# order


def test_a_rejection_does_not_wait_behind_an_edit_that_failed(line: Line) -> None:
    name, subject = line.comment()
    line.site.plan = once("deliver", "refused")
    decide(line.newsroom, subject, edit("Sửa."))
    line.after_the_hold()
    decide(line.newsroom, subject, reject())
    line.after_the_hold()
    assert line.states() == ["failed", "sent"]
    assert line.there(name) is Status.REJECTED


def test_what_was_cut_out_is_not_shown_again_where_the_approval_cannot_be_undone(
    line: Line,
) -> None:
    """Approve, edit and reply in one batch, undone after they were sent: Isso stays approved."""
    name, subject = line.comment("Lời thô tục.")
    batch = decide(line.newsroom, subject, edit("Lời lịch sự."), APPROVE, reply()).batch
    line.after_the_hold()

    class NoWayBack(StandIn):
        def deliver(self, seen: Found, wanted: object) -> None:
            if getattr(wanted, "status", None) is Status.PENDING:
                raise NO
            StandIn.deliver(self, seen, wanted)

    line.site = NoWayBack(comments=line.site.comments, done=line.site.done)
    undo(line.newsroom, batch)
    for _ in range(4):
        line.after_the_hold()
    assert standing(line) == []
    assert line.site.comments[name].text == "Lời lịch sự."
    assert line.states()[-2:] == ["failed", "waiting"]


# given up, disconnected, restored, imported


def test_a_reply_given_up_before_it_got_there_is_a_draft_again(line: Line) -> None:
    _, subject = line.comment()
    line.site.plan = lambda what: "refused" if what == "look" else ""
    decide(line.newsroom, subject, reply("Tòa soạn cảm ơn."))
    line.after_the_hold()
    assert line.states() == ["failed"]
    panel.give_up(line.newsroom, [1])
    assert replies_here(line) == []
    with line.newsroom.store.reading() as connection:
        assert draft_of(connection, line.newsroom.moderator, subject) == "Tòa soạn cảm ơn."
    assert line.states() == ["dropped"]
    assert sql(line.newsroom, "SELECT action FROM log_entry") == [("reply",), ("undo",)]
    assert_sound(line.newsroom)


def test_a_reply_given_up_that_may_be_there_is_looked_for_and_taken_back(line: Line) -> None:
    _, subject = line.comment()
    line.site.plan = lambda what: "after" if what == "reply" else ""
    decide(line.newsroom, subject, reply())
    for _ in range(MOST_ATTEMPTS):
        line.clock.move(3_600)
        line.deliver()
        line.site.plan = lambda what: "before" if what == "look" else ""
    assert line.states() == ["failed"]
    line.site.plan = lambda _: ""
    panel.give_up(line.newsroom, [1])
    assert replies_here(line) == []
    line.until_quiet()
    assert standing(line) == []
    assert line.states() == ["dropped", "sent"]


def test_a_reply_given_up_stays_where_it_was_answered(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, reply("Một."))
    [(answer,)] = sql(line.newsroom, "SELECT id FROM comment WHERE by_newsroom")
    decide(line.newsroom, int(str(answer)), reply("Hai."))
    panel.give_up(line.newsroom, [1])
    assert replies_here(line) == ["Một.", "Hai."]


class NoSecrets:
    """Keeps nothing."""

    def secret_of(self, key: str) -> str | None:
        return None

    def keep(self, key: str, secret: str) -> bool:
        return False

    def forget(self, key: str) -> None: ...


def test_disconnected_the_desk_shows_what_the_site_has_and_connected_again_goes_on(
    line: Line,
) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE, reply())
    sites.disconnect(line.newsroom, line.connected, NoSecrets())
    assert comment(line.newsroom, subject).status is Status.PENDING
    assert replies_here(line) == []
    assert line.states() == ["dropped", "dropped"]
    line.connected = connect(line.newsroom)
    line.pull()
    decide(line.newsroom, subject, reject())
    line.after_the_hold()
    assert line.there(name) is Status.REJECTED
    assert len(line.site.done) == 1
    assert_sound(line.newsroom)


def test_what_a_backup_takes_for_unsent_is_not_posted_twice(line: Line) -> None:
    """A backup from before the reply went: it waits there, and stands at the site already."""
    _, subject = line.comment()
    decide(line.newsroom, subject, APPROVE, reply())
    before = sql(line.newsroom, "SELECT id, pushed FROM delivery")
    line.after_the_hold()
    [answer] = line.site.replies()
    for each, pushed in before:
        sql(
            line.newsroom,
            "UPDATE delivery SET state = 'waiting', pushed = :pushed WHERE id = :id",
            id=each,
            pushed=pushed,
        )
    sql(line.newsroom, "UPDATE comment SET external_id = 'reply:1' WHERE by_newsroom")
    sql(line.newsroom, "DELETE FROM remote WHERE comment_id <> :id", id=subject)
    with line.newsroom.store.writing() as connection:
        may_have_been_sent(connection)
    line.deliver()
    assert line.site.replies() == [answer]
    assert line.states() == ["sent", "sent"]


def test_an_old_file_does_not_bring_back_what_the_site_has_decided(line: Line) -> None:
    name, subject = line.comment()
    old = line.site.comments[name]
    line.site.set(name, status=Status.APPROVED)
    line.pull()
    bring_in(line.newsroom, old, replace(old, external_id="r99", line=2))
    assert comment(line.newsroom, subject).status is Status.APPROVED
    assert id_by_key(line.newsroom, "r99")


def test_what_was_imported_before_the_site_was_connected_is_compared_as_it_was_here(
    newsroom: Newsroom, clock: Clock, site: StandIn
) -> None:
    first, second = site.write("Một."), site.write("Hai.")
    bring_in(newsroom, *site.comments.values())
    line = Line(newsroom, clock, site)
    decide(newsroom, [id_by_key(newsroom, name) for name in (first, second)], APPROVE)
    site.set(second, text="Hai, nhưng khác.")
    assert line.after_the_hold() == Delivered(sent=1, failed=1)
    assert site.done == [(first, Status.APPROVED)]


def test_without_a_hold_undo_follows_what_was_sent(line: Line) -> None:
    panel.set_hold(line.newsroom, 0)
    name, subject = line.comment()
    session = Session(line.newsroom)
    session.decide(subject, APPROVE)
    line.deliver()
    session.undo()
    line.deliver()
    session.redo()
    line.deliver()
    assert [what for _, what in line.site.done] == [
        Status.APPROVED,
        Status.PENDING,
        Status.APPROVED,
    ]
    assert line.there(name) is Status.APPROVED
    assert panel.counts(line.newsroom).waiting == 0
    assert DeliveryState.FAILED not in line.states()


def test_where_the_texts_were_erased_nothing_empty_is_sent(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, edit("Lời đã sửa."), APPROVE, reply())
    sql(
        line.newsroom,
        "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
        "before = NULL, note = NULL",
    )
    sql(line.newsroom, "UPDATE comment SET text = '' WHERE id = :id", id=subject)
    line.after_the_hold()
    assert line.states() == ["failed", "waiting", "waiting"]
    assert line.site.done == []
    assert line.site.comments[name].text == "Cầu đẹp quá."
