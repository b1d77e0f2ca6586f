"""The desk on a real X display, not only on Qt's own offscreen one: it opens, paints and obeys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.domain.queue import Queue
from app.services import desk, queues
from app.services.newsroom import Newsroom
from tests.ui.conftest import Fill, comment
from ui.theme import LIGHT

ROOT = Path(__file__).parents[2]


pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a Linux program"),
    pytest.mark.xdist_group("display"),  # two displays begun at once would take the same number
]


def run_on_x(module: str, *arguments: str) -> None:
    """Run a module of these tests on a display of its own, to its end."""
    assert shutil.which("xvfb-run"), "xvfb is missing: make test installs it"
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1440x900x24"),
            *(sys.executable, "-m", module),
            *arguments,
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        check=False,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr


def test_the_desk_opens_paints_and_obeys_on_x(
    newsroom: Newsroom, fill: Fill, own_settings: None, tmp_path: Path
) -> None:
    fill(*(comment(number) for number in range(3)))
    picture = tmp_path / "desk.png"
    run_on_x("tests.ui.on_display", str(newsroom.store.path), str(picture))
    assert desk.overview(newsroom).counts["approved"] == 1
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1440, 900)
    colours = {image.pixelColor(x, y).name() for x in range(0, 1440, 7) for y in range(0, 900, 7)}
    assert {LIGHT.side, LIGHT.pane, LIGHT.selection} <= colours
    assert len(colours) > 20


def test_a_queue_of_our_own_is_dragged_on_x(
    newsroom: Newsroom, fill: Fill, own_settings: None
) -> None:
    fill(*(comment(number) for number in range(3)))
    for name in "123":
        queues.keep(newsroom, name, Queue(text=f"thu {name}"))
    run_on_x("tests.ui.dragging_on_display", str(newsroom.store.path))
    assert [one.name for one in queues.own_queues(newsroom)] == ["2", "1", "3"]
