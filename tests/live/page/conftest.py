"""One browser, one newspaper and one intake for all the tests of the page; an article for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.services.intake import keep_article
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord
from tests.live.browser import Browser, chromium
from tests.live.newspaper import Intake, Newspaper, Reader, intake


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="session")
def site() -> Iterator[Newspaper]:
    opened = Newspaper()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    opened = open_newsroom(tmp_path_factory.mktemp("newsroom") / "desk.db", "Bình")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def service(newsroom: Newsroom, site: Newspaper) -> Iterator[Intake]:
    with intake("--database", str(newsroom.store.path), "--cost", "5") as started:
        site.intake = started.address
        yield started


@pytest.fixture(scope="session")
def sample() -> Iterator[Intake]:
    with intake("--demo", "--cost", "5") as started:
        yield started


@pytest.fixture
def newspaper(site: Newspaper, newsroom: Newsroom, request: pytest.FixtureRequest) -> Newspaper:
    """With an article of this test's own."""
    site.turn_to(f"/{re.sub(r'[^a-z0-9]+', '-', request.node.name)}.html")
    article = ArticleRecord("", "", site.article, "Cầu Nam Sông thông xe", lead="Sáng nay.")
    keep_article(newsroom, article, is_open=True)
    return site


@pytest.fixture
def reader(browser: Browser, newspaper: Newspaper, service: Intake) -> Reader:
    browser.look()
    arrived = Reader(browser, newspaper.article)
    arrived.arrive()
    browser.complaints()
    return arrived
