"""Where a template is written: its text, its variables by a menu, and how it would read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain.hostile import isolated, visible
from app.domain.template import MAX_TEMPLATE, Values, Variable, fill, not_understood
from app.domain.words import Language
from ui import theme as look
from ui.desk import Desk
from ui.phrases import count_in
from ui.reply.text import ComposerText
from ui.theme import Theme
from ui.widgets import ElidedLabel, PlainLabel

_SHOWN = 800


class TemplateField(QWidget):
    """`changed` when something was written. What would be filled in is the comment that the desk
    shows at the moment, or an example of one."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = ""
        self.heading = ElidedLabel("heading")
        self.insert_button = QPushButton()
        self.insert_button.setProperty("role", "quiet")
        self.insert_button.setAutoDefault(False)
        self.insert_menu = QMenu(self)
        self.insert_menu.aboutToShow.connect(self._build_menu)
        self.insert_button.clicked.connect(self._open_menu)
        self.edit = ComposerText(most=MAX_TEMPLATE)
        self.edit.textChanged.connect(self._typed)
        self.edit.shortened.connect(self._say_cut)
        self._explained = PlainLabel("second")
        self._explained.setWordWrap(True)
        self.remark = PlainLabel("second")
        self.remark.setWordWrap(True)
        self._preview_heading = PlainLabel("section")
        self._preview_heading.setWordWrap(True)
        self.preview = PlainLabel()
        self.preview.setWordWrap(True)
        self._frame = QFrame()
        self._frame.setObjectName("templatePreview")
        self._lay_out()

    def text(self) -> str:
        return self.edit.text_written()[:MAX_TEMPLATE]

    def show_text(self, text: str) -> None:
        """Put a text here without telling of a change."""
        with QSignalBlocker(self.edit):
            if text != self.edit.text_written():
                self.edit.setPlainText(text)
        self.edit.fit()
        self.say_preview()

    def say(self, heading: str, hint: str, explained: str = "") -> None:
        """What is written here and what for; `hint` stands in an empty field."""
        self.heading.setText(heading)
        self.edit.setAccessibleName(heading)
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleDescription(explained)
        self._explained.setText(explained)
        self._explained.setVisible(bool(explained))
        self.insert_button.setText(self.tr("Insert ▾"))
        self.insert_button.setAccessibleName(self.tr("Insert a variable"))
        self.say_preview()

    def say_preview(self) -> None:
        """Fill in what is written, and say what was not understood."""
        text = self.text()
        strange = not_understood(text)
        self.remark.setText(
            self.tr("Stays as it is, since it is no variable: {0}").format(
                visible(" ".join(strange), 80).text
            )
        )
        self.remark.setVisible(bool(strange))
        values, words = self._values()
        self._preview_heading.setText(words)
        shown = visible(fill(text, values), _SHOWN)
        self.preview.setText(shown.text + ("…" if shown.cut else ""))
        for part in (self._preview_heading, self._frame):
            part.setVisible(bool(text.strip()))

    def set_theme(self, theme: Theme) -> None:
        self._frame.setStyleSheet(
            f"#templatePreview {{ background: {theme.side};"
            f" border-radius: {look.RADIUS_FIELD}px; }}"
        )

    def _values(self) -> tuple[Values, str]:
        """What would be filled in, and of whom that is in words."""
        context, moderator = self._desk.window.context.context, self._desk.newsroom.moderator
        if context is None:
            values = Values("Trần Thu Hà", "Cầu Nam Sông thông xe trước Tết", moderator)
            return values, self.tr("PREVIEW")
        writer = context.comment.writer.name
        values = Values(writer, context.comment.article_title, moderator)
        named = isolated(writer) if writer.strip() else self.tr("a reader without a name")
        return values, self.tr("PREVIEW · {0}").format(named)

    def _typed(self) -> None:
        self.say_preview()
        self.changed.emit()

    def _say_cut(self) -> None:
        most = count_in(MAX_TEMPLATE, self._desk.window.status.language)
        self.remark.setText(self.tr("The text was cut at {0} characters.").format(most))
        self.remark.show()

    def _open_menu(self) -> None:
        self.insert_menu.popup(
            self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height()))
        )

    def _build_menu(self) -> None:
        self.insert_menu.clear()
        self.insert_menu.setAccessibleName(self.insert_button.accessibleName())
        language: Language = self._desk.window.status.language
        for variable, words in (
            (Variable.NAME, self.tr("Writer's name")),
            (Variable.ARTICLE, self.tr("Article's title")),
            (Variable.MODERATOR, self.tr("Who replies or decides")),
        ):
            said = f"{{{variable.words.said_in(language)}}}"
            action = self.insert_menu.addAction(f"{words}\t{said}")
            action.triggered.connect(lambda _checked=False, said=said: self._insert(said))

    def _insert(self, said: str) -> None:
        self.edit.write(said)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.insert_button)
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(look.SPACE_3, look.SPACE_2, look.SPACE_3, look.SPACE_2)
        inner.addWidget(self.preview)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_1)
        rows.addLayout(head)
        rows.addWidget(self.edit)
        rows.addWidget(self._explained)
        rows.addWidget(self.remark)
        rows.addSpacing(look.SPACE_2)
        rows.addWidget(self._preview_heading)
        rows.addWidget(self._frame)
