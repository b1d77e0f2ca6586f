"""What a desk reads at a glance: counts, an article's place, a conversation, a writer's record."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from app.domain.comment import Article, Comment, History, Writer
from app.domain.delivery import DeliveryKind, DeliveryState
from app.domain.flag import FlagKind
from app.domain.words import Words

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing:
    """A queue's ids in order, with the change number and the highest comment id at that moment.

    Not `whole` when only the first ids were read and there may be more.
    """

    ids: array[int]
    change: int
    last_id: int
    whole: bool = True


class Page(Sequence[Item]):
    """Rows in the order they were asked for; each is made of what was read (by `make`) when it is
    first looked at. `ids` says which they are without making any.

    Of two threads that look at the same one for the first time each may get its own, equal one.
    """

    __slots__ = ("_made", "_make", "_read", "ids")

    def __init__(
        self, ids: Sequence[int], read: Sequence[Any], make: Callable[[Any], Item]
    ) -> None:
        self.ids = ids
        self._read: list[Any] = list(read)
        self._make = make
        self._made: list[Item | None] = [None] * len(ids)

    @classmethod
    def of(cls, rows: Sequence[Item], id_of: Callable[[Item], int]) -> Page[Item]:
        """A page of rows that are made already."""
        return Page([id_of(row) for row in rows], rows, lambda row: row)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        made = self._made[index]
        if made is None:
            made = self._made[index] = self._make(self._read[index])
            self._read[index] = made
        return made

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the left column shows: a count for each fixed queue's key, articles with most
    pending, deliveries waiting and failed; and the newest comment's id at that moment (0 for
    none)."""

    change: int
    counts: Mapping[str, int]
    articles: tuple[Article, ...]
    deliveries_waiting: int
    last_id: int
    deliveries_failed: int = 0


@dataclass(frozen=True, slots=True)
class Glance:
    """The first look at a newsroom: its first queue, the first comments of that, every count."""

    listing: Listing
    page: Page[Comment]
    overview: Overview


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has come in and waits: how many are new, and when the oldest of all that wait was
    written (None when nothing waits)."""

    new: int
    oldest_at: int | None


@dataclass(frozen=True, slots=True)
class Note:
    moderator: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment in a conversation; `depth` 0 is the comment that began it."""

    comment: Comment
    depth: int


@dataclass(frozen=True, slots=True)
class WriterRecord:
    """A writer with what is known of them under the same address and from the same machine.

    `history` sums every name used with this address (or the name alone, without an address);
    `other_names` are those names; `same_machine` counts other writers from the comment's machine.
    """

    writer: Writer
    history: History
    other_names: tuple[str, ...]
    same_machine: int


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """What has become of the decision about a comment that says most of how it stands at its site.
    Times as in `Delivery`; `problem` is what went wrong last, or None."""

    kind: DeliveryKind
    state: DeliveryState
    held_until: int
    settled_at: int
    problem: Words | None


@dataclass(frozen=True, slots=True)
class AtSite:
    """How a comment stands at the connected site it came from.

    `problem` is what is wrong with the site itself, `delivery` None when nothing is to be said of
    one, `deleted_at` when the site deletes the comment if nobody decides (microseconds UTC; 0 where
    it does not).
    """

    site: str
    problem: Words | None = None
    delivery: OnItsWay | None = None
    deleted_at: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """All that stands beside one comment: article, conversation, writer, notes, its draft.

    Of a very long conversation `turns_left_out` turns far from the comment were not read.
    `original` is what the reader wrote last that the comment no longer says: before an edit of
    ours, or before they changed it themselves. `at_site` is None where its source is not connected.
    """

    comment: Comment
    article: Article
    conversation: tuple[Turn, ...]
    conversation_total: int
    record: WriterRecord
    notes: tuple[Note, ...]
    original: str | None = None
    draft: str = ""
    turns_left_out: int = 0
    at_site: AtSite | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What has happened in the database since a change number: by others, or arrived from outside.

    `touched` are comments written since; `arrived` those among them that are new.
    """

    change: int
    last_id: int
    touched: array[int]
    arrived: array[int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk decision would meet: how many in all, how many of them flagged, and as what."""

    total: int
    flagged: int
    kinds: Mapping[FlagKind, int]
