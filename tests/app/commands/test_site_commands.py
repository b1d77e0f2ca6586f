"""`connect` and `sync` as a script or a service types them, beside a server on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.commands.site_commands import VARIABLE, variable_of
from app.domain import moment
from app.domain.site import ConnectedSite, SiteSettings
from app.services import sites
from app.services.opening import open_newsroom
from app.storage import sites as site_rows
from tests.app.commands.test_line import Typed
from tests.app.services import keyrings
from tests.app.services.tiny_isso import PASSWORD, TinyIsso, tiny_isso

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(tmp_path / "desk.db", capsys)


@pytest.fixture
def server() -> Iterator[TinyIsso]:
    with tiny_isso() as server:
        yield server


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(VARIABLE):
            monkeypatch.delenv(name)


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A system with a keyring, and what is in it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{keyrings.__name__}.Good")
    keyrings.Good.kept.clear()
    yield keyrings.Good.kept
    keyrings.Good.kept.clear()


def connected(typed: Typed) -> tuple[ConnectedSite, ...]:
    newsroom = open_newsroom(typed.database)
    try:
        return sites.connected(newsroom)
    finally:
        newsroom.store.close()


def connect_as(typed: Typed, key: str, server: TinyIsso) -> None:
    """Let the newsroom know a site of this key that is really the server."""
    newsroom = open_newsroom(typed.database)
    with newsroom.store.writing() as connection:
        site_rows.connect(connection, SiteSettings(key, "isso", server.address))
    newsroom.store.close()


# connecting


def test_a_site_is_found_tested_and_kept(
    typed: Typed, server: TinyIsso, keyring: dict[tuple[str, str], str], password: None
) -> None:
    server.texts.append("Cầu đẹp lắm.")
    words = ("--reply-name", "Tòa soạn", "--reply-email", "ban@bao.vn", "--keeps", "30")
    assert typed.json("connect", server.key, *words) == {
        "key": server.key,
        "kind": "isso",
        "address": server.address,
        "software": "Isso 0.14.0",
        "account": "",
        "waiting": 1,
        "secret_kept": True,
    }
    assert list(keyring.values()) == [PASSWORD]
    [site] = connected(typed)
    assert site.settings == SiteSettings(
        server.key, "isso", server.address, "", "Tòa soạn", "ban@bao.vn", 30 * moment.DAY
    )


def test_in_words_it_says_what_it_found_and_that_the_password_is_not_kept(
    typed: Typed, server: TinyIsso, password: None
) -> None:
    assert typed("connect", server.address) == 0
    assert f"Found isso at {server.address}" in typed.out
    assert "Isso 0.14.0 · 0 comments wait" in typed.out
    assert f"sync needs the variable {variable_of(server.key)}" in typed.err
    assert typed.json("connect", server.address)["secret_kept"] is False


def test_connected_again_it_keeps_what_is_not_typed_anew(
    typed: Typed,
    server: TinyIsso,
    keyring: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    typed("connect", server.key, "--reply-name", "Tòa soạn", "--keeps", "30")
    monkeypatch.delenv(VARIABLE)
    assert typed("connect", server.key, "--reply-email", "ban@bao.vn", "--keeps", "0") == 0
    [site] = connected(typed)
    assert site.settings.reply_name == "Tòa soạn"
    assert site.settings.reply_address == "ban@bao.vn"
    assert site.settings.purge_after == 0
    assert list(keyring.values()) == [PASSWORD]


def test_what_does_not_work_leaves_nothing_behind(
    typed: Typed, server: TinyIsso, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed("connect", server.key) == 2
    assert f"put it into the variable {VARIABLE}" in typed.err
    monkeypatch.setenv(VARIABLE, "a wrong one")
    answer = typed.json("connect", server.key, code=2)
    assert "does not accept the administration's password" in str(answer["error"])
    server.shutdown()
    server.server_close()
    assert typed("connect", server.key) == 2
    assert "Neither WordPress nor Isso answers" in typed.err
    assert not typed.database.exists()


def test_a_site_is_disconnected_by_its_key_or_its_address(
    typed: Typed, server: TinyIsso, keyring: dict[tuple[str, str], str], password: None
) -> None:
    typed("connect", server.key)
    assert typed("connect", "other.vn", "--disconnect") == 2
    assert f"Connected are: {server.key}" in typed.err
    assert typed.json("connect", server.key.upper(), "--disconnect") == {"disconnected": server.key}
    assert not connected(typed)
    assert not keyring
    typed("connect", server.key)
    assert typed("connect", f"{server.address}/", "--disconnect") == 0
    assert typed("connect", server.address, "--disconnect") == 2
    assert "No site is connected yet" in typed.err


# one round


def test_one_round_fetches_what_is_new(typed: Typed, server: TinyIsso, password: None) -> None:
    typed("connect", server.key)
    server.texts += ["Cầu đẹp lắm.", "Sao lâu thế?"]
    told = {"site": server.key, "added": 2, "updated": 0, "sent": 0, "failed": 0, "problem": None}
    assert typed.json("sync", "--once") == {"sites": [told | {"elsewhere": False}]}
    assert typed("sync", "--once") == 0
    assert f"{server.key}: added 0, updated 0, sent 0, failed 0" in typed.out
    assert typed.json("status")["pending"] == 2


def test_one_round_beside_an_open_desk_says_who_does_the_work(
    typed: Typed, server: TinyIsso, password: None
) -> None:
    typed("connect", server.key)
    server.texts.append("Cầu đẹp lắm.")
    newsroom = open_newsroom(typed.database)
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        assert site_rows.take(connection, 1, "a desk", now, now + 5 * moment.MINUTE)
    newsroom.store.close()
    assert typed("sync", "--once") == 0
    assert f"{server.key}: the desk or another program is fetching and sending" in typed.out
    [told] = typed.json("sync", "--once")["sites"]
    assert (told["elsewhere"], told["added"], told["problem"]) == (True, 0, None)


def test_status_tells_of_sites(typed: Typed, server: TinyIsso, password: None) -> None:
    typed("connect", server.key)
    assert typed("status") == 0
    assert f"{server.key}: never fetched yet" in typed.out
    typed("sync", "--once")
    [told] = typed.json("status")["sites"]
    assert told["pulled_at"] is not None
    assert {name: told[name] for name in ("key", "kind", "address", "problem")} == {
        "key": server.key,
        "kind": "isso",
        "address": server.address,
        "problem": None,
    }
    assert typed("status") == 0
    assert f"{server.key}: last fetched" in typed.out


def test_a_problem_is_told_and_the_exit_code_says_so(
    typed: Typed, server: TinyIsso, password: None
) -> None:
    typed("connect", server.key)
    server.password = "another"
    answer = typed.json("sync", "--once", code=3)
    [told] = answer["sites"]
    assert "does not accept" in told["problem"]
    typed("status")
    assert "does not accept" in typed.err


def test_without_a_site_or_a_password_nothing_is_begun(
    typed: Typed, server: TinyIsso, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_newsroom(typed.database).store.close()
    assert typed("sync", "--once") == 2
    assert "No site is connected yet" in typed.err
    connect_as(typed, server.key, server)
    assert typed("sync") == 2
    assert variable_of(server.key) in typed.err
    monkeypatch.setenv(variable_of(server.key), PASSWORD)
    assert typed("sync", "--once") == 0


def test_a_password_is_never_shown_to_another_site(
    typed: Typed, server: TinyIsso, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tiny_isso() as other:
        connect_as(typed, "bao.vn", server)
        connect_as(typed, "bao-vn", other)
        monkeypatch.setenv(VARIABLE, PASSWORD)
        monkeypatch.setenv("LOI_BINH_SECRET_BAO_VN", PASSWORD)
        assert typed("sync", "--once") == 2
        connect_as(typed, "tin.vn", other)
        monkeypatch.setenv("LOI_BINH_SECRET_TIN_VN", PASSWORD)
        answer = typed.json("sync", "--once", code=3)
        assert [told["site"] for told in answer["sites"]] == ["tin.vn"]
        assert not server.requests
        assert other.asked("/login/") == 1


# programs of their own


class Program:
    """`main.py` on its own, as a service runs it."""

    def __init__(self, database: Path, *words: str, stdin: int = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "main.py", *words, "--database", database],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def read_until(self, sign: str) -> str:
        """What it says, line by line, up to one with this in it."""
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if sign in line:
                return said
        raise AssertionError(said)

    def end(self, number: int) -> tuple[int, str, float]:
        """Its exit code, what else it said, and how long it took to end."""
        began = time.monotonic()
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said, time.monotonic() - began


@contextmanager
def program(database: Path, *words: str, stdin: int = subprocess.DEVNULL) -> Iterator[Program]:
    started = Program(database, *words, stdin=stdin)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="there a program is ended otherwise")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_until_it_is_told_to_end(
    typed: Typed, server: TinyIsso, password: None, number: int
) -> None:
    typed("connect", server.key)
    server.texts.append("Cầu đẹp lắm.")
    with program(typed.database, "sync", "--json") as running:
        [told] = map(json.loads, running.read_until("added").splitlines())
        assert (told["site"], told["added"], told["problem"]) == (server.key, 1, None)
        code, said, seconds = running.end(number)
    assert (code, said) == (0, "")
    assert seconds < 5
    server.texts.append("Sao lâu thế?")
    assert typed.json("sync", "--once")["sites"][0]["added"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there a program is ended otherwise")
@pytest.mark.parametrize(("words", "code"), [((), 0), (("--once",), 3)])
def test_it_ends_though_a_site_does_not_answer(
    typed: Typed, server: TinyIsso, password: None, words: tuple[str, ...], code: int
) -> None:
    typed("connect", server.key)
    asked, server.hangs = len(server.requests), True
    with program(typed.database, "sync", *words) as running:
        until(lambda: len(server.requests) > asked)
        ended, said, seconds = running.end(signal.SIGTERM)
    assert ended == code
    assert "Stopped, as asked; what was fetched and sent is kept." in said
    assert seconds < 5
    server.hangs = False
    assert typed("sync", "--once") == 0


def test_a_problem_is_told_once(typed: Typed, server: TinyIsso, password: None) -> None:
    typed("connect", server.key)
    server.password, before = "another", server.asked("/login/")
    with program(typed.database, "sync") as running:
        until(lambda: server.asked("/login/") >= before + 2)
        server.password = PASSWORD
        said = running.read_until("all is well again")
    assert said.count("does not accept") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_it_asks_for_the_password(typed: Typed, server: TinyIsso) -> None:
    connect_as(typed, server.key, server)
    server.texts.append("Cầu đẹp lắm.")
    here, there = os.openpty()
    try:
        with program(typed.database, "sync", "--once", stdin=there) as running:
            assert running.process.stdout is not None
            assert "password" in running.process.stdout.read(
                len(f"{server.key}: mật khẩu / password")
            )
            os.write(here, f"{PASSWORD}\n".encode())
            assert "added 1" in running.read_until("added")
    finally:
        os.close(here)
        os.close(there)
