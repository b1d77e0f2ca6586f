"""Own queues: kept, named, moved, taken out, put back, counted; and names to complete with."""

from __future__ import annotations

import pytest

from app.domain.comment import Status
from app.domain.flag import FlagKind
from app.domain.query import Field
from app.domain.queue import Order, Queue
from app.services import desk, queues
from app.services.newsroom import Newsroom
from tests.app.desk_newsroom import APPROVE, ARTICLE, bring_in, decide, id_by_key, record, some


def names(newsroom: Newsroom) -> list[str]:
    return [one.name for one in queues.own_queues(newsroom)]


def never() -> bool:
    return False


def test_what_is_kept_is_what_was_searched_for(newsroom: Newsroom) -> None:
    ids = some(newsroom, 1)
    writer = desk.page(newsroom, ids)[0].writer
    whole = Queue(None, FlagKind.LINK, 1, None, 'bài:"cầu" đẹp ', Order.OLDEST)
    of_writer = Queue(Status.SPAM, writer_id=writer.id)
    kept = queues.keep(newsroom, "  Cầu \n Nam ", whole)
    queues.keep(newsroom, "", Queue(text="lừa  đảo"))
    queues.keep(newsroom, "Hà", of_writer)
    first, second, third = queues.own_queues(newsroom)
    assert (first.id, first.name, first.queue, first.scope) == (
        kept.id,
        "Cầu Nam",
        whole,
        ARTICLE.title,
    )
    assert (second.name, second.queue.text) == ("lừa đảo", "lừa  đảo")
    assert (third.queue, third.scope) == (of_writer, writer.name)


def test_queues_are_renamed_moved_and_taken_out(newsroom: Newsroom) -> None:
    kept = [queues.keep(newsroom, name, Queue(text=name)) for name in "abc"]
    queues.rename(newsroom, kept[0].id, "A")
    queues.rename(newsroom, kept[1].id, "  ")
    assert names(newsroom) == ["A", "b", "c"]
    queues.move(newsroom, kept[2].id, -1)
    queues.move(newsroom, kept[0].id, -1)
    queues.move(newsroom, 99, 1)
    assert names(newsroom) == ["A", "c", "b"]
    queues.move(newsroom, kept[0].id, 5)
    assert names(newsroom) == ["c", "b", "A"]
    middle = queues.own_queues(newsroom)[1]
    removed = queues.remove(newsroom, middle)
    assert names(newsroom) == ["c", "A"]
    assert queues.remove(newsroom, middle) is None
    assert removed is not None
    queues.put_back(newsroom, removed)
    assert names(newsroom) == ["c", "b", "A"]


def test_counts_are_those_of_the_lists_up_to_a_limit(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = some(newsroom, 8)
    decide(newsroom, ids[:2], APPROVE)
    kept = [
        queues.keep(newsroom, text, Queue(text=text))
        for text in ("cây cầu", "is:approved", "zz", "before:xyz")
    ]
    counted = queues.counts(newsroom, kept, never)
    assert [counted[one.id] for one in kept] == [6, 2, 0, 0]
    monkeypatch.setattr(queues, "MOST_COUNTED", 4)
    assert queues.counts(newsroom, kept, never)[kept[0].id] == 4
    monkeypatch.setattr("app.storage.listing.FIRST_WITHIN", -1)
    monkeypatch.setattr("app.storage.sqlite.STEPS_BETWEEN_QUESTIONS", 1)
    assert queues.counts(newsroom, kept, never)[kept[0].id] == 4
    assert queues.counts(newsroom, kept, lambda: True) == {}


def test_names_to_complete_with(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        record("c1", name="Đỗ Thị Hoà", address="hoa@bao.vn"),
        record("c2", name="do thi hoa", address="hoa2@bao.vn"),
        record("c3", name="Đỗ Thị Hoà", address="hoa3@bao.vn", article="a2"),
        record("c4", name="", address="hong@bao.vn"),
    )
    assert queues.names_like(newsroom, Field.FROM, "do h") == ["Đỗ Thị Hoà", "do thi hoa"]
    assert queues.names_like(newsroom, Field.FROM, "đỗ") == ["Đỗ Thị Hoà", "do thi hoa"]
    assert queues.names_like(newsroom, Field.FROM, "hong") == ["hong@bao.vn"]
    assert queues.names_like(newsroom, Field.ARTICLE, "cầu") == [ARTICLE.title]
    assert queues.names_like(newsroom, Field.ARTICLE, "hoc") == ["Học phí năm học mới"]
    assert queues.names_like(newsroom, Field.FROM, " ") == []
    assert id_by_key(newsroom, "c1")
