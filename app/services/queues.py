"""Queues of a newsroom's own, how many comments each has, and names to complete a search with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.query import Field
from app.domain.queue import OwnQueue, Queue
from app.domain.sought import sought
from app.services.newsroom import Newsroom
from app.storage import listing, lookup, queues
from app.storage.sqlite import StoppedError

MOST_COUNTED = 1_001
"""Comments of a queue that are counted: beyond them it is "more than 1,000"."""

LONGEST_NAME = 60
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Removed:
    """A queue that was taken out, and where it stood."""

    queue: OwnQueue
    position: int


def own_queues(newsroom: Newsroom) -> tuple[OwnQueue, ...]:
    with newsroom.store.reading() as connection:
        return queues.own_queues(connection)


def keep(newsroom: Newsroom, name: str, queue: Queue) -> OwnQueue:
    """Keep a search under a name; an empty one is what was typed."""
    with newsroom.store.writing() as connection:
        return queues.keep(connection, _named(name) or _named(queue.text), queue)


def rename(newsroom: Newsroom, queue_id: int, name: str) -> None:
    """Call a queue something else; an empty name changes nothing."""
    if _named(name):
        with newsroom.store.writing() as connection:
            queues.rename(connection, queue_id, _named(name))


def remove(newsroom: Newsroom, queue: OwnQueue) -> Removed | None:
    with newsroom.store.writing() as connection:
        position = queues.remove(connection, queue.id)
    return None if position is None else Removed(queue, position)


def put_back(newsroom: Newsroom, removed: Removed) -> None:
    with newsroom.store.writing() as connection:
        queues.put_back(connection, removed.queue, removed.position)


def move(newsroom: Newsroom, queue_id: int, by: int) -> None:
    with newsroom.store.writing() as connection:
        queues.move(connection, queue_id, by)


def counts(
    newsroom: Newsroom, own: Sequence[OwnQueue], stop: Callable[[], bool]
) -> Mapping[int, int]:
    """How many comments each has, up to MOST_COUNTED; less than all of them when told to stop."""
    counted: dict[int, int] = {}
    now = newsroom.clock()
    for each in own:
        with newsroom.store.reading() as connection:
            try:
                counted[each.id] = listing.count(connection, each.queue, now, MOST_COUNTED, stop)
            except StoppedError:
                break
    return counted


def names_like(newsroom: Newsroom, field: Field, typed: str) -> list[str]:
    """Writers' names or articles' titles that have the words typed, the last one unfinished."""
    wanted = sought(typed, unfinished=True)
    if not wanted:
        return []
    with newsroom.store.reading() as connection:
        if field is Field.FROM:
            return lookup.writer_names(connection, wanted, OFFERED)
        return lookup.article_titles(connection, wanted, OFFERED)


def _named(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME].rstrip()
