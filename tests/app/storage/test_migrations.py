"""The schema's history: it ends where the tables are, and never begins without a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.domain.errors import StorageError
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage import store as stores
from app.storage.migrations import run
from app.storage.store import Store, open_store
from app.storage.tables import metadata
from tests.app.desk_newsroom import some


def _is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    return kind != "table" or not str(name).startswith("comment_search")


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
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))

    monkeypatch.setattr(stores, "SCHEMA_REVISIONS", ("0001", "0002"))
    monkeypatch.setattr(run, "upgrade", upgrade)


@pytest.mark.usefixtures("newer_program")
class TestAnOlderDatabase:
    def test_is_backed_up_before_it_is_migrated(self, older: Path) -> None:
        store = open_store(older)
        backup = older.with_name("desk.db.before-0002.backup")
        assert store.notice is not None
        assert str(backup) in store.notice.vi
        with store.reading() as connection:
            connection.execute(text("SELECT motto FROM newsroom"))
        assert desk.overview(Newsroom(store, "An")).counts["pending"] == 2
        store.close()

        kept = stores.sqlite.driver().connect(str(backup))
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert kept.execute("SELECT count(*) FROM comment").fetchall() == [(2,)]
        kept.close()

        again = open_store(older)
        assert again.notice is None
        again.close()

    def test_is_left_as_it_was_when_the_backup_cannot_be_made(self, older: Path) -> None:
        older.with_name("desk.db.before-0002.backup").mkdir()
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
