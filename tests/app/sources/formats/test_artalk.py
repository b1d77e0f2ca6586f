"""Artalk's Artrans: what becomes of each object, and where a cut file stops."""

from __future__ import annotations

import codecs
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.services.newsroom import Newsroom
from app.sources.formats.artalk import Artrans
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions
from tests.app.desk_newsroom import sql
from tests.app.sources.formats import arriving
from tests.app.sources.formats.arriving import (
    Arrived,
    bring_in,
    comments,
    damaged,
    read_without_a_crash,
    rejected,
)

READER = Artrans()


def comment(number: int, **changes: object) -> dict[str, object]:
    """A comment as the program writes it, field by field in its order."""
    row: dict[str, object] = {
        "id": str(number),
        "rid": "0",
        "content": f"Lời bình số {number}",
        "ua": "Mozilla/5.0",
        "ip": "192.0.2.1",
        "is_collapsed": "false",
        "is_pending": "false",
        "is_pinned": "false",
        "vote_up": "6",
        "vote_down": "0",
        "created_at": "2021-05-11 22:43:01 +0700",
        "updated_at": "2021-05-11 22:43:01 +0700",
        "nick": "Trần Thu Hà",
        "email": "ha@bao.vn",
        "link": "https://ha.example",
        "badge_name": "",
        "badge_color": "",
        "page_key": "/tin/1.html",
        "page_title": "Hạn hán",
        "page_admin_only": "false",
        "site_name": "Báo",
        "site_urls": "https://www.bao.example/,http://localhost:3000",
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def converted(number: int, **changes: object) -> dict[str, object]:
    """A comment as Artalk's converter makes it of another system's."""
    row: dict[str, object] = {
        "id": f"6177fbf9b406a312d3a6{number:04d}",
        "content": f"<p>Lời bình số {number}</p>\n",
        "ua": "Mozilla/5.0",
        "ip": "192.0.2.1",
        "is_collapsed": False,
        "created_at": "2021-10-26T13:00:41.284Z",
        "updated_at": "2021-10-26T13:00:41.284Z",
        "nick": "Bạn đọc",
        "email": "",
        "link": "",
        "page_key": "/post/1",
    }
    return {**row, **changes}


def artrans(*found: dict[str, object]) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup-2021511-224301.artrans"


def items(path: Path, content: bytes, **said: str) -> list[Item]:
    return arriving.items(READER, path, content, ReadOptions(**said))


def only(path: Path, row: dict[str, object], **said: str) -> CommentRecord:
    (found,) = comments(items(path, artrans(row), **said))
    return found


def test_a_comment_and_its_article(file: Path) -> None:
    page = "https://www.bao.example/tin/1.html"
    assert items(file, artrans(comment(12, rid="7"))) == [
        ArticleRecord(source="bao.example", external_id=page, url=page, title="Hạn hán"),
        CommentRecord(
            source="bao.example",
            external_id="artalk:12",
            article=page,
            line=1,
            name="Trần Thu Hà",
            address="ha@bao.vn",
            text="Lời bình số 12",
            created_at=1_620_747_781 * moment.SECOND,
            parent="artalk:7",
            status=Status.APPROVED,
            website="https://ha.example",
            machine="192.0.2.1",
        ),
    ]


def test_a_converted_comment(file: Path) -> None:
    found = only(file, converted(1, rid="6177fbf9b406a312d3a60009"), site="https://bao.example")
    assert found == CommentRecord(
        source="bao.example",
        external_id="artalk:6177fbf9b406a312d3a60001",
        article="https://bao.example/post/1",
        line=1,
        name="Bạn đọc",
        address="",
        text="Lời bình số 1",
        created_at=1_635_253_241 * moment.SECOND + 284_000,
        parent="artalk:6177fbf9b406a312d3a60009",
        status=Status.APPROVED,
        machine="192.0.2.1",
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Hay **quá**, 5 < 6\n\n> trích", "Hay **quá**, 5 < 6\n\n> trích"),
        ("<3 bài này", "<3 bài này"),
        ("<p>Một</p><p>Hai &amp; ba</p>", "Một\n\nHai & ba"),
        ("Xem <b>đi</b>", "Xem <b>đi</b>"),
    ],
)
def test_html_is_told_by_the_block_it_begins_with(file: Path, content: str, text: str) -> None:
    assert only(file, comment(1, content=content)).text == text


@pytest.mark.parametrize(
    ("pending", "status"),
    [
        ("false", Status.APPROVED),
        ("true", Status.PENDING),
        (True, Status.PENDING),
        (1, Status.PENDING),
        (False, Status.APPROVED),
        (None, Status.APPROVED),
        ("", Status.APPROVED),
        (..., Status.APPROVED),
    ],
)
def test_statuses(file: Path, pending: object, status: Status) -> None:
    assert only(file, comment(1, is_pending=pending, is_collapsed="true")).status is status


@pytest.mark.parametrize(
    ("row", "site", "address"),
    [
        ({}, "https://khac.example", "https://www.bao.example/tin/1.html"),
        ({"site_urls": ""}, "https://bao.example", "https://bao.example/tin/1.html"),
        ({"site_urls": ""}, "", "/tin/1.html"),
        ({"page_key": "https://khac.example/9"}, "", "https://khac.example/9"),
        ({"site_urls": "https://a.example/sub/", "page_key": "x"}, "", "https://a.example/sub/x"),
        ({"site_urls": "https://a.example/sub/", "page_key": "/x"}, "", "https://a.example/x"),
    ],
)
def test_a_pages_address(file: Path, row: dict[str, object], site: str, address: str) -> None:
    assert only(file, comment(1, **row), site=site).article == address


@pytest.mark.parametrize(
    ("told", "parent"), [("0", None), ("", None), (..., None), (0, None), (7, "artalk:7")]
)
def test_what_is_answered(file: Path, told: object, parent: str | None) -> None:
    assert only(file, comment(1, rid=told)).parent == parent


def test_the_address_that_artalk_makes_up_is_none(file: Path) -> None:
    assert only(file, comment(1, email="anonymous@example.org")).address == ""


def test_values_of_any_kind_are_read_as_their_text(file: Path) -> None:
    found = only(file, comment(1, id=7, nick=12, created_at=None))
    assert (found.external_id, found.name, found.created_at) == ("artalk:7", "12", 0)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (comment(1, content=""), "The text is missing."),
        (comment(1, id=""), "The id is missing."),
        (
            comment(1, page_key="", page_title=""),
            "The article is missing (article_url or article_title).",
        ),
        (comment(1, created_at="hôm qua"), "Unreadable time: “hôm qua”."),
        (comment(1, content={"a": 1}), "The field “content” must be text."),
        ({"id": 10**30}, "It holds a huge whole number (31 digits)."),
    ],
)
def test_an_object_that_cannot_be_used_is_refused_in_words(
    file: Path, row: dict[str, object], words: str
) -> None:
    found = items(file, artrans(row, comment(2)))
    (refused,) = rejected(found)
    assert (refused.line, refused.reason.en) == (1, words)
    assert refused.raw.startswith("{")
    assert len(comments(found)) == 1


def test_whole_artrans_arrive(newsroom: Newsroom, file: Path) -> None:
    """Threads on two pages, some waiting, two orphans and four rejects."""
    rows = [
        *(comment(n) for n in range(1, 11)),
        *(comment(n, rid="1", is_pending="true") for n in range(11, 21)),
        *(comment(n, rid="11", is_collapsed="true") for n in range(21, 26)),
        *(comment(n, page_key="/tin/2.html", page_title="") for n in range(26, 31)),
        *(comment(n, rid="999", is_pending=...) for n in (31, 32)),
        *(comment(n, content=" ") for n in (33, 34)),
        comment(35, page_key="", page_title=""),
        comment(36, id=None),
    ]
    file.write_bytes(artrans(*rows))
    assert bring_in(newsroom, file, "artalk") == Arrived(
        statuses={"approved": 22, "pending": 10}, answers=15, orphans=2, articles=2, rejected=4
    )
    assert sql(newsroom, "SELECT key FROM source") == [("bao.example",)]


def test_converted_artrans_arrive_packed(newsroom: Newsroom, file: Path) -> None:
    rows = [converted(n, rid="6177fbf9b406a312d3a60001" if n > 1 else None) for n in range(1, 9)]
    file.write_bytes(gzip.compress(artrans(*rows)))
    assert bring_in(newsroom, file, "artalk", site="https://bao.example") == Arrived(
        statuses={"approved": 8}, answers=7, orphans=0, articles=1
    )


WHOLE = artrans(*(comment(n) for n in range(1, 6)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[", "The JSON file ends in the middle."),
        (b"xin", "This is not valid JSON (byte 1)."),
        (b'{"artrans":"[]"}', "This JSON file has no list."),
        (
            codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"),
            "This JSON file is UTF-16; save it as UTF-8.",
        ),
        (gzip.compress(WHOLE)[:12], "The gzip file ends in the middle."),
    ],
)
def test_a_file_that_is_none_is_refused_before_anything_is_told(
    file: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UnusableInputError) as refused:
        items(file, content)
    assert refused.value.words.en == words


@pytest.mark.parametrize(
    ("content", "words", "whole"),
    [
        (WHOLE[:-20], "The JSON file ends in the middle.", 4),
        (WHOLE[:-1], "The JSON file ends in the middle.", 5),
        (WHOLE + b"x", f"This is not valid JSON (byte {len(WHOLE) + 1}).", 5),
    ],
)
def test_what_is_whole_before_a_cut_is_told_and_so_is_the_cut(
    file: Path, content: bytes, words: str, whole: int
) -> None:
    found = items(file, content)
    assert len(comments(found)) == whole
    assert [(one.line, one.reason.en) for one in rejected(found)] == [(whole + 1, words)]


def test_utf8_with_a_mark_is_read_and_latin_1_is_told(file: Path) -> None:
    assert len(comments(items(file, codecs.BOM_UTF8 + WHOLE))) == 5
    latin = artrans(comment(1, content="déjà")).decode().encode("latin-1", "replace")
    assert "not UTF-8" in rejected(items(file, latin))[0].reason.en


def test_an_empty_list_holds_nothing(file: Path) -> None:
    assert items(file, b"[]") == []


@pytest.mark.parametrize(
    ("head", "is_it"),
    [
        (WHOLE, True),
        (json.dumps(json.loads(WHOLE), indent=3).encode(), True),
        (artrans(converted(1)), True),
        (codecs.BOM_UTF8 + WHOLE, True),
        (codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"), True),
        (WHOLE[:700], True),
        (b'[{"nick":"a","comment":"b","url":"/"}]', False),
        (b'{"page_key":"/","content":"a"}\n', False),
        (b"[]", False),
        (b"", False),
    ],
)
def test_it_is_recognised_by_its_first_object(file: Path, head: bytes, is_it: bool) -> None:
    assert READER.recognises(file, head) is is_it


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=damaged(artrans(comment(1), converted(2))) | st.binary(max_size=300))
def test_whatever_happened_to_a_file_is_told_in_words(file: Path, content: bytes) -> None:
    read_without_a_crash(READER, file, content)
