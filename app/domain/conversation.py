"""What everybody may read below an article: the approved comments and the newsroom's replies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of a conversation, with nothing that is not for everybody.

    `id` and `parent` are the names comments have at their source; `under` is where it stands, which
    in a very deep thread is not directly under its parent, and is None for the first of a thread.
    Name and text are fit to be shown, yet still a stranger's words: whoever draws them escapes
    them. `at` is in microseconds UTC. `more` is the cursor of the rest of a long thread, or "".
    """

    id: str
    name: str
    text: str
    at: int
    by_newsroom: bool = False
    parent: str | None = None
    under: str | None = None
    replies: tuple[Said, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One page of what is said about an article: threads, the newest first, each read downwards.

    `total` counts all that is shown on all pages; `next` is the cursor of the following one, or "".
    `version` is another as soon as anything of this may be.
    """

    url: str
    title: str
    open: bool
    version: str
    total: int
    threads: tuple[Said, ...] = ()
    next: str = ""
