"""A newspaper's own page on loopback, its reader and, at another origin, the real intake."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.services import desk as reading
from app.services.importing import import_items
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from app.sources.record import CommentRecord
from app.sources.rows import host_of
from tests.live.browser import Browser
from tests.live.isso_server import free_port

ROOT = Path(__file__).parents[2]
NAME = "Nguyễn Thị Hạnh"
WAITS = "Lời bình của bạn đang chờ duyệt"
TEXT = "Cầu mới đẹp quá!\n\nPhí qua cầu bao nhiêu vậy tòa soạn?"

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Báo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
{head}</head>
<body><h1>Cầu Nam Sông thông xe</h1>
{body}
<noscript>Cần bật JavaScript để gửi lời bình.</noscript>
</body></html>
"""


@dataclass(slots=True)
class Intake:
    """`main.py intake` in a process of its own; it may be stopped, and begun anew where it was."""

    arguments: tuple[str, ...]
    port: int = field(default_factory=free_port)
    database: str = ""
    _process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "main.py", "intake", *self.arguments),
                *("--port", str(self.port), "--json"),
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        self.database = json.loads(self._process.stdout.readline())["database"]

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        self._process.communicate(timeout=30)
        self._process = None


@contextmanager
def intake(*arguments: str) -> Iterator[Intake]:
    """The intake, started and, whatever happens, stopped."""
    service = Intake(arguments)
    try:
        service.start()
        yield service
    finally:
        service.stop()


class Newspaper:
    """Serves articles, with the form's one line below each, under as strict a policy as can be.

    Whatever address is asked for is that of an article; `article` is the one in question.
    """

    def __init__(self) -> None:
        self.intake = ""
        self.turn_to("/")
        newspaper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = newspaper.page().encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", newspaper.policy())
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def turn_to(self, path: str) -> None:
        """Serve this article as a page does that has nothing special about it."""
        self.path, self.language = path, "vi"
        self.workers, self.own_policy = "blob:", ""
        self.head = '<link rel="canonical" href="{article}">'
        self.body = '<div id="loi-binh"></div><script src="{intake}/loi-binh.js" defer></script>'

    @property
    def article(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{self.path}"

    def page(self) -> str:
        known = {"article": self.article, "intake": self.intake}
        head, body = self.head.format(**known), self.body.format(**known)
        return _PAGE.format(language=self.language, head=head, body=body)

    def policy(self) -> str:
        return self.own_policy or (
            f"default-src 'none'; script-src {self.intake}; style-src {self.intake}; "
            f"connect-src {self.intake}; worker-src {self.workers}; img-src data:; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass(slots=True)
class Reader:
    """Somebody who reads the page and writes below it."""

    browser: Browser
    address: str

    def arrive(self) -> None:
        """Open the page, with nothing kept of an earlier visit."""
        self.browser.open(self.address)
        self.browser.driver.execute_script("sessionStorage.clear()")
        self.look_again()

    def look_again(self) -> None:
        self.browser.open(self.address)
        self.browser.until(lambda: self.browser.all(".loi-binh-form"))
        self.browser.until_text(".loi-binh-heading", "(")

    def fill_in(self, text: str = TEXT, name: str = NAME, email: str = "hanh@bao.vn") -> None:
        for named, value in (("name", name), ("email", email), ("text", text)):
            box = self.browser.one(f"[name={named}]")
            box.clear()
            box.send_keys(value)

    def value(self, field: str) -> str:
        return str(self.browser.one(f"[name={field}]").get_property("value"))

    def send(self) -> None:
        self.browser.one(".loi-binh-send").click()

    def until_told(self, words: str) -> None:
        self.browser.until_text(".loi-binh-outcome", words)


# what the newsroom knows of the article


def on(newsroom: Newsroom, newspaper: Newspaper, column: str) -> list[Any]:
    """What the comments on this article have there, in the order in which they came."""
    with newsroom.store.reading() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT comment.{column} FROM comment JOIN article ON article.id = article_id "
            "WHERE url = ? ORDER BY comment.id",
            (newspaper.article,),
        )
        return list(rows.scalars())


def approve(newsroom: Newsroom, newspaper: Newspaper) -> None:
    seen = reading.overview(newsroom).change
    ids = on(newsroom, newspaper, "id")
    finish(decide(newsroom, ids, [Decision(Action.APPROVE)], seen))


def said_before(newsroom: Newsroom, *comments: CommentRecord) -> None:
    finish(import_items(newsroom, "file", ((0, each) for each in comments)))


def approved(newspaper: Newspaper, key: str, text: str, **other: object) -> CommentRecord:
    values: dict[str, object] = {
        "name": "Trần Thu Hà",
        "address": "ha@bao.vn",
        "created_at": 1_790_000_000_000_000,
        "status": Status.APPROVED,
        "article": newspaper.article,
    }
    source, key = host_of(newspaper.article), f"{newspaper.path} {key}"
    return CommentRecord(source, key, line=1, text=text, **(values | other))
