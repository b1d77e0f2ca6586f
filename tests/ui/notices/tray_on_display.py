"""Run by test_tray_on_display on a display and a bus of its own: the desk beside a tray.

Argument: the database. Exits with 0 only when everything was seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from app.services.importing import import_items
from app.services.newsroom import finish
from app.services.opening import open_newsroom
from tests.ui.conftest import comment
from ui.application import application, open_desk
from ui.notices.tray import Tray
from ui.preferences.choices import Choices

Told = list[dict[str, Any]]


def wait_until(program: QApplication, true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited in vain until {what}")
        program.processEvents()
        time.sleep(0.01)


def desktop() -> tuple[subprocess.Popen[str], Told]:
    host = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.notices.tray_host"], stdout=subprocess.PIPE, text=True
    )
    told: Told = []

    def listen() -> None:
        for line in host.stdout or ():
            told.append(json.loads(line))

    threading.Thread(target=listen, daemon=True).start()
    return host, told


def drive(database: str, told: Told) -> None:
    program = application()
    wait_until(program, lambda: {"ready": True} in told, "the desktop is there")
    window = open_desk(database)
    window.show()
    wait_until(program, lambda: any("registered" in one for one in told), "the icon is there")
    icon = window.findChild(QSystemTrayIcon)
    assert isinstance(icon, QSystemTrayIcon)
    wait_until(program, lambda: "3 comments pending" in icon.toolTip(), "the count is there")
    assert icon.contextMenu().actions()[1].text() == "3 comments pending"
    choose(window, icon)
    window.hide()
    wait_until(program, lambda: program.activeWindow() is None, "nobody looks")
    other = open_newsroom(database, "Bình")
    more = (comment(30), comment(31))
    finish(import_items(other, "file", ((0, item) for item in more)))
    other.store.close()
    wait_until(program, lambda: any("words" in one for one in told), "somebody is told")
    assert [one["words"] for one in told if "words" in one] == ["2 new comments wait"]
    assert program.activeWindow() is None
    tray = window.findChild(Tray)
    assert isinstance(tray, Tray)
    tell_the_time(program, window)
    tray.show_desk()
    wait_until(program, window.isActiveWindow, "the desk is shown")
    QTimer.singleShot(0, window.close)
    QTimer.singleShot(15_000, lambda: program.exit(7))
    if program.exec() != 0:
        raise SystemExit("the program went on without its window")


def tell_the_time(program: QApplication, window: QMainWindow) -> None:
    """A click on an icon tells Qt the display's time; without that the display takes an activation
    for older than the last one and passes it by. A changed property tells it as well."""
    window.setWindowTitle(f"{window.windowTitle()} ")
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        program.processEvents()
        time.sleep(0.01)


def choose(window: QMainWindow, icon: QSystemTrayIcon) -> None:
    """The number and the icon itself are switched off and on at once, and speak one's language."""
    choices = window.findChild(Choices)
    assert isinstance(choices, Choices)
    before = choices.chosen
    assert number_on(icon)
    choices.use(replace(before, badge=False))
    assert not number_on(icon)
    choices.use(replace(before, language="vi"))
    assert "3 lời bình chờ duyệt" in icon.toolTip()
    assert number_on(icon)
    choices.use(replace(before, badge=False, notifies=False))
    assert not icon.isVisible()
    choices.use(before)
    assert icon.isVisible()
    assert number_on(icon)


def number_on(icon: QSystemTrayIcon) -> bool:
    image = icon.icon().pixmap(QSize(32, 32)).toImage()
    corner = image.pixelColor(image.width() - 5, image.height() * 2 // 3)
    return corner.blue() > corner.green() + 30 and corner.alpha() > 200


def main(database: str) -> None:
    host, told = desktop()
    try:
        drive(database, told)
    finally:
        host.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
