"""Reads the tab Candidates, but for rows that sum up the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.backlog.initiatives import LONGEST_KEY
from domain.errors import Fault
from domain.problem.initiative import Initiative, ScopeMode
from sheets.keys import RowKey, is_without_key
from sheets.layout.inputs import CANDIDATES
from sheets.reading.cells.names import folded
from sheets.reading.tabs.rows import Row, read_rows
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
        return is_sum(title) if title else sums
    return (is_sum(name) and (sums or not title)) or (sums and not title)


def is_sum(name: str) -> bool:
    """Whether a name says that the row is a sum: ``TOTAL``, ``Total tokens``, ``Sum of all``, but not ``TOTAL-1``."""
    plain = folded(name)
    is_longer = plain.startswith(_BEGINNINGS) and not any(letter.isdigit() for letter in plain)
    return plain in _WORDS or (is_longer and len(name.split()) > 1)


def _formulas(row: Row, grid: Grid) -> Iterable[str]:
    places = ((row.number, row.columns[name]) for name in _FIGURES if name in row.columns)
    return (grid.formulas[place] for place in places if place in grid.formulas)


_TEAMS, _MVP_TEAMS, _KPIS, _SCORES = "team:", "team_mvp:", "kpi:", "score:"
_SAME_NAMES = (
    "title", "market", "department", "category", "engineering_tokens", "deadline_date", "is_mandatory", "bundle_key",
    "prerequisite_keys", "active_scoring_framework", "active_overall_score", "immediate_kpi_key", "primary_kpi_key",
    "status", "engineering_tokens_mvp", "engineering_tokens_full", "scope_mode", "program_key", "exclusion_keys",
    "earliest_start_date", "latest_finish_date", "time_sensitivity_score", "mandate_reason", "synergy_group_keys",
)  # fmt: skip
_NEVER_BELOW_ZERO = ("engineering_tokens", "engineering_tokens_mvp", "engineering_tokens_full", "mvp_share")


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate of the sheet. fields: what the sheet says of the initiative, by field; empty for a faulty row.

    A column that the tab has says something where it is blank, too: that there is nothing. Only what the tab has no
    column for is left unsaid. north_star: its contribution, where says_north_star; kpis: the others, where says_kpis.
    is_total: whether it only sums up the others, and is no candidate.
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
    says_north_star: bool = True
    says_kpis: bool = True
    is_delivered: bool = False
    is_forced_out: bool = False

    def initiative(self, known: Initiative | None = None, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet has it, over what is known of it where the sheet has no column."""
        base = known or Initiative(self.initiative_key)
        contribution = dict(self.kpis if self.says_kpis else base.kpi_contribution)
        if self.north_star is not None:
            contribution[north_star_kpi_key] = self.north_star
        elif not self.says_north_star and north_star_kpi_key in base.kpi_contribution:
            contribution.setdefault(north_star_kpi_key, base.kpi_contribution[north_star_kpi_key])
        elif self.says_north_star and not self.says_kpis:
            contribution.pop(north_star_kpi_key, None)
        return replace(base, **self.fields, kpi_contribution=contribution)  # type: ignore[arg-type]

    def stated(self, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet alone has it."""
        return self.initiative(None, north_star_kpi_key)


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
    teams = [name for name in row.columns if name.startswith((_TEAMS, _MVP_TEAMS))]
    for name in (*_NEVER_BELOW_ZERO, *teams):
        if (figure := row.get(name)) is not None and figure < 0:
            row.refuse(name, f"{figure} is negative")
    kpis = _kpis(row)
    fields = {} if row.faults else _fields(row, grid)
    return CandidateRow(
        key=row.key,
        row=row.number,
        initiative_key=row.get("initiative_key") or "",
        is_selected=bool(row.get("is_selected_for_run")),
        fields=fields,
        north_star=None if row.faults else row.get("north_star_contribution"),
        faults=tuple(row.faults),
        kpis={} if row.faults else kpis,
        notes=tuple(row.notes),
        says_north_star=row.has("north_star_contribution"),
        says_kpis=row.has("kpi_contribution_json") or row.members(_KPIS) is not None,
        is_delivered=bool(row.get("delivered")),
        is_forced_out=bool(row.get("forced_out")),
    )


def _fields(row: Row, grid: Grid) -> dict[str, object]:
    """What the row says of the fields of an initiative, but for its contributions."""
    fields: dict[str, object] = {name: row.get(name) for name in _SAME_NAMES if row.has(name)}
    if fields.get("title", "") is None:
        fields["title"] = ""
    if (scope := fields.get("scope_mode")) is not None:
        fields["scope_mode"] = ScopeMode(str(scope))
    if row.has("mvp_share"):
        fields["mvp_contribution_share"] = row.get("mvp_share")
    for field_name, family in (("team_tokens", _TEAMS), ("scores", _SCORES)):
        if (said := row.members(family)) is not None:
            fields[field_name] = said
    as_mvp, has_json = row.members(_MVP_TEAMS), row.has("team_tokens_mvp_json")
    if as_mvp is not None or has_json:
        is_blank = not has_json or grid.value(row.number, row.columns["team_tokens_mvp_json"]) is None
        said = {**(row.get("team_tokens_mvp_json") or {}), **(as_mvp or {})}
        fields["team_tokens_mvp"] = None if is_blank and not said else said
    return fields


def _kpis(row: Row) -> Mapping[str, Decimal]:
    """The contributions of the columns and of the JSON together; a fault where they disagree."""
    columns, told = row.members(_KPIS) or {}, row.get("kpi_contribution_json") or {}
    for key, value in columns.items():
        if key in told and told[key] != value:
            said = f"says {value:f}, but kpi_contribution_json says {told[key]:f}; clear one of them"
            row.refuse(f"{_KPIS}{key}", said)
    return {**told, **columns}
