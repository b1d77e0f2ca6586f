"""Queues, pages, counts and news, each against what was put in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import moment
from app.domain.comment import Status, Verdict
from app.domain.flag import FlagKind, ReasonCode
from app.domain.queue import FIXED_QUEUES, Order, Queue
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage import pages
from app.storage.health import note_backup, status, wrong_counts
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    SPAM,
    START,
    bring_in,
    comment,
    decide,
    edit,
    id_by_key,
    record,
    reply,
    some,
    sql,
)


def queue(newsroom: Newsroom, wanted: Queue) -> list[int]:
    return list(desk.listing(newsroom, wanted).ids)


@pytest.fixture
def mixed(newsroom: Newsroom) -> dict[str, int]:
    """Comments of every kind, by key; the later in the list the later written."""
    keys = {
        "plain": record("plain", "Cầu đẹp quá"),
        "link": record("link", "Xem http://xau.example", name="Lê Văn Tám", address="tam@bao.vn"),
        "word": record("word", "Đúng là lừa đảo", article="a2"),
        "typo": record("typo", "Hay lắm", name="trần thu hà", address="thuha@BAO.VN"),
        "nameless": record("nameless", "Ừ", name="", address=""),
    }
    bring_in(
        newsroom,
        *(
            replace(item, created_at=START + n * moment.MINUTE)
            for n, item in enumerate(keys.values())
        ),
    )
    return {key: id_by_key(newsroom, key) for key in keys}


def test_a_queue_is_newest_first_or_oldest_first(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    ids = list(mixed.values())
    assert queue(newsroom, Queue()) == ids[::-1]
    assert queue(newsroom, Queue().ordered(Order.OLDEST)) == ids


def test_a_queue_filters_by_what_it_names(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    decide(newsroom, mixed["plain"], APPROVE)
    article_id = comment(newsroom, mixed["word"]).article_id
    assert queue(newsroom, Queue(status=Status.APPROVED)) == [mixed["plain"]]
    assert len(queue(newsroom, Queue(status=None))) == 5
    assert queue(newsroom, Queue(kinds=FlagKind.LINK | FlagKind.WORD)) == [
        mixed["word"],
        mixed["link"],
    ]
    assert queue(newsroom, Queue().on_article(article_id)) == [mixed["word"]]
    assert queue(newsroom, Queue().matching("hay lam")) == [mixed["typo"]]


def test_one_writer_is_one_address_or_without_any_one_name(
    newsroom: Newsroom, mixed: dict[str, int]
) -> None:
    def by(key: str) -> list[int]:
        writer = comment(newsroom, mixed[key]).writer.id
        return queue(newsroom, Queue(status=None, writer_id=writer, order=Order.OLDEST))

    assert by("plain") == by("typo") == [mixed["plain"], mixed["word"], mixed["typo"]]
    assert by("link") == [mixed["link"]]
    assert by("nameless") == [mixed["nameless"]]


def test_a_listing_knows_its_moment(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    for wanted in (Queue(), Queue(text="😀")):
        listing = desk.listing(newsroom, wanted)
        assert (listing.change, listing.last_id) == (1, max(mixed.values()))
    assert desk.listing(newsroom, Queue(text="😀")).ids.tolist() == []


def test_the_counts_of_the_fixed_queues_are_those_of_their_ids(
    newsroom: Newsroom, mixed: dict[str, int]
) -> None:
    decide(newsroom, mixed["plain"], APPROVE)
    decide(newsroom, mixed["link"], SPAM)
    counts = desk.overview(newsroom).counts
    for named in FIXED_QUEUES:
        assert counts[named.key] == len(queue(newsroom, named.queue)), named.key


def test_a_page_comes_in_the_order_it_is_asked_for(
    newsroom: Newsroom, mixed: dict[str, int]
) -> None:
    wanted = [mixed["word"], 999, mixed["plain"]]
    shown = desk.page(newsroom, wanted)
    assert [each.id for each in shown] == [mixed["word"], mixed["plain"]]
    word, plain = shown
    assert [flag.reason.code for flag in word.flags] == [ReasonCode.WORD_LISTED]
    assert word.text[word.flags[0].start : word.flags[0].end] == "lừa đảo"
    assert (plain.article_title, plain.writer.name) == (ARTICLE.title, "Trần Thu Hà")
    assert plain.writer.address_judgement.verdict is Verdict.GOOD
    assert plain.writer.history.pending == 2
    assert plain.created_at == START


def test_a_flag_of_another_version_is_left_out(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    sql(newsroom, "UPDATE flag SET code = 'FROM_THE_FUTURE'")
    assert comment(newsroom, mixed["word"]).flags == ()
    with newsroom.store.reading() as connection:
        assert pages.flags_of(connection, mixed["word"]) == ()


def test_articles_with_pending_come_most_first(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    articles = desk.overview(newsroom).articles
    assert [(each.title, each.pending, each.total) for each in articles] == [
        (ARTICLE.title, 4, 4),
        ("Học phí năm học mới", 1, 1),
    ]
    decide(newsroom, mixed["word"], APPROVE)
    assert [each.title for each in desk.overview(newsroom).articles] == [ARTICLE.title]


def test_news_tell_what_was_written_and_what_is_new(newsroom: Newsroom) -> None:
    ids = some(newsroom, 2)
    listing = desk.listing(newsroom, Queue())
    nothing = desk.news(newsroom, listing.change, listing.last_id)
    assert (nothing.change, list(nothing.touched)) == (listing.change, [])

    answer = decide(newsroom, ids[0], APPROVE, reply()).added[0]
    decide(newsroom, ids[1], edit("Sửa rồi."))
    news = desk.news(newsroom, listing.change, listing.last_id)
    assert list(news.touched) == [*ids, answer]
    assert list(news.arrived) == [answer]
    assert (news.change, news.last_id) == (listing.change + 2, answer)


def test_a_preview_counts_what_to_look_at_twice(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    ids = list(mixed.values())
    preview = desk.preview(newsroom, ids)
    assert (preview.total, preview.flagged) == (5, 3)
    assert preview.kinds == {
        FlagKind.LINK: 1,
        FlagKind.WORD: 1,
        FlagKind.NAME: 1,
        FlagKind.ADDRESS: 1,
    }
    assert set(desk.without_flagged(newsroom, ids)) == {mixed["plain"], mixed["typo"]}


def test_status_counts_everything(newsroom: Newsroom, mixed: dict[str, int]) -> None:
    decide(newsroom, [mixed["plain"], mixed["word"]], APPROVE)
    decide(newsroom, mixed["link"], SPAM)
    with newsroom.store.writing() as connection:
        note_backup(connection, START)
        counted = status(connection)
    assert (counted.pending, counted.approved, counted.rejected, counted.spam) == (2, 2, 0, 1)
    assert (counted.articles, counted.writers, counted.log_entries) == (2, 4, 3)
    assert (counted.deliveries_waiting, counted.last_backup_at) == (0, START)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE tally SET n = n + 1", "there are 1"),
        ("DELETE FROM tally", "says 0"),
        ("INSERT INTO tally VALUES ('spam', 4096, 3)", "“spam” says 3"),
        ("UPDATE article SET pending = pending + 1 WHERE id = 1", "article 1"),
        ("UPDATE article SET total = 0 WHERE id = 1", "article 1"),
        ("UPDATE writer SET approved = 1, pending = 0 WHERE id = 2", "writer 2"),
        ("UPDATE writer SET spam = 1, pending = 0 WHERE id = 2", "writer 2"),
        ("UPDATE writer SET rejected = 1 WHERE id = 2", "writer 2"),
    ],
)
def test_wrong_counts_are_found(
    newsroom: Newsroom, mixed: dict[str, int], statement: str, said: str
) -> None:
    assert mixed
    with newsroom.store.reading() as connection:
        assert wrong_counts(connection) == []
    sql(newsroom, statement)
    with newsroom.store.reading() as connection:
        wrong = wrong_counts(connection)
    assert said in " ".join(words.en for words in wrong)
