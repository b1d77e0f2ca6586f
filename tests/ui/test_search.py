"""Searching at the desk by keys: filters, what is offered, what is wrong, queues of one's own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QListWidget

from app.domain.comment import Status
from app.domain.decision import DEFAULT_REJECTION_REASONS, Action, Decision
from app.domain.query import DAYS, Field, parse
from app.domain.queue import Queue
from app.domain.words import Language
from app.services import desk, queues
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven, Fill, comment
from ui import own_queues, two_steps
from ui.completion import Offer, Wanted, offers
from ui.theme import DARK, LIGHT

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def line(driven: Driven) -> QLineEdit:
    found = driven.widget("searchField")
    assert isinstance(found, QLineEdit)
    return found


def search(driven: Driven, text: str) -> None:
    driven.list.setFocus()
    driven.keys(KEY.Key_Slash)
    line(driven).selectAll()
    for letter in text:
        if letter.isascii():
            driven.type(letter)
        else:
            line(driven).insert(letter)


def offered(driven: Driven) -> list[str]:
    under = driven.window.findChild(QListWidget)
    if under is None or not under.isVisible():
        return []
    return [under.item(row).text() for row in range(under.count())]


def own(driven: Driven) -> list[str]:
    places = driven.widget("ownSidebar")
    assert isinstance(places, QListView)
    model = places.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def title(driven: Driven) -> str:
    return driven.window.queue._title.text()


def count(driven: Driven) -> str:
    return driven.window.queue._count.text()


# Filters


def test_filters_and_words_together(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    search(driven, "is:approved ")
    driven.wait_rows(1)
    assert driven.value(0, b"status") == "approved"
    search(driven, "is:any thu 7 ")
    driven.wait_rows(1)
    search(driven, 'from:"trần thu" -is:approved ')
    driven.wait_rows(19)
    search(driven, "bài:phí")
    driven.wait_rows(7)
    assert driven.value(0, b"articleTitle") == "Học phí năm học mới"


def test_what_is_decided_stays_where_its_status_is_asked_for(driven: Driven) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    search(driven, "is:any ")
    driven.wait_rows(20)
    driven.keys(KEY.Key_Return, KEY.Key_J)
    assert QApplication.focusWidget() is driven.list
    driven.keys(KEY.Key_A)
    driven.until(lambda: driven.count("approved") == 2)
    assert driven.rows() == 20
    search(driven, "is:pending ")
    driven.wait_rows(18)
    driven.keys(KEY.Key_Return)
    driven.keys(KEY.Key_S)
    driven.wait_rows(17)


def test_what_is_wrong_is_said_and_nothing_is_lost(driven: Driven) -> None:
    search(driven, "thu 7 ")
    driven.wait_rows(1)
    search(driven, "thu before:xyz 7")
    under = driven.widget("searchOffers")
    driven.until(under.isVisible)
    assert "xyz" in line(driven).accessibleDescription()
    driven.settle()
    assert driven.rows() == 1
    driven.keys(KEY.Key_Return)
    assert QApplication.focusWidget() is line(driven)
    driven.keys(KEY.Key_Escape)
    assert not under.isVisible()
    assert line(driven).text() == "thu before:xyz 7"
    driven.keys(KEY.Key_Escape)
    assert line(driven).text() == ""
    driven.wait_rows(20)
    search(driven, "thu is:pen")
    driven.keys(KEY.Key_Escape, KEY.Key_Return)
    assert "not finished" in line(driven).accessibleDescription()


# What is offered


def test_filters_are_offered_and_taken_by_keys(driven: Driven) -> None:
    search(driven, "fr")
    assert offered(driven) == ["from:"]
    driven.keys(KEY.Key_Tab)
    assert line(driven).text() == "from:"
    driven.type("thu")
    driven.until(lambda: len(offered(driven)) == 8)
    assert all(name.startswith("Trần Thu") for name in offered(driven))
    driven.keys(KEY.Key_Down, KEY.Key_Down, KEY.Key_Up)
    chosen = offered(driven)[0]
    driven.keys(KEY.Key_Return)
    assert line(driven).text() == f'from:"{chosen}" '
    assert QApplication.focusWidget() is line(driven)
    driven.wait_rows(1)
    driven.type("is:")
    assert offered(driven)[:2] == ["pending", "approved"]
    driven.type("an")
    assert offered(driven) == ["any"]
    driven.keys(KEY.Key_Tab)
    assert line(driven).text() == f'from:"{chosen}" is:any '
    assert offered(driven) == []
    driven.keys(KEY.Key_Escape)
    assert line(driven).text() == ""


def test_escape_closes_what_is_offered_before_anything_else(driven: Driven) -> None:
    search(driven, "article:")
    driven.type("c")
    driven.until(lambda: offered(driven) == ["Cầu Nam Sông thông xe trước Tết"])
    driven.keys(KEY.Key_Escape)
    assert offered(driven) == []
    assert line(driven).text() == "article:c"
    driven.type("a")
    driven.until(lambda: bool(offered(driven)))
    driven.list.setFocus()
    assert offered(driven) == []


def test_an_offer_is_taken_by_a_click(driven: Driven) -> None:
    search(driven, "reason:li")
    assert offered(driven) == ["link"]
    found = driven.window.findChild(QListWidget)
    assert found is not None
    driven.qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert line(driven).text() == "reason:link "


def test_days_and_reasons_are_offered_and_taken_by_keys(driven: Driven) -> None:
    today = datetime.now().astimezone().date()
    search(driven, "after:")
    assert offered(driven)[0] == f"{today - timedelta(days=1)} · yesterday"
    driven.type("yes")
    assert len(offered(driven)) == 1
    driven.keys(KEY.Key_Tab)
    assert line(driven).text() == f"after:{today - timedelta(days=1)} "
    driven.keys(KEY.Key_Escape)
    search(driven, "reason:")
    under = driven.window.findChild(QListWidget)
    assert under is not None
    assert under.count() == 11 + len(DEFAULT_REJECTION_REASONS)
    assert under.height() < 12 * under.sizeHintForRow(0)
    driven.type("off")
    assert offered(driven) == ["rejected: Off topic"]
    driven.keys(KEY.Key_Down, KEY.Key_Return)
    assert line(driven).text() == 'reason:"Off topic" '
    driven.wait_rows(0)
    driven.keys(KEY.Key_Escape)
    driven.wait_rows(20)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("tr", "vi", ["trước:"]),
        ("-fr", "en", ["-from:"]),
        ("l", "vi", []),
        ("là:t", "vi", ["từ-chối", "thư-rác", "tất-cả", "trả-lời"]),
        ("là:spam", "vi", []),
        ("lý-do:đt", "vi", []),
        ("lý-do:tr", "vi", ["từ chối: Trái pháp luật", "từ chối: Trùng lặp", "trả-lời-tòa-soạn"]),
        ("reason:a", "en", ["address", "rejected: Advertising", "rejected: Against the law"]),
        ("reason:xuc", "en", ["rejected: Insulting"]),
        ("before:2026-11-18", "vi", []),
        ("before:2026-11-0", "vi", ["2026-11-01 · ngày đầu tháng này"]),
        ("ngày:hôm", "vi", ["2026-11-19 · hôm nay", "2026-11-18 · hôm qua"]),
        ("ngày:dau", "vi", []),
        ("sau:chủ", "vi", ["2026-11-15 · Chủ nhật tuần trước"]),
        ("on:tod", "vi", ["2026-11-19 · hôm nay"]),
        ("on:2026-11-19", "en", []),
        ("xin chao", "vi", []),
    ],
)
def test_what_is_offered_for_what_is_typed(text: str, language: str, words: list[str]) -> None:
    found = offered_for(text, len(text), "vi" if language == "vi" else "en")
    assert not isinstance(found, Wanted)
    assert sorted(one.words for one in found) == sorted(words)


def offered_for(text: str, cursor: int, language: Language) -> Sequence[Offer] | Wanted:
    today = date(2026, 11, 19)
    return offers(parse(text), cursor, language, DEFAULT_REJECTION_REASONS, today)


def test_an_offer_takes_the_place_of_what_was_typed() -> None:
    found = offered_for("a -là:ch b", 7, "vi")
    assert found == [Offer("chờ-duyệt", "-là:chờ-duyệt ", 2, 8)] or not found
    found = offered_for("a -là:ch b", 8, "vi")
    assert found == [Offer("chờ-duyệt", "-là:chờ-duyệt ", 2, 8)]
    found = offered_for("a lý-do:la b", 10, "vi")
    assert found == [
        Offer("lần-đầu", "lý-do:lần-đầu ", 2, 10),
        Offer("từ chối: Lạc đề", 'lý-do:"Lạc đề" ', 2, 10),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_is_offered_can_be_carried_out(language: Language) -> None:
    for field in (Field.IS, Field.REASON, *DAYS):
        key = f"{field.words.said_in(language)}:"
        found = offered_for(key, len(key), language)
        assert not isinstance(found, Wanted)
        assert len(found) >= 3
        for each in found:
            assert parse(each.text).ready, each
            assert not parse(each.text).phrases, each


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_filters_are_drawn_as_filters(driven: Driven, theme: object) -> None:
    field = driven.window.search
    field.set_theme(LIGHT if theme is LIGHT else DARK)
    search(driven, "is:any before:xyz word")
    drawn = line(driven)
    colours = {
        QColor(drawn.grab(QRect(0, 0, drawn.width(), drawn.height())).toImage().pixel(x, y)).name()
        for x in range(min(300, drawn.width()))
        for y in (8, drawn.height() // 2)
    }
    shown = LIGHT if theme is LIGHT else DARK
    assert shown.accent_tone.ground in colours
    assert shown.bad.ground in colours
    assert drawn.left_of(0) < drawn.left_of(6) < drawn.left_of(7)


# Two steps


@pytest.fixture
def short_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_steps, "BEGINNING", 5)
    monkeypatch.setattr(two_steps, "TYPING_ENDS", 3_600_000)


@pytest.mark.usefixtures("short_beginning")
def test_the_first_hits_are_shown_at_once_and_all_of_them_marked(
    driven: Driven, newsroom: Newsroom
) -> None:
    search(driven, "duong dan")
    driven.wait_rows(5)
    assert count(driven) == "5+"
    assert driven.value(0, b"text") == comment(19).text
    driven.keys(KEY.Key_Return, KEY.Key_J, KEY.Key_J)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    strip = driven.widget("bulkStrip")
    driven.until(strip.isVisible)
    assert driven.rows() == 20
    assert driven.list.currentIndex().row() == 2
    assert count(driven).startswith("20 ")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(0)
    assert len(desk.listing(newsroom, Queue(status=Status.APPROVED)).ids) == 20


@pytest.mark.usefixtures("short_beginning")
def test_marking_all_is_given_up_with_its_queue(driven: Driven, newsroom: Newsroom) -> None:
    search(driven, "duong")
    driven.wait_rows(5)
    driven.keys(KEY.Key_Return)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    driven.choose("approved")
    driven.until(lambda: title(driven) == "Approved")
    driven.settle()
    assert len(desk.listing(newsroom, Queue(status=Status.APPROVED)).ids) in (0, 20)
    assert not driven.busy()


def test_the_rest_follows_without_moving_what_is_read(
    driven: Driven, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_steps, "BEGINNING", 5)
    fill(*(comment(number) for number in range(100, 160)))
    driven.keys(KEY.Key_F5)
    driven.wait_rows(80)
    gate = threading.Event()
    read = two_steps.read_whole

    def waiting(*args: object) -> object:
        gate.wait(20)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(two_steps, "read_whole", waiting)
    search(driven, "duong")
    driven.wait_rows(5)
    driven.keys(KEY.Key_Return, KEY.Key_J, KEY.Key_J, KEY.Key_X)
    before = driven.current_text()
    assert count(driven) == "5+ · 1 marked"
    gate.set()
    driven.wait_rows(80)
    assert driven.current_text() == before
    assert driven.list.currentIndex().row() == 2
    assert count(driven) == "80 · 1 marked"


# Queues of one's own


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
