from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
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
    pane._ask()
    pane._confirmed()
    assert pane.question.isHidden()


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
