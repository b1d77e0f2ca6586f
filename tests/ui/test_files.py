"""Files at the desk: importing with progress, its end told in words, exporting the log."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.services import desk as reading
from app.services import log
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven
from ui.importing.preview import Preview
from ui.log.export_place import today
from ui.log.export_sheet import OFFERED, ExportSheet
from ui.log.periods import Period
from ui.log.window import LogWindow

ROW = {"article_url": "https://bao.vn/cau", "name": "Lan", "email": "lan@gmail.com"}


def lines(path: Path, n: int) -> Path:
    rows = ({"id": f"n{i}", "text": f"Lời bình mới thứ {i} về cây cầu"} | ROW for i in range(n))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def shown_preview(driven: Driven) -> Preview:
    found = driven.window.findChild(Preview)
    assert isinstance(found, Preview)
    return found


def test_an_import_is_chosen_told_and_waits_behind_the_banner(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path / "in.jsonl", 3)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    driven.control(Qt.Key.Key_I)
    driven.until(lambda: shown_preview(driven).bring_in.hasFocus())
    driven.keys(Qt.Key.Key_Return)
    driven.wait_said("3 new")
    assert driven.rows() == 20
    driven.until(lambda: driven.count("pending") == 23)
    driven.files.import_files([path])
    driven.wait_said("3 already there")


def test_a_file_that_cannot_be_used_is_told_and_the_next_is_imported(
    driven: Driven, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    driven.files.import_files([empty, lines(tmp_path / "in.jsonl", 2)])
    driven.wait_said("2 new")
    assert "empty.csv" in driven.said()


def test_rejected_rows_are_named_with_their_list(driven: Driven, tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", 1)
    with path.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    driven.files.import_files([path])
    driven.wait_said("1 rejected")
    driven.wait_said("in.jsonl.rejected.csv")


def test_a_long_import_can_be_stopped_and_gone_on_with(
    driven: Driven, newsroom: Newsroom, tmp_path: Path
) -> None:
    path = lines(tmp_path / "in.jsonl", 60_000)
    driven.files.import_files([path])
    work = driven.window.status.work
    driven.until(work.isVisible)
    driven.until(lambda: driven.count("pending") > 20, timeout=20_000)
    stop = work.findChild(QPushButton)
    driven.qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    driven.wait_said("[Ss]topped")
    kept = reading.overview(newsroom).counts["pending"]
    assert 20 < kept < 60_020
    assert (kept - 20) % 1000 == 0


def test_a_stop_stops_all_files_and_says_what_became_of_them(
    driven: Driven, newsroom: Newsroom, tmp_path: Path
) -> None:
    first, second = lines(tmp_path / "a.jsonl", 60_000), lines(tmp_path / "b.jsonl", 5)
    driven.files.import_files([first, second])
    work = driven.window.status.work
    driven.until(work.isVisible)
    driven.until(lambda: driven.count("pending") > 20)
    work.stop.setFocus()
    driven.keys(Qt.Key.Key_Space)
    driven.wait_said(r"a\.jsonl: stopped, as asked; .* kept, .* · not begun: b\.jsonl")
    driven.settle()
    assert "new" not in driven.said()
    kept = reading.overview(newsroom).counts["pending"]
    assert 20 < kept < 60_020
    assert (kept - 20) % 1000 == 0


def choose(driven: Driven, period: Period) -> None:
    """These days, in the sheet that asks what is to be exported."""
    sheet = driven.window.findChild(ExportSheet)
    assert isinstance(sheet, ExportSheet)
    button = sheet.periods.button(OFFERED.index(period))
    assert button is not None
    driven.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    driven.qtbot.mouseClick(sheet.go_on, Qt.MouseButton.LeftButton)


def test_the_desk_asks_where_to_export_to_as_the_log_does(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven.keys(Qt.Key.Key_A)
    driven.wait_rows(19)
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, kinds: str, _first: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "log"), kinds.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    driven.control(Qt.Key.Key_E)
    choose(driven, Period.ALL)
    driven.wait_said(r"1 log entry exported to .*log\.csv")
    assert (tmp_path / "log.csv").exists()
    assert asked == [f"log-{today(driven.files._desk.newsroom):%Y-%m-%d}.xlsx"]


def test_the_log_is_exported_to_a_workbook(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven.keys(Qt.Key.Key_A, Qt.Key.Key_S)
    driven.wait_rows(18)
    path = tmp_path / "log.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    driven.action("exportLogAction").trigger()
    choose(driven, Period.ALL)
    driven.wait_said("2 log entries")
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "An" in cells
    assert "Cầu Nam Sông thông xe trước Tết" in cells


def test_the_log_window_follows_decisions(driven: Driven) -> None:
    driven.action("logAction").trigger()

    def shown() -> list[LogWindow]:
        every = QApplication.topLevelWidgets()
        return [each for each in every if isinstance(each, LogWindow) and each.isVisible()]

    driven.until(lambda: bool(shown()))
    (window,) = shown()
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.keys(Qt.Key.Key_A)
    driven.until(lambda: window.table.model().rowCount() == 1)
    window.close()
    driven.action("logAction").trigger()
    driven.until(window.isVisible)


def test_a_closed_log_window_reads_nothing(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    lines = log.lines

    def counted(*arguments: object) -> object:
        read.append(arguments)
        return lines(*arguments)

    monkeypatch.setattr(log, "lines", counted)
    driven.control(Qt.Key.Key_L)
    driven.until(lambda: isinstance(QApplication.activeWindow(), LogWindow))
    window = QApplication.activeWindow()
    assert isinstance(window, LogWindow)
    driven.keys(Qt.Key.Key_Escape)
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.settle()
    read.clear()
    driven.keys(*[Qt.Key.Key_A] * 5)
    driven.wait_rows(15)
    driven.settle()
    assert not read
    driven.control(Qt.Key.Key_L)
    driven.until(lambda: window.model.rowCount() == 5)
    assert len(read) == 1
