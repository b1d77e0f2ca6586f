"""Writing the log by hand: the library alone over a raw cursor.

The same columns as the program's own files, but times and codes as they are kept, without a cell
looked at twice or the chain's head at the end. As a process of its own:
python -m tests.performance.limits.exporting DATABASE FILE
"""

from __future__ import annotations

import csv
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.performance.limits.connecting import raw
from tests.performance.measure import seconds_of
from tests.performance.processes import tell

ROWS_A_SHEET = 1_000_000

_REST = """
    e.moderator, e.action, e.external_id, a.title,
    coalesce(e.from_status, '') || ' → ' || coalesce(e.to_status, ''), e.to_reason,
    v.name, v.address, v.text, v.before, v.note, e.undoes, e.batch, hex(e.hash)
"""
_READ = f"e.sequence, e.at, {_REST}"
_DIGESTS = ", ".join(
    f"hex(e.{name}_digest)" for name in ("name", "address", "text", "before", "note")
)
_PROOF = f"""
    e.at, e.action, e.source, e.article, e.from_status, e.to_status, e.from_reason, e.to_reason,
    {_DIGESTS}, hex(v.salt), 1
"""
_FROM = """
    FROM log_entry e LEFT JOIN log_value v ON v.sequence = e.sequence
        LEFT JOIN article a ON a.id = e.article_id
    ORDER BY e.sequence
"""
_ALL = f"SELECT {_READ}, {_PROOF} {_FROM}"
_NAMES = """
    format sequence at batch moderator action undoes source external_id article from_status
    to_status from_reason to_reason
"""
_DOCUMENT = f"""
    SELECT 1, e.sequence, e.at, e.batch, e.moderator, e.action, e.undoes, e.source, e.external_id,
        e.article, e.from_status, e.to_status, e.from_reason, e.to_reason, {_DIGESTS},
        hex(e.hash), hex(v.salt), v.name, v.address, v.text, v.before, v.note, e.at, a.title {_FROM}
"""
_OWN_HASH = 15
_SHEET = f"SELECT e.sequence, e.at / 86400e6 + 25569, {_REST}, e.at {_FROM}"


def to_csv(database: Path, path: Path) -> int:
    """Every entry as a row of CSV; returns how many there are."""
    with (
        raw(database, read_only=True) as connection,
        path.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        csv.writer(file).writerows(_with_previous(connection.execute(_ALL)))
        return _entries(connection)


def _with_previous(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Each with the hash of the one before, which needs no join."""
    previous = ""
    for row in rows:
        yield (*row, previous)
        previous = row[_OWN_HASH]


def to_jsonl(database: Path, path: Path) -> int:
    """Every entry as an object; returns how many there are."""
    names = _NAMES.split()
    values = ("name", "address", "text", "before", "note")
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with raw(database, read_only=True) as connection, path.open("w", encoding="utf-8") as file:
        previous = ""
        for row in connection.execute(_DOCUMENT):
            document: dict[str, Any] = dict(zip(names, row[:14], strict=True))
            document["digests"] = dict(zip(values, row[14:19], strict=True))
            document["previous_hash"] = previous
            previous, document["salt"] = row[19:21]
            document["hash"] = previous
            document["values"] = dict(zip(values, row[21:26], strict=True))
            document["time"], document["article_title"] = row[26:]
            file.write(encode(document) + "\n")
        return _entries(connection)


def to_xlsx(database: Path, path: Path) -> int:
    """Every entry as a row of a workbook; returns how many there are."""
    library = importlib.import_module("xlsxwriter")
    with raw(database, read_only=True) as connection:
        book = library.Workbook(str(path), {"constant_memory": True})
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate(connection.execute(_SHEET)):
            place = number % ROWS_A_SHEET
            if place == 0:
                sheet = book.add_worksheet()
            sheet.write_number(place, 0, row[0])
            sheet.write_number(place, 1, row[1], date)
            for column, cell in enumerate(row[2:], start=2):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(place, column, cell[:32_767])
                elif cell is not None:
                    sheet.write_number(place, column, cell)
        book.close()
        return _entries(connection)


def _entries(connection: Any) -> int:  # noqa: ANN401 - the driver carries no types
    return int(connection.execute("SELECT count(*) FROM log_entry").fetchone()[0])


WAYS: dict[str, Callable[[Path, Path], int]] = {
    ".csv": to_csv,
    ".jsonl": to_jsonl,
    ".xlsx": to_xlsx,
}


def main(database: Path, file: Path) -> None:
    """Time the writing of one file, in the format that its ending names."""
    entries: list[int] = []
    seconds = seconds_of(lambda: entries.append(WAYS[file.suffix](database, file)))
    tell(seconds=seconds, entries=entries[0], size=file.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
