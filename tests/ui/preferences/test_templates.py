"""Templates for replies, written in the preferences: kept at once, used with the next key."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.template import EXAMPLES, MAX_TEMPLATE, ReplyTemplate
from app.services import templates as use_cases
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven, comment
from tests.ui.preferences.opened import opened_by
from ui.desk import Desk
from ui.preferences.templates import TemplatesPage

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def kept(newsroom: Newsroom) -> list[tuple[str, str]]:
    return [(one.name, one.text) for one in use_cases.reply_templates(newsroom)]


def open_templates(driven: Driven) -> TemplatesPage:
    page = opened_by(driven, "templatesAction").findChild(TemplatesPage)
    assert isinstance(page, TemplatesPage)
    driven.settle()
    return page


def three(newsroom: Newsroom) -> None:
    found = [ReplyTemplate(0, name, f"{name} {{name}}") for name in ("One", "Two", "Three")]
    use_cases.change_reply_templates(newsroom, found)


def test_an_empty_newsroom_is_offered_examples(driven: Driven, newsroom: Newsroom) -> None:
    page = open_templates(driven)
    assert page.examples_button.isVisible()
    assert not page.text.isVisible()
    page.examples_button.click()
    driven.until(lambda: len(kept(newsroom)) == len(EXAMPLES))
    assert kept(newsroom)[0][0] == EXAMPLES[0][0].en
    assert page.text.isVisible()
    assert comment(19).name in page.text.preview.text()
    assert page.list.hasFocus()


def test_a_first_template_is_written_by_keys_and_used_in_a_reply(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = open_templates(driven)
    page.first_button.setFocus()
    driven.keys(KEY.Key_Space)
    driven.until(lambda: QApplication.focusWidget() is page.name)
    driven.type("Thanks")
    driven.settle()
    assert kept(newsroom) == [], "a template that says nothing is kept"
    page.text.edit.setFocus()
    driven.type("Thank you, {name}!")
    driven.until(lambda: kept(newsroom) == [("Thanks", "Thank you, {name}!")])
    assert page.list.item(0).text() == "Thanks"
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(TemplatesPage) is None)
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.keys(KEY.Key_R)
    driven.until(driven.window.context.composer.isVisible)
    driven.control(KEY.Key_1)
    assert driven.window.context.composer.edit.text_written() == f"Thank you, {comment(19).name}!"


def test_order_is_changed_by_alt_and_arrows_from_list_and_form(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    page = open_templates(driven)
    page.list.setFocus()
    driven.keys(KEY.Key_Down, modifier=ALT)
    assert (page.current(), page.name.text()) == (1, "One")
    page.name.setFocus()
    driven.keys(KEY.Key_Down, modifier=ALT)
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["Two", "Three", "One"])
    assert not page.down_button.isEnabled()
    driven.keys(KEY.Key_Down, modifier=ALT)
    page.up_button.click()
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["Two", "One", "Three"])
    menu = driven.window.context.composer.templates
    driven.until(lambda: (menu.filled(1) or "").startswith("One"))


def test_a_template_is_removed_and_put_back_and_none_is_left_in_the_end(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    page = open_templates(driven)
    page.list.setFocus()
    driven.keys(KEY.Key_Down, KEY.Key_Delete)
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["One", "Three"])
    assert page.name.text() == "Three"
    page.undo_button.click()
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["One", "Two", "Three"])
    assert (page.current(), page.name.text()) == (1, "Two")
    page.list.setFocus()
    driven.keys(*[KEY.Key_Delete] * 3)
    driven.until(lambda: kept(newsroom) == [])
    assert page.examples_button.isVisible()
    assert QApplication.focusWidget() is page.undo_button
    assert not page.remove_button.isEnabled()


def test_variables_are_inserted_from_a_menu_and_strange_ones_named(driven: Driven) -> None:
    page = open_templates(driven)
    page.first_button.click()
    page.text.edit.setFocus()
    driven.type("Hi {nam} ")
    assert "{nam}" in page.text.remark.text()
    page.text.insert_button.click()
    driven.until(page.text.insert_menu.isVisible)
    page.text.insert_menu.close()
    assert [each.text() for each in page.text.insert_menu.actions()] == [
        "Writer's name\t{name}",
        "Article's title\t{article}",
        "Who replies or decides\t{moderator}",
    ]
    page.text.insert_menu.actions()[2].trigger()
    assert page.text.text() == "Hi {nam} {moderator}"
    assert page.text.preview.text() == "Hi {nam} An"
    assert QApplication.focusWidget() is page.text.edit


def test_what_is_typed_survives_another_language(driven: Driven, newsroom: Newsroom) -> None:
    three(newsroom)
    page = open_templates(driven)
    page.text.edit.setFocus()
    driven.type("Hello ")
    driven.action("languageAction").trigger()
    driven.until(lambda: driven.window.status.language == "vi")
    assert page.text.text() == "Hello One {name}"
    driven.until(lambda: kept(newsroom)[0][1] == "Hello One {name}")


def test_a_template_that_says_nothing_has_no_key_and_the_others_move_up(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    page = open_templates(driven)
    page.text.edit.setFocus()
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_Delete)
    shown = Qt.ItemDataRole.AccessibleDescriptionRole
    assert [page.list.item(row).data(shown) for row in range(3)] == ["", "Ctrl+1", "Ctrl+2"]
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["Two", "Three"])
    driven.control(KEY.Key_Z)
    driven.until(lambda: [name for name, _ in kept(newsroom)] == ["One", "Two", "Three"])


def test_nothing_is_written_before_it_is_known_what_there_is(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    desk = driven.window.findChild(Desk)
    assert isinstance(desk, Desk)
    read = threading.Event()
    for _ in range(2):  # both threads that read have other work
        desk.jobs.read(desk, lambda: read.wait(20), lambda _: None, lambda _: None)
    page = TemplatesPage(desk)
    page.show()
    assert not page.add_button.isEnabled()
    page.add()
    assert page.items == []
    read.set()
    driven.settle()
    assert [one.name for one in page.items] == ["One", "Two", "Three"]
    assert page.add_button.isEnabled()
    assert len(kept(newsroom)) == 3
    page.deleteLater()


def test_what_another_desk_writes_meanwhile_is_not_lost(driven: Driven, newsroom: Newsroom) -> None:
    three(newsroom)
    page = open_templates(driven)
    found = use_cases.reply_templates(newsroom)
    use_cases.change_reply_templates(newsroom, [*found[1:], ReplyTemplate(0, "Theirs", "hello")])
    page.list.setCurrentRow(1)
    page.text.edit.setFocus()
    driven.type("Mine. ")
    driven.until(lambda: any("Mine" in text for _, text in kept(newsroom)))
    assert [name for name, _ in kept(newsroom)] == ["Two", "Three", "Theirs"]
    menu = driven.window.context.composer.templates
    driven.until(lambda: menu.filled(2) == "hello")
    driven.type("More. ")
    driven.until(lambda: any("More" in text for _, text in kept(newsroom)))
    assert [name for name, _ in kept(newsroom)] == ["Two", "Three", "Theirs"]


def test_what_could_not_be_kept_waits_and_is_kept_in_the_end(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    page = open_templates(driven)
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE reply_template RENAME TO elsewhere")
    page.text.edit.setFocus()
    driven.type("Mine. ")
    driven.until(page.problem.isVisible)
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO reply_template")
    page.hide()
    driven.until(lambda: kept(newsroom)[0][1].startswith("Mine. "))
    page.show()
    driven.settle()
    assert page.text.text().startswith("Mine. ")


def test_a_text_that_is_too_long_is_cut_where_one_sees_it(
    driven: Driven, newsroom: Newsroom
) -> None:
    three(newsroom)
    page = open_templates(driven)
    QApplication.clipboard().setText("x" * (MAX_TEMPLATE + 1))
    page.text.edit.setFocus()
    driven.control(KEY.Key_A)
    driven.control(KEY.Key_V)
    assert len(page.text.edit.text_written()) == MAX_TEMPLATE
    assert page.text.remark.isVisible()
    assert "10,000" in page.text.remark.text()
    driven.until(lambda: kept(newsroom)[0][1] == "x" * MAX_TEMPLATE)
    driven.keys(KEY.Key_Backspace)
    assert not page.text.remark.isVisible()
