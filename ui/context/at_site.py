"""One quiet line under a conversation: how its comment stands at the site it came from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain import moment
from app.domain.delivery import DeliveryState
from app.domain.flag import Severity
from app.domain.reading import AtSite
from app.domain.words import Language
from ui.deliveries.wording import beside_words
from ui.theme import LIGHT, SPACE_1, SPACE_2, SPACE_5, Theme
from ui.widgets import ElidedLabel, mark_side, paint_severity

_TICK = 1_000
"""Milliseconds between two looks at the clock while a decision is held."""


class AtSiteLine(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("atSiteLine")
        self._at_site: AtSite | None = None
        self._language: Language = "vi"
        self._theme = LIGHT
        self._key = ""
        self._clock: Callable[[], int] = moment.now
        self._sign = _Sign()
        self.words = ElidedLabel("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_5, SPACE_1, SPACE_5, SPACE_2)
        row.setSpacing(SPACE_2)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK)
        self._ticking.timeout.connect(self.refresh)
        self.setAccessibleName(self.tr("At its site"))
        self.refresh()

    def show_at_site(self, at_site: AtSite | None) -> None:
        self._at_site = at_site
        self.refresh()

    def set_key(self, key: str) -> None:
        """The key that shows the deliveries, as the screen writes it."""
        self._key = key
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.refresh()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.refresh()

    def set_now(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say it as it is at this moment."""
        at_site = self._at_site
        if at_site is None:
            self._ticking.stop()
            self.hide()
            return
        now = self._clock()
        words, grave = beside_words(at_site, now, self._key)
        said = words.said_in(self._language)
        if said != self.words.text():
            self.words.setText(said)
        self._sign.say(grave, self._theme)
        colour = self._theme.second if grave is None else self._theme.tone(grave).text
        self.words.setStyleSheet(f"color: {colour};")
        self.setVisible(bool(said))
        self._count_down(at_site, now)

    def _count_down(self, at_site: AtSite, now: int) -> None:
        delivery = at_site.delivery
        waits = delivery is not None and delivery.state is DeliveryState.WAITING
        if waits and delivery is not None and delivery.held_until > now and self.isVisible():
            self._ticking.start()
        else:
            self._ticking.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._at_site is not None:
            self._count_down(self._at_site, self._clock())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("At its site"))
        super().changeEvent(event)


class _Sign(QWidget):
    """How grave it is, said with more than colour; nothing for what is as it should be."""

    def __init__(self) -> None:
        super().__init__()
        self._severity: Severity | None = None
        self._theme = LIGHT

    def say(self, severity: Severity | None, theme: Theme) -> None:
        self._severity, self._theme = severity, theme
        self.setFixedSize(mark_side(), mark_side())
        self.setVisible(severity is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._severity is not None:
            paint_severity(painter, QRectF(self.rect()), self._severity, self._theme)
        painter.end()
