"""Which reader a file is for, and a clear sentence for files that are for none of them."""

from __future__ import annotations

import codecs
import re
import stat
from contextlib import suppress
from pathlib import Path

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.formats.csv_table import CsvTable
from app.sources.formats.jsonl import JsonLines
from app.sources.record import Reader
from app.sources.rows import opened, short
from app.sources.wordpress.export import WordPressExport

READERS: tuple[Reader, ...] = (JsonLines(), CsvTable(), WordPressExport())
"""Every file format there is; a new one is added here and nowhere else."""

HEAD = 64 * 1024
"""How many bytes of a file are looked at."""

_EXTENSIONS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".xml": "wxr",
    ".wxr": "wxr",
}

_MISSING = Words("Không có tệp “{name}”.", "There is no file “{name}”.")
_DIRECTORY = Words("“{name}” là một thư mục, không phải tệp.", "“{name}” is a folder, not a file.")
_NOT_A_FILE = Words(
    "“{name}” không phải tệp thường; hãy lưu thành tệp rồi nhập.",
    "“{name}” is not an ordinary file; save it as one first.",
)
_EMPTY = Words("Tệp “{name}” trống.", "The file “{name}” is empty.")
_UNKNOWN_FORMAT = Words(
    "Không có dạng “{name}”; các dạng đọc được: {known}.",
    "There is no format “{name}”; the formats are: {known}.",
)
_UNRECOGNISED = Words(
    "Không nhận ra dạng của tệp “{name}”; đọc được JSON Lines, CSV và tệp xuất của WordPress.",
    "The format of “{name}” is not recognised; JSON Lines, CSV and WordPress exports are read.",
)
_SAY_FORMAT = Words("Hãy chỉ ra bằng --format ({known}).", "Say it with --format ({known}).")
_JSON_LIST = Words(
    "“{name}” là một danh sách JSON; cần mỗi lời bình một dòng (JSON Lines).",
    "“{name}” is one JSON list; one comment a line is needed (JSON Lines).",
)
_NO_BOM = Words(
    "“{name}” có vẻ là UTF-16 không có BOM; hãy lưu lại bằng UTF-8.",
    "“{name}” seems to be UTF-16 without a BOM; save it as UTF-8.",
)
_BINARY = Words(
    "“{name}” là tệp nhị phân, không phải văn bản.", "“{name}” is a binary file, not text."
)

_EXCEL = Words(
    "“{name}” là bảng tính Excel; hãy lưu thành CSV (CSV UTF-8).",
    "“{name}” is an Excel workbook; save it as CSV (CSV UTF-8).",
)
_SPREADSHEET = Words(
    "“{name}” là bảng tính OpenDocument; hãy lưu thành CSV (UTF-8).",
    "“{name}” is an OpenDocument spreadsheet; save it as CSV (UTF-8).",
)
_OLD_OFFICE = Words(
    "“{name}” là tệp Office đời cũ (như .xls); hãy lưu thành CSV (CSV UTF-8).",
    "“{name}” is an old Office file (such as .xls); save it as CSV (CSV UTF-8).",
)
_ARCHIVE = Words(
    "“{name}” là tệp nén ({kind}); hãy giải nén trước.",
    "“{name}” is compressed ({kind}); unpack it first.",
)
_OTHER = Words(
    "“{name}” là tệp {kind}, không phải danh sách lời bình.",
    "“{name}” is a {kind} file, not a list of comments.",
)

_MAGIC: tuple[tuple[bytes, Words, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE, ""),
    (b"\x1f\x8b", _ARCHIVE, "gzip"),
    (b"BZh", _ARCHIVE, "bzip2"),
    (b"\xfd7zXZ\0", _ARCHIVE, "xz"),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE, "zstd"),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, "7-Zip"),
    (b"Rar!\x1a\x07", _ARCHIVE, "RAR"),
    (b"SQLite format 3\0", _OTHER, "SQLite"),
    (b"\x89PNG\r\n\x1a\n", _OTHER, "PNG"),
    (b"\xff\xd8\xff", _OTHER, "JPEG"),
    (b"GIF8", _OTHER, "GIF"),
    (b"%PDF-", _OTHER, "PDF"),
)
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def reader_for(path: Path, format_name: str | None) -> Reader:
    """The reader named, or the one whose format the file is in; by its contents before its name.

    Raises UnusableInputError for what is no file, is empty or binary, or is of no known format.
    """
    named = _named(format_name) if format_name else None
    head = _head(path)
    _refuse_binary(path, head)
    if named:
        return named
    claims = [reader for reader in READERS if reader.recognises(path, head)]
    by_extension = [reader for reader in READERS if reader.name == _extension_format(path)]
    if len(claims) != 1:
        _refuse_json_list(path, head)
        agreed = [reader for reader in by_extension if reader in claims]
        claims = agreed or claims or by_extension
    if not claims:
        words = _UNRECOGNISED.put(name=_name(path))
        raise UnusableInputError(words, _SAY_FORMAT.put(known=_known_formats()))
    return claims[0]


def _named(format_name: str) -> Reader:
    wanted = format_name.strip().lower()
    for reader in READERS:
        if reader.name == wanted:
            return reader
    raise UnusableInputError(_UNKNOWN_FORMAT.put(name=short(format_name), known=_known_formats()))


def _known_formats() -> str:
    return ", ".join(reader.name for reader in READERS)


def _extension_format(path: Path) -> str:
    return _EXTENSIONS.get(path.suffix.lower(), "")


def _name(path: Path) -> str:
    return short(path.name or str(path))


def _head(path: Path) -> bytes:
    mode = stat.S_IFREG
    with suppress(OSError, ValueError):  # opening it says better what is wrong
        mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UnusableInputError(_DIRECTORY.put(name=_name(path)))
    if not stat.S_ISREG(mode):
        raise UnusableInputError(_NOT_A_FILE.put(name=_name(path)))
    try:
        with opened(path) as file:
            head = file.read(HEAD)
    except UnusableInputError as refused:
        if isinstance(refused.__cause__, FileNotFoundError):
            raise UnusableInputError(_MISSING.put(name=_name(path))) from refused
        raise
    if not head:
        raise UnusableInputError(_EMPTY.put(name=_name(path)))
    return head


def _refuse_binary(path: Path, head: bytes) -> None:
    for magic, words, kind in _MAGIC:
        if head.startswith(magic):
            raise UnusableInputError(words.put(name=_name(path), kind=kind))
    if head.startswith(b"PK\x03\x04"):
        words, kind = _kind_of_zip(head)
        raise UnusableInputError(words.put(name=_name(path), kind=kind))
    if head.startswith(_TEXT_MARKS):
        return
    if len(_CONTROL.findall(head)) * 10 > len(head):
        raise UnusableInputError((_NO_BOM if _is_utf16(head) else _BINARY).put(name=_name(path)))


def _kind_of_zip(head: bytes) -> tuple[Words, str]:
    """What a zip holds, told by its first names: workbooks and documents are zips as well."""
    if b"xl/" in head:
        return _EXCEL, ""
    if b"opendocument.spreadsheet" in head:
        return _SPREADSHEET, ""
    if b"word/" in head:
        return _OTHER, "Word"
    return _ARCHIVE, "zip"


def _is_utf16(head: bytes) -> bool:
    """Whether every other byte is mostly zero, as in Latin text of two bytes a letter."""
    halves = (head[0::2], head[1::2])
    few, many = sorted(half.count(0) / max(len(half), 1) for half in halves)
    return few < 0.05 and many > 0.4


def _refuse_json_list(path: Path, head: bytes) -> None:
    if re.match(rb"(?:\xef\xbb\xbf)?\s*\[\s*[{\]]", head):
        raise UnusableInputError(_JSON_LIST.put(name=_name(path)))
