"""The window of preferences: pages at the left, found by typing, and everything applies at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme as look
from ui.desk import Desk
from ui.icons import paint_icon
from ui.preferences.choices import Choices
from ui.preferences.contents import Contents, Row, rows_for
from ui.preferences.general import GeneralPage
from ui.preferences.keys import KeysPage
from ui.preferences.page import Page, Place
from ui.preferences.reasons import ReasonsPage
from ui.preferences.sites import SitesPage
from ui.preferences.templates import TemplatesPage
from ui.theme import Theme
from ui.widgets import PlainLabel

_SIZE = (920, 720)
_SMALLEST = (640, 420)
_LEFT, _LEFT_MOST = 244, 260
_GLASS = 16
_AROUND = 4
"""Pixels between a thing and the mark around it."""


class PreferencesWindow(QWidget):
    """A window beside the desk, which stays in use meanwhile; it is gone when it is `closed`.

    `first` is the page it will show first: only that is made with it, the others follow.
    """

    closed = Signal()

    def __init__(self, desk: Desk, choices: Choices, first: Place = Place.GENERAL) -> None:
        super().__init__(desk.window, Qt.WindowType.Dialog)
        self.setObjectName("preferencesWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "pane")
        theme = desk.window.theme
        self._desk, self._choices = desk, choices
        self.shown: dict[Place, ShownPage] = {}
        self.search = _Search(theme)
        self.contents = Contents(theme)
        self.nothing = PlainLabel("second")
        self.nothing.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._row = Row(first)
        self._soon = QTimer(self)
        self._soon.timeout.connect(self._make_one_more)
        self._lay_out()
        self._connect(desk)
        self.setMinimumSize(*_SMALLEST)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        self.set_theme(theme)
        self.retranslate()

    def open_at(self, place: Place | None) -> None:
        """Show a page with the keyboard at its first thing; None leaves the page as it is, and
        the keyboard looks for a preference."""
        if place is not None:
            self.search.clear()
            self.contents.stand_at(place)
        self.show()
        self.raise_()
        self.activateWindow()
        if place is None:
            self._look_for()
        else:
            self._go_to_first(place)
        self._soon.start(0)

    def page(self, place: Place) -> Page:
        """A page, made when it is first asked for: each takes a moment."""
        return self._shown_at(place).page

    def set_theme(self, theme: Theme) -> None:
        self._side.setFixedWidth(min(look.scaled(_LEFT), _LEFT_MOST))
        self.search.set_theme(theme)
        self.contents.set_theme(theme)
        for shown in self.shown.values():
            shown.set_theme(theme)

    @Slot()
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self.search.setPlaceholderText(self.tr("find a preference"))
        self.search.setAccessibleName(self.tr("Find a preference"))
        self.contents.setAccessibleName(self.tr("Pages, and what was found"))
        self.nothing.setText(self.tr("Nothing is called that. Try another word."))
        for shown in self.shown.values():
            shown.title.setText(shown.page.title())
        self._fill(typed=False)

    # What Qt calls

    def changeEvent(self, event: QEvent) -> None:
        """The pages hear of a language after their window does."""
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.retranslate)
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._soon.stop()
        for shown in self.shown.values():
            shown.page.leave()
        super().closeEvent(event)
        self.closed.emit()

    # Making

    def _lay_out(self) -> None:
        side = QWidget(self)
        side.setProperty("role", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side = side
        left = QVBoxLayout(side)
        left.setContentsMargins(0, look.SPACE_3, 0, look.SPACE_3)
        left.setSpacing(look.SPACE_3)
        above = QHBoxLayout()
        above.setContentsMargins(look.SPACE_3, 0, look.SPACE_3, 0)
        above.addWidget(self.search)
        left.addLayout(above)
        below = QHBoxLayout()
        below.setContentsMargins(look.SPACE_4, 0, look.SPACE_4, 0)
        below.addWidget(self.nothing)
        left.addLayout(below)
        left.addWidget(self.contents, 1)
        line = QFrame()
        line.setProperty("role", "hairline")
        line.setFixedWidth(1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(side)
        columns.addWidget(line)
        columns.addWidget(self._stack, 1)

    def _connect(self, desk: Desk) -> None:
        desk.window.themeChanged.connect(self.set_theme)
        self.search.textChanged.connect(lambda: self._fill(typed=True))
        self.search.moved.connect(self.contents.step)
        self.search.entered.connect(self._lead_to_current)
        self.contents.stoodAt.connect(self._stand_at)
        self.contents.led.connect(self._lead_to)
        self.contents.typed.connect(self._type)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._look_for)

    # Looking for something

    def _shown_at(self, place: Place) -> ShownPage:
        if place not in self.shown:
            page = _made(place, self._desk, self._choices)
            self.shown[place] = ShownPage(page, self._desk.window.theme, self._stack)
            self._stack.addWidget(self.shown[place])
        return self.shown[place]

    @Slot()
    def _make_one_more(self) -> None:
        """What is not made yet, while there is nothing else to do, so that it can be found."""
        missing = next((place for place in Place if place not in self.shown), None)
        if missing is None:
            self._soon.stop()
            return
        self._shown_at(missing)
        if self.search.text():
            self._fill(typed=False)

    def _fill(self, *, typed: bool) -> None:
        text = self.search.text().strip()
        things = {place: shown.page.things() if text else () for place, shown in self.shown.items()}
        rows = rows_for(things, text)
        self.contents.fill(rows, self._row, typed=typed and bool(text))
        self.nothing.setVisible(not any(meant for _, meant in rows))

    @Slot()
    def _look_for(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _type(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letter)

    @Slot(object)
    def _stand_at(self, row: Row) -> None:
        """Show a page, and mark on it the thing that was found."""
        self._row = row
        shown = self._shown_at(row.place)
        self._stack.setCurrentWidget(shown)
        if row.found is None:
            shown.mark.put(None)
            return
        if row.found.reach is not None:
            row.found.reach()
        shown.mark.put(None if row.found.reach is not None else row.found.widget)
        shown.ensureWidgetVisible(row.found.widget, look.SPACE_5, look.SPACE_5)

    @Slot()
    def _lead_to_current(self) -> None:
        row = self.contents.row()
        if row is not None:
            self._lead_to(row)

    @Slot(object)
    def _lead_to(self, row: Row) -> None:
        """Give the keyboard to what was found, or to the first thing of a page."""
        self._stand_at(row)
        if row.found is not None:
            _give_keyboard(row.found.widget)
        else:
            self._go_to_first(row.place)

    def _go_to_first(self, place: Place) -> None:
        _give_keyboard(self.page(place).things()[0].widget)


def _give_keyboard(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if isinstance(widget, QLineEdit):
        widget.selectAll()


def _made(place: Place, desk: Desk, choices: Choices) -> Page:
    if place is Place.GENERAL:
        return GeneralPage(desk, choices)
    if place is Place.KEYS:
        return KeysPage(desk, choices)
    if place is Place.SITES:
        return SitesPage(desk, choices.connecting)
    return ReasonsPage(desk) if place is Place.REASONS else TemplatesPage(desk)


class ShownPage(QScrollArea):
    """A page under its title, as far as there is room for it.

    It is put together from the outside: whatever changes its parent is styled anew, with all
    that is in it.
    """

    def __init__(self, page: Page, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = page
        self.title = PlainLabel("title")
        self.title.setText(page.title())
        holder = QWidget()
        holder.setProperty("role", "pane")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(holder)
        self.mark = _Mark(theme, holder)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_5)
        rows.setSpacing(look.SPACE_4)
        rows.addWidget(self.title)
        rows.addWidget(page, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        self.page.set_theme(theme)
        self.mark.set_theme(theme)


class _Search(QLineEdit):
    """`moved` by arrows among what was found, `entered` with Enter; Esc empties it first."""

    moved = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("preferencesSearch")
        self.setMaxLength(100)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setTextMargins(look.scaled(_GLASS) + look.SPACE_1, 0, 0, 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = look.scaled(_GLASS)
        place = QRectF(look.SPACE_2, (self.height() - size) / 2, size, size)
        paint_icon(painter, place, "magnify", self._theme.second)


class _Mark(QWidget):
    """What was found is lit like a hit in a text, for as long as that is what one stands at."""

    def __init__(self, theme: Theme, holder: QWidget) -> None:
        super().__init__(holder)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._followed: list[QWidget] = []
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def put(self, widget: QWidget | None) -> None:
        """Around this widget, wherever it goes; None takes the mark away."""
        for followed in self._followed:
            followed.removeEventFilter(self)
        self._followed = []
        holder, one = self.parentWidget(), widget
        while one is not None and one is not holder:
            self._followed.append(one)
            one.installEventFilter(self)
            one = one.parentWidget()
        self.setVisible(widget is not None)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bare = self._theme.is_bare
        painter.setPen(QPen(QColor(self._theme.accent), 2) if bare else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.hit))
        around = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(around, look.RADIUS_CARD, look.RADIUS_CARD)

    def _follow(self) -> None:
        holder = self.parentWidget()
        if not self._followed or holder is None:
            return
        widget = self._followed[0]
        place = widget.rect().translated(widget.mapTo(holder, widget.rect().topLeft()))
        self.setGeometry(place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        self.lower()
