"""What the JSON rows of other comment systems have in common, whatever their fields are called."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping

from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.rows import RAW_LIMIT, RowRefusedError, iso_moment, short

_NOT_TEXT = Words("Trường “{name}” phải là văn bản.", "The field “{name}” must be text.")
_GO_OFFSET = re.compile(r" ([+-]\d\d:?\d\d)$")
_GO_NO_TIME = "0001-01-01T00:00:00"
_LARGEST_EXACT_FLOAT = 2.0**53


def readable(head: bytes) -> bytes:
    """A file's first bytes, those of UTF-16 as well: it is recognised, then refused in words."""
    return head.replace(b"\0", b"").lstrip(codecs.BOM_UTF16_LE)


def text_of(row: Mapping[str, object], name: str) -> str:
    """A field as text, "" where there is none: 7 and true are what others write as "7" and "true".

    Raises RowRefusedError for a fraction, a list and an object.
    """
    value = row.get(name)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT_FLOAT:
        return str(int(value))
    raise RowRefusedError(_NOT_TEXT.put(name=short(name)))


def go_moment(value: str) -> int:
    """Microseconds UTC for a time as programs in Go write it; 0 for an empty one and for Go's zero.

    That is RFC 3339 with up to nine digits after the second, or "2006-01-02 15:04:05 -0700".
    """
    value = value.strip()
    return 0 if value.startswith(_GO_NO_TIME) else iso_moment(_GO_OFFSET.sub(r"\1", value))


def raw_of_row(row: Mapping[str, object]) -> str:
    """How a rejected row began, in characters that can be written anywhere."""
    parts = (f"{json.dumps(name)}: {_beginning(value)}" for name, value in row.items())
    return storable(("{" + ", ".join(parts))[:RAW_LIMIT])[0]


def _beginning(value: object) -> str:
    if isinstance(value, str):
        value = value[:RAW_LIMIT]
    return json.dumps(value, ensure_ascii=False)
