"""Comments out of Artalk's Artrans: one JSON list with an object for each comment.

Read off the program's source (github.com/ArtalkJS/Artalk): `internal/entity/artran.go` names the
fields, all of them texts; `internal/artransfer/exporter.go` fills them, without what was deleted.
What other programs are converted to by ArtalkJS/Artransfer has numbers, booleans and null as well,
and leaves fields out; Artalk takes each value as its text (`artransfer/json.go`), and so does this.

`rid` is the comment answered, "0" or "" for none. Times are `2006-01-02 15:04:05 -0700`, from the
converter ISO 8601. `is_pending` "true" or "1" means that the comment waits; one that does not say
so is on the page, and so is a collapsed one, folded. `page_key` is an address, or a path on the
first address of `site_urls` (docs/en/guide/backend/relative-path.md; `dao/service.go`,
GetPageAccessibleURL). `content` is Markdown; converted comments are HTML, told by the block they
begin with. `anonymous@example.org` is what Artalk itself puts where there was no address
(`artransfer/importer.go`, correctUserBasicInfo).
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
from app.sources.rows import Articles, at_site, id_in, records
from app.sources.unpacking import Contents

_HTML = re.compile(r"\s*<(?:p|div|blockquote|ul|ol|pre|h[1-6])[\s>]", re.IGNORECASE)
_HOST = re.compile(r"https?://[^/]+", re.IGNORECASE)
_NO_ADDRESS = "anonymous@example.org"


class Artrans:
    """What Artalk exports and what its converter makes of other systems' files."""

    name = "artalk"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, first = beginning(head)
        return is_list and {"page_key", "content"} <= first.keys()

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()

        def told(row: Mapping[str, object], number: int) -> tuple[Item, ...]:
            return records(
                _fields(row, options.site),
                number,
                created_at=moment_told(row.get("created_at")),
                status=_status(text_of(row, "is_pending")),
                options=options,
                articles=articles,
            )

        with Contents(path) as file:
            yield from items(file, "item", told=told)


def _fields(row: Mapping[str, object], site: str) -> dict[str, str]:
    page = text_of(row, "page_key").strip()
    address = text_of(row, "email")
    content = text_of(row, "content")
    home = text_of(row, "site_urls").partition(",")[0].strip() or site
    return {
        "id": id_in("artalk", text_of(row, "id")),
        "parent_id": id_in("artalk", id_of(row, "rid")),
        "name": text_of(row, "nick"),
        "email": "" if address == _NO_ADDRESS else address,
        "text": plain(content) if _HTML.match(content) else content,
        "website": text_of(row, "link"),
        "ip": text_of(row, "ip"),
        "article_url": _page(page, home),
        "article_title": text_of(row, "page_title"),
    }


def _page(key: str, home: str) -> str:
    """A path that begins with / is one of the whole host, also where the site is a folder there."""
    host = _HOST.match(home)
    return at_site(key, host[0] if host and key.startswith("/") else home)


def _status(pending: str) -> Status:
    return Status.PENDING if pending in ("true", "1") else Status.APPROVED
