"""A desk that is killed in the middle of a reply: what was written is there the next time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven, Fill, comment
from ui.application import open_desk

ROOT = Path(__file__).parents[3]

TYPING = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.application import application, open_desk
from ui.jobs import Jobs
program = application()
window = open_desk(sys.argv[1])
window.show()
def wait(true):
    while not true():
        QTest.qWait(10)
wait(lambda: window.context.context is not None)
window.queue.list.setFocus()
QTest.keyClick(window.queue.list, Qt.Key.Key_R)
composer = window.context.composer
wait(composer.isVisible)
QTest.keyClicks(composer.edit, "Cam on ban")
wait(lambda: composer._state.text() and not window.findChild(Jobs).busy())
while True:
    QTest.keyClicks(composer.edit, ".")
    print(len(composer.edit.text_written()), flush=True)
    QTest.qWait(1)
"""


def test_a_reply_survives_a_desk_that_is_killed_while_it_is_typed(
    qtbot: QtBot, own_settings: None, newsroom: Newsroom, fill: Fill
) -> None:
    fill(comment(1))
    database = newsroom.store.path
    killed = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(database)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
    )
    try:
        assert killed.stdout is not None
        assert killed.stdout.readline()
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        killed.stdout.close()
    desk = Driven(qtbot, open_desk(str(database)), database)
    desk.window.show()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.wait_beside()
    desk.keys(Qt.Key.Key_R)
    composer = desk.window.context.composer
    desk.until(composer.isVisible)
    assert composer.edit.text_written().startswith("Cam on ban")
    desk.window.close()
