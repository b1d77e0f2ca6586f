"""Comments as a table saved from a spreadsheet, in whatever spelling its headers have.

Encodings: UTF-8 with or without BOM, and UTF-16 with BOM. A file of which more than half the
lines are not UTF-8 was saved in another encoding and is refused as a whole, before anything is
read wrongly; in one that is UTF-8 but for some lines, only those rows are rejected.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import dropwhile
from pathlib import Path
from typing import TextIO

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.vietnamese import fold
from app.domain.words import Words
from app.sources.record import Item, ReadOptions, RejectedRow
from app.sources.rows import (
    RAW_LIMIT,
    UNREADABLE_TIME,
    Articles,
    RowRefusedError,
    iso_time,
    looks_like_address,
    moment_of,
    opened,
    records,
    short,
)

FIELD_LIMIT = 16 * 1024 * 1024
"""The longest cell, in characters; the csv module's own limit is 131,072."""

LINE_LIMIT = 2 * FIELD_LIMIT
"""The longest line that is read whole, in characters."""

_SAMPLE = 1024 * 1024
_DELIMITERS = (",", ";", "\t")
_SPREADSHEET_HINT = re.compile(r'"?sep=([,;\t])"?')
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "mã", "mã lời bình", "comment_id"),
    "name": ("name", "họ và tên", "họ tên", "tên", "author"),
    "email": ("email", "e-mail", "thư điện tử"),
    "text": ("text", "lời bình", "bình luận", "nội dung", "comment"),
    "article": ("bài viết", "article"),
    "article_url": ("article_url", "link bài", "link bài viết", "url"),
    "article_title": ("article_title", "tiêu đề"),
    "created_at": ("created_at", "thời gian", "time", "ngày", "date"),
    "parent_id": ("parent_id", "trả lời cho"),
    "website": ("website", "trang web"),
    "ip": ("ip", "địa chỉ ip"),
    "status": ("status", "trạng thái"),
    "article_section": ("article_section", "chuyên mục"),
    "article_published_at": ("article_published_at",),
    "article_lead": ("article_lead",),
    "article_body": ("article_body",),
    "article_byline": ("article_byline",),
    "article_caption": ("article_caption",),
}
"""Per field the headers it goes by, the surest first. `article` is an address or a title."""

_STATUSES: Mapping[str, Status] = {
    "pending": Status.PENDING,
    "choduyet": Status.PENDING,
    "approved": Status.APPROVED,
    "duyet": Status.APPROVED,
    "daduyet": Status.APPROVED,
    "rejected": Status.REJECTED,
    "tuchoi": Status.REJECTED,
    "datuchoi": Status.REJECTED,
    "spam": Status.SPAM,
    "thurac": Status.SPAM,
}

_CLOCK = r"(?P<hour{n}>\d{{1,2}}):(?P<minute{n}>\d{{2}})(?::(?P<second{n}>\d{{2}}))?"
_DAY_FIRST = re.compile(
    rf"(?:{_CLOCK.format(n=1)},?\s+)?"
    r"(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
    rf"(?:,?\s+{_CLOCK.format(n=2)})?",
    re.ASCII,
)

_OTHER_ENCODING = Words(
    "Tệp CSV không phải UTF-8 (hoặc UTF-16 có BOM); hãy lưu lại dạng “CSV UTF-8”.",
    "The CSV file is neither UTF-8 nor UTF-16 with a BOM; save it as “CSV UTF-8”.",
)
_NO_HEADER = Words("Tệp CSV không có dòng tiêu đề.", "The CSV file has no header line.")
_NO_COLUMN = Words(
    "Không tìm thấy cột {missing} (“{target}”). Các tiêu đề trong tệp: {headers}.",
    "There is no column for {missing} (“{target}”). The file's headers: {headers}.",
)
_SAY_COLUMN = Words(
    "Hãy chỉ ra cột bằng --map, ví dụ --map “{example}={target}”.",
    "Say which it is with --map, for example --map “{example}={target}”.",
)
_TEXT_MISSING = Words("lời bình", "the text of a comment")
_ARTICLE_MISSING = Words("bài viết", "the article")
_UNKNOWN_FIELD = Words(
    "--map không biết trường “{name}”; các trường dùng được: {allowed}.",
    "--map knows no field “{name}”; the fields are: {allowed}.",
)
_UNKNOWN_HEADER = Words(
    "--map nhắc đến cột “{name}” không có trong tệp. Các tiêu đề trong tệp: {headers}.",
    "--map names a column “{name}” that the file does not have. The file's headers: {headers}.",
)
_WRONG_WIDTH = Words(
    "Dòng có {seen} cột, trong khi tiêu đề có {expected} cột.",
    "The row has {seen} columns, the header has {expected}.",
)
_NOT_UTF8 = Words("Dòng có ký tự không phải UTF-8.", "The row holds bytes that are not UTF-8.")
_LINE_TOO_LONG = Words(
    "Dòng dài hơn 32 triệu ký tự.", "The line is longer than 32 million characters."
)
_CELL_TOO_LONG = Words(
    "Một ô dài hơn 16 triệu ký tự, hoặc dấu ngoặc kép mở ra mà không đóng.",
    "A cell is longer than 16 million characters, or a quotation mark is never closed.",
)
_CUT = Words("Tệp kết thúc giữa chừng dòng này.", "The file ends in the middle of this line.")
_UNCLOSED_QUOTE = Words(
    "Tệp kết thúc giữa chừng dòng này: dấu ngoặc kép mở ra mà không đóng "
    "({lines} dòng cuối nằm trong đó).",
    "The file ends in the middle of this row: a quotation mark is never closed "
    "(the last {lines} lines are inside it).",
)
_UNKNOWN_STATUS = Words("Trạng thái lạ: “{value}”.", "Unknown status: “{value}”.")


class CsvTable:
    """What every spreadsheet and most content systems can save."""

    name = "csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        try:
            header = _header_line(_decoded(head, _encoding(head)))
        except UnusableInputError:
            return False
        return bool(_known(_split(header, _delimiter(header))) & {"text", "article", "article_url"})

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        with opened(path) as file:
            sample = file.read(_SAMPLE)
            encoding = _encoding(sample)
            first = _header_line(_decoded(sample, encoding))
            file.seek(0)
            # UTF-8: a bad byte becomes an escape we find again; UTF-16: a lone surrogate stays one.
            errors = "surrogatepass" if encoding == "utf-16" else "surrogateescape"
            text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
            lines = _Lines(text, strict_bytes=encoding != "utf-16")
            if _SPREADSHEET_HINT.fullmatch(first.strip()):
                next(lines)
            rows = _rows(lines, _delimiter(first))
            table = _table(rows, options)
            for row in rows:
                for item in table.items(row):
                    yield file.tell(), item


# --- encoding, delimiter, lines, rows -----------------------------------------------------------


def _encoding(sample: bytes) -> str:
    """The encoding of a file that begins so; raises UnusableInputError when it is none of ours."""
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnusableInputError(_OTHER_ENCODING)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    lines = _decoded(sample, "utf-8-sig", "surrogateescape").splitlines()
    bad = sum(1 for line in lines if _ESCAPED_BYTE.search(line))
    filled = sum(1 for line in lines if line.strip())
    if bad * 2 > filled or _ESCAPED_BYTE.search(next(filter(str.strip, lines), "")):
        raise UnusableInputError(_OTHER_ENCODING)
    return "utf-8-sig"


def _decoded(sample: bytes, encoding: str, errors: str = "replace") -> str:
    """The beginning of a file as text; a character cut at the sample's end is left off."""
    return codecs.getincrementaldecoder(encoding)(errors).decode(sample)


def _header_line(text: str) -> str:
    lines = io.StringIO(text, newline=None)
    return next(dropwhile(str.isspace, lines), "")


def _split(line: str, delimiter: str) -> list[str]:
    return next(iter(csv.reader([line[:100_000]], delimiter=delimiter)), [])


def _delimiter(header: str) -> str:
    """The mark that makes most sense of a header: most known names, then most columns."""
    hint = _SPREADSHEET_HINT.fullmatch(header.strip())
    if hint:
        return hint[1]
    return max(_DELIMITERS, key=lambda mark: _sense(_split(header, mark)))


def _sense(headers: Sequence[str]) -> tuple[int, int]:
    return len(_known(headers)), len(headers)


@dataclass(slots=True)
class _Lines:
    """A file's lines for the csv reader, which also remember what the reader does not tell."""

    text: TextIO
    strict_bytes: bool
    number: int = 0
    asked: int = 0
    quotes: int = 0
    begins: int = 1
    raw: str = ""
    broken: bool = False
    cut: bool = False
    over: bool = False

    def begin_row(self) -> None:
        self.asked, self.quotes, self.raw, self.broken = 0, 0, "", False
        self.begins = self.number + 1

    def skip_row(self) -> None:
        """To the row's end: the rest of a quoted cell must not be taken for rows of its own."""
        while self.quotes % 2 and not self.over:
            with suppress(StopIteration, RowRefusedError):
                next(self)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._line()
        if not line:
            self.cut = self.cut or self.asked > 0
            self.over = True
            raise StopIteration
        self.number += 1
        self.asked += 1
        self.quotes += line.count('"')
        if len(self.raw) < RAW_LIMIT:
            self.raw = (self.raw + line)[:RAW_LIMIT]
        if len(line) > LINE_LIMIT:
            self._skip_to_line_end(line)
            raise RowRefusedError(_LINE_TOO_LONG)
        if self.strict_bytes and not line.isascii() and _ESCAPED_BYTE.search(line):
            self.broken = True
        return line

    def _line(self) -> str:
        try:
            return self.text.readline(LINE_LIMIT + 1)
        except UnicodeDecodeError:  # UTF-16 that ends in half a character
            self.cut = True
            return ""

    def _skip_to_line_end(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(_SAMPLE)
            self.quotes += line.count('"')


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table, or the reason why it is none."""

    line: int
    raw: str
    cells: list[str] = field(default_factory=list)
    problem: Words | None = None


def _rows(lines: _Lines, delimiter: str) -> Iterator[_Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    while not lines.over:
        lines.begin_row()
        cells: list[str] = []
        problem: Words | None = None
        try:
            cells = _next_row(reader)
        except RowRefusedError as refused:
            problem = refused.words
        except csv.Error:
            problem = _CELL_TOO_LONG
        if problem:
            lines.skip_row()
        if lines.cut:
            problem = _cut(lines)
        elif lines.broken:
            problem = _NOT_UTF8
        if problem or any(map(str.strip, cells)):
            yield _Row(lines.begins, storable(lines.raw.rstrip("\r\n"))[0], cells, problem)


def _cut(lines: _Lines) -> Words:
    return _UNCLOSED_QUOTE.put(lines=lines.asked) if lines.asked else _CUT


def _next_row(reader: Iterator[list[str]]) -> list[str]:
    """The reader's next row, [] at the end; the module-wide limit is raised for this call only."""
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        return next(reader, [])
    finally:
        csv.field_size_limit(before)


# --- columns ------------------------------------------------------------------------------------


def _folded(header: str) -> str:
    """A header without case, marks, spaces and punctuation."""
    return "".join(filter(str.isalnum, fold(header)))


_FIELD_OF_HEADER = {
    _folded(header): (name, rank)
    for name, headers in _HEADERS.items()
    for rank, header in enumerate(headers)
}


def _known(headers: Sequence[str]) -> set[str]:
    return {
        found[0] for header in headers if (found := _FIELD_OF_HEADER.get(_folded(header[:100])))
    }


def _table(rows: Iterator[_Row], options: ReadOptions) -> _Table:
    header = next(rows, None)
    if header is None:
        raise UnusableInputError(_NO_HEADER)
    if header.problem:
        raise UnusableInputError(header.problem)
    headers = [storable(name)[0].strip() for name in header.cells]
    columns = _columns(headers, options)
    if "text" not in columns:
        raise _missing(_TEXT_MISSING, "text", headers)
    if not columns.keys() & {"article", "article_url", "article_title"}:
        raise _missing(_ARTICLE_MISSING, "article_url", headers)
    return _Table(columns, len(headers), options)


def _columns(headers: Sequence[str], options: ReadOptions) -> dict[str, int]:
    """Where each field stands: as the person says first, then by the usual names."""
    columns = _told_columns(headers, options)
    taken = set(columns.values())
    guesses = sorted(
        (found[1], place, found[0])
        for place, header in enumerate(headers)
        if place not in taken and (found := _FIELD_OF_HEADER.get(_folded(header)))
    )
    for _, place, name in guesses:
        columns.setdefault(name, place)
    return columns


def _told_columns(headers: Sequence[str], options: ReadOptions) -> dict[str, int]:
    columns: dict[str, int] = {}
    for header, name in options.columns:
        wanted = name.strip().lower()
        if wanted not in _HEADERS:
            allowed = ", ".join(_HEADERS)
            raise UnusableInputError(_UNKNOWN_FIELD.put(name=short(name), allowed=allowed))
        columns[wanted] = _place(header, headers)
    return columns


def _place(header: str, headers: Sequence[str]) -> int:
    exact = header.strip()
    if exact and exact in headers:
        return headers.index(exact)
    folded = _folded(header)
    for place, seen in enumerate(headers):
        if folded and _folded(seen) == folded:
            return place
    raise UnusableInputError(_UNKNOWN_HEADER.put(name=short(header), headers=_listed(headers)))


def _missing(what: Words, target: str, headers: Sequence[str]) -> UnusableInputError:
    example = next(filter(None, headers), "?")
    words = _NO_COLUMN.put(missing=what, headers=_listed(headers), target=target)
    return UnusableInputError(words, _SAY_COLUMN.put(example=short(example), target=target))


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(short(header) or "–" for header in headers[:30])
    return shown + (", …" if len(headers) > 30 else "")


# --- a row's fields -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """What the header says; `articles` and `repeats` remember what the rows have said so far."""

    columns: Mapping[str, int]
    width: int
    options: ReadOptions
    articles: Articles = field(default_factory=Articles)
    repeats: dict[bytes, int] = field(default_factory=dict)

    def items(self, row: _Row) -> tuple[Item, ...]:
        try:
            return self._records(row)
        except RowRefusedError as refused:
            return (RejectedRow(row.line, refused.words, row.raw),)

    def _records(self, row: _Row) -> tuple[Item, ...]:
        if row.problem:
            raise RowRefusedError(row.problem)
        if len(row.cells) != self.width:
            raise RowRefusedError(_WRONG_WIDTH.put(seen=len(row.cells), expected=self.width))
        fields = {name: row.cells[place] for name, place in self.columns.items()}
        _place_article(fields)
        created = table_time(fields.get("created_at", ""))
        published = table_time(fields.get("article_published_at", ""))
        fields["article_published_at"] = published.isoformat() if published else ""
        if "id" not in self.columns:
            fields["id"] = _derived_id(fields, created, self.repeats)
        return records(
            fields,
            row.line,
            created_at=moment_of(created, fields.get("created_at", "")),
            status=_status(fields.get("status", "")),
            options=self.options,
            articles=self.articles,
        )


def _place_article(fields: dict[str, str]) -> None:
    """An `article` cell is an address when it looks like one, else a title; surer columns win."""
    told = fields.pop("article", "").strip()
    name = "article_url" if looks_like_address(told) else "article_title"
    if not fields.get(name, "").strip():
        fields[name] = told


def table_time(value: str) -> datetime | None:
    """ISO 8601, or day first as Vietnam writes it, with the clock before or after the date."""
    found = _DAY_FIRST.fullmatch(value.strip())
    if not found:
        return iso_time(value)
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    if found["hour1"] and found["hour2"]:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(value)))
    hour, minute, second = (
        int(found[f"{name}1"] or found[f"{name}2"] or 0) for name in ("hour", "minute", "second")
    )
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall clock
    except ValueError:
        raise RowRefusedError(UNREADABLE_TIME.put(value=short(value))) from None


def _status(value: str) -> Status | None:
    if not value.strip():
        return None
    status = _STATUSES.get(_folded(value))
    if status is None:
        raise RowRefusedError(_UNKNOWN_STATUS.put(value=short(value)))
    return status


def _derived_id(
    fields: Mapping[str, str], created: datetime | None, repeats: dict[bytes, int]
) -> str:
    """An id from what the row says, so that importing the file again adds nothing.

    The time enters as it is on the clock, not as an instant: the same file gives the same ids on
    a machine in another time zone. Equal rows are numbered in the order of the file.
    """
    article = fields.get("article_url", "").strip() or fields.get("article_title", "").strip()
    clock = created.isoformat() if created else ""
    parts = (article, fields.get("name", ""), fields.get("email", ""), clock, fields["text"])
    said = "\0".join(storable(part)[0] for part in parts)
    digest = hashlib.sha256(said.encode()).digest()[:16]
    count = repeats[digest] = repeats.get(digest, 0) + 1
    return f"sha256:{digest.hex()}" + (f"#{count}" if count > 1 else "")
