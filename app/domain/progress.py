"""How far a long piece of work is: what long services yield and the desk or terminal shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` in the work's own unit (bytes, rows); total 0 when it is unknown."""

    done: int
    total: int = 0

    @property
    def fraction(self) -> float | None:
        """0.0 to 1.0, or None when the total is unknown."""
        return min(self.done / self.total, 1.0) if self.total > 0 else None
