"""Made-up comments for the tests of the list."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence

from app.domain import moment
from app.domain.comment import Comment, History, Judgement, Status, Verdict, Writer
from app.domain.flag import Flag, Reason, ReasonCode
from app.domain.reading import Page
from ui.queue.model import QueueModel
from ui.queue.relisting import relisted
from ui.queue.view import QueueList

NOW = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=21, hour=8))
BRIDGE = "Cầu Nam Sông thông xe trước Tết"
GOOD = Judgement(Verdict.GOOD, "")


def comment(
    comment_id: int,
    *,
    name: str = "Trần Thu Hà",
    address: str = "thuha@example.vn",
    text: str = "Cảm ơn phóng viên.",
    article: str = BRIDGE,
    minutes: int = 2,
    flags: tuple[Flag, ...] = (),
    approved: int = 0,
    status: Status = Status.PENDING,
    revision: int = 0,
    by_newsroom: bool = False,
) -> Comment:
    return Comment(
        id=comment_id,
        version=1,
        status=status,
        text=text,
        created_at=NOW - minutes * moment.MINUTE,
        article_id=1,
        article_title=article,
        writer=Writer(1, name, address, GOOD, GOOD, History(approved=approved)),
        flags=flags,
        revision=revision,
        by_newsroom=by_newsroom,
    )


def flag(code: ReasonCode, detail: str = "", place: tuple[int, int] | None = None) -> Flag:
    start, end = place if place is not None else (None, None)
    return Flag(Reason(code, detail), start, end)


def flag_on(code: ReasonCode, text: str, found: str) -> Flag:
    """A flag at the first place of `found` in `text`."""
    start = text.index(found)
    return flag(code, found, (start, start + len(found)))


class Shelf:
    """Comments by id as a database would give them; counts what is asked, in any thread."""

    def __init__(self, *comments: Comment) -> None:
        self.comments = {each.id: each for each in comments}
        self.asked: list[tuple[int, ...]] = []
        self.missing: set[int] = set()
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def pages(self, ids: Sequence[int]) -> Page[Comment]:
        self.asked.append(tuple(ids))
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        found = [
            self.comments.get(each) or comment(each, text=f"Lời bình số {each}")
            for each in ids
            if each not in self.missing
        ]
        return Page.of(found, lambda each: each.id)


def read_again(shown: QueueModel | QueueList, ids: array[int]) -> None:
    """The same queue, read again as the desk does it."""
    before = shown.snapshot()
    shown.relist(relisted(before, ids, frozenset(ids).difference(before.ids)))
