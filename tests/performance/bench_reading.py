"""What else the desk reads: counts, a queue's ids, what stands beside one comment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.domain.comment import Status
from app.domain.queue import Queue
from app.services import desk
from tests.performance.limits import reading
from tests.performance.limits.connecting import raw
from tests.performance.measure import Measurement, side_by_side
from tests.performance.workshop import Workshop, opened

CONTEXTS = 200


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """No goals: these must not grow where they need not."""
    with (
        opened(workshop.database()) as newsroom,
        raw(workshop.database(), read_only=True) as connection,
    ):
        yield Measurement(
            "counts of all queues, articles",
            "ms",
            *side_by_side(
                [partial(desk.overview, newsroom)] * 50,
                [partial(reading.overview, connection)] * 50,
            ),
        )
        for name, status in (("pending", Status.PENDING), ("approved", Status.APPROVED)):
            queue = Queue(status=status)
            yield Measurement(
                f"ids of the queue: {name}",
                "ms",
                *side_by_side(
                    [partial(desk.listing, newsroom, queue)] * 7,
                    [partial(reading.queue_ids, connection, status.value)] * 7,
                ),
            )
        ids = desk.listing(newsroom, Queue()).ids
        chosen = ids[:: max(1, len(ids) // CONTEXTS)]
        yield Measurement(
            "what stands beside a comment",
            "ms",
            *side_by_side(
                [partial(desk.context, newsroom, each) for each in chosen],
                [partial(reading.context, connection, each) for each in chosen],
            ),
        )
