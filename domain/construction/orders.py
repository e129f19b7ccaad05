"""In which order steps are best considered: what a unit brings, with all that it needs, per load that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from domain.construction.board import OUT, Board, Step
from domain.construction.ground import Ground
from domain.lean import dataclass


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


MOST_LISTED = 60
"""How many units a closure may have to be listed; what needs more is hardly ever worth it before others are in."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Worth and cost of each unit alone. growth: steps to larger sizes, by falling density."""

    worth: Sequence[int]
    load: Sequence[int]
    growth: Sequence[tuple[float, Step]] = ()


def measured(ground: Ground, load: Sequence[int], early: bool = False) -> Measures:
    """Measure each unit in its best-valued sizes, in its best open period, or with ``early`` in its first."""
    units, columns, worth = ground.units, ground.columns, ground.aims.worth
    brings, takes = [0] * ground.size, [1] * ground.size
    growth: list[tuple[float, Step]] = []
    for unit, group in enumerate(units.members):
        for candidate in group:
            own = [columns[candidate][period] for period in units.open[unit]]
            if not own:
                break
            first = own[0][0]
            if len(own) > 1 and not early:
                first = max((each[0] for each in own), key=worth.__getitem__)
            brings[unit] += worth[first]
            takes[unit] += load[first]
            if len(own[0]) > 1:
                sizes = ground.sizes[candidate][ground.period_of[first]]
                for smaller, larger in pairwise(sizes):
                    more = max(1, load[larger] - load[smaller])
                    growth.append(((worth[larger] - worth[smaller]) / more, (unit, candidate)))
    growth.sort(key=lambda each: -each[0])
    return Measures(brings, takes, growth)


def closures(ground: Ground) -> list[frozenset[int] | None]:
    """Each unit with all its prerequisites; None where they are too many to list."""
    found: list[frozenset[int] | None] = []
    for unit, needs in enumerate(ground.units.needs):
        own = frozenset((unit,))
        if needs:
            parts = [part for needed in needs if (part := found[needed]) is not None]
            if len(parts) < len(needs):
                found.append(None)
                continue
            own = own.union(*parts)
        found.append(own if len(own) <= MOST_LISTED else None)
    return found


def whole(own: Measures, closed: Sequence[frozenset[int] | None]) -> Measures:
    """Measures of each unit with all its prerequisites; where these are too many, its own worth over the whole load."""
    worth, load = own.worth, own.load
    everything = sum(load)
    return Measures(
        [worth[at] if each is None else sum(map(worth.__getitem__, each)) for at, each in enumerate(closed)],
        [everything if each is None else sum(map(load.__getitem__, each)) for each in closed],
        own.growth,
    )


def by_member(ground: Ground, load: Sequence[int]) -> list[Step]:
    """Units ordered by the worth per load of each member alone; a unit may appear several times."""
    worth, unit_of = ground.aims.worth, ground.units.unit_of
    keys = [worth[own[0][0]] / load[own[0][0]] for own in ground.columns]
    return [(unit_of[at], OUT) for at in sorted(range(len(keys)), key=lambda at: -keys[at])]


def by_density(ground: Ground, measures: Measures, grown: bool) -> list[Step]:
    """Steps ordered by worth per load, ties in file order. grown: include steps to larger sizes."""
    keyed = [
        (measures.worth[unit] / measures.load[unit], (unit, OUT))
        for unit in sorted(range(len(ground.units.members)), key=lambda unit: ground.units.members[unit][0])
    ]
    if grown:
        keyed += measures.growth
    keyed.sort(key=lambda each: -each[0])
    return [step for _, step in keyed]
