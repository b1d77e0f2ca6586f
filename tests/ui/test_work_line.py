"""Long work under way, told in one line: the latest begun, then what was begun before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork
from ui.jobs import STOPPED, Job, Jobs
from ui.work_line import WorkLine


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


@pytest.fixture
def line(jobs: Jobs, qtbot: QtBot) -> WorkLine:
    line = WorkLine()
    qtbot.addWidget(line)
    jobs.started.connect(line.follow)
    return line


def begin(jobs: Jobs, title: str, done: int, end: threading.Event, said: list[object]) -> Job:
    def work() -> LongWork[None]:
        while not end.wait(0.005):
            yield Progress(done, 100)

    return jobs.start(jobs, title, work, said.append, said.append)


def test_when_the_later_work_ends_the_earlier_one_is_shown(
    jobs: Jobs, line: WorkLine, qtbot: QtBot
) -> None:
    ends, said = (threading.Event(), threading.Event()), list[object]()
    begin(jobs, "Importing", 20, ends[0], said)
    qtbot.waitUntil(lambda: line.bar.value() == 200)
    begin(jobs, "Deciding", 70, ends[1], said)
    qtbot.waitUntil(lambda: line.bar.value() == 700)
    assert line.title.text() == "Deciding"
    ends[1].set()
    qtbot.waitUntil(lambda: line.title.text() == "Importing")
    assert line.isVisible()
    assert line.bar.value() == 200
    qtbot.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    assert not line.stop.isEnabled()
    qtbot.waitUntil(lambda: not line.isVisible())
    assert said == [None, STOPPED]
    assert isinstance(said[1], Words)


def test_the_earlier_work_may_end_first(jobs: Jobs, line: WorkLine, qtbot: QtBot) -> None:
    ends, said = (threading.Event(), threading.Event()), list[object]()
    begin(jobs, "Importing", 20, ends[0], said)
    begin(jobs, "Deciding", 70, ends[1], said)
    ends[0].set()
    qtbot.waitUntil(lambda: said == [None])
    assert (line.isVisible(), line.title.text()) == (True, "Deciding")
    assert line.stop.isEnabled()
    ends[1].set()
    qtbot.waitUntil(lambda: not line.isVisible())
