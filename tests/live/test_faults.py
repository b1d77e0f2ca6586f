"""Real servers behind a network that fails in every way: each decision arrives once, or says why.

Every run follows from its seed alone, but for what hangs on how quick a server is. `FAULT_RUNS`
sets how many runs there are in all; a run costs a quarter of a second of a processor with Isso, and
a multiple of that with WordPress, which therefore has the fewer.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import Changes, Decision
from app.domain.delivery import Delivery, DeliveryState, text_digest
from app.domain.site import SiteSettings
from app.services import deliveries as panel
from app.services import moderation
from app.services.newsroom import Newsroom, finish
from app.services.syncing import sync_once
from app.sources import http
from app.storage import sites
from app.storage.reading import id_of
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    SPAM,
    WORDS,
    assert_sound,
    comment,
    decide,
    edit,
    reject,
    reply,
    sql,
)
from tests.faults.proxy import Chances, FaultyProxy
from tests.live.grounds import Ground, IssoGround, There, WordPressGround
from tests.live.isso_server import IssoStage
from tests.live.wordpress_server import WordPressStage

RUNS = int(os.environ.get("FAULT_RUNS", "1000"))
ISSO_SHARE = 0.95
"""Of all runs; a request costs WordPress several times as much."""

SUBJECTS = 2
"""Comments of each run that something is done about; one more is left alone."""

MEMORY = Path("/dev/shm")
CHUNKS = 20
_REMOVED = (Status.REJECTED, Status.SPAM)
_STRANGER = "a stranger's under its id"
_PLANS = (
    "approve",
    "reject",
    "spam",
    "edit",
    "edit and approve",
    "reply",
    "approve and reply",
    "undone in the hold",
    "undone later",
    "another mind",
    "a colleague edits",
    "a colleague approves",
    "a colleague deletes",
    _STRANGER,
)


pytestmark = pytest.mark.timeout(400)  # a piece takes some ten seconds where nothing else runs


class Died(BaseException):
    """The process is gone, in the middle of whatever it was doing."""


@dataclass(slots=True)
class Clock:
    """Moves when it is asked, and may be where the process dies: it is read between every two
    steps, those between a push and what is kept of it included."""

    now: int = field(default_factory=moment.now)
    fuse: int = -1

    def __call__(self) -> int:
        if self.fuse == 0:
            raise Died
        self.fuse -= 1
        return self.now

    def move(self, seconds: float) -> None:
        self.now += round(seconds * moment.SECOND)


@dataclass(slots=True)
class Subject:
    """A comment that something is done about: all texts and statuses it may rightly have there."""

    name: str
    id: int
    plan: str
    texts: set[str]
    statuses: set[Status] = field(default_factory=lambda: {Status.PENDING})
    replies: list[str] = field(default_factory=list)
    batches: list[Changes] = field(default_factory=list)
    decided: set[Status] = field(default_factory=set)
    foreign: bool = False


class Run:
    """One newsroom beside one server, from the first pull to the quiet after the storm."""

    def __init__(self, ground: Ground, proxy: FaultyProxy, database: Path, seed: int) -> None:
        self.ground, self.proxy, self.database, self.seed = ground, proxy, database, seed
        self.luck = Random(seed)
        self.clock = Clock()
        self.access = ground.access(proxy.port)
        self.newsroom = self._opened()
        self.subjects: list[Subject] = []
        self.strangers: dict[str, There] = {}
        self.batches: set[int] = set()

    def _opened(self) -> Newsroom:
        return Newsroom(open_store(self.database), "An", WORDS, self.clock)

    def close(self) -> None:
        self.newsroom.store.close()

    # --- the storm ----------------------------------------------------------------------------

    def go(self) -> None:
        self.ground.clear()
        plans = sorted(self.luck.sample(_PLANS, SUBJECTS), key=_STRANGER.__eq__)
        texts = [
            f"Lời bình {self.seed}-{n}: nước “lên” nhanh & mạnh <b>" for n in range(1 + SUBJECTS)
        ]
        names = self.ground.seed(texts)
        self._bring_in(names)
        self.strangers[names[0]] = self.ground.everything()[names[0]]
        for name, text, plan in zip(names[1:], texts[1:], plans, strict=True):
            self.subjects.append(Subject(name, self._id(name), plan, {text}))
        self.proxy.follow(Chances(self.seed, self.luck.choice((0.1, 0.2, 0.35))))
        for subject in self.subjects:
            self._decide(subject)
        for pause in self.luck.choice(((11,), (4, 11), (11, 60))):
            self.clock.move(pause)
            self._round()
        for subject in self.subjects:
            if subject.plan == "undone later":
                self._undo(subject)
                self.clock.move(11)
                self._round()

    def _bring_in(self, names: list[str]) -> None:
        if self.luck.random() < 0.25:
            self.proxy.follow(Chances(self.seed + 1_000_000, 0.2))
            self._round()
        self.proxy.follow(None)
        while len(sql(self.newsroom, "SELECT id FROM comment")) < len(names):
            self.clock.move(100)
            self._round(may_die=False)

    def _id(self, name: str) -> int:
        with self.newsroom.store.reading() as connection:
            return id_of(connection, self.access.key, name)

    def _round(self, *, may_die: bool = True) -> None:
        self.clock.fuse = self.luck.randrange(40) if may_die and self.luck.random() < 0.3 else -1
        try:
            finish(sync_once(self.newsroom, {self.access.key: self.access.secret}))
        except Died:
            self.clock.fuse = -1
            self.newsroom.store.close()
            self.newsroom = self._opened()
            held = self.clock.now + 5 * moment.MINUTE
            sql(self.newsroom, f"UPDATE site SET held_by = 'dead', held_until = {held}")
            self.clock.move(301)
        self.clock.fuse = -1

    # --- what is done -------------------------------------------------------------------------

    def _decide(self, subject: Subject) -> None:
        words = f"Đã biên tập {self.seed}: “gọn” hơn & <i>rõ</i> hơn"
        answer = f"Tòa soạn trả lời {subject.name}: “cảm ơn” bạn & mọi người"
        match subject.plan:
            case "approve":
                self._do(subject, APPROVE)
            case "spam":
                self._do(subject, SPAM)
            case "edit":
                self._do(subject, edit(words))
            case "edit and approve":
                self._do(subject, edit(words))
                self._do(subject, APPROVE)
            case "reply":
                self._do(subject, reply(answer))
            case "approve and reply":
                self._do(subject, APPROVE, reply(answer))
            case "undone in the hold":
                self._do(subject, self.luck.choice((APPROVE, reject(), edit(words))))
                self.clock.move(2)
                self._undo(subject)
                subject.texts = {comment(self.newsroom, subject.id).text}
                subject.statuses = {Status.PENDING}
            case "undone later":
                self._do(subject, self.luck.choice((APPROVE, edit(words), reject())))
            case "another mind":
                self._do(subject, APPROVE)
                self.clock.move(1)
                self._do(subject, reject())
                subject.statuses = {Status.PENDING, Status.REJECTED}
            case _:
                self._do(subject, self.luck.choice((APPROVE, reject())))
                self._colleague(subject)

    def _do(self, subject: Subject, *decisions: Decision) -> None:
        for decision in decisions:
            if decision.action == "edit":
                subject.texts.add(decision.text)
            elif decision.action == "reply":
                subject.replies.append(decision.text)
            else:
                status = moderation.RESULTING_STATUS[decision.action]
                subject.statuses.add(status)
                subject.decided.add(status)
        changes = decide(self.newsroom, subject.id, *decisions)
        subject.batches.append(changes)
        self.batches.add(changes.batch)

    def _undo(self, subject: Subject) -> None:
        for batch in reversed(subject.batches):
            back = finish(moderation.undo(self.newsroom, batch.batch, ()))
            self.batches.add(back.batch)

    def _colleague(self, subject: Subject) -> None:
        """Acts at the server within the hold, when nothing of ours can have been sent."""
        stage = self.ground.stage
        subject.foreign = True
        match subject.plan:
            case "a colleague edits":
                stage.edit(subject.name, "Đồng nghiệp đã sửa")
                subject.texts = {"Đồng nghiệp đã sửa"}
                subject.statuses = {Status.PENDING}
            case "a colleague approves":
                stage.approve(subject.name)
                subject.statuses = {Status.APPROVED}
            case "a colleague deletes":
                stage.destroy(subject.name)
            case _:  # the latest comment: the next reader's may get its number
                stage.destroy(subject.name)
                self._stranger()

    def _stranger(self) -> None:
        [name] = self.ground.seed([f"Người lạ {self.seed}"])
        self.strangers[name] = self.ground.everything()[name]

    # --- the quiet ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Without faults, until nothing is sent any more."""
        self.proxy.follow(None)
        before: list[tuple[object, ...]] = []
        for _ in range(12):
            self.clock.move(7_200)
            self._round(may_die=False)
            now = sql(self.newsroom, "SELECT id, state FROM delivery ORDER BY id")
            if not any(state == "waiting" for _, state in now) or now == before:
                return
            before = now
        raise AssertionError("something waits for ever")

    def deliveries(self, subject: Subject) -> list[Delivery]:
        return list(panel.of_comment(self.newsroom, subject.id))

    def failed(self) -> list[Delivery]:
        return list(panel.shown(self.newsroom, DeliveryState.FAILED))

    def retry(self) -> None:
        """A person insists: what was decided goes over what somebody else did."""
        for subject in self.subjects:
            subject.statuses |= subject.decided
        panel.retry(self.newsroom, [each.id for each in self.failed()])
        self.settle()

    # --- what must hold -----------------------------------------------------------------------

    def check(self) -> None:
        there = self.ground.everything()
        assert self.proxy.elsewhere == 0
        for name, was in self.strangers.items():
            assert there.get(name) == was, f"a stranger's {name}: {there.get(name)}, was {was}"
        self._check_replies(there)
        own = {subject.name for subject in self.subjects}
        others = [each for name, each in there.items() if name not in {*own, *self.strangers}]
        assert all(each.name == self.ground.signs for each in others), others
        for subject in self.subjects:
            self._check_subject(subject, there.get(subject.name))
        self._check_sums()
        assert_sound(self.newsroom)

    def _check_subject(self, subject: Subject, there: There | None) -> None:
        problem = f"{subject.plan} {subject.name}: there {there}"
        if there is not None:
            assert text_digest(there.text) in {text_digest(text) for text in subject.texts}, problem
            assert there.status in subject.statuses or (
                there.status in _REMOVED and set(_REMOVED) & subject.statuses
            ), problem
        elif not subject.foreign:
            assert set(_REMOVED) & subject.statuses, problem
        sent = self.deliveries(subject)
        stuck = {DeliveryState.FAILED, DeliveryState.WAITING}
        if any(each.state in stuck for each in sent):
            failed = [each for each in self.failed() if each.problem and each.problem.vi]
            assert failed, problem
            return
        here = comment(self.newsroom, subject.id)
        assert self._same(here.status, there), f"{problem}, here {here.status}"
        if there is not None:
            assert text_digest(there.text) == text_digest(here.text), f"{problem}, here {here.text}"

    @staticmethod
    def _same(here: Status, there: There | None) -> bool:
        if there is None:
            return here in _REMOVED
        return there.status == here or {there.status, here} <= set(_REMOVED)

    def _check_replies(self, there: dict[str, There]) -> None:
        for subject in self.subjects:
            for text in subject.replies:
                found = [
                    each for each in there.values() if text_digest(each.text) == text_digest(text)
                ]
                states = sql(
                    self.newsroom,
                    "SELECT state FROM delivery JOIN log_value USING (sequence) "
                    "WHERE kind = 'reply' AND text = :text",
                    text=text,
                )
                assert len(found) <= 1, f"{len(found)} replies {text}"
                if states == [("sent",)]:
                    assert [each.status for each in found] == [Status.APPROVED], found
                    assert found[0].parent == subject.name
                else:
                    assert states, f"no delivery of {text}"

    def _check_sums(self) -> None:
        """Each entry of the log that delivers has one delivery, unless it was undone unsent; what
        was changed at the site and only brought in has none."""
        rows = sql(
            self.newsroom,
            "SELECT entry.sequence, entry.undoes, entry.batch, count(delivery.id) "
            "FROM log_entry AS entry LEFT JOIN delivery ON delivery.sequence = entry.sequence "
            "WHERE entry.note_digest IS NULL GROUP BY entry.sequence",
        )
        number = {sequence: found for sequence, _, _, found in rows}
        undone = {undoes for _, undoes, _, found in rows if undoes and not found}
        for sequence, undoes, batch, found in rows:
            withdrawn = sequence in undone or (undoes and number[undoes] == 0)
            expected = int(batch in self.batches and not withdrawn)
            assert found == expected, f"entry {sequence}: {found} deliveries"
        assert sql(self.newsroom, "SELECT count(*) FROM delivery") == [(sum(number.values()),)]
        for each in self.failed():
            assert each.problem, each
            assert each.problem.vi != each.problem.en


def storm(ground: Ground, proxy: FaultyProxy, template: Path, folder: Path, seed: int) -> None:
    """One run, whole; what happened is told where it ends badly."""
    database = folder / f"{seed}.db"
    shutil.copy(template, database)
    run = Run(ground, proxy, database, seed)
    met = ""
    try:
        with closing(run):
            run.go()
            met = proxy.told()
            run.settle()
            run.check()
            if run.failed():
                run.retry()
                run.check()
            if not any(subject.foreign for subject in run.subjects) and ground.takes_back:
                assert run.failed() == []
    except Exception as error:
        plans = [(subject.name, subject.plan) for subject in run.subjects]
        told = [f"seed {seed}", f"{plans}", "under faults:", met, "then:", proxy.told()]
        error.add_note("\n".join(told))
        raise
    database.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a run commits a hundred times."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY) as made:
        yield Path(made)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drip is had enough of soon; a server of ours answers much sooner."""
    monkeypatch.setattr(http, "SECONDS_IN_ALL", 2.0)


def made_template(ground: Ground, port: int, path: Path) -> Path:
    """A newsroom that is connected; each run begins with a copy."""
    access = ground.access(port)
    given = SiteSettings(
        access.key,
        access.kind,
        access.address,
        access.account,
        access.reply_name,
        access.reply_address,
    )
    with closing(open_store(path)) as store, store.writing() as connection:
        sites.connect(connection, given)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def chunks(share: float) -> list[range]:
    """So many runs in pieces of a few seconds, for the workers to divide among them."""
    number = max(1, round(RUNS * share))
    step = max(1, number // CHUNKS)
    return [range(start, min(start + step, number)) for start in range(0, number, step)]


@dataclass(slots=True)
class Place:
    ground: Ground
    proxy: FaultyProxy
    template: Path


@pytest.fixture(scope="module")
def isso_place(isso_stage: IssoStage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    ground = IssoGround(isso_stage, isso_stage.server.port)
    proxy = FaultyProxy(ground.port)
    path = tmp_path_factory.mktemp("template") / "desk.db"
    yield Place(ground, proxy, made_template(ground, proxy.port, path))
    proxy.close()


@pytest.fixture(scope="module")
def wordpress_place(
    wordpress_stage: WordPressStage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    ground = WordPressGround(wordpress_stage, wordpress_stage.server.port)
    proxy = FaultyProxy(ground.port)
    path = tmp_path_factory.mktemp("template") / "desk.db"
    yield Place(ground, proxy, made_template(ground, proxy.port, path))
    proxy.close()


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("seeds", chunks(ISSO_SHARE), ids=str)
def test_isso_behind_a_bad_network(isso_place: Place, folder: Path, seeds: range) -> None:
    for seed in seeds:
        storm(isso_place.ground, isso_place.proxy, isso_place.template, folder, seed)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("seeds", chunks(1 - ISSO_SHARE), ids=str)
def test_wordpress_behind_a_bad_network(wordpress_place: Place, folder: Path, seeds: range) -> None:
    for seed in seeds:
        place = wordpress_place
        storm(place.ground, place.proxy, place.template, folder, 500_000 + seed)
