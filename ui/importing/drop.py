"""Files dropped on the window: while they are over it, it says what will happen to them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.domain.hostile import visible_line
from ui import theme as look
from ui.icons import paint_icon
from ui.theme import Theme
from ui.window import DeskWindow

PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
"""How the names of pages end that browsers save."""

MOST_NAMED = 3
_SIGN = 40
_BETWEEN = 6
_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this computer that are dragged; none for pictures, words and web addresses."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropTarget(QObject):
    """`dropped` carries the paths, in the order in which they were dragged.

    It watches the window and whatever in it takes dropped words: a file let go over the search
    field is meant for the desk as well. Anything else that is dragged is left to them.
    """

    dropped = Signal(object)

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.zone: DropZone | None = None
        takers = [each for each in window.findChildren(QWidget) if each.acceptDrops()]
        window.setAcceptDrops(True)
        for widget in (window, *takers):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _DRAGGED and isinstance(event, QDragMoveEvent):
            return self._over(event)
        if kind == QEvent.Type.DragLeave:
            self._hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return super().eventFilter(watched, event)

    def _over(self, event: QDragMoveEvent) -> bool:
        paths = local_files(event)
        if not paths:
            return False
        _accept(event)
        if event.type() == QEvent.Type.DragEnter:
            self.zone = self.zone or DropZone(self._window)
            self.zone.offer(paths, self._window.theme)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._hide()
        paths = local_files(event)
        if not paths:
            return False
        _accept(event)
        self.dropped.emit(paths)
        return True

    def _hide(self) -> None:
        if self.zone is not None:
            self.zone.hide()


def _accept(event: QDropEvent) -> None:
    """Copied, whatever the file manager proposes: a file that is moved would be gone there."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropZone(QWidget):
    """Covers the window while files are dragged over it; what is dragged falls through it."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self.setObjectName("dropZone")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._theme = window.theme
        self._lines = ("", "", "")
        self._refused = False
        self._paths: list[Path] = []
        self.hide()

    def offer(self, paths: list[Path], theme: Theme) -> None:
        self._theme = theme
        folders = [path for path in paths if _is_folder(path)]
        self._refused = len(folders) == len(paths)
        self._paths = paths
        self._lines = (self._what(paths, folders), _names(paths), self._then(folders))
        self.setAccessibleName(". ".join(line for line in self._lines if line))
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def _what(self, paths: list[Path], folders: list[Path]) -> str:
        if self._refused:
            return self.tr("A folder cannot be imported")
        if _are_pages(paths):
            return self.tr("Drop here to read the article from its page")
        number = len(paths) - len(folders)
        if number == 1:
            return self.tr("Drop here to look inside the file")
        return self.tr("Drop here to look inside {0} files").format(number)

    def _then(self, folders: list[Path]) -> str:
        if self._refused:
            return self.tr("Open it and drop the files that are in it.")
        if _are_pages(self._paths):
            return self.tr("What is not known of the article yet is filled in.")
        if folders:
            return self.tr("Folders are left out. Nothing is written before you say so.")
        return self.tr("You see what is in it first. Nothing is written before you say so.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.pane)
        veil.setAlphaF(0.97)
        painter.fillRect(self.rect(), veil)
        colour = theme.bad.text if self._refused else theme.accent
        pen = QPen(QColor(colour), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        edge = QRectF(self.rect()).adjusted(*(look.SPACE_4,) * 2, *(-look.SPACE_4,) * 2)
        painter.drawRoundedRect(edge, look.RADIUS_CARD, look.RADIUS_CARD)
        self._write(painter, colour)
        painter.end()

    def _write(self, painter: QPainter, colour: str) -> None:
        middle = self.rect().center()
        icon = "folder-alert-outline" if self._refused else "tray-arrow-down"
        top = middle.y() - 2 * _SIGN
        paint_icon(painter, QRectF(middle.x() - _SIGN / 2, top, _SIGN, _SIGN), icon, colour)
        top += _SIGN + look.SPACE_3
        fonts = (look.font(look.SIZE_TITLE, bold=True), look.font(), look.font(look.SIZE_SECOND))
        inks = (self._theme.text, self._theme.text, self._theme.second)
        for line, font, ink in zip(self._lines, fonts, inks, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            metrics = painter.fontMetrics()
            width = self.width() - 6 * look.SPACE_5
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width)
            place = QRect(3 * look.SPACE_5, top, width, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, shown)
            top += metrics.height() + _BETWEEN


def _are_pages(paths: list[Path]) -> bool:
    return all(path.suffix.lower() in PAGES for path in paths)


def _is_folder(path: Path) -> bool:
    """What cannot be asked is taken for a file; looking inside tells what is wrong with it."""
    with suppress(OSError):
        return path.is_dir()
    return False


def _names(paths: list[Path]) -> str:
    """The first files by name, and that there are more."""
    named = [visible_line(path.name).text for path in paths[:MOST_NAMED]]
    return ", ".join(named) + (" …" if len(paths) > MOST_NAMED else "")
