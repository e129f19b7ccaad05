"""The order in which units would be dropped from a portfolio of all of them, turned round."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from domain.construction.board import OUT, Board, Step
from domain.construction.ground import Ground
from domain.construction.orders import Measures


def dropping_order(board: Board, own: Measures, closed: Sequence[frozenset[int] | None]) -> list[Step]:
    """Order units by dropping, one at a time, the one with the least worth per load together with its dependents.

    Unlike adding greedily, this credits work that many units share.
    """
    dropping = _Dropping(board.ground, own, closed)
    board.work += sum(map(len, dropping.behind))
    return dropping.run()


class _Dropping:
    def __init__(self, ground: Ground, own: Measures, closed: Sequence[frozenset[int] | None]) -> None:
        self._units, self._aims, self._own = ground.units, ground.aims, own
        self._needing = [frozenset((at,)) if each is None else each for at, each in enumerate(closed)]
        self.behind: list[list[int]] = [[] for _ in closed]
        for unit, needed in enumerate(self._needing):
            for each in needed:
                self.behind[each].append(unit)
        # All synergies stand, and each member would take the whole bonus with it.
        self._value = list(own.worth)
        for group in self._aims.groups:
            for candidate in group.members:
                self._value[self._units.unit_of[candidate]] += group.worth
        self._worth = [sum(map(self._value.__getitem__, each)) for each in self.behind]
        self._load = [sum(map(own.load.__getitem__, each)) for each in self.behind]
        self._broken = bytearray(len(self._aims.groups))
        self._gone = bytearray(len(closed))

    def run(self) -> list[Step]:
        worth, load, behind = self._worth, self._load, self.behind
        current = [brings / takes for brings, takes in zip(worth, load, strict=True)]
        heap = [(key, unit) for unit, key in enumerate(current)]
        heapify(heap)
        gone = self._gone
        order: list[Step] = []
        while heap:
            key, unit = heappop(heap)
            if gone[unit] or key != current[unit]:
                continue
            touched: dict[int, None] = {}
            for each in reversed([each for each in behind[unit] if not gone[each]]):
                gone[each] = 1
                order.append((each, OUT))
                self._lose(each, touched)
            for each in touched:
                if not gone[each]:
                    current[each] = worth[each] / load[each]
                    heappush(heap, (current[each], each))
        order.reverse()
        return order

    def _lose(self, unit: int, touched: dict[int, None]) -> None:
        """Remove a dropped unit and the synergies it ends from the measures of everything it needs."""
        worth, load, needing = self._worth, self._load, self._needing
        brings, takes = self._value[unit], self._own.load[unit]
        for needed in needing[unit]:
            worth[needed] -= brings
            load[needed] -= takes
        touched.update(dict.fromkeys(needing[unit]))
        for candidate in self._units.members[unit]:
            for at in self._aims.groups_of[candidate]:
                if not self._broken[at]:
                    self._broken[at] = 1
                    group = self._aims.groups[at]
                    for other in group.members:
                        partner = self._units.unit_of[other]
                        if not self._gone[partner]:
                            self._value[partner] -= group.worth
                            for needed in needing[partner]:
                                worth[needed] -= group.worth
                            touched.update(dict.fromkeys(needing[partner]))
