"""Comments out of a Remark42 backup, the file that its Export and its daily backups write.

Read off the program's source (github.com/umputun/remark42, backend/app). `migrator/native.go`
writes a line of meta, `{"version":1,"users":[...],"posts":[...]}`, then a line of JSON for each
comment; `migrator/backup.go` and `rest/api/migrator.go` pack that with gzip, as
`backup-SITE-DATE.gz` and `SITE-DATE.json.gz`, or send it as it is (`mode=stream`). Version 0 is
read there like 1.

`store/comment.go` names the fields. `text` is sanitised HTML, `orig` what was typed (absent for
what was itself imported there). A comment is on the page at once, so one that is there is approved;
`delete` marks one whose text was emptied. Blocking a reader for a time leaves the comments on the
page, blocking for ever deletes them (`rest/api/admin.go`, setBlockCtrl): `block` says nothing more.
`pid` is "" for a first comment. `user.ip` is only a keyed hash (`store/user.go`, HashIP) and is not
kept. An address is known only of those who asked for mail, in the meta's `users[].details.email`
(`store/engine/engine.go`, UserDetailEntry). `locator.url`, `title` and `user.name` come out of an
HTML sanitiser (SanitizeAsURL, SanitizeText) with its escapes for `&`, `<`, `>` and quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.html_text import plain
from app.sources.json_document import beginning
from app.sources.json_lines import lines, object_on, whole
from app.sources.json_values import moment_told, text_of
from app.sources.record import Item, LeftOut, ReadOptions, RejectedRow
from app.sources.rows import Articles, RowRefusedError, id_in, raw_of, records
from app.sources.unpacking import Contents

_VERSIONS = (0, 1)

_NO_META = Words(
    "Dòng đầu không phải phần mở đầu của bản sao lưu Remark42: {why}",
    "The first line is not what a Remark42 backup begins with: {why}",
)
_NO_VERSION = Words("thiếu version.", "the version is missing.")
_UNKNOWN_VERSION = Words(
    "Chưa biết bản sao lưu Remark42 phiên bản {version}.",
    "Version {version} of Remark42's backup is not known.",
)
_NOT_AN_OBJECT = Words(
    "Trường “{name}” phải là một đối tượng JSON.", "The field “{name}” must be a JSON object."
)


class Remark42Backup:
    """Packed with gzip or not. A file cut in the middle is read as far as it is whole."""

    name = "remark42"

    def recognises(self, path: Path, head: bytes) -> bool:
        is_list, first = beginning(head)
        return not is_list and {"version", "users"} <= first.keys() and "comments" not in first

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with Contents(path) as file:
            for item in _items(file, options):
                yield file.position, item


def _items(file: Contents, options: ReadOptions) -> Iterator[Item]:
    addresses: dict[str, str] | None = None
    articles = Articles()
    number = 0
    try:
        for number, (line, size) in enumerate(lines(file), start=1):
            if not line or line.isspace():
                continue
            if addresses is None:
                addresses = _addresses(line, size)
            else:
                yield from _comment(line, size, number, addresses, options, articles)
    except UnusableInputError as broken:
        if addresses is None:
            raise
        yield RejectedRow(number + 1, broken.words, "")
    else:
        if addresses is None:
            raise UnusableInputError(_NO_META.put(why=_NO_VERSION))


def _addresses(line: bytes, size: int) -> dict[str, str]:
    """Readers' addresses by their ids, out of the meta; whoever asked for no mail is not there."""
    try:
        meta = object_on(whole(line, size))
    except RowRefusedError as refused:
        raise UnusableInputError(_NO_META.put(why=refused.words)) from refused
    version = meta.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise UnusableInputError(_NO_META.put(why=_NO_VERSION))
    if version not in _VERSIONS:
        raise UnusableInputError(_UNKNOWN_VERSION.put(version=version))
    users = meta.get("users")
    addresses = {}
    for user in users if isinstance(users, list) else ():
        details = user.get("details") if isinstance(user, dict) else None
        address = details.get("email") if isinstance(details, dict) else None
        if isinstance(address, str) and address and isinstance(user.get("id"), str):
            addresses[user["id"]] = address
    return addresses


def _comment(
    line: bytes,
    size: int,
    number: int,
    addresses: Mapping[str, str],
    options: ReadOptions,
    articles: Articles,
) -> tuple[Item, ...]:
    try:
        row = object_on(whole(line, size))
        if row.get("delete") is True:
            return (LeftOut(number, "deleted"),)
        return records(
            _fields(row, addresses),
            number,
            created_at=moment_told(row.get("time")),
            status=Status.APPROVED,
            options=options,
            articles=articles,
        )
    except RowRefusedError as refused:
        return (RejectedRow(number, refused.words, raw_of(line)),)


def _fields(row: Mapping[str, object], addresses: Mapping[str, str]) -> dict[str, str]:
    user = _part(row, "user")
    return {
        "id": id_in("remark42", text_of(row, "id")),
        "parent_id": id_in("remark42", text_of(row, "pid")),
        "name": _unescaped(text_of(user, "name")),
        "email": addresses.get(text_of(user, "id"), ""),
        "text": text_of(row, "orig") or plain(text_of(row, "text")),
        "article_url": _unescaped(text_of(_part(row, "locator"), "url")),
        "article_title": _unescaped(text_of(row, "title")),
    }


def _part(row: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = row.get(name)
    if isinstance(value, dict):
        return value
    if value is None:
        return {}
    raise RowRefusedError(_NOT_AN_OBJECT.put(name=name))


def _unescaped(value: str) -> str:
    """Only what Go's sanitiser escapes: in an address, `&copy=1` is no ©."""
    if "&" not in value:
        return value
    for escape, meant in _ESCAPES:
        value = value.replace(escape, meant)
    return value


_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
