"""What stands beside a comment: its thread, its writer's record, notes, the text before."""

from __future__ import annotations

import unicodedata

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.reading import Context
from app.services import desk
from app.services.newsroom import Newsroom
from app.sources.record import CommentRecord
from app.storage import context as contexts
from tests.app.desk_newsroom import (
    APPROVE,
    SPAM,
    START,
    bring_in,
    decide,
    edit,
    id_by_key,
    moderated_by,
    note,
    record,
    reject,
    reply,
    some,
    sql,
)


def beside(newsroom: Newsroom, key: str) -> Context:
    context = desk.context(newsroom, id_by_key(newsroom, key))
    assert context is not None
    return context


def at(key: str, minute: int, parent: str | None = None, **changes: object) -> CommentRecord:
    return record(
        key, f"Lời {key}", parent=parent, created_at=START + minute * moment.MINUTE, **changes
    )


def turns(context: Context) -> list[tuple[str, int]]:
    return [(turn.comment.text.removeprefix("Lời "), turn.depth) for turn in context.conversation]


def test_what_is_gone_has_no_context(newsroom: Newsroom) -> None:
    assert desk.context(newsroom, 1) is None


def test_a_conversation_is_read_from_its_beginning(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        at("1", 0),
        at("2", 1, "1"),
        at("3", 5, "1"),
        at("4", 2, "2"),
        at("5", 3, "4"),
        at("6", 3),
    )
    whole = [("1", 0), ("2", 1), ("4", 2), ("5", 3), ("3", 1)]
    for key in ("1", "2", "3", "4", "5"):
        assert turns(beside(newsroom, key)) == whole
    assert turns(beside(newsroom, "6")) == [("6", 0)]
    assert beside(newsroom, "6").conversation_total == 6


def test_approved_neighbours_begun_before_stand_above(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 0), at("2", 1), at("3", 2), at("4", 3), at("5", 4), at("6", 4, "1"))
    ids = [id_by_key(newsroom, key) for key in ("1", "2", "3", "5", "6")]
    decide(newsroom, ids, APPROVE)
    assert turns(beside(newsroom, "4")) == [("2", 0), ("3", 0), ("4", 0)]
    assert turns(beside(newsroom, "6")) == [("3", 0), ("5", 0), ("1", 0), ("6", 1)]


def test_a_long_thread_shows_the_turns_around_the_comment(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contexts, "MOST_TURNS", 4)
    bring_in(newsroom, at("0", 0), *(at(str(n), n, "0") for n in range(1, 10)))
    assert [key for key, _ in turns(beside(newsroom, "0"))] == ["0", "1", "2", "3"]
    assert [key for key, _ in turns(beside(newsroom, "5"))] == ["3", "4", "5", "6"]
    assert [key for key, _ in turns(beside(newsroom, "9"))] == ["6", "7", "8", "9"]
    assert beside(newsroom, "9").turns_left_out == 6


def test_an_articles_comments_are_counted_by_the_hour(newsroom: Newsroom) -> None:
    hour = START // moment.HOUR % 24
    bring_in(newsroom, at("1", 0), at("2", 5), at("3", 60))
    about = beside(newsroom, "1").article.id
    hours = desk.hours(newsroom, about, 0)
    assert (hours[hour], hours[(hour + 1) % 24], sum(hours)) == (2, 1, 3)
    late = desk.hours(newsroom, about, 7 * moment.HOUR)
    assert late[(hour + 7) % 24] == 2


def test_comments_that_are_each_others_parent_do_not_hang(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 0, "2"), at("2", 1, "1"), at("3", 2, "2"), at("4", 3, "4"))
    assert {key for key, _ in turns(beside(newsroom, "3"))} == {"1", "2", "3"}
    assert turns(beside(newsroom, "4")) == [("4", 0)]


def test_a_writers_record_sums_all_names_of_an_address(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        at("1", 0, machine="m"),
        at("2", 1, name="Thu Hà", address="thuha@BAO.vn"),
        at("3", 2, name="Hà", machine="m"),
        at("4", 3, name="Lê Tám", address="tam@bao.vn", machine="m"),
        at("5", 4, name="Bảy", address="bay@bao.vn", machine="khác"),
        at("6", 5, name="Bảy", address="bay@bao.vn"),
    )
    decide(newsroom, id_by_key(newsroom, "1"), APPROVE)
    decide(newsroom, id_by_key(newsroom, "2"), reject())
    decide(newsroom, id_by_key(newsroom, "3"), SPAM)
    record_ = beside(newsroom, "1").record
    history = record_.history
    assert (history.pending, history.approved, history.rejected, history.spam) == (0, 1, 1, 1)
    assert history.total == 3
    assert (history.first_at, history.last_at) == (START, START + 2 * moment.MINUTE)
    assert set(record_.other_names) == {"Thu Hà", "Hà"}
    assert record_.same_machine == 1
    assert beside(newsroom, "2").record.same_machine == 0
    assert beside(newsroom, "6").record.other_names == ()


def test_a_name_that_never_told_a_time_does_not_hide_when_the_writer_began(
    newsroom: Newsroom,
) -> None:
    bring_in(newsroom, at("1", 0), record("2", name="Thu Hà", created_at=0))
    history = beside(newsroom, "2").record.history
    assert (history.first_at, history.last_at) == (START, START)


def test_without_an_address_a_name_is_the_writer(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        at("1", 0, name="Đỗ Hoàng", address=""),
        at("2", 1, name=unicodedata.normalize("NFD", "Đỗ  Hoàng"), address=""),
        at("3", 2, name="Đỗ Hoàng", address="hoang@bao.vn"),
    )
    assert beside(newsroom, "1").record.history.pending == 2
    assert [flag.reason.code.name for flag in beside(newsroom, "2").comment.flags] == [
        "ADDRESS_MISSING"
    ]
    assert beside(newsroom, "3").record.history.pending == 1


def test_notes_stand_in_their_order(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, note("một"))
    decide(moderated_by(newsroom, "Bình"), subject, note("hai"))
    notes = beside(newsroom, "c1").notes
    assert [(each.moderator, each.text) for each in notes] == [("An", "một"), ("Bình", "hai")]


def test_the_readers_own_text_stands_beside_an_edited_one(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 0))
    subject = id_by_key(newsroom, "1")
    assert beside(newsroom, "1").original is None
    decide(newsroom, subject, edit("Sửa rồi."))
    decide(newsroom, subject, edit("Sửa nữa."))
    assert beside(newsroom, "1").original == "Lời 1"
    decide(newsroom, subject, edit("Lời 1"))
    assert beside(newsroom, "1").original is None


def test_what_a_reader_changed_after_a_decision_can_be_compared(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 0))
    subject = id_by_key(newsroom, "1")
    decide(newsroom, subject, APPROVE)
    bring_in(newsroom, record("1", "Lời khác", created_at=START))
    assert beside(newsroom, "1").original == "Lời 1"
    decide(newsroom, subject, edit("Sửa rồi."))
    assert beside(newsroom, "1").original == "Lời khác"


def test_a_draft_is_its_moderators_own(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    desk.save_draft(newsroom, subject, "Cảm")
    desk.save_draft(newsroom, subject, "Cảm ơn")
    assert beside(newsroom, "c1").draft == "Cảm ơn"
    assert beside(moderated_by(newsroom, "Bình"), "c1").draft == ""
    desk.save_draft(newsroom, subject, "  ")
    assert sql(newsroom, "SELECT * FROM draft") == []


def test_a_reply_stands_under_what_it_answers(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, reply("Cảm ơn bạn."))
    answer = beside(newsroom, "c1").conversation[1]
    assert (answer.depth, answer.comment.by_newsroom) == (1, True)
    assert (answer.comment.writer.name, answer.comment.status) == ("Tòa soạn", Status.APPROVED)


def test_a_reader_who_borrows_the_newsrooms_name_does_not_share_its_history(
    newsroom: Newsroom,
) -> None:
    bring_in(newsroom, at("1", 0))
    for _ in range(3):
        decide(newsroom, id_by_key(newsroom, "1"), reply())
    bring_in(newsroom, at("2", 5, name="Tòa soạn", address=""))
    record_of_reader = beside(newsroom, "2").record
    assert record_of_reader.history.approved == 0
    assert record_of_reader.writer.history.approved == 0
    decide(newsroom, id_by_key(newsroom, "1"), reply())
    assert beside(newsroom, "2").record.history.total == 1


def test_readers_without_name_and_address_have_no_history_together(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 0, name="", address=""), at("2", 1, name=" ", address=""))
    decide(newsroom, id_by_key(newsroom, "1"), APPROVE)
    nameless = beside(newsroom, "2").record
    assert nameless.history.total == 0
    assert nameless.writer.history.total == 0
    assert nameless.other_names == ()
