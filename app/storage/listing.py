"""The ids of a queue in its order, whole or only the first of them, at once however many there are.

Without anything typed a queue goes by the comments' own time. Anything typed goes by arrival (by
id): that is the order in which the full-text index gives its hits, so that the first ones come
without the rest. How they are found is chosen by counts that are kept:

- few comments pass the filters: they are read and looked through here;
- some do: their ids are gathered, and the index's hits compared with them;
- many do: the index's hits are taken in order and each is looked up, until there are enough.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice
from math import inf
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.query import Query, parse
from app.domain.queue import Order, Queue
from app.domain.reading import Listing
from app.domain.sought import Part, Sought, answers
from app.storage import lookup, search, sqlite
from app.storage.changing import current_change
from app.storage.conditions import (
    By,
    Condition,
    Filters,
    Subject,
    filters_of,
    status_condition,
)
from app.storage.preferences import every_reason
from app.storage.reading import newest_id

READ, LISTED, LOOKED_UP, COMPARED = 20.0, 0.12, 0.6, 0.14
"""What it costs (in microseconds, as measured; only ratios count) to read a comment and look
through it, to list one by an index, to look one up, to compare a hit with gathered ids."""

FIRST_WITHIN = 0.010
"""Seconds of work after which what has been found of the first hits is given, however few."""

_TEXTS = (
    "comment.id, comment.text, writer.name, writer.address, article.title, article.url, "
    "writer.id, article.id"
)
_WITH_TEXTS = """
    CROSS JOIN writer ON writer.id = comment.writer_id
    CROSS JOIN article ON article.id = comment.article_id
    """
Check = Callable[[Sequence[Any]], bool]
"""Whether a row of `_TEXTS` is a hit."""


def listing(
    connection: Connection,
    queue: Queue,
    now: int,
    most: int | None = None,
    stop: sqlite.Stop | None = None,
) -> Listing:
    """The ids of a queue at this moment (what has waited is told by the clock) with the change
    number they belong to; with `most`, the first of them: the listing is not `whole` when there
    may be more.

    Raises `sqlite.StoppedError` soon after `stop` says so.
    """
    change, last_id = current_change(connection), newest_id(connection)
    ids, whole = _ids(connection, queue, now, most, stop)
    return Listing(ids, change, last_id, whole)


def _ids(
    connection: Connection, queue: Queue, now: int, most: int | None, stop: sqlite.Stop | None
) -> tuple[array[int], bool]:
    query = _understood(connection, queue)
    if query is None:
        return array("q"), True
    filters = filters_of(connection, queue, query, now, exact=most is None)
    if query.is_empty:
        return _by_time(connection, queue, filters.condition(), most, stop)
    sought = _Search(connection, query, filters, queue.order is Order.NEWEST, stop)
    return (sought.whole(), True) if most is None else sought.first(most)


def count(connection: Connection, queue: Queue, now: int, most: int, stop: sqlite.Stop) -> int:
    """How many comments a queue has, up to `most`."""
    ids, whole = _ids(connection, queue, now, most, stop)
    if whole or len(ids) == most:
        return len(ids)
    return min(most, len(_ids(connection, queue, now, None, stop)[0]))


def belonging(connection: Connection, queue: Queue, now: int, among: Sequence[int]) -> array[int]:
    """Those of these comments that are in the queue, in its order."""
    query = _understood(connection, queue)
    if query is None or not among:
        return array("q")
    filters = filters_of(connection, queue, query, now, exact=False)
    these = Condition("comment.id IN (SELECT value FROM json_each(?))", (sqlite.as_ids(among),))
    if query.is_empty:
        condition = these.and_(filters.condition(indexed=False))
        return _by_time(connection, queue, condition, None, None)[0]
    newest = queue.order is Order.NEWEST
    return _Search(connection, query, filters, newest, None).through(these)


def _understood(connection: Connection, queue: Queue) -> Query | None:
    """What is typed into a queue; None where it asks for nothing that can be found."""
    if not queue.text.strip():
        return Query()
    query = parse(queue.text, every_reason(connection))
    return query if query.ready and not query.says_nothing else None


def _by_time(
    connection: Connection,
    queue: Queue,
    condition: Condition,
    most: int | None,
    stop: sqlite.Stop | None,
) -> tuple[array[int], bool]:
    way = "DESC" if queue.order is Order.NEWEST else "ASC"
    statement = (
        f"SELECT comment.id FROM comment WHERE {condition.sql} "
        f"ORDER BY comment.created_at {way}, comment.id {way}"
    )
    with sqlite.rows(connection, statement, condition.values, stop) as rows:
        return _taken(chain.from_iterable(rows), most)


def _taken(ids: Iterator[int], most: int | None) -> tuple[array[int], bool]:
    if most is None:
        return array("q", ids), True
    taken = array("q", islice(ids, most))
    return taken, next(ids, None) is None


class _Way(Enum):
    READING = "read what passes the filters, and look through it"
    GATHERING = "gather the ids that pass, and compare the index's hits with them"
    WALKING = "take the index's hits, and look each up"
    LISTING = "there are no words"


@dataclass(frozen=True, slots=True)
class _Search:
    """One search, in the order of arrival."""

    connection: Connection
    query: Query
    filters: Filters
    newest: bool
    stop: sqlite.Stop | None

    # All of it

    def whole(self) -> array[int]:
        words = self._indexed_words()
        way = self._cheapest(self.filters.all) if words else _Way.LISTING
        if way is _Way.READING:
            return self._ids(self._reading(), self._check())
        if way is _Way.GATHERING:
            walked = self._walked_for_a_while()
            return self._ids(self._gathering()) if walked is None else walked
        if way is _Way.WALKING:
            return self._ids(self._walking(self._expression()))
        return self._ids(self._unworded(self.filters.condition()))

    def _walked_for_a_while(self) -> array[int] | None:
        """All there is, unless looking its hits up takes as long as gathering what they would be
        compared with: how many hits the words have only walking tells."""
        as_long = (self.filters.read + self.filters.few) * LISTED / 1_000_000
        if not as_long:
            return None
        over = time.thread_time() + as_long
        ids, whole = self._some(self._walking(self._expression()), self.filters.all, over)
        return ids if whole else None

    def through(self, these: Condition) -> array[int]:
        """The hits among these comments, each of them read."""
        condition = these.and_(self.filters.condition(indexed=False))
        return self._ids(self._reading(condition), self._check())

    # The first of it

    def first(self, most: int) -> tuple[array[int], bool]:
        over = time.thread_time() + FIRST_WITHIN
        found = self._first(most, over)
        sparse = self.filters.few * 5 < self.filters.all and not self.filters.narrow
        if found[1] or found[0] or not sparse:
            return found
        over = max(over, time.thread_time() + FIRST_WITHIN / 2)
        return self._first(most, over, self._from_edge())

    def _first(
        self, most: int, over: float, edge: Condition | None = None
    ) -> tuple[array[int], bool]:
        words = self._indexed_words()
        way = self._cheapest(most)
        if way is _Way.READING:
            return self._some(self._reading(), most, over, self._check())
        if not words:
            condition = self.filters.condition(indexed=way is not _Way.WALKING)
            if self.query.unwanted or self.filters.by:
                return self._some(self._reading(condition), most, over, self._check())
            return self._some(self._plain(condition), most, over)
        if way is _Way.GATHERING:
            return self._some(self._gathering(), most, over)
        if not self.filters.by:
            return self._some(self._walking(self._expression(), edge), most, over)
        walking = self._walking(self._expression(), edge, texts=True)
        return self._some(walking, most, over, self._check(words=False))

    def _cheapest(self, most: int) -> _Way:
        """The way that is likely the cheapest to so many hits; as if any comment had the words."""
        few, read, of_all = max(self.filters.few, 1), self.filters.read, self.filters.all
        passed = min(of_all, most * of_all / few)
        costs = {
            _Way.READING: read * LISTED + few * READ,
            _Way.GATHERING: read * LISTED + few * LISTED + passed * COMPARED,
            _Way.WALKING: passed * LOOKED_UP,
        }
        if self.filters.by:
            costs[_Way.GATHERING] = inf
        return min(costs, key=lambda way: costs[way])

    def _from_edge(self) -> Condition:
        """Hits before the first comment with these statuses need not be looked at."""
        condition = status_condition(self.filters.statuses)
        with sqlite.rows(
            self.connection,
            f"SELECT {'max' if self.newest else 'min'}(comment.id) FROM comment "
            f"WHERE {condition.sql}",
            condition.values,
            self.stop,
        ) as rows:
            edge = next(rows)[0]
        return Condition(f"comment_search.rowid {'<=' if self.newest else '>='} ?", (edge or 0,))

    # Statements

    def _indexed_words(self) -> tuple[Sought, ...]:
        """Those wanted, and those of writers who are too many: a comment has its writer's name."""
        names = (
            one
            for by in self.filters.by
            if by.subject is Subject.WRITER and not by.negated
            for one in by.wanted
        )
        return (*names, *self.query.wanted)

    def _expression(self) -> str:
        return search.all_of(self._indexed_words(), self.query.unwanted)

    def _walking(
        self, expression: str, edge: Condition | None = None, *, texts: bool = False
    ) -> Condition:
        """The index's hits, each looked up."""
        where = Condition("comment_search MATCH ?", (expression,)).and_(edge or Condition())
        filters = self.filters.condition(indexed=False)
        if filters == Condition() and not texts:
            statement = f"SELECT rowid FROM comment_search WHERE {where.sql} ORDER BY rowid"
            return Condition(f"{statement} {self._way()}", where.values)
        where = where.and_(filters)
        columns, tables = (_TEXTS, _WITH_TEXTS) if texts else ("comment.id", "")
        return Condition(
            f"SELECT {columns} FROM comment_search "
            f"CROSS JOIN comment ON comment.id = comment_search.rowid {tables} "
            f"WHERE {where.sql} ORDER BY comment_search.rowid {self._way()}",
            where.values,
        )

    def _gathering(self) -> Condition:
        """The index's hits that are among the gathered ids."""
        condition = self.filters.condition()
        return Condition(
            "SELECT rowid FROM comment_search WHERE comment_search MATCH ? AND +rowid IN "
            f"(SELECT comment.id FROM comment WHERE {condition.sql}) ORDER BY rowid {self._way()}",
            (self._expression(), *condition.values),
        )

    def _reading(self, condition: Condition | None = None) -> Condition:
        """The texts of all that pass the filters."""
        condition = condition or self.filters.condition()
        return Condition(
            f"SELECT {_TEXTS} FROM comment {_WITH_TEXTS} "
            f"WHERE {condition.sql} ORDER BY comment.id {self._way()}",
            condition.values,
        )

    def _plain(self, condition: Condition) -> Condition:
        return Condition(
            f"SELECT comment.id FROM comment WHERE {condition.sql} "
            f"ORDER BY comment.id {self._way()}",
            condition.values,
        )

    def _unworded(self, condition: Condition) -> Condition:
        """All that passes the filters and has none of the unwanted words."""
        for phrase in self.query.unwanted:
            condition = condition.and_(
                Condition(
                    "comment.id NOT IN (SELECT rowid FROM comment_search "
                    "WHERE comment_search MATCH ?)",
                    (search.all_of(phrase),),
                )
            )
        return self._plain(condition)

    def _way(self) -> str:
        return "DESC" if self.newest else "ASC"

    # Carrying them out

    def _ids(self, statement: Condition, check: Check | None = None) -> array[int]:
        with sqlite.rows(self.connection, *statement, self.stop) as rows:
            return array("q", _checked(rows, check))

    def _some(
        self, statement: Condition, most: int, over: float, check: Check | None = None
    ) -> tuple[array[int], bool]:
        ids = array("q")
        limited = statement if check else _limited(statement, most + 1)
        try:
            with sqlite.rows(self.connection, *limited, self._until(over)) as rows:
                for comment_id in _checked(rows, check):
                    if len(ids) == most:
                        return ids, False
                    ids.append(comment_id)
        except sqlite.StoppedError:
            return self._what_there_is(ids)
        return ids, True

    def _until(self, over: float) -> sqlite.Stop:
        """Stop when told to, or when the time for the first hits is over."""
        stop = self.stop
        return lambda: time.thread_time() > over or (stop is not None and stop())

    def _what_there_is(self, ids: array[int]) -> tuple[array[int], bool]:
        if self.stop is not None and self.stop():
            raise sqlite.StoppedError
        return ids, False

    def _check(self, *, words: bool = True) -> Check:
        """Looks through a comment as the index would; without `words` only at whose it is."""
        wanted = self.query.wanted if words else ()
        unwanted = self.query.unwanted if words else ()
        subjects = [(by, dict[int, bool]()) for by in self.filters.by]

        def is_by(by: By, known: dict[int, bool], row: Sequence[Any]) -> bool:
            _, _, name, address, title, url, writer, article = row
            of_writer = by.subject is Subject.WRITER
            key = writer if of_writer else article
            if key not in known:
                called = (name, address) if of_writer else (title, url)
                known[key] = lookup.is_called(*called, by.wanted) is not by.negated
            return known[key]

        def check(row: Sequence[Any]) -> bool:
            if not all(is_by(by, known, row) for by, known in subjects):
                return False
            if not wanted and not unwanted:
                return True
            _, text, name, address, title, *_ = row
            parts = (Part(text), Part(name), Part(address, spoken=False), Part(title))
            return answers(parts, wanted) and not any(answers(parts, each) for each in unwanted)

        return check


def _checked(rows: Iterator[Any], check: Check | None) -> Iterator[int]:
    if check is None:
        return chain.from_iterable(rows)
    return (row[0] for row in rows if check(row))


def _limited(statement: Condition, most: int) -> Condition:
    return Condition(f"{statement.sql} LIMIT ?", (*statement.values, most))
