"""The page of the connected sites: how they are, and how long a decision is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import moment
from app.domain.flag import Severity
from app.domain.hostile import isolated
from app.domain.site import ConnectedSite
from app.domain.words import Language
from app.services import deliveries, sites
from app.services.newsroom import Newsroom
from ui import theme as look
from ui.connecting.at_desk import Connecting
from ui.connecting.fields import NumberField
from ui.connecting.wording import kind_name
from ui.desk import Desk
from ui.flow import Flow
from ui.keys import claimed, is_escape
from ui.phrases import age_words, count_in
from ui.preferences.page import Found, Page, Place
from ui.theme import Theme
from ui.widgets import Hairline, PlainLabel, paint_severity

MOST_SECONDS = 120
READS_EVERY = 5_000
"""Milliseconds between two looks at how the sites are, while that is to be seen."""

_SIGN = 14
_ALSO = {
    "connect": "site wordpress isso connect source trang kết nối nguồn",
    "again": "site password again login trang mật khẩu kết nối lại đăng nhập",
    "hold": "hold held delay seconds send delivery undo giữ chờ gửi giây hoàn tác",
}
"""Words that each thing is also found by, in both languages."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of all this: the sites, and how long a decision is held, in microseconds."""

    sites: tuple[ConnectedSite, ...]
    hold: int


def _kept(newsroom: Newsroom) -> _Kept:
    return _Kept(sites.connected(newsroom), deliveries.hold(newsroom))


class SitesPage(Page):
    """Belongs to the newsroom: other desks see the same."""

    place = Place.SITES

    def __init__(self, desk: Desk, connecting: Connecting) -> None:
        super().__init__()
        self.setObjectName("sitesPage")
        self._desk, self._connecting = desk, connecting
        self._known: tuple[ConnectedSite, ...] | None = None
        self.rows: dict[str, SiteRow] = {}
        self._none, self._told = PlainLabel("second"), PlainLabel("second")
        self.connect_button = QPushButton()
        self.connect_button.setAutoDefault(True)
        self._section, self._hold_name = PlainLabel("section"), PlainLabel("heading")
        self._hold_hint = PlainLabel("second")
        for words in (self._none, self._told, self._hold_hint):
            words.setWordWrap(True)
        self.hold = NumberField("holdField", 0, MOST_SECONDS)
        self._theme = desk.window.theme
        self._soon = QTimer(self)
        self._soon.setInterval(READS_EVERY)
        self._lay_out()
        self._soon.timeout.connect(self.read)
        self.connect_button.clicked.connect(lambda: connecting.ask(self.window()))
        self.hold.chosen.connect(self._hold_so_long)
        connecting.changed.connect(self.read)
        connecting.told.connect(self._tell)
        self.set_theme(self._theme)
        self.retranslate()
        self.read()

    def things(self) -> Sequence[Found]:
        return [
            *(
                Found(row.again.accessibleName(), row.again, _ALSO["again"])
                for row in self.rows.values()
            ),
            Found(self.connect_button.text(), self.connect_button, _ALSO["connect"]),
            Found(self._hold_name.text(), self.hold.edit, _ALSO["hold"]),
        ]

    # What is kept

    @Slot()
    def read(self) -> None:
        """Show what is kept now."""
        newsroom = self._desk.newsroom
        self._desk.jobs.read(self, lambda: _kept(newsroom), self._show, self._desk.tell_problem)

    def _show(self, kept: _Kept) -> None:
        """Rows stay what they are, so that none loses the keyboard to a look at how it is."""
        if not self.hold.edit.hasFocus():
            self.hold.show_value(kept.hold // moment.SECOND)
        keys = [site.settings.key for site in kept.sites]
        if keys != list(self.rows):
            self._make_rows(keys)
        self._known = kept.sites
        self._say_rows()

    def _make_rows(self, keys: Sequence[str]) -> None:
        had_keyboard = any(
            row.isAncestorOf(self.focusWidget() or self) for row in self.rows.values()
        )
        for key in self.rows.keys() - set(keys):
            row = self.rows.pop(key)
            row.hide()
            row.deleteLater()
        self.rows = {key: self.rows.get(key) or self._made_row() for key in keys}
        for number, row in enumerate(self.rows.values()):
            self._list.insertWidget(number, row)
            row.show()
        self._order_stops()
        if had_keyboard:
            self.connect_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_stops(self) -> None:
        """The keyboard comes to the rows first, whenever they were made."""
        stops: list[QWidget] = []
        for row in self.rows.values():
            stops += (row.again, row.leave, row.question.yes, row.question.no)
        stops += (self.connect_button, self.hold.edit)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _made_row(self) -> SiteRow:
        row = SiteRow(self._theme)
        row.againAsked.connect(lambda site: self._connecting.ask(self.window(), site))
        row.leavingAsked.connect(self._ask_to_leave)
        row.leavingConfirmed.connect(self._connecting.disconnect_from)
        return row

    def _say_rows(self) -> None:
        language, now = self._desk.window.status.language, self._desk.newsroom.clock()
        for site in self._known or ():
            self.rows[site.settings.key].say(site, language, now)
        self._none.setVisible(not self.rows and self._known is not None)

    @Slot(object)
    def _ask_to_leave(self, site: ConnectedSite) -> None:
        newsroom, row = self._desk.newsroom, self.rows[site.settings.key]

        def ask(number: int) -> None:
            row.question.ask(row.name(), number, self._desk.window.status.language)

        self._desk.jobs.read(
            row, partial(sites.undelivered, newsroom, site), ask, self._desk.tell_problem
        )

    @Slot(int)
    def _hold_so_long(self, seconds: int) -> None:
        newsroom, hold = self._desk.newsroom, seconds * moment.SECOND
        self._desk.jobs.write(
            self,
            lambda: deliveries.set_hold(newsroom, hold),
            lambda _: None,
            self._desk.tell_problem,
        )

    @Slot(str)
    def _tell(self, words: str) -> None:
        """What the status line says stands behind this window."""
        self._told.setText(words)
        self._told.show()

    # What Qt calls, words and looks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    def leave(self) -> None:
        self.hold.settle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.hold.measure()
        for row in self.rows.values():
            row.set_theme(theme)

    def retranslate(self) -> None:
        self._none.setText(
            self.tr(
                "No site is connected: comments come from files only, and nothing is sent anywhere."
            )
        )
        self._told.hide()
        self.connect_button.setText(self.tr("Connect a site…"))
        self._section.setText(self.tr("SENDING"))
        self._hold_name.setText(self.tr("Hold each decision before it is sent"))
        self._hold_hint.setText(
            self.tr(
                "As long as it is held, undoing it leaves no trace at the site. Isso deletes for "
                "good what is rejected: there it cannot be taken back once it was sent."
            )
        )
        self.hold.say(self._hold_name.text(), self.tr("seconds"), self._hold_hint.text())
        self._say_rows()

    def _lay_out(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(look.SPACE_3)
        buttons = QHBoxLayout()
        buttons.addWidget(self.connect_button)
        buttons.addStretch(1)
        held = QHBoxLayout()
        held.addWidget(self.hold)
        held.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACE_3)
        column.addLayout(self._list)
        column.addWidget(self._none)
        column.addLayout(buttons)
        column.addWidget(self._told)
        column.addSpacing(look.SPACE_3)
        column.addWidget(self._section)
        holding = QVBoxLayout()
        holding.setSpacing(look.SPACE_1)
        holding.addWidget(self._hold_name)
        holding.addLayout(held)
        holding.addWidget(self._hold_hint)
        column.addLayout(holding)
        column.addStretch(1)
        self._told.hide()
        self._none.hide()


class SiteRow(QWidget):
    """One site; its signals carry the `ConnectedSite`."""

    againAsked = Signal(object)
    leavingAsked = Signal(object)
    leavingConfirmed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._site: ConnectedSite | None = None
        self._name, self._how, self._problem = (
            PlainLabel("heading"),
            PlainLabel("second"),
            PlainLabel(),
        )
        for words in (self._name, self._how, self._problem):
            words.setWordWrap(True)
        self._sign = _Sign(theme)
        self.again, self.leave = QPushButton(), QPushButton()
        self.question = _LeavingQuestion()
        for button in (self.again, self.leave):
            button.setAutoDefault(True)
        self._lay_out()
        self.again.clicked.connect(lambda: self.againAsked.emit(self._site))
        self.leave.clicked.connect(lambda: self.leavingAsked.emit(self._site))
        self.question.confirmed.connect(lambda: self.leavingConfirmed.emit(self._site))
        self.question.dismissed.connect(self._put_question_away)
        self.set_theme(theme)

    def name(self) -> str:
        return self._name.text()

    def said(self) -> str:
        """All that is said of the site."""
        return " ".join(part for part in (self._how.text(), self._problem.text()) if part)

    def say(self, site: ConnectedSite, language: Language, now: int) -> None:
        """How it is with this site, at this moment (microseconds UTC)."""
        self._site = site
        told = site.settings
        self._name.setText(isolated(told.key))
        when = self.tr("not brought in yet")
        if site.pulled_at:
            age = age_words(site.pulled_at, now).said_in(language)
            when = self.tr("last brought in: {0}").format(age)
        account = isolated(told.account) if told.account else ""
        parts = (kind_name(told.kind), account, when)
        self._how.setText(" · ".join(part for part in parts if part))
        self._problem.setText("" if site.problem is None else site.problem.said_in(language))
        for part in (self._sign, self._problem):
            part.setVisible(site.problem is not None)
        self.again.setText(self.tr("Connect again…"))
        self.again.setAccessibleName(self.tr("Connect {0} again").format(told.key))
        self.again.setAccessibleDescription(self.said())
        self.leave.setText(self.tr("Disconnect…"))
        self.leave.setAccessibleName(self.tr("Disconnect {0}").format(told.key))

    def set_theme(self, theme: Theme) -> None:
        self._problem.setStyleSheet(f"color: {theme.bad.text};")
        self._sign.set_theme(theme)

    @Slot()
    def _put_question_away(self) -> None:
        self.question.hide()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        wrong = QHBoxLayout()
        wrong.setSpacing(look.SPACE_2)
        wrong.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._problem, 1)
        buttons = QWidget()
        row = Flow(buttons)
        row.addWidget(self.again)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACE_1)
        column.addWidget(self._name)
        column.addWidget(self._how)
        column.addLayout(wrong)
        column.addSpacing(look.SPACE_1)
        column.addWidget(buttons)
        column.addWidget(self.question)
        column.addSpacing(look.SPACE_2)
        column.addWidget(Hairline())


class _LeavingQuestion(QWidget):
    """What disconnecting a site means, before it is done; Esc leaves it connected."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._means = PlainLabel()
        self._means.setWordWrap(True)
        self.yes, self.no = QPushButton(), QPushButton()
        for button in (self.yes, self.no):
            button.setAutoDefault(True)
        self._asked: tuple[str, int] | None = None
        buttons = QWidget()
        row = Flow(buttons)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.SPACE_2, 0, 0)
        column.setSpacing(look.SPACE_2)
        column.addWidget(self._means)
        column.addWidget(buttons)
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.dismissed)
        self.hide()

    def ask(self, site: str, undelivered: int, language: Language) -> None:
        """Ask, and say how many deliveries would be given up."""
        self._asked = (site, undelivered)
        stays = self.tr("Nothing more is brought in from {0}; its comments and the log stay.")
        said = [stays.format(site)]
        if undelivered:
            one = self.tr("{0} delivery that has not gone out yet is given up.")
            many = self.tr("{0} deliveries that have not gone out yet are given up.")
            words = one if undelivered == 1 else many
            said.append(words.format(count_in(undelivered, language)))
        self._means.setText(" ".join(said))
        self.yes.setText(self.tr("Disconnect"))
        self.yes.setAccessibleDescription(self._means.text())
        self.no.setText(self.tr("Stay connected"))
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self) -> str:
        return self._means.text()

    def event(self, event: QEvent) -> bool:
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class _Sign(QWidget):
    """Something is wrong, said without colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        size = look.scaled(_SIGN)
        self.setFixedSize(size, size + 2)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(0, 2, self.width(), self.width())
        paint_severity(painter, place, Severity.BAD, self._theme)
        painter.end()
