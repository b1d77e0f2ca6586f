"""What the repository promises about itself: its pins, its few files, its small ones."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import QObject, Signal

ROOT = Path(__file__).parent.parent

TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "main.py",
    "pyproject.toml",
    "requirements.txt",
    "resources",
    "tests",
    "ui",
}


def read(name: str) -> str:
    """Read a text at the top of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def pins() -> dict[str, tuple[str, int]]:
    """Return what requirements.txt pins: by name, the version and how many hashes it has."""
    found: dict[str, tuple[str, int]] = {}
    for entry in re.split(r"\n(?=\S)", read("requirements.txt").strip()):
        head = re.match(r"([\w.-]+)==(\S+)", entry)
        assert head, f"not pinned: {entry.splitlines()[0]}"
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)
        found[canonicalize_name(head[1])] = (head[2], len(hashes))
    return found


def test_every_dependency_is_pinned_with_hashes() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    pinned = pins()
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for wanted in map(Requirement, lines):
        version, _ = pinned[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), f"{wanted} is pinned to {version}: make lock"
    assert [name for name, (_, hashes) in pinned.items() if not hashes] == []


def test_the_lock_names_no_address() -> None:
    lock = read("requirements.txt")
    assert "http" not in lock
    assert "file:" not in lock
    assert not re.search(r"^\s*-(?!-hash)", lock, re.MULTILINE)


def test_only_the_known_names_stand_at_the_top() -> None:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    tops = {line.strip('"').split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in tops if not name.startswith(".")} - TOP_LEVEL == set()


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) < 120


def test_no_file_of_ours_is_long() -> None:
    files = [ROOT / "main.py", *(ROOT / "app").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in files
        if "migrations" not in file.parts
    }
    assert {name: length for name, length in lengths.items() if length > 500} == {}


class Bell(QObject):
    """Rings."""

    rung = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal, its count says nothing")
def test_qt_keeps_its_hands_off_none() -> None:
    """PySide6 6.12.0 loses a reference to None with each emit on Python 3.11, and then aborts."""
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    before = sys.getrefcount(None)
    for _ in range(100_000):
        bell.rung.emit()
    assert len(heard) == 100_000
    assert abs(sys.getrefcount(None) - before) < 1_000
