"""Commento's export: what becomes of each comment, and that a broken file changes nothing."""

from __future__ import annotations

import codecs
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.services.newsroom import Newsroom
from app.sources.formats import commento
from app.sources.formats.commento import CommentoExport
from app.sources.record import ArticleRecord, CommentRecord, Item, LeftOut, ReadOptions
from tests.app.desk_newsroom import sql
from tests.app.sources.formats import arriving
from tests.app.sources.formats.arriving import (
    Arrived,
    bring_in,
    comments,
    damaged,
    left_out,
    read_without_a_crash,
    rejected,
)

READER = CommentoExport()


def key(number: int) -> str:
    return f"{number:064x}"


def comment(number: int, **changes: object) -> dict[str, object]:
    """A comment as the program writes it, field by field in its order."""
    row: dict[str, object] = {
        "commentHex": key(number),
        "domain": "www.bao.example",
        "url": "/tin/1.html",
        "commenterHex": key(1000),
        "markdown": f"Lời bình số {number}",
        "html": "",
        "parentHex": "root",
        "score": 0,
        "state": "approved",
        "creationDate": "2021-05-11T15:43:01.852651Z",
        "direction": 0,
        "deleted": False,
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def commenter(number: int, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "commenterHex": key(number),
        "email": "ha@bao.vn",
        "name": "Trần Thu Hà",
        "link": "https://ha.example",
        "photo": "undefined",
        "provider": "commento",
        "joinDate": "2020-01-27T14:17:59.298737Z",
        "isModerator": False,
    }
    return {**row, **changes}


def export(
    found: Iterable[dict[str, object]], writers: Iterable[dict[str, object]] = (commenter(1000),)
) -> bytes:
    document = {"version": 1, "comments": list(found), "commenters": list(writers)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bao.example-1620747781.json.gz"


def items(path: Path, content: bytes, **said: str) -> list[Item]:
    return arriving.items(READER, path, content, ReadOptions(**said))


def only(path: Path, row: dict[str, object], **said: str) -> CommentRecord:
    (found,) = comments(items(path, export([row]), **said))
    return found


def test_a_comment_and_its_writer(file: Path) -> None:
    found = items(file, gzip.compress(export([comment(1, parentHex=key(7))])))
    assert found == [
        ArticleRecord(
            source="bao.example",
            external_id="https://www.bao.example/tin/1.html",
            url="https://www.bao.example/tin/1.html",
        ),
        CommentRecord(
            source="bao.example",
            external_id=f"commento:{key(1)}",
            article="https://www.bao.example/tin/1.html",
            line=1,
            name="Trần Thu Hà",
            address="ha@bao.vn",
            text="Lời bình số 1",
            created_at=1_620_747_781 * moment.SECOND + 852_651,
            parent=f"commento:{key(7)}",
            status=Status.APPROVED,
            website="https://ha.example",
        ),
    ]


def test_who_gave_only_a_name_or_nothing(file: Path) -> None:
    named = commenter(5, name="Bạn đọc", email="undefined", link="undefined", provider="anon")
    found = comments(
        items(
            file,
            export(
                [comment(1, commenterHex=key(5)), comment(2, commenterHex="anonymous")], [named]
            ),
        )
    )
    assert [(one.name, one.address, one.website) for one in found] == [
        ("Bạn đọc", "", ""),
        ("", "", ""),
    ]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("approved", Status.APPROVED),
        ("unapproved", Status.PENDING),
        ("flagged", Status.PENDING),
        ("", None),
        (..., None),
    ],
)
def test_states(file: Path, state: object, status: Status | None) -> None:
    assert only(file, comment(1, state=state)).status is status


@pytest.mark.parametrize(
    ("row", "site", "address"),
    [
        ({"url": ...}, "", "https://www.bao.example/"),
        ({"url": "tin/2"}, "", "https://www.bao.example/tin/2"),
        ({"url": "https://khac.example/9"}, "", "https://khac.example/9"),
        ({"domain": "localhost:1313"}, "", "https://localhost:1313/tin/1.html"),
        ({}, "http://bao.example", "http://bao.example/tin/1.html"),
        ({}, "https://khac.example", "https://www.bao.example/tin/1.html"),
        ({"domain": ...}, "https://bao.example", "https://bao.example/tin/1.html"),
        ({"domain": ...}, "", "/tin/1.html"),
    ],
)
def test_a_pages_address(file: Path, row: dict[str, object], site: str, address: str) -> None:
    assert only(file, comment(1, **row), site=site).article == address


def test_a_page_without_a_host_belongs_to_the_source_that_is_named(file: Path) -> None:
    row = comment(1, domain=...)
    assert only(file, row).source == "file"
    assert only(file, row, source="báo cũ").source == "báo cũ"


def test_deleted_comments_are_left_out_and_answers_to_them_are_kept(file: Path) -> None:
    found = items(
        file,
        export(
            [
                comment(1, markdown="[deleted]", commenterHex="anonymous"),
                comment(2, parentHex=key(1)),
                comment(3, deleted=True),
                comment(4, markdown="[deleted]"),
            ]
        ),
    )
    assert left_out(found) == [LeftOut(1, "deleted"), LeftOut(3, "deleted")]
    assert [(one.external_id, one.parent) for one in comments(found)] == [
        (f"commento:{key(2)}", f"commento:{key(1)}"),
        (f"commento:{key(4)}", None),
    ]


def test_html_serves_where_nothing_else_is_kept(file: Path) -> None:
    row = comment(1, markdown=" ", html="<p>Cảm ơn <b>báo</b></p>")
    assert only(file, row).text == "Cảm ơn báo"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (comment(1, markdown=""), "The text is missing."),
        (comment(1, commentHex=""), "The id is missing."),
        (comment(1, domain=..., url=...), "The article is missing (article_url or article_title)."),
        (comment(1, state="hidden"), "Unknown state: “hidden”."),
        (comment(1, creationDate="hôm qua"), "Unreadable time: “hôm qua”."),
        (comment(1, markdown=["x"]), "The field “markdown” must be text."),
        ({"x": float("nan")}, "It holds NaN, which is not a number JSON allows."),
    ],
)
def test_a_comment_that_cannot_be_used_is_refused_in_words(
    file: Path, row: dict[str, object], words: str
) -> None:
    found = items(file, export([row, comment(2)]))
    (refused,) = rejected(found)
    assert (refused.line, refused.reason.en) == (1, words)
    assert refused.raw.startswith("{")
    assert len(comments(found)) == 1


def test_an_unreadable_writer_costs_a_name_and_is_told(file: Path) -> None:
    found = items(file, export([comment(1)], [commenter(1000)]).replace("Trần".encode(), b"Tr\xff"))
    assert [one.name for one in comments(found)] == [""]
    assert rejected(found)[0].reason.en.startswith("A writer among the commenters: This is not UTF")


def test_the_first_entry_of_a_writer_counts(file: Path) -> None:
    writers = [commenter(1000), commenter(1000, name="Khác"), {"name": "Không ai"}, commenter(2)]
    (found,) = comments(items(file, export([comment(1)], writers)))
    assert found.name == "Trần Thu Hà"


def test_many_writers_are_kept_on_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commento, "_IN_MEMORY", 100)
    numbers = range(2000, 2050)
    rows = [comment(n, commenterHex=key(n)) for n in numbers]
    writers = [commenter(n, name=f"Người {n}") for n in reversed(numbers)]
    found = comments(items(file, export(rows, writers)))
    assert [one.name for one in found] == [f"Người {n}" for n in numbers]


def test_a_whole_export_arrives(newsroom: Newsroom, file: Path) -> None:
    """Three threads on two pages, a comment deleted under answers, an orphan, and five rejects."""
    rows = [
        *(comment(n) for n in range(1, 11)),
        *(comment(n, parentHex=key(1), state="unapproved") for n in range(11, 21)),
        *(comment(n, parentHex=key(11), state="flagged") for n in range(21, 26)),
        *(comment(n, url="/tin/2.html", commenterHex="anonymous") for n in range(26, 31)),
        comment(31, markdown="[deleted]", commenterHex="anonymous"),
        *(comment(n, parentHex=key(31)) for n in (32, 33)),
        comment(34, parentHex=key(999)),
        comment(35, markdown=""),
        *(comment(n, state="odd") for n in (36, 37, 38)),
        comment(39, commentHex=...),
    ]
    file.write_bytes(gzip.compress(export(rows)))
    assert bring_in(newsroom, file, "commento") == Arrived(
        statuses={"approved": 18, "pending": 15},
        answers=15,
        orphans=3,
        articles=2,
        left_out={"deleted": 1},
        rejected=5,
    )
    assert sql(newsroom, "SELECT key FROM source") == [("bao.example",)]


def test_answers_before_what_they_answer_find_it(newsroom: Newsroom, file: Path) -> None:
    file.write_bytes(export([comment(2, parentHex=key(1)), comment(1)]))
    arrived = bring_in(newsroom, file, "commento")
    assert (arrived.answers, arrived.orphans) == (1, 0)


WHOLE = export([comment(n, parentHex=key(n - 1)) for n in range(2, 6)])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WHOLE[:200], "The JSON file ends in the middle."),
        (WHOLE[:-40], "The JSON file ends in the middle."),
        (WHOLE[:-1], "The JSON file ends in the middle."),
        (gzip.compress(WHOLE)[:-30], "The gzip file ends in the middle."),
        (gzip.compress(WHOLE)[:-8] + b"\1" * 8, "The gzip file is damaged."),
        (WHOLE + b"]", f"This is not valid JSON (byte {len(WHOLE) + 1})."),
        (b'{"version":1,"comments":7}', "This JSON file has no list “comments”."),
        (b'{"version":1}', "This JSON file has no list “comments”."),
        (WHOLE.replace(b":1,", b":2,", 1), "Version 2 of Commento's export is not known."),
        (
            codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"),
            "This JSON file is UTF-16; save it as UTF-8.",
        ),
        (b"xin", "This is not valid JSON (byte 1)."),
    ],
)
def test_a_broken_file_is_refused_before_anything_is_told(
    file: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UnusableInputError) as refused:
        items(file, content)
    assert refused.value.words.en == words


def test_utf8_with_a_mark_is_read_and_latin_1_is_told(file: Path) -> None:
    assert len(comments(items(file, codecs.BOM_UTF8 + WHOLE))) == 4
    latin = export([comment(1, markdown="déjà")], []).decode().encode("latin-1")
    assert "not UTF-8" in rejected(items(file, latin))[0].reason.en


def test_an_empty_export_holds_nothing(file: Path) -> None:
    assert items(file, export([], [])) == []


@pytest.mark.parametrize(
    ("head", "is_it"),
    [
        (WHOLE, True),
        (json.dumps(json.loads(WHOLE), indent=2).encode(), True),
        (json.dumps(json.loads(WHOLE), sort_keys=True).encode(), True),
        (codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"), True),
        (export([], []), True),
        (WHOLE[:300], True),
        (b'{"version":1,"users":[],"posts":[]}\n', False),
        (b'[{"commentHex":"1"}]', False),
        (b'{"id":"1","text":"a"}\n', False),
        (b"", False),
    ],
)
def test_it_is_recognised_by_its_content(file: Path, head: bytes, is_it: bool) -> None:
    assert READER.recognises(file, head) is is_it


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=damaged(export([comment(1), comment(2, parentHex=key(1))])) | st.binary(max_size=300)
)
def test_whatever_happened_to_a_file_is_told_in_words(file: Path, content: bytes) -> None:
    read_without_a_crash(READER, file, content)
