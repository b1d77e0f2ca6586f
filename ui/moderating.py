"""From a key to a committed decision: targets, reason, preview, commit, undo; then all are told.

Commit first, then paint: nothing on the screen changes before the transaction has ended. Keys
pressed meanwhile wait their turn, so that ten quick presses decide ten comments.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.comment import Comment
from app.domain.decision import Action, Changes, Decision, RejectionReason
from app.domain.reading import Preview
from app.domain.words import Words
from app.services import desk, moderation
from app.services.history import History
from app.services.newsroom import LongWork, Newsroom, finish
from ui.jobs import Jobs
from ui.listing import Shorter, read_without
from ui.reply.editor import Mode
from ui.window import DeskWindow

Result = TypeVar("Result")

LONG_BATCH = 2_000
"""From so many comments on a decision shows its progress and can be stopped."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A bulk decision that waits for its preview to be answered, and up to when it has seen."""

    decisions: tuple[Decision, ...]
    ids: array[int]
    as_of: int


class Moderating(QObject):
    """`committed` carries the `Changes` of a decision, the decisions themselves and, of many, what
    the list becomes (a `Shorter`, otherwise None); `tookBack` the `Changes` of an undo or redo.
    `failed` carries `Words` for the status line."""

    committed = Signal(object, object, object)
    tookBack = Signal(object)
    failed = Signal(object)
    historyChanged = Signal()

    def __init__(
        self,
        window: DeskWindow,
        jobs: Jobs,
        newsroom: Callable[[], Newsroom],
        seen: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._newsroom = newsroom
        self._seen = seen
        self._reasons: Sequence[RejectionReason] = ()
        self._asked: _Asked | None = None
        self._in_flight = self._long = False
        self._waiting: deque[Callable[[], None]] = deque()
        self._sizes: dict[int, int] = {}
        self.history = History()
        self.own: frozenset[int] = frozenset()
        window.context.reasonChosen.connect(self._reject_because)
        window.context.composer.submitted.connect(self._submit)
        window.bulk.confirmed.connect(self._confirmed)
        window.bulk.dismissed.connect(self._dismissed)

    def offer(self, reasons: Sequence[RejectionReason]) -> None:
        """The reasons a rejection can have from now on."""
        self._reasons = reasons

    def can_undo(self) -> bool:
        """Whether there is something to undo, or will be when what is on its way has come."""
        return bool(self.history.done) or self.busy()

    def busy(self) -> bool:
        """Whether a decision is on its way or waits for its turn."""
        return self._in_flight or bool(self._waiting)

    def in_turn(self, step: Callable[[], None]) -> None:
        """Do this when every decision asked for before is committed."""
        if self._in_flight:
            self._waiting.append(step)
            if self._long:
                self._window.status.say(self.tr("This waits for the decision under way."))
        else:
            step()

    def hold(self) -> None:
        """Let what is asked for from now on wait, until `release`."""
        self._in_flight = True
        self.historyChanged.emit()

    def release(self, *, carry_on: bool = True) -> None:
        """Do what was asked for meanwhile, or forget it."""
        if not carry_on:
            self._waiting.clear()
        self._next()

    # What keys ask for

    def decide(self, action: Action) -> None:
        """Give the marked comments, or the current one, the status of this action."""
        self.in_turn(lambda: self._decide((Decision(action),)))

    def undo(self) -> None:
        self.in_turn(self._undo)

    def redo(self) -> None:
        self.in_turn(self._redo)

    # Targets

    def _target(self) -> int | None:
        """The one comment that is meant where not several are marked."""
        marks = self._window.queue.model.marks
        if len(marks.ids) == 1 and not marks.all:
            return next(iter(marks.ids))
        return self._window.queue.list.current_id()

    def _how_many(self) -> int:
        marked = self._window.queue.model.marked_count()
        return marked or int(self._window.queue.list.current_id() is not None)

    def _version_seen(self, comment_id: int) -> int:
        """Up to which change the moderator has seen this comment."""
        context = self._window.context.context
        shown: Comment | None = self._window.queue.model.loaded(comment_id)
        if context is not None and context.comment.id == comment_id:
            shown = context.comment
        return self._seen() if shown is None else shown.version

    # Deciding

    def open_rejection(self) -> None:
        """Ask for the reason in place."""
        how_many = self._how_many()
        if how_many:
            self._window.context.open_rejection(self._reasons, how_many)

    @Slot(str)
    def _reject_because(self, code: str) -> None:
        self.in_turn(lambda: self._decide((Decision(Action.REJECT, reason=code),)))

    def _decide(self, decisions: tuple[Decision, ...]) -> None:
        target = self._target()
        if self._how_many() > 1:
            self._ask(decisions)
        elif target is not None:
            self._commit(array("q", [target]), decisions, self._version_seen(target))

    def _ask(self, decisions: tuple[Decision, ...]) -> None:
        """Show what a decision about the marked comments would meet; a worker finds them."""
        newsroom, as_of = self._newsroom(), self._seen()
        shown = self._window.queue.list.snapshot()

        def work() -> tuple[array[int], Preview]:
            ids = shown.marks.chosen(shown.ids)
            return ids, desk.preview(newsroom, ids)

        def show(found: tuple[array[int], Preview]) -> None:
            ids, preview = found
            self._asked = _Asked(decisions, ids, as_of)
            self._window.bulk.ask(decisions[-1].action, preview)

        self._jobs.read(self, work, show, self.failed.emit)

    @Slot(bool)
    def _confirmed(self, with_flagged: bool) -> None:
        asked, self._asked = self._asked, None
        self._window.queue.list.setFocus()
        if asked is None:
            return
        if with_flagged:
            self.in_turn(lambda: self._commit(asked.ids, asked.decisions, asked.as_of))
            return
        newsroom = self._newsroom()

        def commit(ids: array[int]) -> None:
            self.in_turn(lambda: self._commit(ids, asked.decisions, asked.as_of))

        self._jobs.read(
            self, lambda: desk.without_flagged(newsroom, asked.ids), commit, self.failed.emit
        )

    @Slot()
    def _dismissed(self) -> None:
        self._asked = None
        self._window.queue.list.setFocus()

    def _commit(self, ids: array[int], decisions: tuple[Decision, ...], as_of: int) -> None:
        newsroom, own = self._newsroom(), self.own
        shown = self._window.queue.list.snapshot() if len(ids) > 1 else None

        def work() -> LongWork[tuple[Changes, Shorter | None]]:
            changes = yield from moderation.decide(newsroom, ids, decisions, as_of, own)
            return changes, None if shown is None else read_without(shown, changes.touched)

        def done(result: tuple[Changes, Shorter | None]) -> None:
            changes, shorter = result
            self.history = self.history.decided(changes)
            self._note(changes)
            self.committed.emit(changes, decisions, shorter)
            self._next()

        self._carry_out(len(ids), work, done, self._not_done)

    def _carry_out(
        self,
        size: int,
        work: Callable[[], LongWork[Result]],
        done: Callable[[Result], None],
        failed: Callable[[Words], None],
    ) -> None:
        self._in_flight, self._long = True, size >= LONG_BATCH
        self.historyChanged.emit()
        if not self._long:
            self._jobs.write(self, lambda: finish(work()), done, failed)
        else:
            self._jobs.start(self, self.tr("Deciding"), work, done, failed)

    def _not_done(self, words: Words) -> None:
        self.failed.emit(words)
        self._next()

    def _note(self, changes: Changes) -> None:
        self.own |= {changes.change}
        self._sizes[changes.batch] = changes.decided
        self.historyChanged.emit()

    def _next(self) -> None:
        """Do what was asked for meanwhile, as far as it goes without waiting again."""
        self._in_flight = False
        while self._waiting and not self._in_flight:
            self._waiting.popleft()()
        self.historyChanged.emit()

    # The composer

    @Slot(str, str, bool)
    def _submit(self, mode: str, text: str, approve: bool) -> None:
        comment = self._window.context.composer.comment
        if comment is None:
            return
        approval = (Decision(Action.APPROVE),) if approve else ()
        decisions = {
            Mode.REPLY: (*approval, Decision(Action.REPLY, text=text)),
            Mode.EDIT: (Decision(Action.EDIT, text=text), *approval),
            Mode.NOTE: (Decision(Action.NOTE, text=text),),
        }[Mode(mode)]
        self.in_turn(lambda: self._commit_written(comment.id, decisions))

    def _commit_written(self, comment_id: int, decisions: tuple[Decision, ...]) -> None:
        newsroom, own = self._newsroom(), self.own
        as_of = self._version_seen(comment_id)
        composer = self._window.context.composer

        def done(changes: Changes) -> None:
            if changes.conflict_count and not changes.decided:
                composer.fail(self.tr("Not saved: somebody decided this comment meanwhile."))
            else:
                composer.accept()
                self.history = self.history.decided(changes)
            self._note(changes)
            self.committed.emit(changes, decisions, None)
            self._next()

        def failed(words: Words) -> None:
            composer.fail(words.said_in(self._window.status.language))
            self._not_done(words)

        self._carry_out(
            1,
            lambda: moderation.decide(newsroom, [comment_id], decisions, as_of, own),
            done,
            failed,
        )

    # Undo and redo

    def _undo(self) -> None:
        if not self.history.done:
            return
        newsroom, history = self._newsroom(), self.history
        batch = history.done[-1]

        def done(changes: Changes) -> None:
            self.history = history.took_back(changes)
            self._note(changes)
            self.tookBack.emit(changes)
            self._next()

        self._carry_out(
            self._sizes[batch],
            lambda: moderation.undo(newsroom, batch, history.own),
            done,
            self._not_done,
        )

    def _redo(self) -> None:
        if not self.history.undone:
            return
        newsroom, history = self._newsroom(), self.history
        batch = history.undone[-1]

        def done(changes: Changes) -> None:
            self.history = history.did_again(changes)
            self._note(changes)
            self.tookBack.emit(changes)
            self._next()

        self._carry_out(
            self._sizes[batch],
            lambda: moderation.redo(newsroom, batch, history.own),
            done,
            self._not_done,
        )
