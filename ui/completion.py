"""What is offered under the search field: the filters there are, and what can stand after them.

Pure but for `Under`, the little list itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.decision import RejectionReason
from app.domain.hostile import visible_line
from app.domain.near_days import NearDay, near_days
from app.domain.query import KIND_NAMES, STATES, Field, Query, Token, spelled
from app.domain.vietnamese import fold
from app.domain.words import Language, Words
from ui import theme as look
from ui.theme import Theme
from ui.widgets import PlainLabel

OFFERED = 11
"""Rows that are in sight at once; more of them scroll."""

LEAST_LETTERS = 2
"""Letters of a filter's name after which it is offered."""

ROW = 26
_LOOKED_UP = (Field.FROM, Field.ARTICLE)
_REJECTED_FOR = Words("từ chối: {reason}", "rejected: {reason}")


@dataclass(frozen=True, slots=True)
class Offer:
    """What replaces the text from `start` to `end` (code points) when it is taken."""

    words: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names that must be looked up: of writers or of articles, for what is typed of them."""

    field: Field
    typed: str
    token: Token


def offers(
    query: Query,
    cursor: int,
    language: Language,
    reasons: Sequence[RejectionReason],
    today: date,
) -> Sequence[Offer] | Wanted:
    """What can be offered where the cursor is (in code points), at the end of what is typed;
    `reasons` are those for which this newsroom rejects."""
    for token in query.tokens:
        if token.start < cursor <= token.end:
            if token.field in _LOOKED_UP:
                return Wanted(token.field, token.value, token)
            return _values(query, token, _choices(token.field, reasons, today), language)
    for phrase in query.phrases:
        if phrase.start < cursor == phrase.end:
            return _fields(query.text[phrase.start : phrase.end], phrase.start, cursor, language)
    return ()


def named(query: Query, token: Token, names: Sequence[str], language: Language) -> list[Offer]:
    """Offers of names that were looked up for a filter."""
    key = _key(query, token)
    return [_offer(key, token, name, language, name) for name in names]


def _fields(typed: str, start: int, end: int, language: Language) -> list[Offer]:
    sign = "-" if typed.startswith("-") else ""
    begun = fold(typed.removeprefix("-"))
    if len(begun) < LEAST_LETTERS:
        return []
    languages: tuple[Language, Language] = ("vi", "en") if language == "vi" else ("en", "vi")
    found: dict[Field, str] = {}
    for each in languages:
        for field in Field:
            name = field.words.said_in(each)
            if fold(name).startswith(begun):
                found.setdefault(field, name)
    return [Offer(f"{sign}{name}:", f"{sign}{name}:", start, end) for name in found.values()]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What can stand after a filter's colon; `shown` says more about it, where that is needed."""

    value: Words
    shown: Words | None = None
    also: Words | None = None
    """Another name, by which it is found as well."""


def _choices(field: Field, reasons: Sequence[RejectionReason], today: date) -> Sequence[_Choice]:
    if field is Field.IS:
        return [_Choice(words) for words in STATES.values()]
    if field is Field.REASON:
        return [_Choice(words) for words in KIND_NAMES.values()] + [
            _Choice(reason.words, _rejected_for(reason.words)) for reason in reasons
        ]
    return [_day(near) for near in near_days(field, today)]


def _rejected_for(reason: Words) -> Words:
    return Words(
        _REJECTED_FOR.vi.format(reason=reason.vi), _REJECTED_FOR.en.format(reason=reason.en)
    )


def _day(near: NearDay) -> _Choice:
    day = near.day.isoformat()
    said = Words(f"{day} · {near.words.vi}", f"{day} · {near.words.en}")
    return _Choice(Words(day, day), said, near.words)


def _values(
    query: Query, token: Token, choices: Sequence[_Choice], language: Language
) -> list[Offer]:
    """Those that are begun by what is typed, and not typed whole already."""
    begun = fold(token.value)
    key = _key(query, token)
    found: list[Offer] = []
    for choice in choices:
        values = (fold(choice.value.vi), fold(choice.value.en))
        also = (fold(choice.also.vi), fold(choice.also.en)) if choice.also else ()
        if begun not in values and any(name.startswith(begun) for name in (*values, *also)):
            shown = (choice.shown or choice.value).said_in(language)
            found.append(_offer(key, token, choice.value.said_in(language), language, shown))
    return found


def _key(query: Query, token: Token) -> str:
    """A filter's name as it was typed, with its colon."""
    typed = query.text[token.start : token.end]
    return typed[: typed.index(":") + 1]


def _offer(key: str, token: Token, name: str, language: Language, shown: str) -> Offer:
    value = spelled(token.field, name, language).split(":", 1)[1]
    return Offer(visible_line(shown).text, f"{key}{value} ", token.start, token.end)


class Under(QFrame):
    """Hangs under a field, over whatever is there: a sentence about what is wrong, or a list.

    The keyboard stays in the field, which passes keys on to `press`; `taken` carries an `Offer`.
    """

    taken = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self.setObjectName("searchOffers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.problem = PlainLabel()
        self.problem.setWordWrap(True)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(self._take)
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(look.SPACE_1, look.SPACE_1, look.SPACE_1, look.SPACE_1)
        layout.addWidget(self.problem)
        layout.addWidget(self.list)
        self._field.installEventFilter(self)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("What could stand here"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"""
            QFrame#searchOffers {{ background: {theme.pane}; border: 1px solid {theme.hairline};
                border-radius: {look.RADIUS_FIELD}px; }}
            QFrame#searchOffers QLabel {{ color: {theme.bad.text}; padding: 4px 8px; }}
            QListWidget {{ background: transparent; border: none; }}
            QListWidget::item {{ padding: 0 8px; border-radius: {look.RADIUS_CHIP}px; }}
            QListWidget::item:selected, QListWidget::item:hover {{
                background: {theme.accent_tone.ground}; color: {theme.text}; }}
            QListWidget::item:selected {{ color: {theme.accent_tone.text}; }}
            """
        )

    def say(self, problem: str) -> None:
        """What is wrong with what is typed; "" for nothing."""
        self.list.hide()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._show(bool(problem))

    def offer(self, found: Sequence[Offer]) -> None:
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.words)
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        row_high = look.scaled(ROW)
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(
                self.list.item(row).sizeHint().expandedTo(QSize(0, row_high))
            )
        self.list.setFixedHeight(min(self.list.count(), OFFERED) * row_high + 2)
        self.problem.hide()
        self.list.setVisible(bool(found))
        self._show(bool(found))

    def offers(self) -> bool:
        """Whether there is something to be taken."""
        return self.isVisible() and self.list.count() > 0 and not self.list.isHidden()

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for what hangs here."""
        if not self.isVisible():
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        if not self.offers() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        row, last = self.list.currentRow(), self.list.count() - 1
        if event.key() == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, last))
        elif event.key() == Qt.Key.Key_Up and row >= 0:
            self.list.setCurrentRow(max(row - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._take(self.list.item(row))
        elif event.key() == Qt.Key.Key_Tab:
            self._take(self.list.item(max(row, 0)))
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        self.hide()
        self.taken.emit(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, wanted: bool) -> None:
        if not wanted:
            self.hide()
            return
        if self.parent() is not self._field.window():
            self.setParent(self._field.window())
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        below = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 4))
        wide = self._field.width()
        layout = self._rows
        tall = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else 0
        self.setFixedWidth(wide)
        self.move(below)
        self.resize(wide, tall or self.sizeHint().height())
