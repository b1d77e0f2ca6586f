"""Deciding, undoing and redoing: the only way a comment's fate changes at a moderator's hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
from app.domain.flag import Flag, ReasonCode
from app.domain.hostile import MAX_TEXT, storable
from app.domain.progress import Progress
from app.domain.template import Values, fill
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom
from app.storage import pages, preferences, reading
from app.storage.adopting import be_as_there
from app.storage.deciding import Deciding
from app.storage.log_reading import (
    BatchEntry,
    Decider,
    batch_entries,
    decided_since,
    deciders_before,
)
from app.storage.log_writing import Step
from app.storage.targets import Target
from app.storage.writers import newsroom_writer

CHUNK = 2_000
"""Comments between two signs of progress; about a tenth of a second."""

MOST_CONFLICTS = 100

NEWSROOM_NAME = "Tòa soạn"

JUDGED_ANEW = frozenset(
    [
        ReasonCode.WORD_LISTED,
        ReasonCode.LINK_FOUND,
        ReasonCode.PHONE_FOUND,
        ReasonCode.HIDDEN_CHARACTERS,
        ReasonCode.STYLED_LETTERS,
        ReasonCode.NO_MARKS,
    ]
)
"""What an edit changes about a comment's flags; the others tell how it came."""

_DECIDED_AS = {
    Status.APPROVED: Action.APPROVE,
    Status.REJECTED: Action.REJECT,
    Status.SPAM: Action.SPAM,
    Status.PENDING: None,
}


_STATUSES = {status.value: status for status in Status}


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
    conflict. A rejection whose reason has a note leaves it, filled in, beside each comment. Closing
    the work early changes nothing at all.
    """
    outcome = _Outcome()
    with newsroom.store.writing() as connection:
        prepared = [_prepared(connection, decision) for decision in decisions]
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
            work.flush(more=True)
            yield Progress(start + len(chunk), len(ids))
        work.flush()
    return outcome.changes(work, decisions[-1].action)


class _Prepared(NamedTuple):
    """A decision, the status it results in, and the template of the note that goes with it."""

    status: Status | None
    decision: Decision
    note: str


def _prepared(connection: Connection, decision: Decision) -> _Prepared:
    text, _ = storable(decision.text)
    if len(text) > MAX_TEXT:
        raise UnusableInputError(
            Words(
                "Nội dung dài quá {limit} ký tự; hãy rút gọn.",
                "The text is longer than {limit} characters; please shorten it.",
            ).put(limit=MAX_TEXT)
        )
    note = preferences.note_of_reason(connection, decision.reason) if decision.reason else ""
    return _Prepared(
        RESULTING_STATUS.get(decision.action),
        Decision(decision.action, decision.reason, text),
        note if note.strip() else "",
    )


def _carry_out(
    newsroom: Newsroom,
    connection: Connection,
    work: Deciding,
    target: Target,
    decisions: Sequence[_Prepared],
) -> bool:
    """Apply the decisions one after the other, each with the note that goes with it.

    False when the comment already was all of it.
    """
    changed = False
    for status, decision, note in decisions:
        if status is not None:
            if target.status == status and target.reason == decision.reason:
                continue
            target = work.set_status(target, status, decision.reason)
            if note:
                values = Values(target.name, target.article_title, work.moderator)
                work.add_note(target, fill(note, values))
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
        item
        for item in pages.flags_of(connection, comment_id)
        if item.reason.code not in JUDGED_ANEW
    ]
    flags = (*check_text(text, words), *kept)
    return tuple(
        sorted(flags, key=lambda item: item.reason.code is not ReasonCode.CHANGED_AT_SOURCE)
    )


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
        work.take_back(batch)
        since = decided_since(connection, batch, own)
        left: set[int] = set()
        done = 0
        for entries, total in batch_entries(connection, batch, CHUNK):
            back = _TakingBack(
                newsroom,
                connection,
                work,
                action,
                {t.id: t for t in work.targets({entry.comment_id for entry in entries})},
                since.touched,
                deciders_before(connection, entries) if action is Action.UNDO else {},
            )
            for entry in entries:
                if entry.sequence in since.undone:
                    outcome.unchanged += 1
                elif not back.reverse(entry) and entry.comment_id not in left:
                    left.add(entry.comment_id)
                    _report(outcome, back.targets.get(entry.comment_id))
            work.flush(more=True)
            done += len(entries)
            yield Progress(done, total)
        work.flush()
        be_as_there(connection, newsroom.moderator, work.at, work.unsent)
    return outcome.changes(work, action)


def _report(outcome: _Outcome, target: Target | None) -> None:
    if target is None:
        outcome.gone()
    else:
        outcome.stale(target)


@dataclass(frozen=True, slots=True)
class _TakingBack:
    """Reverses the entries of one chunk of a batch, last first.

    `others` are comments that somebody else has decided since; `deciders` who had decided a
    comment before an entry, for an undo to say so again: a redo is the moderator's own decision.
    """

    newsroom: Newsroom
    connection: Connection
    work: Deciding
    action: Action
    targets: dict[int, Target]
    others: frozenset[int]
    deciders: Mapping[int, Decider]

    def reverse(self, entry: BatchEntry) -> bool:
        """Take one entry back; False when the comment is no longer as the entry left it."""
        step = Step(self.action.value, entry.sequence)
        target = self.targets.get(entry.comment_id)
        if entry.to_status is None:
            return target is None and self._reply_again(entry, step)
        if target is None or entry.comment_id in self.others:
            return False
        if entry.from_status is None:
            return self._withdraw_reply(target, step)
        if entry.note is not None:
            return self._reverse_note(entry, target, entry.note, step)
        if entry.before is not None:
            return self._reverse_edit(entry, target, entry.before, step)
        return self._reverse_status(entry, target, _STATUSES[entry.from_status], step)

    def _reverse_note(self, entry: BatchEntry, target: Target, note: str, step: Step) -> bool:
        if entry.action == Action.UNDO:
            self.work.add_note(target, note, step)
        else:
            self.work.remove_note(target, note, entry.moderator, step)
        return True

    def _reverse_edit(self, entry: BatchEntry, target: Target, before: str, step: Step) -> bool:
        if target.text != entry.text:
            return False
        flags = judged_anew(self.connection, target.id, before, self.newsroom.words)
        self.targets[target.id] = self.work.set_text(target, before, flags, step)
        return True

    def _reverse_status(
        self, entry: BatchEntry, target: Target, status: Status, step: Step
    ) -> bool:
        before, after = (status, entry.from_reason), (entry.to_status, entry.to_reason)
        values_are_erased = before == after
        if values_are_erased or (target.status, target.reason) != after:
            return False
        self.targets[target.id] = self.work.set_status(
            target, *before, step, self.deciders.get(entry.sequence)
        )
        return True

    def _withdraw_reply(self, reply: Target, step: Step) -> bool:
        if reading.has_replies(self.connection, reply.id):
            return False
        self.work.remove_reply(reply, step)
        return True

    def _reply_again(self, entry: BatchEntry, step: Step) -> bool:
        parents = self.work.targets([entry.parent_id]) if entry.parent_id is not None else []
        if not parents or entry.text is None:
            return False
        self.work.add_reply(
            parents[0],
            entry.text,
            newsroom_writer(self.connection, NEWSROOM_NAME),
            NEWSROOM_NAME,
            step,
            again=(entry.comment_id, entry.external_id),
        )
        return True
