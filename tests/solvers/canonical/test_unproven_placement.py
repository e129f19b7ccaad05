"""A placement that a solver finds no earlier one for, without that being proven."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from domain.integer_model.model import LinearForm, Places, Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, Termination
from solvers.canonical import placing
from solvers.canonical.run import settled
from solvers.stages.outcome import PlanState
from solvers.stages.stage_watch import Outlet
from tests.solvers.canonical.models import planned, points, stage
from tests.solvers.canonical.test_placing import instance


class Nobody:
    """Hears nothing and stops nothing."""

    def progress(self, progress: Progress) -> None: ...

    def standing(self, standing: PlanState) -> None: ...

    def should_stop(self) -> bool:
        return False


def by_word(plan: Plan, limits: SolveParameters, outlet: Outlet) -> PlanResult:
    """A solver whose word it is only that there is no point."""
    form = plan.stages[0].form if plan.stages else LinearForm()
    found = planned(plan.model, form, [0] * plan.model.num_columns)
    if found.status is SolutionStatus.INFEASIBLE:
        return replace(found, proof=Proof.NUMERICAL)
    return replace(found, stages=tuple(replace(each, name=plan.stages[0].name) for each in found.stages))


def selected(plan: Plan, limits: SolveParameters, outlet: Outlet) -> PlanResult:
    """The only selection."""
    return replace(by_word(plan, limits, outlet), single=True)


def test_it_ends_as_the_selection_did_and_says_so_in_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "FEW", 0)  # as many choices take, all at once
    met = 0
    for seed in range(40):
        model, slots = instance(Random(seed), 6, 3)
        if not any(points(model)):
            continue
        choices, periods = [0] * model.num_columns, [0] * model.num_columns
        for choice, columns in enumerate(slots):
            for period, column in enumerate(columns):
                choices[column], periods[column] = choice, period
        places = Places(choices, periods, range(len(slots)))
        everything = LinearForm(tuple(range(model.num_columns)), (1,) * model.num_columns)
        plan = Plan(replace(model, places=places), (stage("key", everything),))
        result = settled(plan, SolveParameters(), Nobody(), selected, by_word)
        assert result.status is SolutionStatus.OPTIMAL
        assert result.termination is Termination.OPTIMALITY
        if not result.single:
            met += 1
            assert "that no placement is earlier is a solver's word, which no other one confirmed" in result.notes
    assert met
