"""Which deliveries are shown: a row of states, each with how many there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.domain.delivery import DeliveryCounts, DeliveryState
from app.domain.words import Language
from ui.phrases import count_in
from ui.theme import RADIUS_FIELD, SPACE_1, SPACE_2, Theme

STATES = (
    DeliveryState.WAITING,
    DeliveryState.FAILED,
    DeliveryState.SENT,
    DeliveryState.DROPPED,
)


def counted(counts: DeliveryCounts, state: DeliveryState) -> int:
    numbers = (counts.waiting, counts.failed, counts.sent, counts.dropped)
    return dict(zip(STATES, numbers, strict=True)).get(state, 0)


class StatesRow(QWidget):
    """`chosen` when another state is to be shown."""

    chosen = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self._counts = DeliveryCounts()
        self._group = QButtonGroup(self)
        self.buttons = {state: QPushButton() for state in STATES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for state, button in self.buttons.items():
            button.setObjectName(f"deliveries_{state.value}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[DeliveryState.WAITING].setChecked(True)
        self._group.buttonClicked.connect(self.chosen)
        self.retranslate()

    def state(self) -> DeliveryState:
        return next(state for state, button in self.buttons.items() if button.isChecked())

    def choose(self, state: DeliveryState) -> None:
        self.buttons[state].setChecked(True)

    def take_focus(self) -> None:
        self.buttons[self.state()].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self, counts: DeliveryCounts) -> None:
        if counts != self._counts:
            self._counts = counts
            self.retranslate()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        bare = theme.is_bare
        ground = theme.accent if bare else theme.accent_tone.ground
        letters = theme.on_accent if bare else theme.accent_tone.text
        ring = f"dashed {theme.on_accent}" if bare else f"solid {theme.text}"
        self.setStyleSheet(
            f"QPushButton {{ background: transparent; border: 1px solid transparent;"
            f" color: {theme.second}; border-radius: {RADIUS_FIELD}px; padding: 4px {SPACE_2}px;"
            f" min-height: 18px; }}"
            f"QPushButton:hover {{ color: {theme.text}; }}"
            f"QPushButton:checked {{ background: {ground}; color: {letters}; }}"
            f"QPushButton:focus {{ border: 1px solid {theme.accent}; padding: 4px {SPACE_2}px; }}"
            f"QPushButton:checked:focus {{ border: 1px {ring}; }}"
        )

    def retranslate(self) -> None:
        words = {
            DeliveryState.WAITING: self.tr("Waiting"),
            DeliveryState.FAILED: self.tr("Failed"),
            DeliveryState.SENT: self.tr("Sent"),
            DeliveryState.DROPPED: self.tr("Given up"),
        }
        for number, (state, said) in enumerate(words.items(), start=1):
            count = count_in(counted(self._counts, state), self._language)
            self.buttons[state].setText(f"{said}  {count}")
            self.buttons[state].setToolTip(self.tr("Key {0}").format(number))
        self.setAccessibleName(self.tr("Deliveries shown"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
