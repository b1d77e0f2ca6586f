"""Opening a newsroom: where it is by default, who sits at it, which words are listed."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.services import desk, opening, places


def test_a_newsroom_opens_with_its_words_and_whoever_is_logged_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "thuha")
    newsroom = opening.open_newsroom(tmp_path / "desk.db")
    assert newsroom.moderator == "thuha"
    assert newsroom.words == opening.shipped_words()
    assert desk.overview(newsroom).counts["pending"] == 0
    newsroom.store.close()


def test_a_moderator_may_be_named(tmp_path: Path) -> None:
    newsroom = opening.open_newsroom(f"sqlite:///{tmp_path}/desk.db", "Bình")
    assert newsroom.moderator == "Bình"
    newsroom.store.close()


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_a_computer_without_users_has_a_moderator(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def unknown() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert opening.default_moderator() == "moderator"


def test_by_default_it_lies_in_the_users_data_folder(home: Path) -> None:
    database = places.default_database()
    assert database.name == "desk.db"
    assert home in database.parents


def test_the_words_come_in_both_languages() -> None:
    words = opening.shipped_words().words
    assert any(word.isascii() for word in words)
    assert any(not word.isascii() for word in words)


def test_what_cannot_be_opened_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        opening.open_newsroom(tmp_path)
