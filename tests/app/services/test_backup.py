"""Backups that were checked, getting one back whatever stands in its place, and the check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import NewsroomError, StorageError, UnusableInputError
from app.services import backup, desk
from app.services.newsroom import Newsroom, finish
from app.storage import sqlite
from app.storage.store import open_store
from tests.app.desk_newsroom import APPROVE, SPAM, START, decide, some, sql

WITHOUT_AN_INDEX = (
    "PRAGMA writable_schema=ON",
    "DELETE FROM sqlite_schema WHERE name = 'ix_comment_queue'",
)


def counts_in(path: Path) -> dict[str, int]:
    store = open_store(path)
    counts = dict(desk.overview(Newsroom(store, "An")).counts)
    store.close()
    return counts


def damage(path: Path) -> None:
    """Overwrite the middle of the file, as a bad drive does."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3 // 4096 * 4096)
        file.write(b"\xa5" * 4096 * 4)


def beside(path: Path) -> set[str]:
    """The files of a folder, without what SQLite keeps beside an open database."""
    return {each.name for each in path.iterdir() if not each.name.endswith(("-wal", "-shm"))}


@pytest.fixture
def kept(newsroom: Newsroom, tmp_path: Path) -> Path:
    """A backup of a newsroom with two comments, one approved."""
    first, _ = some(newsroom, 2)
    decide(newsroom, first, APPROVE)
    return finish(backup.back_up(newsroom, tmp_path / "kept.db"))


class TestBackingUp:
    def test_a_backup_is_a_newsroom_of_its_own(self, newsroom: Newsroom, kept: Path) -> None:
        assert backup.status(newsroom).last_backup_at == START
        decide(newsroom, [2], SPAM)
        assert counts_in(kept) | {"flagged": 0} == {
            "pending": 1,
            "flagged": 0,
            "oldest": 1,
            "first_time": 1,
            "links": 0,
            "address": 0,
            "same_text": 0,
            "replies": 0,
            "approved": 1,
            "rejected": 0,
            "spam": 0,
        }

    def test_into_a_folder_it_is_named_by_its_time(
        self, newsroom: Newsroom, tmp_path: Path
    ) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        work = backup.back_up(newsroom, folder)
        assert [step.fraction for step in work] == [0.0, 0.5, 1.0]
        assert beside(folder) == {"loi-binh-20261121-010000.db"}

    def test_nothing_is_written_over(self, newsroom: Newsroom, kept: Path) -> None:
        before = kept.read_bytes()
        for target in (kept, newsroom.store.path):
            with pytest.raises(UnusableInputError) as refused:
                finish(backup.back_up(newsroom, target))
            assert str(target) in refused.value.words.vi
        assert kept.read_bytes() == before

    def test_what_cannot_be_written_leaves_nothing(
        self, newsroom: Newsroom, tmp_path: Path
    ) -> None:
        with pytest.raises(StorageError):
            finish(backup.back_up(newsroom, tmp_path / "nowhere" / "kept.db"))
        assert beside(tmp_path) == {"desk.db"}
        assert backup.status(newsroom).last_backup_at == 0

    def test_one_that_is_stopped_leaves_nothing(self, newsroom: Newsroom, tmp_path: Path) -> None:
        (tmp_path / "kept.db.part").write_text("left by an earlier one")
        work = backup.back_up(newsroom, tmp_path / "kept.db")
        next(work)
        next(work)
        work.close()
        assert beside(tmp_path) == {"desk.db"}
        assert backup.status(newsroom).last_backup_at == 0

    def test_one_that_cannot_be_noted_counts_all_the_same(
        self, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        some(newsroom, 2)
        monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 10)
        other = sqlite.driver().connect(str(newsroom.store.path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        kept = finish(backup.back_up(newsroom, tmp_path / "kept.db"))
        other.close()
        assert counts_in(kept)["pending"] == 2
        assert backup.status(newsroom).last_backup_at == 0

    def test_a_damaged_copy_is_not_kept(
        self, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        some(newsroom, 20)
        real = sqlite.copy_database

        def copy(source: Path, target: Path, *, keep_wal: bool = False) -> None:
            real(source, target, keep_wal=keep_wal)
            damage(target)

        monkeypatch.setattr(sqlite, "copy_database", copy)
        with pytest.raises(StorageError) as found:
            finish(backup.back_up(newsroom, tmp_path / "kept.db"))
        assert "damaged" in found.value.words.en
        assert beside(tmp_path) == {"desk.db"}


def into(database: Path, kept: Path) -> Path | None:
    return finish(backup.restore(database, kept, START))


class TestRestoring:
    def test_where_there_was_nothing(self, kept: Path, tmp_path: Path) -> None:
        target = tmp_path / "new" / "desk.db"
        assert into(target, kept) is None
        assert counts_in(target)["approved"] == 1

    def test_in_place_of_an_empty_file(self, kept: Path, tmp_path: Path) -> None:
        target = tmp_path / "empty.db"
        target.touch()
        assert into(target, kept) is None
        assert counts_in(target)["approved"] == 1

    def test_what_stood_there_is_kept_beside_it(self, newsroom: Newsroom, kept: Path) -> None:
        decide(newsroom, [2], SPAM)
        newsroom.store.close()
        work = backup.restore(newsroom.store.path, kept, START)
        assert [step.fraction for step in work] == [1 / 3, 2 / 3, 1.0]
        aside = newsroom.store.path.with_name("desk.db.before-restore-20261121-010000.backup")
        assert counts_in(newsroom.store.path)["spam"] == 0
        assert counts_in(aside)["spam"] == 1

    def test_over_a_newsroom_that_is_being_written_to_it_is_refused(
        self, newsroom: Newsroom, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decide(newsroom, [2], SPAM)
        monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 10)
        other = sqlite.driver().connect(str(newsroom.store.path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as busy:
            into(newsroom.store.path, kept)
        other.close()
        assert "busy" in busy.value.words.en
        assert desk.overview(newsroom).counts["spam"] == 1

    def test_under_an_open_desk_it_is_one_transaction(self, newsroom: Newsroom, kept: Path) -> None:
        decide(newsroom, [2], SPAM)
        into(newsroom.store.path, kept)
        assert desk.overview(newsroom).counts["spam"] == 0
        with newsroom.store.writer.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        decide(newsroom, [2], APPROVE)
        assert finish(backup.check(newsroom)).problems == ()

    @pytest.mark.parametrize("harm", ["middle", "text", "log beside it"])
    def test_a_damaged_database_is_moved_aside(
        self, newsroom: Newsroom, kept: Path, harm: str
    ) -> None:
        path = newsroom.store.path
        newsroom.store.tidy()
        newsroom.store.close()
        if harm == "text":
            path.write_text("no database any more" * 100)
        else:
            damage(path)
        if harm == "log beside it":
            path.with_name("desk.db-wal").write_bytes(b"\0" * 10)
        broken = path.read_bytes()

        aside = into(path, kept)

        assert aside is not None
        assert aside.read_bytes() == broken
        assert counts_in(path)["approved"] == 1
        assert not path.with_name("desk.db.part").exists()
        if harm == "log beside it":
            assert aside.with_name(f"{aside.name}-wal").exists()

    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (lambda path: path.unlink(), "no file"),
            (damage, "damaged"),
            (lambda path: _run(path, *WITHOUT_AN_INDEX), "damaged"),
            (lambda path: path.write_text("Xin chào" * 1000), "not a database"),
            (lambda path: _run(path, "PRAGMA application_id=7"), "another program"),
            (lambda path: _run(path, "UPDATE alembic_version SET version_num='9'"), "newer"),
        ],
        ids=["missing", "damaged", "incomplete", "text", "foreign", "newer"],
    )
    def test_a_backup_that_cannot_be_used_changes_nothing(
        self, newsroom: Newsroom, kept: Path, spoil: Callable[[Path], object], said: str
    ) -> None:
        newsroom.store.tidy()
        newsroom.store.close()
        spoil(kept)
        before = newsroom.store.path.read_bytes()
        folder = beside(newsroom.store.path.parent)
        with pytest.raises(NewsroomError) as refused:
            into(newsroom.store.path, kept)
        assert said in refused.value.words.en
        assert newsroom.store.path.read_bytes() == before
        assert beside(newsroom.store.path.parent) == folder

    def test_another_programs_database_is_not_replaced(self, kept: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.db"
        _run(other, "CREATE TABLE t (x)")
        before = other.read_bytes()
        with pytest.raises(StorageError, match="another program"):
            into(other, kept)
        assert other.read_bytes() == before

    def test_a_database_is_not_its_own_backup(self, newsroom: Newsroom) -> None:
        with pytest.raises(UnusableInputError, match="database itself"):
            into(newsroom.store.path, newsroom.store.path)

    def test_an_unsafe_place_is_refused(self, kept: Path, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="synced"):
            into(tmp_path / "Dropbox" / "desk.db", kept)


def _run(path: Path, *statements: str) -> None:
    connection = sqlite.driver().connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


class TestChecking:
    def test_a_sound_newsroom(self, newsroom: Newsroom, kept: Path) -> None:
        assert kept
        report = finish(backup.check(newsroom))
        assert report.problems == ()
        assert (report.chain.entries, report.chain.whole) == (1, True)

    def test_wrong_counts_and_a_broken_chain_are_said(self, newsroom: Newsroom, kept: Path) -> None:
        assert kept
        sql(newsroom, "UPDATE article SET total = 9 WHERE id = 1")
        sql(newsroom, "DROP TRIGGER log_entry_is_never_changed")
        sql(newsroom, "UPDATE log_entry SET moderator = 'Bình'")
        said = [words.en for words in finish(backup.check(newsroom)).problems]
        assert said == [
            "The comment counts of article 1 are wrong.",
            "Entry 1 was changed, or added by hand.",
        ]

    def test_a_damaged_file_is_said(self, newsroom: Newsroom, kept: Path) -> None:
        assert kept
        with newsroom.store.writing() as connection:
            for statement in WITHOUT_AN_INDEX:
                connection.exec_driver_sql(statement)
        report = finish(backup.check(newsroom))
        assert report.problems
        assert report.problems[0].en.startswith("File: ")


def test_a_desk_that_stood_open_sees_that_everything_was_written(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    ids = some(newsroom)
    saved = finish(backup.back_up(newsroom, tmp_path / "saved.db"))
    decide(newsroom, ids[0], APPROVE)
    before = desk.overview(newsroom).change
    finish(backup.restore(newsroom.store.path, saved, newsroom.clock()))
    news = desk.news(newsroom, before, max(ids))
    assert news.change > before
    assert list(news.touched) == sorted(ids)
