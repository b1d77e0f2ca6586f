"""Articles from their pages: what is filled, what is kept, and pages that would never end."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.domain.comment import Article
from app.domain.errors import NewsroomError, UnusableInputError
from app.domain.progress import Progress
from app.domain.queue import FIXED_QUEUES, Queue
from app.domain.site import SiteSettings
from app.domain.words import Words
from app.services import articles, desk
from app.services.apart import apart
from app.services.articles import (
    Registering,
    fill_from_address,
    fill_from_file,
    keep,
    known_at,
    read_saved,
    register_from_address,
)
from app.services.importing import import_items
from app.services.newsroom import LongWork, Newsroom, Result, finish
from app.services.opening import open_newsroom
from app.sources.page import Page, PageError, read
from app.sources.record import ArticleRecord, CommentRecord
from app.storage import sites
from app.storage.reading import article_by_id
from tests.app.sources.pages import saved
from tests.app.sources.pages.saved import loopback

PAGE = read(saved.PAGE.encode())
HOST = "bao.example"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_newsroom(tmp_path / "desk.db", "An")
    yield opened
    opened.store.close()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "cầu.html"
    path.write_text(saved.PAGE, encoding="utf-8")
    return path


def bring_in(newsroom: Newsroom, told: ArticleRecord) -> Article:
    """One comment on an article."""
    written = CommentRecord(told.source, "c1", told.external_id, 1, "Lan", "lan@a.vn", "Cầu đẹp.")
    finish(import_items(newsroom, "file", ((0, item) for item in (told, written))))
    return at(newsroom, told.url)


def at(newsroom: Newsroom, address: str) -> Article:
    here = known_at(newsroom, address)
    assert here is not None
    with newsroom.store.reading() as connection:
        return article_by_id(connection, here.id)


def refusal(work: LongWork[Result]) -> Words:
    with pytest.raises(UnusableInputError) as raised:
        finish(work)
    return raised.value.words


# --- keeping ----------------------------------------------------------------------------------


def test_an_article_that_is_not_here_is_made_once(newsroom: Newsroom) -> None:
    made = keep(newsroom, PAGE.record(), is_open=True)
    assert (made.made, made.title, made.is_open) == (True, saved.TITLE, True)
    again = keep(newsroom, PAGE.record())
    assert (again.made, again.filled, again.article_id) == (False, (), made.article_id)
    assert again.is_open
    assert not keep(newsroom, PAGE.record(), is_open=False).is_open
    found = at(newsroom, saved.ADDRESS)
    assert (found.body, found.caption) == (PAGE.body, saved.CAPTION)
    with newsroom.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT key, kind, external_id FROM source JOIN article ON source_id = source.id"
        ).all()
    assert rows == [(HOST, "page", saved.ADDRESS)]


def test_what_a_comments_file_did_not_know_is_filled(newsroom: Newsroom) -> None:
    before = bring_in(newsroom, ArticleRecord("tep", saved.ADDRESS, saved.ADDRESS))
    assert before.title == saved.ADDRESS
    kept = keep(newsroom, PAGE.record(saved.ADDRESS.upper().replace("HTTPS://BAO", "https://bao")))
    assert kept.made  # another path
    kept = keep(newsroom, PAGE.record(saved.ADDRESS.replace("bao.example", "BAO.example:443")))
    assert (kept.made, kept.article_id) == (False, before.id)
    assert set(kept.filled) == {
        *("title", "section", "byline", "published_at", "lead", "body", "caption")
    }
    assert at(newsroom, saved.ADDRESS).title == saved.TITLE
    queue = desk.listing(newsroom, articles_queue(before.id))
    assert len(queue.ids) == 1
    [card] = desk.page(newsroom, queue.ids)
    assert card.article_title == saved.TITLE


def articles_queue(article_id: int) -> Queue:
    return FIXED_QUEUES[0].queue.on_article(article_id)


def test_a_title_that_came_late_is_searched_by(newsroom: Newsroom) -> None:
    article = bring_in(newsroom, ArticleRecord("tep", saved.ADDRESS, saved.ADDRESS))
    searched = replace(articles_queue(article.id), text="trước Tết")
    assert not desk.listing(newsroom, searched).ids
    keep(newsroom, PAGE.record())
    assert len(desk.listing(newsroom, searched).ids) == 1


def test_what_is_known_is_only_replaced_when_asked(newsroom: Newsroom) -> None:
    told = ArticleRecord("wordpress", "4821", saved.ADDRESS, "Tựa của tòa soạn", lead="Ngắn.")
    bring_in(newsroom, told)
    kept = keep(newsroom, PAGE.record())
    here = at(newsroom, saved.ADDRESS)
    assert (here.title, here.lead, here.body) == ("Tựa của tòa soạn", "Ngắn.", PAGE.body)
    assert "title" not in kept.filled
    assert set(keep(newsroom, PAGE.record(), replacing=True).filled) == {"title", "lead"}
    here = at(newsroom, saved.ADDRESS)
    assert (here.title, here.url) == (saved.TITLE, saved.ADDRESS)
    keep(newsroom, Page(title="", body="").record(saved.ADDRESS), replacing=True)
    assert at(newsroom, saved.ADDRESS) == here


def test_a_dry_run_tells_the_same_and_writes_nothing(newsroom: Newsroom) -> None:
    rehearsed = keep(newsroom, PAGE.record(), is_open=True, dry_run=True)
    assert known_at(newsroom, saved.ADDRESS) is None
    made = keep(newsroom, PAGE.record(), is_open=True)
    assert (rehearsed.made, rehearsed.filled, rehearsed.is_open, rehearsed.title) == (
        *(made.made, made.filled, made.is_open, made.title),
    )
    assert keep(newsroom, PAGE.record(), is_open=False, dry_run=True).is_open is False
    assert keep(newsroom, PAGE.record()).is_open


def test_a_connected_site_s_article_is_not_opened_to_the_form(newsroom: Newsroom) -> None:
    """Nor is its page fetched for that; what is not known of it is filled in all the same."""
    address = "http://127.0.0.1:9/cau.html"
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings(HOST, "wordpress", f"https://{HOST}"))
    bring_in(newsroom, ArticleRecord(HOST, "4821", address))
    told = ArticleRecord(HOST, address, address, saved.TITLE)
    for dry_run in (True, False):
        with pytest.raises(UnusableInputError, match=f"connected site {HOST}"):
            keep(newsroom, told, is_open=True, dry_run=dry_run)
    with pytest.raises(UnusableInputError, match=f"connected site {HOST}"):
        finish(register_from_address(newsroom, address))
    assert keep(newsroom, told, is_open=False).filled == ("title",)


def test_no_article_is_made_for_a_connected_site(newsroom: Newsroom) -> None:
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings(HOST, "wordpress", f"https://{HOST}"))
    for dry_run in (True, False):
        with pytest.raises(UnusableInputError) as raised:
            keep(newsroom, PAGE.record(), dry_run=dry_run)
        assert "connected site" in raised.value.words.en
    assert known_at(newsroom, saved.ADDRESS) is None
    bring_in(newsroom, ArticleRecord(HOST, "4821", saved.ADDRESS, saved.TITLE))
    assert "body" in keep(newsroom, PAGE.record()).filled


def test_without_an_address_nobody_knows_which_article_it_is(newsroom: Newsroom) -> None:
    with pytest.raises(UnusableInputError) as raised:
        keep(newsroom, Page(title="Cầu", body="Dài.").record())
    assert "--address" in raised.value.words.en
    assert "--address" not in raised.value.at_the_desk.en


# --- saved pages ------------------------------------------------------------------------------


def test_a_saved_page_fills_the_article_it_is_of(newsroom: Newsroom, page: Path) -> None:
    here = bring_in(newsroom, ArticleRecord("tep", "cau", "http://www.bao.example" + path_of()))
    assert finish(fill_from_file(newsroom, page, here.id)).article_id == here.id
    other = bring_in(newsroom, ArticleRecord("tep", "khac", "https://bao.example/khac"))
    assert "another article's" in refusal(fill_from_file(newsroom, page, other.id)).en
    assert "no longer here" in refusal(fill_from_file(newsroom, page, 999)).en
    finish(import_items(newsroom, "file", [(0, ArticleRecord("tep", "Cầu", "", "Cầu"))]))
    nameless = other.id + 1
    assert "url" in finish(fill_from_file(newsroom, page, nameless)).filled


def path_of() -> str:
    return saved.ADDRESS.removeprefix("https://bao.example")


def test_what_cannot_be_read_ends_in_a_sentence(tmp_path: Path) -> None:
    big = tmp_path / "big.html"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "too long" in refusal(read_saved(big)).en
    assert "cannot be read" in refusal(read_saved(tmp_path)).en
    deep = tmp_path / "deep.html"
    deep.write_bytes(b"<html><body>" + b"<div>" * 20_000)
    began = time.monotonic()
    assert "No article" in refusal(read_saved(deep)).en
    assert time.monotonic() - began < 20


def endless() -> LongWork[Page]:
    yield Progress(0)
    while True:
        time.sleep(1)


def dying() -> LongWork[Page]:
    yield Progress(0)
    os._exit(9)


def test_reading_that_does_not_end_is_broken_off() -> None:
    began = time.monotonic()
    with pytest.raises(PageError, match="took too long"):
        finish(articles._bounded(apart(endless, patience=0.0), 2.0))
    assert time.monotonic() - began < 12
    with pytest.raises(PageError, match="cannot be read"):
        finish(articles._bounded(apart(dying, patience=0.0), 30.0))


# --- from their addresses ---------------------------------------------------------------------


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = self.server.__dict__.setdefault("asked", [])
        asked.append(self.path)
        self.send_response(302 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Location", "/")
        self.end_headers()
        self.wfile.write(saved.PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said on the terminal."""


@contextmanager
def paper() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def asked(server: ThreadingHTTPServer) -> list[str]:
    found: list[str] = server.__dict__.get("asked", [])
    return found


def test_an_article_is_registered_from_its_address(newsroom: Newsroom) -> None:
    with paper() as server:
        address = f"http://127.0.0.1:{server.server_port}/cau"
        made = finish(register_from_address(newsroom, f"{address}#loi-binh", allowed=loopback))
        assert (made.made, made.is_open, made.address) == (True, True, address)
        assert at(newsroom, address).body == PAGE.body
        keep(newsroom, Page().record(address), is_open=False)
        again = finish(register_from_address(newsroom, address, allowed=loopback))
        assert (again.is_open, again.article_id) == (True, made.article_id)
        assert asked(server) == ["/cau"]
        gone = f"http://127.0.0.1:{server.server_port}/gone"
        assert "home page" in refusal(register_from_address(newsroom, gone, allowed=loopback)).en
        assert known_at(newsroom, gone) is None


def test_nothing_inside_the_network_is_asked_unless_a_test_allows_it(newsroom: Newsroom) -> None:
    with paper() as server:
        address = f"http://127.0.0.1:{server.server_port}/cau"
        here = bring_in(newsroom, ArticleRecord("tep", "cau", address))
        assert "open internet" in refusal(fill_from_address(newsroom, here.id)).en
        assert "open internet" in refusal(register_from_address(newsroom, address)).en
        assert "no web address" in refusal(register_from_address(newsroom, "file:///etc")).en
        assert asked(server) == []
        finish(fill_from_address(newsroom, here.id, allowed=loopback))
        assert at(newsroom, address).body == PAGE.body


def test_nobody_can_make_a_newsroom_fetch_all_day(newsroom: Newsroom) -> None:
    now = 0.0
    registering = Registering(newsroom, allowed=loopback, clock=lambda: now)
    with paper() as server:
        begin = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(NewsroomError):
            registering.register(f"{begin}/gone")
        assert registering.register(f"{begin}/gone#again") is None
        assert asked(server) == ["/gone", "/"]
        now = articles.SECONDS_REMEMBERED
        with pytest.raises(NewsroomError):
            registering.register(f"{begin}/gone")
        results: list[object] = []
        threads = [
            threading.Thread(target=lambda: results.append(registering.register(f"{begin}/cau")))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results.count(None) == 3
        assert asked(server).count("/cau") == 1
