"""A stand-in for Isso 0.14 on loopback: the answers a client sees, and ids that are used again.

The real one is asked in tests/live; this one lets `make test` do without it, and can be made to
answer wrongly.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

DATA = Path(__file__).parent / "data"
PASSWORD = "mật khẩu"
ORIGIN = "http://bao.example"
TITLE = "Bài viết"
_MODES = {1: "valid", 2: "pending", 4: "staled"}
_FRAME = (DATA / "nothing.html").read_text(encoding="utf-8")
_BLOCK = """<div class='isso-comment' id='isso-{id}'>
    <div class='isso-text-wrapper'>
      <div class='isso-comment-header'>
          <div>Thread: {title} (<a href="{uri}">{uri}</a>)</div><br />
          <span class='isso-author' id="isso-author-{id}">{author}</span>
          (<span id="isso-email-{id}">{email}</span> <a href="mailto:{email}">mailto</a>)
          <span id="isso-website-{id}"></span>
        <time>{time}</time>
        <span class='note'>
            <span class="label label-{mode}">…</span>
        </span>
      </div>
      <div class='isso-text'>
        <pre id="isso-text-{id}">{text}</pre>
      </div>
        <a id="send-edit-btn-{id}" onClick="javascript:send_edit({id}, '{key}','http://x')">Send</a>
    </div>
</div>
"""


@dataclass(slots=True)
class Row:
    id: int
    created: float
    parent: int | None
    mode: int
    uri: str
    text: str
    author: str
    email: str
    website: str | None = None

    @property
    def external_id(self) -> str:
        return f"{self.id}@{round(self.created * 1_000_000)}"


@dataclass(slots=True)
class StandIn:
    """What it has, what it was asked, and `instead`: what to answer in place of the true answer."""

    rows: dict[int, Row] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    instead: Callable[[str, str], tuple[int, bytes] | None] = lambda method, path: None
    now: float = 1_700_000_000.0
    address: str = ""

    def write(
        self, text: str, uri: str = "/bai.html", parent: int | None = None, **more: object
    ) -> Row:
        """As Isso takes a comment: the id after the highest one, answers on one level."""
        self.now += 0.25
        above = self.rows.get(parent or 0)
        if above is not None and above.parent in self.rows:
            above = self.rows[above.parent or 0]
        number = max(self.rows, default=0) + 1
        row = Row(
            number, self.now, above.id if above else None, 2, uri, text, "Ánh", "anh@x.example"
        )
        for name, value in more.items():
            setattr(row, name, value)
        self.rows[number] = row
        return row

    def delete(self, number: int) -> None:
        if any(row.parent == number for row in self.rows.values()):
            self.rows[number].mode, self.rows[number].text, self.rows[number].author = 4, "", ""
        else:
            del self.rows[number]
            answered = {row.parent for row in self.rows.values()}
            for row in [row for row in self.rows.values() if row.mode == 4]:
                if row.id not in answered:
                    del self.rows[row.id]

    # --- what it answers ----------------------------------------------------------------------

    def answer(self, method: str, path: str, cookie: str, body: bytes) -> tuple[int, bytes]:
        self.asked.append(f"{method} {path}")
        if (instead := self.instead(method, path)) is not None:
            return instead
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match [step for step in parts.path.split("/") if step]:
            case ["info"]:
                return 200, (DATA / "info.json").read_bytes()
            case ["login"]:
                return self._login(body)
            case ["admin"]:
                return 200, self._admin(query, cookie).encode()
            case ["id", number]:
                return self._view(int(number), cookie)
            case ["id", _, action, key]:
                return self._moderate(action, key, body)
            case ["new"]:
                return self._new(query["uri"], json.loads(body))
            case []:
                listed = [
                    self._json(row)
                    for row in self.rows.values()
                    if str(row.parent) == query["parent"] and row.mode == 1
                ]
                return 200, json.dumps({"replies": listed}).encode()
        return 404, b"<title>404 Not Found</title>"

    def _login(self, body: bytes) -> tuple[int, bytes]:
        if parse_qs(body.decode())["password"] != [PASSWORD]:
            return 200, (DATA / "login.html").read_bytes()
        self.sessions.append(f"phien-{len(self.asked)}")
        return 302, b""

    def _admin(self, query: dict[str, str], cookie: str) -> str:
        if cookie.removeprefix("admin-session=") not in self.sessions:
            return (DATA / "login.html").read_text(encoding="utf-8")
        waiting = [row for row in self.rows.values() if row.mode == 2]
        if url := query.get("comment_search_url"):
            number = int(url.rpartition("-")[2])
            rows = [self.rows[number]] if number in self.rows else []
        else:
            waiting.sort(key=lambda row: (row.parent is not None, row.created))
            rows = waiting[100 * int(query["page"]) :][:100]
        blocks = "".join(map(self._block, rows))
        frame = _FRAME.replace("Pending (3)", f"Pending ({len(waiting)})")
        return frame.replace('<div id="isso-root">', '<div id="isso-root">' + blocks)

    def _block(self, row: Row) -> str:
        return _BLOCK.format(
            id=row.id,
            title=TITLE,
            uri=escape(row.uri),
            author=escape(escape(row.author, quote=False) or "Anonymous"),
            email=escape(escape(row.email, quote=False)),
            time=f"{int(row.created) // 60}",
            mode=_MODES[row.mode],
            text=escape(row.text),
            key=key_of(row.id),
        )

    def _json(self, row: Row) -> dict[str, object]:
        return {
            "id": row.id,
            "parent": row.parent,
            "created": row.created,
            "mode": row.mode,
            "text": row.text,
            "author": escape(row.author, quote=False) or None,
            "website": row.website,
        }

    def _view(self, number: int, cookie: str) -> tuple[int, bytes]:
        if number not in self.rows:
            return 404, b'{"message": "404 Not Found: nothing"}'
        if cookie != f"{number}={key_of(number)}":
            return 403, b'{"message": "403 Forbidden: no"}'
        return 200, json.dumps(self._json(self.rows[number])).encode()

    def _moderate(self, action: str, key: str, body: bytes) -> tuple[int, bytes]:
        number = int(base64.urlsafe_b64decode(key.partition(".")[0] + "=="))
        if number not in self.rows:
            return 404, b'{"message": "404 Not Found: nothing"}'
        row = self.rows[number]
        if action == "edit":
            row.text = json.loads(body)["text"]
            return 200, json.dumps(self._json(row)).encode()
        if action == "delete":
            self.delete(number)
            return 200, b"Comment has been deleted"
        if row.mode == 1:
            return 200, b"Already activated"
        row.mode = 1 if row.mode == 2 else row.mode
        return 200, b"Comment has been activated"

    def _new(self, uri: str, fields: dict[str, Any]) -> tuple[int, bytes]:
        row = self.write(
            fields["text"],
            uri,
            fields["parent"],
            author=fields["author"] or "",
            email=fields["email"] or "",
            website=fields["website"],
        )
        return 202, json.dumps(self._json(row)).encode()


def key_of(number: int) -> str:
    payload = base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")
    return f"{payload}.awN31g.chu-ky-bi-mat"


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """One that answers until the block is left."""
    isso = StandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one piece

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"] or 0)))

        def _answer(self, body: bytes) -> None:
            cookie = self.headers["Cookie"] or ""
            status, answer = isso.answer(self.command, self.path, cookie, body)
            self.send_response(status)
            if status == 302:
                self.send_header("Set-Cookie", "sticky=1; Path=/")
                session = isso.sessions[-1]
                self.send_header("Set-Cookie", f"admin-session={session}; Path=/; HttpOnly")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *values: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    isso.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield isso
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
