"""The sheet on which a site is connected: its address, what its kind needs, then a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.flag import Severity
from app.domain.site import ConnectedSite, SiteSettings
from app.domain.words import Words
from ui import theme as look
from ui.connecting import asking
from ui.connecting.asking import About, Refused
from ui.connecting.fields import Field
from ui.connecting.forms import Form, IssoForm, WordPressForm
from ui.connecting.wording import kind_name, said_of, shown_address
from ui.jobs import Job
from ui.status_line import announce
from ui.theme import Theme
from ui.widgets import Hairline, KeyCapButton, PlainLabel, paint_severity, paint_tick
from ui.work_line import WorkLine

if TYPE_CHECKING:
    from app.services.sites import Tested
    from ui.desk import Desk

Result = TypeVar("Result")

_WIDE, _NARROWEST = 560, 420
_SIGN = 14


class ConnectSheet(QDialog):
    """Enter goes one step further, Esc stops what is asked, or leaves. What is typed stays, also
    when a test fails; `wanted` carries what was `Tested` and is to be connected, and its secret.

    With a `site` it is connected again: its address stays, all else can be another.
    """

    wanted = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget, site: ConnectedSite | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("connectSheet")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._again = desk, site
        self._found: SiteSettings | None = None
        self._tested: Tested | None = None
        self._refused: Refused | None = None
        self._job: Job | None = None
        self._title, self._about = PlainLabel("title"), PlainLabel("second")
        self._about.setWordWrap(True)
        self.address = Field("siteAddress")
        self._kind = PlainLabel("heading")
        self._kind.setWordWrap(True)
        self._wordpress = WordPressForm()
        self.forms: dict[str, Form] = {form.kind: form for form in (self._wordpress, IssoForm())}
        self.work = WorkLine()
        self.outcome = _Outcome()
        self.body = QScrollArea()
        self.later, self.go_on = KeyCapButton(), KeyCapButton(primary=True)
        self._lay_out()
        self._connect()
        self.set_theme(desk.window.theme)
        self.retranslate()
        if site is not None:
            self._know(site.settings)

    def begin(self) -> None:
        """Show it, with the keyboard where something is to be typed."""
        self.open()
        self._fit()
        form = self.form()
        missing = form.missing() if form is not None else None
        (missing or self.address).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self) -> Form | None:
        """What the kind of site that was found needs; None before one is."""
        return None if self._found is None else self.forms[self._found.kind]

    def is_asking(self) -> bool:
        """Whether a site has been asked something and has not answered yet."""
        return self._job is not None

    # Making

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_4)
        column.setSpacing(look.SPACE_4)
        for part in (self.address, self._kind, *self.forms.values()):
            column.addWidget(part)
        column.addStretch(1)
        self.body.setWidget(inside)
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_3)
        head.setSpacing(look.SPACE_1)
        head.addWidget(self._title)
        head.addWidget(self._about)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(look.SPACE_5, look.SPACE_3, look.SPACE_5, look.SPACE_3)
        foot.setSpacing(look.SPACE_3)
        foot.addWidget(self.outcome)
        foot.addWidget(self.work, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SPACE_2)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.go_on)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (inside, self._head, self._foot):
            part.installEventFilter(self)
        for part in (self._head, Hairline(), self.body, Hairline(), self._foot):
            layout.addWidget(part, 1 if part is self.body else 0)
        self.setMinimumWidth(_NARROWEST)

    def _connect(self) -> None:
        self.address.edited.connect(self._forget_kind)
        for form in self.forms.values():
            form.loginEdited.connect(self._forget_test)
            form.hide()
        self._wordpress.pageWanted.connect(self._look_for_page)
        self.later.clicked.connect(self.reject)
        self.go_on.clicked.connect(self._go_on)
        self.finished.connect(self._stop)
        self._desk.window.themeChanged.connect(self.set_theme)

    # One step after the other

    @Slot()
    def _go_on(self) -> None:
        """Find the site, test it, connect it: whichever comes next."""
        if self._job is not None:
            return
        form = self.form()
        if self._tested is not None:
            self._connect_it(self._tested)
        elif self._found is None or form is None:
            self._find()
        elif (missing := form.missing()) is not None:
            missing.mark(self.tr("This is needed to log in."))
            missing.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._test(form.settled(self._found), form.secret.secret())

    def _find(self) -> None:
        typed = self.address.text()
        if not typed:
            self.address.mark(self.tr("Type where the site is."))
            self.address.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._ask(
            self.tr("Looking for WordPress or Isso there"), partial(asking.find, typed), self._see
        )

    def _see(self, found: SiteSettings | Refused) -> None:
        if isinstance(found, Refused):
            self._refuse(found)
            return
        self._know(found)
        form = self.form()
        missing = form.missing() if form is not None else None
        if missing is None:
            self._go_on()
            return
        missing.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._kind.text(), urgent=False)

    def _know(self, found: SiteSettings) -> None:
        self._found = found
        self.forms[found.kind].show_settings(found)
        self._show_state()

    def _test(self, settings: SiteSettings, secret: str) -> None:
        title = self.tr("Logging in to {0}").format(shown_address(settings.kind, settings.address))
        self._ask(title, partial(asking.test, settings, secret), self._judge)

    def _judge(self, tested: Tested | Refused) -> None:
        if isinstance(tested, Refused):
            self._refuse(tested)
            return
        self._tested = tested
        self._show_state()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.outcome.words(), urgent=False)

    def _refuse(self, refused: Refused) -> None:
        """Say why, and lead to what it is about; everything stays as it was typed."""
        self._refused = refused
        form = self.form()
        if refused.about is About.LOGIN and form is not None:
            form.mark()
        elif refused.about is About.ADDRESS and self._again is None:
            self.address.mark()
            self.address.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()
        announce(self, self.outcome.words(), urgent=True)

    @Slot()
    def _look_for_page(self) -> None:
        """Find out where the site makes passwords, then ask whether to go there."""
        if self._found is None or self._job is not None:
            return

        def done(page: str | Refused) -> None:
            if isinstance(page, Refused):
                self._refuse(page)
            else:
                self._show_state()
                self._wordpress.ask_to_open(page)

        title = self.tr("Looking where WordPress makes passwords")
        self._ask(title, partial(asking.password_page, self._found), done)

    def _ask(self, title: str, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Ask a site in a thread; what comes of it when it was stopped meanwhile is not heard."""
        self._refused = None

        def answered(result: Result) -> None:
            if self._job is job:
                self._job = None
                done(result)

        def failed(words: Words) -> None:
            if self._job is job:
                self._job = None
                self._refuse(Refused(words, About.ADDRESS))

        job = self._desk.jobs.start(
            self, title, lambda: asking.left_when_stopped(call), answered, failed
        )
        self._job = job
        self.work.follow(job)
        self._show_state()

    @Slot()
    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._show_state()

    def _connect_it(self, tested: Tested) -> None:
        """As it was tested, with what is typed now of all that no test depends on."""
        form = self.form()
        if form is None:
            return
        key = tested.settings.key
        settings = replace(form.settled(tested.settings), key=key)
        self.accept()
        self.wanted.emit(replace(tested, settings=settings), form.secret.secret())

    # What was typed since

    @Slot()
    def _forget_kind(self) -> None:
        """At another address another site may answer."""
        self._found = None
        self._forget_test()

    @Slot()
    def _forget_test(self) -> None:
        """Another login has to be tested anew."""
        self._stop()
        self._tested = self._refused = None
        form = self.form()
        for marked in (self.address, form):
            if marked is not None:
                marked.unmark()
        self._show_state()

    # What is shown

    def _show_state(self) -> None:
        found = self._found
        for form in self.forms.values():
            form.setVisible(form is self.form())
        self.address.setVisible(self._again is None)
        self._kind.setVisible(found is not None)
        if found is not None:
            where = shown_address(found.kind, found.address)
            self._kind.setText(f"{kind_name(found.kind)} · {where}")
        language = self._desk.window.status.language
        if self._refused is not None:
            self.outcome.refuse(self._refused.words.said_in(language))
        elif self._tested is not None:
            self.outcome.accept(said_of(self._tested.greeting, language))
        else:
            self.outcome.clear()
        busy = self._job is not None
        self.work.setVisible(busy)
        self.go_on.setEnabled(not busy)
        key = self.tr("Enter")
        if self._tested is not None:
            self.go_on.say(self.tr("Connect"), key)
        else:
            self.go_on.say(self.tr("Test connection"), key)
        self.later.say(self.tr("Stop") if busy else self.tr("Not now"), self.tr("Esc"))

    @Slot()
    def _fit(self) -> None:
        """As high as what is to be seen, as far as the screen allows: then it is scrolled."""
        inside = self.body.widget()
        wide = max(look.scaled(_WIDE), self.minimumWidth())
        if inside is None or not self.isVisible():
            return
        parts = (self._head, inside, self._foot)
        high = sum(_height_at(part, wide) for part in parts) + 2
        room = self.screen().availableSize().height() - 2 * look.SPACE_5
        size = QSize(wide, min(high, room))
        if size != self.size():
            self.resize(size)

    def retranslate(self) -> None:
        if self._again is None:
            self._title.setText(self.tr("Connect a site"))
        else:
            self._title.setText(self.tr("Connect {0} again").format(self._again.settings.key))
        self.setWindowTitle(self._title.text())
        self._about.setText(
            self.tr("Its new comments arrive by themselves, and what is decided here goes back.")
        )
        self.address.say(
            self.tr("Where is the site?"),
            self.tr("Any page of it will do, such as bao.vn; or where Isso answers."),
        )
        self.setAccessibleDescription(self._about.text())
        self._show_state()

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        self.address.set_theme(theme)
        for form in self.forms.values():
            form.set_theme(theme)
        for button in (self.later, self.go_on):
            button.set_theme(theme)
        self.outcome.set_theme(theme)
        self.body.setStyleSheet(f"QScrollArea {{ background: {theme.pane}; }}")
        self._show_state()

    # What Qt calls

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """Esc, and the button beside it: first stop what is under way."""
        if self._job is None:
            super().reject()
        else:
            self._stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on; elsewhere it goes one step further."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self._go_on()


def _height_at(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is None:
        return widget.sizeHint().height()
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())


class _Outcome(QWidget):
    """What came of the last test, with a sign that says it without colour."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = _Sign()
        self._said = PlainLabel()
        self._said.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACE_2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._said, 1)
        self._theme: Theme = look.LIGHT
        self._bad = False

    def words(self) -> str:
        return self._said.text()

    def accept(self, words: str) -> None:
        self._show(words, bad=False)

    def refuse(self, words: str) -> None:
        self._show(words, bad=True)

    def clear(self) -> None:
        self._show("", bad=False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show(self._said.text(), bad=self._bad)

    def _show(self, words: str, *, bad: bool) -> None:
        self._bad = bad
        self._said.setText(words)
        colour = self._theme.bad.text if bad else self._theme.text
        self._said.setStyleSheet(f"color: {colour};")
        self._sign.show_sign(self._theme, bad=bad)
        self.setVisible(bool(words))


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._theme, self._bad = look.LIGHT, False

    def show_sign(self, theme: Theme, *, bad: bool) -> None:
        self._theme, self._bad = theme, bad
        size = look.scaled(_SIGN)
        self.setFixedSize(size, size + 2)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self.width()
        place = QRectF(0, 2, size, size)
        if self._bad:
            paint_severity(painter, place, Severity.BAD, self._theme)
        else:
            paint_tick(painter, place, self._theme)
        painter.end()
