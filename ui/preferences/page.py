"""What every page of the preferences is to the window that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be set: the words it is found by, and what gets the keyboard then."""

    words: str
    widget: QWidget


class Page(QWidget):
    """A page applies what is chosen on it at once, by itself."""

    def title(self) -> str:
        raise NotImplementedError

    def things(self) -> Sequence[Found]:
        """Everything that can be set here, from top to bottom, in the language of the moment."""
        raise NotImplementedError
