"""The list of rows an import could not use, for a person to open in a spreadsheet and mend."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from app.domain.errors import UnusableInputError
from app.domain.spreadsheet import defused
from app.domain.words import Words
from app.sources.record import RejectedRow

_HEADER = ("line", "lý do", "reason", "row")


class RejectFile:
    """Made when the first row is rejected; None as its path keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
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
        raw = row.raw.encode("utf-8", "replace").decode()
        with _written_to(self.path):
            if self._file is None:
                self._file = self.path.open("w", encoding="utf-8-sig", newline="")
                csv.writer(self._file).writerow(_HEADER)
            csv.writer(self._file).writerow((row.line, row.reason.vi, row.reason.en, defused(raw)))


@contextmanager
def _written_to(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnusableInputError(
            Words(
                "Không ghi được danh sách dòng bị loại vào “{path}”; hãy chọn nơi khác "
                "(--reject-file).",
                "The list of rejected rows cannot be written to “{path}”; choose another place "
                "(--reject-file).",
            ).put(path=path)
        ) from error
