"""The last thing in every exported log: the chain's head, kept where nobody at the desk can touch
it, and what the file holds of the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain import moment
from app.domain.log import ALL, FORMAT, LogFilter
from app.domain.words import Words


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The chain's last entry when the export began, and what of the chain stands in the file.

    `entries` counts those in the file; `whole` says that no filter left any out. `wanted` is the
    filter for people to read; verifying does not need it.
    """

    sequence: int
    hash: bytes
    exported_at: int
    exported_by: str
    entries: int
    whole: bool
    redacted: bool
    wanted: Mapping[str, object] | None = None

    def document(self) -> dict[str, object]:
        """The head for programs: the same object in JSON Lines and in CSV."""
        return {
            "format": FORMAT,
            "sequence": self.sequence,
            "hash": self.hash.hex(),
            "exported_at": moment.to_iso(self.exported_at),
            "exported_by": self.exported_by,
            "entries": self.entries,
            "whole_chain": self.whole,
            "redacted": self.redacted,
            "filter": dict(self.wanted) if self.wanted is not None else None,
        }

    def words(self) -> Words:
        """The head for people: the one line to keep, print or send elsewhere."""
        vi = [
            f"đầu chuỗi: dòng {self.sequence}, SHA-256 {self.hash.hex()}",
            f"xuất lúc {moment.to_iso(self.exported_at)}, người xuất {self.exported_by}",
            f"định dạng {FORMAT}",
        ]
        en = [
            f"chain head: sequence {self.sequence}, SHA-256 {self.hash.hex()}",
            f"exported at {moment.to_iso(self.exported_at)}, by {self.exported_by}",
            f"format {FORMAT}",
        ]
        if not self.whole:
            vi.append(f"đã lọc: {self.entries} dòng, không phải cả chuỗi")
            en.append(f"filtered: {self.entries} entries, not the whole chain")
        if self.redacted:
            vi.append("đã bỏ tên, địa chỉ và nội dung")
            en.append("names, addresses and texts left out")
        return Words(", ".join(vi), ", ".join(en))

    def line(self) -> str:
        """Both languages, for a file that is read by whoever gets it."""
        words = self.words()
        return f"{words.vi} · {words.en}"


def head_from(document: object) -> ChainHead | None:
    """The head that a file's last object says; None when it is no head of this format."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return None
    sequence, entries = document.get("sequence"), document.get("entries")
    try:
        digest = bytes.fromhex(str(document.get("hash")))
    except ValueError:
        return None
    if type(sequence) is not int or type(entries) is not int or len(digest) != 32:
        return None
    return ChainHead(
        sequence=sequence,
        hash=digest,
        exported_at=0,
        exported_by=str(document.get("exported_by", "")),
        entries=entries,
        whole=document.get("whole_chain") is True,
        redacted=document.get("redacted") is True,
    )


def filter_document(wanted: LogFilter, *, redact: bool) -> dict[str, object] | None:
    """What was asked for, for people to read; a searched text may be a reader's name."""
    if wanted == ALL:
        return None
    return {
        "since": None if wanted.since is None else moment.to_iso(wanted.since),
        "until": None if wanted.until is None else moment.to_iso(wanted.until),
        "moderator": wanted.moderator,
        "action": wanted.action.value if wanted.action else "",
        "article": wanted.article,
        "text": "…" if redact and wanted.text else wanted.text,
    }
