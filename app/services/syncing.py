"""Keeping a newsroom in step with its sites: decisions go out, what is new comes in.

One program at a time speaks with a site: whoever holds it, by a row that has to be renewed, so that
a program that died holds up nobody for long.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from app.domain import moment
from app.domain.errors import NewsroomError
from app.domain.progress import Progress
from app.domain.site import ConnectedSite
from app.domain.words import Words
from app.services.delivering import LONGEST_PAUSE, Delivered, deliver, pause
from app.services.newsroom import LongWork, Newsroom
from app.services.pulling import PullReport, pull
from app.services.sites import NO_SECRET, access, connected
from app.sources import kinds
from app.sources.site import Site, SiteError, UnreachableError
from app.storage import deliveries, sites
from app.storage.changing import next_change

HELD_FOR = 5 * moment.MINUTE
"""How long a site is held without a sign of life: longer than the few requests of one delivery may
take, so that nobody else sends it while its fate is open."""

PULLED_EVERY = 30 * moment.SECOND
"""Between two looks for what is new."""

AWAY = 60.0
"""Seconds that a site which does not answer is left alone for at most: who comes home with a day's
decisions should not wait for them to go."""

NOTHING_WENT = moment.SECOND
"""Until it is tried again, where what waits has to wait for something else."""

SECONDS_AT_REST = 0.25


@dataclass(frozen=True, slots=True)
class Synced:
    """What a round did with one site. `problem` is what a person should know, None when all went
    well; `elsewhere` when another program speaks with the site, so that nothing was done here."""

    key: str
    added: int = 0
    updated: int = 0
    sent: int = 0
    failed: int = 0
    problem: Words | None = None
    elsewhere: bool = False


def sync_once(newsroom: Newsroom, secrets: Mapping[str, str]) -> LongWork[tuple[Synced, ...]]:
    """One round over every connected site: deliver what may go, pull what is new.

    `secrets` are by the sites' keys. Closing the work early keeps what was done. What goes wrong
    with a site is told of it, here and in its row; the others have their turn all the same.
    """
    done = list[Synced]()
    for site in connected(newsroom):
        secret = secrets.get(site.settings.key, "")
        with closing(_Line(newsroom, site, secret, uuid.uuid4().hex)) as line:
            done.append((yield from line.turn(pulls=True)))
    return tuple(done)


def keep_in_step(
    newsroom: Newsroom,
    secrets: Mapping[str, str],
    tell: Callable[[Synced], object] = lambda _: None,
    who: str = "",
) -> LongWork[None]:
    """Deliver whatever may go and pull what is new, again and again, until it is closed.

    Sites that are connected meanwhile have to wait for the next time this is begun. `tell` hears
    what each turn of a site did. `who` names whoever begins this: begun again under the same name
    after its process has died, it need not wait until the sites that one held are free.
    """
    lines = [
        _Line(newsroom, site, secrets.get(site.settings.key, ""), who or uuid.uuid4().hex)
        for site in connected(newsroom)
    ]
    try:
        while True:
            for line in lines:
                if line.is_due():
                    tell((yield from line.turn(pulls=line.pulls())))
            yield Progress(0)
            time.sleep(SECONDS_AT_REST)
    finally:
        for line in lines:
            line.close()


@dataclass(slots=True)
class _Line:
    """The line to one site, kept open from turn to turn."""

    newsroom: Newsroom
    connected: ConnectedSite
    secret: str
    _who: str
    _site: Site | None = None
    _pull_at: int = 0
    _rest_until: int = 0
    _asked_at: int = 0
    _failures: int = 0
    _holds: bool = False

    def close(self) -> None:
        if self._site is not None:
            self._site.close()
        if self._holds:
            with self.newsroom.store.writing() as connection:
                sites.leave(connection, self.connected.source_id, self._who)

    def pulls(self) -> bool:
        return self.newsroom.clock() >= self._pull_at

    def is_due(self) -> bool:
        """Whether there may be something to do: cheap enough to ask all the time."""
        now = self.newsroom.clock()
        if now < self._asked_at:  # the clock was set back
            self._rest_until = self._pull_at = 0
        self._asked_at = now
        if now < self._rest_until:
            return False
        if now >= self._pull_at:
            return True
        with self.newsroom.store.reading() as connection:
            at = deliveries.next_at(connection, self.connected.source_id)
        return at is not None and at <= now

    def turn(self, *, pulls: bool) -> LongWork[Synced]:
        """Deliver, then pull; told to wait, or without an answer, leave the site alone for a
        while, longer each time."""
        key = self.connected.settings.key
        if not self.secret:
            self._rest_until = self.newsroom.clock() + PULLED_EVERY
            return Synced(key, problem=NO_SECRET.put(site=key))
        if not self._hold():
            self._rest_until = self.newsroom.clock() + moment.SECOND
            return Synced(key, elsewhere=True)
        delivered, pulled = Delivered(), PullReport()
        problem: NewsroomError | None = None
        try:
            site = self._opened()
            delivered = yield from deliver(
                self.newsroom, self.connected.source_id, site, self._hold
            )
            problem = delivered.problem
            if pulls and problem is None:
                pulled = yield from pull(self.newsroom, self.connected, site, self._hold)
                self._pull_at = self.newsroom.clock() + PULLED_EVERY
        except SiteError as error:
            problem = error
        done = Synced(key, pulled.added, pulled.updated, delivered.sent, delivered.failed)
        return self._troubled(done, problem)

    def _opened(self) -> Site:
        if self._site is None:
            self._site = kinds.opened(access(self.connected.settings, self.secret))
        return self._site

    def _hold(self) -> bool:
        """Be, or stay, the one who speaks with the site."""
        now = self.newsroom.clock()
        with self.newsroom.store.writing() as connection:
            self._holds = sites.take(
                connection, self.connected.source_id, self._who, now, now + HELD_FOR
            )
        return self._holds

    def _troubled(self, done: Synced, problem: NewsroomError | None) -> Synced:
        """Say in the site's row what is wrong, or that nothing is, and when to come back."""
        now = self.newsroom.clock()
        if problem is None:
            self._failures = 0
            self._rest_until = 0 if done.sent or done.failed else now + NOTHING_WENT
        else:
            self._failures += 1
            asked = problem.after if isinstance(problem, UnreachableError) else 0.0
            longest = AWAY if isinstance(problem, UnreachableError) else LONGEST_PAUSE
            self._rest_until = now + pause(self._failures, asked, longest)
        words = problem.words if problem else None
        with self.newsroom.store.writing() as connection:
            if sites.keep_problem(connection, self.connected.source_id, words):
                next_change(connection)
        return replace(done, problem=words)
