"""The states of connecting sites that look different."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from PySide6.QtWidgets import QWidget

from app.domain import moment
from app.domain.site import SiteSettings
from app.services.newsroom import Newsroom
from app.storage import sites
from app.storage.changing import next_change
from tests.ui.conftest import Driven
from tests.ui.connecting.opened import find, log_in, opened, outcome
from tests.ui.connecting.stand_in import PASSWORD, stand_in
from ui.connecting.sheet import ConnectSheet
from ui.preferences.page import Place
from ui.preferences.sites import SitesPage
from ui.preferences.window import PreferencesWindow

Ready = Callable[[Driven, ConnectSheet], object]


def a_sheet(ready: Ready) -> Callable[[Driven], AbstractContextManager[QWidget]]:
    """The sheet once it is `ready`."""

    @contextmanager
    def state(driven: Driven) -> Iterator[QWidget]:
        with stand_in():
            sheet = opened(driven)
            ready(driven, sheet)
            driven.settle()
            yield sheet
            driven.until(lambda: driven.window.findChild(ConnectSheet) is None or _left(sheet))
            driven.until(lambda: driven.window.findChild(ConnectSheet) is None)
        driven.window.activateWindow()
        driven.until(driven.window.isActiveWindow)
        driven.window.queue.list.setFocus()

    return state


def _left(sheet: ConnectSheet) -> bool:
    sheet.reject()
    return True


def _found(address: str) -> Ready:
    return lambda driven, sheet: find(driven, sheet, address)


def _logged_in(address: str, *typed: str) -> Ready:
    def ready(driven: Driven, sheet: ConnectSheet) -> None:
        find(driven, sheet, address)
        log_in(driven, *typed)
        outcome(driven, sheet)

    return ready


def _nobody_answers(driven: Driven, sheet: ConnectSheet) -> None:
    find(driven, sheet, "khong.vn")
    outcome(driven, sheet)


def connect_second(newsroom: Newsroom) -> None:
    """Another site than bao.vn; all is well with it."""
    with newsroom.store.writing() as connection:
        told = SiteSettings("binh.bao.vn/isso", "isso", "http://127.0.0.1:9/isso")
        number = sites.connect(connection, told)
        sites.keep_pulled(connection, number, newsroom.clock() - 5 * moment.MINUTE)
        next_change(connection)


def page_of(window: PreferencesWindow) -> SitesPage:
    page = window.page(Place.SITES)
    assert isinstance(page, SitesPage)
    return page


def two_sites_shown(driven: Driven, window: QWidget) -> None:
    assert isinstance(window, PreferencesWindow)
    window.open_at(Place.SITES)
    page = page_of(window)
    driven.until(lambda: len(window.shown) == len(Place))
    page.read()
    driven.until(lambda: len(page.rows) == 2)


def leaving_asked(driven: Driven, window: QWidget) -> None:
    two_sites_shown(driven, window)
    assert isinstance(window, PreferencesWindow)
    row = next(iter(page_of(window).rows.values()))
    row.leave.click()
    driven.until(row.question.isVisible)


SHEETS = {
    "connect": a_sheet(lambda driven, sheet: driven.until(sheet.address.edit.hasFocus)),
    "connect to nobody": a_sheet(_nobody_answers),
    "connect an isso": a_sheet(_found("binh.bao.vn")),
    "connect, refused": a_sheet(_logged_in("bao.vn", "an", "wrong")),
    "connect, tested": a_sheet(_logged_in("bao.vn", "an", PASSWORD)),
}
