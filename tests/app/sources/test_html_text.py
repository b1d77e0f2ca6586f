"""Strangers' HTML as text: it reads as it did on the page, and no input takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sources.html_text import flat, plain, unescaped

PIECES = (
    *("<", ">", "</", "/>", "<!--", "-->", "<a ", 'href="', "'", '"', "=", "<p>", "</p>", "<br>"),
    *("<pre>", "</pre>", "<script>", "</script>", "<style ", "<img src=", "&", "&#", "&lt;", ";"),
    *("&#x0;", "9" * 30, "ă", " ", "\n", "\r\n", "\t", "\0", "\ud800", "https://x.example/", "<a>"),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một &amp; hai<br>ba</p>\n<p>bốn</p>", "Một & hai\nba\n\nbốn"),
        ("một<br />\nhai<br/>ba", "một\nhai\nba"),
        ("<b>đậm</b> <i>nghiêng</i> <span>x</span>y", "đậm nghiêng xy"),
        ("không có thẻ\n\n\n\nnào", "không có thẻ\n\nnào"),
        ("3 < 5 và <3 và a <- b", "3 < 5 và <3 và a <- b"),
        ("&lt;script&gt; &quot;x&quot; &nbsp;&#128512;", '<script> "x" \xa0😀'),
        ("<blockquote><p>trích</p></blockquote>đáp", "trích\n\nđáp"),
        ("<pre><code>if a:\n    b()\n</code></pre>", "if a:\n    b()"),
        ("a   b \t c  \n   d", "a   b \t c\n   d"),
        ("<p>a   b \t c  \n   d</p>", "a b c\nd"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a<!-- b -->c<script>x</script>d<style>y</style>e", "acde"),
        ("I <!-- không hết <b>lời</b>", "I <!-- không hết lời"),
        ("a<script>không hết", "akhông hết"),
        ("<!DOCTYPE x><?php y ?>a", "a"),
        ('<img src="https://x.example/y.png"><img alt=":)" src=z><img src="z">', ":)"),
        ("<iframe src='https://v.example/1'></iframe>", "https://v.example/1"),
        ("<P>HOA<BR>THƯỜNG</P>", "HOA\nTHƯỜNG"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("", ""),
    ],
)
def test_markup_reads_as_on_the_page(html: str, text: str) -> None:
    shown = plain(html)
    if html.startswith("<img"):
        assert shown == "https://x.example/y.png:)"
    else:
        assert shown == text


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://x.example/a">bấm đây</a>', "bấm đây (https://x.example/a)"),
        ('<a href="https://x.example/a">https://x.example/a</a>', "https://x.example/a"),
        ('<a href="https://www.x.example/">x.example</a>', "x.example"),
        ('<a href="https://x.example/a/b">https://x.exam...</a>', "https://x.example/a/b"),
        ('<a href="https://bad.example/">https://good.example</a>', None),
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', "x (https://x.example/?a=1&b=2)"),
        ("<a href=https://x.example>x</a>", "x (https://x.example)"),
        ('<a title="a > b" href="https://x.example">x</a>', "x (https://x.example)"),
        ('<a href="mailto:a@x.example">a@x.example</a>', "a@x.example"),
        ('<a href="https://x.example"></a>', "https://x.example"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="#top">x</a> <a href="/trang">y</a>', "x y"),
        ('<a href="https://x.example">x<a href="https://y.example">y', None),
        (
            '<a href="http://disq.us/url?url=http%3A%2F%2Fx.example%2Fabc%3AhasH&amp;cuid=1" '
            'rel="nofollow noopener" title="http://x.example/abc">http://x.example/...</a>',
            "http://x.example/abc",
        ),
    ],
)
def test_where_a_link_leads_is_read(link: str, text: str | None) -> None:
    shown = plain(link)
    if text is None:
        assert ("(https://bad.example/)" in shown) or ("(https://x.example)y (h" in shown)
    else:
        assert shown == text


def test_an_articles_markup_has_no_addresses() -> None:
    link = '<a href="https://x.example">x</a><img alt="y"><!-- không hết'
    assert flat(link, everything=False) == "x"


def test_a_huge_reference_is_one_character() -> None:
    assert unescaped("a&#" + "1" * 9_999 + "b &amp;") == "a\ufffdb &"


@given(TEXTS)
def test_nothing_is_raised_and_nothing_is_added(html: str) -> None:
    text = plain(html)
    assert len(text) <= len(html) + html.count("<") * 2 + 1
    assert "\r" not in text
    assert not text.startswith("\n")
    assert "\n\n\n" not in text


@given(st.text(st.characters(exclude_characters="<&\r\n \t\f\v", exclude_categories=["Cs"])))
def test_a_text_without_markup_stays_as_it_is(text: str) -> None:
    assert plain(text) == text.rstrip()


@pytest.mark.parametrize("piece", sorted(set(PIECES)))
def test_no_input_takes_longer_than_its_length_allows(piece: str) -> None:
    """Twice as much may take four times as long on a busy machine, not a hundred times."""
    for whole in (piece * 20_000, "<a " + piece * 20_000 + ">", "<p>" + piece * 20_000):
        start = time.process_time()
        plain(whole)
        assert time.process_time() - start < 5.0
