"""Opening a newsroom's database, or refusing it in words before anything in it is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from app.domain.decision import DEFAULT_REJECTION_REASONS
from app.domain.errors import StorageError
from app.domain.words import Words
from app.storage import search, sqlite, tables
from app.storage.failures import in_words
from app.storage.identity import APPLICATION_ID, SCHEMA_REVISIONS


@dataclass(frozen=True, slots=True)
class Store:
    """An open database: one engine to write with and one that cannot write.

    `notice` is something the moderator should know about how it was opened (in words), or None.
    """

    path: Path
    writer: Engine
    reader: Engine
    notice: Words | None = None
    shared: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, the only writer at its time; committed at the end or not at all."""
        if self.shared is not None:
            yield self.shared
            return
        with in_words(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A short consistent view; keep it short, an open reader keeps the log growing."""
        if self.shared is not None:
            yield self.shared
            return
        with in_words(), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[Store]:
        """This store with everything done to it in one transaction, committed at the end; for one
        thread, and for work of a moment, since nobody else writes meanwhile."""
        with self.writing() as connection:
            yield replace(self, shared=connection)

    def tidy(self) -> None:
        """What is done when nobody waits."""
        with in_words():
            sqlite.checkpoint(self.writer)

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def open_store(database: str | Path) -> Store:
    """Open, create or migrate a database.

    Raises StorageError, with nothing changed, for a database of another program or a newer
    version, on a network or synced folder, or one that cannot be read or written.
    """
    path = database_path(database)
    refuse_unusable_place(path)
    writer = sqlite.connect(path)
    reader = sqlite.connect(path, read_only=True)
    try:
        with in_words():
            notice = _bring_up_to_date(path, writer, reader)
    except BaseException:
        reader.dispose()
        writer.dispose()
        raise
    return Store(path, writer, reader, notice or _old_sqlite_notice())


def database_path(database: str | Path) -> Path:
    """The file that a path or an SQLAlchemy URL names."""
    text = str(database)
    if "://" not in text:
        return Path(text).expanduser()
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            Words(
                "“{what}” không phải là địa chỉ cơ sở dữ liệu.",
                "“{what}” is not a database address.",
            ).put(what=text)
        ) from error
    if url.get_backend_name() != "sqlite" or not url.database:
        raise StorageError(
            Words(
                "Bản này chỉ làm việc với tệp SQLite; “{what}” chưa dùng được.",
                "This version works with SQLite files only; “{what}” cannot be used yet.",
            ).put(what=url.get_backend_name())
        )
    return Path(url.database)


def refuse_unusable_place(path: Path) -> None:
    """Raise StorageError where a database cannot be kept or would not be safe."""
    place = sqlite.unsafe_place(path)
    if place is not None:
        raise StorageError(
            Words(
                "Cơ sở dữ liệu nằm trên ổ mạng hoặc thư mục đồng bộ ({what}), ở đó dữ liệu có thể "
                "hỏng. Hãy chuyển tệp sang ổ của máy này.",
                "The database lies on a network drive or a synced folder ({what}), where it can be "
                "damaged. Move the file to this computer's own drive.",
            ).put(what=place)
        )
    if path.is_dir():
        raise StorageError(
            Words(
                "“{what}” là một thư mục, không phải tệp.", "“{what}” is a folder, not a file."
            ).put(what=path)
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Words("Không tạo được thư mục “{what}”.", "The folder “{what}” cannot be created.").put(
                what=path.parent
            )
        ) from error
    if not sqlite.can_write(path):
        raise StorageError(
            Words(
                "“{what}” chỉ cho đọc. Hãy kiểm tra quyền ghi của tệp và thư mục.",
                "“{what}” is read-only. Check that the file and its folder can be written.",
            ).put(what=path)
        )


def _bring_up_to_date(path: Path, writer: Engine, reader: Engine) -> Words | None:
    """Only what was read and recognised is opened for writing: that alone changes the file."""
    revision = None if _is_blank(path, reader) else _known_revision(path, reader)
    if revision == SCHEMA_REVISIONS[-1]:
        return None
    return _migrate(path, writer, revision)


def _is_blank(path: Path, reader: Engine) -> bool:
    if not path.exists() or not path.stat().st_size:
        return True
    with reader.connect() as connection:
        return sqlite.header_numbers(connection) == (0, 0)


def refuse_foreign(path: Path) -> None:
    """Raise StorageError unless the file is a newsroom that this program can open; reads only."""
    engine = sqlite.connect(path, read_only=True)
    try:
        with in_words():
            _known_revision(path, engine)
    finally:
        engine.dispose()


def _known_revision(path: Path, engine: Engine) -> str | None:
    with engine.connect() as connection:
        application, _ = sqlite.header_numbers(connection)
        if application != APPLICATION_ID:
            raise StorageError(
                Words(
                    "“{what}” thuộc về một chương trình khác; tệp được giữ nguyên.",
                    "“{what}” belongs to another program; it was left untouched.",
                ).put(what=path)
            )
        revision = _revision_of(connection)
    if revision is not None and revision not in SCHEMA_REVISIONS:
        raise StorageError(
            Words(
                "“{what}” do một bản Lời Bình mới hơn tạo ra; tệp được giữ nguyên. Hãy cập nhật "
                "chương trình.",
                "“{what}” was made by a newer version of Lời Bình; it was left untouched. Update "
                "the program.",
            ).put(what=path)
        )
    return revision


def _revision_of(connection: Connection) -> str | None:
    known = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
    ).first()
    if known is None:
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _migrate(path: Path, writer: Engine, revision: str | None) -> Words | None:
    from app.storage.migrations.run import upgrade

    backup: Path | None = None
    if revision is not None:
        backup = _unused(path.with_name(f"{path.name}.before-{SCHEMA_REVISIONS[-1]}.backup"))
        sqlite.copy_database(path, backup)
    with writer.begin() as connection:
        if _revision_of(connection) == SCHEMA_REVISIONS[-1]:
            return None  # another program was quicker
        upgrade(connection)
        search.fill_index(connection)
        if revision is None:
            sqlite.claim(connection)
            _first_rows(connection)
    if backup is None:
        return None
    return Words(
        "Đã nâng cấp cơ sở dữ liệu; bản cũ được giữ ở {what}.",
        "The database was upgraded; the old one is kept at {what}.",
    ).put(what=backup)


def _unused(path: Path) -> Path:
    """A name beside this one that no file has yet: what was promised to be kept is kept."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(each for each in chain([path], names) if not each.is_file())


def _first_rows(connection: Connection) -> None:
    connection.execute(insert(tables.newsroom).values(id=1, name="", change=0, last_backup_at=0))
    connection.execute(
        insert(tables.rejection_reason),
        [
            {
                "code": reason.code,
                "vi": reason.words.vi,
                "en": reason.words.en,
                "position": position,
                "offered": True,
            }
            for position, reason in enumerate(DEFAULT_REJECTION_REASONS)
        ],
    )


def _old_sqlite_notice() -> Words | None:
    if sqlite.version_is_safe(sqlite.driver().sqlite_version_info):
        return None
    return Words(
        "SQLite của máy này quá cũ: mỗi lúc chỉ mở cơ sở dữ liệu bằng một chương trình.",
        "This computer's SQLite is too old: open the database from one program at a time only.",
    )
