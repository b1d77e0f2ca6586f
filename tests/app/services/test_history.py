"""Undo in any depth: whatever a session has done, undoing all of it leaves nothing behind."""

from __future__ import annotations

import shutil
import tempfile
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.domain.decision import Action, Changes, Decision
from app.services.history import History
from app.services.newsroom import Newsroom
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SPAM,
    WORDS,
    Clock,
    Session,
    assert_sound,
    bring_in,
    content,
    decide,
    deliver,
    edit,
    found,
    moderated_by,
    note,
    record,
    reject,
    reply,
    seen,
    sql,
)

SEARCHES = ("cầu", "lua dao", "sửa", "cảm ơn", "hà")
TEXTS = ("Sửa rồi.", "Lừa đảo http://xau.example", "khong dau gi ca dau nhe")
ONE_DECISION = st.one_of(
    st.sampled_from([APPROVE, SPAM, PENDING, reject("insult"), reject("law"), note(), reply()]),
    st.sampled_from(TEXTS).map(edit),
)


def changes(batch: int, touched: int = 1) -> Changes:
    ids = array("q", range(touched))
    return Changes(batch, batch, Action.APPROVE, "An", ids, array("q"), array("q"))


class TestHistory:
    def test_a_decision_can_be_undone_and_ends_what_could_be_redone(self) -> None:
        history = History().decided(changes(1)).took_back(changes(2))
        assert (history.done, history.undone) == ((), (2,))
        history = history.decided(changes(3))
        assert (history.done, history.undone) == ((3,), ())
        assert history.own == {1, 2}

    def test_a_decision_that_touched_nothing_is_forgotten(self) -> None:
        history = History(done=(1,), undone=(2,))
        assert history.decided(changes(3, touched=0)) == history

    def test_what_could_not_be_undone_cannot_be_redone(self) -> None:
        history = History(done=(1, 2)).took_back(changes(3, touched=0))
        assert (history.done, history.undone) == ((1,), ())

    def test_what_was_redone_can_be_undone_again(self) -> None:
        history = History(done=(1,)).took_back(changes(2)).did_again(changes(3))
        assert (history.done, history.undone, history.own) == ((3,), (), {1, 2, 3})
        history = history.took_back(changes(4)).did_again(changes(5, touched=0))
        assert (history.done, history.undone) == ((), ())


@pytest.fixture(scope="module")
def template() -> Any:  # noqa: ANN401 - a path, made once for all runs
    folder = Path(tempfile.mkdtemp())
    store = open_store(folder / "template.db")
    newsroom = Newsroom(store, "An", WORDS, Clock())
    bring_in(
        newsroom,
        record("c1", "Cầu đẹp quá."),
        record("c2", "Lừa đảo, gọi 0912 345 678", name="ha", address="ha@gmial.com", parent="c1"),
        record("c3", "hom qua toi di qua cau nay", article="a2"),
        record("c4", "Hỏng\x00 rồi", address=""),
    )
    deliver(newsroom)
    decide(moderated_by(newsroom, "Bình"), [1, 4], APPROVE)
    sql(newsroom, "UPDATE delivery SET state = 'sent'")
    store.tidy()
    store.close()
    yield folder / "template.db"
    shutil.rmtree(folder)


def test_undoing_everything_leaves_nothing_behind(template: Path) -> None:
    class Desk(RuleBasedStateMachine):
        @initialize()
        def open(self) -> None:
            self.folder = Path(tempfile.mkdtemp())
            shutil.copy(template, self.folder / "desk.db")
            self.store = open_store(self.folder / "desk.db")
            self.clock = Clock()
            self.session = Session(Newsroom(self.store, "An", WORDS, self.clock))
            self.before = [self.look()]
            self.after: list[Any] = []

        def look(self) -> Any:  # noqa: ANN401 - whatever a desk shows
            newsroom = self.session.newsroom
            return content(newsroom), [found(newsroom, words) for words in SEARCHES]

        @rule(
            chosen=st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True),
            decisions=st.lists(ONE_DECISION, min_size=1, max_size=3),
        )
        def decide(self, chosen: list[int], decisions: list[Decision]) -> None:
            self.clock.move()
            newsroom = self.session.newsroom
            ids = [row[0] for row in sql(newsroom, "SELECT id FROM comment ORDER BY id")]
            made = self.session.decide([ids[n % len(ids)] for n in chosen], *decisions)
            assert made.conflict_count == len(chosen) - len({n % len(ids) for n in chosen})
            if made.decided:
                self.before.append(self.look())
                self.after.clear()

        @precondition(lambda self: self.session.history.done)
        @rule()
        def undo(self) -> None:
            undone = self.session.undo()
            assert undone.conflict_count == 0
            self.after.append(self.before.pop())
            assert self.look() == self.before[-1]

        @precondition(lambda self: self.session.history.undone)
        @rule()
        def redo(self) -> None:
            redone = self.session.redo()
            assert redone.conflict_count == 0
            self.before.append(self.look())
            assert in_effect(self.before[-1]) == in_effect(self.after.pop())

        def teardown(self) -> None:
            if not hasattr(self, "store"):
                return
            try:
                while self.session.history.done:
                    self.undo()
                newsroom = self.session.newsroom
                assert self.look() == self.before[0]
                assert_sound(newsroom)
                assert sql(newsroom, "SELECT * FROM tally WHERE n < 0") == []
                assert seen(newsroom) >= len(self.after)
            finally:
                self.store.close()
                shutil.rmtree(self.folder)

    def in_effect(look: Any) -> Any:  # noqa: ANN401 - without when, and by which road it is sent
        shown, searches = look
        rows = [(*row[:-1], None) for row in shown["comment"]]
        return {**shown, "comment": rows, "delivery": len(shown["delivery"])}, searches

    run = settings(
        max_examples=8,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Desk, settings=run)
