"""What a foreign format cannot say of a comment or an article, kept beside it under our own names.

A writer asks what its own reader would make of what it is about to write, and keeps only that in
which this differs; the reader puts it back. So nothing is lost on the way through a poorer format,
and what needs nothing beside it has nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.domain import moment
from app.domain.comment import Status
from app.domain.hostile import storable
from app.sources.json_values import decoded
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.rows import RowRefusedError, iso_moment

Record = TypeVar("Record", ArticleRecord, CommentRecord)

NAME = "_loi_binh"
"""What is kept is called so in the file; an underscore keeps WordPress from showing it."""

_OF_COMMENT = {
    "id": "external_id",
    "parent_id": "parent",
    "name": "name",
    "email": "address",
    "text": "text",
    "website": "website",
    "ip": "machine",
    "created_at": "created_at",
    "status": "status",
    "by_newsroom": "by_newsroom",
}
_OF_ARTICLE = {
    "source": "source",
    "article_id": "external_id",
    "article_url": "url",
    "article_title": "title",
    "article_section": "section",
    "article_byline": "byline",
    "article_published_at": "published_at",
    "article_lead": "lead",
    "article_body": "body",
    "article_caption": "caption",
}
_TIMES = ("created_at", "published_at")
_STATUSES = frozenset(Status)
_ENCODER = json.JSONEncoder(separators=(",", ":"))


def differing(wanted: Record, read: Record) -> dict[str, str | bool]:
    """By the names of the design's fields, what is wanted where a reader says something else."""
    kept: dict[str, str | bool] = {}
    for name, attribute in _names(wanted).items():
        value = getattr(wanted, attribute)
        if value != getattr(read, attribute):
            kept[name] = _written(attribute, value)
    return kept


def restored(read: Record, kept: Mapping[str, object]) -> Record:
    """What was read, with what was kept beside it put back; what is no such thing is passed by."""
    changes: dict[str, Any] = {}
    names = _names(read)
    for name in names.keys() & kept.keys():
        changes.update(_read(names[name], kept[name]))
    if all(getattr(read, attribute) == value for attribute, value in changes.items()):
        return read
    return replace(read, **changes)


def as_text(kept: Mapping[str, object]) -> str:
    """What is kept as ASCII, which every format can carry."""
    return _ENCODER.encode(kept)


def from_text(text: str) -> Mapping[str, object]:
    """What was kept so; nothing where a stranger wrote something else there."""
    try:
        found = decoded(text) if text else {}
    except (ValueError, RowRefusedError):
        return {}
    return found if isinstance(found, dict) else {}


def _names(record: ArticleRecord | CommentRecord) -> Mapping[str, str]:
    return _OF_COMMENT if isinstance(record, CommentRecord) else _OF_ARTICLE


def _written(attribute: str, value: Any) -> str | bool:  # noqa: ANN401 - a field of a record
    if attribute in _TIMES:
        return moment.to_iso(value) if value else ""
    return value if isinstance(value, bool) else str(value or "")


def _read(attribute: str, value: object) -> dict[str, Any]:
    if attribute == "by_newsroom":
        return {attribute: value is True}
    if not isinstance(value, str) or (attribute == "external_id" and not storable(value)[0]):
        return {}
    if attribute in _TIMES:
        try:
            return {attribute: iso_moment(value)}
        except RowRefusedError:
            return {}
    if attribute == "status":
        return {attribute: Status(value)} if value in _STATUSES else {}
    if attribute == "parent":
        return {attribute: storable(value)[0] or None}
    return {attribute: storable(value)[0]}
