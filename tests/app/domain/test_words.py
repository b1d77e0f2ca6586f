"""Sentences in both languages, and what the system says in them."""

from __future__ import annotations

import errno
import os

import pytest

from app.domain import system
from app.domain.words import Words


def test_words_are_put_into_words_in_their_own_language() -> None:
    whole = Words("{who} đọc {n} dòng: {why}", "{who} read {n} rows: {why}")
    told = whole.put(who="An", n=3, why=Words("{hỏng}", "{broken}"))
    assert told == Words("An đọc 3 dòng: {hỏng}", "An read 3 rows: {broken}")


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_what_the_system_refuses_is_said_in_both_languages(number: int) -> None:
    told = system.reason(OSError(number, os.strerror(number), "tệp"))
    assert told.en == os.strerror(number)
    assert told.vi not in ("", told.en)


def test_what_is_not_known_is_said_as_the_system_says_it() -> None:
    assert system.reason(OSError(99_999, "odd")) == Words("odd", "odd")
    assert system.reason(ValueError("embedded null byte")).vi == "embedded null byte"
