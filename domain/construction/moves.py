"""Moves that keep how initiatives hang together: a unit comes with all that it needs and goes with all that need it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.construction.board import OUT, Board, Step
from domain.construction.ground import Ground

SHARE = 2**20
EVERYTHING = 2**62


class Mover:
    """Adds and drops units on a board; a move that fails leaves the board unchanged.

    best_sizes_only: while set, select units only in the size with the greatest worth per token.
    """

    def __init__(self, board: Board, spread: bool = False, early: bool = False) -> None:
        """spread: of periods that are alike, take the one with the most room, else the first that has any.

        early: take the first that has any, also where another is worth more.
        """
        self.board = board
        self._ground: Ground = board.ground
        self._units = board.ground.units
        self._spread, self._early = spread, early
        self.best_sizes_only = False
        self._must = frozenset(self._units.must)

    def lacking(self, unit: int, most: int = EVERYTHING) -> list[int] | None:
        """List what has to be added for a unit, itself included, in order.

        None where rules forbid it, or where it is more than ``most``.
        """
        units, period_of = self._units, self.board.period_of
        found, pending = {unit}, [unit]
        while pending:
            each = pending.pop()
            if not units.open[each] or len(found) > most:
                self.board.work += len(found)
                return None
            for other in units.excluded[each]:
                if period_of[other] != OUT or other in found:
                    return None
            for needed in units.needs[each]:
                if period_of[needed] == OUT and needed not in found:
                    found.add(needed)
                    pending.append(needed)
        self.board.work += len(found)
        return sorted(found)

    def add(self, unit: int) -> bool:
        """Add a unit that is not selected, with everything it needs."""
        lacking = self.lacking(unit)
        return lacking is not None and self.add_all(lacking)

    def add_all(self, lacking: Sequence[int]) -> bool:
        """Add everything a unit lacks, in order, or nothing."""
        board, ground = self.board, self._ground
        mark = board.mark
        placed = all(self.place(each) for each in lacking)
        if placed and (len(lacking) == 1 or all(ground.alike[each] for each in lacking)):
            return True
        value = board.value
        board.undo(mark)
        if len(lacking) == 1 or ground.periods == 1:
            return False
        # What is best for what is needed may leave only bad periods, or none, to what needs it.
        if all(self.place(each, early=True) for each in lacking) and not (placed and board.value < value):
            return True
        board.undo(mark)
        return placed and all(self.place(each) for each in lacking)

    def improve(self, step: Step) -> bool:
        """Apply a step that is open, fits and improves the portfolio; return whether it was tried."""
        if not self.is_open(step):
            return False
        board = self.board
        mark, value = board.mark, board.value
        if self.step_in(step) and board.value <= value:
            board.undo(mark)
        return True

    def is_open(self, step: Step) -> bool:
        """Whether a step adds a unit that is not selected, or enlarges one that is."""
        unit, candidate = step
        return (self.board.period_of[unit] == OUT) == (candidate == OUT)

    def step_in(self, step: Step) -> bool:
        """Add a unit, or enlarge a candidate."""
        unit, candidate = step
        return self.add(unit) if candidate == OUT else self._resize(candidate, 1)

    def step_out(self, step: Step) -> bool:
        """Drop a unit, or make a candidate smaller."""
        unit, candidate = step
        if self.board.period_of[unit] == OUT:
            return False
        return self.drop(unit) if candidate == OUT else self._resize(candidate, -1)

    def drop(self, unit: int) -> bool:
        """Drop a selected unit with all its dependents, unless one of them is mandatory."""
        leaving = self.leaving(unit)
        if leaving is None:
            return False
        for each in leaving:
            self.lift(each)
        return True

    def leaving(self, unit: int, most: int = EVERYTHING) -> list[int] | None:
        """List what has to leave with a unit, itself included; None where one is mandatory or they exceed ``most``."""
        if unit in self._must:
            return None
        period_of, needed_by = self.board.period_of, self._units.needed_by
        found = [unit]
        seen = {unit}
        for each in found:
            for other in needed_by[each]:
                if period_of[other] != OUT and other not in seen:
                    if other in self._must or len(found) >= most:
                        self.board.work += len(found)
                        return None
                    seen.add(other)
                    found.append(other)
        self.board.work += len(found)
        return found

    def move(self, unit: int, period: int) -> bool:
        """Move a selected unit to another period, if order and room allow it."""
        board, units = self.board, self._units
        if period not in units.open[unit] or period < self._earliest(unit) or period > self._latest(unit):
            return False
        mark = board.mark
        self.lift(unit)
        if self._put(unit, period):
            return True
        board.undo(mark)
        return False

    def trade(self, unit: int, other: int) -> bool:
        """Swap the periods of two selected units, if order and room allow it."""
        board, open_periods = self.board, self._units.open
        here, there = board.period_of[unit], board.period_of[other]
        if there not in open_periods[unit] or here not in open_periods[other]:
            return False
        mark = board.mark
        self.lift(unit)
        self.lift(other)
        for each, period in (unit, there), (other, here):
            if not self._earliest(each) <= period <= self._latest(each) or not self._put(each, period):
                board.undo(mark)
                return False
        return True

    def place(self, unit: int, early: bool = False) -> bool:
        """Select a unit whose prerequisites are selected, in its best period or (early) in the first that fits."""
        open_periods = self._units.open[unit]
        if len(open_periods) == 1:
            return open_periods[0] >= self._earliest(unit) and self._put(unit, open_periods[0])
        earliest = self._earliest(unit)
        periods = [period for period in open_periods if period >= earliest]
        alike = early or self._early or self._ground.alike[unit]
        if self._spread and alike and not early:
            periods.sort(key=lambda period: -self._room_left(unit, period))
        board = self.board
        if alike:
            # Better the size that is worth most in a later period than another in the first.
            return any(self._put(unit, period, 1) for period in periods) or (
                self._ground.sized[unit]
                and not self.best_sizes_only
                and any(self._put(unit, period) for period in periods)
            )
        mark, best, value = board.mark, OUT, 0
        for period in periods:
            if self._put(unit, period):
                if best == OUT or board.value > value:
                    best, value = period, board.value
                board.undo(mark)
        return best != OUT and self._put(unit, best)

    def _room_left(self, unit: int, period: int) -> int:
        """Share of each limit of a period that would remain."""
        ground, room = self._ground, self.board.room
        column = ground.columns[self._units.members[unit][0]][period][0]
        takes = ground.limits.takes[column]
        self.board.work += len(takes)
        return sum((room[limit] - amount) * SHARE // (ground.limits.room[limit] or 1) for limit, amount in takes)

    def _resize(self, candidate: int, by: int) -> bool:
        """Change a selected candidate to the next larger or smaller size, in the same period."""
        board = self.board
        before = board.column_of[candidate]
        sizes = self._ground.sizes[candidate][self._ground.period_of[before]]
        place = sizes.index(before) + by
        if not 0 <= place < len(sizes):
            return False
        mark = board.mark
        board.take(before)
        if board.fits(sizes[place]):
            board.put(sizes[place])
            return True
        board.undo(mark)
        return False

    def _put(self, unit: int, period: int, sizes: int = EVERYTHING) -> bool:
        """Select a unit in a period, each member in its first size that fits."""
        board = self.board
        mark = board.mark
        for candidate in self._units.members[unit]:
            for column in self._ground.columns[candidate][period][:sizes]:
                if board.fits(column):
                    board.put(column)
                    break
            else:
                board.undo(mark)
                return False
        return True

    def lift(self, unit: int) -> None:
        """Drop a unit without its dependents."""
        board = self.board
        for candidate in self._units.members[unit]:
            board.take(board.column_of[candidate])

    def _earliest(self, unit: int) -> int:
        period_of, lags = self.board.period_of, self._units.lags
        if lags:
            return max((period_of[it] + lags.get((unit, it), 0) for it in self._units.needs[unit]), default=0)
        return max((period_of[needed] for needed in self._units.needs[unit]), default=0)

    def _latest(self, unit: int) -> int:
        period_of, lags = self.board.period_of, self._units.lags
        return min(
            (
                period_of[other] - lags.get((other, unit), 0)
                for other in self._units.needed_by[unit]
                if period_of[other] != OUT
            ),
            default=self._ground.periods,
        )
