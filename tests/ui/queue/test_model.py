from __future__ import annotations

import time
from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.domain.comment import Comment, Status
from app.domain.errors import StorageError
from app.domain.flag import ReasonCode
from app.domain.words import Words
from tests.ui.queue.newsroom import Shelf, comment, flag, read_again
from ui.jobs import Jobs
from ui.queue.marks import Marks
from ui.queue.model import QueueModel, Role
from ui.queue.relisting import Faded
from ui.windows import CACHED_ROWS, WINDOW


def ids(*numbers: int) -> array[int]:
    return array("q", numbers)


def marked(model: QueueModel) -> array[int]:
    """The marked comments, in the queue's order."""
    return model.marks.chosen(model.ids)


@pytest.fixture
def model(jobs: Jobs, shelf: Shelf) -> QueueModel:
    model = QueueModel(jobs, shelf.pages, "en")
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    tester.setUseFetchMore(False)
    return model


def read(model: QueueModel, row: int, role: int) -> object:
    return model.data(model.index(row, 0), role)


def loaded(model: QueueModel, jobs: Jobs, *rows: int) -> None:
    for row in rows:
        read(model, row, Role.COMMENT)
    settle(jobs)


def settle(jobs: Jobs) -> None:
    """Let the timer ask and the threads answer until nothing more is wanted."""
    for _ in range(4):
        jobs.wait(5000)
        QCoreApplication.processEvents()


def test_roles_have_the_names_scripts_know(model: QueueModel) -> None:
    names = set(model.roleNames().values())
    for name in (
        b"commentId",
        b"status",
        b"text",
        b"writerName",
        b"writerEmail",
        b"articleTitle",
        b"flags",
    ):
        assert QByteArray(name) in names
    assert len(names) == len(model.roleNames())


def test_a_row_is_known_by_id_at_once_and_whole_a_little_later(jobs: Jobs, qtbot: QtBot) -> None:
    big = 2**40
    shelf = Shelf(
        comment(
            big,
            name="An",
            address="an@gmial.com",
            text="Hay",
            article="Cầu",
            flags=(flag(ReasonCode.ADDRESS_TYPO, "gmail.com"), flag(ReasonCode.FIRST_TIME)),
        )
    )
    model = QueueModel(jobs, shelf.pages, "en")
    model.set_ids(ids(big))
    assert read(model, 0, Role.COMMENT_ID) == big
    assert model.index(0, 0).data(Role.COMMENT_ID) == big
    assert read(model, 0, Role.TEXT) is None
    assert read(model, 0, Qt.ItemDataRole.DisplayRole) is None
    with qtbot.waitSignal(model.dataChanged):
        pass
    names = {bytes(name.data()): role for role, name in model.roleNames().items()}
    values = {name: model.index(0, 0).data(names[name]) for name in names}
    assert values[b"status"] == "pending"
    assert values[b"text"] == "Hay"
    assert values[b"writerName"] == "An"
    assert values[b"writerEmail"] == "an@gmial.com"
    assert values[b"articleTitle"] == "Cầu"
    assert values[b"flags"] == ["address_typo", "first_time"]
    assert values[b"commentId"] == big
    assert model.loaded(big) is values[b"comment"]
    assert len(shelf.asked) == 1


def test_a_hundred_thousand_rows_load_at_once_and_fetch_only_what_is_asked(
    jobs: Jobs, shelf: Shelf
) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    many = array("q", range(1, 100_001))
    began = time.perf_counter()
    model.set_ids(many)
    assert time.perf_counter() - began < 0.05
    assert model.rowCount() == 100_000
    assert shelf.asked == []
    for row in range(250, 270):
        read(model, row, Role.COMMENT)
        model.flags(model.index(row, 0))
    settle(jobs)
    assert shelf.asked[0] == tuple(range(201, 301))
    assert shelf.asked[1:] == [tuple(range(301, 401))], "and what stands next"
    loaded(model, jobs, 99_999)
    assert len(shelf.asked) == 3


def test_flags_never_fetch(model: QueueModel, shelf: Shelf, jobs: Jobs) -> None:
    model.set_ids(array("q", range(1000)))
    settle(jobs)
    before = len(shelf.asked)
    for row in range(1000):
        model.flags(model.index(row, 0))
    settle(jobs)
    assert len(shelf.asked) == before


def test_windows_scrolled_past_are_dropped(jobs: Jobs, shelf: Shelf) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(array("q", range(10_000)))
    for row in range(0, 10_000, 10):
        read(model, row, Role.COMMENT)
    settle(jobs)
    assert 1 <= len(shelf.asked) <= 3
    assert shelf.asked[0][0] == 9_900


def test_one_change_is_told_for_a_window(jobs: Jobs, shelf: Shelf, qtbot: QtBot) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(array("q", range(1, 251)))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _=None: told.append((first.row(), last.row())))
    for row in range(200, 250):
        read(model, row, Role.COMMENT)
    with qtbot.waitSignal(model.dataChanged):
        pass
    settle(jobs)
    assert told == [(200, 249)]


def test_the_cache_is_bounded(jobs: Jobs, shelf: Shelf) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(array("q", range(1, CACHED_ROWS + 1001)))
    for row in range(0, CACHED_ROWS + 1000, WINDOW):
        loaded(model, jobs, row)
    assert model.loaded(1) is None
    assert sum(model.loaded(each) is not None for each in model.ids) == CACHED_ROWS


def test_removing_keeps_what_is_known(model: QueueModel, shelf: Shelf, jobs: Jobs) -> None:
    model.set_ids(array("q", range(1, 301)))
    loaded(model, jobs, 0, 150)
    asked = len(shelf.asked)
    model.remove_ids(frozenset([1, 2, 3, 200, 999]))
    assert model.rowCount() == 296
    assert read(model, 0, Role.COMMENT_ID) == 4
    assert read(model, 0, Role.COMMENT) is not None
    assert model.row_of(200) is None
    assert model.row_of(201) == 196
    model.remove_ids(frozenset(range(4, 300, 2)))
    assert model.rowCount() == 149
    model.remove_ids(frozenset([]))
    model.remove_ids(frozenset([999]))
    settle(jobs)
    assert len(shelf.asked) >= asked


def test_an_answer_for_rows_that_have_moved_is_still_good(jobs: Jobs, shelf: Shelf) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(array("q", range(1, 301)))
    shelf.gate.clear()
    read(model, 0, Role.COMMENT)
    QCoreApplication.processEvents()
    model.remove_ids(frozenset([1]))
    shelf.gate.set()
    settle(jobs)
    assert read(model, 0, Role.TEXT) == "Lời bình số 2"


def test_what_was_written_since_is_read_again_when_painted(jobs: Jobs, shelf: Shelf) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(ids(1, 2, 3))
    loaded(model, jobs, 0)
    shelf.comments[2] = comment(2, text="đổi rồi")
    model.refresh([2, 77])
    settle(jobs)
    assert len(shelf.asked) == 1
    assert read(model, 1, Role.TEXT) == "Lời bình số 2"
    settle(jobs)
    assert read(model, 1, Role.TEXT) == "đổi rồi"
    assert shelf.asked[1:] == [(2,)]


def test_what_is_written_while_it_is_read_is_read_once_more(jobs: Jobs, shelf: Shelf) -> None:
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(ids(1))
    shelf.gate.clear()
    read(model, 0, Role.COMMENT)
    QCoreApplication.processEvents()
    model.refresh([1])
    shelf.gate.set()
    settle(jobs)
    loaded(model, jobs, 0)
    assert shelf.asked == [(1,), (1,)]


def test_a_comment_that_is_gone_says_so_and_is_not_asked_for_again(
    model: QueueModel, shelf: Shelf, jobs: Jobs
) -> None:
    shelf.missing = {2}
    model.set_ids(ids(1, 2))
    loaded(model, jobs, 0, 1)
    asked = len(shelf.asked)
    loaded(model, jobs, 1)
    assert read(model, 1, Role.COMMENT) is None
    assert read(model, 1, Qt.ItemDataRole.DisplayRole) == "This comment is no longer there."
    assert len(shelf.asked) == asked
    shelf.missing = set()
    model.refresh([2])
    loaded(model, jobs, 1)
    assert read(model, 1, Role.TEXT) == "Lời bình số 2"


def test_a_failed_fetch_is_told_and_tried_again_when_painted(
    jobs: Jobs, shelf: Shelf, qtbot: QtBot
) -> None:
    words = Words("Không đọc được.", "Cannot read.")
    shelf.error = StorageError(words)
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(ids(1))
    with qtbot.waitSignal(model.fetchFailed) as failed:
        read(model, 0, Role.COMMENT)
    assert failed.args == [words]
    settle(jobs)
    assert len(shelf.asked) == 1
    shelf.error = None
    loaded(model, jobs, 0)
    assert read(model, 0, Role.TEXT) == "Lời bình số 1"


def test_marks_toggle_one_by_one_and_all_of_the_queue(
    model: QueueModel, shelf: Shelf, jobs: Jobs, qtbot: QtBot
) -> None:
    model.set_ids(array("q", range(1, 5001)))
    settle(jobs)
    before = len(shelf.asked)
    with qtbot.waitSignal(model.marksChanged):
        model.toggle(7)
    model.toggle(99_999)
    assert read(model, 6, Role.MARKED) is True
    assert marked(model) == ids(7)
    model.toggle(7)
    assert model.marked_count() == 0
    assert marked(model) == ids()
    model.mark_all()
    assert model.marked_count() == 5000
    assert marked(model) == model.ids
    model.toggle(3)
    assert model.marks == Marks(all=True, ids=frozenset({3}))
    assert read(model, 2, Role.MARKED) is False
    assert model.marked_count() == 4999
    assert 3 not in marked(model)
    settle(jobs)
    assert len(shelf.asked) == before
    model.clear_marks()
    assert model.marked_count() == 0


def test_marks_follow_the_list(model: QueueModel) -> None:
    model.set_ids(ids(1, 2, 3, 4))
    model.toggle(1)
    model.toggle(4)
    model.remove_ids(frozenset([1]))
    assert marked(model) == ids(4)
    model.mark_all()
    model.toggle(2)
    model.remove_ids(frozenset([2, 3]))
    assert marked(model) == ids(4)
    read_again(model, ids(9, 4))
    assert marked(model) == ids(4), "what came in later was never seen under “all”"
    model.set_ids(ids(9, 4))
    assert model.marked_count() == 0
    model.toggle(9)
    read_again(model, ids(4))
    assert model.marked_count() == 0


def test_what_others_decided_fades_and_loses_its_mark(
    model: QueueModel, jobs: Jobs, qtbot: QtBot
) -> None:
    model.set_ids(ids(1, 2, 3))
    loaded(model, jobs, 0)
    model.mark_all()
    with qtbot.waitSignal(model.dataChanged):
        model.fade({2: Faded("Bình", Status.APPROVED)})
    assert model.faded(2) == Faded("Bình", Status.APPROVED)
    assert model.faded(3) is None
    assert read(model, 1, Role.DECIDED_BY) == "Bình"
    assert read(model, 0, Role.DECIDED_BY) == ""
    assert marked(model) == ids(1, 3)
    assert "Bình has just approved" in str(read(model, 1, Qt.ItemDataRole.AccessibleTextRole))
    read_again(model, ids(2, 3))
    assert model.faded(2) is not None
    model.fade({2: Faded("Bình", Status.REJECTED), 3: Faded("An", Status.SPAM)})
    model.remove_ids(frozenset([2]))
    assert model.faded(2) is None
    model.set_ids(ids(3))
    assert model.faded(3) is None


def test_a_card_is_one_spoken_sentence_in_either_language(jobs: Jobs) -> None:
    written: Sequence[Comment] = [
        comment(
            1,
            name="Lan",
            text="Hay\n\nquá",
            article="Cầu",
            flags=(flag(ReasonCode.FIRST_TIME), flag(ReasonCode.WORD_LISTED, "x")),
        ),
        comment(2, name=""),
    ]
    model = QueueModel(jobs, Shelf(*written).pages, "vi")
    model.set_ids(ids(1, 2))
    loaded(model, jobs, 0)
    model.toggle(1)

    def said(row: int) -> str:
        text = str(read(model, row, Qt.ItemDataRole.AccessibleTextRole))
        return text.replace("\u2068", "").replace("\u2069", "")

    assert said(0) == "marked. Lan. chờ duyệt. từ cấm, lần đầu. Hay quá. on: Cầu"
    model.set_language("en")
    assert said(0) == "marked. Lan. pending. listed word, first time. Hay quá. on: Cầu"
    assert said(1).startswith("no name. pending. ")


def test_nothing_is_there_outside_the_rows(model: QueueModel) -> None:
    assert model.rowCount() == 0
    assert model.id_at(-1) is None
    assert model.id_at(0) is None
    assert read(model, 0, Role.COMMENT_ID) is None
    assert model.flags(model.index(5, 0)) == Qt.ItemFlag.NoItemFlags
    model.set_ids(ids(1))
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert read(model, 0, Qt.ItemDataRole.FontRole) is None


@pytest.mark.parametrize("count", [3, 10])
def test_removing_everything(model: QueueModel, count: int) -> None:
    model.set_ids(array("q", range(count)))
    model.mark_all()
    model.remove_ids(frozenset(range(0, count, 2)))
    model.remove_ids(frozenset(range(count)))
    assert model.rowCount() == 0
    assert model.marked_count() == 0
