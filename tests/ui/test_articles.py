"""An article's text at the desk: from a saved page, by dropping it, or fetched where allowed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.domain.progress import Progress
from app.services import articles
from app.services.importing import import_items
from app.services.newsroom import LongWork, Newsroom, finish
from app.sources.record import ArticleRecord
from tests.app.sources.pages import saved
from tests.app.sources.pages.saved import loopback
from tests.ui.conftest import Driven, comment
from tests.ui.importing.test_drop import drop, enter, mime, preview
from ui import settings
from ui.context.missing_text import MissingText
from ui.importing.drop import DropTarget


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(saved.PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said on the terminal."""


@pytest.fixture
def paper() -> Iterator[str]:
    """A newspaper on loopback, every page of which is the same; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "Cầu Nam Sông.html"
    path.write_text(saved.PAGE, encoding="utf-8")
    return path


def bring_in(driven: Driven, newsroom: Newsroom, address: str) -> MissingText:
    """A comment on an article of which only the address is known, shown at the right."""
    told = ArticleRecord("bao.vn", "trống", address)
    newest = comment(99, "Bài này hay.", article="trống")
    finish(import_items(newsroom, "file", ((0, one) for one in (told, newest))))
    driven.keys(Qt.Key.Key_F5)
    driven.until(lambda: driven.rows() == 21 or bool(driven.keys(Qt.Key.Key_F5)))
    driven.list.setFocus()
    driven.keys(Qt.Key.Key_Home)
    driven.wait_context("Bài này hay.")
    driven.settle()
    return driven.window.context.article.missing


def shown_body(driven: Driven) -> str:
    context = driven.window.context.context
    return context.article.body if context is not None else ""


def test_only_an_article_without_its_text_offers_it(driven: Driven) -> None:
    offered = set()
    for _ in range(3):
        context = driven.window.context.context
        assert context is not None
        offered.add((not context.article.body, driven.window.context.article.missing.isVisible()))
        driven.keys(Qt.Key.Key_J)
        driven.wait_beside()
    assert offered == {(True, True), (False, False)}


def test_a_saved_page_is_chosen_by_keys_and_fills_the_pane(
    driven: Driven, newsroom: Newsroom, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = bring_in(driven, newsroom, saved.ADDRESS)
    assert missing.isVisible()
    assert missing.words.text() == "The article's text is not here."
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(page), ""))
    missing.from_file.setFocus()
    driven.keys(Qt.Key.Key_Return)
    assert missing.words.text() == "The article's page is being read…"
    driven.wait_said("Cầu Nam Sông thông xe trước Tết: read from its page")
    driven.until(lambda: shown_body(driven) == "\n\n".join(saved.BODY))
    assert not missing.isVisible()
    driven.until(lambda: driven.value(0, b"articleTitle") == saved.TITLE)


def test_a_page_of_another_article_is_refused(
    driven: Driven, newsroom: Newsroom, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = bring_in(driven, newsroom, "https://bao.example/khac.html")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(page), ""))
    driven.action("readPageAction").trigger()
    driven.wait_said("The saved page is another article's")
    assert missing.isVisible()
    assert missing.from_file.isVisible()
    assert shown_body(driven) == ""


def test_a_dropped_page_goes_to_its_article_and_files_to_the_preview(
    driven: Driven, newsroom: Newsroom, page: Path, tmp_path: Path
) -> None:
    bring_in(driven, newsroom, saved.ADDRESS)
    target = driven.window.findChild(DropTarget)
    assert isinstance(target, DropTarget)
    enter(driven.window, mime([page]))
    assert target.zone is not None
    assert "read the article from its page" in target.zone.accessibleName()
    drop(driven.window, mime([page]))
    driven.wait_said("read from its page")
    driven.until(lambda: bool(shown_body(driven)))
    other = tmp_path / "khong.html"
    other.write_text("id,name\n", encoding="utf-8")
    enter(driven.window, mime([other]))
    drop(driven.window, mime([other]))
    sheet = preview(driven)
    driven.until(sheet.later.hasFocus)
    driven.keys(Qt.Key.Key_Escape)


def test_of_several_dropped_pages_every_bad_one_is_told(
    driven: Driven, newsroom: Newsroom, page: Path, tmp_path: Path
) -> None:
    bring_in(driven, newsroom, saved.ADDRESS)
    bad = [tmp_path / name for name in ("mot.html", "hai.html")]
    for path in bad:
        path.write_text("<!DOCTYPE html><html><body></body></html>", encoding="utf-8")
    enter(driven.window, mime([bad[0], page, bad[1]]))
    drop(driven.window, mime([bad[0], page, bad[1]]))
    driven.until(lambda: all(path.name in driven.said() for path in bad), timeout=60_000)
    driven.until(lambda: bool(shown_body(driven)))


def test_who_stops_one_of_several_pages_stops_the_rest_and_hears_of_the_bad_ones(
    driven: Driven, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, never = tmp_path / "mot.html", tmp_path / "hai.html"
    for path in (bad, never):
        path.write_text("<!DOCTYPE html><html><body></body></html>", encoding="utf-8")
    read, begun = articles.fill_from_file, list[str]()

    def slow(newsroom: Newsroom, path: Path, article_id: int | None) -> LongWork[articles.Kept]:
        begun.append(path.name)
        while path == page:
            time.sleep(0.01)
            yield Progress(0, 0)
        return (yield from read(newsroom, path, article_id))

    monkeypatch.setattr(articles, "fill_from_file", slow)
    enter(driven.window, mime([bad, page, never]))
    drop(driven.window, mime([bad, page, never]))
    driven.until(lambda: page.name in begun, timeout=60_000)
    work = driven.window.status.work
    driven.until(work.stop.isVisible)
    work.stop.setFocus()
    driven.keys(Qt.Key.Key_Space)
    driven.until(lambda: bad.name in driven.said() and "Stopped" in driven.said())
    driven.settle()
    assert begun == [bad.name, page.name]


def test_fetching_is_asked_about_once_and_remembered(
    driven: Driven, newsroom: Newsroom, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = partial(articles.fill_from_address, allowed=loopback)
    monkeypatch.setattr(articles, "fill_from_address", allowed)
    missing = bring_in(driven, newsroom, f"{paper}/cau.html")
    missing.fetch.setFocus()
    driven.keys(Qt.Key.Key_Return)
    assert missing.yes.hasFocus()
    assert missing.words.text().startswith("May the desk fetch pages, such as this from 127.0.0.1:")
    driven.keys(Qt.Key.Key_Escape)
    assert missing.fetch.isVisible()
    assert missing.fetch.hasFocus()
    assert not settings.load().fetches
    driven.action("fetchPageAction").trigger()
    driven.until(missing.yes.hasFocus)
    driven.keys(Qt.Key.Key_Return)
    assert settings.load().fetches
    driven.until(lambda: "read from its page" in driven.said(), timeout=60_000)
    driven.until(lambda: shown_body(driven) == "\n\n".join(saved.BODY))
    driven.action("fetchPageAction").trigger()
    driven.wait_said("says nothing new")


def test_an_address_inside_the_network_is_never_fetched(
    driven: Driven, newsroom: Newsroom, paper: str
) -> None:
    missing = bring_in(driven, newsroom, f"{paper}/cau.html")
    driven.action("fetchPageAction").trigger()
    driven.until(missing.yes.hasFocus)
    driven.keys(Qt.Key.Key_Return)
    driven.wait_said("not on the open internet")
    driven.until(missing.fetch.isVisible)


def test_without_an_address_only_a_file_is_offered(driven: Driven, newsroom: Newsroom) -> None:
    missing = bring_in(driven, newsroom, "")
    assert missing.from_file.isVisible()
    assert not missing.fetch.isVisible()
    driven.action("fetchPageAction").trigger()
    driven.wait_said("no address to fetch from")
    assert QGuiApplication.focusObject() is not None


def test_where_there_is_no_room_for_the_article_the_question_is_seen_all_the_same(
    driven: Driven, newsroom: Newsroom, paper: str
) -> None:
    missing = bring_in(driven, newsroom, f"{paper}/cau.html")
    driven.window.resize(900, 700)
    driven.until(lambda: not driven.window.context.isVisible())
    driven.action("fetchPageAction").trigger()
    driven.until(missing.yes.hasFocus)
    assert missing.yes.isVisible()
    driven.keys(Qt.Key.Key_Escape)
    focused = driven.window.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert missing.fetch.isVisible()
