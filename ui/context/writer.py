"""Who wrote it: whether name and address are believable, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import moment
from app.domain.comment import History, Judgement
from app.domain.flag import Reason, Severity
from app.domain.hostile import isolated, visible_line
from app.domain.reading import WriterRecord
from app.domain.words import Language
from ui.chips import severity_chip
from ui.context.wording import SAID, severity_of
from ui.phrases import age_words, count_in
from ui.shortcuts import shown_keys
from ui.theme import LIGHT, SPACE_1, SPACE_2, SPACE_3, SPACE_5, Theme
from ui.widgets import (
    ChipLabel,
    ElidedLabel,
    mark_side,
    paint_severity,
    paint_tick,
    plain_tooltip,
    shown_name,
)

_NAMES_SHOWN = 3


class WriterPane(QWidget):
    """Name, verdicts and history at the left, the address and the way to all at the right."""

    allByWriterRequested = Signal(object)
    """The writer's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("writerPane")
        self._record: WriterRecord | None = None
        self._language: Language = "vi"
        self._theme = LIGHT
        self._clock: Callable[[], int] = moment.now
        self._machine_known = True
        self._action: QAction | None = None
        self._name = ElidedLabel("name")
        self._chips = [ChipLabel(), ChipLabel()]
        self._history = ElidedLabel("second")
        self._address = ElidedLabel("second")
        self._mark = VerdictMark()
        self.all_button = QPushButton()
        self.all_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.all_button.setProperty("role", "aside")
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(self._ask_for_all)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(SPACE_2)
        above.addWidget(self._name, 0)
        for chip in self._chips:
            above.addWidget(chip)
        above.addStretch(1)
        above.addSpacing(SPACE_3)
        above.addWidget(self._mark)
        above.addWidget(self._address, 0)
        below = QHBoxLayout()
        below.setSpacing(SPACE_3)
        below.addWidget(self._history, 1)
        below.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_2 + 2, SPACE_5, SPACE_2)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(below)

    def show_record(self, record: WriterRecord | None, *, machine_known: bool = True) -> None:
        """Show this writer; without a known machine nothing is said of others on it."""
        self._record = record
        self._machine_known = machine_known
        self._fill()

    def follow(self, action: QAction) -> None:
        """Show the key of the command that does what the link does."""
        self._action = action
        action.changed.connect(self.retranslate)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._mark.set_theme(theme)
        self._fill()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def set_now(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self.refresh_ages()

    def refresh_ages(self) -> None:
        self._history.setText(self.history_words())

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Writer"))
        words = self.tr("All comments by this writer")
        key = shown_keys(self._action) if self._action is not None else ""
        self.all_button.setText(f"{words}  {key} ›" if key else f"{words} ›")
        self.all_button.setAccessibleName(words)
        self.all_button.setAccessibleDescription(key)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def history_words(self) -> str:
        """What is known of the writer, in one line."""
        record = self._record
        if record is None:
            return ""
        parts = self._decided(record.history)
        if record.other_names:
            names = [shown_name(name) for name in record.other_names[:_NAMES_SHOWN]]
            if len(record.other_names) > _NAMES_SHOWN:
                names.append(f"+{count_in(len(record.other_names) - _NAMES_SHOWN, self._language)}")
            parts.append(self.tr("also as {0}").format(", ".join(names)))
        if self._machine_known and (record.same_machine or not _decided_count(record.history)):
            one, many = self.tr("same machine: {0} other"), self.tr("same machine: {0} others")
            others = count_in(record.same_machine, self._language)
            parts.append((one if record.same_machine == 1 else many).format(others))
        return " · ".join(parts)

    def _decided(self, history: History) -> list[str]:
        if not _decided_count(history):
            first = self.tr("first comment"), self.tr("no history yet")
            waiting = count_in(history.pending, self._language)
            several = self.tr("{0} pending").format(waiting), self.tr("none decided yet")
            return list(several if history.pending > 1 else first)
        counts = (
            (history.approved, self.tr("{0} approved")),
            (history.rejected, self.tr("{0} rejected")),
            (history.spam, self.tr("{0} spam")),
        )
        parts = [words.format(count_in(n, self._language)) for n, words in counts if n]
        if history.last_at:
            age = age_words(history.last_at, self._clock()).said_in(self._language)
            parts.append(self.tr("latest {0}").format(age))
        return parts

    def _fill(self) -> None:
        record = self._record
        self._history.setText(self.history_words())
        self.all_button.setVisible(record is not None)
        judgements: list[Judgement] = []
        if record is not None:
            writer = record.writer
            judgements = [writer.name_judgement, writer.address_judgement]
            self._name.setText(shown_name(writer.name) if writer.name.strip() else self._nobody())
            self._show_address(writer.address, writer.address_judgement)
        else:
            self._name.setText("")
            self._show_address("", None)
        reasons = [each.reason for each in judgements if each.reason is not None]
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(reasons))
            if number < len(reasons):
                self._show_reason(chip, reasons[number])

    def _nobody(self) -> str:
        return self.tr("(no name)")

    def _show_reason(self, chip: ChipLabel, reason: Reason) -> None:
        label = reason.label.said_in(self._language)
        chip.say(severity_chip(label, reason.code.severity, self._theme), self._theme)
        sentence = self._sentence(reason)
        chip.setToolTip(plain_tooltip(sentence))
        chip.setAccessibleDescription(sentence)

    def _show_address(self, address: str, judgement: Judgement | None) -> None:
        given = bool(address.strip())
        missing = self.tr("(no address)") if judgement is not None else ""
        shown = isolated(address[:SAID]) if given else missing
        self._address.setText(shown)
        self._mark.setVisible(judgement is not None)
        if judgement is None:
            return
        reason = judgement.reason
        said = self._sentence(reason) if reason is not None else self.tr("believable address")
        self._mark.say(severity_of(judgement.verdict), said)
        self._address.set_hint(f"{shown}: {said}")
        self._address.setAccessibleName(f"{shown}, {said}")

    def _sentence(self, reason: Reason) -> str:
        return visible_line(reason.sentence.said_in(self._language), 2 * SAID).text

    def _ask_for_all(self) -> None:
        if self._record is not None:
            self.allByWriterRequested.emit(self._record.writer.id)


def _decided_count(history: History) -> int:
    return history.approved + history.rejected + history.spam


class VerdictMark(QWidget):
    """✓ or ⚠, with the reason in its tooltip and for a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity: Severity | None = None
        self._theme = LIGHT
        self._measure()

    def say(self, severity: Severity | None, words: str) -> None:
        self._severity = severity
        self.setAccessibleName(words)
        self.setToolTip(plain_tooltip(words))
        self.update()

    def severity(self) -> Severity | None:
        return self._severity

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._measure()
        self.update()

    def _measure(self) -> None:
        self.setFixedSize(mark_side(), mark_side() + SPACE_1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = mark_side()
        place = QRectF(0, (self.height() - side) / 2, side, side)
        if self._severity is None:
            paint_tick(painter, place, self._theme)
        else:
            paint_severity(painter, place, self._severity, self._theme)
