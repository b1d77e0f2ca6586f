"""Before an import: what is in the files and what would become of it, and only then a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.hostile import visible_line
from app.domain.words import Words
from ui import theme as look
from ui.importing.found import Found, Totals, totals_of
from ui.importing.site_field import SiteField
from ui.jobs import Job
from ui.phrases import count_in
from ui.status_line import announce
from ui.theme import Theme
from ui.widgets import ClampedLabel, ElidedLabel, Hairline, KeyCapButton, PlainLabel
from ui.work_line import WorkLine

if TYPE_CHECKING:
    from app.services.newsroom import LongWork
    from app.services.rehearsing import Rehearsed
    from ui.desk import Desk

SMALL = 2_000_000
"""Bytes that are looked at in this process: less work than starting another one."""

_MOST_LINES = 4


_FORMATS = {
    "jsonl": "JSON Lines",
    "csv": "CSV",
    "disqus": "Disqus",
    "isso-json": "Isso",
    "isso-db": "Isso (comments.db)",
    "commento": "Commento",
    "remark42": "Remark42",
    "artalk": "Artalk",
    "waline": "Waline",
    "twikoo": "Twikoo",
}


class _State(Enum):
    LOOKING = auto()
    SEEN = auto()
    FAILED = auto()


class Preview(QDialog):
    """A sheet before the desk. `wanted` carries the paths that are to be imported, and the address
    of the site whose pages they know by their paths only, if somebody has said it.

    Looking writes nothing and need not be waited for: a million rows take most of a minute. Enter
    imports once something was seen, and does nothing before.
    """

    wanted = Signal(object, str)

    def __init__(self, desk: Desk, paths: Sequence[Path]) -> None:
        super().__init__(desk.window)
        self.setObjectName("importPreview")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._paths = list(paths)
        self._state = _State.LOOKING
        self._found: Sequence[Rehearsed] = ()
        self._words: Words | None = None
        self._job: Job | None = None
        self._title = ElidedLabel("title")
        self._about = ClampedLabel(_MOST_LINES, "second")
        self.work = WorkLine()
        self.body = QScrollArea()
        self._note = ClampedLabel(_MOST_LINES, "second")
        self._listed: Path | Words | None = None
        self.site = SiteField()
        self.save = QPushButton()
        self.later = KeyCapButton()
        self.bring_in = KeyCapButton()
        self._lay_out()
        self.save.clicked.connect(self._choose_list)
        self.later.clicked.connect(self.reject)
        self.bring_in.clicked.connect(self._import)
        self.site.chosen.connect(self._look_again)
        self.finished.connect(self._stop_looking)
        self.finished.connect(desk.window.activateWindow)
        desk.window.themeChanged.connect(self.set_theme)
        self.set_theme(desk.window.theme)

    def begin(self) -> None:
        """Show at once what is being done, and do it."""
        self.open()
        self._look()

    def _look(self) -> None:
        self.body.setFocus()
        self._job = self._start(self._title_of_work(), None, self._show, self._fail)
        self.work.follow(self._job)

    @Slot()
    def _look_again(self) -> None:
        """With another site the same rows are other comments of other articles."""
        if not self.site.is_wrong:
            self._found, self._listed, self._state = (), None, _State.LOOKING
            self._look()
        self.retranslate()

    def _lay_out(self) -> None:
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save.setProperty("role", "link")
        self.save.setAutoDefault(False)
        heading = QVBoxLayout()
        heading.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_4)
        heading.setSpacing(look.SPACE_1)
        for part in (self._title, self._about):
            heading.addWidget(part)
        heading.addWidget(self.work, 0, Qt.AlignmentFlag.AlignLeft)
        inner = QVBoxLayout()
        inner.setContentsMargins(look.SPACE_4, look.SPACE_2, look.SPACE_2, look.SPACE_2)
        inner.setSpacing(look.SPACE_2)
        inner.addWidget(self.site)
        inner.addWidget(self.body, 1)
        inner.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(look.SPACE_5, look.SPACE_3, look.SPACE_5, look.SPACE_3)
        buttons.setSpacing(look.SPACE_2)
        buttons.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(self.later)
        buttons.addWidget(self.bring_in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(Hairline())
        layout.addLayout(inner, 1)
        layout.addWidget(Hairline())
        layout.addLayout(buttons)
        self.setMinimumWidth(520)
        self.resize(look.scaled(640), min(look.scaled(480), self._desk.window.height()))

    # Looking

    def _start(
        self,
        title: str,
        reject_path: Path | None,
        done: Callable[[tuple[Rehearsed, ...]], None],
        failed: Callable[[Words], None],
    ) -> Job:
        newsroom = self._desk.newsroom
        paths = [each.path for each in self._found if each.report] if reject_path else self._paths
        site = self.site.site

        def work() -> LongWork[tuple[Rehearsed, ...]]:
            from app.services.apart import beside
            from app.services.rehearsing import bytes_of, rehearse
            from app.sources.record import ReadOptions

            options = ReadOptions(site=site)
            if sum(map(bytes_of, paths)) <= SMALL:
                return rehearse(newsroom, paths, options=options, reject_path=reject_path)
            return beside(newsroom, rehearse, paths, options=options, reject_path=reject_path)

        return self._desk.jobs.start(self, title, work, done, failed)

    def _show(self, found: tuple[Rehearsed, ...]) -> None:
        self._found, self._state = found, _State.SEEN
        self.retranslate()
        (self.bring_in if self._totals().is_news else self.later).setFocus()
        announce(self, self.accessibleDescription(), urgent=False)

    def _fail(self, words: Words) -> None:
        self._words, self._state = words, _State.FAILED
        self.retranslate()
        self.later.setFocus()

    def _totals(self) -> Totals:
        return totals_of(self._found)

    @Slot()
    def _stop_looking(self) -> None:
        if self._state is _State.LOOKING and self._job is not None:
            self._job.cancel()

    # Choosing

    @Slot()
    def _import(self) -> None:
        """What a site that was typed changes is seen before it is written."""
        if self.site.is_new:
            self.site.choose()
            return
        usable = [each.path for each in self._found if each.report is not None]
        paths = usable if self._state is _State.SEEN else self._paths
        self.accept()
        self.wanted.emit(paths, self.site.site)

    @Slot()
    def _choose_list(self) -> None:
        """Where the rejected rows are to be listed, for somebody to mend."""
        first = self._paths[0]
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the rejected rows"),
            str(first.with_name(f"{first.name}.rejected.csv")),
            self.tr("Table (*.csv)"),
        )
        if name:
            self.save_list(Path(name))

    def figures(self) -> dict[str, int]:
        """The figures shown, by their words; none before anything was seen."""
        shown = self.body.widget()
        return shown.figures if isinstance(shown, Found) else {}

    def said(self) -> str:
        """All that is said of the files, for a screen reader."""
        shown = self.body.widget()
        return shown.accessibleDescription() if shown is not None else ""

    def save_list(self, path: Path) -> None:
        """Look once more, this time writing down what is rejected."""

        def done(found: tuple[Rehearsed, ...]) -> None:
            trouble = next((each.trouble for each in found if each.trouble), None)
            if trouble is not None:
                failed(trouble)
                return
            tell(path)

        def failed(words: Words) -> None:
            tell(words)

        def tell(listed: Path | Words) -> None:
            self.save.setEnabled(True)
            self._listed = listed
            self._say_choice()

        self.save.setEnabled(False)
        self.later.setFocus()
        self._start(self.tr("Listing the rejected rows"), path, done, failed)

    # What is said

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Before importing"))
        self._title.setText(self._name())
        self.body.setAccessibleName(self.tr("What is in it"))
        self.save.setText(self.tr("Save the rejected rows…"))
        seen = self._state is _State.SEEN
        self._about.setText(self._said_about())
        self._about.setVisible(self._state is not _State.LOOKING)
        self.save.setVisible(seen and self._totals().rejected > 0)
        self.site.retranslate(self._desk.window.status.language, self._desk.window.theme)
        self.site.setVisible(bool(self.site.site) or self._knows_paths_only())
        self.site.setEnabled(self._state is not _State.LOOKING)
        self._show_body()
        self._say_choice()
        parts = (self._about.text(), self.said(), self._note.text())
        self.setAccessibleDescription(" ".join(part for part in parts if part))

    def _knows_paths_only(self) -> bool:
        return any(each.report is not None and each.report.by_path for each in self._found)

    def _name(self) -> str:
        if len(self._paths) == 1:
            return visible_line(self._paths[0].name).text
        return self.tr("{0} files").format(len(self._paths))

    def _title_of_work(self) -> str:
        return self.tr("Looking at {0}").format(self._name())

    def _said_about(self) -> str:
        language = self._desk.window.status.language
        if self._words is not None:
            return self._words.said_in(language)
        reports = [each.report for each in self._found if each.report is not None]
        if not reports:
            return ""
        formats = ", ".join(
            self._format(name) for name in dict.fromkeys(report.format for report in reports)
        )
        read = self._totals().read
        one, many = self.tr("{0} · {1} row read"), self.tr("{0} · {1} rows read")
        return (one if read == 1 else many).format(formats, count_in(read, language))

    def _format(self, name: str) -> str:
        return self.tr("WordPress export") if name == "wxr" else _FORMATS.get(name, name)

    def _show_body(self) -> None:
        shown: QWidget
        if self._state is _State.SEEN:
            window = self._desk.window
            shown = Found(self._found, window.status.language, window.theme)
        else:
            shown = _Said(self._said_while_looking())
        self.body.setWidget(shown)

    def _said_while_looking(self) -> str:
        if self._state is _State.FAILED:
            return ""
        return self.tr(
            "Every row is read and compared with what is here already. With a very large file that "
            "takes a while; it can be imported without it."
        )

    def _say_choice(self) -> None:
        totals, key = self._totals(), self.tr("Enter")
        seen = self._state is _State.SEEN
        news = seen and totals.is_news
        self.bring_in.setVisible(news or not seen)
        self.bring_in.fill(news)
        number = count_in(totals.comments, self._desk.window.status.language)
        if not seen:
            self.bring_in.say(self.tr("Import without looking"), "")
        elif totals.comments:
            self.bring_in.say(self.tr("Import {0}").format(number), key)
        else:
            self.bring_in.say(self.tr("Import"), key)
        escape = self.tr("Esc")
        self.later.say(self.tr("Close") if seen and not news else self.tr("Not now"), escape)
        self._note.setText(self._said_last(totals, nothing_new=seen and not news))

    def _said_last(self, totals: Totals, *, nothing_new: bool) -> str:
        if isinstance(self._listed, Words):
            return self._listed.said_in(self._desk.window.status.language)
        if self._listed is not None:
            shown = visible_line(str(self._listed)).text
            return self.tr("The rejected rows are listed in {0}").format(shown)
        if nothing_new:
            return self._said_of_nothing_new(totals)
        return self.tr("Nothing has been written yet.")

    def _said_of_nothing_new(self, totals: Totals) -> str:
        if totals.unchanged:
            return self.tr("All of it is here already.")
        return self.tr("There is nothing in it to import.")

    # What Qt calls

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        self.later.set_theme(theme)
        self.bring_in.set_theme(theme)
        self.body.setStyleSheet(
            f"QScrollArea {{ background: {theme.pane}; border: 1px solid transparent; }}"
            f"QScrollArea:focus {{ border: 1px solid {theme.accent}; }}"
        )
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on, or takes the site that was typed; elsewhere it presses
        the first button, once something was seen. A key that is merely held since the files were
        chosen presses nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif self.site.is_new:
            self.site.choose()
        elif self._state is _State.SEEN and self.bring_in.isVisible():
            self.bring_in.click()


class _Said(QWidget):
    """A paragraph where there are no figures yet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        words = PlainLabel("second")
        words.setWordWrap(True)
        words.setText(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.SPACE_2] * 4)
        column.addWidget(words)
        column.addStretch(1)
