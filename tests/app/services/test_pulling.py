"""What is new at a site comes in page by page; what is decided there counts here as well."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from app.domain.comment import Status
from app.services import desk
from app.services import sites as connecting
from app.services.newsroom import Newsroom, finish
from app.services.pulling import PullReport, pull
from app.sources.site import Pulled, UnreachableError
from tests.app.desk_newsroom import (
    APPROVE,
    Clock,
    assert_sound,
    bring_in,
    comment,
    decide,
    edit,
    id_by_key,
    reject,
    sql,
)
from tests.app.services.standin import DOWN, StandIn, connect


@pytest.fixture
def site() -> StandIn:
    return StandIn()


class Line:
    """A newsroom that pulls from a stand-in by hand."""

    def __init__(self, newsroom: Newsroom, site: StandIn) -> None:
        self.newsroom, self.site, self.connected = newsroom, site, connect(newsroom)

    def pull(self) -> PullReport:
        return finish(pull(self.newsroom, self.connected, self.site))

    def status(self, name: str) -> Status:
        return comment(self.newsroom, id_by_key(self.newsroom, name)).status

    def flags(self, name: str) -> list[str]:
        subject = id_by_key(self.newsroom, name)
        found = sql(self.newsroom, "SELECT code FROM flag WHERE comment_id = :c", c=subject)
        return [str(row[0]) for row in found]


@pytest.fixture
def line(newsroom: Newsroom, site: StandIn) -> Line:
    return Line(newsroom, site)


def test_what_is_new_comes_in_once_with_its_article(line: Line) -> None:
    names = [line.site.write(f"Lời bình số {n}") for n in range(5)]
    assert line.pull() == PullReport(added=5)
    assert {line.status(name) for name in names} == {Status.PENDING}
    assert sql(line.newsroom, "SELECT title, total FROM article") == [
        ("Cầu Nam Sông thông xe trước Tết", 5)
    ]
    assert line.pull() == PullReport()
    line.site.write("Thêm một lời")
    assert line.pull() == PullReport(added=1)
    assert_sound(line.newsroom)


def test_a_pull_says_when_it_last_went_through(line: Line, clock: Clock) -> None:
    assert connecting.connected(line.newsroom)[0].pulled_at == 0
    line.pull()
    assert connecting.connected(line.newsroom)[0].pulled_at == clock.now


def test_cut_in_the_middle_it_goes_on_after_what_was_kept(line: Line) -> None:
    for n in range(10):
        line.site.write(f"Lời bình số {n}")
    asked = iter(["", "", "before"])
    line.site.plan = lambda what: next(asked, "") if what == "pull" else ""
    with pytest.raises(UnreachableError):
        line.pull()
    assert desk.overview(line.newsroom).counts["pending"] == 4
    assert connecting.connected(line.newsroom)[0].pulled_at == 0
    line.site.asked.clear()
    assert line.pull() == PullReport(added=6)
    assert line.site.asked == ["pull"] * 3
    assert desk.overview(line.newsroom).counts["pending"] == 10


def test_closed_early_it_keeps_whole_pages(line: Line) -> None:
    for n in range(6):
        line.site.write(f"Lời bình số {n}")
    work = pull(line.newsroom, line.connected, line.site)
    next(work)
    work.close()
    assert line.pull() == PullReport(added=4)


def test_one_who_may_no_longer_speak_with_the_site_keeps_nothing_more(line: Line) -> None:
    for n in range(6):
        line.site.write(f"Lời bình số {n}")
    asked = iter([True, False])
    assert finish(
        pull(line.newsroom, line.connected, line.site, lambda: next(asked))
    ) == PullReport(added=2)


def test_what_was_decided_there_leaves_the_queue_here_without_a_line_in_the_log(line: Line) -> None:
    names = [line.site.write(f"Lời bình số {n}") for n in range(3)]
    line.pull()
    line.site.set(names[0], status=Status.APPROVED)
    line.site.set(names[1], status=Status.SPAM)
    assert line.pull() == PullReport(updated=2)
    assert [line.status(name) for name in names] == [
        Status.APPROVED,
        Status.SPAM,
        Status.PENDING,
    ]
    assert sql(line.newsroom, "SELECT * FROM log_entry UNION SELECT * FROM log_entry") == []
    assert_sound(line.newsroom)


def test_what_is_gone_there_waits_for_nobody_but_is_kept_and_says_so(line: Line) -> None:
    name = line.site.write("Lời sắp mất.")
    line.pull()
    del line.site.comments[name]
    line.pull()
    assert line.status(name) is Status.REJECTED
    assert "GONE_AT_SOURCE" in line.flags(name)
    assert sql(line.newsroom, "SELECT count(*) FROM delivery") == [(0,)]
    assert_sound(line.newsroom)


def test_what_is_decided_here_and_still_to_be_sent_stays_decided(line: Line) -> None:
    name = line.site.write("Lời bình.")
    line.pull()
    decide(line.newsroom, id_by_key(line.newsroom, name), reject())
    line.site.set(name, status=Status.APPROVED)
    line.pull()
    assert line.status(name) is Status.REJECTED


def test_once_it_was_sent_what_a_colleague_decides_there_counts(line: Line) -> None:
    name = line.site.write("Lời bình.")
    line.pull()
    decide(line.newsroom, id_by_key(line.newsroom, name), APPROVE)
    sql(line.newsroom, "UPDATE delivery SET state = 'sent'")
    line.site.set(name, status=Status.SPAM)
    line.pull()
    assert line.status(name) is Status.SPAM
    assert_sound(line.newsroom)


def test_an_edit_there_is_flagged_here_and_never_sent_back(line: Line) -> None:
    name = line.site.write("Lời cũ.")
    line.pull()
    subject = id_by_key(line.newsroom, name)
    decide(line.newsroom, subject, APPROVE)
    sql(line.newsroom, "UPDATE delivery SET state = 'sent'")
    line.site.set(name, text="Lời mới.", status=Status.APPROVED)
    line.pull()
    shown = comment(line.newsroom, subject)
    assert (shown.text, shown.status) == ("Lời mới.", Status.APPROVED)
    assert "CHANGED_AT_SOURCE" in line.flags(name)
    assert sql(line.newsroom, "SELECT count(*) FROM delivery") == [(1,)]
    assert sql(line.newsroom, "SELECT moderator, action FROM log_entry ORDER BY sequence") == [
        ("An", "approve"),
        ("bao.example", "edit"),
    ]


def test_our_own_edit_comes_back_as_no_news(line: Line) -> None:
    name = line.site.write("Lời cũ.")
    line.pull()
    subject = id_by_key(line.newsroom, name)
    decide(line.newsroom, subject, edit("Lời đã sửa."))
    sql(line.newsroom, "UPDATE delivery SET state = 'sent'")
    line.site.set(name, text="Lời đã sửa.")
    line.pull()
    assert "CHANGED_AT_SOURCE" not in line.flags(name)
    assert sql(line.newsroom, "SELECT count(*) FROM revision") == [(2,)]


def test_connecting_a_site_whose_export_was_imported_makes_one_source(line: Line) -> None:
    name = line.site.write("Lời bình.")
    line.pull()
    [site] = connecting.connected(line.newsroom)
    assert site.source_id == line.connected.source_id
    assert connect(line.newsroom).source_id == line.connected.source_id
    line.pull()
    assert id_by_key(line.newsroom, name)
    assert desk.overview(line.newsroom).counts["pending"] == 1


def test_at_another_address_pulling_begins_anew(line: Line) -> None:
    line.site.write("Lời bình.")
    line.pull()
    before = sql(line.newsroom, "SELECT cursor FROM site")
    connect(line.newsroom)
    assert sql(line.newsroom, "SELECT cursor FROM site") == before
    sql(line.newsroom, "UPDATE site SET address = 'https://khac.example/'")
    connect(line.newsroom)
    assert sql(line.newsroom, "SELECT cursor FROM site") == [("",)]


def test_a_page_without_comments_keeps_its_cursor(line: Line) -> None:
    class Bare(StandIn):
        def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
            yield Pulled((), "further")
            raise DOWN

    with pytest.raises(UnreachableError):
        finish(pull(line.newsroom, line.connected, Bare()))
    assert sql(line.newsroom, "SELECT cursor FROM site") == [("further",)]


def test_an_old_export_does_not_take_back_what_was_decided_since(line: Line) -> None:
    name = line.site.write("Lời bình.")
    line.pull()
    old = line.site.comments[name]
    decide(line.newsroom, id_by_key(line.newsroom, name), APPROVE)
    sql(line.newsroom, "UPDATE delivery SET state = 'sent'")
    line.site.set(name, status=Status.APPROVED)
    line.pull()
    bring_in(line.newsroom, old)
    assert line.status(name) is Status.APPROVED
