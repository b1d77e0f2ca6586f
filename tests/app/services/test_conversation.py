"""What everybody may read below an article: nothing that was not approved, and all that was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.conversation import Conversation, Said
from app.domain.errors import NewsroomError, UnusableInputError
from app.services import conversation as conversations
from app.services.conversation import REPLIES, THREADS, conversation, version
from app.services.newsroom import Newsroom
from app.sources.record import ArticleRecord, CommentRecord
from app.storage.conversation import DEEPEST
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    OTHER_ARTICLE,
    PENDING,
    SPAM,
    START,
    Clock,
    Session,
    bring_in,
    decide,
    edit,
    id_by_key,
    record,
    reject,
    reply,
    sql,
)

URL = ARTICLE.url


def at(key: str, minute: int, parent: str | None = None, **changes: object) -> CommentRecord:
    """An approved comment of so many minutes after the start."""
    given = {"status": Status.APPROVED, "created_at": START + minute * moment.MINUTE} | changes
    return record(key, f"Lời {key}", parent=parent, **given)


def page(newsroom: Newsroom, after: str = "", url: str = URL) -> Conversation:
    found = conversation(newsroom, url, after)
    assert found is not None
    return found


Tree = list[tuple[str, "Tree"]]


def tree(threads: tuple[Said, ...]) -> Tree:
    return [(said.id, tree(said.replies)) for said in threads]


def everything(said: tuple[Said, ...]) -> Iterator[Said]:
    for each in said:
        yield each
        yield from everything(each.replies)


def all_pages(newsroom: Newsroom) -> list[Said]:
    """All that is shown, page by page and thread by thread."""
    found: list[Said] = []
    waiting = [""]
    while waiting:
        read = page(newsroom, waiting.pop())
        shown = list(everything(read.threads))
        found += shown
        waiting += [cursor for cursor in (read.next, *(said.more for said in shown)) if cursor]
    return found


def test_nobody_knows_the_article(newsroom: Newsroom) -> None:
    assert conversation(newsroom, URL) is None
    assert version(newsroom, URL) is None
    assert conversation(newsroom, "not an address") is None


def test_only_what_is_approved_is_shown_the_newest_thread_first(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        at("1", 1),
        at("2", 2),
        at("3", 3, "1"),
        at("4", 4, "1"),
        at("5", 5, "3"),
        at("pending", 6, status=None),
        at("rejected", 7, "1", status=Status.REJECTED),
        at("spam", 8, status=Status.SPAM),
        at("elsewhere", 9, article="a2"),
    )
    shown = page(newsroom)
    assert tree(shown.threads) == [("2", []), ("1", [("3", [("5", [])]), ("4", [])])]
    assert (shown.total, shown.next, shown.open) == (5, "", False)
    assert shown.title == ARTICLE.title


def test_nothing_is_told_of_a_writer_but_the_name(newsroom: Newsroom) -> None:
    """A field that is added to what is shown has to be thought about here."""
    assert {field.name for field in fields(Said)} == {
        *("id", "name", "text", "at", "by_newsroom", "parent", "under", "replies", "more")
    }
    bring_in(newsroom, at("1", 1, machine="203.0.113.7", website="https://hidden.example"))
    [said] = page(newsroom).threads
    assert (said.name, said.text, said.at) == ("Trần Thu Hà", "Lời 1", START + moment.MINUTE)
    assert "203.0.113.7" not in repr(said)
    assert "hidden.example" not in repr(said)
    assert "@" not in repr(said)


def test_what_is_approved_replied_and_edited_on_the_desk_is_shown(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("1", "Phí bao nhiêu?"))
    assert page(newsroom).threads == ()
    decide(newsroom, id_by_key(newsroom, "1"), APPROVE, reply("Không thu phí."))
    [said] = page(newsroom).threads
    [answer] = said.replies
    assert not said.by_newsroom
    assert (answer.by_newsroom, answer.text) == (True, "Không thu phí.")
    assert newsroom.moderator not in repr(said)
    decide(newsroom, id_by_key(newsroom, "1"), edit("Phí qua cầu bao nhiêu?"))
    assert page(newsroom).threads[0].text == "Phí qua cầu bao nhiêu?"


@pytest.mark.parametrize("hiding", [reject(), SPAM, PENDING])
def test_a_hidden_parent_leaves_nothing_of_itself(newsroom: Newsroom, hiding: object) -> None:
    """Its approved answers stand for themselves; the newsroom's reply would quote it, and goes."""
    bring_in(newsroom, at("1", 1), at("2", 2), at("answer", 3, "1"), at("below", 4, "answer"))
    first = id_by_key(newsroom, "1")
    decide(newsroom, first, reply("Bạn viết “xxx” là sai."))
    [name] = [said.id for said in everything(page(newsroom).threads) if said.by_newsroom]
    bring_in(newsroom, at("to-newsroom", 5, name))
    assert page(newsroom).total == 6
    decide(newsroom, first, hiding)
    shown = page(newsroom)
    assert tree(shown.threads) == [("to-newsroom", []), ("answer", [("below", [])]), ("2", [])]
    assert shown.total == 4
    assert [said.parent for said in shown.threads] == [None, None, None]
    decide(newsroom, first, APPROVE)
    assert page(newsroom).total == 6


def test_an_answer_to_what_never_came_stands_for_itself(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 1, "gone"), at("2", 2, "elsewhere"))
    bring_in(newsroom, at("elsewhere", 0, article="a2"))
    shown = page(newsroom)
    assert tree(shown.threads) == [("2", []), ("1", [])]
    assert {said.parent for said in shown.threads} == {None}
    assert tree(page(newsroom, url=OTHER_ARTICLE.url).threads) == [("elsewhere", [])]


def test_a_deep_thread_is_drawn_only_so_deep(newsroom: Newsroom) -> None:
    depth = DEEPEST + 3
    bring_in(newsroom, *(at(str(n), n, str(n - 1) if n else None) for n in range(depth + 1)))
    [said] = page(newsroom).threads
    for level in range(1, DEEPEST):
        [said] = said.replies
        assert said.id == str(level)
    last = said.replies
    assert [each.id for each in last] == [str(n) for n in range(DEEPEST, depth + 1)]
    assert [each.parent for each in last] == [str(n - 1) for n in range(DEEPEST, depth + 1)]
    assert {each.under for each in last} == {said.id}


def test_pages_of_threads_hold_everything_once(newsroom: Newsroom) -> None:
    """Threads begun in one and the same second, too, as imports have them."""
    bring_in(newsroom, *(at(f"c{n}", n // 7) for n in range(2 * THREADS + 3)))
    first = page(newsroom)
    assert len(first.threads) == THREADS
    assert first.total == 2 * THREADS + 3
    found = all_pages(newsroom)
    assert len(found) == len({said.id for said in found}) == first.total
    assert [said.at for said in found] == sorted((said.at for said in found), reverse=True)


def test_the_rest_of_a_long_thread_is_asked_for(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "MORE_REPLIES", 30)
    n = REPLIES + 70
    bring_in(newsroom, at("0", 0), *(at(str(k), k, str(max(0, k - 25))) for k in range(1, n)))
    [said] = page(newsroom).threads
    assert len(list(everything(said.replies))) == REPLIES
    rest = page(newsroom, said.more)
    assert rest.threads[0].under is not None
    assert rest.total == n
    found = all_pages(newsroom)
    assert sorted(int(each.id) for each in found) == list(range(n))


def test_a_made_up_cursor_opens_nothing_that_is_hidden(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 1, status=Status.REJECTED), at("2", 2, "1"), at("3", 3, "2"))
    bring_in(newsroom, at("9", 9, article="a2"), at("10", 10, "9", article="a2"))
    for key in ("1", "3", "9"):
        assert page(newsroom, f"{id_by_key(newsroom, key)}.0.0").threads == ()
    assert tree(page(newsroom, f"{id_by_key(newsroom, '2')}.0.0").threads) == [("3", [])]


@pytest.mark.parametrize(
    "after", ["x", "1", "1.2.3.4", "1.2 ", "-1.0.0", "9" * 30 + ".1", "١.٢", "1.2;--", "\ud800"]
)
def test_a_cursor_that_is_none_is_refused_in_words(newsroom: Newsroom, after: str) -> None:
    bring_in(newsroom, at("1", 1))
    with pytest.raises(UnusableInputError):
        conversation(newsroom, URL, after)


def test_a_page_of_very_long_comments_is_a_short_one(newsroom: Newsroom) -> None:
    long = "dài " * 10_000
    bring_in(newsroom, *(at(f"c{n}", n, text=f"{n} {long}") for n in range(40)))
    shown = page(newsroom)
    assert len(shown.threads) == 25
    assert len(shown.threads[0].text) < 20_010
    assert shown.threads[0].text.endswith("\u2026")
    assert len(all_pages(newsroom)) == 40


def test_what_strangers_hide_in_names_and_texts_is_not_shown(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        at(
            "1",
            1,
            name="A\u202eB\u200b\n\tC" + "\u0300" * 60 + "x" * 300,
            text="một\u202e hai\x00 \x1b[31m e" + "\u0301" * 500 + "\n\nba",
        ),
        at("2", 2, name="\u200b\u200b", text="👩‍👧 vui"),
    )
    second, first = page(newsroom).threads
    assert first.name.startswith("AB C")
    assert len(first.name) <= conversations.LONGEST_NAME
    assert first.name.count("\u0300") == 4
    assert not {"\u202e", "\x00", "\x1b", "\u200b"} & set(first.text + first.name)
    assert first.text.count("\u0301") == 4
    assert first.text.endswith("\n\nba")
    assert (second.name, second.text) == ("", "👩‍👧 vui")


def test_the_version_moves_when_anything_may_have(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 1), record("2"))
    before = version(newsroom, URL)
    assert before == version(newsroom, URL) == page(newsroom).version
    decide(newsroom, id_by_key(newsroom, "2"), APPROVE)
    approved = version(newsroom, URL)
    sql(newsroom, "UPDATE article SET open = 1")
    assert len({before, approved, version(newsroom, URL)}) == 3
    assert page(newsroom).open


def test_of_two_sources_with_one_address_the_open_one_is_meant(newsroom: Newsroom) -> None:
    bring_in(newsroom, at("1", 1))
    other = ArticleRecord("form.example", URL, URL, "Bản mở")
    bring_in(newsroom, other)
    assert page(newsroom).title == ARTICLE.title
    sql(newsroom, "UPDATE article SET open = 1 WHERE title = 'Bản mở'")
    assert page(newsroom, url=URL + "#loi-binh").title == "Bản mở"


statuses = st.sampled_from([Status.APPROVED, Status.REJECTED, None])
comments = st.lists(st.tuples(statuses, st.integers(-1, 12), st.integers(0, 3)), max_size=13)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=comments)
def test_each_approved_comment_is_shown_once_under_what_is_shown(
    newsroom: Newsroom, told: list[tuple[Status | None, int, int]]
) -> None:
    """Whatever answers what, in whatever order it is dated; a ring of answers has no beginning."""
    sql(newsroom, "DELETE FROM flag")
    sql(newsroom, "DELETE FROM comment_search")
    sql(newsroom, "DELETE FROM comment")
    bring_in(
        newsroom,
        *(
            at(str(n), minute, str(parent) if 0 <= parent < n else None, status=status)
            for n, (status, parent, minute) in enumerate(told)
        ),
    )
    shown = page(newsroom)
    found = list(everything(shown.threads))
    approved = {str(n) for n, (status, _, _) in enumerate(told) if status is Status.APPROVED}
    assert sorted(said.id for said in found) == sorted(approved)
    assert shown.total == len(approved)
    assert {said.parent for said in found} - {None} <= approved


DECISIONS = (
    (APPROVE,),
    (reject(),),
    (SPAM,),
    (PENDING,),
    (edit("Sửa một."),),
    (edit("Sửa hai."), APPROVE),
    (reply("Cảm ơn bạn."),),
    (APPROVE, reply("Chào bạn.")),
)
MOVES = ("decide", "decide", "decide", "undo", "redo")


def shown_by_hand(newsroom: Newsroom) -> dict[str, object]:
    """What is to be on the page, by the rule alone, row by row."""
    rows = sql(
        newsroom,
        "SELECT comment.id, parent_id, comment.external_id, status, by_newsroom, text FROM comment "
        "JOIN article ON article.id = article_id WHERE url = :url",
        url=URL,
    )
    status = {number: status for number, _, _, status, _, _ in rows}
    return {
        str(name): text
        for _, parent, name, state, ours, text in rows
        if state == "approved" and not (ours and status.get(parent, state) != "approved")
    }


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_is_decided_and_undone_the_page_shows_what_is_approved(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """And whoever keeps a page by its version learns of each change of it."""
    store = open_store(shutil.copy(blank, tmp_path_factory.mktemp("desk")))
    try:
        _decide_at_random(Newsroom(store, "An", clock=Clock()), data)
    finally:
        store.close()


def _decide_at_random(newsroom: Newsroom, data: st.DataObject) -> None:
    keys = ["1", "2", "3"]
    bring_in(newsroom, record("1"), record("2", parent="1"), record("3"))
    session = Session(newsroom)
    before: dict[str, object] = {}
    seen = None
    for move in data.draw(st.lists(st.sampled_from(MOVES), min_size=1, max_size=8)):
        if move == "decide":
            name = data.draw(st.sampled_from(sorted({*keys, *before})))
            with suppress(NewsroomError):
                session.decide(id_by_key(newsroom, name), *data.draw(st.sampled_from(DECISIONS)))
        elif move == "undo" and session.history.done:
            session.undo()
        elif move == "redo" and session.history.undone:
            session.redo()
        wanted = shown_by_hand(newsroom)
        found = {said.id: said.text for said in all_pages(newsroom)}
        now = page(newsroom)
        assert found == wanted
        assert now.total == len(wanted)
        assert now.version == version(newsroom, URL)
        assert now.version != seen or wanted == before
        before, seen = wanted, now.version
