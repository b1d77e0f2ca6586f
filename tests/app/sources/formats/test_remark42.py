"""Remark42's backup: what becomes of each line, and where a cut or damaged file stops."""

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
from app.sources.formats.remark42 import Remark42Backup
from app.sources.record import ArticleRecord, CommentRecord, Item, LeftOut, ReadOptions
from tests.app.desk_newsroom import sql
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

READER = Remark42Backup()
HASH = "293ec5b0cf154855258824ec7fac5dc63d176915"
PAGE = "https://www.bao.example/tin/1.html"

META = {
    "version": 1,
    "users": [
        {
            "id": "email_1",
            "blocked": {"status": False, "until": "0001-01-01T00:00:00Z"},
            "verified": True,
            "details": {"user_id": "email_1", "email": "ha@bao.vn"},
        },
        {"id": "github_2", "blocked": {"status": True, "until": "2027-01-01T00:00:00Z"}},
    ],
    "posts": [{"url": PAGE, "read_only": True}],
}


def key(number: int) -> str:
    return f"f863bd79-fec6-4a75-b308-{number:012d}"


def comment(number: int, **changes: object) -> dict[str, object]:
    """A comment as the program writes it, field by field in its order."""
    row: dict[str, object] = {
        "id": key(number),
        "pid": "",
        "text": f"<p>Lời bình số <em>{number}</em></p>\n",
        "orig": f"Lời bình số *{number}*",
        "user": {
            "name": "Trần Thu Hà",
            "id": "email_1",
            "picture": "https://remark.example/api/v1/avatar/1.image",
            "ip": HASH,
            "admin": False,
            "site_id": "bao",
        },
        "locator": {"site": "bao", "url": PAGE},
        "score": 2,
        "votes": {"github_2": True},
        "voted_ips": {},
        "vote": 0,
        "time": "2021-05-11T22:43:01.852651778+07:00",
        "title": "Hạn hán",
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def backup(*found: dict[str, object], meta: object = META) -> bytes:
    lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (meta, *found))
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup-bao-20210511.gz"


def items(path: Path, content: bytes, **said: str) -> list[Item]:
    return arriving.items(READER, path, content, ReadOptions(**said))


def only(path: Path, row: dict[str, object], **said: str) -> CommentRecord:
    (found,) = comments(items(path, backup(row), **said))
    return found


def test_a_comment_and_its_article(file: Path) -> None:
    found = items(file, gzip.compress(backup(comment(1, pid=key(7)))))
    assert found == [
        ArticleRecord(source="bao.example", external_id=PAGE, url=PAGE, title="Hạn hán"),
        CommentRecord(
            source="bao.example",
            external_id=f"remark42:{key(1)}",
            article=PAGE,
            line=2,
            name="Trần Thu Hà",
            address="ha@bao.vn",
            text="Lời bình số *1*",
            created_at=1_620_747_781 * moment.SECOND + 852_651,
            parent=f"remark42:{key(7)}",
            status=Status.APPROVED,
        ),
    ]


def test_neither_the_hash_of_a_machine_nor_of_an_address_is_kept(file: Path) -> None:
    user = {"name": "Bạn đọc", "id": f"email_{HASH}", "ip": HASH}
    found = only(file, comment(1, user=user))
    assert (found.machine, found.address) == ("", "")


def test_html_serves_where_what_was_typed_is_not_kept(file: Path) -> None:
    text = '<p>Cảm ơn &amp; <a href="https://bao.example/2" rel="nofollow">xem</a></p>'
    found = only(file, comment(1, orig=..., text=text))
    assert found.text == "Cảm ơn & xem (https://bao.example/2)"


def test_the_sanitisers_escapes_are_undone_and_nothing_else(file: Path) -> None:
    found = items(
        file,
        backup(
            comment(
                1,
                locator={"site": "bao", "url": "https://bao.example/?a=1&amp;copy=2&amp;b=&#39;"},
                title="Giá &lt; 5 &amp; 6",
                user={"name": "A &lt;3 &copy;", "id": "x"},
            )
        ),
    )
    assert articles(found)[0].url == "https://bao.example/?a=1&copy=2&b='"
    assert articles(found)[0].title == "Giá < 5 & 6"
    assert comments(found)[0].name == "A <3 &copy;"


def test_blocked_pinned_and_edited_comments_are_on_the_page(file: Path) -> None:
    user = {"name": "Bạn đọc", "id": "github_2", "block": True}
    edit = {"time": "2021-05-12T00:00:00Z", "summary": "lỗi gõ"}
    found = only(file, comment(1, user=user, pin=True, edit=edit, imported=True))
    assert found.status is Status.APPROVED


def test_deleted_comments_are_left_out_and_answers_to_them_are_kept(file: Path) -> None:
    gone = comment(1, text="", orig=..., delete=True, user={"name": "deleted", "id": "deleted"})
    found = items(file, backup(gone, comment(2, pid=key(1))))
    assert left_out(found) == [LeftOut(2, "deleted")]
    assert [one.parent for one in comments(found)] == [f"remark42:{key(1)}"]


def test_a_page_known_by_its_path_stands_on_the_site_that_is_named(file: Path) -> None:
    row = comment(1, locator={"site": "bao", "url": "/tin/1.html"})
    assert only(file, row).article == "/tin/1.html"
    assert only(file, row, site="https://bao.example").article == "https://bao.example/tin/1.html"


def test_a_time_that_was_never_set_is_unknown(file: Path) -> None:
    assert only(file, comment(1, time="0001-01-01T00:00:00Z")).created_at == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (comment(1, text="", orig=""), "The text is missing."),
        (comment(1, id=""), "The id is missing."),
        (
            comment(1, locator={"url": ""}, title=""),
            "The article is missing (article_url or article_title).",
        ),
        (comment(1, user="An"), "The field “user” must be a JSON object."),
        (comment(1, time="hôm qua"), "Unreadable time: “hôm qua”."),
        (comment(1, orig={}), "The field “orig” must be text."),
        ({"x": float("inf")}, "It holds Infinity, which is not a number JSON allows."),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_in_words(
    file: Path, row: dict[str, object], words: str
) -> None:
    row = (
        row
        if row.get("id") != key(1) or row.get("locator") != {"url": ""}
        else {**row, "title": ""}
    )
    found = items(file, backup(row, comment(2)))
    (refused,) = rejected(found)
    assert (refused.line, refused.reason.en) == (2, words)
    assert refused.raw.startswith("{")
    assert len(comments(found)) == 1


def test_a_whole_backup_arrives(newsroom: Newsroom, file: Path) -> None:
    """Three threads on two pages, a comment deleted under answers, an orphan, and three rejects."""
    other = {"site": "bao", "url": "https://www.bao.example/tin/2.html"}
    rows = [
        *(comment(n) for n in range(1, 11)),
        *(
            comment(n, pid=key(1), user={"name": f"Người {n}", "id": f"x{n}"})
            for n in range(11, 21)
        ),
        *(comment(n, pid=key(11)) for n in range(21, 26)),
        *(comment(n, locator=other, title="") for n in range(26, 31)),
        comment(31, text="", orig=..., delete=True),
        *(comment(n, pid=key(31)) for n in (32, 33)),
        comment(34, pid="1234"),
        comment(35, text="", orig=...),
        comment(36, time="?"),
        {},
    ]
    file.write_bytes(gzip.compress(backup(*rows)))
    assert bring_in(newsroom, file, "remark42") == Arrived(
        statuses={"approved": 33},
        answers=15,
        orphans=3,
        articles=2,
        left_out={"deleted": 1},
        rejected=3,
    )
    assert sql(newsroom, "SELECT key FROM source") == [("bao.example",)]
    writers = sql(newsroom, "SELECT count(*) FROM writer WHERE address = 'ha@bao.vn'")
    assert writers == [(1,)]


def test_answers_before_what_they_answer_find_it(newsroom: Newsroom, file: Path) -> None:
    file.write_bytes(backup(comment(2, pid=key(1)), comment(1)))
    arrived = bring_in(newsroom, file, "remark42")
    assert (arrived.answers, arrived.orphans) == (1, 0)


WHOLE = backup(*(comment(n) for n in range(1, 6)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WHOLE.replace(b":1,", b":2,", 1), "Version 2 of Remark42's backup is not known."),
        (
            b'{"users":[]}\n',
            "The first line is not what a Remark42 backup begins with: the version is missing.",
        ),
        (
            b'{"version":true}\n',
            "The first line is not what a Remark42 backup begins with: the version is missing.",
        ),
        (
            b"xin\n",
            "The first line is not what a Remark42 backup begins with: "
            "This is not valid JSON (column 1).",
        ),
        (
            WHOLE[:40],
            "The first line is not what a Remark42 backup begins with: "
            "The file ends in the middle of this line.",
        ),
        (
            b"\n \n",
            "The first line is not what a Remark42 backup begins with: the version is missing.",
        ),
        (
            codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"),
            "This JSON Lines file is UTF-16; save it as UTF-8.",
        ),
        (gzip.compress(WHOLE)[:12], "The gzip file ends in the middle."),
        (b"\x1f\x8b" + b"x" * 20, "The gzip file is damaged."),
    ],
)
def test_a_file_that_is_none_is_refused_before_anything_is_told(
    file: Path, content: bytes, words: str
) -> None:
    with pytest.raises(UnusableInputError) as refused:
        items(file, content)
    assert refused.value.words.en == words


def test_version_0_is_read_like_1(file: Path) -> None:
    found = items(file, backup(comment(1), meta={"version": 0, "users": None, "posts": None}))
    assert [one.address for one in comments(found)] == [""]


def test_what_is_whole_before_a_cut_is_told_and_so_is_the_cut(file: Path) -> None:
    found = items(file, WHOLE[:-20])
    assert len(comments(found)) == 4
    (cut,) = rejected(found)
    assert (cut.line, cut.reason.en) == (6, "The file ends in the middle of this line.")


def test_what_was_unpacked_before_gzip_breaks_off_is_told_and_so_is_the_break(
    file: Path,
) -> None:
    whole = backup(*(comment(n, orig=f"{n:x}" * 50) for n in range(1, 3_000)))
    packed = gzip.compress(whole)
    for content, words in (
        (packed[: len(packed) // 2], "The gzip file ends in the middle."),
        (packed[:-8] + b"\1" * 8, "The gzip file is damaged."),
    ):
        found = items(file, content)
        (broken,) = rejected(found)
        assert broken.reason.en == words
        assert 1_000 < len(comments(found)) < 3_000
        assert broken.line == len(comments(found)) + 2


def test_a_bomb_is_read_to_its_bound(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sources.unpacking.unpacked_limit", lambda packed: 3_000_000)
    found = items(file, gzip.compress(WHOLE + b" " * 10_000_000))
    assert len(comments(found)) == 5
    assert [one.reason.en[:32] for one in rejected(found)] == ["It unpacks to more than 2 MiB, w"]


def test_utf8_with_a_mark_is_read_and_latin_1_is_told(file: Path) -> None:
    assert len(comments(items(file, codecs.BOM_UTF8 + WHOLE))) == 5
    latin = (
        backup(comment(1, orig="déjà", title="", user={"id": "x"}))
        .decode()
        .encode("latin-1", "replace")
    )
    assert "not UTF-8" in rejected(items(file, latin))[0].reason.en


def test_a_backup_without_comments_holds_nothing(file: Path) -> None:
    assert items(file, backup()) == []


@pytest.mark.parametrize(
    ("head", "is_it"),
    [
        (WHOLE, True),
        (backup(), True),
        (b'{"version":1,"users":null,"posts":null}\n', True),
        (codecs.BOM_UTF8 + WHOLE, True),
        (codecs.BOM_UTF16_LE + WHOLE.decode().encode("utf-16-le"), True),
        (WHOLE[:60], True),
        (b'{"version":1,"comments":[],"commenters":[]}', False),
        (b'{"id":"1","text":"a"}\n', False),
        (b"", False),
    ],
)
def test_it_is_recognised_by_its_first_line(file: Path, head: bytes, is_it: bool) -> None:
    assert READER.recognises(file, head) is is_it


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=damaged(backup(comment(1), comment(2, pid=key(1)))) | st.binary(max_size=300))
def test_whatever_happened_to_a_file_is_told_in_words(file: Path, content: bytes) -> None:
    read_without_a_crash(READER, file, content)
