"""Selecting first and placing second, from the first master to a result for the whole plan."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from solvers.selecting.budget import LEAST_WORK, Budget, Solve
from solvers.selecting.cuts import Cutting
from solvers.selecting.placing import SHARE, Placer, found_with_room_to_spare
from solvers.selecting.projection import Projection, projected
from solvers.selecting.rest import Rest, decided_among_placements
from solvers.selecting.results import MasterOutlet, graded, is_within, lifted, with_all_stages, with_known_bounds
from solvers.stages.outcome import PlanState
from solvers.stages.stage_watch import Outlet

MAX_ROUNDS = 40
FIRST_ROUNDS = 8
"""After so many rounds it is asked what there is to gain, and whether as many more as there may be would do."""
MASTER_SHARE = 0.9
"""Of what is left of the limits: the rest is for placing what the master selects."""
WORK_BEFORE_CUTS, SHARE_BEFORE_CUTS = 0.3, 0.6
"""For placing a selection, before one is looked for that is easier to place: most are placed with less, or shown not to
be. At most such a share of a small limit."""
WHOLE_SHARE, LEAST_SHARE = 0.6, 0.3
"""Of the limits: so much is left for the whole model where cuts do not converge, and while cuts are found at once."""


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
        deciding = [place for place, stage in enumerate(plan.stages) if stage.role is StageRole.OBJECTIVE]
        self._deciding = 1 + max(deciding, default=-1)
        self._placer = Placer(projection, budget, outlet)
        self._cutting = Cutting(projection, self._placer, budget, outlet)
        self._bounds: dict[int, list[int]] = {}
        self._rounds = self._settled = 0
        self._known_settled: PlanResult | None = None
        self._asked = projection.stages
        limit = budget.parameters.deterministic_limit
        self._before_cuts = WORK_BEFORE_CUTS if limit is None else min(WORK_BEFORE_CUTS, SHARE_BEFORE_CUTS * limit)
        self._best: array[int] | None = None
        hint = plan.model.hint
        if hint is not None and plan.model.admits(hint):
            self._found(array("q", hint))

    def run(self) -> PlanResult:
        """The result, with all the work that it took."""
        return replace(self._result(), work=self._budget.work)

    def _result(self) -> PlanResult:
        """Rounds of selecting and placing, until what is selected can be placed.

        Once something could not be, the stages that decide the value are asked for one by one, until each can be.
        """
        while True:
            result, outlet = self._selected()
            infeasible = result.status is SolutionStatus.INFEASIBLE
            if result.termination is Termination.ERROR or (infeasible and self._best is not None):
                return self._whole(None)
            if result.values is None:
                known = lifted(self._plan, result, self._known(outlet, result))
                return self._told(known, "until nothing was left" if infeasible else "and then the limit was reached")
            placed = self._placer.placed_soon(result.values, self._asked)
            cut = not isinstance(placed, array) and self._cutting.cut_off_at_once(result.values)
            if placed is None and not cut:
                placed = self._placer.placed_slowly(result.values, self._asked, self._before_cuts)
            if placed is None and not cut:
                self._look_for_one(asks=False)
                if not self._budget.is_over and self._budget.has_work(LEAST_WORK / SHARE):
                    placed = self._placer.placed_slowly(result.values, self._asked)
            if isinstance(placed, array):
                self._found(placed)
                if len(self._asked) == len(self._projection.stages):
                    return self._told(self._finished(result))
                if self._budget.is_over or result.termination is not Termination.OPTIMALITY:
                    return self._told(lifted(self._plan, self._ended(result), self._best))
                self._settled, self._known_settled = len(self._asked), graded(result, self._cutting.proof)
                self._ask_for(self._settled + 1)
                continue
            known = lifted(self._plan, result, self._known(outlet, result))
            if known.values is not None and self._gap and is_within(self._plan, known, self._gap):
                return self._told(replace(known, termination=Termination.GAP_REACHED, detail=""))
            if self._is_last(result):
                return self._told(known, "and then the limit was reached")
            if self._best is None and not cut:
                self._look_for_one()
            if not (self._is_promising(result, LEAST_SHARE) if cut else self._goes_on(result, placed)):
                return self._whole(result)
            self._ask_for(self._settled + 1)

    def _ask_for(self, stages: int) -> None:
        """Ask for so many of the master's stages, or for all where those that are left only choose among equals."""
        self._asked = self._projection.stages[: stages if stages <= self._deciding else None]

    def _is_last(self, result: PlanResult) -> bool:
        """Whether a result is all that there will be, since a limit ended it."""
        asked = result.stages[: len(self._asked)]
        within = result.termination is Termination.GAP_REACHED
        return not within and not all(stage.proven for stage in asked[: self._deciding])

    def _goes_on(self, result: PlanResult, placed: Proof | None) -> bool:
        """Whether another round is worth it after what was selected could not be placed."""
        assert result.values is not None
        fewer = self._settled + 1 <= self._deciding and len(self._asked) > self._settled + 1
        if placed is None:
            return fewer and not self._budget.is_over
        return self._cutting.cut_off(result.values, placed) and self._is_promising(result, WHOLE_SHARE)

    def _finished(self, result: PlanResult) -> PlanResult:
        """The result of what was placed, with the stages that come after those of the master."""
        known, first = lifted(self._plan, result, self._best), len(self._projection.stages)
        if first == len(self._plan.stages) or not all(stage.proven for stage in known.stages[:first]):
            return known
        rest = Rest(self._plan, first, known, self._budget, self._outlet)
        return decided_among_placements(rest, self._projection, self._cutting.rows)

    def _selected(self) -> tuple[PlanResult, MasterOutlet]:
        master = rebuilt(self._projection.master, extra=self._cutting.rows)
        if self._best is not None:
            master = replace(master, hint=self._projection.down(self._best))
        outlet = MasterOutlet(self._outlet, self._plan, self._placer.placed_quickly, self._best)
        result = self._budget.solve(Plan(master, self._asked), outlet, MASTER_SHARE)
        return with_all_stages(self._plan, result), outlet

    def _known(self, outlet: MasterOutlet, result: PlanResult) -> array[int] | None:
        """What there is to show at a limit; what was placed on the way counts where the clock decides anyhow."""
        return self._best if result.reproducible else outlet.latest

    def _is_promising(self, result: PlanResult, share: float) -> bool:
        """Whether as many more cuts as there may be would close the gap, if they do as much as those so far.

        share: of the limits, that has to be left.
        """
        self._rounds += 1
        if self._rounds >= MAX_ROUNDS or self._budget.is_over or not self._budget.has_left(share):
            return False
        best = [None if self._best is None else stage.form.value(self._best) for stage in self._plan.stages]
        pairs = enumerate(zip(result.stages[: len(self._asked)], best, strict=False))
        place, bound = next(((k, stage.bound) for k, (stage, own) in pairs if stage.bound != own), (0, None))
        value = best[place]
        if bound is None:
            return True
        bounds = self._bounds.setdefault(place, [])
        bounds.append(bound)
        if len(bounds) < FIRST_ROUNDS:
            return True
        return value is not None and (bound - value) * (len(bounds) - 1) <= (bounds[0] - bound) * (
            MAX_ROUNDS - self._rounds
        )

    def _look_for_one(self, asks: bool = True) -> None:
        found = found_with_room_to_spare(
            self._projection,
            self._cutting.limits,
            self._cutting.against,
            self._placer,
            self._budget,
            self._outlet,
            asks,
        )
        if found is not None:
            self._found(found)

    def _whole(self, result: PlanResult | None) -> PlanResult:
        """The whole model's answer, with the best placement as its start and what the master has proven."""
        if result is not None and (self._budget.is_over or not self._budget.has_work(LEAST_WORK)):
            ended = self._ended(result, Termination.WORK_LIMIT)
            return self._told(lifted(self._plan, ended, self._best), "and then the limit was reached")
        if self._known_settled is not None and self._best is not None:
            settled = lifted(self._plan, self._known_settled, self._best)
            rest = Rest(self._plan, self._settled, settled, self._budget, self._outlet)
            answer = rest.joined(rest.asked(rest.held()))
        else:
            model = self._plan.model if self._best is None else replace(self._plan.model, hint=self._best)
            answer = self._budget.solve(replace(self._plan, model=model), self._outlet)
        if result is not None:
            answer = with_known_bounds(self._plan, answer, graded(result, self._cutting.proof))
        note = f"{self._cutting.told}, and the whole model was asked in the end"
        return replace(answer, notes=(*answer.notes, note))

    def _ended(self, result: PlanResult, otherwise: Termination | None = None) -> PlanResult:
        """A result that is not the last word, since a limit was reached after it, or what else ended it."""
        ending = self._budget.ending or otherwise
        if ending is None:
            return result
        kept = result.reproducible and ending is Termination.WORK_LIMIT
        return replace(result, termination=ending, detail="", reproducible=kept)

    def _found(self, values: array[int]) -> None:
        """Take a point of the whole model that is as good as the one known."""
        if self._best is None or self._key(values) >= self._key(self._best):
            self._best = values
            standing = PlanState.empty(self._plan)
            standing.values = values
            self._outlet.standing(standing)

    def _key(self, values: Sequence[int]) -> tuple[int, ...]:
        return tuple(stage.form.value(values) for stage in self._plan.stages)

    def _told(self, result: PlanResult, ending: str = "until it could be") -> PlanResult:
        if not self._cutting.rows:
            return result
        result = graded(result, self._cutting.proof)
        return replace(result, notes=(*result.notes, f"{self._cutting.told}, {ending}"))
