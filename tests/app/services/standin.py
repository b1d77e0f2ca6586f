"""A site that stands in for a real one: all it has is in memory, and what goes wrong is planned.

What the real servers do is tested against them; here the engine meets everything that can happen
between asking and being answered, thousands of times a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.domain.site import ConnectedSite, SiteSettings
from app.domain.words import Words
from app.services import deliveries as panel
from app.services.delivering import Delivered, deliver
from app.services.newsroom import Newsroom, finish
from app.services.pulling import PullReport, pull
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import (
    Abilities,
    Found,
    Gone,
    Greeting,
    Pulled,
    RefusedError,
    UnreachableError,
    Wanted,
)
from app.storage import sites
from tests.app.desk_newsroom import Clock, id_by_key, sql

KEY = "bao.example"
ARTICLE = ArticleRecord(KEY, "a1", "https://bao.example/a1", "Cầu Nam Sông thông xe trước Tết")
DOWN = UnreachableError(Words("Đứt dây.", "The wire is cut."), answered=True)
OFFLINE = UnreachableError(Words("Không có mạng.", "No network."))
NO = RefusedError(Words("Không được.", "No."))

Plan = Callable[[str], str]
"""What goes wrong with a request (`look`, `deliver`, `reply`, `pull`): "" for nothing, "before" it
was done, "after" it was done, "offline", "refused", "ignored" (said to be done, but not), or this
program "dies" when it was done."""


class DiedError(Exception):
    """Stands for the end of the process that speaks with the site: nobody catches it there."""


@dataclass(slots=True)
class StandIn:
    """The site's truth stands in `comments`; `done` counts what was done to each, by what;
    `doubted` is what each pull was told to doubt."""

    abilities: Abilities = field(default_factory=lambda: Abilities(True, True, True, True))
    plan: Plan = lambda _: ""
    comments: dict[str, CommentRecord] = field(default_factory=dict)
    done: list[tuple[str, object]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    doubted: list[set[str]] = field(default_factory=list)
    page: int = 2
    _next: int = 1

    def write(self, words: str, *, parent: str | None = None, **changes: object) -> str:
        """A reader writes a comment; its external id."""
        number, self._next = self._next, self._next + 1
        made = CommentRecord(
            source=KEY,
            external_id=f"r{number}",
            article="a1",
            line=number,
            name="Trần Thu Hà",
            address=f"ha{number}@bao.vn",
            text=words,
            created_at=number * 1_000_000,
            parent=parent,
            status=Status.PENDING,
        )
        self.comments[made.external_id] = replace(made, **changes)
        return made.external_id

    def set(self, external_id: str, **changes: object) -> None:
        """A colleague changes a comment at the site itself."""
        self.comments[external_id] = replace(self.comments[external_id], **changes)

    def replies(self) -> list[CommentRecord]:
        return [each for each in self.comments.values() if each.name == "Tòa soạn"]

    def greet(self) -> Greeting:
        return Greeting("Stand-in", "An", None, KEY)

    def close(self) -> None: ...

    def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
        """The cursor says of each comment what was told of it: its number of changes is enough."""
        self.doubted.append(set(doubted))
        told = dict(part.split("=") for part in cursor.split() if part) | dict.fromkeys(doubted, "")
        changed = [
            each
            for each in self.comments.values()
            if told.get(each.external_id) != _mark(each)
            and (each.status is Status.PENDING or each.external_id in told)
        ]
        gone = [name for name in told if name not in self.comments]
        items: list[CommentRecord | Gone] = [*changed, *(Gone(name) for name in gone)]
        for start in range(0, len(items), self.page):
            self._go_wrong("pull")
            part = items[start : start + self.page]
            for item in part:
                if isinstance(item, Gone):
                    del told[item.external_id]
                else:
                    told[item.external_id] = _mark(item)
            kept = " ".join(f"{name}={mark}" for name, mark in told.items())
            yield Pulled((ARTICLE, *part), kept, start + len(part), len(items))

    def look_up(self, external_id: str) -> Found | None:
        self._go_wrong("look")
        record = self.comments.get(external_id)
        return Found(record) if record else None

    def deliver(self, seen: Found, wanted: Wanted) -> None:
        with self._doing("deliver") as does:
            if does:
                name = seen.record.external_id
                self.done.append((name, wanted.status or wanted.text))
                if wanted.status is not None:
                    self.set(name, status=wanted.status)
                if wanted.text is not None:
                    self.set(name, text=wanted.text)

    def reply(self, parent: Found, text: str, *, attempted: bool) -> str:
        above = parent.record.external_id
        earlier = self._earlier(above, text) if attempted else None
        if earlier is not None:
            return earlier
        with self._doing("reply"):
            name = self.write(
                text, parent=above, name="Tòa soạn", address="", status=Status.APPROVED
            )
            self.done.append((name, text))
            return name

    def replied(self, parent: Found, text: str) -> str | None:
        self._go_wrong("look")
        return self._earlier(parent.record.external_id, text)

    def _earlier(self, above: str, text: str) -> str | None:
        found = (each for each in self.replies() if (each.parent, each.text) == (above, text))
        return next((each.external_id for each in found), None)

    def _go_wrong(self, what: str) -> None:
        self.asked.append(what)
        fault = self.plan(what)
        if fault in ("before", "after", "ignored"):
            raise DOWN
        if fault == "dies":
            raise DiedError
        if fault:
            raise OFFLINE if fault == "offline" else NO

    def _doing(self, what: str) -> _Doing:
        self.asked.append(what)
        return _Doing(self.plan(what))


@dataclass(slots=True)
class _Doing:
    fault: str

    def __enter__(self) -> bool:
        if self.fault == "before":
            raise DOWN
        if self.fault == "offline":
            raise OFFLINE
        if self.fault == "refused":
            raise NO
        return self.fault != "ignored"

    def __exit__(self, *_: object) -> None:
        if self.fault == "after":
            raise DOWN
        if self.fault == "dies":
            raise DiedError


def _mark(record: CommentRecord) -> str:
    return format(hash((record.status, record.text)) & 0xFFFFFFFF, "x")


def connect(newsroom: Newsroom, kind: str = "standin", purge_after: int = 0) -> ConnectedSite:
    """Let the newsroom be connected to the stand-in."""
    settings = SiteSettings(KEY, kind, "http://127.0.0.1:9/", purge_after=purge_after)
    with newsroom.store.writing() as connection:
        return ConnectedSite(sites.connect(connection, settings), settings)


def once(what: str, fault: str) -> Plan:
    """Let one request go wrong, the first of its kind."""
    left = [fault]
    return lambda asked: left.pop() if asked == what and left else ""


class Line:
    """A newsroom connected to a stand-in, driven by hand."""

    def __init__(self, newsroom: Newsroom, clock: Clock, site: StandIn) -> None:
        self.newsroom, self.clock, self.site = newsroom, clock, site
        self.connected: ConnectedSite = connect(newsroom)

    def pull(self) -> PullReport:
        return finish(pull(self.newsroom, self.connected, self.site))

    def deliver(self) -> Delivered:
        return finish(deliver(self.newsroom, self.connected.source_id, self.site))

    def after_the_hold(self) -> Delivered:
        self.clock.move(10)
        return self.deliver()

    def until_quiet(self) -> None:
        """Let time pass until nothing waits any more."""
        for _ in range(60):
            self.clock.move(3_600)
            self.deliver()
            if not panel.counts(self.newsroom).waiting:
                return
        raise AssertionError("something waits for ever")

    def until_quiet_or_stuck(self) -> None:
        """Let time pass until nothing waits but behind what failed."""
        for _ in range(40):
            self.clock.move(3_600)
            done = self.deliver()
            if not (done.sent or done.failed or done.put_off):
                return

    def comment(self, words: str = "Cầu đẹp quá.", **changes: object) -> tuple[str, int]:
        """A reader's comment, pulled: its id there and here."""
        name = self.site.write(words, **changes)
        self.pull()
        return name, id_by_key(self.newsroom, name)

    def states(self) -> list[str]:
        return [str(row[0]) for row in sql(self.newsroom, "SELECT state FROM delivery ORDER BY id")]

    def problems(self) -> list[str]:
        failed = panel.shown(self.newsroom, DeliveryState.FAILED)
        return [each.problem.en for each in failed if each.problem]

    def there(self, name: str) -> Status | None:
        return self.site.comments[name].status
