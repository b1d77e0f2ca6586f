"""Comments out of Waline's own export, the JSON file of its page "Migration" (`waline.json`).

What is relied on, from walinejs/waline of August 2026 (the format's `version` is 1):

- `{"type": "waline", "version": 1, "time", "tables": [...], "data": {"Comment": [...], "Counter":
  [...], "Users": [...]}}`, the tables as the storage gives them, with `__version` put before by the
  page: packages/server/src/controller/db.js, packages/admin/src/pages/migration/index.jsx
- of a comment `objectId` (a number in SQL, a text elsewhere), `nick`, `mail`, `link`, `comment`,
  `url`, `ip`, `pid` (what it answers), `rid` (the first of its thread), `insertedAt`, `status`; a
  writer who is logged in has name and address in the comment as well: controller/comment.js
- `comment` is the Markdown as it was typed; comments that came from Valine are HTML
- `waiting` and `spam` are not shown, everything else is (older ones have no status): the same file
- `url` is the page's path, `window.location.pathname`: docs/src/reference/client/props.md
- `insertedAt` is ISO 8601, LeanCloud's object, SQLite's local time or, in the CSV files of the
  GitHub storage, JavaScript's words: services/storage/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.comment import Status
from app.sources.formats.json_values import json_id, json_moment
from app.sources.html_text import plain
from app.sources.json_document import beginning, elements
from app.sources.json_row import raw_of_row, readable, text_of
from app.sources.record import Item, ReadOptions, RejectedRow
from app.sources.rows import Articles, RowRefusedError, at_site, records
from app.sources.unpacking import Contents

_HIDDEN = {"waiting": Status.PENDING, "spam": Status.SPAM}
_HTML = re.compile(r"\s*<(?:p|div|pre|ul|ol|blockquote|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)


class WalineExport:
    """The table of comments; those of page views and of accounts are passed over."""

    name = "waline"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, members = beginning(readable(head))
        return not is_list and members.get("type") == "waline"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()
        with Contents(path) as file:
            for element in elements(file, "data.Comment.item"):
                for item in _items(element.value, element.number, options, articles):
                    yield file.position, item


def _items(
    row: dict[str, object] | RejectedRow, number: int, options: ReadOptions, articles: Articles
) -> tuple[Item, ...]:
    if isinstance(row, RejectedRow):
        return (row,)
    try:
        return records(
            _fields(row, options.site),
            number,
            created_at=json_moment(row.get("insertedAt") or row.get("createdAt")),
            status=_HIDDEN.get(text_of(row, "status").strip().lower(), Status.APPROVED),
            options=options,
            articles=articles,
        )
    except RowRefusedError as refused:
        return (RejectedRow(number, refused.words, raw_of_row(row)),)


def _fields(row: Mapping[str, object], site: str) -> dict[str, str]:
    text = text_of(row, "comment")
    return {
        "id": _own(json_id(row, "objectId")),
        "parent_id": _own(json_id(row, "pid") or json_id(row, "rid")),
        "article_url": at_site(text_of(row, "url").strip(), site),
        "name": text_of(row, "nick"),
        "email": text_of(row, "mail"),
        "website": text_of(row, "link"),
        "ip": text_of(row, "ip"),
        "text": plain(text) if _HTML.match(text) else text,
    }


def _own(given: str) -> str:
    return given and f"waline:{given}"
