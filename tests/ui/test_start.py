"""The start: something to see at once, comments before everything is there, words when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.services.newsroom import Newsroom
from app.storage import glance
from tests.ui.conftest import PATIENCE, Fill, comment
from ui import application, joining
from ui.application import Start
from ui.skeleton import Skeleton

ROOT = Path(__file__).parents[2]
LATER = """
    sqlalchemy alembic phonenumbers linkify_it regex rapidfuzz validators email_validator
    ahocorasick_rs xlsxwriter tqdm pysqlite3 qtawesome
"""
"""What must not be imported before the window is painted."""

FIRST_PAINT = f"""
import sys
from PySide6.QtCore import QTimer
from ui.application import Start, application
program = application()
window = Start(program).window
window.painted.connect(program.quit)
window.show()
QTimer.singleShot(10_000, program.quit)
program.exec()
print(*sorted(set({LATER!r}.split()) & sys.modules.keys()))
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_window_is_painted_before_anything_heavy_is_imported() -> None:
    ended = python("-c", FIRST_PAINT)
    assert (ended.returncode, ended.stdout.strip()) == (0, ""), ended.stderr


def test_a_command_line_for_the_desk_imports_no_command() -> None:
    ended = python(
        "-c",
        "import sys; from app.commands.line import main\n"
        "main(['--database', 'x.db'], lambda database, demo: 0)\n"
        "print(*(name for name in sys.modules if name.startswith(('app.', 'sqlalchemy'))))",
    )
    assert ended.stdout.split() == ["app.commands", "app.commands.line"]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, own_settings: None) -> Start:
    made = Start(qapp)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def test_comments_come_first_and_what_can_be_done_with_them_after(
    start: Start, qtbot: QtBot, newsroom: Newsroom, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(*(comment(number) for number in range(30)))
    seen: list[tuple[int, bool]] = []
    join = joining.join

    def watched(*arguments: object, **named: object) -> joining.Joined:
        for key in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_Z, Qt.Key.Key_Slash):
            QTest.keyClick(start.window, key)
        model, action = start.window.queue.model, start.window.commands.action
        seen.append((model.rowCount(), action("approveAction").isEnabled()))
        return join(*arguments, **named)

    monkeypatch.setattr(joining, "join", watched)
    start.begin(str(newsroom.store.path), demo=False)

    def can_approve() -> bool:
        window = start.window
        return window.is_built() and window.commands.action("approveAction").isEnabled()

    qtbot.waitUntil(can_approve, timeout=PATIENCE)
    assert seen == [(30, False)]
    assert start.window.queue.model.rowCount() == 30
    qtbot.waitUntil(lambda: start.window.context.context is not None, timeout=PATIENCE)
    start.window.close()


def test_opening_that_takes_long_says_why(
    start: Start, qtbot: QtBot, newsroom: Newsroom, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(comment(1))
    looked = threading.Event()
    open_first = joining.open_first

    def slowly(*arguments: str) -> joining.Opened:
        looked.wait(PATIENCE / 1000)
        return open_first(*arguments)

    monkeypatch.setattr(joining, "open_first", slowly)
    monkeypatch.setattr(glance, "SCHEMA_REVISIONS", ("9999",))
    monkeypatch.setattr(application, "PATIENCE_AFTER", 0)
    start.begin(str(newsroom.store.path), demo=False)
    waiting = start.window.centralWidget()
    qtbot.waitUntil(lambda: "being made ready" in waiting.accessibleName(), timeout=PATIENCE)
    assert waiting.grab().toImage() != Skeleton(start.window.theme).grab().toImage()
    looked.set()
    qtbot.waitUntil(start.window.is_built, timeout=PATIENCE)
    start.window.close()


def test_leaving_before_the_newsroom_is_open_closes_it(
    start: Start, qtbot: QtBot, newsroom: Newsroom, fill: Fill
) -> None:
    fill(comment(1))
    start.begin(str(newsroom.store.path), demo=False)
    qtbot.waitUntil(start.window.is_built, timeout=PATIENCE)
    start.window.close()
    if start.newsroom is not None:
        assert start.newsroom.store.reader.pool.checkedout() == 0


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be looked at" * 9])
def test_a_database_that_cannot_be_used_ends_in_words(
    start: Start,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
) -> None:
    said: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    monkeypatch.setattr(QApplication, "exit", lambda _program, code: ended.append(code))
    place = tmp_path / "folder"
    place.mkdir()
    if content:
        place = tmp_path / "other.db"
        place.write_bytes(content)
    start.begin(str(place), demo=False)
    qtbot.waitUntil(lambda: ended == [2], timeout=PATIENCE)
    assert any(said)
    assert not start.window.isVisible()
    assert start.newsroom is None
    if content:
        assert place.read_bytes() == content
