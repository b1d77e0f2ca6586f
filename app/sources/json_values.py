"""What strangers write into JSON, value by value: decoded strictly, then read as text, id, moment.

Nothing is passed over that JSON or a database forbids; one value can be told in several ways, as
programs in Go, in JavaScript and databases write it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.rows import (
    RAW_LIMIT,
    UNREADABLE_TIME,
    RowRefusedError,
    iso_time,
    moment_of,
    short,
)

TOO_DEEP = Words("JSON lồng nhau quá sâu.", "The JSON is nested too deeply.")
NOT_TEXT = Words("Trường “{name}” phải là văn bản.", "The field “{name}” must be text.")
_DUPLICATE_KEY = Words("Trường “{name}” xuất hiện hai lần.", "The field “{name}” is there twice.")
_NOT_A_NUMBER = Words(
    "Có số không hợp lệ ({name}); JSON không cho phép.",
    "It holds {name}, which is not a number JSON allows.",
)
_HUGE_NUMBER = Words(
    "Có số nguyên quá lớn ({digits} chữ số).", "It holds a huge whole number ({digits} digits)."
)

_LARGEST_WHOLE = 2**63
_LARGEST_EXACT_FLOAT = 2.0**53
_LATEST = 253_402_300_799_000
"""The last millisecond of the year 9999, after which nothing can tell a date."""

_DIGITS = len(str(_LATEST))
_GO_OFFSET = re.compile(r" ([+-]\d\d:?\d\d)$")
_GO_NO_TIME = "0001-01-01T00:00:00"


# --- decoding -----------------------------------------------------------------------------------


def decoded(text: str) -> object:
    """The value a JSON text spells; lone surrogates stay in it, for `storable` to tell of.

    Raises json.JSONDecodeError for what is no JSON, and RowRefusedError for JSON that cannot be
    taken as it stands: a name twice in one object, NaN and infinities, whole numbers over 64
    bits, nesting without end.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise RowRefusedError(TOO_DEEP) from None


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise RowRefusedError(_DUPLICATE_KEY.put(name=short(twice)))
    return values


def _whole(digits: str) -> int:
    if len(digits) > 20 or not -_LARGEST_WHOLE <= (value := int(digits)) < _LARGEST_WHOLE:
        raise RowRefusedError(_HUGE_NUMBER.put(digits=len(digits.removeprefix("-"))))
    return value


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise RowRefusedError(_NOT_A_NUMBER.put(name=short(digits)))
    return value


def _constant(name: str) -> float:
    raise RowRefusedError(_NOT_A_NUMBER.put(name=name))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
)


# --- fields -------------------------------------------------------------------------------------


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
    raise RowRefusedError(NOT_TEXT.put(name=short(name)))


def id_of(row: Mapping[str, object], name: str) -> str:
    """An id as text, "" where there is none (a null, 0 or blank one): a database's number, a text,
    or MongoDB's `{"$oid": ...}`. Raises RowRefusedError for anything else."""
    value = row.get(name)
    if isinstance(value, dict) and "$oid" in value:
        return text_of(value, "$oid").strip()
    told = text_of(row, name).strip()
    return "" if told == "0" else told


def moment_told(value: object) -> int:
    """Microseconds UTC for a moment told in JSON; 0 for none, and for Go's time that was never set.

    Milliseconds since 1970 as a number or its digits; ISO 8601, where it has no offset the
    newsroom's own time, as in JSON Lines; Go's `2006-01-02 15:04:05 -0700`; the words that
    JavaScript makes of a date; LeanCloud's `{"__type": "Date", "iso": ...}`; MongoDB's
    `{"$date": ...}`, `{"$numberLong": ...}`. Raises RowRefusedError for anything else.
    """
    for name in ("iso", "$date", "$numberLong", "$numberDouble"):
        while isinstance(value, dict) and name in value:
            value = cast("dict[str, object]", value)[name]
    if value is None:
        return 0
    if isinstance(value, str):
        text = value.strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
        return _of_number(int(text), text) if is_number else _of_text(text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, str(value))
    raise RowRefusedError(UNREADABLE_TIME.put(value=short(str(value)[:100])))


def _of_number(milliseconds: float, told: str) -> int:
    if not 0 <= milliseconds <= _LATEST:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(told)))
    return int(milliseconds * 1000)


def _of_text(text: str) -> int:
    if text.startswith(_GO_NO_TIME):
        return 0
    is_spoken = text[:1].isalpha()
    return moment_of(_spoken(text) if is_spoken else iso_time(_GO_OFFSET.sub(r"\1", text)), text)


def _spoken(text: str) -> datetime:
    """`Fri Aug 07 2026 08:33:36 GMT+0800 (...)`, what JavaScript makes of a date unasked."""
    try:
        return datetime.strptime(text[:33], "%a %b %d %Y %H:%M:%S GMT%z")
    except ValueError:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(text))) from None


# --- what is rejected ---------------------------------------------------------------------------


def raw_of_row(row: Mapping[str, object]) -> str:
    """How a rejected row began, in characters that can be written anywhere."""
    parts = (f"{json.dumps(name)}: {_beginning(value)}" for name, value in row.items())
    return storable(("{" + ", ".join(parts))[:RAW_LIMIT])[0]


def _beginning(value: object) -> str:
    if isinstance(value, str):
        value = value[:RAW_LIMIT]
    return json.dumps(value, ensure_ascii=False)
