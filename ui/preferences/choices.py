"""Language, appearance and name: chosen at the desk, in effect at once, kept for this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QInputDialog

from ui import settings, theme
from ui.desk import Desk
from ui.settings import Settings
from ui.theme import Appearance
from ui.translations import Translations


class Choices(QObject):
    """Carries out what the menu's choices ask for."""

    def __init__(
        self, desk: Desk, program: QApplication, translations: Translations, chosen: Settings
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._program = program
        self._translations = translations
        self._chosen = chosen
        program.styleHints().colorSchemeChanged.connect(self._system_changed)
        desk.window.fontChanged.connect(self.show)

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "languageAction": self.switch_language,
            "appearanceAction": self.switch_appearance,
            "moderatorAction": self.ask_moderator,
            "reasonsAction": self.edit_reasons,
            "paletteAction": self.show_palette,
            "helpAction": self.show_help,
        }

    @Slot()
    def show(self) -> None:
        """Bring the window to another appearance, or the same one to the system's font: a style
        sheet tells the widgets below a window nothing of that."""
        window = self._desk.window
        shown = theme.theme_for(self._chosen.appearance)
        theme.apply(self._program, shown)
        window.set_theme(shown)

    @property
    def chosen(self) -> Settings:
        return self._chosen

    def use(self, chosen: Settings) -> None:
        """Keep these choices, and let what differs take effect at once."""
        before, self._chosen = self._chosen, chosen
        settings.save(chosen)
        window = self._desk.window
        if chosen.language != before.language:
            window.set_language(chosen.language)
            self._translations.use(chosen.language)
            self._desk.retranslate()
        if (chosen.appearance, chosen.density, chosen.text_size) != (
            before.appearance,
            before.density,
            before.text_size,
        ):
            self.show()
        if chosen.moderator != before.moderator:
            self._desk.newsroom = replace(self._desk.newsroom, moderator=chosen.moderator)
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

    def ask_moderator(self) -> None:
        name, accepted = QInputDialog.getText(
            self._desk.window,
            self.tr("Moderator's name"),
            self.tr("This name stands beside your decisions in the log:"),
            text=self._desk.newsroom.moderator,
        )
        if accepted and name.strip():
            self.set_moderator(name.strip())

    def set_moderator(self, name: str) -> None:
        """From now on decisions are made in this name."""
        self.use(replace(self._chosen, moderator=name))

    def edit_reasons(self) -> None:
        from ui.preferences.reasons import ReasonsDialog

        dialog = ReasonsDialog(self._desk)
        dialog.open()

    def show_palette(self) -> None:
        from ui.palette.palette import Palette

        Palette(self._desk.window, self._desk.window.commands).open()

    def show_help(self) -> None:
        from ui.palette.help_sheet import HelpSheet

        HelpSheet(self._desk.window, self._desk.window.commands).open()

    def show_place(self) -> None:
        """Say at which newsroom one sits, and as whom."""
        newsroom = self._desk.newsroom
        self._desk.window.status.show_place(newsroom.store.path.name, newsroom.moderator)

    @Slot()
    def _system_changed(self) -> None:
        if self._chosen.appearance is Appearance.SYSTEM:
            self.show()
