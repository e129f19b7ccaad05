"""What a problem file may say, and what becomes of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.problem.constraints import (
    Bundle,
    Cap,
    Dimension,
    Floor,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Normalization, ObjectiveMode, Scenario, TieBreak
from persistence.problem_files.problem_file import loads, read_problem
from tests.persistence.problem_files.problems import FULL_FILE, SMALLEST_FILE, faults_of, file_with


def test_a_file_needs_a_name_a_period_and_an_objective_mode_only() -> None:
    assert loads(SMALLEST_FILE) == PortfolioProblem(Scenario("S", "2026", ObjectiveMode.NORTH_STAR))


def test_pins_and_lags_arrive() -> None:
    pins = (
        '[{"initiative_key": "A", "period_key": "2026-Q2", "scope": "mvp"}, {"initiative_key": "B", "scope": "full"}]'
    )
    links = '[{"initiative_key": "A", "requires": "B", "lag_periods": 2}]'
    rules = loads(file_with(rest=f'"constraint_set": {{"pins": {pins}, "prerequisites": {links}}}')).constraint_set
    assert rules.pins == (Pin("A", "2026-Q2", ScopeMode.MVP), Pin("B", None, ScopeMode.FULL))
    assert rules.prerequisites == (Prerequisite("A", "B", 2),)


def test_an_initiative_needs_a_key_only() -> None:
    assert loads(file_with('[{"initiative_key": "I-1"}]')).initiatives == (Initiative("I-1"),)


def test_every_field_of_the_scenario_arrives() -> None:
    assert loads(FULL_FILE).scenario == Scenario(
        name="UK push",
        period_key="2026-Q1",
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        horizon=("2026-Q1", "2026-Q2"),
        north_star_kpi_key="nsm",
        objective_weights={"gmv": Decimal(1), "retention_30d": Decimal("2.5")},
        objective_normalization=Normalization.NONE,
        capacity_total_tokens=Decimal(120),
        capacity_by_market={"UK": Decimal(60)},
        capacity_by_department={"Growth": Decimal(50)},
        capacity_by_team={"backend": Decimal(40)},
        capacity_by_period={"2026-Q1": Decimal(110)},
        time_sensitivity_weight=Decimal("0.25"),
        strict_deadlines=True,
        allow_scope_choice=True,
        tie_breaks=(TieBreak.TOKENS,),
    )


def test_every_rule_of_the_constraint_set_arrives() -> None:
    rules = loads(FULL_FILE).constraint_set
    assert rules.name == "Board rules"
    assert rules.floors == (Floor(Dimension.MARKET, Decimal(10), "UK"),)
    assert rules.caps == (Cap(Dimension.GLOBAL, Decimal(30), None, "2026-Q2"),)
    assert rules.targets == (
        Target("gmv", Decimal(250000), TargetKind.GOAL, "UK"),
        Target("gmv", Decimal(1), TargetKind.FLOOR, None, "2026-Q1"),
    )
    assert rules.mandatory_initiatives == ("I-7",)
    assert rules.forced_out == ("I-9",)
    assert rules.prerequisites == (Prerequisite("I-3", "I-1"),)
    assert rules.exclusions == (("I-2", "I-5"),)
    assert rules.bundles == (Bundle("B1", ("I-3", "I-4")),)
    assert rules.synergies == (SynergyBonus("checkout", "nsm", Decimal(-300)),)


def test_every_field_of_an_initiative_arrives() -> None:
    assert loads(FULL_FILE).initiatives[0] == Initiative(
        initiative_key="I-3",
        title="Checkout",
        market="UK",
        department="Growth",
        category="UX",
        program_key="P",
        engineering_tokens=Decimal(8),
        engineering_tokens_mvp=Decimal(5),
        engineering_tokens_full=Decimal(9),
        scope_mode=ScopeMode.FULL,
        mvp_contribution_share=Decimal("0.6"),
        team_tokens={"backend": Decimal(5), "web": Decimal(3)},
        team_tokens_mvp={"backend": Decimal(3)},
        status="scored",
        is_mandatory=True,
        mandate_reason="law",
        bundle_key="B1",
        prerequisite_keys=("I-1",),
        exclusion_keys=("I-6",),
        deadline_date=date(2026, 3, 1),
        earliest_start_date=date(2026, 1, 15),
        latest_finish_date=date(2026, 6, 30),
        time_sensitivity_score=Decimal(2),
        immediate_kpi_key="conversion_rate",
        primary_kpi_key="gmv",
        kpi_contribution={"nsm": Decimal(1200), "gmv": Decimal(100000)},
        synergy_group_keys=("checkout",),
        active_scoring_framework="RICE",
        active_overall_score=Decimal("41.5"),
        scores={"RICE": Decimal("41.5"), "WSJF": Decimal(12)},
    )


def test_the_delivered_keys_arrive() -> None:
    assert loads(FULL_FILE).delivered == ("I-1",)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("0.1", "0.1"),
        ("1e-30", "0.000000000000000000000000000001"),
        ("999999999999999.999999999999999999999999999999", "999999999999999.999999999999999999999999999999"),
        ("1E+14", "100000000000000"),
        ("12.50", "12.5"),
        ("-7", "-7"),
        ("-0.0", "0"),
        ("0e999999999999", "0"),
        ("1." + "0" * 10_000, "1"),
        ("0.00001e19", "100000000000000"),
        ("1000000000000000000e-18", "1"),
    ],
)
def test_numbers_are_exact_and_judged_by_value_not_by_spelling(literal: str, value: str) -> None:
    problem = loads(file_with(f'[{{"initiative_key": "I", "engineering_tokens": {literal}}}]'))
    assert problem.initiatives[0].engineering_tokens == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        file_with(scenario='"capacity_total_tokens": -5, "capacity_by_market": {"UK": -1}'),
        file_with('[{"initiative_key": "I", "engineering_tokens": -3}]'),
        file_with(rest='"constraint_set": {"floors": [{"dimension": "global", "min_tokens": -1}]}'),
        file_with(rest='"constraint_set": {"floors": [{"dimension": "global", "key": null, "min_tokens": 1}]}'),
        file_with(rest='"constraint_set": {"prerequisites": [{"initiative_key": "I", "requires": "I"}]}'),
        file_with('[{"initiative_key": "I", "prerequisite_keys": ["I"]}]'),
        file_with(rest='"constraint_set": {"mandatory_initiatives": ["elsewhere", "elsewhere"]}'),
        file_with(scenario='"tie_breaks": []'),
        file_with('[{"initiative_key": "I", "earliest_start_date": "2026-06-01", "deadline_date": "2026-01-01"}]'),
    ],
)
def test_what_a_file_may_say_but_a_portfolio_may_not_hold_is_left_to_the_candidates_and_rules(text: str) -> None:
    assert faults_of(text) == []


def test_null_stands_for_an_absent_value_where_absence_has_a_meaning() -> None:
    fields = ["market", "engineering_tokens", "scope_mode", "team_tokens_mvp", "deadline_date", "status"]
    nulls = ", ".join(f'"{field}": null' for field in fields)
    assert loads(file_with(f'[{{"initiative_key": "I", {nulls}}}]')).initiatives == (Initiative("I"),)


def test_a_byte_order_mark_is_skipped() -> None:
    assert loads("\ufeff" + SMALLEST_FILE) == loads(b"\xef\xbb\xbf" + SMALLEST_FILE.encode()) == loads(SMALLEST_FILE)


def test_bytes_are_read_as_utf_8() -> None:
    assert loads(SMALLEST_FILE.replace("S", "Zürich").encode()).scenario.name == "Zürich"


def test_a_problem_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(FULL_FILE, encoding="utf-8")
    assert read_problem(path) == loads(FULL_FILE)
