"""The Deliveries panel at the desk: opened, read and worked by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.delivery import DeliveryCounts, DeliveryState
from app.domain.words import Words
from app.services import deliveries
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven
from tests.ui.deciding import ids_of, text_of
from tests.ui.deliveries.sites import (
    DECIDED_THERE,
    LOGIN_REFUSED,
    SITE,
    connect,
    decided,
    hold_for,
    settle,
    trouble,
)
from ui.deliveries import window as windows
from ui.deliveries.at_desk import DeliveriesAtDesk
from ui.deliveries.window import DeliveriesWindow
from ui.widgets import ClampedLabel

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing"),
    pytest.mark.usefixtures("alone"),
]

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAITING, FAILED = DeliveryState.WAITING, DeliveryState.FAILED


@pytest.fixture
def connected(driven: Driven, newsroom: Newsroom) -> Newsroom:
    connect(newsroom)
    hold_for(newsroom, moment.HOUR)
    return newsroom


def at_desk(driven: Driven) -> DeliveriesAtDesk:
    found = driven.window.findChild(DeliveriesAtDesk)
    assert isinstance(found, DeliveriesAtDesk)
    return found


def opened(driven: Driven) -> DeliveriesWindow:
    driven.keys(KEY.Key_F9)
    desk = at_desk(driven)
    driven.until(lambda: desk.window is not None and desk.window.isActiveWindow())
    assert desk.window is not None
    driven.settle()
    return desk.window


def said_of_sites(window: DeliveriesWindow) -> list[str]:
    lines = window.sites.findChildren(ClampedLabel)
    return [line.text() for line in lines if line.isVisible()]


def said(window: DeliveriesWindow, row: int) -> str:
    return str(window.model.index(row, 0).data() or "")


def wait_rows(driven: Driven, window: DeliveriesWindow, rows: int) -> None:
    driven.until(lambda: window.model.rowCount() == rows and not driven.jobs.busy())


def test_without_a_site_it_says_that_decisions_stay_here(driven: Driven) -> None:
    window = opened(driven)
    driven.until(window.empty.isVisible)
    assert "No site is connected" in window.empty.text()
    assert window.states.buttons[WAITING].hasFocus()
    driven.keys(KEY.Key_Escape)
    assert not window.isVisible()


def test_what_waits_is_listed_with_all_that_one_asks_about(
    driven: Driven, connected: Newsroom
) -> None:
    newest = ids_of(connected)[0]
    decided(connected, [newest], Decision(Action.REJECT, reason="law"))
    window = opened(driven)
    wait_rows(driven, window, 1)
    driven.until(window.list.hasFocus)
    row = said(window, 0)
    for part in ("Reject", "Trần Thu T", text_of(19), SITE, "Bình", "in 60 min", "Cầu Nam Sông"):
        assert part in row
    reader = QAccessible.queryAccessibleInterface(window.list)
    assert reader.child(0).text(QAccessible.Text.Name) == row
    assert "1" in window.states.buttons[WAITING].text()


def test_what_failed_is_shown_first_and_says_why(driven: Driven, connected: Newsroom) -> None:
    ids = decided(connected, ids_of(connected)[:3])
    settle(connected, ids[:1], FAILED)
    driven.until(lambda: "1 failed" in driven.widget("deliveriesMark").accessibleName())
    window = opened(driven)
    wait_rows(driven, window, 1)
    assert DECIDED_THERE.en in said(window, 0)
    assert window.retry.isVisible()
    window.resize(620, 400)
    driven.until(window.why.isVisible)
    assert window.why.text() == DECIDED_THERE.en


def test_r_sends_again_what_is_chosen(driven: Driven, connected: Newsroom) -> None:
    ids = decided(connected, ids_of(connected)[:3])
    settle(connected, ids, FAILED)
    driven.until(lambda: "3 failed" in driven.widget("deliveriesMark").accessibleName())
    window = opened(driven)
    wait_rows(driven, window, 3)
    driven.keys(KEY.Key_Down)
    second = window.model.delivery(1)
    assert second is not None
    driven.keys(KEY.Key_R)
    wait_rows(driven, window, 2)
    assert [each.id for each in deliveries.shown(connected, WAITING)] == [second.id]
    driven.keys(KEY.Key_Down, modifier=SHIFT)
    driven.keys(KEY.Key_R)
    wait_rows(driven, window, 0)
    assert deliveries.counts(connected) == DeliveryCounts(waiting=3)


def test_giving_up_asks_first_and_says_what_it_means(driven: Driven, connected: Newsroom) -> None:
    settle(connected, decided(connected, ids_of(connected)[:2]), FAILED)
    driven.until(lambda: "2 failed" in driven.widget("deliveriesMark").accessibleName())
    window = opened(driven)
    wait_rows(driven, window, 2)
    driven.keys(KEY.Key_G)
    assert window.question.yes.hasFocus()
    assert "cannot be undone" in window.question.yes.accessibleDescription()
    driven.keys(KEY.Key_Escape)
    assert window.isVisible()
    assert window.list.hasFocus()
    assert deliveries.counts(connected).failed == 2
    driven.keys(KEY.Key_G, KEY.Key_Return)
    wait_rows(driven, window, 1)
    assert deliveries.counts(connected) == DeliveryCounts(failed=1, dropped=1)
    assert window.list.hasFocus()


def test_all_that_failed_is_sent_again_also_what_is_not_shown(
    driven: Driven, connected: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "MOST_SHOWN", 2)
    few = deliveries.panel
    monkeypatch.setattr(deliveries, "panel", lambda newsroom, state: few(newsroom, state, 2))
    settle(connected, decided(connected, ids_of(connected)[:5]), FAILED)
    driven.until(lambda: "5 failed" in driven.widget("deliveriesMark").accessibleName())
    window = opened(driven)
    wait_rows(driven, window, 2)
    assert window.some.text() == "the latest 2 of 5 are shown"
    driven.keys(KEY.Key_R, modifier=SHIFT)
    driven.keys(KEY.Key_Return)
    wait_rows(driven, window, 0)
    assert deliveries.counts(connected) == DeliveryCounts(waiting=5)


def test_all_that_failed_can_be_given_up(driven: Driven, connected: Newsroom) -> None:
    settle(connected, decided(connected, ids_of(connected)[:4]), FAILED)
    driven.until(lambda: "4 failed" in driven.widget("deliveriesMark").accessibleName())
    window = opened(driven)
    wait_rows(driven, window, 4)
    driven.keys(KEY.Key_G, modifier=SHIFT)
    driven.keys(KEY.Key_Return)
    wait_rows(driven, window, 0)
    assert deliveries.counts(connected) == DeliveryCounts(dropped=4)
    driven.keys(KEY.Key_4)
    wait_rows(driven, window, 4)
    assert not window.retry.isVisible()


def test_s_lets_go_at_once_what_is_held(driven: Driven, connected: Newsroom) -> None:
    decided(connected, ids_of(connected)[:2])
    window = opened(driven)
    wait_rows(driven, window, 2)
    driven.keys(KEY.Key_S)
    driven.until(lambda: "going now" in said(window, 0))
    assert "in 60 min" in said(window, 1)
    driven.keys(KEY.Key_S, modifier=SHIFT)
    driven.until(lambda: "going now" in said(window, 1))


def test_enter_shows_the_comment_at_the_desk(driven: Driven, connected: Newsroom) -> None:
    subject = ids_of(connected)[4]
    decided(connected, [subject])
    window = opened(driven)
    wait_rows(driven, window, 1)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: driven.window.queue.list.current_id() == subject)
    driven.until(driven.window.isActiveWindow)
    window.close()


def test_it_follows_what_becomes_of_a_delivery(driven: Driven, connected: Newsroom) -> None:
    ids = decided(connected, ids_of(connected)[:2])
    window = opened(driven)
    wait_rows(driven, window, 2)
    driven.keys(KEY.Key_Down)
    settle(connected, ids[:1], DeliveryState.SENT)
    wait_rows(driven, window, 1)
    current = window.model.delivery(window.list.currentIndex().row())
    assert current is not None
    assert current.id == ids[1]
    driven.keys(KEY.Key_3)
    driven.until(lambda: said(window, 0).startswith("Approve") and "sent" in said(window, 0))


def test_it_counts_down_only_while_something_does_and_it_is_seen(
    driven: Driven, connected: Newsroom
) -> None:
    window = opened(driven)
    assert not window._ticking.isActive()
    decided(connected, ids_of(connected)[:1])
    driven.until(window._ticking.isActive)
    window.close()
    assert not window._ticking.isActive()


def test_a_site_in_trouble_stands_above_with_the_way_to_mend_it(
    driven: Driven, connected: Newsroom
) -> None:
    asked = []
    at_desk(driven)._connect_again = lambda parent, site: asked.append((parent, site.settings.key))
    trouble(connected, LOGIN_REFUSED)
    window = opened(driven)
    driven.until(window.sites.isVisible)
    (button,) = window.sites.buttons
    assert SITE in button.accessibleName()
    assert said_of_sites(window) == [f"{SITE}: {LOGIN_REFUSED.en}"]
    button.setFocus()
    driven.keys(KEY.Key_Space)
    assert asked == [(window, SITE)]
    named = Words(f"{SITE} im.", f"{SITE} is silent.")
    trouble(connected, named)
    driven.until(lambda: said_of_sites(window) == [named.en])
    trouble(connected, None)
    driven.until(lambda: not window.sites.isVisible())


def test_the_mark_opens_it(driven: Driven, connected: Newsroom) -> None:
    mark = driven.widget("deliveriesMark")
    assert not mark.isVisible()
    decided(connected, ids_of(connected)[:3])
    driven.until(mark.isVisible)
    assert mark.accessibleName() == "Deliveries: 3 to send"
    mark.setFocus()
    driven.keys(KEY.Key_Space)
    driven.until(lambda: at_desk(driven).window is not None)
    driven.until(lambda: QApplication.activeWindow() is at_desk(driven).window)
    window = at_desk(driven).window
    assert window is not None
    wait_rows(driven, window, 3)


def test_thousands_are_not_slow(driven: Driven, connected: Newsroom) -> None:
    """At most so many rows, whatever waits; what is shown of the rest is their number."""
    decided(connected, ids_of(connected)[:1])
    with connected.store.writing() as connection:
        columns = (
            "source_id, comment_id, sequence, batch, kind, state, held_until, pushed, attempts, "
            "problem_vi, problem_en, settled_at"
        )
        connection.exec_driver_sql(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
            f"INSERT INTO delivery ({columns}) "
            f"SELECT source_id, -n.i, {columns.partition('comment_id, ')[2]} FROM delivery, n"
        )
    window = opened(driven)
    wait_rows(driven, window, deliveries.MOST_SHOWN)
    assert window.some.text() == "the first 1,000 of 5,001 are shown"
