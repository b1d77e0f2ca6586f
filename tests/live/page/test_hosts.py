"""The form on the pages of others: wherever its line stands, whatever stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.services.intake import keep_article
from app.services.newsroom import Newsroom
from app.sources.record import ArticleRecord
from tests.live.browser import Browser
from tests.live.newspaper import TEXT, WAITS, Intake, Newspaper, Reader, approved, on, said_before

pytestmark = pytest.mark.xdist_group("page")

LINE = '<script src="{intake}/loi-binh.js" defer></script>'
ANYTHING = "default-src * data: blob: 'unsafe-inline'"


@pytest.fixture(autouse=True)
def quiet(browser: Browser, service: Intake) -> Iterator[None]:
    browser.look()
    browser.complaints()
    yield
    browser.open("about:blank")


def until_drawn(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.until(lambda: browser.all(".loi-binh-form"))
    browser.until(lambda: "(" in browser.text(".loi-binh-heading"))


@pytest.mark.parametrize(
    ("head", "asked"),
    [
        ('<link rel="canonical" href="{article}">', "/other.html?page=2"),
        ('<meta property="og:url" content="{article}">', "/other.html"),
        ("", "{path}?utm_source=zalo&fbclid=1#phan-hoi"),
        ('<link rel="canonical"><meta property="og:url">', "{path}"),
    ],
    ids=["canonical", "shared", "address", "empty"],
)
def test_the_page_tells_the_address_of_its_article(
    browser: Browser, newspaper: Newspaper, head: str, asked: str
) -> None:
    newspaper.head = head
    root = newspaper.article.removesuffix(newspaper.path)
    until_drawn(browser, root + asked.format(path=newspaper.path))
    assert browser.complaints() == []


def test_an_address_is_known_by_its_query_where_that_is_all_there_is(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    newspaper.head = ""
    article = f"{newspaper.article}?id=7&muc=doi-song"
    keep_article(newsroom, ArticleRecord("", "", article, "Bài 7"), is_open=True)
    said_before(newsroom, approved(newspaper, "7", "Của bài 7.", article=article))
    until_drawn(browser, f"{newspaper.article}?id=7&utm_medium=x&muc=doi-song&gclid=2")
    assert "Của bài 7." in browser.text(".loi-binh-threads")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script src="{intake}/loi-binh.js"></script>', ""),
        ('<script src="{intake}/loi-binh.js" async></script>', '<div id="loi-binh"></div>'),
        ("", f"<article>{LINE}</article>"),
        ("", f'<div id="loi-binh"></div>{LINE}{LINE}'),
        ("", LINE + LINE),
        ("", '<script type="module" src="{intake}/loi-binh.js?v=2"></script>'),
    ],
    ids=["head", "async", "article", "twice", "twice without a place", "module"],
)
def test_the_line_may_stand_anywhere(
    browser: Browser, newspaper: Newspaper, head: str, body: str
) -> None:
    """Before the link that names the article, too; and it draws once."""
    newspaper.head, newspaper.body = head + newspaper.head, body
    until_drawn(browser, newspaper.article)
    assert len(browser.all(".loi-binh")) == len(browser.all(".loi-binh-form")) == 1
    assert browser.complaints() == []


def test_two_articles_of_one_page_have_a_form_each(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    other = f"{newspaper.article}-2"
    keep_article(newsroom, ArticleRecord("", "", other, "Bài sau"), is_open=True)
    second = LINE.replace("defer", f'data-article="{other}" defer')
    newspaper.body = f"<div>{LINE}</div><div>{second}</div>"
    until_drawn(browser, newspaper.article)
    browser.until(lambda: browser.text(".loi-binh-heading").count("(") == 2)
    ids = [each.get_attribute("id") for each in browser.all(".loi-binh [id]")]
    assert len(ids) == len(set(ids))
    for box, words in zip(browser.all("[name=text]"), ("Bài này.", "Bài sau."), strict=True):
        box.send_keys(words)
    until_drawn(browser, newspaper.article)
    drafts = [each.get_property("value") for each in browser.all("[name=text]")]
    assert drafts == ["Bài này.", "Bài sau."]


def test_a_policy_that_names_only_the_lines_own_nonce_is_enough(
    browser: Browser, newspaper: Newspaper
) -> None:
    newspaper.own_policy = (
        f"default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; img-src data:; "
        f"connect-src {newspaper.intake}"
    )
    newspaper.body = LINE.replace("defer", 'nonce="abc" defer')
    until_drawn(browser, newspaper.article)
    browser.one("[name=text]").send_keys("Hay.")
    browser.until(lambda: "Đã xác thực" in browser.text(".loi-binh-state"))
    browser.until(lambda: browser.one(".loi-binh-send").size["height"] >= 44)  # it has its style
    complaints = browser.complaints()
    assert all("Creating a worker" in each for each in complaints), complaints


_CSS = """<style>
* { margin: 0; padding: 0; border: 0; }
button { all: unset; }
input, textarea { width: 90px; height: 20px; font-size: 9px; text-transform: uppercase; }
label { float: left; width: 80px; }
.content p { margin: 2em 0; text-indent: 3em; }
.content ol { list-style: decimal; padding-left: 4em; }
.content li { float: left; width: 50%; margin-left: 3em; list-style: square; }
.content time { display: none; }
.content span { color: pink; }
.content div { padding: 10px; }
</style>"""
_LOOKS = """
const all = [...document.querySelectorAll(".loi-binh *")];
const look = (selector) => getComputedStyle(document.querySelector(selector));
const width = (selector) => document.querySelector(selector).getBoundingClientRect().width;
return JSON.stringify({
  indent: look(".loi-binh-by").textIndent,
  marker: look(".loi-binh-comment").listStyleType,
  floats: all.some((each) => getComputedStyle(each).float !== "none"),
  time: look(".loi-binh-time").display !== "none",
  letters: look("[name=text]").textTransform,
  field: width("[name=text]") === width(".loi-binh-form"),
  row: width(".loi-binh-comment") === width(".loi-binh"),
  pink: look(".loi-binh-check .loi-binh-label").color === "rgb(255, 192, 203)",
  hidden: look(".loi-binh-answering").display,
});
"""


def test_styles_of_the_page_do_not_reach_into_the_form(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    said_before(newsroom, approved(newspaper, "1", "Lời đầu tiên."))
    newspaper.own_policy = ANYTHING
    newspaper.head += _CSS.replace("{", "{{").replace("}", "}}")
    newspaper.body = f'<div class="content">{newspaper.body}</div>'
    until_drawn(browser, newspaper.article)
    browser.until(lambda: browser.one(".loi-binh-send").size["height"] >= 44)
    assert json.loads(browser.driver.execute_script(_LOOKS)) == {
        "indent": "0px",
        "marker": "none",
        "floats": False,
        "time": True,
        "letters": "none",
        "field": True,
        "row": True,
        "pink": False,
        "hidden": "none",
    }


_NOTHING_KEPT = """
Object.defineProperty(window, "sessionStorage", {get() { throw new DOMException("no"); }});
delete window.Worker;
Array.prototype.each = function () {};
Object.prototype.extra = function () {};
"""


def test_a_browser_that_keeps_nothing_and_has_no_workers_can_write(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    reader = Reader(browser, newspaper.article)
    with browser.with_script(_NOTHING_KEPT):
        reader.look_again()
        reader.fill_in()
        reader.send()
        reader.until_told(WAITS)
    assert TEXT.split("\n")[0] in browser.text(".loi-binh-waits")
    assert on(newsroom, newspaper, "text") == [TEXT]


_NEVER_HEARS = """
const real = window.fetch;
window.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (!asked[1] || asked[1].method !== "POST") return answer;
  window.wasSent = true;
  return new Promise(() => {});
};
"""


def test_leaving_while_it_is_sent_does_not_lead_to_a_second_comment(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    reader = Reader(browser, newspaper.article)
    with browser.with_script(_NEVER_HEARS):
        reader.arrive()
        reader.fill_in()
        reader.send()
        browser.until(lambda: browser.driver.execute_script("return window.wasSent"))
    reader.look_again()
    assert reader.value("text") == TEXT
    reader.send()
    reader.until_told(WAITS)
    assert on(newsroom, newspaper, "text") == [TEXT]


_LOSES_THE_REST = """
const real = window.fetch;
window.fetch = async (address, ...asked) => {
  if (String(address).includes("after=")) throw new TypeError("lost");
  return real(address, ...asked);
};
return () => { window.fetch = real; };
"""


def test_more_that_does_not_come_is_told_and_asked_for_again(
    browser: Browser, newspaper: Newspaper, newsroom: Newsroom
) -> None:
    several = (approved(newspaper, str(n), f"Chuyện {n}.", created_at=n) for n in range(1, 52))
    said_before(newsroom, *several)
    until_drawn(browser, newspaper.article)
    browser.driver.execute_script(f"window.mend = (() => {{{_LOSES_THE_REST}}})();")
    browser.one(".loi-binh-more").click()
    browser.until(lambda: "Chưa tải được" in browser.text(".loi-binh-more"))
    browser.driver.execute_script("window.mend()")
    browser.one(".loi-binh-more").click()
    browser.until(lambda: len(browser.all(".loi-binh-comment")) == 51)
