"""What reading an exported log back gives: entries in whatever state, and lines that are none."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any, NamedTuple

from app.domain.chain import Link

LARGEST = 2**63 - 1

_OF_FIELDS = frozenset((int, bool, str, NoneType))
_OF_TEXTS = frozenset((str, NoneType))


class Found(NamedTuple):
    """An entry of a file, with the hash it says the entry before it has."""

    link: Link
    previous: bytes | None


class Unreadable(NamedTuple):
    """A line or row of a file that is no entry, counted from 1."""

    number: int


def entry_from(
    *,
    sequence: int,
    fields: Sequence[Any],
    digests: Sequence[Any],
    own: object,
    previous: object,
    salt: object,
    values: Sequence[Any],
) -> Found:
    """An entry of what stands in a file; one that holds what none can hold is not `readable`."""
    try:
        if not (
            _OF_FIELDS.issuperset(map(type, fields)) and _OF_TEXTS.issuperset(map(type, values))
        ):
            raise ValueError("no entry holds this")
        return Found(
            Link(
                sequence=sequence,
                fields=tuple(fields),
                digests=tuple([_bytes(item) for item in digests]),
                hash=_bytes(own) or b"",
                salt=_bytes(salt),
                values=tuple(values),
            ),
            _bytes(previous),
        )
    except (TypeError, ValueError):
        return Found(Link(sequence, readable=False), None)


def _bytes(found: Any) -> bytes | None:  # noqa: ANN401 - a file may hold anything
    return None if found is None else bytes.fromhex(found)
