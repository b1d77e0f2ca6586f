"""The next session begins with what came in since the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain import moment
from app.domain.queue import Queue
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven, Fill, comment
from ui import settings
from ui.application import open_desk
from ui.notices.session import Session
from ui.settings import LastSeen

KEY = Qt.Key
Open = Callable[[], Driven]


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, own_settings: None, newsroom: Newsroom, fill: Fill
) -> Iterator[Open]:
    """Opens the desk on five comments and whatever came in since."""
    fill(*(comment(number) for number in range(5)))
    desks: list[Driven] = []

    def open_now() -> Driven:
        window = open_desk(str(newsroom.store.path))
        window.show()
        desks.append(Driven(qtbot, window, newsroom.store.path))
        desks[-1].wait_beside()
        return desks[-1]

    yield open_now
    for driven in desks:
        driven.window.close()
        driven.window.deleteLater()
    qapp.processEvents()


def key_of(newsroom: Newsroom) -> str:
    return str(newsroom.store.path.absolute())


def last_seen(newsroom: Newsroom, ago: int, comment_id: int) -> None:
    settings.save_last_seen(key_of(newsroom), LastSeen(moment.now() - ago, comment_id))


def test_a_first_session_has_nothing_to_compare_with(opened: Open, newsroom: Newsroom) -> None:
    driven = opened()
    driven.settle()
    assert driven.said() == ""
    before = moment.now()
    driven.window.close()
    seen = settings.load_last_seen(key_of(newsroom))
    assert seen is not None
    assert before <= seen.at <= moment.now()
    assert seen.comment_id == max(reading.listing(newsroom, Queue()).ids)
    assert settings.load_last_seen("elsewhere") is None


def test_the_next_session_says_what_came_in_until_something_else_is_said(
    opened: Open, newsroom: Newsroom, fill: Fill
) -> None:
    opened().window.close()
    fill(comment(7), comment(8))
    driven = opened()
    driven.wait_said(r"^Since \d\d:\d\d: 2 new, the oldest waits 5 h$")
    assert driven.window.status.undo.isHidden()
    driven.keys(KEY.Key_A)
    driven.wait_said(r"^Approved: 1 comment · 6 left$")


def test_nothing_new_after_a_moment_is_not_worth_a_word(opened: Open, newsroom: Newsroom) -> None:
    opened().window.close()
    driven = opened()
    driven.settle()
    assert driven.said() == ""


def test_nothing_new_after_a_night_is(opened: Open, newsroom: Newsroom) -> None:
    last_seen(newsroom, moment.DAY, max(reading.listing(newsroom, Queue()).ids))
    opened().wait_said(r"^Since yesterday \d\d:\d\d: nothing new, the oldest waits 5 h$")


def test_what_was_kept_wrongly_is_as_if_it_never_was(opened: Open, newsroom: Newsroom) -> None:
    last_seen(newsroom, -5, -7)
    driven = opened()
    driven.settle()
    assert driven.said() == ""


def test_how_far_the_desk_has_seen_is_kept_now_and_then(
    opened: Open, newsroom: Newsroom, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.notices.session.KEPT_EVERY", 50)
    driven = opened()
    fill(comment(9))
    newest = max(reading.listing(newsroom, Queue()).ids)

    def kept() -> bool:
        seen = settings.load_last_seen(key_of(newsroom))
        return seen is not None and seen.comment_id == newest

    driven.until(kept)
    assert driven.window.isVisible()


def test_the_summary_goes_after_a_while(
    opened: Open, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.notices.session.SHOWN_FOR", 200)
    last_seen(newsroom, moment.HOUR, 0)
    driven = opened()
    driven.wait_said("5 new")
    driven.until(lambda: driven.said() == "")
    assert driven.window.findChild(Session) is not None


def test_a_clock_that_was_put_back_makes_no_time_to_come(
    opened: Open, newsroom: Newsroom, fill: Fill
) -> None:
    last_seen(newsroom, -30 * moment.HOUR, 2)
    driven = opened()
    driven.wait_said(r"(Từ|Since) \d\d:\d\d: ")
