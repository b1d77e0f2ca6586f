"""What the desk reads: queues and their counts, pages of comments, one comment's context, news."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from app.domain.comment import Comment
from app.domain.decision import RejectionReason
from app.domain.errors import CancelledError
from app.domain.flag import LOOK_TWICE, FlagKind
from app.domain.queue import FIXED_QUEUES, Queue, count_in
from app.domain.reading import Context, Listing, News, Overview, Page, Preview
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.storage import context as contexts
from app.storage import drafts, pages, preferences, reading
from app.storage import listing as listings
from app.storage import news as newer
from app.storage.changing import current_change
from app.storage.sqlite import StoppedError

_NO_LONGER_WANTED = Words("Đã thôi tìm.", "The search was given up.")


def overview(newsroom: Newsroom) -> Overview:
    """The left column: every fixed queue's count, articles with most pending, deliveries."""
    with newsroom.store.reading() as connection:
        tallies = reading.tallies(connection)
        return Overview(
            change=current_change(connection),
            counts={named.key: count_in(named.queue, tallies) for named in FIXED_QUEUES},
            articles=reading.articles_with_pending(connection),
            deliveries_waiting=reading.deliveries_waiting(connection),
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
            return listings.listing(connection, queue, most, stop)
        except StoppedError:
            raise CancelledError(_NO_LONGER_WANTED) from None


def page(newsroom: Newsroom, ids: Sequence[int]) -> Page[Comment]:
    """The comments with these ids that still exist, in their order."""
    with newsroom.store.reading() as connection:
        return pages.comments(connection, ids)


def context(newsroom: Newsroom, comment_id: int) -> Context | None:
    with newsroom.store.reading() as connection:
        return contexts.context_of(connection, comment_id, newsroom.moderator)


def change(newsroom: Newsroom) -> int:
    """The number of the last change, by whatever program: cheap enough to ask all the time."""
    with newsroom.store.reading() as connection:
        return current_change(connection)


def news(newsroom: Newsroom, change: int, last_id: int) -> News:
    """What has been written since, by this desk, another, or an import."""
    with newsroom.store.reading() as connection:
        return newer.news_since(connection, change, last_id)


def belonging(newsroom: Newsroom, queue: Queue, ids: Sequence[int]) -> array[int]:
    """Those of these comments that are in the queue."""
    with newsroom.store.reading() as connection:
        return listings.belonging(connection, queue, ids)


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


def change_rejection_reasons(newsroom: Newsroom, reasons: Sequence[RejectionReason]) -> None:
    """Offer exactly these, in this order; codes no longer offered keep their words for the log."""
    with newsroom.store.writing() as connection:
        preferences.offer_reasons(connection, reasons)


def save_draft(newsroom: Newsroom, comment_id: int, text: str) -> None:
    """Keep what is being written to a comment; an empty text forgets it."""
    with newsroom.store.writing() as connection:
        drafts.save_draft(connection, newsroom.moderator, comment_id, text, newsroom.clock())
