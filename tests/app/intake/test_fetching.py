"""Articles nobody registered, fetched when a reader comes: only where they were asked to be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest

from app.domain.comment import Article
from app.intake import fetching
from app.intake.settings import Rates
from app.services import desk
from app.services.newsroom import Newsroom
from tests.app.intake.reader import QUICK, Reader, served
from tests.app.sources.pages import saved
from tests.app.sources.pages.saved import loopback


@dataclass
class Paper:
    """A newspaper's site on loopback: its pages are one article each, whatever their address."""

    asked: list[str] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    leads_to: str = ""
    origin: str = ""

    def handler(paper) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - a handler has a self, too
        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paper.asked.append(self.path)
                paper.open.wait(20)
                self.send_response(302 if paper.leads_to else 200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Location", paper.leads_to)
                self.end_headers()
                self.wfile.write(saved.PAGE.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is said on the terminal."""

        return Page


@contextmanager
def published() -> Iterator[Paper]:
    paper = Paper()
    paper.open.set()
    with ThreadingHTTPServer(("127.0.0.1", 0), paper.handler()) as server:
        paper.origin = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield paper
        finally:
            paper.open.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def paper() -> Iterator[Paper]:
    with published() as paper:
        yield paper


@contextmanager
def fetching_from(newsroom: Newsroom, paper: Paper, **settings: object) -> Iterator[Reader]:
    told = replace(QUICK, origins=(paper.origin,), fetch=True)
    with served(newsroom, replace(told, **settings), loopback) as reader:
        reader.page = paper.origin
        yield reader


def article(newsroom: Newsroom) -> Article:
    return desk.context(newsroom, 1).article


def test_an_article_is_fetched_once_when_readers_come_to_it(
    newsroom: Newsroom, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_TO_WAIT", 60.0)
    url = f"{paper.origin}/cau"
    with fetching_from(newsroom, paper) as reader:
        paper.open.clear()
        found: list[int] = []

        def come() -> None:
            mine = Reader(reader.service)
            found.append(mine.get("/conversation", article=url).status)
            mine.close()

        readers = [threading.Thread(target=come) for _ in range(4)]
        for each in readers:
            each.start()
        assert reader.get("/health").status == 200  # nobody else waits
        paper.open.set()
        for each in readers:
            each.join()
        assert found == [200] * 4
        told = reader.get("/conversation", article=f"{url}#loi-binh").json
        assert told["article"]["open"] is True
        assert told["article"]["title"]
        assert reader.post(article=url, check=reader.check(url)).status == 202
    assert paper.asked == ["/cau"]
    assert article(newsroom).body


def test_nothing_is_fetched_that_was_not_asked_for(
    newsroom: Newsroom, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_TO_WAIT", 60.0)
    with (
        published() as other,
        fetching_from(newsroom, paper) as reader,
        served(newsroom, replace(QUICK, origins=(paper.origin,)), loopback) as off,
    ):
        assert off.get("/check", article=f"{paper.origin}/cau").refused == (404, "no_article")
        for url in (
            f"{other.origin}/cau",
            f"{paper.origin}.evil.example/cau",
            f"http://x@{paper.origin[7:]}/cau",
            f"{paper.origin}/cau?trang=2",
            f"{paper.origin.replace('http', 'https')}/cau",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "",
        ):
            for path in ("/check", "/conversation", "/conversation.html"):
                assert reader.get(path, article=url).refused == (404, "no_article"), url
        paper.leads_to = f"{other.origin}/cau"
        forged = f"{paper.origin}/out/{quote(other.origin, safe='')}"
        assert reader.get("/check", article=forged).refused == (404, "no_article")
        assert "was not named" in reader.warnings[-1].en
        assert other.asked == []
        asked = len(paper.asked)
        assert reader.get("/check", article=forged).refused == (404, "no_article")
        assert len(paper.asked) == asked == 1  # what failed is not asked for again


def test_a_site_that_does_not_answer_keeps_no_reader_for_long(
    newsroom: Newsroom, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_TO_WAIT", 0.2)
    with fetching_from(newsroom, paper, rates=Rates(fetches=3)) as reader:
        paper.open.clear()
        for name in "ab":
            answer = reader.get("/check", article=f"{paper.origin}/{name}")
            assert answer.refused == (503, "busy")
        assert reader.get("/check", article=f"{paper.origin}/a").refused == (503, "busy")
        assert reader.get("/check", article=f"{paper.origin}/c").refused == (503, "busy")
        assert reader.get("/check", article=f"{paper.origin}/d").refused == (429, "too_often")
    # what was under way is broken off when the service ends: the paper is still silent here
    assert not paper.open.is_set()
    with newsroom.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar_one() == 0
