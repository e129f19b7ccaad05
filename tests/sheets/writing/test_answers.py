"""An answer in a tab of its own, which the next one takes the place of."""

from __future__ import annotations

import json

import pytest

from sheets.errors import WorkbookError
from sheets.writing.answers import write_answer
from tests.sheets.conftest import MakeWorkbook
from tests.sheets.seeds import Seed


def test_figures_come_first_then_what_changes_and_each_list_is_a_table(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Other": Seed([["stays"]])})
    rules = ["cap:market:UK@2026-Q1", "Target: b"]
    answer = {"value": 12.5, "proven": True, "detail": None, "rules": rules, "base": {"tokens": 3}}
    moves = [{"key": "I-1", "tokens": 2}, {"key": "I-2", "reasons": ["on merit"]}]
    diff = {"entered": [{"key": "I-3"}]}
    text, said = (
        json.dumps({**answer, "moves": moves, "deal": {"diff": diff}}),
        ["Trade I-1 in", "Costs 3 of gmv, proven."],
    )
    assert write_answer(workbook, "capacity-values", text, said) == "Answer_capacity_values"
    written = [
        ["answer"],
        ["Trade I-1 in"],
        ["Costs 3 of gmv, proven."],
        [],
        ["value", 12.5],
        ["proven", True],
        ["rules", "the cap of market UK in 2026-Q1, Target: b"],
        ["base: tokens", 3],
        [],
        ["deal: diff: entered"],
        ["key"],
        ["I-3"],
        [],
        ["moves"],
        ["key", "tokens", "reasons"],
        ["I-1", 2],
        ["I-2", None, "on merit"],
    ]
    rows = workbook.read(["Answer_capacity_values"])["Answer_capacity_values"].rows
    assert [list(row) for row in rows] == written
    write_answer(workbook, "capacity-values", json.dumps({"value": 1}))
    rows = workbook.read(["Answer_capacity_values"])["Answer_capacity_values"].rows
    assert [list(row) for row in rows] == [["answer"], ["value", 1]]


def test_a_tab_of_a_person_stays_as_it_is(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Answer_trade": Seed([["mine", "too"], [1, 2]])})
    with pytest.raises(WorkbookError, match="the tab Answer_trade is not as the engine makes it"):
        write_answer(workbook, "trade", "{}")
    assert [list(row) for row in workbook.read(["Answer_trade"])["Answer_trade"].rows] == [["mine", "too"], [1, 2]]
