"""Failures of the environment in words; whatever is not one of these is a bug and stays raised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from app.domain.errors import StorageError
from app.domain.words import Words
from app.storage import sqlite

_FULL = Words(
    "Đĩa đã đầy: chưa lưu được gì. Hãy giải phóng dung lượng rồi làm lại.",
    "The disk is full: nothing was saved. Free some space, then do it again.",
)
_READ_ONLY = Words(
    "Cơ sở dữ liệu chỉ cho đọc: chưa lưu được gì. Hãy kiểm tra quyền ghi của tệp và thư mục.",
    "The database is read-only: nothing was saved. Check that its file and folder can be written.",
)
_LOCKED = Words(
    "Cơ sở dữ liệu đang bận vì một việc khác: chưa lưu được gì. Hãy thử lại sau giây lát.",
    "The database is busy with other work: nothing was saved. Try again in a moment.",
)
_BROKEN = Words(
    "Tệp cơ sở dữ liệu bị hỏng. Hãy dừng lại và khôi phục từ bản sao lưu (main.py restore).",
    "The database file is damaged. Stop, and restore it from a backup (main.py restore).",
)
_NOT_A_DATABASE = Words(
    "Tệp này không phải là cơ sở dữ liệu.",
    "This file is not a database.",
)
_INPUT_OUTPUT = Words(
    "Không đọc hay ghi được đĩa: chưa lưu được gì. Hãy kiểm tra ổ đĩa.",
    "The disk cannot be read or written: nothing was saved. Check the drive.",
)
_CANNOT_OPEN = Words(
    "Không mở được tệp cơ sở dữ liệu. Hãy kiểm tra đường dẫn và quyền truy cập.",
    "The database file cannot be opened. Check its path and permissions.",
)

_WORDS_BY_SQLITE_CODE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_NOTADB": _NOT_A_DATABASE,
    "SQLITE_IOERR": _INPUT_OUTPUT,
    "SQLITE_CANTOPEN": _CANNOT_OPEN,
    "SQLITE_PERM": _CANNOT_OPEN,
}


def words_for(error: BaseException) -> Words | None:
    """Words for a driver's error that the environment caused; None for one that is our bug."""
    name = str(getattr(error, "sqlite_errorname", ""))
    return next(
        (words for code, words in _WORDS_BY_SQLITE_CODE.items() if name.startswith(code)), None
    )


@contextmanager
def in_words() -> Iterator[None]:
    """Turn the environment's database errors into StorageError; let bugs through as they are.

    Those of the driver itself too: a backup and a check of a file work without SQLAlchemy.
    """
    try:
        yield
    except (DatabaseError, sqlite.driver().DatabaseError) as error:
        words = words_for(getattr(error, "orig", None) or error)
        if words is None:
            raise
        raise StorageError(words) from error
