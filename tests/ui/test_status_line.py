"""The bottom line: what kind of message it shows, and what of it a screen reader is told, how."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.newsroom import Newsroom
from app.storage import sqlite
from tests.ui.conftest import Driven
from ui import status_line
from ui.application import open_desk
from ui.status_line import StatusLine
from ui.theme import DARK, LIGHT

KEY = Qt.Key
POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive
Said = list[tuple[str, QAccessible.AnnouncementPoliteness]]


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What Qt is asked to hand on to a screen reader."""
    said: Said = []

    class Listening(QAccessible):
        @staticmethod
        def updateAccessibility(event: object) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            assert isinstance(event.object(), QWidget)
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(status_line, "QAccessible", Listening)
    return said


@pytest.fixture
def line(qtbot: QtBot, qapp: QApplication) -> StatusLine:
    undo = QAction("Undo")
    made = StatusLine(undo, "en")
    qtbot.addWidget(made)
    made.resize(900, made.height())
    made.show()
    return made


def colours(line: StatusLine) -> set[str]:
    """Of the sign, which stands at the left."""
    image = line.grab().toImage()
    ratio = image.devicePixelRatio()
    return {
        image.pixelColor(x, y).name()
        for x in range(round(12 * ratio), round(34 * ratio))
        for y in range(image.height())
    }


def near(wanted: str, found: set[str]) -> bool:
    def apart(one: QColor, other: QColor) -> int:
        parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
        return max(abs(a - b) for a, b in parts)

    return any(apart(QColor(wanted), QColor(each)) < 12 for each in found)


def test_each_kind_of_message_has_a_sign_of_its_own(line: StatusLine) -> None:
    assert line.is_silent()
    assert not near(LIGHT.accent, colours(line))
    line.say("Kept.")
    assert near(LIGHT.accent, colours(line))
    line.notice("A backup was made.")
    assert near(LIGHT.notice.text, colours(line))
    line.problem("The disk is full.")
    assert near(LIGHT.bad.text, colours(line))
    line.set_theme(DARK)
    assert near(DARK.bad.text, colours(line))
    assert line.message.text() == line.accessibleDescription() == "The disk is full."


def test_words_are_forgotten_only_while_they_are_there(line: StatusLine) -> None:
    line.notice("Since yesterday")
    line.forget("something else")
    assert line.accessibleDescription() == "Since yesterday"
    line.forget("Since yesterday")
    assert line.is_silent()
    assert line.message.text() == ""


def test_what_is_said_aside_leaves_the_way_to_undo(line: StatusLine) -> None:
    line.say("Approved.", can_undo=True)
    line.notice("2 deliveries failed.", aside=True)
    assert line.undo.isVisible()
    assert line.undo.text() == "Undo the last decision"
    line.notice("1 delivery failed.", aside=True)
    assert line.undo.isVisible()
    line.say("Rejected.", can_undo=True)
    assert line.undo.text() == "Undo"
    line.notice("A backup was made.")
    assert not line.undo.isVisible()
    line.notice("2 deliveries failed.", aside=True)
    assert not line.undo.isVisible()


def test_a_decision_is_told_politely_and_its_undo_at_once(driven: Driven, announced: Said) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_said("19 left")
    assert announced == [("Approved: 1 comment, 19 left", POLITE)]
    driven.keys(KEY.Key_Z)
    driven.wait_said("Undone")
    assert announced[1:] == [("Undone: 1 comment", ASSERTIVE)]


def test_a_problem_is_told_at_once(
    driven: Driven, announced: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("app.services.moderation.decide", full)
    driven.keys(KEY.Key_A)
    driven.wait_said("unexpected")
    assert announced == [(driven.said(), ASSERTIVE)]


def test_the_last_of_a_queue_is_told(driven: Driven) -> None:
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    driven.until(driven.window.bulk.isVisible)
    driven.keys(KEY.Key_Return)
    driven.wait_said("^Approved: 20 comments · none left$")


def test_where_nothing_leaves_the_queue_nothing_is_counted(driven: Driven) -> None:
    driven.action("writerCommentsAction").trigger()
    driven.wait_rows(1)
    driven.wait_beside()
    driven.keys(KEY.Key_A)
    driven.wait_said("^Approved: 1 comment$")


def test_how_the_newsroom_was_opened_is_a_notice_and_no_problem(
    qtbot: QtBot,
    own_settings: None,
    newsroom: Newsroom,
    announced: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite, "SAFE_VERSION", (99, 0, 0))
    window = open_desk(str(newsroom.store.path))
    qtbot.addWidget(window)
    window.show()
    found = window.findChild(StatusLine)
    assert isinstance(found, StatusLine)
    assert "too old" in found.accessibleDescription()
    assert announced == [(found.accessibleDescription(), POLITE)]
    assert near(LIGHT.notice.text, colours(found))
    window.close()
