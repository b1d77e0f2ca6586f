"""What is kept of connected sites beside what the engine brings about."""

from __future__ import annotations

from pathlib import Path

from app.domain import moment
from app.domain.site import ConnectedSite, SiteSettings
from app.services import sites
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from app.storage import sites as rows

SITE = SiteSettings("bao.vn", "isso", "https://bao.vn")


def connected(newsroom: Newsroom) -> ConnectedSite:
    with newsroom.store.writing() as connection:
        rows.connect(connection, SITE)
    [site] = sites.connected(newsroom)
    return site


def test_a_secret_that_is_not_known_stands_in_the_sites_row(tmp_path: Path) -> None:
    newsroom = open_newsroom(tmp_path / "desk.db", "An")
    site = connected(newsroom)
    sites.tell_unknown(newsroom, site, "me")
    [told] = sites.connected(newsroom)
    assert told.problem == sites.NO_SECRET.put(site="bao.vn")
    with newsroom.store.writing() as connection:
        now = newsroom.clock()
        assert rows.take(connection, site.source_id, "another", now, now + moment.MINUTE)
    newsroom.store.close()


def test_another_program_that_speaks_with_the_site_knows_it(tmp_path: Path) -> None:
    newsroom = open_newsroom(tmp_path / "desk.db", "An")
    site = connected(newsroom)
    now = newsroom.clock()
    with newsroom.store.writing() as connection:
        assert rows.take(connection, site.source_id, "another", now, now + moment.MINUTE)
    sites.tell_unknown(newsroom, site, "me")
    [told] = sites.connected(newsroom)
    assert told.problem is None
    with newsroom.store.writing() as connection:
        assert not rows.take(connection, site.source_id, "me", now, now + moment.MINUTE)
    newsroom.store.close()
