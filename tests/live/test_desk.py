"""The whole way through the real window: connect by keys, decide, see it on the server, take it
back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.services import deliveries
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from tests.live.isso_server import IssoStage
from tests.live.stage import Stage, Truth
from tests.live.wordpress_server import WordPressStage
from tests.ui.conftest import Driven, fresh_program, own_settings
from ui.application import open_desk
from ui.connecting.sheet import ConnectSheet

__all__ = ["fresh_program", "own_settings"]

PATIENCE = 60_000
TEXTS = (
    "Cầu mới làm đường về quê tôi ngắn hẳn một giờ.",
    "Phí qua cầu bao nhiêu vậy tòa soạn?",
    "Toàn tin vịt, báo gì mà báo!",
)
ANSWER = "Tòa soạn cảm ơn bạn: phí là 15.000 đồng."
NAMES = ("Nguyễn Thị Hạnh", "Lê Quốc Bảo", "Phạm Đức Thịnh")


@dataclass(slots=True)
class AtSite:
    """A desk, the site it is connected to, and the comments that were written there."""

    desk: Driven
    newsroom: Newsroom
    stage: Stage
    written: dict[str, str]
    signed: set[str] = field(default_factory=set)

    def truth(self, text: str) -> Truth | None:
        return self.stage.truth(self.written[text])

    def until_there(self, text: str, status: Status | None) -> None:
        """Until the server itself has it so; None: not at all any more."""

        def so() -> bool:
            truth = self.truth(text)
            return (truth.status if truth else None) is status

        self.desk.until(so, PATIENCE)

    def go_to(self, text: str) -> None:
        for row in range(self.desk.rows()):
            if self.desk.value(row, b"text") == text:
                self.desk.list.setCurrentIndex(self.desk.list.model().index(row, 0))
                self.desk.list.setFocus()
                self.desk.wait_beside()
                return
        raise AssertionError(text)

    def all_here(self) -> bool:
        with self.newsroom.store.reading() as connection:
            found = connection.exec_driver_sql("SELECT text FROM comment").scalars()
            here = set(found)
        return set(TEXTS) <= here and self.desk.rows() >= len(TEXTS)

    def replies(self) -> list[tuple[str, Status]]:
        """The newsroom's replies as the server has them, also those that were taken back since."""
        with self.newsroom.store.reading() as connection:
            self.signed |= set(
                connection.exec_driver_sql(
                    "SELECT external_id FROM remote WHERE external_id NOT IN "
                    "(SELECT external_id FROM comment WHERE NOT by_newsroom)"
                ).scalars()
            )
        found = [self.stage.truth(name) for name in sorted(self.signed)]
        return [(truth.text, truth.status) for truth in found if truth]

    def waits(self, status: Status) -> bool:
        """Whether such a decision is still to be sent."""
        waiting = deliveries.shown(self.newsroom, DeliveryState.WAITING)
        return any(each.status is status for each in waiting)

    def nothing_to_send(self) -> bool:
        return deliveries.counts(self.newsroom).waiting == 0


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_newsroom(tmp_path / "desk.db", "Bình")
    deliveries.set_hold(opened, 2 * moment.SECOND)
    yield opened
    opened.store.close()


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, own_settings: None, newsroom: Newsroom
) -> Iterator[Driven]:
    window = open_desk(str(newsroom.store.path))
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    driven = Driven(qtbot, window, newsroom.store.path)
    driven.settle()
    yield driven
    window.close()
    window.deleteLater()
    qapp.processEvents()


def _write(stage: Stage) -> dict[str, str]:
    article = stage.article()
    return {
        text: stage.write(article, text, name=name, address=f"ban-doc-{n}@bao.example")
        for n, (text, name) in enumerate(zip(TEXTS, NAMES, strict=True))
    }


class Typing:
    """Types into the sheet; letters beyond ASCII, which no test can press, come by pasting."""

    def __init__(self, desk: Driven) -> None:
        self._desk = desk
        desk.action("connectAction").trigger()
        self.sheet = desk.widget("connectSheet")
        assert isinstance(self.sheet, ConnectSheet)
        desk.until(self.sheet.isVisible)

    def into(self, name: str, text: str) -> None:
        fields = self.sheet.findChildren(QLineEdit, name)

        def shown() -> list[QLineEdit]:
            return [field for field in fields if field.isVisible()]

        self._desk.until(lambda: bool(shown()), PATIENCE)
        [field] = shown()
        field.setFocus()
        QApplication.clipboard().setText(text)
        for key in (Qt.Key.Key_A, Qt.Key.Key_V):
            self._desk.qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)

    def enter(self) -> None:
        self._desk.qtbot.keyClick(self.sheet, Qt.Key.Key_Return)


def _connect(desk: Driven, newsroom: Newsroom, stage: Stage) -> AtSite:
    """By keys from the address to the first comments on the screen."""
    written = _write(stage)
    typing = Typing(desk)
    typing.into("siteAddress", stage.access.address)
    typing.enter()
    if stage.access.account:
        typing.into("siteAccount", stage.access.account)
    typing.into("siteSecret", stage.access.secret)
    if stage.access.reply_name:
        typing.into("siteReplyName", stage.access.reply_name)
        typing.into("siteReplyAddress", stage.access.reply_address)
    typing.enter()
    sheet = typing.sheet
    desk.until(lambda: bool(sheet.outcome.words()) and sheet.go_on.isEnabled(), PATIENCE)
    assert sheet.outcome.words().startswith(("Isso", "WordPress"))
    typing.enter()
    desk.wait_said("for this session only")
    at_site = AtSite(desk, newsroom, stage, written)
    desk.until(at_site.all_here, PATIENCE)
    return at_site


def _decide_and_take_back(at: AtSite) -> None:
    """What is the same at every site: sent after the hold, and until then as if never decided."""
    approved, undone, rejected = TEXTS
    at.go_to(approved)
    at.desk.keys(Qt.Key.Key_A)
    at.go_to(undone)
    at.desk.keys(Qt.Key.Key_D, Qt.Key.Key_1)
    at.desk.until(lambda: at.waits(Status.REJECTED))
    at.desk.keys(Qt.Key.Key_Z)
    at.desk.until(lambda: not at.waits(Status.REJECTED))
    at.until_there(approved, Status.APPROVED)
    at.go_to(rejected)
    at.desk.keys(Qt.Key.Key_D, Qt.Key.Key_2)
    at.desk.until(lambda: at.waits(Status.REJECTED))
    at.desk.until(at.nothing_to_send, PATIENCE)
    truth = at.truth(undone)
    assert truth is not None
    assert truth.status is Status.PENDING


def _reply(at: AtSite, text: str, words: str) -> None:
    at.desk.choose("pending")
    at.desk.until(lambda: at.desk.rows() == 1)
    at.go_to(text)
    at.desk.keys(Qt.Key.Key_R)
    editor = at.desk.widget("replyEditor")
    at.desk.until(editor.isVisible)
    QApplication.clipboard().setText(words)
    at.desk.control(Qt.Key.Key_V)
    at.desk.control(Qt.Key.Key_Return)
    at.desk.until(lambda: deliveries.counts(at.newsroom).sent >= 4, PATIENCE)
    at.desk.until(at.nothing_to_send, PATIENCE)
    assert at.replies() == [(words, Status.APPROVED)]


@pytest.mark.xdist_group("isso")
def test_isso_from_the_first_key_to_the_server_and_back(
    desk: Driven, newsroom: Newsroom, isso_stage: IssoStage
) -> None:
    """Isso deletes for good and takes no approval back: what cannot be undone there is told."""
    at = _connect(desk, newsroom, isso_stage)
    _decide_and_take_back(at)
    assert at.truth(TEXTS[2]) is None
    _reply(at, TEXTS[1], ANSWER)
    desk.keys(Qt.Key.Key_Z)
    at.desk.until(lambda: deliveries.counts(newsroom).failed > 0, PATIENCE)
    failed = deliveries.shown(newsroom, DeliveryState.FAILED)
    assert "cannot take an approval back" in " ".join(
        each.problem.en for each in failed if each.problem
    )
    desk.wait_said("failed")


@pytest.mark.xdist_group("wordpress")
def test_wordpress_from_the_first_key_to_the_server_and_back(
    desk: Driven, newsroom: Newsroom, wordpress_stage: WordPressStage
) -> None:
    at = _connect(desk, newsroom, wordpress_stage)
    _decide_and_take_back(at)
    at.until_there(TEXTS[2], Status.REJECTED)
    _reply(at, TEXTS[1], ANSWER)
    at.until_there(TEXTS[1], Status.APPROVED)
    desk.keys(Qt.Key.Key_Z)
    at.until_there(TEXTS[1], Status.PENDING)
    desk.until(lambda: at.replies() == [(ANSWER, Status.REJECTED)], PATIENCE)
    desk.until(at.nothing_to_send, PATIENCE)
    assert deliveries.counts(newsroom).failed == 0
