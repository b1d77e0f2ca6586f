"""A real server on loopback as the tests see it: its readers, its other moderators, its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.comment import Status
from app.sources.site import Access, Site


@dataclass(frozen=True, slots=True)
class Truth:
    """A comment as the server's own database has it; a status it has no word for is `rejected`."""

    status: Status
    text: str
    name: str
    address: str
    parent: str | None


class Stage(Protocol):
    """A real server. Ids are those of `CommentRecord.external_id`."""

    access: Access

    def open(self, access: Access) -> Site:
        """The site under test; the caller closes it."""
        ...

    def article(self) -> str:
        """An article nobody has commented on yet; what `write` and `url_of` know it by."""
        ...

    def url_of(self, article: str) -> str: ...

    def title_of(self, article: str) -> str: ...

    def write(
        self, article: str, text: str, *, name: str, address: str, parent: str | None = None
    ) -> str:
        """What a reader does in the public form; the comment waits then."""
        ...

    def truth(self, external_id: str) -> Truth | None:
        """As the server has it; None when it is gone."""
        ...

    def answers(self, article: str) -> int:
        """How many comments an article has, whatever their status."""
        ...

    def approve(self, external_id: str) -> None:
        """What a colleague does at the server's own desk."""
        ...

    def edit(self, external_id: str, text: str) -> None: ...

    def destroy(self, external_id: str) -> None:
        """Delete for good, as nothing but a colleague can."""
        ...
