"""One entry of the log as a whole, or a batch: what was done, what it changed, what proves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.hostile import visible, visible_line
from app.domain.log import BatchContents, LogEntry, LogLine, change_words, words_between
from app.domain.words import Language, Words
from ui.difference import Change, Piece, difference, looks_of
from ui.jobs import Jobs
from ui.log import wording
from ui.log.wording import LINE
from ui.phrases import count_in
from ui.theme import LIGHT, SIZE_SECOND, SPACE_2, SPACE_3, SPACE_4, Theme, font, scaled
from ui.widgets import KeyCapButton, PlainLabel

FACT = 2_000
"""Characters that a fact beside the text shows at most."""

_FACTS_WIDTH = 400


class EntryText(QPlainTextEdit):
    """Text to read and copy; removed words are struck through, added ones underlined."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._pieces: tuple[Piece, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QPlainTextEdit { border: none; padding: 0; background: transparent; }")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_pieces(self._pieces)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in pieces:
            cursor.insertText(piece.text, looks_of(piece.change, self._theme))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)


class EntryDetail(QWidget):
    """The whole of one line: its text on the left, everything else about it on the right.

    `contents` tells what a batch is made of, and is called in a reading thread.
    `takeBackPressed` asks for its batch to be undone, or to be done again after it was;
    `commentPressed` for its comment at the desk.
    """

    takeBackPressed = Signal()
    commentPressed = Signal()

    def __init__(
        self, jobs: Jobs, contents: Callable[[int], BatchContents], language: Language
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._contents = contents
        self._of_batch: BatchContents | None = None
        self._language: Language = language
        self._reasons: Mapping[str, Words] = {}
        self._line: LogLine | None = None
        self._fact_rows: list[tuple[PlainLabel, PlainLabel]] = []
        self.setObjectName("logDetail")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = PlainLabel("section")
        self.text = EntryText()
        self.note_heading = PlainLabel("section")
        self.note = EntryText()
        self.note.setMaximumHeight(72)
        self.take_back = KeyCapButton()
        self.take_back.setObjectName("logTakeBack")
        self.take_back.clicked.connect(self.takeBackPressed)
        self.show_comment = KeyCapButton()
        self.show_comment.setObjectName("logShowComment")
        self.show_comment.clicked.connect(self.commentPressed)
        self._grid = QGridLayout()
        self._beside = QScrollArea()
        self._lay_out()
        self.retranslate()

    def show_line(self, line: LogLine | None) -> None:
        """Show this line, or nothing."""
        if line == self._line:
            return
        if line is None or self._line is None or line.entry.batch != self._line.entry.batch:
            self._of_batch = None
        self._line = line
        self._say()
        if line is not None and line.heads and self._of_batch is None:
            batch = line.entry.batch
            self._jobs.read(
                self,
                partial(self._contents, batch),
                partial(self._show_contents, batch),
                self._not_compared,
            )

    def line(self) -> LogLine | None:
        return self._line

    def entry(self) -> LogEntry | None:
        """The entry shown; None for a batch."""
        return self._line.entry if self._line is not None and not self._line.heads else None

    def facts(self) -> dict[str, str]:
        """What stands on the right, by its heading; in the order of the screen."""
        return {name.text(): value.text() for name, value in self._fact_rows if not name.isHidden()}

    def set_reasons(self, reasons: Mapping[str, Words]) -> None:
        self._reasons = reasons
        self._say()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        self._beside.setFixedWidth(scaled(_FACTS_WIDTH))
        for part in (self.text, self.note, self.take_back, self.show_comment):
            part.set_theme(theme)

    def retranslate(self) -> None:
        self.note_heading.setText(self.tr("NOTE"))
        self.text.setAccessibleName(self.tr("Text of the entry"))
        self.note.setAccessibleName(self.tr("Note"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_2)
        for widget in (self.heading, self.text, self.note_heading, self.note):
            left.addWidget(widget)
        left.setStretchFactor(self.text, 1)
        doing = QHBoxLayout()
        doing.setSpacing(SPACE_2)
        doing.addWidget(self.take_back)
        doing.addWidget(self.show_comment)
        doing.addStretch(1)
        left.addLayout(doing)
        facts = QWidget()
        facts.setProperty("role", "pane")
        self._grid.setContentsMargins(0, 0, SPACE_2, 0)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        facts.setLayout(self._grid)
        scroll = self._beside
        scroll.setWidget(facts)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        row.setSpacing(SPACE_4)
        row.addLayout(left, 1)
        row.addWidget(scroll)

    def _say(self) -> None:
        line, entry = self._line, self.entry()
        facts = self._facts_of(entry) if entry is not None else []
        if line is not None:
            facts = [*(facts or self._facts_of_batch(line)), *self._facts_of_undoing(line)]
        self._say_facts(facts)
        self._say_text(entry)
        note = entry.note if entry is not None and entry.note else ""
        self.note.show_pieces([Piece(Change.SAME, visible(note).text)] if note else [])
        self.note_heading.setVisible(bool(note))
        self.note.setVisible(bool(note))
        self._say_buttons()

    def _say_buttons(self) -> None:
        line = self._line
        self.take_back.setVisible(line is not None)
        self.show_comment.setVisible(self.entry() is not None)
        self.show_comment.say(self.tr("Show at the desk"), self.tr("Enter"))
        if line is None:
            return
        words = self.tr("Undo") if line.reversal is None else self.tr("Do again")
        if line.entries > 1:
            words = self.tr("Undo this batch of {0}")
            if line.reversal is not None:
                words = self.tr("Do this batch of {0} again")
            words = words.format(count_in(line.entries, self._language))
        self.take_back.say(words, "Z")

    def _say_text(self, entry: LogEntry | None) -> None:
        self.text.show_pieces([])
        if entry is None:
            self._say_no_text()
        elif entry.erased:
            self.heading.setText(self.tr("NAME, ADDRESS AND TEXT HAVE BEEN ERASED"))
        elif entry.before is None:
            self.heading.setText(self.tr("TEXT"))
            self.text.show_pieces([Piece(Change.SAME, visible(entry.text or "").text)])
        else:
            self.heading.setText(self.tr("TEXT: STRUCK THROUGH BEFORE, UNDERLINED AFTER"))
            before, after = visible(entry.before).text, visible(entry.text or "").text
            self._jobs.read(
                self,
                partial(difference, before, after),
                partial(self._show_difference, entry),
                self._not_compared,
            )

    def _say_no_text(self) -> None:
        if self._line is None:
            self.heading.setText(self.tr("Choose an entry to see the whole of it."))
            return
        count = count_in(self._line.entries, self._language)
        self.heading.setText(self.tr("A BATCH OF {0}").format(count))
        hint = self.tr("Press → to see what is in it, ← to close it again.")
        paragraphs = [*self._said_of(self._line.entries, self._of_batch), [hint]]
        said = "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
        self.text.show_pieces([Piece(Change.SAME, said)])

    def _said_of(self, entries: int, contents: BatchContents | None) -> list[list[str]]:
        """The articles of a batch where there are several, and how its first entries begin."""
        if contents is None:
            return []
        articles = [
            f"{visible_line(title, LINE).text} · {count_in(n, self._language)}"
            for title, n in contents.articles
        ]
        first = [
            f"{wording.writer_said(entry)}: {wording.text_said(entry)}" for entry in contents.first
        ]
        if left := entries - len(first):
            first.append(self.tr("… and {0} more").format(count_in(left, self._language)))
        return [articles if len(articles) > 1 else [], first]

    def _show_contents(self, batch: int, contents: BatchContents) -> None:
        line = self._line
        if line is not None and line.heads and line.entry.batch == batch:
            self._of_batch = contents
            self._say()

    def _show_difference(self, entry: LogEntry, pieces: Sequence[Piece]) -> None:
        if entry is self.entry():
            self.text.show_pieces(pieces)

    def _not_compared(self, words: Words) -> None:
        self.heading.setText(words.said_in(self._language))

    def _facts_of(self, entry: LogEntry) -> list[tuple[str, str]]:
        said = self._language
        facts = [
            (self.tr("Entry"), str(entry.sequence)),
            (self.tr("Time"), wording.time_said(entry.at, said)),
            (self.tr("Moderator"), entry.moderator),
            (self.tr("Decision"), wording.action_said(entry, said)),
            (self.tr("Status"), change_words(entry).said_in(said)),
            (self.tr("Reason"), wording.reason_said(entry, self._reasons, said)),
            (self.tr("Name"), entry.name or ""),
            (self.tr("Address"), entry.address or ""),
            (self.tr("Article"), entry.article_title or entry.article),
            (self.tr("Comment"), entry.external_id),
            (self.tr("Source"), entry.source),
            (self.tr("Undoes entry"), "" if entry.undoes is None else str(entry.undoes)),
            (self.tr("Batch"), str(entry.batch)),
            (self.tr("Hash"), entry.hash.hex(" ", 16)),
        ]
        return [(name, visible_line(value, FACT).text) for name, value in facts if value]

    def _facts_of_batch(self, line: LogLine) -> list[tuple[str, str]]:
        said, entry = self._language, line.entry
        facts = [
            (self.tr("Time"), wording.time_said(entry.at, said)),
            (self.tr("Moderator"), entry.moderator),
            (self.tr("Decision"), wording.actions_said(line, said)),
            (self.tr("Status"), self._changes_said()),
            (self.tr("Entries"), count_in(line.entries, said)),
            (self.tr("Articles"), count_in(line.articles, said) if line.articles > 1 else ""),
            (self.tr("Article"), self._only_article() if line.articles == 1 else ""),
            (self.tr("Batch"), str(entry.batch)),
        ]
        return [(name, visible_line(value, FACT).text) for name, value in facts if value]

    def _changes_said(self) -> str:
        """From which status to which, and how many where they differ."""
        changes = self._of_batch.changes if self._of_batch is not None else ()
        said = [
            (words_between(before, after).said_in(self._language), n)
            for before, after, n in changes
        ]
        told = [(words, n) for words, n in said if words]
        if len(changes) == 1:
            return "".join(words for words, _ in told)
        return ", ".join(f"{words}: {count_in(n, self._language)}" for words, n in told)

    def _only_article(self) -> str:
        articles = self._of_batch.articles if self._of_batch is not None else ()
        return articles[0][0] if articles else ""

    def _facts_of_undoing(self, line: LogLine) -> list[tuple[str, str]]:
        taken = line.reversal
        if taken is None:
            return []
        when = wording.time_said(taken.at, self._language)
        words = self.tr("{0}, {1}") if taken.whole else self.tr("{0}, {1}, in part")
        who = visible_line(taken.moderator, FACT).text
        return [(self.tr("Undone by"), words.format(who, when))]

    def _say_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._fact_rows) < len(facts):
            self._add_fact_row()
        for number, (name, value) in enumerate(self._fact_rows):
            here = number < len(facts)
            name.setVisible(here)
            value.setVisible(here)
            name.setText(facts[number][0] if here else "")
            value.setText(facts[number][1] if here else "")
            if here:
                value.setFont(_fixed() if facts[number][0] == self.tr("Hash") else font())

    def _add_fact_row(self) -> None:
        name, value = PlainLabel("second"), PlainLabel()
        value.setWordWrap(True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        number = len(self._fact_rows)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, number, 0, top)
        self._grid.addWidget(value, number, 1, top)
        self._grid.setRowStretch(number, 0)
        self._grid.setRowStretch(number + 1, 1)
        self._fact_rows.append((name, value))


def _fixed() -> QFont:
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPixelSize(SIZE_SECOND)
    return result
