"""A queue is a saved filter with an order: a frozen value that a query can be made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import moment
from app.domain.comment import Status
from app.domain.flag import LOOK_TWICE, FlagKind
from app.domain.words import Words

NO_KINDS = FlagKind(0)

LONG_WAIT = moment.DAY
"""From then on a comment waits too long: microseconds."""


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Queue:
    """Which comments, and in which order.

    `status` None means any; a comment belongs when it has one of `kinds` (or `kinds` is empty),
    is on `article_id` and by `writer_id` (where given), was written at least `waited` microseconds
    ago (by the clock at the moment of asking) and matches the search `text`.
    """

    status: Status | None = Status.PENDING
    kinds: FlagKind = NO_KINDS
    article_id: int | None = None
    writer_id: int | None = None
    text: str = ""
    order: Order = Order.NEWEST
    waited: int = 0

    def on_article(self, article_id: int | None) -> Queue:
        return replace(self, article_id=article_id)

    def matching(self, text: str) -> Queue:
        return replace(self, text=text)

    def ordered(self, order: Order) -> Queue:
        return replace(self, order=order)


@dataclass(frozen=True, slots=True)
class NamedQueue:
    """A queue that has a place in the sidebar: a stable key, words, an icon's name."""

    key: str
    words: Words
    queue: Queue


@dataclass(frozen=True, slots=True)
class OwnQueue:
    """A search that was kept under a name. `scope` is what its article or writer is called."""

    id: int
    name: str
    queue: Queue
    scope: str = ""


FIXED_QUEUES = (
    NamedQueue("pending", Words("Chờ duyệt", "Pending"), Queue()),
    NamedQueue("flagged", Words("Cần xem kỹ", "Flagged"), Queue(kinds=LOOK_TWICE)),
    NamedQueue(
        "oldest",
        Words("Chờ lâu nhất", "Oldest waiting"),
        Queue(order=Order.OLDEST, waited=LONG_WAIT),
    ),
    NamedQueue("first_time", Words("Viết lần đầu", "First time"), Queue(kinds=FlagKind.FIRST_TIME)),
    NamedQueue("links", Words("Có liên kết", "Links"), Queue(kinds=FlagKind.LINK)),
    NamedQueue("address", Words("Email đáng ngờ", "Bad address"), Queue(kinds=FlagKind.ADDRESS)),
    NamedQueue(
        "same_text", Words("Giống lời khác", "Same text again"), Queue(kinds=FlagKind.SAME_TEXT)
    ),
    NamedQueue(
        "replies",
        Words("Trả lời tòa soạn", "Replies to us"),
        Queue(kinds=FlagKind.REPLY_TO_NEWSROOM),
    ),
    NamedQueue("approved", Words("Đã duyệt", "Approved"), Queue(status=Status.APPROVED)),
    NamedQueue("rejected", Words("Đã từ chối", "Rejected"), Queue(status=Status.REJECTED)),
    NamedQueue("spam", Words("Thư rác", "Spam"), Queue(status=Status.SPAM)),
)


Tallies = Sequence[tuple[Status, int, int]]
"""Every status and exact set of flag kinds with how many comments have it."""


def counts_of(tallies: Tallies, waiting_long: int) -> dict[str, int]:
    """How many comments each fixed queue has, by its key; how many have waited long no tally
    tells."""
    return {
        named.key: waiting_long if named.queue.waited else count_in(named.queue, tallies)
        for named in FIXED_QUEUES
    }


def count_in(queue: Queue, tallies: Tallies) -> int:
    """How many comments a queue has that is told by status and kinds alone."""
    return sum(
        n
        for status, kinds, n in tallies
        if queue.status in (None, status) and (not queue.kinds or kinds & queue.kinds)
    )
