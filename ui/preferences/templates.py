"""The newsroom's templates for replies: their names, their words, and their order and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.template import EXAMPLES, MAX_NAME, ReplyTemplate
from app.services import templates as use_cases
from app.services.newsroom import Newsroom
from ui import theme as look
from ui.desk import Desk
from ui.flow import Flow
from ui.preferences.ordered import OrderedPage
from ui.preferences.page import Found, Place
from ui.preferences.template_field import TemplateField
from ui.reply.templates import shown_key, shown_template
from ui.theme import Theme
from ui.widgets import PlainLabel

_ALSO = {
    "templates": "reply templates canned answers mẫu trả lời câu soạn sẵn",
    "name": "name of a template tên mẫu",
    "text": "text variables words nội dung biến chữ",
}
"""Words that each thing is also found by, in both languages."""


class TemplatesPage(OrderedPage[ReplyTemplate]):
    """A template is in use as soon as it is written; one that says nothing is not kept."""

    place = Place.TEMPLATES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("templatesPage")
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        self.text = TemplateField(desk)
        self._name_heading = PlainLabel("heading")
        self._nothing = PlainLabel("second")
        self._nothing.setWordWrap(True)
        self.examples_button = QPushButton()
        self.examples_button.setProperty("role", "primary")
        self.first_button = QPushButton()
        self.name.textEdited.connect(self._written)
        self.text.changed.connect(self._written)
        self.examples_button.clicked.connect(self._add_examples)
        self.first_button.clicked.connect(self.add)
        self.make(self._form(), self._empty())

    def things(self) -> Sequence[Found]:
        return [
            Found(self.title(), self.list, _ALSO["templates"]),
            Found(self._name_heading.text(), self.name, _ALSO["name"]),
            Found(self.text.heading.text(), self.text.edit, _ALSO["text"]),
        ]

    # What the items are

    def read_items(self, newsroom: Newsroom) -> Sequence[ReplyTemplate]:
        return use_cases.reply_templates(newsroom)

    def keep_items(
        self, newsroom: Newsroom, items: Sequence[ReplyTemplate], known: Sequence[ReplyTemplate]
    ) -> Sequence[ReplyTemplate]:
        return use_cases.change_reply_templates(newsroom, items, known)

    def says_enough(self, item: ReplyTemplate) -> bool:
        return bool(item.text.strip())

    def were_kept(self, items: Sequence[ReplyTemplate]) -> None:
        self.desk.window.context.composer.templates.offer(items)

    def name_of(self, item: ReplyTemplate) -> str:
        return shown_template(item) or self.tr("New template")

    def key_of(self, place: int) -> str:
        return shown_key(place)

    def blank(self) -> ReplyTemplate:
        return ReplyTemplate(0, "", "")

    def show_item(self, item: ReplyTemplate) -> None:
        with QSignalBlocker(self.name):
            if item.name != self.name.text():
                self.name.setText(item.name)
        self.text.show_text(item.text)

    def write_in_form(self) -> None:
        field = self.text.edit if self.name.text() and not self.text.text() else self.name
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _written(self) -> None:
        place = self.current()
        if place >= 0:
            item = self.items[place]
            self.change(replace(item, name=self.name.text(), text=self.text.text()))

    @Slot()
    def _add_examples(self) -> None:
        language = self.desk.window.status.language
        examples = [
            ReplyTemplate(0, name.said_in(language), text.said_in(language))
            for name, text in EXAMPLES
        ]
        self.put_in(len(self.items), examples)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Words and looks

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.text.set_theme(theme)

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title())
        self._name_heading.setText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("For example: Thanks"))
        self.text.say(self.tr("Reply"), self.tr("Thank you, {name}, for writing to us."))
        self._nothing.setText(
            self.tr(
                "No templates yet. A template is a reply that is written often: while you reply, "
                "Ctrl+1 inserts the first, with the reader's name in its place."
            )
        )
        self.examples_button.setText(self.tr("Add examples"))
        self.first_button.setText(self.tr("Write the first one"))

    # Making

    def _form(self) -> QWidget:
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_1)
        rows.addWidget(self._name_heading)
        rows.addWidget(self.name)
        rows.addSpacing(look.SPACE_3)
        rows.addWidget(self.text)
        rows.addStretch(1)
        return form

    def _empty(self) -> QWidget:
        empty = QWidget()
        buttons = QWidget()
        row = Flow(buttons)
        row.setSpacing(look.SPACE_2)
        row.addWidget(self.examples_button)
        row.addWidget(self.first_button)
        rows = QVBoxLayout(empty)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_3)
        rows.addWidget(self._nothing)
        rows.addWidget(buttons)
        rows.addStretch(1)
        return empty
