"""The log as JSON Lines: one object an entry with all that proves it, the chain's head last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring
from pathlib import Path
from typing import BinaryIO

from app.domain.log import FORMAT, VALUE_FIELDS
from app.services.log_formats.columns import Manner, Memory
from app.services.log_formats.found import LARGEST, Found, Unreadable, entry_from
from app.services.log_formats.head import ChainHead, head_from
from app.storage.log_columns import EntryColumns

FIELDS = (
    "sequence",
    "at",
    "batch",
    "moderator",
    "action",
    "undoes",
    "source",
    "external_id",
    "article",
    "from_status",
    "to_status",
    "from_reason",
    "to_reason",
)

LONGEST_LINE = 16_000_000
"""Bytes; an entry with three texts of the greatest length, each letter escaped, stays below."""


class JsonLinesFile:
    """Writes a log as JSON Lines."""

    def __init__(self, path: Path, manner: Manner) -> None:
        self._manner = manner
        self._written = Memory(_json)
        self._entry = _entry_form(redacted=manner.redact)
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="\n")

    def write(self, entries: EntryColumns) -> None:
        columns = self._columns(entries)
        self._file.write("".join(map(self._entry.__mod__, zip(*columns, strict=True))))

    def finish(self, head: ChainHead) -> None:
        self._file.write(_json({"chain_head": head.document()}) + "\n")

    def close(self) -> None:
        self._file.close()

    def _columns(self, entries: EntryColumns) -> list[Iterable[str]]:
        """What stands in the places of `_entry_form`, in their order."""
        again = self._written.of
        personal = (
            []
            if self._manner.redact
            else [_sealed(entries.salt), *(map(_text, values) for values in entries.values)]
        )
        return [
            map(str, entries.sequence),
            again(entries.at),
            again(entries.batch),
            again(entries.moderator),
            again(entries.action),
            again(entries.undoes),
            again(entries.source),
            map(_text, entries.external_id),
            again(entries.article),
            again(entries.from_status),
            again(entries.to_status),
            again(entries.from_reason),
            again(entries.to_reason),
            *map(_sealed, entries.digests),
            _sealed(entries.previous),
            _sealed(entries.hash),
            *personal,
            again(self._manner.times(entries)),
            again(entries.article_title),
        ]


def _entry_form(*, redacted: bool) -> str:
    """An entry's line with a place for each of its values."""
    document: dict[str, object] = {
        "format": FORMAT,
        **dict.fromkeys(FIELDS),
        "digests": dict.fromkeys(VALUE_FIELDS),
        "previous_hash": None,
        "hash": None,
    }
    if not redacted:
        document |= {"salt": None, "values": dict.fromkeys(VALUE_FIELDS)}
    document |= {"time": None, "article_title": None}
    return _json(document).replace("null", "%s") + "\n"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _text(found: str | None) -> str:
    return "null" if found is None else encode_basestring(found)


def _sealed(column: Iterable[bytes | None]) -> list[str]:
    return ["null" if found is None else f'"{found.hex()}"' for found in column]


def read_jsonl(file: BinaryIO) -> Iterator[Found | Unreadable | ChainHead]:
    """Everything in a JSON Lines file, in its order; what is no entry says its line's number."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if line.strip():
            yield _parsed(line, number)


def _parsed(line: bytes, number: int) -> Found | Unreadable | ChainHead:
    try:
        document = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return Unreadable(number)
    if not isinstance(document, dict):
        return Unreadable(number)
    if "chain_head" in document:
        return head_from(document["chain_head"]) or Unreadable(number)
    sequence, digests, values = (document.get(key) for key in ("sequence", "digests", "values"))
    if (
        type(sequence) is not int
        or abs(sequence) > LARGEST
        or not isinstance(digests, dict)
        or document.get("format") != FORMAT
    ):
        return Unreadable(number)
    beside = values if isinstance(values, dict) else {}
    return entry_from(
        sequence=sequence,
        fields=tuple(map(document.get, FIELDS)),
        digests=tuple(map(digests.get, VALUE_FIELDS)),
        own=document.get("hash"),
        previous=document.get("previous_hash"),
        salt=document.get("salt"),
        values=tuple(map(beside.get, VALUE_FIELDS)),
    )
