"""One chunk of an import inside one transaction: what is new goes in, what changed is renewed.

Rows are found again by (source, external id), so that the same file twice adds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import Flag, Reason, ReasonCode, kinds_of
from app.storage import search, sqlite
from app.storage.arriving import Arrived, ArrivingArticle, ArrivingComment, known_comments
from app.storage.deciding import Deciding, flag_row
from app.storage.reading import free_id
from app.storage.renewing import renew
from app.storage.tables import article, comment, flag, source, writer
from app.storage.writers import writer_row

_ARTICLE = select(*article.c).where(
    article.c.source_id == bindparam("of_source"), article.c.external_id == bindparam("called")
)


class Importing:
    """Writes chunks of articles and comments; remembers ids of articles and writers in between.

    The memory is of ids already committed: make a new one after a chunk that failed.
    """

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._sources: dict[str, int] = {}
        self._articles: dict[tuple[str, str], tuple[int, str]] = {}
        self._writers: dict[tuple[str, str], int] = {}

    def write(
        self,
        connection: Connection,
        moderator: str,
        at: int,
        kind: str,
        articles: Sequence[ArrivingArticle],
        comments: Sequence[ArrivingComment],
    ) -> None:
        """Keep a chunk; a comment's key must not occur twice in it."""
        self._know_sources(connection, kind, {a.source for a in articles})
        for told in articles:
            self._keep_article(connection, told)
        known = known_comments(connection, self._sources, comments)
        new = [item for item in comments if item.key not in known]
        renewed = {
            known[item.key].id: item
            for item in comments
            if item.key in known and known[item.key].digest != item.digest
        }
        if new or renewed:
            work = Deciding(connection, moderator, at)
            if new:
                _NewComments(connection, self, work, new).write()
            writers = self.writer_ids(connection, list(renewed.values())) if renewed else {}
            for target in work.targets(renewed):
                item = renewed[target.id]
                renew(connection, work, target, item, writers[item.name, item.address])
            work.flush()
        self.arrived.added += len(new)
        self.arrived.updated += len(renewed)
        self.arrived.unchanged += len(comments) - len(new) - len(renewed)

    def _know_sources(self, connection: Connection, kind: str, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self._sources:
                continue
            found = connection.execute(select(source.c.id).where(source.c.key == key)).scalar()
            self._sources[key] = (
                found
                or connection.execute(
                    insert(source).values(key=key, kind=kind, delivers=False).returning(source.c.id)
                ).scalar_one()
            )

    def _keep_article(self, connection: Connection, item: ArrivingArticle) -> None:
        source_id = self._sources[item.source]
        told = {name: value for name, value in item.columns if value}
        found = (
            connection.execute(_ARTICLE, {"of_source": source_id, "called": item.external_id})
            .mappings()
            .first()
        )
        if found is None:
            blank = {name: "" if isinstance(value, str) else 0 for name, value in item.columns}
            title = told.setdefault("title", told.get("url", item.external_id))
            article_id = connection.execute(
                insert(article)
                .values(
                    {"source_id": source_id, "external_id": item.external_id}
                    | {"pending": 0, "total": 0}
                    | blank
                    | told
                )
                .returning(article.c.id)
            ).scalar_one()
            self.arrived.articles += 1
        else:
            article_id = found["id"]
            title = told.get("title", found["title"])
            new = {name: value for name, value in told.items() if found[name] != value}
            if new:
                connection.execute(update(article).where(article.c.id == article_id).values(new))
            if "title" in new:
                _index_anew(connection, article_id, str(title))
        self._articles[item.source, item.external_id] = (article_id, str(title))

    def article(self, item: ArrivingComment) -> tuple[int, str]:
        """The id and title of a comment's article, which came before it."""
        return self._articles[item.source, item.article]

    def source_id(self, item: ArrivingComment) -> int:
        return self._sources[item.source]

    def writer_ids(
        self, connection: Connection, comments: Sequence[ArrivingComment]
    ) -> dict[tuple[str, str], int]:
        """The writers of these comments, made where they are new."""
        wanted = {(item.name, item.address): item for item in comments}
        missing = {who: item for who, item in wanted.items() if who not in self._writers}
        rows = connection.execute(
            select(writer.c.name, writer.c.address, writer.c.id).where(
                sqlite.texts_in(writer.c.name), writer.c.of_newsroom.is_(False)
            ),
            {"texts": sqlite.as_texts({name for name, _ in missing})},
        )
        self._writers.update(
            {(name, address): number for name, address, number in rows if (name, address) in wanted}
        )
        new = [item for who, item in missing.items() if who not in self._writers]
        if new:
            inserted = connection.execute(
                insert(writer).returning(writer.c.name, writer.c.address, writer.c.id),
                [writer_row(i.name, i.address, i.names, i.addresses) for i in new],
            )
            self._writers.update({(name, address): number for name, address, number in inserted})
        return self._writers


_COMMENT_COLUMNS = tuple(column.name for column in comment.c)
_INSERT_COMMENT = (
    f"INSERT INTO comment ({', '.join(_COMMENT_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(_COMMENT_COLUMNS))})"
)


class _NewComments:
    """Puts a chunk's new comments in: ids, parents, what only the database can tell, rows."""

    def __init__(
        self,
        connection: Connection,
        importing: Importing,
        work: Deciding,
        items: Sequence[ArrivingComment],
    ) -> None:
        self._connection = connection
        self._importing = importing
        self._work = work
        self._items = items
        first = free_id(connection)
        self._ids = {item.key: first + n for n, item in enumerate(items)}
        self._parents = self._known_parents()
        self._same = self._same_texts()
        self._seen = self._seen_before()

    def write(self) -> None:
        writers = self._importing.writer_ids(self._connection, self._items)
        comments: list[tuple[Any, ...]] = []
        flags: list[dict[str, object]] = []
        index: list[search.IndexRow] = []
        first_and_last: dict[int, tuple[int, int]] = {}
        for item in sorted(self._items, key=lambda item: self._ids[item.key]):
            number = self._ids[item.key]
            article_id, title = self._importing.article(item)
            writer_id = writers[item.name, item.address]
            parent_id, to_newsroom = self._parent(item)
            found = (*item.flags, *self._found(item, to_newsroom=to_newsroom))
            kinds = int(kinds_of(found))
            status = (item.status or Status.PENDING).value
            comments.append(
                self._row(item, number, article_id, parent_id, writer_id, status, kinds)
            )
            flags.extend(flag_row(number, n, one) for n, one in enumerate(found))
            index.append(search.index_row(number, item.text, item.name, item.address, title))
            self._work.counts.add(status, kinds, article_id, writer_id)
            earliest, latest = first_and_last.get(writer_id, (item.created_at, item.created_at))
            first_and_last[writer_id] = (
                min(earliest, item.created_at),
                max(latest, item.created_at),
            )
        self._insert(comments, flags, index, first_and_last)

    def _insert(
        self,
        comments: list[tuple[Any, ...]],
        flags: list[dict[str, object]],
        index: list[search.IndexRow],
        first_and_last: dict[int, tuple[int, int]],
    ) -> None:
        self._connection.exec_driver_sql(_INSERT_COMMENT, comments)
        if flags:
            self._connection.execute(insert(flag), flags)
        search.add_to_index(self._connection, index)
        _adopt_orphans(
            self._connection,
            {self._importing.source_id(item) for item in self._items},
            (item.external_id for item in self._items),
        )
        self._connection.exec_driver_sql(
            "UPDATE writer SET last_at = max(last_at, ?), "
            "first_at = CASE WHEN first_at = 0 THEN ? ELSE min(first_at, ?) END WHERE id = ?",
            [
                (latest, earliest, earliest, number)
                for number, (earliest, latest) in first_and_last.items()
            ],
        )

    def _row(
        self,
        item: ArrivingComment,
        number: int,
        article_id: int,
        parent_id: int | None,
        writer_id: int,
        status: str,
        kinds: int,
    ) -> tuple[Any, ...]:
        values = {
            "id": number,
            "source_id": self._importing.source_id(item),
            "external_id": item.external_id,
            "source_digest": item.digest,
            "article_id": article_id,
            "parent_id": parent_id,
            "parent_external_id": item.parent,
            "writer_id": writer_id,
            "status": status,
            "version": self._work.change,
            "revision": 0,
            "created_at": item.created_at,
            "text": item.text,
            "reason": "",
            "flag_kinds": kinds,
            "fingerprint": item.fingerprint,
            "by_newsroom": False,
            "decided_by": "",
            "decided_at": 0,
            "website": item.website,
            "machine": item.machine,
        }
        return tuple(values[name] for name in _COMMENT_COLUMNS)

    def _found(self, item: ArrivingComment, *, to_newsroom: bool) -> Iterable[Flag]:
        """The flags that need the database, in the file's order."""
        if item.fingerprint:
            earlier = self._same[item.fingerprint]
            self._same[item.fingerprint] += 1
            if earlier:
                yield Flag(Reason(ReasonCode.SAME_TEXT, str(earlier)))
        if item.who not in self._seen:
            self._seen.add(item.who)
            yield Flag(Reason(ReasonCode.FIRST_TIME))
        if to_newsroom:
            yield Flag(Reason(ReasonCode.REPLY_TO_NEWSROOM))

    def _parent(self, item: ArrivingComment) -> tuple[int | None, bool]:
        if item.parent is None:
            return None, False
        key = (item.source, item.parent)
        if self._ids.get(key, self._ids[item.key]) < self._ids[item.key]:
            return self._ids[key], False
        return self._parents.get(key, (None, False))

    def _known_parents(self) -> dict[tuple[str, str], tuple[int, bool]]:
        found: dict[tuple[str, str], tuple[int, bool]] = {}
        for key in {item.source for item in self._items}:
            wanted = [i.parent for i in self._items if i.source == key and i.parent is not None]
            if not wanted:
                continue
            rows = self._connection.execute(
                select(comment.c.external_id, comment.c.id, comment.c.by_newsroom)
                .join(source, source.c.id == comment.c.source_id)
                .where(source.c.key == key, sqlite.texts_in(comment.c.external_id)),
                {"texts": sqlite.as_texts(wanted)},
            )
            found |= {(key, name): (number, ours) for name, number, ours in rows}
        return found

    def _same_texts(self) -> Counter[int]:
        rows = self._connection.execute(
            select(comment.c.fingerprint, func.count())
            .where(sqlite.ids_in(comment.c.fingerprint))
            .group_by(comment.c.fingerprint),
            {"ids": sqlite.as_ids({i.fingerprint for i in self._items if i.fingerprint})},
        )
        return Counter(dict(rows.all()))

    def _seen_before(self) -> set[tuple[str, str]]:
        addresses = {i.addresses.normal for i in self._items if i.addresses.normal}
        names = {i.names.normal for i in self._items if not i.addresses.normal}
        by_address = self._connection.execute(
            select(writer.c.address_normal).where(sqlite.texts_in(writer.c.address_normal)),
            {"texts": sqlite.as_texts(addresses)},
        ).scalars()
        by_name = self._connection.execute(
            select(writer.c.name_normal).where(
                sqlite.texts_in(writer.c.name_normal),
                writer.c.address_normal == "",
                writer.c.of_newsroom.is_(False),
            ),
            {"texts": sqlite.as_texts(names)},
        ).scalars()
        return {("address", found) for found in by_address} | {("name", n) for n in by_name}


def _index_anew(connection: Connection, article_id: int, title: str) -> None:
    """Let the comments of an article be found by its new title."""
    rows = connection.execute(
        select(comment.c.id, comment.c.text, writer.c.name, writer.c.address)
        .join(writer, writer.c.id == comment.c.writer_id)
        .where(comment.c.article_id == article_id)
    )
    search.add_to_index(connection, [search.index_row(*row, title) for row in rows])


def _adopt_orphans(connection: Connection, sources: Iterable[int], keys: Iterable[str]) -> None:
    """Give comments that came before their parent, which has one of these keys, that parent."""
    child, parent = comment, comment.alias()
    found = (
        select(parent.c.id)
        .where(
            parent.c.source_id == child.c.source_id,
            parent.c.external_id == child.c.parent_external_id,
            parent.c.id != child.c.id,
        )
        .scalar_subquery()
    )
    connection.execute(
        update(child)
        .where(
            sqlite.ids_in(child.c.source_id),
            sqlite.texts_in(child.c.parent_external_id),
            child.c.parent_id.is_(None),
            child.c.parent_external_id.is_not(None),
        )
        .values(parent_id=found),
        {"ids": sqlite.as_ids(sources), "texts": sqlite.as_texts(keys)},
    )
