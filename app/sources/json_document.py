"""The elements of one JSON document, however large it is, one after the other.

Only the way to the elements is followed here; each element is then read whole by the strict
decoder, so that a bad one costs itself and nothing after it. A streaming parser (yajl, as under
ijson) ends at the first NaN or stray byte, turns a lone surrogate into `?`, keeps one of two equal
names without a word and holds a string of any length in memory.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, NamedTuple

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.binary import readable
from app.sources.json_values import TOO_DEEP, decoded, raw_of_row
from app.sources.record import Item, RejectedRow
from app.sources.rows import RowRefusedError, raw_of
from app.sources.unpacking import Contents

ELEMENT_LIMIT = 16 * 1024 * 1024
"""The longest element that is read whole, in bytes; a comment of 10 MB still fits."""

DEEPEST = 100
"""How many levels of lists and objects an element may have; comments have three or four."""

_CHUNK = 256 * 1024
_KEY_LIMIT = 1_000
_RAW_BYTES = 2_000

_BLANK = re.compile(rb"[ \t\r\n]*")
_SCALAR = re.compile(rb'[^ \t\r\n,:"{}\[\]]*')
_TO_BRACKET = re.compile(rb'[^"{}\[\]]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^"{}\[\]]*)*', re.DOTALL)
_TO_QUOTE = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)

_UTF16 = Words(
    "Tệp JSON này là UTF-16; hãy lưu lại bằng UTF-8.", "This JSON file is UTF-16; save it as UTF-8."
)
_CUT = Words("Tệp JSON kết thúc giữa chừng.", "The JSON file ends in the middle.")
_NOT_JSON = Words(
    "Không phải JSON hợp lệ (byte thứ {position}).", "This is not valid JSON (byte {position})."
)
_NOT_THERE = Words("Tệp JSON này không có {what}.", "This JSON file has no {what}.")
_LIST = Words("danh sách", "list")
_NAMED_LIST = Words("danh sách “{name}”", "list “{name}”")
_NO_OBJECT = Words("Không phải là một đối tượng JSON {…}.", "This is not a JSON object {…}.")
_NOT_UTF8 = Words("Không phải UTF-8 (byte thứ {position}).", "This is not UTF-8 (byte {position}).")
_TOO_LONG = Words("Dài hơn {limit} MiB.", "This is longer than {limit} MiB.")

_Path = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a list that was asked for.

    `number` counts the elements of that list from 1. `value` is the object, or the refusal of what
    is none or cannot be read.
    """

    prefix: str
    number: int
    value: dict[str, object] | RejectedRow


def elements(
    file: BinaryIO,
    *prefixes: str,
    limit: int = ELEMENT_LIMIT,
    needed: bool = True,
    sound: bool = False,
) -> Iterator[Element]:
    """The objects at any of these places, in the order they stand in; memory stays bounded.

    A place is written as ijson does: `item` for the elements of a document that is one list,
    `data.Comment.item` for those of a list in an object in an object. An element longer than
    `limit` bytes is refused. Numbers become int and float.

    Raises UnusableInputError, before the first element, for a document that is UTF-16 or no JSON,
    or (when `needed`) has none of these lists. One that breaks off or stops being JSON later, or
    cannot be read on (a damaged gzip file), ends with a refusal that says so, or, when it must be
    `sound`, with UnusableInputError.
    """
    document = _Document(_Window(file), prefixes, limit)
    found = False
    try:
        for element in document.elements():
            found = True
            yield element
        if needed and not document.met:
            raise UnusableInputError(_missing(prefixes))
    except (_BrokenError, UnusableInputError) as broken:
        if sound or not found:
            raise UnusableInputError(broken.words) from broken
        prefix, number = document.last
        raw = broken.raw if isinstance(broken, _BrokenError) else b""
        rejected = RejectedRow(number + 1, broken.words, raw_of(raw))
        yield Element(prefix, number + 1, rejected)


def items(
    file: Contents, *prefixes: str, told: Callable[[dict[str, object], int], tuple[Item, ...]]
) -> Iterator[tuple[int, Item]]:
    """What is `told` of each of these elements and its number, with how much of the file was read;
    one for which that raises RowRefusedError is rejected."""
    for element in elements(file, *prefixes):
        row, number = element.value, element.number
        if isinstance(row, RejectedRow):
            yield file.position, row
            continue
        try:
            found = told(row, number)
        except RowRefusedError as refused:
            found = (RejectedRow(number, refused.words, raw_of_row(row)),)
        for item in found:
            yield file.position, item


def beginning(head: bytes) -> tuple[bool, dict[str, object]]:
    """How a document begins, told from its first bytes, to recognise it by.

    Whether it is a list; and the members of its first object (the document, or the list's first
    element) as far as the bytes go. A list or an object in it is told as an empty one, a text of
    over 1,000 bytes or one that is cut as None. For anything but JSON there are no members.
    """
    window = _Window(BytesIO(readable(head)))
    members: dict[str, object] = {}
    is_list = window.next() == b"["
    with suppress(_BrokenError):
        if is_list:
            window.take(b"[")
        window.take(b"{")
        while window.next() != b"}" and (not members or window.take(b",")):
            name = window.name()
            window.take(b":")
            members[name] = None
            members[name] = _glimpse(window)
    return is_list, members


def _glimpse(window: _Window) -> object:
    begin = window.next()
    if begin in (b"{", b"["):
        container: object = {} if begin == b"{" else []
        with suppress(_BrokenError):
            window.value(0)
        return container
    written = window.value(_KEY_LIMIT)
    try:
        return decoded(written.data.decode("utf-8")) if written.length <= _KEY_LIMIT else None
    except (RowRefusedError, ValueError):
        return None


def _missing(prefixes: tuple[str, ...]) -> Words:
    names = [prefix.rpartition(".")[0] for prefix in prefixes]
    what = _NAMED_LIST.put(name=", ".join(names)) if all(names) else _LIST
    return _NOT_THERE.put(what=what)


class _BrokenError(Exception):
    """From here on the document cannot be followed, for the reason in `words`."""

    def __init__(self, words: Words, raw: bytes = b"") -> None:
        super().__init__(words.en)
        self.words, self.raw = words, raw


class _Written(NamedTuple):
    """A value as it stands in the file; of one over a limit only its first bytes."""

    data: bytes
    length: int
    depth: int


@dataclass(slots=True)
class _Window:
    """What was read of the file and not yet passed: `data[at:]`."""

    file: BinaryIO
    data: bytes = b""
    at: int = 0
    gone: int = 0

    def more(self) -> bool:
        """Reads on, letting go of what was passed; False at the end of the file."""
        chunk = self.file.read(_CHUNK)
        self.gone += self.at
        self.data = self.data[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def next(self) -> bytes:
        """The next byte that is not blank, not passed yet; nothing at the end of the file."""
        while True:
            blank = _BLANK.match(self.data, self.at)
            self.at = blank.end() if blank else self.at
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.more():
                return b""

    def take(self, allowed: bytes) -> bytes:
        """Passes the next byte, which must be one of these."""
        found = self.next()
        if not found:
            raise _BrokenError(_CUT)
        if found not in allowed:
            raise self.wrong()
        self.at += 1
        return found

    def wrong(self) -> _BrokenError:
        raw = self.data[self.at : self.at + _RAW_BYTES]
        return _BrokenError(_NOT_JSON.put(position=self.gone + self.at + 1), raw)

    def value(self, limit: int) -> _Written:
        """Passes the next value whole, whatever it is."""
        pieces: list[bytes] = []
        length = 0
        value = _Value()
        while True:
            end, finished = value.passed(self.data, self.at)
            if length <= limit:
                pieces.append(self.data[self.at : end])
            length += end - self.at
            self.at = end
            if finished:
                break
            if not self.more():
                raise _BrokenError(_CUT, b"".join(pieces)[:_RAW_BYTES])
        if not length:
            raise self.wrong()
        return _Written(b"".join(pieces), length, value.deepest)

    def name(self) -> str:
        """Passes a member's name; a long one, which nobody asks for, is told as nothing."""
        found = self.next()
        if found != b'"':
            raise self.wrong() if found else _BrokenError(_CUT)
        written = self.value(_KEY_LIMIT)
        if written.length > _KEY_LIMIT:
            return ""
        try:
            return str(json.loads(written.data.decode("utf-8")))
        except ValueError:
            raise self.wrong() from None


@dataclass(slots=True)
class _Value:
    """How far into one value the reading is, so that it can go on with the next piece of data."""

    depth: int = 0
    quoted: bool = False
    begun: bool = False
    plain: bool = False
    deepest: int = 0

    def passed(self, data: bytes, at: int) -> tuple[int, bool]:
        """Where in the data the value ends, or how far it could be followed, and which it is.

        A backslash at the very end of the data is left for the next time.
        """
        if not self.begun and at < len(data):
            self.begun, self.plain = True, data[at] not in b'"{['
        if self.plain:
            end = _end(_SCALAR, data, at)
            return end, end < len(data)
        while at < len(data):
            if self.quoted:
                at = _end(_TO_QUOTE, data, at)
                if data[at : at + 1] != b'"':
                    return at, False
                self.quoted = False
            else:
                at = _end(_TO_BRACKET, data, at) if self.depth else at
                if at == len(data):
                    return at, False
                self._pass(data[at])
            at += 1
            if not self.depth and not self.quoted:
                return at, True
        return at, False

    def _pass(self, byte: int) -> None:
        if byte in b"{[":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        elif byte in b"}]":
            self.depth -= 1
        else:
            self.quoted = True


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where a pattern that always matches, if only nothing, ends."""
    match = pattern.match(data, at)
    return match.end() if match else at


@dataclass(slots=True)
class _Document:
    """Follows a document to the places that were asked for; `met` when one of their lists began."""

    window: _Window
    prefixes: tuple[str, ...]
    limit: int
    met: bool = False
    last: tuple[str, int] = ("", 0)
    wanted: dict[_Path, str] = field(default_factory=dict)
    ways: set[_Path] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        for prefix in self.prefixes:
            path = tuple(None if step == "item" else step for step in prefix.split("."))
            self.wanted[path] = prefix
            self.ways.update(path[:length] for length in range(len(path) + 1))
        self._pass_mark()
        yield from self._value(())
        if self.window.next():
            raise self.window.wrong()

    def _pass_mark(self) -> None:
        self.window.more()
        if self.window.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _BrokenError(_UTF16)
        if self.window.data.startswith(codecs.BOM_UTF8):
            self.window.at = len(codecs.BOM_UTF8)
        if self.window.next() not in (b"[", b"{"):
            raise self.window.wrong()

    def _value(self, path: _Path) -> Iterator[Element]:
        begin = self.window.next()
        if path in self.wanted:
            yield self._element(self.wanted[path])
        elif begin == b"[" and (*path, None) in self.ways:
            yield from self._list((*path, None))
        elif begin == b"{" and path in self.ways:
            yield from self._object(path)
        else:
            self.window.value(0)

    def _list(self, path: _Path) -> Iterator[Element]:
        self.met = self.met or path in self.wanted
        self.window.take(b"[")
        if self.window.next() == b"]":
            self.window.take(b"]")
            return
        yield from self._value(path)
        while self.window.take(b",]") == b",":
            yield from self._value(path)

    def _object(self, path: _Path) -> Iterator[Element]:
        self.window.take(b"{")
        if self.window.next() == b"}":
            self.window.take(b"}")
            return
        while True:
            name = self.window.name()
            self.window.take(b":")
            yield from self._value((*path, name))
            if self.window.take(b",}") == b"}":
                return

    def _element(self, prefix: str) -> Element:
        number = self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        value: dict[str, object] | RejectedRow
        written = self.window.value(self.limit)
        try:
            value = _read(written, self.limit)
        except RowRefusedError as refused:
            value = RejectedRow(number, refused.words, raw_of(written.data))
        self.last = prefix, number
        return Element(prefix, number, value)


def _read(written: _Written, limit: int) -> dict[str, object]:
    """The object an element spells, or why there is none; positions count from its beginning."""
    if written.depth > DEEPEST:
        raise RowRefusedError(TOO_DEEP)
    if written.length > limit:
        raise RowRefusedError(_TOO_LONG.put(limit=max(limit // (1024 * 1024), 1)))
    try:
        value = decoded(written.data.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise RowRefusedError(_NOT_UTF8.put(position=wrong.start + 1)) from None
    except json.JSONDecodeError as wrong:
        position = len(wrong.doc[: wrong.pos].encode()) + 1
        raise RowRefusedError(_NOT_JSON.put(position=position)) from None
    if not isinstance(value, dict):
        raise RowRefusedError(_NO_OBJECT)
    return value
