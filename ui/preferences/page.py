"""What every page of the preferences is to the window that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.theme import Theme


class Place(StrEnum):
    """The pages from top to bottom."""

    GENERAL = "general"
    KEYS = "keys"
    REASONS = "reasons"
    TEMPLATES = "templates"
    SITES = "sites"

    def title(self) -> str:
        """Its name on the screen, which is there before the page is."""
        translate = QCoreApplication.translate
        titles = {
            Place.GENERAL: translate("Page", "General"),
            Place.KEYS: translate("Page", "Keys"),
            Place.REASONS: translate("Page", "Reasons for rejection"),
            Place.TEMPLATES: translate("Page", "Templates for replies"),
            Place.SITES: translate("Page", "Sites"),
        }
        return titles[self]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be set: the words it is found by, and what gets the keyboard then.

    `words` are shown in the list of what was found, `also` are not: other names for the same
    thing, and its name in the other language. Where one widget holds many things, as a table
    does, `reach` brings the widget to this one before it gets the keyboard.
    """

    words: str
    widget: QWidget
    also: str = ""
    reach: Callable[[], None] | None = None


class Page(QWidget):
    """A page applies what is chosen on it at once, by itself; it says its words again on
    LanguageChange. The window shows its title above it and scrolls it, and closes with Esc unless
    the page takes that key."""

    place: ClassVar[Place]

    def title(self) -> str:
        return self.place.title()

    def things(self) -> Sequence[Found]:
        """Everything that can be set here, from top to bottom, in the language of the moment."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """For what is painted, not styled."""

    def leave(self) -> None:
        """The window is closing: what was typed and not applied yet is applied now."""
