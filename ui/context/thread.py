"""The turns of a conversation, painted on one widget; the judged text alone is its own widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from app.domain.comment import Comment, Status
from app.domain.flag import FlagKind, Severity
from app.domain.hostile import SHOWN_TEXT, visible
from app.domain.reading import Context, Note, Turn
from app.domain.words import Language
from ui.chips import Chip, status_chip
from ui.context.hits import Span, flagged_spans, searched_spans, shown_spans
from ui.context.long_thread import opened_by, parts_of
from ui.context.still_text import DifferenceText, JudgedText
from ui.context.turns import (
    AVATAR_RISES,
    DEEPEST,
    FoldedRow,
    Head,
    PaintedText,
    Remark,
    TurnRow,
    beside_avatar,
    indent_of,
    paint_head,
    paint_remark,
    remark_width,
    turn_line,
)
from ui.context.wording import flag_sentences, time_words
from ui.difference import difference
from ui.phrases import age_words, count_in
from ui.text_places import utf16
from ui.theme import (
    LEAST_CONTROL,
    LIGHT,
    RADIUS_CARD,
    SIZE_BODY,
    SIZE_SECOND,
    SPACE_2,
    SPACE_3,
    SPACE_5,
    Theme,
    font,
)
from ui.widgets import initials_of, plain_tooltip, shown_name

NEIGHBOUR_SHOWN = 1_200
"""Code points shown of a turn that is not the judged one, until more is asked for."""

NOTE_SHOWN = 2_000
BAR_WIDTH = 10
"""The scroll bar stands in the margin, so that nothing moves when it comes and goes."""

_RIGHT = SPACE_5 - BAR_WIDTH
_JUDGED_LINES, _NEIGHBOUR_LINES = 400, 30
_REMARKS = 40
_BETWEEN = 13
_CARD_INSIDE = SPACE_3


class Thread(QWidget):
    """Paints turns; emits `laidOut` when their places have changed."""

    laidOut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self._typed = ""
        self._theme = LIGHT
        self._language: Language = "vi"
        self._now = 0
        self._rows: list[TurnRow] = []
        self._bodies: dict[int, PaintedText] = {}
        self._limits: dict[int, int] = {}
        self._folded: list[FoldedRow] = []
        self._opened: frozenset[int] = frozenset()
        self._laid_width = -1
        self.judged = JudgedText(self)
        self.judged.setObjectName("judgedText")
        self.original = DifferenceText(self)
        self.original_button = self._link()
        self.original_button.setCheckable(True)
        self.original_button.toggled.connect(self._fold_original)
        self.judged.hide()
        self.original.hide()
        self._retranslate()

    def show_context(self, context: Context | None, typed: str, now: int) -> None:
        """Show this conversation, with the words of the typed search lit in its judged comment."""
        before = self._context
        self._context, self._typed, self._now = context, typed, now
        if before is None or context is None or before.comment.id != context.comment.id:
            self._limits = {}
            self._opened = frozenset()
            self.original_button.setChecked(False)
        self._rebuild()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.judged.set_theme(theme)
        self.original.set_theme(theme)
        self._rebuild(anew=True)

    def set_language(self, language: Language) -> None:
        self._language = language
        self._retranslate()

    def retranslate(self) -> None:
        self._retranslate()

    def refresh_ages(self, now: int) -> None:
        """Say how old everything is by now; nothing moves."""
        self._now = now
        for row in self._rows:
            row.head = self._head_of(row.comment, judged=row.body is None, depth=row.depth)
        self.update()

    def rows(self) -> tuple[TurnRow, ...]:
        return tuple(self._rows)

    def judged_row(self) -> TurnRow | None:
        return next((row for row in self._rows if row.body is None), None)

    def said(self) -> str:
        """The whole conversation in words, for a screen reader."""
        return "\n".join(self._said(row) for row in self._rows)

    def event(self, event: QEvent) -> bool:
        """A turn's first line may be cut: the whole of it is in its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().y()
            lines = [row for row in self._rows if 0 <= at - row.top < 2 * turn_line()]
            said = lines[0].head.said() if lines else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(said), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() != self._laid_width:
            self._lay_out()

    # building

    def _rebuild(self, *, anew: bool = False) -> None:
        """`anew`: with another size of text, nothing that was laid out can stay."""
        for folded in self._folded:
            folded.line.hide()
            folded.line.deleteLater()
        for row in self._rows:
            if row.rest is not None:
                row.rest.hide()
                row.rest.deleteLater()
        kept = [] if anew else self._rows
        self._bodies = {row.comment.id: row.body for row in kept if row.body is not None}
        self._rows, self._folded = [], []
        context = self._context
        if context is not None:
            turns = context.conversation
            if all(turn.comment.id != context.comment.id for turn in turns):
                turns = (*turns, Turn(context.comment, 0))
            parts = parts_of(turns, context.comment.id, self._opened)
            self._rows = [self._row(part, context) for part in parts if isinstance(part, Turn)]
            self._folded = [self._fold(part) for part in parts if not isinstance(part, Turn)]
        self.judged.setVisible(context is not None)
        self._laid_width = -1
        self._lay_out()
        self.setAccessibleDescription(self.said())

    def _row(self, turn: Turn, context: Context) -> TurnRow:
        judged = turn.comment.id == context.comment.id
        comment = context.comment if judged else turn.comment
        limit = self._limits.get(comment.id) or _first_limit(comment.text, judged=judged)
        shown = visible(comment.text, limit)
        head = self._head_of(comment, judged=judged, depth=turn.depth)
        if not judged:
            body = self._bodies.get(comment.id)
            if body is None or body.text != shown.text:
                body = PaintedText(shown.text, font(SIZE_BODY), turn_line())
            row = TurnRow(comment, turn.depth, head, body, limit)
        else:
            spans = (
                *flagged_spans(comment.flags),
                *searched_spans(comment.text[:limit], self._typed),
            )
            self._show_judged(shown.text, shown_spans(spans, shown), head.name)
            row = TurnRow(comment, turn.depth, head, None, limit)
            row.remarks = self._remarks(comment, context.notes)
            self._show_original(context)
        if shown.cut:
            row.rest = self._rest_button(comment, limit)
        return row

    def _show_judged(self, text: str, hits: tuple[Span, ...], name: str) -> None:
        if text != self.judged.toPlainText() or hits != self.judged.hits():
            self.judged.show_text(text, hits)
        self.judged.setAccessibleName(self.tr("Comment by {0}").format(name))
        self.judged.setAccessibleDescription(text)

    def _show_original(self, context: Context) -> None:
        edited = context.original is not None and context.original != context.comment.text
        self.original_button.setVisible(edited)
        if edited and context.original is not None and self.original_button.isChecked():
            before = visible(context.original, SHOWN_TEXT).text
            after = visible(context.comment.text, SHOWN_TEXT).text
            self.original.show_pieces(difference(before, after))
            self.original.setAccessibleDescription(before)
        self.original.setVisible(edited and self.original_button.isChecked())

    def _head_of(self, comment: Comment, *, judged: bool, depth: int) -> Head:
        name = self.tr("Newsroom") if comment.by_newsroom else shown_name(comment.writer.name)
        if not comment.by_newsroom and not comment.writer.name.strip():
            name = self.tr("(no name)")
        chips: list[Chip] = []
        aside = [age_words(comment.created_at, self._now).said_in(self._language)]
        if judged and comment.status is Status.PENDING:
            aside.append(comment.status.words.said_in(self._language))
        elif not (comment.by_newsroom and comment.status is Status.APPROVED):
            chips.append(self._status_chip(comment))
        if judged:
            chips += self._first_time(comment)
        if judged or depth > DEEPEST:
            aside += self._answered(comment)
        if comment.revision:
            aside.append(self.tr("edited"))
        initials = initials_of(name if comment.by_newsroom else comment.writer.name)
        return Head(name, initials, tuple(chips), " · ".join(aside), comment.by_newsroom)

    def _status_chip(self, comment: Comment) -> Chip:
        chip = status_chip(comment.status, self._language, self._theme)
        if not comment.decided_by or comment.status is Status.PENDING:
            return chip
        text = f"{chip.text} · {shown_name(comment.decided_by)}"
        if comment.decided_at:
            text += ", " + time_words(comment.decided_at, self._now, self._language)
        return Chip(text, chip.tone)

    def _first_time(self, comment: Comment) -> list[Chip]:
        first = [flag for flag in comment.flags if flag.kind is FlagKind.FIRST_TIME]
        tone = self._theme.notice
        return [Chip(flag.reason.label.said_in(self._language), tone) for flag in first[:1]]

    def _answered(self, comment: Comment) -> list[str]:
        """Whom a comment answers, where that is not the turn right above it."""
        if self._context is None or comment.parent_id is None:
            return []
        above: Comment | None = None
        parent: Comment | None = None
        for turn in self._context.conversation:
            if turn.comment.id == comment.id:
                break
            above = turn.comment
            parent = above if above.id == comment.parent_id else parent
        if parent is None or above is parent:
            return []
        name = self.tr("Newsroom") if parent.by_newsroom else shown_name(parent.writer.name)
        return [self.tr("answers {0}").format(name)]

    def _remarks(self, comment: Comment, notes: tuple[Note, ...]) -> list[Remark]:
        lines = flag_sentences(comment, self._language)
        small = font(SIZE_SECOND)
        remarks = [
            Remark(line.severity, PaintedText(line.text, small, turn_line(), line.bold), line.text)
            for line in lines[:_REMARKS]
        ]
        if len(lines) > _REMARKS:
            more = self.tr("and {0} more").format(len(lines) - _REMARKS)
            remarks.append(Remark(Severity.NOTICE, PaintedText(more, small, turn_line()), more))
        for note in notes:
            name = shown_name(note.moderator)
            when = time_words(note.at, self._now, self._language)
            head = self.tr("note · {0} {1}:").format(name, when)
            text = f"{head} {visible(note.text, NOTE_SHOWN).text}"
            at = head.find(name)
            bold = (Span(utf16(head, at), utf16(head, at + len(name))),) if at >= 0 else ()
            remarks.append(Remark(None, PaintedText(text, small, turn_line(), bold), text))
        return remarks

    def _fold(self, turns: tuple[Turn, ...]) -> FoldedRow:
        line = self._link()
        line.setText(
            self.tr("{0} more replies").format(count_in(len(turns), self._language)) + " ▾"
        )
        line.clicked.connect(lambda: self._unfold(turns))
        line.show()
        return FoldedRow(turns, line)

    def _unfold(self, turns: tuple[Turn, ...]) -> None:
        """Show some of them; the focus goes to what is left of the line, or to the comment."""
        judged = self.judged_row()
        place = next((row.top for row in self._folded if row.turns == turns), 0)
        above = judged is not None and place < judged.top
        self._opened |= opened_by(turns, above=above)
        self._rebuild()
        left = {turn.comment.id for turn in turns} - self._opened
        after = next((row for row in self._folded if _id_of(row) in left), None)
        focus = self.judged if after is None else after.line
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest_button(self, comment: Comment, shown: int) -> QPushButton:
        button = self._link()
        button.setText(
            self.tr("Show more ({0} of {1} characters)").format(
                count_in(shown, self._language), count_in(len(comment.text), self._language)
            )
        )
        button.clicked.connect(lambda: self._show_more(comment.id))
        button.show()
        return button

    def _show_more(self, comment_id: int) -> None:
        row = next((row for row in self._rows if row.comment.id == comment_id), None)
        if row is None:
            return
        self._limits[comment_id] = row.limit + SHOWN_TEXT
        self._rebuild()
        after = next((row for row in self._rows if row.comment.id == comment_id), None)
        if after is not None and after.rest is not None:
            after.rest.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.judged.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("role", "link")
        button.setAutoDefault(False)
        button.hide()
        return button

    def _fold_original(self, _open: bool) -> None:
        self._retranslate_original()
        if self._context is not None:
            self._show_original(self._context)
            self._laid_width = -1
            self._lay_out()

    # places

    def _lay_out(self) -> None:
        width = self.width()
        self._laid_width = width
        top = AVATAR_RISES
        for number, row in enumerate(self._parts()):
            if isinstance(row, FoldedRow):
                row.top = top
                left = SPACE_5 + indent_of(row.turns[0].depth, width) + beside_avatar()
                top += self._place_button(row.line, left, top) + _BETWEEN
                continue
            if row.body is None:
                top += 0 if number else SPACE_2
                row.top = top
                row.height = self._lay_out_judged(row, width)
            else:
                row.top = top
                row.height = self._lay_out_turn(row, row.body, width)
            top += row.height + _BETWEEN
        self.resize(width, max(1, top))
        self.update()
        self.laidOut.emit()

    def _parts(self) -> list[TurnRow | FoldedRow]:
        """Rows and folded lines in their order."""
        context, parts = self._context, list[TurnRow | FoldedRow]()
        if context is None or not self._folded:
            return [*self._rows]
        place = {turn.comment.id: n for n, turn in enumerate(context.conversation)}
        parts.extend(self._rows)
        parts.extend(self._folded)
        return sorted(parts, key=lambda part: place.get(_id_of(part), len(place)))

    def _lay_out_turn(self, row: TurnRow, body: PaintedText, width: int) -> int:
        left = SPACE_5 + row.indent_in(width) + beside_avatar()
        height = turn_line() + body.height_at(width - _RIGHT - left)
        return height + self._place_button(row.rest, left, row.top + height)

    def _lay_out_judged(self, row: TurnRow, width: int) -> int:
        left = SPACE_5 + row.indent_in(width) + beside_avatar()
        wide = max(40, width - _RIGHT - left)
        top = row.top + _CARD_INSIDE + turn_line() + 4
        tall = max(LEAST_CONTROL, self.judged.height_at(wide))
        self.judged.setGeometry(left, top, wide, tall)
        top += tall
        top += self._place_button(row.rest, left, top)
        if row.remarks:
            top += 6
        for remark in row.remarks:
            remark.top = top
            top += remark.body.height_at(remark_width(remark, wide)) + 3
        if not self.original_button.isHidden():
            top += self._place_button(self.original_button, left, top + 2) + 2
        if not self.original.isHidden():
            tall = self.original.height_at(wide)
            self.original.setGeometry(left, top + 2, wide, tall)
            top += tall + 6
        return top + _CARD_INSIDE - 1 - row.top

    def _place_button(self, button: QPushButton | None, left: int, top: int) -> int:
        if button is None:
            return 0
        size = button.sizeHint()
        edge = 5
        button.setGeometry(left - edge, top, size.width(), size.height())
        return size.height()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._rows:
            if row.top > event.rect().bottom() or row.top + row.height < event.rect().top():
                continue
            left = SPACE_5 + row.indent_in(self.width())
            top = row.top
            if row.body is None:
                self._paint_card(painter, row)
                top += _CARD_INSIDE
            place = QRectF(left, top, self.width() - _RIGHT - left, turn_line())
            paint_head(painter, row.head, place, self._theme, on_card=row.body is None)
            left += beside_avatar()
            if row.body is not None:
                row.body.paint(painter, left, top + turn_line(), self._theme.text)
            for remark in row.remarks:
                paint_remark(painter, remark, left, self._theme)

    def _paint_card(self, painter: QPainter, row: TurnRow) -> None:
        left = SPACE_5 + row.indent_in(self.width()) - SPACE_3
        card = QRectF(left, row.top, self.width() - (SPACE_3 - BAR_WIDTH) - left, row.height)
        bare = self._theme.is_bare
        painter.setPen(QPen(QColor(self._theme.accent), 2) if bare else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(self._theme.selection))
        painter.drawRoundedRect(card, RADIUS_CARD, RADIUS_CARD)

    # words

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Conversation"))
        self.original.setAccessibleName(self.tr("What the edit changed"))
        self._retranslate_original()
        self._rebuild()

    def _retranslate_original(self) -> None:
        mark = "▴" if self.original_button.isChecked() else "▾"
        self.original_button.setText(self.tr("original") + f" {mark}")

    def _said(self, row: TurnRow) -> str:
        text = self.judged.toPlainText() if row.body is None else row.body.text
        remarks = "".join(f"\n{remark.said}" for remark in row.remarks)
        return f"{row.head.said()}: {text}{remarks}"


def _id_of(part: TurnRow | FoldedRow) -> int:
    return part.comment.id if isinstance(part, TurnRow) else part.turns[0].comment.id


def _first_limit(text: str, *, judged: bool) -> int:
    """Code points shown at first: fewer where line after line would fill the screen."""
    most = SHOWN_TEXT if judged else NEIGHBOUR_SHOWN
    end = -1
    for _ in range(_JUDGED_LINES if judged else _NEIGHBOUR_LINES):
        end = text.find("\n", end + 1, most)
        if end < 0:
            return most
    return end + 1
