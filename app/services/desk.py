"""What the desk reads: queues and their counts, pages of comments, one comment's context, news."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from app.domain.comment import Comment
from app.domain.decision import RejectionReason
from app.domain.delivery import DeliveryState
from app.domain.errors import CancelledError
from app.domain.flag import LOOK_TWICE, FlagKind
from app.domain.hostile import storable
from app.domain.merging import merged
from app.domain.queue import Queue, counts_of
from app.domain.reading import Arrived, Context, Listing, News, Overview, Page, Preview
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.storage import context as contexts
from app.storage import drafts, pages, preferences, reading, waiting
from app.storage import listing as listings
from app.storage import news as newer
from app.storage.changing import current_change
from app.storage.sqlite import StoppedError

_NO_LONGER_WANTED = Words("Đã thôi tìm.", "The search was given up.")


def overview(newsroom: Newsroom) -> Overview:
    """The left column: every fixed queue's count, articles with most pending, deliveries."""
    with newsroom.store.reading() as connection:
        waiting_long = waiting.waiting_long(connection, newsroom.clock())
        return Overview(
            change=current_change(connection),
            counts=counts_of(reading.tallies(connection), waiting_long),
            articles=reading.articles_with_pending(connection),
            deliveries_waiting=reading.deliveries_in(connection, DeliveryState.WAITING),
            last_id=reading.newest_id(connection),
            deliveries_failed=reading.deliveries_in(connection, DeliveryState.FAILED),
        )


def listing(
    newsroom: Newsroom,
    queue: Queue,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Listing:
    """The ids of a queue; with `most` only the first of them, at once.

    Raises CancelledError soon after `stop`, asked in this thread, says so.
    """
    with newsroom.store.reading() as connection:
        try:
            return listings.listing(connection, queue, newsroom.clock(), most, stop)
        except StoppedError:
            raise CancelledError(_NO_LONGER_WANTED) from None


def page(newsroom: Newsroom, ids: Sequence[int]) -> Page[Comment]:
    """The comments with these ids that still exist, in their order."""
    with newsroom.store.reading() as connection:
        return pages.comments(connection, ids)


def context(newsroom: Newsroom, comment_id: int) -> Context | None:
    with newsroom.store.reading() as connection:
        return contexts.context_of(connection, comment_id, newsroom.moderator)


def hours(newsroom: Newsroom, article_id: int, ahead: int) -> tuple[int, ...]:
    """How many comments on an article were written in each hour of the day, in a time that is so
    many microseconds ahead of UTC."""
    with newsroom.store.reading() as connection:
        return contexts.hours_of(connection, article_id, ahead)


def change(newsroom: Newsroom) -> int:
    """The number of the last change, by whatever program: cheap enough to ask all the time."""
    with newsroom.store.reading() as connection:
        return current_change(connection)


def news(newsroom: Newsroom, change: int, last_id: int) -> News:
    """What has been written since, by this desk, another, or an import."""
    with newsroom.store.reading() as connection:
        return newer.news_since(connection, change, last_id)


def arrived(newsroom: Newsroom, last_id: int) -> Arrived:
    """What has come in after the comment with this id and still waits."""
    with newsroom.store.reading() as connection:
        return waiting.arrived(connection, last_id)


def come_of_age(newsroom: Newsroom, queue: Queue) -> array[int]:
    """What belongs to the queue since a moment ago though nobody has written it: it has waited."""
    if not queue.waited:
        return array("q")
    now = newsroom.clock()
    with newsroom.store.reading() as connection:
        ids = waiting.come_of_age(connection, queue.waited, now)
        return listings.belonging(connection, queue, now, ids)


def belonging(newsroom: Newsroom, queue: Queue, ids: Sequence[int]) -> array[int]:
    """Those of these comments that are in the queue."""
    with newsroom.store.reading() as connection:
        return listings.belonging(connection, queue, newsroom.clock(), ids)


def preview(newsroom: Newsroom, ids: Sequence[int]) -> Preview:
    """What a bulk decision over these comments would meet."""
    with newsroom.store.reading() as connection:
        groups = pages.flag_kinds_among(connection, ids)
    kinds: Counter[FlagKind] = Counter()
    for bits, n in groups:
        for kind in LOOK_TWICE:
            if bits & kind:
                kinds[kind] += n
    flagged = sum(n for bits, n in groups if bits & LOOK_TWICE)
    return Preview(sum(n for _, n in groups), flagged, dict(kinds))


def without_flagged(newsroom: Newsroom, ids: Sequence[int]) -> array[int]:
    """Those of these comments that give no reason to look twice."""
    with newsroom.store.reading() as connection:
        return pages.unflagged_among(connection, ids, int(LOOK_TWICE))


def rejection_reasons(newsroom: Newsroom) -> list[RejectionReason]:
    with newsroom.store.reading() as connection:
        return reading.rejection_reasons(connection)


def change_rejection_reasons(
    newsroom: Newsroom,
    reasons: Sequence[RejectionReason],
    known: Sequence[RejectionReason] | None = None,
) -> None:
    """Offer these, in this order; codes no longer offered keep their words for the log.

    `known` are those that were offered when the writer last looked: what another desk has changed
    since stays changed. Without it exactly these are offered.
    """
    reasons = [_storable(reason) for reason in reasons]
    with newsroom.store.writing() as connection:
        if known is not None:
            offered = reading.rejection_reasons(connection)
            reasons = merged(reasons, known, offered, lambda reason: reason.code)
        preferences.offer_reasons(connection, reasons)


def _storable(reason: RejectionReason) -> RejectionReason:
    code, vi, en, note = (
        storable(text)[0] for text in (reason.code, reason.words.vi, reason.words.en, reason.note)
    )
    return RejectionReason(code, Words(vi, en), note)


def save_draft(newsroom: Newsroom, comment_id: int, text: str) -> None:
    """Keep what is being written to a comment; an empty text forgets it."""
    with newsroom.store.writing() as connection:
        drafts.save_draft(connection, newsroom.moderator, comment_id, text, newsroom.clock())
