"""The log as JSON Lines: one object an entry with all that proves it, the chain's head last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from app.domain.log import FORMAT, VALUE_FIELDS, LogEntry
from app.services.log_formats.columns import Manner, local_time
from app.services.log_formats.found import LARGEST, Found, Unreadable, entry_from
from app.services.log_formats.head import ChainHead, head_from

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
        self._file = path.open("wb")

    def write(self, entries: Sequence[LogEntry]) -> None:
        self._file.writelines(_line(self._document(entry)) for entry in entries)

    def finish(self, head: ChainHead) -> None:
        self._file.write(_line({"chain_head": head.document()}))

    def close(self) -> None:
        self._file.close()

    def _document(self, entry: LogEntry) -> Mapping[str, object]:
        document: dict[str, object] = {"format": FORMAT}
        document.update(zip(FIELDS, entry.fields, strict=True))
        document["digests"] = dict(zip(VALUE_FIELDS, map(_hex, entry.digests), strict=True))
        document["previous_hash"] = _hex(entry.previous)
        document["hash"] = entry.hash.hex()
        if not self._manner.redact:
            document["salt"] = _hex(entry.salt)
            document["values"] = dict(zip(VALUE_FIELDS, entry.values, strict=True))
        document["time"] = local_time(entry.at)
        document["article_title"] = entry.article_title
        return document


def _hex(found: bytes | None) -> str | None:
    return None if found is None else found.hex()


def _line(document: Mapping[str, object]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8", "replace") + b"\n"


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
        fields=[document.get(name) for name in FIELDS],
        digests=[digests.get(name) for name in VALUE_FIELDS],
        own=document.get("hash"),
        previous=document.get("previous_hash"),
        salt=document.get("salt"),
        values=[beside.get(name) for name in VALUE_FIELDS],
    )
