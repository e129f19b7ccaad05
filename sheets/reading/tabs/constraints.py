"""Reads the tab Constraints: one rule a row, of all types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from domain.errors import Fault
from domain.problem.constraints import (
    Bundle,
    Cap,
    Dimension,
    Floor,
    Overhead,
    Pin,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import ScopeMode
from domain.problem.totals import FairShare, KpiFormula, Ratio, ResponseCurve
from sheets.keys import RowKey
from sheets.layout.inputs import CONSTRAINTS
from sheets.reading.cells.definitions import CURVE_FORM, FORMULA_FORM, OVERHEAD_FORM, curve_of, formula_of, overhead_of
from sheets.reading.cells.kinds import shown, split_keys
from sheets.reading.tabs.rows import Row, read_rows
from sheets.reading.tabs.targets import market_of
from sheets.workbook import Grid


@dataclass(frozen=True, slots=True)
class Mandatory:
    """An initiative that has to be selected."""

    initiative_key: str


@dataclass(frozen=True, slots=True)
class ForcedOut:
    """An initiative that must not be selected."""

    initiative_key: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two initiatives of which at most one is selected."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for an initiative, beside the one that it has itself."""

    initiative_key: str
    day: date


@dataclass(frozen=True, slots=True)
class Delivered:
    """An initiative that is out already, whether or not there is a row for it."""

    initiative_key: str


Rule: TypeAlias = (
    Floor
    | Cap
    | Target
    | Mandatory
    | ForcedOut
    | Prerequisite
    | Bundle
    | Exclusion
    | SynergyBonus
    | Deadline
    | Pin
    | ResponseCurve
    | Ratio
    | Overhead
    | KpiFormula
    | FairShare
    | Delivered
)


@dataclass(frozen=True, slots=True)
class ConstraintRow:
    """A row of the sheet with the rules that it stands for; none for a faulty row. scenario: the only one, if any."""

    key: RowKey
    row: int
    rules: tuple[Rule, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    scenario: str = ""


def read_constraints(grid: Grid) -> list[ConstraintRow]:
    """Every row that says anything. Raises ``WorkbookFaultsError`` where the headers cannot be used."""
    return [_constraint(row) for row in read_rows(CONSTRAINTS, grid, ["constraint_type", "key"])]


def _constraint(row: Row) -> ConstraintRow:
    rules: list[Rule] = []
    if row.needs("constraint_type"):
        kind = row.get("constraint_type")
        for name in _FIGURES:
            if row.get(name) is not None and name not in (*_USES.get(kind, ()), *_MAY_USE.get(kind, ())):
                row.refuse(name, f"says nothing for a rule of type {kind}; clear it or change the type")
        if row.needs(*_USES.get(kind, ())):
            rules = _READERS[kind](row)
    sound = () if row.faults else tuple(rules)
    only = row.get("scenario_name") or ""
    return ConstraintRow(row.key, row.number, sound, tuple(row.faults), tuple(row.notes), only)


def _tokens(row: Row) -> list[Rule]:
    is_floor = row.get("constraint_type") == "floor"
    name = "min_tokens" if is_floor else "max_tokens"
    dimension, key, tokens = row.get("dimension") or Dimension.GLOBAL, row.get("key"), row.get(name)
    if dimension not in tuple(Dimension):
        row.refuse("dimension", f"{shown(dimension)} is none of {', '.join(Dimension)}")
        return []
    if tokens < 0:
        row.refuse(name, f"{tokens} is negative")
    if dimension == Dimension.GLOBAL:
        key = market_of(key)
        if key is not None:
            row.refuse("dimension", f"is missing: say of what kind {shown(key)} is, such as market or category")
    else:
        row.needs("key")
    rule = Floor if is_floor else Cap
    return [rule(Dimension(dimension), tokens, key, row.get("period_key"))]


def _target(row: Row) -> list[Rule]:
    dimension = row.get("dimension")
    if dimension not in (None, Dimension.MARKET, Dimension.GLOBAL):
        row.refuse("dimension", f"{shown(dimension)} is neither market nor global, as targets are")
    kind = TargetKind.FLOOR if row.get("constraint_type") == "target" else TargetKind.GOAL
    market = row.get("key") if dimension == Dimension.MARKET else market_of(row.get("key"))
    market = None if dimension == Dimension.GLOBAL else market
    return [Target(row.get("target_kpi_key"), row.get("target_value"), kind, market, row.get("period_key"))]


def _keys(row: Row, least: int = 1) -> tuple[str, ...]:
    found = split_keys(row.get("key") or "")
    if len(found) < least:
        row.refuse("key", "is missing" if least == 1 else "names fewer than two initiatives; write I-2, I-5")
    return found


def _named(row: Row, form: str) -> tuple[str, str]:
    """What stands before and behind the colon; commas alone say nothing."""
    head, colon, rest = (row.get("key") or "").partition(":")
    if not (colon and head.strip() and split_keys(rest)):
        row.refuse("key", f"{shown(row.get('key'))} does not say both; write {form}")
        return "", ""
    return head.strip(), rest.strip()


def _dependency(row: Row) -> list[Rule]:
    key, needed = _named(row, "I-3: I-1, I-2")
    lag = row.get("lag_periods") or 0
    if lag < 0 or lag != int(lag):
        row.refuse("lag_periods", f"{lag} is no number of periods such as 1")
    return [Prerequisite(key, other, int(lag)) for other in split_keys(needed)]


def _bundle(row: Row) -> list[Rule]:
    key, members = _named(row, "B1: I-3, I-4")
    return [Bundle(key, split_keys(members))]


def _deadline(row: Row) -> list[Rule]:
    key, day = _named(row, "I-9: 2026-03-01")
    try:
        return [Deadline(key, date.fromisoformat(day))] if key else []
    except ValueError:
        row.refuse("key", f"{shown(day)} is no date such as 2026-03-01")
        return []


def _synergy(row: Row) -> list[Rule]:
    row.needs("key")
    return [SynergyBonus(row.get("key"), row.get("target_kpi_key"), row.get("target_value"))]


def _pin(row: Row) -> list[Rule]:
    period, scope = row.get("period_key"), row.get("scope")
    if period is None and scope is None:
        row.refuse("period_key", "is missing: say in which period it lies, or in the column scope its size")
    return [Pin(key, period, None if scope is None else ScopeMode(scope)) for key in _keys(row)]


def _curve(row: Row) -> list[Rule]:
    key, _, market = (part.strip() for part in (row.get("key") or "").partition(":"))
    if not row.needs("key", "definition"):
        return []
    try:
        drawn = curve_of(row.get("definition"))
    except ValueError as error:
        row.refuse("definition", f"{error}; {CURVE_FORM}")
        return []
    return [ResponseCurve(key, row.get("target_kpi_key"), market or None, **drawn)]


def _ratio(row: Row) -> list[Rule]:
    if not row.needs("key", "definition", "target_value"):
        return []
    numerator, slash, denominator = (part.strip() for part in row.get("definition").partition("/"))
    if not (numerator and denominator and slash):
        row.refuse("definition", f"{shown(row.get('definition'))} does not say both; write gmv / tokens")
        return []
    return [Ratio(row.get("key"), numerator, denominator, row.get("target_value"))]


def _overhead(row: Row) -> list[Rule]:
    """``switching: backend`` of a dimension, ``platform: I-3, I-4`` of initiatives; ``all`` of all there are."""
    if not row.needs("key", "definition"):
        return []
    name, _, rest = (part.strip() for part in row.get("key").partition(":"))
    dimension = row.get("dimension")
    kinds = (*Dimension, "initiative")
    if dimension not in (None, *kinds):
        row.refuse("dimension", f"{shown(dimension)} is none of {', '.join(kinds)}")
        return []
    if not name or bool(rest) == (dimension == Dimension.GLOBAL):
        row.refuse("key", f"{shown(row.get('key'))} does not say what is counted; write switching: backend")
    try:
        figures = overhead_of(row.get("definition"))
    except ValueError as error:
        row.refuse("definition", f"{error}; {OVERHEAD_FORM}")
        return []
    if dimension == Dimension.TEAM and "team" in figures:
        row.refuse("definition", f"names the team {shown(figures['team'])}, but the key says which team it is")
    if dimension in (None, "initiative"):
        return [Overhead(name, initiative_keys=split_keys(rest), **figures)]
    return [Overhead(name, dimension=Dimension(dimension), key=rest or None, **figures)]


def _formula(row: Row) -> list[Rule]:
    if not row.needs("definition"):
        return []
    try:
        return [KpiFormula(row.get("target_kpi_key"), **formula_of(row.get("definition")))]
    except ValueError as error:
        row.refuse("definition", f"{error}; {FORMULA_FORM}")
        return []


_FIGURES = (
    "min_tokens", "max_tokens", "target_kpi_key", "target_value", "period_key", "scope", "lag_periods", "definition",
)  # fmt: skip
_USES: Mapping[str, tuple[str, ...]] = {
    "floor": ("min_tokens",),
    "cap": ("max_tokens",),
    "curve": ("target_kpi_key",),
    "formula": ("target_kpi_key",),
    "ratio": ("target_value",),
    "fair_share": ("target_kpi_key",),
    **dict.fromkeys(("target", "goal", "synergy"), ("target_kpi_key", "target_value")),
}
_MAY_USE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("floor", "cap", "target", "goal"), ("period_key",)),
    "pin": ("period_key", "scope"),
    "dependency": ("lag_periods",),
    **dict.fromkeys(("curve", "ratio", "overhead", "formula"), ("definition",)),
}
_READERS: Mapping[str, Callable[[Row], list[Rule]]] = {
    "floor": _tokens,
    "cap": _tokens,
    "target": _target,
    "goal": _target,
    "mandatory": lambda row: [Mandatory(key) for key in _keys(row)],
    "forced_out": lambda row: [ForcedOut(key) for key in _keys(row)],
    "dependency": _dependency,
    "bundle": _bundle,
    "exclusion": lambda row: [Exclusion(*pair) for pair in combinations(_keys(row, 2), 2)],
    "synergy": _synergy,
    "deadline": _deadline,
    "pin": _pin,
    "curve": _curve,
    "ratio": _ratio,
    "overhead": _overhead,
    "formula": _formula,
    "fair_share": lambda row: [FairShare(row.get("target_kpi_key"))],
    "delivered": lambda row: [Delivered(key) for key in _keys(row)],
}
