"""Taking the log out of the desk: as CSV, JSON Lines or a workbook, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.errors import UnusableInputError
from app.domain.log import ALL, LogFilter
from app.domain.progress import Progress
from app.domain.words import Language, Words
from app.services.log_formats.columns import Manner
from app.services.log_formats.csv_file import CsvFile
from app.services.log_formats.head import ChainHead, filter_document
from app.services.log_formats.jsonl_file import JsonLinesFile
from app.services.log_formats.xlsx_file import XlsxFile
from app.services.newsroom import LongWork, Newsroom
from app.services.whole_file import refuse_unusable_place, replacing
from app.storage import log_reading
from app.storage.log_columns import EntryColumns, columns_after
from app.storage.log_reading import Conditions
from app.storage.log_writing import head_of

CHUNK = 1_000
"""Entries between two signs of progress, and read in one short transaction."""

_THE_LOG = Words("nhật ký", "the log")


class LogFile(Protocol):
    """A file of one format that takes entries in their order and the chain's head at the end."""

    def write(self, entries: EntryColumns) -> None: ...

    def finish(self, head: ChainHead) -> None: ...

    def close(self) -> None:
        """Let go of everything; after it the file can be moved or removed."""


FORMATS: dict[str, Callable[[Path, Manner], LogFile]] = {
    ".csv": CsvFile,
    ".jsonl": JsonLinesFile,
    ".xlsx": XlsxFile,
}
"""By the ending of a file's name."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: how many entries, and the chain's head when it began."""

    rows: int
    sequence: int
    head: bytes
    path: Path
    exported_at: int


def export_log(
    newsroom: Newsroom,
    wanted: LogFilter,
    path: Path,
    *,
    redact: bool = False,
    language: Language = "vi",
) -> LongWork[ExportReport]:
    """Write the entries that a filter lets through, oldest first, and the chain's head after them.

    The ending of the file's name chooses the format; `redact` leaves names, addresses and texts
    out. The file appears whole at the end: closing the work early, or any failure, leaves what
    stood there untouched. Entries written after the beginning are not in it.

    Raises UnusableInputError for a place or name that cannot be used, StorageError when the disk
    is full or fails.
    """
    make = _format_of(path)
    refuse_unusable_place(path)
    with newsroom.store.reading() as connection:
        sequence, head = head_of(connection)
        conditions = log_reading.conditions(connection, wanted)
        reasons = log_reading.reason_words(connection)
    manner = Manner(language, redact=redact, reasons=reasons)
    exported_at, rows, after = newsroom.clock(), 0, None
    with replacing(path, _THE_LOG) as beside, closing(make(beside, manner)) as file:
        while (entries := _entries(newsroom, conditions, after, sequence)) is not None:
            file.write(entries)
            rows, after = rows + len(entries), entries.sequence[-1]
            yield Progress(after, sequence)
        file.finish(
            ChainHead(
                sequence=sequence,
                hash=head,
                exported_at=exported_at,
                exported_by=newsroom.moderator,
                entries=rows,
                whole=wanted == ALL,
                redacted=redact,
                wanted=filter_document(wanted, redact=redact),
            )
        )
    return ExportReport(rows, sequence, head, path, exported_at)


def _entries(
    newsroom: Newsroom, wanted: Conditions, after: int | None, up_to: int
) -> EntryColumns | None:
    with newsroom.store.reading() as connection:
        return columns_after(connection, wanted, after, up_to, CHUNK)


def _format_of(path: Path) -> Callable[[Path, Manner], LogFile]:
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise UnusableInputError(
            Words(
                "Không biết ghi nhật ký vào “{what}”: tên tệp phải kết thúc bằng .csv, .jsonl hoặc "
                ".xlsx.",
                "“{what}” does not say what to write: the file's name must end in .csv, .jsonl or "
                ".xlsx.",
            ).put(what=path)
        ) from None
