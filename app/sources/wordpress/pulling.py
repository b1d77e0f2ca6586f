"""What is new or changed in a WordPress's queue, with as little asking as that takes.

The queue is read in the order of ids, each page overlapping the one before: a comment that leaves
it meanwhile moves the others forward, and the overlap shows it. WordPress tells no changes, but it
tells how many wait. So the end of the queue is read (what is new, and the last hundred as they are
now); only when the count does not agree with what was told before is the rest gone through; and
one other page, anywhere, is looked at for colleagues' edits.
"""

from __future__ import annotations

import base64
import json
import random
import struct
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import Gone, Pulled, RefusedError
from app.sources.wordpress.articles import Articles
from app.sources.wordpress.records import COMMENT_FIELDS, Comment, comment_record, read_comment
from app.sources.wordpress.rest import PER_PAGE, NotThereError, WordPressRest

STEP = PER_PAGE - 1
"""How far one goes so that a page overlaps the one before."""

_VERSION = 1
_DEEPEST = 50
_MOST_STUCK = 20
"""Pages on end without anything new: a queue may hide some, and be told from earlier on."""


@dataclass(slots=True)
class Queue:
    """What waited when it was last looked at: ids, rising, and what was told of each as a mark.

    `unread` others wait that this account may not read. `more` says that the first time through
    was not finished.
    """

    ids: list[int] = field(default_factory=list)
    marks: dict[int, int] = field(default_factory=dict)
    unread: int = 0
    more: bool = False

    def keep(self, comment: Comment) -> None:
        if comment.id not in self.marks:
            insort(self.ids, comment.id)
        self.marks[comment.id] = comment.mark

    def drop(self, number: int) -> None:
        if self.marks.pop(number, None) is not None:
            del self.ids[bisect_left(self.ids, number)]

    def between(self, low: int, high: int) -> list[int]:
        return self.ids[bisect_left(self.ids, low) : bisect_right(self.ids, high)]

    def written(self) -> str:
        """As a cursor: sixteen characters for each comment."""
        steps = [after - before for before, after in pairwise((0, *self.ids))]
        kept = {
            "version": _VERSION,
            "ids": _packed("Q", steps),
            "marks": _packed("I", [self.marks[number] for number in self.ids]),
            "unread": self.unread,
            "more": self.more,
        }
        return json.dumps(kept, separators=(",", ":"))


def read_queue(cursor: str) -> Queue:
    """An empty one for no cursor, and for one that is not ours to read."""
    try:
        kept = json.loads(cursor)
        if kept["version"] != _VERSION:
            return Queue()
        ids, marks = list(accumulate(_unpacked("Q", kept["ids"]))), _unpacked("I", kept["marks"])
        return Queue(
            ids, dict(zip(ids, marks, strict=True)), int(kept["unread"]), bool(kept["more"])
        )
    except (ValueError, TypeError, KeyError, struct.error):
        return Queue()


@dataclass(frozen=True, slots=True)
class _Page:
    """Some of the queue as it is now, rising: from its `offset`th comment, of `total`."""

    offset: int
    comments: list[Comment]
    total: int

    @property
    def is_last(self) -> bool:
        return self.offset + PER_PAGE >= self.total


class Pulling:
    """One pull, from a cursor on."""

    def __init__(
        self, rest: WordPressRest, source: str, cursor: str, articles: Articles | None = None
    ) -> None:
        self._rest = rest
        self._source = source
        self._articles = articles or Articles(rest, source)
        self._queue = read_queue(cursor)
        self._cursor = cursor
        self._told: dict[int, tuple[int, str]] = {}
        self._total = 0

    def run(self, doubted: list[int]) -> Iterator[Pulled]:
        """Those that are doubted are asked for by their numbers, wherever they may be now."""
        yield from self._looked_at(doubted)
        start = max(0, len(self._queue.ids) + self._queue.unread - self._overlap())
        last = start
        for page in self._end_of_queue(start):
            last = page.offset
            self._queue.more = not page.is_last
            yield from self._compared(page, last=page.is_last)
        if self._surplus():
            yield from self._backwards(last)
        elif start:
            yield from self._compared(self._page(random.choice(range(0, start, STEP))))
        if self._queue.written() != self._cursor:
            yield self._pulled((), self._total)

    def _overlap(self) -> int:
        return 1 if self._queue.more else STEP

    def _surplus(self) -> int:
        """By how many more wait than can be accounted for; negative for fewer."""
        return self._total - len(self._queue.ids) - self._queue.unread

    def _page(self, offset: int) -> _Page:
        told, total = self._rest.listed(
            "wp/v2/comments",
            context="edit",
            status="hold",
            type="comment",
            orderby="id",
            order="asc",
            offset=offset,
            _fields=COMMENT_FIELDS,
        )
        self._total = total
        return _Page(offset, sorted(self._read(told), key=lambda each: each.id), total)

    def _read(self, told: Iterable[object]) -> list[Comment]:
        try:
            read = [read_comment(each) for each in told]
        except ValueError as error:
            raise self._rest.nonsense() from error
        return [each for each in read if each is not None and each.is_told]

    def _end_of_queue(self, offset: int) -> Iterator[_Page]:
        """Pages from an offset to the end that leave nothing out after what was told before."""
        reached = self._queue.ids[-1] if self._queue.ids else 0
        stuck = 0
        while True:
            page = self._page(offset)
            if offset and not stuck and (not page.comments or page.comments[0].id > reached):
                offset = max(0, min(offset, page.total) - STEP)
                continue
            yield page
            if page.is_last:
                return
            newest = page.comments[-1].id if page.comments else 0
            stuck = 0 if newest > reached else stuck + 1
            if stuck > _MOST_STUCK:
                raise self._rest.nonsense()
            reached = max(reached, newest)
            offset += max(1, len(page.comments) - 1) if page.comments else PER_PAGE

    def _backwards(self, offset: int) -> Iterator[Pulled]:
        """The rest of the queue, newest first, until the count agrees."""
        while offset and self._surplus():
            offset = max(0, offset - STEP)
            yield from self._compared(self._page(offset))
        if not offset:
            self._queue.unread = max(0, self._surplus() + self._queue.unread)

    # --- what a page tells --------------------------------------------------------------------

    def _looked_at(self, numbers: list[int]) -> Iterator[Pulled]:
        """These as they are now, whatever was told of them before."""
        for start in range(0, len(numbers), PER_PAGE):
            some = numbers[start : start + PER_PAGE]
            found, gone = self._now(some)
            self._leave_or_stay(some, found)
            if found or gone:
                yield self._pulled((*self._with_what_they_need(found), *gone), 0)

    def _leave_or_stay(self, numbers: list[int], found: list[Comment]) -> None:
        """Of these, the queue has those that were found waiting."""
        for number in numbers:
            self._queue.drop(number)
        for each in found:
            if each.status == "hold":
                self._queue.keep(each)

    def _compared(self, page: _Page, *, last: bool = False) -> Iterator[Pulled]:
        """What differs from what was told before: new, changed, back again, or not waiting now."""
        queue, there = self._queue, {each.id for each in page.comments}
        if not page.comments and not last:
            return
        low = page.comments[0].id if page.offset else 0
        high = 2**63 if last else page.comments[-1].id
        left = [number for number in queue.between(low, high) if number not in there]
        differing = [each for each in page.comments if queue.marks.get(each.id) != each.mark]
        news = [each for each in differing if self._told.get(each.id) != (each.mark, each.status)]
        found, gone = self._now(left)
        for each in differing:
            queue.keep(each)
        self._leave_or_stay(left, found)
        if news or found or gone:
            items = (*self._with_what_they_need([*news, *found]), *gone)
            yield self._pulled(items, page.offset + len(page.comments))

    def _now(self, left: list[int]) -> tuple[list[Comment], list[Gone]]:
        """What became of comments that wait no more."""
        found, hidden = self._comments(left)
        seen = {each.id for each in found}
        missing = [number for number in left if number not in seen]
        if hidden:
            missing = [number for number in missing if not self._is_there(number)]
        return found, [Gone(str(number)) for number in missing]

    def _comments(self, ids: list[int]) -> tuple[list[Comment], bool]:
        """Those of these that there are, and whether there are more that are not shown."""
        found: list[Comment] = []
        hidden = False
        for start in range(0, len(ids), PER_PAGE):
            told, total = self._rest.listed(
                "wp/v2/comments",
                include=",".join(map(str, ids[start : start + PER_PAGE])),
                context="edit",
                status="any",
                type="comment",
                orderby="id",
                order="asc",
                _fields=COMMENT_FIELDS,
            )
            found += self._read(told)
            hidden = hidden or total > len(told)
        return found, hidden

    def _is_there(self, number: int) -> bool:
        """Whether a comment exists although it is not shown: this account may not read it."""
        try:
            self._rest.get(f"wp/v2/comments/{number}", _fields="id")
        except NotThereError:
            return False
        except RefusedError:
            return True
        return True

    def _with_what_they_need(self, news: list[Comment]) -> Iterator[ArticleRecord | CommentRecord]:
        """Articles before their comments, and before each answer what it answers."""
        needed = {each.id: each for each in news}
        for _ in range(_DEEPEST):
            above = {each.parent for each in needed.values()} - {0, *needed, *self._told}
            missing = sorted(number for number in above if number not in self._queue.marks)
            found, _ = self._comments(missing)
            if not found:
                break
            needed |= {each.id: each for each in found}
        yield from self._articles.of(each.post for each in needed.values())
        for each in _parents_first(needed):
            self._told[each.id] = each.mark, each.status
            yield comment_record(each, self._source)

    def _pulled(self, items: tuple[ArticleRecord | CommentRecord | Gone, ...], done: int) -> Pulled:
        self._cursor = self._queue.written()
        return Pulled(items, self._cursor, min(done, self._total), self._total)


def _parents_first(comments: dict[int, Comment]) -> Iterator[Comment]:
    """By number, except that what is answered always comes before its answers."""
    done = set[int]()
    for number in sorted(comments):
        chain: list[int] = []
        at = number
        while at in comments and at not in done:
            done.add(at)
            chain.append(at)
            at = comments[at].parent
        for each in reversed(chain):
            yield comments[each]


def _packed(kind: str, numbers: list[int]) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}{kind}", *numbers)).decode()


def _unpacked(kind: str, text: str) -> tuple[int, ...]:
    packed = base64.b64decode(text, validate=True)
    return struct.unpack(f"<{len(packed) // struct.calcsize(kind)}{kind}", packed)
