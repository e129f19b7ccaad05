"""Formulas for a Central Backlog: which of its initiatives are ready to be candidates, by the rules of graduation.

A formula is put beside each initiative in the column is_optimization_candidate, where that cell is blank. It asks for
a score from a threshold up, a title, a market, tokens, a contribution to the north star, and the KPI chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import Fault
from domain.rules.wording import figure
from sheets.errors import TabsMissingError, WorkbookFaultsError
from sheets.headers import normalise
from sheets.workbook import FormulaWrite, Grid, Workbook, cell_name, column_letters

NAMES = ("Central_Backlog", "Central Backlog", "Backlog")
MARK = "is_optimization_candidate"
KEY = "initiative_key"
_NEEDED: Mapping[str, tuple[str, ...]] = {
    KEY: (KEY,),
    "active_overall_score": ("active_overall_score", "overall_score", "score"),
    "title": ("title", "name"),
    "market": ("market", "country"),
    "engineering_tokens": ("engineering_tokens", "tokens"),
    "north_star_contribution": ("north_star_contribution",),
    "immediate_kpi_key": ("immediate_kpi_key",),
    "primary_kpi_key": ("primary_kpi_key",),
}


@dataclass(frozen=True, slots=True)
class BacklogReport:
    """What was put in. tab: the backlog; None where there is none. formulas: how many; findings: why there are none."""

    tab: str | None = None
    formulas: int = 0
    findings: tuple[Fault, ...] = ()


def put_graduation_formulas(workbook: Workbook, least_score: Decimal, names: tuple[str, ...] = NAMES) -> BacklogReport:
    """Put the formulas into the backlog, where the spreadsheet has one. Doing it again changes nothing."""
    grid = _backlog(workbook, names)
    if grid is None:
        return BacklogReport()
    columns = _columns(grid)
    if missing := [name for name in _NEEDED if name not in columns]:
        said = f"lacks the columns {', '.join(missing)}, so that no formulas were put in"
        return BacklogReport(grid.tab, findings=(Fault(grid.tab, said),))
    mark = columns.get(MARK)
    at = max((len(row) for row in grid.rows), default=0) if mark is None else mark
    writes = [
        FormulaWrite(grid.tab, row, at, graduation_formula(columns, row, least_score))
        for row in range(1, len(grid.rows))
        if grid.value(row, columns[KEY]) is not None and grid.value(row, at) is None and (row, at) not in grid.formulas
    ]
    workbook.put_formulas(writes, {} if mark is not None or not writes else {(0, at): MARK})
    return BacklogReport(grid.tab, len(writes))


def graduation_formula(columns: Mapping[str, int], row: int, least_score: Decimal) -> str:
    """TRUE where the initiative of a row (counted from zero) is ready. columns: where what it needs stands."""

    def cell(name: str) -> str:
        return f"${cell_name(row, columns[name])}"

    def is_said(name: str) -> str:
        return f"LEN(TRIM({cell(name)}))>0"

    score, tokens = cell("active_overall_score"), cell("engineering_tokens")
    asked = (
        f"ISNUMBER({score})",
        f"N({score})>={figure(least_score)}",
        is_said("title"),
        is_said("market"),
        f"ISNUMBER({tokens})",
        f"N({tokens})>=0",
        f"ISNUMBER({cell('north_star_contribution')})",
        is_said("immediate_kpi_key"),
        is_said("primary_kpi_key"),
    )
    return f"=AND({','.join(asked)})"


def _backlog(workbook: Workbook, names: tuple[str, ...]) -> Grid | None:
    try:
        return workbook.read(names)[names[0]]
    except TabsMissingError as error:
        present = [name for name in names if name not in error.tabs]
        return workbook.read(present[:1])[present[0]] if present else None


def _columns(grid: Grid) -> dict[str, int]:
    """Where everything stands; of a header given twice, no one can say which is meant."""
    places: dict[str, list[int]] = {}
    for column, header in enumerate(grid.rows[0] if grid.rows else ()):
        places.setdefault(normalise(header), []).append(column)
    found: dict[str, int] = {}
    for name, aliases in {**_NEEDED, MARK: (MARK,)}.items():
        alias = next((alias for alias in aliases if alias in places), None)
        if alias is None:
            continue
        if len(places[alias]) > 1:
            first, second = (f"{column_letters(at)}1" for at in places[alias][:2])
            raise WorkbookFaultsError([Fault(f"{grid.tab}!{second}", f"the header {alias} stands in {first} as well")])
        found[name] = places[alias][0]
    return found
