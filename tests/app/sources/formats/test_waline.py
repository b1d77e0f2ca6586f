"""Waline's export: what becomes of each comment, and that any other file is refused in words."""

from __future__ import annotations

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
from app.sources.files import reader_for
from app.sources.formats.waline import WalineExport
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

READER = WalineExport()
NOON = 1_700_049_600 * moment.SECOND


def comment(number: int, **changes: object) -> dict[str, object]:
    """A row of Waline's table Comment, as its MySQL storage gives it."""
    row: dict[str, object] = {
        "user_id": None,
        "comment": f"Bình luận **{number}**",
        "insertedAt": "2023-11-15T12:00:00.000Z",
        "ip": "192.0.2.7",
        "link": "https://ha.example",
        "mail": "ha@bao.example",
        "nick": "Trần Thu Hà",
        "pid": None,
        "rid": None,
        "sticky": None,
        "status": "approved",
        "like": None,
        "ua": "Mozilla/5.0",
        "url": "/tin/1.html",
        "createdAt": "2023-11-15T12:00:00.000Z",
        "updatedAt": "2023-11-15T12:00:00.000Z",
        "objectId": number,
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def export(rows: Iterable[object], indent: str | None = "\t", **changes: object) -> bytes:
    document = {
        "__version": "1.36.0",
        "type": "waline",
        "version": 1,
        "time": 1_700_049_600_000,
        "tables": ["Comment", "Counter", "Users"],
        "data": {
            "Comment": list(rows),
            "Counter": [{"objectId": 1, "time": 12, "url": "/tin/1.html"}],
            "Users": [{"objectId": 1, "display_name": "Toà soạn", "email": "ts@bao.example"}],
        },
        **changes,
    }
    return json.dumps(document, ensure_ascii=False, indent=indent).encode()


def sample() -> bytes:
    """Two articles, a thread of three, an orphan, every status, one row that cannot be used."""
    return export(
        [
            comment(1),
            comment(2, pid=1, rid=1, status="waiting"),
            comment(3, pid=2, rid=1, status="spam"),
            comment(4, url="/tin/2.html", status=""),
            comment(5, url="/tin/2.html", pid=99, rid=98, status=...),
            comment(6, comment="  "),
        ]
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "waline.json"


def items(path: Path, content: bytes, **said: str) -> list[Item]:
    return arriving.items(READER, path, content, ReadOptions(**said))


def only(path: Path, row: dict[str, object], **said: str) -> CommentRecord:
    (found,) = comments(items(path, export([row]), **said))
    return found


def test_a_comment_and_its_article(file: Path) -> None:
    found = items(file, export([comment(2, pid=1, rid=1)]), site="https://www.bao.example")
    address = "https://www.bao.example/tin/1.html"
    assert found == [
        ArticleRecord(source="bao.example", external_id=address, url=address),
        CommentRecord(
            source="bao.example",
            external_id="waline:2",
            article=address,
            line=1,
            name="Trần Thu Hà",
            address="ha@bao.example",
            text="Bình luận **2**",
            created_at=NOON,
            parent="waline:1",
            status=Status.APPROVED,
            website="https://ha.example",
            machine="192.0.2.7",
        ),
    ]


def test_without_a_site_a_path_stands_as_it_is(file: Path) -> None:
    found = only(file, comment(1))
    assert (found.source, found.article) == ("file", "/tin/1.html")
    assert only(file, comment(1), source="báo").source == "báo"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("approved", Status.APPROVED),
        ("waiting", Status.PENDING),
        ("spam", Status.SPAM),
        ("", Status.APPROVED),
        (None, Status.APPROVED),
    ],
)
def test_what_waline_shows_is_approved(file: Path, told: object, status: Status) -> None:
    assert only(file, comment(1, status=told)).status == status


@pytest.mark.parametrize(
    "told",
    [
        "2023-11-15T12:00:00.000Z",
        "2023-11-15T19:00:00+07:00",
        "2023-11-15 19:00:00",
        {"__type": "Date", "iso": "2023-11-15T12:00:00.000Z"},
        {"$date": {"$numberLong": "1700049600000"}},
        1_700_049_600_000,
        1_700_049_600_000.0,
        "1700049600000",
        "Wed Nov 15 2023 19:00:00 GMT+0700 (Indochina Time)",
    ],
)
@pytest.mark.usefixtures("in_hanoi")
def test_every_way_a_storage_tells_the_time(file: Path, told: object) -> None:
    assert only(file, comment(1, insertedAt=told)).created_at == NOON


@pytest.mark.parametrize("told", ["soon", "Wednesday", -1, 10**18, True, [1], {"at": 1}, "9" * 40])
def test_a_time_nobody_can_read(file: Path, told: object) -> None:
    (found,) = rejected(items(file, export([comment(1, insertedAt=told)])))
    assert found.reason.en.startswith("Unreadable time")


def test_no_time_is_no_trouble(file: Path) -> None:
    assert only(file, comment(1, insertedAt=None, createdAt="")).created_at == 0


@pytest.mark.parametrize(
    ("changes", "parent"),
    [
        ({"pid": "651f", "rid": "650a"}, "waline:651f"),
        ({"pid": "", "rid": "650a"}, "waline:650a"),
        ({"pid": 0, "rid": 0}, None),
        ({"pid": ..., "rid": ...}, None),
    ],
)
def test_what_a_comment_answers(file: Path, changes: dict[str, object], parent: object) -> None:
    assert only(file, comment(9, **changes)).parent == parent


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("a < b && *c*", "a < b && *c*"),
        ("`<div>` là thẻ", "`<div>` là thẻ"),
        ("<p>Hay<br>lắm</p>\n<p>Thật</p>", "Hay\nlắm\n\nThật"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_markdown_stays_as_typed_and_html_becomes_text(file: Path, told: str, text: str) -> None:
    assert only(file, comment(1, comment=told)).text == text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (comment(1, comment=None), "The text is missing."),
        (comment(1, url=""), "The article is missing (article_url or article_title)."),
        (comment(1, objectId=None), "The id is missing."),
        (comment(1, nick=["a"]), "The field “nick” must be text."),
        (comment(1, objectId={"a": 1}), "The field “objectId” must be text."),
        (["a"], "This is not a JSON object {…}."),
    ],
)
def test_what_cannot_become_a_comment(file: Path, row: object, reason: str) -> None:
    found = items(file, export([row, comment(2)]))
    assert [(each.line, each.reason.en) for each in rejected(found)] == [(1, reason)]
    assert [each.external_id for each in comments(found)] == ["waline:2"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (export([], data={"Users": []}), "no list “data.Comment”"),
        (export([], data=5), "no list “data.Comment”"),
        (export([comment(1)])[:300], "ends in the middle"),
        (export([comment(1)]).decode().encode("utf-16"), "is UTF-16"),
        (gzip.compress(export([comment(1)]), mtime=0)[:60], "ends in the middle"),
    ],
)
def test_a_file_that_cannot_be_used(file: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnusableInputError, match=words):
        items(file, content)


def test_a_cut_file_is_read_as_far_as_it_is_whole(file: Path) -> None:
    whole = export([comment(1), comment(2)])
    found = items(file, whole[: whole.index(b'"Counter": [')])
    assert len(comments(found)) == 2
    assert [each.reason.en for each in rejected(found)] == ["The JSON file ends in the middle."]


@pytest.mark.parametrize("name", ["waline.json", "waline.jsonl", "waline", "waline.csv"])
@pytest.mark.parametrize("indent", ["\t", None])
def test_it_is_known_by_its_content(tmp_path: Path, name: str, indent: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(export([comment(1)], indent))
    assert reader_for(path, None).name == "waline"
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert reader_for(path, None).name == "waline"


def test_it_arrives_whole_and_only_once(newsroom: Newsroom, file: Path) -> None:
    file.write_bytes(sample())
    assert bring_in(newsroom, file, "waline", site="https://bao.example") == Arrived(
        {"approved": 3, "pending": 1, "spam": 1}, answers=2, orphans=1, articles=2, rejected=1
    )


@given(st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happened_to_a_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged-waline.json"
    read_without_a_crash(READER, path, data.draw(damaged(sample()) | st.binary()))
