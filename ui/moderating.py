"""From a key to a committed decision: targets, reason, preview, commit, undo; then all are told.

Commit first, then paint: nothing on the screen changes before the transaction has ended. Keys
pressed meanwhile wait their turn, so that ten quick presses decide ten comments; what is about the
list waits, too, until that shows what it is asked about.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeVar

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


class _Step(NamedTuple):
    """Something that waits; `about_list` when it depends on what is shown and marked then."""

    do: Callable[[], None]
    about_list: bool


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
        self._questions = 0
        self._in_flight = self._long = False
        self._held = 0
        self._waiting: deque[_Step] = deque()
        self._unopened = 0
        self._digits: deque[int] = deque()
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

    def can_redo(self) -> bool:
        return bool(self.history.undone) or self.busy()

    def busy(self) -> bool:
        """Whether a decision is on its way or waits for its turn."""
        return self._in_flight or bool(self._held) or bool(self._waiting)

    def in_turn(self, step: Callable[[], None], *, about_list: bool = True) -> None:
        """Do this when every decision asked for before is committed, and when nothing holds it."""
        if not self._waiting and not self._in_flight and not (self._held and about_list):
            step()
            return
        self._waiting.append(_Step(step, about_list))
        if self._in_flight and self._long:
            self._window.status.say(self.tr("This waits for the decision under way."))
        self._go_on()

    def hold(self) -> None:
        """Let what is about the list wait from now on, until as many times `release`."""
        self._held += 1
        self.historyChanged.emit()

    def release(self, *, carry_on: bool = True) -> None:
        """Do what was asked for meanwhile, or forget what was asked for about the list."""
        self._held -= 1
        if not carry_on:
            self._waiting = deque(step for step in self._waiting if not step.about_list)
            self._unopened = 0
            self._digits.clear()
        self._go_on()

    def _go_on(self) -> None:
        """Do what waits, as far as it goes."""
        while self._waiting and not self._in_flight:
            if self._held and self._waiting[0].about_list:
                break
            self._waiting.popleft().do()
        self.historyChanged.emit()

    def _next(self) -> None:
        self._in_flight = False
        self._go_on()

    # What keys ask for

    def decide(self, action: Action) -> None:
        """Give the marked comments, or the current one, the status of this action."""
        self.in_turn(lambda: self._decide((Decision(action),)))

    def undo(self) -> None:
        self.in_turn(self._undo, about_list=False)

    def redo(self) -> None:
        self.in_turn(self._redo, about_list=False)

    def revert(self, batch: int, size: int, again: bool) -> None:
        """Undo a batch of so many entries, whoever made it, or do again what an undo took back."""
        self._sizes.setdefault(batch, size)
        self.in_turn(partial(self._revert_chosen, batch, again=again), about_list=False)

    # Targets

    def _target(self) -> int | None:
        """The current comment, where no other is marked."""
        current, model = self._window.queue.list.current_id(), self._window.queue.model
        marked = model.marked_count()
        alone = marked == 0 or (marked == 1 and current is not None and model.marks.has(current))
        return current if alone else None

    def _how_many(self) -> int:
        """Comments that a decision would be about; 0 for none."""
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

    def expect_rejection(self) -> None:
        """A rejection was asked for: a digit typed before its reasons are shown answers it."""
        self._unopened += 1

    def digit(self, digit: int) -> None:
        if len(self._digits) < self._unopened:
            self._digits.append(digit)

    def open_rejection(self) -> None:
        """Ask for the reason in place, unless it has been given already."""
        digit = self._taken_digit()
        how_many = self._how_many()
        if digit is not None and digit <= len(self._reasons):
            self._decide((Decision(Action.REJECT, reason=self._reasons[digit - 1].code),))
        elif how_many:
            self._window.context.open_rejection(self._reasons, how_many)

    def forget_rejection(self) -> None:
        """The comment that was to be rejected is no longer the current one."""
        self._taken_digit()

    def _taken_digit(self) -> int | None:
        self._unopened = max(0, self._unopened - 1)
        return self._digits.popleft() if self._digits else None

    @Slot(str)
    def _reject_because(self, code: str) -> None:
        self.in_turn(lambda: self._decide((Decision(Action.REJECT, reason=code),)))

    def _decide(self, decisions: tuple[Decision, ...]) -> None:
        target = self._target()
        if target is not None:
            self._commit(array("q", [target]), decisions, self._version_seen(target))
        elif self._how_many():
            self._ask(decisions)

    def _ask(self, decisions: tuple[Decision, ...]) -> None:
        """Show what a decision about the marked comments would meet; a worker finds them."""
        newsroom, as_of = self._newsroom(), self._seen()
        shown = self._window.queue.list.snapshot()
        self._questions += 1
        question = self._questions

        def work() -> tuple[array[int], Preview]:
            ids = shown.marks.chosen(shown.ids)
            return ids, desk.preview(newsroom, ids)

        def show(found: tuple[array[int], Preview]) -> None:
            if question == self._questions:
                ids, preview = found
                self._asked = _Asked(decisions, ids, as_of)
                self._window.bulk.ask(decisions[-1].action, preview)

        self._jobs.read(self, work, show, self.failed.emit)

    def withdraw_question(self) -> None:
        """What was asked about the list has lost its meaning: another queue is shown."""
        self._questions += 1
        self._asked = None
        self._window.bulk.hide()

    @Slot(bool)
    def _confirmed(self, with_flagged: bool) -> None:
        asked, self._asked = self._asked, None
        self._window.queue.list.setFocus()
        if asked is None:
            return
        if with_flagged:
            decide = partial(self._commit, asked.ids, asked.decisions, asked.as_of, of_marks=True)
        else:
            decide = partial(self._commit_without_flagged, asked)
        self.in_turn(decide, about_list=False)

    def _commit_without_flagged(self, asked: _Asked) -> None:
        newsroom = self._newsroom()
        self._in_flight = True

        def commit(ids: array[int]) -> None:
            self._commit(ids, asked.decisions, asked.as_of, of_marks=True)

        self._jobs.read(
            self, lambda: desk.without_flagged(newsroom, asked.ids), commit, self._not_done
        )

    @Slot()
    def _dismissed(self) -> None:
        self._asked = None
        self._window.queue.list.setFocus()

    def _commit(
        self,
        ids: array[int],
        decisions: tuple[Decision, ...],
        as_of: int,
        *,
        of_marks: bool = False,
    ) -> None:
        """Decide these, the marked ones or one, and unmark them."""
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
            model = self._window.queue.model
            if of_marks:
                model.clear_marks()
            elif model.marks.has(ids[0]):
                model.toggle(ids[0])
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
        # A reply or a note is to whatever is there now; an edit is of the text it began with.
        as_of = comment.version if mode == Mode.EDIT else None
        step = partial(self._commit_written, comment.id, decisions, as_of)
        self.in_turn(step, about_list=False)

    def _commit_written(
        self, comment_id: int, decisions: tuple[Decision, ...], as_of: int | None
    ) -> None:
        newsroom, own = self._newsroom(), self.own
        seen = self._version_seen(comment_id) if as_of is None else as_of
        composer = self._window.context.composer

        def done(changes: Changes) -> None:
            if changes.conflict_count and not changes.decided:
                composer.fail(
                    self.tr(
                        "Not saved: somebody decided or changed this comment meanwhile. Look at it "
                        "again; what you wrote is kept."
                    )
                )
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
            lambda: moderation.decide(newsroom, [comment_id], decisions, seen, own),
            done,
            failed,
        )

    # Undo and redo

    def _undo(self) -> None:
        if self.history.done:
            self._revert(self.history.done[-1], self.history.own, again=False)

    def _redo(self) -> None:
        if self.history.undone:
            self._revert(self.history.undone[-1], self.history.own, again=True)

    def _revert_chosen(self, batch: int, *, again: bool) -> None:
        """A batch chosen from the log: what this session did after it and holds is in the way."""
        history = self.history
        last = (history.undone if again else history.done)[-1:]
        own = history.own if last == (batch,) else history.own.difference(history.done)
        self._revert(batch, own, again=again)

    def _revert(self, batch: int, own: frozenset[int], *, again: bool) -> None:
        newsroom, history = self._newsroom(), self.history
        revert = moderation.redo if again else moderation.undo

        def done(changes: Changes) -> None:
            after = history.did_again if again else history.took_back
            self.history = after(changes, batch)
            self._note(changes)
            self.tookBack.emit(changes)
            self._next()

        self._carry_out(
            self._sizes.get(batch, 1), lambda: revert(newsroom, batch, own), done, self._not_done
        )
