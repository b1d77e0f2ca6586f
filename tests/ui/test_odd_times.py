"""Whatever time a file tells of a comment, the desk shows it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from app.domain import moment
from tests.ui.conftest import Driven, Fill, comment


@pytest.fixture(params=["Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def somewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_comments_from_both_edges_of_the_calendar(
    somewhere: None, driven: Driven, fill: Fill
) -> None:
    """In the desk's own time their day may be one that no calendar has."""
    first = moment.from_datetime(datetime.min.replace(tzinfo=UTC))
    last = moment.from_datetime(datetime.max.replace(tzinfo=UTC))
    fill(comment(30, "đầu", created_at=first), comment(31, "cuối", created_at=last))
    driven.qtbot.keyClick(driven.list, Qt.Key.Key_F5)
    driven.wait_rows(22)
    for key, text in ((Qt.Key.Key_Home, "cuối"), (Qt.Key.Key_End, "đầu")):
        driven.keys(key)
        driven.wait_context(text)
        driven.wait_beside()
