"""What a moderator chose for this computer, kept in the system's usual place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import TEXT_SIZES, Appearance, Density

if TYPE_CHECKING:
    from app.domain.words import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """`moderator` is "" until somebody has said who sits here; `text_size` is a percentage.

    `preset` names a set of keys, `keys` those that were changed since, by command; both are
    `ui.shortcuts`'s. `notifies` and `badge` are about comments that come in; `fetches` lets the
    desk ask for an article's page when it is told to.
    """

    moderator: str
    language: Language
    appearance: Appearance
    density: Density = Density.COMFORTABLE
    text_size: int = 100
    preset: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notifies: bool = True
    badge: bool = True
    fetches: bool = False


def _system_language() -> Language:
    from ui.translations import system_language

    return system_language()


def _store() -> QSettings:
    return QSettings("Loi Binh", "Loi Binh")


def load() -> Settings:
    """What was chosen. The file is anybody's to change: what cannot be so is as if never chosen."""
    from app.domain.moderator import moderator_name

    store = _store()
    language = _text("language")
    appearance, density, text_size = load_look()
    return Settings(
        moderator=moderator_name(_text("moderator")),
        language="vi" if language == "vi" else "en" if language == "en" else _system_language(),
        appearance=appearance,
        density=density,
        text_size=text_size,
        preset=_text("preset"),
        keys=_keys(_text("keys")),
        notifies=store.value("notifies") not in _OFF,
        badge=store.value("badge") not in _OFF,
        fetches=store.value("fetches") in _ON,
    )


_OFF, _ON = (False, "false"), (True, "true")
"""What a switch was kept as: some systems keep everything as text."""


def _text(name: str) -> str:
    return str(_store().value(name, "") or "")


_LONGEST_KEYS = 20_000
"""Characters; every key of every command takes a tenth of that."""


def _keys(kept: str) -> dict[str, tuple[str, ...]]:
    """Keys as they were kept; those that were tampered with are as if never changed."""
    try:
        read = json.loads(kept) if 0 < len(kept) <= _LONGEST_KEYS else {}
    except (ValueError, RecursionError):
        return {}
    found = read.items() if isinstance(read, dict) else ()
    return {
        name: tuple(keys)
        for name, keys in found
        if isinstance(keys, list) and all(isinstance(key, str) for key in keys)
    }


def load_look() -> tuple[Appearance, Density, int]:
    """All that must be known before anything is painted: colours, room, per cent of text size."""
    appearance, density, size = _text("appearance"), _text("density"), _text("text_size")
    return (
        Appearance(appearance) if appearance in list(Appearance) else Appearance.SYSTEM,
        Density(density) if density in list(Density) else Density.COMFORTABLE,
        int(size) if size in map(str, TEXT_SIZES) else 100,
    )


def save(settings: Settings, before: Settings | None = None) -> None:
    """Keep these; with `before` only what differs from it, so that what was chosen meanwhile at
    another desk on this computer stays."""
    store = _store()
    was = {} if before is None else _kept_as(before)
    for name, value in _kept_as(settings).items():
        if name not in was or was[name] != value:
            store.setValue(name, value)


def _kept_as(settings: Settings) -> dict[str, str | int | bool]:
    return {
        "moderator": settings.moderator,
        "language": settings.language,
        "appearance": settings.appearance.value,
        "density": settings.density.value,
        "text_size": settings.text_size,
        "preset": settings.preset,
        "keys": json.dumps({name: list(keys) for name, keys in settings.keys.items()}),
        "notifies": settings.notifies,
        "badge": settings.badge,
        "fetches": settings.fetches,
    }


@dataclass(frozen=True, slots=True)
class LastSeen:
    """When a newsroom's desk was last open on this computer (microseconds UTC), and the id of the
    newest comment there was."""

    at: int
    comment_id: int


def load_last_seen(newsroom: str) -> LastSeen | None:
    """Of the newsroom with this path; None when its desk has not been open here."""
    at, _, comment_id = _text(_last_seen(newsroom)).partition(" ")
    if not (at.isdecimal() and comment_id.isdecimal()):
        return None
    return LastSeen(int(at), int(comment_id))


def save_last_seen(newsroom: str, seen: LastSeen) -> None:
    _store().setValue(_last_seen(newsroom), f"{seen.at} {seen.comment_id}")


def _last_seen(newsroom: str) -> str:
    """A path cannot be a key itself: some systems read slashes in it, or take none so long."""
    return f"last_seen/{hashlib.sha256(newsroom.encode()).hexdigest()[:24]}"


def load_geometry() -> QByteArray:
    """The window's place of the last session; empty in the first."""
    value = _store().value("geometry")
    return value if isinstance(value, QByteArray) else QByteArray()


def save_geometry(geometry: QByteArray) -> None:
    _store().setValue("geometry", geometry)
