"""Measuring in a process of its own: nothing else's memory, nothing else's imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.performance import machine

ROOT = Path(__file__).parents[2]


def in_own_process(
    module: str, *arguments: object, environment: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Run a module of this package by itself and return what it told with `tell`."""
    with tempfile.TemporaryDirectory(prefix="loi-binh-home-") as home:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.performance.{module}", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | strange_home(home) | dict(environment or {}),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def tell(**found: object) -> None:
    """What a process of its own answers, with the memory it took."""
    answer = {"peak": machine.peak_memory(), **found}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def strange_home(home: str) -> dict[str, str]:
    """Nobody's settings are read or changed."""
    names = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    return dict.fromkeys(names, home) | {"XDG_RUNTIME_DIR": home, "LC_ALL": "C.UTF-8"}
