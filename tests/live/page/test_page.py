"""A reader at a page in a real browser, the real intake in its own process, and the real desk."""

from __future__ import annotations

import json
from pathlib import Path

import altcha
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.services.intake import keep_article
from app.services.newsroom import Newsroom
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord
from tests.live.browser import Browser
from tests.live.newspaper import (
    NAME,
    TEXT,
    WAITS,
    Intake,
    Newspaper,
    Reader,
    approve,
    approved,
    on,
    said_before,
)
from tests.ui.conftest import Driven, fresh_program, own_settings
from ui.application import open_desk

__all__ = ["fresh_program", "own_settings"]

pytestmark = pytest.mark.xdist_group("page")

ANSWER = "Cầu không thu phí, bạn nhé."
SCRIPT = '<img src=x onerror="window.harm=1"><script>window.harm=1</script>'


# the whole way


def test_from_the_sample_page_to_the_desk_and_back(
    sample: Intake, browser: Browser, qtbot: QtBot, qapp: QApplication, own_settings: None
) -> None:
    """Written by a reader, seen by an open desk, approved and answered by keys, read by all."""
    window = open_desk(sample.database)
    window.show()
    desk = Driven(qtbot, window, Path(sample.database))
    desk.until(lambda: desk.rows() > 0)
    desk.wait_beside()
    reader = Reader(browser, f"{sample.address}/")
    reader.arrive()
    browser.complaints()
    reader.fill_in()
    reader.send()
    reader.until_told(WAITS)
    assert NAME in browser.text(".loi-binh-waits")
    news = desk.widget("newComments")
    assert isinstance(news, QPushButton)
    desk.until(lambda: news.isVisible() and "1 new" in news.text(), 10_000)
    desk.keys(Qt.Key.Key_Home)
    news.setFocus()
    desk.keys(Qt.Key.Key_Space)
    desk.until(lambda: desk.value(0, b"text") == TEXT)
    desk.list.setFocus()
    desk.keys(Qt.Key.Key_Home)
    desk.wait_context(TEXT)
    desk.keys(Qt.Key.Key_R)
    desk.until(desk.widget("replyEditor").isVisible)
    QApplication.clipboard().setText(ANSWER)
    desk.control(Qt.Key.Key_V)
    desk.control(Qt.Key.Key_Return)
    desk.until(lambda: desk.current_text() != TEXT)
    desk.settle()
    reader.look_again()
    first = browser.one(".loi-binh-conversation > .loi-binh-threads:not(.loi-binh-own) > li")
    assert first.text.split("\n")[0].startswith(NAME)
    assert TEXT.split("\n")[-1] in first.text
    assert ANSWER in browser.text(".loi-binh-newsroom")
    assert not browser.all(".loi-binh-waits")
    assert browser.complaints() == []
    window.close()
    window.deleteLater()
    qapp.processEvents()


# harm


def test_scripts_in_every_field_do_nothing(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    reader.fill_in(text=f"Chữ {SCRIPT}", name=f"Tên {SCRIPT}")
    reader.send()
    reader.until_told(WAITS)
    assert SCRIPT in browser.text(".loi-binh-waits")
    approve(newsroom, newspaper)
    said_before(newsroom, approved(newspaper, f'"><{SCRIPT}', f"Nữa {SCRIPT}"))
    reader.look_again()
    assert browser.text(".loi-binh-threads").count(SCRIPT) == 3
    browser.one(".loi-binh-actions button").click()
    assert browser.driver.execute_script("return window.harm") is None
    assert not browser.all(".loi-binh img, .loi-binh script")
    assert browser.complaints() == []


def test_scripts_in_what_is_stored_do_nothing_on_the_sample_page(
    sample: Intake, browser: Browser
) -> None:
    newsroom = open_newsroom(sample.database)
    with newsroom.store.writing() as connection:
        for field in ("title", "section", "byline", "lead", "body", "caption"):
            stored = f"${field} {SCRIPT}"
            connection.exec_driver_sql(f"UPDATE article SET {field} = ?", (stored,))
        connection.exec_driver_sql("UPDATE writer SET name = name || ?", (SCRIPT,))
        connection.exec_driver_sql("UPDATE comment SET text = text || ?", (SCRIPT,))
        connection.exec_driver_sql("UPDATE newsroom SET change = change + 1")
    newsroom.store.close()
    Reader(browser, f"{sample.address}/?lang=en").arrive()
    assert browser.text("article").count(SCRIPT) == 6
    assert SCRIPT in browser.text(".loi-binh-name")
    assert SCRIPT in browser.text(".loi-binh-comment > .loi-binh-text")
    assert browser.driver.execute_script("return window.harm") is None
    assert not browser.all("article script, .loi-binh script, img")
    assert browser.complaints() == []


# nothing is lost


def test_a_stopped_server_loses_nothing(
    reader: Reader,
    browser: Browser,
    newsroom: Newsroom,
    newspaper: Newspaper,
    service: Intake,
) -> None:
    """Nor does one that was started anew, and does not know the check any more."""
    reader.fill_in()
    browser.until_text(".loi-binh-state", "Đã xác thực")
    service.stop()
    reader.send()
    try:
        reader.until_told("mất kết nối")
    finally:
        service.start()
    assert reader.value("text") == TEXT
    reader.send()
    reader.until_told(WAITS)
    assert on(newsroom, newspaper, "text") == [TEXT]
    assert reader.value("text") == ""


def test_a_lost_answer_does_not_lead_to_a_second_comment(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    """What arrived, though nobody could say so, is not taken again; the reader is told."""
    browser.driver.execute_script(_LOSES_AN_ANSWER)
    reader.fill_in()
    reader.send()
    reader.until_told("mất kết nối")
    assert on(newsroom, newspaper, "text") == [TEXT]
    reader.send()
    reader.until_told(WAITS)
    assert on(newsroom, newspaper, "text") == [TEXT]
    assert browser.complaints() == []
    reader.fill_in("Còn điều này nữa.")
    reader.send()
    browser.until(lambda: len(browser.all(".loi-binh-waits")) == 2)
    assert on(newsroom, newspaper, "text") == [TEXT, "Còn điều này nữa."]


_LOSES_AN_ANSWER = """
const real = window.fetch;
window.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (!asked[1] || asked[1].method !== "POST") return answer;
  window.fetch = real;
  throw new TypeError("network error");
};
"""


def test_a_draft_outlives_a_reload_and_one_click_too_many(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    said_before(newsroom, approved(newspaper, "1", "Lời đầu tiên."))
    reader.look_again()
    browser.one(".loi-binh-actions button").click()
    reader.fill_in()
    reader.look_again()
    assert (reader.value("name"), reader.value("text")) == (NAME, TEXT)
    assert "Trần Thu Hà" in browser.text(".loi-binh-answer-place .loi-binh-answering")
    ActionChains(browser.driver).double_click(browser.one(".loi-binh-send")).perform()
    browser.until_text(".loi-binh-replies .loi-binh-waits", NAME)
    reader.look_again()
    browser.until_text(".loi-binh-replies .loi-binh-waits", NAME)
    assert on(newsroom, newspaper, "text") == ["Lời đầu tiên.", TEXT]
    first, _ = on(newsroom, newspaper, "id")
    assert on(newsroom, newspaper, "parent_id") == [None, first]


def test_a_refusal_stands_beside_its_field_and_keeps_the_text(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    reader.send()
    assert browser.text(".loi-binh-error").split("\n") == [
        *("Hãy điền họ và tên.", "Hãy điền email.", "Hãy viết lời bình.")
    ]
    assert browser.driver.switch_to.active_element.get_attribute("name") == "name"
    reader.fill_in(email="không phải email")
    reader.send()
    assert "ten@vidu.vn" in browser.text(".loi-binh-error")
    reader.fill_in()
    long = "dài " * 2_600
    browser.driver.execute_script(
        "arguments[0].value = arguments[1]", browser.one("[name=text]"), long
    )
    reader.send()
    browser.until(lambda: browser.one("[name=text]").get_attribute("aria-invalid"))
    assert "quá dài" in browser.text(".loi-binh-error")
    assert reader.value("text") == long
    assert on(newsroom, newspaper, "text") == []
    browser.one("[name=text]").clear()
    browser.one("[name=text]").send_keys("Ngắn thôi.")
    reader.send()
    reader.until_told(WAITS)


def test_too_many_at_once_is_told_and_keeps_the_text(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    browser.driver.execute_script(_REFUSES_ONCE)
    reader.fill_in()
    reader.send()
    reader.until_told("Hãy thử lại sau 9 giây.")
    assert reader.value("text") == TEXT
    reader.send()
    reader.until_told(WAITS)
    assert on(newsroom, newspaper, "text") == [TEXT]


_REFUSES_ONCE = """
const real = window.fetch;
window.fetch = async (...asked) => {
  if (!asked[1] || asked[1].method !== "POST") return real(...asked);
  window.fetch = real;
  const said = {error: "too_often", vi: "Hãy thử lại sau 9 giây.", en: "Try again in 9 seconds."};
  return new Response(JSON.stringify(said), {status: 429});
};
"""


def test_a_closed_article_has_its_conversation_and_no_form(
    reader: Reader, browser: Browser, newsroom: Newsroom, newspaper: Newspaper
) -> None:
    said_before(newsroom, approved(newspaper, "1", "Lời đầu tiên."))
    keep_article(newsroom, ArticleRecord("", "", newspaper.article), is_open=False)
    browser.open(newspaper.article)
    browser.until_text(".loi-binh", "Lời đầu tiên.")
    assert "không nhận thêm" in browser.text(".loi-binh-none")
    assert not browser.one(".loi-binh-form").is_displayed()
    assert not browser.all(".loi-binh-actions")
    newspaper.path = "/unknown.html"
    browser.open(newspaper.article)
    browser.until_text(".loi-binh-none", "Không có bài viết này")
    assert not browser.one(".loi-binh-form").is_displayed()


# the check


def test_the_check_is_solved_as_its_library_solves_it(browser: Browser, reader: Reader) -> None:
    made = [
        altcha.create_challenge("SHA-256", cost, key_prefix=prefix, key_length=length)
        for cost, prefix, length in [(1, "00", 32), (1, "000", 32), (7, "a", 20), (300, "0", 32)]
    ] + [altcha.create_challenge("SHA-256", 1, counter=n) for n in (0, 1, 70_000)]
    solved = browser.driver.execute_async_script(
        """
        const [address, several, done] = arguments;
        const source = `importScripts(${JSON.stringify(address)})`;
        const worker = new Worker(URL.createObjectURL(new Blob([source])));
        const found = [];
        worker.onmessage = ({data}) => {
          if (data.begun) return;
          found.push(data.solution);
          if (found.length === several.length) { worker.terminate(); done(found); }
        };
        several.forEach((each) => worker.postMessage(each));
        """,
        f"{service_of(browser)}/loi-binh-worker.js",
        [each.to_dict()["parameters"] for each in made],
    )
    for challenge, found in zip(made, solved, strict=True):
        own = altcha.solve_challenge(challenge)
        assert own is not None
        assert (found["counter"], found["derivedKey"]) == (own.counter, own.derived_key)


def service_of(browser: Browser) -> str:
    source = browser.one('script[src$="loi-binh.js"]').get_attribute("src")
    assert source is not None
    return source.removesuffix("/loi-binh.js")


def test_without_workers_the_check_is_solved_in_the_page(
    browser: Browser, reader: Reader, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    """And the page answers meanwhile: nothing holds it for longer than a slice."""
    newspaper.workers = "'none'"
    reader.look_again()
    reader.fill_in()
    reader.send()
    reader.until_told(WAITS)
    assert on(newsroom, newspaper, "text") == [TEXT]
    said = " ".join(browser.complaints())
    assert "worker-src" in said
    assert "script-src" not in said


# everybody


def test_the_form_is_for_keyboards_telephones_and_both_languages(
    reader: Reader, browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    newspaper.language = "en"
    said_before(newsroom, approved(newspaper, "1", "W" * 300, name="M" * 80))
    reader.look_again()
    browser.look(width=320, height=700, dark=True)
    keys = ActionChains(browser.driver)
    keys.send_keys(Keys.TAB, "Hạnh", Keys.TAB, "hanh@bao.vn", Keys.TAB, "Hay.", Keys.TAB).perform()
    assert browser.driver.switch_to.active_element.text == "Send comment"
    measured = json.loads(browser.driver.execute_script(_MEASURED))
    assert measured["sideways"] is False
    assert measured["small"] == []
    assert measured["unlabelled"] == []
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    reader.until_told("waiting for approval")
    ActionChains(browser.driver).send_keys(Keys.TAB, Keys.ENTER).perform()
    browser.until(lambda: "Replying to" in browser.text(".loi-binh-answering"))
    assert browser.driver.switch_to.active_element.get_attribute("name") == "text"
    ActionChains(browser.driver).send_keys(Keys.ESCAPE).perform()
    browser.until(lambda: not browser.text(".loi-binh-answering"))
    assert browser.driver.switch_to.active_element.text == "Reply"


_MEASURED = """
const all = [...document.querySelectorAll(".loi-binh button, .loi-binh input, .loi-binh textarea")]
  .filter((each) => each.offsetParent);
return JSON.stringify({
  sideways: document.documentElement.scrollWidth > innerWidth,
  small: all.map((each) => each.getBoundingClientRect())
    .filter((box) => box.height < 44 || box.width < 44).map((box) => [box.width, box.height]),
  unlabelled: all.filter((each) => each.tagName !== "BUTTON" && !each.labels.length)
    .map((each) => each.name),
});
"""


def test_the_rest_of_a_long_conversation_is_a_press_away(
    reader: Reader, browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    hour = 3_600_000_000
    threads = [
        approved(newspaper, f"t{n}", f"Chuyện {n}.", created_at=hour * n) for n in range(1, 61)
    ]
    answers = [
        approved(
            newspaper,
            f"a{n}",
            f"Đáp {n}.",
            created_at=hour * 60 + n,
            parent=threads[-1].external_id,
        )
        for n in range(1, 31)
    ]
    said_before(newsroom, *threads, *answers)
    reader.look_again()
    assert browser.text(".loi-binh-heading") == "Lời bình (90)"
    for words, last in (("Xem thêm trả lời", "Đáp 30."), ("Xem thêm lời bình", "Chuyện 1.")):
        [button] = [each for each in browser.all(".loi-binh-more") if each.text == words]
        button.click()
        browser.until_text(".loi-binh-conversation", last)
    assert len(browser.all(".loi-binh-comment")) == 90
    assert browser.all(".loi-binh-more") == []
