"""Comments as tests of the desk find them, and another desk that decides."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.comment import Status
from app.domain.decision import Decision
from app.domain.queue import Queue
from app.services import desk as reading
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from tests.ui.conftest import comment

KEY = Qt.Key


def ids_of(newsroom: Newsroom, status: Status | None = Status.PENDING) -> list[int]:
    return list(reading.listing(newsroom, Queue(status=status)).ids)


def text_of(number: int) -> str:
    return comment(number).text


def decide_elsewhere(newsroom: Newsroom, comment_id: int, decision: Decision) -> None:
    """Bình decides at another desk."""
    version = reading.page(newsroom, [comment_id])[0].version
    changes = finish(decide(newsroom, [comment_id], [decision], version))
    assert changes.decided
