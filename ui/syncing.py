"""Keeps the newsroom in step with its sites while the desk is open, in a process of its own.

Neither the window nor its interpreter waits for a network: what arrives is written to the database
by that process, and the desk finds it as it finds what other moderators do.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain import moment
from app.domain.progress import Progress
from app.domain.site import ConnectedSite
from app.domain.words import Words
from ui.jobs import Job
from ui.phrases import count_in
from ui.shortcuts import shown_keys

if TYPE_CHECKING:
    from app.services.newsroom import LongWork, Newsroom
    from app.services.sites import Secrets
    from ui.desk import Desk

BEGINS_AFTER = 2_000
"""Milliseconds after the desk was joined: its first comments are on the screen by then."""

PATIENCE = 1.0
"""Seconds the process may take to put down what it has in hand when the desk is closed. What it
leaves half-done is found out and completed the next time."""

SECONDS_AT_REST = 0.25
LONGEST_REST = 300.0
RAN_WELL_AFTER = 600.0
"""Seconds: the longest rest between two processes that end unexpectedly, and after how long one
that does counts as the first."""

LOOKS_EVERY = 500
ASKED_FOR = 15 * moment.SECOND
"""Milliseconds between two looks whether what was asked for has been done; microseconds of it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Which sites are connected, and the secrets there are for them, by the sites' keys."""

    sites: tuple[ConnectedSite, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class Syncing(QObject):
    """Begins by itself a while after `begin`; `stop` comes before the desk's `Jobs.close`.

    What is wrong with a site is said once in a session, and once more after its `restart`.
    """

    def __init__(self, desk: Desk, secrets: Secrets) -> None:
        super().__init__(desk)
        self._desk = desk
        self._secrets = secrets
        self._known = _Known()
        self._job: Job | None = None
        self._who = uuid.uuid4().hex
        self._again = False
        self._began = 0.0
        self._failures = 0
        self._said = set[tuple[str, Words]]()
        self._complaint = ""
        self._asked_at = 0
        self._reads = False
        self._soon = self._timer(BEGINS_AFTER, self._begin)
        self._soon.setSingleShot(True)
        self._looking = self._timer(LOOKS_EVERY, self._look)
        desk.overviewed.connect(self._look)

    def _timer(self, milliseconds: int, step: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(step)
        return timer

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"syncAction": self.sync_now}

    def begin(self) -> None:
        """Soon, when the desk has painted its first comments."""
        self._soon.start()

    @Slot(str)
    def restart(self, key: str = "") -> None:
        """Begin anew: the site with this key was connected, connected again or disconnected."""
        self._said = {said for said in self._said if said[0] != key}
        self._failures = 0
        self._anew()

    def sync_now(self) -> None:
        """Fetch what is new, and send at once whatever only waits to be tried again. What is still
        held stays held: that it can be taken back goes before."""
        newsroom = self._desk.newsroom
        self._asked_at = newsroom.clock()
        self._failures = 0
        self._desk.window.status.say(self.tr("Fetching and sending…"))
        work = partial(_hurry, newsroom)
        self._desk.jobs.write(self, work, lambda _: self._anew(), self._desk.tell_problem)

    def stop(self) -> None:
        """Nothing is begun any more; `Jobs.close` waits for the process to put down its work."""
        self._soon.stop()
        self._looking.stop()
        self._again = False
        if self._job is not None:
            self._job.cancel()

    def runs(self) -> bool:
        """Whether a process keeps the newsroom in step, or is about to."""
        return self._job is not None

    # The process, from its beginning to its end

    def _anew(self) -> None:
        self._soon.stop()
        self._again = self._job is not None
        if self._job is None:
            self._begin()
        else:
            self._job.cancel()

    def _begin(self) -> None:
        self._began = time.monotonic()
        newsroom, failures = self._desk.newsroom, self._failures
        work = partial(_look_for_secrets, newsroom, self._secrets, failures, self._who)
        self._job = self._desk.jobs.keep_going(self, work, self._run, self._fail)

    def _run(self, known: _Known) -> None:
        if self._was_asked_to_end():
            return
        self._known = known
        self._tell(known.sites)
        if not known.secrets:
            self._answer_without_any()
            return
        self._began = time.monotonic()
        work = partial(_keep_in_step, self._desk.newsroom, dict(known.secrets), self._who)
        self._job = self._desk.jobs.keep_going(self, work, self._finish, self._fail)
        if self._asked_at:
            self._looking.start()

    def _finish(self, _: None) -> None:
        self._was_asked_to_end()

    def _fail(self, words: Words) -> None:
        if self._was_asked_to_end():
            return
        if time.monotonic() - self._began > RAN_WELL_AFTER:
            self._failures = 0
        self._failures += 1
        if self._failures == 1:
            said = self.tr("Fetching and sending broke off and begins again by itself: {0}")
            status = self._desk.window.status
            status.problem(said.format(words.said_in(status.language)))
        self._begin()

    def _was_asked_to_end(self) -> bool:
        """Whether the job that has ended was asked to; what was wanted after it is begun."""
        job, self._job = self._job, None
        again, self._again = self._again, False
        if again:
            self._begin()
        return again or (job is not None and job.is_cancelled())

    # What is said of it

    def _answer_without_any(self) -> None:
        if self._asked_at and not self._known.sites:
            status = self._desk.window.status
            status.notice(self.tr("There is nothing to fetch from: no site is connected yet."))
        self._asked_at = 0

    @Slot()
    def _look(self) -> None:
        """Read how it goes with the sites; does nothing while that is under way."""
        if self._reads or not self._known.secrets:
            return
        self._reads = True
        newsroom = self._desk.newsroom

        def done(sites: tuple[ConnectedSite, ...]) -> None:
            self._reads = False
            self._see(sites)

        def failed(words: Words) -> None:
            self._reads = False
            self._desk.tell_problem(words)

        self._desk.jobs.read(self, partial(_connected, newsroom), done, failed)

    def _see(self, sites: tuple[ConnectedSite, ...]) -> None:
        asked = [site for site in sites if site.settings.key in self._known.secrets]
        if self._asked_at and all(site.pulled_at >= self._asked_at for site in asked):
            self._desk.window.status.say(self.tr("What is new has been fetched."))
            self._answered()
        elif self._asked_at and self._desk.newsroom.clock() - self._asked_at > ASKED_FOR:
            self._desk.window.status.notice(self.tr("A site has not answered yet; it is asked on."))
            self._answered()
            self._said.clear()
        self._tell(sites)

    def _answered(self) -> None:
        self._asked_at = 0
        self._looking.stop()

    def _tell(self, sites: Sequence[ConnectedSite]) -> None:
        """What is wrong with them, if any of it is new: of several in one line, so that none hides
        another. It is not left standing when all is well again."""
        wrong = {site.settings.key: site.problem for site in sites if site.problem is not None}
        status = self._desk.window.status
        if not wrong and self._complaint:
            status.forget(self._complaint)
            self._complaint = ""
        if wrong.items() <= self._said:
            return
        self._said |= wrong.items()
        self._complaint = self._complaint_of(wrong)
        status.notice(self._complaint, aside=True)

    def _complaint_of(self, wrong: Mapping[str, Words]) -> str:
        language = self._desk.window.status.language
        if len(wrong) == 1:
            [problem] = wrong.values()
            return problem.said_in(language)
        said = self.tr("{0} sites are in trouble: {1}")
        words = said.format(count_in(len(wrong), language), ", ".join(wrong))
        key = shown_keys(self._desk.window.commands.action("deliveriesAction"))
        return self.tr("{0} · {1} shows why").format(words, key) if key else words


# In a thread of its own


def _connected(newsroom: Newsroom) -> tuple[ConnectedSite, ...]:
    from app.services import sites

    return sites.connected(newsroom)


def _look_for_secrets(
    newsroom: Newsroom, secrets: Secrets, failures: int, who: str
) -> LongWork[_Known]:
    """After so many failures in a row, rest first: longer each time. A keyring may ask a person,
    and wait for an answer."""
    from app.services.sites import tell_unknown

    yield Progress(0)
    if failures:
        from app.services.delivering import pause

        until = time.monotonic() + pause(failures, longest=LONGEST_REST) / moment.SECOND
        while time.monotonic() < until:
            time.sleep(SECONDS_AT_REST)
            yield Progress(0)
    found = dict[str, str]()
    for site in _connected(newsroom):
        secret = secrets.secret_of(site.settings.key)
        if secret:
            found[site.settings.key] = secret
        else:
            tell_unknown(newsroom, site, who)
    return _Known(_connected(newsroom), found)


def _keep_in_step(newsroom: Newsroom, secrets: dict[str, str], who: str) -> LongWork[None]:
    from app.services.apart import beside
    from app.services.syncing import keep_in_step

    return beside(newsroom, keep_in_step, secrets, who=who, patience=PATIENCE)


def _hurry(newsroom: Newsroom) -> None:
    """Let whatever was tried before, and waits to be tried again, be tried at once."""
    from app.domain.delivery import DeliveryState
    from app.services import deliveries

    waiting = deliveries.shown(newsroom, DeliveryState.WAITING)
    deliveries.send_now(newsroom, [each.id for each in waiting if each.attempts])
