"""Selecting first and placing second, from the first master to a result for the whole plan."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from domain.model import Plan, SolveParameters, StageRole, rebuilt
from domain.result import PlanResult, SolutionStatus, Termination
from solvers.outcome import Standing
from solvers.selecting.budget import Budget, Solve
from solvers.selecting.cutting import Cutting
from solvers.selecting.later import Later
from solvers.selecting.outlet import MasterOutlet
from solvers.selecting.placing import Placer
from solvers.selecting.projection import Projection, projected
from solvers.selecting.results import graded, is_within, lifted, with_all_stages, with_known_bounds
from solvers.selecting.sparing import found_with_room_to_spare
from solvers.stage_watch import Outlet

MAX_ROUNDS = 40
FIRST_ROUNDS = 8
"""After so many rounds it is asked what there is to gain, and whether as many more as there may be would do."""
MASTER_SHARE = 0.9
"""Of what is left of the limits: the rest is for placing what the master selects."""
WHOLE_SHARE = 0.6
"""Of the limits: so much is left for the whole model where cuts do not converge."""


def select_first(plan: Plan, parameters: SolveParameters, outlet: Outlet, solve: Solve) -> PlanResult | None:
    """The result of a plan by way of its master; None where the whole model is better asked at once."""
    places = plan.model.places
    tolerant = any(stage.abs_tol or stage.rel_tol for stage in plan.stages)
    if places is None or not plan.stages or tolerant:
        return None
    projection = projected(plan, places)
    if projection is None:
        return None
    return _Selecting(plan, projection, Budget(parameters, outlet, solve), outlet, parameters.gap).run()


class _Selecting:
    def __init__(self, plan: Plan, projection: Projection, budget: Budget, outlet: Outlet, gap: float) -> None:
        self._plan, self._projection, self._budget, self._outlet = plan, projection, budget, outlet
        self._gap = gap
        self._decided = False
        deciding = [place for place, stage in enumerate(plan.stages) if stage.role is StageRole.OBJECTIVE]
        self._deciding = 1 + max(deciding, default=-1)
        self._placer = Placer(projection, budget, outlet)
        self._cutting = Cutting(projection, self._placer, budget)
        self._bounds: list[int] = []
        self._best: array[int] | None = None
        hint = plan.model.hint
        if hint is not None and plan.model.admits(hint):
            self._found(array("q", hint))

    def run(self) -> PlanResult:
        """The result, with all the work that it took."""
        return replace(self._result(), work=self._budget.work)

    def _result(self) -> PlanResult:
        """Rounds of selecting and placing, until what is selected can be placed.

        Once something could not be, the stages that decide the value come first by themselves, until they can be.
        """
        deciding = False
        while True:
            result, outlet = self._selected(deciding)
            infeasible = result.status is SolutionStatus.INFEASIBLE
            if result.termination is Termination.ERROR or (infeasible and self._best is not None):
                return self._whole(None)
            if result.values is None:
                known = lifted(self._plan, result, self._known(outlet, result))
                return self._told(known, "until nothing was left" if infeasible else "and then the limit was reached")
            placed = self._placer.placed(result.values)
            if isinstance(placed, array):
                self._found(placed)
                if not deciding or result.status is not SolutionStatus.OPTIMAL or self._budget.is_over:
                    return self._told(self._finished(self._ended(result) if deciding else result))
                deciding, self._decided = False, True
                continue
            known = lifted(self._plan, result, self._known(outlet, result))
            if known.values is not None and self._gap and is_within(self._plan, known, self._gap):
                return self._told(replace(known, termination=Termination.GAP_REACHED, detail=""))
            if result.status is not SolutionStatus.OPTIMAL and result.termination is not Termination.GAP_REACHED:
                return self._told(known, "and then the limit was reached")
            if self._best is None:
                self._look_for_one()
            if placed is None or not self._cutting.cut_off(result.values, placed) or not self._is_promising(result):
                return self._whole(result)
            deciding = not self._decided and 0 < self._deciding < len(self._projection.stages)

    def _finished(self, result: PlanResult) -> PlanResult:
        """The result of what was placed, with the stages that come after those of the master."""
        known, first = lifted(self._plan, result, self._best), len(self._projection.stages)
        if first == len(self._plan.stages) or not all(stage.proven for stage in known.stages[:first]):
            return known
        return Later(self._plan, self._projection, self._cutting.rows, self._budget, self._outlet, known).result()

    def _selected(self, deciding: bool) -> tuple[PlanResult, MasterOutlet]:
        master = rebuilt(self._projection.master, extra=self._cutting.rows)
        if self._best is not None:
            master = replace(master, hint=self._projection.down(self._best))
        outlet = MasterOutlet(self._outlet, self._plan, self._placer.placed_quickly, self._best)
        stages = self._projection.stages[: self._deciding if deciding else None]
        result = self._budget.solve(Plan(master, stages), outlet, MASTER_SHARE)
        return with_all_stages(self._plan, result), outlet

    def _known(self, outlet: MasterOutlet, result: PlanResult) -> array[int] | None:
        """What there is to show at a limit; what was placed on the way counts where the clock decides anyhow."""
        return self._best if result.reproducible else outlet.latest

    def _is_promising(self, result: PlanResult) -> bool:
        """Whether as many more cuts as there may be would close the gap, if they do as much as those so far."""
        bound = result.stages[0].bound
        if bound is None:
            return False
        self._bounds.append(bound)
        rounds = len(self._bounds)
        if rounds >= MAX_ROUNDS or self._budget.is_over or not self._budget.has_left(WHOLE_SHARE):
            return False
        if rounds < FIRST_ROUNDS:
            return True
        if self._best is None:
            return False
        gap = bound - self._plan.stages[0].form.value(self._best)
        return gap * (rounds - 1) <= (self._bounds[0] - bound) * (MAX_ROUNDS - rounds)

    def _look_for_one(self) -> None:
        found = found_with_room_to_spare(self._projection, self._cutting.rows, self._placer, self._budget, self._outlet)
        if found is not None:
            self._found(found)

    def _whole(self, result: PlanResult | None) -> PlanResult:
        """The whole model's answer, with the best placement as its start and what the master has proven."""
        if self._budget.is_over and result is not None:
            return self._told(lifted(self._plan, self._ended(result), self._best), "and then the limit was reached")
        model = self._plan.model if self._best is None else replace(self._plan.model, hint=self._best)
        answer = self._budget.solve(replace(self._plan, model=model), self._outlet)
        note = f"{self._cutting.told}, and the whole model was asked in the end"
        answer = replace(answer, notes=(*answer.notes, note))
        if result is None:
            return answer
        return with_known_bounds(self._plan, answer, graded(result, self._cutting.proof))

    def _ended(self, result: PlanResult) -> PlanResult:
        """A result that is not the last word, since a limit was reached after it."""
        ending = self._budget.ending
        if ending is None:
            return result
        kept = result.reproducible and ending is Termination.WORK_LIMIT
        return replace(result, termination=ending, detail="", reproducible=kept)

    def _found(self, values: array[int]) -> None:
        """Take a point of the whole model that is as good as the one known."""
        if self._best is None or self._key(values) >= self._key(self._best):
            self._best = values
            standing = Standing.empty(self._plan)
            standing.values = values
            self._outlet.standing(standing)

    def _key(self, values: Sequence[int]) -> tuple[int, ...]:
        return tuple(stage.form.value(values) for stage in self._plan.stages)

    def _told(self, result: PlanResult, ending: str = "until it could be") -> PlanResult:
        if not self._cutting.rows:
            return result
        result = graded(result, self._cutting.proof)
        return replace(result, notes=(*result.notes, f"{self._cutting.told}, {ending}"))
