"""Comments leave the desk in a file: asked for by keys, written beside the desk's other work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.services.importing import import_items
from app.services.newsroom import Newsroom, finish
from app.sources.record import ArticleRecord
from tests.ui.conftest import Driven, comment
from ui.exporting.sheet import CommentsSheet

KEY = Qt.Key


def sheet_of(driven: Driven) -> CommentsSheet:
    driven.action("exportCommentsAction").trigger()
    driven.until(lambda: driven.window.findChild(CommentsSheet) is not None)
    sheet = driven.window.findChild(CommentsSheet)
    assert isinstance(sheet, CommentsSheet)
    driven.until(sheet.isActiveWindow)
    driven.settle()
    return sheet


def saving_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """What the dialog was offered, when it is answered with this path."""
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, kinds: str, _first: str) -> tuple[str, str]:
        asked.extend((name, kinds))
        return str(path), kinds.split(";;")[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked


def test_enter_exports_everything_as_json_lines(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = saving_to(monkeypatch, tmp_path / "lời bình")
    sheet = sheet_of(driven)
    assert sheet.count.text() == "20 comments"
    assert not sheet.sources.isVisible()
    driven.keys(KEY.Key_Return)
    driven.wait_said(r"20 comments exported to .*lời bình\.jsonl")
    lines = (tmp_path / "lời bình.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    assert {row["id"] for row in rows} == {f"c{number}" for number in range(20)}
    assert asked[0].endswith(".jsonl")


def test_a_status_and_a_format_are_chosen_by_keys(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    path = tmp_path / "out.xml"
    path.write_text("what the dialog has asked about")
    saving_to(monkeypatch, path)
    sheet = sheet_of(driven)
    driven.keys(KEY.Key_Down)
    assert sheet.count.text() == "1 comment"
    driven.keys(KEY.Key_Tab, KEY.Key_Down)
    assert "trash" in sheet.limits.text()
    driven.keys(KEY.Key_Return)
    driven.wait_said(r"1 comment exported to .*out\.xml")
    assert path.read_text(encoding="utf-8").count("<wp:comment>") == 1


def test_what_is_not_there_cannot_be_exported(driven: Driven) -> None:
    sheet = sheet_of(driven)
    driven.keys(*[KEY.Key_Down] * 4)
    assert sheet.count.text() == "There are no such comments."
    driven.keys(KEY.Key_Return)
    assert sheet.isVisible()
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(CommentsSheet) is None)


def test_isso_is_given_what_is_published_of_one_source(
    driven: Driven,
    newsroom: Newsroom,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = ArticleRecord("blog.vn", "x", "https://blog.vn/x", "Một bài")
    there = replace(comment(1), source="blog.vn", article="x")
    finish(import_items(newsroom, "file", enumerate([other, there])))
    driven.list.setFocus()
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    saving_to(monkeypatch, tmp_path / "out.json")
    sheet = sheet_of(driven)
    driven.keys(KEY.Key_Tab, KEY.Key_Down, KEY.Key_Down)
    assert sheet.statuses.checkedId() == 1
    assert sheet.count.text() == "Isso takes the comments of one source: choose it."
    assert not sheet.go_on.isEnabled()
    driven.keys(KEY.Key_Tab, KEY.Key_End)
    driven.settle()
    sheet.sources.setCurrentIndex(sheet.sources.findData("bao.vn"))
    driven.until(lambda: sheet.count.text() == "1 comment")
    driven.qtbot.mouseClick(sheet.go_on, Qt.MouseButton.LeftButton)
    driven.wait_said(r"1 comment exported to .*out\.json")
    [thread] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(thread["comments"]) == 1


def test_a_place_that_does_not_take_it_is_told_of(driven: Driven, tmp_path: Path) -> None:
    driven.files.exporting.export(tmp_path / "none" / "out.jsonl")
    driven.wait_said("There is no folder")
