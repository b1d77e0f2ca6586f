"""The palette by keys: what can be done now, by a part of its name or by walking to it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import Driven
from ui.palette.palette import Palette

KEY = Qt.Key


def opened(driven: Driven) -> Palette:
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.control(KEY.Key_K)
    palette = driven.window.findChild(Palette)
    assert isinstance(palette, Palette)
    driven.until(palette.isActiveWindow)
    return palette


def names(palette: Palette) -> list[str]:
    rows = palette.list.model()
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def test_every_command_that_can_be_given_is_walked_to(driven: Driven) -> None:
    palette = opened(driven)
    assert "Undo" not in names(palette)
    walked = [palette.list.currentIndex().data()]
    while walked[-1] != "Mark all of the queue":
        driven.keys(KEY.Key_Down)
        assert palette.list.currentIndex().data() not in walked
        walked.append(palette.list.currentIndex().data())
    driven.keys(KEY.Key_Down, KEY.Key_Up, KEY.Key_Return)
    driven.until(lambda: driven.window.queue.model.marked_count() == 20)


def test_what_cannot_be_done_is_not_there_and_enter_waits(driven: Driven) -> None:
    palette = opened(driven)
    driven.type("redo")
    assert names(palette) == []
    driven.keys(KEY.Key_Return)
    assert palette.isVisible()
    for _ in "redo":
        driven.keys(KEY.Key_Backspace)
    driven.type("approve")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(19)
    palette = opened(driven)
    driven.type("undo")
    driven.keys(KEY.Key_Return)
    driven.wait_rows(20)


def test_it_has_names_for_a_screen_reader(driven: Driven) -> None:
    palette = opened(driven)
    assert palette.typed.accessibleName()
    assert palette.list.accessibleName()
    driven.keys(KEY.Key_Escape)
