"""Work in a process of its own: its progress, its result, its failures and its end come back."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import NewsroomError, StorageError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services import apart as apart_module
from app.services.apart import apart, beside
from app.services.newsroom import LongWork, Newsroom, finish
from app.storage.reading import newest_id


def counting(to: int, seconds: float = 0.0) -> LongWork[list[int]]:
    for n in range(to):
        time.sleep(seconds)
        yield Progress(n, to)
    return list(range(to))


def telling_where() -> LongWork[tuple[int, bool]]:
    yield Progress(0)
    return os.getpid(), "PySide6" in sys.modules


def keeping_chunks(kept: Path, tidied: Path) -> LongWork[None]:
    try:
        for n in range(10_000):
            kept.write_text(str(n))
            time.sleep(0.01)
            yield Progress(n, 10_000)
    finally:
        tidied.write_text("tidied")


def finishing_when_asked_to_stop(begun: Path) -> LongWork[str]:
    try:
        begun.touch()
        while True:
            time.sleep(0.01)
            yield Progress(0)
    except GeneratorExit:
        return "too late to stop"


def deaf(begun: Path) -> LongWork[None]:
    begun.touch()
    time.sleep(60)
    yield Progress(0)


def half_made(scratch: Path) -> LongWork[None]:
    """One step that takes longer than anybody waits."""
    try:
        scratch.touch()
        while True:
            time.sleep(1)
        yield Progress(0)
    finally:
        scratch.unlink()


def refusing() -> LongWork[None]:
    yield Progress(0)
    raise StorageError(Words("Đĩa đầy.", "The disk is full."))


def mistaken() -> LongWork[None]:
    yield Progress(0)
    raise ZeroDivisionError("a bug")


def dying() -> LongWork[None]:
    yield Progress(0)
    os._exit(7)


def newest_in(newsroom: Newsroom, more: int, *, by: str) -> LongWork[tuple[int, bool]]:
    yield Progress(0)
    with newsroom.store.reading() as connection:
        return newest_id(connection) + more, newsroom.moderator == by


def until(path: Path, work: LongWork[object]) -> None:
    while not path.exists():
        next(work)


def test_progress_and_result_come_back() -> None:
    told: list[Progress] = []
    results: list[list[int]] = []

    def listening() -> Iterator[Progress]:
        results.append((yield from apart(counting, 5, seconds=0.06)))

    told.extend(listening())
    assert results == [[0, 1, 2, 3, 4]]
    assert [progress for progress in dict.fromkeys(told) if progress.total] == [
        Progress(n, 5) for n in range(5)
    ]


def test_it_is_another_process_and_has_no_qt() -> None:
    process, has_qt = finish(apart(telling_where))
    assert process != os.getpid()
    assert not has_qt


def test_a_failure_in_words_is_raised_here_as_it_is() -> None:
    with pytest.raises(StorageError) as raised:
        finish(apart(refusing))
    assert raised.value.words == Words("Đĩa đầy.", "The disk is full.")


def test_a_bug_comes_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError: a bug"):
        finish(apart(mistaken))


def test_a_process_that_dies_is_a_sentence() -> None:
    with pytest.raises(NewsroomError, match=r"ended unexpectedly \(code 7\)"):
        finish(apart(dying))


def test_closing_closes_the_work_and_waits_for_it(tmp_path: Path) -> None:
    kept, tidied = tmp_path / "kept", tmp_path / "tidied"
    work = apart(keeping_chunks, kept, tidied)
    until(kept, work)
    work.close()
    assert tidied.exists()
    assert not multiprocessing.active_children()


def test_work_that_ends_rather_than_stops_gives_its_result(tmp_path: Path) -> None:
    work = apart(finishing_when_asked_to_stop, tmp_path / "begun")
    until(tmp_path / "begun", work)
    with pytest.raises(StopIteration) as done:
        work.throw(GeneratorExit())
    assert done.value.value == "too late to stop"


def test_work_that_does_not_hear_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_module, "SECONDS_TO_STOP", 0.1)
    work = apart(deaf, tmp_path / "begun")
    until(tmp_path / "begun", work)
    work.close()
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without a signal")
def test_work_that_is_broken_off_in_a_step_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart_module, "SECONDS_TO_STOP", 0.1)
    work = apart(half_made, tmp_path / "scratch")
    until(tmp_path / "scratch", work)
    work.close()
    assert not (tmp_path / "scratch").exists()
    assert not multiprocessing.active_children()


def test_work_never_begun_starts_no_process() -> None:
    apart(counting, 5).close()
    assert not multiprocessing.active_children()


def test_what_cannot_cross_is_a_bug_that_leaves_nothing_running() -> None:
    with pytest.raises((AttributeError, TypeError)):
        finish(apart(counting, lambda: 5))
    assert not multiprocessing.active_children()


def test_beside_opens_the_same_newsroom_for_the_same_moderator(newsroom: Newsroom) -> None:
    assert finish(beside(newsroom, newest_in, 3, by="An")) == (3, True)
