"""The desk on a real X display, not only on Qt's own offscreen one: it opens, paints and obeys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.services import desk
from app.services.newsroom import Newsroom
from tests.ui.conftest import Fill, comment
from ui.theme import LIGHT

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a Linux program")
def test_the_desk_opens_paints_and_obeys_on_x(
    newsroom: Newsroom, fill: Fill, own_settings: None, tmp_path: Path
) -> None:
    assert shutil.which("xvfb-run"), "xvfb is missing: make test installs it"
    fill(*(comment(number) for number in range(3)))
    picture = tmp_path / "desk.png"
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1440x900x24"),
            *(sys.executable, "-m", "tests.ui.on_display"),
            str(newsroom.store.path),
            str(picture),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        check=False,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    assert desk.overview(newsroom).counts["approved"] == 1
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1440, 900)
    colours = {image.pixelColor(x, y).name() for x in range(0, 1440, 7) for y in range(0, 900, 7)}
    assert {LIGHT.side, LIGHT.pane, LIGHT.selection} <= colours
    assert len(colours) > 20
