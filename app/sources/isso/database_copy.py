"""A private copy of an SQLite database that somebody may be writing to at this moment.

The original is only read as bytes: never opened as a database, so never locked, and nothing beside
it is made or changed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app.domain import system
from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.rows import opened, short

SIZE_LIMIT = 8 * 1024**3
"""The largest database that is copied, in bytes: over ten million comments."""

_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_ATTEMPTS = 3

_IN_USE = Words(
    "“{name}” đang được ghi, hoặc lần ghi trước bị ngắt. Hãy để Isso ghi xong (khởi động lại nếu "
    "cần) rồi nhập lại.",
    "“{name}” is being written to, or the last writing was interrupted. Let Isso finish (start it "
    "once if need be), then import it.",
)
_TOO_LARGE = Words(
    "“{name}” lớn hơn {limit} GiB nên không được sao chép để đọc.",
    "“{name}” is larger than {limit} GiB and is not copied to be read.",
)
_NO_COPY = Words(
    "Không sao chép được “{name}” để đọc: {why}.", "“{name}” cannot be copied to be read: {why}."
)


class Copy(NamedTuple):
    """`has_log`: a write-ahead log was copied as well, which SQLite works in by itself."""

    path: Path
    has_log: bool


@contextmanager
def copied(path: Path) -> Iterator[Copy]:
    """The database as it stood at one moment, for as long as it is looked at.

    A rollback journal beside it is not copied: played back, it could name another file for SQLite
    to delete. It says that a transaction is not finished, so that its database is refused.

    Raises UnusableInputError where no whole copy can be had.
    """
    with opened(path):
        pass
    with tempfile.TemporaryDirectory(prefix="loi-binh-", ignore_cleanup_errors=True) as folder:
        try:
            copy = _whole(path, Path(folder) / "copy.db")
        except OSError as wrong:
            words = _NO_COPY.put(name=short(path.name), why=system.reason(wrong))
            raise UnusableInputError(words) from wrong
        yield copy


def _whole(path: Path, to: Path) -> Copy:
    log, journal = _beside(path, "-wal"), _beside(path, "-journal")
    for _ in range(_ATTEMPTS):
        before = _stamp(path), _stamp(log), _stamp(journal)
        if sum(size for size, _ in before) > SIZE_LIMIT:
            words = _TOO_LARGE.put(name=short(path.name), limit=SIZE_LIMIT // 1024**3)
            raise UnusableInputError(words)
        has_log = before[1][0] > 0
        shutil.copyfile(path, to)
        if has_log:
            shutil.copyfile(log, _beside(to, "-wal"))
        is_busy = _is_hot(journal)
        if not is_busy and before == (_stamp(path), _stamp(log), _stamp(journal)):
            return Copy(to, has_log)
    raise UnusableInputError(_IN_USE.put(name=short(path.name)))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _stamp(path: Path) -> tuple[int, int]:
    """Size and time of the last change; zeroes for what is no file."""
    if not path.is_file():
        return 0, 0
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _is_hot(journal: Path) -> bool:
    """Whether a transaction is on its way; a journal that has done its work has no such beginning
    any more."""
    if not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(len(_JOURNAL_MAGIC)) == _JOURNAL_MAGIC
