"""Whether every text can be read on its ground, in every theme, and at the size that was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStyle

from app.domain.flag import Severity
from ui import theme as look
from ui.chips import severity_chip
from ui.theme import DARK, LIGHT, TEXT_SIZES, Appearance, Density, Theme, contrast, high_contrast
from ui.widgets import PlainLabel

ROLES = QPalette.ColorRole


def system(window: str, base: str, text: str, chosen: str, on_chosen: str) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (ROLES.Window, window),
        (ROLES.Base, base),
        (ROLES.Text, text),
        (ROLES.WindowText, text),
        (ROLES.Highlight, chosen),
        (ROLES.HighlightedText, on_chosen),
    ):
        palette.setColor(role, QColor(colour))
    return palette


SYSTEMS = {
    "black": system("#000000", "#000000", "#ffffff", "#1aebff", "#000000"),
    "white": system("#ffffff", "#ffffff", "#000000", "#37006e", "#ffffff"),
    "aquatic": system("#202020", "#202020", "#ffffff", "#8ee3f0", "#263b50"),
    "desert": system("#fffaef", "#fffaef", "#3d3d3d", "#903909", "#fff5e3"),
    "usual": system("#efefef", "#ffffff", "#000000", "#308cc6", "#ffffff"),
    "pale": system("#d0d0d0", "#ffffff", "#999999", "#aaddff", "#ffffff"),
    "two grounds": system("#202020", "#ffffff", "#000000", "#ffff00", "#ffffff"),
}
THEMES = {"light": LIGHT, "dark": DARK} | {
    name: high_contrast(palette) for name, palette in SYSTEMS.items()
}


def pairs(theme: Theme) -> Iterator[tuple[str, str]]:
    """Every text with every ground it stands on."""
    grounds = (theme.pane, theme.side, theme.behind)
    for ink in (theme.text, theme.second, theme.faint, theme.accent):
        for ground in grounds:
            yield ink, ground
    for ink in (theme.text, theme.second, theme.faint, theme.accent):
        yield ink, theme.selection
    yield theme.text, theme.hit
    yield theme.on_accent, theme.accent
    yield theme.text, theme.accent_tone.ground
    yield theme.bad.text, theme.behind
    tones = (theme.accent_tone, theme.doubtful, theme.bad, theme.notice)
    for tone in tones:
        yield tone.text, tone.ground
        yield tone.text, theme.pane
        yield tone.text, theme.selection


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    found = {pair: contrast(*pair) for pair in pairs(THEMES[name])}
    assert {pair: how for pair, how in found.items() if how < look.LEAST_CONTRAST} == {}


def test_contrast_is_counted_as_it_is_everywhere() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", SYSTEMS)
def test_high_contrast_keeps_what_can_be_read(name: str) -> None:
    palette, theme = SYSTEMS[name], THEMES[name]
    assert theme.is_bare
    assert theme.pane == palette.color(ROLES.Base).name()
    if name in ("black", "white", "aquatic", "desert"):
        assert theme.accent == palette.color(ROLES.Highlight).name()
        assert theme.text == palette.color(ROLES.Text).name()
        assert theme.on_accent == palette.color(ROLES.HighlightedText).name()
    assert theme.dark is (theme.text == "#ffffff")


def test_what_was_not_chosen_stays_as_it_was_drawn() -> None:
    assert look.theme_for(Appearance.LIGHT) is LIGHT
    large = look.theme_for(Appearance.DARK, Density.COMPACT, 130)
    assert large == replace(DARK, density=Density.COMPACT, text_size=130)


@pytest.mark.parametrize("per_cent", TEXT_SIZES)
def test_every_size_in_the_style_sheet_goes_with_the_text(per_cent: int) -> None:
    def sizes(theme: Theme) -> list[int]:
        return [int(px) for px in re.findall(r"font-size: (\d+)px", look.style_sheet(theme))]

    drawn = sizes(LIGHT)
    assert len(drawn) > 5
    assert sizes(replace(LIGHT, text_size=per_cent)) == [round(n * per_cent / 100) for n in drawn]


def test_fonts_and_measures_go_with_the_text(qapp: QApplication) -> None:
    try:
        look.use_text_size(qapp, 150)
        assert look.scaled(20) == 30
        assert look.font(look.SIZE_BODY).pixelSize() == 20
    finally:
        look.use_text_size(qapp, 100)
    assert look.font(look.SIZE_BODY).pixelSize() == 13


def test_a_label_for_figures_keeps_its_digits_whatever_its_size(qapp: QApplication) -> None:
    label = PlainLabel("second")
    label.setFont(look.tabular_only())
    try:
        for per_cent in (100, 150):
            look.apply(qapp, replace(LIGHT, text_size=per_cent))
            label.ensurePolished()
            assert label.font().pixelSize() == round(12 * per_cent / 100)
            assert label.font().featureValue(look.TABULAR) == 1
    finally:
        look.apply(qapp, LIGHT)


def test_nothing_moves_by_itself(qapp: QApplication) -> None:
    look.apply(qapp, LIGHT)
    label = QLabel()
    label.ensurePolished()
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    assert label.style().styleHint(hint, None, label) == 0
    assert not any(
        qapp.isEffectEnabled(effect)
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo)
    )


def test_a_chip_says_how_grave_it_is_without_its_colour() -> None:
    bare = THEMES["black"]
    chips = [severity_chip("x", severity, bare) for severity in Severity]
    assert len({chip.tone for chip in chips}) == 1
    assert len({chip.sign for chip in chips}) == len(chips)
