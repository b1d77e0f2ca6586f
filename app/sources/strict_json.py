"""One JSON value as a stranger wrote it; nothing is passed over that JSON or a database forbids."""

from __future__ import annotations

import json
import math

from app.domain.words import Words
from app.sources.rows import RowRefusedError, short

_LARGEST_WHOLE = 2**63

TOO_DEEP = Words("JSON lồng nhau quá sâu.", "The JSON is nested too deeply.")
_DUPLICATE_KEY = Words("Trường “{name}” xuất hiện hai lần.", "The field “{name}” is there twice.")
_NOT_A_NUMBER = Words(
    "Có số không hợp lệ ({name}); JSON không cho phép.",
    "It holds {name}, which is not a number JSON allows.",
)
_HUGE_NUMBER = Words(
    "Có số nguyên quá lớn ({digits} chữ số).", "It holds a huge whole number ({digits} digits)."
)


def decoded(text: str) -> object:
    """The value a JSON text spells; lone surrogates stay in it, for `storable` to tell of.

    Raises json.JSONDecodeError for what is no JSON, and RowRefusedError for JSON that cannot be
    taken as it stands: a name twice in one object, NaN and infinities, whole numbers over 64
    bits, nesting without end.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise RowRefusedError(TOO_DEEP) from None


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in values if names.count(name) > 1)
        raise RowRefusedError(_DUPLICATE_KEY.put(name=short(twice)))
    return values


def _whole(digits: str) -> int:
    if len(digits) > 20 or not -_LARGEST_WHOLE <= (value := int(digits)) < _LARGEST_WHOLE:
        raise RowRefusedError(_HUGE_NUMBER.put(digits=len(digits.removeprefix("-"))))
    return value


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise RowRefusedError(_NOT_A_NUMBER.put(name=short(digits)))
    return value


def _constant(name: str) -> float:
    raise RowRefusedError(_NOT_A_NUMBER.put(name=name))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
)
