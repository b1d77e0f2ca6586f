"""Which pages may post: those of the article's own origin, and those that were named.

There are no cookies and no log-in, so a strange page gains nothing by a reader's browser; still a
browser's post must come from where the article stands.
"""

from __future__ import annotations

import time

from app.domain.page import origin_of
from app.domain.words import Words
from app.intake.answers import RefusedError
from app.intake.settings import Settings
from app.services.intake import has_open_article
from app.services.newsroom import Newsroom

REMEMBERED = 10.0
"""Seconds for which it is not asked anew whether an origin has an open article."""

MOST_REMEMBERED = 1_000

_WRONG_ORIGIN = Words(
    "Trang gửi lời bình không phải là trang của bài viết này.",
    "The page that sends this comment is not one of the article's own site.",
)


class Origins:
    """Tells pages that may post from others, by the origin their browser names."""

    def __init__(self, newsroom: Newsroom, settings: Settings) -> None:
        self._newsroom = newsroom
        self._named = set(settings.named_origins)
        if settings.demo:
            own = settings.address
            self._named |= {own, own.replace("127.0.0.1", "localhost")}
        self._known: dict[str, tuple[float, bool]] = {}

    def refuse_strange(self, origin: str, article: str) -> None:
        """Raise RefusedError unless a page of this origin may post on the article."""
        if origin not in self._named and (not origin or origin != origin_of(article)):
            raise RefusedError(403, "wrong_origin", _WRONG_ORIGIN)

    def shared_with(self, origin: str) -> dict[str, str]:
        """The headers that let a page of this origin post and read the answer; none for a page
        that may not. Asks the database."""
        if not origin or not self._may_post_somewhere(origin):
            return {"Vary": "Origin"}
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}

    def _may_post_somewhere(self, origin: str) -> bool:
        if origin in self._named:
            return True
        if origin != origin_of(origin):
            return False
        asked, known = self._known.get(origin, (0.0, False))
        now = time.monotonic()
        if not asked or now - asked > REMEMBERED:
            known = has_open_article(self._newsroom, origin)
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[origin] = now, known
        return known
