"""A long session by keys alone, in both languages, offscreen and on a real X display."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.comment import Status
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui import long_session
from tests.ui.conftest import Fill, comment
from tests.ui.test_display import run_on_x
from ui import settings
from ui.theme import Appearance

LANGUAGES = ("en", "vi")
"""The one it begins in; the session itself changes to the other and back."""
MORE = range(20, long_session.DECISIONS + 30)


def statuses(newsroom: Newsroom) -> Counter[Status]:
    ids = reading.listing(newsroom, reading.Queue(status=None)).ids
    return Counter(each.status for each in reading.page(newsroom, ids))


def decided(newsroom: Newsroom) -> Counter[Status]:
    found = statuses(newsroom)
    del found[Status.PENDING]
    return found


def test_two_hundred_decisions_by_keys(
    newsroom: Newsroom, fill: Fill, own_settings: None, qapp: QApplication
) -> None:
    settings.save(settings.Settings("An", "en", Appearance.LIGHT))
    fill(*(comment(number) for number in range(MORE.stop)))
    long_session.main(str(newsroom.store.path))
    assert decided(newsroom) == long_session.expected()


@pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a Linux program")
@pytest.mark.xdist_group("display")
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_decisions_by_keys_on_x(
    newsroom: Newsroom, fill: Fill, own_settings: None, language: str
) -> None:
    settings.save(settings.Settings("An", "vi" if language == "vi" else "en", Appearance.LIGHT))
    fill(*(comment(number) for number in range(MORE.stop)))
    run_on_x("tests.ui.long_session", str(newsroom.store.path))
    assert decided(newsroom) == long_session.expected()
