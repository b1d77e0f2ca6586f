"""The door says in words what stops the desk: to somebody who has never seen a traceback."""

from __future__ import annotations

import ast
import os
import runpy
import signal
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import main

ROOT = Path(main.__file__).parent
OPEN_THE_DESK = "import sys, main; sys.exit(main.run_desk('never.db', demo=False))"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the words are about Linux")


def run(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python at the root of the repository; None takes a variable away."""
    changed: Mapping[str, str | None] = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        **environment,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in changed.items() if value is not None},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def assert_only_words(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    """Both languages, all the words in each, no traceback, and nothing on the standard output."""
    vietnamese, english = [
        line for line in ended.stderr.splitlines() if line.startswith("Lời Bình: ")
    ]
    assert vietnamese != english
    for word in words:
        assert word in vietnamese
        assert word in english
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    assert ended.returncode == 2


def broken_qt(folder: Path, words: str) -> str:
    """Lay a PySide6 before the real one that fails as the real one does, and return its folder."""
    (folder / "PySide6").mkdir()
    (folder / "PySide6" / "__init__.py").touch()
    (folder / "PySide6" / "QtWidgets.py").write_text(f"raise ImportError({words!r})\n")
    return str(folder)


def test_a_python_without_libraries_names_them_and_the_command() -> None:
    ended = run("-S", "-E", "main.py", "--demo")
    assert_only_words(ended, "PySide6", "sqlalchemy", "make run", "pip install -r requirements.txt")


def test_only_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\n"
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name: None if name == 'rapidfuzz' else find(name)\n"
    )
    ended = run("main.py", "status", PYTHONPATH=str(tmp_path))
    assert_only_words(ended, "rapidfuzz")
    assert "sqlalchemy" not in ended.stderr


def test_a_folder_that_a_removal_left_behind_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "left_behind").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(main, "LIBRARIES", "left_behind json")
    assert main.missing_libraries() == ["left_behind"]


def test_the_libraries_asked_for_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    brought = packages_distributions()
    named = {canonicalize_name(brought[name][0]) for name in main.LIBRARIES.split()}
    assert wanted <= named


def test_an_old_python_can_read_the_file_and_is_told() -> None:
    ast.parse((ROOT / "main.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    ended = run(
        "-c", "import sys; sys.version_info = (3, 8); import main; sys.exit(main.enter([]))"
    )
    assert_only_words(ended, "3.11")


def test_a_library_of_the_system_is_named(tmp_path: Path) -> None:
    words = "libGL.so.1: cannot open shared object file: No such file or directory"
    ended = run("-c", OPEN_THE_DESK, PYTHONPATH=broken_qt(tmp_path, words))
    assert_only_words(ended, "libGL.so.1", "make run")


def test_the_packages_that_bring_it_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "SYSTEM_LIBRARIES", "libc.so.6=libc6 libnone.so.7=libnone7")
    monkeypatch.setattr(main, "qt_refusal", lambda: "libnone.so.7: cannot open")
    assert main.run_desk("never.db", demo=False) == 2
    assert "apt-get install libnone7" in capsys.readouterr().err


def test_a_plugin_that_qt_would_abort_over_is_tried_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyside = pytest.importorskip("PySide6")
    plugins = tmp_path / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (plugins / "libqxcb.so").write_bytes(b"not a library")
    monkeypatch.setattr(pyside, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libqxcb.so" in main.qt_refusal()


def test_without_a_display_the_desk_says_so() -> None:
    ended = run("-c", OPEN_THE_DESK, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert_only_words(ended, "DISPLAY", "WAYLAND_DISPLAY")


def test_what_is_needed_here_is_here() -> None:
    assert main.missing_libraries() == []
    assert main.qt_refusal() == ""


def test_ctrl_c_while_it_starts_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.commands.line.main", lambda *_: signal.raise_signal(signal.SIGINT))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(main.__file__, run_name="__main__")
    assert ended.value.code == 2
    assert "stopped" in capsys.readouterr().err
