"""`export-log` and `verify-log` as they are typed: what they write, say and answer."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.commands.console import DONE, DONE_BUT, UNUSABLE, Console, in_words
from app.commands.log_commands import add_log_commands
from app.domain import moment
from app.domain.errors import CancelledError, PartlyDoneError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom
from tests.app.log_newsroom import newsroom_at, some_decisions, tamper


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Typed:
    """Types commands and keeps what came back."""

    def __init__(self, database: Path) -> None:
        self._parser = argparse.ArgumentParser()
        commands = self._parser.add_subparsers()
        add_log_commands(lambda name, words: commands.add_parser(name, help=words))
        self._database = database
        self.out, self.err = io.StringIO(), io.StringIO()

    def __call__(self, *words: str, as_json: bool = False) -> int:
        self.out, self.err = io.StringIO(), io.StringIO()
        args = self._parser.parse_args(words)
        args.database = str(self._database)
        code: int = in_words(args.run)(args, Console("en", self.out, self.err, as_json=as_json))
        return code

    def answer(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out.getvalue())
        return found


@pytest.fixture
def typed(newsroom: Newsroom) -> Typed:
    return Typed(newsroom.store.path)


def test_export_writes_and_says_the_head(typed: Typed, tmp_path: Path) -> None:
    assert typed("export-log", str(tmp_path / "log.csv")) == DONE
    assert typed.out.getvalue().startswith(f"Wrote 8 entries to {tmp_path}/log.csv\nChain head: ")
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbfsequence,")
    assert typed("export-log", str(tmp_path / "log.jsonl"), "--redact", as_json=True) == DONE
    assert typed.answer()["rows"] == 8
    assert typed.err.getvalue() == ""


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (["--moderator", "Bình"], 8),
        (["--moderator", "Nam"], 0),
        (["--action", "note"], 1),
        (["--article", "cau nam song"], 4),
        (["--since", "2026-11-21"], 8),
        (["--until", "2026-11-21"], 8),
        (["--until", "2026-11-20"], 0),
        (["--since", "2026-11-22"], 0),
        (["--since", "2026-11-21T01:00:02Z", "--until", "2026-11-21T01:00:04+00:00"], 2),
    ],
)
def test_export_filters(typed: Typed, tmp_path: Path, words: list[str], rows: int) -> None:
    assert typed("export-log", str(tmp_path / "log.jsonl"), *words, as_json=True) == DONE
    assert typed.answer()["rows"] == rows


def test_a_time_without_an_offset_is_the_newsrooms_own(
    typed: Typed, newsroom: Newsroom, tmp_path: Path
) -> None:
    first = moment.to_datetime(newsroom.clock()).astimezone()
    day = datetime(first.year, first.month, first.day, 23, 59, 59)  # noqa: DTZ001 - local
    code = typed("export-log", str(tmp_path / "log.csv"), "--since", day.isoformat(), as_json=True)
    assert (code, typed.answer()["rows"]) == (DONE, 0)


@pytest.mark.parametrize("when", ["gestern", "2026-13-01", "9999-12-31"])
def test_times_that_are_none_are_refused(typed: Typed, tmp_path: Path, when: str) -> None:
    assert typed("export-log", str(tmp_path / "log.csv"), "--until", when) == UNUSABLE
    assert "ISO 8601" in typed.err.getvalue()
    assert not (tmp_path / "log.csv").exists()


def test_unusable_places_end_in_words(typed: Typed, tmp_path: Path) -> None:
    assert typed("export-log", str(tmp_path / "log.pdf"), as_json=True) == UNUSABLE
    assert "error" in typed.answer()
    assert typed("export-log", str(tmp_path / "none" / "log.csv")) == UNUSABLE
    assert "There is no folder" in typed.err.getvalue()


def test_no_database_is_made_by_asking(tmp_path: Path) -> None:
    typed = Typed(tmp_path / "none.db")
    assert typed("verify-log") == UNUSABLE
    assert typed("export-log", str(tmp_path / "log.csv")) == UNUSABLE
    assert list(tmp_path.iterdir()) == []


def test_verify_a_whole_chain(typed: Typed) -> None:
    assert typed("verify-log") == DONE
    assert typed.out.getvalue().startswith("The chain is whole: 8 entries, its head is sequence 8")
    assert typed("verify-log", as_json=True) == DONE
    assert typed.answer()["whole"] is True


def test_verify_lists_what_does_not_fit(typed: Typed, newsroom: Newsroom) -> None:
    tamper(newsroom, "UPDATE log_entry SET moderator = 'Nam' WHERE sequence = 3")
    assert typed("verify-log") == DONE_BUT
    assert typed.err.getvalue() == "Entry 3 was changed, or added by hand.\n"
    assert typed.out.getvalue() == "1 problems among 8 entries.\n"
    assert typed("verify-log", as_json=True) == DONE_BUT
    assert typed.answer()["problems"] == [
        {"sequence": 3, "words": "Entry 3 was changed, or added by hand."}
    ]


def test_verify_says_how_much_it_does_not_list(
    typed: Typed, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.domain.chain.MOST_PROBLEMS", 2)
    tamper(newsroom, "UPDATE log_value SET text = 'x'")
    assert typed("verify-log") == DONE_BUT
    assert typed.err.getvalue().endswith("… and 6 more.\n")


def test_verify_a_file_with_and_without_its_database(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    typed("export-log", str(path))
    assert typed("verify-log", str(path)) == DONE
    assert "not compared" not in typed.out.getvalue()
    alone = Typed(tmp_path / "none.db")
    assert alone("verify-log", str(path)) == DONE
    assert "not compared with a database" in alone.out.getvalue()
    path.write_bytes(path.read_bytes().replace("Bình".encode(), b"Nam"))
    assert alone("verify-log", str(path)) == DONE_BUT
    assert alone("verify-log", str(tmp_path / "none.csv")) == UNUSABLE


def _work(steps: int) -> LongWork[str]:
    for step in range(steps):
        yield Progress(step, steps)
    return "done"


def _stopped() -> LongWork[str]:
    yield Progress(1)
    raise KeyboardInterrupt


def test_progress_shows_on_a_terminal_only() -> None:
    watched, silent = Terminal(), io.StringIO()
    title = Words("Việc", "Work")
    assert Console("vi", io.StringIO(), watched).progress(_work(3), title) == "done"
    assert "Việc" in watched.getvalue()
    assert Console("vi", io.StringIO(), silent).progress(_work(3), title) == "done"
    assert silent.getvalue() == ""
    watched.truncate(0)
    Console("vi", io.StringIO(), watched, as_json=True).progress(_work(3), title)
    assert "Việc" not in watched.getvalue()


def test_an_interrupt_stops_in_words() -> None:
    with pytest.raises(CancelledError, match="Stopped"):
        Console("vi", io.StringIO(), io.StringIO()).progress(_stopped(), Words("", ""))


def _asked_to_stop_between_two_steps() -> LongWork[str]:
    try:
        yield Progress(1)
    except KeyboardInterrupt:
        raise PartlyDoneError(Words("Giữ 1.", "1 kept.")) from None
    return "done"


def test_work_that_keeps_something_says_so_when_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(_: argparse.Namespace, console: Console) -> int:
        console.progress(_asked_to_stop_between_two_steps(), Words("", ""))
        return DONE

    def interrupted(bar: object, n: float = 1) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.console.tqdm.update", interrupted)
    console = Console("en", io.StringIO(), io.StringIO())
    assert in_words(run)(argparse.Namespace(), console) == DONE_BUT
    assert console.err.getvalue() == "1 kept.\n"


def test_a_terminal_never_gets_a_strangers_control_characters() -> None:
    console = Console("en", io.StringIO(), io.StringIO())
    console.say(Words("", "a\x1b[31mb"))
    assert "\x1b" not in console.out.getvalue()
