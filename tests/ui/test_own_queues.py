"""Queues of one's own at the desk: kept, named, shown, moved and taken out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.domain.queue import Queue
from app.services import desk, queues
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven, Fill, comment
from tests.ui.searching import ALT, KEY, line, own, search, title
from ui import own_queues
from ui.sidebar.model import PlaceRole


@pytest.fixture
def counted_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_queues, "COUNTED_EVERY", 50)


def keep(driven: Driven, text: str, name: str) -> None:
    search(driven, text)
    driven.control(KEY.Key_S)
    driven.until(
        lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not line_focus(driven)
    )
    driven.type(name)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: name in own(driven))
    driven.until(lambda: QApplication.focusWidget() is driven.list)
    driven.settle()


def line_focus(driven: Driven) -> bool:
    return QApplication.focusWidget() is line(driven)


@pytest.mark.usefixtures("counted_often")
def test_a_search_is_kept_named_and_shown_again(driven: Driven, newsroom: Newsroom) -> None:
    keep(driven, "bài:phí thu", "Fees")
    assert title(driven) == "Fees"
    (kept,) = queues.own_queues(newsroom)
    assert (kept.name, kept.queue.text, kept.queue.status) == (
        "Fees",
        "bài:phí thu",
        Status.PENDING,
    )
    places = driven.widget("ownSidebar")
    assert isinstance(places, QListView)
    index = places.model().index(0, 0)
    driven.until(lambda: index.data(Qt.ItemDataRole.AccessibleTextRole) == "Fees 7")
    driven.choose("pending")
    driven.wait_rows(20)
    assert line(driven).text() == ""
    places.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Return)
    driven.wait_rows(7)
    assert (title(driven), line(driven).text()) == ("Fees", "bài:phí thu")
    driven.keys(KEY.Key_A)
    driven.wait_rows(6)
    driven.until(lambda: index.data(Qt.ItemDataRole.AccessibleTextRole) == "Fees 6")


@pytest.mark.usefixtures("counted_often")
def test_own_queues_are_renamed_moved_and_taken_out_by_keys(
    driven: Driven, newsroom: Newsroom
) -> None:
    keep(driven, "thu 1", "One")
    keep(driven, "thu 2", "Two")
    places = driven.widget("ownSidebar")
    places.setFocus()
    driven.keys(KEY.Key_End)
    driven.keys(KEY.Key_Up, modifier=ALT)
    driven.until(lambda: own(driven) == ["Two", "One"])
    driven.settle()
    driven.keys(KEY.Key_F2)
    driven.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    driven.type("Second")
    driven.keys(KEY.Key_Return)
    driven.until(lambda: own(driven) == ["Second", "One"])
    driven.settle()
    assert title(driven) == "Second"
    driven.keys(KEY.Key_A)
    driven.until(lambda: driven.count("approved") == 1)
    places.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Delete)
    driven.until(lambda: own(driven) == ["One"])
    assert "Second" in driven.said()
    assert driven.window.status.undo.isVisible()
    driven.control(KEY.Key_Z)
    driven.until(lambda: own(driven) == ["Second", "One"])
    driven.settle()
    assert driven.count("approved") == 1
    driven.control(KEY.Key_Z)
    driven.until(lambda: driven.count("approved") == 0)
    driven.settle()


@pytest.mark.usefixtures("counted_often")
def test_undo_takes_back_what_was_done_last_a_redo_after_a_queue_was_taken_out(
    driven: Driven,
) -> None:
    keep(driven, "thu 1", "One")
    driven.choose("pending")
    driven.wait_rows(20)
    driven.keys(KEY.Key_A, KEY.Key_Z)
    driven.until(lambda: driven.action("redoAction").isEnabled() and not driven.busy())
    driven.widget("ownSidebar").setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Delete)
    driven.until(lambda: own(driven) == [])
    driven.settle()
    driven.list.setFocus()
    driven.keys(KEY.Key_Z, modifier=Qt.KeyboardModifier.ShiftModifier)
    driven.wait_rows(19)
    driven.settle()
    driven.control(KEY.Key_Z)
    driven.wait_rows(20)
    driven.settle()
    assert own(driven) == []


def lit(driven: Driven) -> tuple[str | None, str | None]:
    """The lit rows of the fixed queues and of our own."""
    sidebar = driven.window.sidebar
    found = []
    for places in (sidebar.queues, sidebar.own):
        rows = places.selectionModel().selectedIndexes()
        found.append(str(rows[0].data()) if rows else None)
    return found[0], found[1]


def choose(driven: Driven, row: int) -> None:
    driven.widget("ownSidebar").setFocus()
    driven.keys(KEY.Key_Home, *([KEY.Key_Down] * row), KEY.Key_Return)


def test_another_search_is_no_longer_the_queue_that_was_kept(
    driven: Driven, newsroom: Newsroom
) -> None:
    keep(driven, "thu 1", "One")
    keep(driven, "thu 2", "Two")
    choose(driven, 0)
    driven.wait_rows(11)
    assert (title(driven), lit(driven)) == ("One", (None, "One"))
    driven.keys(KEY.Key_Slash, KEY.Key_End)
    driven.type("9")
    driven.wait_rows(1)
    assert (title(driven), lit(driven)) == ("Pending", ("Pending", None))
    choose(driven, 1)
    driven.wait_rows(1)
    driven.until(lambda: title(driven) == "Two")
    assert (line(driven).text(), lit(driven)) == ("thu 2", (None, "Two"))
    driven.keys(KEY.Key_Slash, KEY.Key_Escape)
    driven.wait_rows(20)
    assert (title(driven), lit(driven)) == ("Pending", ("Pending", None))
    choose(driven, 0)
    driven.wait_rows(11)
    assert (title(driven), lit(driven)) == ("One", (None, "One"))
    driven.keys(KEY.Key_Slash, KEY.Key_End)
    driven.type("8")
    driven.control(KEY.Key_S)
    driven.until(lambda: own(driven) == ["One", "Two", "thu 18"])
    driven.until(
        lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not line_focus(driven)
    )
    driven.keys(KEY.Key_Return)
    driven.until(lambda: QApplication.focusWidget() is driven.list)
    driven.settle()
    assert (title(driven), lit(driven), driven.rows()) == ("thu 18", (None, "thu 18"), 1)
    kept = {one.name: one.queue.text for one in queues.own_queues(newsroom)}
    assert kept == {"One": "thu 1", "Two": "thu 2", "thu 18": "thu 18"}


def test_another_search_stands_on_the_fixed_queue_it_was_typed_into(driven: Driven) -> None:
    driven.choose("first_time")
    driven.until(lambda: title(driven) == "First time")
    keep(driven, "thu", "Thu")
    assert lit(driven) == (None, "Thu")
    driven.keys(KEY.Key_Slash, KEY.Key_End)
    driven.type("9")
    driven.until(lambda: title(driven) == "First time")
    assert lit(driven) == ("First time", None)


def test_another_search_in_an_article_stands_on_the_article(driven: Driven) -> None:
    driven.until(lambda: driven.window.sidebar.articles.places.rowCount() == 2)
    article = driven.window.sidebar.articles.places.place_at(1)
    assert article is not None
    driven.widget("articleSidebar").setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Down, KEY.Key_Return)
    driven.until(lambda: title(driven) == article.words)
    all_of_it = driven.rows()
    keep(driven, "thu", "Thu")
    driven.keys(KEY.Key_Slash, KEY.Key_Escape)
    driven.until(lambda: title(driven) == article.words)
    driven.settle()
    assert lit(driven) == (None, None)
    assert driven.window.sidebar.articles.currentIndex().row() == 1
    assert driven.rows() == all_of_it


@pytest.mark.usefixtures("counted_often")
def test_a_count_that_comes_in_leaves_the_keyboard_where_it_is(
    driven: Driven, newsroom: Newsroom
) -> None:
    keep(driven, "thu 1", "One")
    keep(driven, "thu 2", "Two")
    driven.choose("pending")
    driven.wait_rows(20)
    places = driven.widget("ownSidebar")
    assert isinstance(places, QListView)
    places.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_End, KEY.Key_F2)
    driven.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    driven.type("Sec")
    index = places.model().index(0, 0)
    ids = desk.listing(newsroom, Queue(text="thu 19")).ids
    finish(decide(newsroom, ids, [Decision(Action.APPROVE)], 10**9))
    driven.until(lambda: index.data(Qt.ItemDataRole.AccessibleTextRole) == "One 10")
    driven.settle()
    driven.type("ond")
    driven.keys(KEY.Key_Return)
    driven.until(lambda: own(driven) == ["One", "Second"])
    driven.until(lambda: QApplication.focusWidget() is driven.list)
    assert lit(driven) == ("Pending", None)
    driven.settle()


# Moved


def test_moves_in_a_row_are_taken_back_as_one(driven: Driven, newsroom: Newsroom) -> None:
    for number in "123":
        keep(driven, f"thu {number}", number)
    driven.widget("ownSidebar").setFocus()
    driven.keys(KEY.Key_End)
    driven.keys(KEY.Key_Up, KEY.Key_Up, KEY.Key_Up, modifier=ALT)
    assert own(driven) == ["3", "1", "2"]
    driven.wait_said("Moved the queue “3”")
    driven.settle()
    driven.keys(KEY.Key_Down, modifier=ALT)
    driven.settle()
    assert own(driven) == ["1", "3", "2"]
    assert [one.name for one in queues.own_queues(newsroom)] == ["1", "3", "2"]
    assert driven.window.status.undo.isVisible()
    driven.control(KEY.Key_Z)
    driven.until(lambda: own(driven) == ["1", "2", "3"])
    driven.settle()
    assert not driven.action("undoAction").isEnabled()


def test_only_whole_places_of_our_own_are_moved(driven: Driven, newsroom: Newsroom) -> None:
    for number in "123":
        keep(driven, f"thu {number}", number)
    sidebar, top = driven.window.sidebar, QModelIndex()
    places, fixed = sidebar.own.places, sidebar.queues.places
    QAbstractItemModelTester(places, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert not fixed.moveRow(top, 0, top, 2)
    assert not fixed.flags(fixed.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not places.flags(places.index(0)) & Qt.ItemFlag.ItemIsDropEnabled
    for source, count_, before in ((0, 1, 0), (0, 1, 1), (0, 2, 3), (3, 1, 0), (0, 1, 4)):
        assert not places.moveRows(top, source, count_, top, before)
    assert not places.moveRow(places.index(0), 0, top, 2)
    assert places.moveRow(top, 0, top, 3)
    assert own(driven) == ["2", "3", "1"]
    assert places.moveRow(top, 1, top, 0)
    assert own(driven) == ["3", "2", "1"]
    driven.settle()
    assert [one.name for one in queues.own_queues(newsroom)] == ["3", "2", "1"]


def test_nothing_typed_or_nothing_right_is_not_kept(driven: Driven, newsroom: Newsroom) -> None:
    driven.control(KEY.Key_S)
    driven.wait_said("Type a search")
    search(driven, "is:nothing ")
    driven.control(KEY.Key_S)
    assert "no “is:nothing”" in line(driven).accessibleDescription()
    driven.settle()
    assert queues.own_queues(newsroom) == ()
    search(driven, "thu")
    driven.control(KEY.Key_S)
    driven.until(lambda: own(driven) == ["thu"])
    driven.until(
        lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not line_focus(driven)
    )
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: QApplication.focusWidget() is driven.list)
    assert own(driven) == ["thu"]
    driven.settle()


@pytest.mark.usefixtures("counted_often")
def test_a_search_among_the_oldest_is_kept_with_what_makes_them_old(
    driven: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    two_days_ago = moment.now() - 2 * moment.DAY
    fill(comment(60, "Cau cu ky", created_at=two_days_ago), comment(61, "Cau cu moi"))
    driven.until(lambda: driven.count("oldest") == 1)
    driven.choose("oldest")
    driven.wait_rows(1)
    keep(driven, "cau cu", "Old")
    (kept,) = queues.own_queues(newsroom)
    assert (kept.queue.text, kept.queue.status) == ("is:overdue cau cu", Status.PENDING)
    driven.choose("approved")
    driven.wait_rows(0)
    places = driven.window.sidebar.own
    driven.until(lambda: places.places.index(0).data(PlaceRole.COUNT) == 1)
    places.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Return)
    driven.wait_rows(1)
    assert (title(driven), line(driven).text()) == ("Old", "is:overdue cau cu")
