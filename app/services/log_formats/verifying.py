"""Whether an exported log still says what the chain says: each entry, its values, the head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.domain import system
from app.domain.chain import (
    AFTER_A_PROBLEM,
    CHANGED,
    ERASED,
    Findings,
    Link,
    missing,
    values_problems,
)
from app.domain.errors import UnusableInputError
from app.domain.log import GENESIS, ChainReport
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.log_formats.csv_file import read_csv
from app.services.log_formats.found import Found, Unreadable
from app.services.log_formats.head import ChainHead
from app.services.log_formats.jsonl_file import read_jsonl
from app.services.newsroom import LongWork

CHUNK = 1_000
"""Entries between two signs of progress, and looked up in the database together."""

Item = Found | Unreadable | ChainHead
Lookup = Callable[[list[int]], dict[int, bytes]]
"""The hashes a database holds for these sequences; one that is not there is left out."""

UNREADABLE = Words(
    "Hàng {row} của tệp không đọc được như một dòng nhật ký: đã bị sửa hoặc cắt mất.",
    "Row {row} of the file cannot be read as an entry: it was changed or cut.",
)
OUT_OF_ORDER = Words(
    "Dòng {n} đứng sau dòng {last}: đã bị đổi chỗ hoặc thêm vào bằng tay.",
    "Entry {n} stands after entry {last}: it was moved or added by hand.",
)
NO_HEAD = Words(
    "Cuối tệp không có đầu chuỗi: tệp đã bị cắt hoặc chưa ghi xong.",
    "The file does not end with the chain's head: it was cut, or never finished.",
)
AFTER_HEAD = Words(
    "Sau đầu chuỗi vẫn còn dữ liệu: đã được thêm vào bằng tay.",
    "There is more after the chain's head: it was added by hand.",
)
HEAD_DIFFERS = Words(
    "Dòng {n} không khớp với đầu chuỗi ghi ở cuối tệp.",
    "Entry {n} does not match the chain's head at the end of the file.",
)
COUNT_DIFFERS = Words(
    "Tệp có {found} dòng, nhưng đầu chuỗi ghi {said} dòng.",
    "The file has {found} entries, but the chain's head says {said}.",
)
NOT_IN_DATABASE = Words(
    "Dòng {n} có trong tệp nhưng không có trong cơ sở dữ liệu: đã bị lấy đi, hoặc là của một tòa "
    "soạn khác.",
    "Entry {n} is in the file but not in the database: it was taken out there, or belongs to "
    "another newsroom.",
)
OTHER_IN_DATABASE = Words(
    "Dòng {n} trong cơ sở dữ liệu có mã băm khác trong tệp: một bên đã bị viết lại.",
    "Entry {n} has another hash in the database than in the file: one of them was written anew.",
)
NO_PREVIOUS = Words(
    "Dòng {n} không kiểm được: thiếu mã băm của dòng trước nó.",
    "Entry {n} cannot be checked: the hash of the entry before it is missing.",
)
FILTERED = Words(
    "Tệp đã lọc nên không phải cả chuỗi: chỉ kiểm được từng dòng, không biết dòng nào bị bỏ ra.",
    "The file was filtered and is not the whole chain: each entry was checked, but not whether "
    "any was left out.",
)
REDACTED = Words(
    "Tệp đã bỏ tên, địa chỉ và nội dung nên không kiểm được phần này.",
    "Names, addresses and texts were left out of the file and could not be checked.",
)
WITHOUT_DATABASE = Words(
    "Chưa đối chiếu với cơ sở dữ liệu: tệp bị viết lại toàn bộ thì chỉ đối chiếu mới thấy.",
    "The file was not compared with a database, which alone shows a file written anew throughout.",
)


def verify_exported(path: Path, lookup: Lookup | None) -> LongWork[ChainReport]:
    """Check an exported log by itself and, with `lookup`, against a database.

    Raises UnusableInputError for a file that is no exported log.
    """
    read = _reader_of(path)
    with _opened(path) as file:
        size = path.stat().st_size
        check = _Check(lookup)
        for number, item in enumerate(read(file), start=1):
            check.take(item)
            if number % CHUNK == 0:
                check.compare()
                yield Progress(min(file.tell(), size), size)
    return check.report(path)


def _reader_of(path: Path) -> Callable[[BinaryIO], Iterator[Item]]:
    readers = {".csv": read_csv, ".jsonl": read_jsonl}
    try:
        return readers[path.suffix.lower()]
    except KeyError:
        raise UnusableInputError(
            Words(
                "Chỉ kiểm chứng được nhật ký xuất ra dạng .csv hoặc .jsonl, không phải “{what}”.",
                "Only a log exported as .csv or .jsonl can be verified, not “{what}”.",
            ).put(what=path)
        ) from None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise UnusableInputError(
            Words("Không đọc được “{what}”: {why}.", "“{what}” cannot be read: {why}.").put(
                what=path, why=system.reason(error)
            )
        ) from error


class _Check:
    """What is known of a file so far."""

    def __init__(self, lookup: Lookup | None) -> None:
        self._lookup = lookup
        self._findings = Findings()
        self._gaps = Findings()
        self._sequence = 0
        self._hash = GENESIS
        self._head: ChainHead | None = None
        self._entries = 0
        self._erased = 0
        self._after_head = False
        self._waiting: dict[int, bytes] = {}

    def take(self, item: Item) -> None:
        if self._head is not None and not self._after_head:
            self._after_head = True
            self._findings.add(0, AFTER_HEAD)
        if isinstance(item, ChainHead):
            self._head = item
        elif isinstance(item, Unreadable):
            self._findings.add(0, UNREADABLE, row=item.number)
        else:
            self._take_entry(item.link, item.previous)

    def compare(self) -> None:
        """Look the entries read since the last time up in the database."""
        if self._lookup is not None and self._waiting:
            known = self._lookup(list(self._waiting))
            for sequence, own in self._waiting.items():
                if sequence not in known:
                    self._findings.add(sequence, NOT_IN_DATABASE)
                elif known[sequence] != own:
                    self._findings.add(sequence, OTHER_IN_DATABASE)
        self._waiting.clear()

    def report(self, path: Path) -> ChainReport:
        """What came of it, after the last item."""
        if self._head is None and not self._entries:
            raise UnusableInputError(
                Words("“{what}” không chứa nhật ký.", "“{what}” holds no log.").put(what=path)
            )
        self.compare()
        if self._head is None:
            self._findings.add(0, NO_HEAD)
        else:
            self._compare_head(self._head)
        found = self._findings
        return ChainReport(
            entries=self._entries,
            sequence=self._head.sequence if self._head else self._sequence,
            head=self._head.hash if self._head else self._hash,
            problems=tuple(sorted(found.problems, key=lambda one: one.sequence)),
            problem_count=found.count,
            remarks=tuple(self._remarks()),
        )

    def _take_entry(self, link: Link, previous: bytes | None) -> None:
        self._entries += 1
        self._erased += link.salt is None and link.values is not None
        if previous is None and link.readable:
            self._findings.add(link.sequence, NO_PREVIOUS)
        elif previous is None or link.hash_after(previous) != link.hash:
            self._findings.add(link.sequence, CHANGED)
        self._findings.extend(values_problems(link))
        if link.sequence <= self._sequence:
            self._findings.add(link.sequence, OUT_OF_ORDER, last=self._sequence)
        elif link.sequence > self._sequence + 1:
            self._gaps.extend([missing(self._sequence + 1, link.sequence - 1)])
        elif previous is not None and previous != self._hash:
            self._findings.add(link.sequence, AFTER_A_PROBLEM)
        self._sequence, self._hash = link.sequence, link.hash
        self._waiting[link.sequence] = link.hash

    def _compare_head(self, head: ChainHead) -> None:
        if head.entries != self._entries:
            self._findings.add(0, COUNT_DIFFERS, found=self._entries, said=head.entries)
        if head.whole:
            self._findings.join(self._gaps)
        if self._sequence > head.sequence or (
            self._sequence == head.sequence and self._hash != head.hash
        ):
            self._findings.add(self._sequence, HEAD_DIFFERS)
        elif head.whole and self._sequence < head.sequence:
            self._findings.extend([missing(self._sequence + 1, head.sequence)])
        if head.sequence > 0 and self._sequence != head.sequence:
            self._waiting[head.sequence] = head.hash
            self.compare()

    def _remarks(self) -> Iterator[Words]:
        if self._head is not None and not self._head.whole:
            yield FILTERED
        if self._head is not None and self._head.redacted:
            yield REDACTED
        elif self._erased:
            yield ERASED.put(n=self._erased)
        if self._lookup is None:
            yield WITHOUT_DATABASE
