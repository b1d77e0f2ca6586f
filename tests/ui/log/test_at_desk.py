"""The log beside the desk: undoing from there, comments shown at the desk, exports by few keys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.services import moderation
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import Driven, Fill, comment
from tests.ui.deciding import ids_of
from ui.log.export_place import ask_for_export_place
from ui.log.export_sheet import ExportSheet
from ui.log.periods import Period, first_day
from ui.log.window import LogWindow

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def log_window(driven: Driven) -> LogWindow:
    driven.control(KEY.Key_L)
    driven.until(lambda: isinstance(QApplication.activeWindow(), LogWindow))
    window = QApplication.activeWindow()
    assert isinstance(window, LogWindow)
    driven.settle()
    return window


def at_line(driven: Driven, window: LogWindow, rows: int) -> None:
    """The log lists so many rows and shows the current one whole."""
    driven.until(lambda: window.model.rowCount() == rows)
    driven.until(lambda: window.detail.line() is not None)
    driven.settle()


def to_desk(driven: Driven) -> None:
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()


def test_a_batch_is_undone_from_the_log_and_done_again(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(*[KEY.Key_X, KEY.Key_J] * 3)
    driven.keys(KEY.Key_A)
    driven.until(lambda: not driven.window.bulk.isHidden())
    driven.keys(KEY.Key_Return)
    driven.wait_rows(17)
    driven.settle()
    driven.keys(KEY.Key_S)
    driven.wait_rows(16)
    window = log_window(driven)
    at_line(driven, window, 2)
    driven.keys(KEY.Key_Down)
    at_line(driven, window, 2)
    assert window.detail.take_back.words() == "Undo this batch of 3"
    driven.keys(KEY.Key_Z)
    driven.until(lambda: window.model.rowCount() == 3)
    driven.until(lambda: "Undone" in window.message.text())
    assert window.message.text() == "Undone: 3 comments"
    assert len(ids_of(newsroom)) == 19
    assert window.table.hasFocus()
    driven.until(lambda: window.detail.take_back.words() == "Do this batch of 3 again")
    driven.wait_rows(19)
    driven.keys(KEY.Key_Z)
    driven.until(lambda: window.model.rowCount() == 4)
    driven.wait_rows(16)
    assert len(ids_of(newsroom, Status.APPROVED)) == 3
    driven.keys(KEY.Key_Escape)
    to_desk(driven)
    driven.keys(KEY.Key_Z)
    driven.wait_rows(19)
    driven.keys(KEY.Key_Z)
    driven.wait_rows(20)
    assert len(ids_of(newsroom)) == 20


def test_what_somebody_else_decided_since_is_told(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    (subject,) = ids_of(newsroom, Status.APPROVED)
    finish(moderation.decide(newsroom, [subject], [Decision(Action.SPAM)], 10**9))
    window = log_window(driven)
    at_line(driven, window, 2)
    driven.keys(KEY.Key_End)
    driven.until(lambda: (line := window.detail.line()) is not None and line.entry.sequence == 1)
    driven.keys(KEY.Key_Z)
    driven.until(lambda: "Bình" in window.message.text())
    assert ids_of(newsroom, Status.SPAM) == [subject]


def test_a_decision_of_somebody_elses_is_undone_from_the_log(
    driven: Driven, newsroom: Newsroom
) -> None:
    subject = ids_of(newsroom)[5]
    finish(moderation.decide(newsroom, [subject], [Decision(Action.SPAM)], 10**9))
    driven.wait_said("|")
    window = log_window(driven)
    at_line(driven, window, 1)
    window.detail.take_back.setFocus()
    driven.keys(KEY.Key_Space)
    driven.until(lambda: window.model.rowCount() == 2)
    assert len(ids_of(newsroom)) == 20
    assert driven.action("redoAction").isEnabled()


def test_a_comment_is_shown_at_the_desk(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_J, KEY.Key_J, KEY.Key_S)
    driven.wait_rows(19)
    (subject,) = ids_of(newsroom, Status.SPAM)
    window = log_window(driven)
    at_line(driven, window, 1)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: driven.window.queue.list.current_id() == subject)
    driven.until(driven.window.isActiveWindow)
    driven.wait_beside()
    assert driven.list.hasFocus()
    assert driven.current_text() == comment(17).text
    assert driven.rows() > 1


def test_one_that_no_longer_exists_is_said_to_be_gone(driven: Driven, newsroom: Newsroom) -> None:
    subject = ids_of(newsroom)[0]
    reply = Decision(Action.REPLY, text="Cảm ơn bạn.")
    batch = finish(moderation.decide(newsroom, [subject], [reply], 10**9)).batch
    finish(moderation.undo(newsroom, batch, ()))
    window = log_window(driven)
    at_line(driven, window, 2)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: "no longer exists" in window.message.text())
    assert window.isActiveWindow()


def test_language_and_theme_switch_where_one_is(driven: Driven) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    window = log_window(driven)
    at_line(driven, window, 1)
    driven.action("languageAction").trigger()
    driven.action("appearanceAction").trigger()
    driven.settle()
    driven.until(lambda: window.windowTitle() == "Nhật ký")
    assert window.model.index(0, 2).data() == "Duyệt"
    assert window.table.hasFocus()
    assert window.table.currentIndex().row() == 0
    driven.action("languageAction").trigger()


# Exporting


def old_decision(newsroom: Newsroom) -> None:
    """One of long ago, by Bình."""
    past = Newsroom(newsroom.store, "Bình", clock=lambda: moment.now() - 40 * moment.DAY)
    finish(moderation.decide(past, ids_of(past)[-1:], [Decision(Action.APPROVE)], 10**9))


def sheet_of(driven: Driven) -> ExportSheet:
    driven.until(lambda: isinstance(QApplication.activeWindow(), ExportSheet))
    sheet = QApplication.activeWindow()
    assert isinstance(sheet, ExportSheet)
    return sheet


def test_this_weeks_log_is_exported_in_three_steps(
    driven: Driven, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_decision(newsroom)
    to_desk(driven)
    driven.keys(KEY.Key_A)
    driven.until(lambda: len(ids_of(newsroom, Status.APPROVED)) == 2)
    driven.settle()
    prepared: list[str] = []

    def accepted_at_once(*asked: object) -> tuple[str, str]:
        """The dialog of the system: Enter takes the name that stands there."""
        prepared.append(str(asked[2]))
        return str(tmp_path / prepared[-1]), str(asked[4])

    monkeypatch.setattr(QFileDialog, "getSaveFileName", accepted_at_once)
    steps = 0

    def step(do: Callable[[], None]) -> None:
        nonlocal steps
        steps += 1
        do()

    step(lambda: driven.control(KEY.Key_E))
    sheet = sheet_of(driven)
    driven.until(lambda: sheet.count.text() == "1 entry")
    assert sheet.period() is Period.THIS_WEEK
    assert sheet.periods.checkedButton().hasFocus()
    step(lambda: driven.keys(KEY.Key_Return))
    steps += 1  # Enter in the dialog
    driven.wait_said(r"1 log entry exported to .*\.xlsx")
    assert steps <= 4
    (name,) = prepared
    assert name.startswith("log-")
    assert (tmp_path / name).exists()


def test_other_days_and_formats_are_chosen_by_keys(
    driven: Driven, newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_decision(newsroom)
    to_desk(driven)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / asked[2]), asked[4])
    )
    driven.control(KEY.Key_E)
    sheet = sheet_of(driven)
    driven.until(lambda: "nothing" in sheet.count.text())
    driven.keys(KEY.Key_Down, KEY.Key_Down)
    driven.until(lambda: sheet.count.text() == "1 entry")
    driven.keys(KEY.Key_Tab, KEY.Key_Down, KEY.Key_Tab, KEY.Key_Down)
    assert (sheet.period(), sheet.ending(), sheet.redacts()) == (Period.ALL, ".csv", True)
    driven.keys(KEY.Key_Return)
    driven.wait_said("1 log entry exported")
    (path,) = tmp_path.glob("log-*.csv")
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert any("Bình" in row for row in rows)
    assert not any(comment(0).name in row for row in rows)


def test_leaving_the_sheet_exports_nothing(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *what: asked.append(what))
    driven.control(KEY.Key_E)
    sheet_of(driven)
    driven.keys(KEY.Key_Escape)
    driven.until(driven.window.isActiveWindow)
    assert driven.list.hasFocus()
    assert asked == []


def test_a_week_begins_on_monday() -> None:
    from datetime import date

    sunday = date(2026, 11, 22)
    assert first_day(Period.THIS_WEEK, sunday) == date(2026, 11, 16)
    assert first_day(Period.THIS_WEEK, date(2026, 11, 23)) == date(2026, 11, 23)
    assert first_day(Period.THIS_MONTH, sunday) == date(2026, 11, 1)
    assert first_day(Period.ALL, sunday) is None


def test_the_place_in_the_day_and_the_writers_key_stand_beside(driven: Driven, fill: Fill) -> None:
    pane = driven.window.context
    driven.until(lambda: "20 comments" not in pane.article.day._bars.accessibleName())
    driven.wait_beside()
    driven.until(lambda: "comments, most of them" in pane.article.day._bars.accessibleName())
    assert "W ›" in pane.writer.all_button.text()
    before = pane.article.day._bars.accessibleName()
    fill(comment(40, article="cau"), comment(41, article="hoc"))
    driven.keys(KEY.Key_J)
    driven.wait_beside()
    driven.until(lambda: pane.article.day._bars.accessibleName() != before)


def test_what_others_did_is_there_when_one_comes_back(driven: Driven, newsroom: Newsroom) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    window = log_window(driven)
    at_line(driven, window, 1)
    to_desk(driven)
    finish(moderation.decide(newsroom, ids_of(newsroom)[:2], [Decision(Action.SPAM)], 10**9))
    window.activateWindow()
    driven.until(lambda: window.model.rowCount() == 2)
    assert window.model.is_head(0)


def test_what_would_be_empty_is_not_exported(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *what: asked.append(what))
    driven.control(KEY.Key_E)
    sheet = sheet_of(driven)
    driven.until(lambda: "nothing" in sheet.count.text())
    assert not sheet.go_on.isEnabled()
    driven.keys(KEY.Key_Return)
    assert sheet.isVisible()
    assert not asked
    driven.keys(KEY.Key_Escape)


def test_a_name_without_an_ending_never_takes_the_place_of_a_file_unasked(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log.csv").write_text("là của tôi")
    answers = [str(tmp_path / "log"), ""]
    offered: list[str] = []

    def typed(*asked: object) -> tuple[str, str]:
        offered.append(str(asked[2]))
        return answers.pop(0), "CSV, verifiable (*.csv)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", typed)
    assert ask_for_export_place(driven.window, "log-2026.csv", ".csv") is None
    assert offered == ["log-2026.csv", str(tmp_path / "log.csv")]


def test_a_desk_that_was_put_away_comes_back_with_the_comment(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    window = log_window(driven)
    at_line(driven, window, 1)
    driven.window.showMinimized()
    driven.keys(KEY.Key_Return)
    driven.until(lambda: not driven.window.isMinimized())
