"""Files dropped on the window: what it says while they are over it, and that nothing is missed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.ui.conftest import Driven
from ui.importing.drop import DropTarget, DropZone
from ui.importing.preview import Preview

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ROW = {"article_url": "https://bao.vn/cau", "name": "Lan", "email": "lan@gmail.com"}


def lines(path: Path, n: int) -> Path:
    rows = ({"id": f"n{i}", "text": f"Lời bình mới thứ {i} về cây cầu"} | ROW for i in range(n))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def mime(paths: Iterable[Path]) -> QMimeData:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return dragged


def enter(target: QWidget, dragged: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(9, 9), COPY | MOVE, dragged, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event


def drop(target: QWidget, dragged: QMimeData) -> QDropEvent:
    event = QDropEvent(QPointF(9, 9), COPY | MOVE, dragged, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event


@pytest.fixture
def target(driven: Driven) -> DropTarget:
    found = driven.window.findChild(DropTarget)
    assert isinstance(found, DropTarget)
    return found


def zone(target: DropTarget) -> DropZone:
    assert target.zone is not None
    return target.zone


def preview(driven: Driven) -> Preview:
    driven.until(lambda: driven.window.findChild(Preview) is not None)
    found = driven.window.findChild(Preview)
    assert isinstance(found, Preview)
    return found


def test_a_file_over_the_window_is_told_what_will_happen(
    driven: Driven, target: DropTarget, tmp_path: Path
) -> None:
    path = lines(tmp_path / "tháng 11.jsonl", 2)
    before = driven.window.grab().toImage()
    entered = enter(driven.window, mime([path]))
    assert entered.isAccepted()
    assert entered.dropAction() is COPY
    shown = zone(target)
    assert shown.isVisible()
    assert shown.geometry() == driven.window.rect()
    assert "tháng 11.jsonl" in shown.accessibleName()
    assert "Nothing is written" in shown.accessibleName()
    assert driven.window.grab().toImage() != before
    QApplication.sendEvent(driven.window, QDragLeaveEvent())
    assert not shown.isVisible()
    assert driven.window.findChild(Preview) is None


def test_a_file_let_go_is_looked_at_and_imported_with_enter(
    driven: Driven, target: DropTarget, tmp_path: Path
) -> None:
    dragged = mime([lines(tmp_path / "in.jsonl", 3)])
    enter(driven.window, dragged)
    moved = QDragMoveEvent(QPoint(50, 50), COPY | MOVE, dragged, LEFT, PLAIN)
    QApplication.sendEvent(driven.window, moved)
    assert moved.isAccepted()
    assert drop(driven.window, dragged).isAccepted()
    assert not zone(target).isVisible()
    sheet = preview(driven)
    driven.until(sheet.bring_in.hasFocus)
    driven.keys(Qt.Key.Key_Return)
    driven.wait_said("3 new")


def test_a_file_over_the_search_field_or_a_reply_is_meant_for_the_desk(
    driven: Driven, target: DropTarget, tmp_path: Path
) -> None:
    driven.keys(Qt.Key.Key_R)
    editor, search = driven.widget("replyEditor"), driven.window.search.line
    assert isinstance(editor, QPlainTextEdit)
    for taker in (search, editor):
        dragged = mime([lines(tmp_path / "in.jsonl", 1)])
        dragged.setText("file:///in.jsonl")
        assert enter(taker, dragged).isAccepted()
        assert zone(target).isVisible()
        drop(taker, dragged)
        sheet = preview(driven)
        driven.until(sheet.bring_in.hasFocus)
        driven.keys(Qt.Key.Key_Escape)
        driven.until(lambda: driven.window.findChild(Preview) is None)
    assert (search.text(), editor.toPlainText()) == ("", "")


def test_words_and_web_addresses_are_none_of_its_business(
    driven: Driven, target: DropTarget
) -> None:
    page = QMimeData()
    page.setUrls([QUrl("https://bao.vn/cau.html")])
    words = QMimeData()
    words.setText("cầu")
    for dragged in (page, words):
        assert not enter(driven.window, dragged).isAccepted()
        assert target.zone is None
    enter(driven.window.search.line, words)
    drop(driven.window.search.line, words)
    assert driven.window.search.line.text() == "cầu"


def test_a_folder_is_refused_in_words(driven: Driven, target: DropTarget, tmp_path: Path) -> None:
    folder = tmp_path / "thư mục"
    folder.mkdir()
    enter(driven.window, mime([folder]))
    assert zone(target).accessibleName().startswith("A folder cannot be imported")
    drop(driven.window, mime([folder]))
    sheet = preview(driven)
    driven.until(lambda: "nothing in it to import" in sheet.accessibleDescription())
    assert "is a folder" in sheet.said()
    assert not sheet.bring_in.isVisible()
    driven.keys(Qt.Key.Key_Return)
    driven.until(lambda: driven.window.findChild(Preview) is None)
    driven.settle()
    assert driven.rows() == 20


def test_folders_among_files_are_left_out(
    driven: Driven, target: DropTarget, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    enter(driven.window, mime([folder, lines(tmp_path / "in.jsonl", 2)]))
    assert "Folders are left out" in zone(target).accessibleName()


def test_what_the_system_cannot_look_at_is_told_of_as_a_file(
    driven: Driven, target: DropTarget
) -> None:
    dragged = mime([])
    dragged.setUrls([QUrl(f"file:///tmp/{'a' * 300}"), QUrl("file:///tmp/a%00b.csv")])
    assert enter(driven.window, dragged).isAccepted()
    assert zone(target).isVisible()
    drop(driven.window, dragged)
    sheet = preview(driven)
    driven.until(sheet.later.hasFocus)
    assert sheet.said().count("cannot be read") == 2
    driven.keys(Qt.Key.Key_Escape)
    driven.until(lambda: driven.window.findChild(Preview) is None)
