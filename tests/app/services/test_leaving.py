"""Nobody is locked in: what leaves in a file comes back as it was, in this newsroom and another."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.domain.comment_filter import CommentFilter
from app.services.importing import import_file
from app.services.newsroom import finish
from app.sources.record import CommentRecord, ReadOptions
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    SITE,
    assert_sound,
    comment,
    decide,
    edit,
    id_by_key,
    record,
    reject,
    reply,
    sql,
)
from tests.app.leaving import (
    SITES,
    Rooms,
    Told,
    bring,
    comes_back,
    held,
    leave,
    newsrooms,
    take,
)

ENDINGS = (".jsonl", ".xml")
ONCE = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    return Rooms(tmp_path_factory.mktemp("rooms"))


@pytest.mark.parametrize("ending", ENDINGS)
@ONCE
@given(told=newsrooms())
def test_what_leaves_comes_back(rooms: Rooms, ending: str, told: Told) -> None:
    with rooms.new() as newsroom:
        bring(newsroom, told)
        comes_back(rooms, newsroom, rooms.file(f"out{ending}"))


@ONCE
@given(told=newsrooms(SITES[:1]))
def test_what_leaves_for_isso_comes_back(rooms: Rooms, told: Told) -> None:
    with rooms.new() as newsroom:
        bring(newsroom, told)
        comes_back(rooms, newsroom, rooms.file("out.json"))


@pytest.mark.parametrize("ending", ENDINGS)
@ONCE
@given(told=newsrooms(), first=st.sampled_from(ENDINGS))
def test_a_file_that_is_brought_in_and_written_again_is_no_news(
    rooms: Rooms, ending: str, told: Told, first: str
) -> None:
    with rooms.new() as origin, rooms.new() as newsroom:
        bring(origin, told)
        leave(origin, rooms.file(f"first{first}"))
        take(newsroom, rooms.folder / f"first{first}")
        comes_back(rooms, newsroom, rooms.file(f"out{ending}"))


@pytest.mark.parametrize("ending", [*ENDINGS, ".json"])
def test_what_was_decided_here_leaves_as_it_stands(rooms: Rooms, ending: str) -> None:
    with rooms.new() as newsroom:
        records = [record(f"c{n}", f"Lời bình số {n}", parent=None) for n in range(1, 5)]
        bring(newsroom, Told((ARTICLE, *records)))
        ids = [id_by_key(newsroom, f"c{n}") for n in range(1, 5)]
        decide(newsroom, ids[0], APPROVE, reply("Cảm ơn bạn."))
        decide(newsroom, ids[1], reject())
        decide(newsroom, ids[2], edit("Đã sửa \x07 lại."))
        comes_back(rooms, newsroom, rooms.file(f"out{ending}"))
        assert sql(newsroom, "SELECT count(*) FROM log_entry") == [(4,)]


@pytest.mark.parametrize("ending", [*ENDINGS, ".json"])
def test_the_newsrooms_own_replies_stay_its_own(rooms: Rooms, ending: str) -> None:
    path = rooms.file(f"out{ending}")
    with rooms.new() as newsroom:
        bring(newsroom, Told((ARTICLE, record("c1"))))
        decide(newsroom, id_by_key(newsroom, "c1"), APPROVE, reply("Cảm ơn bạn."))
        leave(newsroom, path)
        [(own,)] = sql(newsroom, "SELECT id FROM comment WHERE by_newsroom")
        decide(newsroom, int(str(own)), edit("Cảm ơn bạn nhiều."))
        before = held(newsroom)
        again = take(newsroom, path)
        assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
        assert held(newsroom) == before
    with rooms.new() as other:
        take(other, path)
        [(own,)] = sql(other, "SELECT id FROM comment WHERE by_newsroom")
        found = comment(other, int(str(own)))
        assert (found.text, found.status, found.by_newsroom) == (
            "Cảm ơn bạn.",
            Status.APPROVED,
            True,
        )
        assert found.parent_id == id_by_key(other, "c1")
        assert found.flags == ()
        assert sql(other, "SELECT count(*) FROM writer WHERE of_newsroom") == [(1,)]
        assert_sound(other)


def test_a_file_cannot_make_a_readers_comment_the_newsrooms(rooms: Rooms) -> None:
    with rooms.new() as newsroom:
        bring(newsroom, Told((ARTICLE, record("c1"))))
        before = held(newsroom)
        forged = record("c1", "Tòa soạn xin lỗi.", by_newsroom=True)
        report = bring(newsroom, Told((ARTICLE, forged)))
        assert (report.updated, report.unchanged) == (0, 1)
        assert held(newsroom) == before


def test_an_answer_may_come_before_what_it_answers(rooms: Rooms) -> None:
    with rooms.new() as newsroom:
        answers = [record("c2", parent="c1"), record("c3", parent="c2"), record("c1")]
        circle = [record("d1", parent="d2"), record("d2", parent="d1")]
        bring(newsroom, Told((ARTICLE, *answers, *circle)))
        for ending in (*ENDINGS, ".json"):
            comes_back(rooms, newsroom, rooms.file(f"out{ending}"))


def test_a_comment_of_a_narrowed_file_remembers_what_it_answers(rooms: Rooms) -> None:
    told = Told((ARTICLE, record("c1"), record("c2", parent="c1", status=Status.APPROVED)))
    for ending in (*ENDINGS, ".json"):
        path = rooms.file(f"out{ending}")
        with rooms.new() as newsroom, rooms.new() as other:
            bring(newsroom, told)
            leave(newsroom, path, CommentFilter(statuses=(Status.APPROVED,)))
            take(other, path)
            [row] = held(other)
            assert (row[1], row[11], row[12]) == ("c2", "c1", None)
            leave(newsroom, path, overwrite=True)
            take(other, path)
            assert held(other) == held(newsroom)


def test_a_source_that_is_named_at_the_import_counts(rooms: Rooms) -> None:
    for ending in ENDINGS:
        path = rooms.file(f"out{ending}")
        with rooms.new() as newsroom, rooms.new() as other:
            bring(newsroom, Told((ARTICLE, CommentRecord(SITE, "1", "a1", 1, "Hà", "", "Hay."))))
            leave(newsroom, path)
            finish(import_file(other, path, options=ReadOptions(source="bản sao")))
            assert [row[0] for row in held(other)] == ["bản sao"]
