"""Edits by place and by rule id: what they change, and what they say about places that make no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.edits.edits import Edit, Edited, EditKind, apply_edit
from domain.errors import InputError
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, TieBreak
from domain.problem.totals import CurvePoint, FairShare, FormulaFactor, KpiFormula, Ratio, ResponseCurve, Shape
from tests.domain.builders import initiative, problem

RULES = ConstraintSet(
    floors=(Floor(Dimension.MARKET, Decimal(2), "UK"),),
    caps=(Cap(Dimension.MARKET, Decimal(9), "UK"), Cap(Dimension.GLOBAL, Decimal(8), None, "2026-Q1")),
    targets=(Target("gmv", Decimal(5), TargetKind.GOAL, "UK"),),
    mandatory_initiatives=("A",),
    forced_out=("C",),
    prerequisites=(Prerequisite("B", "A"),),
    exclusions=(("B", "C"),),
)


def base() -> PortfolioProblem:
    linked = initiative("B", 5, 45, prerequisite_keys=("A",), exclusion_keys=("C",), market="UK")
    first = initiative("A", 6, 60, is_mandatory=True)
    return problem(first, linked, initiative("C", 5, 44), rules=RULES, capacity_total_tokens=Decimal(10))


def edited(place: str, value: str = "", kind: EditKind = EditKind.SET) -> Edited:
    return apply_edit(base(), Edit(place, value, kind))


def removed(place: str) -> PortfolioProblem:
    return edited(place, kind=EditKind.REMOVE).problem


def of(question: PortfolioProblem, key: str) -> Initiative:
    return next(i for i in question.initiatives if i.initiative_key == key)


@pytest.mark.parametrize(
    ("place", "value", "field", "expected"),
    [
        ("scenario.capacity_total_tokens", "140", "capacity_total_tokens", Decimal(140)),
        ("scenario.capacity_total_tokens", "null", "capacity_total_tokens", None),
        ("scenario.capacity_by_team[back end]", "1.5", "capacity_by_team", {"back end": Decimal("1.5")}),
        ("scenario.objective_weights.gmv", "2", "objective_weights", {"gmv": Decimal(2)}),
        ("scenario.objective_mode", "lexicographic", "objective_mode", ObjectiveMode.LEXICOGRAPHIC),
        ("scenario.strict_deadlines", "true", "strict_deadlines", True),
        ("scenario.horizon", "[2026-Q1, 2026-Q2]", "horizon", ("2026-Q1", "2026-Q2")),
        ("scenario.tie_breaks", "tokens", "tie_breaks", (TieBreak.TOKENS,)),
        ("capacity:global", "7", "capacity_total_tokens", Decimal(7)),
        ("capacity:Global", "7", "capacity_total_tokens", Decimal(7)),
        ("capacity:Global@2026-Q1", "7", "capacity_by_period", {"2026-Q1": Decimal(7)}),
        ("capacity:global@2026-Q1", "7", "capacity_by_period", {"2026-Q1": Decimal(7)}),
        ("capacity:market:UK", "7", "capacity_by_market", {"UK": Decimal(7)}),
    ],
)
def test_a_field_of_the_scenario_gets_its_value(place: str, value: str, field: str, expected: object):
    question = base()
    changed = edited(place, value).problem
    assert changed == replace(question, scenario=replace(question.scenario, **{field: expected}))


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("engineering_tokens", "5.25", Decimal("5.25")),
        ("deadline_date", "2026-03-01", date(2026, 3, 1)),
        ("scope_mode", "mvp", ScopeMode.MVP),
        ("prerequisite_keys", "A, C", ("A", "C")),
        ("market", "DE", "DE"),
    ],
)
def test_a_figure_of_a_candidate_gets_its_value(field: str, value: str, expected: object):
    assert getattr(of(edited(f"initiatives[B].{field}", value).problem, "B"), field) == expected


def test_an_edit_says_what_was_there_before():
    told = edited("initiatives[B].engineering_tokens", "4")
    assert (told.before, told.after) == ("5", "4")
    told = edited("cap:market:DE", "4")
    assert (told.before, told.after) == ("no rule", "4")


def test_rules_are_changed_where_they_are_and_added_where_they_are_not():
    rules = edited("cap:market:UK", "3").problem.constraint_set
    assert rules.caps[0] == Cap(Dimension.MARKET, Decimal(3), "UK")
    rules = edited("cap:global@2026-Q1", "3").problem.constraint_set
    assert rules.caps[1] == Cap(Dimension.GLOBAL, Decimal(3), None, "2026-Q1")
    assert edited("floor:team:web", "1").problem.constraint_set.floors[1] == Floor(Dimension.TEAM, Decimal(1), "web")
    assert edited("target:UK:gmv", "6").problem.constraint_set.targets == (
        Target("gmv", Decimal(6), TargetKind.GOAL, "UK"),
    )
    assert edited("target:global:nps", "6 goal").problem.constraint_set.targets[1] == Target(
        "nps", Decimal(6), TargetKind.GOAL
    )
    assert edited("mandatory:C").problem.constraint_set.mandatory_initiatives == ("A", "C")
    assert edited("mandatory:A").problem == base()
    assert edited("exclusion:A:C").problem.constraint_set.exclusions == (("B", "C"), ("A", "C"))
    assert edited("exclusion:C:B").problem == base()
    assert edited("prerequisite:C:A").problem.constraint_set.prerequisites[1] == Prerequisite("C", "A")


def test_pins_and_lags_are_set_changed_and_removed_by_their_rule():
    pinned = edited("pin:B", "2026-Q2 mvp")
    assert (pinned.before, pinned.after) == ("no rule", "2026-Q2 mvp")
    assert pinned.problem.constraint_set.pins == (Pin("B", "2026-Q2", ScopeMode.MVP),)
    assert apply_edit(pinned.problem, Edit("pin:B", "full")).problem.constraint_set.pins == (
        Pin("B", None, ScopeMode.FULL),
    )
    assert apply_edit(pinned.problem, Edit("pin:B", kind=EditKind.REMOVE)).problem == base()
    later = edited("prerequisite:B:A", "2")
    assert (later.before, later.after) == ("in force", "2 periods later")
    assert later.problem.constraint_set.prerequisites == (Prerequisite("B", "A", 2),)
    gone = apply_edit(later.problem, Edit("prerequisite:B:A", kind=EditKind.REMOVE)).problem
    assert (gone.constraint_set.prerequisites, of(gone, "B").prerequisite_keys) == ((), ())


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("pin:B", "", "give the period, the size"),
        ("pin:B", "large", '"large" is not a period'),
        ("pin:B", "2026-Q2 mvp full", "one word too many"),
        ("pin:Z", "mvp", "no initiative 'Z'"),
        ("prerequisite:B:A", "1.5", "whole number of periods"),
        ("prerequisite:B:A", "-1", "whole number of periods"),
    ],
)
def test_pins_and_lags_that_make_no_sense_are_refused(place, value, said):
    with pytest.raises(InputError, match=said):
        edited(place, value)


def test_an_overhead_is_changed_and_removed_by_its_rule():
    overhead = Overhead("switching", (Decimal(0), Decimal(2)), Dimension.TEAM, "web")
    given = replace(base(), constraint_set=replace(RULES, overheads=(overhead,)))
    changed = apply_edit(given, Edit("overhead:switching", "0, 0, 2.5"))
    assert (changed.before, changed.after) == ("0, 2", "0, 0, 2.5")
    assert changed.problem.constraint_set.overheads[0].tokens_by_count == (0, 0, Decimal("2.5"))
    assert apply_edit(given, Edit("overhead:switching", kind=EditKind.REMOVE)).problem == base()
    for value in ("5", "1, 2", "0, -1", "0, x"):
        with pytest.raises(InputError):
            apply_edit(given, Edit("overhead:switching", value))
    with pytest.raises(InputError, match="there is no such overhead"):
        edited("overhead:other", "0, 1")


def test_a_formula_is_changed_and_removed_by_its_rule():
    formula = KpiFormula("ltv", (FormulaFactor("gmv"), FormulaFactor("nps")), Decimal(40))
    given = replace(base(), constraint_set=replace(RULES, kpi_formulas=(formula,)))
    changed = apply_edit(given, Edit("formula:ltv", "45.5"))
    assert (changed.before, changed.after) == ("40", "45.5")
    assert changed.problem.constraint_set.kpi_formulas == (replace(formula, times=Decimal("45.5")),)
    assert apply_edit(given, Edit("formula:ltv", kind=EditKind.REMOVE)).problem == base()
    with pytest.raises(InputError, match="there is no such formula"):
        edited("formula:other", "2")


def test_a_ratio_is_changed_and_removed_by_its_rule():
    ratio = Ratio("spt", "score", "tokens", Decimal(4))
    given = replace(base(), constraint_set=replace(RULES, ratios=(ratio,)))
    changed = apply_edit(given, Edit("ratio:spt", "5.5"))
    assert (changed.before, changed.after) == ("4", "5.5")
    assert changed.problem.constraint_set.ratios == (replace(ratio, at_least=Decimal("5.5")),)
    assert apply_edit(given, Edit("ratio:spt", kind=EditKind.REMOVE)).problem == base()
    with pytest.raises(InputError, match="state it in the constraint set first"):
        edited("ratio:roi", "2")


@pytest.mark.parametrize(
    ("place", "rules"),
    [
        ("bundle:go", ConstraintSet(bundles=(Bundle("go", ("A", "C")),))),
        ("synergy:web:gmv", ConstraintSet(synergies=(SynergyBonus("web", "gmv", Decimal(5)),))),
        ("fair_share:gmv", ConstraintSet(fair_shares=(FairShare("gmv"),))),
    ],
)
def test_bundles_synergies_and_fair_shares_are_removed_by_their_rule_and_not_added(place: str, rules: ConstraintSet):
    stays = ConstraintSet(bundles=(Bundle("stay", ("A",)),), synergies=(SynergyBonus("web", "nps", Decimal(2)),))
    lists = ("bundles", "synergies", "fair_shares")
    both = replace(stays, **{name: (*getattr(stays, name), *getattr(rules, name)) for name in lists})
    member = initiative("B", 5, 45, bundle_key="go" if rules.bundles else None)
    given = problem(initiative("A", 6, 60), member, rules=both)
    gone = apply_edit(given, Edit(place, kind=EditKind.REMOVE))
    assert (gone.before, gone.after) == ("in force", "no rule")
    assert gone.problem == replace(
        given, constraint_set=stays, initiatives=tuple(replace(each, bundle_key=None) for each in given.initiatives)
    )
    assert apply_edit(given, Edit(place)).problem == given
    with pytest.raises(InputError, match="has no value"):
        apply_edit(given, Edit(place, "3"))
    with pytest.raises(InputError, match="state it in the constraint set first"):
        apply_edit(gone.problem, Edit(place))
    with pytest.raises(InputError, match="no such rule to remove"):
        apply_edit(gone.problem, Edit(place, kind=EditKind.REMOVE))


def test_the_points_of_a_curve_are_changed_and_a_curve_is_removed_by_its_rule():
    curve = ResponseCurve("uk", "gmv", "UK", (CurvePoint(Decimal(0), Decimal(0)), CurvePoint(Decimal(10), Decimal(8))))
    shaped = ResponseCurve("us", "gmv", "US", (), Shape.LOGARITHMIC, scale=Decimal(5), at=Decimal(2), up_to=Decimal(9))
    given = replace(base(), constraint_set=replace(RULES, response_curves=(curve, shaped)))
    changed = apply_edit(given, Edit("curve:uk", "0:0, 10:8, 20.5:9.25"))
    assert (changed.before, changed.after) == ("0:0, 10:8", "0:0, 10:8, 20.5:9.25")
    assert changed.problem.constraint_set.response_curves[0].points[2] == CurvePoint(Decimal("20.5"), Decimal("9.25"))
    assert changed.problem.constraint_set.response_curves[1] == shaped
    assert apply_edit(given, Edit("curve:us", "0:0, 5:4")).before == "as its shape"
    removed = apply_edit(given, Edit("curve:uk", kind=EditKind.REMOVE)).problem
    assert removed.constraint_set.response_curves == (shaped,)
    for value in ("", "0:0", "0, 1", "0:0, 0:1", "5:0, 4:1", "0:x, 1:1", "0:0:0, 1:1", "0:0, 1:1,"):
        with pytest.raises(InputError, match=r"^curve:uk: "):
            apply_edit(given, Edit("curve:uk", value))
    with pytest.raises(InputError, match="there is no such curve"):
        edited("curve:other", "0:0, 1:1")


def test_a_removed_rule_is_gone_from_every_place_that_states_it():
    assert removed("cap:market:UK").constraint_set.caps == RULES.caps[1:]
    assert removed("floor:market:UK").constraint_set.floors == ()
    assert removed("target:UK:gmv").constraint_set.targets == ()
    assert removed("forced_out:C").constraint_set.forced_out == ()
    assert removed("capacity:global").scenario.capacity_total_tokens is None
    freed = removed("mandatory:A")
    assert (freed.constraint_set.mandatory_initiatives, of(freed, "A").is_mandatory) == ((), False)
    freed = removed("prerequisite:B:A")
    assert (freed.constraint_set.prerequisites, of(freed, "B").prerequisite_keys) == ((), ())
    freed = removed("exclusion:C:B")
    assert (freed.constraint_set.exclusions, of(freed, "B").exclusion_keys) == ((), ())
    assert removed("initiatives[A].kpi_contribution[north_star]").initiatives[0].kpi_contribution == {}
    assert removed("scenario.tie_breaks").scenario.tie_breaks == (TieBreak.SCORE, TieBreak.TOKENS)


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("scenario.capacity_total_token", "1", "no field 'capacity_total_token'; did you mean capacity_total_tokens?"),
        ("scenari.name", "x", "no such place; did you mean scenario?"),
        ("initiatives[Q].market", "UK", "initiatives[Q].market: there is no initiative 'Q'"),
        (
            "initiatives[A].engineering_tokens",
            "five",
            "[A].engineering_tokens: expected a number, got 'five'",
        ),
        ("initiatives[A].engineering_tokens", "NaN", "no finite number"),
        ("initiatives[A].engineering_tokens", "1e400", "beyond 15 digits"),
        ("initiatives[A].deadline_date", "soon", "expected a date"),
        ("initiatives[A].initiative_key", "B", "cannot be changed"),
        ("scenario.objective_mode", "best", "expected one of north_star, weighted_kpis, lexicographic"),
        ("scenario.strict_deadlines", "perhaps", "expected true or false"),
        ("scenario.horizon", "2026-Q9", "2026-Q9"),
        ("scenario.capacity_by_team", "3", "change one of them, as in scenario.capacity_by_team[KEY]"),
        ("scenario.name.first", "x", "has no parts"),
        ("constraint_set.caps", "x", "name a rule by its id"),
        ("", "x", "is empty"),
        ("!", "x", "is no place"),
        ("cap:planet:Mars", "3", "'planet' is no dimension"),
        ("cap:market", "3", "global has no key"),
        ("cap:market:UK@soon", "3", "soon"),
        ("capacity:planet:Mars", "3", "give capacity:global"),
        ("capacity:team:web@2026-Q1", "3", "holds in every period alike"),
        ("target:UK:gmv", "3 wish", "neither floor nor goal"),
        ("mandatory:A", "3", "has no value"),
        ("mandatory:Q", "", "there is no initiative 'Q'"),
        ("exclusion:A", "", "it takes two"),
        ("exclusion:A:Q", "", "there is no initiative 'Q'"),
        ("exclusion:A:A", "", "names A twice"),
        ("mandatory:", "", "ends before it says what for"),
    ],
)
def test_what_makes_no_sense_is_named(place: str, value: str, fault: str):
    with pytest.raises(InputError) as caught:
        edited(place, value)
    assert fault in str(caught.value)


@pytest.mark.parametrize("place", ["cap:market:FR", "mandatory:C", "exclusion:A:C", "scenario.capacity_by_team[web]"])
def test_what_is_not_there_cannot_be_removed(place: str):
    with pytest.raises(InputError, match="there is no"):
        removed(place)
