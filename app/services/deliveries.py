"""The Deliveries panel: what waits, failed and was sent, and what a person can do about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.delivery import Delivery, DeliveryCounts, DeliveryState
from app.domain.progress import Progress
from app.domain.site import ConnectedSite
from app.services.newsroom import LongWork, Newsroom
from app.storage import deliveries, delivery_reading, giving_up, sites
from app.storage.changing import current_change, next_change

MOST_SHOWN = 1_000
"""Deliveries of one state that are shown, the latest first; the counts are of all."""

GIVEN_UP_AT_ONCE = 1_000
"""Deliveries in one transaction: whoever decides meanwhile does not wait for all of them."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows at one moment, the newsroom's change number: how many there are in each
    state, some of one state, and every connected site."""

    change: int
    counts: DeliveryCounts
    shown: tuple[Delivery, ...]
    sites: tuple[ConnectedSite, ...]


def panel(newsroom: Newsroom, state: DeliveryState, most: int = MOST_SHOWN) -> Panel:
    """What the panel shows of a state."""
    with newsroom.store.reading() as connection:
        return Panel(
            current_change(connection),
            deliveries.counts(connection),
            delivery_reading.in_state(connection, state, most),
            sites.connected_sites(connection),
        )


def counts(newsroom: Newsroom) -> DeliveryCounts:
    """How many deliveries are in each state."""
    with newsroom.store.reading() as connection:
        return deliveries.counts(connection)


def shown(newsroom: Newsroom, state: DeliveryState, most: int = MOST_SHOWN) -> tuple[Delivery, ...]:
    """Some deliveries in a state: of those that wait the next ones, of others those decided last,
    what came to its end last first."""
    with newsroom.store.reading() as connection:
        return delivery_reading.in_state(connection, state, most)


def of_comment(newsroom: Newsroom, comment_id: int) -> tuple[Delivery, ...]:
    """What is to go, or went, back about one comment, the latest first."""
    with newsroom.store.reading() as connection:
        return delivery_reading.of_comment(connection, comment_id)


def retry(newsroom: Newsroom, ids: Sequence[int]) -> None:
    """Send what failed again, at once; over what was found there, where that was the reason."""
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        deliveries.retry(connection, ids, now)
        next_change(connection)


def send_now(newsroom: Newsroom, ids: Sequence[int]) -> None:
    """Let what is still held go at once."""
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        deliveries.hurry(connection, ids, now)
        next_change(connection)


def give_up(newsroom: Newsroom, ids: Sequence[int]) -> None:
    """Send these no more. The site keeps what it has, and the desk shows that again; the log keeps
    what was decided. A reply that is not there is taken back, and its text is a draft again."""
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        giving_up.give_up(connection, newsroom.moderator, now, ids)
        next_change(connection)


def retry_all(newsroom: Newsroom) -> int:
    """Send everything that failed again, as `retry` does; how many that were."""
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        ids = delivery_reading.failed_by(connection, now)
        deliveries.retry(connection, ids, now)
        next_change(connection)
    return len(ids)


def send_all_now(newsroom: Newsroom) -> int:
    """Let everything that is held or put off go at once; how many that were."""
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        ids = delivery_reading.held_after(connection, now)
        deliveries.hurry(connection, ids, now)
        next_change(connection)
    return len(ids)


def give_up_all(newsroom: Newsroom, by: int) -> LongWork[int]:
    """Give up everything that had failed by then (microseconds UTC), as `give_up` does; how many
    that were. What has failed since was not meant; closed early, the rest stays failed."""
    with newsroom.store.reading() as connection:
        ids = delivery_reading.failed_by(connection, by)
    for start in range(0, len(ids), GIVEN_UP_AT_ONCE):
        give_up(newsroom, ids[start : start + GIVEN_UP_AT_ONCE])
        yield Progress(min(start + GIVEN_UP_AT_ONCE, len(ids)), len(ids))
    return len(ids)


def hold(newsroom: Newsroom) -> int:
    """How long a decision waits before it is sent, in microseconds."""
    with newsroom.store.reading() as connection:
        return sites.hold(connection)


def set_hold(newsroom: Newsroom, hold: int) -> None:
    """Let decisions from now on wait so long, in microseconds, before they are sent."""
    with newsroom.store.writing() as connection:
        sites.set_hold(connection, hold)
