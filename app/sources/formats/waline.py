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
from app.sources.html_text import plain
from app.sources.json_document import beginning, items
from app.sources.json_values import id_of, moment_told, text_of
from app.sources.record import Item, ReadOptions
from app.sources.rows import Articles, id_in, records
from app.sources.unpacking import Contents

_HIDDEN = {"waiting": Status.PENDING, "spam": Status.SPAM}
_HTML = re.compile(r"\s*<(?:p|div|pre|ul|ol|blockquote|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)


class WalineExport:
    """The table of comments; those of page views and of accounts are passed over."""

    name = "waline"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, members = beginning(head)
        return not is_list and members.get("type") == "waline"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()

        def told(row: Mapping[str, object], number: int) -> tuple[Item, ...]:
            return records(
                _fields(row),
                number,
                created_at=moment_told(row.get("insertedAt") or row.get("createdAt")),
                status=_HIDDEN.get(text_of(row, "status").strip().lower(), Status.APPROVED),
                options=options,
                articles=articles,
            )

        with Contents(path) as file:
            yield from items(file, "data.Comment.item", told=told)


def _fields(row: Mapping[str, object]) -> dict[str, str]:
    text = text_of(row, "comment")
    return {
        "id": id_in("waline", id_of(row, "objectId")),
        "parent_id": id_in("waline", id_of(row, "pid") or id_of(row, "rid")),
        "article_url": text_of(row, "url"),
        "name": text_of(row, "nick"),
        "email": text_of(row, "mail"),
        "website": text_of(row, "link"),
        "ip": text_of(row, "ip"),
        "text": plain(text) if _HTML.match(text) else text,
    }
