"""The left column itself: two lists under their headings, one of their rows chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from app.domain.queue import FIXED_QUEUES
from app.domain.reading import Overview
from app.domain.words import Language
from ui import theme as look
from ui.icons import QUEUE_ICONS
from ui.sidebar.delegate import ROW_HEIGHT, PlaceDelegate
from ui.sidebar.model import Place, PlaceModel
from ui.theme import Theme
from ui.widgets import PlainLabel


class PlaceList(QListView):
    """A list of places; `chosen` carries a place's key when a person chooses it."""

    chosen = Signal(str)

    def __init__(self, name: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "side")
        self.places = PlaceModel(language)
        self._delegate = PlaceDelegate(theme)
        self.setModel(self.places)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def light(self, key: str | None) -> None:
        """Show which place is shown on the right; None lights no row."""
        row = None if key is None else self.places.row_of(key)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.selectionModel().setCurrentIndex(
            self.places.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def keyboardSearch(self, _search: str) -> None:
        """Letters are the desk's commands, here as anywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            return
        event.ignore()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        place = self.places.place_at(index.row())
        if place is not None:
            self.chosen.emit(place.key)


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
        self.articles = PlaceList("articleSidebar", language, theme)
        self._queues_heading = PlainLabel("section")
        self._articles_heading = PlainLabel("section")
        for heading in (self._queues_heading, self._articles_heading):
            heading.setContentsMargins(look.SPACE_4, look.SPACE_4, 0, look.SPACE_1)
        self.queues.setFixedHeight(ROW_HEIGHT * len(FIXED_QUEUES))
        self.queues.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.articles.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.SPACE_1, 0, 0)
        layout.setSpacing(0)
        for part in (self._queues_heading, self.queues, self._articles_heading, self.articles):
            layout.addWidget(part)
        layout.setStretchFactor(self.articles, 1)
        self.queues.chosen.connect(self.queueChosen)
        self.articles.chosen.connect(self._choose_article)
        self.retranslate()

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

    def light(self, queue_key: str | None, article_id: int | None) -> None:
        """Show which queue or article the middle column lists."""
        self.queues.light(queue_key)
        self.articles.light(None if article_id is None else str(article_id))

    def set_theme(self, theme: Theme) -> None:
        self.queues.set_theme(theme)
        self.articles.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.queues.places.set_language(language)
        self.articles.places.set_language(language)
        if self._overview is not None:
            self.show_overview(self._overview)

    def retranslate(self) -> None:
        self._queues_heading.setText(self.tr("QUEUES"))
        self._articles_heading.setText(self.tr("ARTICLES"))
        self.queues.setAccessibleName(self.tr("Queues"))
        self.articles.setAccessibleName(self.tr("Articles with pending comments"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot(str)
    def _choose_article(self, key: str) -> None:
        self.articleChosen.emit(int(key))
