"""Sentences in both languages, so that a reason decided far from the screen can be read on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence, said in Vietnamese and in English."""

    vi: str
    en: str

    def said_in(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en

    def put(self, **values: object) -> Words:
        """The same sentence with its `{places}` filled in both languages; words in their own."""
        return Words(_filled(self.vi, values, "vi"), _filled(self.en, values, "en"))


def _filled(sentence: str, values: dict[str, object], language: Language) -> str:
    said = {
        name: value.said_in(language) if isinstance(value, Words) else value
        for name, value in values.items()
    }
    return sentence.format(**said)
