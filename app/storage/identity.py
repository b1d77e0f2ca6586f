"""How a newsroom's file is told from any other, and which version of this program made it."""

from __future__ import annotations

APPLICATION_ID = 0x4C42_1001
"""Written into the file's header ("LB" and a number), so that others' files are recognised."""

SCHEMA_REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision of the schema, oldest first; the last is the one this program works with."""
