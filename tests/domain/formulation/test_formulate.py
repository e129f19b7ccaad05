from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.errors import ParameterError
from domain.formulation import formulate
from domain.integer_model.model import Tolerance
from domain.problem.constraints import Bundle, Cap, ConstraintSet, Dimension, Floor, SynergyBonus, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.scenario import ObjectiveMode
from domain.rules.rulebook import ruled
from tests.domain.builders import d, formulation, initiative, problem


def rows(question):
    """Every row as ``(tag, {column: coefficient}, lower, upper)``."""
    model = formulation(question).plan.model
    return [
        (
            model.tags[r],
            dict(zip(model.row(r).columns, model.row(r).coefs, strict=True)),
            model.row_lower[r],
            model.row_upper[r],
        )
        for r in range(model.num_rows)
    ]


def tagged(question, tag):
    return [(coefs, low, up) for name, coefs, low, up in rows(question) if name == tag]


def test_one_column_for_each_candidate_period_and_size():
    sized = initiative("A", engineering_tokens_mvp=d(1), engineering_tokens_full=d(2))
    found = formulation(
        problem(sized, initiative("B"), Initiative("C"), horizon=("2026-Q1", "2026-Q2"), allow_scope_choice=True)
    )
    assert [(o.initiative_key, o.period, o.size.scope.value) for o in found.options] == [
        ("A", 0, "mvp"),
        ("A", 0, "full"),
        ("A", 1, "mvp"),
        ("A", 1, "full"),
        ("B", 0, "none"),
        ("B", 1, "none"),
    ]


def test_options_that_differ_in_their_period_only_are_one_choice():
    sized = initiative("A", engineering_tokens_mvp=d(1), engineering_tokens_full=d(2))
    question = problem(sized, initiative("B"), horizon=("2026-Q1", "2026-Q2"), allow_scope_choice=True)
    places = formulation(question).plan.model.places
    assert list(places.choices) == [0, 1, 0, 1, 2, 2]
    assert list(places.periods) == [0, 0, 1, 1, 0, 1]


def test_one_period_leaves_no_places_to_tell_apart():
    assert formulation(problem(initiative("A"))).plan.model.places is None


def test_decimals_become_the_smallest_integers():
    ((coefs, _, upper),) = tagged(
        problem(initiative("A", "0.2"), initiative("B", "0.4"), capacity_total_tokens=d("0.5")), "capacity:global"
    )
    assert (coefs, upper) == ({0: 1, 1: 2}, 2)


def test_team_tokens_count_against_the_team_alone():
    question = problem(
        initiative("A", 7, team_tokens={"web": d(3)}), capacity_by_team={"web": d(2)}, capacity_total_tokens=d(9)
    )
    assert tagged(question, "capacity:team:web")[0][0] == {0: 1}
    assert tagged(question, "capacity:global")[0][0] == {0: 1}


def test_a_floor_on_a_key_that_nobody_bears_is_an_empty_row_that_cannot_hold():
    rules = ConstraintSet(floors=(Floor(Dimension.MARKET, d(5), "UK"),))
    ((coefs, lower, _),) = tagged(problem(initiative("A", market="DE"), rules=rules), "floor:market:UK")
    assert coefs == {}
    assert lower > 0


def test_a_cap_on_a_key_that_nobody_bears_needs_no_row():
    rules = ConstraintSet(caps=(Cap(Dimension.PROGRAM, d(5), "P"),))
    assert tagged(problem(initiative("A"), rules=rules), "cap:program:P") == []


def test_a_prerequisite_is_kept_period_by_period():
    question = problem(initiative("A", prerequisite_keys=("B",)), initiative("B"), horizon=("2026-Q1", "2026-Q2"))
    assert [row[0] for row in tagged(question, "prerequisite:A:B")] == [{0: 1, 2: -1}, {0: 1, 1: 1, 2: -1, 3: -1}]


def test_a_bundle_shares_its_period():
    rules = ConstraintSet(bundles=(Bundle("K", ("A", "B")),))
    question = problem(initiative("A"), initiative("B"), rules=rules, horizon=("2026-Q1", "2026-Q2"))
    assert tagged(question, "bundle:K") == [({2: 1, 0: -1}, 0, 0), ({3: 1, 1: -1}, 0, 0)]


def test_a_window_closes_its_columns_by_a_row_of_its_own():
    question = problem(initiative("A", deadline_date=date(2026, 2, 1)), horizon=("2026-Q1", "2026-Q2"))
    ((coefs, _, upper),) = tagged(question, "window:A")
    assert (coefs, upper) == ({1: 1}, 0)


def test_every_rule_family_is_tagged_by_its_id():
    rules = ConstraintSet(
        mandatory_initiatives=("A", "X"),
        forced_out=("B",),
        exclusions=(("A", "B"),),
        targets=(Target("north_star", d(1), TargetKind.FLOOR),),
    )
    tags = {tag for tag, *_ in rows(problem(initiative("A", prerequisite_keys=("Z",)), initiative("B"), rules=rules))}
    assert tags == {
        "mandatory:A",
        "mandatory:X",
        "forced_out:B",
        "exclusion:A:B",
        "target:global:north_star",
        "prerequisite:A:Z",
    }


def test_the_stages_of_each_mode():
    def names(mode, **more):
        question = problem(initiative("A"), objective_mode=mode, canonical=False, **more)
        return [stage.name for stage in formulation(question).plan.stages]

    assert names(ObjectiveMode.NORTH_STAR) == ["north_star", "tie_break:score", "tie_break:tokens"]
    assert names(ObjectiveMode.NORTH_STAR, tie_breaks=()) == ["north_star"]
    weights = {"north_star": d(1)}
    assert names(ObjectiveMode.WEIGHTED_KPIS, objective_weights=weights, tie_breaks=()) == ["weighted_kpis"]
    assert names(ObjectiveMode.LEXICOGRAPHIC, tie_breaks=()) == ["goal_shortfall", "north_star"]
    assert names(ObjectiveMode.LEXICOGRAPHIC, objective_weights=weights, tie_breaks=())[1] == "weighted_kpis"


def test_a_weight_whose_kpi_nobody_moves_is_dropped_with_a_note():
    found = formulation(
        problem(
            initiative("A"),
            objective_mode=ObjectiveMode.WEIGHTED_KPIS,
            objective_weights={"north_star": d(1), "gmv": d(1)},
        )
    )
    assert found.notes == ("objective: no candidate contributes to gmv, so its term was dropped",)


def many_pairs(bonus, count=12):
    names = [f"I{k}" for k in range(count)]
    groups = {(a, b): f"{a}-{b}" for i, a in enumerate(names) for b in names[i + 1 :]}
    members = [
        initiative(name, 1, 0, synergy_group_keys=tuple(g for pair, g in groups.items() if name in pair))
        for name in names
    ]
    rules = ConstraintSet(synergies=tuple(SynergyBonus(g, "north_star", d(bonus)) for g in groups.values()))
    return problem(*members, rules=rules)


@pytest.mark.parametrize("bonus", ["2.5", "-2.5"])
def test_dense_pairs_take_one_column_an_initiative_not_one_a_pair(bonus):
    question = many_pairs(bonus)
    model = formulation(question).plan.model
    assert model.num_columns < 12 + 12
    assert model.num_columns > 12


def test_a_shortfall_is_counted_in_the_largest_unit_of_its_figures():
    question = problem(
        initiative("A", value="0.250000000000000000000000000001"),
        initiative("B", value="0.500000000000000000000000000002"),
        rules=ConstraintSet(targets=(Target("north_star", d("1.000000000000000000000000000004"), TargetKind.GOAL),)),
        objective_mode=ObjectiveMode.LEXICOGRAPHIC,
    )
    plan = formulation(question).plan
    assert list(plan.model.upper) == [1, 1, 4]
    (form, scale) = plan.stages[0].form, plan.stages[0].scale
    assert (tuple(form.columns), tuple(form.coefs), scale) == ((2,), (-1,), 4)


def test_a_goal_becomes_a_shortfall_only_in_lexicographic_mode():
    rules = ConstraintSet(targets=(Target("north_star", d("2.5"), TargetKind.GOAL),))
    plain = formulation(problem(initiative("A"), rules=rules)).plan
    staged = formulation(problem(initiative("A"), rules=rules, objective_mode=ObjectiveMode.LEXICOGRAPHIC)).plan
    assert (plain.model.num_columns, staged.model.num_columns) == (1, 2)
    assert staged.stages[0].in_unit(staged.stages[0].form.value([1, 3])) == pytest.approx(0.6)


def test_a_stage_bears_the_tolerance_it_was_given():
    question = problem(initiative("A"))
    found = formulate(ruled(question), {"north_star": Tolerance(relative=Fraction(1, 100))})
    assert [stage.rel_tol for stage in found.plan.stages][:3] == [Fraction(1, 100), 0, 0]
    assert not any(stage.rel_tol for stage in found.plan.stages[3:])


@pytest.mark.parametrize("given", [{"gmv": Tolerance()}, {"north_star": Tolerance(Fraction(-1))}])
def test_a_tolerance_for_no_stage_or_below_zero_is_refused(given):
    question = problem(initiative("A"))
    with pytest.raises(ParameterError, match=next(iter(given))):
        formulate(ruled(question), given)


@pytest.mark.parametrize(
    "scenario", [{"north_star_kpi_key": "nort_star"}, {"objective_mode": ObjectiveMode.WEIGHTED_KPIS}]
)
def test_an_objective_to_which_nothing_adds_is_told(scenario):
    mandatory = initiative("A", is_mandatory=True)
    (note,) = formulation(problem(mandatory, **scenario)).notes
    assert "no candidate adds anything to it" in note
