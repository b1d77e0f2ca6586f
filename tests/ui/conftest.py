"""A desk on a real database, opened as a script would open it, and driven by keys and mouse."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.domain import moment
from app.domain.queue import FIXED_QUEUES
from app.services.importing import import_items
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord, CommentRecord, Item
from ui import settings, theme
from ui.application import open_desk
from ui.files import Files
from ui.jobs import Jobs
from ui.moderating import Moderating
from ui.theme import Appearance
from ui.window import DeskWindow

ARTICLE = ArticleRecord(
    "bao.vn",
    "cau",
    "https://bao.vn/cau.html",
    "Cầu Nam Sông thông xe trước Tết",
    section="Đời sống",
    byline="Thanh Bình",
    lead="Sau hai mươi sáu tháng thi công, cây cầu sẽ mở.",
    body="Đoạn một.\n\nĐoạn hai.",
)
OTHER = ArticleRecord("bao.vn", "hoc", "https://bao.vn/hoc.html", "Học phí năm học mới")
FIRST_AT = moment.now() - 5 * moment.HOUR


def comment(number: int, text: str = "", **other: object) -> CommentRecord:
    """The nth comment; a higher number is newer. Good name and address unless told otherwise."""
    values: dict[str, object] = {
        "name": f"Trần Thu {chr(65 + number % 26)}",
        "address": f"thu{number}@gmail.com",
        "created_at": FIRST_AT + number * moment.MINUTE,
        "article": "cau" if number % 3 else "hoc",
    }
    return CommentRecord(
        source="bao.vn",
        external_id=f"c{number}",
        line=number,
        text=text or f"Đường dẫn phía bờ nam thứ {number} vẫn còn nhiều bụi lắm.",
        **(values | other),
    )


PATIENCE = 20_000
"""Milliseconds."""


class Driven:
    """The window with what a test asks of it; everything goes through widgets and keys."""

    def __init__(self, qtbot: QtBot, window: QMainWindow, database: Path) -> None:
        assert isinstance(window, DeskWindow)
        self.qtbot = qtbot
        self.window = window
        self.database = database
        found = window.findChild(QTableView, "queueList")
        assert isinstance(found, QTableView)
        self.list = found
        files = window.findChild(Files)
        assert isinstance(files, Files)
        self.files = files
        jobs = window.findChild(Jobs)
        assert isinstance(jobs, Jobs)
        self.jobs = jobs

    def until(self, true: Callable[[], bool], timeout: int = PATIENCE) -> None:
        """Wait; long enough for a machine that has other work to do."""
        self.qtbot.waitUntil(true, timeout=timeout)

    def widget(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QWidget), name
        return found

    def action(self, name: str) -> QAction:
        found = self.window.findChild(QAction, name)
        assert isinstance(found, QAction), name
        return found

    def keys(
        self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys where the keyboard is, one after the other, without waiting in between."""
        for key in keys:
            focused = QApplication.focusWidget() or self.window
            self.qtbot.keyClick(focused, key, modifier)

    def control(self, key: Qt.Key) -> None:
        self.keys(key, modifier=Qt.KeyboardModifier.ControlModifier)

    def choose(self, key: str) -> None:
        """A fixed queue, by keys in the left column."""
        row = [named.key for named in FIXED_QUEUES].index(key)
        self.window.sidebar.queues.setFocus()
        self.keys(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * row, Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)

    def rows(self) -> int:
        return self.list.model().rowCount()

    def role(self, name: bytes) -> int:
        return next(
            role
            for role, named in self.list.model().roleNames().items()
            if bytes(named.data()) == name
        )

    def value(self, row: int, name: bytes) -> object:
        """A role of a row, waiting until it has been fetched."""
        index = self.list.model().index(row, 0)
        role = self.role(name)
        self.until(lambda: index.data(role) is not None)
        return index.data(role)

    def current_text(self) -> str:
        return str(self.value(self.list.currentIndex().row(), b"text"))

    def said(self) -> str:
        """What the status line says."""
        return self.widget("statusLine").accessibleDescription()

    def count(self, key: str) -> int:
        """The count a queue shows in the left column."""
        places = self.window.sidebar.queues.places
        roles = {bytes(name.data()): role for role, name in places.roleNames().items()}
        for row in range(places.rowCount()):
            index = places.index(row, 0)
            if index.data(roles[b"key"]) == key:
                return int(index.data(roles[b"count"]))
        raise AssertionError(key)

    def wait_rows(self, n: int) -> None:
        self.until(lambda: self.rows() == n)

    def wait_said(self, pattern: str) -> None:
        self.until(lambda: re.search(pattern, self.said()) is not None)

    def wait_context(self, text: str) -> None:
        """Until the right column shows the comment with this text."""
        pane = self.window.context
        self.until(lambda: pane.context is not None and pane.context.comment.text == text)

    def busy(self) -> bool:
        """Whether keys wait for their turn or something is being read or written."""
        moderating = self.window.findChild(Moderating)
        assert isinstance(moderating, Moderating)
        return moderating.busy() or self.jobs.busy()

    def settle(self) -> None:
        """Until nothing is under way."""
        self.until(
            lambda: not self.jobs.busy(),
        )

    def wait_beside(self) -> None:
        """Until the right column shows the current comment, and nothing is under way."""

        def shown() -> bool:
            context = self.window.context.context
            return context is not None and context.comment.id == self.window.queue.list.current_id()

        self.until(shown)
        self.settle()


@pytest.fixture(autouse=True)
def fresh_program(qapp: QApplication) -> Iterator[None]:
    """What is the whole program's is not left to the next test: the size of the text, and windows,
    which Qt deletes in an event loop only, and until then polishes anew with every style sheet."""
    theme.use_text_size(qapp, 100)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def own_settings() -> Iterator[None]:
    """English, light, and An at the desk; forgotten afterwards."""
    store = QSettings("Loi Binh", "Loi Binh")
    store.clear()
    settings.save(settings.Settings("An", "en", Appearance.LIGHT))
    yield
    store.clear()


@pytest.fixture
def newsroom(blank: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """Another desk on the same database, with Bình at it."""
    opened = open_newsroom(shutil.copy(blank, tmp_path / "desk.db"), "Bình")
    yield opened
    opened.store.close()


Fill = Callable[..., None]


@pytest.fixture
def fill(newsroom: Newsroom) -> Fill:
    """Bring comments in, as an import would."""

    def bring_in(*comments: CommentRecord) -> None:
        items: list[Item] = [ARTICLE, OTHER, *comments]
        finish(import_items(newsroom, "file", ((0, item) for item in items)))

    return bring_in


@pytest.fixture
def driven(
    qtbot: QtBot, qapp: QApplication, own_settings: None, newsroom: Newsroom, fill: Fill
) -> Iterator[Driven]:
    """The desk on twenty comments, the newest (19) first."""
    fill(*(comment(number) for number in range(20)))
    window = open_desk(str(newsroom.store.path))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    desk = Driven(qtbot, window, newsroom.store.path)
    desk.wait_rows(20)
    desk.wait_beside()
    yield desk
    window.close()
    for question in window.findChildren(QMessageBox, "leavingQuestion"):
        for button in question.buttons():
            if question.buttonRole(button) is QMessageBox.ButtonRole.DestructiveRole:
                button.click()
    window.deleteLater()
    qapp.processEvents()
