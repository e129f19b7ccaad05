"""Reads the tab Candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.backlog.initiatives import LONGEST_KEY
from domain.errors import Fault
from domain.problem.initiative import Initiative
from sheets.keys import RowKey
from sheets.layout.inputs import CANDIDATES
from sheets.reading.rows import Row, read_rows
from sheets.reading.totals import is_total
from sheets.workbook import Grid

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
