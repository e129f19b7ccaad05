"""The plans that a run from a spreadsheet is compared with: the one before it, and the baseline of its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.actions.context import ActionContext
from domain.integer_model.result import SolutionStatus
from domain.portfolio.assessment import StageValue
from domain.portfolio.evaluation import TIE_BREAK_SCORE, TIE_BREAK_TOKENS
from domain.portfolios.portfolios import review
from domain.sheet_jobs.changes import PLAN_BEFORE, EarlierPlan, placements_of
from domain.sheet_jobs.planning_workbook import JobPorts
from domain.storage import PortfolioFlag, UnitOfWork
from domain.storage.run import OptimizationRun

BASELINE = "baseline"
RUN_JOBS = "pm.optimize_run_"
_LOOKED_AT = 1000
_TIE_BREAKS = (TIE_BREAK_SCORE, TIE_BREAK_TOKENS)
_FOUND = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def runs_of(uow: UnitOfWork, workbook: str) -> Iterator[int]:
    """The numbers of the runs that jobs started from a spreadsheet, the newest first."""
    for action in uow.action_runs.newest(prefix=RUN_JOBS, limit=_LOOKED_AT):
        if action.optimization_run_id is not None and action.payload.get("workbook") == workbook:
            yield action.optimization_run_id


def earlier_plans(
    context: ActionContext, desk: JobPorts, workbook: str, run: OptimizationRun
) -> tuple[EarlierPlan, ...]:
    """Those that there are. A run that was asked again is compared with what was before it at first."""
    with context.storage.reading() as uow:
        numbers = list(dict.fromkeys(runs_of(uow, workbook)))
        before = _before(uow, desk, numbers[numbers.index(run.id) + 1 :] if run.id in numbers else numbers, run)
        baseline = uow.portfolios.flagged(run.scenario_id, PortfolioFlag.BASELINE)
        plans = [] if before is None else [before]
        if baseline is not None and baseline.optimization_run_id != run.id:
            placed = {item.initiative_key: item.placement for item in baseline.selected}
            found = review(uow, baseline.id).assessment
            value, beside = main_value(found.stages), found.overhead_tokens
            plans.append(EarlierPlan(BASELINE, uow.portfolios.problem(baseline.id), placed, value, beside))
        return tuple(plans)


def _before(uow: UnitOfWork, desk: JobPorts, numbers: Sequence[int], run: OptimizationRun) -> EarlierPlan | None:
    for number in numbers:
        earlier = uow.runs.numbered(number)
        if earlier.scenario_id == run.scenario_id and earlier.solution_status in _FOUND and number != run.id:
            text = uow.runs.result_text(earlier.run_id)
            if text is not None:
                report = desk.read_report(text)
                problem, value = uow.runs.problem(earlier.run_id), report.objective
                return EarlierPlan(PLAN_BEFORE, problem, placements_of(report), value, report.overhead_tokens)
    return None


def main_value(stages: Sequence[StageValue]) -> Decimal | None:
    """The value of the main stage: the last one that is no tie-break."""
    main = [stage for stage in stages if stage.name not in _TIE_BREAKS]
    return main[-1].value if main else None
