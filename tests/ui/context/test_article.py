from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.context.beside import HOSTILE, article, rich_labels
from ui import theme as look
from ui.context.article import PAGE, ArticlePane

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def pane(qtbot: QtBot) -> ArticlePane:
    pane = ArticlePane()
    qtbot.addWidget(pane)
    pane.resize(700, 400)
    pane.set_theme(look.LIGHT)
    pane.set_language("vi")
    pane.show()
    pane.show_article(article())
    return pane


def test_what_it_says(pane: ArticlePane) -> None:
    assert pane._meta.text().startswith("Đời sống · 20/11/2026 ")
    assert pane._meta.text().endswith(" · Thanh Bình")
    assert pane._title.label.text() == "Cầu Nam Sông thông xe trước Tết"
    assert pane._lead.text().startswith("Sau hai mươi sáu tháng")
    assert pane.body.isHidden()


def test_it_folds_out_and_away_by_keyboard(pane: ArticlePane, qtbot: QtBot) -> None:
    pane.fold_button.setFocus()
    qtbot.keyClick(pane.fold_button, Qt.Key.Key_Space)
    assert pane.body.isVisible()
    assert pane._lead.isHidden()
    text = pane.body.toPlainText()
    assert text.split("\n")[-1].endswith("Cầu nhìn từ bờ nam")
    assert "Đoạn một.\nĐoạn hai." in text
    pane.show_article(article(id=2, body="Khác."))
    assert "Khác." in pane.body.toPlainText()
    assert "Đoạn một" not in pane.body.toPlainText()
    qtbot.keyClick(pane.fold_button, Qt.Key.Key_Space)
    assert pane.body.isHidden()
    pane.show_article(article(id=3))
    assert pane.body.isHidden()


def test_opening_asks_first_and_names_the_host(pane: ArticlePane, qtbot: QtBot) -> None:
    pane.show_article(article(url="https://user:pass@báo.example/cầu?x=1"))
    opened: list[str] = []
    pane.openRequested.connect(opened.append)
    pane.open_button.setFocus()
    qtbot.keyClick(pane.open_button, Qt.Key.Key_Space)
    assert pane.question.isVisible()
    assert "xn--bo-mia.example" in pane.question._asking.text()
    assert opened == []
    qtbot.keyClick(pane.question.yes, Qt.Key.Key_Escape)
    assert pane.question.isHidden()
    qtbot.mouseClick(pane.open_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(pane.question.yes, Qt.Key.Key_Return)
    assert opened == ["https://xn--bo-mia.example/c%E1%BA%A7u?x=1"]
    assert pane.question.isHidden()


def test_another_article_withdraws_the_question(pane: ArticlePane) -> None:
    pane.open_button.click()
    pane.show_article(article(id=2))
    assert pane.question.isHidden()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "//x"])
def test_nothing_but_the_web_is_offered(pane: ArticlePane, url: str) -> None:
    pane.show_article(article(url=url))
    assert pane.open_button.isHidden()
    opened: list[str] = []
    pane.openRequested.connect(opened.append)
    pane.ask_open()
    assert pane.question.isVisible()
    assert "no address" in pane.question._asking.text()
    assert pane.question.yes.isHidden()
    QTest.keyClick(pane.question.no, Qt.Key.Key_Return)
    assert pane.question.isHidden()
    pane._confirmed()
    assert opened == []


def test_hostile_articles_stay_text(pane: ArticlePane, qtbot: QtBot) -> None:
    pane.show_article(
        article(id=9, title=HOSTILE, section=HOSTILE, byline=HOSTILE, lead=HOSTILE, body=HOSTILE)
    )
    pane.fold_button.click()
    qtbot.wait(1)
    assert rich_labels(pane) == []
    assert "<b>bold</b>" in pane.body.toPlainText()
    assert "<b>" in pane._title.label.text()
    for text in (pane.body.toPlainText(), pane._title.label.text(), pane._meta.text()):
        assert not {"\u202e", "\x00"} & set(text)
    assert "<b>" not in pane._meta.toolTip()
    assert pane.height() < 2_000


def test_a_long_body_comes_in_pages(pane: ArticlePane) -> None:
    pane.fold_button.click()
    start = time.perf_counter()
    pane.show_article(article(id=5, lead="", caption="", body="<div>" * 2_000_000))
    assert time.perf_counter() - start < 1.5
    assert len(pane.body.toPlainText()) == PAGE
    assert pane.more_button.isVisible()
    pane.more_button.click()
    assert len(pane.body.toPlainText()) == 2 * PAGE
    pane.show_article(article(id=6, lead="", caption="", body="chữ " * 6_000))
    pane.more_button.click()
    assert pane.more_button.isHidden()
    assert len(pane.body.toPlainText().split()) == 6_000


def test_no_article_and_no_title(pane: ArticlePane) -> None:
    pane.show_article(article(id=7, title="", lead="", body="", caption="", published_at=0))
    assert pane._title.label.text() == "(no title)"
    assert pane.fold_button.isHidden()
    assert "1970" not in pane._meta.text()
    pane.show_article(None)
    assert pane._title.label.text() == ""


def test_a_long_title_is_cut_and_keeps_its_button(pane: ArticlePane) -> None:
    pane.show_article(article(id=8, title="Cầu Nam Sông " * 30))
    label = pane._title.label
    assert label._broken_at(label.width())[-1].endswith("…")
    assert pane.open_button.geometry().right() <= pane._title.width()


def test_the_text_is_set_to_be_read(pane: ArticlePane) -> None:
    words = "Cây cầu mới nối hai bờ sông sẽ thông xe vào cuối tháng này. " * 30
    pane.resize(1_400, 900)
    pane.set_room(900)
    pane.show_article(article(id=10, lead="Lời dẫn.", body=f"{words}\n\n\n{words}"))
    pane.fold_button.click()
    document = pane.body.document()
    blocks = [document.findBlockByNumber(n) for n in range(document.blockCount())]
    lead, first, _, caption = blocks
    assert [block.text()[:8] for block in (lead, caption)] == ["Lời dẫn.", "Picture:"]
    assert lead.begin().fragment().charFormat().fontWeight() > 500
    assert first.begin().fragment().charFormat().fontWeight() <= 500
    looks = caption.begin().fragment().charFormat()
    assert looks.foreground().color().name() == look.LIGHT.second
    assert all(block.blockFormat().bottomMargin() >= 8 for block in blocks)
    lines = first.layout()
    letters = [lines.lineAt(n).textLength() for n in range(lines.lineCount() - 1)]
    assert 55 <= max(letters) <= 90
    assert first.blockFormat().lineHeight() / look.SIZE_BODY >= 1.5


def test_a_theme_and_a_language_leave_the_place_in_the_text(pane: ArticlePane) -> None:
    pane.show_article(article(id=11, body="Một đoạn văn.\n" * 3_000))
    pane.fold_button.click()
    pane.more_button.click()
    pane.body.verticalScrollBar().setValue(900)
    shown = len(pane.body.toPlainText())
    pane.set_theme(look.DARK)
    pane.set_language("en")
    assert pane.body.verticalScrollBar().value() == 900
    assert len(pane.body.toPlainText()) == shown


def test_the_question_comes_back_to_where_it_came_from(pane: ArticlePane, qtbot: QtBot) -> None:
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.fold_button.setFocus()
    pane.ask_open()
    assert pane.question.yes.hasFocus()
    assert pane.question._asking.text() == "Open https://toasoan.example in the browser?"
    qtbot.keyClick(pane.question.yes, Qt.Key.Key_Escape)
    assert pane.fold_button.hasFocus()


def test_the_day_of_its_comments_is_drawn_and_said(pane: ArticlePane) -> None:
    hours = [0] * 24
    hours[7], hours[8], hours[20] = 90, 110, 12
    at = 1_795_222_800_000_000
    pane.day.mark(at)
    pane.day.show_hours(hours)
    said = pane.day._bars.accessibleName()
    assert said == "212 comments, most of them between 7 and 9 o'clock"
    picture = pane.day._bars.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert look.LIGHT.accent in colours
    wide = pane.day._bars.width()
    pane.day.show_hours(None)
    assert pane.day._bars.width() == wide
    assert "212" not in pane.day._bars.accessibleName()
    hours = [0] * 24
    hours[23] = 1
    pane.day.show_hours(hours)
    assert "between 23 and 1 o'clock" in pane.day._bars.accessibleName()


def test_it_is_folded_out_from_its_beginning(pane: ArticlePane, qtbot: QtBot) -> None:
    pane.show_article(article(id=12, body="Một đoạn văn khá dài.\n" * 300))
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.fold_button.click()
    pane.body.setFocus()
    qtbot.wait(1)
    assert pane.body.verticalScrollBar().value() == 0
    assert pane.body.verticalScrollBar().maximum() > 0
