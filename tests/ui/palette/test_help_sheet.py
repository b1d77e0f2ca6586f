"""The sheet of keys: all of them, found by typing, at any width, and where they are changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from tests.ui.conftest import Driven
from ui.palette.help_sheet import HelpSheet
from ui.preferences.choices import Choices

KEY = Qt.Key


def opened(driven: Driven) -> HelpSheet:
    driven.keys(KEY.Key_F1)
    sheet = driven.window.findChild(HelpSheet)
    assert isinstance(sheet, HelpSheet)
    driven.until(sheet.isActiveWindow)
    return sheet


def said(sheet: HelpSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]


def test_it_is_narrowed_by_a_command_in_either_language_or_by_a_key(driven: Driven) -> None:
    sheet = opened(driven)
    everything = said(sheet)
    assert {"Approve", "Ctrl+1 – 9", "IN THE LIST", "Choose the reason"} <= set(everything)
    driven.type("duyet")
    assert {"Approve", "Back to pending"} <= set(said(sheet))
    assert "Reject…" not in said(sheet)
    assert "IN THE LIST" not in said(sheet)
    sheet.typed.setText("ctrl+k")
    assert set(said(sheet)) == {"DESK", "Every command…", "Ctrl+K", "Keys of Lời Bình"}
    sheet.typed.setText("qqqq")
    assert "No command and no key is called that." in said(sheet)
    sheet.typed.clear()
    assert said(sheet) == everything


def test_it_fits_a_narrow_window_and_is_turned_by_keys(driven: Driven) -> None:
    sheet = opened(driven)
    area = sheet.findChild(QScrollArea)
    assert area is not None
    for width in (1080, 820, 420):
        sheet.resize(width, 400)
        driven.until(lambda: area.verticalScrollBar().maximum() > 0)
        assert area.widget().width() <= area.viewport().width()
        lines = [each for each in sheet.findChildren(QLabel) if each.text() == "Approve"]
        assert lines[0].width() >= lines[0].minimumSizeHint().width()
    driven.keys(KEY.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_it_says_whose_keys_they_are_and_leads_to_changing_them(driven: Driven) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    choices.use(
        replace(
            choices.chosen,
            preset="wordpress",
            keys={"approveAction": ("F9",), "laterAction": ("F8",)},
        ),
    )
    sheet = opened(driven)
    shown = said(sheet)
    assert "Keys of WordPress, 1 changed" in shown
    assert shown[shown.index("Approve") + 1] == "F9"
    assert shown[shown.index("Undo") + 1] == "Z · Ctrl+Z"
    asked: list[bool] = []
    driven.action("keysAction").triggered.connect(lambda: asked.append(True))
    sheet.change.click()
    assert asked == [True]
    assert not sheet.isVisible()


def test_the_keyboard_is_back_in_the_list_after_it(driven: Driven) -> None:
    opened(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)


def test_a_question_under_it_still_takes_its_answer(driven: Driven) -> None:
    driven.keys(KEY.Key_D)
    strip = driven.window.context.rejection
    driven.until(strip.isVisible)
    opened(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.window.isActiveWindow)
    driven.keys(KEY.Key_1)
    driven.wait_rows(19)


def test_a_button_that_has_done_its_work_gives_the_keyboard_to_the_list(driven: Driven) -> None:
    driven.window.context.article.fold_button.setFocus()
    opened(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.list.hasFocus)
