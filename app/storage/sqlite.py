"""What only SQLite has: its driver, its settings, lists of ids as one parameter, and backup.

Each setting answers a measurement: SQLite 3.7.0 to 3.51.2 can corrupt a WAL file written from two
connections; the driver's own transactions silently lose updates, hence BEGIN IMMEDIATE;
synchronous=NORMAL loses commits in a power cut; without recursive_triggers an INSERT OR REPLACE
walks around the append-only triggers.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    type_coerce,
)
from sqlalchemy.engine import URL, Connection, Engine, create_engine
from sqlalchemy.event import listen
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from app.storage.identity import APPLICATION_ID

SAFE_VERSION = (3, 51, 3)
SAFE_BACKPORTS = {(3, 50): 7, (3, 44): 6}
BROKEN_VERSION = (3, 52, 0)

BUSY_TIMEOUT_MS = 5000
SECONDS_BETWEEN_TRIES = 0.0015
AUTOCHECKPOINT_PAGES = 100_000
"""A checkpoint that falls into a decision costs milliseconds; ours runs when the desk is idle."""

WRITER_CACHE_KIB = 32_000
"""Filled only by who writes much: the indexes of a million comments do not fit into 2 MB."""

NETWORK_FILE_SYSTEMS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "davfs",
        "glusterfs",
        "lustre",
        "vboxsf",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.davfs2",
        "fuse.glusterfs",
    ]
)
SYNCED_FOLDERS = frozenset(
    name.casefold()
    for name in (
        "Dropbox",
        "OneDrive",
        "Google Drive",
        "GoogleDrive",
        "iCloud Drive",
        "iCloudDrive",
        "Mobile Documents",
        "Nextcloud",
        "ownCloud",
        "pCloudDrive",
    )
)


def driver() -> ModuleType:
    """The SQLite that ships with the program; imported by name because it carries no types.

    It knows numbers and texts; for any other value it searches, at 1.3 µs each, how to bind it,
    unless it was told: bytes go as they are, and so does None.
    """
    module = importlib.import_module("pysqlite3.dbapi2")
    module.register_adapter(bytes, bytes)
    module.register_adapter(type(None), {}.get)
    return module


def version_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug."""
    if version == BROKEN_VERSION:
        return False
    backport = SAFE_BACKPORTS.get(version[:2])
    return version >= SAFE_VERSION or (backport is not None and version[2] >= backport)


def connect(path: Path, *, read_only: bool = False) -> Engine:
    """An engine whose connections all carry the settings; a reader's cannot write by mistake."""
    module = driver()
    wal = version_is_safe(module.sqlite_version_info)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=module,
        connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000},
    )

    def configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own type
        cursor = connection.cursor()
        for pragma in _pragmas(wal=wal, read_only=read_only):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        if read_only:
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)

    listen(engine, "connect", configure)
    listen(engine, "begin", begin)
    return engine


def _begin_writing(connection: Connection) -> None:
    """Take the turn to write as soon as it is free, within the usual time.

    SQLite's own waiting sleeps ever longer, up to 0.1 s: beside an import that holds the lock most
    of the time, a decision would hardly ever find it free.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    with _without_waiting(connection):
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                name = str(getattr(error.orig, "sqlite_errorname", ""))
                if not name.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                    raise
                time.sleep(SECONDS_BETWEEN_TRIES)
            else:
                return


@contextmanager
def _without_waiting(connection: Connection) -> Iterator[Any]:
    """The driver's connection, for which SQLite does not wait when the database is busy."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        yield raw
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _pragmas(*, wal: bool, read_only: bool) -> Iterable[str]:
    yield f"busy_timeout={BUSY_TIMEOUT_MS}"
    yield "trusted_schema=OFF"
    yield "cell_size_check=ON"
    yield "mmap_size=0"
    yield "foreign_keys=ON"
    yield "recursive_triggers=ON"
    if read_only:
        yield "query_only=ON"
        return
    yield f"journal_mode={'WAL' if wal else 'DELETE'}"
    yield "synchronous=FULL"
    yield f"wal_autocheckpoint={AUTOCHECKPOINT_PAGES}"
    yield f"cache_size=-{WRITER_CACHE_KIB}"


def checkpoint(engine: Engine) -> None:
    """Fold the write-ahead log back into the file, so that it does not grow; for idle moments.

    It waits for nobody: what another program's reading or writing stands in the way of is left for
    the next time. Nearly all of it is done before anybody's turn to write is taken.
    """
    with engine.connect() as connection, _without_waiting(connection) as raw:
        for how in ("PASSIVE", "TRUNCATE"):
            raw.execute(f"PRAGMA wal_checkpoint({how})").fetchall()


def header_numbers(connection: Connection) -> tuple[int, int]:
    """The file's application id and how many tables it has."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
    ).scalar_one()
    return int(application), int(tables)


def claim(connection: Connection) -> None:
    """Mark the file as this program's."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


Stop = Callable[[], bool]
"""Asked now and then, from the thread that reads, whether it is to stop."""

STEPS_BETWEEN_QUESTIONS = 4_000


class StoppedError(Exception):
    """A reading was told to stop before its end."""


@contextmanager
def rows(
    connection: Connection,
    statement: str,
    values: Sequence[object] | Mapping[str, object],
    stop: Stop | None = None,
) -> Iterator[Iterator[Any]]:
    """What a statement finds, as the driver itself gives it, row by row: each step lets other
    threads run, however many there are.

    Raises StoppedError soon after `stop` says so, be it before the first row.
    """
    raw: Any = connection.connection.dbapi_connection
    if stop is not None:
        raw.set_progress_handler(stop, STEPS_BETWEEN_QUESTIONS)
    cursor = raw.cursor()
    try:
        yield cursor.execute(statement, values)
    except driver().OperationalError as error:
        if str(error) != "interrupted" and not (stop is not None and stop()):
            raise  # what is stopped while it opens the search's index says something else
        raise StoppedError from None
    finally:
        cursor.close()
        if stop is not None:
            raw.set_progress_handler(None, 0)


def ids_in(target: ColumnElement[int], parameter: str = "ids") -> ColumnElement[bool]:
    """`target IN (the ids)`, the ids bound as one JSON text: as quick for 100,000 as for one."""
    rows = func.json_each(bindparam(parameter, type_=Text)).table_valued(
        column("value", BigInteger), joins_implicitly=True
    )
    return target.in_(rows.select())


def as_ids(ids: Iterable[int]) -> str:
    """The value to bind for `ids_in`; made in pieces, so that no thread waits for a million."""
    numbers = iter(ids)
    pieces = iter(lambda: ",".join(map(str, islice(numbers, 5_000))), "")
    return f"[{','.join(pieces)}]"


def texts_in(
    target: ColumnElement[str] | ColumnElement[str | None], parameter: str = "texts"
) -> ColumnElement[bool]:
    """`target IN (the texts)`, bound as one JSON text like `ids_in`."""
    rows = func.json_each(bindparam(parameter, type_=Text)).table_valued(
        column("value", Text), joins_implicitly=True
    )
    return target.in_(rows.select())


def as_texts(texts: Iterable[str]) -> str:
    """The value to bind for `texts_in`."""
    return json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))


def text_of(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of texts, whatever a tampered file holds there: bytes are read as text."""
    return type_coerce(cast(found, Text), NullType())


def number_of(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of whole numbers; in a tampered file it may be fractions or text, never bytes."""
    is_bytes = func.typeof(found) == "blob"
    return type_coerce(case((is_bytes, cast(found, Text)), else_=found), NullType())


def bytes_of(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of bytes, or none; what a tampered file holds instead counts as no bytes at all."""
    sound = func.typeof(found).in_(("blob", "null"))
    return type_coerce(case((sound, found), else_=literal(b"")), NullType())


def all_rows(
    connection: Connection, statement: Select[*tuple[Any, ...]], bound: Mapping[str, Any]
) -> Sequence[tuple[Any, ...]]:
    """All rows of a statement; bytes that are no text become U+FFFD instead of an error."""
    try:
        return connection.execute(statement, bound).all()
    except OperationalError as error:
        if not is_no_text(error):
            raise
    driven: Any = connection.connection.dbapi_connection
    strict, driven.text_factory = driven.text_factory, _read_leniently
    try:
        return connection.execute(statement, bound).all()
    finally:
        driven.text_factory = strict


def is_no_text(error: OperationalError) -> bool:
    """Whether the driver met bytes where it expected text."""
    return "decode" in str(error.orig).lower()


def _read_leniently(found: bytes) -> str:
    return found.decode("utf-8", "replace")


_OWN_INDEX = """
    CREATE VIRTUAL TABLE own USING fts5(word, tokenize='unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE own_term USING fts5vocab(own, instance);
    """


def terms_of(word: str) -> list[str]:
    """What the tokenizer of the names' indexes makes of a word, in its order.

    It is asked, not imitated: which marks of the world's scripts cut a word it knows from a table
    of its own, which is another in every version.
    """
    with closing(driver().connect(":memory:")) as connection:
        connection.executescript(_OWN_INDEX)
        connection.execute("INSERT INTO own VALUES (?)", (word,))
        rows = connection.execute("SELECT term FROM own_term ORDER BY offset")
        return [term for (term,) in rows]


def copy_database(source: Path, target: Path, *, keep_wal: bool = False) -> None:
    """A consistent copy of a database that may be in use; the file itself is never read raw.

    `keep_wal` when the target is a newsroom that may be open, so that its way of writing stays.
    Raises the driver's error for a busy database when somebody keeps writing to the target.
    """
    module, patience = driver(), BUSY_TIMEOUT_MS / 1000
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        closing(module.connect(address, uri=True, timeout=patience)) as origin,
        closing(module.connect(str(target), timeout=patience)) as copy,
    ):
        origin.backup(copy, progress=_giving_up(time.monotonic() + patience))
        if not keep_wal:
            copy.execute("PRAGMA journal_mode=DELETE")


def _giving_up(deadline: float) -> Callable[[int, int, int], None]:
    """By itself the driver tries for ever to copy into a database that is being written to."""
    module = driver()

    def look(code: int, _remaining: int, _total: int) -> None:
        busy = code in (module.SQLITE_BUSY, module.SQLITE_LOCKED)
        if busy and time.monotonic() >= deadline:
            error = module.OperationalError("database is locked")
            error.sqlite_errorname = "SQLITE_BUSY"
            raise error

    return look


def problems_of(path: Path) -> list[str]:
    """What SQLite's own integrity check says; empty when the file is whole."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(driver().connect(address, uri=True)) as connection:
        rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [] if rows == ["ok"] else rows


def unsafe_place(path: Path) -> str | None:
    """The name of the network file system or synced folder the path lies on; WAL fails on both."""
    resolved = path.resolve()
    for part in resolved.parts:
        if part.casefold() in SYNCED_FOLDERS or part.casefold().startswith("onedrive - "):
            return part
    if sys.platform == "win32":
        return str(resolved.drive) if resolved.drive.startswith("\\\\") else None
    return _network_mount(resolved)


def _network_mount(path: Path) -> str | None:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return None
    kind, depth = "", -1
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        point = Path(fields[1].replace("\\040", " "))
        if path.is_relative_to(point) and len(point.parts) >= depth:  # a later one covers it
            kind, depth = fields[2], len(point.parts)
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def can_write(path: Path) -> bool:
    """Whether the file, or the folder it would be made in, lets this user write."""
    return os.access(path if path.exists() else path.parent, os.W_OK) and os.access(
        path.parent, os.W_OK
    )
