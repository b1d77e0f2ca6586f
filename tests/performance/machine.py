"""On what it was measured."""

from __future__ import annotations

import importlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def description() -> dict[str, str | int]:
    """The machine and the versions that a figure depends on."""
    return {
        "cpu": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count() or 0,
        "memory": _first("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": str(importlib.import_module("pysqlite3.dbapi2").sqlite_version),
        "qt": version("PySide6-Essentials"),
        "sqlalchemy": version("SQLAlchemy"),
        "django": _django(),
    }


def _django() -> str:
    """The peer, without which everything else is measured all the same."""
    try:
        return version("django")
    except PackageNotFoundError:
        return "none"


def peak_memory() -> float:
    """MB this process has held at most; 0 where the system does not say.

    Not by `getrusage`: that still counts the process that started this one.
    """
    return _megabytes("VmHWM")


def memory() -> float:
    """MB this process holds now."""
    return _megabytes("VmRSS")


def _megabytes(name: str) -> float:
    found = _first("/proc/self/status", name)
    return int(found.split()[0]) / 1024 if found else 0.0


def _first(path: str, name: str) -> str:
    place = Path(path)
    if not place.exists():
        return ""
    for line in place.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
