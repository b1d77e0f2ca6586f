"""Disqus exports: what becomes of each element, and that a broken file changes nothing."""

from __future__ import annotations

import codecs
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.services.newsroom import Newsroom
from app.sources import xml_stream
from app.sources.files import reader_for
from app.sources.formats import disqus
from app.sources.formats.disqus import DisqusExport
from app.sources.record import ArticleRecord, CommentRecord, Item, LeftOut, ReadOptions
from tests.app.sources.formats import arriving
from tests.app.sources.formats.arriving import (
    Arrived,
    articles,
    bring_in,
    comments,
    damaged,
    left_out,
    read_without_a_crash,
    rejected,
)

READER = DisqusExport()
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://disqus.com/api/schemas/1.0/disqus.xsd'
    ' http://disqus.com/api/schemas/1.0/disqus-internals.xsd">\n'
)
CATEGORY = (
    '<category dsq:id="707279"><forum>bao</forum><title>General</title>'
    "<isDefault>true</isDefault></category>\n"
)


def thread(number: int, link: str = "", title: str = "Hạn hán", more: str = "") -> str:
    """A thread as Disqus writes it."""
    link = link or f"https://bao.example/bai-{number}.html"
    return (
        f'<thread dsq:id="{number}"><id>bai-{number}</id><forum>bao</forum>'
        f'<category dsq:id="707279"/><link>{link}</link><title>{title}</title><message/>'
        "<createdAt>2020-03-07T20:46:25Z</createdAt><author><email>an@bao.example</email>"
        "<name>An</name><isAnonymous>false</isAnonymous><username>an</username></author>"
        f"<ipAddress>192.0.2.9</ipAddress><isClosed>false</isClosed>{more}</thread>\n"
    )


def post(number: int, of: int = 1, message: str = "<p>Lời bình</p>", more: str = "") -> str:
    """A post as newer exports have it: without the reader's address."""
    return (
        f'<post dsq:id="{number}"><id/><message><![CDATA[{message}]]></message>'
        "<createdAt>2021-08-31T15:16:29Z</createdAt><author><name>Bạn đọc</name>"
        "<isAnonymous>false</isAnonymous><username>bandoc</username></author>"
        f'<thread dsq:id="{of}"/>{more}</post>\n'
    )


def export(*parts: str) -> bytes:
    return (HEAD + CATEGORY + "".join(parts) + "</disqus>\n").encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bao-all.xml"


def items(path: Path, *parts: str, options: ReadOptions = arriving.NOTHING_SAID) -> list[Item]:
    return arriving.items(READER, path, export(*parts), options)


OLD_POST = """
    <post dsq:id="299744309">
        <id>wp_id=528</id>
        <message>
            <![CDATA[<p>Xem <a href="http://x.example/b/c" rel="nofollow" title="http://x.example/b/c">http://x.example/...</a> &amp; nghĩ.<br>Dòng hai</p><p>Đoạn hai</p>]]>
        </message>
        <createdAt>2011-08-31T17:44:22Z</createdAt>
        <isDeleted>false</isDeleted>
        <isSpam>false</isSpam>
        <author>
            <email>ha@thu.example</email>
            <name>Trần Thu Hà</name>
            <isAnonymous>false</isAnonymous>
            <username>ha</username>
        </author>
        <ipAddress>192.0.2.1</ipAddress>
        <thread dsq:id="1"/>
        <parent dsq:id="7"/>
    </post>
"""  # noqa: E501


def test_a_post_as_older_exports_have_it(file: Path) -> None:
    assert items(file, thread(1, title="Tom &amp;amp; Jerry"), OLD_POST) == [
        ArticleRecord(
            "bao.example",
            "https://bao.example/bai-1.html",
            "https://bao.example/bai-1.html",
            "Tom & Jerry",
        ),
        CommentRecord(
            source="bao.example",
            external_id="disqus:299744309",
            article="https://bao.example/bai-1.html",
            line=6,
            name="Trần Thu Hà",
            address="ha@thu.example",
            text="Xem http://x.example/b/c & nghĩ.\nDòng hai\n\nĐoạn hai",
            created_at=moment.from_datetime(datetime(2011, 8, 31, 17, 44, 22, tzinfo=UTC)),
            parent="disqus:7",
            status=Status.APPROVED,
            machine="192.0.2.1",
        ),
    ]


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ("", Status.APPROVED),
        ("<isDeleted>false</isDeleted><isSpam>false</isSpam>", Status.APPROVED),
        ("<isSpam>true</isSpam>", Status.SPAM),
        ("<isApproved>true</isApproved>", Status.APPROVED),
        ("<isApproved>false</isApproved>", Status.PENDING),
        ("<isApproved>false</isApproved><isSpam>true</isSpam>", Status.SPAM),
        ("<isSpam>123</isSpam>", Status.APPROVED),
    ],
)
def test_statuses(file: Path, flags: str, status: Status) -> None:
    (comment,) = comments(items(file, thread(1), post(5, more=flags)))
    assert comment.status is status


def test_what_was_deleted_is_only_counted(file: Path) -> None:
    gone = "<isDeleted>true</isDeleted>"
    found = items(
        file,
        *(thread(1), thread(2, more=gone), post(5, more=gone), post(6, of=2)),
        *(post(7, of=99, more=gone), post(8, more='<parent dsq:id="5"/>')),
    )
    assert left_out(found) == [LeftOut(line, "deleted") for line in (6, 7, 8)]
    assert [comment.parent for comment in comments(found)] == ["disqus:5"]


def test_a_post_may_stand_before_its_thread(file: Path) -> None:
    found = items(file, post(5), thread(1))
    assert [article.external_id for article in articles(found)] == [
        "https://bao.example/bai-1.html"
    ]
    assert len(comments(found)) == 1


def test_threads_of_one_address_are_one_article(file: Path) -> None:
    address = "https://bao.example/a.html"
    links = (f"{address}?utm_source=fb&amp;fbclid=1", f"{address}#disqus_thread", address)
    threads = (thread(number, link, f"T{number}") for number, link in enumerate(links, start=1))
    found = items(file, *threads, thread(4, f"{address}?p=2"), post(5), post(6, 2), post(7, 3))
    assert articles(found) == [ArticleRecord("bao.example", address, address, "T1")]
    assert [comment.article for comment in comments(found)] == [address] * 3
    (page_two,) = articles(items(file, thread(4, f"{address}?p=2&amp;utm_medium=x"), post(5, 4)))
    assert page_two.url == f"{address}?p=2"


@pytest.mark.parametrize(
    ("posts", "words"),
    [
        (post(5, of=99), "The file does not have this comment's article (thread 99)."),
        (post(5, of=3), "The comment's article (thread 3) has neither an address nor a title."),
        (post(5, message=""), "The text is missing."),
        (post(5, message="<p> </p><br>"), "The text is missing."),
        (post(5).replace(' dsq:id="5"', ""), "The id is missing."),
        (post(5).replace("2021-08-31T", "2021-x8-31T"), "Unreadable time: “2021-x8-31T15:16:29Z”."),
        (
            post(5).replace('<thread dsq:id="1"/>', ""),
            "The file does not have this comment's article (thread ).",
        ),
    ],
)
def test_a_post_that_cannot_be_used(file: Path, posts: str, words: str) -> None:
    empty = '<thread dsq:id="3"><id/></thread>'
    found = items(file, thread(1), empty, posts, post(9))
    (row,) = rejected(found)
    assert (row.reason.en, row.line) == (words, 5)
    assert len(comments(found)) == 1


def test_a_thread_or_post_without_disqus_number_goes_by_its_own(file: Path) -> None:
    """As in the example of Disqus's own documentation."""
    own = (
        "<thread><id>1</id><link>https://bao.example/a</link><title/></thread>"
        "<post><id>2</id><message>Một</message><thread>1</thread><author><name>B</name></author>"
        "</post><post><id>3</id><message>Hai</message><thread>1</thread><parent>2</parent></post>"
    )
    found = comments(items(file, own))
    assert [(one.external_id, one.parent) for one in found] == [
        ("disqus:id:2", None),
        ("disqus:id:3", "disqus:id:2"),
    ]
    assert [one.created_at for one in found] == [0, 0]


def test_a_thread_known_by_its_path_belongs_to_the_site_named(file: Path) -> None:
    by_path = thread(1).replace("https://bao.example/bai-1.html", "/bai-1.html")
    site = ReadOptions(site="https://www.bao.example/")
    (article,) = articles(items(file, by_path, post(5), options=site))
    assert article.url == "https://www.bao.example/bai-1.html"
    assert article.source == "bao.example"
    (article,) = articles(items(file, by_path, post(5)))
    assert (article.source, article.external_id) == ("file", "/bai-1.html")
    named = ReadOptions(source="kho")
    assert articles(items(file, thread(1), post(5), options=named))[0].source == "kho"


def test_only_children_of_the_root_count(file: Path) -> None:
    """A stranger's message may hold markup that was not escaped."""
    nested = post(5).replace(
        "<id/>", f"<x>{post(6)}</x><author><x><name>Giả</name></x></author><y:z xmlns:y='y'/>"
    )
    (comment,) = comments(items(file, thread(1), nested))
    assert (comment.external_id, comment.name) == ("disqus:5", "Bạn đọc")


def test_texts_over_the_limit_are_rejected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disqus, "TEXT_LIMIT", 1_000)
    found = items(file, thread(1), post(5, message="<p>" + "a" * 1_200 + "</p>"), post(6))
    (row,) = rejected(found)
    assert row.reason == xml_stream.TOO_LONG
    assert len(row.raw) <= 500
    assert len(comments(found)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (export(thread(1), post(5))[:-10], "the file ends too early"),
        (export(thread(1), post(5))[:-30], "The Disqus export is broken at line"),
        (export(thread(1), post(5)).replace(b"</post>", b"</pots>"), "does not match its opening"),
        (b"`" + export(thread(1)), "line 1: it holds a character that XML does not allow there"),
        (b"\n" + export(thread(1)), "line 2: there is something before <?xml"),
        (
            export(thread(1), post(5, message="Bài")).decode().encode("cp1258", "replace"),
            "XML does",
        ),
        (
            export(thread(1)).replace(b'encoding="utf-8"', b'encoding="klingon"'),
            "encoding is not readable",
        ),
        (
            export().replace(b"<disqus ", b'<!DOCTYPE d [<!ENTITY a "b">]><disqus '),
            "declares a document type; a Disqus export has none",
        ),
        (
            export().replace(b"<disqus ", b"<other ").replace(b"</disqus", b"</other"),
            "not a Disqus",
        ),
        (gzip.compress(export(thread(1), post(5)))[:-20], "gzip file ends in the middle"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_anything(
    file: Path, content: bytes, words: str
) -> None:
    file.write_bytes(content)
    steps = READER.read(file, ReadOptions())
    with pytest.raises(UnusableInputError) as refused:
        next(steps)
    assert words in refused.value.words.en
    assert refused.value.words.vi != refused.value.words.en


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_that_the_file_names(file: Path, encoding: str) -> None:
    text = export(thread(1), post(5)).decode()
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    named = text.replace("utf-8", encoding.removesuffix("-sig").removesuffix("-le"), 1)
    file.write_bytes(mark + named.encode(encoding))
    assert reader_for(file, None).name == "disqus"
    found = [item for _, item in READER.read(file, ReadOptions())]
    assert comments(found)[0].name == "Bạn đọc"


def whole_site() -> bytes:
    """3 pages in 4 threads; 60 posts: 40 first ones, 20 answers (of which 2 to a deleted post)."""
    posts = [post(100 + n, 1 + n % 4) for n in range(36)]
    posts[3] = post(103, 4, more="<isSpam>true</isSpam>")
    posts[4] = post(104, 1, more="<isApproved>false</isApproved>")
    posts += [post(200 + n, 1 + n % 4, more=f'<parent dsq:id="{100 + n}"/>') for n in range(18)]
    posts += [post(300, 1, more="<isDeleted>true</isDeleted>")]
    posts += [post(301 + n, 1, more='<parent dsq:id="300"/>') for n in range(2)]
    posts += [post(310, 77), post(311, 1, message=""), post(312, 1).replace(' dsq:id="312"', "")]
    threads = [
        thread(1),
        thread(2),
        thread(3),
        thread(4, "https://bao.example/bai-1.html?fbclid=x"),
    ]
    return export(*threads, *posts)


@pytest.mark.parametrize("packed", [False, True])
def test_a_whole_export_in_a_newsroom(newsroom: Newsroom, tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "tep"
    path.write_bytes(gzip.compress(whole_site()) if packed else whole_site())
    assert bring_in(newsroom, path, "disqus") == Arrived(
        statuses={"approved": 54, "spam": 1, "pending": 1},
        answers=18,
        orphans=2,
        articles=3,
        left_out={"deleted": 1},
        rejected=3,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_whatever_happens_to_a_file(file: Path, data: st.DataObject) -> None:
    whole = export(thread(1), thread(2), OLD_POST, post(5), post(6, 2))
    read_without_a_crash(READER, file, data.draw(damaged(whole)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_are(file: Path, content: bytes) -> None:
    read_without_a_crash(READER, file, content)
    read_without_a_crash(READER, file, HEAD.encode() + content)
