from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.decision import DEFAULT_REJECTION_REASONS
from app.domain.flag import Severity
from app.domain.hostile import isolated
from tests.ui.context.beside import HOSTILE, NOW, bar_actions, comment, context, rich_labels, writer
from ui import theme as look
from ui.chips import Chip
from ui.context.pane import ContextPane
from ui.widgets import ChipLabel, ClampedLabel, ElidedLabel, plain_tooltip, shown_name

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def pane(qtbot: QtBot) -> ContextPane:

    owner = QWidget()
    qtbot.addWidget(owner)
    pane = ContextPane(bar_actions(owner))
    qtbot.addWidget(pane)
    pane.resize(700, 800)
    pane.set_theme(look.LIGHT)
    pane.set_language("vi")
    pane.set_now(lambda: NOW)
    pane.show()
    return pane


def test_nothing_is_selected(pane: ContextPane) -> None:
    assert pane._nothing.isVisible()
    pane.show_context(context())
    assert not pane._nothing.isVisible()
    assert pane.bar.isVisible()
    pane.show_context(None)
    assert pane._nothing.isVisible()
    pane.open_reply()
    pane.open_edit()
    pane.open_note()
    assert pane.composer.isHidden()


def test_the_strip_and_the_composer_stand_in_for_each_other(pane: ContextPane) -> None:
    pane.show_context(context(draft="Cảm ơn"))
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    assert pane.rejection.isVisible()
    assert pane._strip_line.isVisible()
    assert pane.bar.approve.property("role") == ""
    pane.open_reply()
    assert pane.rejection.isHidden()
    assert pane.composer.edit.toPlainText() == "Cảm ơn"
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    assert pane.composer.isHidden()
    pane.rejection.close_strip()
    assert not pane._strip_line.isVisible()
    assert pane.bar.approve.property("role") == "primary"


def test_another_comment_closes_what_was_open_and_the_draft_survives(
    pane: ContextPane, qtbot: QtBot
) -> None:
    drafts: list[tuple[object, str]] = []
    pane.composer.draftChanged.connect(lambda number, text: drafts.append((number, text)))
    first, second = context(), context(comment(30))
    pane.show_context(first)
    pane.open_reply()
    qtbot.keyClicks(pane.composer.edit, "xin chao")
    pane.show_context(second)
    assert pane.composer.isHidden()
    assert drafts == [(3, "xin chao")]
    pane.show_context(first)
    pane.open_reply()
    assert pane.composer.edit.toPlainText() == "xin chao"
    pane.show_context(context())
    assert pane.composer.isVisible()


def test_a_folded_article_stays_folded(pane: ContextPane) -> None:
    pane.show_context(context())
    pane.article.fold_button.click()
    pane.show_context(context(comment(30)))
    assert pane.article.body.isVisible()
    pane.article.fold_button.click()
    pane.show_context(context())
    assert pane.article.body.isHidden()


def test_signals_come_through(pane: ContextPane, qtbot: QtBot) -> None:
    pane.show_context(context())
    with qtbot.waitSignal(pane.allByWriterRequested) as asked:
        pane.writer.all_button.click()
    assert asked.args == [7]
    pane.article.open_button.click()
    with qtbot.waitSignal(pane.openRequested) as opened:
        pane.article.question.yes.click()
    assert opened.args == ["https://toasoan.example/cau"]
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    with qtbot.waitSignal(pane.reasonChosen) as chosen:
        qtbot.keyClick(pane.rejection.buttons()[0], "2")
    assert chosen.args == ["insult"]
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    with qtbot.waitSignal(pane.rejectionClosed):
        qtbot.keyClick(pane.rejection.buttons()[0], Qt.Key.Key_Escape)


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK])
def test_no_widget_reads_a_strangers_text_as_anything_else(
    pane: ContextPane, theme: look.Theme
) -> None:
    pane.set_theme(theme)
    judged = comment(3, HOSTILE, writer=writer(HOSTILE, HOSTILE), decided_by=HOSTILE)
    pane.show_context(context(judged, draft=HOSTILE))
    pane.open_reply()
    pane.grab()
    pane.open_edit()
    pane.grab()
    pane.open_note()
    pane.grab()
    assert rich_labels(pane) == []
    assert HOSTILE not in pane.toolTip()


def test_the_language_changes_everywhere(pane: ContextPane) -> None:
    pane.show_context(context())
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    QCoreApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
    pane.set_search("nam")
    pane.refresh_ages()
    assert pane.rejection.buttons()[0].words() == "Lạc đề"
    pane.set_language("en")
    assert pane.rejection.buttons()[0].words() == "Off topic"


def test_small_widgets(qtbot: QtBot) -> None:
    chip, line, lines = ChipLabel(), ElidedLabel(), ClampedLabel(2)
    for widget in (chip, line, lines):
        qtbot.addWidget(widget)
    chip.say(Chip("đáng ngờ", look.DARK.tone(Severity.BAD)), look.DARK)
    line.resize(60, 20)
    line.setText("<b>một dòng dài hơn chỗ của nó</b>")
    lines.resize(120, 60)
    lines.setText("một hai ba bốn năm sáu bảy tám chín mười " * 5)
    for widget in (chip, line, lines):
        widget.grab()
    assert chip.chip().tone == look.DARK.bad
    assert "&lt;b&gt;" in line.toolTip()
    assert lines._broken_at(lines.width())[-1].endswith("…")
    assert lines.end_of_text() != QPoint(0, 0)
    assert plain_tooltip("") == ""
    assert shown_name("a\u202eb") == isolated("a\u202eb")
    assert len(shown_name("x" * 10_000)) < 200


def test_in_a_low_window_the_article_gives_way_to_an_open_strip(pane: ContextPane) -> None:
    pane.resize(440, 490)
    pane.show_context(context())
    assert pane.article.isVisible()
    pane.open_rejection(DEFAULT_REJECTION_REASONS)
    assert pane.article.isHidden()
    buttons = pane.rejection.buttons()
    assert all(button.height() == buttons[0].sizeHint().height() for button in buttons)
    assert pane.conversation.height() > 100
    pane.rejection.close_strip()
    assert pane.article.isVisible()
    pane.open_reply()
    assert pane.article.isHidden()
    pane.resize(440, 800)
    assert pane.article.isVisible()
