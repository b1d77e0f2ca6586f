"""The sample page: one article of the sample newsroom with the form and its conversation below.

Its Content-Security-Policy is as strict as a careful site's: what it holds, any page can hold.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from app.domain.words import Language, Words
from app.intake.conversation_page import as_html
from app.services.conversation import article, conversation
from app.services.intake import keep_article
from app.services.newsroom import LongWork, Newsroom
from app.services.opening import RESOURCES, open_newsroom
from app.services.sample import fill_with_sample
from app.sources.record import ArticleRecord

ADDRESS = "https://thanhbinh.example/doi-song/cau-nam-song-thong-xe.html"
"""The article that the form stands below: elsewhere, as far as its address goes."""

_PAGE = RESOURCES / "intake"
_ABOUT = Words(
    "Trang mẫu của Lời Bình: bài viết, tòa soạn và bạn đọc ở đây đều không có thật.",
    "A sample page of Lời Bình: the article, the newsroom and the readers are invented.",
)
_NO_SCRIPT = Words("Cần bật JavaScript để gửi lời bình.", "JavaScript is needed to send a comment.")
_TOLD = Words(
    "Trang mẫu: {address}\nMở bàn duyệt của trang này, trong một cửa sổ dòng lệnh khác:\n"
    "    {command}\nNhấn Ctrl+C để dừng.",
    "The sample page: {address}\nOpen the desk of this page, in another terminal:\n"
    "    {command}\nPress Ctrl+C to stop.",
)


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page, and the policy that its answer is to carry as Content-Security-Policy."""

    html: str
    policy: str


def sample_newsroom(folder: Path) -> LongWork[Newsroom]:
    """A fresh sample newsroom in a folder, with one of its articles open to the form."""
    newsroom = open_newsroom(folder / "sample.db")
    try:
        yield from fill_with_sample(newsroom, RESOURCES / "sample")
        keep_article(newsroom, ArticleRecord("", "", ADDRESS), is_open=True)
    except BaseException:
        newsroom.store.close()
        raise
    return newsroom


def told(address: str, database: Path, program: str) -> Words:
    """Where the page is, and how the desk is opened beside it; `program` is what starts main.py."""
    return _TOLD.put(address=address, command=f'{program} --database "{database}"')


def sample_page(newsroom: Newsroom, language: Language) -> SamplePage:
    """The page as it is now; without JavaScript it is still the article and its conversation."""
    subject, said = article(newsroom, ADDRESS), conversation(newsroom, ADDRESS)
    assert subject is not None
    assert said is not None
    style = (_PAGE / "demo.css").read_text(encoding="utf-8")
    texts = {
        name: escape(getattr(subject, name))
        for name in ("title", "section", "byline", "lead", "caption", "url")
    }
    paragraphs = (f"<p>{escape(each)}</p>" for each in subject.body.split("\n\n") if each.strip())
    html = Template((_PAGE / "demo.html").read_text(encoding="utf-8")).substitute(
        texts,
        body="\n".join(paragraphs),
        conversation=as_html(said, language),
        language=language,
        style=style,
        told=_ABOUT.said_in(language),
        noscript=_NO_SCRIPT.said_in(language),
    )
    return SamplePage(html, _policy(style))


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'sha256-{digest}'",
            "connect-src 'self'",
            "worker-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
