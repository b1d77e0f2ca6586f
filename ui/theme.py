"""The desk's colours, measures and type, as one frozen value that every view is painted from.

Each pair of text and ground keeps a contrast of at least 4.6:1; high contrast takes the system's
own colours. Nothing in the program moves by itself, whether the system asks for that or not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.domain.flag import Severity


class Appearance(StrEnum):
    """What the moderator chose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Density(StrEnum):
    """How much room a comment has in the list."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


TEXT_SIZES = (90, 100, 115, 130, 150)
"""Per cent of the sizes below."""

_TEXT_SIZE = "textSize"
"""The QApplication's property that fonts are made by; set by `use_text_size`."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A text colour and the ground it stands on."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`; `text_size` in per cent."""

    behind: str
    pane: str
    side: str
    hairline: str
    text: str
    second: str
    faint: str
    accent: str
    on_accent: str
    accent_tone: Tone
    selection: str
    doubtful: Tone
    bad: Tone
    notice: Tone
    hit: str
    dark: bool
    density: Density = Density.COMFORTABLE
    text_size: int = 100

    @property
    def is_bare(self) -> bool:
        """High contrast: grounds do not differ, so that edges must say what grounds do."""
        return self.selection == self.pane

    def tone(self, severity: Severity) -> Tone:
        tones = {"notice": self.notice, "doubtful": self.doubtful, "bad": self.bad}
        return tones[severity]


LIGHT = Theme(
    behind="#f4f5f7",
    pane="#ffffff",
    side="#eef0f3",
    hairline="#e1e4e8",
    text="#1b1f24",
    second="#5b6570",
    faint="#616c77",
    accent="#1f6f5c",
    on_accent="#ffffff",
    accent_tone=Tone("#1f6f5c", "#e3f1ed"),
    selection="#e8f2ef",
    doubtful=Tone("#8a5a00", "#fdf1d8"),
    bad=Tone("#a3262a", "#fbe6e6"),
    notice=Tone("#2b5b9e", "#e5eefa"),
    hit="#ffe59a",
    dark=False,
)

DARK = Theme(
    behind="#15181b",
    pane="#1c2024",
    side="#181b1f",
    hairline="#2c3238",
    text="#e8ebee",
    second="#a3adb8",
    faint="#909ba6",
    accent="#5cc2a4",
    on_accent="#10201b",
    accent_tone=Tone("#5cc2a4", "#1d3a33"),
    selection="#20332e",
    doubtful=Tone("#f0c262", "#3a2f17"),
    bad=Tone("#f29a9a", "#40211f"),
    notice=Tone("#8db8f2", "#1d2d44"),
    hit="#6b5410",
    dark=True,
)

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 12, 16, 24
RADIUS_CHIP, RADIUS_FIELD, RADIUS_CARD = 4, 6, 8
SIZE_CHIP, SIZE_SECOND, SIZE_BODY, SIZE_JUDGED, SIZE_TITLE = 11, 12, 13, 15, 17
LEAST_CONTROL = 24
"""Pixels; nothing that is pressed is lower."""

TABULAR = QFont.Tag("tnum")


LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """How well one colour is read on the other: from 1 to 21, as WCAG counts it."""

    def light(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def high_contrast(palette: QPalette) -> Theme:
    """The system's own colours in our places, but for those that could not be read there."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    base = name(QPalette.ColorRole.Base)
    text = _readable(name(QPalette.ColorRole.Text), base)
    window = name(QPalette.ColorRole.Window)
    if contrast(text, window) < LEAST_CONTRAST:
        window = base
    accent = name(QPalette.ColorRole.Highlight)
    if min(contrast(accent, ground) for ground in (base, window)) < LEAST_CONTRAST:
        accent = text
    plain = Tone(text, base)
    return Theme(
        behind=window,
        pane=base,
        side=window,
        hairline=text,
        text=text,
        second=text,
        faint=text,
        accent=accent,
        on_accent=_readable(name(QPalette.ColorRole.HighlightedText), accent),
        accent_tone=plain,
        selection=base,
        doubtful=plain,
        bad=plain,
        notice=plain,
        hit=base,
        dark=QColor(base).lightness() < 128,
    )


def _readable(colour: str, ground: str) -> str:
    """This colour, or black or white where it cannot be read on that ground."""
    if contrast(colour, ground) >= LEAST_CONTRAST:
        return colour
    return max(("#000000", "#ffffff"), key=lambda plain: contrast(plain, ground))


def theme_for(
    appearance: Appearance, density: Density = Density.COMFORTABLE, text_size: int = 100
) -> Theme:
    """The theme of these choices, asking the desktop where they are to follow it."""
    theme = _colours_of(appearance)
    if (theme.density, theme.text_size) == (density, text_size):
        return theme
    return replace(theme, density=density, text_size=text_size)


def _colours_of(appearance: Appearance) -> Theme:
    hints = QGuiApplication.styleHints()
    wants_contrast = (
        hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    )
    if appearance is Appearance.HIGH_CONTRAST or (
        appearance is Appearance.SYSTEM and wants_contrast
    ):
        return high_contrast(_system_palette())
    if appearance is Appearance.SYSTEM:
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if appearance is Appearance.DARK else LIGHT


def _system_palette() -> QPalette:
    """The desktop's own colours, whatever the program was given before."""
    ours = QGuiApplication.palette()
    QGuiApplication.setPalette(QPalette())
    systems = QPalette(QGuiApplication.palette())
    QGuiApplication.setPalette(ours)
    return systems


def use_text_size(application: QApplication, per_cent: int) -> None:
    """Let every font and measure that is made from now on be of this size."""
    application.setProperty(_TEXT_SIZE, per_cent)


def scaled(pixels: int) -> int:
    """A measure that goes with the text, at the size of text that was chosen."""
    application = QCoreApplication.instance()
    per_cent = application.property(_TEXT_SIZE) if application is not None else None
    return pixels if per_cent is None else round(pixels * int(per_cent) / 100)


def font(size: int = SIZE_BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font at one of our sizes, as large as was chosen; `tabular` gives all digits
    one width."""
    result = QFont(QApplication.font())
    result.setPixelSize(scaled(size))
    result.setBold(bold)
    if tabular:
        result.setFeature(TABULAR, 1)
    return result


def tabular_only() -> QFont:
    """All digits of one width, and nothing else said: family and size come from the style sheet
    and the system, also when those change."""
    result = QFont()
    result.setFeature(TABULAR, 1)
    return result


def palette_of(theme: Theme) -> QPalette:
    """Qt's own roles in our colours, for everything that is not painted by us."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.behind),
        (roles.WindowText, theme.text),
        (roles.Base, theme.pane),
        (roles.AlternateBase, theme.side),
        (roles.Text, theme.text),
        (roles.PlaceholderText, theme.faint),
        (roles.Button, theme.pane),
        (roles.ButtonText, theme.text),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.ToolTipBase, theme.pane),
        (roles.ToolTipText, theme.text),
        (roles.Link, theme.accent),
        (roles.Accent, theme.accent),
        (roles.Mid, theme.hairline),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return palette


def style_sheet(theme: Theme) -> str:
    """The few rules that palettes cannot say; object and property names are the widgets' own.

    `role` is a dynamic property: "second", "faint", "title", "brand", "heading", "name",
    "lead", "section", "primary", "quiet", "aside", "link", "banner", "side", "pane", "behind",
    "hairline".
    """
    body, chip, second, judged, title = (
        round(size * theme.text_size / 100)
        for size in (SIZE_BODY, SIZE_CHIP, SIZE_SECOND, SIZE_JUDGED, SIZE_TITLE)
    )
    least = LEAST_CONTROL
    return f"""
    QWidget {{ font-size: {body}px; color: {theme.text}; widget-animation-duration: 0; }}
    QWidget[role="pane"] {{ background: {theme.pane}; }}
    QWidget[role="side"] {{ background: {theme.side}; }}
    QWidget[role="behind"] {{ background: {theme.behind}; }}
    QFrame[role="hairline"] {{ background: {theme.hairline}; border: none; }}
    QLabel[role="second"] {{ color: {theme.second}; font-size: {second}px; }}
    QLabel[role="faint"] {{ color: {theme.faint}; font-size: {chip}px; }}
    QLabel[role="title"] {{ font-size: {title}px; font-weight: 700; }}
    QLabel[role="brand"] {{ font-size: {judged}px; font-weight: 700; }}
    QLabel[role="heading"], QLabel[role="name"] {{ font-weight: 700; }}
    QLabel[role="lead"] {{ color: {theme.second}; }}
    QLabel[role="section"] {{
        color: {theme.second}; font-size: {chip}px; font-weight: 600; }}
    QPushButton {{
        background: {theme.pane}; border: 1px solid {theme.hairline};
        border-radius: {RADIUS_FIELD}px; padding: 6px {SPACE_3}px; }}
    QPushButton:hover {{ background: {theme.behind}; }}
    QPushButton:pressed {{ background: {theme.selection}; }}
    QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 11px; }}
    QPushButton:disabled {{ color: {theme.faint}; }}
    QPushButton[role="primary"] {{
        background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
        font-weight: 600; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {theme.text}; }}
    QPushButton[role="primary"]:disabled {{
        background: {theme.behind}; color: {theme.faint}; border-color: {theme.hairline}; }}
    QPushButton[role="quiet"], QToolButton[role="quiet"] {{
        background: transparent; border: 1px solid transparent; color: {theme.second};
        border-radius: {RADIUS_CHIP}px; padding: 3px 6px; min-height: {least - 8}px; }}
    QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{
        color: {theme.text}; background: {theme.pane}; }}
    QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{
        border-color: {theme.accent}; }}
    QPushButton[role="quiet"]:disabled, QToolButton[role="quiet"]:disabled {{
        color: {theme.faint}; }}
    QPushButton[role="aside"] {{
        background: transparent; border: 1px solid transparent; color: {theme.second};
        border-radius: {RADIUS_CHIP}px; padding: 3px 0; min-height: {least - 8}px;
        font-size: {second}px; }}
    QPushButton[role="aside"]:hover {{ color: {theme.text}; }}
    QPushButton[role="aside"]:focus {{ border-color: {theme.accent}; }}
    QPushButton[role="link"] {{
        background: transparent; border: 1px solid transparent; color: {theme.accent};
        font-weight: 600; padding: 2px 4px; border-radius: {RADIUS_CHIP}px; text-align: left;
        min-height: {least - 6}px; }}
    QPushButton[role="link"]:focus {{ border-color: {theme.accent}; }}
    QPushButton[role="link"]:hover {{ background: {theme.accent_tone.ground}; }}
    QPushButton[role="link"]:disabled {{ color: {theme.faint}; }}
    QPushButton[role="banner"] {{
        background: {theme.notice.ground}; color: {theme.notice.text};
        border: 1px solid {theme.notice.ground}; border-radius: {RADIUS_CHIP}px; padding: 4px; }}
    QPushButton[role="banner"]:hover, QPushButton[role="banner"]:focus {{
        border: 1px solid {theme.notice.text}; padding: 4px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QDateTimeEdit {{
        background: {theme.pane}; border: 1px solid {theme.hairline};
        border-radius: {RADIUS_FIELD}px; padding: 5px 8px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
        placeholder-text-color: {theme.faint}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
    QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus {{ border: 1px solid {theme.accent}; }}
    QCheckBox, QRadioButton {{
        spacing: {SPACE_2}px; min-height: {least - 2}px; border: 1px solid transparent;
        border-radius: {RADIUS_CHIP}px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {theme.faint}; }}
    QAbstractItemView {{
        background: {theme.pane}; border: none; outline: none;
        selection-background-color: {theme.selection}; selection-color: {theme.text}; }}
    QMenu {{ background: {theme.pane}; border: 1px solid {theme.hairline}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: {RADIUS_CHIP}px; }}
    QMenu::item:selected {{ background: {theme.selection}; }}
    QMenu::item:disabled {{ color: {theme.faint}; }}
    QMenu::separator {{ height: 1px; background: {theme.hairline}; margin: 4px 0; }}
    QToolTip {{
        background: {theme.pane}; color: {theme.text}; border: 1px solid {theme.hairline};
        padding: 4px; }}
    QProgressBar {{
        background: {theme.hairline}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {theme.hairline}; border-radius: 4px; margin: 1px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:hover {{ background: {theme.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {theme.hairline}; }}
    """ + (_edges(theme) if theme.is_bare else "")


def _edges(theme: Theme) -> str:
    """High contrast: what grounds say otherwise, said with edges and the system's selection."""
    chosen = f"background: {theme.accent}; color: {theme.on_accent};"
    return f"""
    QPushButton:hover, QToolButton[role="quiet"]:hover, QPushButton[role="quiet"]:hover,
    QPushButton[role="link"]:hover {{ border: 1px solid {theme.accent}; }}
    QPushButton[role="primary"]:hover {{ border: 1px solid {theme.text}; }}
    QPushButton:disabled, QPushButton[role="primary"]:disabled {{
        border: 1px dashed {theme.hairline}; }}
    QPushButton[role="banner"] {{ border: 1px solid {theme.text}; }}
    QPushButton:focus, QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus,
    QPushButton[role="link"]:focus, QPushButton[role="banner"]:focus {{
        border: 2px solid {theme.accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
    QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus {{
        border: 2px solid {theme.accent}; padding: 4px 7px; }}
    QAbstractItemView {{
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
    QMenu::item:selected {{ {chosen} }}
    QProgressBar {{ background: {theme.pane}; border: 1px solid {theme.text}; }}
    """


_MOVES = (
    *(Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo),
    *(Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox),
)


def apply(application: QApplication, theme: Theme) -> None:
    """Give the whole program this theme; painted views follow with their own `set_theme`."""
    for effect in _MOVES:
        application.setEffectEnabled(effect, False)
    use_text_size(application, theme.text_size)
    if not application.styleSheet():  # once: it polishes every widget anew
        application.setStyle("Fusion")
    application.setPalette(palette_of(theme))
    application.setStyleSheet(style_sheet(theme))
