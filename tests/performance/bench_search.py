"""Searching as it is typed: the first fifty hits, newest first, after every letter; and for whole
words all hits, of which the first hundred are read."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial
from typing import Any

from app.domain.comment import Comment, Status
from app.domain.queue import Queue
from app.domain.reading import Listing
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage.search import match_expression
from tests.performance.limits import reading, searching
from tests.performance.limits.connecting import Raw, raw
from tests.performance.measure import AtMost, Measurement, QuickerThanPeer, Samples, side_by_side
from tests.performance.peers import django_peer
from tests.performance.queries import WHOLE, prefixes
from tests.performance.workshop import Workshop, opened

FIRST = 50
PAGE = 100
TIMES = 5
"""How often each whole word is searched for."""

QUEUES: dict[str, Status | None] = {"pending": Status.PENDING, "all": None}


def first_look(newsroom: Newsroom, typed: str, status: Status | None, most: int = FIRST) -> Listing:
    """What the desk shows at once; it may give fewer than there are, to be at hand in time."""
    return desk.listing(newsroom, Queue(status=status, text=typed), most)


def first_hits(
    newsroom: Newsroom, typed: str, status: Status | None, most: int = FIRST
) -> array[int]:
    """The first hits for certain: where the first look fell short, all are read."""
    look = first_look(newsroom, typed, status, most)
    if falls_short(look, most):
        look = desk.listing(newsroom, Queue(status=status, text=typed))
    return look.ids[:most]


def falls_short(look: Listing, most: int = FIRST) -> bool:
    return len(look.ids) < most and not look.whole


def first_page(newsroom: Newsroom, typed: str, status: Status | None) -> list[Comment]:
    """Every card of the first page."""
    return list(desk.page(newsroom, first_hits(newsroom, typed, status, PAGE)))


def counted_page(newsroom: Newsroom, typed: str, status: Status | None) -> list[Comment]:
    """All hits, so that it is known how many there are, and every card of the first page."""
    ids = desk.listing(newsroom, Queue(status=status, text=typed)).ids
    return list(desk.page(newsroom, ids[:PAGE]))


def page_by_hand(connection: Raw, expression: str, status: Status | None, hits: int) -> list[Any]:
    found = searching.newest_hits(connection, expression, status, hits)
    return reading.page(connection, found[:PAGE])


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Each beginning once, in the order of typing; then whole words, as Django's admin is asked."""
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
            goals = (AtMost(16, "p99"),)
            for what, samples in ((f"first {FIRST} hits", hits), ("first look", looks)):
                operation = f"search, every letter, {what}: {name}"
                yield Measurement(operation, "ms", samples, limit, goals=goals)
            short = sum(falls_short(first_look(newsroom, each, status)) for each in wanted)
            yield Measurement(
                f"search, first looks that fall short, of {len(wanted)}: {name}",
                "",
                Samples((short,)),
            )
            for what, ours, hits_read, goal in (
                (f"first page of {PAGE}", first_page, PAGE, (QuickerThanPeer(20),)),
                (f"all hits and a page of {PAGE}", counted_page, -1, ()),
            ):
                yield Measurement(
                    f"search, whole words, {what}: {name}",
                    "ms",
                    *side_by_side(
                        [partial(ours, newsroom, each, status) for each in WHOLE] * TIMES,
                        [
                            partial(page_by_hand, connection, wanted[each], status, hits_read)
                            for each in WHOLE
                        ]
                        * TIMES,
                    ),
                    peer.get(name),
                    goal,
                )
