"""One composer, in place, for a reply, an edit and a note. What is typed into it waits for the next
time it is opened, and the desk is not closed over it unasked; a reply is stored as it is typed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.comment import Comment
from app.domain.hostile import (
    MAX_TEXT,
    SHOWN_TEXT,
    hidden_characters,
    visible,
    visible_line,
    without_hidden,
)
from app.domain.words import Language
from ui.context.still_text import DifferenceText
from ui.difference import difference
from ui.keys import claimed, is_escape
from ui.phrases import count_in
from ui.reply.difference_area import DifferenceArea
from ui.reply.templates import TemplateMenu
from ui.reply.text import ComposerText, digit_of, is_main_key
from ui.theme import SPACE_2, SPACE_3, SPACE_5, Theme
from ui.widgets import ElidedLabel, KeyCapButton, PlainLabel, shown_name

DRAFT_PAUSE = 500
"""Milliseconds without a key before a draft is handed on."""

DRAFT_AT_LATEST = 3_000
"""Milliseconds after which it is handed on even so."""

_DIFFERENCE_PAUSE = 120


class Mode(StrEnum):
    REPLY = "reply"
    EDIT = "edit"
    NOTE = "note"


class ReplyEditor(QWidget):
    """The composer. Texts are kept by comment and mode until `accept` says they are stored."""

    submitted = Signal(str, str, bool)
    """The mode, the text, and whether to approve as well; `comment` says which comment."""

    draftChanged = Signal(object, str)
    """A comment's id and its reply as far as it is written; edits and notes stay in memory."""

    replying = Signal()
    """It was opened for a reply: which templates there are is wanted."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._language: Language = "vi"
        self._mode = Mode.REPLY
        self._comment: Comment | None = None
        self._original = ""
        self._opened_with = ""
        self._kept: dict[tuple[int, Mode], str] = {}
        self._sent: tuple[int, Mode] | None = None
        self._unsaid_draft = False
        self._failure = ""
        self._title = ElidedLabel("name")
        self._help = PlainLabel("faint")
        self.edit = ComposerText()
        self.edit.setObjectName("replyEditor")
        self.difference_text = DifferenceText()
        self._difference_area = DifferenceArea(self.difference_text)
        self._state = ElidedLabel("second")
        self.templates = TemplateMenu()
        self.clean_button = QPushButton()
        self.clean_button.setProperty("role", "link")
        self.plain_button = KeyCapButton()
        self.approve_button = KeyCapButton(primary=True)
        self._draft_timer = self._timer(DRAFT_PAUSE, self.flush_draft)
        self._latest_timer = self._timer(DRAFT_AT_LATEST, self.flush_draft)
        self._difference_timer = self._timer(_DIFFERENCE_PAUSE, self._show_difference)
        self._connect()
        self._lay_out()
        self.retranslate()
        self.hide()

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._typed)
        self.edit.approveAsked.connect(self._submit_main)
        self.edit.shortened.connect(self._say_cut)
        self.approve_button.clicked.connect(self._submit_main)
        self.plain_button.clicked.connect(lambda: self._submit(approve=False))
        self.clean_button.clicked.connect(self._clean)
        self.templates.chosen.connect(self._write)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(self._title, 1)
        head.addWidget(self._help)
        head.addWidget(self.templates)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self._state, 1)
        foot.addWidget(self.clean_button)
        foot.addWidget(self.plain_button)
        foot.addWidget(self.approve_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_3, SPACE_5, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addWidget(self.edit)
        column.addWidget(self._difference_area)
        column.addLayout(foot)
        self.setTabOrder(self.approve_button, self.templates)

    def _timer(self, pause: int, action: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(action)
        return timer

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def comment(self) -> Comment | None:
        """Which comment is being written about; it stays known after closing."""
        return self._comment

    def is_busy(self) -> bool:
        """Between `submitted` and `accept` or `fail`."""
        return self._sent is not None

    def has_unsaved(self) -> bool:
        """Whether an edit or a note is written that is stored nowhere; replies are, as drafts."""
        return any(
            mode is Mode.EDIT or (mode is Mode.NOTE and text.strip())
            for (_, mode), text in self._kept.items()
        )

    # opening

    def open_reply(self, comment: Comment, draft: str = "") -> None:
        """Reply in the newsroom's name; what was typed here before goes before a stored draft."""
        self._open(Mode.REPLY, comment, draft)

    def open_edit(self, comment: Comment, original: str | None = None) -> None:
        """Edit the comment's text; the difference is to the reader's own (`original`) text."""
        self._original = comment.text if original is None else original
        self._open(Mode.EDIT, comment, comment.text)

    def open_note(self, comment: Comment) -> None:
        """Write a note that only moderators see."""
        self._open(Mode.NOTE, comment, "")

    def show_again(self, comment: Comment) -> None:
        """The comment was read again: what could not be saved is from now on about that."""
        if self._failure and self._comment is not None and self._comment.id == comment.id:
            self._comment = comment

    def _open(self, mode: Mode, comment: Comment, start: str) -> None:
        same = self._comment is not None and self._comment.id == comment.id
        if same and mode is self._mode and not self.isHidden():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._keep()
        self.flush_draft()
        self._mode, self._comment, self._failure = mode, comment, ""
        self.edit.prepare_for(start[:MAX_TEXT])
        self._fill_with(start[:MAX_TEXT])
        self._opened_with = self.edit.text_written()
        kept = self._kept.get((comment.id, mode))
        if kept is not None and kept != self._opened_with:
            self._fill_with(kept)
        self.edit.move_to_end()
        self._unsaid_draft = False
        self.edit.fit()
        self._show_difference()
        self.retranslate()
        if len(start) > MAX_TEXT:
            self._say_cut()
        self.templates.setVisible(mode is Mode.REPLY)
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if mode is Mode.REPLY:
            self.templates.speak_of(comment)
            self.replying.emit()

    def _fill_with(self, text: str) -> None:
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(text)

    # sending

    def accept(self) -> None:
        """The window has committed what was submitted: forget its text, and close if still here."""
        sent, self._sent = self._sent, None
        if sent is None:
            return
        self._kept.pop(sent, None)
        here = self._comment is not None and (self._comment.id, self._mode) == sent
        if here:
            self._draft_timer.stop()
            self._latest_timer.stop()
            self._unsaid_draft = False
            self._fill_with("")
            self._opened_with = ""
        self._say_state()
        if sent[1] is Mode.REPLY:
            self.draftChanged.emit(sent[0], "")
        if here and not self.isHidden():
            self.hide()
            self.closed.emit()

    def fail(self, words: str) -> None:
        """It could not be stored: the text stays, and these words say why."""
        sent, self._sent = self._sent, None
        here = self._comment is not None and (self._comment.id, self._mode) == sent
        self._failure = words if here else self._failure
        self._say_state()
        if here and not self.isHidden():
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit_main(self) -> None:
        self._submit(approve=self._mode is not Mode.NOTE)

    def _submit(self, *, approve: bool) -> None:
        if self._comment is None or not self._can_send():
            return
        self._keep()
        self.flush_draft()
        self._failure = ""
        self._sent = (self._comment.id, self._mode)
        self._say_state()
        self.submitted.emit(self._mode.value, self.edit.text_written(), approve)

    def _can_send(self) -> bool:
        text = self.edit.text_written()
        changed = self._mode is not Mode.EDIT or text != self._opened_with
        return not self.is_busy() and bool(text.strip()) and changed

    # drafts

    def close_composer(self) -> None:
        """Fold away; the text waits for the next time this is opened."""
        if not self.isHidden():
            self._keep()
            self.hide()
            self.closed.emit()

    def flush_draft(self) -> None:
        """Hand the reply on now if it has changed since the last time."""
        self._draft_timer.stop()
        self._latest_timer.stop()
        if self._unsaid_draft and self._comment is not None and self._mode is Mode.REPLY:
            self._unsaid_draft = False
            self.draftChanged.emit(self._comment.id, self.edit.text_written())
            self._say_state()

    def _keep(self) -> None:
        if self._comment is None:
            return
        key = (self._comment.id, self._mode)
        text = self.edit.text_written()
        if text == self._opened_with and self._mode is not Mode.REPLY:
            self._kept.pop(key, None)
        elif text != self._opened_with or key in self._kept:
            self._kept[key] = text

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._keep()
        self.flush_draft()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._failure = ""
        self._keep()
        if self._mode is Mode.REPLY:
            self._unsaid_draft = True
            self._draft_timer.start()
            if not self._latest_timer.isActive():
                self._latest_timer.start()
        elif self._mode is Mode.EDIT:
            self._difference_timer.start()
        self._say_state()

    def _show_difference(self) -> None:
        editing = self._mode is Mode.EDIT
        if editing:
            before = visible(self._original, SHOWN_TEXT).text
            after = visible(self.edit.text_written(), SHOWN_TEXT).text
            self.difference_text.show_pieces(difference(before, after) if before != after else ())
            self._difference_area.fit()
        self._difference_area.setVisible(editing and bool(self.difference_text.toPlainText()))

    def _clean(self) -> None:
        self.edit.replace_all(without_hidden(self.edit.text_written()))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # templates

    def _insert(self, digit: int) -> None:
        text = self.templates.filled(digit - 1)
        if text is None:
            self._failure = self.tr("No template has the key {0}.").format(f"Ctrl+{digit}")
            self._say_state()
        else:
            self._write(text)

    def _write(self, text: str) -> None:
        """Put a template's words where the cursor is; into an empty field as all of the text."""
        if self.is_busy():
            return
        if not self.edit.text_written().strip():
            self.edit.selectAll()
        self.edit.write(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes(self, event: QKeyEvent) -> bool:
        return is_escape(event) or (self._mode is Mode.REPLY and digit_of(event) is not None)

    # words

    def set_theme(self, theme: Theme) -> None:
        self.difference_text.set_theme(theme)
        self.plain_button.set_theme(theme)
        self.approve_button.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        title, plain, main = {
            Mode.REPLY: (
                self.tr("Reply to {0} as the newsroom"),
                self.tr("Send reply"),
                self.tr("Approve and reply"),
            ),
            Mode.EDIT: (
                self.tr("Edit the comment by {0}"),
                self.tr("Save"),
                self.tr("Save and approve"),
            ),
            Mode.NOTE: (
                self.tr("Note on the comment by {0}, for moderators only"),
                "",
                self.tr("Save note"),
            ),
        }[self._mode]
        name = shown_name(self._comment.writer.name) if self._comment is not None else ""
        if self._comment is not None and self._comment.by_newsroom:
            name = self.tr("the newsroom")
        title = title.format(name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self.edit.setAccessibleName(title)
        self.difference_text.setAccessibleName(self.tr("What the edit changes"))
        self.plain_button.setVisible(bool(plain))
        self.plain_button.say(plain, "")
        self.approve_button.say(main, self.tr("Ctrl+Enter"))
        self._help.setText(self.tr("Esc closes, your text is kept"))
        self.clean_button.setText(self.tr("Remove hidden characters"))
        self._say_state()

    def _say_state(self) -> None:
        text = self.edit.text_written()
        if self.is_busy():
            state = self.tr("Saving…")
        elif self._failure:
            state = visible_line(self._failure, 400).text
        elif self._mode is Mode.REPLY and text and not self._unsaid_draft:
            state = self.tr("Draft kept")
        else:
            state = ""
        self._state.setText(state)
        self.edit.setReadOnly(self.is_busy())
        self.plain_button.setEnabled(self._can_send())
        self.approve_button.setEnabled(self._can_send())
        self.clean_button.setVisible(self._mode is Mode.EDIT and bool(hidden_characters(text)))

    def _say_cut(self) -> None:
        self._failure = self.tr("The text was cut at {0} characters.").format(
            count_in(MAX_TEXT, self._language)
        )
        self._say_state()

    def event(self, event: QEvent) -> bool:
        return claimed(event, self._takes) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self.close_composer()
        elif is_main_key(event):
            self._submit_main()
        elif digit is not None and self._mode is Mode.REPLY:
            self._insert(digit)
        else:
            super().keyPressEvent(event)
