"""Fields, times and addresses as other systems' programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import moment
from app.sources.json_values import moment_told, raw_of_row, text_of
from app.sources.rows import RAW_LIMIT, RowRefusedError

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [("", ""), (" a ", " a "), (None, ""), (7, "7"), (7.0, "7"), (True, "true"), (False, "false")],
)
def test_a_value_as_its_text(value: object, text: str) -> None:
    assert text_of({"x": value}, "x") == text


def test_a_field_that_is_not_there_is_empty() -> None:
    assert text_of({}, "x") == ""


@pytest.mark.parametrize("value", [[], {}, 7.5, 1e300])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(RowRefusedError):
        text_of({"x": value}, "x")


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2021-03-17T12:09:47.722181Z", "2021-03-17T12:09:47.722181Z"),
        ("2021-03-17T12:09:47.722181999+07:00", "2021-03-17T05:09:47.722181Z"),
        ("2021-10-28 20:50:15 +0800", "2021-10-28T12:50:15Z"),
        (" 2021-10-28 20:50:15 -03:30 ", "2021-10-29T00:20:15Z"),
    ],
)
def test_times_as_go_writes_them(told: str, iso: str) -> None:
    assert moment.to_iso(moment_told(told)) == iso


@pytest.mark.parametrize("told", ["", "  ", "0001-01-01T00:00:00Z"])
def test_a_time_that_was_never_set_is_unknown(told: str) -> None:
    assert moment_told(told) == 0


@pytest.mark.usefixtures("in_hanoi")
def test_a_time_without_an_offset_is_the_newsrooms_own() -> None:
    assert moment.to_iso(moment_told("2021-10-28 20:50:15")) == "2021-10-28T13:50:15Z"


@given(row=st.dictionaries(st.text(), ANY_JSON, max_size=4))
def test_a_row_is_told_by_its_beginning(row: dict[str, object]) -> None:
    raw = raw_of_row(row)
    raw.encode()
    assert len(raw) <= RAW_LIMIT
