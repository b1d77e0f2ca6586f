"""A post that is sent again because its answer was lost: never lost, never kept twice."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from app.domain.comment import Status
from app.services import desk
from app.services.intake import KIND, Kept, Post, article_at, comment_of, keep
from app.services.newsroom import Newsroom
from app.storage import sqlite
from tests.app.desk_newsroom import APPROVE, comment, decide
from tests.app.intake.reader import ARTICLE, QUICK, Reader, count, open_article, served
from tests.app.intake.test_limits import database_held

KEY = "0f8c6b9e4d1a4c53a7e2"


def test_a_post_with_a_key_is_kept_once_whatever_happens_between(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom) as reader:
        check = reader.check()
        first = reader.post(key=KEY, check=check)
        assert reader.post(key=KEY, check=check).json == first.json  # the answer was lost
        assert reader.post(key=KEY).json == first.json  # another check
        decide(newsroom, 1, APPROVE)
    with served(newsroom) as reader:  # the service was started anew, and knows no check
        again = reader.post(key=KEY, check=check)
        assert (again.status, again.json) == (202, first.json)
    assert count(newsroom) == 1
    assert comment(newsroom, 1).status is Status.APPROVED


def test_another_text_or_another_key_is_another_post(reader: Reader, newsroom: Newsroom) -> None:
    told = ({}, {"text": "Sửa lại."}, {"email": "ha@bao.vn"}, {"key": "other"}, {"key": ""})
    ids = {reader.post(**{"key": KEY} | each).json["id"] for each in told}
    assert len(ids) == count(newsroom) == len(told)
    assert reader.post(key="a" * 201).refused == (422, "key_too_long")
    assert reader.post(key=5).refused == (422, "wrong_fields")


@pytest.mark.parametrize("key", ["", KEY])
def test_the_same_at_the_same_instant_is_kept_once(newsroom: Newsroom, key: str) -> None:
    """From many lines at once, by two services on one newsroom."""
    open_article(newsroom)
    many = replace(QUICK, rates=replace(QUICK.rates, posts=1_000))
    with served(newsroom, many) as reader, served(newsroom, many) as other:
        check, found = reader.check(), list[int]()
        barrier = threading.Barrier(20)

        def post(number: int) -> None:
            mine = Reader(other.service if key and number % 2 else reader.service)
            proof = mine.check() if key else check
            barrier.wait()
            found.append(mine.post(key=key, check=proof).status)
            mine.close()

        threads = [threading.Thread(target=post, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert count(newsroom) == 1
    assert set(found) == {202} if key else found.count(202) == 1
    assert set(found) <= {202, 409, 503}


def test_what_is_still_being_kept_is_not_said_to_be_received(
    reader: Reader, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer may yet be that it could not be kept."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 700)
    check, found = reader.check(), list[int]()
    first = threading.Thread(
        target=lambda: found.append(Reader(reader.service).post(check=check).status)
    )
    with database_held(newsroom):
        first.start()
        statuses = set[int]()
        until = time.monotonic() + 20
        while not found and time.monotonic() < until:
            statuses.add(reader.post(check=check).status)
            time.sleep(0.05)
        first.join()
    assert statuses | set(found) == {503}
    assert reader.post(check=check).status == 202
    assert count(newsroom) == 1


def test_the_address_a_post_comes_from_may_change_before_it_is_sent_again(
    newsroom: Newsroom,
) -> None:
    open_article(newsroom)
    with served(newsroom, replace(QUICK, behind_proxy=True)) as reader:
        for host in ("203.0.113.1", "203.0.113.2"):
            reader.host = host
            assert reader.post(key=KEY).status == 202
    [kept] = desk.page(newsroom, [1])
    assert (count(newsroom), kept.machine) == (1, "203.0.113.1")


def test_a_post_that_was_kept_meanwhile_is_not_told_anew(newsroom: Newsroom) -> None:
    """By another service, after it was looked for and before it was written."""
    open_article(newsroom)
    article = article_at(newsroom, ARTICLE)
    assert article is not None
    post = Post(article, None, "Hà", "ha@bao.vn", "", "Chào", "203.0.113.1", KEY)
    told = [comment_of(post, newsroom.clock()), comment_of(replace(post, machine=""), 1)]
    ours = replace(newsroom, moderator=KIND)
    assert keep(ours, [[told[0]], [told[1]]]) == [Kept(1, 0, 0), Kept(0, 0, 1)]
    decide(newsroom, 1, APPROVE)
    assert keep(ours, [[told[1]]]) == [Kept(0, 0, 1)]
    assert comment(newsroom, 1).status is Status.APPROVED
