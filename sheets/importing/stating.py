"""A backlog that was read, as a problem: its initiatives, and a scenario over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.errors import Fault
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.periods import parse_period
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from sheets.errors import WorkbookError, WorkbookFaultsError
from sheets.importing.backlog import Reading
from sheets.importing.fields import KEY, SCORE, VALUE
from sheets.importing.mapping import PlanTerms

__all__ = ["PlanTerms", "problem_of"]
_RENAMED = {"mvp_share": "mvp_contribution_share"}
_FAMILIES = {"team:": "team_tokens", "team_mvp:": "team_tokens_mvp", "score:": "scores", "kpi:": "kpi_contribution"}
_NOT_OF_AN_INITIATIVE = ("delivered", "forced_out", VALUE)


def problem_of(reading: Reading) -> PortfolioProblem:
    """The problem that a backlog states. Raises ``WorkbookFaultsError`` where anything is open or wrong.

    Without a column for what an initiative adds to the north star, a single KPI is it; without KPIs the score counts.
    """
    terms = reading.mapping.plan
    if not reading.is_ready:
        asked = [Fault(each.column, each.message) for each in reading.questions]
        raise WorkbookFaultsError([*asked, *reading.faults])
    if terms.period_key is None and not terms.horizon:
        raise WorkbookError("for which period is this planned? Say it, such as 2027-Q1")
    rows = reading.rows
    used = {name for row in rows for name in row}
    north_star = _north_star(used, terms)
    name = terms.name or reading.source.rpartition("/")[2].rpartition(".")[0] or reading.source
    by_score = _score(used) if north_star is None else None
    scenario = Scenario(
        name=name,
        period_key=terms.period_key or _spanning(terms.horizon),
        horizon=terms.horizon,
        objective_mode=ObjectiveMode.WEIGHTED_KPIS if by_score else ObjectiveMode.NORTH_STAR,
        objective_weights={by_score: Decimal(1)} if by_score else {},
        capacity_total_tokens=terms.capacity_total_tokens,
        north_star_kpi_key=north_star or "north_star",
    )
    return PortfolioProblem(
        scenario,
        ConstraintSet(name=f"Rules of {name}", forced_out=tuple(row[KEY] for row in rows if row.get("forced_out"))),
        tuple(_initiative(row, north_star or "north_star") for row in rows),
        tuple(row[KEY] for row in rows if row.get("delivered")),
    )


def _spanning(horizon: Sequence[str]) -> str:
    """The quarter, half or year that begins and ends as the horizon does, such as 2027-H1; if none does, its start."""
    first, last = parse_period(horizon[0]), parse_period(horizon[-1])
    year = first.key[:4]
    for part in ("-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-H2", ""):
        whole = parse_period(f"{year}{part}")
        if (whole.start, whole.end) == (first.start, last.end):
            return whole.key
    return first.key


def _north_star(used: set[str], terms: PlanTerms) -> str | None:
    kpis = [name.partition(":")[2] for name in sorted(used) if name.startswith("kpi:")]
    if VALUE in used:
        return terms.north_star_kpi_key or "north_star"
    if terms.north_star_kpi_key in kpis:
        return terms.north_star_kpi_key
    return kpis[0] if len(kpis) == 1 else None


def _score(used: set[str]) -> str:
    """The KPI key of the scores that count where nothing else does."""
    return "score" if SCORE in used else min(name for name in used if name.startswith("score:"))


def _initiative(row: Mapping[str, Any], north_star: str) -> Initiative:
    fields: dict[str, Any] = {}
    for name, value in row.items():
        family = next((each for each in _FAMILIES if name.startswith(each)), None)
        if family is not None:
            fields.setdefault(_FAMILIES[family], {})[name.removeprefix(family)] = value
        elif name == "scope_mode":
            fields[name] = ScopeMode(value)
        elif name not in _NOT_OF_AN_INITIATIVE:
            fields[_RENAMED.get(name, name)] = value
    if VALUE in row:
        fields.setdefault("kpi_contribution", {})[north_star] = row[VALUE]
    return Initiative(**fields)
