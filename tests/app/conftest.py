"""A newsroom in a file of its own, with a clock that only moves when it is asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.newsroom import Newsroom
from app.storage.store import Store, open_store
from tests.app.desk_newsroom import WORDS, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(blank: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(shutil.copy(blank, tmp_path / "desk.db"))
    yield store
    store.close()


@pytest.fixture
def newsroom(store: Store, clock: Clock) -> Newsroom:
    """An empty newsroom with An at its desk and one listed word."""
    return Newsroom(store, "An", WORDS, clock)
