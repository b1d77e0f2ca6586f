from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.queue import Order
from tests.ui.queue.newsroom import NOW, Shelf
from ui import theme as look
from ui.jobs import Jobs
from ui.queue.pane import QueuePane
from ui.widgets import KeyCapButton

# The offscreen plugin warns whenever a window has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def pane(jobs: Jobs, shelf: Shelf, qtbot: QtBot) -> QueuePane:
    pane = QueuePane(jobs, shelf.pages, look.LIGHT, "vi", lambda: NOW)
    qtbot.addWidget(pane)
    pane.resize(500, 700)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def said(pane: QueuePane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def banner(pane: QueuePane) -> QPushButton:
    found = pane.findChild(QPushButton, "newComments")
    assert isinstance(found, QPushButton)
    return found


def many(count: int) -> array[int]:
    return array("q", range(1, count + 1))


def test_before_the_first_listing_nothing_is_claimed(pane: QueuePane) -> None:
    assert [text for text in said(pane) if text] == []
    assert pane.list.isVisible()


def test_it_says_what_is_listed_and_how_much_is_marked(pane: QueuePane) -> None:
    pane.show_listing("Chờ duyệt", many(1204))
    assert said(pane) == ["Chờ duyệt", "1.204"]
    pane.model.toggle(1)
    assert said(pane)[1] == "1.204 · 1 marked"
    pane.model.mark_all()
    assert said(pane)[1] == "1.204 · 1.204 marked"
    pane.model.remove_ids(frozenset([1, 2]))
    assert said(pane)[1] == "1.202 · 1.202 marked"
    pane.set_language("en")
    assert said(pane)[1] == "1,202 · 1,202 marked"
    pane.set_title("Pending")
    assert said(pane)[0] == "Pending"
    pane.show_listing("Tìm", many(1000), search="cầu", whole=False)
    assert said(pane)[1] == "1,000+"
    pane.set_whole(True)
    assert said(pane)[1] == "1,000"


def test_a_title_is_plain_text(pane: QueuePane) -> None:
    pane.show_listing("<b>Hỏi</b>", many(1))
    for label in pane.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_empty_queue_says_what_to_do_next(pane: QueuePane) -> None:
    pane.show_listing("Chờ duyệt", many(2))
    pane.model.remove_ids(frozenset([1, 2]))
    assert "Nothing is left in this queue." in said(pane)
    assert not pane.list.isVisible()
    assert [each.text() for each in pane.findChildren(KeyCapButton) if each.isVisible()] == []
    done = pane.grab().toImage()
    pane.show_listing("Chờ duyệt", many(0), search="cầu")
    assert "No comment matches the search." in said(pane)
    assert pane.grab().toImage() != done
    pane.show_listing("Chờ duyệt", many(1))
    assert pane.list.isVisible()


def test_an_empty_list_offers_the_next_step(pane: QueuePane, qtbot: QtBot) -> None:
    def step() -> KeyCapButton:
        (button,) = (each for each in pane.findChildren(KeyCapButton) if each.isVisible())
        return button

    pane.show_listing("Chờ duyệt", many(0), search="cầu")
    assert step().words() == "Clear the search"
    with qtbot.waitSignal(pane.widerRequested), qtbot.assertNotEmitted(pane.importRequested):
        step().click()
    pane.set_begun(False)
    assert "No comments yet." in said(pane)
    assert step().words() == "Import…"
    with qtbot.waitSignal(pane.importRequested), qtbot.assertNotEmitted(pane.widerRequested):
        step().click()
    pane.set_begun(True)
    assert "No comment matches the search." in said(pane)


def test_keys_stay_in_the_column_when_it_empties(pane: QueuePane, qtbot: QtBot) -> None:
    pane.show_listing("Chờ duyệt", many(1))
    pane.activateWindow()
    pane.list.setFocus()
    qtbot.waitUntil(pane.list.hasFocus)
    pane.model.remove_ids(frozenset([1]))
    assert not any(each.hasFocus() for each in pane.findChildren(QToolButton))
    pane.show_listing("Chờ duyệt", many(2))
    assert pane.list.hasFocus()


def test_new_comments_wait_behind_a_button(pane: QueuePane, qtbot: QtBot) -> None:
    button = banner(pane)
    assert not button.isVisible()
    pane.set_new_count(1)
    assert button.text() == "1 new comment"
    pane.set_new_count(1200)
    assert button.isVisible()
    assert button.text() == "1.200 new comments"
    with qtbot.waitSignal(pane.newRequested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    pane.set_new_count(0)
    assert not button.isVisible()


def test_the_order_is_chosen_from_a_menu(pane: QueuePane, qtbot: QtBot) -> None:
    button = next(each for each in pane.findChildren(QToolButton))
    assert button.text() == "newest first ▾"
    newest, oldest = button.menu().actions()
    with qtbot.waitSignal(pane.orderChanged) as changed:
        oldest.trigger()
    assert changed.args == [Order.OLDEST]
    assert button.text() == "oldest first ▾"
    assert oldest.isChecked()
    with qtbot.assertNotEmitted(pane.orderChanged):
        oldest.trigger()
        pane.set_order(Order.NEWEST)
    assert newest.isChecked()
    assert button.text() == "newest first ▾"


def test_texts_follow_the_language(pane: QueuePane) -> None:
    pane.set_new_count(2)
    button = banner(pane)
    button.setText("cũ")
    QCoreApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
    assert button.text() == "2 new comments"
    assert pane.list.accessibleName() == "Comments"


def test_another_queue_begins_at_its_top_without_marks(pane: QueuePane) -> None:
    pane.show_listing("Chờ duyệt", many(50))
    pane.list.select_id(20)
    pane.model.toggle(20)
    pane.show_listing("Cần xem kỹ", many(60))
    assert pane.list.current_id() == 1
    assert pane.model.marked_count() == 0


def test_it_takes_another_theme_and_hides_quietly(pane: QueuePane, jobs: Jobs) -> None:
    pane.show_listing("Chờ duyệt", many(3), status_shown=True)
    for _ in range(3):
        QApplication.processEvents()
        jobs.wait(5000)
    light = pane.grab().toImage()
    pane.set_theme(look.DARK)
    assert pane.grab().toImage() != light
    pane.hide()
