"""Reading the log by filter and page, and verifying the files that came out of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain import chain
from app.domain.errors import UnusableInputError
from app.domain.log import ChainReport, LogFilter, action_words, change_words, status_words
from app.services import log
from app.services.log_export import export_log
from app.services.log_formats import verifying
from app.services.newsroom import Newsroom, finish
from tests.app.log_newsroom import APPROVE, do, entries_of, newsroom_at, some_decisions, tamper


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def jsonl(newsroom: Newsroom, tmp_path: Path) -> Path:
    finish(export_log(newsroom, LogFilter(), tmp_path / "log.jsonl"))
    return tmp_path / "log.jsonl"


@pytest.fixture
def table(newsroom: Newsroom, tmp_path: Path) -> Path:
    finish(export_log(newsroom, LogFilter(), tmp_path / "log.csv", language="en"))
    return tmp_path / "log.csv"


def said(report: ChainReport) -> list[str]:
    return [problem.words.en for problem in report.problems]


def checked(path: Path, newsroom: Newsroom | None = None) -> list[str]:
    return said(finish(log.verify_file(newsroom, path)))


def documents(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_page_tells_everything_about_an_entry(newsroom: Newsroom) -> None:
    edit = entries_of(newsroom, [4])[0]
    assert (edit.action, edit.name, edit.address) == ("edit", "Đỗ Hoàng", "")
    assert edit.before == "Tôi cũng thấy vậy,\nnhất là lúc trời mưa."
    assert edit.text == "Tôi cũng thấy vậy, nhất là lúc trời mưa."
    assert edit.article_title == "Cầu Nam Sông thông xe trước Tết"
    assert edit.previous == entries_of(newsroom, [3])[0].hash
    assert not edit.erased
    assert [entry.sequence for entry in entries_of(newsroom, [2, 99, 7])] == [7, 2]


def test_codes_that_nobody_knows_are_said_as_they_stand() -> None:
    assert action_words("approve").vi == "duyệt"
    assert action_words("boom").en == "boom"
    assert status_words(None).en == "none"
    assert status_words("spam").vi == "thư rác"
    assert status_words("lost").vi == "lost"


def test_a_change_is_said_only_where_there_is_one(newsroom: Newsroom) -> None:
    reply, edit, reject = (entries_of(newsroom, [number])[0] for number in (5, 4, 3))
    assert change_words(reply).en == "none → approved"
    assert change_words(edit).en == ""
    assert change_words(reject).vi == "chờ duyệt → đã từ chối"


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
@pytest.mark.parametrize("redact", [False, True])
def test_an_export_verifies_alone_and_against_its_database(
    newsroom: Newsroom, tmp_path: Path, ending: str, redact: bool
) -> None:
    path = tmp_path / f"log{ending}"
    exported = finish(export_log(newsroom, LogFilter(), path, redact=redact))
    for against in (None, newsroom):
        report = finish(log.verify_file(against, path))
        assert said(report) == []
        assert (report.entries, report.sequence, report.head) == (8, 8, exported.head)
        remarks = " ".join(words.en for words in report.remarks)
        assert ("left out of the file" in remarks) == redact
        assert ("not compared with a database" in remarks) == (against is None)


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_filtered_export_says_so_and_its_entries_verify(
    newsroom: Newsroom, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"log{ending}"
    finish(export_log(newsroom, LogFilter(article="cau nam"), path))
    report = finish(log.verify_file(newsroom, path))
    assert (said(report), report.entries, report.sequence) == ([], 4, 8)
    assert report.remarks[0].en.startswith("The file was filtered")


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_an_export_of_nothing_verifies(newsroom: Newsroom, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"log{ending}"
    finish(export_log(newsroom, LogFilter(moderator="nobody"), path))
    assert checked(path, newsroom) == []


def test_erased_values_verify_in_a_file(newsroom: Newsroom, tmp_path: Path) -> None:
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
            "before = NULL, note = NULL WHERE sequence = 4"
        )
    for name in ("log.csv", "log.jsonl"):
        finish(export_log(newsroom, LogFilter(), tmp_path / name))
        report = finish(log.verify_file(newsroom, tmp_path / name))
        assert said(report) == []
        assert "1 entries have been erased" in report.remarks[0].en


def _changed(line: dict[str, Any]) -> None:
    line["moderator"] = "Nam"


def _float(line: dict[str, Any]) -> None:
    line["at"] = 1.5


def _no_hex(line: dict[str, Any]) -> None:
    line["hash"] = "xyz"


def _text_that_is_none(line: dict[str, Any]) -> None:
    line["values"]["text"] = 5


def _surrogate(line: dict[str, Any]) -> None:
    line["moderator"] = "\ud800"


@pytest.mark.parametrize("change", [_changed, _float, _no_hex, _text_that_is_none, _surrogate])
def test_a_changed_entry_of_a_file_is_named(
    jsonl: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    lines = documents(jsonl)
    change(lines[2])
    write(jsonl, lines)
    assert checked(jsonl)[0] == "Entry 3 was changed, or added by hand."


@pytest.mark.parametrize("value", ["Tôi khen", None, "\ud800"])
def test_a_changed_value_of_a_file_is_named(jsonl: Path, value: str | None) -> None:
    lines = documents(jsonl)
    lines[0]["values"]["text"] = value
    write(jsonl, lines)
    assert checked(jsonl) == ["The values of entry 1 (name, address, text or note) were changed."]


def test_values_without_a_salt_are_named(jsonl: Path) -> None:
    lines = documents(jsonl)
    lines[0]["salt"] = None
    write(jsonl, lines)
    assert len(checked(jsonl)) == 1


def test_a_hash_before_that_is_missing_is_named(jsonl: Path) -> None:
    lines = documents(jsonl)
    lines[3]["previous_hash"] = None
    write(jsonl, lines)
    assert checked(jsonl) == [
        "Entry 4 cannot be checked: the hash of the entry before it is missing."
    ]


def test_entries_taken_out_of_a_file_are_named(jsonl: Path) -> None:
    lines = documents(jsonl)
    write(jsonl, [*lines[:1], *lines[3:]])
    assert checked(jsonl) == [
        "The file has 6 entries, but the chain's head says 8.",
        "Entries 2 to 3 were taken out.",
    ]


def test_more_gaps_than_are_listed_are_all_counted(
    jsonl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "MOST_PROBLEMS", 2)
    lines = documents(jsonl)
    write(jsonl, [lines[0], lines[2], lines[4], lines[6], *lines[7:]])
    report = finish(log.verify_file(None, jsonl))
    assert said(report) == [
        "The file has 5 entries, but the chain's head says 8.",
        "Entry 2 was taken out.",
    ]
    assert report.problem_count == 4


def test_a_cut_tail_shows_even_with_the_head_still_there(jsonl: Path) -> None:
    lines = documents(jsonl)
    lines[-1]["chain_head"]["entries"] = 6
    write(jsonl, [*lines[:6], lines[-1]])
    assert checked(jsonl) == ["Entries 7 to 8 were taken out."]


def test_a_file_cut_in_a_line_says_so(jsonl: Path) -> None:
    jsonl.write_bytes(jsonl.read_bytes()[:-700])
    problems = checked(jsonl)
    assert any("cannot be read as an entry" in problem for problem in problems)
    assert problems[-1].startswith("The file does not end with the chain's head")


def test_swapped_lines_are_named(jsonl: Path) -> None:
    lines = documents(jsonl)
    lines[1], lines[2] = lines[2], lines[1]
    write(jsonl, lines)
    assert "Entry 2 stands after entry 3: it was moved or added by hand." in checked(jsonl)


def test_a_forged_entry_between_two_is_named(newsroom: Newsroom, jsonl: Path) -> None:
    lines = documents(jsonl)
    with_others = lines[3]["previous_hash"]
    lines[3]["previous_hash"] = "00" * 32
    write(jsonl, lines)
    problems = checked(jsonl)
    assert problems[0] == "Entry 4 was changed, or added by hand."
    assert "Entry 4 does not follow" in problems[1]
    assert with_others == entries_of(newsroom, [3])[0].hash.hex()


@pytest.mark.parametrize(
    "more",
    [
        "nothing that is JSON",
        "[" * 5000,
        "[1]",
        '{"sequence": "1"}',
        '{"sequence": 1, "digests": {}, "format": 2}',
        '{"sequence": 99999999999999999999, "digests": {}, "format": 1}',
        '{"chain_head": {"format": 1, "sequence": 1, "hash": "zz", "entries": 1}}',
        '{"chain_head": {"format": 1, "sequence": 1, "hash": "00", "entries": 1}}',
        '{"chain_head": {"format": 7}}',
        '{"chain_head": 7}',
    ],
)
def test_lines_that_are_no_entries_are_counted_and_named(jsonl: Path, more: str) -> None:
    content = jsonl.read_bytes()
    jsonl.write_bytes(more.encode() + b"\n" + content)
    assert checked(jsonl) == [
        "Row 1 of the file cannot be read as an entry: it was changed or cut."
    ]
    jsonl.write_bytes(content + more.encode() + b"\n")
    assert checked(jsonl)[0].startswith("There is more after the chain's head")


def test_a_changed_head_is_named(jsonl: Path) -> None:
    lines = documents(jsonl)
    lines[-1]["chain_head"]["hash"] = "11" * 32
    write(jsonl, lines)
    assert checked(jsonl) == ["Entry 8 does not match the chain's head at the end of the file."]
    lines[-1]["chain_head"]["sequence"] = 7
    write(jsonl, lines)
    assert checked(jsonl) == ["Entry 8 does not match the chain's head at the end of the file."]


def test_a_tail_cut_off_the_database_shows_against_a_file(newsroom: Newsroom, jsonl: Path) -> None:
    tamper(newsroom, "DELETE FROM log_entry WHERE sequence > 6")
    assert finish(log.verify(newsroom)).whole
    assert [problem[:35] for problem in checked(jsonl, newsroom)] == [
        "Entry 7 is in the file but not in t",
        "Entry 8 is in the file but not in t",
    ]


def test_a_head_alone_is_enough_to_find_a_cut_tail(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "head.jsonl"
    finish(export_log(newsroom, LogFilter(moderator="nobody"), path))
    tamper(newsroom, "DELETE FROM log_entry WHERE sequence > 6")
    assert len(checked(path, newsroom)) == 1


def test_a_chain_written_anew_shows_against_a_file(newsroom: Newsroom, jsonl: Path) -> None:
    other = newsroom_at(newsroom.store.path.with_name("other.db"), moderator="Nam")
    some_decisions(other)
    assert finish(log.verify(other)).whole
    problems = checked(jsonl, other)
    assert len(problems) == 8
    assert "has another hash in the database" in problems[0]
    other.store.close()


def test_later_entries_do_not_make_an_older_file_wrong(newsroom: Newsroom, jsonl: Path) -> None:
    do(newsroom, [3], APPROVE)
    assert checked(jsonl, newsroom) == []


def test_long_files_are_read_in_parts(
    newsroom: Newsroom, jsonl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "CHUNK", 3)
    work = log.verify_file(newsroom, jsonl)
    step = next(work)
    assert 0 < step.done <= step.total == jsonl.stat().st_size
    assert finish(work).whole


def test_a_changed_cell_is_named(table: Path) -> None:
    for column, problem in (
        ("moderator", "Entry 3 was changed, or added by hand."),
        ("action_code", "Entry 3 was changed, or added by hand."),
        ("time_utc_us", "Entry 3 was changed, or added by hand."),
        ("hash", "Entry 3 was changed, or added by hand."),
        ("text", "The values of entry 3 (name, address, text or note) were changed."),
        ("format", "Row 4 of the file cannot be read as an entry: it was changed or cut."),
        ("sequence", "Row 4 of the file cannot be read as an entry: it was changed or cut."),
    ):
        rows = rows_of(table)
        content = table.read_bytes()
        rows[3][rows[0].index(column)] += "x"
        write_rows(table, rows)
        assert problem in checked(table)
        table.write_bytes(content)


def test_a_row_of_another_length_and_a_broken_head_are_named(table: Path) -> None:
    rows = rows_of(table)
    rows[2].append("more")
    rows[-1][-1] = "{no head"
    rows.append([])
    write_rows(table, rows)
    problems = checked(table)
    assert problems[:2] == [
        "Row 3 of the file cannot be read as an entry: it was changed or cut.",
        "Row 10 of the file cannot be read as an entry: it was changed or cut.",
    ]
    rows[-2][-1] = "{}"
    write_rows(table, rows)
    assert len(checked(table)) == len(problems)
    rows[-2][-1] = '{"a": []}'
    write_rows(table, rows)
    assert len(checked(table)) == len(problems)


def test_a_cell_beyond_all_bounds_ends_the_reading(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.log_formats.csv_file.LONGEST_CELL", 1)
    before = csv.field_size_limit()
    rows = rows_of(table)
    rows[2][2] = "x" * (before + 1)
    write_rows(table, rows)
    assert "Row 3 of the file cannot be read" in checked(table)[0]
    csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.xlsx", b"PK", "Only a log exported as .csv or .jsonl"),
        ("log.csv", b"a,b\r\n1,2\r\n", "no log exported by"),
        ("log.csv", b"", "not a log exported by"),
        ("log.jsonl", b"", "holds no log"),
        ("log.jsonl", b"\xff\xfe\n\n", "holds no log"),
        ("none.jsonl", None, "cannot be read"),
    ],
)
def test_files_that_are_no_exported_log_are_refused(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableInputError, match=words.replace("no log exp", "not a log exp")):
        finish(log.verify_file(None, path))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").mkdir()
    with pytest.raises(UnusableInputError, match="cannot be read"):
        finish(log.verify_file(None, tmp_path / "log.jsonl"))
