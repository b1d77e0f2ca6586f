"""Twikoo's export: what becomes of each comment, and that any other file is refused in words."""

from __future__ import annotations

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
from app.sources.files import reader_for
from app.sources.formats.twikoo import TwikooExport
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions
from tests.app.sources.formats import arriving
from tests.app.sources.formats.arriving import (
    Arrived,
    bring_in,
    comments,
    damaged,
    read_without_a_crash,
    rejected,
)

READER = TwikooExport()
NOON = 1_700_049_600 * moment.SECOND


def key(number: int) -> str:
    return f"{number:032x}"


def comment(number: int, **changes: object) -> dict[str, object]:
    """A comment as Twikoo's own server keeps it, field by field in its order."""
    row: dict[str, object] = {
        "_id": key(number),
        "uid": "f00d",
        "nick": "Trần Thu Hà",
        "mail": "ha@bao.example",
        "mailMd5": "0" * 64,
        "link": "https://ha.example",
        "ua": "Mozilla/5.0",
        "ip": "192.0.2.7",
        "master": False,
        "url": "/tin/1.html",
        "href": "https://www.bao.example/tin/1.html?utm_source=x#binh-luan",
        "comment": f"<p>Bình luận <strong>{number}</strong></p>\n",
        "isSpam": False,
        "created": 1_700_049_600_000,
        "updated": 1_700_049_600_000,
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def export(rows: Iterable[object]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False, indent=2).encode()


def sample() -> bytes:
    """Two articles, a thread of three, an orphan, what is hidden, one row that cannot be used."""
    return export(
        [
            comment(1),
            comment(2, pid=key(1), rid=key(1)),
            comment(3, pid=key(2), rid=key(1), isSpam=True),
            comment(4, url="/tin/2.html"),
            comment(5, url="/tin/2.html", pid=key(99), rid=key(98)),
            comment(6, comment="<p> </p>"),
        ]
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "twikoo-comment.json"


def items(path: Path, content: bytes, **said: str) -> list[Item]:
    return arriving.items(READER, path, content, ReadOptions(**said))


def only(path: Path, row: dict[str, object], **said: str) -> CommentRecord:
    (found,) = comments(items(path, export([row]), **said))
    return found


def test_a_comment_and_its_article(file: Path) -> None:
    found = items(file, export([comment(2, pid=key(1), rid=key(1))]))
    address = "https://www.bao.example/tin/1.html"
    assert found == [
        ArticleRecord(source="bao.example", external_id=address, url=address),
        CommentRecord(
            source="bao.example",
            external_id=f"twikoo:{key(2)}",
            article=address,
            line=1,
            name="Trần Thu Hà",
            address="ha@bao.example",
            text="Bình luận 2",
            created_at=NOON,
            parent=f"twikoo:{key(1)}",
            status=Status.APPROVED,
            website="https://ha.example",
            machine="192.0.2.7",
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "site", "article"),
    [
        ({}, "", "https://www.bao.example/tin/1.html"),
        ({}, "https://bao.vn", "https://bao.vn/tin/1.html"),
        ({"href": ...}, "", "/tin/1.html"),
        ({"href": ...}, "https://bao.vn", "https://bao.vn/tin/1.html"),
        ({"href": "http://[::1"}, "", "/tin/1.html"),
        ({"href": "javascript:alert(1)"}, "", "/tin/1.html"),
        ({"url": ""}, "", "https://www.bao.example/tin/1.html?utm_source=x"),
        ({"url": "https://khac.example/a"}, "https://bao.vn", "https://khac.example/a"),
    ],
)
def test_where_a_comment_stands(
    file: Path, changes: dict[str, object], site: str, article: str
) -> None:
    assert only(file, comment(1, **changes), site=site).article == article


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (False, Status.APPROVED),
        (..., Status.APPROVED),
        (None, Status.APPROVED),
        (True, Status.SPAM),
    ],
)
def test_what_twikoo_hides_is_spam(file: Path, told: object, status: Status) -> None:
    assert only(file, comment(1, isSpam=told)).status == status


@pytest.mark.parametrize(
    "told", [key(7), {"$oid": key(7)}, 7.0, 7], ids=["text", "mongodb", "float", "number"]
)
def test_every_way_a_storage_tells_an_id(file: Path, told: object) -> None:
    found = only(file, comment(1, _id=told, pid=told))
    expected = f"twikoo:{7 if isinstance(told, int | float) else key(7)}"
    assert (found.external_id, found.parent) == (expected, expected)


@pytest.mark.parametrize("told", [1_700_049_600_000, {"$numberLong": "1700049600000"}])
def test_when_it_was_written(file: Path, told: object) -> None:
    assert only(file, comment(1, created=told)).created_at == NOON


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (comment(1, comment=...), "The text is missing."),
        (comment(1, url="", href=""), "The article is missing (article_url or article_title)."),
        (comment(1, _id=""), "The id is missing."),
        (comment(1, created={"a": []}), "Unreadable time: “{'a': []}”."),
        (7, "This is not a JSON object {…}."),
    ],
)
def test_what_cannot_become_a_comment(file: Path, row: object, reason: str) -> None:
    found = items(file, export([row, comment(2)]))
    assert [(each.line, each.reason.en) for each in rejected(found)] == [(1, reason)]
    assert [each.external_id for each in comments(found)] == [f"twikoo:{key(2)}"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"comments": []}', "has no list"),
        (export([comment(1)])[:300], "ends in the middle"),
        (export([comment(1)]).decode().encode("utf-16"), "is UTF-16"),
    ],
)
def test_a_file_that_cannot_be_used(file: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnusableInputError, match=words):
        items(file, content)


def test_it_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "tệp.jsonl"
    path.write_bytes(export([comment(1)]))
    assert reader_for(path, None).name == "twikoo"
    path.write_bytes(b'{"results": ' + export([comment(1)]) + b"}")
    assert reader_for(path, None).name == "twikoo"
    assert len(comments([item for _, item in READER.read(path, ReadOptions())])) == 1
    path.write_bytes(b'[{"_id": 1, "url": "/a", "time": 3, "created": 1}]')
    with pytest.raises(UnusableInputError, match="one JSON list"):
        reader_for(path, None)


def test_it_arrives_whole_and_only_once(newsroom: Newsroom, file: Path) -> None:
    file.write_bytes(sample())
    assert bring_in(newsroom, file, "twikoo") == Arrived(
        {"approved": 4, "spam": 1}, answers=2, orphans=1, articles=2, rejected=1
    )


@given(st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happened_to_a_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged-twikoo.json"
    read_without_a_crash(READER, path, data.draw(damaged(sample()) | st.binary()))
