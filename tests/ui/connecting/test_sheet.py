"""Connecting a site by keys: found by its address, tested in words, and only then connected."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain import moment
from app.services import sites
from app.services.newsroom import Newsroom
from app.services.secrets import SERVICE
from app.sources.site import RefusedError
from tests.app.services import keyrings
from tests.app.services.tiny_isso import TinyIsso, tiny_isso
from tests.ui.conftest import Driven
from tests.ui.connecting.opened import find, isso, log_in, opened, outcome, wordpress
from tests.ui.connecting.stand_in import NO_RIGHT, PASSWORD, PASSWORD_PAGE, StandIn, stand_in
from ui.connecting.sheet import ConnectSheet
from ui.connecting.wording import for_this_program, home_of
from ui.preferences.choices import Choices

KEY = Qt.Key


@pytest.fixture
def two_sites() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


@pytest.fixture
def server() -> Iterator[TinyIsso]:
    with tiny_isso() as made:
        made.password = PASSWORD
        yield made


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A system with a keyring, and what is in it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{keyrings.__name__}.Good")
    keyrings.Good.kept.clear()
    yield keyrings.Good.kept
    keyrings.Good.kept.clear()


def is_gone(driven: Driven) -> bool:
    return driven.window.findChild(ConnectSheet) is None


def everything_written(newsroom: Newsroom) -> bytes:
    """The database, the settings and the log file of the program."""
    folder = newsroom.store.path.parent
    files = [each for each in folder.rglob("*") if each.is_file()]
    kept = QSettings("Loi Binh", "Loi Binh")
    kept.sync()
    files.append(Path(kept.fileName()))
    return b"".join(each.read_bytes() for each in files if each.exists())


def test_an_isso_is_connected_by_keys_and_its_comments_arrive(
    driven: Driven,
    newsroom: Newsroom,
    server: TinyIsso,
    keyring: dict[tuple[str, str], str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.texts = ["Cầu đẹp lắm."]
    sheet = opened(driven)
    find(driven, sheet, server.address)
    assert isso(sheet).isVisible()
    driven.until(isso(sheet).secret.edit.hasFocus)
    log_in(driven, PASSWORD)
    assert outcome(driven, sheet) == "Isso 0.14.0 · 1 waits"
    assert sheet.go_on.words() == "Connect"
    assert not sites.connected(newsroom), "a test changes nothing"
    driven.keys(KEY.Key_Return)
    driven.wait_said(f"{server.key} is connected: .* Its password is in the system's keyring.")
    driven.until(lambda: is_gone(driven))
    (site,) = sites.connected(newsroom)
    assert site.settings.key == server.key
    assert site.settings.kind == "isso"
    assert site.settings.reply_name == "Tòa soạn"
    assert site.settings.purge_after == 30 * moment.DAY
    assert keyring == {(SERVICE, server.key): PASSWORD}
    driven.until(lambda: driven.count("pending") == 21)
    assert PASSWORD.encode() not in everything_written(newsroom)
    assert PASSWORD not in caplog.text


def test_without_a_keyring_it_says_that_the_password_is_for_this_session(
    driven: Driven, newsroom: Newsroom, server: TinyIsso
) -> None:
    sheet = opened(driven)
    find(driven, sheet, server.address)
    log_in(driven, PASSWORD)
    outcome(driven, sheet)
    driven.keys(KEY.Key_Return)
    driven.wait_said("There is no keyring on this system: .* for this session only")
    assert PASSWORD.encode() not in everything_written(newsroom)


def test_nothing_typed_is_lost_when_the_login_is_refused(
    driven: Driven, two_sites: StandIn
) -> None:
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    form = wordpress(sheet)
    driven.until(form.account.edit.hasFocus)
    log_in(driven, "an", "not this one")
    assert outcome(driven, sheet) == "The application password is wrong."
    assert [form.account.is_marked(), form.secret.is_marked()] == [True, True]
    assert not sheet.address.is_marked()
    assert (sheet.address.text(), form.account.text()) == ("bao.vn", "an")
    assert form.secret.secret() == "not this one"
    assert form.secret.edit.hasFocus()
    log_in(driven, PASSWORD)
    said = "WordPress 6.1 · you are \N{FIRST STRONG ISOLATE}An (editor)"
    assert outcome(driven, sheet) == f"{said}\N{POP DIRECTIONAL ISOLATE} · 1,204 wait"
    assert [form.account.is_marked(), form.secret.is_marked()] == [False, False]
    assert [each.secret for each in two_sites.asked] == ["not this one", PASSWORD]


def test_nothing_is_marked_where_all_that_is_typed_may_be_right(
    driven: Driven, two_sites: StandIn
) -> None:
    two_sites.refusal = RefusedError(NO_RIGHT)
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    log_in(driven, "lan", PASSWORD)
    assert outcome(driven, sheet) == "This account may not moderate."
    form = wordpress(sheet)
    fields = (sheet.address, form.account, form.secret)
    assert not any(field.is_marked() for field in fields)
    assert form.secret.edit.hasFocus()


def test_an_address_at_which_nothing_listens(driven: Driven) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{listening.getsockname()[1]}"
    sheet = opened(driven)
    find(driven, sheet, nobody)
    assert f"Neither WordPress nor Isso answers at “{nobody}”" in outcome(driven, sheet)
    assert sheet.address.is_marked()
    assert sheet.address.text() == nobody
    assert sheet.form() is None
    driven.type("x")
    assert not sheet.address.is_marked()
    assert not sheet.outcome.words()


def test_what_is_asked_can_be_stopped_and_typed_anew(driven: Driven, two_sites: StandIn) -> None:
    two_sites.gate.clear()
    sheet = opened(driven)
    driven.until(sheet.address.edit.hasFocus)
    driven.type("bao.vn")
    driven.keys(KEY.Key_Return)
    assert sheet.work.isVisible()
    assert not sheet.go_on.isEnabled()
    driven.keys(KEY.Key_Escape)
    assert not sheet.is_asking()
    assert sheet.isVisible()
    assert sheet.address.text() == "bao.vn"
    driven.settle()
    two_sites.gate.set()
    driven.keys(KEY.Key_Return)
    driven.until(wordpress(sheet).isVisible)
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: is_gone(driven))
    assert QApplication.focusWidget() is driven.list


def test_another_address_is_found_anew_and_tested_with_what_is_typed(
    driven: Driven, two_sites: StandIn
) -> None:
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    log_in(driven, "an", PASSWORD)
    outcome(driven, sheet)
    sheet.address.edit.setFocus()
    driven.keys(KEY.Key_End)
    driven.type("x")
    assert sheet.form() is None
    assert sheet.go_on.words() == "Test connection"
    driven.keys(KEY.Key_Backspace, KEY.Key_Return)
    driven.until(lambda: sheet.go_on.words() == "Connect")
    assert len(two_sites.asked) == 2


def test_only_what_the_login_depends_on_has_to_be_tested_again(
    driven: Driven, two_sites: StandIn
) -> None:
    sheet = opened(driven)
    find(driven, sheet, "binh.bao.vn")
    form = isso(sheet)
    log_in(driven, PASSWORD)
    outcome(driven, sheet)
    form.address.edit.setFocus()
    driven.type("ban.doc@bao.vn")
    form.purges.button.click()
    assert not form.days.isEnabled()
    assert sheet.go_on.words() == "Connect"
    wanted: list[sites.Tested] = []
    sheet.wanted.disconnect()
    sheet.wanted.connect(lambda one, _: wanted.append(one))
    driven.keys(KEY.Key_Return)
    settings = wanted[0].settings
    assert (settings.key, settings.reply_address) == ("binh.bao.vn", "ban.doc@bao.vn")
    assert settings.purge_after == 0


def test_the_password_is_dots_until_it_is_asked_for(driven: Driven, two_sites: StandIn) -> None:
    sheet = opened(driven)
    find(driven, sheet, "binh.bao.vn")
    secret = isso(sheet).secret
    driven.type("abc")
    assert secret.edit.displayText() == "\N{BLACK CIRCLE}" * 3
    driven.keys(KEY.Key_Tab)
    assert secret.reveal.hasFocus()
    assert secret.reveal.accessibleName() == "Show: Administration password"
    driven.keys(KEY.Key_Return)
    assert secret.edit.displayText() == "abc"
    driven.keys(KEY.Key_Return)
    assert secret.edit.echoMode() is QLineEdit.EchoMode.Password


def test_the_browser_is_opened_only_after_asking(
    driven: Driven, two_sites: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_at: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened_at.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    form = wordpress(sheet)
    form.make.setFocus()
    driven.keys(KEY.Key_Return)
    driven.until(form.question.yes.hasFocus)
    driven.keys(KEY.Key_Escape)
    assert sheet.isVisible()
    assert opened_at == []
    form.make.setFocus()
    driven.keys(KEY.Key_Return)
    driven.until(form.question.yes.hasFocus)
    driven.keys(KEY.Key_Return)
    assert opened_at == [f"{PASSWORD_PAGE}?app_name=L%E1%BB%9Di+B%C3%ACnh"]
    assert form.account.edit.hasFocus()


def test_where_wordpress_makes_passwords_is_looked_for_until_it_is_stopped(
    driven: Driven, two_sites: StandIn
) -> None:
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    form = wordpress(sheet)
    two_sites.gate.clear()
    form.make.setFocus()
    driven.keys(KEY.Key_Return)
    assert sheet.is_asking()
    assert sheet.work.isVisible()
    driven.keys(KEY.Key_Escape)
    two_sites.gate.set()
    driven.settle()
    assert sheet.isVisible()
    assert not form.question.isVisible()
    assert form.make.hasFocus()


def test_a_wordpress_that_makes_no_passwords_says_so(driven: Driven, two_sites: StandIn) -> None:
    two_sites.password_page = None
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    form = wordpress(sheet)
    form.make.setFocus()
    driven.keys(KEY.Key_Return)
    assert "switched off" in outcome(driven, sheet)
    assert not form.question.isVisible()
    assert form.make.hasFocus()


def test_the_language_changes_under_what_is_typed(driven: Driven, two_sites: StandIn) -> None:
    sheet = opened(driven)
    find(driven, sheet, "bao.vn")
    log_in(driven, "an", "wrong")
    outcome(driven, sheet)
    choices = driven.window.findChild(Choices)
    assert isinstance(choices, Choices)
    choices.switch_language()
    driven.until(lambda: sheet.outcome.words() == "Mật khẩu ứng dụng không đúng.")
    form = wordpress(sheet)
    assert (form.account.text(), form.secret.secret()) == ("an", "wrong")
    assert form.secret.is_marked()
    choices.switch_language()
    driven.until(lambda: sheet.outcome.words() == "The application password is wrong.")


@pytest.mark.parametrize(
    ("root", "home"),
    [
        ("https://bao.vn/wp-json/", "https://bao.vn/"),
        ("https://bao.vn/tin/wp-json/", "https://bao.vn/tin/"),
        ("https://bao.vn/index.php/wp-json/", "https://bao.vn/"),
        ("https://bao.vn/tin/index.php?rest_route=/", "https://bao.vn/tin/"),
        ("https://bao.vn/?rest_route=/", "https://bao.vn/"),
    ],
)
def test_a_wordpress_is_known_from_its_rest_routes(root: str, home: str) -> None:
    assert home_of(root) == home


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("https://bao.vn/wp-admin/x.php", "https://bao.vn/wp-admin/x.php?"),
        ("https://bao.vn/x.php?lang=vi#top", "https://bao.vn/x.php?lang=vi&"),
    ],
)
def test_a_password_is_made_in_this_programs_name(page: str, asked: str) -> None:
    assert for_this_program(page).startswith(f"{asked}app_name=L%E1%BB%9Di")
