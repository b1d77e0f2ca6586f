"""What is kept for this computer: whatever somebody wrote there, and with two desks open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings

from app.domain.moderator import LONGEST_NAME
from ui import settings
from ui.theme import Appearance

pytestmark = pytest.mark.usefixtures("own_settings")


def write(name: str, value: object) -> None:
    QSettings("Loi Binh", "Loi Binh").setValue(name, value)


@pytest.mark.parametrize(
    "written",
    [
        *("[", "null", "7", '["A"]', "[" * 5_000, '{"a":' * 3_000),
        *('{"approveAction": "Ctrl+F"}', '{"approveAction": [1]}', '{"approveAction": null}'),
        '{"approveAction": ["F"' + " " * 100_000 + "]}",
    ],
)
def test_keys_that_were_tampered_with_are_as_if_never_changed(written: str) -> None:
    write("keys", written)
    assert settings.load().keys == {}


def test_one_command_that_was_tampered_with_leaves_the_others_their_keys() -> None:
    write("keys", '{"approveAction": 5, "spamAction": ["F"], "laterAction": []}')
    assert settings.load().keys == {"spamAction": ("F",), "laterAction": ()}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("x" * 100_000, "x" * LONGEST_NAME),
        ("An\nĐã duyệt", "An Đã duyệt"),
        ("\u202eAn", "An"),
        ("  \t", ""),
    ],
)
def test_a_name_that_was_tampered_with_is_a_line_that_can_be_read(written: str, name: str) -> None:
    write("moderator", written)
    assert settings.load().moderator == name


def test_what_another_desk_on_this_computer_chose_meanwhile_stays() -> None:
    here = settings.load()
    settings.save(replace(here, keys={"spamAction": ("F",)}, moderator="Bình"), here)
    settings.save(replace(here, appearance=Appearance.DARK), here)
    kept = settings.load()
    assert (kept.moderator, kept.keys) == ("Bình", {"spamAction": ("F",)})
    assert kept.appearance is Appearance.DARK
