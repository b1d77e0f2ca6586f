"""The log as files: whole or not at all, harmless in a spreadsheet, and with the chain's head."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.log import VALUE_FIELDS, LogEntry, LogFilter, action_words, change_words
from app.domain.spreadsheet import as_written, defused
from app.services import log, log_export
from app.services.apart import beside
from app.services.log_export import export_log
from app.services.log_formats import csv_file, jsonl_file, xlsx_file
from app.services.log_formats.columns import Manner, local_datetime, local_time
from app.services.newsroom import Newsroom, finish
from tests.app.log_newsroom import PEOPLE, SPAM, do, entries_of, newsroom_at, some_decisions, tamper

ENDINGS = (".csv", ".jsonl", ".xlsx")


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet_of(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_csv_is_what_a_spreadsheet_expects(newsroom: Newsroom, folder: Path) -> None:
    report = finish(export_log(newsroom, LogFilter(), folder / "log.csv"))
    content = (folder / "log.csv").read_bytes()
    assert content.startswith("\ufeffSố thứ tự,Thời gian,Người duyệt,Quyết định".encode())
    assert content.endswith(b"\r\n")
    assert (report.rows, report.sequence, report.path) == (8, 8, folder / "log.csv")
    rows = rows_of(folder / "log.csv")
    assert [row["Số thứ tự"] for row in rows[:-1]] == [str(n) for n in range(1, 9)]
    assert rows[2]["Quyết định"] == "từ chối"
    assert rows[2]["Thay đổi"] == "chờ duyệt → đã từ chối"
    assert rows[2]["Lý do"] == "Xúc phạm"
    assert rows[3]["Lời bình trước đó"] == "Tôi cũng thấy vậy,\nnhất là lúc trời mưa."
    assert rows[5]["Ghi chú"] == "Đã gọi lại, email gõ nhầm."
    assert [path.name for path in folder.iterdir()] == ["log.csv"]


def test_csv_in_english_has_the_keys_as_headers(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(), folder / "log.csv", language="en"))
    row = rows_of(folder / "log.csv")[0]
    assert list(row)[:16] == [
        *("sequence", "time", "moderator", "action", "comment", "article_title", "change"),
        *("reason", "name", "address", "text", "text_before", "note", "undoes", "batch", "hash"),
    ]
    assert row["action"] == "approve"
    assert moment.from_datetime(datetime.fromisoformat(row["time"])) == int(row["time_utc_us"])


def test_no_cell_of_csv_begins_a_formula(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(), folder / "log.csv", language="en"))
    row = rows_of(folder / "log.csv")[2]
    assert row["name"] == "'" + PEOPLE[2][0]
    assert row["address"] == "'@x"
    assert row["text"] == "'" + PEOPLE[2][2]
    with (folder / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell.lstrip(" ")[:1] for line in csv.reader(file) for cell in line]
    assert not set(cells) & set("=+-@\t\r")


@pytest.mark.parametrize(
    "cell",
    ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "'=1", "''@x", "＝1", "\u00a0+1", "' -1"],
)
def test_what_a_spreadsheet_might_run_is_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert as_written(defused(cell)) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1＝"), max_size=6) | st.text(max_size=20))
def test_defusing_can_always_be_taken_back(cell: str) -> None:
    assert as_written(defused(cell)) == cell
    assert defused(cell)[:1] not in tuple("=+-@\t\r")


def test_every_export_ends_with_the_chains_head(newsroom: Newsroom, folder: Path) -> None:
    for ending in ENDINGS:
        finish(export_log(newsroom, LogFilter(), folder / f"log{ending}"))
    head = entries_of(newsroom, [8])[0].hash.hex()
    footer = rows_of(folder / "log.csv")[-1]
    line = footer["Số thứ tự"]
    assert f"đầu chuỗi: dòng 8, SHA-256 {head}, xuất lúc 2026-11-21T" in line
    assert f"chain head: sequence 8, SHA-256 {head}, exported at 2026-11-21T" in line
    assert "by Bình, format 1" in line
    last = json.loads((folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["chain_head"]["hash"] == head
    assert last["chain_head"]["exported_by"] == "Bình"
    sheet = sheet_of(folder / "log.xlsx")
    assert f"chain head: sequence 8, SHA-256 {head}" in str(sheet.cell(10, 1).value)
    assert sheet.max_row == 10


def test_a_filtered_export_holds_what_was_asked_for_and_says_so(
    newsroom: Newsroom, folder: Path
) -> None:
    wanted = LogFilter(action=Action.NOTE, text="gõ nhầm", since=0, until=2**52)
    for ending in ENDINGS:
        assert finish(export_log(newsroom, wanted, folder / f"log{ending}")).rows == 1
    line = rows_of(folder / "log.csv")[-1]["Số thứ tự"]
    assert "filtered: 1 entries, not the whole chain" in line
    assert "đã lọc: 1 dòng, không phải cả chuỗi" in line
    last = json.loads((folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["chain_head"]["whole_chain"] is False
    assert last["chain_head"]["filter"]["action"] == "note"
    assert last["chain_head"]["filter"]["text"] == "gõ nhầm"


@pytest.mark.parametrize("ending", ENDINGS)
def test_redacted_means_nowhere(newsroom: Newsroom, folder: Path, ending: str) -> None:
    path = folder / f"log{ending}"
    finish(export_log(newsroom, LogFilter(text="Hà"), path, redact=True))
    finish(export_log(newsroom, LogFilter(), path, redact=True))
    if ending == ".xlsx":
        seen = " ".join(str(cell.value) for row in sheet_of(path).rows for cell in row)
    else:
        seen = path.read_text(encoding="utf-8")
    salts = [entry.salt.hex() for entry in entries_of(newsroom, range(1, 9)) if entry.salt]
    for name, address, text in PEOPLE:
        assert not any(value and value in seen for value in (name, address, text))
    for word in ("gõ nhầm", "thuha", "bấm", "Cảm ơn bạn", *salts):
        assert word not in seen
    assert "names, addresses and texts left out" in seen or '"redacted":true' in seen
    entry = entries_of(newsroom, [1])[0]
    assert entry.digests[0] is not None
    assert (entry.digests[0].hex() in seen) == (ending != ".xlsx")


def test_a_searched_text_is_left_out_of_a_redacted_footer(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(text="Thu Hà"), folder / "log.jsonl", redact=True))
    assert "Thu Hà" not in (folder / "log.jsonl").read_text(encoding="utf-8")


def test_a_workbook_reads_well(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    sheet = sheet_of(folder / "log.xlsx")
    assert sheet.title == "Nhật ký 1"
    assert sheet.freeze_panes == "B2"
    header = [cell.value for cell in sheet[1]]
    assert header[:4] == ["Số thứ tự", "Thời gian", "Người duyệt", "Quyết định"]
    assert header[-1] == "Thời gian (ISO 8601)"
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.cell(2, 1).value == 1
    date = sheet.cell(2, 2).value
    assert isinstance(date, datetime)
    assert date == datetime.fromisoformat(str(sheet.cell(2, 17).value)).replace(tzinfo=None)
    assert sheet.column_dimensions["K"].width > 60


def test_nothing_in_a_workbook_is_a_formula(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    sheet = sheet_of(folder / "log.xlsx")
    assert sheet.cell(4, 9).value == PEOPLE[2][0]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert sheet.cell(4, 11).hyperlink is None


def test_control_characters_and_surrogates_do_not_break_a_workbook(folder: Path) -> None:
    manner = Manner("vi", redact=False, reasons={})
    assert xlsx_file.fitting("a\ufffeb\ud800c", manner) == "a\ufffdb\ufffdc"
    newsroom = newsroom_at(folder / "desk.db", [("a\x01b\x0bc", "_x0041_", "x\x1by\uffff\x7f")])
    do(newsroom, [1], SPAM)
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    sheet = sheet_of(folder / "log.xlsx")
    assert "a" in str(sheet.cell(2, 9).value)
    assert str(sheet.cell(2, 11).value).endswith("y\ufffd\x7f")
    newsroom.store.close()


def test_what_looks_like_the_workbooks_own_markup_is_text(folder: Path) -> None:
    newsroom = newsroom_at(folder / "desk.db", [("Hà", "", "<r>a & <b></r>")])
    do(newsroom, [1], SPAM)
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    assert sheet_of(folder / "log.xlsx").cell(2, 11).value == "<r>a & <b></r> "
    newsroom.store.close()


def test_long_texts_are_whole_in_csv_and_cut_with_a_mark_in_a_workbook(folder: Path) -> None:
    text = "Bài dài 🌊 " * 4000
    newsroom = newsroom_at(folder / "desk.db", [("Hà", "ha@example.vn", text)])
    do(newsroom, [1], SPAM)
    for ending in ENDINGS:
        finish(export_log(newsroom, LogFilter(), folder / f"log{ending}", language="en"))
    assert rows_of(folder / "log.csv")[0]["text"] == text
    assert finish(log.verify_file(newsroom, folder / "log.csv")).whole
    assert finish(log.verify_file(newsroom, folder / "log.jsonl")).whole
    cell = str(sheet_of(folder / "log.xlsx").cell(2, 11).value)
    kept, mark = cell.split(" … [cut: ")
    assert text.startswith(kept)
    assert mark.startswith(f"{len(text) - len(kept)} more characters")
    assert 32_700 < len(cell.encode("utf-16-le")) // 2 <= 32_767
    newsroom.store.close()


def test_a_long_log_goes_onto_several_sheets(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(log_export.FORMATS, ".xlsx", lambda p, m: xlsx_file.XlsxFile(p, m, 3))
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    book = openpyxl.load_workbook(folder / "log.xlsx")
    assert book.sheetnames == ["Nhật ký 1", "Nhật ký 2", "Nhật ký 3"]
    assert [sheet.max_row for sheet in book.worksheets] == [4, 4, 4]
    assert book.worksheets[2].cell(2, 1).value == 7


def test_a_log_that_was_tampered_with_is_exported_as_it_is(
    newsroom: Newsroom, folder: Path
) -> None:
    tamper(
        newsroom,
        "UPDATE log_entry SET at = 9000000000000000000, action = 'boom', undoes = 3 "
        "WHERE sequence = 2",
        "UPDATE log_entry SET at = -62000000000000000, source = x'00ff' WHERE sequence = 3",
        "UPDATE log_value SET salt = 'text' WHERE sequence = 4",
        "DELETE FROM log_entry WHERE sequence = 6",
    )
    for ending in ENDINGS:
        assert finish(export_log(newsroom, LogFilter(), folder / f"log{ending}")).rows == 7
    for name in ("log.csv", "log.jsonl"):
        report = finish(log.verify_file(newsroom, folder / name))
        assert {2, 3, 4, 6, 7} <= {problem.sequence for problem in report.problems}
        assert {1, 5, 8} & {problem.sequence for problem in report.problems} == set()


def test_bytes_that_are_no_text_are_exported_with_marks(newsroom: Newsroom, folder: Path) -> None:
    tamper(
        newsroom,
        "UPDATE log_entry SET article = CAST(x'41c328' AS TEXT) WHERE sequence = 2",
        "UPDATE log_entry SET moderator = x'42ff' WHERE sequence = 3",
    )
    for ending in ENDINGS:
        assert finish(export_log(newsroom, LogFilter(), folder / f"log{ending}")).rows == 8
    rows = rows_of(folder / "log.csv")
    assert rows[1]["article"] == "A\ufffd("
    assert rows[2]["Người duyệt"] == "B\ufffd"
    assert sheet_of(folder / "log.xlsx").cell(4, 3).value == "B\ufffd"


ODD = (
    "UPDATE log_entry SET at = 9000000000000000000, action = '=boom' WHERE sequence = 2",
    "UPDATE log_entry SET at = -62000000000000000, batch = -3, undoes = -4 WHERE sequence = 3",
    "UPDATE log_entry SET at = 1.5, to_status = '=x', to_reason = '\"r' WHERE sequence = 4",
    "UPDATE log_entry SET at = '+abc', batch = 'b', undoes = '=1' WHERE sequence = 5",
    "UPDATE log_entry SET hash = 'text', name_digest = 5, text_digest = x'' WHERE sequence = 6",
    "UPDATE log_value SET name = x'3d31', text = 5, note = 1.5, salt = 5 WHERE sequence = 7",
    "UPDATE log_entry SET sequence = -5 WHERE sequence = 8",
)


@pytest.mark.parametrize("odd", [(), ODD])
@pytest.mark.parametrize("redact", [False, True])
def test_files_say_what_is_said_entry_by_entry(
    newsroom: Newsroom, folder: Path, odd: tuple[str, ...], redact: bool
) -> None:
    """Written by the column for speed, they hold what each entry's own values give."""
    tamper(newsroom, *odd)
    for ending in (".csv", ".jsonl"):
        finish(export_log(newsroom, LogFilter(), folder / f"log{ending}", redact=redact))
    entries = entries_of(newsroom, range(-9, 9))[::-1]
    lines = (folder / "log.jsonl").read_bytes().split(b"\n")
    assert lines[:-2] == [plain_json(entry, redact).encode() for entry in entries]
    table = io.StringIO(newline="")
    csv.writer(table).writerows(plain_cells(newsroom, entry, redact) for entry in entries)
    assert table.getvalue().encode() in (folder / "log.csv").read_bytes()


def plain_json(entry: LogEntry, redact: bool) -> str:
    def hexed(found: bytes | None) -> str | None:
        return None if found is None else found.hex()

    document: dict[str, object] = {
        "format": 1,
        **dict(zip(jsonl_file.FIELDS, entry.fields, strict=True)),
        "digests": dict(zip(VALUE_FIELDS, map(hexed, entry.digests), strict=True)),
        "previous_hash": hexed(entry.previous),
        "hash": hexed(entry.hash),
    }
    if not redact:
        document["salt"] = hexed(entry.salt)
        document["values"] = dict(zip(VALUE_FIELDS, entry.values, strict=True))
    document |= {"time": local_time(entry.at), "article_title": entry.article_title}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def plain_cells(newsroom: Newsroom, entry: LogEntry, redact: bool) -> list[str]:
    reasons = {code: words.vi for code, words in log.reasons(newsroom).items()}
    cells = [
        *(entry.sequence, local_time(entry.at), entry.moderator, action_words(entry.action).vi),
        *(entry.external_id, entry.article_title, change_words(entry).vi),
        reasons.get(entry.to_reason, entry.to_reason),
        *((None,) * 5 if redact else entry.values),
        *(entry.undoes, entry.batch, entry.hash.hex()),
        *(entry.at, entry.action, entry.source, entry.article),
        *(entry.from_status, entry.to_status, entry.from_reason, entry.to_reason),
        *(digest and digest.hex() for digest in entry.digests),
        *(None if redact else entry.salt and entry.salt.hex(), entry.previous, 1),
    ]
    written = (cell.hex() if isinstance(cell, bytes) else cell for cell in cells)
    return [defused("" if cell is None else str(cell)) for cell in written]


HARD = (
    *PEOPLE,
    ("a\x01b", "_x0041_", "x\ufffey\u007f"),
    ("<r>", "http://bao.example", "<r>a & <b></r>"),
    ("  hai đầu  ", "1e5", "{=1}"),
)


@pytest.mark.parametrize("odd", [(), ODD])
@pytest.mark.parametrize("redact", [False, True])
def test_a_workbook_says_what_is_said_entry_by_entry(
    folder: Path, odd: tuple[str, ...], redact: bool
) -> None:
    newsroom = newsroom_at(folder / "desk.db", HARD)
    do(newsroom, range(1, 8), SPAM)
    do(newsroom, [2, 3], Decision(Action.NOTE, text="=1+1"))
    tamper(newsroom, *odd)
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx", redact=redact))
    rows = sheet_of(folder / "log.xlsx").iter_rows(min_row=2, max_row=10, values_only=True)
    found = [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    entries = entries_of(newsroom, range(-9, 10))[::-1]
    assert found == [plain_row(newsroom, entry, redact) for entry in entries]
    newsroom.store.close()


def plain_row(newsroom: Newsroom, entry: LogEntry, redact: bool) -> list[object]:
    """Texts as texts, whole numbers and times as such, nothing for what is empty."""
    manner = Manner("vi", redact=redact, reasons={})
    cells: list[object] = [
        None if cell == "" else xlsx_file.fitting(as_written(cell), manner)
        for cell in plain_cells(newsroom, entry, redact)[:16]
    ]
    for place, number in ((0, entry.sequence), (13, entry.undoes), (14, entry.batch)):
        if type(number) is int and number >= 0:
            cells[place] = number
    local = local_datetime(entry.at)
    cells.append(cells[1])
    if local is not None and local.year > 1900:
        cells[1] = local.replace(tzinfo=None, microsecond=0)
    return cells


@given(st.lists(st.text(max_size=12) | st.integers() | st.none(), min_size=2))
def test_a_row_is_what_the_csv_module_writes(cells: list[str | int | None]) -> None:
    plain = io.StringIO(newline="")
    csv.writer(plain).writerow([defused("" if cell is None else str(cell)) for cell in cells])
    assert ",".join(map(csv_file.field, cells)) + "\r\n" == plain.getvalue()


def test_a_log_is_exported_in_a_process_of_its_own(newsroom: Newsroom, folder: Path) -> None:
    finish(export_log(newsroom, LogFilter(), folder / "here.csv"))
    report = finish(beside(newsroom, export_log, LogFilter(), folder / "there.csv"))
    assert (report.rows, report.path) == (8, folder / "there.csv")
    here, there = ((folder / name).read_bytes() for name in ("here.csv", "there.csv"))
    assert there.splitlines()[:-1] == here.splitlines()[:-1]
    with pytest.raises(UnusableInputError, match="There is no folder"):
        finish(beside(newsroom, export_log, LogFilter(), folder / "none" / "log.csv"))


def test_the_chunks_join(newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_export, "CHUNK", 3)
    work = export_log(newsroom, LogFilter(), folder / "log.jsonl")
    steps = [next(work), next(work)]
    do(newsroom, [4], SPAM)
    assert [(step.done, step.total) for step in steps] == [(3, 8), (6, 8)]
    assert finish(work).rows == 8
    assert finish(log.verify_file(newsroom, folder / "log.jsonl")).whole


def test_times_that_are_none_are_left_empty() -> None:
    assert local_datetime(2**62) is None
    assert local_time(2**62) == ""
    assert local_time(0).startswith("19")


SOMETHING = st.text(max_size=60).map(lambda text: storable(text)[0])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.lists(st.tuples(SOMETHING, SOMETHING, SOMETHING), min_size=1, max_size=5))
def test_whatever_people_write_the_files_verify(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    unique = [(f"{name}{n}", address, text) for n, (name, address, text) in enumerate(people)]
    newsroom = newsroom_at(folder / "desk.db", unique)
    do(newsroom, range(1, len(people) + 1), SPAM, Decision(Action.NOTE, text=people[0][2] + "!"))
    assert finish(log.verify(newsroom)).whole
    for name in ("log.jsonl", "log.csv"):
        finish(export_log(newsroom, LogFilter(), folder / name))
        report = finish(log.verify_file(newsroom, folder / name))
        assert report.whole, report.problems
        assert report.entries == 2 * len(people)
    finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    assert sheet_of(folder / "log.xlsx").max_row == 2 * len(people) + 2
    newsroom.store.close()
