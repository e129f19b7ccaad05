"""An answer in a tab of its own, which the next one takes the place of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheets.errors import WorkbookError
from sheets.writing.answers import write_answer
from tests.sheets.conftest import MakeWorkbook
from tests.sheets.seeds import Seed


def test_rows_are_written_as_they_are_and_rules_in_words(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Other": Seed([["stays"]])})
    rows = [
        ["Costs 3 of gmv, proven."],
        [],
        ["Rule", "Keeps out"],
        ["cap:market:UK@2026-Q1, capacity:global", Decimal("12.5")],
        ["Target: b", None],
    ]
    assert write_answer(workbook, "capacity-values", rows) == "Answer_capacity_values"
    written = workbook.read(["Answer_capacity_values"])["Answer_capacity_values"].rows
    assert [list(row) for row in written] == [
        ["answer"],
        ["Costs 3 of gmv, proven."],
        [],
        ["Rule", "Keeps out"],
        ["the cap of market UK in 2026-Q1, the total capacity", 12.5],
        ["Target: b"],
    ]
    write_answer(workbook, "capacity-values", [["value", 1]])
    written = workbook.read(["Answer_capacity_values"])["Answer_capacity_values"].rows
    assert [list(row) for row in written] == [["answer"], ["value", 1]]


def test_a_tab_of_a_person_stays_as_it_is(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Answer_trade": Seed([["mine", "too"], [1, 2]])})
    with pytest.raises(WorkbookError, match="the tab Answer_trade is not as the engine makes it"):
        write_answer(workbook, "trade", [])
    assert [list(row) for row in workbook.read(["Answer_trade"])["Answer_trade"].rows] == [["mine", "too"], [1, 2]]
