"""Rows of the input tabs become terms of the domain; every bad cell is named, and spoils its row only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from domain.integer_model.model import Effort
from domain.problem.constraints import Bundle, Cap, Dimension, Floor, Prerequisite, SynergyBonus, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.scenario import ObjectiveMode, Scenario
from sheets.errors import WorkbookFaultsError
from sheets.reading.rules import join_rules
from sheets.reading.tabs.candidates import read_candidates
from sheets.reading.tabs.constraints import Deadline, Exclusion, ForcedOut, Mandatory, read_constraints
from sheets.reading.tabs.scenarios import read_scenarios
from sheets.reading.tabs.targets import read_targets
from sheets.workbook import CellError, Grid, Value, serial

CONSTRAINT_HEADERS = (
    "constraint_type",
    "dimension",
    "key",
    "min_tokens",
    "max_tokens",
    "target_kpi_key",
    "target_value",
)


def grid(tab: str, *rows: Sequence[Value]) -> Grid:
    return Grid(tab, [list(row) for row in rows])


def candidates(**cells: Value) -> Grid:
    return grid("Candidates", ["initiative_key", *cells], ["I-3", *cells.values()])


def constraints(*rows: Sequence[Value]) -> Grid:
    return grid("Constraints", CONSTRAINT_HEADERS, *rows)


def test_a_candidate_with_everything() -> None:
    [row] = read_candidates(
        candidates(
            title=" Faster checkout ",
            market="UK",
            engineering_tokens=8.1,
            deadline_date=serial(date(2026, 3, 1)),
            is_mandatory=True,
            prerequisite_keys="I-1; I-2,\nI-1",
            active_overall_score=41.5,
            north_star_contribution=1200,
            notes="not read",
            is_selected_for_run="true",
            run_status="not read",
        )
    )
    known = Initiative("I-3", department="Growth", kpi_contribution={"gmv": Decimal(5)})
    assert row.is_selected and not row.faults
    assert row.initiative(known) == Initiative(
        "I-3",
        title="Faster checkout",
        market="UK",
        department="Growth",
        engineering_tokens=Decimal("8.1"),
        deadline_date=date(2026, 3, 1),
        is_mandatory=True,
        prerequisite_keys=("I-1", "I-2"),
        active_overall_score=Decimal("41.5"),
        kpi_contribution={"gmv": Decimal(5), "north_star": Decimal(1200)},
    )


def test_columns_that_the_sheet_lacks_leave_what_is_known() -> None:
    [row] = read_candidates(candidates(market=None))
    known = Initiative("I-3", title="stays", market="UK", engineering_tokens=Decimal(3))
    assert row.initiative(known) == Initiative("I-3", title="stays", engineering_tokens=Decimal(3))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("engineering_tokens", "12,5", '"12,5" is text, not a number; type the number anew'),
        ("engineering_tokens", True, '"TRUE" is no number'),
        ("engineering_tokens", -1, "-1 is negative"),
        ("engineering_tokens", 1e300, "1e+300 has more than 15 digits"),
        ("engineering_tokens", float("inf"), "inf is no number"),
        ("engineering_tokens", float("nan"), "nan is no number"),
        ("engineering_tokens", CellError("#REF!"), "its formula has no result: #REF!"),
        ("deadline_date", "2026-03-01", '"2026-03-01" is text, not a date; type the date anew'),
        ("deadline_date", 0.5, '"0.5" is a time of day and no date'),
        ("deadline_date", -3, '"-3" is a number and no date'),
        ("is_mandatory", "maybe", '"maybe" is neither TRUE nor FALSE'),
    ],
)
def test_a_bad_cell_is_named_with_tab_cell_key_and_column(column: str, value: Value, said: str) -> None:
    [row] = read_candidates(candidates(title="x", **{column: value}))
    [fault] = row.faults
    assert fault.place == f"Candidates!C2 ({column} of I-3)"
    assert fault.message.startswith(said)
    assert row.fields == {}


def test_one_bad_row_does_not_stop_the_others() -> None:
    rows = read_candidates(
        grid(
            "Candidates",
            ["title", "Initiative Key", "engineering_tokens"],
            ["a", "I-1", "x"],
            [],
            ["b", 7, 2],
            ["without key", None, 3],
            ["c", "007", 4],
            ["d", "I-1", 5],
            [None, None, None],
        )
    )
    assert [(row.initiative_key, len(row.faults)) for row in rows] == [
        ("I-1", 2),
        ("7", 0),
        ("", 1),
        ("007", 0),
        ("I-1", 1),
    ]
    faults = [str(fault) for row in rows for fault in row.faults]
    assert "Candidates!B2 (initiative_key of I-1): the row is given twice, here and in row 7" in faults
    assert "Candidates!B5 (initiative_key): is missing" in faults


def test_headers_that_are_missing_or_given_twice_are_all_said() -> None:
    with pytest.raises(WorkbookFaultsError) as caught:
        read_scenarios(grid("Scenario_Config", ["scenario name", "Scenario_Name", "period_key"]))
    assert str(caught.value).splitlines() == [
        "Scenario_Config!B1: the header scenario_name stands in A1 and B1; rename one of them",
        "Scenario_Config: the column objective_mode is missing",
    ]


def test_headers_below_a_title_are_said_to_stand_there() -> None:
    rows = [["Our backlog"], [], [None, "Initiative Key", "title"], [None, "I-1", "x"]]
    with pytest.raises(WorkbookFaultsError) as caught:
        read_candidates(grid("Candidates", *rows))
    assert str(caught.value) == (
        "Candidates: the column initiative_key is missing from row 1; it stands in B3, so delete the rows above it"
    )


def test_a_text_in_the_place_of_a_key_is_refused_and_shown_in_short() -> None:
    [row] = read_candidates(grid("Candidates", ["initiative_key"], ["long " * 6000]))
    [fault] = row.faults
    assert fault.message == "is longer than 200 characters"
    assert len(fault.place) < 200


SCENARIO_HEADERS = ["scenario_name", "period_key", "capacity_total_tokens", "objective_mode", "objective_weights_json"]


def test_scenarios() -> None:
    rows = read_scenarios(
        grid(
            "Scenario_Config",
            SCENARIO_HEADERS,
            ["UK push", "2026-Q1", 120, "Weighted_KPIs", '{"gmv": 1.10, "retention_30d": 2}'],
            ["Year", 2026, None, "north_star"],
        )
    )
    assert [row.faults for row in rows] == [(), ()]
    weights = {"gmv": Decimal("1.10"), "retention_30d": Decimal(2)}
    assert rows[0].scenario() == Scenario(
        "UK push",
        "2026-Q1",
        ObjectiveMode.WEIGHTED_KPIS,
        objective_weights=weights,
        capacity_total_tokens=Decimal(120),
    )
    known = Scenario("Year", "2025", ObjectiveMode.LEXICOGRAPHIC, horizon=("2025",), strict_deadlines=True)
    assert rows[1].scenario(known) == Scenario("Year", "2026", ObjectiveMode.NORTH_STAR, strict_deadlines=True)


@pytest.mark.parametrize(
    ("cell", "effort"), [("quick", Effort.QUICK), (" Normal", Effort.NORMAL), ("PROOF", Effort.PROOF), (None, None)]
)
def test_the_effort_of_a_scenario_is_its_own_affair_and_may_be_left_out(cell: Value, effort: Effort | None) -> None:
    [row] = read_scenarios(
        grid("Scenario_Config", [*SCENARIO_HEADERS, "effort"], ["S", "2026", 1, "north_star", None, cell])
    )
    [without] = read_scenarios(grid("Scenario_Config", SCENARIO_HEADERS, ["S", "2026", 1, "north_star"]))
    assert (row.effort, without.effort) == (effort, None)
    assert row.scenario() == without.scenario()


def test_an_effort_that_there_is_not() -> None:
    [row] = read_scenarios(
        grid("Scenario_Config", [*SCENARIO_HEADERS, "effort"], ["S", "2026", 1, "north_star", None, "fast"])
    )
    [fault] = row.faults
    assert str(fault) == 'Scenario_Config!F2 (effort of S): "fast" is none of quick, normal, proof'


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([46023, 1, "north_star"], "the spreadsheet made the date 2026-01-01 of it; format the cell as plain text"),
        (["2026-Q7", 1, "north_star"], "2026-Q7"),
        (["2026", -1, "north_star"], "-1 is negative"),
        (["2026", 1, "best"], '"best" is none of north_star, weighted_kpis, lexicographic'),
        (["2026", 1, None], "is missing"),
        (["2026", 1, "weighted_kpis"], "is missing: weighted_kpis needs the weight"),
        (["2026", 1, "weighted_kpis", "gmv=1"], '"gmv=1" is no JSON (Expecting value at character 1); write {"gmv": 1'),
        (["2026", 1, "weighted_kpis", '{"a": 1, "a": 2}'], '"a" is given more than once'),
        (["2026", 1, "weighted_kpis", '{"a": NaN}'], 'the value of "a" is no number'),
        (["2026", 1, "weighted_kpis", '{"a": 1e-400}'], 'the value of "a" has more than'),
        (["2026", 1, "weighted_kpis", '{"a": 1e9999999999999999999}'], "beyond all measure"),
        (["2026", 1, "weighted_kpis", "[" * 30_000], "beyond all measure"),
        (["2026", 1, "weighted_kpis", '{" ": 1}'], "has a value without a KPI"),
    ],
)
def test_faults_of_scenarios(cells: list[Value], said: str) -> None:
    [row] = read_scenarios(grid("Scenario_Config", SCENARIO_HEADERS, ["S", *cells]))
    assert len(row.faults) == 1 and said in row.faults[0].message
    with pytest.raises(ValueError, match="Scenario_Config!"):
        row.scenario()


def test_every_type_of_constraint() -> None:
    rows = read_constraints(
        constraints(
            ["Floor", "market", "UK", 10],
            ["cap", "category", "Infra", None, 30.5],
            ["cap", None, None, None, 90],
            ["target", "market", "UK", None, None, "gmv", 250000],
            ["goal", "global", None, None, None, "gmv", 5],
            ["mandatory", "initiative", "I-7, I-8"],
            ["forced_out", None, "I-9"],
            ["dependency", None, "I-3: I-1, I-2"],
            ["bundle", None, "B1: I-3, I-4"],
            ["exclusion", None, "I-2, I-5, I-6"],
            ["synergy", None, "checkout", None, None, "north_star", -300],
            ["deadline", None, "I-9: 2026-03-01"],
        )
    )
    assert [fault for row in rows for fault in row.faults] == []
    assert [rule for row in rows for rule in row.rules] == [
        Floor(Dimension.MARKET, Decimal(10), "UK"),
        Cap(Dimension.CATEGORY, Decimal("30.5"), "Infra"),
        Cap(Dimension.GLOBAL, Decimal(90)),
        Target("gmv", Decimal(250000), TargetKind.FLOOR, "UK"),
        Target("gmv", Decimal(5), TargetKind.GOAL),
        Mandatory("I-7"),
        Mandatory("I-8"),
        ForcedOut("I-9"),
        Prerequisite("I-3", "I-1"),
        Prerequisite("I-3", "I-2"),
        Bundle("B1", ("I-3", "I-4")),
        Exclusion("I-2", "I-5"),
        Exclusion("I-2", "I-6"),
        Exclusion("I-5", "I-6"),
        SynergyBonus("checkout", "north_star", Decimal(-300)),
        Deadline("I-9", date(2026, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["ceiling", "market", "UK"], 'constraint_type of ceiling, market, UK): "ceiling" is none of floor, cap,'),
        (["floor", "market", "UK"], "min_tokens of floor, market, UK): is missing"),
        (["floor", "market", None, 1], "key of floor, market): is missing"),
        (["floor", "market", "UK", 1, 2], "max_tokens of floor, market, UK): says nothing for a rule of type floor"),
        (["floor", "initiative", "I-1", 1], '"initiative" is none of market,'),
        (["cap", None, "UK", None, 1], 'is missing: say of what kind "UK" is'),
        (["cap", "market", "UK", None, -1], "-1 is negative"),
        (["target", "team", "web", None, None, "gmv", 1], '"team" is neither market nor global'),
        (["dependency", None, "I-3"], '"I-3" does not say both; write I-3: I-1, I-2'),
        (["dependency", None, "I-3: ,"], '"I-3: ," does not say both; write I-3: I-1, I-2'),
        (["bundle", None, "B1: ;"], '"B1: ;" does not say both; write B1: I-3, I-4'),
        (["exclusion", None, "I-3"], "names fewer than two initiatives"),
        (["deadline", None, "I-9: soon"], '"soon" is no date such as 2026-03-01'),
        (["mandatory"], "key of mandatory): is missing"),
    ],
)
def test_faults_of_constraints(cells: list[Value], said: str) -> None:
    [row] = read_constraints(constraints(cells))
    assert [said in str(fault) for fault in row.faults] == [True], row.faults
    assert row.rules == ()


def test_rules_of_both_tabs_are_joined() -> None:
    headers = ["market", "kpi_key", "target_value", "floor_or_goal"]
    targets = read_targets(
        grid("Targets", headers, ["UK", "gmv", 5, "FLOOR"], ["Global", "gmv", 9, "goal"], ["UK", "x", None, "goal"])
    )
    assert [str(fault) for row in targets for fault in row.faults] == [
        "Targets!C4 (target_value of UK, x, goal): is missing"
    ]
    rows = read_constraints(
        constraints(
            ["target", "market", "UK", None, None, "gmv", 5],
            ["deadline", None, "I-9: 2026-03-01"],
            ["deadline", None, "I-9 : 2026-02-01"],
            ["mandatory", None, "I-7"],
            ["floor", "market", "UK"],
        )
    )
    joined = join_rules("Board rules", rows, targets)
    assert joined.constraint_set.targets == (
        Target("gmv", Decimal(5), TargetKind.FLOOR, "UK"),
        Target("gmv", Decimal(9), TargetKind.GOAL),
    )
    assert joined.constraint_set.mandatory_initiatives == ("I-7",)
    assert joined.constraint_set.floors == ()
    assert joined.deadlines == {"I-9": date(2026, 2, 1)}


def test_contributions_to_other_kpis_take_the_place_of_those_that_are_known_and_a_blank_says_none() -> None:
    [row] = read_candidates(candidates(north_star_contribution=12, kpi_contribution_json='{"gmv": 7, "churn": 0.1}'))
    known = Initiative("I-3", kpi_contribution={"gmv": Decimal(5), "old": Decimal(1), "north_star": Decimal(3)})
    expected = {"gmv": Decimal(7), "churn": Decimal("0.1"), "north_star": Decimal(12)}
    assert row.initiative(known).kpi_contribution == expected
    [silent] = read_candidates(candidates(kpi_contribution_json=None))
    assert silent.initiative(known).kpi_contribution == {"north_star": Decimal(3)}
    [faulty] = read_candidates(candidates(kpi_contribution_json='{"gmv": "many"}'))
    assert [fault.message for fault in faulty.faults] == [
        'the value of "gmv" is no number; write {"gmv": 1, "retention_30d": 2}'
    ]
