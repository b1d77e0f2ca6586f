"""The newsroom's reasons for rejection: their words, their order, which are offered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.decision import RejectionReason
from app.domain.vietnamese import fold
from app.domain.words import Words
from app.services import desk as use_cases
from app.services.newsroom import Newsroom
from ui import theme as look
from ui.desk import Desk
from ui.preferences.ordered import OrderedPage
from ui.preferences.page import Found, Place
from ui.preferences.template_field import TemplateField
from ui.theme import Theme
from ui.widgets import PlainLabel

MOST = 9
"""One digit chooses a reason."""

_LONGEST = 120
_ALSO = {
    "reasons": "rejection reject reasons digits lý do từ chối",
    "vi": "reason in Vietnamese lý do tiếng Việt",
    "en": "reason in English lý do tiếng Anh",
    "note": "note template rejection ghi chú mẫu từ chối",
}
"""Words that each thing is also found by, in both languages."""


class ReasonsPage(OrderedPage[RejectionReason]):
    """A reason is offered as soon as its words are written and left: never half a word, whose code
    the log would keep. Its code stays whatever its words become."""

    place = Place.REASONS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("reasonsPage")
        self.words = {"vi": QLineEdit(), "en": QLineEdit()}
        self._headings = {"vi": PlainLabel("heading"), "en": PlainLabel("heading")}
        self.note = TemplateField(desk)
        for field in self.words.values():
            field.setMaxLength(_LONGEST)
            field.textEdited.connect(lambda _: self._written(keep=False))
            field.editingFinished.connect(self._words_left)
        self.note.changed.connect(lambda: self._written(keep=True))
        self.make(self._form(), QWidget())

    def things(self) -> Sequence[Found]:
        return [
            Found(self.title(), self.list, _ALSO["reasons"]),
            *(
                Found(self._headings[each].text(), self.words[each], _ALSO[each])
                for each in self.words
            ),
            Found(self.note.heading.text(), self.note.edit, _ALSO["note"]),
        ]

    # What the items are

    def read_items(self, newsroom: Newsroom) -> Sequence[RejectionReason]:
        return use_cases.rejection_reasons(newsroom)

    def keep_items(
        self, newsroom: Newsroom, items: Sequence[RejectionReason], known: Sequence[RejectionReason]
    ) -> Sequence[RejectionReason]:
        use_cases.change_rejection_reasons(newsroom, items, known)
        return items

    def says_enough(self, item: RejectionReason) -> bool:
        return bool(item.words.vi.strip() or item.words.en.strip())

    def fit_to_keep(self) -> Sequence[RejectionReason]:
        """Those with words; a new one gets a code of its own, a missing language the other's."""
        kept: list[RejectionReason] = []
        codes = {one.code for one in self.items}
        for place, one in enumerate(self.items):
            if not self.says_enough(one):
                continue
            vi, en = one.words.vi.strip(), one.words.en.strip()
            if not one.code:
                one = replace(one, code=_free_code(en or vi, codes))
                codes.add(one.code)
                self.items[place] = one
            kept.append(replace(one, words=Words(vi or en, en or vi)))
        return kept

    def were_kept(self, items: Sequence[RejectionReason]) -> None:
        self.desk.read_reasons()

    def name_of(self, item: RejectionReason) -> str:
        said = item.words.said_in(self.desk.window.status.language).strip()
        return said or (item.words.vi + item.words.en).strip() or self.tr("New reason")

    def key_of(self, place: int) -> str:
        return str(place + 1) if place < MOST else ""

    def blank(self) -> RejectionReason:
        return RejectionReason("", Words("", ""))

    def refusal_to_add(self) -> str:
        full = len(self.items) >= MOST
        return self.tr("At most nine: one digit chooses each.") if full else ""

    def refusal_to_remove(self) -> str:
        return self.tr("Keep at least one reason.") if len(self.items) == 1 else ""

    def show_item(self, item: RejectionReason) -> None:
        for field, said in ((self.words["vi"], item.words.vi), (self.words["en"], item.words.en)):
            with QSignalBlocker(field):
                if said != field.text():
                    field.setText(said)
        self.note.show_text(item.note)

    def write_in_form(self) -> None:
        self.words[self.desk.window.status.language].setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, *, keep: bool) -> None:
        place = self.current()
        if place >= 0:
            words = Words(self.words["vi"].text(), self.words["en"].text())
            self.change(replace(self.items[place], words=words, note=self.note.text()), keep=keep)

    @Slot()
    def _words_left(self) -> None:
        self._written(keep=True)

    # Words and looks

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.note.set_theme(theme)

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title())
        for each, said in (("vi", self.tr("In Vietnamese")), ("en", self.tr("In English"))):
            self._headings[each].setText(said)
            self.words[each].setAccessibleName(said)
        self.note.say(
            self.tr("Note kept with the rejection"),
            self.tr("For example: {moderator} rejected {name} on “{article}”."),
            self.tr("Only moderators see it; undoing the rejection takes it back. Empty: no note."),
        )

    # Making

    def _form(self) -> QWidget:
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_1)
        for each, field in self.words.items():
            rows.addWidget(self._headings[each])
            rows.addWidget(field)
            rows.addSpacing(look.SPACE_3)
        rows.addWidget(self.note)
        rows.addStretch(1)
        return form


def _free_code(words: str, taken: Collection[str]) -> str:
    code = _code_of(words)
    while code in taken:
        code += "_"
    return code


def _code_of(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_") or "reason"
