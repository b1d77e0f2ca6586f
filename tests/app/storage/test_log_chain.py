"""Tampering with the log's tables, by somebody with the file and a tool, shows and is named."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection
from sqlalchemy.event import listen
from sqlalchemy.exc import DatabaseError, OperationalError

from app.domain.chain import MOST_PROBLEMS, Chain, Findings, Link
from app.domain.decision import Action
from app.domain.log import (
    GENESIS,
    ChainReport,
    Fields,
    LogFilter,
    digest,
    entry_hash,
    written_hash,
)
from app.services import log
from app.services.newsroom import Newsroom, finish
from app.storage import log_reading
from tests.app.log_newsroom import (
    APPROVE,
    do,
    entries_of,
    listed,
    newsroom_at,
    some_decisions,
    tamper,
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


def verified(newsroom: Newsroom) -> ChainReport:
    return finish(log.verify(newsroom))


def found(newsroom: Newsroom) -> list[str]:
    return [problem.words.en for problem in verified(newsroom).problems]


def test_an_untouched_log_is_whole(newsroom: Newsroom) -> None:
    report = verified(newsroom)
    assert report.whole
    assert (report.entries, report.sequence) == (8, 8)
    assert report.remarks == ()
    assert report.head == entries_of(newsroom, [8])[0].hash


def test_an_empty_log_is_whole(tmp_path: Path) -> None:
    newsroom = newsroom_at(tmp_path / "empty.db")
    report = verified(newsroom)
    assert (report.whole, report.entries, report.head) == (True, 0, GENESIS)
    newsroom.store.close()


def test_the_triggers_refuse_before_anything_shows(newsroom: Newsroom) -> None:
    for statement in (
        "UPDATE log_entry SET moderator = 'x'",
        "DELETE FROM log_entry",
        "DELETE FROM log_value",
        "UPDATE log_value SET text = 'x'",
        "INSERT OR REPLACE INTO log_value VALUES (1, NULL, 'x', NULL, NULL, NULL, NULL)",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            newsroom.store.writing() as connection,
        ):
            connection.exec_driver_sql(statement)
    assert verified(newsroom).whole


@pytest.mark.parametrize(
    "change",
    [
        "moderator = 'Nam'",
        "at = at + 1",
        "action = 'approve'",
        "action = 'no such action'",
        "to_reason = 'law'",
        "from_status = NULL",
        "undoes = 1",
        "batch = 99",
        "external_id = 'c9'",
        "text_digest = randomblob(32)",
        "text_digest = NULL",
        "text_digest = 'text'",
        "name_digest = 5",
        "moderator = x'00ff'",
    ],
)
def test_a_changed_field_is_named_and_no_other_entry(newsroom: Newsroom, change: str) -> None:
    tamper(newsroom, f"UPDATE log_entry SET {change} WHERE sequence = 3")
    problems = verified(newsroom).problems
    assert {problem.sequence for problem in problems} == {3}
    assert problems[0].words.en == "Entry 3 was changed, or added by hand."


def test_bytes_that_are_no_text_make_one_entry_unreadable(newsroom: Newsroom) -> None:
    tamper(newsroom, "UPDATE log_entry SET article = CAST(x'c328' AS TEXT) WHERE sequence = 2")
    assert found(newsroom) == ["Entry 2 was changed, or added by hand."]


def test_unreadable_bytes_after_a_gap(newsroom: Newsroom) -> None:
    tamper(
        newsroom,
        "UPDATE log_entry SET article = CAST(x'c328' AS TEXT) WHERE sequence = 4",
        "DELETE FROM log_entry WHERE sequence = 3",
    )
    assert found(newsroom) == [
        "Entry 3 was taken out.",
        "Entry 4 was changed, or added by hand.",
    ]


def test_another_failure_of_the_database_is_not_mistaken_for_tampering(newsroom: Newsroom) -> None:
    tamper(newsroom, "ALTER TABLE log_value RENAME COLUMN name TO other")
    with newsroom.store.reading() as connection, pytest.raises(OperationalError):
        log_reading.links_after(connection, None, 8, 10)


def test_nor_is_one_that_comes_while_entries_are_read_one_by_one(newsroom: Newsroom) -> None:
    tamper(newsroom, "UPDATE log_entry SET article = CAST(x'c328' AS TEXT) WHERE sequence = 2")
    asked: list[str] = []

    def interrupt(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)
        if len(asked) == 4:
            raw: Any = connection.connection.dbapi_connection
            raw.set_progress_handler(lambda: True, 1)

    with newsroom.store.reading() as connection:
        listen(connection, "before_cursor_execute", interrupt)
        with pytest.raises(OperationalError, match="interrupted"):
            log_reading.links_after(connection, None, 8, 10)
        raw: Any = connection.connection.dbapi_connection
        raw.set_progress_handler(None, 0)


@pytest.mark.parametrize("change", ["hash = randomblob(32)", "hash = 'text'"])
def test_a_changed_hash_is_told_from_an_entry_that_does_not_fit(
    newsroom: Newsroom, change: str
) -> None:
    tamper(newsroom, f"UPDATE log_entry SET {change} WHERE sequence = 5")
    assert found(newsroom) == ["Entry 5 was changed, or added by hand."]


def test_a_changed_last_hash_is_found(newsroom: Newsroom) -> None:
    tamper(newsroom, "UPDATE log_entry SET hash = randomblob(32) WHERE sequence = 8")
    assert found(newsroom) == ["Entry 8 was changed, or added by hand."]


@pytest.mark.parametrize(
    "change",
    [
        "text = 'Tôi khen'",
        "text = NULL",
        "name = ''",
        "note = 'x'",
        "salt = randomblob(16)",
        "salt = 'text'",
        "salt = NULL",
    ],
)
def test_changed_values_are_named(newsroom: Newsroom, change: str) -> None:
    tamper(newsroom, f"UPDATE log_value SET {change} WHERE sequence = 4")
    assert found(newsroom) == ["The values of entry 4 (name, address, text or note) were changed."]


def test_values_that_were_taken_out_are_named(newsroom: Newsroom) -> None:
    tamper(newsroom, "DELETE FROM log_value WHERE sequence = 4")
    assert found(newsroom) == ["The values beside entry 4 were taken out."]


def test_erased_values_still_verify(newsroom: Newsroom) -> None:
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
            "before = NULL, note = NULL WHERE sequence IN (1, 4)"
        )
    report = verified(newsroom)
    assert report.whole
    assert "2 entries have been erased" in report.remarks[0].en
    assert [entry.sequence for entry in entries_of(newsroom, range(9)) if entry.erased] == [4, 1]


def test_entries_that_were_taken_out_are_named(newsroom: Newsroom) -> None:
    tamper(newsroom, "DELETE FROM log_entry WHERE sequence = 2")
    assert found(newsroom) == ["Entry 2 was taken out."]
    tamper(newsroom, "DELETE FROM log_entry WHERE sequence IN (1, 5, 6)")
    assert found(newsroom) == [
        "Entries 1 to 2 were taken out.",
        "Entries 5 to 6 were taken out.",
    ]
    assert entries_of(newsroom, [3])[0].previous is None


def test_added_entries_are_named(newsroom: Newsroom) -> None:
    columns = ", ".join(
        column.name for column in log_reading.log_entry.c if column.name != "sequence"
    )
    tamper(
        newsroom,
        f"INSERT INTO log_entry SELECT 9, {columns} FROM log_entry WHERE sequence = 8",
        f"INSERT INTO log_entry SELECT -4, {columns} FROM log_entry WHERE sequence = 8",
        "INSERT INTO log_value SELECT 9, salt, name, address, text, before, note FROM log_value "
        "WHERE sequence = 8",
    )
    assert found(newsroom) == [
        "Entry -4 was added by hand.",
        "Entry 9 was changed, or added by hand.",
    ]


def test_swapped_entries_are_named(newsroom: Newsroom) -> None:
    tamper(
        newsroom,
        "UPDATE log_entry SET sequence = 100 WHERE sequence = 5",
        "UPDATE log_entry SET sequence = 5 WHERE sequence = 6",
        "UPDATE log_entry SET sequence = 6 WHERE sequence = 100",
        "UPDATE log_value SET sequence = 100 WHERE sequence = 5",
        "UPDATE log_value SET sequence = 5 WHERE sequence = 6",
        "UPDATE log_value SET sequence = 6 WHERE sequence = 100",
    )
    assert found(newsroom)[0] == "Entry 5 was changed, or added by hand."
    assert "Entry 6 does not follow from the one before it" in found(newsroom)[1]
    assert {problem.sequence for problem in verified(newsroom).problems} == {5, 6, 7}


def test_verifying_reads_in_short_transactions_and_leaves_what_comes_meanwhile(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "CHUNK", 3)
    work = log.verify(newsroom)
    first = next(work)
    assert (first.done, first.total) == (3, 8)
    do(newsroom, [2], APPROVE)
    do(newsroom, [3], APPROVE)
    report = finish(work)
    assert (report.whole, report.entries) == (True, 8)
    assert verified(newsroom).entries == 9


def test_a_log_of_nothing_but_problems_stays_small() -> None:
    findings, chain = Findings(), Chain()
    for sequence in range(1, MOST_PROBLEMS + 500):
        findings.extend(chain.follow(Link(sequence, hash=b"x", values=())))
    assert (findings.count, len(findings.problems)) == (MOST_PROBLEMS + 499, MOST_PROBLEMS)


def test_the_format_of_the_hash_is_the_published_one() -> None:
    salt = bytes(range(16))
    name = sha256(salt + "Hà".encode()).hexdigest()
    address = sha256(salt).hexdigest()
    document = (
        '[1,1,5,2,"Bình","approve",null,"s","c\\"","a","pending","approved","","",'
        f'"{name}","{address}",null,null,null]'
    )
    fields = (1, 5, 2, "Bình", "approve", None, "s", 'c"', "a", "pending", "approved", "", "")
    digests = [digest(salt, value) for value in ("Hà", "", None, None, None)]
    assert entry_hash(GENESIS, fields, digests) == sha256(bytes(32) + document.encode()).digest()


NASTY = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ['"', "\\", '","', "\x00\x1f\x7f\r\n\t", "\u2028\u2029", "null", "🏴‍☠️", "e\u0323\u0302", "</é>"]
)
NUMBER = st.integers(-(2**63), 2**63 - 1)


@settings(deadline=None)
@given(
    fields=st.tuples(
        NUMBER,
        NUMBER,
        NUMBER,
        NASTY,
        NASTY,
        st.none() | NUMBER,
        NASTY,
        NASTY,
        NASTY,
        st.none() | NASTY,
        st.none() | NASTY,
        NASTY,
        NASTY,
    ),
    values=st.tuples(*[st.none() | NASTY] * 5),
    salt=st.binary(min_size=16, max_size=16),
    previous=st.binary(min_size=32, max_size=32),
)
def test_an_entry_that_is_written_has_the_hash_that_is_verified(
    fields: Fields, values: tuple[str | None, ...], salt: bytes, previous: bytes
) -> None:
    digests = tuple(digest(salt, value) for value in values)
    assert written_hash(previous, fields, digests) == entry_hash(previous, fields, digests)


def test_filters(newsroom: Newsroom) -> None:
    def shown(**wanted: object) -> list[int]:
        return listed(newsroom, LogFilter(**wanted))

    assert shown() == [8, 7, 6, 5, 4, 3, 2, 1]
    assert shown(moderator="Bình", action=Action.NOTE) == [6]
    assert shown(moderator="Nam") == []
    assert shown(article="CẦU nam sông") == [8, 6, 4, 2]
    assert shown(article="cau nam") == [8, 6, 4, 2]
    assert shown(article="cằu nam") == []
    assert shown(article="doi song") == [7, 5, 3, 1]
    assert shown(article="bao.example/1") == [8, 6, 4, 2]
    assert shown(article="https://bao.example/2") == [7, 5, 3, 1]
    assert shown(text="gõ nhầm") == [6]
    assert shown(text="%") == []
    assert shown(text="…") == []
    assert shown(text="thuha@example.vn") == [1]
    at = entries_of(newsroom, [3])[0].at
    assert shown(since=at, until=at + 1) == [3]
    assert log.moderators(newsroom) == ["Bình"]
    assert log.reasons(newsroom)["insult"].vi == "Xúc phạm"


ANYTHING = st.none() | st.integers() | st.booleans() | st.text(max_size=8) | st.floats()
SOUND = st.tuples(
    *[st.integers()] * 3,
    *[st.text(max_size=8)] * 2,
    st.none() | st.integers(),
    *[st.text(max_size=8)] * 3,
    *[st.none() | st.text(max_size=8)] * 2,
    *[st.text(max_size=8)] * 2,
)


@given(
    fields=SOUND | st.tuples(*[ANYTHING] * 13),
    digests=st.tuples(*[st.none() | st.binary(max_size=4)] * 5),
)
def test_an_entrys_hash_is_the_same_by_the_quick_way(
    fields: tuple[Any, ...], digests: tuple[bytes | None, ...]
) -> None:
    try:
        expected = entry_hash(GENESIS, fields, digests)
    except UnicodeEncodeError:
        expected = None
    assert Link(1, fields, digests).hash_after(GENESIS) == expected
