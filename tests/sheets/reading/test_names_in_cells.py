"""Names that became something else in the cell, or that differ from others in spelling only, are told at the cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sheet_jobs.planning_workbook import SheetInputs
from sheets.center.inputs import read_input_tabs, read_inputs
from sheets.reading.cells.names import Names, folded
from sheets.workbook import Workbook
from tests.sheets.seeds import Formula, Seed, Shown

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
CANDIDATES = [
    "initiative_key",
    "title",
    "market",
    "engineering_tokens",
    "prerequisite_keys",
    "category",
    "kpi_contribution_json",
]
CONSTRAINTS = ["constraint_type", "dimension", "key", "max_tokens", "target_kpi_key", "target_value"]
SCENARIO = ["scenario_name", "period_key", "objective_mode", "objective_weights_json"]
TARGETS = ["market", "kpi_key", "target_value", "floor_or_goal"]
Rows = list[list[object]]


@pytest.fixture
def inputs(make_workbook: MakeWorkbook) -> Callable[..., SheetInputs]:
    def read(
        candidates: Rows,
        constraints: Rows | None = None,
        targets: Rows | None = None,
        merges: list[str] | None = None,
        scenarios: Rows | None = None,
    ) -> SheetInputs:
        workbook = make_workbook(
            {
                "Candidates": Seed([CANDIDATES, *candidates], merges=merges or []),
                "Scenario_Config": Seed([SCENARIO, *(scenarios or [])]),
                "Constraints": Seed([CONSTRAINTS, *(constraints or [])]),
                "Targets": Seed([TARGETS, *(targets or [])]),
            }
        )
        return read_inputs(read_input_tabs(workbook))

    return read


Read = Callable[..., SheetInputs]


def told(found: SheetInputs) -> list[str]:
    return [str(fault) for faults in found.warnings.values() for fault in faults]


def statuses(found: SheetInputs, tab: str = "Constraints") -> list[str]:
    return [answer.status for answer in found.answers if answer.tab == tab]


def test_a_key_that_became_a_date_is_a_fault_and_is_found_where_a_rule_names_it(inputs: Read) -> None:
    found = inputs([[date(2026, 3, 1), "a", "UK", 1]], [["mandatory", None, "MAR-1"]])
    [fault] = found.faults
    assert fault.place.startswith("Candidates!A2 (initiative_key")
    assert "made the date 2026-03-01 of it" in fault.message and fault.message.endswith("did you mean MAR-1?")
    [warning] = told(found)
    assert warning.endswith("; did you mean Candidates!A2, of which the spreadsheet made a number?")
    assert statuses(found) == ["unknown initiative"]


def test_a_key_that_became_a_number_is_a_fault(inputs: Read) -> None:
    found = inputs([[Shown(100000), "a", "UK", 1], [123, "b", "UK", 1], [1.5, "c", "UK", 1]])
    [fault] = found.faults
    assert fault.place.startswith("Candidates!A2") and fault.message.endswith("did you mean 1E5?")
    [warning] = told(found)
    assert warning.startswith("Candidates!A4 (initiative_key of 1.5): is the number 1.5, not text")


@pytest.mark.parametrize("column", [2, 4, 5])
def test_other_names_that_became_dates_are_faults(inputs: Read, column: int) -> None:
    row: list[object] = ["I-1", "a", "UK", 1, None, None]
    row[column] = date(2026, 5, 2)
    [fault] = inputs([row]).faults
    assert fault.message.endswith("did you mean MAY-2?")


def test_characters_that_do_not_show_count_for_nothing(inputs: Read) -> None:
    found = inputs([["I-1\u200b", "a", "UK\ufeff", 1], ["I-2\u00a0", "b", "UK", 1]], [["mandatory", None, "I-1, I-2"]])
    assert [candidate.initiative_key for candidate in found.candidates] == ["I-1", "I-2"]
    assert told(found) == [
        'Candidates!A2 (initiative_key of I-1): holds characters that do not show; it is read as "I-1"',
        'Candidates!C2 (market of I-1): holds characters that do not show; it is read as "UK"',
        'Candidates!A3 (initiative_key of I-2): has blanks around it; it is read as "I-2"',
    ]
    assert statuses(found) == ["ok"]


def test_letters_that_only_look_alike_are_told(inputs: Read) -> None:
    found = inputs([["Ｉ-3", "a", "UK", 1], ["РАY-1", "b", "UK", 1]])
    assert [text.partition("; ")[2] for text in told(found)] == ["did you mean I-3?", "did you mean PAY-1?"]


def test_names_that_differ_in_spelling_only_are_told_at_the_fewer(inputs: Read) -> None:
    rows: Rows = [[f"I-{number}", "a", "UK", 1, None, "UX"] for number in range(3)]
    found = inputs([*rows, ["I-8", "b", "uk", 1, None, "U X"], ["i-1", "c", "Great Britain", 1]])
    assert {text.partition(" ")[0]: text.rpartition("; ")[2] for text in told(found)} == {
        "Candidates!A6": "did you mean I-1?",
        "Candidates!C5": "did you mean UK?",
        "Candidates!C6": "did you mean UK?",
        "Candidates!F5": "did you mean UX?",
    }


def test_a_rule_about_a_market_that_nobody_has_is_never_ok(inputs: Read) -> None:
    found = inputs(
        [["I-1", "a", "FR", 1], ["I-2", "b", "UK", 1]],
        [["cap", "market", "FRA", 5], ["cap", "market", "FR", 5], ["cap", "category", "Infra", 5]],
        [["Mars", "gmv", 5, "goal"], ["UK", "gmv", 5, "goal"]],
    )
    assert statuses(found) == ["check", "ok", "ok"]
    assert statuses(found, "Targets") == ["check", "ok"]
    assert told(found) == [
        "Constraints!C2 (key of cap, market, FRA): no candidate that can be used has the market "
        '"FRA", so that the rule bites nobody; did you mean FR?',
        "Targets!A2 (market of Mars, gmv, goal): no candidate that can be used has the market "
        '"Mars", so that the rule bites nobody',
    ]


def test_a_key_in_other_capitals_is_suggested(inputs: Read) -> None:
    found = inputs([["i-4", "a", "UK", 1, "tru-037"], ["TRU-037", "b", "UK", 1]], [["forced_out", None, "I-4"]])
    assert [text.rpartition("; ")[2] for text in told(found)] == ["did you mean TRU-037?", "did you mean i-4?"]


def test_kpis_that_differ_in_spelling_are_told(inputs: Read) -> None:
    rows: Rows = [[f"I-{number}", "a", "UK", 1, None, None, '{"gmv": 5}'] for number in range(2)]
    rows.append(["I-9", "b", "UK", 1, None, None, '{"GMV": 5}'])
    found = inputs(
        rows, targets=[["UK", "G.M.V.", 5, "goal"]], scenarios=[["S", "2026-Q1", "weighted_kpis", '{"gmv ": 1}']]
    )
    assert {text.partition(" ")[0]: text.rpartition("; ")[2] for text in told(found)} == {
        "Candidates!G4": "did you mean gmv?",
        "Scenario_Config!D2": "did you mean gmv?",
        "Targets!B2": "did you mean gmv?",
    }
    assert statuses(found, "Targets") == ["check"]


def test_a_target_on_a_kpi_that_nobody_contributes_to_is_never_ok(inputs: Read) -> None:
    rows: Rows = [["I-1", "One", "UK", 1, None, "UX", '{"gmv": 5}']]
    rules: Rows = [["synergy", None, "G", None, "visits", 5], ["target", "market", "UK", None, "zeal", 5]]
    targets: Rows = [["global", kpi, 5, "goal"] for kpi in ("gmv", "visits", "sessions")]
    assert [each.partition(",")[0] for each in told(inputs(rows, rules, targets)) if "nothing counts" in each] == [
        "Constraints!E3 (target_kpi_key of target",
        "Targets!B4 (kpi_key of global",
    ]


def test_a_key_that_became_a_tick_is_a_fault(inputs: Read) -> None:
    [fault] = inputs([[True, "a", "UK", 1]]).faults
    assert "made the tick TRUE of it" in fault.message


@pytest.mark.parametrize(
    "row",
    [
        ["TOTAL", None, None, Formula("=SUM(D2:D3)", 2)],
        ["Summe", None, None, 2],
        [None, "Total", None, 2],
        ["UK", None, None, Formula("=SUBTOTAL(9,D2:D3)", 2)],
        ["Total tokens", None, None, 2],
        ["Average", None, None, Formula("=AVERAGE(D2:D3)", 1)],
    ],
)
def test_a_row_that_sums_up_the_others_is_no_candidate(inputs: Read, row: list[object]) -> None:
    found = inputs([["I-1", "a", "UK", 1], ["I-2", "b", "UK", Formula("=SUM(D2:D2)", 1)], [], row])
    assert [candidate.initiative_key for candidate in found.candidates] == ["I-1", "I-2"]
    assert statuses(found, "Candidates").count("left out") == 1
    assert any("Candidates!A5" in text and "is left out; did you mean" in text for text in told(found))


def test_an_initiative_that_is_called_like_a_sum_is_one(inputs: Read) -> None:
    found = inputs([["Total", "Total rewards", "UK", 1], ["SUM-1", "Sums", None, 2]])
    assert [candidate.initiative_key for candidate in found.candidates] == ["Total", "SUM-1"]


def test_merged_cells_are_told_at_every_cell_that_they_hide(inputs: Read) -> None:
    rows: Rows = [
        ["I-1", "a", "UK", 1, None, "Infra"],
        ["I-2", "b", "UK", 1],
        ["I-3", "across"],
        ["I-4", "d", "UK", 1],
        [None, "e", "UK", 1],
    ]
    found = inputs(rows, merges=["F2:F3", "B4:C4", "A5:A6", "E2:E3"])
    assert [str(fault).partition(";")[0] for fault in found.faults] == [
        'Candidates!F3 (category of I-2): is merged into F2:F3, of which only F2 holds a value, "Infra"',
        'Candidates!C4 (market of I-3): is merged into B4:C4, of which only B4 holds a value, "across"',
        'Candidates!A6 (initiative_key): is merged into A5:A6, of which only A5 holds a value, "I-4"',
    ]
    assert [bool(candidate.faults) for candidate in found.candidates] == [False, True, True, False, True]


@given(st.text("abIU -_0123\u200b\u00a0Ｉ", min_size=1, max_size=8))
def test_how_a_name_is_written_does_not_matter_for_its_meaning(name: str) -> None:
    if folded(name) == name.casefold():
        return
    assert folded(name.upper()) == folded(name.lower()) == folded(f" {name}\u200b")
    assert Names([name]).near(name) is None
