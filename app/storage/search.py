"""The full-text index: what is put in for a comment, and how a typed search becomes a match.

Three columns hold the normal form with marks, the folded form, and the folded form again of what
was written without any marks, because a word typed with marks must not find every word that looks
like it, yet must find comments whose writer used none, whatever their article's title has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex
from sqlalchemy import BigInteger, Select, column, literal, literal_column, select, table
from sqlalchemy.engine import Connection

from app.domain.vietnamese import fold, has_marks, normal_form

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

IndexRow = tuple[int, str, str, str]


def index_row(comment_id: int, text: str, name: str, address: str, title: str) -> IndexRow:
    """The index's row for a comment: text, name, address and article title are found together.

    An address never has marks, which says nothing about how its owner writes.
    """
    parts = [normal_form(part) for part in (text, name, address, title)]
    folded = [fold(part) for part in parts]
    spoken = (0, 1, 3)
    unmarked = [folded[n] for n in spoken if not has_marks(parts[n])]
    return comment_id, " ".join(parts), " ".join(folded), " ".join(unmarked)


def add_to_index(connection: Connection, rows: Sequence[IndexRow]) -> None:
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO comment_search(rowid, t, f, u) VALUES (?, ?, ?, ?)", list(rows)
        )


def remove_from_index(connection: Connection, comment_ids: Iterable[int]) -> None:
    rows = [(comment_id,) for comment_id in comment_ids]
    if rows:
        connection.exec_driver_sql("DELETE FROM comment_search WHERE rowid = ?", rows)


def match_expression(typed: str) -> str | None:
    """The FTS5 expression for what was typed; None when it holds no word.

    Every word must be there; the last one may be unfinished unless a space follows it.
    """
    words = _WORD.findall(normal_form(typed))
    if not words:
        return None
    unfinished = not typed[-1:].isspace()
    return " AND ".join(
        _word_expression(word, prefix=unfinished and number == len(words))
        for number, word in enumerate(words, start=1)
    )


def _word_expression(word: str, *, prefix: bool) -> str:
    star = "*" if prefix else ""
    if has_marks(word):
        return f'((t:"{word}"{star}) OR (u:"{fold(word)}"{star}))'
    return f'(f:"{fold(word)}"{star})'


def matching(expression: str) -> Select[int]:
    """The ids of the comments that an expression of `match_expression` finds."""
    index = table("comment_search", column("rowid", BigInteger))
    return select(index.c.rowid).where(
        literal_column("comment_search").op("MATCH")(literal(expression))
    )
