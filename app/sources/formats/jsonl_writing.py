"""Comments written as JSON Lines, one object a line: what `jsonl.py` reads.

The fields are the design's. `source` and `article_id` stand only where they do not follow from the
article's address; the first comment of an article carries what else is known of that; a reply of
the newsroom's own says so; `reason` is a rejection's, which readers pass over.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from app.domain import moment
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.rows import source_of
from app.sources.writing import About, Writing


class JsonLinesFile:
    """Nothing has to be replaced: JSON can say every character that is kept here."""

    mended = 0

    def __init__(self, path: Path, _about: About) -> None:
        self._file = path.open("xb", buffering=1024 * 1024)

    def write(self, article: ArticleRecord, comment: CommentRecord, reason: str) -> None:
        row: dict[str, str | bool] = {"id": comment.external_id}
        row |= _place(article.source, article.external_id, article.url, article.title)
        row["name"] = comment.name
        row["email"] = comment.address
        row["text"] = comment.text
        if comment.parent is not None:
            row["parent_id"] = comment.parent
        if comment.website:
            row["website"] = comment.website
        if comment.machine:
            row["ip"] = comment.machine
        if comment.created_at:
            row["created_at"] = moment.to_iso(comment.created_at)
        if comment.status:
            row["status"] = comment.status.value
        if reason:
            row["reason"] = reason
        if comment.by_newsroom:
            row["by_newsroom"] = True
        row |= more_of(article)
        self._file.write(_ENCODER.encode(row).encode())
        self._file.write(b"\n")

    def finish(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


JSON_LINES = Writing("jsonl", ".jsonl", JsonLinesFile, by_article=False)

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def more_of(article: ArticleRecord) -> dict[str, str]:
    """What is known of an article besides what identifies it, by the names of the fields."""
    known = {
        "article_section": article.section,
        "article_byline": article.byline,
        "article_published_at": (
            moment.to_iso(article.published_at) if article.published_at else ""
        ),
        "article_lead": article.lead,
        "article_body": article.body,
        "article_caption": article.caption,
    }
    return {name: value for name, value in known.items() if value}


@lru_cache(1_000)
def _place(source: str, external_id: str, url: str, title: str) -> dict[str, str]:
    """The fields that identify an article, in few words; not to be changed."""
    fields = {}
    if url:
        fields["article_url"] = url
    if title and title != url:
        fields["article_title"] = title
    if external_id != (url.strip() or title.strip()):
        fields["article_id"] = external_id
    if source != source_of(url.strip()):
        fields["source"] = source
    return fields
