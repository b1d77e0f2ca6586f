"""A round over all sites, and one program at a time for each."""

from __future__ import annotations

import pytest

from app.domain import moment
from app.domain.site import SiteSettings
from app.domain.words import Words
from app.services import syncing
from app.services.newsroom import Newsroom, finish
from app.services.sites import connected
from app.sources import kinds
from app.sources.site import Access, LoginRefusedError
from app.storage import sites
from tests.app.desk_newsroom import APPROVE, Clock, decide, id_by_key, sql
from tests.app.services.standin import KEY, StandIn, connect

SECRETS = {KEY: "bí mật"}


@pytest.fixture
def site(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """A stand-in that the newsroom is connected to, by a kind of its own."""
    made = StandIn()

    def opened(access: Access) -> StandIn:
        assert access.secret == SECRETS[KEY]
        return made

    monkeypatch.setattr(kinds, "KINDS", (kinds.Kind("standin", lambda _: None, opened),))
    connect(newsroom)
    return made


def once(newsroom: Newsroom) -> syncing.Synced:
    [done] = finish(syncing.sync_once(newsroom, SECRETS))
    return done


def test_a_round_sends_what_may_go_and_brings_in_what_is_new(
    newsroom: Newsroom, clock: Clock, site: StandIn
) -> None:
    first = site.write("Lời một.")
    assert once(newsroom) == syncing.Synced(KEY, added=1)
    decide(newsroom, id_by_key(newsroom, first), APPROVE)
    site.write("Lời hai.")
    clock.move(10)
    assert once(newsroom) == syncing.Synced(KEY, added=1, sent=1)
    assert once(newsroom) == syncing.Synced(KEY)


def test_what_is_wrong_stands_in_the_sites_row_until_it_goes_well(
    newsroom: Newsroom, clock: Clock, site: StandIn
) -> None:
    site.write("Lời một.")
    site.plan = lambda _: "before"
    problem = once(newsroom).problem
    assert problem is not None
    assert connected(newsroom)[0].problem == problem
    site.plan = lambda _: ""
    assert once(newsroom).problem is None
    assert connected(newsroom)[0].problem is None


def test_without_its_secret_a_site_is_left_alone_in_words(
    newsroom: Newsroom, site: StandIn
) -> None:
    [done] = finish(syncing.sync_once(newsroom, {}))
    assert done.problem is not None
    assert KEY in done.problem.vi
    assert site.asked == []
    assert connected(newsroom)[0].problem is None, "another program may know it"


def test_a_dead_login_is_told(newsroom: Newsroom, site: StandIn) -> None:
    words = Words("Sai mật khẩu.", "Wrong password.")

    def refused(_: str) -> str:
        raise LoginRefusedError(words)

    site.write("Lời một.")
    site.plan = refused
    assert once(newsroom).problem == words


def test_one_site_that_fails_does_not_keep_the_others_back(
    newsroom: Newsroom, site: StandIn
) -> None:
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings("aaa.example", "standin", "https://aaa.example/"))
    site.write("Lời một.")
    broken, sound = finish(syncing.sync_once(newsroom, SECRETS))
    assert broken.problem is not None
    assert sound == syncing.Synced(KEY, added=1)


def test_two_programs_never_speak_with_a_site_at_once(
    newsroom: Newsroom, clock: Clock, site: StandIn
) -> None:
    [there] = connected(newsroom)
    with newsroom.store.writing() as connection:
        assert sites.take(
            connection, there.source_id, "another", clock.now, clock.now + syncing.HELD_FOR
        )
    site.write("Lời một.")
    assert once(newsroom) == syncing.Synced(KEY, elsewhere=True)
    assert site.asked == []
    clock.move(syncing.HELD_FOR / moment.SECOND + 1)  # it died, and its time is over
    assert once(newsroom) == syncing.Synced(KEY, added=1)


def test_a_clock_that_was_set_back_keeps_nobody_from_a_site(
    newsroom: Newsroom, clock: Clock, site: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "SECONDS_AT_REST", 0.0)
    [there] = connected(newsroom)
    ahead = clock.now + moment.DAY
    with newsroom.store.writing() as connection:
        assert sites.take(connection, there.source_id, "died", ahead, ahead + syncing.HELD_FOR)
    site.write("Lời một.")
    assert once(newsroom) == syncing.Synced(KEY, added=1)
    work = syncing.keep_in_step(newsroom, SECRETS)
    clock.move(86_400)
    for _ in range(4):
        next(work)
    clock.move(-86_400)
    site.write("Lời hai.")
    for _ in range(8):
        clock.move(1)
        next(work)
    work.close()
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(2,)]


def test_a_round_leaves_the_site_to_others_at_its_end(newsroom: Newsroom, site: StandIn) -> None:
    once(newsroom)
    assert sql(newsroom, "SELECT held_until FROM site") == [(0,)]


def test_kept_in_step_new_comments_and_decisions_pass_by_themselves(
    newsroom: Newsroom, clock: Clock, site: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "SECONDS_AT_REST", 0.0)
    work = syncing.keep_in_step(newsroom, SECRETS)

    def go_on(seconds: float) -> None:
        clock.move(seconds)
        for _ in range(8):
            next(work)

    first = site.write("Lời một.")
    go_on(0)
    subject = id_by_key(newsroom, first)
    decide(newsroom, subject, APPROVE)
    go_on(9)
    assert site.done == []
    go_on(3)
    assert len(site.done) == 1
    site.write("Lời hai.")
    go_on(5)
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(1,)]
    go_on(30)
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(2,)]
    work.close()
    assert sql(newsroom, "SELECT held_until FROM site") == [(0,)]


def test_a_site_that_does_not_answer_is_left_alone_longer_each_time(
    newsroom: Newsroom, clock: Clock, site: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "SECONDS_AT_REST", 0.0)
    site.write("Lời một.")
    site.plan = lambda _: "offline"
    work = syncing.keep_in_step(newsroom, SECRETS)
    for _ in range(600):
        clock.move(1)
        next(work)
    assert 8 < len(site.asked) < 60
    site.plan = lambda _: ""
    for _ in range(62):
        clock.move(1)
        next(work)
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(1,)]
    work.close()
