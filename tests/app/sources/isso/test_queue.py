"""Isso's administration as HTML: nothing of a comment is lost, and no text passes for one."""

from __future__ import annotations

import base64
import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sources.isso.queue import Instead, Page, Shown, read_page, signs
from tests.app.sources.isso.stand_in import DATA, StandIn

WAITING = (DATA / "waiting.html").read_text(encoding="utf-8")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "<div class='isso-comment' id='isso-7'>",
        '</pre></div><pre id="isso-text-1">',
        "send_edit(1, 'MQ.a.b','x')",
        "</html>",
        "Pending (0)",
        "\r\n\n \x00\ufeff",
        "&amp;lt;&#39;&quot;",
    ]
)


def page_of(html: str) -> Page:
    page = read_page(html)
    assert isinstance(page, Page)
    return page


def shown_in(html: str) -> tuple[Shown, ...]:
    return page_of(html).shown


def saved(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


# --- pages as Isso 0.14.0 wrote them --------------------------------------------------------------


def test_a_page_of_what_waits() -> None:
    page = page_of(WAITING)
    assert page.waiting == 4
    assert [one.id for one in page.shown] == [1, 2, 3, 4]
    first = page.shown[0]
    assert first.uri == "/thoi-su/nuoc.html?trang=2&x='1'"
    assert first.title == f"Bài viết về “nước” & 'đất' <{first.uri}>"
    assert (first.author, first.address, first.mode) == ("Nguyễn Ánh", "anh@bao.example", 2)
    assert first.text == "Bài viết rất hay!\nCảm ơn tòa soạn."
    assert signs(first.key, 1)


def test_a_hostile_comment_is_one_comment() -> None:
    hostile = shown_in(WAITING)[1]
    assert hostile.author == '<b>Ô\'Hà</b> & "Co" &amp;'
    assert hostile.address == "o'ha&co@bao.example"
    assert "<div class='isso-comment' id='isso-1'>" in hostile.text
    assert hostile.text.endswith("</html>send_edit(2, 'MQ.x.y','')<time>")
    assert signs(hostile.key, 2)


def test_what_is_deleted_is_shown_with_its_mode() -> None:
    [deleted] = shown_in(saved("deleted.html"))
    assert (deleted.mode, deleted.text, deleted.author) == (4, "", "Anonymous")


def test_no_comment_is_no_error() -> None:
    assert shown_in(saved("nothing.html")) == ()


def test_what_comes_instead_of_a_page() -> None:
    assert read_page(saved("login.html")) is Instead.LOGIN
    assert read_page(saved("disabled.html")) is Instead.DISABLED
    for other in ("", "<html></html>", "{}", saved("info.json"), '<form action="/search/">'):
        assert read_page(other) is Instead.NONSENSE


# --- pages that are not whole ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        (r'<pre id="isso-text-2">', "<pre>"),
        (r"send_edit\(3, '[^']+'", "send_edit(3, ''"),
        (r"send_edit\(3, '[^']+'", "send_edit(4, 'NA.x.y'"),
        (r"send_edit\(3, '[^']+'", "send_edit(3, 'NA.x.y'"),
        (r"<time>.*?</time>", ""),
        (r"id='isso-4'", "id='isso-x'"),
        (r"label-pending\">\s*Pending</span>", 'label-new">New</span>'),
        (r"Pending \(\d+\)", "Waiting"),
        (r"</html>\s*\Z", ""),
    ],
)
def test_a_page_with_a_comment_that_cannot_be_read_is_an_error(pattern: str, other: str) -> None:
    spoilt = re.sub(pattern, lambda _: other, WAITING)
    assert spoilt != WAITING
    assert read_page(spoilt) is Instead.NONSENSE


@given(st.integers(0, len(WAITING) - 10))
def test_a_cut_page_is_an_error(length: int) -> None:
    assert read_page(WAITING[:length]) is Instead.NONSENSE


# --- anything a reader may write ------------------------------------------------------------------


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=5))
def test_whatever_readers_write_comes_out_as_written(
    written: list[tuple[str, str, str, str]],
) -> None:
    isso = StandIn(sessions=["s"])
    for text, author, email, uri in written:
        isso.write(text, uri, author=author, email=email)
    html = isso._admin({"page": "0"}, "admin-session=s")
    page = page_of(html)
    assert page.waiting == len(written)
    assert [(one.text, one.author, one.address, one.uri) for one in page.shown] == [
        (text, author or "Anonymous", email, uri) for text, author, email, uri in written
    ]


@given(TEXTS, TEXTS)
def test_the_digest_changes_with_what_is_shown(one: str, other: str) -> None:
    isso = StandIn(sessions=["s"])
    row = isso.write(one)
    before = shown_in(isso._admin({"page": "0"}, "admin-session=s"))[0].digest
    row.text = other
    after = shown_in(isso._admin({"page": "0"}, "admin-session=s"))[0].digest
    assert (before == after) == (escape(one) == escape(other))


# --- keys -----------------------------------------------------------------------------------------


@given(st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1))
def test_a_key_signs_one_id(number: int, other: int) -> None:
    key = base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=") + ".a.b"
    assert signs(key, number)
    assert signs(key, other) == (number == other)


@pytest.mark.parametrize("key", ["", ".", "x", "????.a.b", "MQ==.a", "IjEi.a.b", "ÁÀ.a.b", "MDE.a"])
def test_what_is_no_key_signs_nothing(key: str) -> None:
    assert not signs(key, 1) or key == "MQ==.a"
