"""Searching as it is typed: the first fifty hits, newest first, after every letter."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial

from app.domain.comment import Status
from app.domain.queue import Queue
from app.domain.reading import Listing
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage.search import match_expression
from tests.performance.limits import searching
from tests.performance.limits.connecting import raw
from tests.performance.measure import AtMost, Measurement, QuickerThanPeer, Samples, side_by_side
from tests.performance.peers import django_peer
from tests.performance.queries import WHOLE, prefixes
from tests.performance.workshop import Workshop, opened

FIRST = 50
QUEUES: dict[str, Status | None] = {"pending": Status.PENDING, "all": None}


def first_look(newsroom: Newsroom, typed: str, status: Status | None) -> Listing:
    """What the desk shows at once; it may give fewer than there are, to be at hand in time."""
    return desk.listing(newsroom, Queue(status=status, text=typed), FIRST)


def first_hits(newsroom: Newsroom, typed: str, status: Status | None) -> array[int]:
    """The first hits for certain: where the first look fell short, all are read."""
    look = first_look(newsroom, typed, status)
    if falls_short(look):
        look = desk.listing(newsroom, Queue(status=status, text=typed))
    return look.ids[:FIRST]


def falls_short(look: Listing) -> bool:
    return len(look.ids) < FIRST and not look.whole


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Each beginning once, in the order of typing; and Django's admin for some whole words."""
    peer = django_peer.asked(workshop, "search", WHOLE)
    with (
        opened(workshop.database()) as newsroom,
        raw(workshop.database(), read_only=True) as connection,
    ):
        typed = {each: match_expression(each) for each in prefixes(connection)}
        wanted = {each: expression for each, expression in typed.items() if expression}
        for name, status in QUEUES.items():
            looks, hits, limit = side_by_side(
                [partial(first_look, newsroom, each, status) for each in wanted],
                [partial(first_hits, newsroom, each, status) for each in wanted],
                [
                    partial(searching.newest_hits, connection, expression, status, FIRST)
                    for expression in wanted.values()
                ],
            )
            goals = AtMost(16, "p99"), QuickerThanPeer(20)
            yield Measurement(
                f"search, every letter, first {FIRST} hits: {name}",
                "ms",
                hits,
                limit,
                peer.get(name),
                goals,
            )
            yield Measurement(
                f"search, every letter, first look: {name}", "ms", looks, limit, goals=goals[:1]
            )
            short = sum(falls_short(first_look(newsroom, each, status)) for each in wanted)
            yield Measurement(
                f"search, first looks that fall short, of {len(wanted)}: {name}",
                "",
                Samples((short,)),
            )
