"""What a test says a WordPress answers, on a loopback port: the edge of the world, nothing more."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    data: Any


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: JSON, unless `body` is bytes."""

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Standin:
    """Answers every request by one function, and keeps what it was asked."""

    answer: Callable[[Asked], Said] = field(repr=False)
    port: int = 0
    asked: list[Asked] = field(default_factory=list, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def standing_in(answer: Callable[[Asked], Said]) -> Iterator[Standin]:
    standin = Standin(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_DELETE(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = urlsplit(self.path)
            asked = Asked(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                dict(self.headers),
                json.loads(body) if body else None,
            )
            standin.asked.append(asked)
            said = standin.answer(asked)
            sent = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(sent)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = False

    with Server(("127.0.0.1", 0), Handler) as server:
        standin.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield standin
        finally:
            server.shutdown()
            thread.join()


def comment(number: int, **more: object) -> dict[str, Any]:
    """A comment as WordPress tells it with `context=edit`."""
    told: dict[str, Any] = {
        "id": number,
        "post": 7,
        "parent": 0,
        "author": 0,
        "author_name": "Nguyễn Văn An",
        "author_email": "an@vi.example",
        "author_url": "",
        "author_ip": "203.0.113.9",
        "author_user_agent": "Mozilla/5.0",
        "date": "2026-05-01T17:00:00",
        "date_gmt": "2026-05-01T10:00:00",
        "content": {"raw": f"Lời bình {number}", "rendered": f"<p>Lời bình {number}</p>"},
        "status": "hold",
        "type": "comment",
    }
    if "text" in more:
        more["content"] = {"raw": more.pop("text"), "rendered": ""}
    return told | more


ARTICLE = {
    "id": 7,
    "link": "https://bao.example/bai-7/",
    "title": {"raw": "Bài <em>bảy</em> &amp; tám", "rendered": "Bài"},
    "date": "2026-04-30T17:00:00",
    "date_gmt": "2026-04-30T10:00:00",
    "excerpt": {"raw": "Mở đầu."},
    "content": {"raw": "<p>Một</p><p>Hai</p>"},
    "author": 3,
    "categories": [5, 6],
}
