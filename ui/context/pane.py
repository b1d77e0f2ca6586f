"""The right column as one: article, conversation, writer, and what can be done, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain import moment
from app.domain.decision import RejectionReason
from app.domain.reading import Context
from app.domain.words import Language
from ui.context.actions import ActionBar, BarActions, RejectionStrip
from ui.context.article import ArticlePane
from ui.context.at_site import AtSiteLine
from ui.context.conversation import ConversationPane
from ui.context.writer import WriterPane
from ui.reply.editor import ReplyEditor
from ui.theme import LIGHT, SPACE_5, Theme, scaled
from ui.widgets import Hairline, PlainLabel

_NARROWEST = 420
_LOW, _LOWER = 640, 480
"""Pixels below which an open strip does not leave room for the comment beside the article; nor
beside the writer and what else can be done."""


class ContextPane(QWidget):
    """Everything beside one comment; empty when none is selected."""

    openRequested = Signal(str)
    allByWriterRequested = Signal(object)
    reasonChosen = Signal(str)
    rejectionClosed = Signal()
    stripOpens = Signal()
    stripsClosed = Signal()

    def __init__(self, actions: BarActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contextPane")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(_NARROWEST))
        self._context: Context | None = None
        self._theme = LIGHT
        self.article = ArticlePane()
        self.conversation = ConversationPane()
        self.at_site = AtSiteLine()
        self.writer = WriterPane()
        self.rejection = RejectionStrip()
        self.composer = ReplyEditor()
        self.bar = ActionBar(actions)
        self._article_line, self._writer_line, self._bar_line = Hairline(), Hairline(), Hairline()
        self._strip_line, self._composer_line = Hairline(), Hairline()
        self._nothing = PlainLabel("second")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._whole())
        self._connect()
        self.retranslate()
        self._show_strips()

    def _whole(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.article)
        column.addWidget(self._article_line)
        column.addWidget(self.conversation, 1)
        column.addWidget(self.at_site)
        column.addWidget(self._writer_line)
        column.addWidget(self.writer)
        for line, strip in (
            (self._strip_line, self.rejection),
            (self._composer_line, self.composer),
        ):
            column.addWidget(line)
            column.addWidget(strip)
        column.addWidget(self._bar_line)
        column.addWidget(self.bar)
        return whole

    def _connect(self) -> None:
        self.article.openRequested.connect(self.openRequested)
        self.writer.allByWriterRequested.connect(self.allByWriterRequested)
        self.rejection.reasonChosen.connect(self.reasonChosen)
        self.rejection.closed.connect(self.rejectionClosed)
        self.rejection.reasonChosen.connect(self._show_strips)
        self.rejection.closed.connect(self._show_strips)
        self.composer.closed.connect(self._show_strips)

    @property
    def context(self) -> Context | None:
        return self._context

    def show_context(self, context: Context | None) -> None:
        """Show another comment, or the same one read again, which leaves everything in place.

        With another comment the rejection strip and the composer close; the composer keeps its
        text.
        """
        before = self._context
        self._context = context
        if before is None or context is None or before.comment.id != context.comment.id:
            self.rejection.close_strip()
            self.composer.close_composer()
        else:
            self.composer.show_again(context.comment)
        self._stack.setCurrentIndex(0 if context is None else 1)
        self.article.show_article(context.article if context is not None else None)
        self.conversation.show_context(context)
        self.at_site.show_at_site(None if context is None else context.at_site)
        if context is None:
            self.writer.show_record(None)
        else:
            known = bool(context.comment.machine)
            self.writer.show_record(context.record, machine_known=known)

    def open_rejection(self, reasons: Sequence[RejectionReason], how_many: int = 1) -> None:
        """Ask for the reason in place; the answer comes as `reasonChosen`."""
        self.composer.close_composer()
        self.stripOpens.emit()
        self.rejection.open(reasons, how_many)
        self._show_strips()

    def open_reply(self) -> None:
        """Reply to the comment shown, from its stored draft on."""
        if self._context is not None:
            self.rejection.close_strip()
            self.stripOpens.emit()
            self.composer.open_reply(self._context.comment, self._context.draft)
            self._show_strips()

    def open_edit(self) -> None:
        if self._context is not None:
            self.rejection.close_strip()
            self.stripOpens.emit()
            self.composer.open_edit(self._context.comment, self._context.original)
            self._show_strips()

    def open_note(self) -> None:
        if self._context is not None:
            self.rejection.close_strip()
            self.stripOpens.emit()
            self.composer.open_note(self._context.comment)
            self._show_strips()

    def set_search(self, typed: str) -> None:
        """What stands in the search field, to be lit in the judged comment."""
        self.conversation.set_search(typed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setMinimumWidth(scaled(_NARROWEST))
        for part in (
            self.article,
            self.conversation,
            self.at_site,
            self.writer,
            self.rejection,
            self.composer,
            self.bar,
        ):
            part.set_theme(theme)

    def set_language(self, language: Language) -> None:
        for part in (
            self.article,
            self.conversation,
            self.at_site,
            self.writer,
            self.rejection,
            self.composer,
        ):
            part.set_language(language)

    def set_now(self, clock: Callable[[], int] = moment.now) -> None:
        """Where ages are counted from: a function that answers microseconds UTC."""
        self.conversation.set_now(clock)
        self.at_site.set_now(clock)
        self.writer.set_now(clock)

    def refresh_ages(self) -> None:
        """Count all ages again; to be called about once a minute."""
        self.conversation.refresh_ages()
        self.at_site.refresh()
        self.writer.refresh_ages()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The comment and what belongs to it"))
        self._nothing.setText(self.tr("No comment is selected."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.article.set_room(self.height())
        self._show_article()

    def _show_strips(self) -> None:
        self._strip_line.setVisible(not self.rejection.isHidden())
        self._composer_line.setVisible(not self.composer.isHidden())
        self.bar.approve.fill(self.composer.isHidden() and self.rejection.isHidden())
        self._show_article()
        if self.rejection.isHidden() and self.composer.isHidden():
            self.stripsClosed.emit()

    def _show_article(self) -> None:
        """In a low window the article gives way to a strip, in a lower one the writer and the bar
        as well: the comment must stay in sight."""
        strips = not (self.rejection.isHidden() and self.composer.isHidden())
        least: dict[QWidget, int] = {
            **dict.fromkeys((self.article, self._article_line), _LOW),
            **dict.fromkeys((self.writer, self._writer_line, self.bar, self._bar_line), _LOWER),
        }
        for part, low in least.items():
            part.setVisible(not strips or self.height() >= scaled(low))
