"""The stages that know periods and come last: decided among the placements of what was selected.

That is the best there is only where no other selection is as good in all stages before. So that is asked; where there
is another one, the whole model has the last word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from domain.integer_model.model import NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole, rebuilt
from domain.integer_model.result import PlanResult, Proof, SolutionStatus
from solvers.selecting.outlet import Silent
from solvers.selecting.placement import Row
from solvers.selecting.projection import Projection
from solvers.selecting.rest import Rest
from solvers.stages.spans import span


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
