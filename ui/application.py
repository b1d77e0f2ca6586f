"""The composition root: opens the newsroom, builds the window, connects the two; nothing else."""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
import tempfile
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from app.domain.errors import NewsroomError
from app.domain.words import Language
from app.services import desk as reading
from app.services.opening import open_newsroom
from app.storage.store import database_path
from ui import settings, theme
from ui.actions import connect_actions
from ui.desk import Desk
from ui.files import Files
from ui.jobs import UNEXPECTED, Jobs
from ui.preferences.choices import Choices
from ui.queue.pane import QueuePane
from ui.translations import Translations
from ui.window import DeskWindow

NAME = "Lời Bình"

_log = logging.getLogger(__name__)


def application() -> QApplication:
    """The QApplication there is, or a new one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QLoggingCategory.setFilterRules("qt.qpa.*=false")
    made = QApplication(sys.argv[:1])
    made.setApplicationName("loi-binh")
    made.setApplicationDisplayName(NAME)
    made.setDesktopFileName("loi-binh")
    return made


def open_desk(database: str) -> QMainWindow:
    """Open the desk on a database (a path or an SQLAlchemy URL), without entering the event loop.

    Closing the window ends its threads and closes the database. Raises StorageError in words.
    """
    window, _ = _open(application(), database)
    return window


def _open(program: QApplication, database: str) -> tuple[DeskWindow, Files]:
    chosen = settings.load()
    newsroom = open_newsroom(database, chosen.moderator or None)
    translations = Translations(program)
    translations.use(chosen.language)
    shown = theme.theme_for(chosen.appearance)
    jobs = Jobs()
    pane = QueuePane(
        jobs, lambda ids: reading.page(newsroom, ids), shown, chosen.language, newsroom.clock
    )
    window = DeskWindow(pane, chosen.language, shown)
    jobs.setParent(window)
    desk = Desk(window, jobs, newsroom)
    files = Files(desk)
    choices = Choices(desk, program, translations, chosen)
    connect_actions(desk, files.steps() | choices.steps())
    window.setWindowTitle(f"{database_path(database).name} · {NAME}")
    window.context.set_now(newsroom.clock)
    choices.show()

    def close() -> None:
        settings.save_geometry(window.saveGeometry())
        desk.stop()
        files.close()
        jobs.close()
        newsroom.store.close()

    window.closing.connect(close)
    window.restoreGeometry(settings.load_geometry())
    if newsroom.store.notice is not None:
        desk.tell_problem(newsroom.store.notice)
    desk.start()
    return window, files


def run(database: str, *, demo: bool) -> int:
    """Open the desk and stay until it is closed; with `demo`, on a fresh sample newsroom."""
    program = application()
    _keep_a_log()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with tempfile.TemporaryDirectory(prefix="loi-binh-", ignore_cleanup_errors=True) as folder:
        place = database or str(Path(folder) / "sample.db")
        try:
            window, files = _open(program, place)
        except NewsroomError as error:
            return _refuse(error, settings.load().language)
        window.show()
        sys.excepthook = _teller(window)
        if demo:
            files.fill_with_sample()
        return program.exec()


def _keep_a_log() -> None:
    """What goes wrong unexpectedly is kept in a file that can be sent, and shown on a terminal."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    folder = user_log_path("loi-binh", appauthor=False)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(
                folder / "loi-binh.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
            )
        )
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", handlers=handlers
    )


def _teller(window: DeskWindow) -> Callable[..., None]:
    """Tells of an error that no part of the desk expected, in a sentence; the traceback is kept."""

    def tell(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        _log.error("unexpected error at the desk", exc_info=(kind, error, traceback))
        window.status.problem(UNEXPECTED.said_in(window.status.language))

    return tell


def _refuse(error: NewsroomError, language: Language) -> int:
    """Say in words why the desk does not open, where somebody will see it."""
    sys.stderr.write(error.words.said_in(language) + "\n")
    box = QMessageBox(QMessageBox.Icon.Warning, NAME, "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(error.words.said_in(language))
    box.exec()
    return 2
