"""Writing comments by hand: one statement, one loop, the same fields as the program's own files.

Nothing is checked, kept beside, or made to survive a reader. As a process of its own:
python -m tests.performance.limits.leaving DATABASE FILE
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from tests.performance.limits.connecting import raw
from tests.performance.measure import seconds_of
from tests.performance.processes import tell

_ROWS = """
    SELECT a.id, a.url, a.title, c.external_id, p.external_id, w.name, w.address, c.text,
           c.created_at, c.status, c.website, c.machine, s.key, c.reason, c.by_newsroom
    FROM comment c CROSS JOIN writer w ON w.id = c.writer_id
        CROSS JOIN article a ON a.id = c.article_id CROSS JOIN source s ON s.id = c.source_id
        LEFT JOIN comment p ON p.id = c.parent_id
"""
Rows = Iterable[tuple[Any, ...]]


def to_jsonl(rows: Rows, file: IO[str]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    number = 0
    for row in rows:
        number += 1
        at = datetime.fromtimestamp(row[8] // 1_000_000, UTC).isoformat()
        told = {
            "id": row[3],
            "article_url": row[1],
            "article_title": row[2],
            "name": row[5],
            "email": row[6],
            "text": row[7],
            "parent_id": row[4],
            "website": row[10],
            "ip": row[11],
            "created_at": at,
            "status": row[9],
        }
        file.write(encode(told) + "\n")
    return number


def to_xml(rows: Rows, file: IO[str]) -> int:
    number = 0
    file.write("<rss><channel>\n")
    for (article, url, title), comments in groupby(rows, key=itemgetter(0, 1, 2)):
        file.write(f"<item><title>{escape(title)}</title><link>{escape(url)}</link>\n")
        file.write(f"<wp:post_id>{article}</wp:post_id>\n")
        for row in comments:
            number += 1
            at = datetime.fromtimestamp(row[8] // 1_000_000, UTC)
            file.write(
                f"<wp:comment>\n<wp:comment_id>{number}</wp:comment_id>\n"
                f"<wp:comment_author><![CDATA[{escape(row[5])}]]></wp:comment_author>\n"
                f"<wp:comment_author_email>{escape(row[6])}</wp:comment_author_email>\n"
                f"<wp:comment_author_url>{escape(row[10])}</wp:comment_author_url>\n"
                f"<wp:comment_author_IP>{escape(row[11])}</wp:comment_author_IP>\n"
                f"<wp:comment_date>{at.astimezone():%Y-%m-%d %H:%M:%S}</wp:comment_date>\n"
                f"<wp:comment_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>\n"
                f"<wp:comment_content><![CDATA[{escape(row[7])}]]></wp:comment_content>\n"
                f"<wp:comment_approved>{row[9]}</wp:comment_approved>\n"
                f"<wp:comment_type>comment</wp:comment_type>\n"
                f"<wp:comment_parent>{row[4] or 0}</wp:comment_parent>\n"
                f"<wp:meta>{escape(row[3])}</wp:meta>\n</wp:comment>\n"
            )
        file.write("</item>\n")
    file.write("</channel></rss>\n")
    return number


def to_isso(rows: Rows, file: IO[str]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    number = 0
    file.write("[")
    for (_, url, title), comments in groupby(rows, key=itemgetter(0, 1, 2)):
        file.write(f'{{"id": {encode(url)}, "title": {encode(title)}, "comments": [')
        for row in comments:
            number += 1
            at = datetime.fromtimestamp(row[8] // 1_000_000, UTC)
            told = {
                "id": number,
                "author": row[5],
                "email": row[6],
                "website": row[10],
                "remote_addr": row[11],
                "created": f"{at:%Y-%m-%d %H:%M:%S}",
                "text": row[7],
                "kept": {"id": row[3], "parent_id": row[4], "status": row[9]},
            }
            file.write(encode(told) + ",\n")
        file.write("null]},\n")
    file.write("null]\n")
    return number


WAYS: dict[str, tuple[Callable[[Rows, IO[str]], int], str]] = {
    ".jsonl": (to_jsonl, "ORDER BY c.id"),
    ".xml": (to_xml, "ORDER BY c.article_id, c.id"),
    ".json": (to_isso, "ORDER BY c.article_id, c.id"),
}


def write(database: Path, path: Path) -> int:
    """Write every comment, in the format that the file's ending names."""
    way, order = WAYS[path.suffix]
    with raw(database, read_only=True) as connection, path.open("w", encoding="utf-8") as file:
        return way(connection.execute(_ROWS + order), file)


def main(database: Path, path: Path) -> None:
    """Time the writing of one file."""
    written: list[int] = []
    seconds = seconds_of(lambda: written.append(write(database, path)))
    tell(seconds=seconds, comments=written[0], size=path.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
