"""The deliveries' window: what waits to be sent to the sites, what failed and why, what was sent,
and what a person can do about each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.delivery import Delivery, DeliveryState
from app.domain.words import Language, Words
from app.services import deliveries
from app.services.deliveries import MOST_SHOWN, Panel
from app.services.newsroom import Newsroom
from ui.deliveries import questions
from ui.deliveries.model import DeliveriesModel
from ui.deliveries.question import Question
from ui.deliveries.rows import DeliveriesList
from ui.deliveries.site_lines import ConnectAgain, SiteLines
from ui.deliveries.states import STATES, StatesRow, counted
from ui.deliveries.wording import one_line
from ui.jobs import Jobs
from ui.phrases import count_in
from ui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5, Theme
from ui.widgets import ClampedLabel, ElidedLabel, Hairline, KeyCapButton, PlainLabel

_SIZE = (1040, 680)
_TICK = 1_000
"""Milliseconds between two looks at the clock while something counts down."""

_FITS = ((True, False), (True, True), (False, False), (False, True))
"""With key caps or without, with less air or not: what is tried first, from wide to narrow."""

_OPEN = (DeliveryState.WAITING, DeliveryState.FAILED)
"""States in which something can still be done."""


class DeliveriesWindow(QWidget):
    """A window of its own, beside the desk.

    `refresh` reads what is shown again; while the window is closed nothing is read. `changed` says
    that something was done here, `commentRequested` carries the id of a comment that is wanted at
    the desk. `connect_again` is called with this window and a site that is to be connected anew.
    """

    changed = Signal()
    commentRequested = Signal(object)

    def __init__(
        self,
        newsroom: Callable[[], Newsroom],
        jobs: Jobs,
        theme: Theme,
        language: Language,
        connect_again: ConnectAgain | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._newsroom = newsroom
        self._jobs = jobs
        self._theme = theme
        self._language: Language = language
        self._panel: Panel | None = None
        self._asked = 0
        self._reading = self._again = False
        self._to_list = False
        self._said: Words | None = None
        self._is_problem = False
        self.states = StatesRow(language)
        self.sites = SiteLines(language, connect_again)
        self.model = DeliveriesModel(language, lambda: newsroom().clock())
        self.list = DeliveriesList(self.model)
        self.empty = PlainLabel("second")
        self.some = ElidedLabel("second")
        self.why = ClampedLabel(4)
        self.question = Question()
        self.send = KeyCapButton()
        self.retry = KeyCapButton(primary=True)
        self.give_up = KeyCapButton()
        self.show_comment = KeyCapButton()
        self.all_again = KeyCapButton()
        self.give_all_up = KeyCapButton()
        self.send_all = KeyCapButton()
        self.message = ElidedLabel()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK)
        self._ticking.timeout.connect(self._tick)
        self._name_parts()
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.set_theme(theme)
        self.retranslate()

    # What the desk calls

    @Slot()
    def refresh(self) -> None:
        """Read what is shown; one reading at a time, what is asked for meanwhile comes after it."""
        if not self.isVisible():
            return
        self._again = self._reading
        if self._reading:
            return
        self._reading, state = True, self.states.state()

        def done(panel: Panel) -> None:
            self._reading = False
            if state is self.states.state():
                self._show(panel)
            if self._again or state is not self.states.state():
                self.refresh()

        def failed(words: Words) -> None:
            self._reading = False
            self.tell(words, problem=True)

        self._jobs.read(self, partial(deliveries.panel, self._newsroom(), state), done, failed)

    @Slot(object)
    def follow(self, change: int) -> None:
        """The newsroom has this change number by now."""
        if self._panel is None or self._panel.change != change:
            self.refresh()

    def tell(self, said: Words | None, *, problem: bool = False) -> None:
        """Say what came of something that was asked for from here."""
        self._said, self._is_problem = said, problem
        self._show_message()

    def choose(self, state: DeliveryState) -> None:
        """Show another state, and have the keyboard in its list."""
        self.states.choose(state)
        self._to_list = True
        self._chosen()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.states, self.sites, self.list):
            part.set_theme(theme)
        for button in self._buttons():
            button.set_theme(theme)
        self._fit_caps()
        self.why.setStyleSheet(f"color: {theme.text};")
        self._show_message()

    def set_language(self, language: Language) -> None:
        self._language = language
        chosen = self._current_id()
        for part in (self.states, self.sites, self.model):
            part.set_language(language)
        self._choose_again(chosen)
        self.retranslate()

    # Words

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Deliveries"))
        self.list.setAccessibleName(self.tr("Deliveries"))
        self.message.setAccessibleName(self.tr("Message"))
        self.send.say(self.tr("Send now"), "S")
        self.retry.say(self.tr("Retry"), "R")
        self.give_up.say(self.tr("Give up…"), "G")
        self.show_comment.say(self.tr("Show the comment"), "Enter")
        self.all_again.say(self.tr("Retry all…"), "Shift+R")
        self.give_all_up.say(self.tr("Give all up…"), "Shift+G")
        self.send_all.say(self.tr("Send all now"), "Shift+S")
        self._say_some()
        self._show_message()
        self._show_current()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._to_list = True
            self._chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()

    # Making

    def _name_parts(self) -> None:
        self.setObjectName("deliveriesWindow")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.message.setObjectName("deliveriesMessage")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_5)
        self.some.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSize(620, 400)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_3, SPACE_3, SPACE_4, SPACE_3)
        top.setSpacing(SPACE_3)
        top.addWidget(self.states)
        top.addWidget(self.some, 1)
        self._body = QStackedWidget()
        for part in (self.list, self.empty):
            self._body.addWidget(part)
        self._bar = QWidget()
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        mine = (self.retry, self.send, self.give_up, self.show_comment)
        for button in mine:
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.all_again, self.give_all_up, self.send_all):
            row.addWidget(button)
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addWidget(self.message)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(Hairline())
        whole.addWidget(self.sites)
        whole.addWidget(self._body, 1)
        whole.addWidget(Hairline())
        whole.addWidget(self.question)
        whole.addWidget(self._bar)

    def _buttons(self) -> tuple[KeyCapButton, ...]:
        one = (self.retry, self.send, self.give_up, self.show_comment)
        return (*one, self.all_again, self.give_all_up, self.send_all)

    def _connect(self) -> None:
        self.states.chosen.connect(self._chosen)
        self.list.selectionModel().selectionChanged.connect(self._show_current)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.opened.connect(self._ask_for_comment)
        self.question.answered.connect(self._end_question)
        does: tuple[tuple[KeyCapButton, str, Callable[[], None]], ...] = (
            (self.retry, "R", self._retry),
            (self.send, "S", self._send),
            (self.give_up, "G", self._ask_to_give_up),
            (self.all_again, "Shift+R", self._ask_to_retry_all),
            (self.give_all_up, "Shift+G", self._ask_to_give_all_up),
            (self.send_all, "Shift+S", self._send_all),
        )
        for button, key, step in does:
            button.setAutoDefault(True)
            button.clicked.connect(step)
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._press, button))
        self.show_comment.setAutoDefault(True)
        self.show_comment.clicked.connect(self._ask_for_comment)
        for number, state in enumerate(STATES, start=1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(partial(self.choose, state))
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    @staticmethod
    def _press(button: KeyCapButton) -> None:
        if button.isVisible() and button.isEnabled():
            button.click()

    # Showing

    @Slot()
    def _chosen(self) -> None:
        self.tell(None)
        self._panel = None
        self.question.hide()
        self._bar.show()
        self.model.show((), {})
        self._say_some()
        self._show_current()
        self.refresh()

    def _show(self, panel: Panel) -> None:
        """What was chosen stays chosen, and in its place."""
        self._panel = panel
        chosen, place = self._current_id(), self.list.verticalScrollBar().value()
        to_list = self._to_list or self.focusWidget() in (None, self.list)
        self._to_list = False
        self.states.show_counts(panel.counts)
        self.sites.show_sites(panel.sites)
        troubled = {
            each.settings.key: each.problem for each in panel.sites if each.problem is not None
        }
        if self.model.show(panel.shown, troubled):
            self._choose_again(chosen)
            self.list.verticalScrollBar().setValue(place)
        self._body.setCurrentWidget(self.list if panel.shown else self.empty)
        if to_list:
            self._take_focus()
        self._say_some()
        self._show_current()
        self._count_down()

    def _choose_again(self, delivery_id: int | None) -> None:
        row = None if delivery_id is None else self.model.row_of(delivery_id)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row or 0, 0))

    def _take_focus(self) -> None:
        """To the list where there is one; else to the state that is chosen."""
        if not self.question.isHidden():
            return
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.states.take_focus()

    def _say_some(self) -> None:
        state, panel = self.states.state(), self._panel
        number = 0 if panel is None else counted(panel.counts, state)
        shown = self.model.rowCount()
        words = ""
        if number > shown >= MOST_SHOWN:
            total, some = count_in(number, self._language), count_in(shown, self._language)
            first = self.tr("the first {0} of {1} are shown")
            last = self.tr("the latest {0} of {1} are shown")
            words = (first if state is DeliveryState.WAITING else last).format(some, total)
        self.some.setText(words)
        self.empty.setText(self._nothing_words(state) if panel is not None else "")

    def _nothing_words(self, state: DeliveryState) -> str:
        if self._panel is not None and not self._panel.sites:
            return self.tr("No site is connected: what is decided stays here.")
        return {
            DeliveryState.WAITING: self.tr("Nothing waits: every decision has reached its site."),
            DeliveryState.FAILED: self.tr("Nothing has failed."),
            DeliveryState.SENT: self.tr("Nothing has been sent yet."),
            DeliveryState.DROPPED: self.tr("Nothing was given up."),
        }[state]

    @Slot()
    def _show_current(self) -> None:
        """What can be done now, and what went wrong with the current one where its row cuts it."""
        state = self.states.state()
        waiting, failed = (state is each for each in _OPEN)
        current = self.model.delivery(self.list.currentIndex().row())
        problem = None if current is None else current.problem
        cut = problem is not None and self.list.cuts_problem(self.list.currentIndex().row())
        said = one_line(problem.said_in(self._language)) if problem is not None and cut else ""
        self.why.setText(said)
        self.why.setFixedHeight(self.why.heightForWidth(self.width() - 2 * SPACE_4))
        self.why.setVisible(bool(said))
        self.retry.setVisible(failed)
        self.send.setVisible(waiting)
        self.give_up.setVisible(waiting or failed)
        self.all_again.setVisible(failed)
        self.give_all_up.setVisible(failed)
        self.send_all.setVisible(waiting)
        some = bool(self.list.chosen_rows())
        for button in (self.retry, self.send, self.give_up):
            button.setEnabled(some)
        self.show_comment.setEnabled(current is not None)
        for button in (self.all_again, self.give_all_up, self.send_all):
            button.setEnabled(self.model.rowCount() > 0)
        self._fit_caps()

    def _fit_caps(self) -> None:
        """Where it gets narrow the buttons do without their key caps, then with less air."""
        shown = [button for button in self._buttons() if not button.isHidden()]
        room = self.width() - 2 * SPACE_4 - SPACE_2 * len(shown)
        cap, tight = next(
            (
                (cap, tight)
                for cap, tight in _FITS
                if sum(each.fitted_width(cap=cap, tight=tight) for each in shown) <= room
            ),
            _FITS[-1],
        )
        for button in shown:
            button.fit(cap=cap, tight=tight)

    # Counting down

    def _count_down(self) -> None:
        if self.isVisible() and self.model.counts_down():
            self._ticking.start()
        else:
            self._ticking.stop()

    @Slot()
    def _tick(self) -> None:
        self.list.viewport().update()
        self._count_down()

    # What can be done

    def _current_id(self) -> int | None:
        current = self.model.delivery(self.list.currentIndex().row())
        return None if current is None else current.id

    def _chosen_deliveries(self) -> list[Delivery]:
        rows = (self.model.delivery(row) for row in self.list.chosen_rows())
        return [each for each in rows if each is not None]

    def _ids(self) -> list[int]:
        return [each.id for each in self._chosen_deliveries()]

    @Slot()
    def _ask_for_comment(self) -> None:
        current = self.model.delivery(self.list.currentIndex().row())
        if current is not None:
            self.tell(None)
            self.commentRequested.emit(current.comment_id)

    @Slot()
    def _retry(self) -> None:
        self._write(partial(deliveries.retry, self._newsroom(), self._ids()))

    @Slot()
    def _send(self) -> None:
        self._write(partial(deliveries.send_now, self._newsroom(), self._ids()))

    @Slot()
    def _send_all(self) -> None:
        self._write(partial(deliveries.send_all_now, self._newsroom()))

    def _write(self, work: Callable[[], object]) -> None:
        self.tell(None)
        self._jobs.write(self, work, self._done, partial(self.tell, problem=True))

    def _done(self, _: object) -> None:
        self.refresh()
        self.changed.emit()

    @Slot()
    def _ask_to_give_up(self) -> None:
        chosen = self._chosen_deliveries()
        ids, sites = [each.id for each in chosen], sorted({each.site for each in chosen})
        do = partial(self._write, partial(deliveries.give_up, self._newsroom(), ids))
        self._ask(lambda: questions.give_up(len(ids), sites, self._language), do)

    @Slot()
    def _ask_to_give_all_up(self) -> None:
        by, number = self._newsroom().clock(), self._failed_count()
        do = partial(self._give_all_up, by)
        self._ask(lambda: questions.give_all_up(number, self._language), do)

    def _give_all_up(self, by: int) -> None:
        self.tell(None)
        newsroom = self._newsroom()
        self._jobs.start(
            self,
            self.tr("Giving deliveries up"),
            partial(deliveries.give_up_all, newsroom, by),
            self._done,
            partial(self.tell, problem=True),
        )

    @Slot()
    def _ask_to_retry_all(self) -> None:
        number = self._failed_count()
        do = partial(self._write, partial(deliveries.retry_all, self._newsroom()))
        self._ask(lambda: questions.retry_all(number, self._language), do)

    def _failed_count(self) -> int:
        return 0 if self._panel is None else self._panel.counts.failed

    def _ask(self, words: Callable[[], questions.Asked], do: Callable[[], None]) -> None:
        self.tell(None)
        self._bar.hide()
        self.question.ask(words, do)

    @Slot()
    def _end_question(self) -> None:
        self._bar.show()
        self._take_focus()

    # Speaking

    def _show_message(self) -> None:
        said = self._said.said_in(self._language) if self._said is not None else ""
        self.message.setText(one_line(said))
        self.message.setVisible(bool(said))
        colour = self._theme.bad.text if self._is_problem else self._theme.second
        self.message.setStyleSheet(f"color: {colour};")
