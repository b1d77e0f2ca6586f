"""A server on loopback that speaks just enough of Isso for a program of ours to be in step with it.

What the real one does is tested against the real one; this is for what happens around it: other
processes, their end, their secrets.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from app.domain.site import SiteSettings
from app.services.newsroom import Newsroom
from app.storage import sites
from app.storage.changing import next_change

PASSWORD = "mật khẩu của tòa soạn"
_PAGE = (
    """<html><body><a>Pending ({waiting})</a><div id="isso-root">{comments}</div></body></html>"""
)
_COMMENT = """<div class='isso-comment' id='isso-{id}'>
<div>Thread: Cầu (<a href="/cau">/cau</a>)</div>
<span id="isso-author-{id}">Hà</span><span id="isso-email-{id}">ha@bao.vn</span>
<span id="isso-website-{id}"></span><time>08:30 / 22-11-2026</time>
<span class="label label-pending">pending</span><pre id="isso-text-{id}">{text}</pre>
<a onclick="send_edit({id}, '{key}', '')"></a></div>"""
_LOGIN = """<html><form method="POST" action="/login/"></form></html>"""


class TinyIsso(ThreadingHTTPServer):
    """`texts` wait in its queue, numbered from 1; `requests` are what was asked. While `hangs` is
    set, nothing is answered."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts: list[str] = []
        self.requests: list[str] = []
        self.password = PASSWORD
        self.hangs = False
        self.ended = threading.Event()

    @property
    def key(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        return f"http://{self.key}"

    def asked(self, path: str) -> int:
        return sum(path in each for each in self.requests)


class _Handler(BaseHTTPRequestHandler):
    server: TinyIsso
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def handle(self) -> None:
        with suppress(OSError):  # the program on the other side was ended
            super().handle()

    def do_GET(self) -> None:
        self._begin()
        parts = urlsplit(self.path)
        if parts.path == "/info":
            told = {"version": "0.14.0", "host": "", "origin": "http://bao.vn", "moderation": True}
            self._answer(json.dumps(told))
        elif parts.path == "/admin/":
            self._answer(self._administration(parse_qs(parts.query)))
        elif parts.path.startswith("/id/"):
            self._answer(json.dumps(self._told(int(parts.path.rpartition("/")[2]))))
        else:
            self._answer("", 404)

    def do_POST(self) -> None:
        self._begin()
        typed = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if parse_qs(typed).get("password") == [self.server.password]:
            self._answer("", 302, {"Set-Cookie": "admin-session=open", "Location": "/admin/"})
        else:
            self._answer(_LOGIN)

    def _begin(self) -> None:
        self.server.requests.append(self.path)
        while self.server.hangs and not self.server.ended.wait(0.05):
            pass

    def _administration(self, query: dict[str, list[str]]) -> str:
        if "admin-session=open" not in self.headers.get("Cookie", ""):
            return _LOGIN
        texts = self.server.texts
        numbers = list(range(1, len(texts) + 1))
        if "comment_search_url" in query:
            numbers = [int(query["comment_search_url"][0].rpartition("-")[2])]
        shown = [
            _COMMENT.format(id=number, text=escape(texts[number - 1]), key=_key(number))
            for number in numbers
            if number <= len(texts)
        ]
        return _PAGE.format(waiting=len(texts), comments="".join(shown))

    def _told(self, number: int) -> dict[str, object]:
        return {
            "id": number,
            "mode": 2,
            "parent": None,
            "author": "Hà",
            "website": None,
            "text": self.server.texts[number - 1],
            "created": 1_790_000_000.5 + number,
        }

    def _answer(self, body: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _key(number: int) -> str:
    """As Isso signs it; only the number in it is looked at."""
    return f"{base64.urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}.signed"


@contextmanager
def tiny_isso() -> Iterator[TinyIsso]:
    server = TinyIsso()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def connect(newsroom: Newsroom, server: TinyIsso) -> None:
    """As somebody connected it in another session."""
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings(server.key, "isso", server.address))
        next_change(connection)
