"""Templates for replies as a newsroom keeps them, and notes that are kept with a rejection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.decision import Action, RejectionReason
from app.domain.template import MAX_NAME, MAX_TEMPLATE, ReplyTemplate
from app.domain.words import Words
from app.services import desk, moderation, templates
from app.services.newsroom import Newsroom, finish
from tests.app.desk_newsroom import (
    ARTICLE,
    SPAM,
    Session,
    assert_sound,
    bring_in,
    comment,
    content,
    decide,
    edit,
    id_by_key,
    moderated_by,
    note,
    record,
    reject,
    some,
    sql,
)

THANKS = ReplyTemplate(0, "Cảm ơn", "Cảm ơn {tên}.")
ASK = ReplyTemplate(0, "Hỏi", "Ở đâu ạ?")
RUDE = RejectionReason(
    "rude", Words("Thô lỗ", "Rude"), "{tên} ở bài “{bài}”: {người duyệt} từ chối"
)
PLAIN = RejectionReason("law", Words("Trái pháp luật", "Against the law"))


@pytest.fixture
def session(newsroom: Newsroom) -> Session:
    desk.change_rejection_reasons(newsroom, [RUDE, PLAIN])
    return Session(newsroom)


def notes(newsroom: Newsroom) -> list[tuple[object, ...]]:
    return sql(newsroom, "SELECT comment_id, moderator, text FROM note ORDER BY id")


def test_templates_are_kept_in_the_order_they_are_given(newsroom: Newsroom) -> None:
    assert templates.reply_templates(newsroom) == ()
    first, second = templates.change_reply_templates(newsroom, [THANKS, ASK])
    assert (first.name, second.text) == ("Cảm ơn", "Ở đâu ạ?")
    assert 0 < first.id != second.id > 0
    new = ReplyTemplate(0, "Mới", "x")
    kept = templates.change_reply_templates(newsroom, [new, second, replace(first, text="y")])
    assert [one.name for one in kept] == ["Mới", "Hỏi", "Cảm ơn"]
    assert kept[1:] == (second, replace(first, text="y"))
    assert kept[0].id not in {first.id, second.id}
    assert templates.reply_templates(newsroom) == kept
    assert templates.change_reply_templates(newsroom, []) == ()


def test_a_template_is_storable_of_bounded_length_and_says_something(newsroom: Newsroom) -> None:
    empty, long = ReplyTemplate(0, " ", "\n"), ReplyTemplate(0, "a\nb" * 90, "x" * 20_000)
    broken = ReplyTemplate(0, "", "a\x00\ud800")
    kept = templates.change_reply_templates(newsroom, [empty, long, broken])
    assert [(len(one.name), len(one.text)) for one in kept] == [(MAX_NAME, MAX_TEMPLATE), (0, 3)]
    assert kept[0].name.startswith("a ba")
    assert kept[1].text == "a\ufffd\ufffd"


def test_what_another_desk_has_changed_meanwhile_stays_changed(newsroom: Newsroom) -> None:
    known = templates.change_reply_templates(newsroom, [THANKS, ASK])
    theirs = [replace(known[0], text="theirs"), known[1], ReplyTemplate(0, "Mới", "x")]
    templates.change_reply_templates(newsroom, theirs)
    mine = [replace(known[0], text="mine"), known[1]]
    kept = templates.change_reply_templates(newsroom, mine, known)
    assert [one.text for one in kept] == ["mine", ASK.text, "theirs", "x"]
    again = templates.change_reply_templates(newsroom, [mine[0]], mine)
    assert [one.text for one in again] == ["mine", "theirs", "x"]

    desk.change_rejection_reasons(newsroom, [RUDE, PLAIN])
    other = replace(RUDE, note="theirs")
    desk.change_rejection_reasons(newsroom, [other, PLAIN])
    desk.change_rejection_reasons(newsroom, [PLAIN, RUDE], known=[RUDE, PLAIN])
    assert desk.rejection_reasons(newsroom) == [PLAIN, other]


def test_a_reason_is_storable(newsroom: Newsroom) -> None:
    broken = RejectionReason("x", Words("a\ud800", "b\x00"), "\udfff")
    desk.change_rejection_reasons(newsroom, [broken])
    [kept] = desk.rejection_reasons(newsroom)
    assert (kept.words, kept.note) == (Words("a\ufffd", "b\ufffd"), "\ufffd")


def test_a_reasons_note_is_read_and_kept_with_it(session: Session) -> None:
    newsroom = session.newsroom
    assert desk.rejection_reasons(newsroom) == [RUDE, PLAIN]
    desk.change_rejection_reasons(newsroom, [PLAIN])
    desk.change_rejection_reasons(newsroom, [RUDE])
    assert desk.rejection_reasons(newsroom) == [RUDE]


@pytest.mark.parametrize("number", [1, 3])
def test_a_rejection_leaves_its_note_in_its_own_batch_and_one_undo_takes_both(
    session: Session, number: int
) -> None:
    newsroom = session.newsroom
    ids = some(newsroom, number)
    before = content(newsroom)
    changes = session.decide(ids, reject("rude"))
    said = f"Trần Hà ở bài “{ARTICLE.title}”: An từ chối"
    assert notes(newsroom) == [(each, "An", said) for each in ids]
    assert (changes.action, changes.decided) == (Action.REJECT, number)
    assert sql(newsroom, "SELECT DISTINCT batch FROM log_entry") == [(changes.batch,)]
    after = content(newsroom)
    assert_sound(newsroom)
    for _ in range(2):
        assert session.undo().decided == number
        assert content(newsroom) == before
        assert session.redo().decided == number
        assert content(newsroom) == after
    assert_sound(newsroom)


def test_each_comments_note_is_of_its_own_writer_and_a_missing_name_is_said(
    session: Session,
) -> None:
    newsroom = session.newsroom
    bring_in(
        newsroom,
        record("c1", name="{bài}", address="a@bao.vn"),
        record("c2", name="", article="a2"),
    )
    session.decide([id_by_key(newsroom, key) for key in ("c1", "c2")], reject("rude"))
    assert [str(text).split(" ở ")[0] for _, _, text in notes(newsroom)] == ["{bài}", "bạn đọc"]


def test_no_note_where_none_is_asked_for_or_nothing_changes(session: Session) -> None:
    newsroom = session.newsroom
    [subject] = some(newsroom, 1)
    session.decide(subject, reject("law"))
    assert notes(newsroom) == []
    session.decide(subject, reject("rude"))
    assert session.decide(subject, reject("rude")).unchanged == 1
    assert len(notes(newsroom)) == 1
    blank = replace(RUDE, note=" \n")
    desk.change_rejection_reasons(newsroom, [blank, PLAIN])
    session.decide(subject, SPAM)
    session.decide(subject, reject("rude"))
    assert len(notes(newsroom)) == 1


def test_what_another_has_decided_since_keeps_its_note_and_is_one_conflict(
    session: Session,
) -> None:
    newsroom = session.newsroom
    first, second = some(newsroom, 2)
    batch = session.decide([first, second], reject("rude")).batch
    decide(moderated_by(newsroom, "Bình"), second, edit("Khác"))
    changes = finish(moderation.undo(newsroom, batch, ()))
    assert (list(changes.touched), changes.conflict_count) == ([first], 1)
    assert [each for each, _, _ in notes(newsroom)] == [second]


def test_of_two_notes_alike_the_later_one_is_taken_back(session: Session) -> None:
    newsroom = session.newsroom
    [subject] = some(newsroom, 1)
    session.decide(subject, note("x"), note("x"), note("y"))
    version = comment(newsroom, subject).version
    session.decide(subject, note("x"))
    assert comment(newsroom, subject).version > version
    session.undo()
    assert [text for _, _, text in notes(newsroom)] == ["x", "x", "y"]
    assert comment(newsroom, subject).version > version + 1
