"""Connections of the driver alone, with the very settings that the program gives its own."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.storage.sqlite import WRITER_CACHE_KIB

Raw = Any
"""A connection of the driver, which carries no types."""

_EVERY = (
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "recursive_triggers=ON",
)
_READER = (*_EVERY, "query_only=ON")
_WRITER = (
    *_EVERY,
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=100000",
    f"cache_size=-{WRITER_CACHE_KIB}",
)


def driver() -> Any:  # noqa: ANN401 - a module without types
    """Told how to bind bytes and None, as the program tells it: it is ten times quicker at them."""
    module = importlib.import_module("pysqlite3.dbapi2")
    module.register_adapter(bytes, bytes)
    module.register_adapter(type(None), {}.get)
    return module


@contextmanager
def raw(path: Path, *, read_only: bool = False) -> Iterator[Raw]:
    """A connection without any transactions of the driver's own."""
    connection = driver().connect(str(path), isolation_level=None)
    try:
        for pragma in _READER if read_only else _WRITER:
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: Raw, kind: str = "IMMEDIATE") -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def backed_up(source: Path, target: Path, *, delivers: bool) -> None:
    """A copy of a newsroom by SQLite's backup."""
    with raw(source, read_only=True) as origin, raw(target) as copy:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
        copy.execute("UPDATE source SET delivers = ?", (delivers,))
        checkpoint(copy)


def checkpoint(connection: Raw) -> None:
    """Begin the next one with an empty write-ahead log."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
