"""The desk beside a site: what is new arrives by itself, in a process nobody waits for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import sites
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from app.services.secrets import SERVICE
from tests.app.services import keyrings
from tests.app.services.tiny_isso import PASSWORD, TinyIsso, connect, tiny_isso
from tests.ui.conftest import PATIENCE, Driven
from ui.syncing import Syncing

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[TinyIsso]:
    with tiny_isso() as server:
        yield server


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A system with a keyring, and what is in it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{keyrings.__name__}.Good")
    keyrings.Good.kept.clear()
    yield keyrings.Good.kept
    keyrings.Good.kept.clear()


@pytest.fixture
def known(newsroom: Newsroom, server: TinyIsso, keyring: dict[tuple[str, str], str]) -> str:
    """A site that is connected and whose secret is known; its key."""
    connect(newsroom, server)
    keyring[SERVICE, server.key] = PASSWORD
    return server.key


@pytest.fixture
def syncing(driven: Driven) -> Syncing:
    found = driven.window.findChild(Syncing)
    assert isinstance(found, Syncing)
    return found


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def ended(pid: int) -> bool:
    """Whether a process has come to its end, waited for by somebody or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_what_is_new_arrives_by_itself(known: str, server: TinyIsso, driven: Driven) -> None:
    assert not server.requests, "nothing is asked before the desk has opened"
    server.texts.append("Cầu đẹp lắm.")
    driven.until(lambda: driven.count("pending") == 21)
    assert len(children()) == 1


def test_a_site_that_was_connected_is_asked_at_once(
    newsroom: Newsroom,
    server: TinyIsso,
    keyring: dict[tuple[str, str], str],
    driven: Driven,
    syncing: Syncing,
) -> None:
    syncing.restart()
    driven.until(lambda: not syncing.runs())
    assert not children()
    connect(newsroom, server)
    keyring[SERVICE, server.key] = PASSWORD
    server.texts.append("Cầu đẹp lắm.")
    syncing.restart()
    driven.until(lambda: driven.count("pending") == 21)
    with tiny_isso() as other:
        connect(newsroom, other)
        keyring[SERVICE, other.key] = PASSWORD
        other.texts.append("Sao lâu thế?")
        [before] = children()
        syncing.restart()
        driven.until(lambda: driven.count("pending") == 22)
        [now] = children()
        assert before != now


def test_fetching_at_once_by_a_key(
    known: str, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    driven.until(lambda: server.asked("/admin/") > 0)
    server.texts.append("Cầu đẹp lắm.")
    driven.keys(Qt.Key.Key_F9, modifier=Qt.KeyboardModifier.ShiftModifier)
    driven.wait_said("^Fetching and sending")
    driven.wait_said("^What is new has been fetched")
    driven.until(lambda: driven.count("pending") == 21)


def test_fetching_from_nowhere_is_said(driven: Driven) -> None:
    driven.action("syncAction").trigger()
    driven.wait_said("no site is connected yet")


def test_a_secret_that_is_not_known_is_said_once(
    newsroom: Newsroom, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    connect(newsroom, server)
    syncing.restart()
    driven.wait_said(f"The password of {server.key} is not known in this session: connect it again")
    assert not syncing.runs()
    assert not server.requests
    driven.window.status.say("something else")
    driven.action("syncAction").trigger()
    driven.until(lambda: not syncing.runs() and not driven.busy())
    assert "password" not in driven.said()


def test_what_is_decided_without_a_secret_is_said_to_wait_for_it(
    newsroom: Newsroom, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    connect(newsroom, server)
    syncing.restart()
    driven.wait_said("not known in this session")
    [site] = sites.connected(newsroom)
    assert site.problem == sites.NO_SECRET.put(site=server.key)


def test_several_sites_in_trouble_are_told_of_in_one_line(
    newsroom: Newsroom, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    with tiny_isso() as other:
        connect(newsroom, server)
        connect(newsroom, other)
        syncing.restart()
        names = ", ".join(sorted((server.key, other.key)))
        driven.wait_said(f"^2 sites are in trouble: {names} · F9 shows why$")


def test_what_is_known_of_one_site_is_not_said_over_what_came_of_another(
    newsroom: Newsroom,
    server: TinyIsso,
    keyring: dict[tuple[str, str], str],
    driven: Driven,
    syncing: Syncing,
) -> None:
    with tiny_isso() as other:
        connect(newsroom, other)
        syncing.restart(other.key)
        driven.wait_said(f"The password of {other.key} is not known")
        driven.until(lambda: not syncing.runs())
        connect(newsroom, server)
        keyring[SERVICE, server.key] = PASSWORD
        driven.window.status.say("It is connected.")
        server.texts.append("Cầu đẹp lắm.")
        syncing.restart(server.key)
        driven.until(lambda: driven.count("pending") == 21)
        assert driven.said() == "It is connected."


def test_trouble_is_not_left_standing_when_all_is_well_again(
    known: str, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    server.password = "another"
    syncing.restart(known)
    driven.wait_said("does not accept the administration's password")
    server.password = PASSWORD
    syncing.restart(known)
    driven.until(lambda: driven.said() == "")


def test_a_dead_login_is_said_once(
    known: str, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    server.password = "another"
    syncing.restart()
    driven.wait_said("does not accept the administration's password. Connect again")
    driven.until(lambda: server.asked("/login/") >= 2)
    driven.keys(Qt.Key.Key_A)
    driven.until(lambda: driven.count("pending") == 19)
    driven.settle()
    assert "does not accept" not in driven.said()


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended otherwise")
def test_a_process_that_dies_is_told_of_and_another_begun(
    known: str, server: TinyIsso, driven: Driven, syncing: Syncing
) -> None:
    syncing.restart()
    driven.until(lambda: server.asked("/admin/") > 0)
    [died] = children()
    os.kill(died, signal.SIGKILL)
    driven.wait_said(r"broke off and begins again by itself: .*\(code -9\)")
    server.texts.append("Cầu đẹp lắm.")
    driven.until(lambda: driven.count("pending") == 21)
    assert died not in children()


class Waiting(keyrings.Good):
    """Asks a person for its own password first."""

    answered = threading.Event()
    asked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        assert self.answered.wait(60)
        return super().get_password(service, username)


def test_a_keyring_that_waits_for_somebody_holds_up_nothing(
    known: str,
    server: TinyIsso,
    driven: Driven,
    syncing: Syncing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.Waiting")
    Waiting.asked.clear()
    Waiting.answered.clear()
    syncing.restart()
    try:
        driven.until(Waiting.asked.is_set)
        driven.keys(Qt.Key.Key_A)
        driven.wait_rows(19)
        driven.until(lambda: driven.count("pending") == 19)
    finally:
        Waiting.answered.set()
    driven.until(lambda: server.asked("/admin/") > 0)


@pytest.mark.parametrize("hangs", [False, True])
def test_closing_takes_a_moment_and_leaves_nothing_running(
    known: str, server: TinyIsso, driven: Driven, syncing: Syncing, hangs: bool
) -> None:
    server.hangs = hangs
    syncing.restart()
    driven.until(lambda: len(server.requests) > 0)
    driven.settle()
    [process] = children()
    began = time.monotonic()
    driven.window.close()
    assert time.monotonic() - began < 3
    assert ended(process)
    assert not children()


def begun_by(process: int) -> set[int]:
    """The processes that a process has begun, whichever of its threads did."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux about processes")
@pytest.mark.parametrize("hangs", [False, True])
def test_a_desk_that_is_killed_takes_its_processes_with_it(
    tmp_path: Path, qtbot: QtBot, own_settings: None, server: TinyIsso, hangs: bool
) -> None:
    newsroom = open_newsroom(tmp_path / "desk.db", "An")
    connect(newsroom, server)
    newsroom.store.close()
    server.hangs = hangs
    desk = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "--database", tmp_path / "desk.db"],
        env=os.environ
        | {
            "PYTHON_KEYRING_BACKEND": f"{keyrings.__name__}.OfEnvironment",
            "TESTED_SECRET": PASSWORD,
            "PYTHONPATH": str(ROOT),
        },
    )
    try:
        qtbot.waitUntil(lambda: len(server.requests) > 0, timeout=3 * PATIENCE)
        begun = begun_by(desk.pid)
        assert begun
    finally:
        desk.kill()
        desk.wait()
    qtbot.waitUntil(lambda: all(ended(process) for process in begun), timeout=PATIENCE)
