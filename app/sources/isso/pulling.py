"""Going through Isso's queue: what is new, what changed, what left it since the last time.

Isso tells exactly when a comment was written only when asked for that comment, and uses ids again.
So each comment is asked for once, and then is known by all that the queue shows of it. A known id
can be somebody else's by now only if every comment after it was deleted: new ids follow the highest
one there is. One exact look at the newest known comment therefore vouches for all before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from app.sources.isso.client import DELETED, PENDING, IssoClient, KeyTooOldError, Told, agree
from app.sources.isso.queue import PER_PAGE, Shown
from app.sources.isso.records import article_id, article_record, comment_record
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import Gone, Pulled

_VERSION = 1
_AT_ONCE = 50
"""How many comments that left the queue are told together."""

Item = ArticleRecord | CommentRecord | Gone


@dataclass(frozen=True, slots=True)
class Known:
    """A comment that waited when it was last told: when it was written, what was shown of it; ""
    for one to look at again, wherever it may be now."""

    created: int
    digest: str


@dataclass(slots=True)
class Cursor:
    """How far pulling has come. `left` are known comments that this round has not met yet, None
    between rounds; `page` and `waiting` are where the round goes on. `above` are comments that do
    not wait themselves, told because of their answers, with when they were written."""

    known: dict[int, Known] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)
    left: set[int] | None = None
    page: int = 0
    waiting: int = 0

    def text(self) -> str:
        told = {
            "version": _VERSION,
            "known": [[number, one.created, one.digest] for number, one in self.known.items()],
            "above": list(self.above.items()),
            "left": None if self.left is None else sorted(self.left),
            "page": self.page,
            "waiting": self.waiting,
        }
        return json.dumps(told, separators=(",", ":"))


def read_cursor(text: str) -> Cursor:
    """What `Cursor.text` wrote; the beginning for anything else."""
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(text)
        if told["version"] == _VERSION:
            return Cursor(
                {number: Known(created, digest) for number, created, digest in told["known"]},
                dict(told["above"]),
                None if told["left"] is None else set(told["left"]),
                told["page"],
                told["waiting"],
            )
    return Cursor()


class Pulling:
    """One round through the queue, or the rest of one that was cut."""

    def __init__(self, client: IssoClient, source: str, origin: str, cursor: str) -> None:
        self._client = client
        self._source = source
        self._origin = origin
        self._kept = cursor
        self._at = read_cursor(cursor)
        self._articles: set[tuple[str, str]] = set()
        self._done = 0

    def run(self, doubted: Iterable[tuple[int, int]]) -> Iterator[Pulled]:
        """`doubted` are numbers, with when those comments were written, in microseconds."""
        at = self._at
        if at.left is None:
            at.left = set(at.known)
        for number, created in doubted:
            known = at.known.get(number)
            if known is None or known.created == created:
                at.known[number] = Known(created, "")
                at.left.add(number)
        yield from self._vouch()
        yield from self._pages(at.left)
        yield from self._departed(at.left)
        at.left, at.page, at.waiting = None, 0, 0
        at.above.clear()
        self._kept = at.text()
        yield Pulled((), self._kept, self._done, self._done)

    # --- the parts of a round -------------------------------------------------------------------

    def _vouch(self) -> Iterator[Pulled]:
        """Find the newest known comment that is still what it was; those after it are gone."""
        vouched = 0
        gone: list[Item] = []
        for number in sorted(self._at.known, reverse=True):
            seen = self._client.look(number)
            if seen is not None and seen[1].created == self._at.known[number].created:
                vouched = number
                break
            gone.append(self._forget(number))
            if len(gone) == _AT_ONCE:
                yield self._pulled(gone)
                gone = []
        self._at.above = {
            number: created for number, created in self._at.above.items() if number < vouched
        }
        if gone:
            yield self._pulled(gone)

    def _pages(self, left: set[int]) -> Iterator[Pulled]:
        at = self._at
        for step in self._client.pages(at.page, at.waiting):
            items: list[Item] = []
            for shown in step.page.shown:
                left.discard(shown.id)
                items += self._news(shown)
            at.page, at.waiting = step.next, step.page.waiting
            self._done = at.waiting if step.last else min(PER_PAGE * at.page, at.waiting)
            yield self._pulled(items)

    def _departed(self, left: set[int]) -> Iterator[Pulled]:
        """What became of known comments that are on no page any more."""
        departed = iter(sorted(left))
        while numbers := list(islice(departed, _AT_ONCE)):
            items: list[Item] = []
            for number in numbers:
                items += self._departure(number)
                left.discard(number)
            yield self._pulled(items)

    def _departure(self, number: int) -> list[Item]:
        known = self._at.known[number]
        seen = self._client.look(number)
        if seen is None or seen[1].created != known.created or seen[1].mode == DELETED:
            return [self._forget(number)]
        shown, told = seen
        if told.mode == PENDING and shown.digest == known.digest:
            return []  # it was on a page all along, but that had moved
        return self._told(shown, told)

    # --- one comment ----------------------------------------------------------------------------

    def _news(self, shown: Shown) -> list[Item]:
        """What there is to tell of a comment on a page: nothing when it is known as it is."""
        known = self._at.known.get(shown.id)
        if known is not None and known.digest == shown.digest:
            return []
        seen = self._exactly(shown)
        same = known is not None and seen is not None and seen[1].created == known.created
        items: list[Item] = []
        if known is not None and (not same or (seen and seen[1].mode == DELETED)):
            items.append(self._forget(shown.id))
        if seen is not None and seen[1].mode != DELETED:
            items += self._told(*seen)
        return items

    def _exactly(self, shown: Shown) -> tuple[Shown, Told] | None:
        with suppress(KeyTooOldError):
            told = self._client.told(shown.id, shown.key)
            if told is None:
                return None
            if agree(shown, told):
                return shown, told
        return self._client.look(shown.id)  # decided or changed since the page was read

    def _told(self, shown: Shown, told: Told) -> list[Item]:
        """A comment with its article, and before it what it answers where that does not wait."""
        parent, items = self._parent(told)
        items += self._article(shown)
        items.append(comment_record(self._source, shown, told, parent))
        if told.mode == PENDING:
            self._at.known[told.id] = Known(told.created, shown.digest)
        else:
            self._at.known.pop(told.id, None)
            self._at.above[told.id] = told.created
        return items

    def _parent(self, told: Told) -> tuple[str | None, list[Item]]:
        """The external id of what a comment answers, and what must be told before."""
        if told.parent is None:
            return None, []
        known = self._at.known.get(told.parent)
        if known is not None:
            return f"{told.parent}@{known.created}", []
        if told.parent in self._at.above:
            return f"{told.parent}@{self._at.above[told.parent]}", []
        seen = self._client.look(told.parent)
        if seen is None:
            return None, []
        shown, above = seen
        if above.mode == DELETED:
            self._at.above[above.id] = above.created
            return above.external_id, []
        return above.external_id, self._told(shown, above)

    def _article(self, shown: Shown) -> list[Item]:
        name = (article_id(shown), shown.title)
        if name in self._articles:
            return []
        self._articles.add(name)
        return [article_record(self._source, self._origin, shown)]

    def _forget(self, number: int) -> Gone:
        known = self._at.known.pop(number)
        if self._at.left is not None:
            self._at.left.discard(number)
        return Gone(f"{number}@{known.created}")

    def _pulled(self, items: list[Item]) -> Pulled:
        """The cursor stays what it was while there is nothing to keep."""
        if items:
            self._kept = self._at.text()
        return Pulled(tuple(items), self._kept, self._done, max(self._done, self._at.waiting))
