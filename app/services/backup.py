"""Keeping a newsroom safe: status at a glance, backups that were checked, and getting one back."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain import moment
from app.domain.errors import StorageError, UnusableInputError
from app.domain.log import ChainReport
from app.domain.progress import Progress
from app.domain.words import Words
from app.services import log
from app.services.newsroom import LongWork, Newsroom
from app.storage import health, sqlite
from app.storage.changing import current_change, move_on
from app.storage.deliveries import may_have_been_sent
from app.storage.failures import in_words
from app.storage.store import open_store, refuse_foreign, refuse_unusable_place


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of the whole newsroom found; every problem in words."""

    problems: tuple[Words, ...]
    chain: ChainReport


def status(newsroom: Newsroom) -> health.Status:
    with newsroom.store.reading() as connection:
        return health.status(connection)


def back_up(newsroom: Newsroom, to: Path) -> LongWork[Path]:
    """Copy the newsroom to a new file (or into a folder) and check the copy.

    Raises UnusableInputError when something stands there already; StorageError when the copy
    cannot be made. Nothing half-made is left behind. A newsroom that cannot note it, because it is
    busy or its disk is full, has its backup all the same.
    """
    at = newsroom.clock()
    name = f"loi-binh-{moment.to_datetime(at):%Y%m%d-%H%M%S}.db"
    target = to / name if to.is_dir() else to
    if target.exists():
        raise UnusableInputError(
            Words(
                "“{path}” đã có; hãy chọn tên khác.", "“{path}” exists already; choose another."
            ).put(path=target)
        )
    half = target.with_name(f"{target.name}.part")
    try:
        yield Progress(0, 2)
        half.unlink(missing_ok=True)
        _copy(newsroom.store.path, half)
        yield Progress(1, 2)
        _refuse_damaged(half)
        half.rename(target)
    finally:
        half.unlink(missing_ok=True)
    with suppress(StorageError), newsroom.store.writing() as connection:
        health.note_backup(connection, at)
    yield Progress(2, 2)
    return target


def restore(database: Path, backup: Path, at: int) -> LongWork[Path | None]:
    """Put a backup in the place of a database; what stood there is kept beside it.

    Returns where that is, or None when there was nothing. Refuses, with nothing changed, a backup
    that is damaged, of another program or of a newer version, and to take the place of such a
    program's database. A database that is itself damaged is only moved aside.
    """
    if not backup.is_file():
        raise UnusableInputError(
            Words("Không có tệp “{path}”.", "There is no file “{path}”.").put(path=backup)
        )
    refuse_unusable_place(database)
    refuse_foreign(backup)
    _refuse_damaged(backup)
    there = database.exists() and database.stat().st_size > 0
    sound = there and _is_sound(database)
    if sound:
        _refuse_itself(database, backup)
        refuse_foreign(database)
    yield Progress(1, 3)
    before = database.with_name(
        f"{database.name}.before-restore-{moment.to_datetime(at):%Y%m%d-%H%M%S}.backup"
    )
    if sound:
        _copy(database, before)
    reached = _change_reached(database) if sound else 0
    yield Progress(2, 3)
    if there and not sound:
        _replace_damaged(database, before, backup)
    else:
        _copy(backup, database, keep_wal=True)
    _move_on(database, beyond=reached)
    yield Progress(3, 3)
    return before if there else None


def _change_reached(database: Path) -> int:
    with closing(open_store(database)) as store, store.reading() as connection:
        return current_change(connection)


def _move_on(database: Path, *, beyond: int) -> None:
    """Let a desk that stood open meanwhile see that something was written, and no reply be posted
    again that was only sent after the backup."""
    with closing(open_store(database)) as store, store.writing() as connection:
        move_on(connection, beyond)
        may_have_been_sent(connection)


def _is_sound(database: Path) -> bool:
    try:
        with in_words():
            return not sqlite.problems_of(database)
    except StorageError:
        return False


def _refuse_itself(database: Path, backup: Path) -> None:
    if backup.samefile(database):
        raise UnusableInputError(
            Words(
                "“{path}” chính là cơ sở dữ liệu đang dùng.",
                "“{path}” is the database itself, not a backup of it.",
            ).put(path=backup)
        )


def _replace_damaged(database: Path, aside: Path, backup: Path) -> None:
    """Nothing can be copied out of or into a damaged file: it goes, with all that belongs to it."""
    half = database.with_name(f"{database.name}.part")
    try:
        half.unlink(missing_ok=True)
        _copy(backup, half)
        for suffix in ("-wal", "-shm", ""):
            part = database.with_name(database.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        half.rename(database)
    finally:
        half.unlink(missing_ok=True)


def check(newsroom: Newsroom) -> LongWork[CheckReport]:
    """Look at everything: the file's own integrity, maintained counts, the log's chain."""
    with in_words():
        damage = sqlite.problems_of(newsroom.store.path)
    problems = [Words("Tệp: {what}", "File: {what}").put(what=line) for line in damage]
    yield Progress(1, 3)
    with newsroom.store.reading() as connection:
        problems += health.wrong_counts(connection)
    yield Progress(2, 3)
    chain = yield from log.verify(newsroom)
    return CheckReport((*problems, *(one.words for one in chain.problems)), chain)


def _copy(source: Path, target: Path, *, keep_wal: bool = False) -> None:
    with in_words():
        sqlite.copy_database(source, target, keep_wal=keep_wal)


def _refuse_damaged(path: Path) -> None:
    with in_words():
        damage = sqlite.problems_of(path)
    if damage:
        raise StorageError(
            Words("Bản sao “{path}” bị hỏng: {what}", "The copy “{path}” is damaged: {what}").put(
                path=path, what=damage[0]
            )
        )
