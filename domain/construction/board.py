"""A portfolio under construction: put and take options, undo, and know its value at every moment."""

from __future__ import annotations

from domain.construction.ground import Ground

OUT = -1
Step = tuple[int, int]
"""A unit, and ``OUT`` where it is to be added; or one of its candidates, which is to be given its next larger size."""


class Board:
    """A portfolio under construction: selected options, room left under every limit, missing amount of every need.

    ``value`` is the aims' one number less the penalty for what is missing, so a greater value is always better.
    standing: per synergy, how many of its members are selected. work: the small steps done so far; it limits the search
    in the same way on every machine.
    """

    def __init__(self, ground: Ground) -> None:
        limits, aims = ground.limits, ground.aims
        self.ground = ground
        self.column_of = [OUT] * len(ground.columns)
        self.period_of = [OUT] * ground.size
        self.room = list(limits.room)
        self.missing = [need.least for need in limits.needs]
        self.value = -sum(
            cost * -(-missing // need.unit)
            for need, missing, cost in zip(limits.needs, self.missing, aims.costs, strict=True)
            if missing > 0
        )
        self.work = 0
        self.standing = [0] * len(aims.groups)
        self._journal: list[tuple[int, int]] = []
        self._takes, self._gives, self._gain = limits.takes, limits.gives, aims.gain
        self._groups, self._groups_of, self._costs = aims.groups, aims.groups_of, aims.costs
        self._units = [need.unit for need in limits.needs]

    @property
    def mark(self) -> int:
        """Return the current position in the history, for ``undo``."""
        return len(self._journal)

    def fits(self, column: int) -> bool:
        """Whether every limit has room for one more option."""
        room = self.room
        self.work += 1
        fits = True
        for limit, amount in self._takes[column]:  # no generator: this is where the time goes
            if amount > room[limit]:
                fits = False
        return fits

    def put(self, column: int) -> None:
        """Select an option of a candidate that is not selected."""
        self._change(column, 1)
        self._journal.append((column, 1))

    def take(self, column: int) -> None:
        """Drop an option that is selected."""
        self._change(column, -1)
        self._journal.append((column, -1))

    def undo(self, mark: int) -> None:
        """Undo every step since a mark."""
        journal = self._journal
        while len(journal) > mark:
            column, sign = journal.pop()
            self._change(column, -sign)

    def selected(self) -> list[int]:
        """The columns that are selected."""
        return [column for column in self.column_of if column != OUT]

    def _change(self, column: int, sign: int) -> None:
        ground, room = self.ground, self.room
        at = ground.candidate_of[column]
        unit = ground.units.unit_of[at]
        self.work += 2
        for limit, amount in self._takes[column]:
            room[limit] -= sign * amount
        self.value += sign * self._gain[column]
        for need, amount in self._gives[column]:
            self._give(need, sign * amount)
        for group in self._groups_of[at]:
            self._join(group, sign)
        if sign > 0:
            self.column_of[at] = column
            self.period_of[unit] = ground.period_of[column]
        else:
            self.column_of[at] = OUT
            self.period_of[unit] = OUT

    def _give(self, need: int, amount: int) -> None:
        before, unit = self.missing[need], self._units[need]
        after = self.missing[need] = before - amount
        if before > 0 or after > 0:
            self.value += self._costs[need] * (-(-max(before, 0) // unit) + (-max(after, 0) // unit))

    def _join(self, group: int, sign: int) -> None:
        self.work += 1
        whole = self._groups[group]
        self.standing[group] += sign
        if self.standing[group] == (len(whole.members) if sign > 0 else len(whole.members) - 1):
            self.value += sign * whole.gain
            for need, amount in whole.gives:
                self._give(need, sign * amount)
