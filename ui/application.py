"""The composition root: the window first, then the newsroom it shows.

An empty window of Qt takes half as long as importing what opens a database. So this module and
all that the window is made of import neither storage nor use cases; `ui.joining` does, once the
window with its skeleton is painted, in the thread that opens the newsroom.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from ui import settings, theme
from ui.jobs import Jobs
from ui.window import DeskWindow

if TYPE_CHECKING:
    from app.domain.comment import Comment
    from app.domain.reading import Glance, Page
    from app.domain.words import Words
    from app.services.newsroom import Newsroom
    from ui.joining import Joined, Opened

NAME = "Lời Bình"

SWITCH_INTERVAL = 0.0005
"""Seconds after which a working thread lets the window go on. Painting a screen asks for its turn a
dozen times: with Python's own 5 ms a page down took 80 to 200 ms beside a large batch, now 30."""

LONGEST_WAIT_FOR_PAINT = 400
"""Milliseconds after which the newsroom is opened though no window was painted, as when it starts
as an icon."""

PATIENCE_AFTER = 3_000
"""Milliseconds of opening after which the window says why there is nothing to see yet."""

QUIET_AFTER = 1_000
"""Milliseconds after the first comments are shown."""


def application() -> QApplication:
    """The QApplication there is, or a new one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QLoggingCategory.setFilterRules("qt.qpa.*=false")
    sys.setswitchinterval(SWITCH_INTERVAL)
    made = QApplication(sys.argv[:1])
    made.setApplicationName("loi_binh")  # a part of a D-Bus path, for the number on the icon
    made.setApplicationDisplayName(NAME)
    made.setDesktopFileName("loi-binh")
    return made


def open_desk(database: str) -> QMainWindow:
    """Open the desk on a database (a path or an SQLAlchemy URL), without entering the event loop.

    Closing the window ends its threads and closes the database. Raises StorageError in words.
    """
    from ui import joining

    program = application()
    opened = joining.open_first(database, settings.load().moderator)
    start = Start(program)
    start.join(opened)
    return start.window


def run(database: str, *, demo: bool) -> int:
    """Open the desk and stay until it is closed; with `demo`, on a fresh sample newsroom.

    Without a database it is the one in the user's own data folder.
    """
    gc.disable()
    program = application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with _sample_folder(demo and not database) as folder:
        start = Start(program)
        start.window.show()
        start.begin(str(folder / "sample.db") if folder else database, demo=demo)
        return program.exec()


class Start:
    """A window that waits for its newsroom: it can be looked at, and left, until it is joined.

    `newsroom` is set by the thread that opens it, so that it is closed whatever comes between.
    """

    def __init__(self, program: QApplication) -> None:
        self._program = program
        self._joined: Joined | None = None
        self._opened = threading.Event()
        self._database, self._demo = "", False
        self.newsroom: Newsroom | None = None
        self.window = DeskWindow(theme.theme_for(*settings.load_look()))
        self._jobs = Jobs(self.window)
        self.window.setWindowTitle(NAME)
        self.window.restoreGeometry(settings.load_geometry())
        self.window.closing.connect(self._close)

    def _page(self, ids: Sequence[int]) -> Page[Comment]:
        """What stands below the first page is read as soon as a newsroom is there to read from."""
        from app.domain.reading import Page
        from app.services.desk import page

        self._opened.wait()
        return Page([], [], lambda row: row) if self.newsroom is None else page(self.newsroom, ids)

    def begin(self, database: str, *, demo: bool) -> None:
        """When the window is painted, build it and show the first comments; then open their
        newsroom."""
        soon = QTimer(self.window)
        soon.setSingleShot(True)
        soon.timeout.connect(self._look)
        self.window.painted.connect(lambda: soon.setInterval(0))
        soon.start(LONGEST_WAIT_FOR_PAINT)
        self._database, self._demo = database, demo

    def _look(self) -> None:
        url = "sqlite:///"
        database = self._database.removeprefix(url)

        def look() -> Glance | None:
            from app.services.places import default_database
            from app.storage.glance import glance
            from ui.windows import WINDOW

            import_module("ui.columns")
            if self._demo:
                return None
            return glance(Path(database).expanduser() if database else default_database(), WINDOW)

        def seen(glance: Glance | None) -> None:
            if glance is not None:
                self.build()
                self.window.show_glance(glance)
            QTimer.singleShot(0, self.window, self._open)

        self._jobs.read(self.window, look, seen, self._refuse)

    def build(self) -> None:
        """Put the window's columns in their places, with nothing in them."""
        from ui.queue.pane import QueuePane
        from ui.translations import Translations

        chosen = settings.load()
        window, language = self.window, chosen.language
        self._translations = Translations(self._program)
        self._translations.use(language)
        theme.use_text_size(self._program, window.theme.text_size)
        window.build(QueuePane(self._jobs, self._page, window.theme, language), language)
        window.commands.use_keys(chosen.preset, chosen.keys)
        theme.apply(self._program, window.theme)

    def _open(self) -> None:
        """What comes of it is shown in the window, or said before the program ends with 2."""

        def work() -> Opened:
            from ui import joining, troubles

            troubles.keep_a_log()
            opened = joining.open_first(self._database, settings.load().moderator)
            self.newsroom = opened.newsroom
            return opened

        def show(opened: Opened) -> None:
            from ui import troubles

            self.join(opened)
            sys.excepthook = troubles.teller(self.window)
            QTimer.singleShot(QUIET_AFTER, self.window, keep_what_the_start_made)

        QTimer.singleShot(PATIENCE_AFTER, self.window, self._ask_for_patience)
        self._jobs.read(self.window, work, show, self._refuse)

    def _ask_for_patience(self) -> None:
        from app.domain.words import Words

        words = Words(
            "Đang chuẩn bị tòa soạn cho phiên bản này của chương trình. Nếu có nhiều lời bình, "
            "việc này mất vài phút, một lần duy nhất.",
            "The newsroom is being made ready for this version of the program. With many "
            "comments that takes some minutes, once.",
        )
        self.window.ask_for_patience(words.said_in(settings.load().language))

    def join(self, opened: Opened) -> None:
        """Let everything be done in the window that a newsroom can have done."""
        from ui import joining

        if not self.window.is_built():
            self.build()
        self.newsroom = opened.newsroom
        self._opened.set()
        self._joined = joining.join(
            self.window,
            self._jobs,
            opened,
            self._program,
            self._translations,
            settings.load(),
            sample=self._demo,
        )

    def _refuse(self, words: Words) -> None:
        """Say in words why the desk does not open, where somebody will see it."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        said = words.said_in(settings.load().language)
        sys.stderr.write(said + "\n")
        box = QMessageBox(QMessageBox.Icon.Warning, NAME, "", parent=self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(said)
        box.exec()
        self.window.close()
        self._program.exit(2)

    def _close(self) -> None:
        settings.save_geometry(self.window.saveGeometry())
        if self._joined is not None:
            self._joined.stop()
        self._opened.set()
        self._jobs.close()
        if self.newsroom is not None:
            self.newsroom.store.close()


def keep_what_the_start_made() -> None:
    """What is there now stays for good: the garbage collector need not look at it again, which
    took it up to 30 milliseconds in the middle of a page."""
    gc.collect()
    gc.freeze()
    gc.enable()


@contextmanager
def _sample_folder(wanted: bool) -> Iterator[Path | None]:
    if not wanted:
        yield None
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="loi-binh-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
