"""The stages that know periods and come last: decided among the placements of what was selected.

That is the best there is only where no other selection is as good in all stages before. So that is asked; where there
is another one, the whole model has the last word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from domain.model import NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole, rebuilt
from domain.result import PlanResult, Progress, Proof, SolutionStatus, StageOutcome, Termination
from solvers.outcome import Standing
from solvers.selecting.budget import Budget
from solvers.selecting.cuts import Row
from solvers.selecting.outlet import Silent
from solvers.selecting.projection import Projection
from solvers.spans import span
from solvers.stage_watch import Outlet


@dataclass(frozen=True, slots=True)
class Later:
    """What is known when the later stages begin. known: the result of the stages before, with a point; all proven."""

    plan: Plan
    projection: Projection
    cuts: Sequence[Row]
    budget: Budget
    outlet: Outlet
    known: PlanResult

    def result(self) -> PlanResult:
        """The result of the whole plan."""
        first = len(self.projection.stages)
        stages, values = self.plan.stages[first:], self._values
        held = [self._held(stage) for stage in self.plan.stages[:first]]
        model = rebuilt(replace(self.plan.model, hint=values), extra=held)
        among = self.budget.solve(Plan(self._selected_only(model), stages), self._told(first))
        if among.values is None:
            return self._ended(among, (), among.termination)
        if self._is_at_its_end(stages, among) or self._is_only():
            return self._ended(among, among.stages, among.termination)
        if self.budget.is_over:
            return self._ended(among, (), self.budget.ending or Termination.WORK_LIMIT)
        whole = self.budget.solve(Plan(replace(model, hint=among.values), stages), self._told(first))
        if whole.values is None:
            return self._ended(among, (), whole.termination)
        return self._ended(whole, whole.stages, whole.termination)

    @property
    def _values(self) -> array[int]:
        assert self.known.values is not None
        return array("q", self.known.values)

    def _told(self, first: int) -> Outlet:
        return _LaterOutlet(self.outlet, self.plan, self.known, first)

    def _held(self, stage: Stage) -> Row:
        return f"hold:{stage.name}", stage.form, stage.form.value(self._values), NO_UPPER

    def _selected_only(self, model: Model) -> Model:
        """The model of the placements of what is selected."""
        grouping, values = self.projection.grouping, self._values
        chosen = {grouping.choices[group] for group in self._selected_groups(values)}
        upper = array("q", model.upper)
        for column, group in enumerate(grouping.of):
            if group < 0 or (grouping.choices[group] >= 0 and grouping.choices[group] not in chosen):
                upper[column] = min(upper[column], values[column])
        return replace(model, upper=upper)

    def _selected_groups(self, values: Sequence[int]) -> list[int]:
        return [group for group, value in enumerate(self.projection.down(values)) if value]

    def _is_at_its_end(self, stages: Sequence[Stage], answer: PlanResult) -> bool:
        """Whether nothing could be better, whatever were selected."""
        return all(
            o.value == span(stage.form, self.plan.model)[1] for stage, o in zip(stages, answer.stages, strict=True)
        )

    def _is_only(self) -> bool:
        """Whether it is proven that no other selection is as good in all stages before.

        Asked for the selection that differs most: that is a maximum with a known start, which is easier to prove than
        that there is no other.
        """
        grouping, point = self.projection.grouping, self.projection.down(self._values)
        chosen = {grouping.choices[group] for group, value in enumerate(point) if value}
        choosing = [group for group, choice in enumerate(grouping.choices) if choice >= 0]
        signs = tuple(-1 if grouping.choices[group] in chosen else 1 for group in choosing)
        distance = Stage("others", Sense.MAXIMIZE, StageRole.OBJECTIVE, LinearForm(tuple(choosing), signs), Fraction(1))
        held = [
            (f"hold:{stage.name}", stage.form, stage.form.value(point), NO_UPPER) for stage in self.projection.stages
        ]
        master = rebuilt(replace(self.projection.master, hint=point), extra=[*self.cuts, *held])
        answer = self.budget.solve(Plan(master, (distance,)), Silent(self.outlet))
        nothing = distance.form.value(point)
        return (
            answer.status is SolutionStatus.OPTIMAL
            and answer.proof is Proof.EXACT
            and answer.stages[0].value == nothing
        )

    def _ended(self, answer: PlanResult, outcomes: Sequence[StageOutcome], termination: Termination) -> PlanResult:
        """The known result with what came of the later stages; nothing is proven of those without an outcome."""
        values = self._values if answer.values is None else array("q", answer.values)
        count = len(self.projection.stages)
        if not outcomes:
            outcomes = [
                StageOutcome(stage.name, stage.form.value(values), None, False) for stage in self.plan.stages[count:]
            ]
        outcomes = (*self.known.stages[:count], *outcomes)
        error = termination is Termination.ERROR
        note = (f"a tie-break was left unproven: {answer.detail}",) if error else ()
        decided = any(stage.role is StageRole.OBJECTIVE for stage in self.plan.stages)
        settled = decided or all(outcome.proven for outcome in outcomes)
        return replace(
            self.known,
            status=self.known.status if settled else SolutionStatus.FEASIBLE,
            proof=self.known.proof if settled else Proof.NONE,
            values=values,
            stages=outcomes,
            termination=Termination.OPTIMALITY if error else termination,
            detail="" if error else answer.detail,
            reproducible=self.known.reproducible and answer.reproducible,
            notes=(*self.known.notes, *note),
        )


class _LaterOutlet:
    """Passes on what the later stages learn, beside what is known of those before them."""

    def __init__(self, outlet: Outlet, plan: Plan, known: PlanResult, first: int) -> None:
        self._outlet, self._plan, self._known = outlet, plan, known.stages[:first]

    def progress(self, progress: Progress) -> None:
        """Stages keep their names and units."""
        self._outlet.progress(progress)

    def standing(self, standing: Standing) -> None:
        """The point with the bounds of all stages."""
        self._outlet.standing(
            Standing(
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
