"""Reasons for rejection and the notes kept with them: written in the preferences, used at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.comment import Status
from app.domain.words import Words
from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.app.log_newsroom import entries_of, listed
from tests.ui.conftest import Driven, comment
from tests.ui.deciding import ids_of
from tests.ui.preferences.opened import opened_by
from ui.preferences.reasons import MOST, ReasonsPage

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def open_reasons(driven: Driven) -> ReasonsPage:
    page = opened_by(driven, "reasonsAction").findChild(ReasonsPage)
    assert isinstance(page, ReasonsPage)
    driven.until(lambda: page.list.count() > 0)
    page.list.setFocus()
    return page


def close(driven: Driven) -> None:
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(ReasonsPage) is None)
    driven.settle()
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.wait_beside()


def offered(newsroom: Newsroom) -> list[tuple[str, str]]:
    return [(one.code, one.words.vi) for one in reading.rejection_reasons(newsroom)]


def has_focus(driven: Driven, widget: object) -> None:
    driven.until(lambda: QApplication.focusWidget() is widget)


def test_a_reason_is_changed_by_keys_alone_and_its_code_stays(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    assert page.list.accessibleName()
    driven.keys(KEY.Key_Down, KEY.Key_Return)
    has_focus(driven, page.words["en"])
    driven.control(KEY.Key_A)
    driven.type("Rude")
    driven.settle()
    assert reading.rejection_reasons(newsroom)[1].words.en == "Insulting", "half a word is kept"
    driven.keys(KEY.Key_Tab)
    driven.until(lambda: reading.rejection_reasons(newsroom)[1].words.en == "Rude")
    assert reading.rejection_reasons(newsroom)[1].code == "insult"
    item = page.list.item(1)
    assert (item.text(), page.words["vi"].text()) == ("Rude", "Xúc phạm")


def test_a_reason_is_removed_added_moved_and_then_offered_by_its_digit(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    driven.keys(KEY.Key_End, KEY.Key_Delete)
    driven.until(lambda: len(offered(newsroom)) == MOST - 1)
    page.add_button.click()
    has_focus(driven, page.words["en"])
    driven.settle()
    assert len(offered(newsroom)) == MOST - 1, "a reason without words is offered"
    driven.type("Bad language")
    page.words["vi"].setFocus()
    driven.type("Noi tuc")
    driven.keys(*[KEY.Key_Up] * (MOST - 1), modifier=ALT)
    driven.until(lambda: offered(newsroom)[0] == ("bad_language", "Noi tuc"))
    assert [code for code, _ in offered(newsroom)][1:3] == ["off_topic", "insult"]
    assert "other" not in dict(offered(newsroom))
    close(driven)
    driven.keys(KEY.Key_D, KEY.Key_1)
    driven.wait_rows(19)
    (entry,) = entries_of(newsroom, listed(newsroom))
    assert entry.to_reason == "bad_language"


def test_what_was_removed_is_put_back_where_it_was(driven: Driven, newsroom: Newsroom) -> None:
    before = offered(newsroom)
    page = open_reasons(driven)
    driven.keys(KEY.Key_Down, KEY.Key_Delete)
    driven.until(lambda: len(offered(newsroom)) == MOST - 1)
    assert page.undo_button.isVisible()
    driven.control(KEY.Key_Z)
    driven.until(lambda: offered(newsroom) == before)
    assert page.undo_button.isHidden()
    assert page.current() == 1


def test_one_digit_chooses_so_nine_are_the_most_and_one_the_least(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    page.add_button.click()
    assert page.list.count() == MOST
    assert "nine" in page.problem.text()
    for _ in range(MOST):
        page.remove_button.click()
    assert page.list.count() == 1
    assert "at least one" in page.problem.text()
    driven.until(lambda: len(offered(newsroom)) == 1)


def test_a_reason_in_one_language_is_said_in_both_and_codes_are_never_alike(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    for _ in range(2):
        page.remove_button.click()
    for _ in range(2):
        page.add_button.click()
        driven.type("Noi tuc")
        driven.keys(KEY.Key_Tab)
    alike = [("noi_tuc", "Noi tuc"), ("noi_tuc_", "Noi tuc")]
    driven.until(lambda: offered(newsroom)[-2:] == alike)
    assert len(offered(newsroom)) == MOST


def test_what_is_half_written_is_kept_when_the_window_is_closed(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    driven.keys(KEY.Key_Return)
    has_focus(driven, page.words["en"])
    driven.type(" again")
    close(driven)
    assert reading.rejection_reasons(newsroom)[0].words.en == "Off topic again"


def test_a_note_is_written_previewed_and_left_beside_a_rejected_comment(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    page.note.edit.setFocus()
    driven.type("{moderator}: {nam}")
    assert "{nam}" in page.note.remark.text()
    driven.keys(KEY.Key_Backspace, KEY.Key_Backspace)
    page.note.insert_button.click()
    driven.until(page.note.insert_menu.isVisible)
    page.note.insert_menu.close()
    page.window().activateWindow()
    page.note.edit.setFocus()
    has_focus(driven, page.note.edit)
    driven.keys(*[KEY.Key_Backspace] * 3)
    page.note.insert_menu.actions()[0].trigger()
    assert page.note.text() == "{moderator}: {name}"
    assert page.note.remark.isHidden()
    name = comment(19).name
    assert page.note.preview.text() == f"An: {name}"
    driven.until(lambda: reading.rejection_reasons(newsroom)[0].note == page.note.text())
    close(driven)
    driven.keys(KEY.Key_D)
    strip = driven.window.context.rejection
    driven.until(strip.isVisible)
    assert strip.buttons()[0].words() == "Off topic + note"
    assert "{moderator}: {name}" in strip.buttons()[0].toolTip()
    driven.keys(KEY.Key_1)
    driven.wait_rows(19)
    [subject] = ids_of(newsroom, Status.REJECTED)
    beside = reading.context(newsroom, subject)
    assert beside is not None
    assert [each.text for each in beside.notes] == [f"An: {name}"]
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)
    beside = reading.context(newsroom, subject)
    assert beside is not None
    assert beside.notes == ()
    assert len(ids_of(newsroom)) == 20


def test_what_another_desk_has_changed_is_seen_when_the_page_is_shown_again(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_reasons(driven)
    first, *rest = reading.rejection_reasons(newsroom)
    theirs = replace(first, words=Words("Khác", "Different"))
    reading.change_rejection_reasons(newsroom, [theirs, *rest])
    page.hide()
    page.show()
    driven.until(lambda: page.list.item(0).text() == "Different")
    assert page.words["en"].text() == "Different"
