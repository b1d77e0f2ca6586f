"""What every test of the list needs: threads that end, and a shelf of comments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.queue.newsroom import Shelf
from ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()
