"""What a screen reader is told: roles, names and states of what the desk paints itself, and what
has just happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tests.ui import walking
from tests.ui.conftest import Driven

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing")

KEY = Qt.Key
ROLE = QAccessible.Role
NAME = QAccessible.Text.Name


def reader(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def row(view: QAbstractItemView, number: int) -> QAccessibleInterface:
    """The cell that a row begins with, as a reader comes upon it."""
    index = view.model().index(number, 0)
    middle = view.viewport().mapToGlobal(view.visualRect(index).center())
    found = reader(view).childAt(middle.x(), middle.y())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("queueList", ROLE.Table),
        ("queueSidebar", ROLE.List),
        ("articleSidebar", ROLE.List),
        ("searchField", ROLE.EditableText),
        ("judgedText", ROLE.EditableText),
    ],
)
def test_each_part_has_its_role_and_a_name(
    driven: Driven, name: str, role: QAccessible.Role
) -> None:
    found = reader(driven.widget(name))
    assert found.role() == role
    assert found.text(NAME)


def test_a_card_is_read_whole_and_says_that_it_is_marked(driven: Driven) -> None:
    driven.value(0, b"text")
    card = row(driven.list, 0)
    assert card.role() == ROLE.Cell
    assert "Trần Thu T" in card.text(NAME)
    assert "thứ 19" in card.text(NAME)
    assert "Cầu Nam Sông" in row(driven.list, 0).text(NAME) or "Học phí" in card.text(NAME)
    assert not card.text(NAME).startswith("marked")
    driven.keys(KEY.Key_X)
    assert row(driven.list, 0).text(NAME).startswith("marked")


def test_the_current_card_is_selected_and_the_others_are_not(driven: Driven) -> None:
    driven.keys(KEY.Key_J)
    driven.value(1, b"text")
    assert row(driven.list, 1).state().selected
    assert not row(driven.list, 0).state().selected


def test_a_queue_says_its_name_and_its_count(driven: Driven) -> None:
    pending = row(driven.window.sidebar.queues, 0)
    assert pending.role() == ROLE.ListItem
    assert pending.text(NAME) == "Pending 20"
    assert pending.state().selected


def test_a_button_says_its_words_and_its_key(driven: Driven) -> None:
    approve = reader(driven.window.context.bar.approve)
    assert approve.role() == ROLE.Button
    assert approve.text(NAME) == "Approve"
    assert approve.text(QAccessible.Text.Description) == "A"


def test_what_was_decided_is_announced(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the edge of Qt: what it hands on to a reader cannot be asked for here."""
    told: list[tuple[str, bool]] = []
    hand_on = QAccessible.updateAccessibility

    def listen(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            told.append((event.message(), urgent))
        hand_on(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    driven.keys(KEY.Key_A)
    driven.wait_said("Approved")
    driven.keys(KEY.Key_Z)
    driven.wait_said("Undone")
    said = [words for words, _ in told]
    assert [words.split(":")[0].split()[0] for words in said] == ["Approved", "Undone"]
    assert said[-1] == driven.said().replace(" · ", ", ")


def test_everything_that_can_be_worked_has_a_name(driven: Driven) -> None:
    widgets = [each for each in walking.seen(driven.window) if each.focusPolicy().value]
    assert len(widgets) > 15
    for widget in widgets:
        assert walking.name_of(widget) or not isinstance(widget, walking.CONTROLS), widget
