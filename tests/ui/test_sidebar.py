"""The left column by keys: what is lit is what is shown, and the keyboard's place stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QScrollArea, QToolTip

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.queue import Order, Queue
from app.services import desk as reading
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven, Fill, comment
from ui import search_field
from ui.preferences.choices import Choices
from ui.sidebar.places import PlaceList

KEY = Qt.Key
BRIDGE, FEES = "Cầu Nam Sông thông xe trước Tết", "Học phí năm học mới"


def lit(places: PlaceList) -> str | None:
    rows = places.selectionModel().selectedIndexes()
    assert [index.row() for index in rows] in ([], [places.currentIndex().row()])
    return str(rows[0].data()) if rows else None


def titles(places: PlaceList) -> list[str]:
    return [str(places.places.index(row).data()) for row in range(places.places.rowCount())]


def test_an_article_stays_lit_when_articles_change_their_order(driven: Driven) -> None:
    articles = driven.window.sidebar.articles
    driven.until(lambda: titles(articles) == [BRIDGE, FEES])
    articles.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Return)
    driven.wait_rows(13)
    driven.wait_beside()
    driven.keys(*[KEY.Key_A] * 8)
    driven.until(lambda: titles(articles) == [FEES, BRIDGE])
    driven.settle()
    assert driven.rows() == 5
    assert lit(articles) == BRIDGE
    assert lit(driven.window.sidebar.queues) is None


def test_the_keyboard_keeps_its_place_among_articles_that_change_their_order(
    driven: Driven, newsroom: Newsroom
) -> None:
    articles = driven.window.sidebar.articles
    driven.until(lambda: titles(articles) == [BRIDGE, FEES])
    articles.setFocus()
    driven.keys(KEY.Key_Home)
    pending = reading.page(newsroom, reading.listing(newsroom, Queue()).ids)
    ids = [one.id for one in pending if one.article_title == BRIDGE][:8]
    finish(decide(newsroom, ids, [Decision(Action.APPROVE)], 10**9))
    driven.until(lambda: titles(articles) == [FEES, BRIDGE])
    assert articles.hasFocus()
    assert lit(articles) == BRIDGE
    driven.keys(KEY.Key_Return)
    driven.wait_rows(5)


def test_what_arrows_only_passed_is_not_lit_once_the_keyboard_has_left(driven: Driven) -> None:
    sidebar = driven.window.sidebar
    sidebar.queues.setFocus()
    driven.keys(KEY.Key_Down, KEY.Key_Down)
    assert lit(sidebar.queues) == "Oldest waiting"
    driven.keys(KEY.Key_Tab)
    assert not sidebar.queues.hasFocus()
    assert lit(sidebar.queues) == "Pending"
    sidebar.articles.setFocus()
    driven.keys(KEY.Key_Home)
    assert lit(sidebar.articles) == BRIDGE
    driven.keys(KEY.Key_Tab)
    assert lit(sidebar.articles) is None
    assert lit(sidebar.queues) == "Pending"
    assert driven.rows() == 20


def test_the_keyboard_is_always_in_sight_however_large_the_text(driven: Driven) -> None:
    sidebar = driven.window.sidebar
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    small = sidebar.queues.height()
    driven.window.resize(1280, 560)
    choices.use(replace(choices.chosen, text_size=150))
    area = sidebar.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    bar = area.verticalScrollBar()
    driven.until(lambda: bar.maximum() > 0)
    assert sidebar.queues.height() == small * 3 // 2
    for places in (sidebar.queues, sidebar.articles):
        assert places.height() == places.sizeHintForRow(0) * places.places.rowCount()

    def in_sight(places: PlaceList) -> bool:
        row = places.visualRect(places.currentIndex())
        row.moveTopLeft(places.mapTo(area.viewport(), row.topLeft()))
        return area.viewport().rect().contains(row)

    sidebar.articles.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Down)
    driven.until(lambda: bar.value() > 0 and in_sight(sidebar.articles))
    sidebar.queues.setFocus()
    driven.keys(KEY.Key_Home)
    driven.until(lambda: in_sight(sidebar.queues))
    choices.use(replace(choices.chosen, text_size=100))
    assert sidebar.queues.height() == small


def test_a_name_without_room_is_whole_in_its_tooltip(driven: Driven) -> None:
    articles = driven.window.sidebar.articles
    driven.until(lambda: titles(articles) == [BRIDGE, FEES])
    assert articles.places.index(0).data(Qt.ItemDataRole.ToolTipRole) == BRIDGE
    shown = []
    for row in (1, 0):
        place = articles.visualRect(articles.places.index(row)).center()
        asked = QHelpEvent(QEvent.Type.ToolTip, place, articles.viewport().mapToGlobal(place))
        QApplication.sendEvent(articles.viewport(), asked)
        shown.append(QToolTip.text())
    assert shown == ["", BRIDGE]


def test_the_oldest_keep_their_order_and_leave_that_of_others_alone(
    driven: Driven, fill: Fill
) -> None:
    fill(*(comment(50 + age, created_at=moment.now() - age * moment.DAY) for age in (3, 1, 2)))
    driven.until(lambda: driven.count("oldest") == 3)
    driven.choose("oldest")
    driven.wait_rows(3)
    numbers = [str(driven.value(row, b"text")).split()[6] for row in range(3)]
    assert numbers == ["53", "52", "51"]
    driven.keys(KEY.Key_A)
    driven.wait_said("2 left")
    driven.until(lambda: driven.count("oldest") == 2)
    driven.choose("flagged")
    driven.until(lambda: driven.window.queue._order is Order.NEWEST)
    driven.choose("pending")
    driven.wait_rows(22)
    assert "19" in str(driven.value(0, b"text"))


@pytest.fixture
def slow_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_field, "TYPING_PAUSE", 3_600_000)


@pytest.mark.usefixtures("slow_search")
def test_escape_in_the_search_is_for_what_is_typed_not_for_marks(driven: Driven) -> None:
    marked = driven.window.queue.model.marked_count
    driven.keys(KEY.Key_X, KEY.Key_Slash)
    driven.type("fr")
    offers, line = driven.widget("searchOffers"), driven.widget("searchField")
    assert isinstance(line, QLineEdit)
    driven.until(offers.isVisible)
    assert offers.findChild(QListWidget).accessibleName()
    for offered, typed, here in ((False, "fr", True), (False, "", True), (False, "", False)):
        driven.keys(KEY.Key_Escape)
        assert (offers.isVisible(), line.text(), line.hasFocus()) == (offered, typed, here)
        assert marked() == 1
    assert driven.list.hasFocus()
    driven.keys(KEY.Key_Escape)
    assert marked() == 0
