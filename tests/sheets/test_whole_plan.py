"""A problem file and a spreadsheet say the same: nothing is lost on the way there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest

from domain.problem.constraints import Cap, ConstraintSet, Dimension
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.totals import FormulaFactor, ResponseCurve, Shape
from domain.sheet_jobs.planning_workbook import SheetInputs
from sheets.center.inputs import read_inputs
from sheets.filling import fill_center, read_problem
from sheets.layout import OPTIMIZATION_CENTER
from sheets.reading.cells.definitions import curve_of, definition_of, formula_of, overhead_of
from sheets.stating import rows_of
from sheets.workbook import Grid, storable
from tests.sheets.conftest import MakeWorkbook
from tests.sheets.seeds import Seed
from tests.strategies import curved_problem, formula_problem, overhead_problem, pinned_problem, random_problem

T = TypeVar("T")


def once(found: Iterable[T], *names: str) -> tuple[T, ...]:
    """The first rule about each thing; rows that are about the same thing are told, not added up."""
    first: dict[object, T] = {}
    for each in found:
        first.setdefault(tuple(getattr(each, name) for name in names) if names else each, each)
    return tuple(first.values())


def plain(problem: PortfolioProblem) -> PortfolioProblem:
    """Without what the tabs tell people to mend: rules given twice, links to oneself, tokens below zero, no weights."""
    rules, scenario = problem.constraint_set, problem.scenario
    weights = scenario.objective_weights
    if scenario.objective_mode is ObjectiveMode.WEIGHTED_KPIS and not weights:
        weights = {"gmv": Decimal(1)}
    return replace(
        problem,
        scenario=replace(scenario, objective_weights=weights),
        initiatives=tuple(_plain(initiative) for initiative in problem.initiatives),
        constraint_set=replace(
            rules,
            floors=once(rules.floors, "dimension", "key", "period_key"),
            caps=once(rules.caps, "dimension", "key", "period_key"),
            targets=once(rules.targets, "market", "kpi_key", "floor_or_goal", "period_key"),
            mandatory_initiatives=once(rules.mandatory_initiatives),
            forced_out=once(rules.forced_out),
            prerequisites=once(rules.prerequisites, "initiative_key", "requires"),
            exclusions=once(pair for pair in rules.exclusions if pair[0] != pair[1]),
            bundles=tuple(replace(each, initiative_keys=once(each.initiative_keys)) for each in rules.bundles),
            synergies=once(rules.synergies, "synergy_group_key", "kpi_key"),
            fair_shares=once(rules.fair_shares, "kpi_key"),
            ratios=once(rules.ratios, "ratio_key"),
            pins=once(rules.pins, "initiative_key", "period_key"),
        ),
    )


def _plain(initiative: Initiative) -> Initiative:
    tokens = initiative.engineering_tokens
    status = None if initiative.status is None else initiative.status.strip()
    return replace(initiative, engineering_tokens=None if tokens is None else max(tokens, Decimal(0)), status=status)


def as_typed(problem: PortfolioProblem) -> Mapping[str, Grid]:
    """The cells that a problem is written into, without a spreadsheet around them."""
    grids = {}
    for tab, rows in rows_of(problem, ticked=[]).items():
        names = list(
            dict.fromkeys([*(c.name for c in OPTIMIZATION_CENTER.tab(tab).columns), *(n for r in rows for n in r)])
        )
        cells = [[storable(row.get(name), 32767) for name in names] for row in rows]
        grids[tab] = Grid(tab, [[*names], *cells])
    return grids


def stated(inputs: SheetInputs) -> PortfolioProblem:
    assert inputs.faults == ()
    [row] = inputs.scenarios
    return inputs.problem(row)


MAKERS = (random_problem, pinned_problem, curved_problem, overhead_problem, formula_problem)


@pytest.mark.parametrize("seed", range(5))
def test_a_problem_that_is_written_into_a_spreadsheet_is_read_again(make_workbook: MakeWorkbook, seed: int) -> None:
    problem = plain(MAKERS[seed](seed + 7))
    workbook = make_workbook({"Other": Seed([["stays"]])})
    assert fill_center(workbook, problem, ticked=[]).unsaid == ()
    assert read_problem(workbook) == problem


@pytest.mark.parametrize("make", MAKERS)
def test_every_rule_family_comes_back(make: Callable[[int], PortfolioProblem]) -> None:
    for seed in range(110):
        problem = plain(make(seed))
        assert stated(read_inputs(as_typed(problem))) == problem, seed


def test_whatever_rows_say_is_read_or_told(make_workbook: MakeWorkbook) -> None:
    twice = (Cap(Dimension.MARKET, Decimal(5), "UK"), Cap(Dimension.MARKET, Decimal(6), "UK"))
    problem = PortfolioProblem(
        Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR),
        ConstraintSet(caps=twice),
        (Initiative("I-1", engineering_tokens=Decimal(-1)),),
    )
    told = fill_center(make_workbook({"Other": Seed([["stays"]])}), problem, ticked=[]).unsaid
    assert [place.partition(" ")[0] for place in told] == ["Candidates!F2", "Constraints!A2", "Constraints!A3"]


def test_capacities_that_differ_by_period_are_caps_of_it() -> None:
    grids = dict(as_typed(PortfolioProblem(Scenario("S", "2026", ObjectiveMode.NORTH_STAR, ("2026-Q1", "2026-Q2")))))
    header = ["kind", "key", "scenario_name", "2026-Q1", "2026-q2"]
    rows = [
        ["global", None, None, 10],
        ["team", "web", None, 3, 3],
        ["team", "data", None, 1, 2],
        ["market", "UK", "T", 9, 9],
    ]
    grids["Capacity"] = Grid("Capacity", [header, *rows])
    problem = stated(read_inputs(grids))
    assert problem.scenario.capacity_by_period == {"2026-Q1": 10}
    assert problem.scenario.capacity_by_team == {"web": 3}
    assert problem.scenario.capacity_by_market == {}
    assert problem.constraint_set.caps == (
        Cap(Dimension.TEAM, Decimal(1), "data", "2026-Q1"),
        Cap(Dimension.TEAM, Decimal(2), "data", "2026-Q2"),
    )


def test_rows_of_one_scenario_count_for_no_other() -> None:
    header = ["scenario_name", "period_key", "objective_mode"]
    scenarios = [header, ["S", "2026-Q1", "north_star"], ["T", "2026-Q1", "north_star"]]
    caps = [["constraint_type", "dimension", "key", "max_tokens", "scenario_name"]]
    caps += [["cap", "market", "UK", 5, None], ["cap", "market", "DE", 6, "S"], ["cap", "market", "FR", 7, "T"]]
    empty = as_typed(PortfolioProblem(Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR)))
    grids = {**empty, "Scenario_Config": Grid("Scenario_Config", scenarios), "Constraints": Grid("Constraints", caps)}
    inputs = read_inputs(grids)
    found = {name: [cap.key for cap in rules.constraint_set.caps] for name, rules in inputs.rules.items()}
    assert found == {"S": ["UK", "DE"], "T": ["UK", "FR"]}


def test_columns_and_json_that_disagree_are_a_fault() -> None:
    empty = as_typed(PortfolioProblem(Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR)))
    header = ["initiative_key", "kpi:gmv", "kpi_contribution_json"]
    grids = {**empty, "Candidates": Grid("Candidates", [header, ["I-1", 5, '{"gmv": 6}'], ["I-2", 5, '{"gmv": 5.0}']])}
    [fault] = read_inputs(grids).faults
    assert str(fault) == ("Candidates!B2 (kpi:gmv of I-1): says 5, but kpi_contribution_json says 6; clear one of them")


def test_shapes_of_curves_come_back_and_others_are_told_how_they_are_written() -> None:
    curve = ResponseCurve(
        "uk",
        "gmv",
        "UK",
        shape=Shape.HILL,
        limit=Decimal(9),
        half_at=Decimal("2.5"),
        slope=Decimal(2),
        up_to=Decimal(8),
    )
    assert curve_of(definition_of(curve)) == {
        "shape": Shape.HILL, "limit": 9, "half_at": Decimal("2.5"), "slope": 2, "up_to": 8,
        "segments": 16, "decimals": 6,
    }  # fmt: skip
    smooth = replace(curve, smooth=True)
    assert definition_of(smooth) == f"{definition_of(curve)} smooth"
    assert curve_of(definition_of(smooth))["smooth"] is True
    for text, said in (
        ("hill limit=9", "half_at, slope, up_to is missing"),
        ("0: 0, 40", "is neither points nor a shape"),
        ("0: 0, 40: many", "holds what is no number"),
    ):
        with pytest.raises(ValueError, match=said):
            curve_of(text)


def test_overheads_that_say_no_figures_are_told_how_they_are_written() -> None:
    assert overhead_of("0, 20; once; team=web") == {"tokens_by_count": (0, 20), "charge": "once", "team": "web"}
    for text, said in (
        ("0", "has to be two figures or more"),
        ("1, 2", "the first 0 and none below it"),
        ("0, -1", "the first 0 and none below it"),
        ("0, many", "holds what is no number"),
        ("0, 1; weekly", "is none of each_period, once and team="),
    ):
        with pytest.raises(ValueError, match=said):
            overhead_of(text)


def test_formulas_that_multiply_no_two_totals_are_told_how_they_are_written() -> None:
    found = formula_of("40 * (100000 + sessions) * (-0.03 + conversion rate)")
    factors = (FormulaFactor("sessions", Decimal(100000)), FormulaFactor("conversion rate", Decimal("-0.03")))
    assert found == {"times": 40, "multiply": factors}
    assert formula_of("(0 + a)*(1+b)")["times"] == 1
    for text, said in (
        ("40 * (1 + a)", "does not multiply two totals"),
        ("many * (1 + a) * (2 + b)", "holds what is no number"),
        ("40 * a * b", "is no total with its base in brackets"),
    ):
        with pytest.raises(ValueError, match=said):
            formula_of(text)
