"""What the middle column lists and how it keeps up: reading again without moving what is shown."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.queue import FIXED_QUEUES, Queue
from app.domain.reading import Listing, News, Overview
from app.services import desk
from app.services.newsroom import Newsroom
from ui.queue.model import Faded

MOST_FADED = 200
"""Comments that left the queue at somebody else's hand and are told apart one by one."""


@dataclass(frozen=True, slots=True)
class View:
    """Which queue is shown: a fixed one's key, or None for one made by an article or a writer."""

    queue: Queue
    key: str | None
    article_title: str = ""
    writer_name: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What happened to the list shown since it was read.

    `missing` are shown comments that no longer belong to the queue, `faded` who decided the first
    of them; `arrived` belong to it but are not shown.
    """

    news: News
    overview: Overview
    arrived: array[int]
    faded: Mapping[int, Faded]
    changed: array[int]


def fixed(key: str) -> View:
    """A fixed queue by its key."""
    named = next(named for named in FIXED_QUEUES if named.key == key)
    return View(named.queue, key)


def read_listing(newsroom: Newsroom, queue: Queue) -> tuple[Listing, Overview]:
    return desk.listing(newsroom, queue), desk.overview(newsroom)


def read_update(
    newsroom: Newsroom,
    queue: Queue,
    shown: array[int],
    change: int,
    last_id: int,
    own: frozenset[int],
) -> Update | None:
    """Compare the database with what is shown; None when nothing was written since.

    `own` are change numbers made at this desk: what they did is shown already.
    """
    news = desk.news(newsroom, change, last_id)
    if news.change == change:
        return None
    now = desk.listing(newsroom, queue)
    there = frozenset(shown)
    here = frozenset(now.ids)
    gone = array("q", (each for each in news.touched if each in there and each not in here))
    faded = {
        comment.id: Faded(comment.decided_by, comment.status)
        for comment in desk.page(newsroom, gone[:MOST_FADED])
        if comment.version not in own
    }
    return Update(
        news=news,
        overview=desk.overview(newsroom),
        arrived=array("q", (each for each in now.ids if each not in there)),
        faded=faded,
        changed=array("q", (each for each in news.touched if each in there and each in here)),
    )


def read_after(
    newsroom: Newsroom, queue: Queue, shown: array[int], wanted: array[int]
) -> tuple[array[int], Overview]:
    """The queue read again, but of what is not shown yet only the `wanted`: nothing that came in
    meanwhile moves the list."""
    now = desk.listing(newsroom, queue)
    keep = frozenset(shown) | frozenset(wanted)
    return array("q", (each for each in now.ids if each in keep)), desk.overview(newsroom)
