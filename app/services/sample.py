"""The sample newsroom: articles, comments and the decisions of three moderators, as if just now.

Everything goes in by the roads that real comments and decisions take, in the order of its time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.errors import UnusableInputError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services import desk
from app.services.importing import import_items
from app.services.moderation import decide
from app.services.newsroom import LongWork, Newsroom, finish
from app.sources.record import ArticleRecord, CommentRecord, Item
from app.storage.reading import external_id_of, id_of, newest_id

SOURCE = "thanhbinh.example"

_NOT_EMPTY = Words(
    "Tòa soạn này đã có lời bình, nên không đưa tòa soạn mẫu vào.",
    "This newsroom has comments already, so the sample newsroom was not put into it.",
)


def fill_with_sample(newsroom: Newsroom, folder: Path) -> LongWork[None]:
    """Put the sample of a resources folder into an empty newsroom; progress is in events.

    Raises UnusableInputError, with nothing changed, for a newsroom that has comments already.
    """
    with newsroom.store.reading() as connection:
        if newest_id(connection):
            raise UnusableInputError(_NOT_EMPTY)
    with newsroom.store.together() as store:
        yield from _fill(replace(newsroom, store=store), folder)


def _fill(newsroom: Newsroom, folder: Path) -> LongWork[None]:
    now = newsroom.clock()
    events = sorted(
        [*_rows(folder / "comments.jsonl"), *_rows(folder / "decisions.jsonl")],
        key=lambda event: -float(event["age_minutes"]),
    )
    articles = [_article(row, now) for row in _rows(folder / "articles.jsonl")]
    finish(import_items(newsroom, "sample", ((0, article) for article in articles)))
    replies: dict[str, str] = {}
    waiting: dict[str, CommentRecord] = {}
    for n, event in enumerate(events):
        if "action" not in event:
            waiting[event["id"]] = _comment(event, now, replies)
            continue
        if event["comment"] in waiting:
            _bring_in(newsroom, articles, waiting.values())
            waiting.clear()
        _decide(newsroom, event, now, replies)
        yield Progress(n, len(events))
    _bring_in(newsroom, articles, waiting.values())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines)


def _then(row: dict[str, Any], now: int) -> int:
    return now - round(float(row["age_minutes"]) * moment.MINUTE)


def _article(row: dict[str, Any], now: int) -> ArticleRecord:
    texts = {name: row[name] for name in ("url", "title", "section", "byline", "lead", "body")}
    return ArticleRecord(
        source=SOURCE,
        external_id=row["id"],
        published_at=_then(row, now),
        caption=row["caption"],
        **texts,
    )


def _comment(row: dict[str, Any], now: int, replies: dict[str, str]) -> CommentRecord:
    parent: str | None = row.get("parent_id")
    return CommentRecord(
        source=SOURCE,
        external_id=row["id"],
        article=row["article"],
        line=0,
        name=row["name"],
        address=row["email"],
        text=row["text"],
        created_at=_then(row, now),
        parent=replies.get(parent, parent) if parent else None,
        website=row.get("website", ""),
        machine=row.get("ip", ""),
    )


def _bring_in(
    newsroom: Newsroom, articles: Iterable[ArticleRecord], waiting: Collection[CommentRecord]
) -> None:
    spoken_of = {comment.article for comment in waiting}
    items: list[Item] = [article for article in articles if article.external_id in spoken_of]
    items += waiting
    finish(import_items(newsroom, "sample", ((0, item) for item in items)))


def _decide(newsroom: Newsroom, row: dict[str, Any], now: int, replies: dict[str, str]) -> None:
    at = _then(row, now)
    there = replace(newsroom, moderator=row["moderator"], clock=lambda: at)
    decision = Decision(Action(row["action"]), row.get("reason", ""), row.get("text", ""))
    with newsroom.store.reading() as connection:
        comment_id = id_of(connection, SOURCE, row["comment"])
    as_of = desk.page(newsroom, [comment_id])[0].version
    changes = finish(decide(there, [comment_id], [decision], as_of))
    if changes.added:
        with newsroom.store.reading() as connection:
            replies[row["reply_id"]] = external_id_of(connection, changes.added[0])
