"""Sites at the desk: connected, connected again, disconnected, and what came of it in a sentence.

What speaks with a site is imported when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.site import ConnectedSite
from ui.connecting.asking import to_the_end

if TYPE_CHECKING:
    from app.services.sites import Secrets, Tested
    from ui.connecting.sheet import ConnectSheet
    from ui.desk import Desk

Result = TypeVar("Result")


class Connecting(QObject):
    """`changed` carries the key of a site that was connected, connected again or disconnected:
    whoever keeps the desk in step with its sites begins anew then. `told` carries what came of it,
    as it is said at the desk, and whether that is good news."""

    changed = Signal(str)
    told = Signal(str, bool)

    def __init__(self, desk: Desk, secrets: Secrets) -> None:
        super().__init__(desk)
        self._desk = desk
        self._secrets = secrets
        self._sheet: ConnectSheet | None = None

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"connectAction": self.ask}

    def ask(self, parent: QWidget | None = None, site: ConnectedSite | None = None) -> None:
        """Ask for a site to connect, or for what has changed of one that is connected."""
        from ui.connecting.sheet import ConnectSheet

        if self._sheet is not None:
            self._sheet.raise_()
            self._sheet.activateWindow()
            return
        above = parent or self._desk.window
        sheet = ConnectSheet(self._desk, above, site)
        sheet.wanted.connect(self._connect)
        sheet.finished.connect(self._closed)
        sheet.finished.connect(above.activateWindow)
        self._sheet = sheet
        sheet.begin()

    def _closed(self) -> None:
        self._sheet = None

    def _connect(self, tested: Tested, secret: str) -> None:
        newsroom, secrets, key = self._desk.newsroom, self._secrets, tested.settings.key

        def connect() -> bool:
            from app.services import sites

            _, lasts = sites.connect(newsroom, tested, secret, secrets)
            return lasts

        def done(lasts: bool) -> None:
            connected = self.tr("{0} is connected: its comments are on their way.")
            kept = self.tr("Its password is in the system's keyring.")
            lost = self.tr(
                "There is no keyring on this system: its password is kept for this session only."
            )
            self._tell(f"{connected.format(key)} {kept if lasts else lost}", good=lasts)
            self.changed.emit(key)

        self._carry_out(self.tr("Connecting {0}").format(key), connect, done)

    def disconnect_from(self, site: ConnectedSite) -> None:
        """Speak with a site no more; whoever asks for it has said what that means."""
        newsroom, secrets, key = self._desk.newsroom, self._secrets, site.settings.key

        def disconnect() -> None:
            from app.services import sites

            sites.disconnect(newsroom, site, secrets)

        def done(_: None) -> None:
            words = self.tr("{0} is disconnected; its comments and the log stay.")
            self._tell(words.format(key), good=True)
            self.changed.emit(key)

        self._carry_out(self.tr("Disconnecting {0}").format(key), disconnect, done)

    def _carry_out(
        self, title: str, call: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """In a thread of its own: a keyring that asks for its own password may take a while."""
        work = partial(to_the_end, call)
        self._desk.jobs.start(self, title, work, done, self._desk.tell_problem)

    def _tell(self, words: str, *, good: bool) -> None:
        status = self._desk.window.status
        (status.say if good else status.notice)(words)
        self.told.emit(words, good)
