"""Where the eye ends: what can be done to the comment, each with its key, and why one rejects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.decision import RejectionReason
from app.domain.hostile import visible_line
from app.domain.words import Language
from ui.keys import claimed, is_escape
from ui.phrases import count_in
from ui.theme import LIGHT, SPACE_1, SPACE_2, SPACE_3, SPACE_5, Theme
from ui.widgets import KeyCapButton, PlainLabel, plain_tooltip

_WORDS_SHOWN = 80
_NOTE_SHOWN = 300
_COLUMNS = 3


class KeyButton(KeyCapButton):
    """A button that is an action: its words, its key, whether it can be done now."""

    def __init__(self, action: QAction, *, primary: bool = False) -> None:
        super().__init__(primary=primary)
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._follow()

    def action(self) -> QAction:
        return self._action

    def _follow(self) -> None:
        shortcuts = self._action.shortcuts()
        native = QKeySequence.SequenceFormat.NativeText
        key = shortcuts[0].toString(native) if shortcuts else ""
        self.say(_without_mnemonic(self._action.text()), key)
        self.setEnabled(self._action.isEnabled())


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\x00").replace("&", "").replace("\x00", "&")


@dataclass(frozen=True, slots=True)
class BarActions:
    """The window's actions that have a button."""

    approve: QAction
    reject: QAction
    spam: QAction
    reply: QAction
    edit: QAction
    note: QAction


_FITS = ((True, False), (True, True), (False, False), (False, True))
"""With caps or without, with less air or not: what is tried first, from wide to narrow."""


class ActionBar(QWidget):
    """One row of buttons; where it gets narrow they do without their key caps."""

    def __init__(self, actions: BarActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self.approve = KeyButton(actions.approve, primary=True)
        self.reject = KeyButton(actions.reject)
        self.spam = KeyButton(actions.spam)
        self.reply = KeyButton(actions.reply)
        self.edit = KeyButton(actions.edit)
        self.note = KeyButton(actions.note)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_5, SPACE_2 + 2, SPACE_5, SPACE_2 + 2)
        row.setSpacing(SPACE_2)
        for button in self._buttons()[:-1]:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.note)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons():
            button.set_theme(theme)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Decide"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_caps()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_caps()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    def _buttons(self) -> tuple[KeyButton, ...]:
        return (self.approve, self.reject, self.spam, self.reply, self.edit, self.note)

    def _fit_caps(self) -> None:
        shown = [button for button in self._buttons() if not button.isHidden()]
        gaps = SPACE_2 * len(shown)
        room = self.width() - 2 * SPACE_5
        cap, tight = next(
            (
                (cap, tight)
                for cap, tight in _FITS
                if sum(button.fitted_width(cap=cap, tight=tight) for button in shown) + gaps <= room
            ),
            _FITS[-1],
        )
        spacing = SPACE_1 if tight else SPACE_2
        if spacing != self._row.spacing():  # setting it asks for a layout again, and so for this
            self._row.setSpacing(spacing)
        for button in shown:
            button.fit(cap=cap, tight=tight)


class RejectionStrip(QWidget):
    """The reasons, in place: a digit chooses, arrows and Tab move, Esc closes."""

    reasonChosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rejectionStrip")
        self._reasons: tuple[RejectionReason, ...] = ()
        self._language: Language = "vi"
        self._theme = LIGHT
        self._columns = _COLUMNS
        self._buttons: list[KeyCapButton] = []
        self._title = PlainLabel("section")
        self._help = PlainLabel("faint")
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._help)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_3, SPACE_5, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addLayout(self._grid)
        self.retranslate()
        self.hide()

    def open(self, reasons: Sequence[RejectionReason], how_many: int = 1) -> None:
        """Show these reasons and take the keys; `how_many` comments they will be said of."""
        self._how_many = how_many
        if tuple(reasons) != self._reasons:
            self._reasons = tuple(reasons)
            self._rebuild()
        self.retranslate()
        self.show()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_strip(self) -> None:
        """Fold away without a reason."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def reasons(self) -> tuple[RejectionReason, ...]:
        return self._reasons

    def buttons(self) -> tuple[KeyCapButton, ...]:
        return tuple(self._buttons)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self._buttons:
            button.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    _how_many = 1

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Reasons for a rejection"))
        one, many = self.tr("REJECT BECAUSE"), self.tr("REJECT {0} COMMENTS BECAUSE")
        how_many = count_in(self._how_many, self._language)
        self._title.setText(one if self._how_many == 1 else many.format(how_many))
        self._help.setText(self.tr("1–9 choose · Esc closes"))
        for number, (button, reason) in enumerate(
            zip(self._buttons, self._reasons, strict=True), start=1
        ):
            words = visible_line(reason.words.said_in(self._language), _WORDS_SHOWN).text
            if reason.note.strip():
                words = self.tr("{0} + note").format(words)
            button.say(words, str(number) if number <= 9 else "")
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        return claimed(event, self._is_mine) or super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        return self._digit(event) is not None or event.key() in _MOVES or is_escape(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = self._digit(event)
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif digit is not None:
            if digit <= len(self._reasons):
                self._choose(self._reasons[digit - 1].code)
        elif event.key() in _MOVES:
            self._move(_MOVES[event.key()])
        else:
            super().keyPressEvent(event)

    def _digit(self, event: QKeyEvent) -> int | None:
        text = event.text()
        return int(text) if len(text) == 1 and text in "123456789" else None

    def _move(self, step: tuple[int, int]) -> None:
        focused = self.focusWidget()
        here = next((n for n, button in enumerate(self._buttons) if button is focused), 0)
        there = here + step[0] + step[1] * self._columns
        if 0 <= there < len(self._buttons):
            self._buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, code: str) -> None:
        self.hide()
        self.reasonChosen.emit(code)

    def _rebuild(self) -> None:
        for old in self._buttons:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for reason in self._reasons:
            button = _ReasonButton(self)
            button.set_theme(self._theme)
            button.clicked.connect(lambda _checked=False, code=reason.code: self._choose(code))
            self._buttons.append(button)

    def _arrange(self) -> None:
        if not self._buttons:
            return
        room = self.width() - 2 * SPACE_5
        widths = [button.full_width() + SPACE_2 for button in self._buttons]
        self._columns = next(
            (n for n in range(_COLUMNS, 2, -1) if sum(_widest(widths, n)) <= room), 2
        )
        widest = _widest(widths, self._columns)
        cut = sum(widest) > room
        for number, (button, reason) in enumerate(zip(self._buttons, self._reasons, strict=True)):
            note = visible_line(reason.note, _NOTE_SHOWN).text
            said = [button.words() if cut else "", note]
            button.setToolTip(plain_tooltip(": ".join(filter(None, said))))
            self._grid.addWidget(button, number // self._columns, number % self._columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, widest[column] if column < self._columns else 0)


def _widest(widths: Sequence[int], columns: int) -> list[int]:
    return [max(widths[column::columns], default=0) for column in range(columns)]


_MOVES: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _ReasonButton(KeyCapButton):
    """Enter and Space choose it; every other key is the strip's."""

    def __init__(self, strip: RejectionStrip) -> None:
        super().__init__(cap_first=True)
        self._strip = strip
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._strip.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
