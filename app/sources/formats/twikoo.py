"""Comments out of Twikoo, the JSON file of its panel's "Export" (`twikoo-comment.json`).

What is relied on, from twikoojs/twikoo of August 2026:

- a list of comments as the storage holds them: src/client/view/components/TkAdminExport.vue,
  commentExportForAdmin in src/server/self-hosted/index.js; `{"results": [...]}` is what its own
  import takes besides: src/server/function/twikoo/utils/import.js
- of a comment `_id` (a text, from old MongoDB exports `{"$oid": ...}`), `nick`, `mail`, `link`,
  `ip`, `comment` (HTML), `pid` (what it answers), `rid` (the first of its thread), `url` (the
  page's path), `href` (its whole address, with whatever stood behind the path that day), `created`
  (milliseconds), `isSpam`: parse in src/server/self-hosted/index.js
- `isSpam` is true for what is not shown: found to be spam, or held until somebody looks, which the
  file does not tell apart: preCheckSpam in src/server/function/twikoo/utils/spam.js
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from app.domain.comment import Status
from app.sources.html_text import plain
from app.sources.json_document import beginning, items
from app.sources.json_values import id_of, moment_told, text_of
from app.sources.record import Item, ReadOptions
from app.sources.rows import Articles, at_site, id_in, records
from app.sources.unpacking import Contents


class TwikooExport:
    """A list of comments under the paths of their pages, on the site that their addresses name."""

    name = "twikoo"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, members = beginning(head)
        if not is_list and members.get("results") == []:
            is_list, members = beginning(head[head.index(b"[") :])
        return is_list and {"_id", "comment", "nick"} <= members.keys()

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()

        def told(row: Mapping[str, object], number: int) -> tuple[Item, ...]:
            return records(
                _fields(row, options.site),
                number,
                created_at=moment_told(row.get("created")),
                status=Status.SPAM if row.get("isSpam") in (True, "true", 1) else Status.APPROVED,
                options=options,
                articles=articles,
            )

        with Contents(path) as file:
            yield from items(file, "item", "results.item", told=told)


def _fields(row: Mapping[str, object], site: str) -> dict[str, str]:
    return {
        "id": id_in("twikoo", id_of(row, "_id")),
        "parent_id": id_in("twikoo", id_of(row, "pid") or id_of(row, "rid")),
        "article_url": _address(text_of(row, "url").strip(), text_of(row, "href"), site),
        "name": text_of(row, "nick"),
        "email": text_of(row, "mail"),
        "website": text_of(row, "link"),
        "ip": text_of(row, "ip"),
        "text": plain(text_of(row, "comment")),
    }


def _address(path: str, href: str, site: str) -> str:
    """The page's address: its path on the site that was said, else on the one it was written on."""
    if not path:
        return href.partition("#")[0]
    return at_site(path, site or _site_of(href))


def _site_of(href: str) -> str:
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if is_web else ""
