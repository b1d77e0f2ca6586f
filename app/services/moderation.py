"""Deciding, undoing and redoing: the only way a comment's fate changes at a moderator's hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from app.domain.checks import WordList, check_text
from app.domain.comment import Status
from app.domain.decision import (
    RESULTING_STATUS,
    Action,
    Changes,
    Conflict,
    Decision,
)
from app.domain.errors import UnusableInputError
from app.domain.flag import Flag, FlagKind
from app.domain.hostile import MAX_TEXT, storable
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom
from app.storage import reading
from app.storage.deciding import Deciding, Step, Target
from app.storage.log_reading import BatchEntry, batch_entries, decided_since
from app.storage.writers import newsroom_writer

CHUNK = 5_000
"""Comments between two signs of progress; about a tenth of a second."""

MOST_CONFLICTS = 100

NEWSROOM_NAME = "Tòa soạn"

OF_THE_TEXT = FlagKind.WORD | FlagKind.LINK | FlagKind.PHONE | FlagKind.HIDDEN | FlagKind.NO_MARKS
"""The kinds of flags that an edit judges anew; the others do not depend on the text."""

_DECIDED_AS = {
    Status.APPROVED: Action.APPROVE,
    Status.REJECTED: Action.REJECT,
    Status.SPAM: Action.SPAM,
    Status.PENDING: None,
}


@dataclass(slots=True)
class _Outcome:
    unchanged: int = 0
    conflict_count: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    def stale(self, target: Target) -> None:
        status = Status(target.status)
        self.gone()
        if len(self.conflicts) < MOST_CONFLICTS:
            self.conflicts.append(
                Conflict(
                    target.id, status, target.decided_by, _DECIDED_AS[status], target.decided_at
                )
            )

    def gone(self) -> None:
        self.conflict_count += 1

    def changes(self, work: Deciding, action: Action) -> Changes:
        return Changes(
            change=work.change,
            batch=work.change,
            action=action,
            moderator=work.moderator,
            touched=work.touched,
            added=work.added,
            removed=work.removed,
            articles=frozenset(work.articles),
            conflicts=tuple(self.conflicts),
            conflict_count=self.conflict_count,
            unchanged=self.unchanged,
        )


def decide(
    newsroom: Newsroom,
    ids: Sequence[int],
    decisions: Sequence[Decision],
    as_of: int,
    own: Collection[int] = (),
) -> LongWork[Changes]:
    """Carry out the same decisions on each comment, as one batch in one transaction.

    `as_of` is the change number up to which the moderator has seen these comments, `own` those of
    this session; a comment that another change wrote later is left as it is and reported as a
    conflict. Closing the work early changes
    nothing at all.
    """
    prepared = [_prepared(decision) for decision in decisions]
    outcome = _Outcome()
    with newsroom.store.writing() as connection:
        work = Deciding(connection, newsroom.moderator, newsroom.clock())
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            targets = work.targets(chunk)
            outcome.conflict_count += len(chunk) - len(targets)
            for target in targets:
                if target.version > as_of and target.version not in own:
                    outcome.stale(target)
                elif not _carry_out(newsroom, connection, work, target, prepared):
                    outcome.unchanged += 1
            work.flush()
            yield Progress(start + len(chunk), len(ids))
    return outcome.changes(work, prepared[-1].action)


def _prepared(decision: Decision) -> Decision:
    text, _ = storable(decision.text)
    if len(text) > MAX_TEXT:
        raise UnusableInputError(
            Words(
                "Nội dung dài quá {limit} ký tự; hãy rút gọn.",
                "The text is longer than {limit} characters; please shorten it.",
            ).put(limit=MAX_TEXT)
        )
    return Decision(decision.action, decision.reason, text)


def _carry_out(
    newsroom: Newsroom,
    connection: Connection,
    work: Deciding,
    target: Target,
    decisions: Sequence[Decision],
) -> bool:
    """Apply the decisions one after the other; False when the comment already was all of it."""
    changed = False
    for decision in decisions:
        status = RESULTING_STATUS.get(decision.action)
        if status is not None:
            if (target.status, target.reason) == (status.value, decision.reason):
                continue
            target = work.set_status(target, status, decision.reason)
        elif decision.action is Action.EDIT:
            if target.text == decision.text:
                continue
            flags = judged_anew(connection, target.id, decision.text, newsroom.words)
            target = work.set_text(target, decision.text, flags)
        elif decision.action is Action.REPLY:
            writer_id = newsroom_writer(connection, NEWSROOM_NAME)
            work.add_reply(target, decision.text, writer_id, NEWSROOM_NAME)
        else:
            work.add_note(target, decision.text)
        changed = True
    return changed


def judged_anew(
    connection: Connection, comment_id: int, text: str, words: WordList
) -> tuple[Flag, ...]:
    """The flags of a comment whose text is now another."""
    kept = [
        item for item in reading.flags_of(connection, comment_id) if not item.kind & OF_THE_TEXT
    ]
    return (*check_text(text, words), *kept)


def undo(newsroom: Newsroom, batch: int, own: Collection[int]) -> LongWork[Changes]:
    """Take a whole batch back, as one batch of its own.

    `own` are the change numbers of this session's batches that are undone or were made by undoing:
    what they did after `batch` has been taken back already. A comment that somebody else has
    decided since is left as it is and reported.
    """
    return _revert(newsroom, batch, Action.UNDO, own)


def redo(newsroom: Newsroom, batch: int, own: Collection[int]) -> LongWork[Changes]:
    """Do again what an undo, whose batch this is, took back."""
    return _revert(newsroom, batch, Action.REDO, own)


def _revert(
    newsroom: Newsroom, batch: int, action: Action, own: Collection[int]
) -> LongWork[Changes]:
    outcome = _Outcome()
    with newsroom.store.writing() as connection:
        work = Deciding(connection, newsroom.moderator, newsroom.clock())
        others = decided_since(connection, batch, own)
        done = 0
        for entries, total in batch_entries(connection, batch, CHUNK):
            targets = {
                target.id: target for target in work.targets({e.comment_id for e in entries})
            }
            for entry in entries:
                if not _take_back(newsroom, connection, work, entry, action, targets, others):
                    _report(outcome, targets.get(entry.comment_id))
            work.flush()
            done += len(entries)
            yield Progress(done, total)
        work.withdraw_deliveries(batch)
    return outcome.changes(work, action)


def _report(outcome: _Outcome, target: Target | None) -> None:
    if target is None:
        outcome.gone()
    else:
        outcome.stale(target)


def _take_back(
    newsroom: Newsroom,
    connection: Connection,
    work: Deciding,
    entry: BatchEntry,
    action: Action,
    targets: dict[int, Target],
    others: frozenset[int],
) -> bool:
    """Reverse one entry; False when the comment is no longer as the entry left it."""
    step = Step(action, entry.sequence)
    target = targets.get(entry.comment_id)
    if entry.to_status is None:
        return target is None and _reply_again(connection, work, entry, step)
    if target is None or entry.comment_id in others:
        return False
    if entry.from_status is None:
        return _withdraw_reply(connection, work, target, step)
    if entry.note is not None:
        if entry.action is Action.UNDO:
            work.add_note(target, entry.note, step)
        else:
            work.remove_note(target, entry.note, entry.moderator, step)
        return True
    if entry.before is not None:
        if target.text != entry.text:
            return False
        flags = judged_anew(connection, target.id, entry.before, newsroom.words)
        targets[target.id] = work.set_text(target, entry.before, flags, step)
        return True
    if (target.status, target.reason) != (entry.to_status, entry.to_reason):
        return False
    targets[target.id] = work.set_status(target, Status(entry.from_status), entry.from_reason, step)
    return True


def _withdraw_reply(connection: Connection, work: Deciding, reply: Target, step: Step) -> bool:
    if reading.has_replies(connection, reply.id):
        return False
    work.remove_reply(reply, step)
    return True


def _reply_again(connection: Connection, work: Deciding, entry: BatchEntry, step: Step) -> bool:
    parents = work.targets([entry.parent_id]) if entry.parent_id is not None else []
    if not parents or entry.text is None:
        return False
    work.add_reply(
        parents[0],
        entry.text,
        newsroom_writer(connection, NEWSROOM_NAME),
        NEWSROOM_NAME,
        step,
        again=(entry.comment_id, entry.external_id),
    )
    return True
