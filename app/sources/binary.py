"""What a file that is no text is called, so that a person learns what to do with it."""

from __future__ import annotations

import codecs
import re

from app.domain.words import Words
from app.sources.unpacking import GZIP

SQLITE = b"SQLite format 3\0"
"""What an SQLite database begins with (https://www.sqlite.org/fileformat2.html)."""

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
    (GZIP, _ARCHIVE, "gzip"),
    (b"BZh", _ARCHIVE, "bzip2"),
    (b"\xfd7zXZ\0", _ARCHIVE, "xz"),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE, "zstd"),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, "7-Zip"),
    (b"Rar!\x1a\x07", _ARCHIVE, "RAR"),
    (SQLITE, _OTHER, "SQLite"),
    (b"\x89PNG\r\n\x1a\n", _OTHER, "PNG"),
    (b"\xff\xd8\xff", _OTHER, "JPEG"),
    (b"GIF8", _OTHER, "GIF"),
    (b"%PDF-", _OTHER, "PDF"),
)
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def binary_words(name: str, head: bytes) -> Words | None:
    """Why a file of this name that begins with these bytes is no text; None when it is."""
    for magic, words, kind in _MAGIC:
        if head.startswith(magic):
            return words.put(name=name, kind=kind)
    if head.startswith(b"PK\x03\x04"):
        words, kind = _kind_of_zip(head)
        return words.put(name=name, kind=kind)
    if head.startswith(_TEXT_MARKS) or len(_CONTROL.findall(head)) * 10 <= len(head):
        return None
    return (_NO_BOM if _is_utf16(head) else _BINARY).put(name=name)


def readable(head: bytes) -> bytes:
    """A text's first bytes, those of UTF-16 as well: it is recognised, then refused in words."""
    return head.replace(b"\0", b"").lstrip(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF8)


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
