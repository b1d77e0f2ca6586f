from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.errors import CancelledError, StorageError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork
from ui.jobs import STOPPED, UNEXPECTED, Job, Jobs

FULL = Words("Đĩa đầy.", "The disk is full.")


class Heard(QObject):
    """An owner that writes down what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.words: list[Words] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, words: Words) -> None:
        self.words.append(words)
        self.threads.add(threading.get_ident())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


def raising(error: Exception) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


def test_reading_is_done_elsewhere_and_told_here(jobs: Jobs, heard: Heard) -> None:
    jobs.read(heard, threading.get_ident, heard.done, heard.failed)
    assert jobs.busy()
    assert heard.results == []
    assert jobs.wait(5000)
    assert heard.results[0] != threading.get_ident()
    assert heard.threads == {threading.get_ident()}
    assert not jobs.busy()


def test_lambdas_are_called_here_too(jobs: Jobs, heard: Heard) -> None:
    where: list[int] = []
    jobs.read(heard, lambda: 1, lambda _: where.append(threading.get_ident()), heard.failed)
    assert jobs.wait(5000)
    assert where == [threading.get_ident()]


def test_two_read_at_once_while_one_writes_in_order(jobs: Jobs, heard: Heard) -> None:
    meeting = threading.Barrier(2, timeout=5)
    jobs.read(heard, meeting.wait, lambda _: None, heard.failed)
    jobs.read(heard, meeting.wait, lambda _: None, heard.failed)
    written: list[int] = []

    def write(number: int) -> Callable[[], int]:
        def work() -> int:
            time.sleep(0.002 * (5 - number))
            written.append(number)
            return number

        return work

    for number in range(5):
        jobs.write(heard, write(number), heard.done, heard.failed)
    assert jobs.wait(5000)
    assert heard.words == []
    assert written == [0, 1, 2, 3, 4] == heard.results


def test_an_expected_error_is_told_in_its_words(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(jobs.crashed):
        jobs.write(heard, raising(StorageError(FULL)), heard.done, heard.failed)
        assert jobs.wait(5000)
    assert heard.words == [FULL]


def test_a_bug_is_logged_and_told_in_general_words(
    jobs: Jobs, heard: Heard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.read(heard, raising(KeyError("slot")), heard.done, heard.failed)
    assert jobs.wait(5000)
    assert isinstance(crashed.args[0], KeyError)
    assert heard.words == [UNEXPECTED]
    assert "in work" in caplog.text


def test_nothing_is_told_to_an_owner_that_is_gone(
    jobs: Jobs, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    results, words = heard.results, heard.words
    jobs.read(heard, lambda: 1, heard.done, heard.failed)
    jobs.write(heard, raising(StorageError(FULL)), heard.done, heard.failed)
    shiboken6.delete(heard)
    with caplog.at_level(logging.WARNING):
        assert jobs.wait(5000)
    assert (results, words) == ([], [])
    assert FULL.en in caplog.text


def test_long_work_reports_about_ten_times_a_second(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    def work() -> LongWork[str]:
        began = time.monotonic()
        done = 0
        while time.monotonic() - began < 0.55:
            done += 1
            yield Progress(done, 0)
        return "all"

    reports: list[Progress] = []
    threads: set[int] = set()

    def report(progress: Progress) -> None:
        reports.append(progress)
        threads.add(threading.get_ident())

    with qtbot.waitSignal(jobs.started) as started:
        job = jobs.start(heard, "Import", work, heard.done, heard.failed)
    assert started.args == [job]
    assert job.title == "Import"
    job.progressed.connect(report)
    with qtbot.waitSignal(job.ended):
        pass
    assert heard.results == ["all"]
    assert 3 <= len(reports) <= 7
    assert threads == {threading.get_ident()}


def endless() -> LongWork[str]:
    for done in range(1_000_000_000):
        time.sleep(0.001)
        yield Progress(done)
    return "never"


def test_cancelled_work_is_closed_and_says_so(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    closed: list[bool] = []

    def work() -> LongWork[str]:
        try:
            return (yield from endless())
        finally:
            closed.append(True)

    job = jobs.start(heard, "Export", work, heard.done, heard.failed)
    with qtbot.waitSignal(job.progressed):
        pass
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert job.is_cancelled()
    assert closed == [True]
    assert heard.words == [STOPPED]
    assert heard.results == []


def test_cancelled_work_may_still_return(jobs: Jobs, heard: Heard) -> None:
    def work() -> LongWork[int]:
        kept = 0
        try:
            while True:
                kept += 1
                yield Progress(kept)
        except GeneratorExit:
            return -1

    jobs.start(heard, "Import", work, heard.done, heard.failed).cancel()
    assert jobs.wait(5000)
    assert heard.results in ([-1], [])
    assert heard.words in ([], [STOPPED])


def test_cancelled_work_may_have_its_own_words(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    kept = Words("Đã giữ 3 dòng.", "3 rows were kept.")

    def work() -> LongWork[int]:
        try:
            while True:
                yield Progress(1)
        except GeneratorExit:
            raise CancelledError(kept) from None

    job = jobs.start(heard, "Import", work, heard.done, heard.failed)
    with qtbot.waitSignal(job.progressed):
        pass
    job.cancel()
    assert jobs.wait(5000)
    assert heard.words == [kept]


def test_work_that_will_not_stop_is_a_bug(
    jobs: Jobs, heard: Heard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work() -> LongWork[int]:
        for _ in range(3):
            try:
                while True:
                    yield Progress(1)
            except GeneratorExit:
                continue
        return 1

    job = jobs.start(heard, "Import", work, heard.done, heard.failed)
    with qtbot.waitSignal(job.progressed):
        pass
    with qtbot.waitSignal(jobs.crashed):
        job.cancel()
    assert jobs.wait(5000)
    assert heard.words == [UNEXPECTED]
    assert "ignored GeneratorExit" in caplog.text


def test_waiting_gives_up_in_time(jobs: Jobs, heard: Heard) -> None:
    gate = threading.Event()
    jobs.read(heard, lambda: gate.wait(5), heard.done, heard.failed)
    assert not jobs.wait(30)
    gate.set()
    assert jobs.wait(5000)


def test_closing_finishes_writes_drops_reads_and_stops_long_work(
    qtbot: QtBot,
    heard: Heard,
) -> None:
    jobs = Jobs()
    written: list[int] = []
    read: list[int] = []

    def write() -> None:
        time.sleep(0.02)
        written.append(1)

    for _ in range(3):
        jobs.write(heard, write, heard.done, heard.failed)
    for _ in range(20):
        jobs.read(heard, lambda: (time.sleep(0.05), read.append(1)), heard.done, heard.failed)
    job = jobs.start(heard, "Import", endless, heard.done, heard.failed)
    assert jobs.close()
    assert job.is_cancelled()
    assert written == [1, 1, 1]
    assert len(read) < 20
    assert heard.results == []
    jobs.read(heard, lambda: 1, heard.done, heard.failed)
    jobs.write(heard, lambda: 1, heard.done, heard.failed)
    assert isinstance(jobs.start(heard, "", endless, heard.done, heard.failed), Job)
    assert not jobs.busy()
    assert jobs.close()


def test_closing_keeps_what_went_wrong_and_does_not_hang(
    qtbot: QtBot,
    heard: Heard,
    caplog: pytest.LogCaptureFixture,
) -> None:
    jobs = Jobs()
    gate = threading.Event()
    jobs.write(heard, raising(StorageError(FULL)), heard.done, heard.failed)
    jobs.write(heard, lambda: gate.wait(10), heard.done, heard.failed)
    began = time.monotonic()
    assert not jobs.close(100)
    assert time.monotonic() - began < 2
    assert FULL.en in caplog.text
    assert "still running" in caplog.text
    gate.set()
