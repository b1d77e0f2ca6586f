"""When the desk welcomes somebody, and what comes of it.

Where there is nothing to read yet, a page stands in the place of the list and has the keyboard.
Where comments wait, they keep the keyboard: a strip below them asks for the name. Both are made
only when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from app.domain.reading import Overview
from app.domain.words import Language

if TYPE_CHECKING:
    from ui.connecting.at_desk import Connecting
    from ui.desk import Desk
    from ui.files import Files
    from ui.preferences.choices import Choices
    from ui.welcome.page import WelcomePage
    from ui.welcome.strip import NameStrip


class Welcome(QObject):
    """Shows the welcome where it is due or asked for, and lets the desk do what is chosen."""

    def __init__(
        self,
        desk: Desk,
        choices: Choices,
        files: Files,
        connecting: Connecting,
        program: QApplication,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._choices = choices
        self._files = files
        self._connecting = connecting
        self._program = program
        self._empty = False
        self._imported = False
        self._came_from: QWidget | None = None
        self.page: WelcomePage | None = None
        self.strip: NameStrip | None = None
        choices.changed.connect(self._chosen)

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"welcomeAction": self.show}

    def begin(self, overview: Overview, *, sample: bool) -> None:
        """Welcome whoever opens the desk, if there is a reason to."""
        self._empty = not sample and not overview.last_id
        if self._empty:
            self.show()
        elif not self._choices.chosen.moderator:
            self._ask_below()

    def show(self) -> None:
        """Bring up the page, with the keyboard in it."""
        if self.page is None:
            self._came_from = self._desk.window.focusWidget()
            self.page = self._make_page()
        self._drop_strip()
        self.page.show()
        self.page.raise_()
        self.page.take_focus()

    # The page

    def _make_page(self) -> WelcomePage:
        from ui.welcome.page import WelcomePage

        window, chosen = self._desk.window, self._choices.chosen
        page = WelcomePage(window, self._name(), chosen.language)
        if chosen.moderator:
            page.settle_name(chosen.moderator)
        page.named.connect(self._keep_name)
        page.languageChosen.connect(self._choose_language)
        page.importWanted.connect(self._files.choose_import)
        page.siteWanted.connect(lambda: self._connecting.ask())
        page.sampleWanted.connect(self._open_sample)
        page.left.connect(self._leave)
        window.queue.model.modelReset.connect(self._listed)
        self._files.imported.connect(self._know_imported)
        self._connecting.changed.connect(self._put_away)
        self._desk.jobs.idle.connect(self._see_imported)
        self._program.focusChanged.connect(self._focus_moved)
        return page

    def _name(self) -> str:
        return self._choices.chosen.moderator or self._desk.newsroom.moderator

    @Slot()
    def _put_away(self) -> None:
        """The page goes for good; the next one is made anew."""
        page, self.page = self.page, None
        if page is None:
            return
        self._empty = self._imported = False
        window = self._desk.window
        self._program.focusChanged.disconnect(self._focus_moved)
        window.queue.model.modelReset.disconnect(self._listed)
        self._files.imported.disconnect(self._know_imported)
        self._connecting.changed.disconnect(self._put_away)
        self._desk.jobs.idle.disconnect(self._see_imported)
        asked, written, had_focus = page.is_asking(), page.name.text(), page.has_focus()
        page.hide()
        page.deleteLater()
        if not self._choices.chosen.moderator:
            self._ask_below(written)
        if not had_focus:
            return
        if asked and self.strip is not None:
            self.strip.name.setFocus()
        else:
            self._focus_desk()

    def _focus_desk(self) -> None:
        """Back to where text was being typed or a list was being walked, else to the comments."""
        before, self._came_from = self._came_from, None
        if (
            before is not None
            and isValid(before)
            and before.isVisible()
            and not isinstance(before, QAbstractButton)
        ):
            before.setFocus()
            return
        shown: QWidget = self._desk.window.queue.list
        shown = shown.focusProxy() or shown
        (shown if shown.isVisible() else self._desk.window.sidebar.queues).setFocus()

    @Slot()
    def _leave(self) -> None:
        if self.page is not None:
            self.page.name.setModified(False)
        self._put_away()

    @Slot()
    def _listed(self) -> None:
        if self._empty and self._desk.window.queue.model.rowCount():
            self._put_away()

    @Slot()
    def _know_imported(self) -> None:
        self._imported = True

    @Slot()
    def _see_imported(self) -> None:
        """The desk has looked at what was imported: now there is something to see there."""
        if self._imported:
            self._put_away()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Who goes to the desk sees it: nothing is decided under a page that covers it."""
        page = self.page
        if page is None or now is None or now.window() is not self._desk.window:
            return
        if now is page or page.isAncestorOf(now) or not page.isVisible():
            return
        if not self._empty or page.covers(now):
            self._put_away()

    # The strip

    def _ask_below(self, name: str = "") -> None:
        from ui.welcome.strip import NameStrip

        middle = self._desk.window.queue.parentWidget()
        column = middle.layout() if middle is not None else None
        if self.strip is None and column is not None:
            self.strip = NameStrip(name or self._name())
            self.strip.named.connect(self._keep_name)
            self.strip.left.connect(self._drop_strip)
            column.addWidget(self.strip)
            self.strip.show()

    @Slot()
    def _drop_strip(self) -> None:
        strip, self.strip = self.strip, None
        if strip is None:
            return
        had_focus = strip.has_focus()
        strip.hide()
        strip.deleteLater()
        if had_focus:
            self._focus_desk()

    # What was chosen

    @Slot(str)
    def _keep_name(self, name: str) -> None:
        self._choices.set_moderator(name)
        words = self.tr("Decisions made here now stand in the log as {0}.")
        self._desk.window.status.say(words.format(name))

    @Slot()
    def _chosen(self) -> None:
        """A name may have been given anywhere."""
        if self._choices.chosen.moderator:
            self._drop_strip()

    @Slot(str)
    def _choose_language(self, language: Language) -> None:
        self._choices.use(replace(self._choices.chosen, language=language))

    @Slot()
    def _open_sample(self) -> None:
        from ui.welcome.sample import open_sample

        status = self._desk.window.status
        if open_sample():
            status.say(self.tr("The sample newsroom opens in a window of its own."))
        else:
            status.problem(self.tr("The sample newsroom could not be opened."))
