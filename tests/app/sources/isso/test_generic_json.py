"""Isso's generic JSON: threads with their comments, also as this program writes them itself."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.services.newsroom import Newsroom
from app.sources import kept
from app.sources.files import reader_for
from app.sources.isso.generic_json import IssoJson
from app.sources.record import ArticleRecord, CommentRecord, Item, LeftOut, ReadOptions
from tests.app.sources.formats import arriving
from tests.app.sources.formats.arriving import (
    Arrived,
    articles,
    bring_in,
    comments,
    damaged,
    read_without_a_crash,
    rejected,
)

READER = IssoJson()
SITE = ReadOptions(site="https://bao.example")
AT = 1_777_629_600_000_000
"""2026-05-01 10:00:00 UTC."""


def comment(number: int, **changes: object) -> dict[str, object]:
    """A comment with the fields that Isso's importer asks for, all of them."""
    row: dict[str, object] = {
        "email": "ha@thu.example",
        "remote_addr": "192.0.2.0",
        "website": "https://ha.example",
        "created": "2026-05-01 10:00:00",
        "author": "Trần Thu Hà",
        "id": number,
        "text": f"Lời bình **số** {number}",
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def thread(uri: str, *rows: object, **more: object) -> dict[str, object]:
    """Isso's own sample has the comments before the id."""
    return {"comments": list(rows), "id": uri, "title": f"Bài {uri}", **more}


def items(path: Path, *threads: object, options: ReadOptions = arriving.NOTHING_SAID) -> list[Item]:
    return arriving.items(READER, path, json.dumps(threads).encode(), options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "isso.json"


@pytest.mark.usefixtures("in_hanoi")
def test_a_comment_as_isso_takes_it(file: Path) -> None:
    address = "https://bao.example/b%C3%A0i-1/"
    assert items(file, thread("/bài-1/", comment(0)), options=SITE) == [
        ArticleRecord("bao.example", address, address, "Bài /bài-1/"),
        CommentRecord(
            source="bao.example",
            external_id="isso-json:0@/bài-1/",
            article=address,
            line=1,
            name="Trần Thu Hà",
            address="ha@thu.example",
            text="Lời bình **số** 0",
            created_at=AT - 7 * moment.HOUR,
            status=Status.APPROVED,
            website="https://ha.example",
            machine="192.0.2.0",
        ),
    ]


def test_an_id_counts_inside_its_thread_only(file: Path) -> None:
    found = comments(items(file, thread("/a", comment(1), comment(2, id="2")), thread("/b")))
    assert [one.external_id for one in found] == ["isso-json:1@/a", "isso-json:2@/a"]
    again = items(
        file, thread("/a", comment(1)), thread("/a", comment(2)), thread("/b", comment(1))
    )
    assert [one.external_id for one in comments(again)] == [
        *("isso-json:1@/a", "isso-json:2@/a", "isso-json:1@/b"),
    ]
    assert [one.external_id for one in articles(again)] == ["/a", "/b"]
    assert {one.source for one in articles(again)} == {"file"}


def test_modes_and_answers_where_an_export_tells_them(file: Path) -> None:
    found = items(
        file,
        thread(
            "/a",
            comment(1, mode=1),
            comment(2, mode=2, parent=1),
            comment(3, mode=4),
            comment(4, parent=None),
        ),
    )
    assert [(one.status, one.parent) for one in comments(found)] == [
        (Status.APPROVED, None),
        (Status.PENDING, "isso-json:1@/a"),
        (Status.APPROVED, None),
    ]
    assert LeftOut(3, "deleted") in found


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (comment(1, id=...), "The comment has no id."),
        (comment(1, text=" "), "The comment has no text."),
        (comment(1, text=["a"]), "The field “text” must be text."),
        (comment(1, mode=3), "There is no mode “3”."),
        (comment(1, mode=True), "There is no mode “True”."),
        (comment(1, mode=[1]), "There is no mode “[1]”."),
        (comment(1, created="hôm qua"), "Unreadable time: “hôm qua”."),
        (comment(1, created="2026-05-01T10:00:00Z"), "Unreadable time: “2026-05-01T10:00:00Z”."),
        ("lời bình", "The comment is not a JSON object {…}."),
    ],
)
def test_a_comment_that_cannot_be_used(file: Path, row: object, words: str) -> None:
    found = items(file, thread("/a", comment(7), row), thread("/b", comment(8)))
    (refused,) = rejected(found)
    assert (refused.reason.en, refused.line) == (words, 2)
    assert [one.line for one in comments(found)] == [1, 3]


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        (thread(" ", comment(1)), "The thread has no id."),
        (thread("/x", comments={}), "The thread “/x” has no list of comments (comments)."),
        (["/x"], "This is not a JSON object {…}."),
    ],
)
def test_a_thread_that_cannot_be_used(file: Path, whole: object, words: str) -> None:
    found = items(file, thread("/a", comment(1)), whole, thread("/b", comment(2)))
    (refused,) = rejected(found)
    assert (refused.reason.en, refused.line) == (words, 2)
    assert len(comments(found)) == 2


def test_what_a_database_cannot_keep_is_told(file: Path) -> None:
    (one,) = comments(items(file, thread("/a", comment(1, text="a\ud800b", author="\0"))))
    assert (one.text, one.damaged, one.name) == ("a\ufffdb", True, "\ufffd")


def test_a_cut_file_keeps_its_whole_threads(file: Path) -> None:
    content = json.dumps([thread("/a", comment(1)), thread("/b", comment(2))]).encode()
    found = arriving.items(READER, file, content[:-40])
    (refused,) = rejected(found)
    assert (refused.reason.en, refused.line) == ("The JSON file ends in the middle.", 2)
    assert len(comments(found)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[{", "ends in the middle"),
        (b'{"a": 1}', "This JSON file has no list."),
        (codecs.BOM_UTF16_LE + '[{"comments": []}]'.encode("utf-16-le"), "is UTF-16"),
    ],
)
def test_a_file_that_cannot_be_used(file: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnusableInputError) as refused:
        arriving.items(READER, file, content)
    assert words in refused.value.words.en


def test_what_this_program_wrote_comes_back_as_it_was(file: Path) -> None:
    """Times are told in UTC there, and what Isso does not know stands beside."""
    article = ArticleRecord(
        "bao.example", "bai-7", "https://bao.example/7", "Bảy", section="Xã hội"
    )
    answer = CommentRecord(
        *("bao.example", "form:2", "bai-7", 1, "Hà", "", "Đáp"),
        created_at=AT + 5,
        parent="form:1",
        status=Status.REJECTED,
        by_newsroom=True,
    )
    plain = comment(1, author="Hà", email="", text="Đáp", website="", remote_addr="")
    beside = {
        "id": "form:2",
        "parent_id": "form:1",
        "created_at": moment.to_iso(AT + 5),
        "status": "rejected",
        "by_newsroom": True,
    }
    page = kept.differing(article, ArticleRecord("", "", ""))
    ours = {"id": "/7", "title": "Bảy", kept.NAME: page}
    found = items(file, {**ours, "comments": [{**plain, kept.NAME: beside}]})
    assert found == [article, answer]
    strangers = {**ours, kept.NAME: {"source": "", "article_id": ""}}
    (forged,) = comments(items(file, {**strangers, "comments": [{**plain, kept.NAME: beside}]}))
    assert (forged.external_id, forged.status) == ("isso-json:1@/7", Status.APPROVED)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8, b"\n "])
def test_found_by_its_content(file: Path, mark: bytes) -> None:
    for threads in ([thread("/a", *map(comment, range(900)))], [{"id": "/a", **thread("/a")}]):
        file.write_bytes(mark + json.dumps(threads).encode())
        assert reader_for(file, None).name == "isso-json"


def test_a_whole_site_in_a_newsroom(newsroom: Newsroom, file: Path) -> None:
    """Comments in 3 threads, one empty, and 3 rows that cannot be used."""
    rows = [comment(n) for n in range(30)]
    answers = [comment(100 + n, parent=n, mode=2) for n in range(10)]
    bad = [comment(200, text=""), comment(201, id=...), 7]
    gone = [comment(300, mode=4), comment(301, parent=300)]
    threads = [thread("/a", *rows, *answers, *bad), thread("/b", *rows, *gone), thread("/c")]
    file.write_text(json.dumps(threads, ensure_ascii=False), encoding="utf-8")
    assert bring_in(newsroom, file, "isso-json", site="https://bao.example") == Arrived(
        statuses={"approved": 61, "pending": 10},
        answers=10,
        orphans=1,
        articles=2,
        left_out={"deleted": 1},
        rejected=3,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_whatever_happens_to_a_file(file: Path, data: st.DataObject) -> None:
    ours = {kept.NAME: {"source": "s", "article_id": "a"}}
    whole = [
        thread("/a", comment(1), comment(2, mode=2, parent=1)),
        {**ours, **thread("/b", {**comment(3), kept.NAME: {"id": "isso-json:x"}})},
    ]
    content = json.dumps(whole, ensure_ascii=False).encode()
    read_without_a_crash(READER, file, data.draw(damaged(content)), keeps_ids=True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("id", "title", "comments", "text", kept.NAME)), inner)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(JSON, max_size=3))
def test_whatever_the_json_is(file: Path, threads: list[object]) -> None:
    read_without_a_crash(READER, file, json.dumps(threads).encode("utf-8", "replace"))
