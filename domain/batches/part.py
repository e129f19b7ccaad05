"""The action that makes some roadmaps of a batch, one after the other, with solvers that stay warm.

Begun anew, after its worker was killed, it skips the roadmaps whose run is stored: only the one that was being solved,
and one that was being written, are repeated.
Why a roadmap has no portfolio is not looked into, which may take longer than many roadmaps; running it again tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.actions.context import ActionContext
from domain.errors import ConflictingStateError, NotFoundError, OptimizationEngineError
from domain.integer_model.result import Termination
from domain.integer_model.solver import SolverSource
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.portfolios.portfolios import keep_portfolio
from domain.problem.problem import PortfolioProblem
from domain.problem.variants import Variant
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.outcomes import outcome_of, steps_of
from domain.runs.requests import parameters_of
from domain.runs.writing import retry_write
from domain.storage.roadmap_batch import BatchItem, BatchPlan, RoadmapBatch
from domain.storage.run import LoggedStep, OptimizationRun, RunOutcome, RunStatus

LOG = logging.getLogger("optengine.batches")


@dataclass(frozen=True, slots=True)
class _Made:
    """A roadmap that was solved but not stored yet. answer: the report, or why there is none."""

    batch: RoadmapBatch
    item: BatchItem
    run: OptimizationRun
    problem: PortfolioProblem
    answer: PortfolioReport | str
    ended: datetime


class PartMaker:
    """Makes parts of batches; safe to use from several threads. limits: of every solve."""

    def __init__(
        self,
        report_text: Callable[[PortfolioReport], str],
        inputs_hash: Callable[[PortfolioProblem], str],
        limits: SolveLimits = UNLIMITED,
    ) -> None:
        self._report_text, self._inputs_hash, self._limits = report_text, inputs_hash, limits

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Make the roadmaps of one part that do not exist yet; return how many it made."""
        batch_id, first, end = str(payload["batch"]), int(payload["first"]), int(payload["end"])
        with context.storage.reading() as uow:
            batch, plan = uow.batches.get(batch_id), uow.batches.plan(batch_id)
            items = uow.batches.items(batch_id, first, end)
        variants = plan.variants()
        waiting = [item for item in items if item.run is None]
        # A roadmap is written down while the next one is solved, so that the solver does not wait for the database.
        with context.lend_solvers() as solvers, ThreadPoolExecutor(1, "batch-writer") as writer:
            writing: Future[None] | None = None
            for done, item in enumerate(waiting, start=1):
                context.check()
                made = self._solve(context, batch, plan, item, variants[item.position], solvers)
                if writing is not None:
                    writing.result()
                writing = writer.submit(self._write, context, made, done, len(waiting))
            if writing is not None:
                writing.result()
        return {"made": len(waiting)}

    def _solve(
        self,
        context: ActionContext,
        batch: RoadmapBatch,
        plan: BatchPlan,
        item: BatchItem,
        variant: Variant,
        solvers: SolverSource,
    ) -> _Made:
        parameters, began = self._limits.within(parameters_of(batch.parameters)), context.clock.now()
        source = plan.source(variant)
        run = OptimizationRun(
            run_id=item.run_id,
            scenario_id=source.scenario_id,
            constraint_set_id=plan.rule_ids.get(variant.rules, source.constraint_set_id),
            solver_name=variant.solver,
            inputs_hash="",
            created_at=began,
            started_at=began,
            status=RunStatus.RUNNING,
            requested_by_email=batch.requested_by_email,
            parameters=batch.parameters,
        )
        answer: PortfolioReport | str
        try:
            solver = solvers.solver(variant.solver)
            answer = optimize(variant.problem, solver, parameters, context.control, explain_infeasibility=False)
        except OptimizationEngineError as error:
            answer = str(error)
        context.check()
        return _Made(batch, item, run, variant.problem, answer, context.clock.now())

    def _write(self, context: ActionContext, made: _Made, done: int, of: int) -> None:
        """Store the outcome of a roadmap and report the progress of the part."""
        digest, began = self._inputs_hash(made.problem), made.run.created_at
        run, answer, report = replace(made.run, inputs_hash=digest), made.answer, None
        text = f"roadmap {made.item.name} of batch {made.batch.batch_id}"
        steps = [LoggedStep("batch", RunStatus.SUCCESS, began, began, text)]
        if isinstance(answer, str):
            outcome = RunOutcome(RunStatus.FAILED, made.ended, error_text=answer, termination_reason=Termination.ERROR)
        else:
            report = replace(answer, solver=replace(answer.solver, inputs_hash=digest))
            outcome = outcome_of(report, made.ended, self._report_text)
            steps += steps_of(report, began)
        self._store(context, run, made.problem, outcome, steps, report)
        context.progress(done, of, [made.item.name])

    def _store(
        self,
        context: ActionContext,
        run: OptimizationRun,
        problem: PortfolioProblem,
        outcome: RunOutcome,
        steps: Sequence[LoggedStep],
        report: PortfolioReport | None,
    ) -> None:
        """Write the run with its outcome, all or nothing; the first one counts."""

        def write(with_portfolio: bool = True) -> None:
            with context.storage.writing() as uow:
                stored = uow.runs.add(run, problem)
                uow.runs.finish(run.run_id, outcome)
                uow.runs.add_steps(run.run_id, steps)
                if report is not None and with_portfolio:
                    keep_portfolio(uow, stored, report, context.clock)

        try:
            retry_write(write)
        except NotFoundError as error:
            LOG.warning("the portfolio of run %s could not be kept: %s", run.run_id, error)
            retry_write(lambda: write(with_portfolio=False))
        except ConflictingStateError:
            LOG.info("run %s was stored by another worker meanwhile", run.run_id)
