"""Joins the window to a newsroom: opens it, reads what is shown first, connects the parts.

Never imported before the window is painted: what stands behind it takes longer than the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QApplication

from app.domain.reading import Glance
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from app.services.places import default_database
from app.services.secrets import KeyringSecrets
from ui.actions import connect_actions
from ui.articles import ArticlesAtDesk
from ui.connecting.at_desk import Connecting
from ui.deliveries.at_desk import DeliveriesAtDesk
from ui.desk import Desk
from ui.files import Files
from ui.importing.drop import DropTarget
from ui.insights.at_desk import InsightsAtDesk
from ui.jobs import Jobs
from ui.listing import read_first
from ui.notices.session import Session
from ui.notices.tray import Tray
from ui.preferences.choices import Choices
from ui.reply.leaving import Leaving
from ui.reply.templates import Templates
from ui.settings import Settings
from ui.syncing import Syncing
from ui.translations import Translations
from ui.welcome.welcome import Welcome
from ui.window import DeskWindow


@dataclass(frozen=True, slots=True)
class Opened:
    """An open newsroom and what its desk shows first."""

    newsroom: Newsroom
    first: Glance


def open_first(database: str, moderator: str) -> Opened:
    """Open a newsroom, by default the user's own, and read its first queue; in any thread.

    Raises StorageError in words; nothing is left open then.
    """
    import_module("regex")  # or the first unusual text to be shown would, and hold up the window
    newsroom = open_newsroom(database or default_database(), moderator or None)
    try:
        return Opened(newsroom, read_first(newsroom))
    except BaseException:
        newsroom.store.close()
        raise


@dataclass(frozen=True, slots=True)
class Joined:
    """What works in the window from then on, until `stop`."""

    desk: Desk
    files: Files
    insights: InsightsAtDesk
    deliveries: DeliveriesAtDesk
    syncing: Syncing
    choices: Choices
    tray: Tray
    session: Session | None

    def stop(self) -> None:
        """Hand over what is being written; nothing new is begun."""
        self.choices.stop()
        if self.session is not None:
            self.session.stop()
        self.tray.stop()
        self.syncing.stop()
        self.desk.stop()
        self.files.close()
        self.insights.close()
        self.deliveries.close()


def join(
    window: DeskWindow,
    jobs: Jobs,
    opened: Opened,
    program: QApplication,
    translations: Translations,
    chosen: Settings,
    *,
    sample: bool = False,
) -> Joined:
    """Connect every part of the window to the newsroom and show its first queue; with `sample`,
    once the sample newsroom was put into it."""
    newsroom = opened.newsroom
    window.furnish()
    desk = Desk(window, jobs, newsroom)
    files = Files(desk)
    Leaving(window)
    Templates(desk)
    secrets = KeyringSecrets()
    connecting = Connecting(desk, secrets)
    choices = Choices(desk, program, translations, chosen, connecting)
    welcome = Welcome(desk, choices, files, connecting, program)
    articles = ArticlesAtDesk(desk, choices, files.look_at)
    DropTarget(window).dropped.connect(articles.take)
    insights = InsightsAtDesk(desk)
    files.imported.connect(insights.comments_came)
    syncing = Syncing(desk, secrets)
    connecting.changed.connect(syncing.restart)
    deliveries = DeliveriesAtDesk(desk, files.log.show_comment, connecting.ask)
    others = files.steps() | choices.steps() | welcome.steps() | insights.steps()
    others |= deliveries.steps() | connecting.steps() | articles.steps()
    connect_actions(desk, others | syncing.steps())
    window.setWindowTitle(f"{newsroom.store.path.name} · {program.applicationDisplayName()}")
    choices.show_place()
    if newsroom.store.notice is not None:
        window.status.notice(newsroom.store.notice.said_in(chosen.language))
    tray = Tray(desk, program, chosen)
    choices.changed.connect(tray.use)
    session = None if sample else Session(desk)
    if session is None:
        window.sidebar.show_overview(opened.first.overview)
        files.fill_with_sample()
    else:
        desk.begin(opened.first)
        session.begin()
    window.search.searched.emit(window.search.text())
    welcome.begin(opened.first.overview, sample=sample)
    syncing.begin()
    return Joined(desk, files, insights, deliveries, syncing, choices, tray, session)
