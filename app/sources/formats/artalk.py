"""Comments out of Artalk's Artrans: one JSON list with an object for each comment.

Read off the program's source (github.com/ArtalkJS/Artalk): `internal/entity/artran.go` names the
fields, all of them texts; `internal/artransfer/exporter.go` fills them, without what was deleted.
What other programs are converted to by ArtalkJS/Artransfer has numbers, booleans and null as well,
and leaves fields out; Artalk takes each value as its text (`artransfer/json.go`), and so does this.

`rid` is the comment answered, "0" or "" for none. Times are `2006-01-02 15:04:05 -0700`, from the
converter ISO 8601. `is_pending` "true" or "1" means that the comment waits; a collapsed one is
folded on the page, but it is there. `page_key` is an address, or a path on the first address of
`site_urls` (docs/en/guide/backend/relative-path.md; `dao/service.go`, GetPageAccessibleURL).
`content` is Markdown; converted comments are HTML, told by the block they begin with.
`anonymous@example.org` is what Artalk itself puts where there was no address
(`artransfer/importer.go`, correctUserBasicInfo).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.comment import Status
from app.sources.html_text import plain
from app.sources.json_document import beginning, elements
from app.sources.json_row import go_moment, raw_of_row, readable, text_of
from app.sources.record import Item, ReadOptions, RejectedRow
from app.sources.rows import Articles, RowRefusedError, at_site, records
from app.sources.unpacking import Contents

_HTML = re.compile(r"\s*<(?:p|div|blockquote|ul|ol|pre|h[1-6])[\s>]", re.IGNORECASE)
_HOST = re.compile(r"https?://[^/]+", re.IGNORECASE)
_NO_ADDRESS = "anonymous@example.org"


class Artrans:
    """What Artalk exports and what its converter makes of other systems' files."""

    name = "artalk"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, first = beginning(readable(head))
        return is_list and {"page_key", "content"} <= first.keys()

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        articles = Articles()
        with Contents(path) as file:
            for element in elements(file, "item"):
                if isinstance(element.value, RejectedRow):
                    yield file.position, element.value
                else:
                    for item in _comment(element.value, element.number, options, articles):
                        yield file.position, item


def _comment(
    row: Mapping[str, object], number: int, options: ReadOptions, articles: Articles
) -> tuple[Item, ...]:
    try:
        return records(
            _fields(row, options.site),
            number,
            created_at=go_moment(text_of(row, "created_at")),
            status=_status(text_of(row, "is_pending")),
            options=options,
            articles=articles,
        )
    except RowRefusedError as refused:
        return (RejectedRow(number, refused.words, raw_of_row(row)),)


def _fields(row: Mapping[str, object], site: str) -> dict[str, str]:
    page = text_of(row, "page_key").strip()
    parent = text_of(row, "rid")
    address = text_of(row, "email")
    content = text_of(row, "content")
    home = text_of(row, "site_urls").partition(",")[0].strip() or site
    return {
        "id": _id(text_of(row, "id")),
        "parent_id": "" if parent == "0" else _id(parent),
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


def _id(told: str) -> str:
    told = told.strip()
    return f"artalk:{told}" if told else ""


def _status(pending: str) -> Status | None:
    if not pending:
        return None
    return Status.PENDING if pending in ("true", "1") else Status.APPROVED
