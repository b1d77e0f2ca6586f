"""Templates while a reply is written: a key for each of the first nine, and a menu of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.comment import Comment
from app.domain.hostile import visible, visible_line
from app.domain.template import MOST_WITH_KEY, ReplyTemplate, Values, fill
from ui.widgets import plain_tooltip

if TYPE_CHECKING:
    from ui.desk import Desk

_NAME_SHOWN = 50
_PREVIEW_SHOWN = 600


def shown_key(place: int) -> str:
    """The key of the template at this place, as the screen writes it; "" when it has none."""
    if place >= MOST_WITH_KEY:
        return ""
    keys = QKeySequence(f"Ctrl+{place + 1}")
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def shown_template(template: ReplyTemplate) -> str:
    """What a template is called: its name, or how its text begins."""
    said = visible_line(template.name or template.text, _NAME_SHOWN)
    return f"{said.text}…" if said.cut else said.text


class TemplateMenu(QPushButton):
    """`chosen` carries a template's words about the comment of the moment; `managed` asks for the
    place where templates are written."""

    chosen = Signal(str)
    managed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templateMenu")
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self._templates: Sequence[ReplyTemplate] = ()
        self._values = Values("", "", "")
        self.menu_shown = QMenu(self)
        self.menu_shown.setToolTipsVisible(True)
        self.menu_shown.aboutToShow.connect(self._build)
        self.clicked.connect(self.open)
        self.retranslate()

    def offer(self, templates: Sequence[ReplyTemplate]) -> None:
        """The newsroom's templates, in the order of their keys."""
        self._templates = tuple(templates)

    def speak_of(self, comment: Comment) -> None:
        """Which comment the variables are about from now on."""
        name, article = comment.writer.name, comment.article_title
        self._values = replace(self._values, name=name, article=article)

    def speak_as(self, moderator: str) -> None:
        """Who replies."""
        self._values = replace(self._values, moderator=moderator)

    def filled(self, place: int) -> str | None:
        """The words of the template at this place; None when there is none."""
        if place >= len(self._templates):
            return None
        return fill(self._templates[place].text, self._values)

    def open(self) -> None:
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height())))

    def retranslate(self) -> None:
        self.setText(self.tr("Templates ▾"))
        self.setAccessibleName(self.tr("Insert a template"))
        self.setToolTip(plain_tooltip(self.tr("Ctrl+1 … Ctrl+9 insert the first nine")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        menu = self.menu_shown
        menu.clear()
        menu.setAccessibleName(self.accessibleName())
        for place, template in enumerate(self._templates):
            name = shown_template(template).replace("&", "&&")
            action = menu.addAction(f"{name}\t{shown_key(place)}")
            text = fill(template.text, self._values)
            preview = visible(text, _PREVIEW_SHOWN)
            action.setToolTip(plain_tooltip(preview.text + ("…" if preview.cut else "")))
            action.triggered.connect(lambda _checked=False, text=text: self.chosen.emit(text))
        if not self._templates:
            menu.addAction(self.tr("No templates yet")).setEnabled(False)
        menu.addSeparator()
        words = self.tr("Change templates…") if self._templates else self.tr("Write templates…")
        menu.addAction(words).triggered.connect(self.managed)


class Templates(QObject):
    """Keeps what the composer offers true: read when the desk opens and whenever a reply begins,
    so that what another desk has changed is there as well."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        composer = desk.window.context.composer
        self._menu = composer.templates
        composer.replying.connect(self.read)
        self._menu.managed.connect(desk.window.commands.action("templatesAction").trigger)
        self.read()

    def read(self) -> None:
        newsroom = self._desk.newsroom
        self._menu.speak_as(newsroom.moderator)

        def work() -> Sequence[ReplyTemplate]:
            from app.services.templates import reply_templates

            return reply_templates(newsroom)

        self._desk.jobs.read(self, work, self._menu.offer, self._desk.tell_problem)
