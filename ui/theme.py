"""The desk's colours, measures and type, as one frozen value that every view is painted from.

Each pair of text and ground keeps a contrast of at least 4.6:1; high contrast takes the system's
own colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
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


@dataclass(frozen=True, slots=True)
class Tone:
    """A text colour and the ground it stands on."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`; sizes in device-independent pixels."""

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


def high_contrast(palette: QPalette) -> Theme:
    """The system's own colours in our places."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    base, text = name(QPalette.ColorRole.Base), name(QPalette.ColorRole.Text)
    accent = name(QPalette.ColorRole.Highlight)
    plain = Tone(text, base)
    return Theme(
        behind=name(QPalette.ColorRole.Window),
        pane=base,
        side=name(QPalette.ColorRole.Window),
        hairline=text,
        text=text,
        second=text,
        faint=text,
        accent=accent,
        on_accent=name(QPalette.ColorRole.HighlightedText),
        accent_tone=plain,
        selection=base,
        doubtful=plain,
        bad=plain,
        notice=plain,
        hit=name(QPalette.ColorRole.AlternateBase),
        dark=palette.color(QPalette.ColorRole.Base).lightness() < 128,
    )


def theme_for(appearance: Appearance) -> Theme:
    """The theme of a choice, asking the desktop where the choice is to follow it."""
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


def font(size: int = SIZE_BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font at one of our sizes; `tabular` gives all digits one width."""
    result = QFont(QApplication.font())
    result.setPixelSize(size)
    result.setBold(bold)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
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

    `role` is a dynamic property: "second", "faint", "title", "section", "primary", "quiet",
    "side", "pane", "behind", "hairline".
    """
    return f"""
    QWidget {{ font-size: {SIZE_BODY}px; color: {theme.text}; }}
    QWidget[role="pane"] {{ background: {theme.pane}; }}
    QWidget[role="side"] {{ background: {theme.side}; }}
    QWidget[role="behind"] {{ background: {theme.behind}; }}
    QFrame[role="hairline"] {{ background: {theme.hairline}; border: none; }}
    QLabel[role="second"] {{ color: {theme.second}; font-size: {SIZE_SECOND}px; }}
    QLabel[role="faint"] {{ color: {theme.faint}; font-size: {SIZE_CHIP}px; }}
    QLabel[role="title"] {{ font-size: {SIZE_TITLE}px; font-weight: 700; }}
    QLabel[role="section"] {{
        color: {theme.second}; font-size: {SIZE_CHIP}px; font-weight: 600; }}
    QPushButton {{
        background: {theme.pane}; border: 1px solid {theme.hairline};
        border-radius: {RADIUS_FIELD}px; padding: 6px {SPACE_3}px; }}
    QPushButton:hover {{ background: {theme.behind}; }}
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
        border-radius: {RADIUS_CHIP}px; padding: 3px 6px; }}
    QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ color: {theme.text}; }}
    QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{
        border-color: {theme.accent}; }}
    QPushButton[role="link"] {{
        background: transparent; border: 1px solid transparent; color: {theme.accent};
        font-weight: 600; padding: 2px 4px; border-radius: {RADIUS_CHIP}px; text-align: left; }}
    QPushButton[role="link"]:focus {{ border-color: {theme.accent}; }}
    QPushButton[role="link"]:hover {{ background: {theme.accent_tone.ground}; }}
    QPushButton[role="banner"] {{
        background: {theme.notice.ground}; color: {theme.notice.text}; border: none;
        border-radius: {RADIUS_CHIP}px; padding: 5px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QDateTimeEdit {{
        background: {theme.pane}; border: 1px solid {theme.hairline};
        border-radius: {RADIUS_FIELD}px; padding: 5px 8px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
    QDateTimeEdit:focus {{ border: 1px solid {theme.accent}; }}
    QAbstractItemView {{
        background: {theme.pane}; border: none; outline: none;
        selection-background-color: {theme.selection}; selection-color: {theme.text}; }}
    QMenu {{ background: {theme.pane}; border: 1px solid {theme.hairline}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: {RADIUS_CHIP}px; }}
    QMenu::item:selected {{ background: {theme.selection}; }}
    QMenu::item:disabled {{ color: {theme.faint}; }}
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
    """


def apply(application: QApplication, theme: Theme) -> None:
    """Give the whole program this theme; painted views follow with their own `set_theme`."""
    application.setStyle("Fusion")
    application.setPalette(palette_of(theme))
    application.setStyleSheet(style_sheet(theme))
