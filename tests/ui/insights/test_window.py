"""The window of insights at a real desk: by keys, in both languages and every theme, to files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.domain.decision import Action
from app.domain.insights import COUNTED
from app.domain.queue import Queue
from app.services import desk
from app.services.newsroom import Newsroom
from tests.app.desk_newsroom import APPROVE, decide, reject
from tests.ui.conftest import Driven, comment
from ui.insights.at_desk import InsightsAtDesk
from ui.insights.bars import ArticlesChart, ModeratorsChart, RowsChart
from ui.insights.chart import Chart, Table
from ui.insights.period import Time
from ui.insights.times import FlowChart, count_steps, wait_steps
from ui.insights.window import InsightsWindow
from ui.insights.wording import change_words, short, wait_words
from ui.jobs import Jobs
from ui.theme import DARK, LIGHT, SPACE_4, high_contrast

HOSTILE = "=cmd|' /C calc'!A0 <b>đậm</b>"


@pytest.fixture
def worked(newsroom: Newsroom, fill: Callable[..., None]) -> Newsroom:
    """Twenty comments, some of them decided, by a moderator of a hostile name too."""
    fill(*(comment(number) for number in range(20)))
    ids = list(desk.listing(newsroom, Queue()).ids)
    decide(newsroom, ids[:3], APPROVE)
    decide(replace(newsroom, moderator=HOSTILE), ids[3:5], reject("law"))
    return newsroom


Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Wait:
    return lambda true: qtbot.waitUntil(true, timeout=20_000)


@pytest.fixture
def window(qtbot: QtBot, worked: Newsroom, until: Wait) -> Iterator[InsightsWindow]:
    jobs = Jobs()
    shown = InsightsWindow(lambda: worked, jobs, LIGHT, "en")
    qtbot.addWidget(shown)
    after(until, shown, shown.show)
    until(shown.isActiveWindow)
    QApplication.processEvents()
    yield shown
    assert jobs.close()


def chart(window: InsightsWindow, kind: type[Chart]) -> Chart:
    return next(each for each in window.charts if isinstance(each, kind))


def after(until: Wait, window: InsightsWindow, act: Callable[[], object]) -> None:
    """Do something that lets the window read again, and wait until it shows what was read."""
    drawn: list[None] = []
    connection = window.drawn.connect(lambda: drawn.append(None))
    act()
    until(lambda: bool(drawn))
    window.drawn.disconnect(connection)


def test_at_the_desk_it_opens_by_its_key_and_follows_what_is_decided(
    driven: Driven, until: Wait
) -> None:
    driven.control(Qt.Key.Key_T)
    at_desk = driven.window.findChild(InsightsAtDesk)
    assert isinstance(at_desk, InsightsAtDesk)
    window = at_desk.window
    assert window is not None
    until(lambda: len(window.charts) == 7 and window.charts[6].isVisible())
    driven.settle()
    assert window.figures.decided.number.text() == "0"
    driven.window.activateWindow()
    until(driven.window.isActiveWindow)
    driven.list.setFocus()
    after(until, window, lambda: driven.keys(Qt.Key.Key_A))
    assert window.figures.decided.number.text() == "1"
    driven.window.close()
    assert not window.isVisible()


def test_it_shows_the_figures_of_the_newsroom(window: InsightsWindow) -> None:
    figures = window.figures
    assert figures.arrived.number.text() == "20"
    assert figures.decided.number.text() == "5"
    assert figures.waiting.number.text() == "15"
    assert "WAITING NOW: 15" in figures.waiting.accessibleName()


def test_a_time_is_chosen_by_a_digit_and_escape_closes(
    qtbot: QtBot, until: Wait, window: InsightsWindow
) -> None:
    for key, days in ((Qt.Key.Key_1, 1), (Qt.Key.Key_2, 7), (Qt.Key.Key_4, 365)):
        after(until, window, lambda key=key: qtbot.keyClick(window, key))
        assert window.insights is not None
        assert window.insights.span.days == days
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_any_days_can_be_chosen_and_come_in_either_order(
    qtbot: QtBot, until: Wait, window: InsightsWindow
) -> None:
    after(until, window, lambda: qtbot.keyClick(window, Qt.Key.Key_6))
    period = window.period
    assert period.since is not None
    assert period.until is not None
    assert window.insights is not None
    assert window.insights.span.days == 90
    last = period.until.date()
    after(until, window, lambda: period.since.setDate(last.addDays(3)))
    assert window.insights.span.days == 4


def test_what_was_being_read_is_given_up_for_another_time(
    qtbot: QtBot, until: Wait, window: InsightsWindow
) -> None:
    window.period.choose(Time.YEAR)
    window.period.choose(Time.ALL)
    after(until, window, lambda: window.period.choose(Time.TODAY))
    assert window.insights is not None
    assert window.insights.span.days == 1


def test_every_chart_has_a_name_a_description_and_tells_its_places_by_keys(
    qtbot: QtBot, until: Wait, window: InsightsWindow
) -> None:
    for each in window.charts:
        assert each.accessibleName()
        assert each.accessibleDescription()
        each.drawing.setFocus()
        qtbot.keyClick(each.drawing, Qt.Key.Key_Home)
        assert each.note.text() == each.words_at(window.insights, 0).strip()
        if each.drawing.places() > 1:
            qtbot.keyClick(each.drawing, Qt.Key.Key_Right)
            assert each.drawing.place == 1
        qtbot.mouseMove(each.drawing, QPoint(each.drawing.width() // 2, 20))
        assert each.drawing.accessibleName()


def test_hostile_names_are_shown_and_spoken_as_they_are(window: InsightsWindow) -> None:
    moderators = chart(window, ModeratorsChart)
    names = [row[0] for row in moderators.figures().rows]
    assert HOSTILE in names
    moderators.drawing.point(names.index(HOSTILE))
    assert HOSTILE in moderators.note.text()
    assert moderators.note.textFormat() is Qt.TextFormat.PlainText


def test_each_chart_becomes_a_table(window: InsightsWindow) -> None:
    for each in window.charts:
        each.table_action.setChecked(True)
        assert each.body.currentWidget() is each.table_view
        assert each.table_view.rowCount() == len(each.figures().rows) > 0
        each.table_action.setChecked(False)
        assert each.body.currentWidget() is each.drawing


def test_a_chart_is_saved_as_a_real_picture(
    qtbot: QtBot,
    until: Wait,
    window: InsightsWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "chart.png"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), "Picture (*.png)")
    )
    chart(window, FlowChart).drawing.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(lambda: "chart.png" in window.message.text())
    picture = QImage(str(path))
    assert picture.width() == 2 * (chart(window, FlowChart).width() + 2 * SPACE_4)
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert {LIGHT.pane, LIGHT.accent} <= colours


def test_figures_are_saved_as_csv_that_no_spreadsheet_takes_for_formulas(
    qtbot: QtBot, until: Wait, window: InsightsWindow, tmp_path: Path
) -> None:
    path = tmp_path / "moderators.csv"
    window.save_to(chart(window, ModeratorsChart), path)
    until(lambda: "moderators.csv" in window.message.text())
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head == ["Moderator", *(action.words.en for action in COUNTED)]
    found = {row[0]: row[1:] for row in rows}
    assert found["Bình"][COUNTED.index(Action.APPROVE)] == "3"
    assert found[f"'{HOSTILE}"][COUNTED.index(Action.REJECT)] == "2"


def test_a_place_that_cannot_be_written_is_told_of(
    qtbot: QtBot, until: Wait, window: InsightsWindow, tmp_path: Path
) -> None:
    for name in ("there is no folder/a.csv", "there is no folder/a.png"):
        window.message.setText("")
        window.save_to(window.charts[0], tmp_path / name)
        until(lambda: "could not be written" in window.message.text())


def test_language_and_theme_change_while_it_is_open(
    qtbot: QtBot, until: Wait, window: InsightsWindow, qapp: QApplication
) -> None:
    window.set_language("vi")
    assert (
        "lời" in chart(window, ArticlesChart).accessibleDescription()
        or "," in chart(window, FlowChart).note.text()
    )
    assert [a.words.vi for a in COUNTED] == list(
        chart(window, ModeratorsChart).figures().columns[1:]
    )
    for theme in (DARK, high_contrast(qapp.palette()), LIGHT):
        window.set_theme(theme)
        qtbot.wait(1)
        assert not window.grab().isNull()


def test_charts_stand_under_each_other_where_it_is_narrow(window: InsightsWindow) -> None:
    heat, median = window.charts[1], window.charts[2]
    window.resize(1180, 860)
    assert heat.y() == median.y()
    window.resize(640, 860)
    QApplication.processEvents()
    assert heat.y() < median.y()
    assert heat.width() <= window.width()


def test_no_control_is_small_or_nameless(window: InsightsWindow) -> None:
    for each in window.findChildren(QWidget):
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = each.accessibleName() or getattr(each, "text", lambda: "")()
            assert name, each
            assert each.height() >= 24, each
            assert each.width() >= 24, each


def test_a_long_title_is_cut_and_whole_in_the_table(
    qtbot: QtBot, until: Wait, window: InsightsWindow, fill: Callable[..., None]
) -> None:
    articles = chart(window, ArticlesChart)
    assert isinstance(articles, RowsChart)
    fill(comment(90))
    after(until, window, window.read)
    assert "Cầu Nam Sông thông xe trước Tết" in {row[0] for row in articles.figures().rows}


@pytest.mark.parametrize(
    ("seconds", "vi", "en"),
    [
        (0, "0 giây", "0 s"),
        (59, "59 giây", "59 s"),
        (60, "1 phút", "1 min"),
        (3600, "1 giờ", "1 h"),
        (4_800, "1 giờ 20", "1 h 20"),
        (86_400, "1 ngày", "1 day"),
        (216_000, "2,5 ngày", "2.5 days"),
        (None, "–", "–"),
    ],
)
def test_waits_are_said_with_as_much_as_matters(seconds: int | None, vi: str, en: str) -> None:
    words = wait_words(seconds)
    assert (words.vi, words.en) == (vi, en)


def test_numbers_are_short_on_axes() -> None:
    assert [short(n, "vi") for n in (0, 950, 1_500, 12_500, 2_000_000)] == [
        "0",
        "950",
        "1.500",
        "12,5k",
        "2tr",
    ]


def test_a_change_is_said_only_where_there_is_something_to_compare() -> None:
    assert change_words(5, 0) is None
    words = change_words(150, 100)
    assert words is not None
    assert words.en == "+50% on the period before"


@pytest.mark.parametrize("most", [0, 1, 3, 7, 40, 99, 12_345, 1_000_000])
def test_scales_reach_the_most_with_a_few_round_steps(most: int) -> None:
    for steps in (count_steps(most), wait_steps(most)):
        assert steps[0] == 0
        assert steps[-1] >= most
        assert 2 <= len(steps) <= 6


def test_a_table_writes_empty_cells_for_what_is_not_known(tmp_path: Path) -> None:
    Table(("A", "B"), (("@x", None),)).write(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines() == ["A,B", "'@x,"]
