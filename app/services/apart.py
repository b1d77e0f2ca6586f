"""Long work in a process of its own, so that heavy Python never holds up a frame of the desk.

What crosses between the processes is pickled: a top-level function, its arguments, its progress,
its result, and a failure in words.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from app.domain.errors import NewsroomError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom, Result
from app.services.opening import open_newsroom

SECONDS_BETWEEN_REPORTS = 0.05
SECONDS_OF_SILENCE = 0.25
"""After this long without a word the last progress is told again: a chance to stop the work."""

SECONDS_TO_STOP = 10.0
"""What work that was asked to stop may still take before it is broken off where it stands."""

SECONDS_TO_TIDY = 5.0
"""What work that was broken off may still take to remove what it left half-made, before its process
is killed."""

_DIED = Words(
    "Tiến trình làm việc này đã dừng đột ngột (mã {code}); những gì đã lưu vẫn còn.",
    "The process that did this work ended unexpectedly (code {code}); what it had saved is kept.",
)


@dataclass(frozen=True, slots=True)
class _End:
    """How work ended: it returned something, failed in words, met a bug, or was stopped."""

    result: Any = None
    failure: NewsroomError | None = None
    bug: str = ""
    stopped: bool = False


def apart(
    work: Callable[..., LongWork[Result]],
    *args: object,
    patience: float | None = None,
    **named: object,
) -> LongWork[Result]:
    """Carry out `work(*args, **named)`, a top-level function, in a process of its own.

    Yields its progress and returns its result; what it raises in words is raised here. Closing
    this closes the work there, which takes back or keeps what its own documentation says; it has
    `patience` seconds to hear it (None: `SECONDS_TO_STOP`). Should this process die, the other one
    breaks its work off.

    Raises NewsroomError when the process dies, RuntimeError with its traceback for a bug in it.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_carry_through, args=(there, work, args, named), daemon=True)
    with here:
        with there:
            process.start()
        try:
            end = yield from _followed(here)
        except GeneratorExit:
            end = _stopped(here, process, SECONDS_TO_STOP if patience is None else patience)
            if end.stopped:
                raise
        finally:
            code = _gone(process)
    result: Result = _result(end, code)
    return result


def beside(
    newsroom: Newsroom,
    work: Callable[..., LongWork[Result]],
    *args: object,
    patience: float | None = None,
    **named: object,
) -> LongWork[Result]:
    """Carry out `work(newsroom, …)` apart, where the same newsroom is opened anew."""
    database, moderator = newsroom.store.path, newsroom.moderator
    return apart(_in_newsroom, database, moderator, work, args, named, patience=patience)


def _in_newsroom(
    database: Path,
    moderator: str,
    work: Callable[..., LongWork[Result]],
    args: tuple[object, ...],
    named: dict[str, object],
) -> LongWork[Result]:
    newsroom = open_newsroom(database, moderator)
    with closing(newsroom.store):
        return (yield from work(newsroom, *args, **named))


# on this side


def _followed(here: Connection) -> LongWork[_End | None]:
    """The work's progress until its end; None when its process died without a word."""
    progress = Progress(0)
    while True:
        if here.poll(SECONDS_OF_SILENCE):
            said = _said(here)
            if not isinstance(said, Progress):
                return said
            progress = said
        yield progress


def _said(here: Connection) -> Progress | _End | None:
    try:
        said: Progress | _End = here.recv()
    except (EOFError, OSError):
        return None
    return said


def _stopped(here: Connection, process: SpawnProcess, patience: float) -> _End:
    """Ask the work to stop; it may have come to its end, good or bad, before it heard."""
    deadline = time.monotonic() + patience
    with suppress(OSError):
        here.send(None)
    while here.poll(max(0.0, deadline - time.monotonic())):
        said = _said(here)
        if not isinstance(said, Progress):
            return said or _End(stopped=True)
    process.terminate()
    return _End(stopped=True)


def _gone(process: SpawnProcess) -> int | None:
    """Wait for the process, which has nothing left to do, or end it; its exit code."""
    process.join(1.0)
    if process.is_alive():
        process.terminate()
        process.join(SECONDS_TO_TIDY)
    if process.is_alive():
        process.kill()
        process.join()
    code = process.exitcode
    process.close()
    return code


def _result(end: _End | None, code: int | None) -> Any:  # noqa: ANN401 - whatever the work gives
    if end is None:
        raise NewsroomError(_DIED.put(code=code))
    if end.bug:
        raise RuntimeError(end.bug)
    if end.failure is not None:
        raise end.failure
    return end.result


# on the other side


def _carry_through(
    there: Connection,
    work: Callable[..., LongWork[Any]],
    args: tuple[object, ...],
    named: dict[str, object],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the work decides when it stops
    signal.signal(signal.SIGTERM, _break_off)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with there:
        end = _ended(there, work, args, named)
        with suppress(OSError):  # nobody is left to hear it
            there.send(end)


def _end_with_parent() -> None:
    """Break the work off when who wanted it has died, whatever it is waiting for."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _break_off(number: int, _: object) -> None:
    """Leave the work by all its `finally`, where the signal alone would end it without any."""
    raise SystemExit(128 + number)


def _ended(
    there: Connection,
    work: Callable[..., LongWork[Any]],
    args: tuple[object, ...],
    named: dict[str, object],
) -> _End:
    try:
        with closing(work(*args, **named)) as steps:
            last_report = float("-inf")
            while not there.poll():
                progress = next(steps)
                if time.monotonic() - last_report >= SECONDS_BETWEEN_REPORTS:
                    there.send(progress)
                    last_report = time.monotonic()
            steps.throw(GeneratorExit())
    except StopIteration as done:
        return _End(result=done.value)
    except GeneratorExit:
        return _End(stopped=True)
    except NewsroomError as error:
        return _End(failure=error)
    except Exception:
        return _End(bug=traceback.format_exc())
    return _End(stopped=True)
