"""The stages after those that are settled, asked of a model that holds the settled ones, and both results as one.

Those that know periods come last and are decided among the placements of what was selected. That is the best there is
only where no other selection is as good in all stages before. So that is asked; where there is another one, the whole
model has the last word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, StageOutcome, Termination
from solvers.selecting.budget import Budget
from solvers.selecting.placement import Row
from solvers.selecting.projection import Projection
from solvers.selecting.results import Silent, judged
from solvers.stages.outcome import PlanState
from solvers.stages.precision import span
from solvers.stages.stage_watch import Outlet


def decided_among_placements(rest: Rest, projection: Projection, cuts: Sequence[Row]) -> PlanResult:
    """The result of a plan whose stages of the master are settled. cuts: of the master."""
    model = rest.held()
    among = rest.asked(_of_selected_only(model, projection, rest.values))
    if among.values is None or _is_at_its_end(rest, among) or _is_only(rest, projection, cuts):
        return rest.joined(among)
    if rest.budget.ending is not None:
        return rest.joined(replace(among, termination=rest.budget.ending), proves=False)
    whole = rest.asked(replace(model, hint=among.values))
    if whole.values is None:
        return rest.joined(replace(whole, values=among.values), proves=False)
    return rest.joined(whole)


def _of_selected_only(model: Model, projection: Projection, values: Sequence[int]) -> Model:
    """The model of the placements of what is selected."""
    grouping = projection.grouping
    chosen = _chosen(projection, projection.down(values))
    upper = array("q", model.upper)
    for column, group in enumerate(grouping.of):
        if group < 0 or (grouping.choices[group] >= 0 and grouping.choices[group] not in chosen):
            upper[column] = min(upper[column], values[column])
    return replace(model, upper=upper)


def _chosen(projection: Projection, point: Sequence[int]) -> set[int]:
    return {projection.grouping.choices[group] for group, value in enumerate(point) if value}


def _is_at_its_end(rest: Rest, answer: PlanResult) -> bool:
    """Whether nothing could be better, whatever were selected."""
    stages = rest.plan.stages[rest.first :]
    ends = [span(stage.form, rest.plan.model)[1] for stage in stages]
    return [outcome.value for outcome in answer.stages] == ends


def _is_only(rest: Rest, projection: Projection, cuts: Sequence[Row]) -> bool:
    """Whether it is proven that no other selection is as good in all stages before.

    Asked for the selection that differs most: that is a maximum with a known start, which is easier to prove than that
    there is no other.
    """
    point, choices = projection.down(rest.values), projection.grouping.choices
    chosen = _chosen(projection, point)
    choosing = tuple(group for group, choice in enumerate(choices) if choice >= 0)
    signs = tuple(-1 if choices[group] in chosen else 1 for group in choosing)
    distance = Stage("others", Sense.MAXIMIZE, StageRole.OBJECTIVE, LinearForm(choosing, signs), Fraction(1))
    held = [(f"hold:{stage.name}", stage.form, stage.form.value(point), NO_UPPER) for stage in projection.stages]
    master = rebuilt(replace(projection.master, hint=point), extra=[*cuts, *held])
    answer = rest.budget.solve(Plan(master, (distance,)), Silent(rest.outlet))
    proven = answer.status is SolutionStatus.OPTIMAL and answer.proof is Proof.EXACT
    return proven and answer.stages[0].value == distance.form.value(point)


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
