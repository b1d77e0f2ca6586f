"""What reading an exported log back gives: entries in whatever state, and lines that are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.chain import Link
from app.domain.log import Field

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of a file, with the hash it says the entry before it has."""

    link: Link
    previous: bytes | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line or row of a file that is no entry, counted from 1."""

    number: int


def entry_from(
    *,
    sequence: int,
    fields: Sequence[object],
    digests: Sequence[object],
    own: object,
    previous: object,
    salt: object,
    values: Sequence[object],
) -> Found:
    """An entry of what stands in a file; one that holds what none can hold is not `readable`."""
    try:
        return Found(
            Link(
                sequence=sequence,
                fields=tuple(_field(item) for item in fields),
                digests=tuple(_bytes(item) for item in digests),
                hash=_bytes(own) or b"",
                salt=_bytes(salt),
                values=tuple(_text(item) for item in values),
            ),
            _bytes(previous),
        )
    except ValueError:
        return Found(Link(sequence, readable=False), None)


def _field(found: object) -> Field:
    if found is None or isinstance(found, int | str):
        return found
    raise ValueError("no field of an entry")


def _text(found: object) -> str | None:
    if found is None or isinstance(found, str):
        return found
    raise ValueError("no text")


def _bytes(found: object) -> bytes | None:
    text = _text(found)
    return None if text is None else bytes.fromhex(text)
