"""Fills an empty Optimization Center with a problem, as people would have typed it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.problem.constraints import Cap, ConstraintSet, Floor, Target
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from sheets.errors import WorkbookError
from sheets.headers import find_headers
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES, CONSTRAINTS, SCENARIO_CONFIG, TARGETS
from sheets.workbook import CellWrite, Grid, Workbook, Writable, WriteBatch

Cells = Mapping[str, Writable]
_TABS = (CANDIDATES, SCENARIO_CONFIG, CONSTRAINTS, TARGETS)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows each tab got; ``unsaid``: rules for one period of several, which the sheet has no column for."""

    rows: Mapping[str, int]
    unsaid: tuple[str, ...] = ()


def fill_center(workbook: Workbook, problem: PortfolioProblem, ticked: Collection[str]) -> Filled:
    """Write the candidates, the scenario and the rules of a problem into tabs that hold only headers.

    ticked: the keys that are selected for the next run. Raises ``WorkbookError`` where a tab holds rows already.
    """
    rules = problem.constraint_set
    rows = {
        CANDIDATES: [_candidate(each, problem.scenario, ticked) for each in problem.initiatives],
        SCENARIO_CONFIG: [_scenario(problem.scenario)],
        CONSTRAINTS: list(_constraints(rules)),
        TARGETS: [_target(target) for target in rules.targets if target.period_key is None],
    }
    grids = workbook.read([tab.name for tab in _TABS])
    writes: list[CellWrite] = []
    sizes = {}
    for tab in _TABS:
        wanted = _writes(tab, grids[tab.name], rows[tab])
        width = max([find_headers(tab, grids[tab.name]).width, *(write.column + 1 for write in wanted)])
        writes += wanted
        sizes[tab.name] = (len(rows[tab]) + 1, width)
    workbook.write(WriteBatch(writes, sizes))
    timed: tuple[Floor | Cap | Target, ...] = (*rules.floors, *rules.caps, *rules.targets)
    unsaid = tuple(f"{_name(rule)} in {rule.period_key}" for rule in timed if rule.period_key is not None)
    return Filled({tab.name: len(rows[tab]) for tab in _TABS}, unsaid)


def _writes(tab: Tab, grid: Grid, rows: Sequence[Cells]) -> list[CellWrite]:
    headers = find_headers(tab, grid)
    columns = dict(headers.columns)
    if any(value is not None for row in grid.rows[1:] for value in row):
        raise WorkbookError(f"the tab {tab.name} holds rows already; only an empty one is filled")
    more = [each.name for each in tab.optional if each.name not in columns and any(row.get(each.name) for row in rows)]
    columns.update({name: headers.width + at for at, name in enumerate(more)})
    return [CellWrite(tab.name, 0, columns[name], name) for name in more] + [
        CellWrite(tab.name, number, columns[name], value)
        for number, row in enumerate(rows, start=1)
        for name, value in row.items()
        if value is not None and name in columns
    ]


def _candidate(initiative: Initiative, scenario: Scenario, ticked: Collection[str]) -> Cells:
    return {
        "initiative_key": initiative.initiative_key,
        "title": initiative.title or None,
        "market": initiative.market,
        "department": initiative.department,
        "category": initiative.category,
        "engineering_tokens": initiative.engineering_tokens,
        "deadline_date": initiative.deadline_date,
        "is_mandatory": initiative.is_mandatory,
        "bundle_key": initiative.bundle_key,
        "prerequisite_keys": ", ".join(initiative.prerequisite_keys) or None,
        "active_scoring_framework": initiative.active_scoring_framework,
        "active_overall_score": initiative.active_overall_score,
        "north_star_contribution": initiative.kpi_contribution.get(scenario.north_star_kpi_key),
        "immediate_kpi_key": initiative.immediate_kpi_key,
        "primary_kpi_key": initiative.primary_kpi_key,
        "kpi_contribution_json": _json(
            {key: value for key, value in initiative.kpi_contribution.items() if key != scenario.north_star_kpi_key}
        ),
        "status": initiative.status,
        "notes": _sizes_elsewhere(initiative),
        "is_selected_for_run": initiative.initiative_key in ticked,
    }


def _scenario(scenario: Scenario) -> Cells:
    return {
        "scenario_name": scenario.name,
        "period_key": scenario.period_key,
        "capacity_total_tokens": scenario.capacity_total_tokens,
        "objective_mode": scenario.objective_mode.value,
        "objective_weights_json": _json(scenario.objective_weights),
        "notes": _periods_elsewhere(scenario),
    }


def _periods_elsewhere(scenario: Scenario) -> str | None:
    """What a person has to know of a capacity that is one of several."""
    if len(scenario.periods) < 2:
        return None
    own = ", ".join(f"{tokens:f} in {period}" for period, tokens in scenario.capacity_by_period.items())
    text = f"capacity_total_tokens counts for each of {', '.join(scenario.periods)}"
    return f"{text}, but the database has {own}, which this sheet does not change" if own else text


def _sizes_elsewhere(initiative: Initiative) -> str | None:
    """Where the tokens of an initiative are that has none in the sheet."""
    sizes = {"mvp": initiative.engineering_tokens_mvp, "full": initiative.engineering_tokens_full}
    told = " and ".join(f"{tokens:f} as {size}" for size, tokens in sizes.items() if tokens is not None)
    if initiative.engineering_tokens is not None or not told:
        return None
    return f"the database has its tokens: {told}"


def _json(figures: Mapping[str, Decimal]) -> str | None:
    """As people would write it, with every digit."""
    said = ", ".join(f"{json.dumps(key)}: {value:f}" for key, value in figures.items())
    return f"{{{said}}}" if said else None


def _constraints(rules: ConstraintSet) -> Iterable[Cells]:
    for floor in rules.floors:
        if floor.period_key is None:
            yield _rule("floor", floor.key, dimension=floor.dimension.value, min_tokens=floor.min_tokens)
    for cap in rules.caps:
        if cap.period_key is None:
            yield _rule("cap", cap.key, dimension=cap.dimension.value, max_tokens=cap.max_tokens)
    for key in rules.mandatory_initiatives:
        yield _rule("mandatory", key)
    for key in rules.forced_out:
        yield _rule("forced_out", key)
    needed: dict[str, list[str]] = {}
    for each in rules.prerequisites:
        needed.setdefault(each.initiative_key, []).append(each.requires)
    for key, others in needed.items():
        yield _rule("dependency", f"{key}: {', '.join(others)}")
    for bundle in rules.bundles:
        yield _rule("bundle", f"{bundle.bundle_key}: {', '.join(bundle.initiative_keys)}")
    for pair in rules.exclusions:
        yield _rule("exclusion", ", ".join(pair))
    for bonus in (each for each in rules.synergies if each.bonus is not None):
        yield _rule("synergy", bonus.synergy_group_key, target_kpi_key=bonus.kpi_key, target_value=bonus.bonus)


def _rule(kind: str, key: str | None, **cells: Writable) -> Cells:
    return {"constraint_type": kind, "key": key, **cells}


def _target(target: Target) -> Cells:
    return {
        "market": target.market or "global",
        "kpi_key": target.kpi_key,
        "target_value": target.target_value,
        "floor_or_goal": target.floor_or_goal.value,
    }


def _name(rule: Floor | Cap | Target) -> str:
    kind = type(rule).__name__.lower()
    if isinstance(rule, Target):
        return f"{kind} {rule.kpi_key} {rule.market or 'global'}"
    return f"{kind} {rule.dimension.value} {rule.key or ''}".rstrip()
