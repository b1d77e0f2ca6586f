"""One JSON document as a stream: what is told, what a bad element costs, what memory it takes."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.errors import UnusableInputError
from app.sources import json_document
from app.sources.json_document import DEEPEST, Element, beginning, elements
from app.sources.record import RejectedRow


def read(content: bytes, *prefixes: str, **how: int) -> list[Element]:
    return list(elements(io.BytesIO(content), *prefixes or ("item",), **how))


def values(found: list[Element]) -> list[object]:
    return [each.value for each in found if not isinstance(each.value, RejectedRow)]


def reasons(found: list[Element]) -> list[str]:
    return [each.value.reason.en for each in found if isinstance(each.value, RejectedRow)]


def refused(content: bytes, *prefixes: str) -> str:
    with pytest.raises(UnusableInputError) as wrong:
        read(content, *prefixes)
    assert wrong.value.words.vi != wrong.value.words.en
    return wrong.value.words.en


class Long(io.RawIOBase):
    """A file of pieces that are made while it is read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        room = memoryview(into)
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        found, self._rest = self._rest[: len(room)], self._rest[len(room) :]
        room[: len(found)] = found
        return len(found)


# --- what is told


def test_the_elements_of_a_list_in_their_order() -> None:
    found = read(b'\xef\xbb\xbf [{"a": 1}, {"b": [2.5, "\\u1ea1"]}]\n')
    assert found == [
        Element("item", 1, {"a": 1}),
        Element("item", 2, {"b": [2.5, "ạ"]}),
    ]


def test_lists_within_objects_and_what_stands_around_them() -> None:
    document = {
        "item": [{"no": 1}],
        "data": {"x": {"Comment": [{"no": 2}]}, "Comment": [{"yes": 1}], "Users": [{"yes": 2}]},
        "deep": [[[{"no": 3}]], 'a "quoted" \\ text', 4.5, None],
    }
    found = read(json.dumps(document).encode(), "data.Comment.item", "data.Users.item", "item")
    assert [(each.prefix, each.number, each.value) for each in found] == [
        ("data.Comment.item", 1, {"yes": 1}),
        ("data.Users.item", 1, {"yes": 2}),
    ]


def test_a_list_that_is_not_there() -> None:
    assert refused(b'{"data": {"Comment": 5}}', "data.Comment.item") == (
        "This JSON file has no list “data.Comment”."
    )
    assert refused(b'{"a": 1}', "item") == "This JSON file has no list."
    assert read(b'{"a": 1}', "item", needed=False) == []
    assert read(b" [ ] ") == []
    assert read(b'{"data": {"Comment": []}}', "data.Comment.item") == []


# --- what is refused


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"a": NaN}', "It holds NaN, which is not a number JSON allows."),
        (b'{"a": 1e999}', "It holds 1e999, which is not a number JSON allows."),
        (b'{"a": 1, "a": 2}', "The field “a” is there twice."),
        (b'{"a": 123456789012345678901234}', "It holds a huge whole number (24 digits)."),
        (b"5", "This is not a JSON object {…}."),
        (b'"words"', "This is not a JSON object {…}."),
        (b"nonsense", "This is not valid JSON (byte 1)."),
        (b"[1]", "This is not a JSON object {…}."),
        (b'{"\xe1\xba\xa1" 1}', "This is not valid JSON (byte 8)."),
        (b'{"a": [}}', "This is not valid JSON (byte 8)."),
        (b'{"a": "\xff"}', "This is not UTF-8 (byte 8)."),
        (b'{"a": "x\n"}', "This is not valid JSON (byte 9)."),
        (b'{"a": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", "The JSON is nested too deeply."),
        (b"[" * 50_000 + b"]" * 50_000, "The JSON is nested too deeply."),
    ],
)
def test_a_bad_element_costs_only_itself(bad: bytes, reason: str) -> None:
    found = read(b'[{"n": 1},' + bad + b',{"n": 2}]')
    assert values(found) == [{"n": 1}, {"n": 2}]
    assert reasons(found) == [reason]
    assert [each.number for each in found] == [1, 2, 3]
    broken = found[1].value
    assert isinstance(broken, RejectedRow)
    assert broken.line == 2
    assert bad.decode("utf-8", "replace").startswith(broken.raw)


def test_a_lone_surrogate_is_left_for_storing_to_mend() -> None:
    assert values(read(b'[{"a": "\\ud800"}]')) == [{"a": "\ud800"}]


def test_an_element_over_the_limit() -> None:
    found = read(b'[{"a": "' + b"x" * 100 + b'"}, {"b": 1}]', limit=50)
    assert values(found) == [{"b": 1}]
    assert reasons(found) == ["This is longer than 1 MiB."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This is not valid JSON (byte 1)."),
        (b"hello", "This is not valid JSON (byte 1)."),
        (b"  5", "This is not valid JSON (byte 3)."),
        (b"[", "The JSON file ends in the middle."),
        (b'[{"a": "cut', "The JSON file ends in the middle."),
        (b"[,]", "This is not valid JSON (byte 2)."),
        (b'{"a": 1', "The JSON file ends in the middle."),
        (b'{"a"', "The JSON file ends in the middle."),
        (b"{", "The JSON file ends in the middle."),
        (b'{"a" 1}', "This is not valid JSON (byte 6)."),
        (b"{1: 2}", "This is not valid JSON (byte 2)."),
        (b'{"\\x": 2}', "This is not valid JSON (byte 6)."),
        (b"[] []", "This is not valid JSON (byte 4)."),
        ('[{"a": 1}]'.encode("utf-16"), "This JSON file is UTF-16; save it as UTF-8."),
    ],
)
def test_a_document_that_cannot_be_used(content: bytes, words: str) -> None:
    assert refused(content) == words


@pytest.mark.parametrize(
    ("rest", "reason", "raw"),
    [
        (b"", "The JSON file ends in the middle.", ""),
        (b',{"b": "cut', "The JSON file ends in the middle.", '{"b": "cut'),
        (b',{"b": 1}', "The JSON file ends in the middle.", ""),
        (b',{"b": "\\', "The JSON file ends in the middle.", '{"b": "'),
        (b' x{"b": 1}]', "This is not valid JSON (byte 11).", 'x{"b": 1}]'),
        (b"] {}", "This is not valid JSON (byte 12).", "{}"),
    ],
)
def test_a_document_that_breaks_off_is_read_so_far(rest: bytes, reason: str, raw: str) -> None:
    found = read(b'[{"a": 1}' + rest)
    assert values(found)[0] == {"a": 1}
    last = found[-1].value
    assert isinstance(last, RejectedRow)
    assert (last.reason.en, last.raw, last.line) == (reason, raw, len(found))


def test_a_file_that_cannot_be_read_on() -> None:
    def pieces() -> Iterator[bytes]:
        yield b'[{"a": 1},'
        raise UnusableInputError(json_document._CUT)

    found = list(elements(Long(pieces()), "item"))
    assert values(found) == [{"a": 1}]
    assert reasons(found) == ["The JSON file ends in the middle."]


# --- how a document begins


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            b'{"type": "waline", "version": 1, "tables": ["x"], "data": {"Comment": [{"a": "b',
            (False, {"type": "waline", "version": 1, "tables": [], "data": {}}),
        ),
        (b'\xef\xbb\xbf[ {"_id": {"$oid": 1}, "text": "cu', (True, {"_id": {}, "text": None})),
        (b'[{"long": "' + b"x" * 2000 + b'", "b": NaN}]', (True, {"long": None, "b": None})),
        (b'[5, {"a": 1}]', (True, {})),
        (b"[]", (True, {})),
        (b"{}", (False, {})),
        (b"words", (False, {})),
        (b"", (False, {})),
        (b'{"a": 1 "b": 2}', (False, {"a": 1})),
    ],
)
def test_how_a_document_begins(head: bytes, told: object) -> None:
    assert beginning(head) == told


# --- memory


def long_text() -> Iterator[bytes]:
    yield b'[{"a": "'
    yield from (b"x" * 1_000_000 for _ in range(20))
    yield b'"}, {"b": 1}]'


def many_members() -> Iterator[bytes]:
    yield b"[{"
    yield from (b'"k":1,' * 10_000 for _ in range(100))
    yield b'"b": 1}, {"b": 1}]'


@pytest.mark.parametrize("hostile", [long_text, many_members])
def test_memory_does_not_grow_with_what_a_file_holds(hostile: object) -> None:
    tracemalloc.start()
    try:
        found = list(elements(Long(hostile()), "item", limit=200_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert values(found) == [{"b": 1}]
    assert len(reasons(found)) == 1
    assert most < 4_500_000


# --- invariants

plain = st.text(max_size=4) | st.integers(-9, 9**9) | st.booleans() | st.none() | st.floats(0, 1)
anything = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
objects = st.lists(st.dictionaries(st.text(max_size=3), anything, max_size=3), max_size=5)


@given(objects, anything, st.booleans(), st.integers(1, 9))
@settings(deadline=None, max_examples=40)
def test_what_json_writes_is_read_back(
    rows: list[dict[str, object]], other: object, escaped: bool, chunk: int
) -> None:
    document = {"other": other, "data": {"Comment": rows}, "more": other}
    content = json.dumps(document, ensure_ascii=escaped).encode("utf-8", "replace")
    with pytest.MonkeyPatch.context() as small:
        small.setattr(json_document, "_CHUNK", chunk)
        found = read(content, "data.Comment.item")
    assert values(found) == [json.loads(json.dumps(row).encode()) for row in rows]


pieces = st.sampled_from([*'[]{}",:\\', '"a":', "{}", '"item"', "1", "null", "\n", "\xff", "ê"])


@given(st.binary() | st.lists(pieces).map(lambda found: "".join(found).encode("latin-1", "ignore")))
@example(b"[{}")
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    beginning(content)
    with suppress(UnusableInputError):
        for element in elements(io.BytesIO(content), "item", "a.item"):
            assert element.number > 0


@given(st.lists(pieces).map(lambda found: "".join(found).encode("latin-1", "ignore")))
@settings(deadline=None)
def test_every_document_that_json_takes_is_followed(content: bytes) -> None:
    try:
        document = json.loads(content)
    except ValueError:
        return
    if isinstance(document, list):
        found = read(content)
        assert len(found) == len(document)
