"""An import by hand: tuples and executemany into the same schema, without judging anything.

The rows of the search index are made by the program's own fold, since another index would not be
the same work; names, addresses and texts go in as they came. As a process of its own:
python -m tests.performance.limits.importing FILE DATABASE
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from app.storage.search import index_row
from tests.performance.limits.connecting import Raw, raw, transaction
from tests.performance.measure import seconds_of
from tests.performance.processes import tell

ROWS_A_CALL = 5_000
CALLS_A_COMMIT = 10

_SOURCE = "INSERT INTO source (id, key, kind, delivers) VALUES (1, ?, 'jsonl', 0)"
_ARTICLE = (
    "INSERT INTO article (id, source_id, external_id, url, title, section, byline, published_at, "
    "lead, body, caption, pending, total) VALUES (?, 1, ?, ?, ?, '', '', 0, '', '', '', 0, 0)"
)
_WRITER = (
    "INSERT INTO writer (id, name, address, name_normal, name_verdict, name_code, name_detail, "
    "address_normal, address_verdict, address_code, address_detail, pending, approved, rejected, "
    "spam, first_at, last_at, of_newsroom) "
    "VALUES (?, ?, ?, ?, 'good', '', '', ?, 'good', '', '', 0, 0, 0, 0, 0, 0, 0)"
)
_COMMENT = (
    "INSERT INTO comment (id, source_id, external_id, source_digest, article_id, parent_id, "
    "parent_external_id, writer_id, status, version, revision, created_at, text, reason, "
    "flag_kinds, fingerprint, by_newsroom, decided_by, decided_at, website, machine) "
    "VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, 1, 0, ?, ?, '', 0, ?, 0, '', 0, ?, ?)"
)
_INDEX = "INSERT INTO comment_search (rowid, words) VALUES (?, ?)"


class _Ids:
    """Numbers for articles, writers and comments, and what is to be counted for each."""

    def __init__(self) -> None:
        self.articles: dict[str, int] = {}
        self.writers: dict[tuple[str, str], int] = {}
        self.comments: dict[str, int] = {}
        self.by_article: Counter[tuple[int, str]] = Counter()
        self.by_writer: Counter[tuple[int, str]] = Counter()
        self.by_status: Counter[str] = Counter()
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}


def import_file(path: Path, database: Path) -> int:
    """Bring a file into an empty newsroom; returns how many comments it has."""
    ids = _Ids()
    with raw(database) as connection, path.open("rb") as file:
        connection.execute(_SOURCE, ("bao.example",))
        while lines := list(islice(file, ROWS_A_CALL * CALLS_A_COMMIT)):
            with transaction(connection):
                for start in range(0, len(lines), ROWS_A_CALL):
                    _insert(connection, ids, lines[start : start + ROWS_A_CALL])
        with transaction(connection):
            _count(connection, ids)
    return len(ids.comments)


def import_again(path: Path, database: Path) -> int:
    """Find that every row of a file is here already; returns how many."""
    found = 0
    with raw(database) as connection, path.open("rb") as file:
        while lines := list(islice(file, ROWS_A_CALL)):
            rows = [(json.loads(line)["id"], _digest(line)) for line in lines]
            known = dict(
                connection.execute(
                    "SELECT external_id, source_digest FROM comment WHERE source_id = 1 "
                    "AND external_id IN (SELECT value FROM json_each(?))",
                    (json.dumps([name for name, _ in rows]),),
                )
            )
            found += sum(known.get(name) == digest for name, digest in rows)
    return found


def _digest(line: bytes) -> bytes:
    return blake2b(line, digest_size=16).digest()


def _insert(connection: Raw, ids: _Ids, lines: Iterable[bytes]) -> None:
    articles: list[tuple[Any, ...]] = []
    writers: list[tuple[Any, ...]] = []
    comments, index = [], []
    for line in lines:
        row = json.loads(line)
        name, address, text = row.get("name", ""), row.get("email", ""), row["text"]
        number = ids.comments[row["id"]] = len(ids.comments) + 1
        article = ids.articles.get(row["article_url"])
        if article is None:
            article = ids.articles[row["article_url"]] = len(ids.articles) + 1
            articles.append((article, row["article_url"], row["article_url"], row["article_title"]))
        writer = ids.writers.get((name, address))
        if writer is None:
            writer = ids.writers[name, address] = len(ids.writers) + 1
            writers.append((writer, name, address, name.casefold(), address.casefold()))
        parent, status = row.get("parent_id"), row["status"]
        at = int(datetime.fromisoformat(row["created_at"]).timestamp()) * 1_000_000
        comments.append(
            (
                *(number, row["id"], _digest(line), article, ids.comments.get(parent), parent),
                *(writer, status, at, text, crc32(text.encode())),
                *(row.get("website", ""), row.get("ip", "")),
            )
        )
        index.append(index_row(number, text, name, address, row["article_title"]))
        ids.by_article[article, status] += 1
        ids.by_writer[writer, status] += 1
        ids.by_status[status] += 1
        ids.first.setdefault(writer, at)
        ids.last[writer] = at
    for statement, rows in (
        (_ARTICLE, articles),
        (_WRITER, writers),
        (_COMMENT, comments),
        (_INDEX, index),
    ):
        connection.executemany(statement, rows)


def _count(connection: Raw, ids: _Ids) -> None:
    connection.executemany(
        "INSERT INTO tally (status, flag_kinds, n) VALUES (?, 0, ?)", ids.by_status.items()
    )
    for (article, status), n in ids.by_article.items():
        pending = n if status == "pending" else 0
        connection.execute(
            "UPDATE article SET total = total + ?, pending = pending + ? WHERE id = ?",
            (n, pending, article),
        )
    counts = ("pending", "approved", "rejected", "spam")
    connection.executemany(
        "UPDATE writer SET pending = ?, approved = ?, rejected = ?, spam = ?, first_at = ?, "
        "last_at = ? WHERE id = ?",
        [
            (
                *(ids.by_writer[writer, status] for status in counts),
                *(ids.first[writer], ids.last[writer], writer),
            )
            for writer in ids.writers.values()
        ],
    )
    connection.execute("UPDATE newsroom SET change = 1")


def main(path: Path, database: Path) -> None:
    """Time an import, or the same one again into a newsroom that has its comments; as with ours
    until the database is closed, which empties its write-ahead log."""
    with raw(database, read_only=True) as connection:
        (there,) = connection.execute("SELECT count(*) FROM comment").fetchone()
    kept: list[int] = []
    work = import_again if there else import_file
    seconds = seconds_of(lambda: kept.append(work(path, database)))
    tell(seconds=seconds, kept=kept[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
