"""What is said at the command line, what is said at the desk, and both of them elsewhere."""

from __future__ import annotations

import pickle

from app.domain.errors import StorageError, UnusableInputError
from app.domain.words import Words


def test_an_option_is_named_where_it_can_be_typed() -> None:
    error = UnusableInputError(Words("Sai.", "Wrong."), Words("Thử --x.", "Try --x."))
    assert error.words == Words("Sai. Thử --x.", "Wrong. Try --x.")
    assert str(error) == "Wrong. Try --x."
    assert error.at_the_desk == Words("Sai.", "Wrong.")
    plain = StorageError(Words("Đầy.", "Full."))
    assert plain.at_the_desk == plain.words


def test_another_process_is_told_the_same() -> None:
    option = Words("Thử --x.", "Try --x.")
    for error in (
        UnusableInputError(Words("Sai.", "Wrong."), option),
        UnusableInputError(Words("Sai.", "Wrong.")),
        StorageError(Words("Đầy.", "Full.")),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert (again.words, again.at_the_desk) == (error.words, error.at_the_desk)
