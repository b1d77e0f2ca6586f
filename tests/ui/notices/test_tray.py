"""What somebody is told who looks elsewhere. Where there is no tray, as here, nothing is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.domain.comment import Status
from tests.ui.conftest import Driven, Fill, comment
from ui.notices.arrivals import Arrivals
from ui.preferences.choices import Choices


@pytest.fixture
def arrivals(driven: Driven) -> Arrivals:
    found = driven.window.findChild(Arrivals)
    assert isinstance(found, Arrivals)
    driven.until(found.is_wanted)
    return found


@pytest.fixture
def told(arrivals: Arrivals) -> list[int]:
    said: list[int] = []
    arrivals.came.connect(said.append)
    return said


@pytest.fixture
def elsewhere(driven: Driven, qapp: QApplication, arrivals: Arrivals) -> QWidget:
    """The window is not the active one, nor is any other of the program."""
    driven.window.hide()
    driven.until(lambda: qapp.activeWindow() is None)
    return driven.window


def test_who_looks_at_the_desk_is_not_told(driven: Driven, fill: Fill, told: list[int]) -> None:
    fill(comment(30))
    driven.until(lambda: driven.count("pending") == 21)
    driven.settle()
    assert told == []


def test_who_looks_elsewhere_is_told_once_in_a_while(
    driven: Driven, fill: Fill, elsewhere: QWidget, told: list[int]
) -> None:
    fill(comment(30), comment(31))
    driven.until(lambda: told == [2])
    fill(comment(32))
    driven.until(lambda: driven.count("pending") == 23)
    driven.settle()
    assert told == [2]


def test_what_came_meanwhile_is_told_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
    driven: Driven,
    fill: Fill,
    elsewhere: QWidget,
    told: list[int],
) -> None:
    monkeypatch.setattr("ui.notices.arrivals.TOLD_EVERY", 1_000)
    fill(comment(30), comment(31))
    driven.until(lambda: told == [2])
    fill(comment(32))
    driven.until(lambda: told == [2, 1])


def test_what_somebody_has_decided_meanwhile_does_not_wait(
    driven: Driven, fill: Fill, elsewhere: QWidget, told: list[int]
) -> None:
    fill(comment(30, status=Status.APPROVED))
    driven.until(lambda: driven.count("approved") == 1)
    driven.settle()
    assert told == []
    fill(comment(31))
    driven.until(lambda: told == [1])


def test_a_switch_turns_it_off_and_on_at_once(
    driven: Driven, fill: Fill, elsewhere: QWidget, told: list[int]
) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    choices.use(replace(choices.chosen, notifies=False))
    fill(comment(30))
    driven.until(lambda: driven.count("pending") == 21)
    driven.settle()
    choices.use(replace(choices.chosen, notifies=True))
    fill(comment(31))
    driven.until(lambda: told == [1])


def test_without_a_tray_there_is_no_icon(driven: Driven, arrivals: Arrivals) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    assert driven.window.findChild(QSystemTrayIcon) is None
    assert not driven.window.windowIcon().isNull()
