"""What can go wrong outside the program and must reach a person in words."""

from __future__ import annotations

from app.domain.words import Words

STOPPED = Words("Đã dừng theo yêu cầu.", "Stopped, as asked.")


class NewsroomError(Exception):
    """A situation a person can understand and act on; anything else that is raised is a bug."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words

    def __reduce__(self) -> tuple[type[NewsroomError], tuple[Words]]:
        """Pickled whole, so that another process can say it too."""
        return type(self), (self.words,)


class UnusableInputError(NewsroomError):
    """A file or value that cannot be used at all; nothing was changed."""


class StorageError(NewsroomError):
    """The database cannot be opened, read or written; nothing was changed."""


class CancelledError(NewsroomError):
    """Somebody stopped the work; nothing of it was kept unless its words say so."""


class PartlyDoneError(NewsroomError):
    """The work had to stop, but some of it was kept; the words say how much."""
