"""Asking a site in a thread: what it said, or why it did not, and what of the typed that is about.

What it takes to speak with a site is imported in that thread, when it is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from app.domain.progress import Progress
from app.domain.site import SiteSettings
from app.domain.words import Words

if TYPE_CHECKING:
    from app.services.newsroom import LongWork
    from app.services.sites import Tested

Result = TypeVar("Result")

_SECONDS_BETWEEN_REPORTS = 0.05


class About(Enum):
    """What a refusal is about; `NOTHING` that was typed where all of it may be right."""

    ADDRESS = auto()
    LOGIN = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a site cannot be connected as it was typed."""

    words: Words
    about: About


def find(address: str) -> SiteSettings | Refused:
    """Which kind of site answers at what was typed."""
    from app.domain.errors import NewsroomError
    from app.services import sites

    try:
        return sites.find(address)
    except NewsroomError as error:
        return Refused(error.at_the_desk, About.ADDRESS)


def test(settings: SiteSettings, secret: str) -> Tested | Refused:
    """Log in and look around."""
    from app.services import sites
    from app.sources.site import LoginRefusedError, RefusedError, SiteError

    try:
        return sites.test(settings, secret)
    except LoginRefusedError as error:
        return Refused(error.words, About.LOGIN)
    except RefusedError as error:
        return Refused(error.words, About.NOTHING)
    except SiteError as error:
        return Refused(error.words, About.ADDRESS)


def password_page(settings: SiteSettings) -> str | Refused:
    """Where the site makes a password for one program alone."""
    from app.domain.errors import NewsroomError
    from app.services import sites

    try:
        return sites.password_page(settings)
    except NewsroomError as error:
        return Refused(error.at_the_desk, About.NOTHING)


def left_when_stopped(call: Callable[[], Result]) -> LongWork[Result]:
    """Call this in a thread that is left to itself when the work is stopped.

    A server that does not answer is waited for up to a minute. What is called changes nothing, so
    that nobody has to wait for its end.
    """
    future = Future[Result]()

    def whole() -> None:
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)

    thread = threading.Thread(target=whole, name="asking a site", daemon=True)
    thread.start()
    while thread.is_alive():
        yield Progress(0)
        thread.join(_SECONDS_BETWEEN_REPORTS)
    return future.result()


def to_the_end(call: Callable[[], Result]) -> LongWork[Result]:
    """Call this as one step, which is not stopped once it has begun."""
    yield Progress(0)
    return call()
