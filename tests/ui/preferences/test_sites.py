"""The page of the connected sites: how they are, connected again, disconnected, and the hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain import moment
from app.domain.decision import Action, Decision
from app.services import deliveries, sites
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from app.storage import sites as kept_sites
from tests.app.services.tiny_isso import tiny_isso
from tests.ui.conftest import Driven
from tests.ui.connecting.opened import log_in, outcome, the_sheet
from tests.ui.connecting.stand_in import PASSWORD, stand_in
from tests.ui.deciding import ids_of
from tests.ui.deliveries.sites import LOGIN_REFUSED, connect, trouble
from tests.ui.preferences.opened import opened_by
from tests.ui.states_sites import connect_second, page_of
from ui.preferences.sites import SiteRow, SitesPage
from ui.preferences.window import PreferencesWindow

KEY = Qt.Key


def connect_two(newsroom: Newsroom) -> None:
    """bao.vn, which is in trouble, and another one."""
    connect(newsroom)
    connect_second(newsroom)
    trouble(newsroom, LOGIN_REFUSED)


def opened(driven: Driven) -> tuple[PreferencesWindow, SitesPage]:
    window = opened_by(driven, "sitesAction")
    page = page_of(window)
    driven.settle()
    return window, page


def rows(driven: Driven, page: SitesPage, number: int = 2) -> list[SiteRow]:
    driven.until(lambda: len(page.rows) == number)
    return list(page.rows.values())


def test_it_says_how_each_site_is_and_keeps_up(driven: Driven, newsroom: Newsroom) -> None:
    connect_two(newsroom)
    _, page = opened(driven)
    broken, well = rows(driven, page)
    assert "bao.vn" in broken.name()
    assert "The site does not take the password any more. Connect it again." in broken.said()
    assert "not brought in yet" in broken.said()
    assert well.said() == "Isso · last brought in: 5 min"
    broken.leave.setFocus()
    trouble(newsroom, None)
    page.read()
    driven.until(lambda: "does not take" not in broken.said())
    assert broken.leave.hasFocus()


def test_without_a_site_it_says_so_and_connects_one(driven: Driven) -> None:
    _, page = opened(driven)
    assert page._none.isVisible()
    assert page.connect_button.hasFocus()
    with stand_in():
        driven.keys(KEY.Key_Return)
        sheet = the_sheet(driven)
        driven.keys(KEY.Key_Escape)
        driven.until(lambda: not sheet.isVisible())
        driven.until(page.connect_button.hasFocus)


def test_connecting_again_changes_the_password(driven: Driven, newsroom: Newsroom) -> None:
    with tiny_isso() as server:
        server.password = PASSWORD
        told = sites.SiteSettings(
            server.key, "isso", server.address, "", "Ban đọc", "ban@bao.vn", 7 * moment.DAY
        )
        with newsroom.store.writing() as connection:
            kept_sites.connect(connection, told)
        _, page = opened(driven)
        (row,) = rows(driven, page, 1)
        row.again.setFocus()
        driven.keys(KEY.Key_Return)
        sheet = the_sheet(driven)
        assert sheet.address.isHidden()
        driven.until(lambda: sheet.forms["isso"].secret.edit.hasFocus())
        log_in(driven, PASSWORD)
        outcome(driven, sheet)
        driven.keys(KEY.Key_Return)
        driven.until(lambda: page._told.isVisible())
        assert f"{server.key} is connected" in page._told.text()
        (site,) = sites.connected(newsroom)
        assert site.settings == told
        driven.until(lambda: server.asked("/admin/") > 1)


@pytest.mark.parametrize("sure", [True, False])
def test_disconnecting_says_first_what_would_be_given_up(
    driven: Driven, newsroom: Newsroom, sure: bool
) -> None:
    """The comments of the desk belong to bao.vn, which is connected."""
    connect_two(newsroom)
    finish(decide(newsroom, ids_of(newsroom)[:3], [Decision(Action.APPROVE)], 10**9))
    assert deliveries.counts(newsroom).waiting == 3
    _, page = opened(driven)
    row = rows(driven, page)[0]
    row.leave.setFocus()
    driven.keys(KEY.Key_Return)
    driven.until(row.question.isVisible)
    assert "3 deliveries that have not gone out yet are given up." in row.question.words()
    assert row.question.no.hasFocus()
    if not sure:
        driven.keys(KEY.Key_Escape)
        assert row.question.isHidden()
        assert row.leave.hasFocus()
        assert len(sites.connected(newsroom)) == 2
        return
    driven.keys(KEY.Key_Backtab, KEY.Key_Return)
    driven.until(page._told.isVisible)
    assert page._told.text() == "bao.vn is disconnected; its comments and the log stay."
    rows(driven, page, 1)
    assert [each.settings.key for each in sites.connected(newsroom)] == ["binh.bao.vn/isso"]
    assert deliveries.counts(newsroom).waiting == 0
    assert page.connect_button.hasFocus()
    assert len(ids_of(newsroom)) == 17


def test_the_hold_is_typed_or_stepped_to_and_kept(driven: Driven, newsroom: Newsroom) -> None:
    def kept(seconds: int) -> None:
        driven.until(lambda: deliveries.hold(newsroom) == seconds * moment.SECOND)

    window, page = opened(driven)
    field = page.hold.edit
    driven.until(lambda: field.text() == "10")
    field.setFocus()
    driven.keys(KEY.Key_Up, KEY.Key_PageUp)
    kept(21)
    driven.control(KEY.Key_A)
    driven.type("500")
    driven.keys(KEY.Key_Return)
    kept(120)
    assert field.text() == "120"
    driven.control(KEY.Key_A)
    driven.type("0")
    driven.keys(KEY.Key_Tab)
    kept(0)
    field.setFocus()
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_Backspace)
    driven.type("7")
    window.close()
    kept(7)
    assert QApplication.focusWidget() is not field
