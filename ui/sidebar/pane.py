"""The left column itself: lists under their headings, one of their rows chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.queue import FIXED_QUEUES, OwnQueue
from app.domain.reading import Overview
from app.domain.words import Language
from ui import theme as look
from ui.icons import QUEUE_ICONS
from ui.sidebar.model import Place
from ui.sidebar.own import OwnList
from ui.sidebar.places import PlaceList
from ui.theme import Theme
from ui.widgets import PlainLabel


class Sidebar(QWidget):
    """`queueChosen` carries a fixed queue's key, `articleChosen` an article's id."""

    queueChosen = Signal(str)
    articleChosen = Signal(object)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language: Language = language
        self._overview: Overview | None = None
        self.queues = PlaceList("queueSidebar", language, theme)
        self.own = OwnList(language, theme)
        self.articles = PlaceList("articleSidebar", language, theme)
        self._queues_heading = PlainLabel("section")
        self._own_heading = PlainLabel("section")
        self._articles_heading = PlainLabel("section")
        for heading in (self._queues_heading, self._own_heading, self._articles_heading):
            heading.setContentsMargins(look.SPACE_4, look.SPACE_4, 0, look.SPACE_1)
        self._column = QWidget()
        self._scroll = self._lay_out()
        self._own_heading.hide()
        self.own.hide()
        for places in (self.queues, self.own, self.articles):
            places.reached.connect(partial(self._bring_into_sight, places))
        self.queues.chosen.connect(self.queueChosen)
        self.articles.chosen.connect(self._choose_article)
        self.retranslate()

    def _lay_out(self) -> QScrollArea:
        """One column that scrolls as one: three lists that scroll each on its own are no rest."""
        self._column.setProperty("role", "side")
        parts = QVBoxLayout(self._column)
        parts.setContentsMargins(0, look.SPACE_1, 0, look.SPACE_2)
        parts.setSpacing(0)
        for part in (
            *(self._queues_heading, self.queues),
            *(self._own_heading, self.own),
            *(self._articles_heading, self.articles),
        ):
            parts.addWidget(part)
        parts.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._column)
        scroll.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        return scroll

    def _bring_into_sight(self, places: PlaceList) -> None:
        """Show the row where the keyboard is, with a little of what is around it; once a list that
        has just come has its place."""

        def show() -> None:
            row = places.visualRect(places.currentIndex())
            middle = places.mapTo(self._column, row.center())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, row.height() * 3 // 2)

        QTimer.singleShot(0, self, show)

    def show_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.queues.places.set_places(
            [
                Place(
                    named.key,
                    named.words.said_in(self._language),
                    QUEUE_ICONS[named.key],
                    overview.counts[named.key],
                )
                for named in FIXED_QUEUES
            ]
        )
        self.articles.places.set_places(
            [Place(str(one.id), one.title, "", one.pending) for one in overview.articles]
        )

    def show_own(
        self, queues: Sequence[OwnQueue], counts: Mapping[int, int], more_than: int
    ) -> None:
        """The moderators' own queues; of one that is not counted yet no number stands there, and
        one that has more than so many says that."""
        self.own.places.set_places(
            [
                Place(
                    own_key(one.id),
                    one.name,
                    "star-outline",
                    min(counts[one.id], more_than) if one.id in counts else None,
                    more=counts.get(one.id, 0) > more_than,
                )
                for one in queues
            ]
        )
        self._own_heading.setVisible(bool(queues))
        self.own.setVisible(bool(queues))

    def light(self, queue_key: str | None, article_id: int | None) -> None:
        """Show which queue or article the middle column lists."""
        self.queues.light(queue_key)
        self.own.light(queue_key)
        self.articles.light(None if article_id is None else str(article_id))

    def set_theme(self, theme: Theme) -> None:
        self.queues.set_theme(theme)
        self.own.set_theme(theme)
        self.articles.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.queues.places.set_language(language)
        self.own.places.set_language(language)
        self.articles.places.set_language(language)
        if self._overview is not None:
            self.show_overview(self._overview)

    def retranslate(self) -> None:
        self._queues_heading.setText(self.tr("QUEUES"))
        self._own_heading.setText(self.tr("OUR OWN"))
        self._articles_heading.setText(self.tr("ARTICLES"))
        self.queues.setAccessibleName(self.tr("Queues"))
        self.own.setAccessibleName(self.tr("Queues of our own"))
        self.articles.setAccessibleName(self.tr("Articles with pending comments"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot(str)
    def _choose_article(self, key: str) -> None:
        self.articleChosen.emit(int(key))


def own_key(queue_id: int) -> str:
    """The key of the place of an own queue."""
    return f"own:{queue_id}"
