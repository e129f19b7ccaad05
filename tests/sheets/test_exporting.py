"""Plans in the columns of other tools: an import takes in what an export has written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from sheets.errors import WorkbookError
from sheets.exporting import TOOLS, Export, export_backlog
from sheets.importing import (
    BacklogMapping,
    mapping_of,
    mapping_text,
    parse_mapping,
    problem_of,
    read_backlog,
    read_table,
)
from tests.sheets.test_whole_plan import MAKERS, plain

NOTHING = BacklogMapping()
FULL = Initiative(
    "SHOP-1",
    title='=HYPERLINK("x"), "quoted"',
    market="UK",
    department="'-5",
    category="+1",
    engineering_tokens=Decimal("1.234"),
    deadline_date=date(2027, 4, 3),
    is_mandatory=True,
    prerequisite_keys=("SHOP-2", "SHOP-3"),
    exclusion_keys=("SHOP-4", "SHOP-5"),
    bundle_key="1E5",
    program_key="MAR-1",
    status="shipped",
    scope_mode=ScopeMode.MVP,
    engineering_tokens_mvp=Decimal("0.125"),
    engineering_tokens_full=Decimal("123456789012345.123456789"),
    kpi_contribution={"north_star": Decimal("-1234.5"), "gmv": Decimal(100000)},
    team_tokens={"web": Decimal(3)},
    scores={"RICE": Decimal("2.500")},
    synergy_group_keys=("b", "a"),
)
SCENARIO = Scenario("S", "2027", ObjectiveMode.NORTH_STAR, ("2027-H1", "2027-H2"), capacity_total_tokens=Decimal(12))
PROBLEM = PortfolioProblem(
    SCENARIO,
    ConstraintSet(name="Rules of S", forced_out=("SHOP-2",)),
    (FULL, Initiative("SHOP-2", title="Search", kpi_contribution={"north_star": Decimal(7)})),
    ("SHOP-1",),
)


def taken_in(export: Export, mapping: BacklogMapping) -> PortfolioProblem:
    return problem_of(read_backlog(read_table(export.data, "table", mapping), mapping))


def of_rows(problem: PortfolioProblem) -> tuple[list[Initiative], set[str], set[str]]:
    """What a table of initiatives says of a problem: one word for all that is out, zeros for an MVP without tokens."""
    known = {one.initiative_key for one in problem.initiatives}
    rows = [replace(one, status="done") if one.has_delivered_status else one for one in problem.initiatives]
    none = [dict.fromkeys(one.team_tokens, Decimal(0)) or None for one in rows]
    rows = [
        replace(one, team_tokens_mvp=own) if one.team_tokens_mvp == {} else one
        for one, own in zip(rows, none, strict=True)
    ]
    return rows, known.intersection(problem.delivered), known.intersection(problem.constraint_set.forced_out)


@pytest.mark.parametrize("is_xlsx", [False, True])
@pytest.mark.parametrize("tool", [None, *TOOLS])
def test_what_is_exported_is_taken_in_again(tool: str | None, is_xlsx: bool) -> None:
    export = export_backlog(PROBLEM, None, NOTHING, tool, is_xlsx=is_xlsx)
    assert (export.unsaid, export.left_out) == ((), ())
    assert (export.shape or "").casefold().rstrip("!") == (tool or "")
    again = parse_mapping(mapping_text(export.mapping).encode(), "map.toml", is_json=False)
    assert list(again.columns) == [header for header, _ in export.columns]
    for mapping in (again, replace(NOTHING, plan=again.plan)):
        assert taken_in(export, mapping).scenario == SCENARIO
        assert of_rows(taken_in(export, mapping)) == of_rows(PROBLEM)


@pytest.mark.parametrize("make", MAKERS)
def test_generated_plans_come_back_whole(make: Callable[[int], PortfolioProblem]) -> None:
    for seed in range(20):
        problem = plain(make(seed))
        export = export_backlog(problem, None, NOTHING, TOOLS[seed % 4], is_xlsx=seed % 5 == 0)
        assert export.unsaid == (), seed
        if "north_star_contribution" in [field for _, field in export.columns]:
            assert of_rows(taken_in(export, export.mapping)) == of_rows(problem), seed


def test_no_text_is_a_formula_and_no_number_a_thousand() -> None:
    export = export_backlog(PROBLEM, None, NOTHING, "jira")
    header, first, _ = csv.reader(io.StringIO(export.data.decode()))
    row = dict(zip(header, first, strict=True))
    assert row["Summary"].startswith("'=")
    assert (row["Team"], row["Components"]) == ("''-5", "'+1")
    assert (row["Story Points"], row["Business Value"]) == ("1.2340", "-1234.5")
    assert header.count("Inward issue link (Blocks)") == 2
    book = openpyxl.load_workbook(BytesIO(export_backlog(PROBLEM, None, NOTHING, "jira", is_xlsx=True).data))
    cell = next(each for each in book.worksheets[0][2] if str(each.value).startswith("=HYPERLINK"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def said(**mapping: Any) -> BacklogMapping:
    return mapping_of({"columns": {"Ref": "initiative_key"}, **mapping})


def lines(mapping: BacklogMapping) -> list[list[str]]:
    export = export_backlog(PROBLEM, None, mapping)
    assert export.unsaid == ()
    return list(csv.reader(io.StringIO(export.data.decode(mapping.encoding or "utf-8")), delimiter=";"))


def test_a_mapping_says_how_numbers_dates_and_words_are_written() -> None:
    columns = {
        "Nr": "initiative_key",
        "Owner": "ignore",
        "Stand": "status",
        "Pflicht": {"field": "is_mandatory", "values": {"muss": "yes"}},
        "Größe": {"field": "scope_mode", "values": {"S": "mvp"}},
        "Frist": "deadline_date",
        "Tage": {"field": "engineering_tokens_mvp", "times": "1/8"},
        "Wert": "north_star_contribution",
    }
    how = {"numbers": "comma", "dates": "day-first", "separator": "semicolon", "encoding": "utf-16", "header_row": 2}
    table = lines(mapping_of({"columns": columns, "statuses": {"Raus": "shipped"}, **how}))
    assert table[1:] == [
        ["Nr", "Stand", "Pflicht", "Größe", "Frist", "Tage", "Wert"],
        ["SHOP-1", "Raus", "muss", "S", "03/04/2027", "1", "-1234,5"],
        ["SHOP-2", "", "no", "", "", "", "7"],
    ]


def test_what_no_column_holds_is_told_and_a_tool_adds_it() -> None:
    mapping = said()
    assert "title" in export_backlog(PROBLEM, None, mapping).left_out
    both = export_backlog(PROBLEM, None, mapping, "jira")
    assert dict(both.columns)["Summary"] == "title"
    assert both.columns[0] == ("Ref", "initiative_key")
    assert both.left_out == ()


def test_what_would_come_back_otherwise_is_named() -> None:
    rows = [Initiative("A", title="TOTAL", status="cancelled"), Initiative(" B", title="x")]
    problem = PortfolioProblem(SCENARIO, ConstraintSet(), tuple(rows))
    told = export_backlog(problem, None, NOTHING).unsaid
    assert told == (
        "A would be left out, by its title or its status",
        " B would be left out, by its title or its status",
    )


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(WorkbookError, match=r"Pt of SHOP-1: 1.234 times 1/7"):
        export_backlog(PROBLEM, None, said(columns={"Pt": {"field": "engineering_tokens", "times": 7}}))
    with pytest.raises(WorkbookError, match="plan:reason, which an answer says"):
        export_backlog(PROBLEM, None, said(columns={"Why": "plan:reason"}))
    with pytest.raises(WorkbookError, match="cannot be written"):
        export_backlog(PROBLEM, None, said(encoding="cp1252", columns={"Nr": "initiative_key", "完": "title"}))
    with pytest.raises(WorkbookError, match="cannot be written"):
        export_backlog(PROBLEM, None, said(separator="--"))
    with pytest.raises(WorkbookError, match="a tab called 'a/b'"):
        export_backlog(PROBLEM, None, said(tab="a/b"), is_xlsx=True)
