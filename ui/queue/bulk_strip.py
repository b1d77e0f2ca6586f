"""Before many comments are decided at once: how many, what is flagged among them, and a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.decision import Action
from app.domain.flag import FlagKind
from app.domain.reading import Preview
from app.domain.words import Language
from ui import theme as look
from ui.flow import Flow
from ui.keys import claimed, is_escape
from ui.phrases import count_in
from ui.widgets import Hairline, PlainLabel


class BulkStrip(QWidget):
    """`asks` comes before it is shown; `confirmed` carries whether the flagged ones are meant too;
    `dismissed` when it is not done.

    Flagged comments are left out unless they are asked for: the first button, which Enter presses,
    never decides one that gives a reason to look twice.
    """

    asks = Signal()
    confirmed = Signal(bool)
    dismissed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("bulkStrip")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language: Language = language
        self._action = Action.APPROVE
        self._preview = Preview(0, 0, {})
        self._title = PlainLabel("heading")
        self._found = PlainLabel("second")
        self._found.setWordWrap(True)
        self.safe = QPushButton()
        self.safe.setProperty("role", "primary")
        self.everything = QPushButton()
        self.cancel = QPushButton()
        self.safe.clicked.connect(lambda: self._confirm(with_flagged=False))
        self.everything.clicked.connect(lambda: self._confirm(with_flagged=True))
        self.cancel.clicked.connect(self._dismiss)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        buttons = Flow()
        for button in (self.safe, self.everything, self.cancel):
            buttons.addWidget(button)
        inner = QVBoxLayout()
        inner.setContentsMargins(look.SPACE_4, look.SPACE_3, look.SPACE_4, look.SPACE_3)
        inner.setSpacing(look.SPACE_2)
        inner.addWidget(self._title)
        inner.addWidget(self._found)
        inner.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addLayout(inner)

    def ask(self, action: Action, preview: Preview) -> None:
        """Show what the decision would meet and take the keyboard."""
        self._action, self._preview = action, preview
        self.retranslate()
        self.asks.emit()
        self.show()
        (self.safe if self.safe.isVisible() else self.everything).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        preview, flagged = self._preview, self._preview.flagged
        what = self._action.words.said_in(self._language)
        self.setAccessibleName(self.tr("Decide many comments at once"))
        one, many = self.tr("{0}: {1} comment"), self.tr("{0}: {1} comments")
        words = one if preview.total == 1 else many
        total = count_in(preview.total, self._language)
        self._title.setText(words.format(what.capitalize(), total))
        if preview.total == 1:
            self._speak_of_one()
        else:
            self._speak_of_many()
        self.safe.setVisible(preview.total > flagged)
        self.everything.setVisible(flagged > 0)
        self.cancel.setText(self.tr("Cancel · Esc"))

    def _speak_of_one(self) -> None:
        if self._preview.flagged:
            words = self._kind_words()
            kinds = ", ".join(words[kind] for kind in self._preview.kinds)
            self._found.setText(self.tr("It gives a reason to look twice: {0}.").format(kinds))
        else:
            self._found.setText(self.tr("It is not flagged."))
        self.safe.setText(self.tr("Decide it"))
        self.everything.setText(self.tr("Decide it, though flagged"))

    def _speak_of_many(self) -> None:
        preview, flagged = self._preview, self._preview.flagged
        total, rest, number = (
            count_in(n, self._language) for n in (preview.total, preview.total - flagged, flagged)
        )
        if flagged:
            one = self.tr("{0} of them gives a reason to look twice: {1}.")
            many = self.tr("{0} of them give a reason to look twice: {1}.")
            self._found.setText((one if flagged == 1 else many).format(number, self._kinds()))
            self.safe.setText(self.tr("Only the {0} without flags").format(rest))
            self.everything.setText(self.tr("All {0}, flagged too").format(total))
        else:
            self._found.setText(self.tr("None of them is flagged."))
            self.safe.setText(self.tr("Decide {0}").format(total))

    def _kinds(self) -> str:
        words = self._kind_words()
        return ", ".join(
            f"{words[kind]} {count_in(n, self._language)}"
            for kind, n in sorted(self._preview.kinds.items(), key=lambda pair: -pair[1])
        )

    def _kind_words(self) -> dict[FlagKind, str]:
        return {
            FlagKind.WORD: self.tr("listed words"),
            FlagKind.LINK: self.tr("links"),
            FlagKind.PHONE: self.tr("phone numbers"),
            FlagKind.NAME: self.tr("names"),
            FlagKind.ADDRESS: self.tr("addresses"),
            FlagKind.SAME_TEXT: self.tr("same text again"),
            FlagKind.HIDDEN: self.tr("hidden or damaged characters"),
            FlagKind.CHANGED: self.tr("changed since"),
        }

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the strip while it has the keyboard, not to the window's commands."""
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _confirm(self, *, with_flagged: bool) -> None:
        self.hide()
        self.confirmed.emit(with_flagged)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
