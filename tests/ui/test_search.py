"""Searching at the desk by keys: filters, what is offered, what is wrong, in two steps."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.domain.comment import Status
from app.domain.decision import DEFAULT_REJECTION_REASONS
from app.domain.query import DAYS, Field, parse
from app.domain.queue import Queue
from app.domain.words import Language
from app.services import desk
from app.services.newsroom import Newsroom
from tests.ui.conftest import PATIENCE, Driven, Fill, comment
from tests.ui.searching import KEY, count, line, offered, search, title
from ui import two_steps
from ui.completion import Offer, Wanted, offers
from ui.theme import DARK, LIGHT

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
    offered = [
        Offer("chờ-duyệt", "-là:chờ-duyệt ", 2, 8),
        Offer("chờ-lâu", "-là:chờ-lâu ", 2, 8),
    ]
    found = offered_for("a -là:ch b", 7, "vi")
    assert found == offered or not found
    found = offered_for("a -là:ch b", 8, "vi")
    assert found == offered
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
        return read(*args)

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


def test_what_is_found_while_another_window_is_in_front_leaves_the_keyboard_in_the_field(
    driven: Driven, qtbot: QtBot
) -> None:
    """A letter typed on must not come to the list, where it decides."""
    driven.keys(KEY.Key_Slash)
    driven.type("bui")
    in_front = QWidget()
    qtbot.addWidget(in_front)
    with qtbot.waitSignal(driven.window.queue.listed, timeout=PATIENCE):
        turn_to(driven, in_front)
    turn_to(driven, driven.window)
    assert line(driven).hasFocus()
    assert line(driven).text() == "bui"


def turn_to(driven: Driven, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    driven.until(window.isActiveWindow)
