"""The columns that CSV files and workbooks share, and how entries read in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from app.domain import moment
from app.domain.log import action_words, words_between
from app.domain.words import Language, Words
from app.storage.log_columns import EntryColumns

COLUMNS = {
    "sequence": Words("Số thứ tự", "sequence"),
    "time": Words("Thời gian", "time"),
    "moderator": Words("Người duyệt", "moderator"),
    "action": Words("Quyết định", "action"),
    "comment": Words("Mã lời bình", "comment"),
    "article_title": Words("Bài viết", "article_title"),
    "change": Words("Thay đổi", "change"),
    "reason": Words("Lý do", "reason"),
    "name": Words("Họ và tên", "name"),
    "address": Words("Email", "address"),
    "text": Words("Lời bình", "text"),
    "text_before": Words("Lời bình trước đó", "text_before"),
    "note": Words("Ghi chú", "note"),
    "undoes": Words("Hoàn tác dòng", "undoes"),
    "batch": Words("Đợt", "batch"),
    "hash": Words("Mã băm", "hash"),
}
"""What people read, in their order; the English headers are the keys."""

KEY_OF_HEADER = {words.said_in("vi"): key for key, words in COLUMNS.items()} | {
    key: key for key in COLUMNS
}


Cell = int | float | str | None
"""What stands in a row; None for nothing."""

Value = TypeVar("Value", bound=Hashable)
Made = TypeVar("Made")

MOST_REMEMBERED = 20_000


class Memory(dict[Value, Made]):
    """What was made of each value, where the same ones come again and again."""

    def __init__(self, make: Callable[[Value], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Value) -> Made:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        made = self[value] = self._make(value)
        return made

    def of(self, column: Iterable[Value]) -> Iterator[Made]:
        """A column made of another."""
        return map(self.__getitem__, column)


class Manner:
    """How entries are written: language, whether personal values are left out, the reasons' words.

    A rejection reason without words is written as its code.
    """

    def __init__(self, language: Language, *, redact: bool, reasons: Mapping[str, Words]) -> None:
        self.language = language
        self.redact = redact
        self._times: Memory[Cell, str] = Memory(local_time)
        self._actions: Memory[str, str] = Memory(lambda code: action_words(code).said_in(language))
        self._changes: Memory[tuple[str | None, str | None], str] = Memory(
            lambda change: words_between(*change).said_in(language)
        )
        self._reasons = {code: words.said_in(language) for code, words in reasons.items()}

    def headers(self) -> list[str]:
        return [words.said_in(self.language) for words in COLUMNS.values()]

    def read(self, entries: EntryColumns) -> dict[str, Iterable[Cell]]:
        """What stands in each of `COLUMNS`, in their order."""
        name, address, text, before, note = self.values(entries)
        return {
            "sequence": entries.sequence,
            "time": self.times(entries),
            "moderator": entries.moderator,
            "action": self._actions.of(entries.action),
            "comment": entries.external_id,
            "article_title": entries.article_title,
            "change": self._changes.of(zip(entries.from_status, entries.to_status, strict=True)),
            "reason": (self._reasons.get(code, code) for code in entries.to_reason),
            "name": name,
            "address": address,
            "text": text,
            "text_before": before,
            "note": note,
            "undoes": entries.undoes,
            "batch": entries.batch,
            "hash": hexed(entries.hash),
        }

    def times(self, entries: EntryColumns) -> Iterator[str]:
        """ISO 8601 in the newsroom's own time, with its offset."""
        return self._times.of(entries.at)

    def values(self, entries: EntryColumns) -> Sequence[Sequence[str | None]]:
        """The personal values, as far as they are written."""
        nothing = (None,) * len(entries)
        return (nothing,) * len(entries.values) if self.redact else entries.values


def hexed(column: Iterable[bytes | None]) -> list[str]:
    """Bytes as people and spreadsheets read them."""
    return ["" if found is None else found.hex() for found in column]


def local_datetime(at: Any) -> datetime | None:  # noqa: ANN401 - whatever a tampered log holds
    """The newsroom's own time; None for what is no time."""
    try:
        return moment.to_datetime(at).astimezone()
    except (OverflowError, TypeError, ValueError, OSError):
        return None


def local_time(at: object) -> str:
    """ISO 8601 in the newsroom's own time, with its offset; empty for what is no time."""
    local = local_datetime(at)
    return "" if local is None else local.isoformat(timespec="seconds")
