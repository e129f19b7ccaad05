"""How a solve came to its answer: value and bound over time, in a bounded number of points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_POINTS = 200
_FIGURES = ("stage", "incumbent", "bound", "solver_name")


class ProgressHistory:
    """The points of one solve, in order: each in which value, bound, stage or solver differ from the one before.

    Where there are more than ``MOST_POINTS``, every second of them gives way; the first and the last stay, and the last
    of each stage as long as these are few.
    """

    def __init__(self) -> None:
        self.points: list[Mapping[str, Any]] = []

    def add(self, point: Mapping[str, Any]) -> bool:
        """Add what was heard; False where it says nothing new."""
        if self.points and all(point[name] == self.points[-1][name] for name in _FIGURES):
            return False
        self.points.append(point)
        if len(self.points) > MOST_POINTS:
            self.points = self._thinned()
        return True

    def _thinned(self) -> list[Mapping[str, Any]]:
        following = [*self.points[1:], None]
        kept = [
            each
            for place, (each, after) in enumerate(zip(self.points, following, strict=True))
            if place % 2 == 0 or after is None or after["stage"] != each["stage"]
        ]
        return kept if len(kept) < MOST_POINTS else [*self.points[:-1:2], self.points[-1]]
