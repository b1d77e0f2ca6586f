"""The schema's history: it ends where the tables are, and never begins without a backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.domain.errors import StorageError
from app.domain.queue import Queue
from app.services import desk, queues
from app.services.newsroom import Newsroom
from app.storage import store as stores
from app.storage.migrations import run
from app.storage.store import Store, open_store
from app.storage.tables import metadata
from tests.app.desk_newsroom import APPROVE, assert_sound, decide, everything, reply, some


def _is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Full-text indexes keep tables of their own."""
    return kind != "table" or "_search" not in str(name)


def test_the_migrated_schema_is_that_of_the_tables(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_program_knows_every_revision_in_its_order(store: Store) -> None:
    with store.reading() as connection:
        scripts = ScriptDirectory.from_config(run.configuration(connection))
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(revisions)) == stores.SCHEMA_REVISIONS


def test_a_migration_does_not_go_back(store: Store) -> None:
    with store.reading() as connection:
        scripts = ScriptDirectory.from_config(run.configuration(connection))
    for script in scripts.walk_revisions():
        with pytest.raises(NotImplementedError):
            script.module.downgrade()


PLACES_INDEX = """
    CREATE VIRTUAL TABLE comment_search USING fts5(
        t, f, u, content='', contentless_delete=1, detail=full, prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 0'
    )
    """


def _as_in_0005(connection: Any) -> None:  # noqa: ANN401 - a driver's own type
    connection.execute("DROP INDEX ix_article_url")
    connection.execute("ALTER TABLE article DROP COLUMN open")
    connection.execute("DROP TABLE intake_token")
    connection.execute("DROP INDEX ix_remote_doubted")
    connection.execute("ALTER TABLE remote DROP COLUMN doubted")


def _as_in_0004(connection: Any) -> None:  # noqa: ANN401
    _as_in_0005(connection)
    connection.execute("ALTER TABLE newsroom DROP COLUMN hold")
    for table in ("site", "remote", "delivery"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute(
        "CREATE TABLE delivery (id INTEGER PRIMARY KEY, source_id BIGINT, comment_id BIGINT, "
        "sequence BIGINT, batch BIGINT, state TEXT, held_until BIGINT, problem TEXT)"
    )


def _as_in_0003(connection: Any) -> None:  # noqa: ANN401
    _as_in_0004(connection)
    connection.execute("DROP TABLE reply_template")
    connection.execute("ALTER TABLE rejection_reason DROP COLUMN note")
    connection.execute("DROP INDEX ix_comment_decided")
    connection.execute("DROP INDEX ix_log_entry_at")
    connection.execute("CREATE INDEX ix_log_entry_at ON log_entry (at)")


def _as_in_0002(connection: Any) -> None:  # noqa: ANN401
    _as_in_0003(connection)
    connection.execute("DROP TABLE comment_search")
    connection.execute(PLACES_INDEX)
    connection.execute(
        "INSERT INTO comment_search(rowid, t, f, u) SELECT id, text, '', '' FROM comment"
    )


def _as_in_0001(connection: Any) -> None:  # noqa: ANN401
    _as_in_0002(connection)
    for name in ("writer", "article"):
        for what in ("is_found", "is_found_anew", "is_found_no_more"):
            connection.execute(f"DROP TRIGGER {name}_{what}")
        connection.execute(f"DROP TABLE {name}_search")
    connection.execute("DROP TABLE own_queue")


@pytest.mark.parametrize(
    ("revision", "go_back"),
    [
        ("0001", _as_in_0001),
        ("0002", _as_in_0002),
        ("0003", _as_in_0003),
        ("0004", _as_in_0004),
        ("0005", _as_in_0005),
    ],
)
def test_an_older_schemas_newsroom_keeps_everything(
    newsroom: Newsroom, tmp_path: Path, revision: str, go_back: Callable[[Any], None]
) -> None:
    """What an older program wrote is all there, and all of it is found."""
    ids = some(newsroom, 3)
    decide(newsroom, ids[0], APPROVE, reply())
    old = tmp_path / "old.db"
    stores.sqlite.copy_database(newsroom.store.path, old)
    back = stores.sqlite.driver().connect(str(old))
    go_back(back)
    back.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    back.commit()
    back.close()

    upgraded = Newsroom(open_store(old), "An")
    assert upgraded.store.notice is not None
    assert everything(upgraded) == everything(newsroom)
    for typed in ("from:tran", "từ:hà", "bài:cầu", "bài:phí", "cây", "cay", "câ", "ha@bao", "cầy"):
        queue = Queue(status=None, text=typed)
        assert desk.listing(upgraded, queue).ids == desk.listing(newsroom, queue).ids, typed
    assert desk.listing(upgraded, Queue(status=None, text="câ")).ids
    assert queues.own_queues(upgraded) == ()
    assert_sound(upgraded)
    upgraded.store.close()


@pytest.fixture
def older(newsroom: Newsroom) -> Path:
    """A database with two comments, made by a program that knew no newer revision."""
    some(newsroom, 2)
    newsroom.store.tidy()
    newsroom.store.close()
    return newsroom.store.path


@pytest.fixture
def newer_program(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that has one revision more than the database that an older one made."""

    def upgrade(connection: Connection, revision: str = "head") -> None:
        connection.execute(text("ALTER TABLE newsroom ADD COLUMN motto TEXT"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    monkeypatch.setattr(stores, "SCHEMA_REVISIONS", (*stores.SCHEMA_REVISIONS, "9999"))
    monkeypatch.setattr(run, "upgrade", upgrade)


@pytest.mark.usefixtures("newer_program")
class TestAnOlderDatabase:
    def test_is_backed_up_before_it_is_migrated(self, older: Path) -> None:
        store = open_store(older)
        backup = older.with_name("desk.db.before-9999.backup")
        assert store.notice is not None
        assert str(backup) in store.notice.vi
        with store.reading() as connection:
            connection.execute(text("SELECT motto FROM newsroom"))
        assert desk.overview(Newsroom(store, "An")).counts["pending"] == 2
        store.close()

        kept = stores.sqlite.driver().connect(str(backup))
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (stores.SCHEMA_REVISIONS[-2],)
        ]
        assert kept.execute("SELECT count(*) FROM comment").fetchall() == [(2,)]
        kept.close()

        again = open_store(older)
        assert again.notice is None
        again.close()

        shutil.copy(backup, older)
        once_more = open_store(older)
        assert once_more.notice is not None
        assert "desk.db.before-9999-2.backup" in once_more.notice.vi
        once_more.close()

    def test_is_left_as_it_was_when_the_backup_cannot_be_made(self, older: Path) -> None:
        older.with_name("desk.db.before-9999.backup").mkdir()
        before = older.read_bytes()
        with pytest.raises(StorageError):
            open_store(older)
        assert older.read_bytes() == before

    def test_is_left_as_it_was_when_the_migration_fails(
        self, older: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(connection: Connection, revision: str = "head") -> None:
            connection.execute(text("DROP TABLE draft"))
            raise ZeroDivisionError

        monkeypatch.setattr(run, "upgrade", fail)
        with pytest.raises(ZeroDivisionError):
            open_store(older)
        kept = stores.sqlite.driver().connect(str(older))
        assert kept.execute("SELECT count(*) FROM draft").fetchall() == [(0,)]
        kept.close()
