"""Keys that a part of the desk keeps for itself while it has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from ui.window import DeskWindow


def claimed(event: QEvent, mine: Callable[[QKeyEvent], bool]) -> bool:
    """Whether Qt asks, before a command's shortcut takes a key, and the key is one of `mine`.

    To be asked first in a widget's `event`; the key press then comes to the widget itself.
    """
    asks = event.type() == QEvent.Type.ShortcutOverride
    if not asks or not isinstance(event, QKeyEvent) or not mine(event):
        return False
    event.accept()
    return True


def is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape


def give_back(window: DeskWindow) -> None:
    """A window above the desk has closed: the keyboard stays where text was being typed or a list
    was being walked or a question still waits for its answer, and goes to the comments from any
    other button, which has done its work."""
    window.activateWindow()
    focused = window.focusWidget()
    questions = (window.context.rejection, window.bulk)
    if focused is None or (
        isinstance(focused, QAbstractButton)
        and not any(each.isAncestorOf(focused) for each in questions)
    ):
        window.queue.list.setFocus()
