"""Comments out of Isso's own database, `comments.db`, which Isso itself cannot export.

The file may be in use, and may be anything. What is read is a private copy of it, by a connection
that can do nothing but read the columns named here, and only after SQLite has found their tables
sound. Tables and columns are those of Isso 0.9 to 0.14 (`isso/db/comments.py`,
`isso/db/threads.py`).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.binary import SQLITE
from app.sources.isso.client import DELETED, LATEST
from app.sources.isso.database_copy import copied
from app.sources.isso.records import STATUS, article_url
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    Looking,
    ReadOptions,
    RejectedRow,
)
from app.sources.rows import RAW_LIMIT, RowRefusedError, short, source_of

TEXT_LIMIT = 16 * 1024 * 1024
"""The longest text, in bytes; a comment over it is rejected."""

_TABLES = {
    "comments": frozenset(
        {"id", "tid", "parent", "created", "mode", "text", "author", "email", "website"}
        | {"remote_addr"}
    ),
    "threads": frozenset({"id", "uri", "title"}),
}
_COMMENTS = """
SELECT c.id, c.parent, p.created, c.created, c.mode, t.uri, t.title, octet_length(c.text),
    CASE WHEN octet_length(c.text) <= :most THEN c.text END,
    CASE WHEN octet_length(c.author) <= :most THEN c.author END,
    CASE WHEN octet_length(c.email) <= :most THEN c.email END,
    CASE WHEN octet_length(c.website) <= :most THEN c.website END,
    CASE WHEN octet_length(c.remote_addr) <= :most THEN c.remote_addr END
FROM comments AS c
LEFT JOIN threads AS t ON t.id = c.tid
LEFT JOIN comments AS p ON p.id = c.parent
ORDER BY c.id
"""
_CAREFUL = (
    "trusted_schema = 0",
    "cell_size_check = 1",
    "query_only = 1",
    "ignore_check_constraints = 1",
)
_FUNCTIONS = frozenset({"count", "octet_length"})
_STEPS = 1_000_000
_SEEN_BETWEEN = 5_000
"""Comments looked through between two signs of life."""

_DAMAGED = Words(
    "Cơ sở dữ liệu bị hỏng: {why}. Hãy sửa (sqlite3 tệp.db .recover) rồi nhập lại.",
    "The database is damaged: {why}. Mend it (sqlite3 file.db .recover), then import it.",
)
_FOREIGN = Words(
    "Đây là cơ sở dữ liệu SQLite nhưng không phải comments.db của Isso.",
    "This is an SQLite database, but not Isso's comments.db.",
)
_NO_ID = Words("Mã lời bình (id) không hợp lệ.", "The comment's id is not valid.")
_NO_TIME = Words("Thời gian (created) không hợp lệ.", "The time (created) is not valid.")
_NO_THREAD = Words(
    "Cơ sở dữ liệu không có bài viết (thread) của lời bình này.",
    "The database does not have this comment's article (thread).",
)
_NO_TEXT = Words("Lời bình không có nội dung.", "The comment has no text.")
_TOO_LONG = Words("Lời bình dài hơn 16 MiB.", "The comment is longer than 16 MiB.")
_WRONG_MODE = Words("Không có trạng thái (mode) “{value}”.", "There is no mode “{value}”.")
_WRONG_TYPE = Words("“{name}” không phải là chữ.", "“{name}” is not a text.")


class IssoDatabase:
    """The threads that have comments, and those, oldest first.

    Ids and articles are those of the connected site, so that the two are one when the source is
    called the same.
    """

    name = "isso-db"

    def recognises(self, path: Path, head: bytes) -> bool:
        return head.startswith(SQLITE) and all(
            name in head for name in (b"comments", b"threads", b"voters", b"remote_addr")
        )

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with copied(path) as copy:
            size = copy.path.stat().st_size
            with _looking(copy.path, size, has_log=copy.has_log) as database:
                _refuse_unsound(database)
                yield from _looked_through(database)
                database.set_progress_handler(_patience(size), _STEPS)
                yield from _items(database, size, options)


# --- looking ------------------------------------------------------------------------------------


@contextmanager
def _looking(copy: Path, size: int, *, has_log: bool) -> Iterator[Any]:
    """A connection that can only read; whatever SQLite finds wrong becomes UnusableInputError."""
    driver = importlib.import_module("pysqlite3.dbapi2")
    how = "mode=rw" if has_log else "mode=ro&immutable=1"
    try:
        with closing(driver.connect(f"{copy.as_uri()}?{how}", uri=True)) as database:
            database.isolation_level = None
            database.text_factory = _text
            for pragma in _CAREFUL:
                database.execute(f"PRAGMA {pragma}")
            database.set_authorizer(_only_reading(driver))
            database.set_progress_handler(_patience(size), _STEPS)
            yield database
    except (driver.Error, UnicodeError) as wrong:  # names in a schema are no text, either
        words = _DAMAGED.put(why=short(" ".join(str(wrong).split())))
        raise UnusableInputError(words) from wrong


def _text(stored: bytes) -> str:
    """What is no UTF-8 stays in it as surrogates, for `storable` to tell of."""
    return stored.decode("utf-8", "surrogateescape")


def _only_reading(driver: Any) -> Callable[..., int]:  # noqa: ANN401 - the driver carries no types
    """SQLite asks this of all that a statement, or an expression in the file's schema, does."""

    def allowed(action: int, first: str | None, second: str | None, *_: object) -> int:
        is_known = (
            action in (driver.SQLITE_SELECT, driver.SQLITE_READ)
            or (action == driver.SQLITE_FUNCTION and second in _FUNCTIONS)
            or (action == driver.SQLITE_PRAGMA and first in ("table_xinfo", "quick_check"))
        )
        code: int = driver.SQLITE_OK if is_known else driver.SQLITE_DENY
        return code

    return allowed


def _patience(size: int) -> Callable[[], bool]:
    """Whether to give up: after twenty steps of SQLite's machine for each byte of the file, which a
    sound file never takes."""
    left = iter(range(100 + 20 * size // _STEPS))
    return lambda: next(left, None) is None


def _refuse_unsound(database: Any) -> None:  # noqa: ANN401
    for table, columns in _TABLES.items():
        kinds = database.execute(
            "SELECT type FROM sqlite_schema WHERE name = ? AND rootpage > 0", (table,)
        ).fetchall()
        if kinds != [("table",)]:
            raise UnusableInputError(_FOREIGN)
        found = database.execute(f"PRAGMA table_xinfo({table})").fetchall()
        stored = {name: (kind, key) for _, name, kind, _, _, key, _ in found}
        is_computed = any(hidden for *_, hidden in found)
        if is_computed or not columns <= stored.keys() or stored["id"] != ("INTEGER", 1):
            raise UnusableInputError(_FOREIGN)
    for table in _TABLES:
        (said,) = database.execute(f"PRAGMA quick_check({table})").fetchone()
        if said != "ok":
            raise UnusableInputError(_DAMAGED.put(why=short(" ".join(said.split()))))


# --- comments -----------------------------------------------------------------------------------


class _Row(NamedTuple):
    """A comment as it stands there. In Isso's columns anything can stand."""

    id: object
    parent: object
    parent_created: object
    created: object
    mode: object
    uri: object
    title: object
    length: object
    text: object
    author: object
    email: object
    website: object
    remote_addr: object


def _items(database: Any, size: int, options: ReadOptions) -> Iterator[tuple[int, Item]]:  # noqa: ANN401
    (total,) = database.execute("SELECT count(*) FROM comments").fetchone()
    told: set[str] = set()
    for line, values in enumerate(_rows(database), start=1):
        done = size * line // total
        row = _Row(*values)
        if row.mode == DELETED:
            yield done, LeftOut(line, "deleted")
            continue
        try:
            article, comment = _records(row, line, options)
        except RowRefusedError as refused:
            yield done, RejectedRow(line, refused.words, _raw(row))
            continue
        if article.external_id not in told:
            told.add(article.external_id)
            yield done, article
        yield done, comment


def _looked_through(database: Any) -> Iterator[tuple[int, Looking]]:  # noqa: ANN401
    """What is damaged behind a sound comment is found before that is told."""
    for line, _ in enumerate(_rows(database), start=1):
        if line % _SEEN_BETWEEN == 0:
            yield 0, Looking()


def _rows(database: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401
    rows: Iterator[tuple[object, ...]] = database.execute(_COMMENTS, {"most": TEXT_LIMIT})
    return rows


def _records(row: _Row, line: int, options: ReadOptions) -> tuple[ArticleRecord, CommentRecord]:
    article = _article(row, options)
    if not isinstance(row.id, int) or row.id <= 0:
        raise RowRefusedError(_NO_ID)
    created = _moment(row.created)
    if created is None:
        raise RowRefusedError(_NO_TIME)
    if not isinstance(row.mode, int) or row.mode not in STATUS:
        raise RowRefusedError(_WRONG_MODE.put(value=short(str(row.mode))))
    if row.text is None and isinstance(row.length, int) and row.length > TEXT_LIMIT:
        raise RowRefusedError(_TOO_LONG)
    text, damaged = storable(_told(row.text, "text"))
    if not text.strip():
        raise RowRefusedError(_NO_TEXT)
    above = _moment(row.parent_created)
    comment = CommentRecord(
        source=article.source,
        external_id=f"{row.id}@{created}",
        article=article.external_id,
        line=line,
        name=_unescaped(row.author, "author"),
        address=_unescaped(row.email, "email"),
        text=text,
        created_at=created,
        parent=None if above is None else f"{row.parent}@{above}",
        status=STATUS[row.mode],
        website=_unescaped(row.website, "website"),
        machine=storable(_told(row.remote_addr, "remote_addr"))[0],
        damaged=damaged,
    )
    return article, comment


def _article(row: _Row, options: ReadOptions) -> ArticleRecord:
    uri = storable(_told(row.uri, "uri"))[0]
    if not uri.strip():
        raise RowRefusedError(_NO_THREAD)
    url = article_url(options.site.rstrip("/"), uri) if options.site else uri
    source = storable(options.source)[0] or source_of(url)
    return ArticleRecord(source, uri, url, storable(_told(row.title, "title"))[0])


def _moment(created: object) -> int | None:
    """Seconds since 1970 as whole microseconds, as the connected site tells them."""
    if isinstance(created, int | float) and 0 <= created < LATEST:
        return round(created * 1_000_000)
    return None


def _told(value: object, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowRefusedError(_WRONG_TYPE.put(name=name))
    return value


def _unescaped(value: object, name: str) -> str:
    """Isso keeps what a reader wrote here escaped."""
    return storable(unescape(_told(value, name)))[0]


def _raw(row: _Row) -> str:
    parts = (f"{name}: {str(value)[:RAW_LIMIT]}" for name, value in row._asdict().items() if value)
    return storable(" | ".join(parts))[0][:RAW_LIMIT]
