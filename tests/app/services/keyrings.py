"""Keyrings as a system may have them: one that works, and those that must not or cannot be used.

They are chosen as a person would choose one: by the library's own environment variable.
"""

from __future__ import annotations

import os
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Good(KeyringBackend):
    """Keeps what it is given for as long as the process lasts, whoever asks."""

    priority = 5
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class Locked(Good):
    """Its question for a password was dismissed."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


class Broken(Good):
    """What it stands on fails in the middle of a word."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionResetError(104, "the bus has gone")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionResetError(104, f"the bus has gone with {password}")


class ReadOnly(Good):
    """Gives what it has, and takes nothing more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


class Forgetful(Good):
    """Says that it was kept."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Plain(Good):
    """As `keyrings.alt` has them: a file in plain text, recommended or not."""

    written: ClassVar[list[str]] = []

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written.append(password)


Plain.__module__ = "keyrings.alt.file"


class Doubtful(Plain):
    """Not one its library recommends."""

    priority = 0.5


class OfEnvironment(Good):
    """Has one secret for everybody, told to the process that asks."""

    def get_password(self, service: str, username: str) -> str | None:
        return os.environ.get("TESTED_SECRET")
