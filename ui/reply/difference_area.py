"""What an edit changes, below the field it is made in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from ui.context.still_text import DifferenceText

_MOST_TALL = 104


class DifferenceArea(QScrollArea):
    """The difference, as tall as it is up to a few lines, then scrolled."""

    def __init__(self, content: DifferenceText) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the text its width and this area its height."""
        wide = max(80, self.width() - 10)
        tall = self._content.height_at(wide)
        self._content.resize(wide, tall)
        self.setFixedHeight(min(_MOST_TALL, tall + 2))
