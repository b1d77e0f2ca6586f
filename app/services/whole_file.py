"""A file that is written whole or not at all: what stood there is untouched until the very end."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain import system
from app.domain.errors import StorageError, UnusableInputError
from app.domain.words import Words

_A_FOLDER = Words("“{what}” là một thư mục, không phải tệp.", "“{what}” is a folder, not a file.")
_NOT_ORDINARY = Words("“{what}” không phải là tệp thường.", "“{what}” is not an ordinary file.")
_NO_FOLDER = Words(
    "Không có thư mục “{folder}” để ghi tệp vào.",
    "There is no folder “{folder}” to write the file into.",
)
_FULL = Words(
    "Đĩa đã đầy: chưa xuất được {subject}, tệp cũ (nếu có) vẫn nguyên. Hãy giải phóng dung lượng "
    "rồi làm lại.",
    "The disk is full: {subject} could not be exported, an older file is untouched. Free some "
    "space, then do it again.",
)
_NOT_ALLOWED = Words(
    "Không được phép ghi vào “{what}”. Hãy chọn thư mục khác.",
    "Writing to “{what}” is not allowed. Choose another folder.",
)
_CANNOT = Words("Không ghi được “{what}”: {why}.", "“{what}” cannot be written: {why}.")


def refuse_unusable_place(path: Path) -> None:
    """Raise UnusableInputError where no file can be written."""
    words: Words | None = None
    if path.is_dir():
        words = _A_FOLDER
    elif path.exists() and not path.is_file():
        words = _NOT_ORDINARY
    elif not path.parent.is_dir():
        words = _NO_FOLDER
    if words is not None:
        raise UnusableInputError(words.put(what=path, folder=path.parent))


@contextmanager
def replacing(path: Path, subject: Words) -> Iterator[Path]:
    """A new file beside the target, moved over it at the end; gone if anything went wrong.

    Raises StorageError when the disk is full or fails, UnusableInputError where writing is not
    allowed; `subject` says what is being exported.
    """
    with _in_words(path, subject):
        beside = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(8)}{path.suffix}")
        try:
            yield beside
            _keep(beside)
            beside.replace(path)
            _keep_name(path.parent)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _keep(file: Path) -> None:
    """Make sure that what was written is on the disk before it takes the target's place."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _keep_name(folder: Path) -> None:
    """The rename too; only POSIX lets a folder be opened for it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _in_words(path: Path, subject: Words) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError(_FULL.put(subject=subject)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise UnusableInputError(_NOT_ALLOWED.put(what=path)) from error
        raise StorageError(_CANNOT.put(what=path, why=system.reason(error))) from error
