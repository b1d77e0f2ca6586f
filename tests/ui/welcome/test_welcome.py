"""The first minute: a name, a language and a beginning by keys, and comments before all of that."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QProcess, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import desk as reading
from app.services import sites
from app.services.newsroom import Newsroom
from app.services.opening import default_moderator
from tests.app.services.tiny_isso import tiny_isso
from tests.ui.conftest import Driven, Fill, comment
from tests.ui.connecting.opened import find, log_in, outcome, the_sheet
from ui import settings
from ui.application import open_desk
from ui.importing.preview import Preview
from ui.preferences.choices import Choices
from ui.theme import Appearance
from ui.translations import Translations
from ui.welcome import sample
from ui.welcome.page import WelcomePage
from ui.welcome.strip import NameStrip
from ui.welcome.welcome import Welcome

KEY = Qt.Key
ROW = {"article_url": "https://bao.vn/cau", "name": "Lan", "email": "lan@gmail.com"}


@pytest.fixture
def first_time(qapp: QApplication) -> Iterator[None]:
    """A computer on which nobody has said anything, but that it speaks English."""
    store = QSettings("Loi Binh", "Loi Binh")
    store.clear()
    settings.save(settings.Settings("", "en", Appearance.LIGHT))
    yield
    store.clear()
    Translations(qapp).use("en")


def opened(qtbot: QtBot, newsroom: Newsroom) -> Driven:
    window = open_desk(str(newsroom.store.path))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    desk = Driven(qtbot, window, newsroom.store.path)
    desk.settle()
    return desk


@pytest.fixture
def empty(qtbot: QtBot, first_time: None, newsroom: Newsroom) -> Iterator[Driven]:
    """A desk at which nobody has said who they are, without any comment."""
    desk = opened(qtbot, newsroom)
    yield desk
    desk.window.close()
    desk.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def waiting(qtbot: QtBot, first_time: None, newsroom: Newsroom, fill: Fill) -> Iterator[Driven]:
    """A desk at which nobody has said who they are, with five comments."""
    fill(*(comment(number) for number in range(5)))
    desk = opened(qtbot, newsroom)
    desk.wait_rows(5)
    desk.wait_beside()
    yield desk
    desk.window.close()
    desk.window.deleteLater()
    QApplication.processEvents()


def welcome(driven: Driven) -> Welcome:
    found = driven.window.findChild(Welcome)
    assert isinstance(found, Welcome)
    return found


def page(driven: Driven) -> WelcomePage:
    shown = welcome(driven).page
    assert shown is not None
    return shown


def strip(driven: Driven) -> NameStrip:
    shown = welcome(driven).strip
    assert shown is not None
    return shown


def retype(driven: Driven, name: str) -> None:
    driven.control(KEY.Key_A)
    driven.type(name)


def test_the_first_minute_by_keys(
    empty: Driven, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "Cầu đẹp lắm."} | ROW) + "\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    first = page(empty)
    assert first.isVisible()
    empty.until(first.name.hasFocus)
    assert first.name.text() == default_moderator()
    retype(empty, "  Thu   Ha ")
    empty.keys(KEY.Key_Return)
    assert settings.load().moderator == "Thu Ha"
    assert empty.said() == "Decisions made here now stand in the log as Thu Ha."
    assert first.bring_in.hasFocus()
    assert empty.window.findChild(Preview) is None, "one Enter goes one step"
    empty.keys(KEY.Key_Return)
    empty.until(lambda: empty.window.findChild(Preview) is not None)
    sheet = empty.window.findChild(Preview)
    assert isinstance(sheet, Preview)
    empty.until(sheet.bring_in.hasFocus)
    empty.keys(KEY.Key_Return)
    empty.wait_rows(1)
    empty.until(lambda: welcome(empty).page is None)
    assert welcome(empty).strip is None
    empty.until(empty.list.hasFocus)
    empty.wait_beside()
    empty.keys(KEY.Key_A)
    empty.wait_rows(0)
    empty.settle()
    assert reading.overview(newsroom).counts["approved"] == 1


def test_a_name_is_needed_to_go_on(empty: Driven) -> None:
    first = page(empty)
    empty.until(first.name.hasFocus)
    retype(empty, "   ")
    empty.keys(KEY.Key_Return)
    assert first.name.hasFocus()
    assert settings.load().moderator == ""
    assert "write a name" in " ".join(texts(first))


def texts(widget: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_language_is_switched_at_once_and_nothing_typed_is_lost(empty: Driven) -> None:
    first = page(empty)
    empty.until(first.name.hasFocus)
    retype(empty, "Ha")
    english = texts(first)
    first.languages["vi"].setFocus()
    empty.keys(KEY.Key_Space)
    assert settings.load().language == "vi"
    assert empty.window.status.language == "vi"
    assert first.name.text() == "Ha"
    assert first.languages["vi"].hasFocus()
    first.languages["en"].setFocus()
    empty.keys(KEY.Key_Space)
    assert texts(first) == english
    empty.action("languageAction").trigger()
    empty.until(first.languages["vi"].isChecked)
    empty.keys(KEY.Key_Return)
    assert settings.load().moderator == "Ha"


def test_the_sample_is_opened_as_a_program_of_its_own(
    empty: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, list[str]]] = []

    def start(program: str, arguments: list[str]) -> tuple[bool, int]:
        begun.append((program, arguments))
        return len(begun) == 1, 0

    monkeypatch.setattr(QProcess, "startDetached", start)
    first = page(empty)
    first.look_around.setFocus()
    empty.keys(KEY.Key_Return)
    (program, (main, option)) = begun[0]
    assert program == sys.executable
    assert Path(main).name == "main.py"
    assert Path(main).exists()
    assert option == "--demo"
    assert "window of its own" in empty.said()
    empty.keys(KEY.Key_Return)
    assert "could not be opened" in empty.said()
    monkeypatch.setattr(sample, "MAIN", Path("/nowhere/main.py"))
    begun.clear()
    empty.keys(KEY.Key_Return)
    assert "could not be opened" in empty.said()
    assert begun == []
    assert reading.overview(newsroom).last_id == 0


def test_escape_goes_to_the_desk_and_the_welcome_can_be_had_again(empty: Driven) -> None:
    empty.until(page(empty).name.hasFocus)
    empty.keys(KEY.Key_Escape)
    assert welcome(empty).page is None
    assert settings.load().moderator == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert strip(empty).isVisible()
    empty.action("welcomeAction").trigger()
    empty.until(page(empty).name.hasFocus)
    assert welcome(empty).strip is None


def test_every_control_is_reached_by_tab_and_named(empty: Driven) -> None:
    first = page(empty)
    empty.until(first.name.hasFocus)
    met: list[QWidget] = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        empty.keys(KEY.Key_Tab)
    wanted = [*first.findChildren(QPushButton), first.name]
    assert set(wanted) <= set(met)
    assert any(isinstance(widget, QRadioButton) for widget in met)
    for widget in wanted:
        assert widget.accessibleName() or isinstance(widget, QRadioButton)
        assert widget.height() >= 24


def test_in_a_low_window_what_has_the_keyboard_is_scrolled_to(empty: Driven) -> None:
    first = page(empty)
    empty.until(first.name.hasFocus)
    empty.window.resize(empty.window.minimumSize())
    QApplication.processEvents()
    for _ in range(12):
        empty.keys(KEY.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or not first.isAncestorOf(focused):
            break
        corner = focused.mapTo(first, focused.rect().bottomLeft())
        assert first.rect().contains(corner), focused
        if focused is first.leave:
            return
    raise AssertionError("the last button was not reached")


def test_comments_that_come_in_take_its_place(empty: Driven, fill: Fill) -> None:
    empty.until(page(empty).name.hasFocus)
    fill(comment(1))
    empty.wait_rows(1)
    assert welcome(empty).page is None
    assert strip(empty).isVisible()
    empty.until(empty.list.hasFocus)


def test_who_is_writing_a_name_is_not_made_to_decide(
    empty: Driven, newsroom: Newsroom, fill: Fill
) -> None:
    empty.until(page(empty).name.hasFocus)
    retype(empty, "Ng")
    fill(comment(1))
    empty.wait_rows(1)
    assert strip(empty).name.hasFocus()
    empty.type("a")
    empty.keys(KEY.Key_Return)
    assert settings.load().moderator == "Nga"
    assert welcome(empty).strip is None
    assert empty.list.hasFocus()
    empty.settle()
    assert reading.overview(newsroom).counts["approved"] == 0


# Where comments wait


def test_comments_keep_the_keyboard_and_the_name_is_asked_below(
    waiting: Driven, newsroom: Newsroom
) -> None:
    assert waiting.list.hasFocus()
    assert welcome(waiting).page is None
    assert strip(waiting).isVisible()
    waiting.keys(KEY.Key_A)
    waiting.wait_rows(4)
    strip(waiting).name.setFocus()
    retype(waiting, "Binh")
    waiting.keys(KEY.Key_Return)
    assert settings.load().moderator == "Binh"
    assert welcome(waiting).strip is None
    assert waiting.list.hasFocus()
    waiting.keys(KEY.Key_A)
    waiting.wait_rows(3)
    waiting.settle()
    with newsroom.store.reading() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT moderator FROM log_entry")]
    assert names == [default_moderator(), "Binh"]


def test_the_strip_goes_with_escape_for_this_time(waiting: Driven) -> None:
    strip(waiting).name.setFocus()
    waiting.keys(KEY.Key_Escape)
    assert welcome(waiting).strip is None
    assert waiting.list.hasFocus()
    assert settings.load().moderator == ""


def test_a_name_given_elsewhere_is_not_asked_for_again(waiting: Driven) -> None:
    choices = waiting.window.findChild(Choices)
    assert isinstance(choices, Choices)
    choices.set_moderator("An")
    assert welcome(waiting).strip is None
    assert waiting.list.hasFocus()


def test_a_name_field_takes_no_dropped_file(waiting: Driven) -> None:
    assert not strip(waiting).name.acceptDrops()
    waiting.action("welcomeAction").trigger()
    assert not page(waiting).name.acceptDrops()


def test_no_key_decides_about_what_the_page_covers(waiting: Driven, newsroom: Newsroom) -> None:
    waiting.action("welcomeAction").trigger()
    first = page(waiting)
    first.look_around.setFocus()
    waiting.keys(KEY.Key_A, KEY.Key_S, KEY.Key_X, KEY.Key_D, KEY.Key_U)
    waiting.control(KEY.Key_A)
    waiting.settle()
    assert first.isVisible()
    assert reading.overview(newsroom).counts["pending"] == 5
    assert waiting.window.queue.model.marked_count() == 0
    waiting.list.setFocus()
    assert welcome(waiting).page is None
    waiting.keys(KEY.Key_A)
    waiting.wait_rows(4)


def test_the_page_follows_the_window(empty: Driven) -> None:
    first = page(empty)
    for width, height in ((924, 700), (1440, 900)):
        empty.window.resize(width, height)
        empty.until(lambda size=(width, height): empty.window.size().toTuple() == size)
        QApplication.processEvents()
        assert first.geometry().right() == first.parentWidget().rect().right()
        assert first.geometry().bottom() < empty.window.status.y()
        assert first.geometry().left() > empty.window.sidebar.geometry().left()


def test_it_covers_what_is_read_in_a_narrow_window_and_leads_back_there(waiting: Driven) -> None:
    window = waiting.window
    window.resize(900, 700)
    waiting.until(lambda: not window.context.isVisible())
    waiting.keys(KEY.Key_Return)
    waiting.until(window.context.isVisible)
    read = QApplication.focusWidget()
    waiting.action("welcomeAction").trigger()
    first = page(waiting)
    for height in (700, 850):
        window.resize(900, height)
        waiting.until(lambda height=height: window.height() == height)
        QApplication.processEvents()
        assert first.geometry().left() > window.sidebar.geometry().right()
        assert first.geometry().bottom() >= window.sidebar.geometry().bottom()
    waiting.keys(KEY.Key_Escape)
    assert QApplication.focusWidget() is read


def test_a_key_that_is_held_opens_one_sample(
    empty: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def start(program: str, _arguments: list[str]) -> tuple[bool, int]:
        begun.append(program)
        return True, 0

    monkeypatch.setattr(QProcess, "startDetached", start)
    first = page(empty)
    first.look_around.setFocus()
    for held in (False, True, True):
        none = Qt.KeyboardModifier.NoModifier
        pressed = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, none, "\r", held)
        QApplication.sendEvent(first.look_around, pressed)
    assert len(begun) == 1


def test_who_comes_from_a_reply_goes_back_to_it(waiting: Driven) -> None:
    waiting.keys(KEY.Key_R)
    editor = waiting.window.context.composer.edit
    waiting.until(editor.hasFocus)
    waiting.type("C")
    waiting.action("welcomeAction").trigger()
    waiting.until(page(waiting).name.hasFocus)
    waiting.keys(KEY.Key_Escape)
    assert editor.hasFocus()
    waiting.type("as")
    assert editor.toPlainText() == "Cas"
    waiting.settle()
    assert waiting.rows() == 5


def test_a_site_is_connected_from_the_first_minute(empty: Driven, newsroom: Newsroom) -> None:
    with tiny_isso() as server:
        server.password, server.texts = "secret", ["Cầu đẹp lắm."]
        first = page(empty)
        first.connect_site.setFocus()
        empty.keys(KEY.Key_Return)
        sheet = the_sheet(empty)
        find(empty, sheet, server.address)
        log_in(empty, "secret")
        outcome(empty, sheet)
        assert welcome(empty).page is first
        empty.keys(KEY.Key_Return)
        empty.until(lambda: welcome(empty).page is None)
        empty.wait_rows(1)
        assert [each.settings.key for each in sites.connected(newsroom)] == [server.key]
