"""Language, appearance and name: chosen at the desk, in effect at once, kept for this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.domain.moderator import moderator_name
from app.domain.words import Words
from ui import settings, theme
from ui.desk import Desk
from ui.keys import give_back
from ui.settings import Settings
from ui.theme import Appearance, Theme
from ui.translations import Translations

if TYPE_CHECKING:
    from ui.connecting.at_desk import Connecting
    from ui.preferences.window import PreferencesWindow


class Choices(QObject):
    """Carries out what the menu's choices ask for. `changed` carries the `Settings` that are in
    effect from now on."""

    changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        program: QApplication,
        translations: Translations,
        chosen: Settings,
        connecting: Connecting,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._program = program
        self._translations = translations
        self._chosen = chosen
        self.connecting = connecting
        self._preferences: PreferencesWindow | None = None
        program.styleHints().colorSchemeChanged.connect(self._system_changed)
        desk.window.fontChanged.connect(self.show)

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "languageAction": self.switch_language,
            "appearanceAction": self.switch_appearance,
            "preferencesAction": lambda: self.open_preferences(),
            "moderatorAction": lambda: self.open_preferences("general"),
            "keysAction": lambda: self.open_preferences("keys"),
            "reasonsAction": lambda: self.open_preferences("reasons"),
            "templatesAction": lambda: self.open_preferences("templates"),
            "sitesAction": lambda: self.open_preferences("sites"),
            "paletteAction": self.show_palette,
            "helpAction": self.show_help,
        }

    @Slot()
    def show(self) -> None:
        """Bring the window to another appearance, or the same one to the system's font: a style
        sheet tells the widgets below a window nothing of that."""
        shown = self._theme()
        theme.apply(self._program, shown)
        self._desk.window.set_theme(shown)

    def _theme(self) -> Theme:
        chosen = self._chosen
        return theme.theme_for(chosen.appearance, chosen.density, chosen.text_size)

    @property
    def chosen(self) -> Settings:
        return self._chosen

    def use(self, chosen: Settings) -> None:
        """Keep these choices, and let what differs take effect at once."""
        before, self._chosen = self._chosen, chosen
        settings.save(chosen, before)
        window = self._desk.window
        if chosen.language != before.language:
            window.set_language(chosen.language)
            self._translations.use(chosen.language)
            self._desk.retranslate()
        if (chosen.appearance, chosen.text_size) != (before.appearance, before.text_size):
            self.show()
        elif chosen.density != before.density:  # which no style sheet knows: that takes far longer
            window.set_theme(self._theme())
        if (chosen.preset, chosen.keys) != (before.preset, before.keys):
            window.commands.use_keys(chosen.preset, chosen.keys)
        if chosen.moderator != before.moderator:
            sign = partial(self._sign_as, chosen.moderator)
            self._desk.moderating.in_turn(sign, about_list=False)
        self.changed.emit(chosen)

    def _sign_as(self, moderator: str) -> None:
        """When what was asked for under the other name is committed: the log says who decided."""
        self._desk.newsroom = replace(self._desk.newsroom, moderator=moderator)
        self._desk.window.context.composer.templates.speak_as(moderator)
        self.show_place()

    def switch_language(self) -> None:
        self.use(replace(self._chosen, language="en" if self._chosen.language == "vi" else "vi"))

    def switch_appearance(self) -> None:
        """On to the next of all appearances, round and round."""
        every = list(Appearance)
        following = every[(every.index(self._chosen.appearance) + 1) % len(every)]
        self.use(replace(self._chosen, appearance=following))
        words = {
            Appearance.SYSTEM: self.tr("Appearance: as the system's"),
            Appearance.LIGHT: self.tr("Appearance: light"),
            Appearance.DARK: self.tr("Appearance: dark"),
            Appearance.HIGH_CONTRAST: self.tr("Appearance: high contrast"),
        }
        self._desk.window.status.say(words[following])

    def set_moderator(self, typed: str) -> None:
        """From now on decisions are made in this name; what cannot be one changes nothing."""
        name = moderator_name(typed)
        if name:
            self.use(replace(self._chosen, moderator=name))

    def open_preferences(self, place: str | None = None) -> None:
        """Open their window at a page, or bring it to the front; what it is made of is read from
        the disk first, in a thread. What is typed meanwhile is meant for it, and decides nothing.
        """
        forget = partial(self._desk.moderating.release, carry_on=False)

        def work() -> ModuleType:
            return import_module("ui.preferences.window")

        def show(_: ModuleType) -> None:
            self._open_at(place)
            QTimer.singleShot(0, self, forget)

        def failed(words: Words) -> None:
            forget()
            self._desk.tell_problem(words)

        self._desk.moderating.hold()
        self._desk.jobs.read(self, work, show, failed)

    def _open_at(self, place: str | None) -> None:
        """Made now and shown in a moment: both at once would hold up the desk for too long."""
        from ui.preferences.page import Place
        from ui.preferences.window import PreferencesWindow

        page = None if place is None else Place(place)
        if self._preferences is None:
            first = page or Place.GENERAL
            self._preferences = PreferencesWindow(self._desk, self, first)
            self._preferences.closed.connect(self._forget_preferences)
        QTimer.singleShot(0, self._preferences, partial(self._preferences.open_at, page))

    def stop(self) -> None:
        """Close what is open: what was typed there is applied."""
        if self._preferences is not None:
            self._preferences.close()

    def _forget_preferences(self) -> None:
        closed, self._preferences = self._preferences, None
        if closed is not None and closed.isActiveWindow():
            give_back(self._desk.window)

    def show_palette(self) -> None:
        from ui.palette.offers import offers
        from ui.palette.palette import Palette

        Palette(self._desk.window, offers(self._desk.window, self)).begin()

    def show_help(self) -> None:
        from ui.palette.help_sheet import HelpSheet

        HelpSheet(self._desk.window).open()

    def show_place(self) -> None:
        """Say at which newsroom one sits, and as whom."""
        newsroom = self._desk.newsroom
        self._desk.window.status.show_place(newsroom.store.path.name, newsroom.moderator)

    @Slot()
    def _system_changed(self) -> None:
        if self._chosen.appearance is Appearance.SYSTEM:
            self.show()
