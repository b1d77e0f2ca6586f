"""What a moderator may be called."""

from __future__ import annotations

import pytest

from app.domain.moderator import moderator_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Trần  Thu Hà\n", "Trần Thu Hà"),
        ("An\u202eB", "AnB"),
        ("\u3164", ""),
        ("...", ""),
        ("7", "7"),
        ("a" * 200, "a" * 60),
    ],
)
def test_a_moderators_name_is_one_line_that_can_be_seen(typed: str, name: str) -> None:
    assert moderator_name(typed) == name
