"""`export` from the command line, as a person and as a machine types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.commands.line import main
from app.services.opening import open_newsroom
from tests.app.desk_newsroom import APPROVE, decide, some

Run = Callable[..., int]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    newsroom = open_newsroom(path, "An")
    ids = some(newsroom, 3)
    decide(newsroom, ids[0], APPROVE)
    newsroom.store.close()
    return path


@pytest.fixture
def run(database: Path) -> Run:
    def run(*arguments: object) -> int:
        argv = ["--database", str(database), "export", *map(str, arguments)]
        return main(argv, lambda *_: pytest.fail("the desk was opened"))

    return run


def test_a_machine_is_told_what_was_written(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert run(out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "path": str(out),
        "format": "jsonl",
        "comments": 3,
        "articles": 1,
        "mended": 0,
    }
    assert len(out.read_bytes().splitlines()) == 3


def test_a_file_that_is_there_is_kept_until_it_is_said_otherwise(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xml"
    out.write_text("older")
    assert run(out) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert out.read_text() == "older"
    assert run(out, "--overwrite", "--status", "pending,spam") == 0
    assert out.read_text(encoding="utf-8").count("<wp:comment>") == 2


def test_isso_is_given_what_is_published_unless_all_is_asked_for(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "a.json", "--json") == 0
    assert json.loads(capsys.readouterr().out)["comments"] == 1
    assert run(tmp_path / "b", "--format", "isso-json", "--status", "approved,pending") == 0
    assert "publishes every comment" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out.csv",), "must end in"),
        (("out.jsonl", "--source", "none"), "no source “none”"),
        (("out.jsonl", "--article", "https://bao.vn/x"), "no article"),
        (("out.jsonl", "--since", "hôm qua"), "no ISO 8601 time"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    name, *more = arguments
    assert run(tmp_path / name, *more) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_an_unknown_status_is_no_status(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path / "out.jsonl", "--status", "pending,lost")


def test_a_day_is_a_whole_day(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for until, number in (("2026-11-20", 0), ("2026-11-22", 3)):
        out = tmp_path / f"{until}.jsonl"
        assert run(out, "--since", "2026-11-20", "--until", until, "--json") == 0
        assert json.loads(capsys.readouterr().out)["comments"] == number
