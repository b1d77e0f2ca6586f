"""Comments out of Commento's data export, and Commento++'s, which is the same.

Read off the program's source (gitlab.com/commento/commento, github.com/souramoo/commentoplusplus).
`api/domain_export.go` writes `{"version":1,"comments":[...],"commenters":[...]}`, packed with gzip
as `DOMAIN-TIME.json.gz` (`domain_export_download.go`); `api/comment.go` and `api/commenter.go` name
the fields. The export asks for `markdown` but for neither `html` nor `deleted`, which are therefore
always "" and false: a deleted comment is one of "anonymous" that reads `[deleted]`
(`comment_delete.go`). `commenters` has an entry for every comment, not for every commenter, and
none for "anonymous". Of those who gave only a name, address and link are the word `undefined`
(`comment_new.go`, `commenter_new.go`).

A page is `domain`, without its scheme, and as `url` its path (absent when empty). `parentHex` is
`root` for a first comment. `state` is `approved`, `unapproved` or `flagged`: the spam filter's
doubt, which waits for a moderator as `unapproved` does (`comment_new.go`, `comment_list.go`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import SpooledTemporaryFile

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.binary import readable
from app.sources.html_text import plain
from app.sources.json_document import beginning, elements, items
from app.sources.json_values import moment_told, text_of
from app.sources.record import Item, LeftOut, ReadOptions, RejectedRow
from app.sources.rows import Articles, RowRefusedError, at_site, host_of, id_in, records, short
from app.sources.unpacking import Contents

_IN_MEMORY = 16 * 1024 * 1024
_MOST_REFUSED = 1_000

_STATUSES = {
    "approved": Status.APPROVED,
    "unapproved": Status.PENDING,
    "flagged": Status.PENDING,
    "": None,
}

_UNKNOWN_VERSION = Words(
    "Chưa biết tệp xuất của Commento phiên bản {version}.",
    "Version {version} of Commento's export is not known.",
)
_COMMENTER = Words("Người viết trong commenters: {why}", "A writer among the commenters: {why}")
_UNKNOWN_STATE = Words("Trạng thái lạ: “{value}”.", "Unknown state: “{value}”.")


class CommentoExport:
    """Read twice: once for the names, which stand behind the comments and prove the file whole."""

    name = "commento"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, first = beginning(head)
        if is_list or "comments" not in first:
            return False
        return "version" in first or b'"commentHex"' in readable(head)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with ExitStack() as stack:
            with Contents(path) as file:
                _refuse_other_version(file)
                commenters = _Commenters(stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
                for element in elements(file, "commenters.item", needed=False, sound=True):
                    commenters.add(element.value)
            articles = Articles()

            def told(row: Mapping[str, object], number: int) -> tuple[Item, ...]:
                return _comment(row, number, commenters, options, articles)

            file = stack.enter_context(Contents(path))
            yield from items(file, "comments.item", told=told)
            for refused in commenters.refused:
                yield file.position, refused


def _refuse_other_version(file: Contents) -> None:
    version = beginning(file.peek())[1].get("version", 1)
    if version != 1:
        raise UnusableInputError(_UNKNOWN_VERSION.put(version=short(str(version))))


@dataclass(slots=True)
class _Commenters:
    """Who wrote, kept in a file of its own once there are many; in memory only where each stands.

    What identifies one is kept as Python's hash of it, which no file can aim at.
    """

    file: SpooledTemporaryFile[bytes]
    places: dict[int, int] = field(default_factory=dict)
    refused: list[RejectedRow] = field(default_factory=list)
    end: int = 0

    def add(self, row: Mapping[str, object] | RejectedRow) -> None:
        if isinstance(row, RejectedRow):
            if len(self.refused) < _MOST_REFUSED:
                self.refused.append(_of_commenter(row))
            return
        key = row.get("commenterHex")
        if not isinstance(key, str) or hash(key) in self.places:
            return
        line = json.dumps([_known(row, name) for name in _TOLD]).encode() + b"\n"
        self.file.write(line)
        self.places[hash(key)] = self.end
        self.end += len(line)

    def of(self, key: str) -> Mapping[str, str]:
        """Name, email and website, as far as they are known."""
        place = self.places.get(hash(key))
        if place is None:
            return {}
        self.file.seek(place)
        name, email, website = json.loads(self.file.readline())
        return {"name": name, "email": email, "website": website}


def _of_commenter(row: RejectedRow) -> RejectedRow:
    """Who wrote is not read; those comments come in without a name and are flagged for it."""
    return RejectedRow(row.line, _COMMENTER.put(why=row.reason), row.raw)


_TOLD = ("name", "email", "link")


def _known(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) and value != "undefined" else ""


def _comment(
    row: Mapping[str, object],
    number: int,
    commenters: _Commenters,
    options: ReadOptions,
    articles: Articles,
) -> tuple[Item, ...]:
    writer = text_of(row, "commenterHex")
    text = text_of(row, "markdown")
    if row.get("deleted") is True or (writer == "anonymous" and text == "[deleted]"):
        return (LeftOut(number, "deleted"),)
    parent = text_of(row, "parentHex")
    fields = {
        "id": id_in("commento", text_of(row, "commentHex")),
        "parent_id": "" if parent == "root" else id_in("commento", parent),
        "text": text if text.strip() else plain(text_of(row, "html")),
        "article_url": _page(text_of(row, "domain").strip(), text_of(row, "url"), options.site),
        **commenters.of(writer),
    }
    return records(
        fields,
        number,
        created_at=moment_told(row.get("creationDate")),
        status=_status(text_of(row, "state")),
        options=options,
        articles=articles,
    )


@lru_cache(maxsize=1024)
def _page(domain: str, path: str, site: str) -> str:
    """The page's address: on `site` where that is the domain's, whose scheme is not told."""
    if not domain:
        return at_site(path, site)
    home = domain if "://" in domain else f"https://{domain}"
    return at_site(path or "/", site if host_of(site) == host_of(home) else home)


def _status(state: str) -> Status | None:
    try:
        return _STATUSES[state.strip().lower()]
    except KeyError:
        raise RowRefusedError(_UNKNOWN_STATE.put(value=short(state))) from None
