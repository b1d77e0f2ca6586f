"""What the desk itself says of deliveries: beside the comment, and when some fail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain import moment
from app.domain.delivery import DeliveryState
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven
from tests.ui.deciding import ids_of
from tests.ui.deliveries.sites import connect, decided, hold_for, settle
from ui.deliveries import at_desk

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing"),
    pytest.mark.usefixtures("alone"),
]

KEY = Qt.Key


def words(driven: Driven) -> str:
    line = driven.window.context.at_site
    return line.words.text() if line.isVisible() else ""


def test_nothing_is_said_where_no_site_is_connected(driven: Driven) -> None:
    driven.keys(KEY.Key_J)
    driven.wait_beside()
    assert not driven.window.context.at_site.isVisible()


def test_the_line_follows_a_decision_to_its_site(driven: Driven, newsroom: Newsroom) -> None:
    connect(newsroom)
    hold_for(newsroom, moment.HOUR)
    driven.choose("approved")
    driven.wait_rows(0)
    (delivery,) = decided(newsroom, ids_of(newsroom)[:1])
    driven.wait_rows(1)
    driven.until(lambda: words(driven) == "Goes to bao.vn in 60 min")
    settle(newsroom, [delivery], DeliveryState.FAILED)
    driven.until(lambda: words(driven).startswith("Not sent: Somebody has already decided"))
    assert words(driven).endswith("See Deliveries (F9)")
    settle(newsroom, [delivery], DeliveryState.SENT)
    driven.until(lambda: words(driven).startswith("Sent to bao.vn"))


def test_a_pending_comment_says_when_it_goes(driven: Driven, newsroom: Newsroom) -> None:
    connect(newsroom, purge_after=2 * moment.DAY)
    driven.keys(KEY.Key_J)
    driven.wait_beside()
    assert "deletes it in 43 h if nobody decides" in words(driven)


def test_failures_are_told_once_and_not_before_they_are_gathered(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_desk, "GATHERED_FOR", 50)
    connect(newsroom)
    ids = decided(newsroom, ids_of(newsroom)[:5])
    settle(newsroom, ids[:3], DeliveryState.FAILED)
    driven.wait_said("3 deliveries failed · F9 shows why")
    driven.window.status.forget(driven.said())
    settle(newsroom, ids[3:4], DeliveryState.FAILED)
    driven.until(lambda: "4 failed" in driven.widget("deliveriesMark").accessibleName())
    driven.qtbot.wait(150)
    assert driven.said() == "", "a minute has not passed"


def test_all_well_says_nothing(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_desk, "GATHERED_FOR", 0)
    connect(newsroom)
    ids = decided(newsroom, ids_of(newsroom)[:2])
    driven.until(driven.widget("deliveriesMark").isVisible)
    settle(newsroom, ids, DeliveryState.SENT)
    driven.until(lambda: not driven.widget("deliveriesMark").isVisible())
    assert driven.said() == ""
