"""What the middle column lists and how it keeps up: reading again without moving what is shown."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.comment import Status
from app.domain.errors import CancelledError, NewsroomError
from app.domain.query import Query
from app.domain.queue import FIXED_QUEUES, Queue
from app.domain.reading import Glance, Listing, Overview
from app.domain.words import Words
from app.services import desk
from app.services.newsroom import Newsroom
from ui.queue.ids import IDS, within, without
from ui.queue.relisting import Faded, Relisting, Snapshot, relisted, shortened
from ui.windows import WINDOW

MOST_FADED = 200
"""Comments that left the queue at somebody else's hand and are told apart one by one."""


@dataclass(frozen=True, slots=True)
class View:
    """Which queue is shown: a fixed one's key, or None for one made by an article or a writer.

    `query` is what is typed into the queue, understood.
    """

    queue: Queue
    key: str | None
    article_title: str = ""
    writer_name: str = ""
    own_name: str = ""
    query: Query = field(default_factory=Query)

    @property
    def statuses(self) -> frozenset[Status]:
        return self.query.statuses(self.queue.status)


@dataclass(frozen=True, slots=True)
class Seen:
    """Up to where the list shown is true: the newsroom's change number and highest comment id, and
    what belongs to the queue since but waits to be shown."""

    change: int = 0
    last_id: int = 0
    waiting: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Update:
    """What happened to the list shown since `seen`: `faded` are some of its comments that no longer
    belong to the queue, with who decided them; `changed` were written and still belong."""

    seen: Seen
    touched: array[int]
    overview: Overview
    faded: Mapping[int, Faded]
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Renewal:
    """The list read again, with what was read beside it."""

    list: Relisting
    seen: Seen
    overview: Overview


@dataclass(frozen=True, slots=True)
class Shorter:
    """The list shown at one moment and what it becomes without those that were decided."""

    shown: Snapshot
    list: Relisting


def fixed(key: str) -> View:
    """A fixed queue by its key."""
    named = next(named for named in FIXED_QUEUES if named.key == key)
    return View(named.queue, key)


def read_first(newsroom: Newsroom) -> Glance:
    """The first queue from its beginning, with what is shown beside it."""
    listing, overview = read_listing(newsroom, fixed("pending").queue)
    page = desk.page(newsroom, listing.ids[:WINDOW])
    return Glance(listing, page, overview)


def read_beginning(
    newsroom: Newsroom, queue: Queue, most: int | None, stop: Callable[[], bool]
) -> tuple[Listing, Overview] | None:
    """The first comments of a queue, or all of them; None when that is no longer wanted."""
    try:
        return desk.listing(newsroom, queue, most, stop), desk.overview(newsroom)
    except CancelledError:
        return None


def read_whole(
    newsroom: Newsroom, queue: Queue, shown: Snapshot, stop: Callable[[], bool]
) -> Renewal | Words | None:
    """All of the queue of which the first comments are shown; None when that is no longer wanted,
    words when it cannot be read."""
    try:
        now = desk.listing(newsroom, queue, None, stop)
        overview = desk.overview(newsroom)
    except CancelledError:
        return None
    except NewsroomError as error:
        return error.words
    ids = relisted(shown, now.ids, frozenset())
    return Renewal(ids, Seen(now.change, now.last_id), overview)


def read_listing(newsroom: Newsroom, queue: Queue) -> tuple[Listing, Overview]:
    return desk.listing(newsroom, queue), desk.overview(newsroom)


def read_update(
    newsroom: Newsroom,
    queue: Queue,
    shown: Snapshot,
    seen: Seen,
    own: frozenset[int],
    added: frozenset[int],
) -> Update | None:
    """Compare what was written since with what is shown; None when nobody else has written and
    nothing has come to the queue by waiting.

    `own` are change numbers made at this desk, `added` comments written here: what they did is
    shown already. However long the list is, only what was written is asked about.
    """
    change = desk.change(newsroom)
    aged = frozenset(desk.come_of_age(newsroom, queue)) - seen.waiting
    aged -= within(aged, shown.ids)
    if not aged and change >= seen.change and own.issuperset(range(seen.change + 1, change + 1)):
        return None
    news = desk.news(newsroom, seen.change, seen.last_id)
    belonging = frozenset(desk.belonging(newsroom, queue, news.touched))
    older = frozenset(news.touched[: len(news.touched) - len(news.arrived)])
    listed = within(older, shown.ids)
    waiting = (seen.waiting.difference(news.touched) | belonging | aged) - listed - added
    gone = array(IDS, listed - belonging)
    return Update(
        Seen(news.change, news.last_id, waiting),
        news.touched,
        desk.overview(newsroom),
        {
            comment.id: Faded(comment.decided_by, comment.status)
            for comment in desk.page(newsroom, gone[:MOST_FADED])
            if comment.version not in own
        },
        listed & belonging,
    )


def read_new(newsroom: Newsroom, queue: Queue, shown: Snapshot, seen: Seen) -> Renewal:
    """The queue read again, with all that came in meanwhile."""
    now = desk.listing(newsroom, queue)
    fresh = _fresh(newsroom, queue, shown, seen)
    return Renewal(
        relisted(shown, now.ids, within(fresh, now.ids)),
        Seen(now.change, now.last_id),
        desk.overview(newsroom),
    )


def read_after(
    newsroom: Newsroom, queue: Queue, shown: Snapshot, seen: Seen, wanted: array[int]
) -> Renewal:
    """The queue read again, but of what is not shown yet only the `wanted`: nothing that came in
    meanwhile moves the list."""
    now = desk.listing(newsroom, queue)
    back = frozenset(wanted)
    fresh = _fresh(newsroom, queue, shown, seen)
    ids = without(now.ids, fresh - back)
    came = within(fresh & back, ids)
    return Renewal(
        relisted(shown, ids, came),
        Seen(seen.change, seen.last_id, seen.waiting - back),
        desk.overview(newsroom),
    )


def _fresh(newsroom: Newsroom, queue: Queue, shown: Snapshot, seen: Seen) -> frozenset[int]:
    """What belongs to the queue by now and is not in the list; read after the queue itself, so that
    nothing of it is overlooked."""
    news = desk.news(newsroom, seen.change, seen.last_id)
    known = seen.waiting.union(desk.belonging(newsroom, queue, news.touched))
    return known - within(known, shown.ids)


def read_among(newsroom: Newsroom, queue: Queue, shown: Snapshot) -> frozenset[int]:
    """Those of the list shown that belong to this queue, too."""
    return within(frozenset(desk.listing(newsroom, queue).ids), shown.ids)


def read_without(shown: Snapshot, gone: array[int]) -> Shorter:
    """The list without those that were decided."""
    return Shorter(shown, shortened(shown, frozenset(gone)))
