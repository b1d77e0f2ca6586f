"""A real Isso on loopback: started from its package, written to through its public form."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
import urllib3

from app.domain.comment import Status
from app.sources.isso.site import IssoSite
from app.sources.site import Access, Site
from tests.live.stage import Truth

ISSO = Path(__file__).parents[2] / ".venv" / "live" / "bin" / "isso"
QUICKER = Path(__file__).parent / "isso"
PASSWORD = "mật-khẩu của tòa soạn & <khó>"
ORIGIN = "http://bao.example"
PATIENCE = 30.0
_STATUS = {1: Status.APPROVED, 2: Status.PENDING, 4: Status.REJECTED}
_CONFIG = """
[general]
dbpath = {folder}/comments.db
host = {origin}/
latest-enabled = true
max-age = {max_age}
[admin]
enabled = {admin}
password = {password}
[moderation]
enabled = true
purge-after = 9999d
[server]
listen = http://127.0.0.1:{port}
public-endpoint = http://127.0.0.1:{port}
[guard]
enabled = true
ratelimit = {ratelimit}
direct-reply = 100000
reply-to-self = {reply_to_self}
require-author = true
require-email = {require_email}
"""
_PLAIN = {
    "max_age": "15m",
    "admin": "true",
    "ratelimit": "100000",
    "reply_to_self": "true",
    "require_email": "true",
}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class IssoServer:
    """One Isso in a folder of its own; it may be stopped and started again on the same port."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "comments.db"

    def start(self) -> None:
        values = {**_PLAIN, **self.settings}
        config = self.folder / "isso.cfg"
        config.write_text(
            _CONFIG.format(
                folder=self.folder, port=self.port, origin=ORIGIN, password=PASSWORD, **values
            ),
            encoding="utf-8",
        )
        with (self.folder / "isso.log").open("ab") as log:
            self._process = subprocess.Popen(
                [ISSO, "-c", config, "run"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(QUICKER), "ISSO_TEMPLATES": str(self.folder)},
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        self.stop()
        raise RuntimeError((self.folder / "isso.log").read_text(errors="replace"))

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


@contextmanager
def isso_server(folder: Path, **settings: str) -> Iterator[IssoServer]:
    """An Isso that runs until the block is left; `settings` as named in `_PLAIN`."""
    server = IssoServer(folder, settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class IssoStage:
    """Readers and colleagues of one Isso, and its truth, read from its own database."""

    def __init__(self, server: IssoServer) -> None:
        self.server = server
        self.access = Access(
            key=f"127.0.0.1:{server.port}",
            kind="isso",
            address=server.address,
            secret=PASSWORD,
            reply_name="Tòa soạn & Bạn đọc",
            reply_address="toasoan@bao.example",
        )
        self._http = urllib3.PoolManager()
        self._articles = count(1)

    def close(self) -> None:
        self._http.clear()

    def open(self, access: Access) -> Site:
        return IssoSite(access)

    # --- readers ------------------------------------------------------------------------------

    def article(self) -> str:
        return f"/thoi-su/bai-{next(self._articles)}.html"

    def url_of(self, article: str) -> str:
        return ORIGIN + article

    def title_of(self, article: str) -> str:
        return f"Bài viết về “nước” & 'đất' <{article}>"

    def write(
        self,
        article: str,
        text: str,
        *,
        name: str,
        address: str,
        parent: str | None = None,
        website: str | None = None,
    ) -> str:
        written = self.post(
            article,
            {
                "text": text,
                "author": name,
                "email": address,
                "website": website,
                "parent": int(parent.partition("@")[0]) if parent else None,
                "title": self.title_of(article),
            },
        )
        return external_id(written["id"], written["created"])

    def post(self, article: str, fields: Mapping[str, object]) -> dict[str, object]:
        """What the form in a reader's browser sends."""
        answer = self._http.request(
            "POST",
            f"{self.server.address}/new?uri={quote(article, safe='')}",
            body=json.dumps(fields),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status in (201, 202), (answer.status, answer.data)
        written: dict[str, object] = answer.json()
        return written

    # --- the truth ----------------------------------------------------------------------------

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.server.database, timeout=PATIENCE)) as database:
            return database.execute(sql, values).fetchall()

    def change(self, sql: str, *values: object) -> None:
        """What the server itself writes when a colleague acts; its own SQL, so nothing is sent."""
        with closing(sqlite3.connect(self.server.database, timeout=PATIENCE)) as database, database:
            database.execute(sql, values)

    def truth(self, comment: str) -> Truth | None:
        number, _, created = comment.partition("@")
        for row in self.rows(
            "SELECT mode, text, author, email, parent, created FROM comments WHERE id = ?",
            int(number),
        ):
            mode, text, author, email, parent, told = row
            assert isinstance(mode, int)
            if external_id(number, told) != f"{number}@{created}":
                return None
            above = self.rows("SELECT id, created FROM comments WHERE id = ?", parent)
            return Truth(
                _STATUS[mode],
                str(text),
                unescape(str(author or "")),
                unescape(str(email or "")),
                external_id(*above[0]) if above else None,
            )
        return None

    def answers(self, article: str) -> int:
        [(number,)] = self.rows(
            "SELECT count(*) FROM comments JOIN threads ON threads.id = tid WHERE uri = ?", article
        )
        assert isinstance(number, int)
        return number

    # --- colleagues ---------------------------------------------------------------------------

    def approve(self, comment: str) -> None:
        self.change("UPDATE comments SET mode = 1 WHERE id = ? AND mode = 2", _number(comment))

    def edit(self, comment: str, text: str) -> None:
        self.change("UPDATE comments SET text = ? WHERE id = ?", text, _number(comment))

    def destroy(self, comment: str) -> None:
        self.change("DELETE FROM comments WHERE id = ?", _number(comment))


def external_id(number: object, created: object) -> str:
    assert isinstance(created, float)
    return f"{number}@{round(created * 1_000_000)}"


def _number(comment: str) -> int:
    return int(comment.partition("@")[0])


@pytest.fixture(scope="session")
def isso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IssoServer]:
    """The Isso that tests share, each with articles of its own."""
    with isso_server(tmp_path_factory.mktemp("isso")) as server:
        yield server


@pytest.fixture(scope="session")
def isso_stage(isso: IssoServer) -> Iterator[IssoStage]:
    stage = IssoStage(isso)
    yield stage
    stage.close()


@pytest.fixture
def own_isso_stage(tmp_path: Path) -> Iterator[IssoStage]:
    """Of an Isso that no other test has written to: ids begin at 1."""
    with isso_server(tmp_path) as server:
        stage = IssoStage(server)
        yield stage
        stage.close()
