"""The full-text index: what is put in for a comment, and how a typed search becomes a match.

Three columns hold the normal form with marks, the folded form, and the folded form again of what
was written without any marks, because a word typed with marks must not find every word that looks
like it, yet must find comments whose writer used none, whatever their article's title has.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, Select, column, literal, literal_column, select, table
from sqlalchemy.engine import Connection

from app.domain.sought import Sought, sought
from app.domain.vietnamese import has_marks, normal_form, without_marks

IndexRow = tuple[int, str, str, str]


def index_row(comment_id: int, text: str, name: str, address: str, title: str) -> IndexRow:
    """The index's row for a comment: text, name, address and article title are found together.

    An address never has marks, which says nothing about how its owner writes.
    """
    return index_row_of(
        comment_id, Read.of(text), read_often(name), read_often(address), read_often(title)
    )


class Read(NamedTuple):
    """A text in the forms the index holds: normal, folded, and folded if it has no marks."""

    normal: str
    folded: str
    unmarked: str | None

    @classmethod
    def of(cls, text: str) -> Read:
        return cls.of_normal(normal_form(text))

    @classmethod
    def of_normal(cls, normal: str) -> Read:
        folded = without_marks(normal)
        return cls(normal, folded, None if has_marks(normal) else folded)


@functools.lru_cache(maxsize=5_000)
def read_often(text: str) -> Read:
    """A name or a title in those forms: the same ones come again and again."""
    return Read.of(text)


def index_row_of(comment_id: int, text: Read, name: Read, address: Read, title: Read) -> IndexRow:
    """The index's row for what was read already."""
    unmarked = [part.unmarked for part in (text, name, title) if part.unmarked is not None]
    return (
        comment_id,
        f"{text.normal} {name.normal} {address.normal} {title.normal}",
        f"{text.folded} {name.folded} {address.folded} {title.folded}",
        " ".join(unmarked),
    )


def add_new_to_index(connection: Connection, rows: Sequence[IndexRow]) -> None:
    """Put in what was not there: nothing is looked for to be replaced."""
    connection.exec_driver_sql(
        "INSERT INTO comment_search(rowid, t, f, u) VALUES (?, ?, ?, ?)", list(rows)
    )


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
    words = sought(typed, unfinished=not typed[-1:].isspace())
    return all_of(words) if words else None


def all_of(wanted: Sequence[Sought], without: Sequence[Sequence[Sought]] = ()) -> str:
    """The expression for comments that have every word wanted and no phrase of `without` whole."""
    expression = " AND ".join(_word_expression(one) for one in wanted)
    for phrase in without:
        expression = f"({expression}) NOT ({all_of(phrase)})"
    return expression


def _word_expression(one: Sought) -> str:
    star = "*" if one.unfinished else ""
    if one.marked:
        return f'((t:"{one.word}"{star}) OR (u:"{one.bare}"{star}))'
    return f'(f:"{one.bare}"{star})'


INDEXED_LETTERS = 3
"""The longest unfinished word whose comments are in the index as a list of their own."""


def is_dear(one: Sought) -> bool:
    """Whether all that begins like this must be gathered before the first can be given."""
    return one.unfinished and len(one.word) > INDEXED_LETTERS


def begun(one: Sought) -> Sought:
    """The word itself, or its longest beginning with a list of its own, which finds more."""
    return Sought.of(one.word[:INDEXED_LETTERS], unfinished=True) if is_dear(one) else one


def matching(expression: str) -> Select[int]:
    """The ids of the comments that an expression of `match_expression` finds."""
    index = table("comment_search", column("rowid", BigInteger))
    return select(index.c.rowid).where(
        literal_column("comment_search").op("MATCH")(literal(expression))
    )
