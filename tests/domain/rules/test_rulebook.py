from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from domain.errors import InputError
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.totals import CurvePoint, Ratio, ResponseCurve
from domain.rules.rule_text import describe_rules
from domain.rules.rulebook import ruled
from domain.rules.rules import RuleBook
from tests.domain.builders import d, initiative, problem, rulebook
from tests.work import growth


def book(*initiatives, **more):
    return rulebook(problem(*initiatives, **more))[1]


def test_capacities_bear_their_period_only_when_there_are_several():
    one = book(initiative("A", market="UK"), capacity_total_tokens=d(5), capacity_by_market={"UK": d(3)})
    assert [rule.rule_id for rule in one.tokens] == ["capacity:global", "capacity:market:UK"]
    two = book(initiative("A"), capacity_total_tokens=d(5), horizon=("2026-Q1", "2026-Q2"))
    assert [rule.rule_id for rule in two.tokens] == ["capacity:global@2026-Q1", "capacity:global@2026-Q2"]


def test_a_capacity_of_one_period_overrides_the_total_there():
    found = book(
        initiative("A"),
        capacity_total_tokens=d(5),
        capacity_by_period={"2026-Q2": d(9)},
        horizon=("2026-Q1", "2026-Q2"),
    )
    assert [rule.limit for rule in found.tokens] == [5, 9]


def test_floors_caps_and_targets_hold_over_the_horizon_unless_narrowed():
    rules = ConstraintSet(
        floors=(Floor(Dimension.GLOBAL, d(1)), Floor(Dimension.MARKET, d(1), "UK", "2026-Q1")),
        caps=(Cap(Dimension.PROGRAM, d(1), "P"),),
        targets=(Target("gmv", d(1), TargetKind.FLOOR, "UK", "2026-Q2"), Target("gmv", d(1), TargetKind.GOAL)),
    )
    found = book(
        initiative("A", market="UK", program_key="P"), rules=rules, horizon=("2026-Q1", "2026-Q2"), period_key="2026-H1"
    )
    assert [(r.rule_id, r.period) for r in found.tokens] == [
        ("floor:global", None),
        ("floor:market:UK@2026-Q1", 0),
        ("cap:program:P", None),
    ]
    assert [r.rule_id for r in found.targets] == ["target:UK:gmv@2026-Q2", "target:global:gmv"]


def test_a_key_that_no_candidate_bears_is_a_warning():
    found = book(initiative("A"), rules=ConstraintSet(caps=(Cap(Dimension.CATEGORY, d(1), "Infra"),)))
    assert found.warnings == ("cap:category:Infra: no candidate bears it",)


def test_a_limit_in_a_period_beyond_the_horizon_is_a_warning():
    found = book(initiative("A"), rules=ConstraintSet(caps=(Cap(Dimension.GLOBAL, d(1), period_key="2030"),)))
    assert found.tokens == ()
    assert found.warnings == ("cap:global: 2030 is not in the horizon; ignored",)


def test_a_prerequisite_that_is_delivered_is_met_and_one_that_is_nowhere_keeps_the_dependent_out():
    found = book(initiative("A", prerequisite_keys=("D", "X", "S")), Initiative("S", status="done"), delivered=("D",))
    (rule,) = found.prerequisites
    assert (rule.rule_id, rule.fault) == ("prerequisite:A:X", "X is neither a candidate nor delivered")
    assert "A" in found.unselectable


def test_out_of_reach_spreads_along_prerequisites_and_bundles():
    found = book(
        initiative("A", prerequisite_keys=("X",)),
        initiative("B", prerequisite_keys=("A",)),
        initiative("C", bundle_key="K"),
        initiative("E"),
        rules=ConstraintSet(bundles=(Bundle("K", ("B",)),)),
    )
    assert set(found.unselectable) == {"A", "B", "C"}


def test_every_prerequisite_and_bundle_that_keeps_an_initiative_out_is_a_reason():
    found = book(
        initiative("A", prerequisite_keys=("X",)),
        initiative("B", prerequisite_keys=("A",)),
        initiative("C", prerequisite_keys=("A", "B"), bundle_key="K"),
        initiative("D", bundle_key="K"),
        rules=ConstraintSet(forced_out=("C",), bundles=(Bundle("K", ("A",)),)),
    )
    assert found.unselectable["C"] == (
        "it is forced out",
        "prerequisite A cannot be selected",
        "bundle K is kept out: A cannot be selected",
        "prerequisite B cannot be selected",
    )
    assert found.unselectable["D"] == ("bundle K is kept out: C cannot be selected",)


def test_what_follows_from_an_initiative_is_no_reason_of_its_own():
    found = book(
        initiative("A", bundle_key="K"),
        initiative("B", bundle_key="K", prerequisite_keys=("A",)),
        rules=ConstraintSet(forced_out=("A",), prerequisites=(Prerequisite("A", "B"),)),
    )
    assert found.unselectable["A"] == ("it is forced out",)
    assert set(found.unselectable["B"]) == {
        "prerequisite A cannot be selected",
        "bundle K is kept out: A cannot be selected",
    }


def test_the_work_on_a_bundle_out_of_reach_grows_with_its_members_only():
    def bundle(count: int) -> Callable[[], RuleBook]:
        keys = [f"I-{number}" for number in range(count)]
        members = [
            initiative(key, bundle_key="K", prerequisite_keys=keys[max(0, n - 3) : n]) for n, key in enumerate(keys)
        ]
        return lambda: book(*members, rules=ConstraintSet(forced_out=tuple(keys)))

    assert len(bundle(2000)().unselectable) == 2000
    assert growth(bundle, 1000) < 6


def test_a_bundle_with_an_invalid_or_delivered_member_is_kept_out():
    for other in (initiative("B", None, bundle_key="K"), initiative("B", bundle_key="K", status="launched")):
        (rule,) = book(initiative("A", bundle_key="K"), other).bundles
        assert rule.fault is not None
        assert rule.members == ("A",)


def test_pairs_are_read_from_either_side_once():
    rules = ConstraintSet(exclusions=(("B", "A"),), prerequisites=(Prerequisite("A", "B"),))
    found = book(initiative("A", exclusion_keys=("B",), prerequisite_keys=("B",)), initiative("B"), rules=rules)
    assert [r.rule_id for r in found.exclusions] == ["exclusion:A:B"]
    assert [r.rule_id for r in found.prerequisites] == ["prerequisite:A:B"]


def test_cycles_are_told():
    found = book(*(initiative(a, prerequisite_keys=(b,)) for a, b in ("AB", "BC", "CA", "DA")))
    assert found.warnings == ("prerequisites form a cycle, so these are all or nothing: A, B, C",)


def test_a_mandatory_key_without_a_valid_candidate_is_a_fault_and_a_delivered_one_is_met():
    rules = ConstraintSet(mandatory_initiatives=("X", "D", "A"))
    found = book(initiative("A", None), rules=rules, delivered=("D",))
    assert [(r.rule_id, bool(r.fault)) for r in found.mandatory] == [("mandatory:X", True), ("mandatory:A", True)]


def test_keys_of_the_constraint_set_that_name_nobody_are_warnings():
    rules = ConstraintSet(
        forced_out=("X",),
        exclusions=(("A", "Y"),),
        bundles=(Bundle("K", ("Z",)),),
        prerequisites=(Prerequisite("V", "A"),),
    )
    found = book(initiative("A"), rules=rules)
    assert {warning.split()[-6] for warning in found.warnings} == {"X", "Y", "Z", "V"}


def test_windows_close_periods_and_strict_deadlines_close_more():
    horizon = ("2026-Q1", "2026-Q2", "2026-Q3")
    due = initiative("A", deadline_date=date(2026, 5, 31), earliest_start_date=date(2026, 4, 1))
    assert book(due, horizon=horizon).windows[0].closed == (0, 2)
    assert book(due, horizon=horizon, strict_deadlines=True).windows[0].closed == (0, 1, 2)


def test_an_initiative_with_no_open_period_is_told():
    found = book(initiative("A", deadline_date=date(2025, 12, 31)))
    assert "no open period" in found.warnings[0]
    assert found.windows[0].rule_id == "window:A"


def test_synergies_that_can_give_nothing_are_warnings():
    rules = ConstraintSet(
        forced_out=("E",),
        synergies=tuple(SynergyBonus(group, "north_star", d(1)) for group in ("one", "bad", "none", "out", "good")),
    )
    found = book(
        initiative("A", synergy_group_keys=("one", "bad", "good", "free")),
        initiative("B", None, synergy_group_keys=("bad",)),
        initiative("C", market="UK", synergy_group_keys=("good", "out")),
        initiative("E", synergy_group_keys=("out",)),
        rules=rules,
    )
    assert len([w for w in found.warnings if w.startswith("synergy")]) == 5
    assert [s.group_key for s in found.synergies] == ["out", "good"]


def test_a_synergy_belongs_to_a_market_when_all_its_members_do():
    rules = ConstraintSet(synergies=(SynergyBonus("g", "gmv", d(1)), SynergyBonus("h", "gmv", d(1))))
    found = book(
        initiative("A", market="UK", synergy_group_keys=("g", "h")),
        initiative("B", market="UK", synergy_group_keys=("g",)),
        initiative("C", market="DE", synergy_group_keys=("h",)),
        rules=rules,
    )
    assert [s.market for s in found.synergies] == ["UK", None]


def test_curves_groups_by_count_and_ratios_that_name_nothing_are_warned_of() -> None:
    points = (CurvePoint(d(0), d(0)), CurvePoint(d(1), d(1)))
    rules = ConstraintSet(
        response_curves=(ResponseCurve("C", "nps", None, points), ResponseCurve("D", "north_star", "FR", points)),
        synergies=(SynergyBonus("nobody", "north_star", bonus_by_count=(d(0), d(1))),),
        ratios=(Ratio("R", "nps", "tokens", d(1)),),
    )
    warned = ruled(problem(initiative("A", 1, 5, market="UK"), rules=rules)).rules.warnings
    assert set(warned) == {
        "curve:C: no candidate contributes to nps",
        "curve:D: no candidate bears market FR",
        "synergy nobody: nobody bears it, so its bonus gives nothing",
        "ratio:R: no candidate contributes to nps",
    }


def test_a_curve_on_a_kpi_that_time_weighs_is_refused_by_name() -> None:
    points = (CurvePoint(d(0), d(0)), CurvePoint(d(1), d(1)))
    rules = ConstraintSet(response_curves=(ResponseCurve("C", "north_star", None, points),))
    with pytest.raises(InputError, match="curve:C: north_star counts by a curve over the whole horizon"):
        ruled(problem(initiative("A", 1, 5), rules=rules, time_sensitivity_weight=d(1)))


def test_a_denominator_that_may_be_negative_is_refused_by_name() -> None:
    rules = ConstraintSet(ratios=(Ratio("R", "north_star", "cost", d(1)),))
    cheap = initiative("A", 1, 5, kpi_contribution={"north_star": d(5), "cost": d(-1)})
    with pytest.raises(
        InputError, match="ratio:R: nothing may make its denominator cost negative, but A contributes -1"
    ):
        ruled(problem(cheap, rules=rules))


def test_all_pins_of_an_initiative_are_said_under_their_id():
    pins = (Pin("A", "2026-Q1"), Pin("A", scope=ScopeMode.MVP))
    asked = ruled(problem(initiative("A"), rules=ConstraintSet(pins=pins)))
    assert describe_rules(asked, ["pin:A"]) == {
        "pin:A": "A is pinned to 2026-Q1, and to size mvp, but A has no size mvp to choose"
    }
