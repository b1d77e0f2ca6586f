"""The deliveries of one state as a list, each row in words that are made when they are asked for:
what counts down is told anew by being asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.delivery import Delivery, DeliveryState
from app.domain.flag import Severity
from app.domain.words import Language, Words
from ui.deliveries import wording

_NOWHERE = QModelIndex()
_GRAVITY = {DeliveryState.FAILED: Severity.BAD, DeliveryState.WAITING: Severity.DOUBTFUL}


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery's lines: what it is (`what`, of `whose`, with which words), when, its facts, and
    what went wrong ("" for nothing)."""

    what: str
    whose: str
    text: str
    when: str
    facts: str
    problem: str


class DeliveriesModel(QAbstractListModel):
    """`clock` gives the time now, in microseconds UTC."""

    def __init__(self, language: Language, clock: Callable[[], int]) -> None:
        super().__init__()
        self._language: Language = language
        self._clock = clock
        self._deliveries: Sequence[Delivery] = ()
        self._troubled: Mapping[str, Words] = {}

    def show(self, deliveries: Sequence[Delivery], troubled: Mapping[str, Words]) -> bool:
        """Show these; `troubled` are the sites, by their keys, that something is wrong with. False
        when all of it is shown already."""
        if deliveries == self._deliveries and troubled == self._troubled:
            return False
        self.beginResetModel()
        self._deliveries, self._troubled = deliveries, troubled
        self.endResetModel()
        return True

    def set_language(self, language: Language) -> None:
        self.beginResetModel()
        self._language = language
        self.endResetModel()

    def delivery(self, row: int) -> Delivery | None:
        return self._deliveries[row] if 0 <= row < len(self._deliveries) else None

    def row_of(self, delivery_id: int) -> int | None:
        rows = (row for row, each in enumerate(self._deliveries) if each.id == delivery_id)
        return next(rows, None)

    def counts_down(self) -> bool:
        """Whether anything here will read differently in a moment."""
        now = self._clock()
        return any(wording.counts_down(each, now) for each in self._deliveries)

    def row(self, number: int) -> Row:
        each, now = self._deliveries[number], self._clock()
        when = wording.when_words(each, now, site_in_trouble=each.site in self._troubled)
        problem = each.problem.said_in(self._language) if each.problem is not None else ""
        return Row(
            what=wording.what_words(each).said_in(self._language),
            whose=wording.whose(each, self._language),
            text=wording.one_line(each.text),
            when=when.said_in(self._language),
            facts=wording.facts(each, now, self._language),
            problem=wording.one_line(problem),
        )

    def gravity(self, number: int) -> Severity | None:
        """How grave what went wrong is: a failure needs a person, what waits is tried again."""
        each = self._deliveries[number]
        return None if each.problem is None else _GRAVITY.get(each.state, Severity.NOTICE)

    # What Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._deliveries)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The whole row as one would read it out."""
        said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in said:
            return None
        row = self.row(index.row())
        what = f"{row.what} · {row.whose}"
        return ". ".join(
            part for part in (what, row.when, row.problem, row.text, row.facts) if part
        )
