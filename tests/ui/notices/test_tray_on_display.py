"""The desk beside a real tray: an X display and a session bus of their own, with a stand-in for the
desktop that owns the tray."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.newsroom import Newsroom
from tests.ui.conftest import Fill, comment

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a Linux program")
@pytest.mark.xdist_group("display")
@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no session bus")
def test_an_icon_with_a_count_a_word_about_what_came_in_and_an_end_with_the_window(
    newsroom: Newsroom, fill: Fill, own_settings: None
) -> None:
    fill(*(comment(number) for number in range(3)))
    done = subprocess.run(
        [
            *("dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1440x900x24"),
            *(sys.executable, "-m", "tests.ui.notices.tray_on_display"),
            str(newsroom.store.path),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        check=False,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    assert "could not send" not in done.stderr
