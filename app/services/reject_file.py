"""The list of rows an import could not use, for a person to open in a spreadsheet and mend."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from app.domain.errors import UnusableInputError
from app.domain.spreadsheet import defused
from app.domain.words import Words
from app.sources.record import RejectedRow

_HEADER = ("line", "lý do", "reason", "row", "file")
_OPTION = Words("Tùy chọn là --reject-file.", "The option is --reject-file.")


class RejectFile:
    """Made when the first row is rejected; None as its path keeps nothing.

    `source` is the name of the file the rows are of. To `go_on` adds to the list of another one.
    """

    def __init__(self, path: Path | None, source: str = "", *, go_on: bool = False) -> None:
        self.path = path
        self._source = defused(_writable(source))
        self._go_on = go_on
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is None:
            return
        try:
            with _written_to(self._file.name):
                self._file.close()
        except UnusableInputError:
            if kind is None:
                raise

    def add(self, row: RejectedRow) -> None:
        if self.path is None:
            return
        with _written_to(self.path):
            if self._file is None:
                self._file = self._opened(self.path)
            reason, raw = row.reason, defused(_writable(row.raw))
            csv.writer(self._file).writerow((row.line, reason.vi, reason.en, raw, self._source))

    def _opened(self, path: Path) -> IO[str]:
        if self._go_on:
            return path.open("a", encoding="utf-8", newline="")
        file = path.open("w", encoding="utf-8-sig", newline="")
        csv.writer(file).writerow(_HEADER)
        return file


def beside(path: Path) -> Path:
    """Where the rejected rows of a file are listed when nobody says where."""
    return path.with_name(f"{path.name}.rejected.csv")


def can_be_listed(path: Path) -> bool:
    """Whether a list of rejected rows could be written there, as it cannot on a disk one may only
    read from."""
    with suppress(UnusableInputError):
        refuse_unwritable(path)
        return True
    return False


def refuse_unwritable(path: Path) -> None:
    """Raise UnusableInputError where a list of rejected rows could not be written."""
    with _written_to(path):
        folder = path.parent
        if path.is_dir() or not folder.is_dir():
            raise OSError
        if not os.access(path if path.exists() else folder, os.W_OK):
            raise PermissionError


def refuse_overwriting(path: Path, kept: Iterable[Path]) -> None:
    """Raise UnusableInputError where a list of rejected rows would destroy one of these files."""
    with _written_to(path):
        for other in kept:
            if _is_same(path, other):
                raise UnusableInputError(
                    Words(
                        "Danh sách dòng bị loại sẽ ghi đè lên “{path}”; hãy chọn nơi khác.",
                        "The list of rejected rows would overwrite “{path}”; choose another place.",
                    ).put(path=other),
                    _OPTION,
                )


def _is_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    return path.resolve() == other.resolve()


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@contextmanager
def _written_to(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnusableInputError(
            Words(
                "Không ghi được danh sách dòng bị loại vào “{path}”; hãy chọn nơi khác.",
                "The list of rejected rows cannot be written to “{path}”; choose another place.",
            ).put(path=path),
            _OPTION,
        ) from error
