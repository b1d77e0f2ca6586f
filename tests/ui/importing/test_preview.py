"""Before an import: figures that come true, a choice by keys, and nothing written without it."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.services import desk as reading
from tests.ui.conftest import Driven
from ui.importing import preview as preview_of
from ui.importing.preview import Preview
from ui.preferences.choices import Choices
from ui.theme import Appearance

KEY = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
ROW = {"article_url": "https://bao.vn/cau", "name": "Lan", "email": "lan@gmail.com"}


def lines(path: Path, n: int, *others: str) -> Path:
    rows = ({"id": f"n{i}", "text": f"Lời bình mới thứ {i} về cây cầu"} | ROW for i in range(n))
    written = [*(json.dumps(row) for row in rows), *others]
    path.write_text("".join(line + "\n" for line in written), encoding="utf-8")
    return path


def looked_at(driven: Driven, *paths: Path) -> Preview:
    """The sheet, once it has found what there is."""
    driven.files.look_at(list(paths))
    sheet = driven.window.findChild(Preview)
    assert isinstance(sheet, Preview)
    driven.until(lambda: sheet.bring_in.hasFocus() or sheet.later.hasFocus())
    return sheet


def gone(driven: Driven) -> None:
    driven.until(lambda: driven.window.findChild(Preview) is None)


def written(driven: Driven) -> list[object]:
    """Everything that an import could change, and the number of the last change."""
    with closing(sqlite3.connect(driven.database)) as connection:
        names = ("article", "comment", "writer", "log_entry", "flag")
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in names]
    overview = reading.overview(driven.files._desk.newsroom)
    return [*counts, overview.change, overview.last_id]


def words(sheet: Preview) -> str:
    return " | ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_figures_and_reasons_are_shown_and_come_true(driven: Driven, tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", 4, '{"id": "x"}', "{broken", '{"id": "y"}')
    sheet = looked_at(driven, path)
    said = words(sheet)
    assert "JSON Lines · 7 rows read" in said
    assert "3 rows cannot be used" in said
    assert re.search(r"2 × \| The text is missing\. \| line 5: .*\| line 7: ", said)
    assert "This is not valid JSON." in said
    assert sheet.figures() == {
        "new": 4,
        "changed": 0,
        "already there": 0,
        "rejected": 3,
        "new articles": 1,
    }
    assert sheet.bring_in.words() == "Import 4"
    assert "Nothing has been written yet." in said
    driven.keys(KEY.Key_Return)
    gone(driven)
    driven.wait_said("4 new, 0 updated, 0 already there, 3 rejected")
    driven.until(driven.list.hasFocus)
    again = looked_at(driven, path)
    assert again.figures()["already there"] == 4
    assert "All of it is here already." in words(again)
    assert not again.bring_in.isVisible()
    driven.keys(KEY.Key_Return)
    gone(driven)


def test_escape_loses_nothing_and_writes_nothing(driven: Driven, tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", 3, "{}")
    driven.keys(KEY.Key_J, KEY.Key_X)
    current, marked = driven.list.currentIndex().row(), driven.window.queue.model.marked_count()
    driven.settle()
    before, here = written(driven), sorted(tmp_path.iterdir())
    looked_at(driven, path)
    driven.keys(KEY.Key_Escape)
    gone(driven)
    driven.settle()
    assert written(driven) == before
    assert sorted(tmp_path.iterdir()) == here
    assert driven.list.currentIndex().row() == current
    assert driven.window.queue.model.marked_count() == marked == 1
    driven.until(driven.list.hasFocus)


def test_escape_while_it_is_looking_stops_the_look(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_of, "SMALL", 0)
    path = lines(tmp_path / "in.jsonl", 30_000)
    before = written(driven)
    driven.files.look_at([path])
    driven.until(lambda: driven.window.findChild(Preview).body.hasFocus())
    driven.keys(KEY.Key_Return)
    assert driven.window.findChild(Preview) is not None, "Enter waits for something to be seen"
    driven.keys(KEY.Key_Escape)
    gone(driven)
    driven.settle()
    assert written(driven) == before
    assert driven.said() == ""


def test_a_large_file_can_be_imported_without_looking(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_of, "SMALL", 0)
    driven.files.look_at([lines(tmp_path / "in.jsonl", 3_000)])
    sheet = driven.window.findChild(Preview)
    assert isinstance(sheet, Preview)
    assert sheet.bring_in.words() == "Import without looking"
    driven.qtbot.mouseClick(sheet.bring_in, Qt.MouseButton.LeftButton)
    gone(driven)
    driven.wait_said("3,000 new")


def test_a_large_file_is_looked_at_in_a_process_of_its_own(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_of, "SMALL", 0)
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 20))
    assert sheet.figures()["new"] == 20


def test_a_look_that_was_stopped_leaves_the_choice(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_of, "SMALL", 0)
    driven.files.look_at([lines(tmp_path / "in.jsonl", 30_000)])
    sheet = driven.window.findChild(Preview)
    assert isinstance(sheet, Preview)
    sheet.work.stop.click()
    driven.until(sheet.later.hasFocus)
    assert "Stopped, as asked." in words(sheet)
    assert sheet.bring_in.words() == "Import without looking"
    driven.keys(KEY.Key_Return)
    gone(driven)


def test_several_files_are_one_choice(driven: Driven, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    first, second = lines(tmp_path / "a.jsonl", 2), lines(tmp_path / "b.jsonl", 3, "{}")
    sheet = looked_at(driven, first, empty, second)
    said = words(sheet)
    assert said.startswith("3 files")
    assert "a.jsonl | 2 new, 0 changed, 0 already there, 0 rejected" in said
    assert "b.jsonl | 1 new, 0 changed, 2 already there, 1 rejected" in said
    assert "“empty.csv” is empty" in said
    assert "b.jsonl: 1 row cannot be used" in said
    assert sheet.figures()["new"] == 3
    driven.keys(KEY.Key_Return)
    driven.wait_said(r"a\.jsonl: 2 new.* · b\.jsonl: 1 new")
    assert "empty.csv" not in driven.said()


def test_the_rejected_rows_are_saved_where_one_says(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "mend.csv"
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(listed), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    before = written(driven)
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 1, "{}", "{broken"))
    sheet.save.setFocus()
    driven.keys(KEY.Key_Return)
    driven.until(lambda: "mend.csv" in words(sheet))
    assert asked == [str(tmp_path / "in.jsonl.rejected.csv")]
    assert len(listed.read_text("utf-8-sig").splitlines()) == 3
    assert written(driven) == before
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_language_and_theme_change_while_it_is_open(driven: Driven, tmp_path: Path) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 1_204, "{}"))
    figures, english = sheet.figures(), words(sheet)
    light = sheet.grab().toImage()
    choices.use(replace(choices.chosen, language="vi", appearance=Appearance.DARK))
    assert sheet.grab().toImage() != light
    assert "1.204" in words(sheet)
    assert "Thiếu" in words(sheet)
    assert list(sheet.figures().values()) == list(figures.values())
    assert sheet.bring_in.hasFocus()
    choices.use(replace(choices.chosen, language="en", appearance=Appearance.LIGHT))
    assert words(sheet) == english
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_nothing_of_it_is_cut_off_at_its_least_size(driven: Driven, tmp_path: Path) -> None:
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 3, *["{broken" + "x" * 300] * 2))
    sheet.resize(sheet.minimumSizeHint().expandedTo(sheet.minimumSize()))
    for button in (sheet.later, sheet.bring_in):
        assert button.width() >= button.sizeHint().width()
        assert button.height() >= 24
    body = sheet.body.widget()
    assert body is not None
    assert body.width() <= sheet.body.viewport().width()
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_a_small_file_is_seen_at_once(driven: Driven, tmp_path: Path) -> None:
    looked_at(driven, lines(tmp_path / "a.jsonl", 10))
    driven.keys(KEY.Key_Escape)
    gone(driven)
    began = time.monotonic()
    looked_at(driven, lines(tmp_path / "a.jsonl", 10))
    assert time.monotonic() - began < 2
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_a_key_that_is_held_imports_nothing(driven: Driven, tmp_path: Path) -> None:
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 2))
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, NO_MODIFIER, "\r", True)
    QApplication.sendEvent(sheet.bring_in, held)
    assert sheet.isVisible()
    driven.keys(KEY.Key_Escape)
    gone(driven)
    driven.settle()
    assert driven.rows() == 20


def test_where_the_rejected_rows_are_is_said_in_every_theme(driven: Driven, tmp_path: Path) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    sheet = looked_at(driven, lines(tmp_path / "in.jsonl", 1, "{}"))
    sheet.save_list(tmp_path / "mend.csv")
    driven.until(lambda: "mend.csv" in words(sheet))
    choices.use(replace(choices.chosen, appearance=Appearance.DARK))
    assert "mend.csv" in words(sheet)
    choices.use(replace(choices.chosen, appearance=Appearance.LIGHT))
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_no_file_name_and_no_heading_is_too_long_for_it(driven: Driven, tmp_path: Path) -> None:
    good = lines(tmp_path / f"{'a' * 240}.jsonl", 1, "{}")
    empty, strange = tmp_path / f"{'b' * 240}.csv", tmp_path / "in.csv"
    empty.touch()
    strange.write_text(f"{'c' * 5_000},b\n1,2\n")
    sheet = looked_at(driven, good, empty, strange)
    sheet.save_list(tmp_path / f"{'d' * 240}.csv")
    driven.until(lambda: "ddd" in words(sheet))
    sheet.resize(sheet.minimumSizeHint().expandedTo(sheet.minimumSize()))
    QApplication.processEvents()
    body = sheet.body.widget()
    assert body is not None
    assert body.width() <= sheet.body.viewport().width()
    assert sheet.width() <= driven.window.minimumWidth()
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_a_file_that_goes_before_it_is_imported_is_told_of(driven: Driven, tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", 2)
    looked_at(driven, path)
    path.unlink()
    driven.keys(KEY.Key_Return)
    driven.wait_said("There is no file “in.jsonl”")
    driven.until(driven.list.hasFocus)


def test_no_option_is_offered_that_cannot_be_typed_here(driven: Driven, tmp_path: Path) -> None:
    notes, table = tmp_path / "notes.md", tmp_path / "in.csv"
    notes.write_text("just words", encoding="utf-8")
    table.write_text("Ý kiến,url\nHay,/1\n", encoding="utf-8")
    sheet = looked_at(driven, notes, table)
    assert "comments of these are read: JSON Lines, CSV, WordPress, Disqus" in sheet.said()
    assert "Ý kiến, url" in sheet.said()
    assert "--" not in sheet.said()
    driven.keys(KEY.Key_Escape)
    gone(driven)


def test_a_file_one_may_only_read_beside_is_imported_all_the_same(
    driven: Driven, tmp_path: Path
) -> None:
    path = lines(tmp_path / "in.jsonl", 2, "{}")
    (tmp_path / "in.jsonl.rejected.csv").mkdir()
    looked_at(driven, path)
    driven.keys(KEY.Key_Return)
    driven.wait_said("2 new, 0 updated, 0 already there, 1 rejected$")


def test_which_site_a_file_of_paths_belongs_to_is_typed_here(
    driven: Driven, tmp_path: Path
) -> None:
    """It is asked only where that is needed; Enter on an address looks again, then it imports."""
    assert not looked_at(driven, lines(tmp_path / "whole.jsonl", 1)).site.isVisible()
    driven.keys(KEY.Key_Escape)
    gone(driven)
    rows = {"author": "Lan", "email": "lan@gmail.com", "website": "", "remote_addr": ""}
    comment = {**rows, "id": 1, "text": "Cầu đẹp", "created": "2026-05-01 10:00:00"}
    path = tmp_path / "isso.json"
    path.write_text(json.dumps([{"id": "/cau", "title": "Cầu", "comments": [comment]}]))
    sheet = looked_at(driven, path)
    assert sheet.site.isVisible()
    assert "Which site are they on?" in words(sheet)
    sheet.site.edit.setFocus()
    driven.type("ba o")
    driven.keys(KEY.Key_Return)
    assert "“ba o” is not a site's address" in words(sheet)
    assert sheet.isVisible()
    sheet.site.edit.selectAll()
    driven.type("bao.vn")
    driven.keys(KEY.Key_Return)
    driven.until(sheet.bring_in.hasFocus)
    assert sheet.site.edit.text() == "https://bao.vn"
    assert "is not a site's address" not in words(sheet)
    driven.keys(KEY.Key_Return)
    driven.wait_said(r"isso\.json: 1 new")
    with closing(sqlite3.connect(driven.database)) as connection:
        (url,) = connection.execute("SELECT url FROM article WHERE title = 'Cầu'").fetchone()
    assert url == "https://bao.vn/cau"


def test_a_site_that_is_typed_counts_however_one_goes_on(driven: Driven, tmp_path: Path) -> None:
    """Whoever presses the button instead of Enter sees first what becomes of it."""
    rows = {"author": "Lan", "email": "lan@gmail.com", "website": "", "remote_addr": ""}
    comment = {**rows, "id": 1, "text": "Cầu đẹp", "created": "2026-05-01 10:00:00"}
    path = tmp_path / "isso.json"
    path.write_text(json.dumps([{"id": "/cau", "title": "Cầu", "comments": [comment]}]))
    sheet = looked_at(driven, path)
    sheet.site.edit.setFocus()
    driven.type("ba o")
    driven.qtbot.mouseClick(sheet.bring_in, Qt.MouseButton.LeftButton)
    assert "“ba o” is not a site's address" in words(sheet)
    assert sheet.isVisible()
    sheet.site.edit.setFocus()
    sheet.site.edit.selectAll()
    driven.type("bao.vn")
    driven.qtbot.mouseClick(sheet.bring_in, Qt.MouseButton.LeftButton)
    driven.until(lambda: sheet.site.site == "https://bao.vn" and sheet.bring_in.hasFocus())
    driven.keys(KEY.Key_Return)
    driven.wait_said(r"isso\.json: 1 new")
    with closing(sqlite3.connect(driven.database)) as connection:
        (url,) = connection.execute("SELECT url FROM article WHERE title = 'Cầu'").fetchone()
    assert url == "https://bao.vn/cau"


def test_a_page_that_is_here_under_another_name_is_said(driven: Driven, tmp_path: Path) -> None:
    """The desk has the article by its whole address; without a site the file's is another one."""
    rows = {"author": "Lan", "email": "lan@gmail.com", "website": "", "remote_addr": ""}
    comment = {**rows, "id": 1, "text": "Cầu đẹp", "created": "2026-05-01 10:00:00"}
    path = tmp_path / "isso.json"
    path.write_text(json.dumps([{"id": "/cau.html", "title": "", "comments": [comment]}]))
    sheet = looked_at(driven, path)
    assert "1 new article is here already" in words(sheet)
    assert "may come in twice" in sheet.said()
    sheet.site.edit.setFocus()
    driven.type("bao.vn")
    driven.keys(KEY.Key_Return)
    driven.until(sheet.bring_in.hasFocus)
    assert "is here already" not in words(sheet)


def test_what_was_left_out_is_named_in_the_language_of_the_screen(
    driven: Driven, tmp_path: Path
) -> None:
    rows = {"author": None, "email": None, "website": None, "remote_addr": ""}
    gone_one = {**rows, "id": 1, "mode": 4, "text": "", "created": "2026-05-01 10:00:00"}
    kept = {**gone_one, "id": 2, "mode": 1, "text": "Cầu đẹp", "author": "Lan"}
    path = tmp_path / "isso.json"
    path.write_text(json.dumps([{"id": "/cau", "title": "Cầu", "comments": [gone_one, kept]}]))
    sheet = looked_at(driven, path)
    assert "Left out: 1 deleted" in words(sheet)
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    before = choices.chosen
    choices.use(replace(before, language="vi"))
    driven.until(lambda: "1 đã xóa" in words(sheet))
    choices.use(before)
