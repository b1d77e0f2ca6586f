"""What becomes of a long list, made ahead and handed to the model: nothing else may change."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.comment import Status
from tests.ui.queue.newsroom import Shelf
from ui.jobs import Jobs
from ui.queue.marks import Marks
from ui.queue.model import QueueModel
from ui.queue.relisting import Faded, relisted, shortened


@pytest.fixture(params=[9_000, 300_000])
def model(request: pytest.FixtureRequest, jobs: Jobs, shelf: Shelf) -> QueueModel:
    """Watched where it is short enough: the tester walks through every row at every signal."""
    many: int = request.param
    model = QueueModel(jobs, shelf.pages, "en")
    if many < 10_000:
        tester = QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
        )
        tester.setUseFetchMore(False)
    model.set_ids(array("q", range(1, many + 1)))
    return model


def invariants(model: QueueModel) -> None:
    ids = model.ids
    assert model.rowCount() == len(ids)
    assert len(model.marks.chosen(model.ids)) == model.marked_count()
    for row in (0, len(ids) // 2, len(ids) - 1):
        assert model.id_at(row) == ids[row]
        assert model.row_of(ids[row]) == row


def test_a_scattered_thousand_leaves(model: QueueModel) -> None:
    many = model.rowCount()
    gone = frozenset(range(100, many, 300))
    model.toggle(100)
    model.toggle(101)
    model.fade({400: Faded("Bình", Status.SPAM), 401: Faded("Bình", Status.SPAM)})
    shown = model.snapshot(99)
    model.relist(shortened(shown, gone))
    invariants(model)
    assert model.rowCount() == many - len(gone)
    assert model.marks.chosen(model.ids) == array("q", [101])
    assert model.faded(400) is None
    assert model.faded(401) is not None
    assert model.id_at(model.survivor(shown.ids, 99)) == 101


def test_all_but_what_came_in_stays_marked(model: QueueModel) -> None:
    many = model.rowCount()
    model.mark_all()
    model.toggle(5)
    new = array("q", range(many + 1, many + 1_001))
    after = new + array("q", range(1, many + 1, 2))
    model.relist(relisted(model.snapshot(), after, frozenset(new)))
    invariants(model)
    assert model.marks == Marks(all=True, ids=frozenset(new) | {5})
    assert model.marked_count() == many // 2 - 1


def test_one_after_the_other_leaves_and_a_snapshot_stays_as_it_was(model: QueueModel) -> None:
    many = model.rowCount()
    shown = model.snapshot(10)
    assert model.is_still(shown)
    for comment_id in (many, 1, 5_000, 5_001):
        model.remove_ids(frozenset([comment_id]))
        invariants(model)
    assert model.row_of(5_000) is None
    assert not model.is_still(shown)
    assert len(shown.ids) == many


@pytest.mark.parametrize("change", ["toggle", "fade", "mark_all", "remove", "set_ids"])
def test_every_change_makes_a_snapshot_old(model: QueueModel, change: str) -> None:
    shown = model.snapshot()
    if change == "toggle":
        model.toggle(3)
    elif change == "fade":
        model.fade({3: Faded("Bình", Status.SPAM)})
    elif change == "mark_all":
        model.mark_all()
    elif change == "remove":
        model.remove_ids(frozenset([3]))
    else:
        model.set_ids(array("q", [1, 2]))
    assert not model.is_still(shown)


def test_writing_elsewhere_leaves_the_list_as_it_is(model: QueueModel) -> None:
    many = model.rowCount()
    shown = model.snapshot()
    model.refresh(array("q", range(1, many, 2)))
    model.remove_ids(frozenset([many + 5]))
    invariants(model)
    assert model.is_still(shown)
