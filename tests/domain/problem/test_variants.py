from __future__ import annotations

from decimal import Decimal

import pytest

from domain.errors import InputError
from domain.problem.constraints import ConstraintSet
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import Axes, CapacityChange, WeightSet, expand
from tests.domain.builders import d, initiative, problem

SMALL = problem(
    initiative("A", 5, 90, scores={"RICE": d(3)}, active_overall_score=d(1)),
    initiative("B", 4, 50),
    capacity_total_tokens=d(8),
    capacity_by_period={"2026-Q1": d(6)},
)
WEIGHTS = (WeightSet("sales", {"gmv": d(1)}), WeightSet("mix", {"gmv": d(1), "score": d(2)}))


def test_nothing_varied_is_the_problem_itself():
    (only,) = expand({"plan": SMALL}, Axes(solvers=("highs",)))
    assert (only.name, only.problem, only.solver) == ("plan", SMALL, "highs")


def test_every_objective_meets_every_capacity_rule_set_and_solver():
    axes = Axes(
        modes=(ObjectiveMode.NORTH_STAR, ObjectiveMode.LEXICOGRAPHIC),
        weight_sets=WEIGHTS,
        frameworks=("RICE",),
        capacities=(CapacityChange(tokens=d(7)), CapacityChange(share=d("0.5"))),
        rules={"none": ConstraintSet(), "no A": ConstraintSet(forced_out=("A",))},
        solvers=("highs", "cp-sat"),
    )
    variants = expand({"plan": SMALL}, axes)
    assert len({variant.name for variant in variants}) == len(variants) == (1 + 2 + 1) * 2 * 2 * 2
    assert variants[0].name == "north_star · capacity 7 · none · highs"
    assert variants[0].scenario == variants[1].scenario == "north_star · capacity 7 · none"
    assert variants[5].problem.constraint_set.forced_out == () and variants[6].problem.constraint_set.forced_out


def test_weights_without_a_mode_are_weighted_kpis():
    variants = expand({"plan": SMALL}, Axes(weight_sets=WEIGHTS, solvers=("highs",)))
    assert [variant.name for variant in variants] == ["sales", "mix"]
    assert {variant.problem.scenario.objective_mode for variant in variants} == {ObjectiveMode.WEIGHTED_KPIS}


def test_a_framework_is_an_objective_of_its_own_and_settles_ties():
    (only,) = expand({"plan": SMALL}, Axes(frameworks=("RICE",), solvers=("highs",)))
    assert only.problem.scenario.objective_weights == {"score:RICE": Decimal(1)}
    assert [each.active_overall_score for each in only.problem.initiatives] == [d(3), None]
    with pytest.raises(InputError, match="there are: RICE"):
        expand({"plan": SMALL}, Axes(frameworks=("WSJF",), solvers=("highs",)))


def test_a_capacity_is_tokens_in_each_period_or_a_share_of_each():
    axes = Axes(capacities=(CapacityChange(tokens=d(7)), CapacityChange(share=d("1.5"))), solvers=("highs",))
    tokens, share = (variant.problem.scenario for variant in expand({"plan": SMALL}, axes))
    assert (tokens.capacity_total_tokens, tokens.capacity_by_period) == (7, {})
    assert (share.capacity_total_tokens, share.capacity_by_period) == (12, {"2026-Q1": 9})
    with pytest.raises(InputError, match="no total capacity"):
        expand({"plan": problem()}, axes)


def test_several_problems_are_told_apart_by_name():
    variants = expand({"one": SMALL, "two": SMALL}, Axes(modes=tuple(ObjectiveMode), solvers=("highs",)))
    assert variants[3].name == "two · north_star"


def test_lists_that_make_too_many_roadmaps_are_refused():
    capacities = tuple(CapacityChange(tokens=d(tokens)) for tokens in range(1001))
    with pytest.raises(InputError, match="1000 are the most"):
        expand({"plan": SMALL}, Axes(capacities=capacities, solvers=("highs",)))
