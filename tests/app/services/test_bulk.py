"""A thousand comments decided at once are the same as a thousand decided one after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.decision import Decision
from app.services import desk, moderation
from app.services.newsroom import Newsroom, finish
from app.storage import counting
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SPAM,
    WORDS,
    Clock,
    assert_sound,
    bring_in,
    content,
    decide,
    deliver,
    edit,
    moderated_by,
    note,
    record,
    reject,
    reply,
    sql,
)

STATUS = st.sampled_from([APPROVE, SPAM, PENDING, reject("insult"), reject("law")])
DECISIONS = st.one_of(
    st.tuples(STATUS),
    st.tuples(STATUS),
    st.lists(st.one_of(STATUS, st.sampled_from([note(), reply(), edit("Sửa rồi.")])), min_size=1),
)
CHOSEN = st.lists(st.integers(1, 9), min_size=1, max_size=9, unique=True)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """Nine comments of four writers on two articles, decided in every way by somebody else."""
    folder = Path(tempfile.mkdtemp())
    store = open_store(folder / "template.db")
    newsroom = Newsroom(store, "An", WORDS, Clock())
    bring_in(
        newsroom,
        *(
            record(
                f'c{n}"\\\n',
                f"Lời bình {n} 'gọi' 0912 345 678" if n % 2 else "Cầu đẹp \U0001f600 quá",
                name=f"Hà {n % 4}",
                address=f"ha{n % 4}@bao.vn",
                article=f"a{1 + n % 2}",
            )
            for n in range(1, 10)
        ),
    )
    deliver(newsroom)
    sql(newsroom, "UPDATE rejection_reason SET note = '{tên}: {bài}' WHERE code = 'law'")
    for subject, decision in ((1, APPROVE), (2, SPAM), (3, reject("law")), (4, note())):
        decide(moderated_by(newsroom, "Bình"), subject, decision)
    sql(newsroom, "UPDATE delivery SET state = 'sent' WHERE comment_id < 3")
    store.tidy()
    store.close()
    yield folder / "template.db"
    shutil.rmtree(folder)


@contextmanager
def copy_of(template: Path) -> Iterator[Newsroom]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "desk.db")
        store = open_store(Path(folder) / "desk.db")
        clock = Clock()
        clock.move(60)
        try:
            yield Newsroom(store, "An", WORDS, clock)
        finally:
            store.close()


def written(newsroom: Newsroom) -> dict[str, list[object]]:
    """All that deciding wrote, without what depends on how many batches it took and in which order:
    replies get their ids, all above nine, as they come."""
    replies = "CASE WHEN by_newsroom THEN 'reply' ELSE external_id END"
    shown = {
        "comment": sql(
            newsroom,
            f"SELECT {replies}, parent_id, status, reason, text, revision, flag_kinds, "
            "decided_by, decided_at FROM comment ORDER BY parent_id, by_newsroom, id",
        ),
        "log": sql(
            newsroom,
            "SELECT e.at, e.moderator, e.action, e.source, iif(e.external_id LIKE 'reply:%', "
            "'reply', e.external_id), e.article, e.from_status, e.to_status, e.from_reason, "
            "e.to_reason, e.article_id, e.parent_id, v.name, v.address, v.text, v.before, v.note, "
            "min(u.comment_id, 10) FROM log_entry e JOIN log_value v USING (sequence) "
            "LEFT JOIN log_entry u ON u.sequence = e.undoes",
        ),
        "delivery": sql(newsroom, "SELECT comment_id, state, held_until FROM delivery"),
    }
    shown["log"].sort(key=repr)
    shown["delivery"].sort(key=repr)
    rest = content(newsroom)
    return {**shown, **{name: rest[name] for name in ("tally", "writer", "article", "flag")}}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=CHOSEN, decisions=DECISIONS, chunk=st.integers(1, 10), many=st.integers(0, 3))
def test_at_once_and_one_by_one_write_the_same(
    template: Path,
    monkeypatch: pytest.MonkeyPatch,
    chosen: list[int],
    decisions: list[Decision],
    chunk: int,
    many: int,
) -> None:
    monkeypatch.setattr(moderation, "CHUNK", chunk)
    monkeypatch.setattr(counting, "MANY", many)
    with copy_of(template) as at_once, copy_of(template) as one_by_one:
        batch = decide(at_once, chosen, *decisions).batch
        batches = [decide(one_by_one, each, *decisions).batch for each in sorted(chosen)]
        assert written(at_once) == written(one_by_one)
        assert_sound(at_once)
        assert_sound(one_by_one)

        undone = finish(moderation.undo(at_once, batch, ())).batch
        own: set[int] = set()
        redoable = []
        for each in reversed(batches):
            redoable.append(finish(moderation.undo(one_by_one, each, own)).batch)
            own |= {each, redoable[-1]}
        assert written(at_once) == written(one_by_one)
        assert_sound(at_once)

        finish(moderation.redo(at_once, undone, {batch, undone}))
        for each in reversed(redoable):
            own.add(finish(moderation.redo(one_by_one, each, own)).batch)
        assert written(at_once) == written(one_by_one)
        assert_sound(at_once)


def test_counts_that_wait_are_written_when_they_grow_many(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moderation, "CHUNK", 1)
    monkeypatch.setattr(counting, "MANY", 1)
    with copy_of(template) as newsroom:
        as_of = desk.overview(newsroom).change
        work = moderation.decide(newsroom, range(5, 10), [APPROVE], as_of)
        for _ in range(3):
            next(work)
        finish(work)
        assert_sound(newsroom)
