"""From the start of the process to a window, and to the rows of the first queue in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.performance.measure import Measurement, Samples, TimesLimit
from tests.performance.processes import ROOT, strange_home
from tests.performance.workshop import Workshop

TIMES = 15
SCREEN = "1920x1080x24"


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """In turns with an empty window; the very first of each, with a cold disk, is left out."""
    database = workshop.copy("started")
    found: dict[str, list[float]] = {"empty": [], "window": [], "rows": []}
    with _display() as display:
        home = workshop.folder / "home"
        home.mkdir(exist_ok=True)
        environment = os.environ | strange_home(str(home)) | display | _compiled(home)
        for number in range(TIMES + 1):
            empty = _started(environment, "empty", "-")
            desk = _started(environment, "desk", str(database))
            if number:
                found["empty"].append(empty["window"])
                found["window"].append(desk["window"])
                found["rows"].append(desk["rows"])
    workshop.path(database.name)
    limit = Samples(tuple(found["empty"]))
    for name, label, factor in (
        ("window", "start to the window", 1.6),
        ("rows", "start to the first rows", 3.5),
    ):
        ours = Samples(tuple(found[name]))
        yield Measurement(label, "ms", ours, limit, goals=(TimesLimit(factor),))


def _compiled(home: Path) -> dict[str, str]:
    """Python keeps what it compiled, as on every machine where a program starts a second time."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}


def _started(environment: dict[str, str], *arguments: str) -> dict[str, float]:
    """Seconds from before the process was made to what it tells of."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.starting", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return {name: moment - begun for name, moment in told.items()}


@contextmanager
def _display() -> Iterator[dict[str, str]]:
    """A screen of one's own where Xvfb is installed, none (offscreen) elsewhere."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with Path(f"/proc/self/fd/{read}").open(encoding="ascii") as number:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number.readline().strip()}"}
    finally:
        os.close(read)
        server.terminate()
        server.wait()
