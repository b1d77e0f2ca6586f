"""What is known of one article: filled in later, from its page, without losing what is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from app.domain.page import spellings
from app.storage.importing import index_anew
from app.storage.tables import article, source

Told = Mapping[str, str | int]
"""What a page says of an article, by the table's columns; nothing empty."""

_COLUMNS = ("url", "title", "section", "byline", "published_at", "lead", "body", "caption")


def news_in(connection: Connection, article_id: int, told: Told, *, replacing: bool) -> Told:
    """What a page says that is not known yet: of blank fields, and of a title that is only the
    article's address; with `replacing` of every one, but for the address it is known by."""
    here = connection.execute(
        select(article.c.external_id, *(article.c[name] for name in _COLUMNS)).where(
            article.c.id == article_id
        )
    ).one()
    known = dict(here._mapping)
    addresses = {known["external_id"], known["url"], *spellings(known["url"])}
    blank = {name for name in _COLUMNS if not known[name]}
    if known["title"] in addresses:
        blank.add("title")
    fit = set(_COLUMNS) - {"url"} | blank if replacing else blank
    return {name: said for name, said in told.items() if name in fit and said != known[name]}


def fill(connection: Connection, article_id: int, news: Told) -> None:
    """Keep what `news_in` found."""
    if news:
        connection.execute(update(article).where(article.c.id == article_id).values(dict(news)))
    if "title" in news:
        index_anew(connection, article_id, str(news["title"]))


class Known(NamedTuple):
    """An article that is here, and what is asked of it before its page is."""

    id: int
    source: str
    external_id: str
    url: str
    title: str
    is_open: bool
    has_text: bool


def known(connection: Connection, article_id: int) -> Known | None:
    """An article by its id; None when it is no longer here."""
    row = connection.execute(
        select(
            article.c.id,
            source.c.key,
            article.c.external_id,
            article.c.url,
            article.c.title,
            article.c.open,
            func.trim(article.c.body) != "",
        )
        .join(source, source.c.id == article.c.source_id)
        .where(article.c.id == article_id)
    ).first()
    return None if row is None else Known(*row)
