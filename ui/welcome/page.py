"""The welcome: who sits here, in which language, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.words import Language
from ui import theme as look
from ui.icons import paint_icon
from ui.keys import claimed, is_escape
from ui.shortcuts import COMMANDS, Commands, shown_keys
from ui.theme import Theme
from ui.widgets import Hairline, KeyCapButton, PlainLabel
from ui.window import DeskWindow

WIDEST = 620
LONGEST_NAME = 60
LANGUAGES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
_SIGN = 24
_COVERS = ("decide", "move")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WelcomePage(QWidget):
    """Stands in the window in the place of the list and what is beside it; the rest stays.

    `named` carries the moderator's name, `languageChosen` a language; `importWanted`,
    `siteWanted` and `sampleWanted` nothing; `left` says that the desk is wanted instead. While it
    has the keyboard no key decides anything about a comment that it covers.
    """

    named = Signal(str)
    languageChosen = Signal(str)
    importWanted = Signal()
    siteWanted = Signal()
    sampleWanted = Signal()
    left = Signal()

    def __init__(self, window: DeskWindow, name: str, language: Language) -> None:
        whole: QWidget = window.centralWidget() or window
        super().__init__(whole)
        self.setObjectName("welcomePage")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._whole = whole
        self._side: QWidget = window.sidebar
        self._asked = True
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAcceptDrops(False)
        self.go_on = KeyCapButton(primary=True)
        self.languages = {each: QRadioButton(words) for each, words in LANGUAGES.items()}
        self.languages[language].setChecked(True)
        self.bring_in, self.connect_site = KeyCapButton(), KeyCapButton()
        self.look_around, self.leave = KeyCapButton(), KeyCapButton()
        self._lay_out()
        self._connect()
        for watched in (self._whole, self._side):
            watched.installEventFilter(self)
        window.themeChanged.connect(self.set_theme)
        self.set_theme(window.theme)
        self.retranslate()
        self._take_place()

    # Building

    def _lay_out(self) -> None:
        self._title, self._about = PlainLabel("title"), PlainLabel("second")
        self._who, self._which, self._how = (PlainLabel("section") for _ in range(3))
        self._stands = PlainLabel("second")
        offers = (
            ("file-import-outline", self.bring_in),
            ("connection", self.connect_site),
            ("compass-outline", self.look_around),
        )
        self._offers = [_Offer(icon, button, self._window.theme) for icon, button in offers]
        for words in (self._about, self._stands):
            words.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(look.SPACE_2)
        for part in (self._title, self._about):
            column.addWidget(part)
        column.addSpacing(look.SPACE_3)
        column.addWidget(self._who)
        column.addLayout(_beside(self.name, self.go_on))
        column.addWidget(self._stands)
        column.addSpacing(look.SPACE_3)
        column.addWidget(self._which)
        column.addLayout(_beside(*self.languages.values(), stretch=True))
        column.addSpacing(look.SPACE_3)
        column.addWidget(self._how)
        for offer in self._offers:
            column.addWidget(Hairline())
            column.addWidget(offer)
        column.addWidget(Hairline())
        column.addSpacing(look.SPACE_2)
        column.addLayout(_beside(self.leave, stretch=True))
        self._scroll(column)

    def _scroll(self, column: QVBoxLayout) -> None:
        """In the middle, and no wider than one likes to read."""
        inside = QWidget()
        inside.setProperty("role", "pane")
        inside.setLayout(column)
        inside.setMaximumWidth(look.scaled(WIDEST))
        whole = QWidget()
        whole.setProperty("role", "pane")
        row = QHBoxLayout(whole)
        row.setContentsMargins(look.SPACE_5, look.SPACE_5, look.SPACE_5, look.SPACE_5)
        row.addStretch(1)
        row.addWidget(inside, 100, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def _connect(self) -> None:
        self.go_on.clicked.connect(self._go_on)
        self.name.textEdited.connect(self._ask_again)
        self.bring_in.clicked.connect(self._import)
        self.connect_site.clicked.connect(self.siteWanted)
        self.look_around.clicked.connect(self.sampleWanted)
        self.leave.clicked.connect(self.left)
        for language, button in self.languages.items():
            button.clicked.connect(lambda _=False, language=language: self._choose(language))

    # What it is asked

    def is_asking(self) -> bool:
        """Whether a name is being written that has not been kept."""
        return self._asked and self.name.isModified()

    def settle_name(self, name: str) -> None:
        """This name is kept: go on to how to begin."""
        self.name.setText(name)
        self._asked = False
        self.retranslate()

    @Slot()
    def _ask_again(self) -> None:
        self._asked = True
        self.retranslate()

    @Slot()
    def _go_on(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self._stands.setText(self.tr("Somebody decides: write a name first."))
            self.name.setFocus()
            return
        self.named.emit(name)
        self.settle_name(name)
        self.bring_in.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self.bring_in)

    def _choose(self, language: Language) -> None:
        self.languageChosen.emit(language)

    @Slot()
    def _import(self) -> None:
        self.importWanted.emit()

    # Its place and the keyboard

    def take_focus(self) -> None:
        """The keyboard goes to the name; to the first offer when that is known."""
        if self._asked:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()
        else:
            self.bring_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def covers(self, widget: QWidget) -> bool:
        """Whether a widget of the desk lies under this page."""
        whole = self._whole
        if widget is self or self.isAncestorOf(widget) or not whole.isAncestorOf(widget):
            return False
        place = QRect(widget.mapTo(whole, widget.rect().topLeft()), widget.size())
        return self.geometry().intersects(place)

    def _take_place(self) -> None:
        """All that is beside the left column, whichever of list and comment stands there."""
        whole, side = self._whole, self._side
        corner = side.mapTo(whole, QPoint(side.width() + 1, 0))
        size = QSize(whole.width() - corner.x(), side.height())
        self.setGeometry(QRect(corner, size).intersected(whole.rect()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._take_place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """After the window, which gives the keyboard to the list when it is shown."""
        super().showEvent(event)
        self._take_place()
        QTimer.singleShot(0, self, self.take_focus)

    def event(self, event: QEvent) -> bool:
        return claimed(event, self._keeps) or super().event(event)

    def _keeps(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        return is_escape(event) or any(
            pressed in action.shortcuts() for action in _about_comments(self._window.commands)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if is_escape(event):
            self.left.emit()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            event.accept()
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self._go_on()

    # Words and colours

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Welcome"))
        self._title.setText(self.tr("Welcome to Lời Bình"))
        self._about.setText(
            self.tr(
                "Here readers' comments are read beside their article and decided, by keyboard."
            )
        )
        self._who.setText(self.tr("WHO SITS HERE?"))
        self._which.setText(self.tr("LANGUAGE"))
        self._how.setText(self.tr("HOW TO BEGIN"))
        self.name.setAccessibleName(self.tr("The moderator's name"))
        self.name.setPlaceholderText(self.tr("your name"))
        self.languages[self._window.status.language].setChecked(True)
        self._say_name()
        self.bring_in.say(
            self.tr("Import…"), shown_keys(self._window.commands.action("importAction"))
        )
        self.connect_site.say(self.tr("Connect…"), "")
        self.look_around.say(self.tr("Open the sample"), "")
        self.leave.say(self.tr("Go to the desk"), self.tr("Esc"))
        self._say_offers()

    def _say_name(self) -> None:
        self.go_on.say(self.tr("Go on"), self.tr("Enter"))
        self.go_on.fill(self._asked)
        self.bring_in.fill(not self._asked)
        if self._asked:
            words = self.tr("This name stands in the log beside every decision made here.")
        else:
            words = self.tr("Kept: decisions made here stand in the log in this name.")
        self._stands.setText(words)

    def _say_offers(self) -> None:
        bring_in, connect_site, look_around = self._offers
        bring_in.say(
            self.tr("Import a file"),
            self.tr(
                "JSON Lines, CSV, or what WordPress, Disqus, Isso and others export: choose it, or "
                "drop it anywhere on this window. You see what is in it before anything is written."
            ),
        )
        connect_site.say(
            self.tr("Connect a site"),
            self.tr(
                "WordPress or Isso: its comments arrive by themselves, and what is decided here "
                "goes back there."
            ),
        )
        look_around.say(
            self.tr("Look around first"),
            self.tr(
                "A sample newsroom opens in a second window. Try anything there: it is made up, "
                "yours is not touched, and it is gone when that window is closed."
            ),
        )

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        for button in (
            *(self.go_on, self.bring_in, self.connect_site),
            *(self.look_around, self.leave),
        ):
            button.set_theme(theme)
        for offer in self._offers:
            offer.sign.set_theme(theme)
        self._area.setStyleSheet(f"QScrollArea {{ background: {theme.pane}; }}" + _rings(theme))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _rings(theme: Theme) -> str:
    """Rings that are seen in the dark too: thin, and thick round what is chosen."""
    size, dot = look.scaled(12), look.scaled(4)
    ring = (size + 2 - dot) // 2
    radius = (size + 2) // 2
    return f"""
    QRadioButton::indicator {{
        width: {size}px; height: {size}px;
        border: 1px solid {theme.second}; border-radius: {radius}px; }}
    QRadioButton::indicator:checked {{
        width: {size + 2 - 2 * ring}px; height: {size + 2 - 2 * ring}px;
        border: {ring}px solid {theme.accent}; }}
    """


class _Offer(QWidget):
    """One way to begin: its sign, what it is, what comes of it, and its button."""

    def __init__(self, icon: str, button: KeyCapButton, theme: Theme) -> None:
        super().__init__()
        self.sign = _Sign(icon, theme)
        self._title, self._words = PlainLabel("heading"), PlainLabel("second")
        self._words.setWordWrap(True)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._title)
        said.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.SPACE_2, 0, look.SPACE_2)
        row.setSpacing(look.SPACE_3)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)


class _Sign(QWidget):
    def __init__(self, icon: str, theme: Theme) -> None:
        super().__init__()
        self._icon = icon
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        size = look.scaled(_SIGN)
        self.setFixedSize(size, size)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, QColor(self._theme.second).name())
        painter.end()


def _beside(*widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.SPACE_4 if stretch else look.SPACE_2)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row


def _about_comments(commands: Commands) -> Sequence[QAction]:
    """What must not be done, by a key, to comments that cannot be seen."""
    return [
        commands.action(command.name)
        for command in COMMANDS
        if command.group in _COVERS and command.name != "searchAction"
    ]
