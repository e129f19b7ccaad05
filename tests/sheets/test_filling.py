"""A filled spreadsheet says what the problem says, and nothing is filled over."""

from __future__ import annotations

import pytest

from cli.wiring.bootstrap import load_problem, sample_path
from domain.problem.problem import PortfolioProblem
from sheets.center.inputs import read_input_tabs, read_inputs
from sheets.errors import WorkbookError
from sheets.filling import fill_center
from sheets.layout import OPTIMIZATION_CENTER
from tests.sheets.conftest import MakeWorkbook
from tests.sheets.seeds import Seed


@pytest.fixture(scope="module")
def sample() -> PortfolioProblem:
    return load_problem(str(sample_path())).problem


def test_what_is_filled_in_is_read_again(make_workbook: MakeWorkbook, sample: PortfolioProblem) -> None:
    workbook = make_workbook({"Other": Seed([["stays"]])})
    filled = fill_center(workbook, sample, ticked=["CHK-02", "SEL-04"])
    assert filled.rows["Candidates"] == len(sample.initiatives)
    inputs = read_inputs(read_input_tabs(workbook))
    assert [fault.place for fault in inputs.faults] == ["Candidates!F42 (engineering_tokens of LOG-08)"]
    assert filled.unsaid == tuple(f"{fault.place}: {fault.message}" for fault in inputs.faults)
    for row, known in zip(inputs.candidates, sample.initiatives, strict=True):
        rules = inputs.rules[sample.scenario.name]
        assert row.faults or rules.completed(row.stated(sample.scenario.north_star_kpi_key)) == known
    assert [row.initiative_key for row in inputs.candidates if row.is_selected] == ["CHK-02", "SEL-04"]
    assert [row.scenario() for row in inputs.scenarios] == [sample.scenario]
    assert inputs.rules[sample.scenario.name].constraint_set == sample.constraint_set


def test_rows_of_people_are_never_filled_over(make_workbook: MakeWorkbook, sample: PortfolioProblem) -> None:
    workbook = make_workbook({"Targets": Seed([["kpi_key"], ["gmv"]])})
    workbook.setup(OPTIMIZATION_CENTER)
    before = read_input_tabs(workbook)
    with pytest.raises(WorkbookError, match="the tab Targets holds rows already"):
        fill_center(workbook, sample, ticked=[])
    assert {tab: grid.rows[1:] for tab, grid in read_input_tabs(workbook).items()} == {
        tab: grid.rows[1:] for tab, grid in before.items()
    }


def test_periods_stand_in_the_order_of_the_horizon(make_workbook: MakeWorkbook, sample: PortfolioProblem) -> None:
    """The sample's first row of Capacity says something of the second quarter only."""
    workbook = make_workbook({"Sheet1": Seed([])})
    fill_center(workbook, sample, ())
    (headers, *_) = workbook.read(["Capacity"])["Capacity"].rows
    assert [header for header in headers if header in sample.scenario.periods] == list(sample.scenario.periods)
