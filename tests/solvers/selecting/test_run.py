"""Selecting first and placing second gives what trying every point gives, and says what it took."""

from __future__ import annotations

import math
from array import array
from dataclasses import replace
from unittest.mock import patch

import pytest

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, LinearForm, Model, Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, SolutionStatus, SolveResult, Termination
from solvers.backend import Watch
from solvers.selecting.budget import Budget
from solvers.selecting.placing import BRIEFLY, SOON, Placer, found_with_room_to_spare
from solvers.selecting.projection import projected
from solvers.stages.stage_watch import Outlet
from tests.solvers.selecting.models import Ear, Trying, best_values, packing, random_plan, solved, stage

EASY = packing((3, 2, 2, 1), (5, 4, 3, 1), (4, 4))
"""Everything fits."""
SPLIT = packing((2, 2, 2), (5, 4, 3), (3, 3))
"""All three fit into both periods together, and no two of them into one."""
UNEVEN = packing((3, 3, 2, 2), (9, 9, 6, 6), (5, 5))
"""All fit, a large and a small one in each."""
ODD = packing((4, 3, 3), (9, 8, 8), (5, 5))
"""The two periods have room for ten, and only two of the three fit."""


@pytest.mark.parametrize("seed", range(300))
def test_rows_of_any_kind_give_what_trying_every_point_gives(seed: int) -> None:
    plan = random_plan(seed)
    best = best_values(plan)
    result = solved(plan)
    if best is None:
        assert (result.status, result.values) == (SolutionStatus.INFEASIBLE, None)
        return
    assert tuple(outcome.value for outcome in result.stages) == best
    assert result.status is SolutionStatus.OPTIMAL
    assert result.values is not None
    assert plan.model.admits(result.values)
    assert all(outcome.proven and outcome.bound == outcome.value for outcome in result.stages)


def test_what_is_easily_placed_takes_one_solve_without_periods() -> None:
    backend = Trying()
    result = solved(EASY, backend)
    assert backend.widths == [4]
    assert [outcome.value for outcome in result.stages] == [13, -8]
    assert result.notes == ()


def test_the_backend_places_what_is_not_easily_placed() -> None:
    backend = Trying()
    with (
        patch("solvers.selecting.placing.quickly_placed", return_value=None),
        patch("solvers.selecting.placing.repaired", return_value=None),
    ):
        result = solved(UNEVEN, backend)
    assert backend.widths == [4, 8]
    assert result.stages[0].value == 30


def test_what_can_be_mended_needs_no_backend() -> None:
    backend = Trying()
    with patch("solvers.selecting.placing.quickly_placed", return_value=None):
        result = solved(UNEVEN, backend)
    assert backend.widths == [4]
    assert result.stages[0].value == 30


def test_rounded_rows_cut_off_what_is_too_large_for_its_periods() -> None:
    result = solved(SPLIT)
    assert result.stages[0].value == 9
    assert result.notes == ("periods: what was selected first could not be placed, 1 cut was added, until it could be",)


def test_a_part_that_cannot_be_placed_is_cut_off() -> None:
    with patch("solvers.selecting.cuts.rounded_rows", return_value=[]):
        result = solved(ODD)
    assert result.stages[0].value == 17
    assert result.notes == ("periods: what was selected first could not be placed, 1 cut was added, until it could be",)


def test_the_whole_model_is_asked_where_cuts_do_not_converge() -> None:
    backend = Trying()
    with patch("solvers.selecting.run.MAX_ROUNDS", 1):
        result = solved(ODD, backend)
    assert backend.widths[-1] == ODD.model.num_columns
    assert [outcome.value for outcome in result.stages] == [17, -7]
    assert result.status is SolutionStatus.OPTIMAL
    assert len(result.notes) == 1
    assert result.notes[0].endswith("could not be placed, 1 cut was added, and the whole model was asked in the end")


def test_the_whole_model_is_asked_at_once_without_places_or_stages() -> None:
    for plan in (replace(EASY, model=replace(EASY.model, places=None)), replace(EASY, stages=())):
        backend = Trying()
        assert solved(plan, backend).status is SolutionStatus.OPTIMAL
        assert backend.widths == [8]


def test_a_master_without_a_point_is_a_proof() -> None:
    plan = replace(EASY, model=rebuilt(EASY.model, extra=[("floor", EASY.stages[0].form, 14, 2**62)]))
    backend = Trying()
    result = solved(plan, backend)
    assert (result.status, result.termination) == (SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)
    assert [outcome.name for outcome in result.stages] == ["value", "tokens"]


def test_extra_rows_of_an_analysis_are_kept_in_the_master() -> None:
    plan = replace(EASY, model=rebuilt(EASY.model, extra=[("forced_out:0", LinearForm((0, 1), (1, 1)), NO_LOWER, 0)]))
    backend = Trying()
    assert solved(plan, backend).stages[0].value == 8
    assert max(backend.widths) <= 4


class Tired(Trying):
    """Gives up at its second solve, with what it has."""

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        result = super().solve(model, parameters, watch)
        if len(self.widths) > 1:
            return replace(result, status=SolutionStatus.FEASIBLE, termination=Termination.TIME_LIMIT, bound=10**6)
        return result


def test_bounds_of_the_master_are_kept_where_the_whole_model_is_not_proven() -> None:
    with patch("solvers.selecting.run.MAX_ROUNDS", 1), patch("solvers.selecting.placing.PARTS", ()):
        result = solved(ODD, Tired())
    assert result.stages[0].bound == 25
    assert result.status is SolutionStatus.FEASIBLE


class NoPlacer(Trying):
    """Selects, but neither places anything nor answers the whole model."""

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        if model.objective.columns and model.num_columns < 8:
            return super().solve(model, parameters, watch)
        return SolveResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, work=1)


def test_where_nothing_says_whether_a_selection_can_be_placed_the_best_with_room_to_spare_is_told() -> None:
    plan = packing([3, 3, 3, 3, 2], [5, 6, 7, 8, 1], [5, 7])
    poor = [1, *[0] * 9]
    with patch("solvers.selecting.cuts.rounded_rows", return_value=[]):
        result = solved(replace(plan, model=replace(plan.model, hint=poor)), NoPlacer())
    assert (result.stages[0].value, result.stages[0].bound) == (22, 26)
    assert result.status is SolutionStatus.FEASIBLE


class BriefPlacer(NoPlacer):
    """Places what takes little only."""

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        brief = (parameters.deterministic_limit or math.inf) <= BRIEFLY
        found = Trying.solve(self, model, parameters, watch) if brief else None
        return super().solve(model, parameters, watch) if found is None or found.values is None else found


def test_a_backend_is_asked_briefly_for_places_with_room_to_spare() -> None:
    plan = packing([3, 3, 3, 3, 2], [5, 6, 7, 8, 1], [5, 7])
    with (
        patch("solvers.selecting.cuts.rounded_rows", return_value=[]),
        patch("solvers.selecting.placing.quickly_placed", return_value=None),
        patch("solvers.selecting.placing.repaired", return_value=None),
    ):
        result = solved(replace(plan, model=replace(plan.model, hint=[1, *[0] * 9])), BriefPlacer())
    assert (result.stages[0].value, result.stages[0].bound) == (22, 26)


def test_a_small_limit_is_not_used_up_by_asking_for_the_places_of_one_selection() -> None:
    class Spending(NoPlacer):
        """Uses up what it gets for what it does not answer."""

        def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
            result = super().solve(model, parameters, watch)
            if result.values is not None or model.objective.columns:
                tries.extend([sum(spent)] if spent else [])
                return replace(result, work=0.0)
            spent.append(parameters.deterministic_limit or math.inf)
            seeds.append(parameters.seed)
            return replace(result, work=spent[-1])

    for limit, allowed in ((0.4, 0.24), (10.0, 0.3)):
        spent: list[float] = []
        tries: list[float] = []
        seeds: list[int] = []
        plan = packing([3, 3, 3, 3, 2], [5, 6, 7, 8, 1], [5, 7])
        with patch("solvers.selecting.cuts.rounded_rows", return_value=[]):
            result = solved(plan, Spending(), deterministic_limit=limit)
        assert tries[0] == SOON
        assert tries[1] - tries[0] == pytest.approx(allowed)
        assert len(set(seeds)) == len(seeds) > 1, "what began badly begins otherwise"
        assert result.stages[0].value == 22


def test_room_to_spare_is_left_in_limits_that_were_added_but_not_in_cuts_against_single_selections() -> None:
    assert EASY.model.places is not None
    projection = projected(EASY, EASY.model.places)
    assert projection is not None
    row, asked = LinearForm((0, 1), (100, 100)), list[list[int]]()

    class Kept(Budget):
        def solve(
            self, plan: Plan, outlet: Outlet, share: float = 1.0, most_work: float = math.inf, turn: int = 0
        ) -> PlanResult:
            asked.append(list(plan.model.row_upper[-2:]))
            return PlanResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT, None)

    budget = Kept(SolveParameters(), Ear(), lambda plan, _, __: solved(plan))
    cuts = [("", row, NO_LOWER, 128)]
    found_with_room_to_spare(projection, cuts, cuts, Placer(projection, budget, Ear()), budget, Ear(), asks=False)
    assert asked[:2] == [[127, 128], [126, 128]]


def test_a_known_point_is_never_lost() -> None:
    hint = array("q", [0] * 8)
    hint[0] = hint[3] = 1
    backend = Trying()
    ear = Ear(stop=True)
    result = solved(replace(EASY, model=replace(EASY.model, hint=hint)), backend, ear)
    assert result.stages[0].value is not None
    assert result.stages[0].value >= 9
    assert ear.standings[0].values == hint


def test_a_stop_ends_the_rounds_with_what_is_known() -> None:
    result = solved(ODD, Trying(), Ear(stop=True))
    assert result.termination is Termination.STOPPED
    assert result.stages[0].bound == 25


def with_level(plan: Plan, first: bool) -> Plan:
    """The plan with a column that the use of each period stays below, as low as can be: before or after the value."""
    model, level = plan.model, plan.model.num_columns
    wider = replace(model, lower=[*model.lower, 0], upper=[*model.upper, 9])
    rows = [
        ("", LinearForm((*model.row(row).columns, level), (*model.row(row).coefs, -1)), NO_LOWER, 0)
        for row, tag in enumerate(model.tags)
        if tag.startswith("capacity")
    ]
    low = stage("level", [level], [-1])
    stages = (low, plan.stages[0]) if first else (plan.stages[0], low)
    return replace(plan, model=rebuilt(wider, extra=rows), stages=stages)


def test_a_column_shared_by_all_periods_stays_one_column_of_the_master() -> None:
    backend = Trying()
    result = solved(with_level(EASY, first=False), backend)
    assert backend.widths == [5, 5]
    assert [outcome.value for outcome in result.stages] == [13, -4]


def test_a_column_that_has_to_be_greater_for_what_is_selected_is_raised_by_cuts() -> None:
    plan = with_level(packing((3, 3, 2), (5, 4, 3), (9, 9)), first=False)
    with patch("solvers.selecting.cuts.rounded_rows", return_value=[]):
        result = solved(plan)
    # Eight tokens in two periods need four each on average, and there is no way to take less than five.
    assert [outcome.value for outcome in result.stages] == [12, -5]
    assert result.status is SolutionStatus.OPTIMAL
    assert "1 cut was added, until it could be" in result.notes[0]


def test_the_value_is_proven_first_where_the_stages_after_it_cannot_be_had_at_once() -> None:
    plan = with_level(packing((3, 3, 2), (5, 4, 3), (9, 9)), first=False)
    backend = Trying()
    with patch("solvers.selecting.run.MAX_ROUNDS", 2), patch("solvers.selecting.cuts.cut_of", return_value=None):
        result = solved(plan, backend)
    assert [outcome.value for outcome in result.stages] == [12, -5]
    assert all(outcome.proven for outcome in result.stages)


def test_stages_that_know_periods_come_after_what_is_selected() -> None:
    columns = EASY.stages[0].form.columns
    early = stage("early", columns, [-(column % 2) for column in columns], StageRole.TIE_BREAK)
    backend = Trying()
    result = solved(replace(EASY, stages=(*EASY.stages, early)), backend)
    assert [outcome.value for outcome in result.stages] == [13, -8, -2]
    assert all(outcome.proven for outcome in result.stages)
    # The master, the placements of what it selects, and whether it might have selected anything else.
    assert backend.widths == [4, 8, 4]


def test_the_whole_model_decides_where_other_selections_are_as_good() -> None:
    plan = packing((3, 3), (5, 5), (3, 0))
    columns = plan.stages[0].form.columns
    early = stage("early", columns, (0, 0, 1, 0), StageRole.TIE_BREAK)
    result = solved(replace(plan, stages=(*plan.stages, early)))
    assert [outcome.value for outcome in result.stages] == [5, -3, 1]
    assert all(outcome.proven for outcome in result.stages)


def test_stages_that_know_periods_are_left_to_the_whole_model_where_all_choices_do() -> None:
    columns = EASY.stages[0].form.columns
    early = stage("early", columns, [4 - column % 2 for column in columns], StageRole.OBJECTIVE)
    backend = Trying()
    result = solved(replace(EASY, stages=(early,)), backend)
    assert backend.widths == [8]
    assert result.status is SolutionStatus.OPTIMAL


def test_what_is_worth_more_in_one_period_is_told_apart_in_the_master() -> None:
    form = EASY.stages[0].form
    timed = replace(EASY.stages[0], form=LinearForm(form.columns, (9, *form.coefs[1:])))
    backend = Trying()
    result = solved(replace(EASY, stages=(timed,)), backend)
    assert backend.widths[0] == 5
    assert result.stages[0].value == 17
    assert result.values is not None
    assert result.values[0] == 1
