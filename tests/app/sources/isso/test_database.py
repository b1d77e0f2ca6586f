"""Isso's comments.db: read from a copy, whatever it is, and never touched."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.sources.files import reader_for
from app.sources.isso import database, database_copy
from app.sources.isso.database import IssoDatabase
from app.sources.record import ArticleRecord, CommentRecord, Item, LeftOut, ReadOptions, RejectedRow
from tests.app.sources.formats.arriving import Arrived, bring_in, comments, rejected

READER = IssoDatabase()
SITE = ReadOptions(site="https://bao.example")
THREADS = (
    "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256))"
)
COMMENTS = """
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
    created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR,
    text VARCHAR NOT NULL, author VARCHAR, email VARCHAR, website VARCHAR,
    likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL,
    notification INTEGER DEFAULT 0)
"""
STALE = """
CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
    DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END
"""
INSERT = (
    "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, email, "
    "website, voters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, x'00')"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comments.db"


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    yield
    assert list(copies.iterdir()) == []


def row(number: int, **changes: object) -> tuple[object, ...]:
    """A comment with all that Isso keeps of it."""
    values: dict[str, object] = {
        "tid": 1,
        "id": number,
        "parent": None,
        "created": 1_700_000_000.25 + number,
        "mode": 1,
        "remote_addr": "192.0.2.0",
        "text": f"Lời bình {number}",
        "author": "Hà",
        "email": "ha@thu.example",
        "website": None,
    }
    return tuple({**values, **changes}.values())


def make(path: Path, *rows: tuple[object, ...], schema: tuple[str, ...] = ()) -> Path:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as isso, isso:
        for statement in schema or (THREADS, COMMENTS, STALE):
            isso.execute(statement)
        if not schema:
            isso.execute("INSERT INTO threads VALUES (1, '/bài-1?x=2', 'Bài 1'), (2, '/2', NULL)")
            isso.executemany(INSERT, rows)
            isso.execute("PRAGMA user_version = 5")
    return path


def items(path: Path, options: ReadOptions = SITE) -> list[Item]:
    told = list(READER.read(path, options))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    return [item for _, item in told]


def refusal(path: Path) -> str:
    with pytest.raises(UnusableInputError) as refused:
        next(READER.read(path, SITE))
    assert refused.value.words.vi != refused.value.words.en
    return refused.value.words.en


def test_a_comment_as_isso_keeps_it(file: Path) -> None:
    """The ids and the article are those which the connected site tells."""
    make(
        file,
        row(
            1, created=1_700_000_000.123456, author="A &amp; &lt;B&gt;", website="https://a?b&amp;c"
        ),
        row(2, parent=1, mode=2, author=None, email=None, remote_addr=None, tid=2),
    )
    assert items(file) == [
        ArticleRecord("bao.example", "/bài-1?x=2", "https://bao.example/b%C3%A0i-1?x=2", "Bài 1"),
        CommentRecord(
            source="bao.example",
            external_id="1@1700000000123456",
            article="/bài-1?x=2",
            line=1,
            name="A & <B>",
            address="ha@thu.example",
            text="Lời bình 1",
            created_at=1_700_000_000_123_456,
            status=Status.APPROVED,
            website="https://a?b&c",
            machine="192.0.2.0",
        ),
        ArticleRecord("bao.example", "/2", "https://bao.example/2"),
        CommentRecord(
            source="bao.example",
            external_id="2@1700000002250000",
            article="/2",
            line=2,
            name="",
            address="",
            text="Lời bình 2",
            created_at=1_700_000_002_250_000,
            parent="1@1700000000123456",
            status=Status.PENDING,
        ),
    ]


def test_without_a_site_the_path_stands_as_it_is(file: Path) -> None:
    make(file, row(1))
    article, _ = items(file, ReadOptions())
    assert article == ArticleRecord("file", "/bài-1?x=2", "/bài-1?x=2", "Bài 1")
    article, comment = items(
        file, ReadOptions(source="binh-luan.example", site="https://b.example/")
    )
    assert isinstance(article, ArticleRecord)
    assert isinstance(comment, CommentRecord)
    assert article.url == "https://b.example/b%C3%A0i-1?x=2"
    assert article.source == comment.source == "binh-luan.example"


def test_a_deleted_comment_is_counted_and_its_answers_stay(file: Path) -> None:
    make(file, row(1, mode=4, text=""), row(2, parent=1), row(3, parent=77))
    found = items(file)
    assert found[0] == LeftOut(1, "deleted")
    assert [one.parent for one in comments(found)] == ["1@1700000001250000", None]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tid": 9}, "The database does not have this comment's article (thread)."),
        ({"tid": None}, "The database does not have this comment's article (thread)."),
        ({"id": -3}, "The comment's id is not valid."),
        ({"created": "hôm qua"}, "The time (created) is not valid."),
        ({"created": 1e300}, "The time (created) is not valid."),
        ({"created": -1}, "The time (created) is not valid."),
        ({"mode": 3}, "There is no mode “3”."),
        ({"mode": None}, "There is no mode “None”."),
        ({"mode": "1x"}, "There is no mode “1x”."),
        ({"text": " \n"}, "The comment has no text."),
        ({"text": b"\xff\x00"}, "“text” is not a text."),
        ({"author": b"blob"}, "“author” is not a text."),
        ({"text": "a" * 1_001}, "The comment is longer than 16 MiB."),
    ],
)
def test_a_row_that_cannot_be_used(
    file: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], words: str
) -> None:
    monkeypatch.setattr(database, "TEXT_LIMIT", 1_000)
    found = items(make(file, row(7, **changes), row(9)))
    (refused,) = rejected(found)
    assert (refused.reason.en, refused.line) == (words, 1)
    assert len(comments(found)) == 1


def test_hostile_values_in_a_row_that_can(file: Path) -> None:
    make(file, row(1, parent="x", author="y" * 200), row(2**63 - 1, parent=2**62, created=0))
    with closing(sqlite3.connect(file)) as isso, isso:
        isso.execute("UPDATE comments SET text = CAST(x'c3a1ff00' AS TEXT) WHERE id = 1")
    first, last = comments(items(file))
    assert (first.text, first.damaged, first.parent) == ("á\ufffd\ufffd", True, None)
    assert last.external_id.startswith(f"{2**63 - 1}@")


def test_the_file_is_read_while_somebody_writes_to_it_and_nothing_beside_it_changes(
    file: Path,
) -> None:
    make(file, row(1))
    with closing(sqlite3.connect(file, isolation_level=None)) as isso:
        isso.execute("BEGIN EXCLUSIVE")
        before = file.read_bytes(), sorted(file.parent.iterdir())
        assert len(comments(items(file))) == 1
        assert (file.read_bytes(), sorted(file.parent.iterdir())) == before


def test_what_stands_in_a_write_ahead_log_is_read(file: Path) -> None:
    make(file, row(1))
    with closing(sqlite3.connect(file, isolation_level=None)) as isso:
        isso.execute("PRAGMA journal_mode = wal")
        isso.execute("PRAGMA wal_autocheckpoint = 0")
        isso.execute(INSERT, row(2))
        log = file.with_name("comments.db-wal").read_bytes()
        assert log
        assert len(comments(items(file))) == 2
        assert file.with_name("comments.db-wal").read_bytes() == log


def test_an_unfinished_transaction_is_waited_for_in_words(file: Path) -> None:
    make(file, *map(row, range(1, 400)))
    with closing(sqlite3.connect(file, isolation_level=None)) as isso:
        isso.execute("PRAGMA cache_size = 2")
        isso.execute("BEGIN IMMEDIATE")
        isso.execute("UPDATE comments SET text = text || 'x'")
        assert file.with_name("comments.db-journal").stat().st_size
        assert "is being written to" in refusal(file)
        isso.execute("ROLLBACK")
    assert len(comments(items(file))) == 399


def test_pipes_beside_it_are_not_read(file: Path) -> None:
    make(file, row(1))
    os.mkfifo(file.with_name("comments.db-wal"))
    assert len(comments(items(file))) == 1


def test_a_database_over_the_limit(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_copy, "SIZE_LIMIT", 1_000)
    assert "is larger than 0 GiB" in refusal(make(file, row(1)))


FOREIGN = "This is an SQLite database, but not Isso's comments.db."


@pytest.mark.parametrize(
    "schema",
    [
        ("CREATE TABLE other (x)",),
        (THREADS, "CREATE TABLE comments (id INTEGER PRIMARY KEY, text)"),
        (THREADS, COMMENTS.replace("id INTEGER PRIMARY KEY", "id INTEGER")),
        (THREADS, COMMENTS.replace("text VARCHAR NOT NULL", "text AS (zeroblob(1e9))")),
        (
            THREADS,
            COMMENTS.replace("TABLE comments", "TABLE x"),
            "CREATE VIEW comments AS SELECT * FROM x, x, x",
        ),
        (
            THREADS,
            "CREATE VIRTUAL TABLE comments USING fts5(id, tid, parent, created, mode, "
            "remote_addr, text, author, email, website)",
        ),
        (THREADS.replace("id INTEGER PRIMARY KEY", "id"), COMMENTS),
        (COMMENTS,),
    ],
)
def test_another_programs_database(file: Path, schema: tuple[str, ...]) -> None:
    assert refusal(make(file, schema=schema)) == FOREIGN


def test_a_check_in_its_schema_is_never_run(file: Path) -> None:
    hostile = COMMENTS.replace("mode INTEGER", "mode INTEGER CHECK (length(zeroblob(1e9)) < 0)")
    make(file, schema=(THREADS, hostile, "INSERT INTO threads VALUES (1, '/1', '')"))
    with closing(sqlite3.connect(file)) as isso, isso:
        isso.execute("PRAGMA ignore_check_constraints = 1")
        isso.execute(INSERT, row(1))
    assert len(comments(items(file))) == 1


def test_a_damaged_database_is_refused_as_a_whole(file: Path) -> None:
    make(file, *(row(n, text="x" * 900) for n in range(1, 200)))
    content = bytearray(file.read_bytes())
    content[20 * 4096 : 30 * 4096] = b"\xa5" * (10 * 4096)
    file.write_bytes(content)
    assert "The database is damaged: " in refusal(file)
    file.write_bytes(content[: 15 * 4096])
    assert "The database is damaged: " in refusal(file)


def test_what_is_cut_off_behind_sound_comments_is_found_before_any_is_told(file: Path) -> None:
    """SQLite reads the end of a long text past its own check of the table."""
    make(file, row(1), row(2), row(3, text="x" * 5_000))
    file.write_bytes(file.read_bytes()[:-100])
    assert "The database is damaged: disk I/O error" in refusal(file)


def test_found_by_its_content(file: Path, tmp_path: Path) -> None:
    assert reader_for(make(file, row(1)), None).name == "isso-db"
    other = make(tmp_path / "other.db", schema=("CREATE TABLE comments (threads, voters)",))
    with pytest.raises(UnusableInputError) as refused:
        reader_for(other, None)
    assert "is a SQLite file, not a list of comments" in refused.value.words.en


def test_a_whole_database_in_a_newsroom(newsroom: Newsroom, tmp_path: Path) -> None:
    rows = [row(n, mode=2 if n % 10 == 0 else 1, tid=1 + n % 2) for n in range(1, 101)]
    rows += [row(200 + n, parent=n, tid=1 + n % 2) for n in range(1, 31)]
    rows += [row(300, mode=4, text=""), row(301, parent=300), row(302, tid=5), row(303, text="")]
    path = make(tmp_path / "tep.bin", *rows)
    assert bring_in(newsroom, path, "isso-db", site="https://bao.example") == Arrived(
        statuses={"approved": 121, "pending": 10},
        answers=30,
        orphans=1,
        articles=2,
        left_out={"deleted": 1},
        rejected=2,
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(st.data())
def test_whatever_happens_to_a_file(file: Path, data: st.DataObject) -> None:
    if not file.exists():
        make(file, *(row(n, parent=n - 1 or None, text="x" * 300) for n in range(1, 60)))
    whole = file.read_bytes()
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 200))
        piece = data.draw(st.binary(min_size=1, max_size=8))
        content[at : at + len(piece)] = piece
    cut = data.draw(st.none() | st.integers(0, len(content)))
    changed = file.with_name("changed.db")
    changed.write_bytes(content[:cut])
    READER.recognises(changed, bytes(content[: 64 * 1024]))
    told: list[Item] = []
    refused: Words | None = None
    try:
        told.extend(item for _, item in READER.read(changed, SITE))
    except UnusableInputError as wrong:
        refused = wrong.words
    assert refused is None or (told == [] and refused.vi != refused.en)
    for item in told:
        if isinstance(item, RejectedRow):
            item.raw.encode()
