"""A queue as Qt's views see it: ids at once, comments in windows, fetched when they are painted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
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

from app.domain.comment import Comment
from app.domain.hostile import isolated, visible_line
from app.domain.reading import Page
from app.domain.words import Language
from ui.chips import gravest_first
from ui.jobs import Jobs
from ui.phrases import just_decided
from ui.queue.ids import IDS, row_of, survivor
from ui.queue.marks import Marks
from ui.queue.relisting import Faded, Relisting, Snapshot, shortened
from ui.windows import Windows

Pages = Callable[[Sequence[int]], Page[Comment]]

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
class Entry:
    """What stands in a row; without a comment `instead` says why, unless that is on its way."""

    comment: Comment | None
    faded: Faded | None
    marked: bool
    instead: str | None = None


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
        self._windows = Windows(jobs, pages, self)
        self._windows.arrived.connect(self._announce)
        self._windows.failed.connect(self.fetchFailed)
        self._marks = Marks()
        self._faded: Mapping[int, Faded] = {}
        self._lent = False
        self._number = 0
        self._near = 0

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

    def entry(self, row: int) -> Entry:
        """All that a row shows, at once; a comment that is not loaded is fetched."""
        comment_id, comment = self._ids[row], self._windows.at(row)
        return Entry(
            comment,
            self._faded.get(comment_id),
            self._marks.has(comment_id),
            self._said_instead(comment_id) if comment is None else None,
        )

    def row_of(self, comment_id: int) -> int | None:
        """Where a comment stands; quickest near where one was looked for before."""
        row = row_of(self._ids, comment_id, self._near)
        self._near = self._near if row is None else row
        return row

    def put(self, page: Page[Comment]) -> None:
        """Comments that were read together with the listing; before they are painted."""
        self._windows.put(page)

    def loaded(self, comment_id: int) -> Comment | None:
        """The comment as last read, if it is here; never fetches."""
        return self._windows.cached(comment_id)

    def faded(self, comment_id: int) -> Faded | None:
        return self._faded.get(comment_id)

    # Another list

    def snapshot(self, row: int = 0) -> Snapshot:
        """The list as it is, for a worker to make a `Relisting` of; `row` is the current one."""
        self._lent = True
        return Snapshot(self._ids, self._marks, self._faded, row, self._number)

    def is_still(self, shown: Snapshot) -> bool:
        """Whether a snapshot tells how the list is now."""
        same = self._marks is shown.marks and self._faded is shown.faded
        return same and self._number == shown.number

    def survivor(self, before: array[int], row: int, near: int | None = None) -> int:
        """Where the comment that was at `row` of the list `before` stands now, or the next left."""
        return survivor(before, row, self._ids, self._near if near is None else near)

    def relist(self, listing: Relisting) -> None:
        """Show what was made of a snapshot of this list; nothing is looked through any more.

        Views keep the current comment and the scroll position by id.
        """
        self._near = listing.row
        self._reset(listing.ids)
        self._faded = listing.faded
        self._set_marks(listing.marks, always=True)

    def set_ids(self, ids: array[int]) -> None:
        """Another queue, whose array is never changed here: marks, fades and all that was read are
        forgotten. The same queue read again is a `relist`.
        """
        self._near = 0
        self._windows.clear()
        self._reset(ids)
        self._faded = {}
        self._set_marks(Marks())

    def remove_ids(self, comment_ids: frozenset[int]) -> None:
        """Take comments out of the list; ids that are not in it are ignored.

        For many from a long list use `relist` and `forget`.
        """
        if len(comment_ids) == 1:
            self._remove_one(*comment_ids)
        elif comment_ids:
            listing = shortened(self.snapshot(self._near), comment_ids)
            if len(listing.ids) < len(self._ids):
                self.relist(listing)
        self.forget(comment_ids)

    def _remove_one(self, comment_id: int) -> None:
        row = self.row_of(comment_id)
        if row is None:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        if self._lent:
            self._ids, self._lent = self._ids[:], False
        del self._ids[row]
        self._follow()
        self.endRemoveRows()
        self._faded = {each: how for each, how in self._faded.items() if each != comment_id}
        self._set_marks(self._marks.without(frozenset([comment_id])), always=True)

    def _reset(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids, self._lent = ids, True
        self._follow()
        self.endResetModel()

    def _follow(self) -> None:
        self._number += 1
        self._windows.follow(self._ids)

    def forget(self, comment_ids: Collection[int]) -> None:
        """Comments that were written and have left: nothing of how they were is kept."""
        self._windows.forget(comment_ids)

    def refresh(self, comment_ids: Collection[int]) -> None:
        """Comments that were written since: read them again when they are next painted.

        Until then the old card stays, so that nothing flickers.
        """
        self._windows.refresh(comment_ids)
        if comment_ids:
            self._announce_all()

    def fade(self, decided: Mapping[int, Faded]) -> None:
        """Comments of the list that somebody else decided: they stay where they are, paler, and
        lose their mark."""
        if decided:
            self._faded = {**self._faded, **decided}
            if self._marks != Marks():
                self._set_marks(self._marks.unmarked(decided))
            self._announce_all()

    def set_language(self, language: Language) -> None:
        self._language = language
        self._announce_all()

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

    def mark(self, comment_ids: Collection[int]) -> None:
        """Mark these of the queue, beside those that are marked."""
        self._set_marks(self._marks.marked(comment_ids))

    def clear_marks(self) -> None:
        self._set_marks(Marks())

    def marked_count(self) -> int:
        return self._marks.count(len(self._ids))

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
        """One signal for all rows: a view repaints those it shows, and looks for none."""
        if self._ids:
            last = self.index(len(self._ids) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, list(roles))

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
