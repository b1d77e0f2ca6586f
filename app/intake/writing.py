"""One thread that writes: what arrives together is committed together, and then answered.

A commit waits for the disk; two hundred a second would keep the desk from its own. So posts are
gathered for a moment, and one transaction keeps them all.
"""

from __future__ import annotations

import asyncio
import queue
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from app.domain.errors import StorageError
from app.domain.words import Words
from app.intake.answers import busy
from app.intake.settings import MOST_WAITING
from app.services.intake import Kept, keep
from app.services.newsroom import Newsroom
from app.sources.record import Item

GATHERED = 0.03
"""Seconds after the first of a group in which others join it."""

MOST_TOGETHER = 200
"""Comments, and other works, after which a group is not added to: the desk waits for its end."""

_GONE = Words(
    "Tệp cơ sở dữ liệu đã bị dời đi, xóa hoặc thay bằng tệp khác: không nhận gì nữa. Hãy khởi động "
    "lại dịch vụ này.",
    "The database file was moved, removed or replaced by another: nothing more is taken. Start "
    "this service again.",
)

Result = TypeVar("Result")
Work = Callable[[Newsroom], Any]


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to be written: what somebody tells of comments, or any other work."""

    who: str
    told: Sequence[Item] = ()
    work: Work | None = None
    done: Future[Any] = field(default_factory=Future)


class Writing:
    """Takes posts and other work from the service, and writes them in their order."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._file = _identity(newsroom.store.path)
        self._tasks: queue.Queue[_Task | None] = queue.Queue(MOST_WAITING)
        self._thread = Thread(target=self._run, name="intake-writing")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after all that was accepted has been written."""
        self._tasks.put(None)
        self._thread.join()

    async def keep(self, who: str, told: Sequence[Item]) -> Kept:
        """Return when comments are committed, as told by `who`. Raises what kept them from it."""
        kept: Kept = await self._take(_Task(who, told))
        return kept

    async def do(self, who: str, work: Callable[[Newsroom], Result]) -> Result:
        """The result of other work, when it is committed. Raises what kept it from being so."""
        result: Result = await self._take(_Task(who, work=work))
        return result

    async def _take(self, task: _Task) -> Any:  # noqa: ANN401 - whatever the work returns
        try:
            self._tasks.put_nowait(task)
        except queue.Full:
            raise busy() from None
        return await asyncio.shield(asyncio.wrap_future(task.done))

    def _run(self) -> None:
        while (first := self._tasks.get()) is not None:
            tasks, last = self._gathered(first)
            try:
                self._write(tasks)
            except Exception as error:
                self._alone(tasks, error)
            if last:
                return

    def _gathered(self, first: _Task) -> tuple[list[_Task], bool]:
        """What is written together, and whether it is the last there will be."""
        tasks, until = [first], time.monotonic() + GATHERED
        while sum(max(1, len(task.told)) for task in tasks) < MOST_TOGETHER:
            left = until - time.monotonic()
            try:
                task = self._tasks.get(timeout=left) if left > 0 else self._tasks.get_nowait()
            except queue.Empty:
                break
            if task is None:
                return tasks, True
            tasks.append(task)
        return tasks, False

    def _write(self, tasks: Sequence[_Task]) -> None:
        """Write all of these in one transaction, then say so."""
        results = list[tuple[_Task, Any]]()
        with self._newsroom.store.together() as store:
            for who in dict.fromkeys(task.who for task in tasks):
                newsroom = replace(self._newsroom, store=store, moderator=who)
                telling = [task for task in tasks if task.who == who and task.work is None]
                kept = keep(newsroom, [task.told for task in telling])
                results += zip(telling, kept, strict=True)
                for task in tasks:
                    if task.who == who and task.work is not None:
                        results.append((task, task.work(newsroom)))
            if _identity(store.path) != self._file:
                raise StorageError(_GONE)
        for task, result in results:
            task.done.set_result(result)

    def _alone(self, tasks: Sequence[_Task], error: Exception) -> None:
        """After a group could not be written: one that spoils it spoils only itself. What the
        database refuses, it would refuse of each."""
        if len(tasks) == 1 or isinstance(error, StorageError):
            for task in tasks:
                task.done.set_exception(error)
            return
        for task in tasks:
            try:
                self._write([task])
            except Exception as own:
                task.done.set_exception(own)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to. What is written into an open file that lies there no more is
    written, committed, and lost."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
