"""What WordPress keeps as markup is told as it reads, and goes back as it was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.sources.wordpress.text import (
    has_foreign_markup,
    moment_of,
    site_key,
    stored_text,
    told_name,
    told_text,
)

PIECES = (
    "<b>",
    "</b>",
    "<b",
    "<",
    ">",
    "&",
    "&lt;",
    "&amp;",
    "&gt;",
    "amp;",
    "lt;",
    "b>",
    "<i/>",
    '<a href="x&y">',
    "<a href='",
    "'>",
    '"',
    "<!--",
    "-->",
    "&#35;",
    "#",
    "8217;",
    "<p>",
    "ă",
    " ",
    "\n",
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(TEXTS)
@example("&lt;b>")
@example('<a href="<b">')
@example("<!-- <!-- -->")
@example("&amp;amp;lt;b>")
def test_every_text_comes_back_as_it_was_sent(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert told_text(stored_text(text)) == text


@given(TEXTS)
def test_nothing_is_sent_that_wordpress_could_take_for_more_than_was_meant(text: str) -> None:
    """Outside the tags that readers may write, there is no bracket left, and no bare ampersand."""
    stored = stored_text(text)
    assert not has_foreign_markup(stored)
    outside = re.sub(r"</?[a-z]+(?:\s[^<>]*)?/?>|<!--[^<>&]*-->", "", stored, flags=re.IGNORECASE)
    assert "<" not in outside
    assert not re.search(r"&(?!(?:amp|lt|gt|#35);)", outside)


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("3 &lt; 5 &amp; 7 &gt; 6", "3 < 5 & 7 > 6"),
        ("&quot;nháy&quot; &#039;đơn&#039; &hellip; &#8217;", "\"nháy\" 'đơn' … ’"),
        ("<b>đậm</b> <em>nghiêng</em>", "<b>đậm</b> <em>nghiêng</em>"),
        ("&lt;b&gt;", "&lt;b>"),
        ("&amp;lt;b&gt;", "&amp;lt;b>"),
        ("&amp;lt; &amp;nbsp;", "&lt; &nbsp;"),
        (
            '<a href="https://x.example/?a=1&#038;b=2" rel="nofollow ugc">x</a>',
            '<a href="https://x.example/?a=1&b=2">x</a>',
        ),
        ('<a href="https://x.example" rel="nofollow">x</a>', '<a href="https://x.example">x</a>'),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("AT&T &nosuch; &copy=1", "AT&T &nosuch; &copy=1"),
    ],
)
def test_told_as_it_reads(stored: str, told: str) -> None:
    assert told_text(stored) == told


def test_names_lose_their_escaping() -> None:
    assert told_name("An &amp; &lt;Bình&gt; D'Arcy") == "An & <Bình> D'Arcy"


@pytest.mark.parametrize(
    ("stored", "foreign"),
    [
        ("a &lt; b <b>c</b> <3 <- <", False),
        ("<p>đoạn</p>", True),
        ("<b onclick>x</b>", True),
        ("<a href=x>y</a>", True),
        ("<!-- ghi chú -->", False),
    ],
)
def test_what_only_staff_may_write(stored: str, foreign: bool) -> None:
    assert has_foreign_markup(stored) is foreign


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://Bao.Example/", "bao.example"),
        ("http://bao.example/blog/", "bao.example/blog"),
        ("https://ai:mat@bao.example:8443/x", "bao.example:8443/x"),
        ("bao.example", ""),
        ("https://[", ""),
    ],
)
def test_key_of_a_site(address: str, key: str) -> None:
    assert site_key(address) == key


def test_moments() -> None:
    assert moment_of("2026-05-01T10:00:00", "") == 1_777_629_600_000_000
    assert moment_of("-0001-11-30T00:00:00", "0000-00-00 00:00:00") == 0
    assert moment_of("hôm qua", "") == 0
    assert moment_of("-0001-11-30T00:00:00", "2026-05-01T10:00:00") != 0
