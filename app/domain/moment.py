"""Instants are kept as whole microseconds since 1970 in UTC: exact and sortable in any database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    return from_datetime(datetime.now(UTC))


def from_datetime(value: datetime) -> int:
    """Microseconds for a datetime; one without an offset is the newsroom's own (local) time."""
    return (value.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def to_datetime(moment: int) -> datetime:
    return EPOCH + timedelta(microseconds=moment)


def to_local(moment: int) -> datetime:
    """In the newsroom's own time; at the calendar's very edge, where that has no day, in UTC."""
    told = to_datetime(moment)
    try:
        return told.astimezone()
    except (OverflowError, ValueError, OSError):
        return told


def to_iso(moment: int) -> str:
    """ISO 8601 in UTC, to the microsecond when it has any."""
    return to_datetime(moment).isoformat().replace("+00:00", "Z")
