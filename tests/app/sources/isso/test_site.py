"""Isso beside a stand-in: what is pulled whatever happens meanwhile, what is said when it errs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.sources.isso.pulling import read_cursor
from app.sources.isso.records import article_url
from app.sources.isso.site import IssoSite, find, key_of
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import (
    Access,
    Gone,
    LoginRefusedError,
    Pulled,
    RefusedError,
    SiteError,
    UnreachableError,
    Wanted,
)
from tests.app.sources.isso.stand_in import DATA, PASSWORD, StandIn, stand_in


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    with stand_in() as isso:
        yield isso


@pytest.fixture
def isso(running: StandIn) -> StandIn:
    clear(running)
    return running


def clear(isso: StandIn) -> None:
    isso.rows.clear()
    isso.asked.clear()
    isso.instead = lambda method, path: None


@pytest.fixture
def site(isso: StandIn) -> Iterator[IssoSite]:
    site = opened(isso)
    yield site
    site.close()


def opened(isso: StandIn, password: str = PASSWORD) -> IssoSite:
    address = isso.address
    return IssoSite(Access("bao", "isso", address, "", password, "Tòa soạn", "ts@bao.example"))


def whole(site: IssoSite, cursor: str = "") -> tuple[list[object], str]:
    pages = list(site.pull(cursor))
    return [item for page in pages for item in page.items], pages[-1].cursor


# --- pulling --------------------------------------------------------------------------------------


class Desk:
    """What a program knows that keeps everything a site tells, and checks the order of it."""

    def __init__(self) -> None:
        self.cursor = ""
        self.comments: dict[str, CommentRecord] = {}
        self.articles: set[str] = set()
        self.doubted: set[str] = set()

    def doubt(self, number: int) -> None:
        """Say that a delivery has had to do with one of these."""
        if self.comments:
            self.doubted.add(list(self.comments)[number % len(self.comments)])

    def keep(self, pulled: Pulled) -> None:
        told = {item.external_id for item in pulled.items if not isinstance(item, ArticleRecord)}
        if pulled.cursor == self.cursor:
            assert told <= self.doubted
        for item in pulled.items:
            if isinstance(item, ArticleRecord):
                self.articles.add(item.external_id)
                continue
            self.doubted.discard(item.external_id)
            if isinstance(item, Gone):
                del self.comments[item.external_id]
            else:
                assert item.article in self.articles
                self.comments[item.external_id] = item
        self.cursor = pulled.cursor

    def waiting(self) -> dict[str, str]:
        return {
            name: record.text
            for name, record in self.comments.items()
            if record.status is Status.PENDING
        }


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 3)),
        st.tuples(st.just("answer"), st.integers(0, 30)),
        st.tuples(st.just("approve"), st.integers(0, 30)),
        st.tuples(st.just("delete"), st.integers(0, 30)),
        st.tuples(st.just("delete newest"), st.just(0)),
        st.tuples(st.just("edit"), st.integers(0, 30)),
        st.tuples(st.just("doubt"), st.integers(0, 30)),
        st.tuples(st.just("pull"), st.integers(1, 3)),
    ),
    max_size=25,
)


def happen(isso: StandIn, step: str, number: int) -> None:
    """Something at the server; a text is one of few, so that one comment looks like another."""
    if step == "write":
        isso.write(f"Lời bình {number}")
        return
    rows = [row for row in isso.rows.values() if row.mode != 4]
    if not rows:
        return
    row = max(rows, key=lambda row: row.id) if step == "delete newest" else rows[number % len(rows)]
    if step == "answer":
        isso.write("Trả lời", parent=row.id)
    elif step == "approve":
        row.mode = 1
    elif step == "edit":
        row.text = f"Lời bình {number % 4}"
    else:
        isso.delete(row.id)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
@example([("write", 0), ("write", 1), ("pull", 3), ("delete newest", 0), ("write", 1)])
@example([("write", 0), ("pull", 1), ("delete newest", 0), ("write", 0), ("answer", 0)])
@example(
    [("write", 0), ("answer", 0), ("pull", 3), *2 * [("delete newest", 0)], *2 * [("write", 0)]]
)
@example(
    [
        *[("write", 0), ("approve", 0), ("answer", 0), ("pull", 1)],
        *[("delete newest", 0), ("delete newest", 0)],
        *[("write", 0), ("approve", 0), ("answer", 0)],
    ]
)
def test_in_the_end_the_desk_knows_what_waits(
    running: StandIn, steps: list[tuple[str, int]]
) -> None:
    """Whatever happens at the server, in between or during a pull, and wherever a pull is cut; and
    all that was doubted was told anew."""
    clear(running)
    running.now = 1_700_000_000.0  # so that all is within the minute that is shown
    desk, site = Desk(), opened(running)
    try:
        for step, number in steps:
            if step == "pull":
                for page, pulled in enumerate(site.pull(desk.cursor, desk.doubted), start=1):
                    desk.keep(pulled)
                    if page == number:
                        break
            elif step == "doubt":
                desk.doubt(number)
            else:
                happen(running, step, number)
        for _ in range(2):
            for pulled in site.pull(desk.cursor, desk.doubted):
                desk.keep(pulled)
            assert not desk.doubted
    finally:
        site.close()
    there = {row.external_id: row.text for row in running.rows.values() if row.mode == 2}
    assert desk.waiting() == there
    for row in running.rows.values():
        told = desk.comments.get(row.external_id)
        if told is not None and row.mode == 2 and row.parent is not None:
            assert told.parent == running.rows[row.parent].external_id


def test_nothing_is_kept_that_could_act(isso: StandIn, site: IssoSite) -> None:
    isso.write("Một")
    items, cursor = whole(site)
    assert "bi-mat" not in cursor + repr(items)
    assert PASSWORD not in cursor + repr(items)


def test_a_comment_that_goes_while_it_is_asked_for(isso: StandIn, site: IssoSite) -> None:
    for text in ("Một", "Hai", "Ba"):
        isso.write(text)

    def vanish(method: str, path: str) -> None:
        if path.startswith("/id/2"):
            isso.rows.pop(2, None)

    isso.instead = vanish
    items, cursor = whole(site)
    assert [item.text for item in items if isinstance(item, CommentRecord)] == ["Một", "Ba"]
    assert whole(site, cursor)[0] == []


def test_a_stranger_who_comes_between_page_and_comment_keeps_their_own_address(
    isso: StandIn, site: IssoSite
) -> None:
    isso.write("Một")

    def swap(method: str, path: str) -> None:
        if path.startswith("/id/1"):
            isso.delete(1)
            isso.write("Người lạ", email="la@x.example")
            isso.instead = lambda method, path: None

    isso.instead = swap
    items, _ = whole(site)
    [stranger] = [item for item in items if isinstance(item, CommentRecord)]
    assert (stranger.text, stranger.address) == ("Người lạ", "la@x.example")


def test_what_is_known_is_not_asked_for_again(isso: StandIn, site: IssoSite) -> None:
    for _ in range(230):
        isso.write("Một")
    pulling = iter(site.pull(""))
    cursor = next(pulling).cursor
    pulling.close()
    isso.asked.clear()
    items, cursor = whole(site, cursor)
    assert [item.external_id for item in items if isinstance(item, CommentRecord)] == [
        isso.rows[number].external_id for number in range(101, 231)
    ]
    pages = [asked for asked in isso.asked if "mode=2" in asked]
    assert [asked.split("page=")[1][0] for asked in pages] == ["1", "2"]
    assert len(isso.asked) == 2 + 2 + 130  # the newest known one, two pages, what is new
    isso.asked.clear()
    assert whole(site, cursor) == ([], cursor)
    assert len(isso.asked) == 2 + 3


def test_a_page_that_lacks_comments_is_an_error(isso: StandIn, site: IssoSite) -> None:
    isso.write("Một")
    empty = (DATA / "nothing.html").read_bytes()
    isso.instead = lambda method, path: (200, empty) if "mode=2" in path else None
    with pytest.raises(UnreachableError):
        whole(site)


def test_a_cursor_of_something_else_begins_anew() -> None:
    for other in ("", "{}", "[]", "x", '{"version": 99}', '{"version": 1, "known": 3}', "null"):
        assert read_cursor(other).known == {}


def test_a_cursor_is_read_as_written(isso: StandIn, site: IssoSite) -> None:
    first = isso.write("Một")
    isso.write("Hai", parent=first.id)
    for page in site.pull(""):
        assert read_cursor(page.cursor).text() == page.cursor


# --- looking one up -------------------------------------------------------------------------------


def test_one_that_changes_while_it_is_looked_at_is_looked_at_later(
    isso: StandIn, site: IssoSite
) -> None:
    """Another comment under the id, between the two questions it takes to know one."""
    row = isso.write("Một")

    def swap(method: str, path: str) -> None:
        if path.startswith("/id/1"):
            isso.delete(1)
            isso.write("Người lạ")
            isso.instead = lambda method, path: None

    isso.instead = swap
    with pytest.raises(UnreachableError):
        site.look_up(isso.rows[row.id].external_id)
    assert site.look_up(row.external_id) is None
    stranger = site.look_up(isso.rows[1].external_id)
    assert stranger is not None
    assert stranger.record.text == "Người lạ"


def test_an_answer_costs_its_parent_once(isso: StandIn, site: IssoSite) -> None:
    above = isso.write("Một")
    answer = isso.write("Hai", parent=above.id)
    for _ in range(2):
        isso.asked.clear()
        seen = site.look_up(answer.external_id)
        assert seen is not None
        assert seen.record.parent == above.external_id
    assert len(isso.asked) == 2


# --- delivering -----------------------------------------------------------------------------------


def test_a_key_that_is_too_old_does_nothing(isso: StandIn, site: IssoSite) -> None:
    row = isso.write("Một")
    seen = site.look_up(row.external_id)
    assert seen is not None
    isso.instead = lambda method, path: (403, b"{}") if method == "GET" and "/id/" in path else None
    with pytest.raises(UnreachableError):
        site.deliver(seen, Wanted(status=Status.REJECTED))
    assert isso.rows[1] is row


def test_one_that_changed_since_it_was_looked_up_is_left_alone(
    isso: StandIn, site: IssoSite
) -> None:
    row = isso.write("Một")
    seen = site.look_up(row.external_id)
    assert seen is not None
    row.text = "Đã sửa"
    with pytest.raises(UnreachableError):
        site.deliver(seen, Wanted(status=Status.REJECTED))
    row.text, row.mode = "Một", 1
    with pytest.raises(UnreachableError):
        site.deliver(seen, Wanted(text="Muộn rồi"))
    assert (isso.rows[1].text, isso.rows[1].mode) == ("Một", 1)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, b"<h1>Welcome to the cafe's WLAN</h1>", UnreachableError),
        (200, b"", UnreachableError),
        (204, b"", UnreachableError),
        (401, b"", UnreachableError),
        (404, b"<h1>nginx</h1>", UnreachableError),
        (500, b"", UnreachableError),
        (429, b"", UnreachableError),
        (302, b"", UnreachableError),
        (403, b'{"message": "403 Forbidden: sai kh\xc3\xb3a"}', RefusedError),
        (400, b"<title>400 Bad Request</title><p>text is too short</p>", RefusedError),
        (413, b"<title>413</title>", RefusedError),
    ],
)
@pytest.mark.parametrize("wanted", [Wanted(status=Status.APPROVED), Wanted(text="Sửa lại")])
def test_only_isso_s_own_word_is_done(
    isso: StandIn,
    site: IssoSite,
    status: int,
    body: bytes,
    error: type[SiteError],
    wanted: Wanted,
) -> None:
    row = isso.write("Một")
    seen = site.look_up(row.external_id)
    assert seen is not None
    isso.instead = lambda method, path: (status, body) if method == "POST" else None
    with pytest.raises(error) as told:
        site.deliver(seen, wanted)
    for words in (told.value.words.vi, told.value.words.en):
        assert "bi-mat" not in words


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"null",
        b"{",
        b'{"id":1}',
        b'{"id":true,"mode":2,"created":1,"text":"x"}',
        b'{"id":1,"mode":2,"created":1e999,"text":"x"}',
        b'{"id":1,"mode":2,"created":' + b"9" * 400 + b',"text":"x"}',
        b'{"id":1,"mode":2,"created":"1","text":"x"}',
        b'{"id":1,"mode":8,"created":1,"text":"x"}',
        b'{"id":1,"mode":[],"created":1,"text":"x"}',
        b'{"id":1,"mode":2,"created":1,"text":null}',
        b'{"id":1,"mode":2,"created":1,"text":"x","author":5}',
        b'{"id":1,"mode":2,"created":1,"text":"x","parent":"5"}',
        b'{"id":2,"mode":2,"created":1,"text":"x"}',
    ],
)
def test_wrong_json_is_no_comment(isso: StandIn, site: IssoSite, body: bytes) -> None:
    row = isso.write("Một")
    isso.instead = lambda method, path: (200, body) if path.startswith("/id/") else None
    with pytest.raises(UnreachableError):
        site.look_up(row.external_id)
    with pytest.raises(UnreachableError):
        whole(site)


def test_a_page_of_nginx_is_not_a_comment_that_is_gone(isso: StandIn, site: IssoSite) -> None:
    row = isso.write("Một")
    isso.instead = lambda method, path: (404, b"<h1>404</h1>") if path[:4] == "/id/" else None
    with pytest.raises(UnreachableError):
        site.look_up(row.external_id)


# --- connecting -----------------------------------------------------------------------------------


def test_greets(isso: StandIn, site: IssoSite) -> None:
    isso.write("Một")
    greeting = site.greet()
    assert (greeting.software, greeting.waiting) == ("Isso 0.14.0", 1)
    assert greeting.key == key_of(isso.address)


def test_wrong_password(isso: StandIn) -> None:
    site = opened(isso, "sai")
    with pytest.raises(LoginRefusedError):
        site.greet()
    site.close()


def test_a_session_that_is_never_kept_is_not_asked_for_again_and_again(isso: StandIn) -> None:
    site = opened(isso)
    login = (DATA / "login.html").read_bytes()
    isso.instead = lambda method, path: (200, login) if path.startswith("/admin") else None
    with pytest.raises(LoginRefusedError):
        whole(site)
    assert sum("/login/" in asked for asked in isso.asked) == 1
    site.close()


@pytest.mark.parametrize(
    "origin", ["javascript:alert(1)", "", "http://", "//x", "https://a@b", "http://a b", 5, None]
)
def test_a_strange_origin_is_no_isso(isso: StandIn, site: IssoSite, origin: object) -> None:
    told = {"version": "0.14.0", "host": "x", "moderation": True, "origin": origin}
    isso.instead = lambda method, path: (
        (200, json.dumps(told).encode()) if path == "/info" else None
    )
    with pytest.raises(UnreachableError):
        site.greet()
    assert find(isso.address) is None


def test_found_at_any_address_a_person_has(isso: StandIn) -> None:
    assert find(f"{isso.address}/admin/?mode=2") == isso.address
    isso.instead = lambda method, path: (404, b"") if path != "/binh-luan/info" else None
    assert find(f"{isso.address}/binh-luan/admin/") is None
    isso.instead = answers_below("/binh-luan")
    assert find(f"{isso.address}/binh-luan/admin/") == f"{isso.address}/binh-luan"
    assert find(isso.address) is None


def answers_below(folder: str) -> Callable[[str, str], tuple[int, bytes]]:
    info = (DATA / "info.json").read_bytes()
    return lambda method, path: (200, info) if path == f"{folder}/info" else (404, b"")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://Binh-Luan.bao.example", "binh-luan.bao.example"),
        ("https://bao.example:443/isso/", "bao.example/isso"),
        ("https://bao.example:8443/isso", "bao.example:8443/isso"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_key(address: str, key: str) -> None:
    assert key_of(address) == key


@given(st.text(max_size=40))
def test_an_uri_never_leaves_the_site(uri: str) -> None:
    url = article_url("https://bao.example", uri)
    assert url.startswith("https://bao.example/")
    assert not any(letter.isspace() or letter < " " for letter in url)
