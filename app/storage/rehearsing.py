"""A dry run of an import: what each row would become, found out by reading alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.storage.arriving import Arrived, ArrivingArticle, Key, known_comments
from app.storage.standing import Told, as_here
from app.storage.tables import article, source


class _Row(NamedTuple):
    """What is remembered of a comment: what its source says by a number, and, when this file told
    it, `as_told`; as long as that is None it stands as it does in the newsroom."""

    digest: int
    as_told: int | None

    def packed(self) -> int:
        """The same as one number, which takes the least memory."""
        return self.digest | (0 if self.as_told is None else self.as_told + 1) << _BITS_OF_A_DIGEST


def _unpacked(number: int) -> _Row:
    digest, as_told = number & (1 << _BITS_OF_A_DIGEST) - 1, number >> _BITS_OF_A_DIGEST
    return _Row(digest, as_told - 1 if as_told else None)


class Rehearsal:
    """Remembers the file's own rows, so that one it repeats is counted as an import would.

    Of a row only numbers of 60, 56 and 82 bits are kept, about 120 bytes: among a million rows the
    odds that one is taken for another are below one in a million, and nothing is written anyway.
    """

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._articles: set[Key] = set()
        self._rows: dict[int, int] = {}

    def read(
        self,
        connection: Connection,
        articles: Iterable[ArrivingArticle],
        digests: Mapping[Key, bytes],
        told: Callable[[Key], Told],
    ) -> None:
        """Count what a chunk would become; `told` gives what the file says of a comment."""
        for item in articles:
            self._count_article(connection, item)
        here = known_comments(connection, digests)
        stand = as_here(connection, [key for key in here if here[key].digest != digests[key]])
        for key, digest in digests.items():
            number, now = hash(key) & _BITS_OF_A_KEY, _number_of(digest)
            before = _unpacked(self._rows[number]) if number in self._rows else None
            if before is None and key in here:
                before = _Row(_number_of(here[key].digest), None)
            as_told = _packed(told(key))
            if before is None:
                self.arrived.added += 1
                before = _Row(now, _merged(_NEW, as_told))
            elif before.digest == now:
                self.arrived.unchanged += 1
            else:
                standing = before.as_told
                if standing is None:
                    standing = _packed(stand[key]) if key in stand else 0
                if _stands(standing, as_told):
                    self.arrived.unchanged += 1
                else:
                    self.arrived.updated += 1
                    before = _Row(now, _merged(standing, as_told))
            self._rows[number] = before.packed()

    def _count_article(self, connection: Connection, item: ArrivingArticle) -> None:
        if item.key in self._articles:
            return
        self._articles.add(item.key)
        found = connection.execute(
            select(article.c.id)
            .join(source, source.c.id == article.c.source_id)
            .where(source.c.key == item.source, article.c.external_id == item.external_id)
        ).first()
        self.arrived.articles += found is None


_BITS_OF_A_DIGEST = 56
_BITS_OF_A_KEY = (1 << 60) - 1
"""A whole number of so many bits takes the least memory."""


_PARTS = (0xFFFF_FFFF_FF, 0xFFFF << 40, 0xFFFF << 56, 0xFF << 72, 1 << 80)
"""Where in a packed row its words, parent, time and status stand, and whether it is a reply of the
newsroom's own; 0 for what is not told."""


def _number_of(digest: bytes) -> int:
    return int.from_bytes(digest[:7])


def _packed(told: Told) -> int:
    """A number for everything that is compared of a row."""
    words, parent, time, status, _ = _PARTS
    return (
        hash(told[:6]) & words
        | (_part(told.parent, parent) if told.parent is not None else 0)
        | (_part(told.created_at, time) if told.created_at else 0)
        | (_part(told.status, status) if told.status is not None else 0)
        | told.by_newsroom << 80
    )


def _part(value: object, part: int) -> int:
    """A value where it stands in a packed row, never 0."""
    lowest = part & -part
    return (hash(value) * lowest | lowest) & part


_NEW = _part(Status.PENDING.value, _PARTS[3])
"""What a comment is whose source tells nothing else."""


def _stands(here: int, told: int) -> bool:
    """`standing.stands`, of packed rows."""
    words, *others, ours = _PARTS
    if (here | told) & ours:
        return True
    return here & words == told & words and all(
        not told & part or here & part == told & part for part in others
    )


def _merged(here: int, now: int) -> int:
    """What stands after a row was taken over: what it does not tell is not forgotten."""
    return now | sum(here & part for part in _PARTS[1:-1] if not now & part)
