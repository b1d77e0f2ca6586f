"""The log's window: what it lists, what it tells of an entry, verifying and exporting."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.errors import StorageError
from app.domain.words import Words
from app.services import log
from app.services.newsroom import Newsroom
from tests.app.log_newsroom import (
    APPROVE,
    SPAM,
    do,
    entries_of,
    listed,
    newsroom_at,
    some_decisions,
    tamper,
)
from ui.difference import Change
from ui.jobs import Jobs
from ui.log.model import Column, LogModel
from ui.log.periods import Period
from ui.log.window import LogWindow
from ui.theme import DARK, LIGHT, high_contrast

MARKUP = "<b>đậm</b><img src='file:///etc/passwd'>"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    assert jobs.close()


@pytest.fixture
def window(qtbot: QtBot, newsroom: Newsroom, jobs: Jobs) -> LogWindow:
    window = LogWindow(newsroom, jobs, LIGHT, "en")
    qtbot.addWidget(window)
    window.show()
    settle(window, jobs)
    return window


def settle(window: QWidget, jobs: Jobs) -> None:
    """Let everything that was asked for arrive and be painted."""
    deadline = time.monotonic() + 10
    quiet = 0
    while quiet < 3:
        assert time.monotonic() < deadline
        window.grab()
        QApplication.processEvents()
        jobs.wait(5000)
        quiet = 0 if jobs.busy() else quiet + 1


def cell(window: LogWindow, row: int, column: Column) -> str:
    return str(window.model.index(row, column).data())


def shown(window: LogWindow) -> list[int | None]:
    """The entries that stand in the rows; a batch by its last one, negative."""
    return [window.model.number_at(row) for row in range(window.model.rowCount())]


def test_the_newest_entry_stands_first_and_is_told_whole(window: LogWindow) -> None:
    assert shown(window) == [8, 7, 6, 5, 4, 3, -2]
    assert window.count.text() == "8 entries"
    assert cell(window, 2, Column.TEXT) == "Đã gọi lại, email gõ nhầm."
    assert cell(window, 5, Column.CHANGE) == "Insulting · pending → rejected"
    assert cell(window, 0, Column.ACTION) == "Approve"
    assert "Đỗ Hoàng" in cell(window, 0, Column.WRITER)
    assert cell(window, 0, Column.ARTICLE) == "Cầu Nam Sông thông xe trước Tết"
    assert cell(window, 0, Column.MODERATOR) == "Bình"
    facts = window.detail.facts()
    assert facts["Entry"] == "8"
    assert facts["Name"] == "Đỗ Hoàng"
    assert "Address" not in facts


def test_an_edit_shows_what_it_changed(window: LogWindow, jobs: Jobs) -> None:
    window.show_entry(4)
    settle(window, jobs)
    changes = {piece.change for piece in window.detail.text._pieces}
    assert changes >= {Change.SAME, Change.ADDED}
    assert "UNDERLINED" in window.detail.heading.text()
    window.show_entry(6)
    assert window.detail.note.isVisible()
    assert window.detail.note.toPlainText() == "Đã gọi lại, email gõ nhầm."


def test_erased_values_are_said_to_be(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom, qtbot: QtBot
) -> None:
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE log_value SET salt = NULL, name = NULL, address = NULL, text = NULL, "
            "before = NULL, note = NULL WHERE sequence = 8"
        )
    other = LogWindow(newsroom, jobs, DARK, "en")
    qtbot.addWidget(other)
    other.show()
    settle(other, jobs)
    assert cell(other, 0, Column.TEXT) == "erased"
    assert cell(other, 0, Column.WRITER) == "c4"
    assert "ERASED" in other.detail.heading.text()


def test_filters_narrow_the_list(window: LogWindow, jobs: Jobs, qtbot: QtBot) -> None:
    filters = window.filters
    filters.action.setCurrentIndex(filters.action.findData(Action.NOTE))
    settle(window, jobs)
    assert shown(window) == [6]
    assert window.count.text() == "1 entry matches"
    filters.action.setCurrentIndex(0)
    filters.moderator.setCurrentIndex(1)
    filters.period.setCurrentIndex(filters.period.findData(Period.WEEK))
    settle(window, jobs)
    assert window.count.text().startswith("8 ")
    filters.article.setText("doi song")
    with qtbot.waitSignal(filters.changed, timeout=2000):
        filters.text.setText("bấm")
    settle(window, jobs)
    assert shown(window) == [7, 3]
    filters.article.clear()
    filters.text.setText("không có gì như thế")
    qtbot.keyClick(filters.text, Qt.Key.Key_Return)
    settle(window, jobs)
    assert shown(window) == []
    assert window.detail.entry() is None


def test_days_from_and_to_can_be_chosen(window: LogWindow, jobs: Jobs, qtbot: QtBot) -> None:
    filters = window.filters
    assert not filters.since.isVisible()
    filters.period.setCurrentIndex(filters.period.findData(Period.BETWEEN))
    settle(window, jobs)
    assert filters.since.isVisible()
    assert window.count.text().startswith("8 ")
    with qtbot.waitSignal(filters.changed, timeout=2000):
        filters.until.setDate(filters.until.date().addDays(-1))
        filters.since.setDate(filters.since.date().addDays(40))
        filters.since.setDate(filters.until.date())
    settle(window, jobs)
    assert shown(window) == []
    filters.period.setCurrentIndex(filters.period.findData(Period.TODAY))
    settle(window, jobs)
    assert window.count.text().startswith("8 ")


def test_only_the_last_listing_asked_for_is_shown(window: LogWindow, jobs: Jobs) -> None:
    window.filters.action.setCurrentIndex(window.filters.action.findData(Action.NOTE))
    window.filters.action.setCurrentIndex(window.filters.action.findData(Action.EDIT))
    settle(window, jobs)
    assert shown(window) == [4]


def test_new_decisions_come_with_a_refresh_and_the_choice_stays(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom
) -> None:
    window.show_entry(5)
    do(newsroom, [2], SPAM)
    window.refresh()
    settle(window, jobs)
    assert window.model.rowCount() == 8
    entry = window.detail.entry()
    assert entry is not None
    assert entry.sequence == 5
    window.show_entry(99)
    assert window.message.text() == "Entry 99 is not in this list."


def test_many_decisions_in_a_row_are_read_at_most_twice(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    lines = log.lines

    def counted(*arguments: object) -> object:
        read.append(arguments)
        return lines(*arguments)

    monkeypatch.setattr(log, "lines", counted)
    do(newsroom, [2], SPAM)
    for _ in range(10):
        window.refresh()
    settle(window, jobs)
    assert len(read) == 2
    assert window.model.rowCount() == 8


def test_a_whole_chain_is_said_with_its_head(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom
) -> None:
    assert "Nobody has checked" in window.chain.state.text()
    window.verify()
    window.verify()
    assert "Checking" in window.chain.state.text()
    assert window.work.isVisible()
    settle(window, jobs)
    assert window.chain.state.text().startswith("✓ Chain whole · entries: 8 · checked at ")
    assert entries_of(newsroom, [8])[0].hash.hex() in window.chain.state.toolTip()
    assert not window.work.isVisible()
    assert not window.chain.problems.isVisible()


def test_problems_are_listed_and_lead_to_their_entry(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.domain.chain.MOST_PROBLEMS", 2)
    tamper(
        newsroom,
        "UPDATE log_entry SET moderator = 'Nam' WHERE sequence = 3",
        "UPDATE log_value SET text = 'x' WHERE sequence IN (5, 6)",
    )
    window.verify()
    settle(window, jobs)
    assert window.chain.state.text().startswith("⚠ Problems in the chain: 3 in 8 entries")
    assert window.chain.problems.isVisible()
    assert window.chain.problems.count() == 3
    assert window.chain.problems.item(2).text() == "… and 1 more"
    window.chain.problems.itemActivated.emit(window.chain.problems.item(0))
    assert window.model.sequence_at(window.table.currentIndex().row()) == 3
    window.chain.problems.itemActivated.emit(window.chain.problems.item(2))
    window.chain.show_button.click()
    assert not window.chain.problems.isVisible()
    assert window.chain.show_button.text() == "Show"


def test_failures_are_said_in_words(
    window: LogWindow, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> object:
        raise StorageError(Words("Hỏng.", "Broken."))

    monkeypatch.setattr(log, "verify", broken)
    window.verify()
    settle(window, jobs)
    assert window.message.text() == "Broken."
    monkeypatch.setattr(log, "lines", broken)
    window.set_language("vi")
    window.refresh()
    settle(window, jobs)
    assert window.message.text() == "Hỏng."


def test_export_writes_what_the_filter_shows(window: LogWindow, jobs: Jobs, tmp_path: Path) -> None:
    window.filters.action.setCurrentIndex(window.filters.action.findData(Action.NOTE))
    window.export_to(tmp_path / "log.csv", redact=True)
    settle(window, jobs)
    assert window.message.text() == "✓ Wrote 1 entry to log.csv"
    assert b"left out" in (tmp_path / "log.csv").read_bytes()
    window.export_to(tmp_path / "log.pdf")
    settle(window, jobs)
    assert "must end in .csv" in window.message.text()


def test_a_stopped_export_leaves_nothing(
    window: LogWindow, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.log_export.CHUNK", 1)
    window.export_to(tmp_path / "log.csv").cancel()
    settle(window, jobs)
    assert "Stopped" in window.message.text()
    assert not list(tmp_path.glob("*log*.csv"))
    window.verify()
    window.work.stop.click()
    settle(window, jobs)


def test_the_file_is_asked_for(
    window: LogWindow, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answers = [
        ("", ""),
        (str(tmp_path / "a"), "CSV, verifiable (*.csv)"),
        (str(tmp_path / "b.jsonl"), ""),
    ]
    asked: list[tuple[object, ...]] = []

    def ask(*args: object) -> tuple[str, str]:
        asked.append(args)
        return answers[len(asked) - 1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    window._export_whole.trigger()
    settle(window, jobs)
    window._export_redacted.trigger()
    settle(window, jobs)
    assert len(asked) == 3
    assert (tmp_path / "a.csv").exists()
    assert b'"redacted":true' in (tmp_path / "b.jsonl").read_bytes()


def test_the_keyboard_is_enough(window: LogWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.filters.text.hasFocus()
    window.filters.text.setText("x")
    qtbot.keyClick(window.filters.text, Qt.Key.Key_Escape)
    assert window.filters.text.text() == ""
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_everything_has_a_name_for_a_screen_reader(window: LogWindow) -> None:
    filters = window.filters
    for widget in (
        *(filters.period, filters.since, filters.until, filters.moderator, filters.action),
        *(filters.article, filters.text, window.table, window.detail.text, window.detail.note),
        *(window.chain.verify_button, window.chain.problems),
    ):
        assert widget.accessibleName(), widget.objectName()
    index = window.model.index(0, Column.TIME)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("2026-11-21")


def test_themes_and_languages_change_in_place(window: LogWindow, jobs: Jobs) -> None:
    window.show_entry(4)
    window.verify()
    settle(window, jobs)
    for theme in (DARK, high_contrast(window.palette()), LIGHT):
        window.set_theme(theme)
        settle(window, jobs)
    window.set_language("vi")
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    assert cell(window, 0, Column.TIME).startswith("21/11/2026")
    assert cell(window, 0, Column.ACTION) == "Duyệt"
    assert window.detail.facts()["Decision"] == "Biên tập"


def test_strangers_words_stay_words(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    newsroom = newsroom_at(tmp_path / "other.db", [(MARKUP, MARKUP, MARKUP)], moderator=MARKUP)
    do(newsroom, [1], Decision(Action.EDIT, text=f"{MARKUP} \u202eđảo"), APPROVE)
    window = LogWindow(newsroom, jobs, LIGHT, "en")
    qtbot.addWidget(window)
    window.show()
    settle(window, jobs)
    for label in window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    assert not window.findChildren(QTextEdit)
    window.show_entry(1)
    settle(window, jobs)
    assert MARKUP in window.detail.text.toPlainText()
    assert "\u202e" not in window.detail.text.toPlainText()
    assert "\u202e" not in cell(window, 2, Column.TEXT)
    newsroom.store.close()


def test_a_log_that_was_tampered_with_is_still_shown(
    qtbot: QtBot, newsroom: Newsroom, jobs: Jobs
) -> None:
    tamper(newsroom, "UPDATE log_entry SET at = 9000000000000000000, action = 'boom'")
    window = LogWindow(newsroom, jobs, LIGHT, "en")
    qtbot.addWidget(window)
    window.show()
    settle(window, jobs)
    assert cell(window, 0, Column.TIME) == "9000000000000000000"
    assert cell(window, 0, Column.ACTION) == "Boom"


def test_the_table_fetches_windows_when_they_are_looked_at(
    qtbot: QtBot, newsroom: Newsroom, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.windows.WINDOW", 2)
    monkeypatch.setattr("ui.windows.CACHED_ROWS", 3)
    asked: list[tuple[int, ...]] = []
    broken = [True]

    def pages(wanted: tuple[int, ...]) -> list[object]:
        asked.append(tuple(wanted))
        if broken.pop() if broken else False:
            raise StorageError(Words("Hỏng.", "Broken."))
        return list(log.page_of_lines(newsroom, [each for each in wanted if each != 2]))

    model = LogModel(jobs, pages, "en")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)
    failures: list[Words] = []
    model.fetchFailed.connect(failures.append)
    model.show(array("q", listed(newsroom)))
    model.show(array("q", listed(newsroom)))
    assert jobs.wait(3000)
    asked.clear()
    assert model.index(0, 0).data() in ("loading…", model.index(0, 0).data())
    for row in (7, 5, 3, 1):
        model.line(row)
    qtbot.wait(20)
    assert jobs.wait(3000)
    assert all(len(each) <= 2 for each in asked)
    assert len(failures) == 1
    assert model.line(-1) is None
    assert model.line(8) is None
    assert model.index(8, 0).data() is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert isinstance(model, QAbstractItemModel)


def test_today_is_another_day_after_midnight(
    window: LogWindow, jobs: Jobs, newsroom: Newsroom, qtbot: QtBot
) -> None:
    window.filters.period.setCurrentIndex(list(Period).index(Period.TODAY))
    settle(window, jobs)
    assert window.model.rowCount() == 7
    before = newsroom.clock
    object.__setattr__(newsroom, "clock", lambda: before() + moment.DAY)
    do(newsroom, [1], SPAM)
    window.refresh()
    settle(window, jobs)
    assert window.model.rowCount() == 1
