"""Moments in the newsroom's own time, to the calendar's very edge."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.domain import moment

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture(params=["Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def somewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("somewhere")
@pytest.mark.parametrize(
    "told", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), MORNING]
)
def test_every_moment_has_a_time_of_its_own(told: datetime) -> None:
    at = moment.from_datetime(told)
    assert moment.from_datetime(moment.to_local(at)) == at


@pytest.mark.usefixtures("somewhere")
def test_elsewhere_it_is_the_newsrooms() -> None:
    assert moment.to_local(moment.from_datetime(MORNING)).hour in (15, 0)
