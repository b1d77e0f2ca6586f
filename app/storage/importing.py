"""One chunk of an import inside one transaction: what is new goes in, what changed is renewed.

Rows are found again by (source, external id), so that the same file twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from app.domain.errors import PartlyDoneError
from app.domain.words import Words
from app.storage import search, sqlite
from app.storage.arriving import Arrived, ArrivingArticle, ArrivingComment, Key, known_comments
from app.storage.deciding import Deciding
from app.storage.known_writers import Who, find_first_and_last, writer_ids
from app.storage.new_comments import LateFlags, Places, add_comments, known_parents
from app.storage.renewing import renew
from app.storage.standing import Told, standing
from app.storage.tables import article, comment, source, writer

_ARTICLE = (
    select(*article.c)
    .join(source, source.c.id == article.c.source_id)
    .where(source.c.key == bindparam("of_source"), article.c.external_id == bindparam("called"))
)
_ARTICLES = """
    SELECT article.external_id, article.id, article.title
    FROM json_each(?) AS wanted CROSS JOIN article
    WHERE article.source_id = ? AND article.external_id = wanted.value
    """
_REPLACED = Words(
    "Trong khi nhập, cơ sở dữ liệu đã bị thay bằng một bản khác; những gì nhập trước đó có thể đã "
    "mất. Hãy nhập lại tệp này.",
    "The database was replaced by another one during the import; what had come in before may be "
    "gone. Import the file again.",
)


class Importing:
    """Writes chunks of articles and comments, and counts what became of them.

    No id is remembered from one transaction to the next: between two a backup may have been
    restored, where it belongs to somebody else. `by_site`: a connected site tells this itself.
    """

    def __init__(self, *, by_site: bool = False) -> None:
        self.arrived = Arrived()
        self._by_site = by_site

    def news(
        self,
        connection: Connection,
        articles: Sequence[ArrivingArticle],
        digests: Mapping[Key, bytes],
        told: Callable[[Key], Told],
    ) -> tuple[list[ArrivingArticle], set[Key]]:
        """Which articles, and which comments by what their source says of them, are news here.

        The others are counted as unchanged, and nobody has to judge or to write them. `told` gives
        what a file says of one; what a connected site tells anew is news in any case.
        """
        known = known_comments(connection, digests)
        changed = {key for key in known if known[key].digest != digests[key]}
        if changed and not self._by_site:
            changed -= standing(connection, {key: told(key) for key in changed})
        keys = (digests.keys() - known.keys()) | changed
        self.arrived.unchanged += len(digests) - len(keys)
        return [told for told in articles if not _is_here(connection, told)], keys

    def write(
        self,
        connection: Connection,
        moderator: str,
        at: int,
        kind: str,
        articles: Sequence[ArrivingArticle],
        comments: Sequence[ArrivingComment],
    ) -> None:
        """Keep a chunk; a comment's key must not occur twice in it.

        Raises PartlyDoneError when an article that was here before is gone.
        """
        made = _sources_made(connection, kind, {told.source for told in articles})
        for told in articles:
            self._keep_article(connection, made[told.source], told)
        known = known_comments(connection, (item.key for item in comments))
        new = [item for item in comments if item.key not in known]
        renewed = {
            known[item.key].id: item
            for item in comments
            if item.key in known and known[item.key].digest != item.digest and not item.by_newsroom
        }
        if new or renewed:
            late = LateFlags(connection, new)
            writers = writer_ids(connection, (*new, *renewed.values()))
            places = _places(connection, writers, comments)
            work = Deciding(connection, moderator, at)
            if new:
                add_comments(connection, work, places, late, new)
            if renewed:
                _renew(connection, work, places, renewed, by_site=self._by_site)
            work.flush()
        self.arrived.added += len(new)
        self.arrived.updated += len(renewed)
        self.arrived.unchanged += len(comments) - len(new) - len(renewed)

    def _keep_article(self, connection: Connection, source_id: int, item: ArrivingArticle) -> None:
        found = _found(connection, item)
        if found is None:
            _add_article(connection, source_id, item)
            self.arrived.articles += 1
            return
        new = _new_in(item, found)
        if new:
            connection.execute(update(article).where(article.c.id == found["id"]).values(new))
        if "title" in new:
            index_anew(connection, found["id"], new["title"])


def _add_article(connection: Connection, source_id: int, item: ArrivingArticle) -> None:
    told = item.told
    blank = {name: "" if isinstance(value, str) else 0 for name, value in item.columns}
    told.setdefault("title", told.get("url", item.external_id))
    connection.execute(
        insert(article).values(
            {"source_id": source_id, "external_id": item.external_id}
            | {"pending": 0, "total": 0}
            | blank
            | told
        )
    )


def _sources_made(connection: Connection, kind: str, keys: Iterable[str]) -> dict[str, int]:
    """The ids of the sources with these keys; one that is not here yet is made."""
    ids = _source_ids(connection, keys)
    for key in sorted(set(keys) - set(ids)):
        ids[key] = connection.execute(
            insert(source).values(key=key, kind=kind, delivers=False).returning(source.c.id)
        ).scalar_one()
    return ids


def _source_ids(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(
        "SELECT key, id FROM source WHERE key IN (SELECT value FROM json_each(?))",
        (sqlite.as_texts(keys),),
    )
    return dict(rows.all())


def _places(
    connection: Connection, writers: Mapping[Who, int], comments: Sequence[ArrivingComment]
) -> Places:
    """Where these comments belong; their articles are here, or were when an earlier chunk came."""
    sources = _source_ids(connection, {item.source for item in comments})
    wanted: dict[str, set[str]] = {}
    for item in comments:
        wanted.setdefault(item.source, set()).add(item.article)
    articles = {
        (key, external_id): (number, title)
        for key, names in wanted.items()
        if key in sources
        for external_id, number, title in connection.exec_driver_sql(
            _ARTICLES, (sqlite.as_texts(names), sources[key])
        ).all()
    }
    if len(articles) < sum(map(len, wanted.values())):
        raise PartlyDoneError(_REPLACED)
    return Places(sources, articles, writers)


def _renew(
    connection: Connection,
    work: Deciding,
    places: Places,
    told: Mapping[int, ArrivingComment],
    *,
    by_site: bool,
) -> None:
    """Take over what is told differently of these comments, by their ids."""
    parents = known_parents(connection, places.sources, told.values())
    writers = set[int]()
    for comment_id, item in told.items():
        [target] = work.targets([comment_id])  # as it is by now: it may have come with another one
        renew(connection, work, target, item, places, parents, by_site=by_site)
        writers |= {target.writer_id, places.writers[item.name, item.address]}
    find_first_and_last(connection, writers)


def _is_here(connection: Connection, item: ArrivingArticle) -> bool:
    found = _found(connection, item)
    return found is not None and not _new_in(item, found)


def _found(connection: Connection, item: ArrivingArticle) -> RowMapping | None:
    return (
        connection.execute(_ARTICLE, {"of_source": item.source, "called": item.external_id})
        .mappings()
        .first()
    )


def _new_in(item: ArrivingArticle, found: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in item.told.items() if found[name] != value}


def index_anew(connection: Connection, article_id: int, title: str) -> None:
    """Let the comments of an article be found by its new title."""
    rows = connection.execute(
        select(comment.c.id, comment.c.text, writer.c.name, writer.c.address)
        .join(writer, writer.c.id == comment.c.writer_id)
        .where(comment.c.article_id == article_id)
    )
    search.add_to_index(connection, [search.index_row(*row, title) for row in rows])
