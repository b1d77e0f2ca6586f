"""The approved conversation below an article, page by page, as everybody may read it.

The newest thread comes first: whoever returns to an article looks for what is new, and finds an own
comment there as soon as it is approved. Within a thread one reads on from the question to its
answers, so these are the oldest first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from app.domain.comment import Article
from app.domain.conversation import Conversation, Said
from app.domain.errors import UnusableInputError
from app.domain.hostile import SHOWN_TEXT, visible, visible_line, without_hidden
from app.domain.page import spellings
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.storage import conversation as kept
from app.storage.changing import current_change
from app.storage.conversation import Place, Reply, Told
from app.storage.intake import PageArticle, article_at
from app.storage.reading import article_by_id

THREADS = 50
"""Threads on one page."""

REPLIES = 20
"""Answers of one thread that come with it; the rest is asked for."""

MORE_REPLIES = 200
"""Answers that come when the rest of a thread is asked for."""

PAGE_CHARACTERS = 500_000
"""A page ends after the thread that reaches this, however few threads it has by then."""

LONGEST_NAME = 100
"""Code points of a name that are shown."""

_NEWEST = Place(1 << 62, 1 << 62)
_OLDEST = Place(-(1 << 62), 0)
_CURSOR = re.compile(r"(?:(\d{1,18})\.)?(-?\d{1,18})\.(\d{1,18})", re.ASCII)

_BAD_CURSOR = Words(
    "Không hiểu phần “after” của yêu cầu.", "The request's “after” cannot be understood."
)


def article(newsroom: Newsroom, url: str) -> Article | None:
    """The article with this address, its text with it; None for no such article."""
    with newsroom.store.reading() as connection:
        found = article_at(connection, spellings(url))
        return article_by_id(connection, found.id) if found else None


def version(newsroom: Newsroom, url: str) -> str | None:
    """What the conversation of an article will carry as its version; None for no such article.

    It costs next to nothing, so that an unchanged conversation is known as such without being read.
    """
    with newsroom.store.reading() as connection:
        found = article_at(connection, spellings(url))
        return _version(connection, found) if found else None


def conversation(newsroom: Newsroom, url: str, after: str = "") -> Conversation | None:
    """One page of what is said about the article with this address; None for no such article.

    `after` is the cursor of the page before, or of a thread's rest. Raises UnusableInputError, in
    words, for one that is neither.
    """
    thread, place = _place(after)
    with newsroom.store.reading() as connection:
        found = article_at(connection, spellings(url))
        if found is None:
            return None
        if thread:
            said, following = _rest(connection, found.id, thread, place)
        else:
            said, following = _page(connection, found.id, place)
        return Conversation(
            url=found.url,
            title=found.title,
            open=found.open and not found.delivers,
            version=_version(connection, found),
            total=kept.total(connection, found.id),
            threads=said,
            next=following,
        )


def _version(connection: Connection, article: PageArticle) -> str:
    takes_comments = article.open and not article.delivers
    return f"{article.id}.{current_change(connection)}.{int(takes_comments)}"


def _place(after: str) -> tuple[int, Place]:
    """The thread (0: none) and the place in it or among all threads that a cursor names."""
    if not after:
        return 0, _NEWEST
    found = _CURSOR.fullmatch(after)
    if not found:
        raise UnusableInputError(_BAD_CURSOR)
    thread, at, number = found.groups()
    return int(thread or 0), Place(int(at), int(number))


def _page(connection: Connection, article: int, before: Place) -> tuple[tuple[Said, ...], str]:
    """Threads begun before a place, and the cursor of those that follow."""
    found = kept.threads(connection, article, before, THREADS + 1)
    first = [each.id for each in found[:THREADS]]
    answers: dict[int, list[Reply]] = {root: [] for root in first}
    for answer in kept.replies(connection, article, first, _OLDEST, REPLIES + 1):
        answers[answer.root].append(answer)
    shown = [answer for some in answers.values() for answer in some[:REPLIES]]
    told = kept.told(connection, [*first, *(answer.id for answer in shown)], SHOWN_TEXT + 1)
    below = _below(shown, {*first, *(answer.id for answer in shown)})
    said: list[Said] = []
    size = 0
    for root, some in answers.items():
        more = _cursor_in(root, some[REPLIES - 1]) if len(some) > REPLIES else ""
        said.append(_said(told, below, root, more=more))
        size += sum(len(told[number].text) for number in (root, *(a.id for a in some[:REPLIES])))
        if size >= PAGE_CHARACTERS:
            break
    last = found[len(said) - 1] if len(said) < len(found) else None
    return tuple(said), f"{last.at}.{last.id}" if last else ""


def _rest(
    connection: Connection, article: int, root: int, after: Place
) -> tuple[tuple[Said, ...], str]:
    """The answers of a thread after a place, one below the other where both are here, and the
    cursor of what follows. Anybody can make a cursor up: it opens only threads that are shown."""
    if not kept.begins_thread(connection, article, root):
        return (), ""
    found = kept.replies(connection, article, [root], after, MORE_REPLIES + 1)
    answers = found[:MORE_REPLIES]
    here = {answer.id for answer in answers}
    told = kept.told(connection, here | {answer.under for answer in answers}, SHOWN_TEXT + 1)
    below = _below(answers, here)
    said = [
        _said(told, below, answer.id, told[answer.under].external_id)
        for answer in answers
        if answer.under not in here
    ]
    return tuple(said), _cursor_in(root, answers[-1]) if len(found) > MORE_REPLIES else ""


def _cursor_in(root: int, last: Reply) -> str:
    return f"{root}.{last.at}.{last.id}"


def _below(answers: Iterable[Reply], here: Collection[int]) -> dict[int, list[int]]:
    """What stands below each comment; what would stand below one that is not here (an answer
    dated before its question, as imports have them) stands below the first of its thread."""
    below: dict[int, list[int]] = {}
    for answer in answers:
        below.setdefault(answer.under if answer.under in here else answer.root, []).append(
            answer.id
        )
    return below


def _said(
    told: Mapping[int, Told],
    below: Mapping[int, Sequence[int]],
    number: int,
    under: str | None = None,
    more: str = "",
) -> Said:
    one = told[number]
    return Said(
        id=one.external_id,
        name=visible_line(without_hidden(one.name), LONGEST_NAME).text,
        text=_shown(one.text),
        at=one.at,
        by_newsroom=bool(one.by_newsroom),
        parent=one.parent if under is not None else None,
        under=under,
        replies=tuple(
            _said(told, below, answer, one.external_id) for answer in below.get(number, ())
        ),
        more=more,
    )


def _shown(text: str) -> str:
    """A text without what nobody sees, few marks on each letter, cut where it is endless."""
    shown = visible(without_hidden(text))
    return shown.text + "\u2026" if shown.cut else shown.text
