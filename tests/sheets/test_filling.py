"""A filled spreadsheet says what the problem says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cli.wiring.bootstrap import load_problem, sample_path
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from sheets.errors import WorkbookError
from sheets.filling import fill_center
from sheets.inputs import INPUT_TABS, read_inputs
from sheets.layout import OPTIMIZATION_CENTER
from tests.sheets.conftest import MakeWorkbook
from tests.sheets.seeds import Seed


@pytest.fixture(scope="module")
def sample() -> PortfolioProblem:
    return load_problem(str(sample_path())).problem


def untimed(rules: ConstraintSet) -> ConstraintSet:
    """What of the rules a sheet can say."""
    return replace(
        rules,
        floors=tuple(rule for rule in rules.floors if rule.period_key is None),
        caps=tuple(rule for rule in rules.caps if rule.period_key is None),
        targets=tuple(rule for rule in rules.targets if rule.period_key is None),
    )


def test_what_is_filled_in_is_read_again(make_workbook: MakeWorkbook, sample: PortfolioProblem) -> None:
    workbook = make_workbook({"Other": Seed([["stays"]])})
    workbook.setup(OPTIMIZATION_CENTER)
    filled = fill_center(workbook, sample, ticked=["CHK-02", "SEL-04"])
    assert filled.rows["Candidates"] == len(sample.initiatives)
    assert filled.unsaid == ("floor category Infra in 2026-Q1", "cap category Growth in 2026-Q1")
    inputs = read_inputs(workbook.read(INPUT_TABS), sample.constraint_set.name)
    assert [fault.place for fault in inputs.faults] == ["Candidates!F42 (engineering_tokens of LOG-08)"]
    for row, known in zip(inputs.candidates, sample.initiatives, strict=True):
        assert row.faults or row.initiative(known) == known
        assert row.faults or row.initiative().kpi_contribution == known.kpi_contribution
    assert [row.initiative_key for row in inputs.candidates if row.is_selected] == ["CHK-02", "SEL-04"]
    assert [row.scenario(sample.scenario) for row in inputs.scenarios] == [sample.scenario]
    assert inputs.constraint_set == untimed(sample.constraint_set)


def test_what_the_sheet_has_no_column_for_stands_in_the_notes(
    make_workbook: MakeWorkbook, sample: PortfolioProblem
) -> None:
    workbook = make_workbook({"Other": Seed([["stays"]])})
    workbook.setup(OPTIMIZATION_CENTER)
    fill_center(workbook, sample, ticked=[])
    grids = workbook.read(INPUT_TABS)
    candidates, scenarios = grids["Candidates"], grids["Scenario_Config"]
    assert scenarios.value(1, scenarios.rows[0].index("notes")) == (
        "capacity_total_tokens counts for each of 2026-Q1, 2026-Q2, but the database has 112 in 2026-Q2, which this "
        "sheet does not change"
    )
    tokens, notes = (candidates.rows[0].index(name) for name in ("engineering_tokens", "notes"))
    sized = [row for row in range(1, len(candidates.rows)) if candidates.value(row, notes) is not None]
    assert sized
    assert all(candidates.value(row, tokens) is None for row in sized)
    first = sample.initiatives[sized[0] - 1]
    mvp, full = first.engineering_tokens_mvp, first.engineering_tokens_full
    assert candidates.value(sized[0], notes) == f"the database has its tokens: {mvp} as mvp and {full} as full"


def test_rows_of_people_are_never_filled_over(make_workbook: MakeWorkbook, sample: PortfolioProblem) -> None:
    workbook = make_workbook({"Targets": Seed([["kpi_key"], ["gmv"]])})
    workbook.setup(OPTIMIZATION_CENTER)
    before = workbook.read(INPUT_TABS)
    with pytest.raises(WorkbookError, match="the tab Targets holds rows already"):
        fill_center(workbook, sample, ticked=[])
    assert workbook.read(INPUT_TABS) == before
