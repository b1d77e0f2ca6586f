"""Opening a database, refusing one in words with nothing touched, and never losing an update."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.domain.decision import DEFAULT_REJECTION_REASONS
from app.domain.errors import StorageError
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage import failures, sqlite
from app.storage import store as stores
from app.storage.health import status
from app.storage.store import Store, database_path, open_store, refuse_foreign
from tests.app.desk_newsroom import APPROVE, decide, some, sql


def foreign(path: Path, *statements: str) -> Path:
    """A database of some other program."""
    connection = sqlite.driver().connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def refusal(path: str | Path) -> str:
    with pytest.raises(StorageError) as refused:
        open_store(path).close()
    assert refused.value.words.vi != refused.value.words.en
    return refused.value.words.en


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_new_database_is_made_with_its_folders(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a" / "b" / "desk.db")
    newsroom = Newsroom(store, "An")
    with store.reading() as connection:
        assert status(connection).pending == 0
        assert sqlite.header_numbers(connection)[0] == sqlite.APPLICATION_ID
    assert desk.rejection_reasons(newsroom) == list(DEFAULT_REJECTION_REASONS)
    assert store.notice is None
    store.close()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch()
    open_store(path).close()
    refuse_foreign(path)


def test_a_reopened_database_is_what_it_was(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    decide(newsroom, subject, APPROVE)
    newsroom.store.close()
    before = newsroom.store.path.read_bytes()
    again = open_store(newsroom.store.path)
    assert desk.overview(Newsroom(again, "An")).counts["approved"] == 1
    again.close()
    assert newsroom.store.path.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE t (x)",),
        ("CREATE TABLE t (x)", "PRAGMA journal_mode=WAL"),
        ("PRAGMA application_id=77", "CREATE TABLE t (x)"),
        ("PRAGMA application_id=77",),
        ("CREATE TABLE alembic_version (version_num TEXT)",),
    ],
    ids=["tables", "wal", "an application's", "without tables", "alembic"],
)
def test_another_programs_database_is_refused_untouched(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    foreign(tmp_path / "other.db", *statements)
    before = files(tmp_path)
    assert "another program" in refusal(tmp_path / "other.db")
    assert files(tmp_path) == before


def test_a_newer_versions_database_is_refused_untouched(store: Store) -> None:
    store.close()
    foreign(store.path, "UPDATE alembic_version SET version_num = '9999'")
    before = files(store.path.parent)
    assert "newer version" in refusal(store.path)
    assert files(store.path.parent) == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Xin chào, đây không phải cơ sở dữ liệu.\n" * 100, encoding="utf-8")
    before = files(tmp_path)
    assert refusal(path) == "This file is not a database."
    assert files(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be created" in refusal(tmp_path / "file" / "sub" / "desk.db")


@pytest.mark.parametrize("refused", ["file", "folder"])
def test_what_cannot_be_written_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    store.close()
    protected = store.path if refused == "file" else store.path.parent
    monkeypatch.setattr(sqlite.os, "access", lambda path, mode: Path(path) != protected)
    assert "read-only" in refusal(store.path)


def test_a_network_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted(monkeypatch, f"server:/share {tmp_path} nfs4 rw 0 0")
    assert "nfs4" in refusal(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Báo", "google drive", "Nextcloud"])
def test_a_synced_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert name in refusal(tmp_path / name / "desk.db")
    assert not (tmp_path / name).exists()


def mounted(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    real = Path.read_text

    def read(path: Path, *rest: object, **more: object) -> str:
        if path == Path("/proc/self/mounts"):
            return "\n".join(["overlay / overlay rw 0 0", *lines])
        return real(path, *rest, **more)

    monkeypatch.setattr(Path, "read_text", read)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("sqlite:////tmp/desk.db", Path("/tmp/desk.db")),
        ("sqlite:///desk.db", Path("desk.db")),
        ("desk.db", Path("desk.db")),
        ("~/desk.db", Path("~/desk.db").expanduser()),
        (Path("x") / "desk.db", Path("x/desk.db")),
    ],
)
def test_a_database_is_a_path_or_an_address(address: str | Path, path: Path) -> None:
    assert database_path(address) == path


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql+psycopg://desk/newsroom", "postgresql"),
        ("sqlite://", "SQLite files only"),
        ("1x://:::", "not a database address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(address: str, said: str) -> None:
    assert said in refusal(address)


def test_an_old_sqlite_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "SAFE_VERSION", (99, 0, 0))
    store = open_store(tmp_path / "desk.db")
    assert store.notice is not None
    assert "too old" in store.notice.en
    with store.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    store.close()


def test_somebody_quicker_has_made_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"
    open_store(path).close()
    monkeypatch.setattr(stores, "_is_blank", lambda *_: True)
    store = open_store(path)
    assert store.notice is None
    store.close()


def test_two_writers_lose_nothing(newsroom: Newsroom) -> None:
    store, times = newsroom.store, 200
    second = open_store(store.path)

    def count(through: Store) -> None:
        for _ in range(times):
            with through.writing() as connection:
                seen = connection.execute(text("SELECT change FROM newsroom")).scalar_one()
                connection.execute(text("UPDATE newsroom SET change = :c"), {"c": seen + 1})

    threads = [threading.Thread(target=count, args=(each,)) for each in (store, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert sql(newsroom, "SELECT change FROM newsroom") == [(2 * times,)]


def test_a_transaction_is_kept_whole_or_not_at_all(newsroom: Newsroom) -> None:
    def fail() -> None:
        with newsroom.store.writing() as connection:
            connection.execute(text("UPDATE newsroom SET change = 7"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sql(newsroom, "SELECT change FROM newsroom") == [(0,)]


def test_a_reader_sees_one_moment(newsroom: Newsroom) -> None:
    with newsroom.store.reading() as connection:
        before = connection.execute(text("SELECT change FROM newsroom")).scalar()
        some(newsroom, 1)
        assert connection.execute(text("SELECT change FROM newsroom")).scalar() == before
        assert connection.execute(text("SELECT count(*) FROM comment")).scalar() == 0


def test_a_reader_cannot_write(newsroom: Newsroom) -> None:
    with pytest.raises(StorageError) as refused, newsroom.store.reading() as connection:
        connection.execute(text("UPDATE newsroom SET change = 7"))
    assert "read-only" in refused.value.words.en


def test_together_is_one_transaction(newsroom: Newsroom) -> None:
    def fail() -> None:
        with newsroom.store.together() as store:
            with store.writing() as connection:
                connection.execute(text("UPDATE newsroom SET change = 7"))
            with store.reading() as connection:
                assert connection.execute(text("SELECT change FROM newsroom")).scalar() == 7
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sql(newsroom, "SELECT change FROM newsroom") == [(0,)]


def test_a_full_disk_is_said_and_nothing_is_lost(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    [(pages,)] = sql(newsroom, "PRAGMA page_count")
    with newsroom.store.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.rollback()
    with pytest.raises(StorageError) as full:
        desk.save_draft(newsroom, subject, "đầy" * 50_000)
    assert "disk is full" in full.value.words.en
    assert desk.page(newsroom, [subject])


def test_a_busy_database_is_said(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 10)
    second = open_store(newsroom.store.path)
    with newsroom.store.writing(), pytest.raises(StorageError) as busy, second.writing():
        pass
    second.close()
    assert "busy" in busy.value.words.en


def test_a_bug_stays_a_bug(newsroom: Newsroom) -> None:
    with pytest.raises(OperationalError, match="no such table"), newsroom.store.reading() as it:
        it.execute(text("SELECT * FROM no_table"))
    with pytest.raises(IntegrityError), newsroom.store.writing() as connection:
        connection.execute(text("INSERT INTO newsroom VALUES (1, '', 0, 0, 0)"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SQLITE_FULL", "full"),
        ("SQLITE_READONLY_DBMOVED", "read-only"),
        ("SQLITE_BUSY_SNAPSHOT", "busy"),
        ("SQLITE_CORRUPT_VTAB", "damaged"),
        ("SQLITE_IOERR_WRITE", "drive"),
        ("SQLITE_CANTOPEN_ISDIR", "opened"),
    ],
)
def test_every_trouble_of_the_environment_has_words(code: str, said: str) -> None:
    words = failures.words_for(SimpleNamespace(sqlite_errorname=code))
    assert words is not None
    assert said in words.en


def test_tidying_folds_the_log_into_the_file(newsroom: Newsroom) -> None:
    some(newsroom, 3)
    log = newsroom.store.path.with_name("desk.db-wal")
    assert log.stat().st_size > 0
    newsroom.store.tidy()
    assert log.stat().st_size == 0


def test_a_copied_newsroom_needs_nothing_beside_it(newsroom: Newsroom, tmp_path: Path) -> None:
    some(newsroom, 1)
    sqlite.copy_database(newsroom.store.path, tmp_path / "copy.db")
    shutil.move(tmp_path / "copy.db", tmp_path / "moved.db")
    assert sqlite.problems_of(tmp_path / "moved.db") == []
    copy = open_store(tmp_path / "moved.db")
    assert desk.overview(Newsroom(copy, "An")).counts["pending"] == 1
    copy.close()
