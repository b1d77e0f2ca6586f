"""What only SQLite has: the settings really in effect, ids as one parameter, unsafe places."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.domain.errors import StorageError
from app.services.newsroom import Newsroom
from app.storage import sqlite
from app.storage.failures import in_words
from app.storage.store import Store
from app.storage.tables import article, comment
from tests.app.desk_newsroom import APPROVE, decide, some, sql
from tests.app.storage.test_store import mounted

SETTINGS = {
    "busy_timeout": 5000,
    "cell_size_check": 1,
    "foreign_keys": 1,
    "journal_mode": "wal",
    "mmap_size": 0,
    "recursive_triggers": 1,
    "synchronous": 2,
    "trusted_schema": 0,
}


def in_effect(store: Store, engine: str, name: str) -> object:
    with getattr(store, engine).connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize("engine", ["writer", "reader"])
@pytest.mark.parametrize(("name", "value"), SETTINGS.items())
def test_a_setting_is_in_effect(store: Store, engine: str, name: str, value: object) -> None:
    assert in_effect(store, engine, name) == value


def test_only_the_reader_is_barred_from_writing(store: Store) -> None:
    assert in_effect(store, "reader", "query_only") == 1
    assert in_effect(store, "writer", "query_only") == 0
    assert in_effect(store, "writer", "wal_autocheckpoint") == sqlite.AUTOCHECKPOINT_PAGES


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 53, 4), True),
        ((3, 52, 1), True),
        ((3, 52, 0), False),
        ((3, 51, 3), True),
        ((3, 51, 2), False),
        ((3, 51, 0), False),
        ((3, 50, 7), True),
        ((3, 50, 9), True),
        ((3, 50, 6), False),
        ((3, 45, 0), False),
        ((3, 44, 6), True),
        ((3, 44, 5), False),
        ((3, 40, 1), False),
        ((4, 0, 0), True),
    ],
)
def test_which_versions_are_safe(version: tuple[int, int, int], safe: bool) -> None:
    assert sqlite.version_is_safe(version) is safe


def test_the_sqlite_that_ships_is_safe() -> None:
    assert sqlite.version_is_safe(sqlite.driver().sqlite_version_info)


APPEND_ONLY = (
    "UPDATE log_entry SET moderator = 'Bình'",
    "UPDATE log_entry SET sequence = 99",
    "DELETE FROM log_entry",
    "INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry",
    "REPLACE INTO log_entry SELECT * FROM log_entry",
    "UPDATE log_value SET text = 'khác'",
    "UPDATE log_value SET text = NULL",
    "UPDATE log_value SET sequence = 99, salt = NULL, name = NULL, address = NULL, text = NULL",
    "DELETE FROM log_value",
    "INSERT OR REPLACE INTO log_value SELECT * FROM log_value",
    "INSERT OR REPLACE INTO log_value (sequence) SELECT sequence FROM log_value",
)


@pytest.mark.parametrize("statement", APPEND_ONLY)
def test_the_log_only_grows(newsroom: Newsroom, statement: str) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, APPROVE)
    before = sql(newsroom, "SELECT * FROM log_entry JOIN log_value USING (sequence)")
    with pytest.raises(IntegrityError, match="append-only"):
        sql(newsroom, statement)
    assert sql(newsroom, "SELECT * FROM log_entry JOIN log_value USING (sequence)") == before


def test_a_persons_values_can_be_erased_as_a_whole(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, APPROVE)
    sql(
        newsroom,
        "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
        "before = NULL, note = NULL",
    )
    assert sql(newsroom, "SELECT coalesce(name, address, text) FROM log_value") == [(None,)]


def test_a_comment_cannot_lose_its_article(newsroom: Newsroom) -> None:
    some(newsroom, 1)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        sql(newsroom, "DELETE FROM article")
    with pytest.raises(IntegrityError, match="CHECK"):
        sql(newsroom, "UPDATE comment SET status = 'gone'")


def test_ids_are_bound_as_one_parameter(newsroom: Newsroom) -> None:
    ids = some(newsroom, 3)
    statement = select(comment.c.id).where(sqlite.ids_in(comment.c.id))
    with newsroom.store.reading() as connection:
        for wanted in ([], ids[:1], ids, range(100_000)):
            found = connection.execute(statement, {"ids": sqlite.as_ids(wanted)}).scalars()
            assert set(found) == set(ids) & set(wanted)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_texts_are_bound_as_they_are(texts: list[str]) -> None:
    connection = sqlite.driver().connect(":memory:")
    rows = connection.execute("SELECT value FROM json_each(?)", (sqlite.as_texts(texts),))
    assert [row[0] for row in rows] == texts
    connection.close()


@pytest.mark.parametrize("value", [None, b"", b"\0\xff", "", "\0ạ", 0, -(2**63), 0.5])
def test_a_value_comes_back_as_it_was_bound(value: object) -> None:
    connection = sqlite.driver().connect(":memory:")
    [(found,)] = connection.execute("SELECT ?", (value,))
    assert (type(found), found) == (type(value), value)
    connection.close()


def test_texts_are_found_among_a_column(newsroom: Newsroom) -> None:
    some(newsroom, 1)
    statement = select(article.c.external_id).where(sqlite.texts_in(article.c.external_id))
    with newsroom.store.reading() as connection:
        found = connection.execute(statement, {"texts": sqlite.as_texts(["a1", 'a"2', "x"])})
        assert list(found.scalars()) == ["a1"]


class TestPlaces:
    def test_this_computers_own_drive_is_safe(self, tmp_path: Path) -> None:
        assert sqlite.unsafe_place(tmp_path / "desk.db") is None

    @pytest.mark.parametrize("kind", sorted(sqlite.NETWORK_FILE_SYSTEMS))
    def test_a_network_mount_is_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
    ) -> None:
        folder = tmp_path / "a b"
        mounted(monkeypatch, f"x {tmp_path}/a\\040b {kind} rw 0 0")
        assert sqlite.unsafe_place(folder / "desk.db") == kind
        assert sqlite.unsafe_place(tmp_path / "desk.db") is None

    def test_the_innermost_mount_counts_and_of_two_there_the_later(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mounted(
            monkeypatch,
            f"x {tmp_path} nfs rw 0 0",
            f"x {tmp_path}/local ext4 rw 0 0",
            f"x {tmp_path}/auto autofs rw 0 0",
            f"x {tmp_path}/auto cifs rw 0 0",
        )
        assert sqlite.unsafe_place(tmp_path / "desk.db") == "nfs"
        assert sqlite.unsafe_place(tmp_path / "local" / "desk.db") is None
        assert sqlite.unsafe_place(tmp_path / "auto" / "desk.db") == "cifs"

    def test_without_a_list_of_mounts_a_place_is_trusted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "exists", lambda _: False)
        assert sqlite.unsafe_place(tmp_path / "desk.db") is None

    def test_on_windows_a_share_is_known_by_its_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Share:
            parts = ("\\\\server\\share\\", "desk.db")
            drive = "\\\\server\\share"

            def resolve(self) -> Share:
                return self

        class Disk(Share):
            parts = ("C:\\", "desk.db")
            drive = "C:"

        monkeypatch.setattr(sys, "platform", "win32")
        assert sqlite.unsafe_place(Share()) == "\\\\server\\share"
        assert sqlite.unsafe_place(Disk()) is None

    def test_what_can_be_written(self, tmp_path: Path) -> None:
        assert sqlite.can_write(tmp_path / "new.db")
        assert not sqlite.can_write(tmp_path / "nowhere" / "new.db")


def test_damage_is_found(newsroom: Newsroom) -> None:
    some(newsroom, 3)
    newsroom.store.tidy()
    newsroom.store.close()
    path = newsroom.store.path
    assert sqlite.problems_of(path) == []
    connection = sqlite.driver().connect(str(path))
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("DELETE FROM sqlite_schema WHERE name = 'ix_comment_queue'")
    connection.commit()
    connection.close()
    assert sqlite.problems_of(path)


def test_begin_is_immediate_for_a_writer(store: Store) -> None:
    with store.writer.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 0
        other = sqlite.driver().connect(str(store.path), timeout=0.01, isolation_level=None)
        with pytest.raises(sqlite.driver().OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN; SELECT name FROM newsroom"])
def test_tidying_waits_for_nobody(newsroom: Newsroom, statement: str) -> None:
    other = sqlite.driver().connect(str(newsroom.store.path), isolation_level=None)
    other.executescript(statement)
    if "IMMEDIATE" not in statement:
        sql(newsroom, "UPDATE newsroom SET name = 'Báo'")
    begun = time.monotonic()
    newsroom.store.tidy()
    assert time.monotonic() - begun < 1
    other.execute("ROLLBACK")
    other.close()
    assert in_effect(newsroom.store, "writer", "busy_timeout") == sqlite.BUSY_TIMEOUT_MS


def test_a_copy_does_not_wait_for_ever_for_who_writes_to_its_target(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(newsroom, 1)
    sqlite.copy_database(newsroom.store.path, tmp_path / "kept.db")
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 50)
    other = sqlite.driver().connect(str(newsroom.store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError) as busy, in_words():
        sqlite.copy_database(tmp_path / "kept.db", newsroom.store.path, keep_wal=True)
    assert "busy" in busy.value.words.en
    other.close()
    sqlite.copy_database(tmp_path / "kept.db", newsroom.store.path, keep_wal=True)
