"""What the program says in one language and would say otherwise in the other."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ui.translations import FOLDER

_PLACE = re.compile(r"%n|%L?\d|\{[^}]*\}")
_SAME_IN_BOTH = frozenset({"Tiếng Việt", "English", "Lời Bình"})
_HOUSE = Path(__file__).parents[2]


def in_the_other_language(said: str, language: str) -> bool:
    """Whether words on a screen in `language` ("vi", "en") are ours, but in the other one."""
    line = said.strip()
    if len(line) < 2 or line in _SAME_IN_BOTH:
        return False
    whole, shaped = _other(language)
    return line in whole or shaped.fullmatch(line) is not None


@cache
def _other(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """What is said in the other language only: whole sentences, and those with places to fill."""
    pairs = _pairs()
    mine = {vi if language == "vi" else en for vi, en in pairs}
    others = {en if language == "vi" else vi for vi, en in pairs} - mine
    whole = frozenset(each for each in others if not _PLACE.search(each) and len(each) > 1)
    shapes = sorted(
        ".+".join(re.escape(part) for part in _PLACE.split(each))
        for each in others
        if _PLACE.search(each) and re.search(r"[^\W\d_]{4}", _PLACE.sub(" ", each))
    )
    return whole, re.compile("|".join(shapes) or r"(?!)", re.DOTALL)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Everything that is said, Vietnamese first."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob("*_vi.ts")):
        for message in ElementTree.parse(path).iter("message"):
            english = message.findtext("source") or ""
            vietnamese = message.findtext("translation") or ""
            if vietnamese:
                yield vietnamese, english
    for folder in ("app", "ui"):
        for path in sorted((_HOUSE / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if "Words(" in source:  # most say nothing, and parsing takes its time
                yield from _words_in(ast.parse(source))


def _words_in(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Words":
            continue
        said = [_literal(argument) for argument in node.args]
        if len(said) == 2 and all(said):
            yield said[0], said[1]


def _literal(node: ast.expr) -> str:
    """A text as it stands in the source, with "{}" where something is put in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
        return "".join(str(part) for part in parts)
    return ""
