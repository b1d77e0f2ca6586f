"""The unit of work behind every decision: status, chained log, revision, reply, note, delivery.

One `Deciding` lives inside one transaction. It gathers what its steps touch and writes rows in
bulk, so that one approval and a hundred thousand take the same road.
"""

from __future__ import annotations

import uuid
from array import array
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import delete, insert, true, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.decision import RESULTING_STATUS, Action
from app.domain.flag import Flag, kinds_of
from app.storage import search, sqlite
from app.storage.changing import next_change
from app.storage.counting import Counts
from app.storage.drafts import draft_of, save_draft
from app.storage.log_reading import NOBODY, Decider
from app.storage.log_writing import LogWriter, Step
from app.storage.reading import free_id
from app.storage.tables import comment, draft, flag, note, revision
from app.storage.targets import Outcome, Target, targets

_SET_OUTCOME = (
    "UPDATE comment SET status = ?, reason = ?, decided_by = ?, decided_at = ?, version = ? "
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_SET_VERSION = "UPDATE comment SET version = ? WHERE id IN (SELECT value FROM json_each(?))"
_INSERT_NOTE = "INSERT INTO note (comment_id, at, moderator, text) VALUES (?, ?, ?, ?)"
_GIVEN_UP = """
    UPDATE delivery SET state = 'dropped', settled_at = ?
    WHERE id IN (SELECT value FROM json_each(?))
"""
_FAILED_AGAIN = """
    UPDATE delivery SET state = 'failed', settled_at = ?
    WHERE state = 'dropped' AND id IN (
        SELECT first.id FROM json_each(?) AS withdrawn
        CROSS JOIN delivery AS back ON back.id = withdrawn.value
        CROSS JOIN log_entry AS entry ON entry.sequence = back.sequence
        CROSS JOIN delivery AS first
        ON first.comment_id = back.comment_id AND first.sequence = entry.undoes)
"""
_DELETE_NOTE = """
    DELETE FROM note WHERE id = (
        SELECT max(id) FROM note WHERE comment_id = ? AND text = ? AND moderator = ?)
"""


class Deciding:
    """Carries out the decisions of one batch; the batch's number is its change number."""

    def __init__(self, connection: Connection, moderator: str, at: int) -> None:
        self._connection = connection
        self.moderator = moderator
        self.at = at
        self.change = next_change(connection)
        self.added: array[int] = array("q")
        self.removed: array[int] = array("q")
        self.articles: set[int] = set()
        self._log = LogWriter(connection, batch=self.change, moderator=moderator, at=at)
        self.counts = Counts()
        self._outcomes: dict[int, Outcome] = {}
        self._notes: list[tuple[int, int, str, str]] = []
        self._notes_gone: list[tuple[int, str, str]] = []
        self._noted: list[int] = []
        self._touched: dict[int, None] = {}
        self._decider: Decider = (moderator, at)
        self._unsent: dict[int, int] = {}
        self._withdrawn: list[int] = []
        self._uncertain: dict[int, int] = {}
        self._given_up: list[int] = []
        self.unsent: array[int] = array("q")

    @property
    def touched(self) -> array[int]:
        """The comments that were written, each once, in the order they were come to."""
        return array("q", self._touched)

    def targets(self, ids: Iterable[int]) -> list[Target]:
        """The comments with these ids as they stand now; an id that is gone is left out."""
        return targets(self._connection, ids)

    def set_status(
        self,
        target: Target,
        status: Status,
        reason: str,
        step: Step | None = None,
        decider: Decider | None = None,
    ) -> Target:
        """Give a comment a status, with a rejection's reason code or "".

        It was decided by whoever decides now, unless an undo makes it `decider`'s again.
        """
        if decider is None:
            decider = NOBODY if status is Status.PENDING else self._decider
        outcome = (status.value, reason, *decider)
        changed = target.decided(outcome)
        self.counts.move(target, changed.status)
        self._outcomes[target.id] = outcome
        self._touch(target)
        self._record(target, changed, step or _STEP_TO[status], text=target.text)
        return changed

    def set_text(
        self,
        target: Target,
        text: str,
        flags: tuple[Flag, ...],
        step: Step | None = None,
        *,
        by_reader: bool = False,
    ) -> Target:
        """Give a comment another text and the flags of it; the reader's own stays as revision 0.

        `by_reader` when its source tells another text: that is then the reader's own, too.
        """
        kinds = kinds_of(flags)
        changed = target._replace(text=text, revision=target.revision + 1, flag_kinds=int(kinds))
        if target.revision == 0:
            self._add_revision(target.id, 0, "", target.text)
        author = "" if by_reader else self.moderator
        self._add_revision(target.id, changed.revision, author, text)
        self._connection.execute(
            update(comment)
            .where(comment.c.id == target.id)
            .values(
                text=text,
                revision=changed.revision,
                flag_kinds=changed.flag_kinds,
                version=self.change,
            )
        )
        replace_flags(self._connection, target.id, flags)
        self._index(changed)
        self.recount(target, changed)
        self._touch(target)
        self._record(
            target, changed, step or Step(Action.EDIT.value), text=text, text_before=target.text
        )
        return changed

    def add_reply(
        self,
        parent: Target,
        text: str,
        writer_id: int,
        name: str,
        step: Step | None = None,
        again: tuple[int, str] | None = None,
    ) -> Target:
        """Put the newsroom's words under a comment; `again` gives a withdrawn reply its own id and
        external id back."""
        external_id = again[1] if again else f"reply:{uuid.uuid4()}"
        reply_id = again[0] if again else free_id(self._connection)
        values = {
            "id": reply_id,
            "source_id": parent.source_id,
            "external_id": external_id,
            "source_digest": b"",
            "article_id": parent.article_id,
            "parent_id": parent.id,
            "parent_external_id": parent.external_id,
            "writer_id": writer_id,
            "status": Status.APPROVED.value,
            "version": self.change,
            "revision": 0,
            "created_at": self.at,
            "text": text,
            "reason": "",
            "flag_kinds": 0,
            "fingerprint": 0,
            "by_newsroom": True,
            "decided_by": self.moderator,
            "decided_at": self.at,
            "website": "",
            "machine": "",
        }
        self._connection.execute(insert(comment).values(values))
        written = draft.c.text == text if again else true()
        self._connection.execute(
            delete(draft).where(
                draft.c.moderator == self.moderator, draft.c.comment_id == parent.id, written
            )
        )
        reply = parent._replace(
            id=reply_id,
            version=self.change,
            status=Status.APPROVED.value,
            reason="",
            decided_by=self.moderator,
            decided_at=self.at,
            revision=0,
            text=text,
            flag_kinds=0,
            writer_id=writer_id,
            parent_id=parent.id,
            external_id=external_id,
            name=name,
            address="",
        )
        self._index(reply)
        self._count(reply, 1)
        self.added.append(reply.id)
        self._touch(reply)
        self._record(None, reply, step or Step(Action.REPLY.value), text=text)
        return reply

    def remove_reply(self, reply: Target, step: Step) -> None:
        """Take a reply of the newsroom back: its text is a draft again, as it was before."""
        for table in (revision, flag, note):
            self._connection.execute(delete(table).where(table.c.comment_id == reply.id))
        self._connection.execute(delete(comment).where(comment.c.id == reply.id))
        search.remove_from_index(self._connection, [reply.id])
        self._draft_again(reply)
        self._count(reply, -1)
        self.removed.append(reply.id)
        self._touch(reply)
        self._record(reply, None, step, text=reply.text)

    def add_note(self, target: Target, text: str, step: Step | None = None) -> None:
        """Keep an internal remark beside a comment."""
        self._notes.append((target.id, self.at, self.moderator, text))
        self._touch(target)
        self._noted.append(target.id)
        self._record(target, target, step or Step(Action.NOTE.value), text=target.text, note=text)

    def remove_note(self, target: Target, text: str, moderator: str, step: Step) -> None:
        """Take the latest note with these words back."""
        self._notes_gone.append((target.id, text, moderator))
        self._touch(target)
        self._noted.append(target.id)
        self._record(target, target, step, text=target.text, note=text)

    def flush(self, *, more: bool = False) -> None:
        """Write what has been gathered: at the end, and after each chunk with `more` to come."""
        self._write_outcomes()
        self._write_notes()
        self._log.flush()
        self._withdraw()
        self.counts.write(self._connection, more=more)

    def _write_outcomes(self) -> None:
        alike: defaultdict[Outcome, list[int]] = defaultdict(list)
        for comment_id, outcome in self._outcomes.items():
            alike[outcome].append(comment_id)
        for outcome, ids in alike.items():
            self._connection.exec_driver_sql(
                _SET_OUTCOME, (*outcome, self.change, sqlite.as_ids(ids))
            )
        self._outcomes.clear()

    def _write_notes(self) -> None:
        """Those that are new, then those that go: a batch has the ones or the others."""
        if not self._noted:
            return
        for statement, rows in ((_INSERT_NOTE, self._notes), (_DELETE_NOTE, self._notes_gone)):
            if rows:
                self._connection.exec_driver_sql(statement, rows)
                rows.clear()
        self._connection.exec_driver_sql(_SET_VERSION, (self.change, sqlite.as_ids(self._noted)))
        self._noted.clear()

    def take_back(self, batch: int) -> None:
        """Begin to take a batch back: of its deliveries, those of which nothing was sent yet are
        withdrawn with the steps that undo them, and nothing is delivered instead; where that was
        itself to undo something that had failed, this stands as failed again."""
        found = self._connection.exec_driver_sql(
            "SELECT sequence, id, pushed FROM delivery "
            "WHERE batch = ? AND (state = 'waiting' AND NOT pushed OR state = 'failed')",
            (batch,),
        ).all()
        self._unsent = {sequence: number for sequence, number, pushed in found if not pushed}
        self._uncertain = {sequence: number for sequence, number, pushed in found if pushed}

    def _withdraw(self) -> None:
        if self._given_up:
            given_up = sqlite.as_ids(self._given_up)
            self._connection.exec_driver_sql(_GIVEN_UP, (self.at, given_up))
            self._given_up.clear()
        if self._withdrawn:
            withdrawn = sqlite.as_ids(self._withdrawn)
            self._connection.exec_driver_sql(_FAILED_AGAIN, (self.at, withdrawn))
            self._connection.exec_driver_sql(
                "DELETE FROM delivery WHERE id IN (SELECT value FROM json_each(?))", (withdrawn,)
            )
            self._withdrawn.clear()

    def _draft_again(self, reply: Target) -> None:
        parent = reply.parent_id
        if parent is None or draft_of(self._connection, self.moderator, parent):
            return
        save_draft(self._connection, self.moderator, parent, reply.text, self.at)

    def _record(
        self,
        before: Target | None,
        after: Target | None,
        step: Step,
        *,
        text: str,
        text_before: str | None = None,
        note: str | None = None,
    ) -> None:
        subject = after or before
        assert subject is not None
        delivery_id = None if step.undoes is None else self._unsent.get(step.undoes)
        if delivery_id is not None:
            self._withdrawn.append(delivery_id)
            self.unsent.append(subject.id)
        elif step.undoes in self._uncertain:
            self._given_up.append(self._uncertain[step.undoes])
        delivers = bool(subject.delivers) and note is None and delivery_id is None
        self._log.add(step, before, after, text, text_before, note, delivers=delivers)

    def _add_revision(self, comment_id: int, number: int, moderator: str, text: str) -> None:
        self._connection.execute(
            insert(revision).values(
                comment_id=comment_id, number=number, at=self.at, moderator=moderator, text=text
            )
        )

    def _index(self, target: Target) -> None:
        row = search.index_row(
            target.id, target.text, target.name, target.address, target.article_title
        )
        search.add_to_index(self._connection, [row])

    def _touch(self, target: Target) -> None:
        self._touched[target.id] = None
        self.articles.add(target.article_id)

    def recount(self, before: Target, after: Target) -> None:
        """Count a comment as what it has become."""
        self._count(before, -1)
        self._count(after, 1)

    def _count(self, target: Target, n: int) -> None:
        self.counts.add(target.status, target.flag_kinds, target.article_id, target.writer_id, n)


_STEP_TO = {status: Step(action.value) for action, status in RESULTING_STATUS.items()}


def replace_flags(connection: Connection, comment_id: int, flags: tuple[Flag, ...]) -> None:
    """Keep these flags, in this order, as the only ones of a comment."""
    connection.execute(delete(flag).where(flag.c.comment_id == comment_id))
    if flags:
        connection.execute(insert(flag), [flag_row(comment_id, n, f) for n, f in enumerate(flags)])


def flag_row(comment_id: int, position: int, item: Flag) -> dict[str, object]:
    return {
        "comment_id": comment_id,
        "position": position,
        "code": item.reason.code.name,
        "detail": item.reason.detail,
        "start": item.start,
        "end": item.end,
    }
