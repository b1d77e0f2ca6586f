"""Insights against a count by hand on the same rows, and what they are read from."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil
from random import Random

import pytest

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.errors import CancelledError
from app.domain.insights import COUNTED, Insights, Span, Unit, local_day
from app.services import insights
from app.services.newsroom import Newsroom
from app.storage import insights as reading
from app.storage.insights import pieces
from app.storage.sqlite import STEPS_BETWEEN_QUESTIONS
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SPAM,
    START,
    WORDS,
    Clock,
    Session,
    bring_in,
    decide,
    edit,
    id_by_key,
    moderated_by,
    note,
    record,
    reject,
    reply,
    sql,
)

PEOPLE = ("An", "Bình", "Chi \x1f=1+1")
TODAY = local_day(START)
SPANS = (
    Span(TODAY, TODAY),
    Span(TODAY - timedelta(days=6), TODAY),
    Span(TODAY - timedelta(days=3), TODAY - timedelta(days=2)),
    Span(TODAY - timedelta(days=364), TODAY),
    Span(TODAY - timedelta(days=1500), TODAY),
)


@pytest.fixture(scope="module", params=[1, 2])
def worked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    """A newsroom that was worked in at random for some days."""
    store = open_store(tmp_path_factory.mktemp("insights") / "desk.db")
    clock = Clock()
    newsroom = Newsroom(store, "An", WORDS, clock)
    with store.together() as shared:
        work_in(replace(newsroom, store=shared), clock, Random(request.param))
    yield newsroom
    store.close()


def work_in(newsroom: Newsroom, clock: Clock, chance: Random) -> None:
    clock.now = START - 12 * moment.DAY
    sessions = [Session(moderated_by(newsroom, name)) for name in PEOPLE]
    choices = (APPROVE, APPROVE, reject("insult"), reject("law"), SPAM, PENDING, reply(), note())
    ids: list[int] = []
    for number in range(60):
        age = chance.choice([0, 1, moment.HOUR, 5 * moment.DAY, 700 * moment.DAY])
        created = clock.now - chance.randrange(age + 1)
        article = chance.choice(["a1", "a2"])
        bring_in(
            newsroom, record(f"c{number}", f"Lời {number}", created_at=created, article=article)
        )
        ids.append(id_by_key(newsroom, f"c{number}"))
        clock.move(chance.randrange(1, 18_000))
        session = chance.choice(sessions)
        for _ in range(chance.randrange(3)):
            step = chance.random()
            if step < 0.2 and session.history.done:
                session.undo()
            elif step < 0.35 and session.history.undone:
                session.redo()
            else:
                some = chance.sample(ids, min(len(ids), chance.choice([1, 1, 4])))
                what = edit(f"Sửa {number}") if step > 0.93 else chance.choice(choices)
                session.decide(some, what)
            clock.move(chance.randrange(1, 3_000))
    clock.now = max(clock.now, START + 3 * moment.HOUR)


def share_by_hand(waits: list[int], part: float) -> int | None:
    return sorted(waits)[max(0, ceil(part * len(waits)) - 1)] if waits else None


def decided_by_hand(newsroom: Newsroom, since: int, until: int) -> list[int]:
    """The waits of what was decided within a time."""
    rows = sql(newsroom, "SELECT created_at, decided_at FROM comment")
    return [
        max(0, decided - created) // moment.SECOND
        for created, decided in rows
        if decided and decided != created and since <= decided < until
    ]


def in_force_by_hand(newsroom: Newsroom, span: Span) -> Counter[tuple[object, ...]]:
    entries = sql(
        newsroom, "SELECT sequence, undoes, at, action, moderator, to_reason FROM log_entry"
    )

    def stands(sequence: object) -> bool:
        return not any(undoes == sequence and stands(later) for later, undoes, *_ in entries)

    return Counter(
        (action, moderator, reason)
        for sequence, _, at, action, moderator, reason in entries
        if span.since <= at < span.until and action in set(COUNTED) and stands(sequence)
    )


@pytest.mark.parametrize("span", SPANS)
def test_the_figures_are_those_of_a_count_by_hand(worked: Newsroom, span: Span) -> None:
    read = insights.read(worked, span)
    created = [
        at
        for at, own in sql(worked, "SELECT created_at, by_newsroom FROM comment")
        if not own and span.since <= at < span.until
    ]
    waits = decided_by_hand(worked, span.since, span.until)
    assert read.figures.arrived == len(created) == sum(bar.arrived for bar in read.bars)
    assert read.figures.decided == len(waits) == sum(bar.decided for bar in read.bars)
    assert read.figures.median == share_by_hand(waits, 0.5)
    assert read.figures.p90 == share_by_hand(waits, 0.9)
    if read.heat is not None:
        hours = Counter((when.weekday(), when.hour) for when in map(_local, created))
        assert {
            (day, hour): count
            for day, counts in enumerate(read.heat)
            for hour, count in enumerate(counts)
            if count
        } == hours


def _local(at: int) -> datetime:
    return moment.to_datetime(at).astimezone()


@pytest.mark.parametrize("span", SPANS)
def test_each_bar_is_counted_by_itself(worked: Newsroom, span: Span) -> None:
    read = insights.read(worked, span)
    edges = [*(bar.since for bar in read.bars), span.until]
    assert edges[0] == span.since
    assert edges == sorted(set(edges))
    for bar, (since, until) in zip(read.bars, pairwise(edges), strict=True):
        waits = decided_by_hand(worked, since, until)
        assert (bar.decided, bar.median) == (len(waits), share_by_hand(waits, 0.5))


@pytest.mark.parametrize("span", SPANS)
def test_decisions_count_when_they_are_in_force(worked: Newsroom, span: Span) -> None:
    read = insights.read(worked, span)
    by_hand = in_force_by_hand(worked, span)
    assert {
        (action.value, one.name): count
        for one in read.moderators
        for action, count in zip(COUNTED, one.counts, strict=True)
        if count
    } == _summed(by_hand, lambda each: each[:2])
    rejected = Counter({each: n for each, n in by_hand.items() if each[0] == "reject"})
    words = {"insult": "Insulting", "law": "Against the law"}
    assert {one.words.en: one.count for one in read.reasons} == _summed(
        rejected, lambda each: words[str(each[2])]
    )


def _summed(
    counts: Counter[tuple[object, ...]], key: Callable[[tuple[object, ...]], object]
) -> dict[object, int]:
    found: Counter[object] = Counter()
    for each, count in counts.items():
        found[key(each)] += count
    return dict(found)


def test_the_random_work_has_something_of_everything(worked: Newsroom) -> None:
    actions = {action for (action,) in sql(worked, "SELECT DISTINCT action FROM log_entry")}
    assert actions >= {each.value for each in Action} - {"pending"}


def test_the_backlog_is_counted_by_age(worked: Newsroom) -> None:
    now = worked.clock()
    pending = [
        at for (at,) in sql(worked, "SELECT created_at FROM comment WHERE status = 'pending'")
    ]
    ages = [0] * 5
    for at in pending:
        hours = (now - at) / moment.HOUR
        ages[sum(hours >= edge for edge in (1, 4, 24, 72))] += 1
    backlog = insights.read(worked, SPANS[1]).backlog
    assert backlog.ages == tuple(ages)
    assert backlog.oldest == min(pending)


def test_articles_come_with_how_many_of_theirs_wait(worked: Newsroom) -> None:
    span = SPANS[3]
    rows = sql(worked, "SELECT article_id, created_at, status FROM comment")
    within = [(a, s) for a, at, s in rows if span.since <= at < span.until]
    counts = Counter(article for article, _ in within)
    waits = Counter(article for article, status in within if status == "pending")
    found = insights.read(worked, span).articles
    assert {one.article_id: (one.count, one.pending) for one in found} == {
        each: (n, waits[each]) for each, n in counts.items()
    }
    assert [one.count for one in found] == sorted(counts.values(), reverse=True)


def test_all_time_begins_with_the_oldest_comment(worked: Newsroom) -> None:
    read = insights.read(worked)
    ((oldest,),) = sql(worked, "SELECT min(created_at) FROM comment")
    assert read.span == Span(local_day(oldest), local_day(worked.clock()))
    assert read.before is None
    assert read.figures.arrived == len(sql(worked, "SELECT 1 FROM comment WHERE NOT by_newsroom"))


def test_the_period_before_ends_where_this_one_is_now(worked: Newsroom) -> None:
    today = local_day(worked.clock())
    before = insights.read(worked, Span(today, today)).before
    since, until = Span(today, today).since - moment.DAY, worked.clock() - moment.DAY
    assert before is not None
    assert before.decided == len(decided_by_hand(worked, since, until))


def test_an_undone_decision_never_happened_and_one_done_again_did(
    newsroom: Newsroom, clock: Clock
) -> None:
    bring_in(newsroom, record("c1"))
    session = Session(newsroom)
    clock.move(60)
    session.decide(id_by_key(newsroom, "c1"), reject("law"))
    assert counted(newsroom) == (1, 60, ["An"], [1])
    session.undo()
    assert counted(newsroom) == (0, None, [], [])
    clock.move(60)
    session.redo()
    assert counted(newsroom) == (1, 120, ["An"], [1])
    session.undo()
    assert counted(newsroom) == (0, None, [], [])


def counted(newsroom: Newsroom) -> tuple[int, int | None, list[str], list[int]]:
    read = insights.read(newsroom)
    return (
        read.figures.decided,
        read.figures.median,
        [one.name for one in read.moderators],
        [one.count for one in read.reasons],
    )


def test_a_reply_of_the_newsroom_neither_came_in_nor_waited(
    newsroom: Newsroom, clock: Clock
) -> None:
    bring_in(newsroom, record("c1"))
    clock.move(30)
    decide(newsroom, id_by_key(newsroom, "c1"), Decision(Action.REPLY, text="Cảm ơn."))
    read = insights.read(newsroom)
    assert (read.figures.arrived, read.figures.decided) == (1, 0)
    assert dict(zip(COUNTED, read.moderators[0].counts, strict=True))[Action.REPLY] == 1


def test_an_empty_newsroom_has_empty_insights(newsroom: Newsroom) -> None:
    read = insights.read(newsroom)
    assert read.is_empty
    assert read.figures.median is None
    assert (read.moderators, read.reasons, read.articles) == ((), (), ())


def test_comments_of_wrong_dates_do_not_stretch_the_whole_time(newsroom: Newsroom) -> None:
    bring_in(
        newsroom, record("c1", created_at=1), record("c2", created_at=START + 900 * moment.DAY)
    )
    assert insights.whole_time(newsroom) == Span(date(1995, 1, 1), TODAY)


def test_a_reading_can_be_given_up(worked: Newsroom) -> None:
    with pytest.raises(CancelledError):
        insights.read(worked, SPANS[3], lambda: True)
    assert isinstance(insights.read(worked, SPANS[3], lambda: False), Insights)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)]
)
def test_days_on_which_clocks_are_moved_have_the_hours_they_have(day: date, hours: int) -> None:
    cells = Span(day, day).cells()
    assert len(cells) == hours
    assert [cell.hour for cell in cells] == [_local(cell.since).hour for cell in cells]
    assert Span(day, day).until - Span(day, day).since == hours * moment.HOUR


@pytest.mark.parametrize(
    ("days", "unit"),
    [(1, Unit.HOUR), (2, Unit.HOUR), (30, Unit.DAY), (365, Unit.WEEK), (2000, Unit.MONTH)],
)
def test_a_longer_time_has_wider_bars(worked: Newsroom, days: int, unit: Unit) -> None:
    span = Span(TODAY - timedelta(days=days - 1), TODAY)
    assert span.unit is unit
    assert len(insights.read(worked, span).bars) < 200


@pytest.mark.parametrize(
    "statement",
    [
        reading.ARRIVED,
        reading.WAITS,
        reading.DECISIONS,
        reading.WAITING,
        reading.OLDEST,
        reading.WAITED,
        reading.ARTICLES,
        reading.FIRST,
    ],
)
def test_no_row_of_a_table_is_touched(newsroom: Newsroom, statement: str) -> None:
    bound = {"marks": "[1, 2]", "since": 1, "until": 2, "at": 1, "most": 8}
    with newsroom.store.reading() as connection:
        raw = connection.connection.dbapi_connection
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", bound)]
    tables = [line for line in plan if line.split(" ")[1] in ("comment", "log_entry", "writer")]
    assert tables
    assert [line for line in tables if "COVERING INDEX" not in line] == []


def test_each_cell_begins_to_read_where_it_begins(worked: Newsroom) -> None:
    """A plan that reads from the first decision on in every cell looks the same by its words."""
    marks = [cell.since for cell in SPANS[3].cells()]
    steps: list[None] = []
    with worked.store.reading() as connection:
        assert sum(n for n, _ in reading.waits(connection, marks, lambda: bool(steps.append(None))))
    assert len(steps) * STEPS_BETWEEN_QUESTIONS < 120 * len(marks)


@pytest.mark.parametrize("between", [",", "\x1e\x1f\x1e"])
@pytest.mark.parametrize("count", [0, 1, 30_000, 100_000])
def test_a_long_list_is_read_in_pieces_and_whole(between: str, count: int) -> None:
    every = [str(number) for number in range(count)]
    parts = [part.split(between) for part in pieces(between.join(every), between)]
    assert [each for part in parts for each in part] == every
    assert (len(parts) > 1) is (count > 1)
