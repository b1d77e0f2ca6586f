"""Strangers' XML, read as a stream: document types are forbidden, so no entity can grow.

A file is read twice: once to see that it is sound to its end, so that a broken one changes
nothing, and once for its contents. What is wrong with it is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.record import Looking

TEXT_LIMIT = 16 * 1024 * 1024
"""The longest text of one element, in characters; a comment over it is rejected."""

TOO_LONG = Words("Lời bình dài hơn 16 triệu ký tự.", "The comment is over 16 million characters.")

_CHUNK = 256 * 1024

_BROKEN = Words(
    "Tệp {system} bị hỏng ở dòng {line}: {why}.",
    "The {system} export is broken at line {line}: {why}.",
)
_WHY_BROKEN = {
    3: Words("tệp kết thúc quá sớm", "the file ends too early"),
    4: Words(
        "có ký tự mà XML không cho phép ở đó", "it holds a character that XML does not allow there"
    ),
    5: Words("tệp kết thúc giữa một thẻ", "the file ends inside a tag"),
    7: Words("thẻ đóng không khớp thẻ mở", "a closing tag does not match its opening tag"),
    11: Words("có thực thể không được khai báo", "it uses an entity that is not declared"),
    14: Words("có tham chiếu ký tự không hợp lệ", "it refers to a character that does not exist"),
    17: Words("có gì đó đứng trước <?xml", "there is something before <?xml"),
    19: Words("bảng mã không đúng như tệp ghi", "its encoding is not the one it names"),
    20: Words("tệp kết thúc giữa một đoạn CDATA", "the file ends inside a CDATA section"),
}
_WHY_OTHERWISE = Words("không phải XML hợp lệ", "this is not well-formed XML")
_DOCTYPE = Words(
    "Tệp XML có khai báo DOCTYPE; tệp xuất của {system} không có, nên không được đọc.",
    "The XML file declares a document type; a {system} export has none, so it is not read.",
)
_ENCODING = Words("Bảng mã của tệp XML không đọc được.", "The XML file's encoding is not readable.")


def parser_for(target: Any) -> DefusedXMLParser:  # noqa: ANN401 - any of the four, as ElementTree
    """A parser that calls what the target has of `start(tag, attributes)`, `data`, `end(tag)` and
    `start_ns(prefix, uri)`; a tag is `namespace}name`, or the name alone."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    expat = parser.parser
    # Serves only entities a document type declares, and costs a Python call for every token.
    expat.DefaultHandlerExpand = None
    # ElementTree's own handlers cost a Python call more for every element.
    expat.ordered_attributes = False
    if hasattr(target, "start"):
        expat.StartElementHandler, expat.EndElementHandler = target.start, target.end
    return parser


class Texts:
    """Hears the text of one element at a time, since most texts of an export are blanks between
    elements: about `TEXT_LIMIT` of it at the most, if `bound` is called after each piece fed."""

    def __init__(self, parser: DefusedXMLParser) -> None:
        self._expat = parser.parser
        self._expat.CharacterDataHandler = None
        self._pieces: list[str] = []
        self._counted = self._length = 0

    def begin(self) -> None:
        self._pieces = []
        self._counted = self._length = 0
        self._expat.CharacterDataHandler = self._pieces.append

    def whole(self) -> str:
        """What was heard since it began; nothing more is heard."""
        self._expat.CharacterDataHandler = None
        return "".join(self._pieces)

    def bound(self) -> None:
        """Hear no more of what is too long already."""
        self._length += sum(map(len, self._pieces[self._counted :]))
        self._counted = len(self._pieces)
        if self._length > TEXT_LIMIT:
            self._expat.CharacterDataHandler = None


def looked_through(
    file: BinaryIO, parser: DefusedXMLParser, system: str, after: Callable[[], None] | None = None
) -> Iterator[tuple[int, Looking]]:
    """Reads the file to its end, calling `after` each piece, and tells so of all but the first.

    Raises UnusableInputError for what is no sound XML; `system` is whose export it ought to be.
    """
    try:
        for done in fed(file, parser, system):
            if after:
                after()
            if done > _CHUNK:
                yield 0, Looking()
    except (LookupError, ValueError) as wrong:
        raise UnusableInputError(_ENCODING) from wrong


def fed(file: BinaryIO, parser: DefusedXMLParser, system: str) -> Iterator[int]:
    """Feeds the whole file, telling after each piece how far it is."""
    done = 0
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            done += len(chunk)
            yield done
        parser.close()
        yield done
    except ParseError as wrong:
        why = _WHY_BROKEN.get(wrong.code, _WHY_OTHERWISE)
        line = wrong.position[0]
        raise UnusableInputError(_BROKEN.put(system=system, line=line, why=why)) from wrong
    except DefusedXmlException as wrong:
        raise UnusableInputError(_DOCTYPE.put(system=system)) from wrong


def line_of(parser: DefusedXMLParser) -> int:
    """The line the parser stands at, from 1."""
    line: int = parser.parser.CurrentLineNumber
    return line
