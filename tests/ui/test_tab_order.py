"""Tab goes round everything in every window, in the order in which one reads, and comes back; what
has the keyboard is seen to have it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from shiboken6 import isValid

from app.services.newsroom import Newsroom
from tests.ui import walking
from tests.ui.conftest import Driven, Fill
from tests.ui.states import ANY_SIZE, STATES, make_busy

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing")

KEY = Qt.Key
EVERY = STATES | ANY_SIZE
LEFT_OUT = (
    *("completion", "what is wrong", "palette of nothing", "palette in the other language"),
    *("nothing found", "narrowed", "approved", "edit", "note", "welcome"),
)
"""There Tab takes what is offered, nothing differs from another state, or it leads to the desk,
before which a welcome gives way."""

DIALOGS = (
    *("export", "import", "leaving", "general", "reasons", "templates", "help", "bulk"),
    *("sites", "connect an isso", "connect, tested"),
)
MOST = 80
"""More stops than any window has."""

RING = 6
"""Pixels around a control in which the mark of focus may be drawn."""


@pytest.fixture
def busy_desk(driven: Driven, newsroom: Newsroom, fill: Fill, tmp_path: Path) -> Driven:
    make_busy(driven, newsroom, fill, tmp_path)
    driven.window.resize(1280, 720)
    driven.wait_beside()
    return driven


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def round_trip(driven: Driven, window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the keyboard stops on its way, until it is back where it was."""
    if not focused().focusPolicy() & Qt.FocusPolicy.TabFocus:
        driven.qtbot.keyClick(focused(), key)
    first, stops = focused(), [focused()]
    for _ in range(MOST):
        driven.qtbot.keyClick(focused(), key)
        now = focused()
        assert now.isVisible(), f"{walking.where_is(now)} is not seen"
        assert now.isEnabled()
        assert now.window() is window
        if now is first:
            return stops
        assert now not in stops, (
            f"{walking.where_is(now)} is come to again, {walking.where_is(first)} not"
        )
        stops.append(now)
    raise AssertionError("Tab does not come back")


def reachable(window: QWidget) -> set[QWidget]:
    """What can be worked by the mouse, and so must be by the keyboard; of choices that are one
    group, the arrows reach the others."""
    return {
        widget
        for widget in walking.seen(window)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QRadioButton)
        and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None)
    }


@pytest.mark.parametrize("name", [each for each in EVERY if each not in LEFT_OUT])
def test_tab_goes_round_and_back(busy_desk: Driven, name: str) -> None:
    with EVERY[name](busy_desk) as window:
        walking.settle_layouts()
        stops = round_trip(busy_desk, window, KEY.Key_Tab)
        back = round_trip(busy_desk, window, KEY.Key_Backtab)
        assert back == [stops[0], *reversed(stops[1:])]
        missed = {walking.where_is(each) for each in reachable(window) - set(stops)}
        assert not missed
        stops[0].setFocus()
        if name in DIALOGS:
            assert out_of_order(window, stops) == []


def out_of_order(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Neighbours on the way of which the second one lies above, or in the same line to the left."""
    places = [QRect(each.mapTo(window, QPoint()), each.size()) for each in stops]
    found = []
    for number, (one, other) in enumerate(pairwise(places)):
        above = other.bottom() < one.top() and other.left() <= one.right()
        beside = other.top() <= one.bottom() and one.top() <= other.bottom()
        if above or (beside and other.right() < one.left()):
            pair = stops[number], stops[number + 1]
            found.append(" before ".join(walking.where_is(each) for each in pair))
    return found if len(found) > 1 else []


@pytest.mark.parametrize("name", ["list", "reply", "rejection", "bulk", "log", "general", "help"])
def test_what_has_the_keyboard_is_seen_to_have_it(busy_desk: Driven, name: str) -> None:
    unseen = []
    with EVERY[name](busy_desk) as window:
        first = focused()
        for stop in round_trip(busy_desk, window, KEY.Key_Tab):
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            there = picture(window, stop)
            (elsewhere := QWidget(window)).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            elsewhere.show()
            elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
            if np.array_equal(there, picture(window, stop)):
                unseen.append(walking.where_is(stop))
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            elsewhere.setParent(None)
        first.setFocus()
    assert unseen == []


def picture(window: QWidget, widget: QWidget) -> np.ndarray:
    """A widget and what is just around it, as it is painted, without a blinking cursor's mercy."""
    QApplication.processEvents()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    place = place.adjusted(-RING, -RING, RING, RING).intersected(window.rect())
    pixels = walking.pixels_of(window)
    return pixels[place.top() : place.bottom() + 1, place.left() : place.right() + 1]


@pytest.mark.parametrize(
    "name", ["palette", "help", "log", "export", "insights", "general", "keys"]
)
def test_esc_closes_and_the_desk_has_the_keyboard(busy_desk: Driven, name: str) -> None:
    with EVERY[name](busy_desk) as window:
        for _ in range(2):
            if isValid(window) and window.isVisible():
                busy_desk.qtbot.keyClick(focused(), KEY.Key_Escape)
        busy_desk.until(lambda: not isValid(window) or not window.isVisible())
        busy_desk.window.activateWindow()
        busy_desk.until(busy_desk.window.isActiveWindow)
        assert focused().window() is busy_desk.window
        assert focused().isVisible()


def test_the_keyboard_is_never_lost(busy_desk: Driven) -> None:
    """After a decision, an undo, a filter, an empty queue and a narrow window."""

    def here() -> bool:
        busy_desk.settle()
        now = focused()
        return now.isVisible() and now.isEnabled() and now.window() is busy_desk.window

    for keys in ((KEY.Key_A,), (KEY.Key_D, KEY.Key_1), (KEY.Key_Z,), (KEY.Key_Z,), (KEY.Key_B,)):
        busy_desk.keys(*keys)
        assert here(), keys
    busy_desk.keys(KEY.Key_Escape)
    for queue in ("spam", "approved", "pending"):
        busy_desk.choose(queue)
        assert here(), queue
    busy_desk.window.queue.list.setFocus()
    for width in (900, 1280):
        busy_desk.window.resize(width, 720)
        QApplication.processEvents()
        assert here(), width
