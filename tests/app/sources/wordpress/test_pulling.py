"""A queue that changes under the pull, between any two requests, is told whole in the end."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import Access, Gone, LoginRefusedError, Pulled, Site, UnreachableError
from app.sources.wordpress import pulling as wordpress_pulling
from app.sources.wordpress import rest as wordpress_rest
from app.sources.wordpress.pulling import Queue, read_queue
from app.sources.wordpress.site import WordPressSite
from tests.app.sources.wordpress.stand_in import (
    ARTICLE,
    Asked,
    Said,
    Standin,
    comment,
    standing_in,
)

PER_PAGE = 4
_SHOWN = {"hold": ("hold",), "any": ("hold", "approved", "spam", "trash")}


@dataclass(slots=True)
class Newspaper:
    """The little of WordPress that a pull asks for, as its comments' controller lists them."""

    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)
    meanwhile: Callable[[], None] = lambda: None

    def answer(self, asked: Asked) -> Said:
        self.meanwhile()
        route = asked.path.removeprefix("/wp-json/")
        if route == "wp/v2/comments":
            return self._listed(asked)
        if route.startswith("wp/v2/comments/"):
            number = int(route.rpartition("/")[2])
            if number in self.unreadable:
                return Said({"code": "rest_cannot_read", "message": "Sorry"}, 403)
            if number not in self.comments:
                return Said({"code": "rest_comment_invalid_id", "message": "Invalid"}, 404)
            return Said(self.comments[number])
        if route == "wp/v2/posts":
            return Said([ARTICLE], headers={"X-WP-Total": "1"})
        if route in ("wp/v2/categories", "wp/v2/users"):
            ids = asked.query["include"].split(",")
            names = [{"id": int(each), "name": f"Tên {each}"} for each in ids]
            return Said(names, headers={"X-WP-Total": str(len(names))})
        return Said({"code": "rest_no_route", "message": "No route"}, 404)

    def _listed(self, asked: Asked) -> Said:
        query = asked.query
        assert (query["context"], query["type"]) == ("edit", "comment")
        assert int(query["per_page"]) <= PER_PAGE
        found = [
            each
            for number, each in sorted(self.comments.items())
            if each["status"] in _SHOWN[query["status"]]
            and ("include" not in query or str(number) in query["include"].split(","))
        ]
        offset = int(query.get("offset", 0))
        page = found[offset : offset + int(query["per_page"])]
        shown = [each for each in page if each["id"] not in self.unreadable]
        return Said(shown, headers={"X-WP-Total": str(len(found))})

    def waiting(self) -> dict[str, str]:
        return {
            str(number): each["content"]["raw"]
            for number, each in self.comments.items()
            if each["status"] == "hold" and number not in self.unreadable
        }


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress_rest, "PER_PAGE", PER_PAGE)
    monkeypatch.setattr(wordpress_pulling, "PER_PAGE", PER_PAGE)
    monkeypatch.setattr(wordpress_pulling, "STEP", PER_PAGE - 1)


@pytest.fixture(scope="module")
def standin() -> Iterator[Standin]:
    with standing_in(Newspaper().answer) as standin:
        yield standin


@pytest.fixture
def site(standin: Standin) -> Iterator[Site]:
    site = WordPressSite(access(standin))
    yield site
    site.close()


@pytest.fixture
def paper(standin: Standin) -> Newspaper:
    paper = Newspaper()
    standin.answer = paper.answer
    standin.asked.clear()
    return paper


def access(standin: Standin) -> Access:
    return Access("bao.example", "wordpress", f"{standin.address}wp-json/", "an", "ab cd")


class Desk:
    """What somebody knows who believes all that a pull tells."""

    def __init__(self) -> None:
        self.waiting: dict[str, str] = {}
        self.seen = set[str]()
        self.cursor = ""
        self.doubted = set[str]()

    def keep(self, page: Pulled) -> None:
        for item in page.items:
            if not isinstance(item, ArticleRecord):
                self.doubted.discard(item.external_id)
            if isinstance(item, Gone):
                self.waiting.pop(item.external_id, None)
            elif isinstance(item, CommentRecord):
                assert item.parent is None or item.parent in self.seen
                self.seen.add(item.external_id)
                self.waiting.pop(item.external_id, None)
                if item.status is Status.PENDING:
                    self.waiting[item.external_id] = item.text
        self.cursor = page.cursor

    def pull(self, site: Site, pages: int | None = None) -> int:
        told = 0
        for page in islice(site.pull(self.cursor, self.doubted), pages):
            self.keep(page)
            told += len(page.items)
        return told


CHANGES = st.lists(
    st.tuples(st.sampled_from(["new", "approve", "hold", "edit", "destroy"]), st.integers(0, 40)),
    max_size=12,
)


def change(paper: Newspaper, kind: str, pick: int) -> None:
    numbers = sorted(paper.comments)
    if kind == "new":
        number = (numbers[-1] if numbers else 0) + 1 + pick % 3
        above = numbers[pick % len(numbers)] if numbers and pick % 2 else 0
        paper.comments[number] = comment(number, parent=above)
    elif numbers:
        number = numbers[pick % len(numbers)]
        if kind == "destroy":
            del paper.comments[number]
            for each in paper.comments.values():
                each["parent"] = 0 if each["parent"] == number else each["parent"]
        elif kind == "edit":
            paper.comments[number]["content"]["raw"] += " sửa"
        else:
            status = {"approve": ("approved", "spam", "trash")[pick % 3], "hold": "hold"}[kind]
            paper.comments[number]["status"] = status


@settings(
    deadline=None,
    max_examples=60,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    at_first=st.integers(0, 14),
    rounds=st.lists(st.tuples(CHANGES, st.one_of(st.none(), st.integers(0, 3))), max_size=4),
    doubted=st.sets(st.integers(0, 20)),
    seed=st.integers(0, 1000),
)
def test_all_is_told_in_the_end(
    site: Site,
    standin: Standin,
    at_first: int,
    rounds: list[tuple[list[tuple[str, int]], int | None]],
    doubted: set[int],
    seed: int,
) -> None:
    """Whatever happens there, in between or during a pull; and all that was doubted is told anew,
    in the first whole pull."""
    random.seed(seed)
    paper, desk = Newspaper(), Desk()
    standin.answer = paper.answer
    for number in range(1, at_first + 1):
        paper.comments[number] = comment(number)
    for changes, pages in rounds:
        left = iter(changes)

        def one_more(left: Iterator[tuple[str, int]] = left) -> None:
            for kind, pick in islice(left, 1):
                change(paper, kind, pick)

        paper.meanwhile = one_more
        desk.pull(site, pages)
    paper.meanwhile = lambda: None
    desk.doubted = {str(number) for number in doubted} & desk.seen
    for _ in range(80):
        desk.pull(site)
        assert not desk.doubted
        if desk.waiting == paper.waiting():
            break
    assert desk.waiting == paper.waiting()


def test_what_is_hidden_costs_nothing_later(site: Site, standin: Standin, paper: Newspaper) -> None:
    paper.comments = {number: comment(number) for number in range(1, 15)}
    paper.unreadable = {1, 2, 6, 7, 8, 9, 10, 14}
    desk = Desk()
    desk.pull(site)
    assert desk.waiting == paper.waiting()
    standin.asked.clear()
    assert desk.pull(site) == 0
    assert len(standin.asked) <= 4
    paper.unreadable.add(3)  # read before, and not any more: it is not gone
    for _ in range(20):
        for page in site.pull(desk.cursor):
            assert not [item for item in page.items if isinstance(item, Gone)]
            desk.keep(page)


def test_articles_carry_their_section_and_author(
    site: Site, standin: Standin, paper: Newspaper
) -> None:
    paper.comments = {number: comment(number) for number in range(1, 8)}
    pages = list(site.pull(""))
    articles = [item for page in pages for item in page.items if isinstance(item, ArticleRecord)]
    [article] = articles
    assert pages[0].items[0] == article
    assert (article.title, article.section, article.byline) == ("Bài bảy & tám", "Tên 5", "Tên 3")
    assert (article.lead, article.body) == ("Mở đầu.", "Một\n\nHai")
    assert [(page.done, page.total) for page in pages][-1] == (7, 7)


def test_cursor_keeps_what_waited() -> None:
    queue = Queue([3, 9, 2**40], {3: 1, 9: 2**32 - 1, 2**40: 0}, unread=2, more=True)
    assert read_queue(queue.written()) == queue


@pytest.mark.parametrize(
    "cursor",
    ["", "{", "[]", '{"version":2}', '{"version":1,"ids":"A","marks":"","unread":0,"more":false}'],
)
def test_cursor_that_is_none_begins_anew(cursor: str) -> None:
    assert read_queue(cursor) == Queue()


@pytest.mark.parametrize(
    "said",
    [
        Said({"code": "x"}),
        Said([comment(1)]),
        Said([{"id": "1"}], headers={"X-WP-Total": "1"}),
        Said([comment(1, content="trơn")], headers={"X-WP-Total": "1"}),
        Said([comment(1, id=-1)], headers={"X-WP-Total": "1"}),
        Said([comment(1, id=2**63)], headers={"X-WP-Total": "1"}),
        Said(["x"], headers={"X-WP-Total": "1"}),
        Said([comment(1)], headers={"X-WP-Total": "nhiều"}),
        Said(b"<html>Log in", headers={"X-WP-Total": "1"}),
        Said(b'[{"id":NaN}]', headers={"X-WP-Total": "1"}),
        # the same page whatever is asked for, without an end
        Said([comment(number) for number in range(1, 5)], headers={"X-WP-Total": "9999999999"}),
        Said([], headers={"X-WP-Total": "9999999999"}),
    ],
)
def test_nonsense_is_temporary(site: Site, standin: Standin, said: Said) -> None:
    standin.answer = lambda asked: said if asked.path.endswith("comments") else Said([ARTICLE])
    with pytest.raises(UnreachableError):
        list(site.pull(""))


def test_lost_rights_end_it(site: Site, standin: Standin) -> None:
    standin.answer = lambda _: Said({"code": "rest_forbidden_context", "message": "x"}, 403)
    with pytest.raises(LoginRefusedError, match="moderate_comments"):
        list(site.pull(""))


def test_who_asks_is_said_each_time(site: Site, standin: Standin, paper: Newspaper) -> None:
    list(site.pull(""))
    sent = {asked.headers["Authorization"] for asked in standin.asked}
    assert sent == {"Basic YW46YWJjZA=="}  # an:abcd
    assert json.dumps([asked.query for asked in standin.asked]).count("password") == 0
