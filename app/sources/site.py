"""What every connected site does, in one shape, so that pulling and delivering know no server.

A site is a source that is reached over the network: comments are pulled from it, decisions and
replies are delivered to it. What it is asked, it is asked from one thread at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.comment import Status
from app.domain.errors import NewsroomError
from app.domain.words import Words
from app.sources.record import ArticleRecord, CommentRecord


class SiteError(NewsroomError):
    """A site did not do what it was asked; its words say what a person can do about it."""


class UnreachableError(SiteError):
    """No usable answer, for now: the same may work later. What was asked may have been done all
    the same. `after` are the seconds the site asked to be left alone for, 0 when it did not say.
    `answered` tells whether the site answered at all: then something is wrong with it or with what
    was asked, otherwise with the way there.
    """

    def __init__(self, words: Words, after: float = 0.0, *, answered: bool = False) -> None:
        super().__init__(words)
        self.after = after
        self.answered = answered


class LoginRefusedError(SiteError):
    """The site does not accept who we are: nothing goes through until somebody connects anew."""


class RefusedError(SiteError):
    """The site understood and said no; asking again would not help."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What can be done at a kind of site.

    `undo`: what was approved or rejected there can be taken back. `edit`: texts can be changed.
    `spam`: spam is kept apart from what is rejected. `threads`: replies to replies stay so.
    """

    undo: bool
    edit: bool
    spam: bool
    threads: bool


@dataclass(frozen=True, slots=True)
class Access:
    """How a site is reached. `key` names it as a source; `reply_name` and `reply_address` sign the
    newsroom's replies where the login does not say who writes. The secret is never written."""

    key: str
    kind: str
    address: str
    account: str = ""
    secret: str = field(default="", repr=False)
    reply_name: str = ""
    reply_address: str = ""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a site says of itself once the login has worked: its software in words such as
    "WordPress 6.8", the account as it is called there, how many comments wait (None: not told)."""

    software: str
    account: str
    waiting: int | None
    key: str
    """The key its comments have as a source; the same for every address of the same site."""


@dataclass(frozen=True, slots=True)
class Found:
    """A comment as it stands at its site at this moment, told exactly as pulling would tell it.

    `handle` is whatever the site needs to act on it; nobody else reads it or keeps it.
    """

    record: CommentRecord
    handle: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Gone:
    """A comment that was pulled before and is not at its site any more."""

    external_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a delivery brings a comment to: a status, or a text; the other is None."""

    status: Status | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """One page of what is new or changed: articles before their comments, parents before answers.

    `cursor` is where to go on once the items are kept; only its site understands it. `done` of
    `total` comments have been gone through.
    """

    items: tuple[ArticleRecord | CommentRecord | Gone, ...]
    cursor: str
    done: int = 0
    total: int = 0


class Site(Protocol):
    """One connected site. Every method but `close` raises SiteError, and nothing else, for
    whatever the network or the server does."""

    abilities: Abilities

    def greet(self) -> Greeting:
        """Log in and look around: what "test connection" does; nothing is changed there."""
        ...

    def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
        """What is new or changed since a cursor ("" for the first time), page by page.

        `doubted` are external ids of comments whose state was changed or seen there by a delivery
        since it was told last: whatever the cursor says of them, each is told as it is now, or as
        gone.

        Ends when everything has been gone through once. Stopped anywhere, it goes on from the last
        cursor that was kept, and asks for nothing again that was kept.
        """
        ...

    def look_up(self, external_id: str) -> Found | None:
        """A comment as it is there now; None when it is gone, or its id is somebody else's now."""
        ...

    def deliver(self, seen: Found, wanted: Wanted) -> None:
        """Bring the comment that was just looked up to a status or a text.

        Returns when the site says it was done; whether it was, looking up again tells. Never asks
        the site twice by itself. Raises RefusedError for what the site cannot do.
        """
        ...

    def reply(self, parent: Found, text: str, *, attempted: bool) -> str:
        """Publish the newsroom's words under a comment; the external id they have there.

        With `attempted` an earlier try may have got through: what it left is found and completed
        instead of posted again.
        """
        ...

    def replied(self, parent: Found, text: str) -> str | None:
        """The external id of a reply that an earlier try has left under a comment, published or
        not; None where there is none."""
        ...

    def close(self) -> None: ...
