"""A greedy pass whose measures follow the portfolio: what is already selected need not be brought along again."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from domain.construction.board import OUT, Board
from domain.construction.moves import Mover
from domain.construction.orders import MOST_LISTED, Measures


class LiveGreedy:
    """Greedy adding that updates its ranking: prerequisites already selected cost a later unit nothing."""

    def __init__(
        self, board: Board, mover: Mover, own: Measures, closed: Sequence[frozenset[int] | None], all_of: Measures
    ) -> None:
        """closed: per unit, all that it needs and itself, where it is listed; all_of: the measures of these."""
        self._board, self._mover, self._own = board, mover, own
        self._worth, self._load = list(all_of.worth), list(all_of.load)
        self._growth: dict[int, list[tuple[float, int]]] = {}
        for gained, (unit, candidate) in own.growth:
            self._growth.setdefault(unit, []).append((-gained, ~candidate))
        self._listed = [each is not None for each in closed]
        self._behind: list[list[int]] = [[] for _ in closed]
        for unit, needed in enumerate(closed):
            for each in needed or ():
                self._behind[each].append(unit)
        self._raised = bytearray(len(board.standing))
        self._current = [0.0] * len(closed)
        self._heap: list[tuple[float, int]] = []

    def run(self) -> None:
        """Add units until none that fits improves the portfolio."""
        board, heap = self._board, self._heap
        self._begin()
        while heap:
            key, at = heappop(heap)
            if at < 0:
                self._mover.improve((board.ground.units.unit_of[~at], ~at))
            elif board.period_of[at] == OUT and key == self._current[at]:
                lacking = self._mover.lacking(at)
                mark, value = board.mark, board.value
                if lacking is None or not self._mover.add_all(lacking):
                    continue
                if board.value <= value:
                    board.undo(mark)
                    continue
                self._added(lacking)
                for each in lacking:
                    for grown in self._growth.get(each, ()):
                        heappush(heap, grown)

    def _begin(self) -> None:
        board, current = self._board, self._current
        self._added([unit for unit, period in enumerate(board.period_of) if period != OUT])
        self._heap.clear()
        for unit, period in enumerate(board.period_of):
            if period != OUT:
                self._heap.extend(self._growth.get(unit, ()))
            elif self._listed[unit] and board.ground.units.open[unit]:
                current[unit] = -self._worth[unit] / self._load[unit]
                self._heap.append((current[unit], unit))
        heapify(self._heap)

    def _added(self, added: Sequence[int]) -> None:
        """Remove an added unit from the measures of all its dependents."""
        board, heap, current, own = self._board, self._heap, self._current, self._own
        worth, load, behind, period_of = self._worth, self._load, self._behind, board.period_of
        touched: dict[int, None] = {}
        for each in added:
            brings, takes = own.worth[each], own.load[each]
            for unit in behind[each]:
                worth[unit] -= brings
                load[unit] -= takes
            touched.update(dict.fromkeys(behind[each]))
            board.work += len(behind[each])
            for unit in board.ground.units.needed_by[each]:
                if not self._listed[unit] and period_of[unit] == OUT and self._list(unit):
                    touched[unit] = None
            self._joined(each, touched)
        for unit in touched:
            if period_of[unit] == OUT and self._listed[unit]:
                current[unit] = -worth[unit] / load[unit]
                heappush(heap, (current[unit], unit))

    def _list(self, unit: int) -> bool:
        """List what a unit still lacks; return whether the list has become short enough."""
        lacking = self._mover.lacking(unit, MOST_LISTED)
        if lacking is None:
            return False
        self._listed[unit] = True
        self._worth[unit] = sum(map(self._own.worth.__getitem__, lacking))
        self._load[unit] = sum(map(self._own.load.__getitem__, lacking))
        for each in lacking:
            self._behind[each].append(unit)
        return True

    def _joined(self, unit: int, touched: dict[int, None]) -> None:
        """Credit the bonus of a synergy to its last missing member."""
        board, aims, units = self._board, self._board.ground.aims, self._board.ground.units
        for candidate in units.members[unit]:
            for at in aims.groups_of[candidate]:
                group = aims.groups[at]
                if group.worth and not self._raised[at] and board.standing[at] == len(group.members) - 1:
                    self._raised[at] = 1
                    last = next(each for each in group.members if board.column_of[each] == OUT)
                    self._worth[units.unit_of[last]] += group.worth
                    touched[units.unit_of[last]] = None
