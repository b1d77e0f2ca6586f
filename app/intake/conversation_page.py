"""A conversation as the page below an article takes it: as JSON, or as HTML to include.

The HTML is the same that the snippet draws, with the same classes, so that one style serves both.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlencode

from app.domain import moment
from app.domain.conversation import Conversation, Said
from app.domain.words import Language, Words

HEADING = Words("Lời bình", "Comments")
NOBODY_YET = Words("Chưa có lời bình nào.", "No comments yet.")
NAMELESS = Words("Bạn đọc", "A reader")
NEWSROOM = Words("Trả lời của tòa soạn", "The newsroom’s reply")
ANSWERS = Words("trả lời", "to")
MORE = Words("Xem thêm lời bình", "More comments")
MORE_ANSWERS = Words("Xem thêm trả lời", "More answers")


def as_json(conversation: Conversation) -> dict[str, Any]:
    """One page of a conversation, for programs and for the snippet."""
    return {
        "article": {
            "url": conversation.url,
            "title": conversation.title,
            "open": conversation.open,
        },
        "total": conversation.total,
        "comments": [_fields(said) for said in conversation.threads],
        "next": conversation.next or None,
    }


def _fields(said: Said) -> dict[str, Any]:
    return {
        "id": said.id,
        "name": said.name,
        "text": said.text,
        "at": moment.to_iso(said.at) if said.at else None,
        "by_newsroom": said.by_newsroom,
        "parent": said.parent,
        "under": said.under,
        "replies": [_fields(reply) for reply in said.replies],
        "more": said.more or None,
    }


def as_html(conversation: Conversation, language: Language) -> str:
    """One page of a conversation as a fragment of HTML, everything in it escaped.

    Its links to what follows are relative to the address it was asked for under.
    """
    names = {each.id: each.name for said in conversation.threads for each in _all_of(said)}
    page = _Page(conversation.url, language, names)
    heading = f"{HEADING.said_in(language)} ({count(conversation.total, language)})"
    lines = [
        f'<section class="loi-binh" lang="{language}">',
        f'<h2 class="loi-binh-heading">{heading}</h2>',
    ]
    if conversation.threads:
        lines += page.listed(conversation.threads, "loi-binh-threads")
    else:
        lines.append(f'<p class="loi-binh-none">{NOBODY_YET.said_in(language)}</p>')
    if conversation.next:
        lines.append(page.link(conversation.next, MORE))
    return "\n".join([*lines, "</section>", ""])


def count(n: int, language: Language) -> str:
    """A number with the language's own mark between thousands."""
    return f"{n:,}".replace(",", "." if language == "vi" else ",")


def _all_of(said: Said) -> Iterator[Said]:
    yield said
    for reply in said.replies:
        yield from _all_of(reply)


class _Page:
    """What drawing one comment needs to know of the page it stands on."""

    def __init__(self, url: str, language: Language, names: dict[str, str]) -> None:
        self._url, self._language, self._names = url, language, names

    def listed(self, several: tuple[Said, ...], kind: str) -> Iterator[str]:
        yield f'<ol class="{kind}">'
        for said in several:
            ours = " loi-binh-newsroom" if said.by_newsroom else ""
            yield f'<li class="loi-binh-comment{ours}" data-id="{escape(said.id)}">'
            yield f'<p class="loi-binh-by">{"".join(self._by(said))}</p>'
            yield f'<div class="loi-binh-text" dir="auto">{escape(said.text)}</div>'
            if said.replies:
                yield from self.listed(said.replies, "loi-binh-replies")
            if said.more:
                yield self.link(said.more, MORE_ANSWERS)
            yield "</li>"
        yield "</ol>"

    def _by(self, said: Said) -> Iterator[str]:
        yield f'<bdi class="loi-binh-name">{escape(self._name(said.name))}</bdi>'
        if said.by_newsroom:
            yield f' <span class="loi-binh-mark">{NEWSROOM.said_in(self._language)}</span>'
        if said.parent in self._names and said.parent != said.under:
            to = self._name(self._names[said.parent])
            words = ANSWERS.said_in(self._language)
            yield f' <span class="loi-binh-to">{words} <bdi>{escape(to)}</bdi></span>'
        if said.at:
            told = moment.to_local(said.at).strftime("%d/%m/%Y, %H:%M")
            yield f' <time class="loi-binh-time" datetime="{moment.to_iso(said.at)}">{told}</time>'

    def _name(self, name: str) -> str:
        return name or NAMELESS.said_in(self._language)

    def link(self, cursor: str, words: Words) -> str:
        asked = urlencode({"article": self._url, "lang": self._language, "after": cursor})
        said = words.said_in(self._language)
        return f'<p><a class="loi-binh-more" rel="nofollow" href="?{escape(asked)}">{said}</a></p>'
