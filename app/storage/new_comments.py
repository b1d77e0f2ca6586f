"""The new comments of one chunk of an import: ids, parents, what only the database can tell, rows.

Everything goes in by a few statements over tuples: a row that passes through a dictionary, or a
statement of its own, costs more than all that is checked in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import Flag, Reason, ReasonCode, bits_of
from app.storage import search, sqlite
from app.storage.arriving import ArrivingComment, Key
from app.storage.deciding import Deciding
from app.storage.known_writers import note_first_and_last
from app.storage.reading import free_id
from app.storage.writers import newsroom_writer

_INSERT = """
    INSERT INTO comment (
        id, source_id, external_id, source_digest, article_id, parent_id, parent_external_id,
        writer_id, status, version, created_at, text, flag_kinds, fingerprint, website, machine,
        revision, reason, by_newsroom, decided_by, decided_at
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, '', 0)
    """
_INSERT_FLAG = """
    INSERT INTO flag (comment_id, position, code, detail, start, "end") VALUES (?, ?, ?, ?, ?, ?)
    """
_PARENTS = """
    SELECT comment.external_id, comment.id, comment.by_newsroom
    FROM json_each(?) AS wanted CROSS JOIN comment
    WHERE comment.source_id = ? AND comment.external_id = wanted.value
    """
_SAME_TEXTS = """
    SELECT wanted.value,
           (SELECT count(*) FROM comment WHERE comment.fingerprint = wanted.value)
    FROM json_each(?) AS wanted
    """
_SEEN_ADDRESSES = """
    SELECT 'address', wanted.value FROM json_each(?) AS wanted
    WHERE EXISTS (SELECT 1 FROM writer WHERE writer.address_normal = wanted.value)
    """
_SEEN_NAMES = """
    SELECT 'name', wanted.value FROM json_each(?) AS wanted
    WHERE EXISTS (
        SELECT 1 FROM writer
        WHERE writer.name_normal = wanted.value AND writer.address_normal = ''
          AND NOT writer.of_newsroom
    )
    """
_ORPHANS = """
    SELECT parent.id, child.id
    FROM json_each(?) AS arrived CROSS JOIN comment AS parent CROSS JOIN comment AS child
    WHERE parent.id = arrived.value
      AND child.source_id = parent.source_id AND child.parent_external_id = parent.external_id
      AND child.parent_id IS NULL AND child.parent_external_id IS NOT NULL
      AND child.id <> parent.id
    """


@dataclass(frozen=True, slots=True)
class Places:
    """Where the comments of a chunk belong: the ids of their sources, articles (with the title)
    and writers, all of them there already."""

    sources: Mapping[str, int]
    articles: Mapping[Key, tuple[int, str]]
    writers: Mapping[tuple[str, str], int]


def add_comments(
    connection: Connection,
    work: Deciding,
    places: Places,
    late: LateFlags,
    items: Sequence[ArrivingComment],
) -> None:
    """Put these in, in their order; none of their keys is here yet or occurs twice."""
    first = free_id(connection)
    parents = _Parents(connection, places.sources, items, first)
    pending = Status.PENDING.value
    comments: list[tuple[Any, ...]] = []
    flags: list[tuple[Any, ...]] = []
    index: list[search.IndexRow] = []
    for number, item in enumerate(items, start=first):
        article_id, title = places.articles[item.source, item.article]
        writer_id = (
            newsroom_writer(connection, item.name)
            if item.by_newsroom
            else places.writers[item.name, item.address]
        )
        parent_id, to_newsroom = parents.of(item, number) if item.parent else (None, False)
        found = (*item.flags, *late.of(item, to_newsroom=to_newsroom))
        kinds = bits_of(found)
        status = item.status.value if item.status else pending
        comments.append(
            (
                *(number, places.sources[item.source], item.external_id, item.digest, article_id),
                *(parent_id, item.parent, writer_id, status, work.change, item.created_at),
                *(item.text, kinds, item.fingerprint, item.website, item.machine),
                item.by_newsroom,
            )
        )
        for position, flag in enumerate(found):
            code, detail = flag.reason.code.name, flag.reason.detail
            flags.append((number, position, code, detail, flag.start, flag.end))
        index.append(search.index_row_of(number, item.words, item.name, item.address, title))
        work.counts.add(status, kinds, article_id, writer_id)
    connection.exec_driver_sql(_INSERT, comments)
    if flags:
        connection.exec_driver_sql(_INSERT_FLAG, flags)
    search.add_new_to_index(connection, index)
    readers = [item for item in items if not item.by_newsroom]
    note_first_and_last(connection, places.writers, readers)
    _adopt_orphans(connection, range(first, first + len(items)))


def _adopt_orphans(connection: Connection, arrived: Iterable[int]) -> None:
    """Give comments that came before their parent, which has just arrived, that parent."""
    orphans = connection.exec_driver_sql(_ORPHANS, (sqlite.as_ids(arrived),)).all()
    if orphans:
        connection.exec_driver_sql(
            "UPDATE comment SET parent_id = ? WHERE id = ?", [tuple(pair) for pair in orphans]
        )


def known_parents(
    connection: Connection, sources: Mapping[str, int], items: Iterable[ArrivingComment]
) -> dict[Key, tuple[int, bool]]:
    """Those parents of these comments that are here: their ids, and whether they are ours."""
    known: dict[Key, tuple[int, bool]] = {}
    wanted: dict[str, list[str]] = {}
    for item in items:
        if item.parent:
            wanted.setdefault(item.source, []).append(item.parent)
    for source, names in wanted.items():
        rows = connection.exec_driver_sql(_PARENTS, (sqlite.as_texts(names), sources[source])).all()
        known |= {(source, name): (number, bool(ours)) for name, number, ours in rows}
    return known


class _Parents:
    """The parents of a chunk's comments that came before them, here or in the chunk."""

    def __init__(
        self,
        connection: Connection,
        sources: Mapping[str, int],
        items: Sequence[ArrivingComment],
        first: int,
    ) -> None:
        self._new = {
            item.key: (number, item.by_newsroom) for number, item in enumerate(items, start=first)
        }
        self._known = known_parents(connection, sources, items)

    def of(self, item: ArrivingComment, number: int) -> tuple[int | None, bool]:
        """The id of a comment's parent, if that is there by now, and whether it is ours."""
        assert item.parent is not None
        key = (item.source, item.parent)
        parent = self._new.get(key)
        if parent is not None and parent[0] < number:
            return parent
        return self._known.get(key, (None, False))


class LateFlags:
    """The flags that need the database, in the file's order.

    Made before the writers of these comments are, who would else all have been seen before.
    """

    def __init__(self, connection: Connection, items: Sequence[ArrivingComment]) -> None:
        prints = {item.fingerprint for item in items if item.fingerprint}
        same = connection.exec_driver_sql(_SAME_TEXTS, (sqlite.as_ids(prints),)).all()
        self._same = Counter({number: int(n) for number, n in same})
        addresses = {item.addresses.normal for item in items}
        names = {item.names.normal for item in items if not item.addresses.normal}
        self._seen: set[tuple[str, str]] = {
            (kind, who)
            for statement, wanted in (
                (_SEEN_ADDRESSES, addresses - {""}),
                (_SEEN_NAMES, names),
            )
            for kind, who in connection.exec_driver_sql(statement, (sqlite.as_texts(wanted),)).all()
        }

    def of(self, item: ArrivingComment, *, to_newsroom: bool) -> list[Flag]:
        flags: list[Flag] = []
        if item.by_newsroom:
            return flags
        if item.fingerprint:
            earlier = self._same[item.fingerprint]
            self._same[item.fingerprint] = earlier + 1
            if earlier:
                flags.append(Flag(Reason(ReasonCode.SAME_TEXT, str(earlier))))
        if item.who not in self._seen:
            self._seen.add(item.who)
            flags.append(_FIRST_TIME)
        if to_newsroom:
            flags.append(TO_NEWSROOM)
        return flags


_FIRST_TIME = Flag(Reason(ReasonCode.FIRST_TIME))
TO_NEWSROOM = Flag(Reason(ReasonCode.REPLY_TO_NEWSROOM))
