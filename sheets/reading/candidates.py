"""Reads the tab Candidates, but for rows that sum up the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.backlog.initiatives import LONGEST_KEY
from domain.errors import Fault
from domain.problem.initiative import Initiative
from sheets.keys import RowKey, is_without_key
from sheets.layout.inputs import CANDIDATES
from sheets.reading.names import folded
from sheets.reading.rows import Row, read_rows
from sheets.workbook import Grid

_WORD_LIST = """
    total totals totale totali totaux totaal totalt gesamt gesamtsumme insgesamt summe summa sum sums somme soma suma
    razem celkem osszesen toplam subtotal subtotals grandtotal sumtotal zwischensumme soustotal итого 合計 合计
"""
_BEGINNINGS = ("total", "sum", "gesamt", "grandtotal", "subtotal")
_WORDS = frozenset(_WORD_LIST.split())
_OVER_ROWS = re.compile(
    r"(SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNT|COUNTA|SUMIFS?)\s*\(.*\$?[A-Z]+\$?[0-9]+:\$?[A-Z]+\$?[0-9]+", re.IGNORECASE
)
_OF_AN_INITIATIVE = ("market", "department", "category", "prerequisite_keys", "deadline_date", "bundle_key")
_FIGURES = ("engineering_tokens", "north_star_contribution", "active_overall_score")


def is_total(row: Row, grid: Grid) -> bool:
    """Whether a row sums up the candidates: by its name, or by formulas over many rows, and by nothing of its own."""
    if any(row.get(name) for name in _OF_AN_INITIATIVE):
        return False
    sums = any(_OVER_ROWS.search(formula) for formula in _formulas(row, grid))
    title = row.get("title")
    name = "" if is_without_key(row.key) else row.key[0]
    if not name:
        return _is_sum(title) if title else sums
    return (_is_sum(name) and (sums or not title)) or (sums and not title)


def _is_sum(name: str) -> bool:
    """Whether a name says that the row is a sum: ``TOTAL``, ``Total tokens``, ``Sum of all``, but not ``TOTAL-1``."""
    plain = folded(name)
    is_longer = plain.startswith(_BEGINNINGS) and not any(letter.isdigit() for letter in plain)
    return plain in _WORDS or (is_longer and len(name.split()) > 1)


def _formulas(row: Row, grid: Grid) -> Iterable[str]:
    places = ((row.number, row.columns[name]) for name in _FIGURES if name in row.columns)
    return (grid.formulas[place] for place in places if place in grid.formulas)


_NOT_OF_AN_INITIATIVE = frozenset(
    {"initiative_key", "north_star_contribution", "kpi_contribution_json", "is_selected_for_run"}
)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate of the sheet. fields: what the sheet says of the initiative, by field; empty for a faulty row.

    north_star: its contribution; None where the sheet says nothing, so that what is known stays.
    is_total: whether it only sums up the others, and is no candidate.
    kpis: its contributions to other KPIs, which take the place of all that are known; empty where it says nothing.
    """

    key: RowKey
    row: int
    initiative_key: str
    is_selected: bool
    fields: dict[str, object]
    north_star: Decimal | None
    faults: tuple[Fault, ...] = ()
    kpis: Mapping[str, Decimal] = field(default_factory=dict)
    notes: tuple[Fault, ...] = ()
    is_total: bool = False

    def initiative(self, known: Initiative | None = None, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet has it, over what is known of it beside."""
        base = known or Initiative(self.initiative_key)
        contribution = dict(base.kpi_contribution)
        if self.kpis:
            stays = {key: value for key, value in contribution.items() if key == north_star_kpi_key}
            contribution = {**stays, **self.kpis}
        if self.north_star is not None:
            contribution[north_star_kpi_key] = self.north_star
        return replace(base, **self.fields, kpi_contribution=contribution)  # type: ignore[arg-type]


def read_candidates(grid: Grid) -> list[CandidateRow]:
    """Every row that says anything. Raises ``WorkbookFaultsError`` where the headers cannot be used."""
    return [_candidate(row, grid) for row in read_rows(CANDIDATES, grid, ["initiative_key"])]


def _candidate(row: Row, grid: Grid) -> CandidateRow:
    if is_total(row, grid):
        said = "sums up other rows and is left out; did you mean a candidate? Then give it a title and a market"
        row.note("initiative_key", said)
        return CandidateRow(row.key, row.number, "", False, {}, None, notes=tuple(row.notes[-1:]), is_total=True)
    row.needs("initiative_key")
    if len(row.get("initiative_key") or "") > LONGEST_KEY:
        row.refuse("initiative_key", f"is longer than {LONGEST_KEY} characters")
    tokens = row.get("engineering_tokens")
    if tokens is not None and tokens < 0:
        row.refuse("engineering_tokens", f"{tokens} is negative")
    fields = {name: value for name, value in row.values.items() if name not in _NOT_OF_AN_INITIATIVE}
    if fields.get("title", "") is None:
        fields["title"] = ""
    return CandidateRow(
        key=row.key,
        row=row.number,
        initiative_key=row.get("initiative_key") or "",
        is_selected=bool(row.get("is_selected_for_run")),
        fields={} if row.faults else fields,
        north_star=None if row.faults else row.get("north_star_contribution"),
        faults=tuple(row.faults),
        kpis={} if row.faults else row.get("kpi_contribution_json") or {},
        notes=tuple(row.notes),
    )
