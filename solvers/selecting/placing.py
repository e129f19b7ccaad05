"""Places what a master selects: at once where that is easy, else by asking the backend.

Easy is one group after the other, where it leaves the most room. For want of a better portfolio one is selected with
room to spare, so that it is likely to be placed.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, NO_UPPER, Model, Plan, Stage, StageRole
from domain.integer_model.propagation import conflicting_tags
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from solvers.selecting.budget import LEAST_WORK, Budget
from solvers.selecting.placement import Placements, Placing, Row
from solvers.selecting.projection import Projection
from solvers.selecting.repair import repaired
from solvers.selecting.results import Silent
from solvers.stages.stage_watch import Outlet

PARTS = (256, 128, 64, 32, 16, 8, 4)
"""Of each limit, one part in so many is left free; the first one only where the backend is asked at length."""
MOST_WORK, BRIEFLY = 2.0, 0.1
"""For placing one selection: the next one has more room and is placed more easily."""


def found_with_room_to_spare(
    projection: Projection,
    limits: Sequence[Row],
    others: Sequence[Row],
    placer: Placer,
    budget: Budget,
    outlet: Outlet,
    asks: bool,
) -> array[int] | None:
    """A point of the whole model that is the best of those that leave some room in all limits of periods.

    limits, others: rows that the master has got; a limit leaves some room, too. asks: whether the backend is asked at
    length for places; if not, briefly, and a little work is spent even where none is left.
    """
    stages = tuple(stage for stage in projection.stages if stage.role is StageRole.OBJECTIVE)
    for part in PARTS if asks else PARTS[1:]:
        if budget.is_over and (asks or budget.ending is not Termination.WORK_LIMIT):
            return None
        narrower = [(tag, form, lower, _less(upper, part)) for tag, form, lower, upper in limits]
        roomy = rebuilt(_roomy(projection, part), extra=[*narrower, *others])
        result = budget.solve(Plan(roomy, stages), Silent(outlet), share=0.5)
        if result.values is not None:
            most = MOST_WORK if asks else BRIEFLY
            placed = placer.placed_with_repair(result.values) or placer.placed_slowly(result.values, stages, most)
            if isinstance(placed, array):
                return placed
    return None


def _roomy(projection: Projection, part: int) -> Model:
    """The master with a part of each limit of periods taken away, and demands of periods raised by it."""
    master = projection.master
    lower, upper = list(master.row_lower), list(master.row_upper)
    for row in projection.summed:
        if lower[row] != NO_LOWER:
            lower[row] += abs(lower[row]) // part
        if upper[row] != NO_UPPER:
            upper[row] = _less(upper[row], part)
    return replace(master, row_lower=lower, row_upper=upper, hint=None)


def _less(limit: int, part: int) -> int:
    return limit - abs(limit) // part


Use = list[tuple[int, int]]
"""Half rows with what a column takes of their room beyond the least that its group takes in any case."""
ATTEMPTS = 3


@dataclass(slots=True)
class _Room:
    """Upper limits ``sum <= limit``: how much each leaves beyond the least that all groups take."""

    left: list[int] = field(default_factory=list)
    uses: list[list[Use]] = field(default_factory=list)


def quickly_placed(placing: Placing) -> array[int] | None:
    """A point of a placement's model, found without going back; None where that does not find one."""
    room = _room_of(placing)
    if min(room.left, default=0) < 0:
        return None
    order = sorted(range(len(placing.groups)), key=lambda group: _weight(room, group), reverse=True)
    for _ in range(ATTEMPTS):
        chosen, stuck = _attempt(room, order)
        if stuck is None:
            values = array("q", bytes(8 * placing.model.num_columns))
            for group, member in chosen.items():
                values[placing.groups[group][member]] = 1
            return values if placing.model.admits(values) else None
        order.remove(stuck)
        order.insert(0, stuck)
    return None


def _attempt(room: _Room, order: list[int]) -> tuple[dict[int, int], int | None]:
    """What each group gets, or the group that found no room."""
    left = list(room.left)
    chosen: dict[int, int] = {}
    for group in order:
        best, best_room = None, 0.0
        for member, use in enumerate(room.uses[group]):
            least = 1.0
            for half, taken in use:
                rest = left[half] - taken
                if rest < 0:
                    break
                least = min(least, rest / (room.left[half] + 1))
            else:
                if best is None or least > best_room:
                    best, best_room = member, least
        if best is None:
            return chosen, group
        chosen[group] = best
        for half, taken in room.uses[group][best]:
            left[half] -= taken
    return chosen, None


def _weight(room: _Room, group: int) -> tuple[int, float]:
    """What is harder to place comes first: fewer members, and more of some room."""
    shares = [taken / (room.left[half] + 1) for use in room.uses[group] for half, taken in use]
    return -len(room.uses[group]), max(shares, default=0.0)


def _room_of(placing: Placing) -> _Room:
    model = placing.model
    group_of = {column: group for group, columns in enumerate(placing.groups) for column in columns}
    room = _Room(uses=[[[] for _ in columns] for columns in placing.groups])
    for row in range(len(placing.groups), model.num_rows):
        form = model.row(row)
        by_group: dict[int, list[int]] = {}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            group = group_of[column]
            coefs = by_group.setdefault(group, [0] * len(placing.groups[group]))
            coefs[column - placing.groups[group].start] = coef
        for sign, limit in ((1, model.row_upper[row]), (-1, -model.row_lower[row])):
            if limit in (NO_UPPER, -NO_LOWER):
                continue
            half = len(room.left)
            for group, coefs in by_group.items():
                least = min(sign * coef for coef in coefs)
                limit -= least
                for member, coef in enumerate(coefs):
                    if sign * coef > least:
                        room.uses[group][member].append((half, sign * coef - least))
            room.left.append(limit)
    return room


LEAST_STEPS, STEPS_PER_GROUP = 50, 2
"""Of a repair, before the backend is asked: what can be placed is mostly placed in fewer."""
MOST_TIMES = 10
SOON, MOST_SOON = 0.02, 200
"""Work of the backend in which so many selected groups are mostly placed."""
TRY, COLUMNS_OF_TRY, TRIES_ALIKE, MOST_TRIES = 0.1, 300, 6, 32
"""Work of the first tries of the backend at a placement of so many columns; after each few they are twice as long, and
the last one gets all that is left.

How long a search for places takes is a matter of luck: some begin well, and others would never end."""
SHARE = 0.4
"""Of the limits that are left, for one placement: what is left then may show that something else can be placed."""


class Placer:
    """Finds placements, or shows that there are none.

    until_work: the work of the whole run at which nothing more is asked about parts of what is selected.
    """

    def __init__(self, projection: Projection, budget: Budget, outlet: Outlet) -> None:
        self._model = projection.model
        self._budget, self._outlet = budget, Silent(outlet)
        self.placements = Placements(projection)
        self.until_work = math.inf
        self._usual = 0.0
        self._tries = 0

    def placed_quickly(self, values: Sequence[int]) -> array[int] | None:
        """A point of the whole model with this selection, where one is found without the backend."""
        placing = self.placements.placing(values)
        point = quickly_placed(placing)
        return None if point is None else self._checked(placing, point, values)

    def placed_soon(self, values: Sequence[int], stages: Sequence[Stage]) -> array[int] | Proof | None:
        """What ``placed_slowly`` says, where little tells it: a few steps of a repair, or a moment of the backend."""
        selected = self.placements.selected(values)
        whole = self.placed_with_repair(values, LEAST_STEPS + STEPS_PER_GROUP * len(selected))
        return self.placed_slowly(values, stages, SOON) if whole is None and len(selected) <= MOST_SOON else whole

    def placed_with_repair(self, values: Sequence[int], steps: int | None = None) -> array[int] | None:
        """A point of the whole model, where one is found without the backend in so many steps; None for many."""
        placing = self.placements.placing(values)
        point = quickly_placed(placing)
        if point is None:
            point = repaired(placing.model, placing.groups, steps, self._outlet.should_stop)
        return None if point is None else self._checked(placing, point, values)

    def placed_slowly(
        self, values: Sequence[int], stages: Sequence[Stage], most_work: float = math.inf
    ) -> array[int] | Proof | None:
        """A point of the whole model, or what shows that there is none with this selection, or None: not known.

        The backend is asked. stages: of the master, which the point has to be as good in.
        """
        loose = bool(self.placements.loose)
        placing = self.placements.loosened(values, stages) if loose else self.placements.placing(values)
        began = self._budget.work
        until = began + min(most_work, self._budget.work_of(SHARE))
        result = self._tried(placing.model, until)
        self._usual = self._budget.work - began
        if result.status is SolutionStatus.INFEASIBLE:
            return result.proof
        return None if result.values is None else self._checked(placing, array("q", result.values), values)

    def _tried(self, model: Model, until: float) -> PlanResult:
        """What the backend makes of a placement in tries that begin differently, until so much work is taken."""
        length = TRY * max(1.0, model.num_columns / COLUMNS_OF_TRY)
        for place in range(MOST_TRIES):
            left, longer = until - self._budget.work, length * 2.0 ** (place // TRIES_ALIKE)
            is_last = left < 2 * longer or place == MOST_TRIES - 1
            result = self._budget.solve(
                Plan(model), self._outlet, SHARE, most_work=left if is_last else longer, turn=self._tries
            )
            self._tries += 1
            if is_last or result.termination is not Termination.WORK_LIMIT or self._budget.is_over:
                break
        return result

    def shown_to_fail(self, placing: Placing) -> Proof | None:
        """What shows that a placement's model has no point; None where it has one, or that is not known.

        The backend gets some times the work that the last whole placement took.
        """
        if quickly_placed(placing) is not None:
            return None
        if conflicting_tags(placing.model) is not None:
            return Proof.EXACT
        if self._budget.is_over or self._budget.work >= self.until_work:
            return None
        most = max(LEAST_WORK, MOST_TIMES * self._usual)
        result = self._budget.solve(Plan(placing.model), self._outlet, most_work=most)
        return result.proof if result.status is SolutionStatus.INFEASIBLE else None

    def _checked(self, placing: Placing, point: Sequence[int], values: Sequence[int]) -> array[int] | None:
        whole = self.placements.whole(placing, point, values)
        return whole if self._model.admits(whole) else None
