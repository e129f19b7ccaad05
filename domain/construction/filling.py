"""Portfolios from one pass over an order of steps: what must be selected, what is missing, and then all that fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.construction.board import OUT, Board, Step
from domain.construction.ground import Ground
from domain.construction.moves import Mover
from domain.construction.orders import Measures


def add_what_must(board: Board, mover: Mover, own: Measures) -> bool:
    """Select everything mandatory; False where not all of it could be placed."""
    units = board.ground.units
    ordered = sorted(units.must, key=lambda unit: (len(units.open[unit]), -own.load[unit], unit))
    mark = board.mark
    if all(board.period_of[unit] != OUT or mover.add(unit) for unit in ordered):
        return True
    # Where they do not fit as they are worth most: as early as can be, in the order of what needs what, or the largest
    # first of those that nothing holds back any more.
    for key in (lambda unit: unit, lambda unit: (-own.load[unit], unit)):
        board.undo(mark)
        left = sorted(units.must, key=key)
        while left:
            ready = next(unit for unit in left if all(board.period_of[need] != OUT for need in units.needs[unit]))
            if not mover.place(ready, early=True):
                break
            left.remove(ready)
        else:
            return True
    return False


def add_in_order(mover: Mover, steps: Iterable[Step]) -> None:
    """Apply each step of an order that fits and improves the portfolio."""
    for step in steps:
        mover.improve(step)


class Helpers:
    """Units that contribute to each need, with the most each can contribute."""

    def __init__(self, ground: Ground) -> None:
        units, limits = ground.units, ground.limits
        self.giving: list[dict[int, int]] = [{} for _ in limits.needs]
        for unit, group in enumerate(units.members):
            for candidate in group:
                most: dict[int, int] = {}
                for period in units.open[unit]:
                    for column in ground.columns[candidate][period]:
                        for need, amount in limits.gives[column]:
                            most[need] = max(amount, most.get(need, 0))
                for need, amount in most.items():
                    if amount:
                        self.giving[need][unit] = self.giving[need].get(unit, 0) + amount


def add_what_is_missing(board: Board, mover: Mover, measures: Measures, helpers: Helpers, by_worth: bool) -> None:
    """Add contributing units until every need is met or no unit contributes any more.

    by_worth: rank by worth per load instead of by contribution per load.
    """
    costs = board.ground.aims.costs
    for _ in range(1 + len(costs)):
        lacking = [need for need, missing in enumerate(board.missing) if missing > 0 and costs[need]]
        given: dict[int, int] = {}
        for need in lacking:
            for unit, amount in helpers.giving[need].items():
                if board.period_of[unit] == OUT:
                    given[unit] = given.get(unit, 0) + amount * costs[need]
        board.work += len(given)
        helping = [
            (-(measures.worth[unit] if by_worth else amount) / measures.load[unit], unit)
            for unit, amount in given.items()
        ]
        if not helping or not _add_until_met(board, mover, [unit for _, unit in sorted(helping)], lacking):
            return


def _add_until_met(board: Board, mover: Mover, order: Sequence[int], lacking: Sequence[int]) -> bool:
    """Add improving units in order until one of the needs is met; return whether one is."""
    return any(mover.improve((unit, OUT)) and any(board.missing[need] <= 0 for need in lacking) for unit in order)
