"""What has waited long: the same to the list, its count, searches and what came in, at any hour."""

from __future__ import annotations

import pytest

from app.domain import moment
from app.domain.flag import FlagKind, kinds_of
from app.domain.query import typed_out
from app.domain.queue import FIXED_QUEUES, LONG_WAIT, Order, Queue
from app.domain.reading import Arrived
from app.services import desk, queues
from app.services.newsroom import Newsroom
from tests.app.desk_newsroom import APPROVE, PENDING, START, Clock, bring_in, decide, record, sql

LONG = next(named.queue for named in FIXED_QUEUES if named.key == "oldest")


def brought_in(newsroom: Newsroom, *hours: float) -> list[int]:
    """Comments that were written so many hours before START; their ids in this order."""
    bring_in(
        newsroom,
        *(
            record(f"c{n}", f"Lời bình số {n}", created_at=START - round(age * moment.HOUR))
            for n, age in enumerate(hours)
        ),
    )
    return [row[0] for row in sql(newsroom, "SELECT id FROM comment ORDER BY id")]


def listed(newsroom: Newsroom, queue: Queue = LONG) -> list[int]:
    return list(desk.listing(newsroom, queue).ids)


def counted(newsroom: Newsroom, key: str = "oldest") -> int:
    return desk.overview(newsroom).counts[key]


def test_the_oldest_come_first_and_only_those_of_more_than_a_day(newsroom: Newsroom) -> None:
    first, second, third, fourth = brought_in(newsroom, 25, 1, 48, 24)
    assert LONG.waited == LONG_WAIT == 24 * moment.HOUR
    assert listed(newsroom) == [third, first, fourth]
    assert listed(newsroom, LONG.ordered(Order.NEWEST)) == [fourth, first, third]
    assert listed(newsroom, Queue())[0] == second


def test_a_comment_comes_of_age_by_the_clock_alone(newsroom: Newsroom, clock: Clock) -> None:
    [young] = brought_in(newsroom, 23.5)
    assert (listed(newsroom), counted(newsroom)) == ([], 0)
    assert list(desk.belonging(newsroom, LONG, [young])) == []
    clock.move(30 * 60)
    assert (listed(newsroom), counted(newsroom)) == ([young], 1)
    assert list(desk.belonging(newsroom, LONG, [young])) == [young]
    assert list(desk.come_of_age(newsroom, LONG)) == [young]
    assert list(desk.come_of_age(newsroom, LONG.matching("khác"))) == []
    assert list(desk.come_of_age(newsroom, Queue())) == []
    clock.move(3 * 3600)
    assert list(desk.come_of_age(newsroom, LONG)) == []


@pytest.mark.parametrize("long", range(8))
def test_the_count_is_that_of_the_list_whichever_part_is_the_shorter(
    newsroom: Newsroom, long: int
) -> None:
    ids = brought_in(newsroom, *([30] * long + [2] * (7 - long)))
    assert counted(newsroom) == len(listed(newsroom)) == long
    decide(newsroom, ids[0], APPROVE)
    assert counted(newsroom) == len(listed(newsroom)) == max(0, long - 1)
    decide(newsroom, ids[0], PENDING)
    decide(newsroom, ids[-1], APPROVE)
    assert counted(newsroom) == len(listed(newsroom)) == long - (long == 7)


def test_a_search_in_it_stays_in_it_and_can_be_kept(newsroom: Newsroom) -> None:
    old, _, older = brought_in(newsroom, 25, 1, 48)
    searched = LONG.matching("số")
    assert listed(newsroom, searched) == [old, older]
    for language, said in (("vi", "là:chờ-lâu số"), ("en", "is:overdue số")):
        lasting = typed_out(searched, "vi" if language == "vi" else "en")
        assert (lasting.text, lasting.waited) == (said, 0)
        assert listed(newsroom, lasting) == [old, older]
        kept = queues.keep(newsroom, said, lasting)
        again = next(one for one in queues.own_queues(newsroom) if one.id == kept.id)
        assert again.queue == lasting
        assert queues.counts(newsroom, [again], lambda: False) == {kept.id: 2}


def test_what_needs_no_words_is_kept_as_it_is() -> None:
    assert typed_out(Queue(text="cầu"), "vi") == Queue(text="cầu")


def test_overdue_is_about_what_waits(newsroom: Newsroom) -> None:
    old, young, decided = brought_in(newsroom, 25, 1, 48)
    decide(newsroom, decided, APPROVE)
    assert listed(newsroom, Queue(status=None, text="is:overdue")) == [old]
    assert listed(newsroom, Queue(text="-là:chờ-lâu")) == [young]


@pytest.mark.usefixtures("clock")
def test_the_index_of_queues_answers_alone(newsroom: Newsroom) -> None:
    """However many comments there are, no row of them is looked at."""
    from app.storage.waiting import WAITING_LONG

    brought_in(newsroom, 25)
    plan = " ".join(str(row) for row in _plan(newsroom, WAITING_LONG))
    assert plan.count("COVERING INDEX ix_comment_queue (status=? AND created_at") == 2
    assert "SCAN comment" not in plan


def _plan(newsroom: Newsroom, statement: str) -> list[object]:
    with newsroom.store.reading() as connection:
        return list(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (START,)))


def test_what_came_in_is_what_still_waits_of_it(newsroom: Newsroom) -> None:
    assert desk.arrived(newsroom, 0) == Arrived(0, None)
    first, second, third = brought_in(newsroom, 25, 1, 3)
    assert desk.overview(newsroom).last_id == third
    assert desk.arrived(newsroom, 0) == Arrived(3, START - 25 * moment.HOUR)
    assert desk.arrived(newsroom, first) == Arrived(2, START - 25 * moment.HOUR)
    decide(newsroom, [first, second], APPROVE)
    assert desk.arrived(newsroom, first) == Arrived(1, START - 3 * moment.HOUR)


def test_bad_addresses_and_texts_seen_before_have_a_queue_each(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        record("good"),
        record("bad", "Một lời khác", address="ha@gmial.com"),
        *(
            record(
                f"again{n}",
                "Mua ngay hôm nay kẻo hết, giá rẻ nhất thành phố cho mọi nhà",
                name=f"Người {n}",
                address=f"ai{n}@bao.vn",
            )
            for n in range(3)
        ),
    )
    for key, kind in (("address", FlagKind.ADDRESS), ("same_text", FlagKind.SAME_TEXT)):
        queue = next(named.queue for named in FIXED_QUEUES if named.key == key)
        rows = desk.page(newsroom, listed(newsroom, queue))
        assert 0 < len(rows) == counted(newsroom, key) < 5
        assert all(kinds_of(row.flags) & kind for row in rows)
