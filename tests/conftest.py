"""What holds for every test: no screen, no data of the user's, nothing left running.

The environment is set while this file is imported, before anything imports Qt or asks where a
user's data belongs. A warning is an error (pyproject.toml), and so is an exception that nobody
could raise any more: pytest turns those of ``__del__`` and of threads into warnings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 2.0
"""Seconds a thread may take to end after the test that started it."""

_home = Path(tempfile.mkdtemp(prefix="loi-binh-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)


def _move_in() -> None:
    """Point everything that leads to a user's folder into one that is thrown away."""
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": "runtime",
    }
    for name, folder in folders.items():
        path = _home / folder
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[name] = str(path)
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LC_ALL"] = "C.UTF-8"  # the language of a test is the one it asks for


_move_in()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """No whole file stands in a test's name: it could differ from process to process."""
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80):
        return argname
    return None


@pytest.fixture
def home() -> Path:
    """The folder that stands in for the user's own."""
    return _home


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom without a comment: made once, and copied wherever an empty one is wanted."""
    from app.storage.store import open_store

    path = tmp_path_factory.mktemp("blank") / "desk.db"
    open_store(path).close()
    return path


def running_threads() -> set[object]:
    """Return every thread that runs beside the main one: Python's, Qt's and those of its pools.

    A Qt thread that has run Python stays in ``threading.enumerate()`` as a dummy for ever: Qt is
    asked about those, and it is only asked when something has imported it.
    """
    found: set[object] = {
        thread
        for thread in threading.enumerate()
        if thread is not threading.main_thread() and not isinstance(thread, threading._DummyThread)
    }
    if "PySide6.QtCore" in sys.modules:
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QThread, QThreadPool

        QCoreApplication.processEvents()  # a thread may be waiting for its owner's word to end
        main = QThread.currentThread()
        for wrapper in [*shiboken6.getAllValidWrappers(), QThreadPool.globalInstance()]:
            if isinstance(wrapper, QThread):
                if wrapper is not main and wrapper.isRunning():
                    found.add(wrapper)
            elif isinstance(wrapper, QThreadPool) and wrapper.activeThreadCount():
                found.add(wrapper)
    return found


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the desk that leaves a thread behind: the next one would pay for it."""
    if Path(__file__).parent / "ui" not in request.path.parents:
        yield
        return
    before = running_threads()
    yield
    deadline = time.monotonic() + PATIENCE
    while (left := running_threads() - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    if left:
        pytest.fail(f"still running after the test: {', '.join(sorted(map(repr, left)))}")
