"""A comment as a card: who, what they say, where it belongs, in the order in which one judges."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextLayout, QTextOption

from app.domain import moment
from app.domain.comment import Comment
from app.domain.hostile import visible, visible_line
from app.domain.words import Language
from ui import theme as look
from ui.chips import (
    GAP,
    PADDING,
    Chip,
    flag_chips,
    paint_chip_ground,
    row_of_chips,
    sign_room,
    status_chip,
)
from ui.icons import GLYPHS
from ui.phrases import age_words, count_in, just_decided
from ui.queue.hits import Span, merged, search_hits
from ui.queue.measures import LEFT, Line, Measures, line_of
from ui.queue.model import Entry
from ui.queue.relisting import Faded
from ui.text_places import across, utf16_offsets
from ui.theme import Theme, Tone

BAR = 3
BOX_REACH = 10
MOST_CHIPS = 3
NAME_SHARE = 0.45
FEWEST_LETTERS = 60
LETTERS_OF_A_LINE = 120
PREPARED_CARDS = 200
WHOLE = 600
"""Letters of a text in a tooltip; all of it is read in the right column."""
AGES_DIFFER_EVERY = 15 * moment.SECOND
FOCUS_ALPHA = 130

_LINE_OF_TEXT = (
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's two lines, where "…" stands if it goes on, and what lies lit behind it.

    All places count from the upper left corner of the first line.
    """

    layout: QTextLayout
    ellipsis: QPointF | None
    hits: tuple[QRectF, ...]


@dataclass(frozen=True, slots=True)
class _PlacedChip:
    """A chip on a card, counted from the card's corner; `words` begin at `left`."""

    tone: Tone
    place: QRect
    words: Line
    left: int
    sign: Line | None


@dataclass(frozen=True, slots=True)
class _Card:
    """A comment laid out for one width: what does not change from one painting to the next."""

    comment: Comment
    faded: Faded | None
    width: int
    name: Line
    said: str
    chips: tuple[_PlacedChip, ...]
    text: _Text
    article: Line


class CardDelegate(QObject):
    """Paints what stands in the rows of a `QueueModel`, for the list that shows it. All of a
    stranger's text is drawn as plain text.

    What is painted again and again is laid out once: shaping a line of Vietnamese costs more than
    drawing it.
    """

    def __init__(
        self,
        theme: Theme,
        language: Language,
        clock: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._clock = clock
        self._search = ""
        self._status_shown = False
        self._right = LEFT
        self._measures = Measures(theme.density)
        self._cards: OrderedDict[int, _Card] = OrderedDict()
        self._titles: dict[tuple[str, int], Line] = {}
        self._ages: dict[int, Line] = {}
        self._ages_of = 0

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another application font, density or size of text."""
        self._theme = theme
        self._measures = Measures(theme.density)
        self._cards.clear()
        self._titles.clear()
        self._ages.clear()

    def set_language(self, language: Language) -> None:
        self._language = language
        self._cards.clear()
        self._ages.clear()

    def set_search(self, typed: str) -> None:
        """What was searched for is lit in the texts."""
        self._search = typed
        self._cards.clear()

    def set_status_shown(self, shown: bool) -> None:
        """Whether cards say their status, for a queue that holds more than one."""
        self._status_shown = shown
        self._cards.clear()

    def set_right_margin(self, pixels: int) -> None:
        """How far from the right edge a card's content ends; less where a scroll bar stands."""
        self._right = pixels

    def row_height(self) -> int:
        return self._measures.row

    def ground(self) -> QColor:
        """What stands where no card does."""
        return QColor(self._theme.behind)

    def hits_mark(self, card: QRect, position: QPoint) -> bool:
        """Whether a click there, on a card that stands at `card`, is meant for its mark box."""
        box = self._box(card)
        return box.adjusted(-BOX_REACH, -BOX_REACH, BOX_REACH, BOX_REACH).contains(position)

    def begin(self, painter: QPainter) -> None:
        """Make a painter fit for any number of cards."""
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        entry: Entry,
        *,
        current: bool,
        focused: bool,
        hovered: bool = False,
    ) -> None:
        """Paint what stands in a row, and nothing outside of `rect`."""
        painter.setClipRect(rect)
        faded = entry.faded is not None
        self._paint_ground(painter, rect, faded=faded, current=current, focused=focused)
        self._paint_box(painter, self._box(rect), entry.marked, hovered=hovered)
        if entry.comment is None:
            self._paint_without_comment(painter, rect, entry.instead)
            return
        self._paint_card(painter, rect, self._card(entry.comment, entry.faded, rect.width()))

    def prepare(self, comment: Comment, faded: Faded | None, width: int) -> bool:
        """Lay a card of this width out before it is painted; False when it was already."""
        if self._known(comment, faded, width - self._measures.text_left - self._right) is not None:
            return False
        self._card(comment, faded, width)
        return True

    def cut_at(self, card: QRect, entry: Entry, position: QPoint) -> str:
        """The whole of the line at a place on a card, if there is not enough room for it."""
        comment = entry.comment
        if comment is None:
            return ""
        shown, down = self._card(comment, entry.faded, card.width()), position.y() - card.top()
        if down < self._measures.text_top:
            chips = (chip.text for chip in self._chips(comment, entry.faded))
            whole = " · ".join((shown.said or self.tr("no name"), *chips))
            there = (shown.name, *(chip.words for chip in shown.chips))
            return "" if whole == " · ".join(line.layout.text() for line in there) else whole
        if down < self._measures.foot_top:
            return visible(comment.text, WHOLE).text if shown.text.ellipsis is not None else ""
        title = visible_line(comment.article_title, LETTERS_OF_A_LINE).text
        return "" if title == shown.article.layout.text() else title

    # Painting

    def _paint_ground(
        self, painter: QPainter, rect: QRect, *, faded: bool, current: bool, focused: bool
    ) -> None:
        theme = self._theme
        ground = _colour(theme.selection if current else theme.pane)
        if faded and not current:
            ground = _between(_colour(theme.pane), _colour(theme.behind))
        painter.fillRect(rect, ground)
        left, bottom = rect.left(), rect.bottom()
        painter.fillRect(left, bottom, rect.width(), 1, _colour(theme.hairline))
        if current:
            painter.fillRect(left, rect.top(), BAR, rect.height() - 1, _colour(theme.accent))
        if current and (theme.is_bare or focused):
            edge = QColor(theme.accent)
            edge.setAlpha(255 if theme.is_bare else FOCUS_ALPHA)
            painter.setPen(QPen(edge, 3 if theme.is_bare and focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = 1.5 if theme.is_bare and focused else 0.5
            painter.drawRect(QRectF(rect).adjusted(inside, inside, -inside, -1 - inside))

    def paint_places(self, painter: QPainter, area: QRect) -> None:
        """Where comments will stand, before it is known which."""
        for top in range(area.top(), area.bottom(), self._measures.row):
            card = QRect(area.left(), top, area.width(), self._measures.row)
            self._paint_ground(painter, card, faded=False, current=False, focused=False)
            self._paint_without_comment(painter, card, None)

    def _paint_without_comment(self, painter: QPainter, rect: QRect, said: str | None) -> None:
        measures = self._measures
        left = rect.left() + measures.text_left
        width = rect.width() - measures.text_left - self._right
        if said:
            painter.setFont(measures.body)
            painter.setPen(_colour(self._theme.faint))
            place = rect.adjusted(measures.text_left, 0, -self._right, 0)
            painter.drawText(place, _LINE_OF_TEXT, said)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(self._theme.hairline))
        lines = ((measures.text_top, 0.95), (measures.text_top + measures.line, 0.6))
        bars = (
            (measures.top, measures.head, 0.26),
            *((top, measures.line, share) for top, share in lines[: measures.lines]),
            (measures.foot_top, measures.foot, 0.4),
        )
        for top, height, share in bars:
            bar = QRectF(left, rect.top() + top + (height - 8) / 2, width * share, 8)
            painter.drawRoundedRect(bar, 4, 4)

    def _box(self, card: QRect) -> QRect:
        side = self._measures.box
        top = card.top() + self._measures.top + (self._measures.head - side) // 2
        return QRect(card.left() + LEFT, top, side, side)

    def _paint_box(self, painter: QPainter, box: QRect, marked: bool, *, hovered: bool) -> None:
        theme = self._theme
        if not marked:
            painter.setPen(QPen(_colour(theme.accent if hovered else theme.second), 1.2 + hovered))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(theme.accent))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(_colour(theme.on_accent), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = QPointF(box.topLeft())
        unit = box.width() / 14
        tick = (QPointF(3.4, 7.3), QPointF(6.0, 9.9), QPointF(10.6, 4.4))
        painter.drawPolyline(QPolygonF([corner + point * unit for point in tick]))

    def _paint_card(self, painter: QPainter, rect: QRect, card: _Card) -> None:
        theme, measures = self._theme, self._measures
        left, top = rect.left() + measures.text_left, rect.top()
        right = rect.right() + 1 - self._right
        text, second = (theme.text, theme.second)
        if card.faded is not None:
            text = second = theme.faint
        painter.setPen(_colour(text if card.said else theme.faint))
        card.name.draw(painter, left, top + measures.name_base)
        for chip in card.chips:
            paint_chip_ground(painter, chip.place.translated(rect.topLeft()), chip.tone, theme)
            if chip.sign is not None:
                sign_left = rect.left() + chip.place.left() + PADDING
                chip.sign.draw(painter, sign_left, top + measures.sign_base)
            chip.words.draw(painter, rect.left() + chip.left, top + measures.chip_base)
        age = self._age(card.comment)
        painter.setPen(_colour(second))
        age.draw(painter, right - age.width, top + measures.age_base)
        painter.setPen(_colour(theme.faint))
        card.article.draw(painter, left, top + measures.foot_base)
        origin = QPointF(left, top + measures.text_top)
        if card.text.hits and card.faded is None:
            self._paint_hits(painter, origin, card.text.hits)
        painter.setPen(_colour(text))
        card.text.layout.draw(painter, origin)
        if card.text.ellipsis is not None:
            painter.setFont(measures.body)
            painter.drawText(origin + card.text.ellipsis, "…")

    def _paint_hits(self, painter: QPainter, origin: QPointF, hits: tuple[QRectF, ...]) -> None:
        if self._theme.is_bare:
            painter.setPen(QPen(_colour(self._theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(self._theme.hit))
        for hit in hits:
            painter.drawRoundedRect(hit.translated(origin), 3, 3)

    # Laying out

    def _age(self, comment: Comment) -> Line:
        """How old it is now, as far as one sees that."""
        now = self._clock()
        if now // AGES_DIFFER_EVERY != self._ages_of or len(self._ages) >= PREPARED_CARDS:
            self._ages_of = now // AGES_DIFFER_EVERY
            self._ages.clear()
        age = self._ages.get(comment.created_at)
        if age is None:
            said = age_words(comment.created_at, now).said_in(self._language)
            age = self._ages[comment.created_at] = self._measures.small_line(said)
        return age

    def _card(self, comment: Comment, faded: Faded | None, width: int) -> _Card:
        """The card as laid out before, unless anything it was made from is another now."""
        width -= self._measures.text_left + self._right
        known = self._known(comment, faded, width)
        if known is not None:
            self._cards.move_to_end(comment.id)
            return known
        card = self._laid_out(comment, faded, width)
        self._cards[comment.id] = card
        self._cards.move_to_end(comment.id)
        if len(self._cards) > PREPARED_CARDS:
            self._cards.popitem(last=False)
        return card

    def _known(self, comment: Comment, faded: Faded | None, width: int) -> _Card | None:
        card = self._cards.get(comment.id)
        if card is None or card.comment is not comment:
            return None
        return card if card.faded == faded and card.width == width else None

    def _laid_out(self, comment: Comment, faded: Faded | None, width: int) -> _Card:
        measures = self._measures
        said = visible_line(comment.writer.name, LETTERS_OF_A_LINE).text
        name_font = measures.bold if said else measures.body
        name = line_of(said or self.tr("no name"), name_font)
        room = max(0, width - max(self._age(comment).width, measures.usual_age) - look.SPACE_3)
        chips = row_of_chips(
            self._chips(comment, faded),
            MOST_CHIPS,
            room - min(name.width, round(room * NAME_SHARE)),
            measures.chip_metrics,
            self._theme,
        )
        left_for_name = room - sum(GAP + chip_width for _, chip_width in chips)
        if name.width > left_for_name:
            name = line_of(name.layout.text(), name_font, left_for_name)
        across = measures.text_left + name.width
        placed = []
        for chip, chip_width in chips:
            placed.append(self._placed(chip, across + GAP, chip_width))
            across += GAP + chip_width
        text = self._laid_out_text(comment, width)
        article = self._title(comment.article_title, width)
        return _Card(comment, faded, width, name, said, tuple(placed), text, article)

    def _placed(self, chip: Chip, left: int, width: int) -> _PlacedChip:
        measures = self._measures
        return _PlacedChip(
            chip.tone,
            QRect(left, measures.chip_top, width, measures.chip_height),
            measures.chip_line(chip.text),
            left + PADDING + sign_room(chip.sign),
            measures.sign_line(GLYPHS[chip.sign]) if chip.sign else None,
        )

    def _title(self, title: str, width: int) -> Line:
        """An article's title in one line; a page has few different ones."""
        known = self._titles.get((title, width))
        if known is None:
            shown = visible_line(title[:LETTERS_OF_A_LINE]).text
            known = line_of(shown, self._measures.small, width)
            if len(self._titles) >= PREPARED_CARDS:
                self._titles.clear()
            self._titles[title, width] = known
        return known

    def _chips(self, comment: Comment, faded: Faded | None) -> list[Chip]:
        theme, language = self._theme, self._language
        if faded is not None:
            moderator = visible_line(faded.moderator, LETTERS_OF_A_LINE).text
            said = just_decided(moderator, faded.status).said_in(language)
            return [Chip(said, Tone(theme.faint, theme.behind))]
        chips = []
        if self._status_shown:
            chips.append(status_chip(comment.status, language, theme))
        if comment.by_newsroom:
            chips.append(Chip(self.tr("newsroom"), theme.accent_tone))
        chips += flag_chips(comment.flags, language, theme)
        approved = comment.writer.history.approved
        if approved > 0 and not comment.by_newsroom:
            said = self.tr("{0} approved").format(count_in(approved, language))
            chips.append(Chip(said, theme.accent_tone))
        if comment.revision > 0:
            chips.append(Chip(self.tr("edited"), theme.notice))
        return chips

    def _laid_out_text(self, comment: Comment, width: int) -> _Text:
        most = max(FEWEST_LETTERS, width // 2)
        shown = visible_line(comment.text[:most].rstrip())
        spans = [
            (shown.shown_offset(flag.start), shown.shown_offset(flag.end))
            for flag in comment.flags
            if flag.start is not None and flag.end is not None
        ]
        if self._search:
            spans += search_hits(shown.text, self._search)
        layout, ellipsis = self._wrapped(shown.text, width, cut=len(comment.text) > most)
        units = utf16_offsets(shown.text)
        lit = [(units(start), units(end)) for start, end in merged(spans)]
        return _Text(layout, ellipsis, tuple(_rectangles(layout, lit)))

    def _wrapped(self, text: str, width: int, *, cut: bool) -> tuple[QTextLayout, QPointF | None]:
        """The text's first lines at our line height, and where "…" belongs if it goes on."""
        measures = self._measures
        layout = QTextLayout(text, measures.body)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        length = utf16_offsets(text)(len(text))
        layout.beginLayout()
        ellipsis = None
        for number in range(measures.lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            lead = (measures.line - line.height()) / 2
            line.setPosition(QPointF(0, number * measures.line + lead))
            if number == measures.lines - 1 and (
                cut or line.textStart() + line.textLength() < length
            ):
                line.setLineWidth(width - measures.ellipsis)
                written = line.naturalTextRect()
                rightward = written.left() > measures.ellipsis
                across = written.left() - measures.ellipsis if rightward else written.right()
                ellipsis = QPointF(across, line.y() + line.ascent())
        layout.endLayout()
        return layout, ellipsis


def _rectangles(layout: QTextLayout, spans: list[Span]) -> list[QRectF]:
    """What lies behind these places (UTF-16 units), a rectangle for each line they touch."""
    found = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        for start, end in spans:
            if start < last and end > first:
                left, right = sorted(across(line, at) for at in (max(start, first), min(end, last)))
                found.append(QRectF(left - 1.5, line.y() - 1, right - left + 3, line.height() + 2))
    return found


_colour = functools.cache(QColor)
"""A theme's colours are few and written in words."""


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )
