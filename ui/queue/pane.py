"""The middle column whole: what is listed, in which order, what is new, and the cards."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import moment
from app.domain.queue import Order
from app.domain.words import Language
from ui import theme as look
from ui.icons import paint_icon
from ui.jobs import Jobs
from ui.phrases import count_in
from ui.queue.delegate import CardDelegate
from ui.queue.model import Pages, QueueModel
from ui.queue.view import QueueList
from ui.theme import Theme
from ui.widgets import ElidedLabel, Hairline, KeyCapButton, PlainLabel

HEADER_HEIGHT = 40
_SIGN = 52
AGES_REPAINTED_EVERY = 30_000
NARROWEST = 320


class QueuePane(QWidget):
    """`orderChanged` carries an `Order`; `listed` comes when another queue is shown, the others
    when something is asked for: what is new, comments to begin with, a search without its words.

    `list` and `model` are what the window moves through and changes.
    """

    orderChanged = Signal(object)
    newRequested = Signal()
    listed = Signal()
    importRequested = Signal()
    widerRequested = Signal()

    def __init__(
        self,
        jobs: Jobs,
        pages: Pages,
        theme: Theme,
        language: Language,
        clock: Callable[[], int] = moment.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._new = 0
        self._order = Order.NEWEST
        self._listed = False
        self._searching = False
        self._whole = True
        self._begun = True
        self._emptiness = Emptiness.DONE
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QueueModel(jobs, pages, language, self)
        self.delegate = CardDelegate(theme, language, clock, self)
        self.list = QueueList(self.model, self.delegate, self)
        self._build(theme)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES_REPAINTED_EVERY)
        self._ages.timeout.connect(self.list.viewport().update)
        self.model.marksChanged.connect(self._update_count)
        self.model.modelReset.connect(self._update_state)
        self.model.rowsRemoved.connect(self._update_state)
        self.retranslate()
        self._measure()
        self.set_new_count(0)

    def show_listing(
        self,
        title: str,
        ids: array[int],
        *,
        search: str = "",
        searching: bool = False,
        status_shown: bool = False,
        whole: bool = True,
    ) -> None:
        """Show a queue from its first comment, without marks; not `whole`: only the first ones
        have been read yet.

        `search` is lit in the texts; `status_shown` puts a status on every card, for a queue that
        holds more than one.
        """
        self._title.setText(title)
        self._listed = True
        self._searching = searching or bool(search.strip())
        self._whole = whole
        self.delegate.set_search(search)
        self.delegate.set_status_shown(status_shown)
        self.list.set_ids(ids)
        self.list.viewport().update()
        self._update_state()
        self.listed.emit()

    def title(self) -> str:
        return self._title.text()

    def set_whole(self, whole: bool) -> None:
        """Whether all of the queue is in the list; if not, its count is a "more than"."""
        self._whole = whole
        self._update_count()

    def set_begun(self, begun: bool) -> None:
        """Whether the newsroom has any comments at all."""
        if begun != self._begun:
            self._begun = begun
            self._update_state()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_order(self, order: Order) -> None:
        """Say which order is shown; emits nothing."""
        self._order = order
        for each, action in self._orders.items():
            action.setChecked(each is order)
        self._update_order()

    def set_new_count(self, count: int) -> None:
        """How many comments have come in that the list does not show; 0 hides the button."""
        self._new = count
        self._update_banner()
        self._banner.setVisible(count > 0)

    def set_theme(self, theme: Theme) -> None:
        self._measure()
        self.list.set_theme(theme)
        self._sign.set_theme(theme)
        self._next.set_theme(theme)

    def _measure(self) -> None:
        self.setMinimumWidth(look.scaled(NARROWEST))
        for label in (self._title, self._count):
            label.setFixedHeight(look.scaled(HEADER_HEIGHT))

    def set_language(self, language: Language) -> None:
        self._language = language
        self.model.set_language(language)
        self.delegate.set_language(language)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Comments"))
        self._sort.setAccessibleName(self.tr("Order"))
        self._orders[Order.NEWEST].setText(self.tr("newest first"))
        self._orders[Order.OLDEST].setText(self.tr("oldest first"))
        self._update_order()
        self._update_banner()
        self._update_state()

    # What Qt calls

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.delegate.set_language(self._language)
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._ages.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._ages.stop()
        super().hideEvent(event)

    # Building

    def _build(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._header())
        column.addWidget(Hairline(self))
        column.addWidget(self._banner_strip())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._empty = self._empty_page(theme)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)

    def _header(self) -> QHBoxLayout:
        self._title = ElidedLabel("heading")
        self._count = PlainLabel("second")
        self._count.setFont(look.tabular_only())
        self._sort = QToolButton(self)
        self._sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sort.setProperty("role", "quiet")
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        self._sort.setMenu(self._order_menu())
        row = QHBoxLayout()
        row.setContentsMargins(look.SPACE_4, 0, look.SPACE_1, 0)
        row.setSpacing(look.SPACE_2)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._sort)
        return row

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._orders: dict[Order, QAction] = {}
        for order in Order:
            action = QAction(menu)
            action.setCheckable(True)
            action.setChecked(order is self._order)
            action.setData(order.value)
            group.addAction(action)
            menu.addAction(action)
            self._orders[order] = action
        group.triggered.connect(self._choose_order)
        return menu

    def _banner_strip(self) -> QWidget:
        self._banner = QWidget(self)
        self._banner.setProperty("role", "behind")
        self._banner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._news = QPushButton(self._banner)
        self._news.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._news.setObjectName("newComments")
        self._news.setProperty("role", "banner")
        self._news.setCursor(Qt.CursorShape.PointingHandCursor)
        self._news.clicked.connect(self._request_new)
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(look.SPACE_4, look.SPACE_2, look.SPACE_4, look.SPACE_2)
        row.addWidget(self._news)
        return self._banner

    def _empty_page(self, theme: Theme) -> QWidget:
        page = QWidget(self)
        self._sign = _Sign(theme, page)
        self._empty_title = PlainLabel("heading")
        self._empty_title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._empty_advice = PlainLabel("second")
        self._empty_advice.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty_advice.setWordWrap(True)
        self._next = KeyCapButton(primary=True)
        self._next.set_theme(theme)
        self._next.clicked.connect(self._take_next_step)
        column = QVBoxLayout(page)
        column.setContentsMargins(look.SPACE_5 * 2, 0, look.SPACE_5 * 2, 0)
        column.setSpacing(look.SPACE_2)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(look.SPACE_1)
        column.addWidget(self._empty_title)
        column.addWidget(self._empty_advice)
        column.addSpacing(look.SPACE_2)
        column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    # Keeping up

    @Slot()
    def _update_state(self) -> None:
        self._update_count()
        empty = self._listed and self.model.rowCount() == 0
        if empty:
            self._say_why_empty()
        self._turn_to(self._empty if empty else self.list)

    def _say_why_empty(self) -> None:
        """Why nothing stands here, and what to do next."""
        self._emptiness = Emptiness.DONE
        if not self._begun:
            self._emptiness = Emptiness.NOT_BEGUN
        elif self._searching:
            self._emptiness = Emptiness.NOT_FOUND
        title, advice, step = {
            Emptiness.NOT_BEGUN: (
                self.tr("No comments yet."),
                self.tr("Import a file, or drop one on this window: its comments will wait here."),
                self.tr("Import…"),
            ),
            Emptiness.NOT_FOUND: (
                self.tr("No comment matches the search."),
                self.tr("Try fewer words or words without diacritics, or clear the search."),
                self.tr("Clear the search"),
            ),
            Emptiness.DONE: (
                self.tr("Nothing is left in this queue."),
                self.tr("New comments come here by themselves. Other queues are on the left."),
                "",
            ),
        }[self._emptiness]
        self._sign.show_icon(self._emptiness.value)
        self._empty_title.setText(title)
        self._empty_advice.setText(advice)
        self._next.say(step, "")
        self._next.setVisible(bool(step))

    @Slot()
    def _take_next_step(self) -> None:
        if self._emptiness is Emptiness.NOT_BEGUN:
            self.importRequested.emit()
        else:
            self.widerRequested.emit()

    def _turn_to(self, page: QWidget) -> None:
        """The keys stay in the middle column when one page takes the other's place."""
        before, focused = self._stack.currentWidget(), QApplication.focusWidget()
        had_focus = focused is not None and before in (focused, focused.parentWidget())
        self._stack.setCurrentWidget(page)
        if had_focus and page is not before:
            (page if self._next.isHidden() or page is self.list else self._next).setFocus()

    @Slot()
    def _update_count(self) -> None:
        said = count_in(self.model.rowCount(), self._language) if self._listed else ""
        if not self._whole:
            said = f"{said}+"
        marked = self.model.marked_count()
        if marked:
            said = self.tr("{0} · {1} marked").format(said, count_in(marked, self._language))
        self._count.setText(said)

    def _update_banner(self) -> None:
        said = self.tr("1 new comment")
        if self._new != 1:
            said = self.tr("{0} new comments").format(count_in(self._new, self._language))
        self._news.setText(said)

    def _update_order(self) -> None:
        self._sort.setText(f"{self._orders[self._order].text()} ▾")

    @Slot(QAction)
    def _choose_order(self, action: QAction) -> None:
        order = Order(action.data())
        if order is not self._order:
            self.set_order(order)
            self.orderChanged.emit(order)

    @Slot()
    def _request_new(self) -> None:
        self.newRequested.emit()


class Emptiness(StrEnum):
    """Why a list is empty; the value is the icon that stands for it."""

    DONE = "check-all"
    NOT_FOUND = "text-search"
    NOT_BEGUN = "inbox-arrow-down"


class _Sign(QWidget):
    """What stands over an empty list: an icon in a quiet circle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = Emptiness.DONE.value
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedSize(QSize(1, 1) * look.scaled(_SIGN))
        self.update()

    def show_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._theme.accent_tone
        bare = self._theme.is_bare
        painter.setPen(QPen(QColor(tone.text)) if bare else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(tone.ground))
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawEllipse(circle)
        inside = circle.width() / 4
        place = circle.adjusted(inside, inside, -inside, -inside)
        paint_icon(painter, place, self._icon, tone.text)
        painter.end()
