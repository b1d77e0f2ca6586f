"""Reading the log: a batch to take back, entries by filter, and the chain to verify."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.engine import Connection

from app.domain import log
from app.domain.decision import Action
from app.domain.log import ChainProblem, LogEntry, LogFilter
from app.domain.words import Words
from app.storage.tables import article, log_entry, log_value


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """What an undo needs of an entry."""

    sequence: int
    action: Action
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


def batch_entries(
    connection: Connection, batch: int, chunk: int
) -> Iterator[tuple[list[BatchEntry], int]]:
    """A batch's entries, last first, in chunks, each with how many the batch has."""
    total, below = connection.execute(
        select(func.count(), func.coalesce(func.max(log_entry.c.sequence), 0) + 1).where(
            log_entry.c.batch == batch
        )
    ).one()
    statement = (
        select(
            log_entry.c.sequence,
            log_entry.c.action,
            log_entry.c.moderator,
            log_entry.c.comment_id,
            log_entry.c.parent_id,
            log_entry.c.external_id,
            log_entry.c.from_status,
            log_entry.c.to_status,
            log_entry.c.from_reason,
            log_entry.c.to_reason,
            log_value.c.text,
            log_value.c.before,
            log_value.c.note,
        )
        .join(log_value, log_value.c.sequence == log_entry.c.sequence)
        .where(log_entry.c.batch == batch)
        .order_by(log_entry.c.sequence.desc())
        .limit(chunk)
    )
    while True:
        rows = connection.execute(statement.where(log_entry.c.sequence < below)).mappings()
        entries = [BatchEntry(**(dict(row) | {"action": Action(row["action"])})) for row in rows]
        if not entries:
            return
        below = entries[-1].sequence
        yield entries, total


def decided_since(connection: Connection, batch: int, own: Collection[int]) -> frozenset[int]:
    """Comments of a batch that batches other than `own` have touched after it."""
    last = select(func.max(log_entry.c.sequence)).where(log_entry.c.batch == batch)
    later = connection.execute(
        select(log_entry.c.comment_id, log_entry.c.batch).where(
            log_entry.c.sequence > last.scalar_subquery(),
            log_entry.c.comment_id.in_(
                select(log_entry.c.comment_id).where(log_entry.c.batch == batch)
            ),
        )
    )
    return frozenset(comment_id for comment_id, by in later if by not in own)


_ENTRIES = (
    select(
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
        log_value.c.name,
        log_value.c.address,
        log_value.c.text,
        log_value.c.before,
        log_value.c.note,
        log_entry.c.hash,
        log_entry.c.comment_id,
        func.coalesce(article.c.title, "").label("article_title"),
        log_value.c.salt.is_(None).label("erased"),
    )
    .join(log_value, log_value.c.sequence == log_entry.c.sequence, isouter=True)
    .join(article, article.c.id == log_entry.c.article_id, isouter=True)
)


def entry_sequences(connection: Connection, wanted: LogFilter) -> list[int]:
    """The sequences of the entries that a filter lets through, newest first."""
    statement = (
        select(log_entry.c.sequence)
        .join(log_value, log_value.c.sequence == log_entry.c.sequence, isouter=True)
        .join(article, article.c.id == log_entry.c.article_id, isouter=True)
        .where(*_conditions(wanted))
        .order_by(log_entry.c.sequence.desc())
    )
    return list(connection.execute(statement).scalars())


def entries_by_sequence(connection: Connection, sequences: Sequence[int]) -> list[LogEntry]:
    """The entries with these sequences, newest first."""
    rows = connection.execute(
        _ENTRIES.where(log_entry.c.sequence.in_(sequences)).order_by(log_entry.c.sequence.desc())
    ).mappings()
    return [LogEntry(**(dict(row) | {"action": Action(row["action"])})) for row in rows]


def entries(connection: Connection, wanted: LogFilter, chunk: int) -> Iterator[list[LogEntry]]:
    """The entries that a filter lets through, oldest first, in chunks read by key."""
    statement = _ENTRIES.where(*_conditions(wanted)).order_by(log_entry.c.sequence).limit(chunk)
    after = 0
    while True:
        rows = connection.execute(statement.where(log_entry.c.sequence > after)).mappings()
        found = [LogEntry(**(dict(row) | {"action": Action(row["action"])})) for row in rows]
        if not found:
            return
        after = found[-1].sequence
        yield found


def count_entries(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(log_entry)).scalar_one()


def moderators(connection: Connection) -> list[str]:
    """Everyone who has an entry in the log, by name."""
    return list(
        connection.execute(
            select(log_entry.c.moderator).distinct().order_by(log_entry.c.moderator)
        ).scalars()
    )


def _conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield log_entry.c.at >= wanted.since
    if wanted.until is not None:
        yield log_entry.c.at < wanted.until
    if wanted.moderator:
        yield log_entry.c.moderator == wanted.moderator
    if wanted.action is not None:
        yield log_entry.c.action == wanted.action.value
    if wanted.article:
        yield or_(
            article.c.title.contains(wanted.article, autoescape=True),
            log_entry.c.article.contains(wanted.article, autoescape=True),
        )
    if wanted.text:
        yield or_(
            *(
                column.contains(wanted.text, autoescape=True)
                for column in (
                    log_value.c.name,
                    log_value.c.address,
                    log_value.c.text,
                    log_value.c.before,
                    log_value.c.note,
                )
            )
        )


_FIELDS = (
    "sequence at batch moderator action undoes source external_id article from_status to_status "
    "from_reason to_reason"
).split()
_DIGESTS = [f"{name}_digest" for name in log.VALUE_FIELDS]


def chain_problems(
    connection: Connection, chunk: int
) -> Iterator[tuple[int, bytes, list[ChainProblem]]]:
    """Follow the chain from its beginning: after each chunk, how many entries were read, the hash
    reached, and what does not fit in the chunk."""
    statement = (
        select(log_entry, log_value)
        .join(log_value, log_value.c.sequence == log_entry.c.sequence, isouter=True)
        .order_by(log_entry.c.sequence)
        .limit(chunk)
    )
    reached, count, previous = 0, 0, log.GENESIS
    while True:
        rows = connection.execute(statement.where(log_entry.c.sequence > reached)).all()
        if not rows:
            return
        problems: list[ChainProblem] = []
        for row in rows:
            entry = {column.name: row._mapping[column] for column in log_entry.c}
            values = {column.name: row._mapping[column] for column in log_value.c}
            problems.extend(_problems_of(entry, values, reached, previous))
            reached, previous = entry["sequence"], entry["hash"]
        count += len(rows)
        yield count, previous, problems


def _problems_of(
    entry: Mapping[str, Any], values: Mapping[str, Any], reached: int, previous: bytes
) -> Iterator[ChainProblem]:
    sequence = entry["sequence"]
    if sequence != reached + 1:
        yield _missing(reached + 1, sequence - 1)
    expected = log.entry_hash(
        previous, [entry[name] for name in _FIELDS], [entry[name] for name in _DIGESTS]
    )
    if sequence == reached + 1 and expected != entry["hash"]:
        yield ChainProblem(
            sequence,
            Words(
                "Dòng {n} đã bị sửa, hoặc được thêm vào bằng tay.",
                "Entry {n} was changed, or added by hand.",
            ).put(n=sequence),
        )
    if values["sequence"] is None:
        yield ChainProblem(
            sequence,
            Words(
                "Dòng {n} mất phần nội dung đi kèm.",
                "The values beside entry {n} were taken out.",
            ).put(n=sequence),
        )
    elif values["salt"] is not None and any(
        log.digest(values["salt"], values[name]) != entry[f"{name}_digest"]
        for name in log.VALUE_FIELDS
    ):
        yield ChainProblem(
            sequence,
            Words(
                "Nội dung của dòng {n} (tên, địa chỉ, lời bình hoặc ghi chú) đã bị sửa.",
                "The values of entry {n} (name, address, text or note) were changed.",
            ).put(n=sequence),
        )


def _missing(first: int, last: int) -> ChainProblem:
    if first == last:
        words = Words("Dòng {n} đã bị lấy đi.", "Entry {n} was taken out.").put(n=first)
    else:
        words = Words(
            "Các dòng {n} đến {last} đã bị lấy đi.", "Entries {n} to {last} were taken out."
        ).put(n=first, last=last)
    return ChainProblem(first, words)
