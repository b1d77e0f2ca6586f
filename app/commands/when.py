"""Points in time as they are typed on the command line."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.domain import moment
from app.domain.errors import UnusableInputError
from app.domain.words import Words

WHEN = "ISO 8601, the newsroom's own time without an offset"

_UNREADABLE = Words(
    "“{what}” không phải ngày giờ ISO 8601, ví dụ 2026-11-22 hoặc 2026-11-22T08:30.",
    "“{what}” is no ISO 8601 time, such as 2026-11-22 or 2026-11-22T08:30.",
)


def start_of(typed: str) -> int:
    """The first microsecond that is wanted; UnusableInputError for what is no time."""
    return _moment(typed, timedelta(0))


def end_of(typed: str) -> int:
    """The first microsecond that is no longer wanted; a date alone means that whole day."""
    return _moment(typed, timedelta(days=1) if _is_date(typed) else timedelta(0))


def _is_date(typed: str) -> bool:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return False
    return True


def _moment(typed: str, later: timedelta) -> int:
    try:
        return moment.from_datetime(datetime.fromisoformat(typed) + later)
    except (ValueError, OverflowError) as error:
        raise UnusableInputError(_UNREADABLE.put(what=typed)) from error
