"""What a moderator chose for this computer, kept in the system's usual place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import Appearance

if TYPE_CHECKING:
    from app.domain.words import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """`moderator` is "" until somebody has said who sits here."""

    moderator: str
    language: Language
    appearance: Appearance

    def changed(
        self,
        *,
        moderator: str | None = None,
        language: Language | None = None,
        appearance: Appearance | None = None,
    ) -> Settings:
        return replace(
            self,
            moderator=self.moderator if moderator is None else moderator,
            language=language or self.language,
            appearance=appearance or self.appearance,
        )


def _system_language() -> Language:
    from ui.translations import system_language

    return system_language()


def _store() -> QSettings:
    return QSettings("Loi Binh", "Loi Binh")


def load() -> Settings:
    store = _store()
    language = str(store.value("language", "") or "")
    return Settings(
        moderator=str(store.value("moderator", "") or ""),
        language="vi" if language == "vi" else "en" if language == "en" else _system_language(),
        appearance=load_appearance(),
    )


def load_appearance() -> Appearance:
    """All that must be known before anything is painted."""
    appearance = str(_store().value("appearance", "") or "")
    return Appearance(appearance) if appearance in list(Appearance) else Appearance.SYSTEM


def save(settings: Settings) -> None:
    store = _store()
    store.setValue("moderator", settings.moderator)
    store.setValue("language", settings.language)
    store.setValue("appearance", settings.appearance.value)


def load_geometry() -> QByteArray:
    """The window's place of the last session; empty in the first."""
    value = _store().value("geometry")
    return value if isinstance(value, QByteArray) else QByteArray()


def save_geometry(geometry: QByteArray) -> None:
    _store().setValue("geometry", geometry)
