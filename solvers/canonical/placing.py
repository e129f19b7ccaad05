"""Where a selection lies, when nothing else tells placements apart: one after the other, each as early as possible.

Going through the choices in their order, each gets the earliest period that is left to it by the rows themselves. How
far that leads to a placement of all is asked once, for as many choices at once as it may be; from there on a few
choices a question are made as early as possible, the first of them before all. Sums of weights over a whole placement,
which would also leave one of them only, no solver proves least in time where periods are full.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from domain.integer_model.model import LinearForm, Model
from domain.integer_model.result import PlanResult
from domain.lean import dataclass
from solvers.canonical.compact import Compact, compacted, narrowed_to
from solvers.stages.trail import Trail

Ask = Callable[[Model, LinearForm, "array[int]"], PlanResult]
"""Maximises a form over a model; a point of the model to start from, which may keep less than all rows."""
AskBriefly = Callable[[Model, LinearForm, "array[int]", float], PlanResult]
"""The same with no more than so much work."""

AT_ONCE = 12
"""How many choices a question makes as early as possible."""
REACH = 2**20
"""How far its weights may reach: every backend is exact so far."""
MANY = 50
"""How many choices are asked about first, once a few were the earliest already: whether any of them can be earlier."""
WORK_FOR_MANY = 0.1
FEW, WORK_FOR_FEW = 72, 0.3
"""Of so few choices the first ones are asked for at once, where that takes little, and no path is looked for before."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A point, and whether it is proven to be the first in order; else the answer that proved nothing."""

    values: array[int]
    first: bool
    unproven: PlanResult | None = None


class Placing:
    """Finds the first placement in order."""

    def __init__(self, model: Model, slots: Sequence[Sequence[int]], values: array[int]) -> None:
        """slots: for each choice in order its columns from the earliest on, one of them to be 1. values: any point."""
        self._model, self._slots, self._values = model, slots, values
        self._trail = Trail(model)
        self._kept, self._many = 0, 0

    def run(self, ask: Ask, briefly: AskBriefly | None = None) -> Placed:
        """Place all choices, or as many as can be proven. briefly: what may spare some questions, where it is given."""
        searched = False
        while True:
            mark = self._trail.mark
            path, complete = self._gone_on()
            point = array("q", self._trail.low) if complete and self._trail.low == self._trail.high else None
            self._trail.back(mark)
            if point is not None and self._model.admits(point):
                return Placed(point, True)
            agreed, unproven = self._agreed(path), None
            if not searched and self._first_of_few(briefly):
                searched = True
                continue
            if not searched:
                agreed, unproven = self._longest(path, len(path) + 1 if complete else len(path), ask)
                searched = True
            self._keep(path[:agreed])
            if unproven is None and self._kept < len(self._slots) and not self._none_earlier(briefly):
                unproven = self._next_ones(ask)
            if unproven is not None:
                return Placed(self._values, False, unproven)
            if self._kept == len(self._slots):
                return Placed(self._values, True)

    def _keep(self, columns: Sequence[int]) -> None:
        """Take as proven that the next choices lie there."""
        for column in columns:
            self._trail.decide(column, 1)
        self._kept += len(columns)

    def _first_of_few(self, briefly: AskBriefly | None) -> bool:
        """Place the first ones of few choices, if that takes little work."""
        if briefly is None or len(self._slots) > FEW:
            return False
        return self._next_ones(lambda model, form, start: briefly(model, form, start, WORK_FOR_FEW)) is None

    def _next_ones(self, ask: Ask) -> PlanResult | None:
        """Place the next choices, the first of them as early as possible before all; an answer that proved nothing."""
        small = self._small()
        own = {column: place for place, column in enumerate(small.columns)}
        ranks: list[list[int]] = []
        taken = reach = 0
        for slots in self._slots[self._kept :]:
            open_ = [own[column] for column in slots if column in own]
            reach = (reach or 1) * max(1, len(open_))
            if ranks and (reach > REACH or len(ranks) == AT_ONCE):
                break
            taken += 1
            if open_:
                ranks.append(open_)
        terms: dict[int, int] = {}
        weight = 1
        for open_ in reversed(ranks):
            terms |= {column: -weight * rank for rank, column in enumerate(open_) if rank}
            weight *= len(open_)
        form = LinearForm(tuple(terms), tuple(terms.values()))
        result = ask(small.model, form, small.down(self._values))
        if result.values is None or not result.is_proof:
            return result
        before = self._lying(taken)
        self._values = small.up(result.values)
        self._many = MANY if self._lying(taken) == before else 0
        self._keep(self._lying(taken))
        return None

    def _none_earlier(self, briefly: AskBriefly | None) -> bool:
        """Keep many choices as they lie, where it is proven that not one of them can be earlier."""
        if not self._many or briefly is None:
            return False
        small, count = self._small(), min(self._many, len(self._slots) - self._kept)
        own = {column: place for place, column in enumerate(small.columns)}
        earlier: list[int] = []
        for slots in self._slots[self._kept : self._kept + count]:
            for column in slots:
                if self._values[column]:
                    break
                if column in own:
                    earlier.append(own[column])
        form = LinearForm(tuple(earlier), (1,) * len(earlier))
        result = briefly(small.model, form, small.down(self._values), WORK_FOR_MANY)
        proven = result.values is not None and result.is_proof and not form.value(result.values)
        self._many = 2 * count if proven else 0
        if proven:
            self._keep(self._lying(count))
        return proven

    def _lying(self, count: int) -> list[int]:
        """Where the next choices lie in the placement at hand."""
        chosen = self._slots[self._kept : self._kept + count]
        return [column for slots in chosen for column in slots if self._values[column]]

    def _small(self) -> Compact:
        return compacted(narrowed_to(self._model, self._trail.low, self._trail.high))

    def _gone_on(self) -> tuple[list[int], bool]:
        """The earliest column of each of the rest as far as the rows by themselves allow it; whether all got one."""
        path: list[int] = []
        for slots in self._slots[self._kept :]:
            column = next((column for column in slots if self._is_open(column)), None)
            if column is None:
                return path, False
            path.append(column)
        return path, True

    def _is_open(self, column: int) -> bool:
        """Decide for a column where the rows allow it, else against it."""
        mark = self._trail.mark
        if self._trail.high[column] and self._trail.decide(column, 1):
            return True
        self._trail.back(mark)
        self._trail.decide(column, 0)
        return False

    def _longest(self, path: Sequence[int], too_long: int, ask: Ask) -> tuple[int, PlanResult | None]:
        """How much of a path some placement follows. too_long: so much none does."""
        agreed = self._agreed(path)
        while too_long - agreed > 1:
            length = (agreed + too_long) // 2
            mark = self._trail.mark
            for column in path[:length]:
                self._trail.decide(column, 1)
            small = self._small()
            self._trail.back(mark)
            result = ask(small.model, LinearForm(), small.down(self._values))
            if result.values is not None:
                self._values = small.up(result.values)
                agreed = self._agreed(path)
            elif result.is_proof:
                too_long = length
            else:
                return agreed, result
        return agreed, None

    def _agreed(self, path: Sequence[int]) -> int:
        return next((place for place, column in enumerate(path) if not self._values[column]), len(path))
