"""The check tells of every column that was taken out or renamed, and setup puts it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sheets.center.checking import check_center
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, Workbook, WriteBatch
from tests.sheets.seeds import Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
BINDING = [
    (tab, name)
    for tab, name in (
        ("Candidates", "market"),
        ("Candidates", "is_mandatory"),
        ("Candidates", "run_status"),
        ("Scenario_Config", "capacity_total_tokens"),
        ("Constraints", "max_tokens"),
        ("Targets", "target_value"),
        ("Runs", "gap_summary"),
        ("Results_Portfolio", "selected"),
        ("Gaps_And_Alerts", "severity"),
    )
]


@pytest.fixture
def center(make_workbook: MakeWorkbook) -> Workbook:
    workbook = make_workbook({"Sheet1": Seed([])})
    workbook.setup(OPTIMIZATION_CENTER)
    return workbook


def rename(workbook: Workbook, tab: str, name: str, to: str | None) -> None:
    grid = workbook.read([tab])[tab]
    workbook.write(WriteBatch([CellWrite(tab, 0, list(grid.rows[0]).index(name), to)]))


def test_a_new_center_has_nothing_to_tell(center: Workbook) -> None:
    assert check_center(center).faults == check_center(center).notes == ()


@pytest.mark.parametrize(("tab", "name"), BINDING)
def test_a_column_that_was_taken_out_is_a_fault_until_setup_puts_it_back(center: Workbook, tab: str, name: str) -> None:
    rename(center, tab, name, None)
    [fault] = check_center(center).faults
    assert fault.place == tab and fault.message.startswith(f"the column {name} is missing")
    center.setup(OPTIMIZATION_CENTER)
    assert check_center(center).faults == ()


@pytest.mark.parametrize(
    ("tab", "name", "to"),
    [
        ("Candidates", "engineering_tokens", "Eng. tokens"),
        ("Candidates", "initiative_key", "Key"),
        ("Constraints", "max_tokens", "max_token"),
        ("Results_Portfolio", "allocated_tokens", "tokens"),
    ],
)
def test_the_new_name_of_a_column_is_guessed(center: Workbook, tab: str, name: str, to: str) -> None:
    rename(center, tab, name, to)
    [fault] = check_center(center).faults
    assert fault.message.startswith(f"the column {name} is missing")
    assert "; did you mean " in fault.message and f"({to})? Then call that {name} again" in fault.message


def test_columns_of_later_editions_may_be_missing(center: Workbook) -> None:
    for tab, name in (("Scenario_Config", "effort"), ("Constraints", "run_message"), ("Targets", "run_status")):
        rename(center, tab, name, None)
    found = check_center(center)
    assert found.faults == ()
    assert [str(note) for note in found.notes] == [
        "Scenario_Config: lacks the columns effort; `optengine sheet setup` adds them"
    ]


def test_every_row_is_counted(center: Workbook) -> None:
    targets = [("UK", "gmv", 5, "goal"), ("DE", "gmv", 5, "goal"), (None, "gmv", "x", "goal")]
    center.read(["Targets"])
    cells = [
        CellWrite("Targets", row, column, value)
        for row, values in enumerate(targets, start=1)
        for column, value in enumerate(values)
    ]
    center.write(WriteBatch(cells))
    assert check_center(center).rows == {"Candidates": 0, "Scenario_Config": 0, "Targets": 3}


def test_notes_stand_in_the_order_of_the_tabs(center: Workbook) -> None:
    rename(center, "Scenario_Config", "effort", None)
    center.read(["Candidates"])
    center.write(WriteBatch([CellWrite("Candidates", 1, 0, "I-1 "), CellWrite("Candidates", 1, 5, "8 pts")]))
    assert [note.place.partition("!")[0] for note in check_center(center).notes] == [
        "Candidates",
        "Candidates",
        "Scenario_Config",
    ]
