"""A queue as Qt's views see it: ids at once, comments in windows, fetched when they are painted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from app.domain.comment import Comment, Status
from app.domain.hostile import isolated, visible_line
from app.domain.words import Language
from ui.chips import gravest_first
from ui.jobs import Jobs
from ui.phrases import just_decided
from ui.queue.marks import IDS, Marks
from ui.windows import Windows

Pages = Callable[[Sequence[int]], Sequence[Comment]]

A_FEW = 4
"""Up to so many comments are looked for, or ranges of rows removed, one by one."""

SPOKEN_LETTERS = 1000

_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What can be asked of a row; `roleNames` gives these names to scripts.

    `COMMENT` is the `Comment` itself, `FADED` says by whom and how it was decided meanwhile.
    """

    COMMENT_ID = Qt.ItemDataRole.UserRole + 1
    STATUS = Qt.ItemDataRole.UserRole + 2
    TEXT = Qt.ItemDataRole.UserRole + 3
    WRITER_NAME = Qt.ItemDataRole.UserRole + 4
    WRITER_EMAIL = Qt.ItemDataRole.UserRole + 5
    ARTICLE_TITLE = Qt.ItemDataRole.UserRole + 6
    FLAGS = Qt.ItemDataRole.UserRole + 7
    COMMENT = Qt.ItemDataRole.UserRole + 8
    MARKED = Qt.ItemDataRole.UserRole + 9
    FADED = Qt.ItemDataRole.UserRole + 10
    DECIDED_BY = Qt.ItemDataRole.UserRole + 11


_ROLE_NAMES = {
    Role.COMMENT_ID: b"commentId",
    Role.STATUS: b"status",
    Role.TEXT: b"text",
    Role.WRITER_NAME: b"writerName",
    Role.WRITER_EMAIL: b"writerEmail",
    Role.ARTICLE_TITLE: b"articleTitle",
    Role.FLAGS: b"flags",
    Role.COMMENT: b"comment",
    Role.MARKED: b"marked",
    Role.FADED: b"faded",
    Role.DECIDED_BY: b"decidedBy",
}

_OF_A_COMMENT: dict[int, Callable[[Comment], object]] = {
    Role.COMMENT: lambda comment: comment,
    Role.STATUS: lambda comment: comment.status.value,
    Role.TEXT: lambda comment: comment.text,
    Role.WRITER_NAME: lambda comment: comment.writer.name,
    Role.WRITER_EMAIL: lambda comment: comment.writer.address,
    Role.ARTICLE_TITLE: lambda comment: comment.article_title,
    Role.FLAGS: lambda comment: [flag.reason.code.name.lower() for flag in comment.flags],
}

_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Faded:
    """A comment that somebody else decided while it stood in the list."""

    moderator: str
    status: Status


class QueueModel(QAbstractTableModel):
    """One column, a row per comment. Asking for a row that is not loaded gives None and fetches it.

    `pages` gives the comments of some ids, in any order, and is called in a reading thread.
    `marksChanged` says that the number of marked comments may be another; `fetchFailed` carries
    `Words` when a window could not be read (it is tried again when it is next painted).
    """

    marksChanged = Signal()
    fetchFailed = Signal(object)

    def __init__(
        self, jobs: Jobs, pages: Pages, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self._ids: array[int] = array(IDS)
        self._windows = Windows(jobs, pages, lambda comment: comment.id, self)
        self._windows.arrived.connect(self._announce)
        self._windows.failed.connect(self.fetchFailed)
        self._marks = Marks()
        self._faded: dict[int, Faded] = {}

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def roleNames(self) -> dict[int, QByteArray]:
        names = dict(super().roleNames())
        names.update({int(role): QByteArray(name) for role, name in _ROLE_NAMES.items()})
        return names

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        row = index.row()
        if not index.isValid() or row >= len(self._ids):
            return None
        comment_id = self._ids[row]
        if role == Role.COMMENT_ID:
            return comment_id
        if role == Role.MARKED:
            return self._marks.has(comment_id)
        if role == Role.FADED:
            return self._faded.get(comment_id)
        of_comment = _OF_A_COMMENT.get(role)
        if of_comment is None and role not in _SPOKEN and role != Role.DECIDED_BY:
            return None
        comment = self._windows.at(row)
        if comment is None:
            return self._said_instead(comment_id) if role in _SPOKEN else None
        if of_comment is not None:
            return of_comment(comment)
        if role == Role.DECIDED_BY:
            faded = self._faded.get(comment_id)
            return faded.moderator if faded is not None else comment.decided_by
        return self._spoken(comment)

    # What the list is

    @property
    def ids(self) -> array[int]:
        """The queue's ids in order; a copy."""
        return self._ids[:]

    def id_at(self, row: int) -> int | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, comment_id: int) -> int | None:
        try:
            return self._ids.index(comment_id)
        except ValueError:
            return None

    def loaded(self, comment_id: int) -> Comment | None:
        """The comment as last read, if it is here; never fetches."""
        return self._windows.cached(comment_id)

    def faded(self, comment_id: int) -> Faded | None:
        return self._faded.get(comment_id)

    def set_ids(self, ids: array[int], *, afresh: bool = False) -> None:
        """Another listing. The same queue read again keeps marks and fades; `afresh` forgets them.

        Views keep the current comment and the scroll position by id.
        """
        marks = Marks() if afresh else self._marks.moved(self._ids, ids)
        if afresh or ids != self._ids:
            self.beginResetModel()
            if afresh:
                self._windows.clear()
            self._ids = ids[:]
            self._windows.follow(self._ids)
            self.endResetModel()
        if afresh:
            self.unfade(tuple(self._faded))
        elif self._faded:
            kept = self._those_here(frozenset(self._faded))
            self._faded = {each: self._faded[each] for each in kept}
        self._set_marks(marks)

    def remove_ids(self, comment_ids: Iterable[int]) -> None:
        """Take comments out of the list; ids that are not in it are ignored."""
        removed = frozenset(comment_ids)
        if not removed:
            return
        ranges = self._ranges_of(removed)
        if not ranges:
            return
        if len(ranges) <= A_FEW:
            for first, last in reversed(ranges):
                self.beginRemoveRows(_NOWHERE, first, last)
                del self._ids[first : last + 1]
                self._windows.follow(self._ids)
                self.endRemoveRows()
        else:
            self.beginResetModel()
            self._ids = array(IDS, (each for each in self._ids if each not in removed))
            self._windows.follow(self._ids)
            self.endResetModel()
        for comment_id in removed & self._faded.keys():
            del self._faded[comment_id]
        self._windows.forget(removed)
        self._set_marks(self._marks.without(removed), always=True)

    def refresh(self, comment_ids: Iterable[int]) -> None:
        """Comments that were written since: read them again when they are next painted.

        Until then the old card stays, so that nothing flickers.
        """
        changed = set(comment_ids)
        self._windows.refresh(changed)
        self._announce_rows(changed)

    def fade(self, decided: Mapping[int, Faded]) -> None:
        """Comments that somebody else decided stay where they are, paler, and lose their mark."""
        here = self._those_here(frozenset(decided))
        self._faded.update((each, decided[each]) for each in here)
        if self._marks != Marks():
            self._set_marks(self._marks.unmarked(here))
        self._announce_rows(here)

    def unfade(self, comment_ids: Iterable[int]) -> None:
        back = [each for each in comment_ids if self._faded.pop(each, None) is not None]
        self._announce_rows(back)

    def set_language(self, language: Language) -> None:
        self._language = language
        self._announce_all()

    def _those_here(self, comment_ids: frozenset[int]) -> frozenset[int]:
        if len(comment_ids) <= A_FEW:
            return frozenset(each for each in comment_ids if self.row_of(each) is not None)
        return comment_ids.intersection(self._ids)

    # Marks

    @property
    def marks(self) -> Marks:
        return self._marks

    def toggle(self, comment_id: int) -> None:
        row = self.row_of(comment_id)
        if row is not None:
            self._marks = self._marks.toggled(comment_id)
            index = self.index(row, 0)
            self.dataChanged.emit(index, index, [Role.MARKED])
            self.marksChanged.emit()

    def mark_all(self) -> None:
        """All of the queue, loaded or not."""
        self._set_marks(Marks(all=True))

    def clear_marks(self) -> None:
        self._set_marks(Marks())

    def marked_count(self) -> int:
        return self._marks.count(len(self._ids))

    def marked_ids(self) -> array[int]:
        """In the queue's order."""
        return self._marks.chosen(self._ids)

    def _set_marks(self, marks: Marks, *, always: bool = False) -> None:
        changed = marks != self._marks
        self._marks = marks
        if changed and self._ids:
            self._announce_all([Role.MARKED])
        if changed or always:
            self.marksChanged.emit()

    # Announcing

    @Slot(int, int)
    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _announce_all(self, roles: Sequence[int] = ()) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, list(roles))

    def _announce_rows(self, comment_ids: Iterable[int]) -> None:
        """One `dataChanged` from the first to the last of these rows."""
        ranges = self._ranges_of(frozenset(comment_ids))
        if ranges:
            self._announce(ranges[0][0], ranges[-1][1])

    def _ranges_of(self, comment_ids: frozenset[int]) -> list[tuple[int, int]]:
        """First and last row of each run of these comments, in the list's order."""
        if len(comment_ids) <= A_FEW:
            found = (self.row_of(each) for each in comment_ids)
            rows = sorted(row for row in found if row is not None)
        else:
            rows = [row for row, each in enumerate(self._ids) if each in comment_ids]
        ranges: list[tuple[int, int]] = []
        for row in rows:
            if ranges and ranges[-1][1] == row - 1:
                ranges[-1] = (ranges[-1][0], row)
            else:
                ranges.append((row, row))
        return ranges

    # Saying

    def _said_instead(self, comment_id: int) -> str | None:
        missing = self._windows.is_missing(comment_id)
        return self.tr("This comment is no longer there.") if missing else None

    def _spoken(self, comment: Comment) -> str:
        """The whole card as one sentence after another, for a screen reader."""
        language = self._language
        faded = self._faded.get(comment.id)
        labels = [flag.reason.label.said_in(language) for flag in gravest_first(comment.flags)]
        parts = [
            self.tr("marked") if self._marks.has(comment.id) else "",
            isolated(comment.writer.name) if comment.writer.name else self.tr("no name"),
            just_decided(faded.moderator, faded.status).said_in(language) if faded else "",
            comment.status.words.said_in(language),
            ", ".join(dict.fromkeys(labels)),
            isolated(visible_line(comment.text, SPOKEN_LETTERS).text),
            self.tr("on: {0}").format(isolated(comment.article_title)),
        ]
        return ". ".join(part for part in parts if part)
