"""A placement without a solver, for what is hard to place: at first as it comes, then mended where it breaks a row.

A local search by weighted violations (Morris, "The breakout method for escaping from local minima", AAAI 1993): some
choice of a broken row moves to where all rows together are broken least, and rows that stay broken weigh more and more.
It can show that there is a placement, never that there is none. What it finds depends on the choices, their order and
the rows alone: it counts in integers, and neither the order of rows nor any solver has a part in it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from domain.integer_model.model import NO_LOWER, NO_UPPER, Model
from domain.lean import dataclass
from solvers.stages.trail import Trail

SCALE = 2**24
"""Weight of a row with coefficients of one; one with larger ones weighs so much less a unit."""
RISE = 3
"""By so many tenths of its first weight a row gets heavier when a step mends nothing while it is broken."""
SAMPLE = 24
"""How many choices of a broken row are looked at in a step."""
STEPS_PER_CHOICE, LEAST_STEPS, MOST_STEPS = 8, 2_000, 12_000
"""How long it searches. Full years of 5,000 took up to 5,500 steps; a step takes up to a millisecond."""
STEPS_AT_ONCE = 50
"""So often it is asked whether to stop."""
REST = 7
"""For so many steps a choice that was moved is not moved again, unless that mends something."""
MULTIPLIER, INCREMENT, MASK = 6364136223846793005, 1442695040888963407, 2**64 - 1
"""Knuth's linear congruential generator (MMIX): the same numbers everywhere."""


def repaired(
    model: Model,
    slots: Sequence[Sequence[int]],
    steps: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> array[int] | None:
    """A point of the model; None where none was found.

    slots: for each choice in order its columns from the earliest on, one of them to be 1. Columns beside these have to
    be fixed by their bounds or by the rows. steps: after so many it gives up; None for many.
    should_stop: whether to give up at once.
    """
    trail = Trail(model)
    if not trail.holds:
        return None
    open_ = [[column for column in slot if trail.high[column]] for slot in slots]
    placed = {column for slot in open_ for column in slot}
    if any(column not in placed and trail.low[column] < trail.high[column] for column in range(model.num_columns)):
        return None
    point = _Repair(_Halves.of(model, open_, trail.low), open_).run(
        min(MOST_STEPS, max(LEAST_STEPS, STEPS_PER_CHOICE * len(slots))) if steps is None else steps, should_stop
    )
    if point is None:
        return None
    values = array("q", trail.low)
    for slot, column in zip(open_, point, strict=True):
        for other in slot:
            values[other] = int(other == column)
    return values if model.admits(values) else None


@dataclass(slots=True)
class _Halves:
    """The rows as ``sum of uses <= room``, in an order of their own. uses: by column, half and coefficient.

    takers: by half, who takes of it: slot, column, coefficient.
    """

    room: list[int]
    unit: list[int]
    uses: dict[int, list[tuple[int, int]]]
    takers: list[list[tuple[int, int, int]]]

    @classmethod
    def of(cls, model: Model, slots: Sequence[Sequence[int]], low: Sequence[int]) -> _Halves:
        """Those that do not only say that each choice lies somewhere."""
        place = {column: (slot, rank) for slot, columns in enumerate(slots) for rank, column in enumerate(columns)}
        found: set[tuple[tuple[tuple[int, int, int], ...], int]] = set()
        for row in range(model.num_rows):
            terms, given = [], 0
            form = model.row(row)
            for column, coef in zip(form.columns, form.coefs, strict=True):
                if coef and column in place:
                    terms.append((*place[column], coef))
                else:
                    given += coef * low[column]
            if len({slot for slot, _, _ in terms}) < 2:  # what one choice may do by itself, the trail has seen
                continue
            terms.sort()
            if model.row_upper[row] < NO_UPPER:
                found.add((tuple(terms), model.row_upper[row] - given))
            if model.row_lower[row] > NO_LOWER:
                negated = tuple((slot, rank, -coef) for slot, rank, coef in terms)
                found.add((negated, given - model.row_lower[row]))
        halves = cls([], [], {column: [] for column in place}, [])
        for half, (known, room) in enumerate(sorted(found)):
            halves.room.append(room)
            halves.unit.append(max(1, SCALE // max(abs(coef) for _, _, coef in known)))
            halves.takers.append([(slot, slots[slot][rank], coef) for slot, rank, coef in known])
            for _, column, coef in halves.takers[-1]:
                halves.uses[column].append((half, coef))
        return halves


class _Repair:
    """One search. at: by slot, the column where it lies."""

    def __init__(self, halves: _Halves, slots: Sequence[Sequence[int]]) -> None:
        self._uses, self._takers, self._slots = halves.uses, halves.takers, slots
        self._room, self._unit = halves.room, halves.unit
        self._weight = list(halves.unit)
        self._broken: list[int] = []
        self._rank_of: dict[int, int] = {}
        self._at: list[int] = []
        self._resting = [0] * len(slots)
        self._state = 1

    def run(self, steps: int, should_stop: Callable[[], bool]) -> list[int] | None:
        """By slot its column, with no row broken; None where that takes more steps."""
        for slot in self._slots:
            self._at.append(self._first(slot))
            for half, coef in self._uses[self._at[-1]]:
                self._room[half] -= coef
        for half, room in enumerate(self._room):
            if room < 0:
                self._break(half)
        for step in range(1, steps + 1):
            if not self._broken:
                return self._at
            if not step % STEPS_AT_ONCE and should_stop():
                return None
            self._step(step)
        return None

    def _first(self, slot: Sequence[int]) -> int:
        """Where a choice breaks least, the earliest of several."""
        best, least = slot[0], -1
        for column in slot:
            over = 0
            for half, coef in self._uses[column]:
                if coef > 0 and self._room[half] < coef:
                    over += (coef - max(self._room[half], 0)) * self._weight[half]
            if least < 0 or over < least:
                best, least = column, over
            if not over:
                break
        return best

    def _step(self, step: int) -> None:
        """Mend one broken row by moving one choice; where nothing gets better by that, broken rows weigh more."""
        half = self._broken[self._drawn() % len(self._broken)]
        best: tuple[int, int, int] | None = None
        for slot, column, coef in self._some_takers(half):
            for to in self._slots[slot] if coef > 0 else (column,):
                if to == self._at[slot]:
                    continue
                worse = self._change(self._at[slot], to)
                if self._resting[slot] > step and worse >= 0:
                    worse += SCALE
                if best is None or worse < best[0]:
                    best = worse, slot, to
        if best is None:
            return
        worse, slot, to = best
        if worse >= 0:
            for broken in self._broken:
                self._weight[broken] += RISE * self._unit[broken] // 10
        for other, coef in self._uses[self._at[slot]]:
            self._take(other, -coef)
        for other, coef in self._uses[to]:
            self._take(other, coef)
        self._at[slot], self._resting[slot] = to, step + REST

    def _some_takers(self, half: int) -> list[tuple[int, int, int]]:
        """From a drawn place on, some whose move can mend the row: out of it, or into it where that gives room."""
        takers, found = self._takers[half], []
        begin = self._drawn() % len(takers)
        for place in range(begin - len(takers), begin):
            slot, column, coef = taker = takers[place]
            if (self._at[slot] == column) == (coef > 0):
                found.append(taker)
                if len(found) == SAMPLE:
                    break
        return found

    def _change(self, old: int, new: int) -> int:
        """How much more, by weight, rows are broken after a move."""
        changes: dict[int, int] = {}
        for half, coef in self._uses[old]:
            changes[half] = -coef
        for half, coef in self._uses[new]:
            changes[half] = changes.get(half, 0) + coef
        worse = 0
        for half, change in changes.items():
            before = self._room[half]
            worse += self._weight[half] * (min(before, 0) - min(before - change, 0))
        return worse

    def _take(self, half: int, amount: int) -> None:
        self._room[half] -= amount
        if (self._room[half] < 0) != (half in self._rank_of):
            if self._room[half] < 0:
                self._break(half)
            else:
                self._mend(half)

    def _break(self, half: int) -> None:
        self._rank_of[half] = len(self._broken)
        self._broken.append(half)

    def _mend(self, half: int) -> None:
        rank, last = self._rank_of.pop(half), self._broken.pop()
        if last != half:
            self._broken[rank], self._rank_of[last] = last, rank

    def _drawn(self) -> int:
        self._state = (self._state * MULTIPLIER + INCREMENT) & MASK
        return self._state >> 33
