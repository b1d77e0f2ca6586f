"""The columns that CSV files and workbooks share, and how an entry reads in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain import moment
from app.domain.log import LogEntry, action_words, change_words
from app.domain.words import Language, Words

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


@dataclass(frozen=True, slots=True)
class Manner:
    """How entries are written: language, whether personal values are left out, the reasons' words.

    A rejection reason without words is written as its code.
    """

    language: Language
    redact: bool
    reasons: Mapping[str, Words]

    def headers(self) -> list[str]:
        return [words.said_in(self.language) for words in COLUMNS.values()]

    def read(self, entry: LogEntry) -> list[str]:
        """The cells of `COLUMNS`."""
        name, address, text, before, note = self.values(entry)
        return [
            str(entry.sequence),
            local_time(entry.at),
            entry.moderator,
            action_words(entry.action).said_in(self.language),
            entry.external_id,
            entry.article_title,
            change_words(entry).said_in(self.language),
            self.reason(entry),
            name or "",
            address or "",
            text or "",
            before or "",
            note or "",
            "" if entry.undoes is None else str(entry.undoes),
            str(entry.batch),
            entry.hash.hex(),
        ]

    def values(self, entry: LogEntry) -> tuple[str | None, ...]:
        return (None,) * len(entry.values) if self.redact else entry.values

    def reason(self, entry: LogEntry) -> str:
        code = entry.to_reason
        return self.reasons[code].said_in(self.language) if code in self.reasons else code


def local_datetime(at: int) -> datetime | None:
    """The newsroom's own time; None for what a log that was tampered with holds instead."""
    try:
        return moment.to_datetime(at).astimezone()
    except (OverflowError, TypeError, ValueError, OSError):
        return None


def local_time(at: int) -> str:
    """ISO 8601 in the newsroom's own time, with its offset."""
    local = local_datetime(at)
    return "" if local is None else local.isoformat(timespec="seconds")
