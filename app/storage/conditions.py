"""What a queue's filters, its own and the typed ones, become in a statement; with the kept counts
that say how many comments may pass them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import FlagKind
from app.domain.query import MARK_KINDS, Because, Field, Mark, Query, Token, Within
from app.domain.queue import LONG_WAIT, Queue
from app.domain.sought import Sought
from app.storage import lookup, sqlite
from app.storage.reading import same_writer

MANY_WRITERS = 1_000
"""From more writers on, each comment's own is looked at instead of gathering them."""


class Condition(NamedTuple):
    """A part of a statement that is true or not of a comment, with the values bound in it."""

    sql: str = "1"
    values: tuple[object, ...] = ()

    def and_(self, other: Condition) -> Condition:
        if other.sql == "1":
            return self
        if self.sql == "1":
            return other
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)

    def unless(self, negated: bool) -> Condition:
        return Condition(f"NOT ({self.sql})", self.values) if negated else self


class Subject(StrEnum):
    """Whose name a filter speaks of."""

    WRITER = "writer"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class By:
    """Words that a comment's writer or article must be called, or (negated) must not: so many are
    that only looking at each comment's tells."""

    subject: Subject
    wanted: tuple[Sought, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """About `few` of `all` comments pass `statuses` and `others`; to list them, `read` rows of an
    index are read, that of statuses unless `narrow`. `by` are for looking at each comment."""

    statuses: frozenset[Status]
    others: Condition
    by: tuple[By, ...]
    few: int
    read: int
    all: int
    narrow: bool

    def condition(self, *, indexed: bool = True) -> Condition:
        """What can be said in a statement. Not `indexed`: for comments that are found in another
        way, where the index of statuses would only mislead."""
        return status_condition(self.statuses, indexed=indexed and not self.narrow).and_(
            self.others
        )


def status_condition(statuses: frozenset[Status], *, indexed: bool = True) -> Condition:
    if len(statuses) == len(Status):
        return Condition()
    values = tuple(sorted(status.value for status in statuses))
    places = ", ".join("?" * len(values))
    return Condition(f"{'' if indexed else '+'}comment.status IN ({places})", values)


def filters_of(
    connection: Connection, queue: Queue, query: Query, now: int, *, exact: bool
) -> Filters:
    """Read what the filters speak of, as of `now`. With `exact` all of it is said in the
    condition."""
    statuses = query.statuses(queue.status)
    plain = [*_of_queue(queue, now), *(c for t in query.tokens for c in _of_token(t, now))]
    few, of_statuses, everything = _counted(connection, statuses, plain)
    others = Condition()
    for condition, _ in plain:
        others = others.and_(condition)
    by: list[By] = []
    reads = [of_statuses]
    for place in _places(connection, queue, query, exact=exact):
        others = others.and_(place.condition)
        by += place.by
        if place.named is not None:
            few = min(few, _count(place.named, statuses))
            reads.append(_count(place.named, statuses if place.by_status else frozenset(Status)))
    narrow = len(reads) > 1
    read = min(reads[1:]) if narrow else of_statuses
    return Filters(statuses, others, tuple(by), few, read, everything, narrow)


class _Place(NamedTuple):
    """A filter by writers or articles. `named` are those it is narrowed to; `by_status`: the index
    that lists their comments knows statuses."""

    condition: Condition
    named: list[lookup.Named] | None = None
    by_status: bool = False
    by: tuple[By, ...] = ()


def _places(connection: Connection, queue: Queue, query: Query, *, exact: bool) -> Iterator[_Place]:
    if queue.article_id is not None:
        named = lookup.articles_by_id(connection, [queue.article_id])
        yield _Place(Condition("comment.article_id = ?", (queue.article_id,)), named, True)
    if queue.writer_id is not None:
        ids = connection.execute(same_writer(queue.writer_id)).scalars().all()
        named = lookup.writers_by_id(connection, ids)
        yield _Place(_among(Subject.WRITER, named), named)
    for token in query.tokens:
        if isinstance(token.meaning, tuple):
            yield _named_place(connection, token, token.meaning, exact=exact)


def _named_place(
    connection: Connection, token: Token, wanted: tuple[Sought, ...], *, exact: bool
) -> _Place:
    found: lookup.Found | None
    if token.field is Field.FROM:
        subject = Subject.WRITER
        found = lookup.writers(connection, wanted, None if exact else MANY_WRITERS)
    else:
        subject = Subject.ARTICLE
        found = lookup.articles(connection, wanted, exact=exact)
    by = () if found and found.certain else (By(subject, wanted, token.negated),)
    if found is None or (token.negated and not found.certain):
        return _Place(Condition(), by=by)
    condition = _among(subject, found.named).unless(token.negated)
    named = None if token.negated else found.named
    return _Place(condition, named, subject is Subject.ARTICLE, by)


_Plain = tuple[Condition, Condition | None]
"""A condition on a comment, and the same on a row of the tally where that can say it."""


def _of_queue(queue: Queue, now: int) -> Iterator[_Plain]:
    if queue.kinds:
        yield _kinds(queue.kinds, negated=False)
    if queue.waited:
        yield _written_by(now - queue.waited), None


def _of_token(token: Token, now: int) -> Iterator[_Plain]:
    match token.meaning:
        case Mark.OVERDUE:
            yield _written_by(now - LONG_WAIT).unless(token.negated), None
        case Mark.EDITED:
            yield Condition("comment.revision > 0").unless(token.negated), None
        case Mark() as mark if mark in MARK_KINDS:
            yield _kinds(MARK_KINDS[mark], negated=token.negated)
        case Within(start, end):
            parts = [("comment.created_at >= ?", start), ("comment.created_at < ?", end)]
            given = [(sql, value) for sql, value in parts if value is not None]
            sql, values = " AND ".join(sql for sql, _ in given), tuple(v for _, v in given)
            yield Condition(sql, values).unless(token.negated), None
        case Because(kinds, codes, rejections) if kinds and not codes and not rejections:
            yield _kinds(kinds, negated=token.negated)
        case Because() as why:
            yield _because(why).unless(token.negated), None


def _written_by(at: int) -> Condition:
    return Condition("comment.created_at <= ?", (at,))


def _kinds(kinds: FlagKind, *, negated: bool) -> _Plain:
    sign = "=" if negated else "<>"
    condition = Condition(f"comment.flag_kinds & ? {sign} 0", (int(kinds),))
    return condition, condition


def _because(why: Because) -> Condition:
    sql, values = ["0"], list[object]()
    if why.kinds:
        sql.append("comment.flag_kinds & ? <> 0")
        values.append(int(why.kinds))
    if why.codes:
        codes = sorted(code.name for code in why.codes)
        kinds = FlagKind(0)
        for code in why.codes:
            kinds |= code.kind
        sql.append(
            "comment.flag_kinds & ? <> 0 AND EXISTS (SELECT 1 FROM flag WHERE "
            f"flag.comment_id = comment.id AND flag.code IN ({', '.join('?' * len(codes))}))"
        )
        values += [int(kinds), *codes]
    if why.rejections:
        sql.append(f"comment.reason IN ({', '.join('?' * len(why.rejections))})")
        values += sorted(why.rejections)
    return Condition(f"({' OR '.join(sql)})", tuple(values))


def _counted(
    connection: Connection, statuses: frozenset[Status], plain: Sequence[_Plain]
) -> tuple[int, int, int]:
    """How many comments have these statuses and kinds, these statuses, and how many there are."""
    of_statuses = status_condition(statuses)
    both = of_statuses
    for _, of_tally in plain:
        both = both.and_(of_tally or Condition())
    row = connection.exec_driver_sql(
        f"SELECT coalesce(sum(iif({both.sql}, n, 0)), 0), "
        f"coalesce(sum(iif({of_statuses.sql}, n, 0)), 0), coalesce(sum(n), 0) "
        "FROM tally AS comment",
        both.values + of_statuses.values,
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def _among(subject: Subject, named: Iterable[lookup.Named]) -> Condition:
    ids = sqlite.as_ids(each.id for each in named)
    return Condition(f"comment.{subject.value}_id IN (SELECT value FROM json_each(?))", (ids,))


def _count(named: Iterable[lookup.Named], statuses: frozenset[Status]) -> int:
    if statuses == {Status.PENDING}:
        return sum(each.pending for each in named)
    return sum(each.total for each in named)
