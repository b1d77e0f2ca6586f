"""Reading the log: a batch to take back, entries by filter, and the chain to verify."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from app.domain import log
from app.domain.chain import Link
from app.domain.comment import Status
from app.domain.decision import Action
from app.domain.log import LogEntry, LogFilter
from app.domain.vietnamese import fold, has_marks, normal_form
from app.domain.words import Words
from app.storage import search, sqlite
from app.storage.tables import article, log_entry, log_value, rejection_reason


@dataclass(frozen=True, slots=True)
class Conditions:
    """A filter as SQL, with the ids that are bound in it."""

    clauses: tuple[ColumnElement[bool], ...]
    bound: Mapping[str, str]


class BatchEntry(NamedTuple):
    """What an undo needs of an entry."""

    sequence: int
    action: str
    moderator: str
    comment_id: int
    parent_id: int | None
    external_id: str
    from_status: str | None
    to_status: str | None
    from_reason: str
    to_reason: str
    text: str | None
    before: str | None
    note: str | None


_BATCH = "SELECT count(*), coalesce(max(sequence), 0) + 1 FROM log_entry WHERE batch = ?"
_BATCH_ENTRIES = """
    SELECT log_entry.sequence, log_entry.action, log_entry.moderator, log_entry.comment_id,
           log_entry.parent_id, log_entry.external_id, log_entry.from_status,
           log_entry.to_status, log_entry.from_reason, log_entry.to_reason,
           log_value.text, log_value.before, log_value.note
    FROM log_entry JOIN log_value ON log_value.sequence = log_entry.sequence
    WHERE log_entry.batch = ? AND log_entry.sequence < ?
    ORDER BY log_entry.sequence DESC LIMIT ?
"""
_DECIDED_SINCE = """
    SELECT comment_id, batch, undoes FROM log_entry
    WHERE sequence > (SELECT max(sequence) FROM log_entry WHERE batch = ?)
      AND +comment_id IN (SELECT comment_id FROM log_entry WHERE batch = ?)
"""
"""The plus keeps SQLite from looking for later entries comment by comment: there are few."""


def batch_entries(
    connection: Connection, batch: int, chunk: int
) -> Iterator[tuple[list[BatchEntry], int]]:
    """A batch's entries, last first, in chunks, each with how many the batch has."""
    total, below = connection.exec_driver_sql(_BATCH, (batch,)).one()
    while True:
        rows = connection.exec_driver_sql(_BATCH_ENTRIES, (batch, below, chunk)).all()
        entries = [BatchEntry._make(row) for row in rows]
        if not entries:
            return
        below = entries[-1].sequence
        yield entries, total


class Since(NamedTuple):
    """What came after a batch: comments of it that batches other than one's own have touched, and
    entries of it that have been taken back."""

    touched: frozenset[int]
    undone: frozenset[int]


def decided_since(connection: Connection, batch: int, own: Collection[int]) -> Since:
    """What has been done since to the comments of a batch."""
    later = connection.exec_driver_sql(_DECIDED_SINCE, (batch, batch)).all()
    return Since(
        frozenset(comment_id for comment_id, by, _ in later if by not in own),
        frozenset(undoes for _, _, undoes in later if undoes is not None),
    )


Decider = tuple[str, int]
"""Who decided a comment, and when; `NOBODY` for one that waits."""

NOBODY: Decider = ("", 0)

_STATUSES_OF = """
    SELECT comment_id, sequence, action, undoes, moderator, at, to_status FROM log_entry
    WHERE comment_id IN (SELECT value FROM json_each(?))
      AND (from_status IS NOT to_status OR from_reason <> to_reason)
    ORDER BY sequence
"""


def deciders_before(connection: Connection, entries: Iterable[BatchEntry]) -> dict[int, Decider]:
    """Who had decided a comment before each entry that took another status from it, by sequence.

    What waited had been decided by nobody, so that only the others' entries are read.
    """
    decided = {e.comment_id for e in entries if e.from_status not in (None, Status.PENDING)}
    if not decided:
        return {}
    before: dict[int, Decider] = {}
    now: dict[int, Decider] = {}
    rows = connection.exec_driver_sql(_STATUSES_OF, (sqlite.as_ids(decided),))
    for comment_id, sequence, action, undoes, moderator, at, status in rows:
        before[sequence] = now.get(comment_id, NOBODY)
        if action == Action.UNDO and undoes in before:
            now[comment_id] = before[undoes]
        else:
            now[comment_id] = NOBODY if status == Status.PENDING else (moderator, at)
    return before


_FIELDS = (
    log_entry.c.sequence,
    log_entry.c.at,
    log_entry.c.batch,
    log_entry.c.moderator,
    log_entry.c.action,
    log_entry.c.undoes,
    log_entry.c.source,
    log_entry.c.external_id,
    log_entry.c.article,
    log_entry.c.from_status,
    log_entry.c.to_status,
    log_entry.c.from_reason,
    log_entry.c.to_reason,
)
_VALUES = (
    log_value.c.name,
    log_value.c.address,
    log_value.c.text,
    log_value.c.before,
    log_value.c.note,
)


def _as_found(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as the file holds it: in a log that was tampered with it may be of any type."""
    return type_coerce(column, NullType())


_DIGESTS = tuple(_as_found(log_entry.c[f"{name}_digest"]) for name in log.VALUE_FIELDS)
_BEFORE = log_entry.alias("entry_before")
JOINED = log_entry.outerjoin(log_value, log_value.c.sequence == log_entry.c.sequence)
"""Entries with the personal values beside them, also where those are gone."""

_ENTRIES = select(
    *_FIELDS,
    *_VALUES,
    *_DIGESTS,
    _as_found(log_value.c.salt),
    _as_found(log_entry.c.hash),
    _as_found(_BEFORE.c.hash),
    log_entry.c.comment_id,
    func.coalesce(article.c.title, ""),
).select_from(
    JOINED.outerjoin(article, article.c.id == log_entry.c.article_id).outerjoin(
        _BEFORE, _BEFORE.c.sequence == log_entry.c.sequence - 1
    )
)
_PAGE = _ENTRIES.where(sqlite.ids_in(log_entry.c.sequence)).order_by(log_entry.c.sequence.desc())
_LINKS = (
    select(
        *_FIELDS,
        *_VALUES,
        *_DIGESTS,
        _as_found(log_value.c.salt),
        sqlite.bytes_of(log_entry.c.hash),
        log_value.c.sequence,
    )
    .select_from(JOINED)
    .order_by(log_entry.c.sequence)
)
_F, _V = len(_FIELDS), len(_FIELDS) + len(_VALUES)
_D = _V + len(_DIGESTS)
_LOWEST = -(2**63)


def entries_by_sequence(connection: Connection, sequences: Iterable[int]) -> list[LogEntry]:
    """The entries with these sequences, newest first."""
    rows = connection.execute(_PAGE, {"ids": sqlite.as_ids(sequences)})
    return [_entry_of(row) for row in rows]


def links_after(connection: Connection, after: int | None, up_to: int, chunk: int) -> list[Link]:
    """The next entries as verifying needs them, oldest first, whatever state they are in."""
    statement = _LINKS.where(*between(after, up_to))
    try:
        return [_link_of(row) for row in connection.execute(statement.limit(chunk)).all()]
    except OperationalError as error:
        if not sqlite.is_no_text(error):
            raise
        return _links_one_by_one(connection, statement, after, up_to, chunk)


def _links_one_by_one(
    connection: Connection,
    statement: Select[*tuple[Any, ...]],
    after: int | None,
    up_to: int,
    chunk: int,
) -> list[Link]:
    """Where an entry holds bytes that are no text, only that one must be unreadable."""
    sequences = connection.execute(
        select(log_entry.c.sequence)
        .where(*between(after, up_to))
        .order_by(log_entry.c.sequence)
        .limit(chunk)
    ).scalars()
    hashes = hashes_of(connection, sequences.all())
    links: list[Link] = []
    for sequence, own in sorted(hashes.items()):
        try:
            row = connection.execute(statement.where(log_entry.c.sequence == sequence)).one()
            links.append(_link_of(row))
        except OperationalError as error:
            if not sqlite.is_no_text(error):
                raise
            links.append(Link(sequence, hash=own, readable=False))
    return links


def hashes_of(connection: Connection, sequences: Iterable[int]) -> dict[int, bytes]:
    """The hashes the log holds for these sequences; one that is not there is left out."""
    rows = connection.execute(
        select(log_entry.c.sequence, _as_found(log_entry.c.hash)).where(
            sqlite.ids_in(log_entry.c.sequence)
        ),
        {"ids": sqlite.as_ids(sequences)},
    )
    return {sequence: _bytes(found) for sequence, found in rows}


def moderators(connection: Connection, after: int = 0) -> list[str]:
    """Everyone who has an entry in the log, or one after that, by name."""
    newer = (log_entry.c.sequence > after,) if after else ()
    return list(
        connection.execute(
            select(log_entry.c.moderator).where(*newer).distinct().order_by(log_entry.c.moderator)
        ).scalars()
    )


def reason_words(connection: Connection) -> dict[str, Words]:
    """What each rejection reason is called, those no longer on offer too."""
    rows = connection.execute(
        select(rejection_reason.c.code, rejection_reason.c.vi, rejection_reason.c.en)
    )
    return {code: Words(vi, en) for code, vi, en in rows}


def between(after: int | None, up_to: int) -> tuple[ColumnElement[bool], ...]:
    """Only entries after that one, None: from the first, and up to this one."""
    return (
        log_entry.c.sequence > after if after is not None else log_entry.c.sequence >= _LOWEST,
        log_entry.c.sequence <= up_to,
    )


def conditions(connection: Connection, wanted: LogFilter) -> Conditions:
    """A filter as SQL; it looks articles up, so that it is made once for many chunks."""
    clauses, bound = list(_plain_conditions(wanted)), {}
    if wanted.article.strip():
        clauses.append(sqlite.ids_in(log_entry.c.article_id, "articles"))
        bound["articles"] = sqlite.as_ids(_articles_like(connection, wanted.article))
    return Conditions(tuple(clauses), bound)


def _plain_conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield log_entry.c.at >= wanted.since
    if wanted.until is not None:
        yield log_entry.c.at < wanted.until
    if wanted.moderator:
        yield log_entry.c.moderator == wanted.moderator
    if wanted.action is not None:
        yield log_entry.c.action == wanted.action.value
    if wanted.text.strip():
        yield or_(*_holding(wanted.text))


def _articles_like(connection: Connection, typed: str) -> list[int]:
    """Articles whose title or address holds what was typed; typed without marks, any marks do."""
    normal, folded = normal_form(typed), fold(normal_form(typed))
    marked = has_marks(normal)
    rows = connection.execute(
        select(article.c.id, article.c.title, article.c.url, article.c.external_id)
    )
    return [
        article_id
        for article_id, title, url, external_id in rows
        if typed.strip() in (url, external_id)
        or (normal in normal_form(title) if marked else folded in fold(normal_form(title)))
        or folded in url.casefold()
        or folded in external_id.casefold()
    ]


def _holding(typed: str) -> Iterator[ColumnElement[bool]]:
    """The words themselves in an entry's values, or a comment that the desk's search finds."""
    for column in _VALUES:
        yield column.contains(typed.strip(), autoescape=True)
    expression = search.match_expression(typed)
    if expression is not None:
        yield log_entry.c.comment_id.in_(search.matching(expression))


def _entry_of(row: Row[*tuple[Any, ...]]) -> LogEntry:
    salt, own, previous, comment_id, title = row[_D:]
    parts: tuple[Any, ...] = (
        *(
            item.decode("utf-8", "replace") if isinstance(item, bytes) else item
            for item in row[:_V]
        ),
        tuple(None if item is None else _bytes(item) for item in row[_V:_D]),
        None if salt is None else _bytes(salt),
        _bytes(own),
        log.GENESIS if row[0] == 1 else None if previous is None else _bytes(previous),
        comment_id,
        title,
    )
    return LogEntry(*parts)


def _link_of(row: Row[*tuple[Any, ...]]) -> Link:
    salt, own, beside = row[_D:]
    values = None if beside is None else row[_F:_V]
    return Link(row[0], row[:_F], row[_V:_D], own, salt, values)


def _bytes(found: object) -> bytes:
    return found if isinstance(found, bytes) else b""
