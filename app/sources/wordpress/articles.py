"""The articles that a WordPress's comments are about, whatever type of page they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.sources.record import ArticleRecord
from app.sources.site import LoginRefusedError, RefusedError
from app.sources.wordpress.records import ARTICLE_FIELDS, Article, article_record, read_article
from app.sources.wordpress.rest import WordPressRest

_MEDIA = "wp/v2/media"
"""Pictures and the like; they have no status of their own to be asked for."""


class Articles:
    """Each is told once. What is in a section, and who wrote it, is asked for by number."""

    def __init__(self, rest: WordPressRest, source: str) -> None:
        self._rest = rest
        self._source = source
        self._told = set[int]()
        self._sections: dict[int, str] = {}
        self._bylines: dict[int, str] = {}
        self._routes: list[str] | None = None

    def of(self, posts: Iterable[int]) -> Iterator[ArticleRecord]:
        """Those of these that were not told yet."""
        wanted = sorted(set(posts) - self._told)
        if not wanted:
            return
        found = {each.id: each for each in self._found("wp/v2/posts", wanted)}
        for route in self._other_routes() if len(found) < len(wanted) else ():
            missing = [number for number in wanted if number not in found]
            if missing:
                found |= {each.id: each for each in self._found(route, missing)}
        self._look_up_names(found.values())
        for number in wanted:
            article = found.get(number) or self._only_its_address(number)
            section = self._sections.get(min(article.sections[:1], default=0), "")
            byline = self._bylines.get(article.author, "")
            yield article_record(article, self._source, section, byline)
        self._told.update(wanted)

    def _found(self, route: str, ids: list[int]) -> list[Article]:
        """As it was written where the account may edit it, else as readers see it."""
        any_status = {} if route == _MEDIA else {"status": "any"}
        for more in ({"context": "edit", **any_status}, {}):
            try:
                told = self._rest.each(route, ids, _fields=ARTICLE_FIELDS, **more)
                return [read_article(each) for each in told]
            except (RefusedError, LoginRefusedError):
                continue
            except ValueError as error:
                raise self._rest.nonsense() from error
        return []

    def _other_routes(self) -> list[str]:
        """Pages first; then whatever other types of article this site has."""
        if self._routes is None:
            types = self._rest.get("wp/v2/types")
            told = types.values() if isinstance(types, dict) else ()
            routes = [_route(each) for each in told if isinstance(each, dict)]
            self._routes = [each for each in routes if each and each != "wp/v2/posts"]
        return self._routes

    def _look_up_names(self, articles: Iterable[Article]) -> None:
        found = list(articles)
        sections = {number for each in found for number in each.sections[:1]}
        self._name("wp/v2/categories", sections, self._sections)
        self._name("wp/v2/users", {each.author for each in found}, self._bylines)

    def _name(self, route: str, ids: set[int], names: dict[int, str]) -> None:
        """Names are an extra: where the account may not see one, it stays blank."""
        missing = sorted(ids - names.keys() - {0})
        names.update(dict.fromkeys(missing, ""))
        try:
            for told in self._rest.each(route, missing, _fields="id,name"):
                if isinstance(told, dict) and isinstance(told.get("name"), str):
                    names[told.get("id", 0)] = told["name"]
        except (RefusedError, LoginRefusedError):
            return

    def _only_its_address(self, number: int) -> Article:
        """WordPress leads to an article by its number, even to one this account may not read."""
        home = re.sub(r"(wp-json/|(index\.php)?\?.*)$", "", self._rest.root())
        return Article(number, f"{home}?p={number}", "", "", "", "", "", 0, ())


def _route(told: dict[str, Any]) -> str:
    """Where the things of a type are listed; "" where they are not, or not as articles are."""
    base, space = told.get("rest_base"), told.get("rest_namespace", "wp/v2")
    if not isinstance(base, str) or not base or space != "wp/v2" or "(" in base:
        return ""
    return f"{space}/{base}"
