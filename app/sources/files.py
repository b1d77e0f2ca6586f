"""Which reader a file is for, and a clear sentence for files that are for none of them."""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from pathlib import Path

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.binary import SQLITE, binary_words
from app.sources.formats.artalk import Artrans
from app.sources.formats.commento import CommentoExport
from app.sources.formats.csv_table import CsvTable
from app.sources.formats.disqus import DisqusExport
from app.sources.formats.jsonl import JsonLines
from app.sources.formats.remark42 import Remark42Backup
from app.sources.formats.twikoo import TwikooExport
from app.sources.formats.waline import WalineExport
from app.sources.isso.database import IssoDatabase
from app.sources.isso.generic_json import IssoJson
from app.sources.record import Reader
from app.sources.rows import opened, short
from app.sources.unpacking import GZIP, Contents
from app.sources.wordpress.export import WordPressExport

READERS: tuple[Reader, ...] = (
    JsonLines(),
    CsvTable(),
    WordPressExport(),
    DisqusExport(),
    IssoJson(),
    IssoDatabase(),
    CommentoExport(),
    Remark42Backup(),
    Artrans(),
    WalineExport(),
    TwikooExport(),
)
"""Every file format there is; a new one is added here and nowhere else."""

HEAD = 64 * 1024
"""How many bytes of a file, unpacked, are looked at."""

_READ_PACKED = frozenset(
    {"disqus", "isso-json", "commento", "remark42", "artalk", "waline", "twikoo"}
)
_READ_DATABASES = frozenset({"isso-db"})
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
_KNOWN = "JSON Lines, CSV, WordPress, Disqus, Isso, Commento, Remark42, Artalk, Waline, Twikoo"

_MISSING = Words("Không có tệp “{name}”.", "There is no file “{name}”.")
_DIRECTORY = Words("“{name}” là một thư mục, không phải tệp.", "“{name}” is a folder, not a file.")
_NOT_A_FILE = Words(
    "“{name}” không phải tệp thường; hãy lưu thành tệp rồi nhập.",
    "“{name}” is not an ordinary file; save it as one first.",
)
_EMPTY = Words("Tệp “{name}” trống.", "The file “{name}” is empty.")
_EMPTY_LIST = Words(
    "“{name}” là một danh sách trống, không có lời bình nào.",
    "“{name}” is an empty list; there are no comments in it.",
)
_WEB_PAGE = Words(
    "“{name}” là một trang web (HTML), không phải tệp xuất lời bình; có lẽ một trang báo lỗi đã "
    "được lưu thay cho nó.",
    "“{name}” is a web page (HTML), not a file of comments; perhaps an error page was saved "
    "instead of it.",
)
_UNKNOWN_FORMAT = Words(
    "Không có dạng “{name}”; các dạng đọc được: {known}.",
    "There is no format “{name}”; the formats are: {known}.",
)
_UNRECOGNISED = Words(
    "Không nhận ra dạng của tệp “{name}”; đọc được lời bình của: {known}.",
    "The format of “{name}” is not recognised; comments of these are read: {known}.",
)
_SAY_FORMAT = Words("Hãy chỉ ra bằng --format ({known}).", "Say it with --format ({known}).")
_AMBIGUOUS = Words(
    "Tệp “{name}” có thể thuộc nhiều dạng: {claims}.",
    "“{name}” could be of more than one format: {claims}.",
)
_JSON_LIST = Words(
    "“{name}” là một danh sách JSON không thuộc dạng nào đã biết ({known}); nếu không thì cần mỗi "
    "lời bình một dòng (JSON Lines).",
    "“{name}” is one JSON list of no known kind ({known}); otherwise one comment a line is needed "
    "(JSON Lines).",
)
_JSON_OBJECT = Words(
    "“{name}” là một tài liệu JSON không thuộc dạng nào đã biết ({known}); nếu không thì cần mỗi "
    "lời bình một dòng (JSON Lines).",
    "“{name}” is one JSON document of no known kind ({known}); otherwise one comment a line is "
    "needed (JSON Lines).",
)

_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*[{\]]")
_NOTHING = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\]\s*\Z")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SPREAD_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t]*\r?\n")


def reader_for(path: Path, format_name: str | None) -> Reader:
    """The reader named, or the one whose format the file is in; by its contents before its name.

    Raises UnusableInputError for what is no file, is empty or binary, or is of no known format or
    of more than one.
    """
    named = _named(format_name) if format_name else None
    head = _head(path)
    if _PAGE.match(head):
        raise UnusableInputError(_WEB_PAGE.put(name=_name(path)))
    readers = [reader for reader in ((named,) if named else READERS) if _takes(reader, head)]
    is_text = not (readers and head.startswith((GZIP, SQLITE)))
    if is_text:
        _refuse_binary(path, head)
    if named:
        return named
    contents = _unpacked(path) if head.startswith(GZIP) else head
    claims = [reader for reader in readers if reader.recognises(path, contents)]
    if not claims:
        _refuse_binary(path, head)
    return _only(path, head, claims)


def _takes(reader: Reader, head: bytes) -> bool:
    """Whether a reader reads such a file at all: one packed with gzip, a database, or text."""
    if head.startswith(GZIP):
        return reader.name in _READ_PACKED
    return reader.name in _READ_DATABASES or not head.startswith(SQLITE)


def _only(path: Path, head: bytes, claims: list[Reader]) -> Reader:
    """The one reader of those that claim a file. JSON Lines claim whatever begins with an object,
    so that they come last; between others the file's name decides."""
    if _LIST.match(head) or any(reader.name == "jsonl" for reader in claims):
        # JSON's texts may look like anything
        claims = [reader for reader in claims if reader.name != "csv"]
    if len(claims) > 1:
        claims = [reader for reader in claims if reader.name != "jsonl"]
    by_extension = [reader for reader in READERS if reader.name == _EXTENSIONS.get(_ending(path))]
    if not claims and not _LIST.match(head):
        claims = by_extension
    if not claims or (claims[0].name == "jsonl" and _SPREAD_OBJECT.match(head)):
        raise UnusableInputError(*_unrecognised(path, head))
    agreed = [reader for reader in by_extension if reader in claims]
    if len(claims) == 1 or agreed or claims[0].name == "csv":
        return (agreed or claims)[0]
    names = ", ".join(reader.name for reader in claims)
    words = _AMBIGUOUS.put(name=_name(path), claims=names)
    raise UnusableInputError(words, _SAY_FORMAT.put(known=names))


def _unrecognised(path: Path, head: bytes) -> tuple[Words, ...]:
    if _NOTHING.match(head):
        return (_EMPTY_LIST.put(name=_name(path)),)
    words = _UNRECOGNISED
    if _LIST.match(head):
        words = _JSON_LIST
    elif _SPREAD_OBJECT.match(head):
        words = _JSON_OBJECT
    option = _SAY_FORMAT.put(known=_known_formats())
    return words.put(name=_name(path), known=_KNOWN), option


def _named(format_name: str) -> Reader:
    wanted = format_name.strip().lower()
    for reader in READERS:
        if reader.name == wanted:
            return reader
    raise UnusableInputError(_UNKNOWN_FORMAT.put(name=short(format_name), known=_known_formats()))


def _known_formats() -> str:
    return ", ".join(reader.name for reader in READERS)


def _ending(path: Path) -> str:
    return path.suffix.lower()


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


def _unpacked(path: Path) -> bytes:
    """The content's beginning; where gzip breaks off later is for the reader to say."""
    with Contents(path) as contents:
        return contents.peek()[:HEAD]


def _refuse_binary(path: Path, head: bytes) -> None:
    words = binary_words(_name(path), head)
    if words:
        raise UnusableInputError(words)
