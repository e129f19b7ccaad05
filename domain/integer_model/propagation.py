"""Bounds propagation with reasons: finds without any solver that rules cannot hold, and which ones it took.

Every row tightens the bounds of its columns as far as its other columns force it to; a row that no bounds
satisfy any more is a conflict, traced back to the rows that led there. Exact integers throughout. It proves
many conflicts of mandatory work, prerequisites and limits; where it finds none, nothing is known.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model

MAX_STEPS = 2_000_000
MAX_BROKEN = 25
_ROOT = -1


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a row as ``sum(coefs * x) <= limit``."""

    row: int
    columns: tuple[int, ...]
    coefs: tuple[int, ...]
    limit: int
    widest: int


def conflicting_tags(model: Model) -> frozenset[str] | None:
    """Tags of rows that cannot hold together, without the empty tag of the structure; None where none are found."""
    return _Propagation(model).run()


def narrowed_bounds(model: Model) -> tuple[list[int], list[int]] | None:
    """Bounds of all columns that hold at every point of the model; None where it has no point."""
    propagation = _Propagation(model)
    return None if propagation.run() is not None else propagation.bounds


class _Propagation:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._low, self._high = list(model.lower), list(model.upper)
        self._halves = _halves_of(model)
        # A half is touched when the lower bound of a column with positive coefficient rises, or the
        # upper bound of one with a negative coefficient falls: both raise its least activity.
        self._on_low: list[list[tuple[int, int]]] = [[] for _ in range(model.num_columns)]
        self._on_high: list[list[tuple[int, int]]] = [[] for _ in range(model.num_columns)]
        self._least = []
        for index, half in enumerate(self._halves):
            least = 0
            for column, coef in zip(half.columns, half.coefs, strict=True):
                (self._on_low if coef > 0 else self._on_high)[column].append((index, coef))
                least += coef * (self._low[column] if coef > 0 else self._high[column])
            self._least.append(least)
        # Each change of a bound: (column, upper side?, half that forced it), and where each bound changed.
        self._trail: list[tuple[int, bool, int]] = []
        self._changes: dict[tuple[int, bool], list[int]] = {}
        self._queue = deque(range(len(self._halves)))
        self._queued = bytearray(b"\x01" * len(self._halves))

    @property
    def bounds(self) -> tuple[list[int], list[int]]:
        return self._low, self._high

    def run(self) -> frozenset[str] | None:
        """Of all rows that turn out unsatisfiable, return the conflict with the fewest rules."""
        steps = 0
        broken: dict[int, None] = {}
        while self._queue and steps <= MAX_STEPS and len(broken) < MAX_BROKEN:
            index = self._queue.popleft()
            self._queued[index] = 0
            half = self._halves[index]
            room = half.limit - self._least[index]
            if room < 0:
                broken.setdefault(index)
            elif room < half.widest:
                steps += len(half.columns)
                self._tighten(index, half, room)
        return min((self._explain(index) for index in broken), key=len, default=None)

    def _tighten(self, index: int, half: _Half, room: int) -> None:
        low, high = self._low, self._high
        for column, coef in zip(half.columns, half.coefs, strict=True):
            if coef > 0:
                bound = low[column] + room // coef
                if bound < high[column]:
                    self._set(column, True, bound, index)
            else:
                bound = high[column] - room // -coef
                if bound > low[column]:
                    self._set(column, False, bound, index)

    def _set(self, column: int, upper: bool, bound: int, half: int) -> None:
        self._changes.setdefault((column, upper), []).append(len(self._trail))
        self._trail.append((column, upper, half))
        bounds = self._high if upper else self._low
        moved = bound - bounds[column]
        bounds[column] = bound
        for touched, coef in (self._on_high if upper else self._on_low)[column]:
            self._least[touched] += coef * moved
            if not self._queued[touched]:
                self._queued[touched] = 1
                self._queue.append(touched)

    def _explain(self, index: int) -> frozenset[str]:
        """Rows behind the bounds that led to a conflict, traced back to the bounds of the model."""
        tags = set()
        seen: set[int] = set()
        open_: list[tuple[int, int]] = [(index, len(self._trail))]
        while open_:
            current, before = open_.pop()
            half = self._halves[current]
            tags.add(self._model.tags[half.row])
            for column, coef in zip(half.columns, half.coefs, strict=True):
                change = self._last_change(column, coef < 0, before)
                if change != _ROOT and change not in seen:
                    seen.add(change)
                    open_.append((self._trail[change][2], change))
        return frozenset(tags - {""})

    def _last_change(self, column: int, upper: bool, before: int) -> int:
        for change in reversed(self._changes.get((column, upper), ())):
            if change < before:
                return change
        return _ROOT


def _halves_of(model: Model) -> list[_Half]:
    halves = []
    for row in range(model.num_rows):
        form = model.row(row)
        terms = [(j, c) for j, c in zip(form.columns, form.coefs, strict=True) if c]
        columns, coefs = tuple(j for j, _ in terms), tuple(c for _, c in terms)
        spans = (abs(c) * (model.upper[j] - model.lower[j]) for j, c in zip(columns, coefs, strict=True))
        widest = max(spans, default=0)
        if model.row_upper[row] < NO_UPPER:
            halves.append(_Half(row, columns, coefs, model.row_upper[row], widest))
        if model.row_lower[row] > NO_LOWER:
            halves.append(_Half(row, columns, tuple(-coef for coef in coefs), -model.row_lower[row], widest))
    return halves
