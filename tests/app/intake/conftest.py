"""A service on loopback, with one article open to readers and a second beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.services.newsroom import Newsroom
from tests.app.intake.reader import OTHER, Reader, open_article, served


@pytest.fixture
def reader(newsroom: Newsroom) -> Iterator[Reader]:
    open_article(newsroom)
    open_article(newsroom, OTHER, "Học phí năm học mới")
    with served(newsroom) as reader:
        yield reader
