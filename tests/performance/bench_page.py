"""A page of a hundred comments by their ids, wherever it stands in its queue."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial

from app.domain.comment import Comment, Status
from app.domain.queue import Queue
from app.services import desk
from app.services.newsroom import Newsroom
from tests.performance.limits import reading
from tests.performance.limits.connecting import raw
from tests.performance.measure import Measurement, QuickerThanPeer, TimesLimit, side_by_side
from tests.performance.peers import django_peer
from tests.performance.workshop import Workshop, opened

PAGE = 100
PAGES = 100
"""For each of the three who read, where there are so many: neighbours dealt out in turn, so that
nobody reads what another one has just read."""

AGAIN = 20
"""How often a page is read, at most, where there are fewer."""

QUEUES: dict[str, Status | None] = {"pending": Status.PENDING, "all": None}


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Head, middle and end of the pending and of all comments."""
    peer = django_peer.asked(workshop, "pages")
    with (
        opened(workshop.database()) as newsroom,
        raw(workshop.database(), read_only=True) as connection,
    ):
        for name, status in QUEUES.items():
            ids = desk.listing(newsroom, Queue(status=status)).ids
            for place, pages in _pages(ids).items():
                for_ours, for_whole, for_limit = pages
                ours, whole, limit = side_by_side(
                    [partial(desk.page, newsroom, page) for page in for_ours],
                    [partial(_looked_at, newsroom, page) for page in for_whole],
                    [partial(reading.page, connection, page) for page in for_limit],
                )
                theirs = reading.page(connection, for_limit[0])
                if [card[0][0] for card in theirs] != list(for_limit[0]):
                    raise AssertionError("the page by hand is another one")
                yield Measurement(
                    f"page of {PAGE}: {name}, {place}",
                    "ms",
                    ours,
                    limit,
                    peer.get(f"{name}, {place}"),
                    (TimesLimit(1.5), QuickerThanPeer(20)),
                )
                yield Measurement(
                    f"page of {PAGE}: {name}, {place}, every card", "ms", whole, limit
                )


def _looked_at(newsroom: Newsroom, page: array[int]) -> list[Comment]:
    """A page of which every comment is shown, not only the dozen that fit on a screen."""
    return list(desk.page(newsroom, page))


def _pages(ids: array[int]) -> dict[str, list[list[array[int]]]]:
    """Neighbouring pages at each of three places, dealt out to three; again and again if there are
    few."""
    whole = [ids[start : start + PAGE] for start in range(0, len(ids), PAGE)]
    third = max(1, min(3 * PAGES, len(whole) // 3))
    middle = len(whole) // 2 - third // 2
    places = {"head": whole[:third], "middle": whole[middle:][:third], "end": whole[-third:]}
    return {place: _dealt((pages * AGAIN)[: 3 * PAGES]) for place, pages in places.items()}


def _dealt(pages: list[array[int]]) -> list[list[array[int]]]:
    each = len(pages) // 3
    return [pages[first::3][:each] for first in range(3)]
