from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain import moment
from app.domain.comment import History, Judgement, Verdict, Writer
from app.domain.flag import Reason, ReasonCode, Severity
from app.domain.reading import WriterRecord
from tests.ui.context.beside import GOOD, HOSTILE, NOW, rich_labels, writer
from ui import theme as look
from ui.context.writer import WriterPane

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def pane(qtbot: QtBot) -> WriterPane:
    pane = WriterPane()
    qtbot.addWidget(pane)
    pane.resize(700, 70)
    pane.set_theme(look.DARK)
    pane.set_language("en")
    pane.set_now(lambda: NOW)
    pane.show()
    return pane


def record(history: History, *names: str, machine: int = 0) -> WriterRecord:
    return WriterRecord(writer(), history, names, machine)


def test_somebody_new(pane: WriterPane) -> None:
    pane.show_record(record(History(pending=1)))
    assert pane.history_words() == "first comment · no history yet · same machine: 0 others"
    assert "nguyen van a" in pane._name.text()
    assert [chip.text() for chip in pane._chips if chip.isVisible()] == ["doubtful address"]
    assert pane._mark.severity() is Severity.DOUBTFUL
    assert "did they mean gmail.com?" in pane._address.toolTip()
    assert "did they mean gmail.com?" in pane._address.accessibleName()


def test_somebody_known(pane: WriterPane) -> None:
    history = History(approved=1200, rejected=1, last_at=NOW - 2 * moment.HOUR)
    pane.show_record(record(history, "Bé", "<b>", "c", "d", "e", machine=3))
    assert pane.history_words() == (
        "1,200 approved · 1 rejected · latest 2 h"
        " · also as \u2068Bé\u2069, \u2068<b>\u2069, \u2068c\u2069, +2 · same machine: 3 others"
    )
    pane.set_language("vi")
    assert "1.200" in pane.history_words()
    assert "2 giờ" in pane.history_words()


def test_waiting_only_and_an_unknown_machine(pane: WriterPane) -> None:
    pane.show_record(record(History(pending=4)), machine_known=False)
    assert pane.history_words() == "4 pending · none decided yet"


def test_a_good_address_has_a_tick(pane: WriterPane) -> None:
    someone = Writer(1, "", "", GOOD, GOOD)
    pane.show_record(WriterRecord(someone, History(spam=2), (), 0))
    assert pane._mark.severity() is None
    assert pane._mark.accessibleName()
    assert pane._name.text() == "(no name)"
    assert pane._address.text() == "(no address)"
    pane.grab()


def test_all_by_this_writer(pane: WriterPane, qtbot: QtBot) -> None:
    pane.show_record(record(History()))
    pane.all_button.setFocus()
    with qtbot.waitSignal(pane.allByWriterRequested) as asked:
        qtbot.keyClick(pane.all_button, Qt.Key.Key_Space)
    assert asked.args == [7]
    pane.show_record(None)
    assert pane.all_button.isHidden()
    assert pane.history_words() == ""


def test_hostile_writers_stay_text(pane: WriterPane) -> None:
    bad = Judgement(Verdict.BAD, "", Reason(ReasonCode.ADDRESS_BAD_DOMAIN, HOSTILE))
    someone = Writer(1, HOSTILE * 50, HOSTILE * 50, bad, bad)
    pane.show_record(WriterRecord(someone, History(), (HOSTILE,), 0))
    pane.grab()
    assert rich_labels(pane) == []
    shown = [pane._name.text(), pane._address.text(), pane.history_words()]
    assert not {"\u202e", "\x00", "\n"} & set("".join(shown))
    for widget in (pane._name, pane._address, pane._mark, *pane._chips):
        assert "<b>" not in widget.toolTip()
        assert "<img" not in widget.toolTip()
    assert pane.minimumSizeHint().width() < 700
