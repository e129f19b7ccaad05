"""What almost made it into the plan of a run, priced once a run and kept in its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from domain.actions.context import ActionContext
from domain.analyses.pricing.near_miss import NearMiss, outside
from domain.errors import OptimizationEngineError
from domain.integer_model.model import Effort
from domain.integer_model.result import SolutionStatus
from domain.portfolio.report import PortfolioReport
from domain.rules.wording import quantity
from domain.runs.requests import parameters_of
from domain.storage import UnitOfWork
from domain.storage.run import LoggedStep, OptimizationRun, RunStatus

STEP = "near misses"
MOST_SHOWN = 4
WORK = {Effort.QUICK: 0.5, Effort.NORMAL: 2.0, Effort.PROOF: 8.0}
"""By the effort of the run, for all prices together: about seconds of one core."""
_FOUND = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def near_misses_of(
    context: ActionContext, run: OptimizationRun, report: PortfolioReport | None
) -> tuple[NearMiss, ...]:
    """Those of a run, as one step of the log; asked where nobody has asked before. None where that fails."""
    with context.step(STEP) as note:
        with context.storage.reading() as uow:
            known = stored_near_misses(uow, run.run_id)
        if known is None:
            try:
                known = _asked(context, run, report)
            except OptimizationEngineError as error:
                note.message = f"no price: {error}"
                return ()
        note.message = quantity(len(known), "price")
        return known


def stored_near_misses(uow: UnitOfWork, run_id: str) -> tuple[NearMiss, ...] | None:
    """Those that the log of a run has; None where nobody has asked for them yet."""
    found = [step for step in uow.runs.steps(run_id) if step.name == STEP]
    return tuple(map(_read, found[-1].detail)) if found else None


def _asked(context: ActionContext, run: OptimizationRun, report: PortfolioReport | None) -> tuple[NearMiss, ...]:
    has_plan = report is not None and report.solution_status in _FOUND
    keys = [each.initiative_key for each in outside(report)] if report is not None and has_plan else []
    if report is None or not keys:
        return ()
    began = context.clock.now()
    found = _priced(context, run, report, keys)
    context.check()
    step = LoggedStep(STEP, RunStatus.SUCCESS, began, context.clock.now(), detail=[_plain(each) for each in found])
    with context.storage.writing() as uow:
        uow.runs.add_step(run.run_id, step)
    return found


def _priced(
    context: ActionContext, run: OptimizationRun, report: PortfolioReport, keys: Sequence[str]
) -> tuple[NearMiss, ...]:
    from domain.analyses.pricing.near_misses import known_base, near_misses
    from domain.analyses.session.session import PlanningSession

    with context.storage.reading() as uow:
        problem = uow.runs.problem(run.run_id)
    asked = parameters_of(run.parameters)
    effort = asked.effort or Effort.NORMAL
    work = min(WORK[effort], asked.deterministic_limit or WORK[effort])
    parameters = replace(asked, effort=effort, deterministic_limit=work)
    with context.lend_solvers() as solvers:
        session = PlanningSession(problem, solvers.solver(run.solver_name), parameters, context.control, solvers)
        base = known_base(session, report)
        return () if base is None else near_misses(session, base, keys, MOST_SHOWN)


def _plain(found: NearMiss) -> dict[str, Any]:
    return {**asdict(found), "lost": None if found.lost is None else str(found.lost)}


def _read(record: dict[str, Any]) -> NearMiss:
    lists = {name: tuple(record[name]) for name in ("leaves", "enters")}
    lost = None if record["lost"] is None else Decimal(record["lost"])
    return NearMiss(**{**record, **lists, "lost": lost})
