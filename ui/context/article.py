"""The article a comment is about: enough of it to judge by, the rest one key away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.comment import Article
from app.domain.hostile import visible, visible_line
from app.domain.words import Language
from ui.context.article_text import ArticleText, Voice
from ui.context.day import DayChart
from ui.context.missing_text import MissingText
from ui.context.wording import SAID, host_of, openable, published_words
from ui.open_question import OpenQuestion
from ui.phrases import count_in
from ui.shortcuts import shown_keys
from ui.theme import (
    LIGHT,
    SIZE_TITLE,
    SPACE_1,
    SPACE_2,
    SPACE_3,
    SPACE_4,
    SPACE_5,
    Theme,
    scaled,
)
from ui.widgets import ClampedLabel, ElidedLabel, plain_tooltip

PAGE = 20_000
"""Code points of the article shown at once."""

_LEAD_SHOWN = 800
_TITLE_SHOWN = 400
_LOW = 440
"""Pixels of the column below which the lead makes room for the comment."""


class ArticlePane(QWidget):
    """Section, day and byline, title, lead; the whole text folds out."""

    openRequested = Signal(str)
    """The article's address, asked about and confirmed: http or https, without user or password."""

    articleShown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articlePane")
        self._article: Article | None = None
        self._low = False
        self._came_from: QWidget | None = None
        self._action: QAction | None = None
        self._language: Language = "vi"
        self._theme = LIGHT
        self._body = ""
        self._shown = 0
        self._meta = ElidedLabel("second")
        self._title = _TitleLine()
        self.open_button = self._title.button
        self.open_button.clicked.connect(self.ask_open)
        self.question = OpenQuestion()
        self.question.confirmed.connect(self._confirmed)
        self.question.dismissed.connect(self._take_back)
        self.day = DayChart()
        self._lead = ClampedLabel(2, "lead", 20)
        self.missing = MissingText()
        self.missing.answered.connect(self._show_parts)
        self.body = ArticleText()
        self.fold_button = _link()
        self.fold_button.setCheckable(True)
        self.fold_button.toggled.connect(self._fold)
        self.more_button = _link()
        self.more_button.clicked.connect(self._show_more)
        self._lay_out()
        self.retranslate()
        self.show_article(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4 + 2, 0, SPACE_2)
        column.setSpacing(SPACE_1)
        parts = QVBoxLayout()
        parts.setContentsMargins(SPACE_5, 0, SPACE_5, 0)
        parts.setSpacing(SPACE_1)
        for part in (self._meta, self._title, self.question, self._lead, self.missing):
            parts.addWidget(part)
        whole = QHBoxLayout()
        whole.setContentsMargins(SPACE_5 - 10, 0, SPACE_3, 0)
        whole.addWidget(self.body)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_5 - 5, 0, SPACE_5, 0)
        row.addWidget(self.fold_button)
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addWidget(self.day)
        for layout in (parts, whole, row):
            column.addLayout(layout)

    def show_article(self, article: Article | None) -> None:
        """Show this article; whether it is folded out stays as it was."""
        before = self._article
        if article == before and article is not None:
            return
        self._article = article
        if before is None or article is None or before.id != article.id:
            self.question.hide()
            self.missing.take_back()
        self._fill()
        self.articleShown.emit()

    def follow(self, action: QAction) -> None:
        """Say the key of the command that asks for the browser."""
        self._action = action
        action.changed.connect(self._say_open)
        self._say_open()

    def set_room(self, height: int) -> None:
        """How tall the whole column is: the unfolded text takes at most two fifths of it."""
        self.body.set_most(height * 2 // 5)
        self._low = height < scaled(_LOW)
        self._show_parts()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.body.set_theme(theme)
        self.day.set_theme(theme)
        self._title.measure()
        self._fill(keeping=self._shown)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.day.set_language(language)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Article"))
        self.body.setAccessibleName(self.tr("The whole article"))
        self._say_open()
        self.question.retranslate()
        self._say_fold()
        self._fill(keeping=self._shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self, keeping: int = 0) -> None:
        """Say everything anew; `keeping` so many characters of the text, and the place in it."""
        place = self.body.verticalScrollBar().value()
        article = self._article
        if article is None:
            for label in (self._meta, self._lead):
                label.setText("")
            self._title.say("", openable_now=False)
            self._body, self._shown = "", 0
            self.body.clear()
            self._show_parts()
            return
        parts = (article.section, published_words(article.published_at, self._language))
        meta = [part for part in (*parts, article.byline) if part.strip()]
        self._meta.setText(" · ".join(visible_line(part, SAID).text for part in meta))
        title = visible_line(article.title, _TITLE_SHOWN).text or self.tr("(no title)")
        self._title.say(title, openable_now=openable(article.url) is not None)
        first_words = article.lead if article.lead.strip() else article.body[:_LEAD_SHOWN]
        self._lead.setText(visible_line(first_words, _LEAD_SHOWN).text)
        self._body = article.body.strip()
        self._shown = 0
        self.body.clear()
        if self.fold_button.isChecked() and self._whole():
            self._show_more()
            while self._shown < min(keeping, len(self._body)):
                self._show_more()
        self._show_parts()
        if keeping:
            self.body.verticalScrollBar().setValue(place)

    def _fold(self, _open: bool) -> None:
        if self.fold_button.isChecked() and not self.body.toPlainText():
            self._show_more()
        self._say_fold()
        self._show_parts()

    def _say_open(self) -> None:
        key = shown_keys(self._action) if self._action is not None else ""
        words = self.tr("Open the article in the browser")
        self.open_button.setAccessibleName(words)
        self.open_button.setAccessibleDescription(key)
        self.open_button.setToolTip(plain_tooltip(f"{words} ({key})" if key else words))

    def _say_fold(self) -> None:
        folded_out = self.fold_button.isChecked()
        words = self.tr("Fold away") if folded_out else self.tr("Read on")
        self.fold_button.setText(f"{words} {'▴' if folded_out else '▾'}")
        self.fold_button.setAccessibleName(words)

    def _whole(self) -> bool:
        """Whether there is more of the article than its title."""
        article = self._article
        return article is not None and any(
            part.strip() for part in (article.lead, article.body, article.caption)
        )

    def _show_more(self) -> None:
        """The next page of the text: its lead before the first, its picture's words at the end."""
        article = self._article
        if article is None:
            return
        if not self._shown and article.lead.strip():
            self.body.append_plain(visible(article.lead.strip(), PAGE).text, Voice.LEAD)
        end = self._shown + PAGE
        if end < len(self._body):
            at_a_gap = max(self._body.rfind(gap, end - 400, end) for gap in "\n ")
            end = at_a_gap + 1 if at_a_gap > self._shown else end
        if self._body:
            page = _without_gaps(visible(self._body[self._shown : end], 2 * PAGE).text)
            self.body.append_plain(page, Voice.BODY, goes_on=self._shown > 0)
        self._shown = min(end, len(self._body))
        if self._shown == len(self._body) and article.caption.strip():
            words = self.tr("Picture: {0}").format(visible(article.caption.strip(), PAGE).text)
            self.body.append_plain(words, Voice.CAPTION)
        self._show_parts()

    def _show_parts(self) -> None:
        folded_out = self.fold_button.isChecked() and self._whole()
        self._lead.setVisible(not folded_out and not self._low and bool(self._lead.text()))
        self.body.setVisible(folded_out)
        self.fold_button.setVisible(self._whole())
        self._show_missing()
        self.more_button.setVisible(folded_out and self._shown < len(self._body))
        self.more_button.setText(
            self.tr("Show more ({0} of {1} characters)").format(
                count_in(self._shown, self._language), count_in(len(self._body), self._language)
            )
        )

    def _show_missing(self) -> None:
        article = self._article
        lacks = article is not None and not article.body.strip()
        self.missing.offer(can_fetch=article is not None and openable(article.url) is not None)
        self.missing.setVisible(self.missing.is_asking() or (lacks and not self._low))

    def ask_open(self) -> None:
        """Ask in place whether the browser may open the article; the answer comes by Enter."""
        url = openable(self._article.url) if self._article is not None else None
        if url is not None:
            self._came_from = self.window().focusWidget()
            self.question.ask(url.scheme(), host_of(url))
        elif self._article is not None:
            self._came_from = self.window().focusWidget()
            self.question.refuse()

    def _confirmed(self) -> None:
        url = openable(self._article.url) if self._article is not None else None
        self._take_back()
        if url is not None:
            self.openRequested.emit(bytes(url.toEncoded().data()).decode("ascii"))

    def _take_back(self) -> None:
        """The focus goes back to where the question came from."""
        came_from, self._came_from = self._came_from, None
        back = came_from if came_from is not None and came_from.isVisible() else self.open_button
        back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.hide()


def _without_gaps(page: str) -> str:
    """Paragraphs keep their distance by themselves: no empty lines between them."""
    lines = "\n".join(line for line in page.split("\n") if line.strip())
    return lines + "\n" if page.endswith("\n") else lines


def _link() -> QPushButton:
    button = QPushButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setProperty("role", "link")
    button.setAutoDefault(False)
    return button


class _TitleLine(QWidget):
    """The title, with the button that opens it right behind its last letter."""

    _BUTTON = 24

    def __init__(self) -> None:
        super().__init__()
        self.label = ClampedLabel(3, "title", 23, self._BUTTON + 2)
        self.label.setParent(self)
        self.button = QToolButton(self)
        self.button.setProperty("role", "quiet")
        self.button.setText("↗")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.measure()

    def measure(self) -> None:
        """Take up another size of text."""
        size = scaled(SIZE_TITLE - 1)
        self.button.setStyleSheet(f"padding: 0; font-size: {size}px; font-weight: 600;")
        self._place()

    def say(self, title: str, *, openable_now: bool) -> None:
        self.label.setText(title)
        self.button.setVisible(openable_now)
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.label.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.label.setGeometry(self.rect())
        end = self.label.end_of_text()
        corner = QPoint(end.x() + 1, end.y() - self._BUTTON // 2)
        self.button.setGeometry(corner.x(), max(0, corner.y()), self._BUTTON, self._BUTTON)
