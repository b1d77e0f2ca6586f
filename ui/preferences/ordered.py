"""A page of things whose order matters: all of them at the left, the current one at the right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QSignalBlocker,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain.hostile import visible_line
from app.domain.words import Words
from app.services.newsroom import Newsroom
from ui import theme as look
from ui.desk import Desk
from ui.flow import Flow
from ui.preferences.ordered_list import KEY, OrderedList, move_of
from ui.preferences.page import Page
from ui.theme import Theme
from ui.widgets import ElidedLabel, PlainLabel, plain_tooltip

Item = TypeVar("Item")

KEPT_AFTER = 400
"""Milliseconds without a change before what was changed is kept."""


class OrderedPage(Page, Generic[Item]):
    """What is changed here is kept a moment later; what was taken out can be put back.

    A subclass says what its items are: how they are read and kept, called and shown.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.items: list[Item] = []
        self._known = False
        self._changed = False
        self._kept: Sequence[Item] = ()
        self._keeping = 0
        self._removed: tuple[int, Item] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_AFTER)
        self._soon.timeout.connect(self.keep)
        self.list = OrderedList()
        self.add_button, self.remove_button = QPushButton(), QPushButton()
        self.up_button, self.down_button = QPushButton("↑"), QPushButton("↓")
        self._undo_words = ElidedLabel("second")
        self.undo_button = QPushButton()
        self.undo_button.setProperty("role", "link")
        self.problem = PlainLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._right = QStackedWidget()

    # What a subclass says

    @abstractmethod
    def read_items(self, newsroom: Newsroom) -> Sequence[Item]:
        """What is kept now; in a worker's thread."""

    @abstractmethod
    def keep_items(
        self, newsroom: Newsroom, items: Sequence[Item], known: Sequence[Item]
    ) -> Sequence[Item]:
        """Keep these in place of those known, but for what another desk has changed since, and
        return what is kept then; in the writing thread."""

    @abstractmethod
    def says_enough(self, item: Item) -> bool:
        """Whether an item can be kept; one that cannot has no key either."""

    def fit_to_keep(self) -> Sequence[Item]:
        """Those of the items that can be kept, as they will be."""
        return tuple(filter(self.says_enough, self.items))

    def were_kept(self, items: Sequence[Item]) -> None:
        """These have just been kept: whoever shows them elsewhere should know."""

    @abstractmethod
    def name_of(self, item: Item) -> str:
        """One line that stands for an item."""

    @abstractmethod
    def key_of(self, place: int) -> str:
        """The key of an item at this place among those that are kept; "" when it has none."""

    @abstractmethod
    def blank(self) -> Item:
        """A new item, to be written."""

    @abstractmethod
    def show_item(self, item: Item) -> None:
        """Put this item into the form, without telling of a change."""

    @abstractmethod
    def write_in_form(self) -> None:
        """Give the form's first field the keyboard."""

    def refusal_to_add(self) -> str:
        """Why there cannot be one more; "" when there can."""
        return ""

    def refusal_to_remove(self) -> str:
        """Why there cannot be one less; "" when there can."""
        return ""

    # What was changed

    def current(self) -> int:
        """The place of the current item; -1 when there is none."""
        return self.list.currentRow()

    def change(self, item: Item, *, keep: bool = True) -> None:
        """The current item is this one from now on, and is kept soon unless there is more to
        come."""
        place = self.current()
        if place >= 0 and (self._changed or item != self.items[place]):
            self.items[place] = item
            self._changed = True
            self._say_rows()
            if keep:
                self._soon.start()

    def put_in(self, place: int, items: Sequence[Item]) -> None:
        """More items from this place on, the first of them the current one."""
        self.items[place:place] = items
        self._show_all(place)
        self._keep_soon()

    @Slot()
    def add(self) -> None:
        if not self._known or self._refuse(self.refusal_to_add()):
            return
        self.put_in(len(self.items), [self.blank()])
        self.write_in_form()

    @Slot()
    def remove(self) -> None:
        place = self.current()
        if place < 0 or self._refuse(self.refusal_to_remove()):
            return
        item = self.items.pop(place)
        self._removed = (place, item)
        self._show_all(min(place, len(self.items) - 1))
        self._say_removed()
        self._keep_soon()
        if self.items:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_back(self) -> None:
        """Undo the last removal."""
        if self._removed is None or self._refuse(self.refusal_to_add()):
            return
        place, item = self._removed
        self._removed = None
        self.put_in(min(place, len(self.items)), [item])
        self._say_removed()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_current(self, step: int) -> None:
        place = self.current()
        other = place + step
        if place < 0 or not 0 <= other < len(self.items):
            return
        self.items[place], self.items[other] = self.items[other], self.items[place]
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(other)
        self._say_rows()
        self._say_what_can_be_done()
        self._keep_soon()

    def _keep_soon(self) -> None:
        self._changed = True
        self._soon.start()

    @Slot()
    def keep(self) -> None:
        """Keep everything now."""
        self._soon.stop()
        self._changed = False
        newsroom, items = self.desk.newsroom, self.fit_to_keep()
        self._keeping += 1

        def work() -> Sequence[Item]:
            kept = self.keep_items(newsroom, items, self._kept)
            self._kept = items
            return kept

        def done(kept: Sequence[Item]) -> None:
            self.were_kept(kept)
            if isValid(self):
                self._keeping -= 1
                self._refuse("")

        def failed(words: Words) -> None:
            if not isValid(self):
                self.desk.tell_problem(words)
                return
            self._keeping -= 1
            self._changed = True
            self._refuse(words.said_in(self.desk.window.status.language))

        # The desk waits for the answer: this page may be gone by then.
        self.desk.jobs.write(self.desk, work, done, failed)

    def leave(self) -> None:
        if self._changed:
            self.keep()

    # What is shown

    def read(self) -> None:
        """Show what is kept, unless something here is about to be."""
        newsroom = self.desk.newsroom
        if not self._changed and not self._keeping:
            self.desk.jobs.read(
                self, lambda: self.read_items(newsroom), self._show_read, self.desk.tell_problem
            )

    def _show_read(self, items: Sequence[Item]) -> None:
        if self._changed or self._keeping:
            return
        self._kept = tuple(items)
        if self._known and list(items) == self.items:
            return
        self._known = True
        self.items = list(items)
        self._show_all(min(max(0, self.current()), len(self.items) - 1))

    def _show_all(self, place: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([""] * len(self.items))
            self._say_rows()
            self.list.setCurrentRow(place)
        self._show_current()

    def _say_rows(self) -> None:
        place = 0
        for row, item in enumerate(self.items):
            enough = self.says_enough(item)
            self._say_row(row, self.key_of(place) if enough else "")
            place += enough

    def _say_row(self, row: int, key: str) -> None:
        item = self.list.item(row)
        name = visible_line(self.name_of(self.items[row]), 120).text
        item.setText(name)
        item.setData(KEY, key)
        item.setToolTip(plain_tooltip(name))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, key)

    @Slot()
    def _show_current(self) -> None:
        place = self.current()
        if place >= 0:
            self.show_item(self.items[place])
        self._right.setCurrentIndex(0 if not self._known else 1 if place < 0 else 2)
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        place, last = self.current(), len(self.items) - 1
        self.add_button.setEnabled(self._known)
        self.remove_button.setEnabled(place >= 0)
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < last)

    def _refuse(self, words: str) -> bool:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        return bool(words)

    def _say_removed(self) -> None:
        for part in (self._undo_words, self.undo_button):
            part.setVisible(self._removed is not None)
        if self._removed is not None:
            name = visible_line(self.name_of(self._removed[1]), 60).text
            self._undo_words.setText(self.tr("Removed: {0}").format(name))

    # Words and looks

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.problem.setStyleSheet(f"color: {theme.bad.text};")

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add"))
        self.remove_button.setText(self.tr("Remove"))
        self.undo_button.setText(self.tr("Undo"))
        for button, words, key in (
            (self.remove_button, self.tr("Remove"), "Del"),
            (self.up_button, self.tr("Move up"), "Alt+↑"),
            (self.down_button, self.tr("Move down"), "Alt+↓"),
        ):
            button.setAccessibleName(words)
            button.setToolTip(plain_tooltip(f"{words} ({key})"))
        self._say_removed()
        if self._known:
            self._say_rows()
            self._show_current()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = move_of(event)
        if step:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    # Making

    def make(self, form: QWidget, nothing: QWidget) -> None:
        """Put everything in its place: the form for an item, and what is shown without any."""
        for part in (QWidget(), nothing, form):
            self._right.addWidget(part)
        self._lay_out()
        self._connect()
        self.set_theme(self.desk.window.theme)
        self.retranslate()
        self._say_what_can_be_done()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_current)
        self.list.moveAsked.connect(self.move_current)
        self.list.removeAsked.connect(self.remove)
        self.list.undoAsked.connect(self.put_back)
        self.list.writeAsked.connect(self.write_in_form)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.undo_button.clicked.connect(self.put_back)
        self.up_button.clicked.connect(lambda: self.move_current(-1))
        self.down_button.clicked.connect(lambda: self.move_current(1))

    def _lay_out(self) -> None:
        buttons, undo = Flow(), Flow()
        buttons.setSpacing(look.SPACE_1)
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        undo.addWidget(self._undo_words)
        undo.addWidget(self.undo_button)
        for part in (self._undo_words, self.undo_button):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        left = QVBoxLayout()
        left.setSpacing(look.SPACE_2)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        left.addLayout(undo)
        columns = QHBoxLayout()
        columns.setSpacing(look.SPACE_5)
        columns.addLayout(left, 2)
        columns.addWidget(self._right, 3)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_2)
        rows.addLayout(columns, 1)
        rows.addWidget(self.problem)
