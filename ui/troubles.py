"""What nobody expected: kept in a file that can be sent, and told in a sentence."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import TYPE_CHECKING

from platformdirs import user_log_path

from ui.jobs import UNEXPECTED

if TYPE_CHECKING:
    from ui.window import DeskWindow

_log = logging.getLogger(__name__)


def keep_a_log() -> None:
    """What goes wrong unexpectedly is kept in a file that can be sent, and shown on a terminal."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    folder = user_log_path("loi-binh", appauthor=False)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(
                folder / "loi-binh.log",
                maxBytes=1_000_000,
                backupCount=2,
                encoding="utf-8",
                delay=True,
            )
        )
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", handlers=handlers
    )


def teller(window: DeskWindow) -> Callable[..., None]:
    """Tells of an error that no part of the desk expected, in a sentence; the traceback is kept."""

    def tell(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        _log.error("unexpected error at the desk", exc_info=(kind, error, traceback))
        window.status.problem(UNEXPECTED.said_in(window.status.language))

    return tell
