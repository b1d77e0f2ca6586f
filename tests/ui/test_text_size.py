"""Density and size of text, chosen while one works and kept for the next time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven, Fill, comment
from ui import settings
from ui.application import open_desk
from ui.preferences.choices import Choices
from ui.theme import LIGHT, Density, use_text_size
from ui.widgets import PlainLabel
from ui.window import DeskWindow

KEY = Qt.Key


@pytest.fixture(autouse=True)
def usual_size(qapp: QApplication) -> Iterator[None]:
    yield
    use_text_size(qapp, 100)


def choose(driven: Driven, **chosen: object) -> None:
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    choices.use(replace(choices.chosen, **chosen))


def row(driven: Driven) -> int:
    return driven.list.rowHeight(0)


def measures(driven: Driven) -> dict[str, int]:
    """How large what is written in different ways is: style sheet, own fonts, painted."""
    window = driven.window
    return {
        "cards": row(driven),
        "places": window.sidebar.queues.sizeHintForRow(0),
        "heading": window.queue._title.font().pixelSize(),
        "judged": window.context.conversation.thread_view.judged.font().pixelSize(),
        "button": window.context.bar.approve.height(),
        "chip": window.queue.delegate._measures.chip_height,
        "search": window.search.height(),
    }


def cut_off(driven: Driven) -> list[str]:
    """Labels and buttons in sight that have less room than their words need."""
    found = []
    for kind in (PlainLabel, QPushButton):
        for each in driven.window.findChildren(kind):
            short = each.height() < each.minimumSizeHint().height()
            narrow = each.width() < each.minimumSizeHint().width()
            if each.isVisible() and each.text() and (short or narrow):
                found.append(each.text())
    return found


def test_a_larger_text_is_larger_everywhere_at_once(driven: Driven) -> None:
    driven.window.resize(1440, 900)
    driven.keys(KEY.Key_J, KEY.Key_J, KEY.Key_X)
    driven.wait_beside()
    current = driven.window.queue.list.current_id()
    before = measures(driven)
    choose(driven, text_size=150)
    QApplication.processEvents()
    larger = measures(driven)
    assert {name: larger[name] / before[name] for name in before} == pytest.approx(
        dict.fromkeys(before, 1.5), rel=0.12
    )
    driven.until(lambda: cut_off(driven) == [])
    assert driven.window.queue.list.current_id() == current
    assert driven.window.queue.model.marked_count() == 1
    choose(driven, text_size=100)
    QApplication.processEvents()
    assert measures(driven) == before
    assert driven.window.theme is LIGHT


def test_a_compact_list_shows_more_comments_in_the_same_place(driven: Driven) -> None:
    driven.keys(*[KEY.Key_J] * 9)
    driven.wait_beside()
    current = driven.list.currentIndex().row()
    tall = row(driven)
    choose(driven, density=Density.COMPACT)
    assert row(driven) <= tall * 0.75
    assert driven.list.currentIndex().row() == current
    place = driven.list.visualRect(driven.list.currentIndex())
    assert driven.list.viewport().rect().contains(place)
    choose(driven, density=Density.COMFORTABLE)
    assert row(driven) == tall
    assert (
        driven.list.viewport().rect().contains(driven.list.visualRect(driven.list.currentIndex()))
    )


def test_what_was_chosen_is_there_from_the_first_moment(
    own_settings: None, newsroom: Newsroom, fill: Fill, tmp_path: Path
) -> None:
    fill(comment(1))
    heights = []
    for size, density in ((100, Density.COMFORTABLE), (130, Density.COMPACT)):
        chosen = replace(settings.load(), text_size=size, density=density)
        settings.save(chosen)
        assert settings.load() == chosen
        window = open_desk(str(newsroom.store.path))
        assert isinstance(window, DeskWindow)
        assert (window.theme.text_size, window.theme.density) == (size, density)
        heights.append(window.queue.list.verticalHeader().defaultSectionSize())
        title = window.context.article._title.label
        title.ensurePolished()
        assert title.font().pixelSize() == round(17 * size / 100)
        window.close()
        window.deleteLater()
    assert 0.7 < heights[1] / heights[0] < 1


def test_the_current_comment_stays_in_sight_when_the_list_gets_lower(driven: Driven) -> None:
    driven.window.resize(1440, 900)
    shown = driven.window.queue.list
    whole = shown.viewport().height() // row(driven)
    driven.keys(*[KEY.Key_J] * (whole - 1))
    driven.wait_beside()
    current = shown.currentIndex()
    assert shown.viewport().height() - shown.visualRect(current).bottom() < row(driven)

    def seen() -> bool:
        return shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()))

    for chosen in ({"density": Density.COMPACT}, {"text_size": 150}, {"text_size": 100}):
        choose(driven, **chosen)
        driven.until(seen)
    shown.step(-shown.model().rowCount())
    shown.step(shown.viewport().height() // row(driven) - 1)
    driven.keys(KEY.Key_X, KEY.Key_K, KEY.Key_X, KEY.Key_J, KEY.Key_S)
    driven.until(driven.widget("bulkStrip").isVisible)
    driven.until(seen)
