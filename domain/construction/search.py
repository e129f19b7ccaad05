"""Local search: change a little, fill up again, keep what is worth more; ended by a count of work, not by the clock."""

from __future__ import annotations

from collections.abc import Sequence

from domain.construction.board import OUT, Board, Step
from domain.construction.ground import Ground
from domain.construction.moves import Mover
from domain.construction.orders import MOST_LISTED, Measures

WAITING = 40
"""How many of the best steps are tried when there is room again."""
LOOKED_AT = 400
"""How many of the best steps in, and of the best steps out, one round looks at."""


class Search:
    """Local search on a board by dropping, exchanging, moving and resizing; takes the first improvement."""

    def __init__(self, board: Board, mover: Mover, own: Measures, most_work: int) -> None:
        self._board, self._mover, self._own = board, mover, own
        self._ground: Ground = board.ground
        self._ends = board.work + most_work

    def run(self) -> None:
        """Search until nothing improves or the work limit is reached."""
        while not self._over:
            value = self._board.value
            waiting = self._waiting()
            self._fill(waiting, len(waiting))
            self._exchange_in(waiting)
            self._drop_and_fill(waiting)
            if self._ground.periods > 1:
                self._move(waiting)
            if self._board.value == value:
                return

    @property
    def _over(self) -> bool:
        return self._board.work >= self._ends

    def _exchange_in(self, waiting: Sequence[Step]) -> None:
        """Apply a step that has no room by dropping as many of the weakest units as it takes."""
        board = self._board
        weakest = self._weakest()
        if self._ground.periods > 1:  # what has to stay may still be moved
            weakest += [(unit, OUT) for unit in self._ground.units.must]
        for step in waiting[:LOOKED_AT]:
            if self._over:
                return
            if self._mover.is_open(step):
                mark, value = board.mark, board.value
                if self._forced(step, weakest):
                    self._fill(waiting, WAITING, step)
                if board.value <= value:
                    board.undo(mark)

    def _drop_and_fill(self, waiting: Sequence[Step]) -> None:
        """Drop or shrink one of the weakest units, and fill the room with others."""
        board = self._board
        for step in self._weakest()[:LOOKED_AT]:
            if self._over:
                return
            mark, value = board.mark, board.value
            if self._mover.step_out(step):
                self._fill(waiting, WAITING, step)
            if board.value <= value:
                board.undo(mark)

    def _move(self, waiting: Sequence[Step]) -> None:
        """Move a unit to a period where it is worth more, or where that makes room for one that is left out."""
        board = self._board
        for unit in range(self._ground.size):
            if self._over:
                return
            now = board.period_of[unit]
            if now == OUT:
                continue
            for period in self._ground.units.open[unit]:
                mark, value = board.mark, board.value
                if period != now and self._mover.move(unit, period):
                    self._follow(unit)
                    self._fill(waiting, WAITING)
                    if board.value > value:
                        break
                board.undo(mark)
                if period != now and self._trade(unit, period):
                    break

    def _follow(self, unit: int) -> None:
        """Move the prerequisites and dependents of a unit to the periods where they are now worth more."""
        board, units = self._board, self._ground.units
        for other in (*units.needed_by[unit], *units.needs[unit]):
            if board.period_of[other] != OUT and not self._ground.alike[other]:
                for period in units.open[other]:
                    mark, value = board.mark, board.value
                    if self._mover.move(other, period) and board.value <= value:
                        board.undo(mark)

    def _trade(self, unit: int, period: int) -> bool:
        """Swap a unit with one in a period where it is worth more; return whether it did."""
        board = self._board
        if self._ground.alike[unit]:
            return False
        for other, there in enumerate(board.period_of):
            if there == period:
                mark, value = board.mark, board.value
                if self._mover.trade(unit, other) and board.value > value:
                    return True
                board.undo(mark)
        return False

    def _forced(self, step: Step, weakest: Sequence[Step]) -> bool:
        board, mover, units = self._board, self._mover, self._ground.units
        unit, candidate = step
        if candidate == OUT:
            for rival in units.excluded[unit]:
                if board.period_of[rival] != OUT and not mover.drop(rival):
                    return False
            lacking = mover.lacking(unit)
            if lacking is None:
                return False
        else:
            lacking = [unit]
        kept = {unit, *lacking}
        for each in lacking:
            kept.update(units.needs[each])
        at = 0
        for each in lacking:
            while not (mover.place(each) if candidate == OUT else mover.step_in(step)):
                wanted = self._in_the_way(each)
                while at < len(weakest) and not self._makes_room(weakest[at], wanted, kept):
                    at += 1
                if at == len(weakest):
                    return False
                at += 1
        return True

    def _in_the_way(self, unit: int) -> set[int]:
        """Limits without room for some option of a unit."""
        board, ground = self._board, self._ground
        return {
            limit
            for candidate in ground.units.members[unit]
            for period in ground.units.open[unit]
            for column in ground.columns[candidate][period]
            for limit, amount in ground.limits.takes[column]
            if amount > board.room[limit]
        }

    def _makes_room(self, step: Step, wanted: set[int], kept: set[int]) -> bool:
        """Move or drop units that use a limit without room, except those to keep."""
        mover, units = self._mover, self._ground.units
        unit, candidate = step
        now = self._board.period_of[unit]
        if now == OUT:
            return False
        if candidate != OUT:
            return unit not in kept and self._takes_of([unit], wanted) and mover.step_out(step)
        if self._ground.periods > 1 and self._takes_of([unit], wanted):
            for period in units.open[unit]:
                if period != now and mover.move(unit, period):
                    return True
        leaving = None if unit in kept else mover.leaving(unit)
        return (
            leaving is not None
            and kept.isdisjoint(leaving)
            and self._takes_of(leaving, wanted)
            and mover.step_out(step)
        )

    def _takes_of(self, group: Sequence[int], wanted: set[int]) -> bool:
        """Whether a unit of a group uses one of the wanted limits."""
        board, ground = self._board, self._ground
        return any(
            limit in wanted
            for unit in group
            for candidate in ground.units.members[unit]
            for limit, _ in ground.limits.takes[board.column_of[candidate]]
        )

    def _fill(self, waiting: Sequence[Step], most: int, without: Step | None = None) -> None:
        improve = self._mover.improve
        for step in waiting:
            if step != without and improve(step):
                most -= 1
                if not most:
                    return

    def _waiting(self) -> list[Step]:
        """Steps that add, by falling gain per load with everything they bring along."""
        keyed: list[tuple[float, Step]] = []
        units = self._ground.units
        for unit, period in enumerate(self._board.period_of):
            if period == OUT and units.open[unit]:
                lacking = self._mover.lacking(unit, MOST_LISTED)
                if lacking is not None or units.excluded[unit]:
                    keyed.append((-self._density(lacking or [unit], 1), (unit, OUT)))
        keyed += [(-gained, step) for gained, step in self._own.growth]
        keyed.sort()
        return [step for _, step in keyed]

    def _weakest(self) -> list[Step]:
        """Steps that remove, by rising loss per load with everything that leaves with them."""
        keyed: list[tuple[float, Step]] = []
        period_of = self._board.period_of
        for unit, period in enumerate(period_of):
            if period != OUT:
                leaving = self._mover.leaving(unit, MOST_LISTED)
                if leaving is not None:
                    keyed.append((self._density(leaving, 0), (unit, OUT)))
        keyed += [(lost, step) for lost, step in self._own.growth if period_of[step[0]] != OUT]
        keyed.sort()
        return [step for _, step in keyed]

    def _density(self, units: Sequence[int], short: int) -> float:
        """Worth per load with the synergies that lack only these units (short: 1) or depend on them (0)."""
        own, ground = self._own, self._ground
        worth = sum(map(own.worth.__getitem__, units))
        aims, standing = ground.aims, self._board.standing
        if aims.groups:
            for unit in units:
                for candidate in ground.units.members[unit]:
                    for at in aims.groups_of[candidate]:
                        if standing[at] == len(aims.groups[at].members) - short:
                            worth += aims.groups[at].worth
        return worth / sum(map(own.load.__getitem__, units))
