"""The article a comment is about: enough of it to judge by, the rest one key away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.comment import Article
from app.domain.hostile import visible, visible_line
from app.domain.words import Language
from ui.context.still_text import StillText, break_lines
from ui.context.wording import SAID, host_of, openable, published_words
from ui.keys import claimed, is_escape
from ui.phrases import count_in
from ui.theme import (
    LIGHT,
    SIZE_BODY,
    SIZE_TITLE,
    SPACE_1,
    SPACE_2,
    SPACE_3,
    SPACE_4,
    SPACE_5,
    Theme,
)
from ui.widgets import ClampedLabel, ElidedLabel, plain_tooltip

PAGE = 20_000
"""Code points of the article shown at once."""

_LEAD_SHOWN = 800
_TITLE_SHOWN = 400
_LEAST_BODY, _MOST_BODY = 60, 320


class ArticlePane(QWidget):
    """Section, day and byline, title, lead; the whole text folds out."""

    openRequested = Signal(str)
    """The article's address, asked about and confirmed: http or https, without user or password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articlePane")
        self._article: Article | None = None
        self._language: Language = "vi"
        self._theme = LIGHT
        self._body = ""
        self._shown = 0
        self._meta = ElidedLabel("second")
        self._title = _TitleLine()
        self.open_button = self._title.button
        self.open_button.clicked.connect(self._ask)
        self.question = _OpenQuestion()
        self.question.confirmed.connect(self._confirmed)
        self.question.dismissed.connect(self._take_back)
        self._lead = ClampedLabel(2, "second", 20)
        self._lead.setStyleSheet(f"font-size: {SIZE_BODY}px;")
        self.body = _Body()
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
        for part in (self._meta, self._title, self.question, self._lead):
            parts.addWidget(part)
        whole = QHBoxLayout()
        whole.setContentsMargins(SPACE_5 - 10, 0, SPACE_3, 0)
        whole.addWidget(self.body)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_5 - 5, 0, SPACE_5, 0)
        row.addWidget(self.fold_button)
        row.addWidget(self.more_button)
        row.addStretch(1)
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
        self._fill()

    def set_room(self, height: int) -> None:
        """How tall the whole column is: the unfolded text takes at most two fifths of it."""
        self.body.set_most(height * 2 // 5)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.body.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Article"))
        self.body.setAccessibleName(self.tr("The whole article"))
        self.open_button.setAccessibleName(self.tr("Open the article in the browser"))
        self.open_button.setToolTip(plain_tooltip(self.tr("Open the article in the browser")))
        self.question.retranslate()
        self._say_fold()
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self) -> None:
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
        self._body = _whole(article, self.tr("Picture: {0}"))
        self._shown = 0
        self.body.clear()
        if self.fold_button.isChecked():
            self._show_more()
        self._show_parts()

    def _fold(self, _open: bool) -> None:
        if self.fold_button.isChecked() and not self._shown:
            self._show_more()
        self._say_fold()
        self._show_parts()

    def _say_fold(self) -> None:
        folded_out = self.fold_button.isChecked()
        words = self.tr("Fold away") if folded_out else self.tr("Read on")
        self.fold_button.setText(f"{words} {'▴' if folded_out else '▾'}")
        self.fold_button.setAccessibleName(words)

    def _show_more(self) -> None:
        end = self._shown + PAGE
        if end < len(self._body):
            at_a_gap = max(self._body.rfind(gap, end - 400, end) for gap in "\n ")
            end = at_a_gap + 1 if at_a_gap > self._shown else end
        self.body.append_plain(visible(self._body[self._shown : end], 2 * PAGE).text)
        self._shown = min(end, len(self._body))
        self._show_parts()

    def _show_parts(self) -> None:
        folded_out = self.fold_button.isChecked() and bool(self._body)
        self._lead.setVisible(not folded_out and bool(self._lead.text()))
        self.body.setVisible(folded_out)
        self.fold_button.setVisible(bool(self._body))
        self.more_button.setVisible(folded_out and self._shown < len(self._body))
        self.more_button.setText(
            self.tr("Show more ({0} of {1} characters)").format(
                count_in(self._shown, self._language), count_in(len(self._body), self._language)
            )
        )

    def _ask(self) -> None:
        url = openable(self._article.url) if self._article is not None else None
        if url is not None:
            self.question.ask(host_of(url))

    def _confirmed(self) -> None:
        url = openable(self._article.url) if self._article is not None else None
        self._take_back()
        if url is not None:
            self.openRequested.emit(bytes(url.toEncoded().data()).decode("ascii"))

    def _take_back(self) -> None:
        self.question.hide()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _whole(article: Article, caption: str) -> str:
    paragraphs = [article.lead.strip(), article.body.strip()]
    if article.caption.strip():
        paragraphs.append(caption.format(article.caption.strip()))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


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
        self.button.setStyleSheet(f"padding: 0; font-size: {SIZE_TITLE - 1}px; font-weight: 600;")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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


class _OpenQuestion(QWidget):
    """One line that asks before anything of a stranger's is opened, and names the host."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._host = ""
        self._asking = ElidedLabel()
        self.yes = QPushButton()
        self.yes.setProperty("role", "link")
        self.no = QPushButton()
        self.no.setProperty("role", "quiet")
        for button in (self.yes, self.no):
            button.setAutoDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._asking, 0)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.dismissed)
        self.hide()

    def ask(self, host: str) -> None:
        self._host = visible_line(host, SAID).text
        self.retranslate()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        question = self.tr("Open {0} in the browser?").format(self._host)
        self._asking.setText(question)
        self.yes.setText(self.tr("Open"))
        self.yes.setAccessibleName(question)
        self.no.setText(self.tr("Cancel"))

    def event(self, event: QEvent) -> bool:
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        super().keyPressEvent(event)


class _Body(StillText):
    """The article's text to read and copy, scrolled in an area of its own."""

    _LINE = 20
    _EDGE = 10

    def __init__(self) -> None:
        super().__init__(SIZE_BODY, self._LINE)
        self._most = _MOST_BODY
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LEAST_BODY)
        self.set_theme(LIGHT)

    def set_most(self, height: int) -> None:
        self._most = max(_LEAST_BODY, height)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        shape = f"border: none; border-radius: 0; background: transparent; font-size: {SIZE_BODY}px"
        self.setStyleSheet(
            f"QTextEdit {{ {shape}; padding: 0 0 0 8px; border-left: 2px solid transparent; }}"
            f"QTextEdit:focus {{ border-left: 2px solid {theme.accent}; }}"
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        QTextEdit.wheelEvent(self, event)

    def append_plain(self, text: str) -> None:
        """Add text at the end without moving what is being read."""
        place = self.verticalScrollBar().value()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        lines = QTextBlockFormat()
        lines.setLineHeight(self._LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        lines.setBottomMargin(SPACE_2)
        cursor.setBlockFormat(lines)
        break_lines(self.document(), text)
        cursor.insertText(text)
        self.verticalScrollBar().setValue(place)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tall = self.height_at(self.viewport().width()) + 2
        self.setFixedHeight(max(_LEAST_BODY, min(self._most, tall)))
