"""Opening a newsroom: its database, its word list, and who sits at the desk."""

from __future__ import annotations

import getpass
from pathlib import Path

from app.domain.checks import WordList, load_word_list
from app.services.newsroom import Newsroom
from app.storage.store import open_store

RESOURCES = Path(__file__).parents[2] / "resources"


def default_moderator() -> str:
    """The name of whoever is logged in to this computer."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "moderator"


def open_newsroom(database: str | Path, moderator: str | None = None) -> Newsroom:
    """Open or create a newsroom. Raises StorageError in words; nothing was changed then."""
    return Newsroom(
        store=open_store(database),
        moderator=moderator or default_moderator(),
        words=shipped_words(),
    )


def shipped_words() -> WordList:
    """The word lists that come with the program, in both languages."""
    lists = [load_word_list(path) for path in sorted((RESOURCES / "words").glob("*.txt"))]
    return WordList(tuple(word for one in lists for word in one.words))
