"""What a saved page says: in whatever letters, out of whatever stands around it."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.words import Words
from app.sources import page
from app.sources.page import Page, PageError, read, recognises
from tests.app.sources.pages import saved

WHOLE = "\n\n".join(saved.BODY)


def refusal(content: bytes) -> Words:
    with pytest.raises(PageError) as raised:
        read(content)
    return raised.value.words


def in_1258(text: str) -> bytes:
    """As Vietnamese Windows wrote it: the tones apart, circumflex, breve and horn not."""
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        bare = "".join(mark for mark in parts if mark not in tones)
        apart = unicodedata.normalize("NFC", bare) + tones
        whole = unicodedata.normalize("NFC", letter)
        try:
            written += whole.encode("cp1258")
        except UnicodeEncodeError:
            written += apart.encode("cp1258")
    return written


# --- newspapers' pages ------------------------------------------------------------------------


def test_a_newspapers_page_says_everything_of_its_article() -> None:
    assert read(saved.PAGE.encode()) == Page(
        url=saved.ADDRESS,
        title=saved.TITLE,
        section=saved.SECTION,
        byline=saved.BYLINE,
        published_at=moment.from_datetime(datetime.fromisoformat(saved.PUBLISHED)),
        lead=saved.LEAD,
        body=WHOLE,
        caption=saved.CAPTION,
    )


def test_an_older_page_of_tables_is_read_as_well() -> None:
    told = read(saved.OLDER.encode())
    assert told.url == saved.ADDRESS
    assert (told.title, told.lead, told.body) == (saved.TITLE, saved.LEAD, WHOLE)
    assert (told.byline, told.caption) == (saved.BYLINE, saved.CAPTION)
    local = datetime(2026, 11, 22, 8, 15)  # noqa: DTZ001 - the page names no zone
    assert told.published_at == moment.from_datetime(local)


def test_what_stands_around_an_article_is_not_of_it() -> None:
    told = str(read(saved.PAGE.encode()))
    for stranger in (saved.COMMENT, saved.RELATED, "Trang chủ", "Giấy phép", "không phải bài"):
        assert stranger in saved.PAGE
        assert stranger not in told


def test_a_lead_that_is_told_cut_is_taken_whole_from_the_page() -> None:
    cut = saved.PAGE.replace(f'name="description" content="{saved.LEAD}"', 'name="x" content=""')
    assert saved.LEAD[:90] + "..." in cut
    assert read(cut.encode()).lead == saved.LEAD
    elsewhere = cut.replace(f'<h2 class="sapo">{saved.LEAD}</h2>', "")
    assert read(elsewhere.encode()).lead == saved.LEAD[:90].rstrip()


def test_a_paragraph_that_is_not_set_apart_stays_in_the_text() -> None:
    bare = "".join(f"<p>{one}</p>" for one in saved.BODY)
    told = read(f"<html><title>{saved.TITLE}</title><body>{bare}</body></html>".encode())
    assert (told.title, told.lead, told.body) == (saved.TITLE, "", WHOLE)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ('<link rel="canonical" href="/a/b.html">', "https://bao.example/a/b.html"),
        ('<link rel="canonical" href="https://bao.example/">', saved.ADDRESS),
        ('<link rel="canonical" href="javascript:alert(1)">', saved.ADDRESS),
        ('<link rel="canonical" href="http://a:b@bao.example/x">', saved.ADDRESS),
        (
            '<link rel="canonical" href="HTTPS://BAO.example:443/Cầu#chu">',
            "https://bao.example/C%E1%BA%A7u",
        ),
        ("", saved.ADDRESS),
    ],
)
def test_the_address_a_page_gives_itself(told: str, address: str) -> None:
    own = f'<link rel="canonical" href="{saved.ADDRESS}">'
    assert own in saved.PAGE
    assert read(saved.PAGE.replace(own, told).encode()).url == address


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Cầu mở – Báo Ví Dụ", "Cầu mở"),
        ("Cầu mở | Tin nhanh", "Cầu mở"),
        ("Hà Nội - Huế - Sài Gòn", "Hà Nội - Huế"),
        ("Cầu mở", "Cầu mở"),
    ],
)
def test_a_newspapers_name_is_not_of_the_title(told: str, title: str) -> None:
    text = f"<p>{WHOLE}</p>"
    assert read(f"<html><title>{told}</title><body>{text}</body></html>".encode()).title == title


def test_broken_linked_data_is_passed_over() -> None:
    for wrong in ("{", "[" * 5_000, '{"@type": ["NewsArticle"], "headline": 7, "author": [[]]}'):
        broken = saved.PAGE.replace('{"@context"', f'{wrong}"@context"')
        assert read(broken.encode()).title == saved.TITLE


def test_pictures_kept_within_a_page_do_not_weigh() -> None:
    picture = f'src="data:image/png;base64,{"A" * 3_000_000}"'
    assert read(saved.PAGE.replace('src="cau_files/cau.jpg"', picture).encode()).body == WHOLE


# --- letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        saved.PAGE.encode("utf-8-sig"),
        saved.PAGE.encode("utf-16"),
        saved.declared("utf-16").encode("utf-16-le"),
        saved.declared("utf-16").encode("utf-16-be"),
        saved.declared("windows-1252").encode(),
        unicodedata.normalize("NFD", saved.PAGE).encode(),
        in_1258(saved.declared("windows-1258")),
        in_1258(saved.declared("nothing-known")),
        saved.declared("us-ascii").encode("ascii", "xmlcharrefreplace"),
        saved.PAGE.replace("\n", "\r\n").encode(),
        b'<?xml version="1.0" encoding="utf-8"?>' + saved.PAGE.encode(),
    ],
    ids=["bom", "16", "16le", "16be", "lie", "nfd", "1258", "guessed", "entities", "crlf", "xml"],
)
def test_a_page_is_read_in_its_letters(content: bytes) -> None:
    told = read(content)
    assert (told.title, told.lead, told.body) == (saved.TITLE, saved.LEAD, WHOLE)


def test_a_server_knows_the_letters_where_the_page_does_not() -> None:
    content = in_1258(saved.PAGE.replace('<meta charset="utf-8">', ""))
    assert read(content, charset="windows-1258").title == saved.TITLE


def test_controls_and_halves_of_letters_are_nobodys() -> None:
    told = read(saved.PAGE.replace("Sáng 22/11", "Sáng\0 22/11\x08\x1b").encode() + b"\xff")
    assert "\0" not in told.body
    assert told.body.replace("\ufffd", "").startswith("Sáng 22/11")


# --- other wrappings --------------------------------------------------------------------------


def mhtml() -> bytes:
    whole = EmailMessage(SMTP)
    whole["From"] = "<Saved by Blink>"
    whole["Snapshot-Content-Location"] = saved.ADDRESS
    whole["MIME-Version"] = "1.0"
    whole.add_related(saved.declared("x").encode(), "text", "html", cte="quoted-printable")
    whole.add_related(b"GIF89a", "image", "gif")
    return whole.as_bytes()


def test_a_page_with_its_pictures_in_one_file_is_read() -> None:
    content = mhtml().replace(b'rel=3D"canonical"', b'rel=3D"x"').replace(b"og:url", b"og:x")
    assert recognises(content)
    told = read(content)
    assert (told.url, told.title, told.body) == (saved.ADDRESS, saved.TITLE, WHOLE)


def test_a_plain_text_is_title_lead_and_text() -> None:
    text = f"{saved.TITLE}\n{saved.ADDRESS}\n\n{saved.LEAD}\n\n" + WHOLE.replace(". ", ".\n")
    told = read(text.encode())
    assert told == Page(url=saved.ADDRESS, title=saved.TITLE, lead=saved.LEAD, body=WHOLE)
    lines = "\n".join((saved.TITLE, *saved.BODY[:2]))
    assert read(lines.encode()) == Page(title=saved.TITLE, body="\n\n".join(saved.BODY[:2]))


def test_an_article_is_known_by_the_address_told_before_its_own() -> None:
    told = read(saved.PAGE.encode())
    assert told.record().external_id == saved.ADDRESS
    other = told.record("https://www.Bao.example/khac#a")
    assert (other.source, other.url) == ("bao.example", "https://www.bao.example/khac")
    assert other.external_id == other.url
    assert Page(title="Cầu").record().url == ""


# --- what is no page --------------------------------------------------------------------------


def test_what_is_no_page_is_refused_in_words() -> None:
    assert "no article" in refusal(b"").en.lower()
    assert "neither" in refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 99).en
    assert "No article" in refusal(b"<html><title>Loading</title><body><div id=app></div>").en
    assert "too long" in refusal(b" " * (page.MOST_BYTES + 1)).en
    assert "too long" in refusal(b"<p>a" * 120_000).en


def test_what_is_nested_without_end_comes_to_an_end() -> None:
    for content in (
        b"<html>" + b"<div>" * 20_000 + b"x" * 500,
        b"<html>" + b"<b>" * 20_000 + b"x" * 500 + b"</b>" * 20_000,
        b"<html>" + b"<!--" * 20_000,
        b"<!-- -->" * 20_000 + b"<htm",
        b"<html>" + b'<a b="' * 20_000,
        b"data:" * 100_000,
        b"Subject: x\n" * 5_000 + b"<html>",
    ):
        recognises(content)
        with suppress(PageError):
            read(content)


def test_entities_that_grow_do_not() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<!DOCTYPE html [<!ENTITY a0 "lol">{bomb}]><html><body><p>{WHOLE} &a8;</p></body>'
    assert len(read(text.encode()).body) < 2 * len(WHOLE)


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (saved.PAGE.encode(), True),
        (saved.PAGE.encode("utf-16"), True),
        (saved.PAGE.encode("utf-16-le"), True),
        (saved.OLDER.encode(), True),
        (b"<!-- saved from url=(0014)https://a.vn/ -->\n<!-- x -->\n<HTML lang=vi>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', True),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel>', False),
        (b'{"text": "<html>"}', False),
        (b"id,name,text\n1,Lan,<html>", False),
        (b"", False),
    ],
)
def test_a_page_is_known_by_how_it_begins(head: bytes, is_page: bool) -> None:
    assert recognises(head) is is_page


PIECES = st.lists(
    st.one_of(
        st.sampled_from(saved.PAGE.split("\n")),
        st.sampled_from(["<div>", "</p>", "<table>", "<!--", "]]>", "<svg><style>", "\0", "&#0;"]),
        st.sampled_from(["<meta charset=utf-7>", "<base href='//['>", "<frameset>", "<plaintext>"]),
        st.text(max_size=30),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), PIECES.map(lambda text: text.encode("utf-8", "replace"))))
@example(b"<html><link rel=canonical href='http://[x'><p>" + b"a " * 200)
@example(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n<p>")
def test_whatever_the_bytes_only_its_own_error_is_raised(content: bytes) -> None:
    recognises(content)
    try:
        told = read(content)
    except PageError:
        return
    assert told.body or told.lead
    str(told).encode()


@settings(max_examples=50, deadline=None)
@given(
    st.binary(max_size=200), st.text(max_size=20), st.sampled_from(["", "text/html", "text/plain"])
)
def test_whatever_a_server_says_of_it(content: bytes, charset: str, kind: str) -> None:
    with suppress(PageError):
        str(read(content, charset=charset, kind=kind)).encode()
