"""Ids and moments, in the ways in which programs in JavaScript write them into JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from app.sources.json_row import text_of
from app.sources.rows import UNREADABLE_TIME, RowRefusedError, iso_time, moment_of, short

_LATEST = 253_402_300_799_000
"""The last millisecond of the year 9999, after which nothing can tell a date."""

_DIGITS = len(str(_LATEST))


def json_id(row: Mapping[str, object], name: str) -> str:
    """An id as text, "" where there is none (a null, 0 or blank one): a database's number, a text,
    or MongoDB's `{"$oid": ...}`. Raises RowRefusedError for anything else."""
    value = row.get(name)
    if isinstance(value, dict) and "$oid" in value:
        return text_of(value, "$oid").strip()
    told = text_of(row, name).strip()
    return "" if told == "0" else told


def json_moment(value: object) -> int:
    """Microseconds UTC for a moment told in JSON; 0 for none.

    Milliseconds since 1970 as a number or its digits; ISO 8601, in UTC where it has no offset (as
    a database's own `YYYY-MM-DD HH:MM:SS`); the words that JavaScript makes of a date; LeanCloud's
    `{"__type": "Date", "iso": ...}`; MongoDB's `{"$date": ...}`, `{"$numberLong": ...}`. Raises
    RowRefusedError for anything else.
    """
    for name in ("iso", "$date", "$numberLong", "$numberDouble"):
        while isinstance(value, dict) and name in value:
            value = cast("dict[str, object]", value)[name]
    if value is None or value == "":
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
    time = _spoken_time(text) if text[:1].isalpha() else iso_time(text)
    if time is not None and time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return moment_of(time, text)


def _spoken_time(text: str) -> datetime:
    """`Fri Aug 07 2026 08:33:36 GMT+0800 (...)`, what JavaScript makes of a date unasked."""
    try:
        return datetime.strptime(text[:33], "%a %b %d %Y %H:%M:%S GMT%z")
    except ValueError:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(text))) from None
