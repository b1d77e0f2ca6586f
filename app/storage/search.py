"""The full-text index: what is put in for a comment, and how a typed search becomes a match.

A comment's entries are its words without marks, again with their marks where they have any, and,
for what was written without any marks, once more as BARE: because a word typed with marks must not
find every word that looks like it, yet must find comments whose writer used none, whatever their
article's title has. The words are cut here, so that nothing depends on a tokenizer's own table of
letters; the index keeps no more than which comments have an entry, which makes it a third as large
and two to three times as quick as one that keeps the places.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, Select, column, literal, literal_column, select, table
from sqlalchemy.engine import Connection

from app.domain.sought import Sought, sought, words_of
from app.domain.vietnamese import has_marks, normal_form, without_marks

IndexRow = tuple[int, str]

BARE = "·"
"""What a word begins with that was written where there are no marks: no word has it."""


def index_row(comment_id: int, text: str, name: str, address: str, title: str) -> IndexRow:
    """The index's row for a comment: text, name, address and article title are found together."""
    return index_row_of(comment_id, entries(normal_form(text)), name, address, title)


def index_row_of(comment_id: int, of_text: str, name: str, address: str, title: str) -> IndexRow:
    """The index's row for a comment whose text's `entries` are known.

    An address never has marks, which says nothing about how its owner writes.
    """
    others = (_of_often(name), _of_often(address, spoken=False), _of_often(title))
    return comment_id, " ".join((of_text, *others))


def entries(normal: str, *, spoken: bool = True) -> str:
    """What the index has of a text in its normal form, whatever order its words are in."""
    pieces = dict.fromkeys(normal.split())
    of_pieces = _of_bare_piece if spoken and not has_marks(normal) else _of_piece
    return " ".join(map(of_pieces, pieces))


@functools.lru_cache(maxsize=5_000)
def _of_often(text: str, *, spoken: bool = True) -> str:
    """The entries of a name or a title: the same ones come again and again."""
    return entries(normal_form(text), spoken=spoken)


@functools.lru_cache(maxsize=20_000)
def _of_piece(piece: str) -> str:
    words = words_of(piece)
    marked = [word for word in words if has_marks(word)]
    return " ".join((*map(without_marks, words), *marked))


@functools.lru_cache(maxsize=20_000)
def _of_bare_piece(piece: str) -> str:
    words = list(map(without_marks, words_of(piece)))
    return " ".join((*words, *(BARE + word for word in words)))


def add_new_to_index(connection: Connection, rows: Sequence[IndexRow]) -> None:
    """Put in what was not there: nothing is looked for to be replaced."""
    connection.exec_driver_sql("INSERT INTO comment_search(rowid, words) VALUES (?, ?)", list(rows))


def add_to_index(connection: Connection, rows: Sequence[IndexRow]) -> None:
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO comment_search(rowid, words) VALUES (?, ?)", list(rows)
        )


_COMMENTS = """
    SELECT comment.id, comment.text, writer.name, writer.address, article.title
    FROM comment
    JOIN writer ON writer.id = comment.writer_id
    JOIN article ON article.id = comment.article_id
    ORDER BY comment.id
    """


def fill_index(connection: Connection) -> None:
    """Put every comment into an index that a migration has left empty."""
    if connection.exec_driver_sql("SELECT 1 FROM comment_search LIMIT 1").first() is not None:
        return
    for rows in connection.exec_driver_sql(_COMMENTS).partitions(5_000):
        add_new_to_index(connection, [index_row(*row) for row in rows])
    begin = True
    while merge(connection, begin=begin):
        begin = False


def remove_from_index(connection: Connection, comment_ids: Iterable[int]) -> None:
    rows = [(comment_id,) for comment_id in comment_ids]
    if rows:
        connection.exec_driver_sql("DELETE FROM comment_search WHERE rowid = ?", rows)


MERGED_AT_ONCE = 500
"""Pages of the index that one step of merging works through: about 60 ms of writing."""


def merge(connection: Connection, *, begin: bool) -> bool:
    """One step towards an index of a single part, and whether there was anything to do.

    What an import of a million comments leaves behind has dozens of parts, and a word that many
    have is looked up in each: in one it takes a third of the time. To `begin` says that the parts
    there are now shall all become one.
    """
    changed = "SELECT total_changes()"
    before: int = connection.exec_driver_sql(changed).scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO comment_search(comment_search, rank) VALUES ('merge', ?)",
        (-MERGED_AT_ONCE if begin else MERGED_AT_ONCE,),
    )
    after: int = connection.exec_driver_sql(changed).scalar_one()
    return after - before > 1


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
        return f'("{one.word}"{star} OR "{BARE}{one.bare}"{star})'
    return f'"{one.bare}"{star}'


def matching(expression: str) -> Select[int]:
    """The ids of the comments that an expression of `match_expression` finds."""
    index = table("comment_search", column("rowid", BigInteger))
    return select(index.c.rowid).where(
        literal_column("comment_search").op("MATCH")(literal(expression))
    )
