"""The page about who sits at the desk and what it looks like to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.hostile import isolated
from app.domain.moderator import LONGEST_NAME, moderator_name
from ui import theme as look
from ui.desk import Desk
from ui.preferences.choices import Choices
from ui.preferences.controls import Segments, Switch
from ui.preferences.page import Found, Page, Place
from ui.settings import Settings
from ui.theme import TEXT_SIZES, Appearance, Density, Theme
from ui.widgets import PlainLabel

Change = Callable[[Settings, Any], Settings]

_NAME_WIDTH = 300

_ALSO = {
    "name": "moderator who you sign tên người duyệt bạn ai ký",
    "language": "language tongue ngôn ngữ tiếng vietnamese english anh việt",
    "appearance": "appearance theme colours mode look giao diện màu chế độ nền",
    Appearance.SYSTEM: "as the system automatic follow theo hệ thống tự động",
    Appearance.LIGHT: "light day bright white sáng trắng ngày",
    Appearance.DARK: "dark night black tối đêm đen",
    Appearance.HIGH_CONTRAST: "high contrast accessibility tương phản cao dễ nhìn",
    "density": "density room space list độ thoáng khoảng cách danh sách",
    Density.COMFORTABLE: "comfortable roomy thoáng rộng",
    Density.COMPACT: "compact dense more gọn dày chật",
    "text_size": "text size font letters larger smaller zoom cỡ chữ phông to nhỏ phóng",
    "notifies": "notification notify new comments message popup thông báo báo lời bình mới",
    "fetches": "fetch article page address download web tải trang bài viết địa chỉ mạng",
    "badge": "tray badge count number pending icon khay số chờ duyệt biểu tượng",
}
"""Words that each thing is also found by, in both languages."""

_READER = "Trần Thu Hà"
_SAMPLE = (
    "Cảm ơn phóng viên. Nhà tôi ngay đầu cầu, mong thành phố lắp thêm đèn ở lối sang đường "
    "cho học sinh."
)


class GeneralPage(Page):
    """Everything here belongs to this computer, and is in effect as soon as it is chosen."""

    place = Place.GENERAL

    def __init__(self, desk: Desk, choices: Choices) -> None:
        super().__init__()
        self.setObjectName("generalPage")
        self._desk = desk
        self.choices = choices
        self.name = _NameField(desk.newsroom.moderator)
        self.problem = PlainLabel()
        self.problem.setWordWrap(True)
        self.language = Segments(("vi", "en"))
        self.appearance = Segments(tuple(Appearance))
        self.density = Segments(tuple(Density))
        self.text_size = Segments(TEXT_SIZES)
        self.notifies = Switch()
        self.badge = Switch()
        self.fetches = Switch()
        self._sample = _Sample()
        self._sections = [PlainLabel("section") for _ in range(3)]
        self._labels = {
            field: PlainLabel("heading")
            for field in ("name", "language", "appearance", "density", "text_size")
        }
        self._name_hint = PlainLabel("second")
        self._name_hint.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.set_theme(desk.window.theme)
        self._show(choices.chosen)
        self.retranslate()

    def things(self) -> Sequence[Found]:
        chosen_among = (
            ("language", self.language, ("vi", "en")),
            ("appearance", self.appearance, tuple(Appearance)),
            ("density", self.density, tuple(Density)),
        )
        return [
            Found(self._labels["name"].text(), self.name, _ALSO["name"]),
            *(
                Found(
                    segment.accessibleName(), segment, f"{_ALSO[field]} {_ALSO.get(value, value)}"
                )
                for field, segments, values in chosen_among
                for segment, value in zip(segments.segments, values, strict=True)
            ),
            Found(self._labels["text_size"].text(), self.text_size, _ALSO["text_size"]),
            Found(self.notifies.button.text(), self.notifies.button, _ALSO["notifies"]),
            Found(self.badge.button.text(), self.badge.button, _ALSO["badge"]),
            Found(self.fetches.button.text(), self.fetches.button, _ALSO["fetches"]),
        ]

    def set_theme(self, theme: Theme) -> None:
        for part in self._chosen_with():
            part.set_theme(theme)
        self._sample.set_theme(theme)
        self.problem.setStyleSheet(f"color: {theme.bad.text};")

    def leave(self) -> None:
        self._name_it()

    def retranslate(self) -> None:
        for section, words in zip(
            self._sections,
            (self.tr("WHAT THE DESK LOOKS LIKE"), self.tr("NEW COMMENTS"), self.tr("ARTICLES")),
            strict=True,
        ):
            section.setText(words)
        names = {
            "name": self.tr("Your name"),
            "language": self.tr("Language"),
            "appearance": self.tr("Appearance"),
            "density": self.tr("Density"),
            "text_size": self.tr("Text size"),
        }
        for field, words in names.items():
            self._labels[field].setText(words)
        self.name.setAccessibleName(names["name"])
        self._name_hint.setText(self.tr("It stands beside each of your decisions in the log."))
        self.name.setAccessibleDescription(self._name_hint.text())
        self.language.say(names["language"], ("Tiếng Việt", "English"))
        self.appearance.say(
            names["appearance"],
            (
                self.tr("As the system"),
                self.tr("Light"),
                self.tr("Dark"),
                self.tr("High contrast"),
            ),
        )
        self.density.say(names["density"], (self.tr("Comfortable"), self.tr("Compact")))
        self.text_size.say(
            names["text_size"], [f"{size}\N{NO-BREAK SPACE}%" for size in TEXT_SIZES]
        )
        self.notifies.say(
            self.tr("Tell me of new comments"),
            self.tr("A quiet message from the system while the desk is not in front."),
        )
        self.badge.say(
            self.tr("Count at the tray icon"),
            self.tr("How many comments are pending, to be seen without opening the desk."),
        )
        self.fetches.say(
            self.tr("Fetch an article's page when I ask for it"),
            self.tr("Only from public web addresses; otherwise save the page and read it here."),
        )
        self._sample.setAccessibleName(self.tr("A comment in this size"))
        self._say_problem()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # Making

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_5)
        looks, comes_in, articles = self._sections
        self.name.setMaximumWidth(_NAME_WIDTH)
        rows.addLayout(_stacked(self._labels["name"], self.name, self.problem, self._name_hint))
        chosen = [
            _stacked(self._labels[field], segments)
            for field, segments in (
                ("language", self.language),
                ("appearance", self.appearance),
                ("density", self.density),
                ("text_size", self.text_size),
            )
        ]
        rows.addLayout(_stacked(looks, *chosen, self._sample, spacing=look.SPACE_3))
        rows.addLayout(_stacked(comes_in, self.notifies, self.badge, spacing=look.SPACE_3))
        rows.addLayout(_stacked(articles, self.fetches, spacing=look.SPACE_3))
        rows.addStretch(1)

    def _connect(self) -> None:
        self.choices.changed.connect(self._show)
        self.name.editingFinished.connect(self._name_it)
        self.name.textEdited.connect(self.problem.hide)
        changes: tuple[tuple[Segments | Switch, Change], ...] = (
            (self.language, lambda now, value: replace(now, language=value)),
            (self.appearance, lambda now, value: replace(now, appearance=value)),
            (self.density, lambda now, value: replace(now, density=value)),
            (self.text_size, lambda now, value: replace(now, text_size=value)),
            (self.notifies, lambda now, value: replace(now, notifies=value)),
            (self.badge, lambda now, value: replace(now, badge=value)),
            (self.fetches, lambda now, value: replace(now, fetches=value)),
        )
        for part, change in changes:
            part.chosen.connect(lambda value, change=change: self._use(change, value))

    def _chosen_with(self) -> tuple[Segments | Switch, ...]:
        return (
            *(self.language, self.appearance, self.density, self.text_size),
            *(self.notifies, self.badge, self.fetches),
        )

    # What is chosen

    def _use(self, change: Change, value: object) -> None:
        changed = change(self.choices.chosen, value)
        if changed != self.choices.chosen:
            self.choices.use(changed)

    @Slot(object)
    def _show(self, chosen: Settings) -> None:
        """Whoever has changed something, here or by a command, it is to be seen here."""
        self.language.show_value(chosen.language)
        self.appearance.show_value(chosen.appearance)
        self.density.show_value(chosen.density)
        self.text_size.show_value(chosen.text_size)
        self.notifies.show_value(chosen.notifies)
        self.badge.show_value(chosen.badge)
        self.fetches.show_value(chosen.fetches)
        self._sample.set_density(chosen.density)
        self.name.show_name(self._signs_as())
        self.problem.hide()
        self._say_problem()

    def _signs_as(self) -> str:
        """The name chosen, or the one that stands in for it."""
        return self.choices.chosen.moderator or self._desk.newsroom.moderator

    @Slot()
    def _name_it(self) -> None:
        """Sign with what was typed; what cannot be a name changes nothing, and says so."""
        name = moderator_name(self.name.text())
        if name and name != self._signs_as():
            self.choices.set_moderator(name)
        elif name:
            self.name.show_name(name)
        self.problem.setVisible(not name)

    def _say_problem(self) -> None:
        words = self.tr("A name needs at least one letter. Until then you sign as {0}.")
        self.problem.setText(words.format(isolated(self._signs_as())))


class _NameField(QLineEdit):
    """Esc takes back what was typed, and is the window's when there is nothing to take back."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setObjectName("moderatorField")
        self.setMaxLength(2 * LONGEST_NAME)
        self._name = name

    def show_name(self, name: str) -> None:
        self._name = name
        if self.text() != name:
            self.setText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._name:
            self.setText(self._name)
            self.selectAll()
            return
        super().keyPressEvent(event)


class _Sample(QFrame):
    """How a comment reads in the size and the room that were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sample")
        self._rows = QVBoxLayout(self)
        self._name = PlainLabel("heading")
        self._name.setText(_READER)
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setText(_SAMPLE)
        self._rows.addWidget(self._name)
        self._rows.addWidget(self._text)

    def event(self, event: QEvent) -> bool:
        """A page longer than its window would else take the room from the text that wraps; what
        grows before it is shown is not told so, and lays itself out."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.heightForWidth(self.width()))
            self._rows.setGeometry(self.contentsRect())
        return done

    def set_density(self, density: Density) -> None:
        room = look.SPACE_2 if density is Density.COMPACT else look.SPACE_3
        self._rows.setContentsMargins(look.SPACE_4, room, look.SPACE_4, room)
        self._rows.setSpacing(2 if density is Density.COMPACT else look.SPACE_1)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"#sample {{ background: {theme.pane}; border: 1px solid {theme.hairline};"
            f" border-radius: {look.RADIUS_CARD}px; }}"
        )


def _stacked(*parts: QWidget | QLayout, spacing: int = look.SPACE_1) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column
