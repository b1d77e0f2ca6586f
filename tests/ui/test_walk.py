"""Nothing to be seen is nameless, cut off, too small to hit, hard to read or untranslated: in every
window and state, theme, language and at three sizes of the desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from app.domain.words import Language
from app.services.newsroom import Newsroom
from tests.ui import walking
from tests.ui.conftest import Driven, Fill
from tests.ui.painting import Painting, listening
from tests.ui.states import ANY_SIZE, STATES, make_busy
from ui.preferences.choices import Choices
from ui.theme import Appearance, Density, use_text_size

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing")

NARROW, USUAL, WIDE = (900, 620), (1280, 720), (1920, 1080)
BOTH: tuple[Language, ...] = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Walk:
    """What one walk looks at: it differs from the others in what can look different there."""

    appearance: Appearance
    languages: Sequence[Language]
    sizes: Sequence[tuple[int, int]]
    density: Density = Density.COMFORTABLE
    text_size: int = 100
    colours: bool = False
    """Whether contrast is looked at, in the usual size."""


WALKS = {
    "English": Walk(Appearance.LIGHT, ("en",), (NARROW, USUAL, WIDE)),
    "Vietnamese": Walk(Appearance.LIGHT, ("vi",), (USUAL, NARROW, WIDE), colours=True),
    "dark": Walk(Appearance.DARK, ("vi",), (USUAL,), colours=True),
    "high contrast": Walk(Appearance.HIGH_CONTRAST, ("en",), (USUAL,), colours=True),
    "compact": Walk(Appearance.LIGHT, ("vi",), (USUAL,), Density.COMPACT),
    "large": Walk(Appearance.LIGHT, BOTH, (NARROW,), text_size=150),
}


@pytest.fixture
def painting() -> Iterator[Painting]:
    with listening() as heard:
        yield heard


@pytest.fixture
def busy_desk(
    painting: Painting,
    driven: Driven,
    newsroom: Newsroom,
    fill: Fill,
    tmp_path: Path,
    qapp: QApplication,
) -> Iterator[Driven]:
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    make_busy(driven, newsroom, fill, tmp_path)
    yield driven
    use_text_size(qapp, 100)
    QAccessible.setActive(was_active)


@pytest.mark.parametrize("name", WALKS)
def test_nothing_is_amiss_anywhere(busy_desk: Driven, painting: Painting, name: str) -> None:
    walk = WALKS[name]
    choices = busy_desk.window.findChild(Choices)
    assert isinstance(choices, Choices)
    look = {"appearance": walk.appearance, "density": walk.density, "text_size": walk.text_size}
    amiss = set()
    for language in walk.languages:
        choices.use(replace(choices.chosen, language=language, **look))
        for width, height in walk.sizes:
            busy_desk.window.status.forget(busy_desk.said())
            busy_desk.window.resize(width, height)
            busy_desk.wait_beside()
            first = (width, height) == walk.sizes[0]
            colours = walk.colours and (width, height) == USUAL
            for named, state in (STATES | (ANY_SIZE if first else {})).items():
                with state(busy_desk) as window:
                    walking.settle_layouts()
                    found = walking.findings(window, language, painting, colours)
                    amiss |= {f"{language} {width} {named}: {each}" for each in found}
    assert not amiss, "\n".join(sorted(amiss))
