"""Every window of the desk and every state of it that looks different, brought about by keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain import moment
from app.domain.delivery import DeliveryState
from app.domain.template import ReplyTemplate
from app.services import templates
from app.services.newsroom import Newsroom
from tests.performance.watching import all_there
from tests.ui.conftest import Driven, Fill, comment
from tests.ui.deciding import ids_of
from tests.ui.deliveries.sites import (
    LOGIN_REFUSED,
    connect,
    decided,
    hold_for,
    settle,
    trouble,
)
from tests.ui.states_sites import (
    SHEETS,
    connect_second,
    leaving_asked,
    two_sites_shown,
)
from ui.deliveries.window import DeliveriesWindow
from ui.importing.preview import Preview
from ui.insights.window import InsightsWindow
from ui.log.window import LogWindow
from ui.preferences.page import Place
from ui.preferences.window import PreferencesWindow
from ui.syncing import Syncing

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LONG_NAME = "Bạn đọc có cái tên dài đến mức không ô nào chứa hết được " * 3
State = Callable[[Driven], AbstractContextManager[QWidget]]


def make_busy(driven: Driven, newsroom: Newsroom, fill: Fill, folder: Path) -> None:
    """Comments with doubts, threads, long names and long words, decisions, templates, a queue of
    one's own and a file to import."""
    fill(
        comment(30, "Vay nhanh tại https://vay-nhanh.example, gọi 0912 345 678.", name=LONG_NAME),
        comment(31, "Trả lời bạn.", parent="c30", address="ai.do@gmial.com"),
        comment(32, "Đ" * 400, name="", address=""),
    )
    some = ids_of(newsroom)[-3:]
    make_deliver(driven, newsroom)
    failed = decided(newsroom, some)[:2]
    settle(newsroom, failed, DeliveryState.FAILED)
    trouble(newsroom, LOGIN_REFUSED)
    thanks = ReplyTemplate(0, "Cảm ơn bạn", "Cảm ơn {tên} đã đọc “{bài}”.")
    templates.change_reply_templates(newsroom, (thanks,))
    row = {"article_url": "https://bao.vn/cau", "name": "Lan", "email": "lan@gmail.com"}
    good = (json.dumps(row | {"id": f"n{i}", "text": f"Lời bình thứ {i}"}) for i in range(4))
    written = "\n".join([*good, '{"id": "x"}', "{hỏng"])
    (folder / "một tệp.jsonl").write_text(written + "\n", encoding="utf-8")
    driven.keys(KEY.Key_F5)
    driven.until(lambda: driven.rows() == 20)
    keep_a_queue(driven)


def make_deliver(driven: Driven, newsroom: Newsroom) -> None:
    """Connected sites, with which nothing speaks."""
    syncing = driven.window.findChild(Syncing)
    assert isinstance(syncing, Syncing)
    syncing.stop()
    connect(newsroom, purge_after=30 * moment.DAY)
    connect_second(newsroom)
    hold_for(newsroom, moment.HOUR)


def keep_a_queue(driven: Driven) -> None:
    driven.keys(KEY.Key_Slash)
    driven.type("bui ")
    driven.settle()
    driven.control(KEY.Key_S)
    driven.until(lambda: driven.window.sidebar.own.isVisible())
    driven.settle()
    back_to_all(driven)


def back_to_all(driven: Driven) -> None:
    driven.keys(KEY.Key_Escape)
    driven.keys(KEY.Key_Escape)
    driven.window.search.clear()
    driven.choose("pending")
    driven.until(lambda: driven.rows() == 20)
    driven.window.queue.list.setFocus()
    driven.wait_beside()


@contextmanager
def the_list(driven: Driven) -> Iterator[QWidget]:
    yield driven.window


@contextmanager
def reading(driven: Driven) -> Iterator[QWidget]:
    """What a narrow window shows of one comment."""
    driven.window.queue.list.setFocus()
    driven.keys(KEY.Key_Return)
    driven.wait_beside()
    yield driven.window
    if driven.window.queue.list.isHidden() or not driven.window.queue.isVisible():
        driven.keys(KEY.Key_Escape)
    driven.window.queue.list.setFocus()


def typing(typed: str, rows: int | None) -> State:
    """Something in the search field, and what hangs under it."""

    @contextmanager
    def state(driven: Driven) -> Iterator[QWidget]:
        driven.keys(KEY.Key_Slash)
        driven.type(typed)
        if rows is not None:
            driven.wait_rows(rows)
        driven.settle()
        driven.until(lambda: driven.rows() == 0 or all_there(driven.list))
        yield driven.window
        back_to_all(driven)

    return state


@contextmanager
def narrowed(driven: Driven) -> Iterator[QWidget]:
    """Only what was said on one article, whose title stands in the search field."""
    driven.window.queue.list.setFocus()
    driven.keys(KEY.Key_B)
    driven.until(driven.window.search.is_narrowed)
    driven.wait_beside()
    driven.value(0, b"text")
    yield driven.window
    back_to_all(driven)


@contextmanager
def another_queue(driven: Driven) -> Iterator[QWidget]:
    driven.choose("approved")
    driven.wait_rows(3)
    driven.wait_beside()
    driven.value(0, b"text")
    yield driven.window
    back_to_all(driven)


@contextmanager
def empty_queue(driven: Driven) -> Iterator[QWidget]:
    driven.choose("spam")
    driven.wait_rows(0)
    driven.settle()
    yield driven.window
    back_to_all(driven)


def a_key(key: Qt.Key) -> State:
    """What one key opens in the right column."""

    @contextmanager
    def state(driven: Driven) -> Iterator[QWidget]:
        driven.window.queue.list.setFocus()
        driven.keys(key)
        driven.until(lambda: QApplication.focusWidget() is not driven.list)
        yield driven.window
        driven.keys(KEY.Key_Escape)
        driven.until(lambda: QApplication.focusWidget() is driven.list)

    return state


@contextmanager
def many(driven: Driven) -> Iterator[QWidget]:
    driven.window.queue.list.setFocus()
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    driven.until(driven.window.bulk.isVisible)
    yield driven.window
    driven.keys(KEY.Key_Escape)
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.queue.model.marked_count() == 0)


def shown_beside(driven: Driven) -> list[QWidget]:
    """The windows there are but the desk."""
    every = QApplication.topLevelWidgets()
    kinds = (Qt.WindowType.ToolTip, Qt.WindowType.Popup)
    return [
        each
        for each in every
        if each.isVisible() and each is not driven.window and each.windowType() not in kinds
    ]


def close(driven: Driven, window: QWidget) -> None:
    if isValid(window):
        window.close()
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.window.queue.list.setFocus()


def a_window(command: str, ready: Callable[[Driven, QWidget], object] | None = None) -> State:
    """A window that a command opens, once it is `ready`; as large as the desk is, at most."""

    @contextmanager
    def state(driven: Driven) -> Iterator[QWidget]:
        driven.window.queue.list.setFocus()
        driven.action(command).trigger()
        driven.until(lambda: bool(shown_beside(driven)))
        window = shown_beside(driven)[0]
        window.activateWindow()
        driven.until(window.isActiveWindow)
        driven.settle()
        if ready is not None:
            ready(driven, window)
        if window.parentWidget() is None or window.windowType() is Qt.WindowType.Window:
            window.resize(driven.window.size())
        driven.settle()
        yield window
        close(driven, window)

    return state


def page_of_preferences(place: Place) -> Callable[[Driven, QWidget], object]:
    def ready(driven: Driven, window: QWidget) -> None:
        assert isinstance(window, PreferencesWindow)
        window.open_at(place)
        driven.until(lambda: len(window.shown) == len(Place))

    return ready


def found_preferences(driven: Driven, window: QWidget) -> None:
    assert isinstance(window, PreferencesWindow)
    window.open_at(None)
    window.search.setText("mau")
    driven.until(lambda: len(window.shown) == len(Place))


def charts_drawn(driven: Driven, window: QWidget) -> None:
    assert isinstance(window, InsightsWindow)
    driven.until(lambda: len(window.charts) == 7 and window.charts[0].isVisible())


def opened_batch(driven: Driven, window: QWidget) -> None:
    assert isinstance(window, LogWindow)
    driven.until(lambda: window.model.rowCount() > 0 and window.detail.line() is not None)
    window.table.setFocus()
    driven.keys(KEY.Key_Home, KEY.Key_Right)
    driven.until(lambda: window.model.rowCount() > 1)
    driven.keys(KEY.Key_Right)
    driven.settle()


def deliveries_in(state: DeliveryState) -> Callable[[Driven, QWidget], object]:
    def ready(driven: Driven, window: QWidget) -> None:
        assert isinstance(window, DeliveriesWindow)
        window.choose(state)
        driven.settle()

    return ready


def giving_up(driven: Driven, window: QWidget) -> None:
    deliveries_in(DeliveryState.FAILED)(driven, window)
    assert isinstance(window, DeliveriesWindow)
    driven.until(window.list.hasFocus)
    driven.keys(KEY.Key_G)


def types(text: str) -> Callable[[Driven, QWidget], object]:
    return lambda driven, _: driven.type(text)


@contextmanager
def import_preview(driven: Driven) -> Iterator[QWidget]:
    folder = driven.database.parent
    driven.files.look_at([folder / "một tệp.jsonl"])
    sheet = driven.window.findChild(Preview)
    assert isinstance(sheet, Preview)
    driven.until(lambda: sheet.bring_in.hasFocus() or sheet.later.hasFocus())
    yield sheet.window()
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(Preview) is None)
    close(driven, QWidget())


@contextmanager
def leaving(driven: Driven) -> Iterator[QWidget]:
    """The question that is asked when something half written would be lost."""
    driven.window.queue.list.setFocus()
    driven.keys(KEY.Key_N)
    driven.until(lambda: QApplication.focusWidget() is driven.window.context.composer.edit)
    driven.type("x")
    driven.window.close()
    driven.until(lambda: bool(shown_beside(driven)))
    question = shown_beside(driven)[0]
    question.activateWindow()
    driven.until(question.isActiveWindow)
    yield question
    driven.qtbot.keyClick(question, KEY.Key_Escape)
    driven.until(lambda: not shown_beside(driven))
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.window.context.composer.edit.setFocus()
    driven.keys(KEY.Key_Backspace, KEY.Key_Escape)
    driven.until(lambda: QApplication.focusWidget() is driven.list)


@contextmanager
def welcome(driven: Driven) -> Iterator[QWidget]:
    driven.action("welcomeAction").trigger()
    driven.until(driven.widget("welcomePage").isVisible)
    yield driven.window
    driven.keys(KEY.Key_Escape)
    driven.window.queue.list.setFocus()
    driven.until(lambda: QApplication.focusWidget() is driven.list)


STATES: dict[str, State] = {
    "list": the_list,
    "reading": reading,
    "nothing found": typing("khong co gi nhu the", 0),
    "completion": typing("is:", None),
    "what is wrong": typing("before:x ", None),
    "narrowed": narrowed,
    "approved": another_queue,
    "empty queue": empty_queue,
    "reply": a_key(KEY.Key_R),
    "edit": a_key(KEY.Key_E),
    "note": a_key(KEY.Key_N),
    "rejection": a_key(KEY.Key_D),
    "bulk": many,
    "palette": a_window("paletteAction"),
    "help": a_window("helpAction"),
    "log": a_window("logAction", opened_batch),
    "insights": a_window("insightsAction", charts_drawn),
    "deliveries": a_window("deliveriesAction", deliveries_in(DeliveryState.WAITING)),
    "failed deliveries": a_window("deliveriesAction", deliveries_in(DeliveryState.FAILED)),
    "no deliveries": a_window("deliveriesAction", deliveries_in(DeliveryState.SENT)),
    "giving up": a_window("deliveriesAction", giving_up),
    "import": import_preview,
    "welcome": welcome,
}
ANY_SIZE: dict[str, State] = {
    "palette in the other language": a_window("paletteAction", types("tim")),
    "palette of nothing": a_window("paletteAction", types("zzzz")),
    "export": a_window("exportLogAction"),
    "export of comments": a_window("exportCommentsAction"),
    "general": a_window("preferencesAction", page_of_preferences(Place.GENERAL)),
    "keys": a_window("preferencesAction", page_of_preferences(Place.KEYS)),
    "reasons": a_window("preferencesAction", page_of_preferences(Place.REASONS)),
    "templates": a_window("preferencesAction", page_of_preferences(Place.TEMPLATES)),
    "preferences found": a_window("preferencesAction", found_preferences),
    "leaving": leaving,
    "sites": a_window("preferencesAction", two_sites_shown),
    "disconnecting": a_window("preferencesAction", leaving_asked),
    **SHEETS,
}
"""These are as large as they are, whatever the size of the desk."""
