"""`main.py intake` as it is typed: tokens, what it says, how it ends, what it refuses."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.commands import intake_command
from app.intake.settings import COST, Settings
from app.services.intake import holder_of
from app.services.opening import open_newsroom
from app.storage.store import open_store
from tests.app.commands.test_line import Typed
from tests.app.intake.reader import Reader, open_article

ROOT = Path(__file__).parents[3]


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(tmp_path / "desk.db", capsys)


def test_a_token_is_told_once_listed_and_revoked(typed: Typed) -> None:
    told = typed.json("intake", "--new-token", "hệ thống cũ")
    token = str(told["token"])
    assert len(token) >= 40
    assert token.encode() not in typed.database.read_bytes()
    [listed] = typed.json("intake", "--tokens")["tokens"]
    assert listed["name"] == "hệ thống cũ"
    assert typed("intake", "--new-token", "hệ thống cũ") == 2
    assert "hệ thống cũ" in typed.err
    with closing(open_store(typed.database)) as store:
        newsroom = SimpleNamespace(store=store)
        assert holder_of(newsroom, token) == "hệ thống cũ"
        assert holder_of(newsroom, token[:-1]) is None
    assert typed.json("intake", "--revoke", "hệ thống cũ") == {"revoked": "hệ thống cũ"}
    assert typed("intake", "--revoke", "hệ thống cũ") == 2
    assert typed.json("intake", "--tokens") == {"tokens": []}


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a" * 101])
def test_a_token_needs_a_name(typed: Typed, name: str) -> None:
    assert typed("intake", "--new-token", name) == 2
    assert typed.err.count("\n") == 1


def test_what_cannot_be_served_is_refused_in_words(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert typed("intake", "--port", str(port)) == 2
        assert f"Port {port} is used" in typed.err
    assert typed("intake", "--origin", "bao.example") == 2
    assert "bao.example" in typed.err
    assert typed("intake", "--host", "no-such-host.invalid") == 2
    assert typed("intake", "--demo") == 2
    assert "--database" in typed.err
    monkeypatch.setattr(intake_command, "LIBRARIES", ("starlette", "no_such_library"))
    assert typed("intake") == 2
    assert "no_such_library" in typed.err


@pytest.mark.parametrize("option", [("--port", "70000"), ("--port", "x"), ("--cost", "0")])
def test_a_bad_option_is_refused(
    typed: Typed, capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        typed("intake", *option)
    assert ended.value.code == 2
    assert option[0] in capsys.readouterr().err


def test_the_cost_is_the_same_in_the_command_and_the_service() -> None:
    assert intake_command.COST == COST == Settings().cost


@contextmanager
def running(*words: str | Path) -> Iterator[tuple[subprocess.Popen[str], Reader]]:
    """The program itself, serving on a free port."""
    command = [sys.executable, ROOT / "main.py", "intake", "--port", "0", "--json", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=os.environ
    ) as program:
        try:
            assert program.stdout is not None
            told = json.loads(program.stdout.readline())
            service = SimpleNamespace(settings=SimpleNamespace(address=told["address"]))
            reader = Reader(service)
            yield program, reader
            reader.close()
        finally:
            program.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_when_it_is_asked_to(typed: Typed, how: signal.Signals) -> None:
    newsroom = open_newsroom(typed.database, "An")
    open_article(newsroom)
    newsroom.store.close()
    with running("--database", typed.database, "--cost", "1") as (program, reader):
        assert reader.get("/health").json == {"ok": True}
        assert reader.post().status == 202
        program.send_signal(how)
        out, err = program.communicate(timeout=30)
    assert (program.returncode, out, err) == (0, "", "")
    assert typed.json("status")["pending"] == 1


def test_the_sample_page_is_served_and_leaves_nothing(tmp_path: Path) -> None:
    with running("--demo", "--cost", "1") as (program, reader):
        page = reader.get("/")
        assert page.status == 200
        assert b"loi-binh.js" in page.body
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        program.send_signal(signal.SIGTERM)
        _, err = program.communicate(timeout=30)
    assert (program.returncode, err) == (0, "")


def test_fetching_needs_to_know_from_where(typed: Typed) -> None:
    assert typed("intake", "--fetch") == 2
    assert "--origin" in typed.err
