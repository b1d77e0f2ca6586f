"""The search field: typed letter by letter, with what narrows the queue shown inside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.domain.hostile import visible_line
from app.domain.words import Language
from ui import theme as look
from ui.icons import paint_icon
from ui.search_line import SearchLine
from ui.shortcuts import shown_keys
from ui.text_places import utf16, utf16_slices
from ui.theme import LIGHT, Theme
from ui.widgets import plain_tooltip

if TYPE_CHECKING:
    from app.domain.decision import RejectionReason
    from app.domain.query import Query
    from ui.completion import Offer, Under, Wanted

TYPING_PAUSE = 60
"""Milliseconds after the last letter before the search begins."""

LONGEST_SCOPE = 28


class _Glass(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedSize(QSize(1, 1) * look.scaled(16))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), "magnify", self._theme.second)


class _Star(QToolButton):
    """Keeps what is typed as a queue."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedSize(QSize(1, 1) * max(look.LEAST_CONTROL, look.scaled(26)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(0, 0, look.scaled(17), look.scaled(17))
        place.moveCenter(QRectF(self.rect()).center())
        paint_icon(painter, place, "star-outline", self._theme.second)


class SearchField(QFrame):
    """`searched` carries what is typed, after a short pause; `scopeCleared` when the article or
    writer shown in the field is taken out; `left` when the keyboard belongs to the list again;
    `lookedUp` carries what names are `Wanted` for completion, to be given to `offer`.

    What is typed is understood only when something is: the field is there before there is time.
    """

    searched = Signal(str)
    scopeCleared = Signal()
    left = Signal()
    lookedUp = Signal(object)

    def __init__(self, search: QAction, keep: QAction, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self._theme = LIGHT
        self._language: Language = language
        self._reasons: tuple[RejectionReason, ...] = ()
        self._wanted: Wanted | None = None
        self._under: Under | None = None
        self._narrowed_to = ""
        self.line = SearchLine(self.query, self._press)
        self.line.setObjectName("searchField")
        self.line.setFrame(False)
        self.line.setMinimumHeight(look.LEAST_CONTROL)
        self.line.setMaxLength(500)
        self._glass = _Glass()
        self._scope = QPushButton()
        self._scope.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scope.setProperty("role", "scope")
        self._scope.hide()
        self._scope.clicked.connect(self.scopeCleared)
        self._keep = _Star()
        self._keep.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keep.setProperty("role", "quiet")
        self._keep.hide()
        self._keep.clicked.connect(keep.trigger)
        self._actions = search, keep
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.SPACE_3, 0, look.SPACE_1, 0)
        layout.setSpacing(look.SPACE_2)
        layout.addWidget(self._glass)
        layout.addWidget(self._scope)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._keep)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self.line.left.connect(self._leave)
        self.line.focused.connect(self._show_focus)
        for action in self._actions:
            action.changed.connect(self._show_keys)
        self.retranslate()

    def text(self) -> str:
        return self.line.text()

    def query(self) -> Query:
        """What is typed, understood."""
        from app.domain.query import parse

        return parse(self.text(), self._reasons) if self._reasons else parse(self.text())

    def know_reasons(self, reasons: Sequence[RejectionReason]) -> None:
        """For what this newsroom rejects: `reason:` asks for it."""
        self._reasons = tuple(reasons)

    def clear(self) -> None:
        """Empty the field without announcing a search."""
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Put this into the field without announcing a search."""
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)
        self._pause.stop()
        self._keep.setVisible(bool(text.strip()))
        if self._under is not None:
            self._under.hide()

    def search_now(self) -> None:
        """Announce what was typed last, if that waits for more letters."""
        if self._pause.isActive():
            self._pause.stop()
            self._search()

    def take_focus(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_scope(self, words: str) -> None:
        """What the queue is narrowed to, such as an article's title; "" for nothing."""
        self._narrowed_to = visible_line(words).text
        self._scope.setAccessibleName(self._narrowed_to)
        self._scope.setVisible(bool(words))
        self._make_room()

    def _make_room(self) -> None:
        """As much of what narrows the queue as leaves room to type, and as many words of how to
        begin as fit beside it."""
        metrics = self._scope.fontMetrics()
        most = min(metrics.averageCharWidth() * LONGEST_SCOPE, self.width() * 2 // 5)
        short = metrics.elidedText(self._narrowed_to, Qt.TextElideMode.ElideRight, most)
        self._scope.setText(f"{short}  ×".replace("&", "&&"))
        again = self.tr("Show the whole queue again")
        whole = "" if short == self._narrowed_to else self._narrowed_to
        self._scope.setToolTip(plain_tooltip(f"{whole} · {again}" if whole else again))
        taken = 0 if self._scope.isHidden() else self._scope.sizeHint().width() + look.SPACE_2
        taken += 0 if self._keep.isHidden() else self._keep.sizeHint().width() + look.SPACE_2
        room = self.width() - taken - look.scaled(16) - 3 * look.SPACE_3 - look.SPACE_4
        fits = self.line.fontMetrics().horizontalAdvance
        key = shown_keys(self._actions[0])
        said = self.tr("search in comments, names, addresses…"), self.tr("Search")
        offered = (f"{said[0]}   {key}".rstrip(), *said, "")
        self.line.setPlaceholderText(
            next(each for each in offered if fits(each) <= room or not each)
        )

    def is_narrowed(self) -> bool:
        """Whether an article or a writer stands in the field."""
        return not self._scope.isHidden()

    def say_what_is_wrong(self) -> None:
        """Why what is typed cannot be searched for, under the field."""
        query = self.query()
        unfinished = next((token for token in query.tokens if token.meaning is None), None)
        problem = query.problem
        said = problem.said_in(self._language) if problem else ""
        if not said and unfinished is not None:
            typed = self.text()[unfinished.start : unfinished.end]
            said = self.tr("“{0}” is not finished yet.").format(typed)
        self._hang().say(said)
        self.line.setAccessibleDescription(said)

    def offer(self, wanted: Wanted, names: Sequence[str]) -> None:
        """Names that were looked up for what was typed, if it is still wanted."""
        from ui.completion import named

        if wanted is self._wanted and self.line.hasFocus():
            self._hang().offer(named(self.query(), wanted.token, names, self._language))

    def set_language(self, language: Language) -> None:
        self._language = language

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(look.scaled(32))
        self._glass.set_theme(theme)
        self._keep.set_theme(theme)
        self.line.set_theme(theme)
        if self._under is not None:
            self._under.set_theme(theme)
        self._show_focus(self.line.hasFocus())

    def retranslate(self) -> None:
        self.line.setAccessibleName(self.tr("Search"))
        self._keep.setAccessibleName(self.tr("Keep this search as a queue"))
        self._show_keys()

    @Slot()
    def _show_keys(self) -> None:
        """What leads here and what keeps a search, by the keys of today."""
        keep = shown_keys(self._actions[1])
        hint = self.tr("Keep this search as a queue")
        self._keep.setToolTip(f"{hint} · {keep}" if keep else hint)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot(bool)
    def _show_focus(self, focused: bool) -> None:
        theme = self._theme
        self.setStyleSheet(
            f"""
            QFrame[role="field"] {{ background: {theme.pane}; border-radius: {look.RADIUS_FIELD}px;
                border: 1px solid {theme.accent if focused else theme.hairline}; }}
            QLineEdit {{ background: transparent; border: none; padding: 0; }}
            QPushButton[role="scope"] {{ background: {theme.accent_tone.ground};
                color: {theme.accent_tone.text}; border: 1px solid transparent;
                border-radius: {look.RADIUS_CHIP}px; padding: 1px 6px;
                min-height: {look.LEAST_CONTROL - 4}px; }}
            QPushButton[role="scope"]:focus {{ border-color: {theme.accent}; }}
            """
        )
        if not focused and self._under is not None:
            self._under.hide()

    # What is typed

    @Slot()
    def _typed(self) -> None:
        self._keep.setVisible(bool(self.text().strip()))
        self._pause.start()
        if self.line.hasFocus():
            self._complete()

    def _complete(self) -> None:
        """Say what is wrong, or offer what could stand where the cursor is."""
        from datetime import datetime

        from ui.completion import Wanted, offers

        query = self.query()
        self._wanted = None
        self.line.setAccessibleDescription("")
        cursor = len(utf16_slices(self.text())(0, self.line.cursorPosition()))
        today = datetime.now().astimezone().date()
        found = offers(query, cursor, self._language, self._reasons, today)
        if query.problem is not None and (isinstance(found, Wanted) or not found):
            self.say_what_is_wrong()
        elif isinstance(found, Wanted):
            self._wanted = found
            self._hide()
            self.lookedUp.emit(found)
        elif found:
            self._hang().offer(found)
        else:
            self._hide()

    def _press(self, event: QKeyEvent) -> bool:
        return self._under is not None and self._under.press(event)

    @Slot(object)
    def _take(self, offer: Offer) -> None:
        text = self.text()
        before = text[: offer.start] + offer.text
        self.line.setText(before + text[offer.end :].removeprefix(" "))
        self.line.setCursorPosition(utf16(before, len(before)))
        self._complete()

    @Slot()
    def _leave(self) -> None:
        """Back to the comments, unless what is typed cannot be carried out."""
        if self.text().strip() and not self.query().ready:
            self.say_what_is_wrong()
            return
        self._hide()
        self.search_now()
        self.left.emit()

    @Slot()
    def _search(self) -> None:
        """What cannot be carried out leaves the list as it is."""
        if self.query().ready:
            self.searched.emit(self.text())

    def _hang(self) -> Under:
        if self._under is None:
            from ui.completion import Under

            self._under = Under(self)
            self._under.set_theme(self._theme)
            self._under.taken.connect(self._take)
        return self._under

    def _hide(self) -> None:
        if self._under is not None:
            self._under.hide()
