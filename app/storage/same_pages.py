"""Articles of one page that stand apart because a file told its path alone, or its address.

Which site a path is of, nobody can tell later, so that the two remain two articles of two sources,
and comments told both ways are there twice; this is only found out, to be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from app.storage.arriving import ArrivingArticle, Key
from app.storage.sqlite import as_texts, texts_in
from app.storage.tables import article, source

_NEWEST = select(func.coalesce(func.max(article.c.id), 0))
_KNOWN = """
    SELECT article.external_id
    FROM json_each(?) AS wanted CROSS JOIN source CROSS JOIN article
    WHERE source.key = ? AND article.source_id = source.id AND article.external_id = wanted.value
    """
_HERE = (
    select(article.c.url, source.c.key)
    .join(source, source.c.id == article.c.source_id)
    .where(texts_in(article.c.url), article.c.id <= bindparam("newest"))
)
_STARTS = ("https://", "http://", "https://www.", "http://www.")
_IN_A_PATH = "/?#[]@!$&'()*+,;=:%~"


@dataclass(slots=True)
class SamePages:
    """What an import has found so far; articles that itself brought are not compared."""

    found: set[Key] = field(default_factory=set)
    newest: int | None = None

    def look(self, connection: Connection, articles: Sequence[ArrivingArticle]) -> None:
        """Note those that are not here while their page is: in another source, by its path where it
        is told by its address now, or the other way round."""
        if self.newest is None:
            self.newest = connection.scalar(_NEWEST) or 0
        new = _not_here(connection, articles) if self.newest else []
        if not new:
            return
        sites = [key for key in connection.scalars(select(source.c.key)) if "." in key]
        others = {item.key: _otherwise(str(item.told.get("url", "")), sites) for item in new}
        asked = {"texts": as_texts(set().union(*others.values())), "newest": self.newest}
        sources: dict[str, set[str]] = {}
        for url, of in connection.execute(_HERE, asked):
            sources.setdefault(url, set()).add(of)
        for key, urls in others.items():
            if any(sources.get(url, set()) - {key[0]} for url in urls):
                self.found.add(key)


def _not_here(connection: Connection, articles: Iterable[ArrivingArticle]) -> list[ArrivingArticle]:
    told: dict[str, dict[str, ArrivingArticle]] = {}
    for item in articles:
        told.setdefault(item.source, {})[item.external_id] = item
    for key, items in told.items():
        for (name,) in connection.exec_driver_sql(_KNOWN, (as_texts(items), key)).all():
            items.pop(name, None)
    return [item for items in told.values() for item in items.values()]


def _otherwise(url: str, sites: Iterable[str]) -> set[str]:
    """The addresses of the same page as somebody writes them who tells less, or more."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return set()
    if parts.netloc:
        path = url.partition(parts.netloc)[2]
        return {each for way in (path, unquote(path)) for each in (way, way[1:]) if each}
    if not url or parts.scheme:
        return set()
    path = "/" + url.removeprefix("/")
    ways = {path, quote(path, safe=_IN_A_PATH, errors="replace")}
    return {f"{start}{site}{way}" for site in sites for start in _STARTS for way in ways}
