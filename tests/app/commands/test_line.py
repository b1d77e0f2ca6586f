"""The commands as a script types them: JSON for a machine, words for a person, exit codes."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.commands.line import language, main

ROOT = Path(__file__).parents[3]
EXPORT = Path(__file__).parents[1] / "sources" / "wordpress" / "data" / "newsroom.wordpress.xml"
ROW = {
    "id": "1",
    "article_url": "https://bao.vn/cau.html",
    "article_title": "Cầu Nam Sông",
    "name": "Trần Thu Hà",
    "email": "ha@gmail.com",
    "text": "Cầu đẹp lắm, cảm ơn phóng viên.",
}


class Typed:
    """Types commands on one database and keeps what came back."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str | Path) -> int:
        code = main([*map(str, words), "--database", str(self.database)], _no_desk)
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *words: str | Path, code: int = 0) -> dict[str, object]:
        assert self(*words, "--json") == code, self.err
        answer: dict[str, object] = json.loads(self.out)
        return answer


def _no_desk(database: str, demo: bool) -> int:
    raise AssertionError("a command opened the desk")


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(tmp_path / "desk.db", capsys)


def lines(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return lines(tmp_path / "in.jsonl", ROW, ROW | {"id": "2", "parent_id": "1"})


def test_import_answers_as_the_design_says(typed: Typed, file: Path) -> None:
    assert typed.json("import", file) == {
        "format": "jsonl",
        "read": 2,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "articles": 1,
        "reject_file": None,
    }
    again = typed.json("import", file)
    assert (again["added"], again["unchanged"], again["articles"]) == (0, 2, 0)


def test_status_answers_as_the_design_says(typed: Typed, file: Path) -> None:
    typed("import", file)
    assert typed.json("status") == {
        "pending": 2,
        "approved": 0,
        "rejected": 0,
        "spam": 0,
        "articles": 1,
        "writers": 1,
        "log_entries": 0,
        "deliveries_waiting": 0,
        "deliveries_failed": 0,
        "sites": [],
    }
    assert typed("status") == 0
    assert "Pending 2" in typed.out
    assert "Never backed up" in typed.out


def test_a_dry_run_writes_nothing_not_even_a_database(typed: Typed, file: Path) -> None:
    answer = typed.json("import", file, "--dry-run")
    assert answer["added"] == 2
    assert not typed.database.exists()
    typed("import", file)
    newer = lines(file, ROW, ROW | {"id": "3"})
    assert typed.json("import", newer, "--dry-run")["added"] == 1
    assert typed.json("status")["pending"] == 2


def test_rows_that_cannot_be_used_are_listed_and_the_rest_is_done(
    typed: Typed, tmp_path: Path
) -> None:
    path = lines(tmp_path / "in.jsonl", ROW, ROW | {"id": "2", "text": ""}, ROW | {"id": "3"})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "4", "te')
    answer = typed.json("import", path, code=3)
    assert (answer["read"], answer["added"], answer["rejected"]) == (4, 2, 2)
    listed = Path(str(answer["reject_file"])).read_text(encoding="utf-8-sig")
    assert "\n2," in listed
    assert "\n4," in listed
    assert typed("import", path) == 3
    assert "line 2: The text is missing" in typed.err
    assert "line 4: The file ends in the middle of this line" in typed.err


def test_one_reject_file_holds_the_rows_of_all_files(typed: Typed, tmp_path: Path) -> None:
    no_text = ROW | {"text": ""}
    paths = [
        lines(tmp_path / "a.jsonl", ROW),
        lines(tmp_path / "b.jsonl", no_text, no_text),
        lines(tmp_path / "=c.jsonl", ROW, no_text),
    ]
    listed = tmp_path / "rejected.csv"
    listed.write_text("what an earlier import rejected", encoding="utf-8")
    assert typed("import", *paths, "--reject-file", listed) == 3
    with listed.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert [(row[0], row[-1]) for row in rows] == [
        ("1", "b.jsonl"),
        ("2", "b.jsonl"),
        ("2", "'=c.jsonl"),
    ]


@pytest.mark.parametrize("place", ["in.jsonl", "linked.jsonl", "desk.db", "none/r.csv", "folder"])
def test_a_reject_file_never_takes_the_place_of_anything(
    typed: Typed, tmp_path: Path, file: Path, place: str
) -> None:
    (tmp_path / "linked.jsonl").symlink_to(file)
    (tmp_path / "folder").mkdir()
    told = file.read_bytes()
    other = lines(tmp_path / "other.jsonl", ROW | {"text": ""})
    assert typed("import", other, file, "--reject-file", tmp_path / place) == 2
    assert "--reject-file" in typed.err
    assert file.read_bytes() == told
    assert not typed.database.exists()


def test_a_mended_list_of_rejected_rows_is_not_overwritten_before_it_is_read(
    typed: Typed, tmp_path: Path, file: Path
) -> None:
    mended = lines(tmp_path / "in.jsonl.rejected.csv", ROW)
    assert typed("import", file, mended, "--format", "jsonl") == 2
    assert "would overwrite" in typed.err
    assert typed("import", mended, "--format", "jsonl") == 0


def test_what_came_in_before_a_file_that_fails_is_said(
    typed: Typed, tmp_path: Path, file: Path
) -> None:
    broken = tmp_path / "cut.xml"
    broken.write_bytes(EXPORT.read_bytes()[:3000])
    assert typed("import", file, broken) == 3
    assert "The files before it were brought in." in typed.err
    assert typed.json("status")["pending"] == 2
    assert typed("import", file, broken) == 2
    assert typed("import", file, broken, "--dry-run") == 2


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [
        ["import", LONG],
        ["import", "in.jsonl", "--reject-file", LONG],
        ["import", "in.jsonl/more.jsonl"],
        ["import", "/proc/self/mem"],
        ["export-log", f"{LONG}.csv"],
        ["export-log", "in.jsonl/log.csv"],
        ["verify-log", LONG],
        ["backup", LONG],
        ["backup", "in.jsonl/b.db"],
        ["backup", "none/b.db"],
        ["restore", LONG],
        ["restore", "in.jsonl/b.db"],
    ],
)
def test_a_path_the_system_refuses_is_said_in_words(
    typed: Typed,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
) -> None:
    typed("import", file)
    monkeypatch.chdir(tmp_path)
    assert typed(*words) == 2
    assert len(typed.err.strip().splitlines()) == 1
    assert "error" in typed.json(*words, code=2)


@pytest.mark.parametrize(
    "words", [["status"], ["check"], ["import", "in.jsonl"], ["restore", "in.jsonl"]]
)
@pytest.mark.parametrize("database", [LONG, "in.jsonl/desk.db"])
def test_a_database_the_system_refuses_is_said_in_words(
    typed: Typed,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    database: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    typed.database = Path(database)
    assert typed(*words) == 2
    assert len(typed.err.strip().splitlines()) == 1


def test_a_wordpress_export_shows_its_threads(typed: Typed) -> None:
    answer = typed.json("import", EXPORT)
    assert answer["format"] == "wxr"
    assert answer["added"] == answer["read"]
    assert typed.json("import", EXPORT)["added"] == 0


def test_columns_can_be_named(typed: Typed, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("Góp ý;Bài viết;Họ và tên\nHay quá, cảm ơn;Cầu mới;Lan\n", encoding="utf-8")
    assert typed("import", table) == 2
    assert "--map" in typed.err
    assert typed.json("import", table, "--map", "Góp ý=text")["added"] == 1
    assert typed("import", table, "--map", "Góp ý") == 2
    assert "HEADER=FIELD" in typed.err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.jsonl", b"", "empty"),
        ("book.csv", b"PK\x03\x04" + bytes(100), "CSV"),
        ("more.jsonl.gz", gzip.compress(b"{}", mtime=0), "gzip"),
        ("cut.xml", EXPORT.read_bytes()[:3000], "line"),
        ("columns.csv", b"a,b\n1,2\n", "--map"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence_and_changes_nothing(
    typed: Typed, tmp_path: Path, file: Path, name: str, content: bytes, words: str
) -> None:
    typed("import", file)
    path = tmp_path / name
    path.write_bytes(content)
    assert typed("import", path) == 2
    assert words.casefold() in typed.err.casefold()
    assert len(typed.err.strip().splitlines()) == 1
    assert typed.json("status")["pending"] == 2
    assert "error" in typed.json("import", path, code=2)


def test_a_folder_or_nothing_is_no_file(typed: Typed, tmp_path: Path, file: Path) -> None:
    assert typed("import", tmp_path) == 2
    assert typed("import", tmp_path / "none.csv") == 2
    assert typed("import", file, tmp_path / "none.csv") == 2
    assert not typed.database.exists()


def test_asking_an_unknown_database_makes_none(typed: Typed) -> None:
    for words in (["status"], ["check"], ["backup", "b.db"]):
        assert typed(*words) == 2
        assert "no database" in typed.err
    assert not typed.database.exists()


def test_another_programs_database_is_left_alone(typed: Typed, file: Path) -> None:
    with sqlite3.connect(typed.database) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = typed.database.read_bytes()
    assert typed("import", file) == 2
    assert "another program" in typed.err
    assert typed.database.read_bytes() == before


def test_backup_restore_and_check(typed: Typed, file: Path, tmp_path: Path) -> None:
    typed("import", file)
    backup = Path(str(typed.json("backup", tmp_path)["backup"]))
    assert backup.parent == tmp_path
    assert typed("backup", backup) == 2
    typed("import", lines(file, ROW | {"id": "9"}))
    assert typed.json("status")["pending"] == 3
    kept = typed.json("restore", backup)["kept"]
    assert Path(str(kept)).exists()
    assert typed.json("status")["pending"] == 2
    report = typed.json("check")
    assert report["problems"] == []
    assert typed("check") == 0
    assert "whole" in typed.out
    assert typed("restore", tmp_path / "none.db") == 2


def test_check_names_what_is_wrong(typed: Typed, file: Path) -> None:
    typed("import", file)
    with sqlite3.connect(typed.database) as connection:
        connection.execute("UPDATE tally SET n = n + 1")
    connection.close()
    assert typed("check") == 3
    assert "pending" in typed.err


def test_without_a_command_the_desk_opens() -> None:
    asked: list[tuple[str, bool]] = []

    def desk(database: str, demo: bool) -> int:
        asked.append((database, demo))
        return 0

    assert main(["--database", "x.db"], desk) == 0
    assert main(["--demo"], desk) == 0
    assert main([], desk) == 0
    assert asked == [("x.db", False), ("", True), ("", False)]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN"}, "vi"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "C"}, "en"),
    ],
)
def test_the_language_is_the_terminals(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("import", "export-log", "verify-log", "status", "backup", "restore", "check")
    for name in names:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"], _no_desk)
        assert ended.value.code == 0
        assert "--json" in capsys.readouterr().out


def test_ctrl_c_during_an_import_says_what_was_kept(tmp_path: Path) -> None:
    database, many = tmp_path / "own.db", tmp_path / "many.jsonl"
    lines(many, *(ROW | {"id": str(n), "text": f"Lời bình số {n}"} for n in range(40_000)))
    with subprocess.Popen(
        [sys.executable, "main.py", "--database", database, "import", many],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not _comments_in(database) and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    kept = _comments_in(database)
    assert said == (
        f"Stopped, as asked. {kept} comments before that were kept; "
        "import the file again to go on.\n"
    )


def _comments_in(database: Path) -> int:
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as connection:
        try:
            [number] = connection.execute("SELECT count(*) FROM comment").fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(number)


@pytest.mark.parametrize("encoding", ["utf-8:strict", "latin-1:strict"])
def test_a_file_name_that_is_no_text_is_written_with_a_mark(tmp_path: Path, encoding: str) -> None:
    odd = tmp_path / os.fsdecode(b"\xff.jsonl")
    try:
        lines(odd, ROW, ROW | {"id": "2", "text": ""})
    except OSError:
        pytest.skip("this file system takes no such name")
    for more in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "main.py", "--database", tmp_path / "own.db", "import", odd, *more],
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "vi_VN.UTF-8"},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 3, done.stderr
        assert b"?.jsonl" in done.stdout
        assert b"Traceback" not in done.stderr


def test_as_a_process_of_its_own(tmp_path: Path, file: Path) -> None:
    """Through main.py, as a script would: nothing but the answer on standard output."""
    environment = os.environ | {"LC_ALL": "vi_VN.UTF-8"}
    database = tmp_path / "own.db"
    done = subprocess.run(
        [sys.executable, "main.py", "--database", database, "import", file, "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 2
    assert done.stderr == ""
    spoken = subprocess.run(
        [sys.executable, "main.py", "status", "--database", database],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert "Chờ duyệt 2" in spoken.stdout
