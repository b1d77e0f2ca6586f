"""What a moderator chose for this computer, kept in the system's usual place."""

from __future__ import annotations

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
    `ui.shortcuts`'s. `notifies` and `badge` are about comments that come in.
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


def _system_language() -> Language:
    from ui.translations import system_language

    return system_language()


def _store() -> QSettings:
    return QSettings("Loi Binh", "Loi Binh")


def load() -> Settings:
    store = _store()
    language = _text("language")
    density = _text("density")
    size = _text("text_size")
    return Settings(
        moderator=_text("moderator"),
        language="vi" if language == "vi" else "en" if language == "en" else _system_language(),
        appearance=load_appearance(),
        density=Density(density) if density in list(Density) else Density.COMFORTABLE,
        text_size=int(size) if size in map(str, TEXT_SIZES) else 100,
        preset=_text("preset"),
        keys=_keys(_text("keys")),
        notifies=store.value("notifies") not in _OFF,
        badge=store.value("badge") not in _OFF,
    )


_OFF = (False, "false")
"""What a switch that is off was kept as: some systems keep everything as text."""


def _text(name: str) -> str:
    return str(_store().value(name, "") or "")


def _keys(kept: str) -> dict[str, tuple[str, ...]]:
    """Keys as they were kept; those that were tampered with are as if never changed."""
    try:
        read = json.loads(kept or "{}")
        return {str(name): tuple(map(str, keys)) for name, keys in read.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def load_appearance() -> Appearance:
    """All that must be known before anything is painted."""
    appearance = _text("appearance")
    return Appearance(appearance) if appearance in list(Appearance) else Appearance.SYSTEM


def save(settings: Settings) -> None:
    store = _store()
    store.setValue("moderator", settings.moderator)
    store.setValue("language", settings.language)
    store.setValue("appearance", settings.appearance.value)
    store.setValue("density", settings.density.value)
    store.setValue("text_size", settings.text_size)
    store.setValue("preset", settings.preset)
    store.setValue("keys", json.dumps({name: list(keys) for name, keys in settings.keys.items()}))
    store.setValue("notifies", settings.notifies)
    store.setValue("badge", settings.badge)


def load_geometry() -> QByteArray:
    """The window's place of the last session; empty in the first."""
    value = _store().value("geometry")
    return value if isinstance(value, QByteArray) else QByteArray()


def save_geometry(geometry: QByteArray) -> None:
    _store().setValue("geometry", geometry)
