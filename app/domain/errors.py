"""What can go wrong outside the program and must reach a person in words."""

from __future__ import annotations

from app.domain.words import Words

STOPPED = Words("Đã dừng theo yêu cầu.", "Stopped, as asked.")


class NewsroomError(Exception):
    """A situation a person can understand and act on; anything else that is raised is a bug.

    `at_the_desk` are its words where no options can be typed.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = self.at_the_desk = words

    def __reduce__(self) -> tuple[type[NewsroomError], tuple[Words | None, ...]]:
        """Pickled whole, so that another process can say it too."""
        return type(self), (self.words,)


class UnusableInputError(NewsroomError):
    """A file or value that cannot be used at all; nothing was changed.

    `option` says, at the command line only, which of its options helps.
    """

    def __init__(self, words: Words, option: Words | None = None) -> None:
        whole = words
        if option is not None:
            whole = Words(f"{words.vi} {option.vi}", f"{words.en} {option.en}")
        super().__init__(whole)
        self.at_the_desk, self._option = words, option

    def __reduce__(self) -> tuple[type[UnusableInputError], tuple[Words, Words | None]]:
        return type(self), (self.at_the_desk, self._option)


class StorageError(NewsroomError):
    """The database cannot be opened, read or written; nothing was changed."""


class CancelledError(NewsroomError):
    """Somebody stopped the work; nothing of it was kept unless its words say so."""


class PartlyDoneError(NewsroomError):
    """The work had to stop, but some of it was kept; the words say how much."""
