"""The row of a run in the tab Runs."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from domain.explanation.gap_advice import says_something_of
from domain.integer_model.result import Proof, SolutionStatus
from domain.lean import names_of
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.certainty import NUMERICALLY, shortfall_of_proof, status_text
from domain.portfolio.figures import Severity
from domain.portfolio.report import PortfolioReport
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.rules.wording import conflict_text, grouped, listed
from domain.sheet_jobs.planning_workbook import RunNews
from domain.storage.run import RunStatus
from sheets.headers import find_headers
from sheets.keys import key_text, rows_by_key
from sheets.layout.outputs import RESULTS_PORTFOLIO, RUNS, WITHOUT_PORTFOLIO
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Value, Writable
from sheets.writing.portfolio import has_portfolio
from sheets.writing.words import Words, target_words

HERE = RESULTS_PORTFOLIO.name
_MOST_NAMED = 3
_COUNTED = re.compile(r"Run (\d{1,9}) of ")


def runs_update(news: RunNews, grid: Grid) -> TabUpdate:
    """The row of the run; where its results are written now, no other row says any more that its results are there.

    That of no other run of its scenario, nor that it is the baseline, or the active one, where it is no longer.
    """
    columns = find_headers(RUNS, grid).columns
    flags = {(run_id, flag.value) for flag, run_id in news.decided.flags.items()}
    own = (news.run.run_id,)
    rows: dict[RowKey, dict[str, Writable]] = {}
    names: dict[RowKey, str] = {}

    def value(row: int, name: str) -> Value:
        return grid.value(row, columns[name]) if name in columns else None

    for key, [first, *_] in rows_by_key(RUNS, columns, grid).items():
        if key_text(value(first, "scenario_name")) != news.scenario_name:
            continue
        names[key] = key_text(value(first, "run_name"))
        cells: dict[str, Writable] = {}
        if has_portfolio(news) and key_text(value(first, "link_to_results")) == HERE:
            cells["link_to_results"] = None
        for flag in news.decided.flags:
            is_so = (key[0], flag.value) in flags
            if is_so or value(first, flag.value) is True:
                cells[flag.value] = is_so or None
        if cells:
            rows[key] = cells
    flagged = {flag.value: True for flag, run_id in news.decided.flags.items() if run_id == news.run.run_id}
    rows[own] = {**rows.get(own, {}), **flagged, **_cells(news)}
    if not names.pop(own, ""):
        rows[own]["run_name"] = _name(news.scenario_name, names.values())
    return TabUpdate(RUNS, rows, adds_rows=True)


def _name(scenario: str, others: Collection[str]) -> str:
    """Runs of a scenario are counted as the tab has them, so that a file that is moved goes on counting."""
    numbers = [int(found[1]) for name in others if (found := _COUNTED.match(name))]
    return f"Run {max([len(others), *numbers]) + 1} of {scenario}"


def _rules(problem: PortfolioProblem) -> int:
    rules = problem.constraint_set
    return sum(len(found) for name in names_of(ConstraintSet) or () if isinstance(found := getattr(rules, name), tuple))


def _capacity(report: PortfolioReport, periods: int) -> Decimal | None:
    """Tokens over all periods; None where one of them has no limit."""
    limits = [usage.limit for usage in report.usage if usage.rule_id.startswith("capacity:global")]
    with exact_arithmetic():
        return sum(limits, ZERO) if len(limits) == periods else None


def _cells(news: RunNews) -> dict[str, Writable]:
    run = news.run
    cells: dict[str, Writable] = {
        "scenario_name": news.scenario_name,
        "status": _status(news),
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "gap_summary": gap_summary(news),
        "link_to_results": news.link or None,
        "rules": _rules(news.problem),
        "solver": run.solver_name,
        "inputs_hash": run.inputs_hash,
    }
    if news.report is not None:
        gap = (run.gaps or {}).get("optimality")
        cells["proof"] = status_text(news.report.solution_status, news.report.proof, gap)
        cells["capacity"] = _capacity(news.report, len(news.problem.scenario.periods))
    if news.report is not None and has_portfolio(news):
        cells["selected_count"] = len(news.report.selected)
        cells["total_value"] = news.report.objective
        cells["capacity_used"] = news.report.tokens_used
        cells["link_to_results"] = news.link or HERE
    return cells


def _status(news: RunNews) -> str:
    """How far the run is, or how it ended; one that found no portfolio has not succeeded in what was asked of it."""
    if news.run.status is not RunStatus.SUCCESS or news.report is None or has_portfolio(news):
        return news.run.status.value
    return WITHOUT_PORTFOLIO.get(news.report.solution_status, news.report.solution_status.value)


def gap_summary(news: RunNews) -> str:
    """What is missing to the targets and to the proof, or why there is no portfolio, in one sentence."""
    report, status = news.report, news.run.status
    if report is None:
        if status is RunStatus.FAILED:
            return f"the run failed: {news.run.error_text or 'no reason is known'}"
        return "the run was cancelled" if status is RunStatus.CANCELLED else ""
    if not has_portfolio(news):
        why = f": {Words(news).said(conflict_text(report.conflict.rules, 4))}" if report.conflict else ""
        hedge = f" {NUMERICALLY}, not proven" if report.proof is Proof.NUMERICAL else ""
        is_infeasible = report.solution_status is SolutionStatus.INFEASIBLE
        told = f"no portfolio keeps all rules{hedge}" if is_infeasible else f"no portfolio: {report.detail}"
        return "; ".join(filter(None, [news.left_out, f"{told}{why}"]))
    said = [news.left_out, _missed(news.problem, report), shortfall_of_proof(report)]
    return "; ".join(filter(None, said))


def _missed(problem: PortfolioProblem, report: PortfolioReport) -> str:
    if not report.targets:
        return "there are no targets"
    open_targets = [target for target in report.targets if target.severity is not Severity.NONE]
    known = {target.kpi_key: says_something_of(problem, target.kpi_key) for target in open_targets}
    missed = [target for target in open_targets if known[target.kpi_key]]
    untold = len(open_targets) - len(missed)
    said = []
    if missed:
        named = [f"{target_words(target)} lacks {grouped(target.gap)}" for target in missed]
        said.append(f"{len(missed)} of {len(report.targets)} targets missed: {listed(named, _MOST_NAMED)}")
    if untold:
        kpis = listed([kpi for kpi, is_known in known.items() if not is_known], _MOST_NAMED)
        said.append(f"{untold} of {len(report.targets)} targets cannot be judged: no candidate has data for {kpis}")
    if not said:
        return "every target is met" if len(report.targets) > 1 else "the target is met"
    return "; ".join(said)
