"""WordPress exports: what becomes of each element, and that a broken file changes nothing."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    Looking,
    ReadOptions,
    RejectedRow,
)
from app.sources.wordpress import export as wordpress_export
from app.sources.wordpress import text as wordpress_text
from app.sources.wordpress.export import WordPressExport
from app.sources.wordpress.text import paragraphs

SAMPLE = Path(__file__).parent / "data" / "newsroom.wordpress.xml"
SITE = "mang.example/bao-mau"
ANSWER = "<wp:comment_id>1</wp:comment_id><wp:comment_content>Hay</wp:comment_content>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.xml"


def export(body: str, version: str = "1.2", head: str = "") -> str:
    return (
        f'{head}<rss xmlns:wp="http://wordpress.org/export/{version}/"'
        f' xmlns:excerpt="https://wordpress.org/export/{version}/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{body}</channel></rss>'
    )


def post(*children: str, comment: str = ANSWER) -> str:
    return f"<item>{''.join(children)}<wp:comment>{comment}</wp:comment></item>"


def items(path: Path, content: str | bytes, options: ReadOptions | None = None) -> list[Item]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [item for _, item in WordPressExport().read(path, options or ReadOptions())]


def the_article(found: list[Item]) -> ArticleRecord:
    (article,) = (item for item in found if isinstance(item, ArticleRecord))
    return article


def the_comment(found: list[Item]) -> CommentRecord:
    (comment,) = (item for item in found if isinstance(item, CommentRecord))
    return comment


@pytest.mark.usefixtures("in_hanoi")
def test_an_export_as_wordpress_writes_it() -> None:
    done, found = zip(*WordPressExport().read(SAMPLE, ReadOptions()), strict=True)
    assert set(done) == {SAMPLE.stat().st_size}
    noon = moment.from_datetime(datetime(2026, 5, 1, 12, tzinfo=UTC))
    hour = moment.HOUR
    assert found == (
        ArticleRecord(
            source=SITE,
            external_id="51",
            url="https://mang.example/bao-mau/han-han/",
            title="Hạn hán & xâm nhập mặn kéo dài",
            section="Thời sự",
            byline="an",
            published_at=noon - 6 * hour,
            lead="Tóm tắt",
            body="Đồng bằng thiếu nước & nắng.\n\nRuộng nứt nẻ\n\nMột\n\nHai\n\n"
            "Người dân [sic] chờ mưa.\nDòng kế.",
        ),
        CommentRecord(
            source=SITE,
            external_id="11",
            article="51",
            line=40,
            name="Nguyễn Văn A",
            address="a@example.com",
            text='Xem <a href="https://x.example">đây</a> & nghĩ',
            created_at=noon - 4 * hour,
            status=Status.APPROVED,
            website="https://a.example",
            machine="192.0.2.1",
        ),
        CommentRecord(
            source=SITE,
            external_id="12",
            article="51",
            line=58,
            name="Trần Thị B",
            address="",
            text="Đồng ý",
            created_at=noon - 3 * hour,
            parent="11",
            status=Status.PENDING,
        ),
        LeftOut(68, "pingback"),
        LeftOut(74, "trackback"),
        CommentRecord(SITE, "15", "51", 80, "", "", "Mua ngay đi", status=Status.SPAM),
        CommentRecord(SITE, "16", "51", 85, "", "", "Lời đã bỏ", status=Status.REJECTED),
        LeftOut(111, "pingback"),
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format(file: Path, version: str) -> None:
    children = (
        "<wp:post_id>5</wp:post_id><content:encoded>A</content:encoded>",
        "<excerpt:encoded>B</excerpt:encoded><dc:creator>C</dc:creator><other:x xmlns:other='o'/>",
    )
    found = items(file, export(post(*children), version))
    article = the_article(found)
    assert (article.external_id, article.body, article.lead) == ("5", "A", "B")
    assert (article.byline, the_comment(found).text) == ("C", "Hay")


@pytest.mark.parametrize(
    ("channel", "source"),
    [
        ("<wp:base_site_url>https://A.example/</wp:base_site_url>", "a.example"),
        ("<link>https://me:pw@a.example:8080/b/</link>", "a.example:8080/b"),
        (
            "<wp:base_site_url>http://a.example</wp:base_site_url>"
            "<wp:base_blog_url>http://a.example/b</wp:base_blog_url>",
            "a.example/b",
        ),
        ("<wp:base_blog_url>http://[</wp:base_blog_url><link>//c.example</link>", "c.example"),
        ("<link>a</link>", "file"),
        ("", "file"),
    ],
)
def test_the_source_is_the_blogs_own_address(file: Path, channel: str, source: str) -> None:
    content = export(channel + post("<wp:post_id>5</wp:post_id>"))
    assert the_comment(items(file, content)).source == source
    assert the_article(items(file, content, ReadOptions(source="kho"))).source == "kho"


@pytest.mark.usefixtures("in_hanoi")
@pytest.mark.parametrize(
    ("children", "iso"),
    [
        ("<wp:post_date_gmt>2026-05-01 06:00:00</wp:post_date_gmt>", "2026-05-01T06:00:00Z"),
        ("<pubDate>Fri, 01 May 2026 13:00:00 +0700</pubDate>", "2026-05-01T06:00:00Z"),
        (
            "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
            "<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>"
            "<wp:post_date>2026-05-01 13:00:00</wp:post_date>",
            "2026-05-01T06:00:00Z",
        ),
        (
            "<pubDate>mai</pubDate><wp:post_date>2026-05-01 13:00:00</wp:post_date>",
            "2026-05-01T06:00:00Z",
        ),
        ("<wp:post_date_gmt>mai</wp:post_date_gmt>", "1970-01-01T00:00:00Z"),
        ("", "1970-01-01T00:00:00Z"),
    ],
)
def test_when_an_article_was_published(file: Path, children: str, iso: str) -> None:
    article = the_article(items(file, export(post("<wp:post_id>5</wp:post_id>", children))))
    assert moment.to_iso(article.published_at) == iso


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("1", Status.APPROVED),
        ("0", Status.PENDING),
        ("spam", Status.SPAM),
        ("trash", Status.REJECTED),
        ("post-trashed", Status.REJECTED),
        ("something", None),
        ("", None),
    ],
)
def test_statuses(file: Path, told: str, status: Status | None) -> None:
    comment = f"{ANSWER}<wp:comment_approved>{told}</wp:comment_approved>"
    found = items(file, export(post("<wp:post_id>5</wp:post_id>", comment=comment)))
    assert the_comment(found).status is status


@pytest.mark.parametrize("name", ["link", "guid"])
def test_an_article_without_an_id_goes_by_its_address(file: Path, name: str) -> None:
    found = items(file, export(post(f"<{name}>https://a.example/1</{name}>")))
    assert the_article(found).external_id == "https://a.example/1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (post(), "The comment's article has no id."),
        (post("<wp:post_id>5</wp:post_id>", comment=""), "The comment has no id."),
        (
            post("<wp:post_id>5</wp:post_id>", comment="<wp:comment_id>7</wp:comment_id>"),
            "The comment has no text.",
        ),
    ],
)
def test_a_comment_that_lacks_something_is_refused(file: Path, content: str, words: str) -> None:
    (found,) = items(file, export("\n\n" + content))
    assert isinstance(found, RejectedRow)
    assert (found.line, found.reason.en) == (3, words)


def test_a_comment_over_the_limit_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress_export, "TEXT_LIMIT", 1000)
    long = ANSWER.replace("Hay", "dài &amp; " * 2000)
    (found,) = items(file, export(post("<wp:post_id>5</wp:post_id>", comment=long)))
    assert isinstance(found, RejectedRow)
    assert found.reason.en == "The comment is over 16 million characters."
    assert found.raw.startswith("comment_id: 1 | comment_content: dài & dài")
    assert len(found.raw) == 500


def test_odd_nesting_takes_nothing_from_where_it_does_not_belong(file: Path) -> None:
    content = export(
        "<x><link>https://no.example</link></x>"
        "<wp:comment><wp:comment_id>0</wp:comment_id></wp:comment>"
        "<item><wp:post_id>5<b>6</b></wp:post_id><wp:post_id>7</wp:post_id>"
        "<item><channel/><wp:post_id>8</wp:post_id></item>"
        f"<wp:comment>{ANSWER}<wp:comment><wp:comment_id>9</wp:comment_id></wp:comment>"
        "<category domain='category'>no</category></wp:comment></item>"
    )
    found = items(file, content)
    assert the_article(found) == ArticleRecord("file", "56", "")
    assert the_comment(found).external_id == "1"


# --- files that cannot be used


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (export("\n<item>")[:-16], r"broken at line 2: the file ends too early"),
        (export("\n\n<title>\x01</title>"), "line 3: it holds a character that XML does not"),
        (export("<a><![CDATA[x")[:-16], "the file ends inside a CDATA section"),
        (export("<a")[:-16], "the file ends inside a tag"),
        (export("<a></b>"), "a closing tag does not match"),
        (export("\n<a>&nbsp;</a>"), "line 2: it uses an entity that is not declared"),
        (export("&#0;"), "refers to a character that does not exist"),
        (export("</channel></rss>more"), "a character that XML does not allow there"),
        (export("</channel></rss><more/>"), "this is not well-formed XML"),
        (export("<no:prefix/>"), "this is not well-formed XML"),
        ("", "the file ends too early"),
        ("just text", "this is not well-formed XML"),
        (export("", head='<!DOCTYPE x [<!ENTITY a "b">]>'), "declares a document type"),
        (export("", head="<!DOCTYPE rss>"), "declares a document type"),
        ("<rss><channel/></rss>", "This is XML, but not a WordPress export"),
        (export("", head='<?xml version="1.0" encoding="shift_jis"?>'), "encoding is not readable"),
        (export("", head='<?xml version="1.0" encoding="none"?>'), "encoding is not readable"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_anything_is_read(
    file: Path, content: str, words: str
) -> None:
    good = post("<wp:post_id>5</wp:post_id>")
    file.write_text(content.replace("<channel>", f"<channel>{good}"), encoding="utf-8")
    reading = WordPressExport().read(file, ReadOptions())
    with pytest.raises(UnusableInputError, match=words) as refused:
        next(reading)
    assert refused.value.words.vi


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError):
        next(WordPressExport().read(tmp_path / "none.xml", ReadOptions()))


def test_an_export_in_utf16(file: Path) -> None:
    found = items(file, export(post("<wp:post_id>5</wp:post_id>")).encode("utf-16"))
    assert the_comment(found).text == "Hay"


def test_a_long_export_is_given_while_it_is_read(file: Path) -> None:
    body = "".join(post(f"<wp:post_id>{n}</wp:post_id>") for n in range(10_000))
    file.write_text(export(body))
    told = list(WordPressExport().read(file, ReadOptions()))
    done = [done for done, item in told if not isinstance(item, Looking)]
    assert len(done) == 20_000
    assert done == sorted(done)
    assert done[0] < file.stat().st_size == done[-1]


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        (export("").encode(), True),
        (export("").encode("utf-16"), True),
        (b"<rss><channel>", False),
        (b"http://wordpress.org/export/", False),
    ],
)
def test_what_it_recognises(head: bytes, recognised: bool) -> None:
    assert WordPressExport().recognises(Path("a"), head) is recognised


# --- markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("Một\n\nHai\r\n \r\nBa\nBốn", "Một\n\nHai\n\nBa\nBốn"),
        ("<h2>A</h2><p>B  <b>C</b>\xa0D</p>E", "A\n\nB C D\n\nE"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("x <!-- <p>y</p> --> z <!-- never closed <p>w</p>", "x z"),
        ("a<SCRIPT >1</Script x>b<style>2</style>c<scripted>d</scripted>", "abcd"),
        ("a<script>never closed", "a"),
        (
            "3 < 4 && 5 > 2 &lt;b&gt; &#8217; &nosuch; &#xD800;",
            "3 < 4 && 5 > 2 <b> ’ &nosuch; \ufffd",
        ),
        ("a<!DOCTYPE x><?php x ?>b", "ab"),
        ("<div title='a > b'>c</div>", "c"),
        ("a < b <", "a < b <"),
        ("x [caption id='1']ảnh[/caption] [note] [box]y[/box] [/box]", "x ảnh [note] y"),
        ('[video src="a.mp4"] [gallery] [contact-form-7 id="1"] [2026] [sic]', "[2026] [sic]"),
        ("<p></p>\n\n<p> </p>", ""),
    ],
)
def test_markup_becomes_plain_paragraphs(markup: str, text: str) -> None:
    assert paragraphs(markup) == text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    ["<div>", "<a ", "<!--", "<a b='", "</", "<?", "<", "[a ", "&", "<script>", "<![CDATA["],
)
def test_no_markup_takes_long(piece: str) -> None:
    began = time.monotonic()
    paragraphs(piece * 40_000)
    assert time.monotonic() - began < 5


def test_endless_markup_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress_text, "MARKUP_LIMIT", 10)
    assert paragraphs("<p>abcdefghijkl") == "abcdefg"


# --- invariants

kept = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\r"),
    min_size=1,
).filter(lambda text: bool(text.strip()))


@given(st.lists(st.tuples(kept, kept, st.none() | st.integers(1, 99))))
@settings(deadline=None)
def test_comments_written_are_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, int | None]]
) -> None:
    written = "".join(
        "<wp:comment>"
        f"<wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author>{escape(escape(name))}</wp:comment_author>"
        f"<wp:comment_content>{escape(wordpress_text.stored_text(text))}</wp:comment_content>"
        f"<wp:comment_parent>{parent or 0}</wp:comment_parent></wp:comment>"
        for number, (name, text, parent) in enumerate(rows, start=1)
    )
    path = tmp_path_factory.getbasetemp() / "equal.xml"
    found = items(path, export(f"<item>{written}<wp:post_id>5</wp:post_id></item>"))
    assert [
        (item.name, item.text, int(item.parent) if item.parent else None)
        for item in found
        if isinstance(item, CommentRecord)
    ] == rows


@given(
    st.lists(
        st.sampled_from(
            [*"<>/&;'\"=x ", "<item>", "</item>", "<wp:comment>", ANSWER, "</wp:comment>", "\x01"]
        )
    ).map("".join),
    st.binary(max_size=3),
)
@settings(deadline=None)
def test_any_contents_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, body: str, rest: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xml"
    with suppress(UnusableInputError):
        items(path, export(body).encode() + rest)


def test_a_number_that_occurs_twice_lends_nobody_the_id_of_the_other(file: Path) -> None:
    kept_id = (
        "<wp:commentmeta><wp:meta_key>_loi_binh</wp:meta_key>"
        '<wp:meta_value>{"id":"form:x"}</wp:meta_value></wp:commentmeta>'
    )
    both = f"{ANSWER}{kept_id}</wp:comment><wp:comment>{ANSWER}"
    found = items(file, export(post("<wp:post_id>7</wp:post_id>", comment=both)))
    ids = [item.external_id for item in found if isinstance(item, CommentRecord)]
    assert ids == ["form:x", "1"]
