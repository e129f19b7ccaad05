"""Bounds of columns under decisions that can be taken back, with everything that the rows make of them at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model


class Trail:
    """The bounds of a model's columns. ``decide`` narrows one and what follows from it; ``back`` undoes it."""

    def __init__(self, model: Model) -> None:
        self.low, self.high = list(model.lower), list(model.upper)
        self._halves: list[tuple[Sequence[int], Sequence[int]]] = []
        self._room: list[int] = []
        self._widest: list[int] = []
        # A half (``sum <= limit``) loses room when the lower bound of a column with a positive coefficient rises, or
        # the upper bound of one with a negative coefficient falls.
        self._on_low: list[list[tuple[int, int]]] = [[] for _ in range(model.num_columns)]
        self._on_high: list[list[tuple[int, int]]] = [[] for _ in range(model.num_columns)]
        for row in range(model.num_rows):
            form = model.row(row)
            if model.row_upper[row] < NO_UPPER:
                self._add(form.columns, form.coefs, model.row_upper[row])
            if model.row_lower[row] > NO_LOWER:
                self._add(form.columns, [-coef for coef in form.coefs], -model.row_lower[row])
        self._changes: list[tuple[int, bool, int]] = []
        self._queue = deque(range(len(self._halves)))
        self._queued = bytearray(b"\x01" * len(self._halves))
        self.holds = self._propagated()
        """Whether the rows leave anything at all."""

    @property
    def mark(self) -> int:
        """Where it stands, to go back to."""
        return len(self._changes)

    def decide(self, column: int, value: int) -> bool:
        """Fix a column; False where the rows then leave nothing, and the caller has to go back."""
        if not self.low[column] <= value <= self.high[column]:
            return False
        if value > self.low[column]:
            self._set(column, False, value)
        if value < self.high[column]:
            self._set(column, True, value)
        return self._propagated()

    def back(self, mark: int) -> None:
        """Take back all that was decided since a mark, and all that followed."""
        while len(self._changes) > mark:
            column, upper, former = self._changes.pop()
            bounds = self.high if upper else self.low
            moved = bounds[column] - former
            bounds[column] = former
            for half, coef in (self._on_high if upper else self._on_low)[column]:
                self._room[half] += coef * moved
        while self._queue:
            self._queued[self._queue.pop()] = 0

    def _add(self, columns: Sequence[int], coefs: Sequence[int], limit: int) -> None:
        half, room, widest = len(self._halves), limit, 0
        terms = [(column, coef) for column, coef in zip(columns, coefs, strict=True) if coef]
        for column, coef in terms:
            (self._on_low if coef > 0 else self._on_high)[column].append((half, coef))
            room -= coef * (self.low[column] if coef > 0 else self.high[column])
            widest = max(widest, abs(coef) * (self.high[column] - self.low[column]))
        self._halves.append((tuple(column for column, _ in terms), tuple(coef for _, coef in terms)))
        self._room.append(room)
        self._widest.append(widest)

    def _set(self, column: int, upper: bool, bound: int) -> None:
        bounds = self.high if upper else self.low
        self._changes.append((column, upper, bounds[column]))
        moved = bound - bounds[column]
        bounds[column] = bound
        for half, coef in (self._on_high if upper else self._on_low)[column]:
            self._room[half] -= coef * moved
            if not self._queued[half]:
                self._queued[half] = 1
                self._queue.append(half)

    def _propagated(self) -> bool:
        while self._queue:
            half = self._queue.popleft()
            self._queued[half] = 0
            room = self._room[half]
            if room < 0:
                return False
            if room < self._widest[half]:
                self._tighten(half, room)
        return True

    def _tighten(self, half: int, room: int) -> None:
        low, high = self.low, self.high
        for column, coef in zip(*self._halves[half], strict=True):
            if low[column] == high[column]:
                continue
            if coef > 0:
                bound = low[column] + room // coef
                if bound < high[column]:
                    self._set(column, True, bound)
            else:
                bound = high[column] - room // -coef
                if bound > low[column]:
                    self._set(column, False, bound)
