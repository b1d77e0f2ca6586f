"""What a moderator may be called."""

from __future__ import annotations

from app.domain.hostile import one_line, without_hidden

LONGEST_NAME = 60
"""Code points."""


def moderator_name(typed: str) -> str:
    """The name as it will stand in the log: one line of visible characters; "" when nothing that
    could be read as a name was typed."""
    name = one_line(without_hidden(typed))[:LONGEST_NAME].strip()
    return name if any(character.isalnum() for character in name) else ""
