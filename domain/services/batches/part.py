"""The action that makes some roadmaps of a batch, one after the other, with solvers that stay warm.

Begun anew, after its worker was killed, it skips the roadmaps whose run is stored: only the one under way is repeated.
Why a roadmap has no portfolio is not looked into, which may take longer than many roadmaps; running it again tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.batch import Variant
from domain.errors import ConflictingStateError, NotFoundError, OptimizationEngineError
from domain.ports import WorkKind
from domain.problem import PortfolioProblem
from domain.report import PortfolioReport
from domain.result import Termination
from domain.roadmap_batch import BatchItem, BatchPlan, RoadmapBatch
from domain.run import LoggedStep, OptimizationRun, RunOutcome, RunStatus
from domain.services.actions.context import ActionContext
from domain.services.actions.registry import Action
from domain.services.optimize import optimize
from domain.services.portfolios import keep_portfolio
from domain.services.run_execution import SolverSource
from domain.services.run_outcomes import outcome_of, steps_of
from domain.services.run_parameters import parameters_of
from domain.services.writing import write_patiently

LOG = logging.getLogger("optengine.batches")
ACTION = "batch.part"


class PartMaker:
    """Makes parts of batches; safe to use from several threads. longest: seconds that no solve may exceed."""

    def __init__(
        self,
        report_text: Callable[[PortfolioReport], str],
        inputs_hash: Callable[[PortfolioProblem], str],
        longest: float | None = None,
    ) -> None:
        self._report_text, self._inputs_hash, self._longest = report_text, inputs_hash, longest

    def action(self) -> Action:
        """What the queue knows it by."""
        return Action(ACTION, "Make some roadmaps of a batch", self, WorkKind.ANALYSIS)

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Make the roadmaps of one part that are not made yet; how many it made."""
        batch_id, first, end = str(payload["batch"]), int(payload["first"]), int(payload["end"])
        with context.storage.reading() as uow:
            batch, plan = uow.batches.get(batch_id), uow.batches.plan(batch_id)
            items = uow.batches.items(batch_id, first, end)
        variants = plan.variants()
        waiting = [item for item in items if item.run is None]
        with context.lend_solvers() as solvers:
            for made, item in enumerate(waiting, start=1):
                context.check()
                self._make(context, batch, plan, item, variants[item.position], solvers)
                context.progress(made, len(waiting), item.name)
        return {"made": len(waiting)}

    def _make(
        self,
        context: ActionContext,
        batch: RoadmapBatch,
        plan: BatchPlan,
        item: BatchItem,
        variant: Variant,
        solvers: SolverSource,
    ) -> None:
        parameters, began = parameters_of(batch.parameters), context.clock.now()
        if self._longest is not None:
            parameters = replace(parameters, time_limit=min(parameters.time_limit or self._longest, self._longest))
        source = plan.source(variant)
        run = OptimizationRun(
            run_id=item.run_id,
            scenario_id=source.scenario_id,
            constraint_set_id=plan.rule_ids.get(variant.rules, source.constraint_set_id),
            solver_name=variant.solver,
            inputs_hash=self._inputs_hash(variant.problem),
            created_at=began,
            started_at=began,
            status=RunStatus.RUNNING,
            requested_by_email=batch.requested_by_email,
            parameters=batch.parameters,
        )
        report: PortfolioReport | None = None
        steps: tuple[LoggedStep, ...] = ()
        try:
            report = optimize(
                variant.problem,
                solvers.solver(variant.solver),
                parameters,
                context.control,
                inputs_hash=run.inputs_hash,
                explain_infeasibility=False,
            )
            context.check()
            outcome = outcome_of(report, context.clock.now(), self._report_text)
            steps = steps_of(report, began)
        except OptimizationEngineError as error:
            context.check()
            now = context.clock.now()
            outcome = RunOutcome(RunStatus.FAILED, now, error_text=str(error), termination_reason=Termination.ERROR)
        note = LoggedStep("batch", RunStatus.SUCCESS, began, began, f"roadmap {item.name} of batch {batch.batch_id}")
        self._store(context, run, variant.problem, outcome, (note, *steps), report)

    def _store(
        self,
        context: ActionContext,
        run: OptimizationRun,
        problem: PortfolioProblem,
        outcome: RunOutcome,
        steps: tuple[LoggedStep, ...],
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
            write_patiently(write)
        except NotFoundError as error:
            LOG.warning("the portfolio of run %s could not be kept: %s", run.run_id, error)
            write_patiently(lambda: write(with_portfolio=False))
        except ConflictingStateError:
            LOG.info("run %s was stored by another worker meanwhile", run.run_id)
