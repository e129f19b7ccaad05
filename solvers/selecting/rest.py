"""The stages after those that are settled, asked of a model that holds the settled ones, and both results as one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.integer_model.model import NO_UPPER, Model, Plan, StageRole, rebuilt
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, StageOutcome, Termination
from solvers.selecting.budget import Budget
from solvers.selecting.results import judged
from solvers.stages.outcome import PlanState
from solvers.stages.stage_watch import Outlet


@dataclass(frozen=True, slots=True)
class Rest:
    """first: how many stages are settled: proven, and attained by the point of ``known``."""

    plan: Plan
    first: int
    known: PlanResult
    budget: Budget
    outlet: Outlet

    @property
    def values(self) -> array[int]:
        """The point that attains the settled stages."""
        assert self.known.values is not None
        return array("q", self.known.values)

    def held(self) -> Model:
        """The whole model with the settled stages as good as they are, and that point as its start."""
        rows = [
            (f"hold:{stage.name}", stage.form, stage.form.value(self.values), NO_UPPER)
            for stage in self.plan.stages[: self.first]
        ]
        return rebuilt(replace(self.plan.model, hint=self.values), extra=rows)

    def asked(self, model: Model) -> PlanResult:
        """What comes of the other stages on a model."""
        outlet = _RestOutlet(self.outlet, self.known, self.first)
        return self.budget.solve(Plan(model, self.plan.stages[self.first :]), outlet)

    def joined(self, answer: PlanResult, proves: bool = True) -> PlanResult:
        """The known result with an answer about the other stages. proves: whether its bounds are true of all points."""
        values = self.values if answer.values is None else array("q", answer.values)
        later = self.plan.stages[self.first :]
        outcomes: Sequence[StageOutcome] = answer.stages
        if answer.values is None or not proves:
            outcomes = [StageOutcome(stage.name, stage.form.value(values), None, False) for stage in later]
        error = answer.termination is Termination.ERROR
        joined = replace(
            self.known,
            status=SolutionStatus.FEASIBLE,
            values=values,
            stages=(*self.known.stages[: self.first], *outcomes),
            termination=answer.termination,
            detail=answer.detail,
            reproducible=self.known.reproducible and answer.reproducible,
            proof=Proof.NONE,
            single=False,
        )
        if all(stage.role is not StageRole.OBJECTIVE for stage in self.plan.stages):
            finished = all(outcome.proven for outcome in joined.stages)
            joined = replace(joined, status=SolutionStatus.OPTIMAL, proof=self.known.proof) if finished else joined
        joined = judged(self.plan, joined)
        if error and joined.status is SolutionStatus.OPTIMAL:
            note = f"a tie-break was left unproven: {answer.detail}"
            joined = replace(joined, termination=Termination.OPTIMALITY, detail="", notes=(*joined.notes, note))
        return joined


class _RestOutlet:
    """Passes on what is learnt of the other stages, beside what is known of the settled ones."""

    def __init__(self, outlet: Outlet, known: PlanResult, first: int) -> None:
        self._outlet, self._known = outlet, known.stages[:first]

    def progress(self, progress: Progress) -> None:
        """Stages keep their names and units."""
        self._outlet.progress(progress)

    def standing(self, standing: PlanState) -> None:
        """The point with the bounds of all stages."""
        self._outlet.standing(
            PlanState(
                standing.values,
                [*(stage.bound for stage in self._known), *standing.bounds],
                [*(stage.proven for stage in self._known), *standing.proven],
                [*(stage.blended for stage in self._known), *standing.blended],
                [*(stage.proof for stage in self._known), *standing.grades],
            )
        )

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()
