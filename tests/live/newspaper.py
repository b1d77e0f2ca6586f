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

from tests.live.browser import Browser
from tests.live.isso_server import free_port

ROOT = Path(__file__).parents[2]
NAME = "Nguyễn Thị Hạnh"
TEXT = "Cầu mới đẹp quá!\n\nPhí qua cầu bao nhiêu vậy tòa soạn?"

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Báo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="canonical" href="{article}"></head>
<body><h1>Cầu Nam Sông thông xe</h1>
<div id="loi-binh"></div>
<script src="{intake}/loi-binh.js" defer></script>
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
        self.intake, self.path = "", "/"
        self.language, self.workers = "vi", "blob:"
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

    @property
    def article(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{self.path}"

    def page(self) -> str:
        return _PAGE.format(language=self.language, article=self.article, intake=self.intake)

    def policy(self) -> str:
        return (
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
