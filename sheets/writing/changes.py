"""The rows of the tab Changes: what is planned otherwise than in the plan before and in the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.portfolio import Placement
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.changes import (
    PLAN_BEFORE,
    ChangeKind,
    EarlierPlan,
    PlanChange,
    changes_of,
    placements_of,
)
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.headers import find_headers
from sheets.keys import rows_by_key
from sheets.layout.outputs import RESULTS_PORTFOLIO, RUNS
from sheets.layout.summary import CHANGES
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.runs import HERE
from sheets.writing.stale import stale_keys
from sheets.writing.words import Words

Compared = Mapping[str, tuple[PlanChange, ...]]
_IN_THE_PLAN = ("selected for ", "forced in for ")
_ALONE = PlanChange("plan", ChangeKind.NONE, "", "", "there is no earlier plan of this scenario to compare with")
_SAME = PlanChange("plan", ChangeKind.NONE, "", "", "nothing has changed")


def compared(news: RunNews, report: PortfolioReport) -> Compared:
    """The changes since each earlier plan, by what that is called."""
    return {earlier.name: changes_of(earlier, news.problem, report) for earlier in news.earlier}


def changes_update(changes: Compared, grid: Grid, words: Words) -> TabUpdate:
    """All changes; those of an earlier run are cleared."""
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    for name, found in (changes or {PLAN_BEFORE: (_ALONE,)}).items():
        for change in found or (_SAME,):
            subject, number = change.subject, 1
            while (name, subject) in rows:
                number += 1
                subject = f"{change.subject} ({number})"
            rows[name, subject] = {
                "title": change.title or None,
                "change": change.kind.value,
                "before": change.before or None,
                "after": change.after or None,
                "tokens": change.tokens,
                "why": words.said(change.why) or None,
            }
    stale = stale_keys(CHANGES, grid, rows, ("change",))
    return TabUpdate(CHANGES, rows, adds_rows=True, stale=stale, keeps_order=True)


def changes_sentence(found: tuple[PlanChange, ...]) -> str:
    """How many initiatives are planned otherwise than in an earlier plan, and how its value has changed."""
    said = []
    for kind in (ChangeKind.ENTERED, ChangeKind.LEFT, ChangeKind.MOVED, ChangeKind.RESIZED):
        if keys := [change.subject for change in found if change.kind is kind]:
            said.append(f"{len(keys)} {kind.value} ({', '.join(keys[:3])}{', …' if len(keys) > 3 else ''})")
    if not said and any(change.kind is ChangeKind.EDITED for change in found):
        said.append("inputs were edited, and the plan stayed")
    totals = [change for change in found if change.kind is ChangeKind.TOTAL]
    said += [f"{total.subject} from {total.before} to {total.after}" for total in totals]
    return "; ".join(said) or "nothing"


def with_plan_on_sheet(news: RunNews, report: PortfolioReport, grids: Mapping[str, Grid]) -> RunNews:
    """The news with the plan that the results still show as the one before, where no other is known.

    So that what has changed is told, too, where the database is a new one. The inputs of that plan are not known.
    """
    shown = {} if news.earlier else _shown(news.scenario_name, grids[RESULTS_PORTFOLIO.name])
    after = placements_of(report)
    placed = {
        key: replace(plan, scope=after[key].scope) if key in after and after[key].tokens == plan.tokens else plan
        for key, plan in shown.items()
    }
    if not placed:
        return news
    value, used = (
        _shown_figure(grids[RUNS.name], name, news.scenario_name) for name in ("total_value", "capacity_used")
    )
    with exact_arithmetic():
        beside = ZERO if used is None else used - sum(plan.tokens for plan in placed.values())
    return replace(news, earlier=(EarlierPlan(PLAN_BEFORE, news.problem, placed, value, beside),))


def _shown(scenario: str, grid: Grid) -> dict[str, Placement]:
    """What the results plan for a scenario; nothing where they are those of another, or where cells are not ours."""
    columns = find_headers(RESULTS_PORTFOLIO, grid).columns
    if not {"selected", "allocated_tokens", "run_status"} <= columns.keys():
        return {}
    found = {}
    for key, [row, *_] in rows_by_key(RESULTS_PORTFOLIO, columns, grid).items():
        told, ours, rest = str(grid.value(row, columns["run_status"]) or "").partition(f" in {scenario}")
        tokens = _figure(grid.value(row, columns["allocated_tokens"]))
        is_in = grid.value(row, columns["selected"]) is True or told.startswith(_IN_THE_PLAN)
        if is_in and ours and (not rest or rest.startswith("; ")) and tokens is not None:
            period = told.partition(" for ")[2]
            found[key[0]] = Placement(True, tokens, period or None)
    return found


def _shown_figure(grid: Grid, name: str, scenario: str) -> Decimal | None:
    """A figure of the run of a scenario whose results are shown."""
    columns = find_headers(RUNS, grid).columns
    if not {"link_to_results", "scenario_name", name} <= columns.keys():
        return None
    sought = {"link_to_results": HERE, "scenario_name": scenario}
    rows = [
        row
        for row in range(1, len(grid.rows))
        if all(grid.value(row, columns[each]) == text for each, text in sought.items())
    ]
    return _figure(grid.value(rows[0], columns[name])) if len(rows) == 1 else None


def _figure(value: object) -> Decimal | None:
    try:
        return None if isinstance(value, bool) or value is None else Decimal(str(value))
    except InvalidOperation:
        return None
