"""A solver for tests that gives up now and then, as at a limit: nothing found, or any portfolio with a bound."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl, SolverPort


class TiredSolver:
    """Asks another solver, and passes its proof on less often than not. The first ``fresh`` plans are solved well."""

    name = "tired"

    def __init__(self, solver: SolverPort, seed: int, fresh: int = 1) -> None:
        self._solver, self._random, self._fresh = solver, Random(seed), fresh
        self.exact_up_to = solver.exact_up_to

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        best = self._solver.solve(plan, parameters, control)
        self._fresh -= 1
        draw = self._random.random()
        if self._fresh >= 0 or draw < 0.4:
            return best
        unknown = replace(
            best,
            status=SolutionStatus.UNKNOWN,
            termination=Termination.TIME_LIMIT,
            values=None,
            stages=(),
            detail="",
            proof=Proof.NONE,
        )
        if best.values is None or draw < 0.6:
            return unknown
        any_point = self._solver.solve(Plan(plan.model), parameters, control)
        assert any_point.values is not None
        outcomes = []
        for place, (stage, outcome) in enumerate(zip(plan.stages, best.stages, strict=True)):
            bound = None if place or outcome.bound is None else outcome.bound + self._random.choice((0, 0, 1, 5))
            value = stage.form.value(any_point.values)
            proven = bound is not None and bound == value
            outcomes.append(StageOutcome(stage.name, value, bound, proven, proof=Proof.EXACT))
        return replace(unknown, status=SolutionStatus.FEASIBLE, values=any_point.values, stages=tuple(outcomes))
