"""The one way work leaves the GUI thread: progress, cancelling and errors come back as signals.

Reading runs on two threads, writing strictly in order on one, long work on a thread of its own.
What a caller hands over to be told (`done`, `failed`) always runs in the GUI thread, and never
after its owner was destroyed.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from app.domain.errors import CancelledError, NewsroomError
from app.domain.progress import Progress
from app.domain.words import Words

if TYPE_CHECKING:
    from app.services.newsroom import LongWork

Result = TypeVar("Result")

READING_THREADS = 2
SECONDS_BETWEEN_REPORTS = 0.1
CLOSING_MILLISECONDS = 3000

UNEXPECTED = Words(
    "Có lỗi ngoài dự kiến; chi tiết đã ghi vào tệp nhật ký của chương trình.",
    "Something unexpected went wrong; the details are in the program's log file.",
)
STOPPED = Words("Đã dừng theo yêu cầu.", "Stopped, as asked.")

_log = logging.getLogger(__name__)


class Job(QObject):
    """Long work under way: its title, how far it is (a `Progress`, at most ten a second), its end.

    Both signals are emitted in the GUI thread; `ended` comes after `done` or `failed` was called.
    """

    progressed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; it may still finish before it notices."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()


class _Task(Generic[Result]):
    """One piece of work with what came of it.

    It stays in the GUI thread's keeping: a worker holds it only while it works, so that no widget
    a callback refers to is ever released in a worker.
    """

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
        job: Job | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        self._owner = owner
        self._work = work
        self._done = done
        self._failed = failed
        self._result: list[Result] = []
        self.error: BaseException | None = None
        self.job = job
        self.lasting = lasting

    def carry_out(self) -> None:
        """Runs in a worker; whatever is raised is kept for the GUI thread."""
        try:
            self._result.append(self._work())
        except BaseException as error:
            self.error = error

    def deliver(self) -> None:
        """Runs in the GUI thread."""
        if not shiboken6.isValid(self._owner):
            self.log_error()
        elif self.error is None:
            self._done(self._result[0])
        elif isinstance(self.error, NewsroomError):
            self._failed(self.error.at_the_desk)
        else:
            self._failed(UNEXPECTED)

    def crashed(self) -> bool:
        return self.error is not None and not isinstance(self.error, NewsroomError)

    def log_error(self) -> None:
        """Keep an error that nobody is left to be told of."""
        if self.error is not None:
            _log.warning("work failed after its owner had gone", exc_info=self.error)


class Jobs(QObject):
    """All threads of the desk. `close` must be called before the program ends.

    `started` carries a `Job`; `crashed` carries the exception of work that met a bug, after it was
    logged with its traceback (`failed` has then been given a general sentence); `idle` says that
    nothing is under way any more.
    """

    started = Signal(object)
    crashed = Signal(object)
    idle = Signal()
    _settled = Signal(int)
    _reported = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._tasks: dict[int, _Task[Any]] = {}
        self._readers = ThreadPoolExecutor(READING_THREADS, thread_name_prefix="reading")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._futures: set[Future[None]] = set()
        self._threads: dict[int, threading.Thread] = {}
        self._closed = threading.Event()
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
    ) -> None:
        """Short work that changes nothing; two at a time, in no promised order."""
        if not self._closed.is_set():
            self._submit(self._readers, _Task(owner, work, done, failed))

    def write(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
    ) -> None:
        """Work that changes something: one at a time, in the order it was given."""
        if not self._closed.is_set():
            self._submit(self._writer, _Task(owner, work, done, failed))

    def start(
        self,
        owner: QObject,
        title: str,
        work: Callable[[], LongWork[Result]],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
    ) -> Job:
        """Long work on a thread of its own; `work` is called there and makes the generator."""
        job = Job(title, self)
        if self._begin(job, owner, work, done, failed, lasting=False):
            self.started.emit(job)
        return job

    def keep_going(
        self,
        owner: QObject,
        work: Callable[[], LongWork[Result]],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
    ) -> Job:
        """Work for as long as the desk is open: like `start`, but nobody is told that it has begun
        (`started`), and nobody but `close` waits for its end (`busy`, `wait`, `idle`)."""
        job = Job("", self)
        self._begin(job, owner, work, done, failed, lasting=True)
        return job

    def _begin(
        self,
        job: Job,
        owner: QObject,
        work: Callable[[], LongWork[Result]],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
        *,
        lasting: bool,
    ) -> bool:
        if self._closed.is_set():
            return False
        number = next(self._numbers)

        def whole() -> Result:
            return self._carry_through(number, job, work())

        self._tasks[number] = _Task(owner, whole, done, failed, job, lasting=lasting)
        thread = threading.Thread(
            target=self._carry_out, args=(number,), name=f"job {number}", daemon=True
        )
        self._threads[number] = thread
        thread.start()
        return True

    def busy(self) -> bool:
        """Whether anything is under way or has not yet been delivered."""
        return any(not task.lasting for task in self._tasks.values())

    def wait(self, milliseconds: int) -> bool:
        """Run the event loop until nothing is under way; False when time ran out first."""
        deadline = time.monotonic() + milliseconds / 1000
        loop = QEventLoop()
        self.idle.connect(loop.quit)
        # What is delivered may begin something new before the loop has ended.
        while self.busy() and (left := deadline - time.monotonic()) > 0:
            QTimer.singleShot(round(left * 1000) + 1, loop.quit)
            loop.exec()
        self.idle.disconnect(loop.quit)
        return not self.busy()

    def close(self, milliseconds: int = CLOSING_MILLISECONDS) -> bool:
        """Cancel long work, let writes that were asked for finish, drop the rest.

        Nothing is delivered any more. False when something still ran when the time was over.
        """
        self._closed.set()
        deadline = time.monotonic() + milliseconds / 1000
        for task in self._tasks.values():
            if task.job is not None:
                task.job.cancel()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=False)
        unfinished = wait_for(set(self._futures), max(0.0, deadline - time.monotonic())).not_done
        for thread in self._threads.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        in_time = not unfinished and not any(t.is_alive() for t in self._threads.values())
        if in_time:
            self._readers.shutdown()
            self._writer.shutdown()
        else:
            _log.warning("work was still running when the desk closed")
        for task in self._tasks.values():
            if not isinstance(task.error, CancelledError):
                task.log_error()
        self._tasks.clear()
        self._threads.clear()
        return in_time

    def _submit(self, pool: ThreadPoolExecutor, task: _Task[Any]) -> None:
        number = next(self._numbers)
        self._tasks[number] = task
        future = pool.submit(self._carry_out, number)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)

    def _carry_out(self, number: int) -> None:
        _carry_out(self._tasks.get(number))
        if not self._closed.is_set():
            self._settled.emit(number)

    def _carry_through(self, number: int, job: Job, work: LongWork[Result]) -> Result:
        last_report = float("-inf")
        try:
            while not job.is_cancelled():
                progress = next(work)
                now = time.monotonic()
                if now - last_report >= SECONDS_BETWEEN_REPORTS and not self._closed.is_set():
                    last_report = now
                    self._reported.emit(number, progress)
            work.throw(GeneratorExit())
        except StopIteration as returned:
            result: Result = returned.value
            return result
        except GeneratorExit:
            raise CancelledError(STOPPED) from None
        finally:
            work.close()
        raise CancelledError(STOPPED)

    @Slot(int, object)
    def _report(self, number: int, progress: Progress) -> None:
        task = self._tasks.get(number)
        if task is not None and task.job is not None:
            task.job.progressed.emit(progress)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task is None:
            return
        self._threads.pop(number, None)
        try:
            if task.crashed():
                _log.error("unexpected error in a worker", exc_info=task.error)
                self.crashed.emit(task.error)
            task.deliver()
        finally:
            if task.job is not None:
                task.job.ended.emit()
                task.job.deleteLater()
            if not task.lasting and not self.busy():
                self.idle.emit()


def _carry_out(task: _Task[Any] | None) -> None:
    if task is not None:
        task.carry_out()
