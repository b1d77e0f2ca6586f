"""Decisions go back to where comments came from: once, in order, and never over a stranger's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.services import deliveries as panel
from app.services import moderation
from app.services.delivering import MOST_ATTEMPTS, Delivered, pause
from app.services.newsroom import Newsroom, finish
from app.services.pulling import PullReport
from app.sources.site import Abilities
from tests.app.desk_newsroom import (
    APPROVE,
    SPAM,
    Clock,
    assert_sound,
    comment,
    decide,
    edit,
    id_by_key,
    note,
    reject,
    reply,
    sql,
)
from tests.app.services.standin import DOWN, Line, StandIn, once


@pytest.fixture
def site() -> StandIn:
    return StandIn()


@pytest.fixture
def line(newsroom: Newsroom, clock: Clock, site: StandIn) -> Line:
    return Line(newsroom, clock, site)


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (APPROVE, Status.APPROVED),
        (reject(), Status.REJECTED),
        (SPAM, Status.SPAM),
    ],
    ids=["approve", "reject", "spam"],
)
def test_a_decision_is_held_then_sent_then_read_back(
    line: Line, decision: moderation.Decision, status: Status
) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, decision)
    line.clock.move(9.9)
    assert line.deliver() == Delivered()
    assert line.there(name) is Status.PENDING
    line.clock.move(0.1)
    line.site.asked.clear()
    assert line.deliver() == Delivered(sent=1)
    assert line.site.asked == ["look", "deliver", "look"]
    assert line.there(name) is status
    assert line.states() == ["sent"]
    assert_sound(line.newsroom)


def test_the_hold_can_be_set(line: Line) -> None:
    panel.set_hold(line.newsroom, 60 * moment.SECOND)
    _, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.clock.move(59)
    assert line.deliver() == Delivered()
    line.clock.move(1)
    assert line.deliver() == Delivered(sent=1)
    assert panel.hold(line.newsroom) == 60 * moment.SECOND


def test_undo_within_the_hold_leaves_nothing_to_send(line: Line) -> None:
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, reject(), reply()).batch
    finish(moderation.undo(line.newsroom, batch, ()))
    assert line.states() == []
    line.after_the_hold()
    assert line.site.done == []
    assert line.there(name) is Status.PENDING


def test_undo_after_sending_is_sent_as_well(line: Line) -> None:
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, APPROVE).batch
    line.after_the_hold()
    finish(moderation.undo(line.newsroom, batch, ()))
    line.after_the_hold()
    assert line.there(name) is Status.PENDING
    assert line.states() == ["sent", "sent"]


def test_undo_until_the_very_moment_of_sending(line: Line) -> None:
    """Between looking there and sending, the moderator takes it back."""
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, reject()).batch
    look_up = line.site.look_up

    def taken_back_meanwhile(external_id: str) -> object:
        found = look_up(external_id)
        if line.states() == ["waiting"]:
            finish(moderation.undo(line.newsroom, batch, ()))
        return found

    line.site = _with(line.site, look_up=taken_back_meanwhile)
    assert line.after_the_hold() == Delivered()
    assert (line.there(name), line.site.done, line.states()) == (Status.PENDING, [], [])


def _with(site: StandIn, **methods: Callable[..., object]) -> StandIn:
    made = type("Changed", (StandIn,), {})(plan=site.plan, comments=site.comments, done=site.done)
    for name, method in methods.items():
        setattr(type(made), name, staticmethod(method))
    return made


def test_a_change_of_mind_within_the_hold_sends_only_the_last(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, reject())
    line.clock.move(8)
    decide(line.newsroom, subject, APPROVE)
    line.clock.move(5)
    assert line.deliver() == Delivered()  # the second is still held, so the first may not go
    line.clock.move(5)
    assert line.deliver() == Delivered(sent=1)
    assert line.site.done == [(name, Status.APPROVED)]
    assert line.states() == ["replaced", "sent"]


@pytest.mark.parametrize("fault", ["after", "before", "refused"])
def test_the_first_thought_does_not_go_while_the_second_is_in_trouble(
    line: Line, fault: str
) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, reject())
    decide(line.newsroom, subject, APPROVE)
    line.site.plan = lambda what: fault if what == "deliver" else ""
    for _ in range(4):
        line.after_the_hold()
    assert Status.REJECTED not in [done for _, done in line.site.done]
    line.site.plan = lambda _: ""
    if fault == "refused":
        panel.give_up(line.newsroom, [2])
        line.after_the_hold()
        assert (line.states(), line.there(name)) == (["dropped", "dropped"], Status.PENDING)
    else:
        line.until_quiet()
        assert (line.states(), line.there(name)) == (["replaced", "sent"], Status.APPROVED)


def test_undoing_the_second_thought_sends_the_first(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, reject())
    batch = decide(line.newsroom, subject, APPROVE).batch
    finish(moderation.undo(line.newsroom, batch, ()))
    line.after_the_hold()
    assert line.site.done == [(name, Status.REJECTED)]


def test_edits_go_before_what_was_decided_after_them(line: Line) -> None:
    name, subject = line.comment("Cầu xấu quá trời.")
    decide(line.newsroom, subject, edit("Cầu chưa đẹp."), APPROVE)
    line.after_the_hold()
    assert line.site.done == [(name, "Cầu chưa đẹp."), (name, Status.APPROVED)]
    assert line.site.comments[name].text == "Cầu chưa đẹp."


def test_an_edit_that_failed_keeps_the_approval_back(line: Line) -> None:
    """Approved without it, the site would show what the moderator has just cut out."""
    _, subject = line.comment()
    line.site.plan = lambda what: "refused" if what == "deliver" else ""
    decide(line.newsroom, subject, edit("Cầu đẹp."), APPROVE)
    line.after_the_hold()
    assert line.states() == ["failed", "waiting"]
    line.site.plan = lambda _: ""
    line.clock.move(60)
    assert line.deliver() == Delivered()
    panel.retry(line.newsroom, [1])
    line.deliver()
    assert line.states() == ["sent", "sent"]


def test_a_reply_waits_for_the_approval_of_what_it_answers(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE, reply("Tòa soạn cảm ơn bạn."))
    line.after_the_hold()
    assert line.site.done[0] == (name, Status.APPROVED)
    [answer] = line.site.replies()
    assert (answer.parent, answer.text) == (name, "Tòa soạn cảm ơn bạn.")
    here = id_by_key(line.newsroom, answer.external_id)
    assert comment(line.newsroom, here).by_newsroom
    line.pull()
    assert len(sql(line.newsroom, "SELECT 1 FROM comment")) == 2


def test_parents_are_approved_first_whatever_the_order(line: Line) -> None:
    parent, above = line.comment("Ai có ảnh không?")
    child, below = line.comment("Có đây.", parent=parent)
    decide(line.newsroom, below, APPROVE)
    decide(line.newsroom, above, APPROVE)
    line.after_the_hold()
    assert line.site.done == [(parent, Status.APPROVED), (child, Status.APPROVED)]


def test_a_reply_taken_back_after_it_was_sent_is_taken_back_there(line: Line) -> None:
    _, subject = line.comment()
    batch = decide(line.newsroom, subject, reply()).batch
    line.after_the_hold()
    [answer] = line.site.replies()
    finish(moderation.undo(line.newsroom, batch, ()))
    line.after_the_hold()
    assert line.there(answer.external_id) is Status.REJECTED
    assert line.states() == ["sent", "sent"]
    assert sql(line.newsroom, "SELECT count(*) FROM remote") == [(1,)]


def test_an_edited_reply_is_edited_there(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, reply("Cảm ơn."))
    line.after_the_hold()
    [answer] = line.site.replies()
    decide(line.newsroom, id_by_key(line.newsroom, answer.external_id), edit("Cảm ơn bạn đọc."))
    line.after_the_hold()
    assert line.site.comments[answer.external_id].text == "Cảm ơn bạn đọc."


def test_notes_stay_here(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, note())
    assert line.states() == []


@pytest.mark.parametrize("what", ["deliver", "reply"])
def test_what_was_done_without_an_answer_is_not_done_again(line: Line, what: str) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, APPROVE, reply())
    line.site.plan = once(what, "after")
    line.after_the_hold()
    line.until_quiet()
    assert set(line.states()) == {"sent"}
    assert len(line.site.done) == 2
    assert len(line.site.replies()) == 1


def test_a_reply_whose_arrival_is_unknown_is_not_taken_for_a_readers(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, reply("Cảm ơn."))
    line.site.plan = once("reply", "after")
    line.after_the_hold()
    [answer] = line.site.replies()
    line.site.set(answer.external_id, status=Status.PENDING)
    line.pull()
    assert len(sql(line.newsroom, "SELECT 1 FROM comment")) == 2
    line.until_quiet()
    assert line.states() == ["sent"]
    assert id_by_key(line.newsroom, answer.external_id)


def test_offline_everything_waits_and_nothing_counts_against_it(line: Line) -> None:
    ids = [line.comment(f"Lời số {n}")[1] for n in range(5)]
    decide(line.newsroom, ids, APPROVE)
    line.site.plan = lambda _: "offline"
    for _ in range(50):
        done = line.after_the_hold()
        assert (done.sent, done.put_off) == (0, 1)
        assert done.problem is not None
    assert {each.attempts for each in panel.shown(line.newsroom, DeliveryState.WAITING)} == {0}
    line.site.plan = lambda _: ""
    assert line.deliver() == Delivered(sent=5)


def test_undo_still_takes_back_what_could_not_be_sent(line: Line) -> None:
    """Decide on the train, take it back on the train: nothing goes out at home."""
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, reject()).batch
    line.site.plan = lambda _: "offline"
    line.after_the_hold()
    finish(moderation.undo(line.newsroom, batch, ()))
    line.site.plan = lambda _: ""
    line.after_the_hold()
    assert (line.site.done, line.there(name)) == ([], Status.PENDING)


def test_undo_of_what_may_have_arrived_is_sent_after_it(line: Line) -> None:
    name, subject = line.comment()
    batch = decide(line.newsroom, subject, reject()).batch
    line.site.plan = once("deliver", "after")
    line.after_the_hold()
    assert line.there(name) is Status.REJECTED
    finish(moderation.undo(line.newsroom, batch, ()))
    line.until_quiet()
    assert line.there(name) is Status.PENDING
    assert line.states() == ["replaced", "sent"]


def test_one_comment_that_never_goes_does_not_keep_the_others_back(line: Line) -> None:
    first, subject = line.comment()
    _, other = line.comment()
    decide(line.newsroom, [subject, other], APPROVE)
    look_up = line.site.look_up

    def broken(external_id: str) -> object:
        if external_id == first:
            raise DOWN
        return look_up(external_id)

    sound, line.site = line.site, _with(line.site, look_up=broken)
    assert line.after_the_hold().sent == 1
    for _ in range(MOST_ATTEMPTS):
        line.clock.move(3_600)
        line.deliver()
    assert line.states() == ["failed", "sent"]
    [failed] = panel.shown(line.newsroom, DeliveryState.FAILED)
    assert failed.problem is not None
    line.site = sound
    panel.retry(line.newsroom, [failed.id])
    assert line.deliver() == Delivered(sent=1)


def test_a_refusal_is_told_and_not_repeated(line: Line) -> None:
    _, subject = line.comment()
    line.site.plan = lambda what: "refused" if what == "deliver" else ""
    batch = decide(line.newsroom, subject, APPROVE).batch
    assert line.after_the_hold() == Delivered(failed=1)
    line.clock.move(100_000)
    assert line.deliver() == Delivered()
    assert line.problems() == ["No."]
    finish(moderation.undo(line.newsroom, batch, ()))
    assert line.states() == []


def test_what_is_said_to_be_done_but_is_not_fails(line: Line) -> None:
    _, subject = line.comment()
    line.site.plan = lambda what: "ignored" if what == "deliver" else ""
    decide(line.newsroom, subject, APPROVE)
    assert line.after_the_hold() == Delivered(failed=1)
    [problem] = line.problems()
    assert "still shows “pending”" in problem


def test_what_a_colleague_decided_there_is_not_overwritten_unasked(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.SPAM)
    assert line.after_the_hold() == Delivered(failed=1)
    [problem] = line.problems()
    assert "“spam”" in problem
    assert line.site.done == []
    [failed] = panel.shown(line.newsroom, DeliveryState.FAILED)
    panel.retry(line.newsroom, [failed.id])
    assert line.deliver() == Delivered(sent=1)
    assert line.there(name) is Status.APPROVED


def test_the_same_decision_there_is_as_good_as_sent(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.APPROVED)
    assert line.after_the_hold() == Delivered(sent=1)
    assert line.site.done == []


def test_a_text_changed_there_meanwhile_is_not_decided_unseen(line: Line) -> None:
    name, subject = line.comment("Cầu đẹp.")
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, text="Mua thuốc ở đây!")
    line.pull()
    assert line.after_the_hold() == Delivered(failed=1)
    assert "Mua thuốc" in line.problems()[0]
    assert line.there(name) is Status.PENDING


def test_given_up_the_desk_shows_what_the_site_has(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, APPROVE)
    line.site.set(name, status=Status.SPAM)
    line.after_the_hold()
    [failed] = panel.shown(line.newsroom, DeliveryState.FAILED)
    panel.give_up(line.newsroom, [failed.id])
    assert comment(line.newsroom, subject).status is Status.SPAM
    assert line.states() == ["dropped"]
    assert_sound(line.newsroom)


@pytest.mark.parametrize("decision", [APPROVE, reject()], ids=["approve", "reject"])
def test_a_strangers_comment_under_the_same_id_is_not_touched(
    line: Line, decision: moderation.Decision
) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, decision)
    line.site.set(name, text="Lời của người khác.", created_at=5)
    line.after_the_hold()
    assert line.site.done == []
    assert line.there(name) is Status.PENDING
    assert line.states() == (["failed"] if decision is APPROVE else ["sent"])


def test_what_is_gone_there_needs_no_rejection(line: Line) -> None:
    name, subject = line.comment()
    decide(line.newsroom, subject, reject())
    del line.site.comments[name]
    assert line.after_the_hold() == Delivered(sent=1)


def test_a_site_without_spam_takes_it_as_a_rejection(line: Line) -> None:
    line.site.abilities = Abilities(undo=False, edit=False, spam=False, threads=False)
    _, subject = line.comment()
    decide(line.newsroom, subject, edit("Khác."))
    line.after_the_hold()
    assert line.states() == ["failed"]
    panel.give_up(line.newsroom, [1])
    decide(line.newsroom, subject, SPAM)
    line.after_the_hold()
    assert line.states() == ["dropped", "sent"]


def test_a_later_decision_replaces_one_that_failed(line: Line) -> None:
    name, subject = line.comment()
    line.site.plan = lambda what: "refused" if what == "deliver" else ""
    decide(line.newsroom, subject, APPROVE)
    line.after_the_hold()
    line.site.plan = lambda _: ""
    decide(line.newsroom, subject, reject())
    line.after_the_hold()
    assert line.states() == ["replaced", "sent"]
    assert line.there(name) is Status.REJECTED


def test_pulling_afterwards_tells_nothing_new_of_what_was_sent(line: Line) -> None:
    _, subject = line.comment()
    decide(line.newsroom, subject, edit("Cầu rất đẹp."), APPROVE)
    line.after_the_hold()
    before = comment(line.newsroom, subject)
    assert line.pull() == PullReport()
    assert comment(line.newsroom, subject) == before


def test_pauses_grow_and_are_scattered() -> None:
    spread = [pause(6) for _ in range(200)]
    assert len(set(spread)) > 100
    assert max(spread) <= 64 * moment.SECOND
    assert max(pause(30) for _ in range(200)) <= 3_600 * moment.SECOND
    assert pause(1, 120) >= 120 * moment.SECOND
