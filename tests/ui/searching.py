"""The search field and the queues of one's own, as tests drive and read them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QListWidget

from tests.ui.conftest import Driven

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def line(driven: Driven) -> QLineEdit:
    found = driven.widget("searchField")
    assert isinstance(found, QLineEdit)
    return found


def search(driven: Driven, text: str) -> None:
    driven.list.setFocus()
    driven.keys(KEY.Key_Slash)
    line(driven).selectAll()
    for letter in text:
        if letter.isascii():
            driven.type(letter)
        else:
            line(driven).insert(letter)


def offered(driven: Driven) -> list[str]:
    under = driven.window.findChild(QListWidget)
    if under is None or not under.isVisible():
        return []
    return [under.item(row).text() for row in range(under.count())]


def own(driven: Driven) -> list[str]:
    places = driven.widget("ownSidebar")
    assert isinstance(places, QListView)
    model = places.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def title(driven: Driven) -> str:
    return driven.window.queue._title.text()


def count(driven: Driven) -> str:
    return driven.window.queue._count.text()
