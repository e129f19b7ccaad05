"""Keeps what a live session has come to: scenario, rules, run and portfolio, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.backlog.constraint_sets import create_constraint_set
from domain.backlog.scenarios import create_scenario
from domain.errors import ConflictingStateError
from domain.integer_model.model import Effort, Plan, SolveParameters
from domain.integer_model.result import PlanResult
from domain.integer_model.solver import SolveControl
from domain.live_sessions.attempt import Attempt
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.portfolios.portfolios import keep_portfolio
from domain.ports import Clock
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.runs.outcomes import outcome_of, steps_of
from domain.runs.requests import RunRequest
from domain.runs.runs import Runs
from domain.storage import UnitOfWork
from domain.storage.run import LoggedStep, OptimizationRun, RunStatus
from domain.storage.tokens_and_roles import IdempotencyKey

SHOWN = 5
QUEUED_SECONDS = 300.0
QUEUED = SolveParameters(time_limit=QUEUED_SECONDS, effort=Effort.NORMAL)


@dataclass(frozen=True, slots=True)
class KeepRequest:
    """What is kept, and under which names.

    rules_name: None for the same as that of the scenario. asked: what claims the key of a request that may be sent
    again.
    """

    attempt: Attempt
    name: str
    rules_name: str | None = None
    description: str = ""
    requested_by_email: str | None = None
    asked: IdempotencyKey | None = None


class Keeping:
    """Stores drafts of live sessions. report_text: an answer as it is stored."""

    def __init__(self, runs: Runs, clock: Clock, report_text: Callable[[PortfolioReport], str]) -> None:
        self._runs, self._clock, self._report_text = runs, clock, report_text

    def keep(self, request: KeepRequest) -> OptimizationRun:
        """Store the draft as a scenario and rules with a run over them, and the proven answer as its outcome.

        The run is queued where the answer is not proven. Raises ``ConflictingStateError`` for a name that is taken, and
        where the backlog says otherwise about the initiatives than the draft does; ``NotFoundError`` for one that
        is not stored at all.
        """
        attempt = request.attempt
        result = attempt.proven()
        report = None if result is None else optimize(attempt.problem, _Known(result), QUEUED)

        def make(uow: UnitOfWork) -> RunRequest:
            return self._stored(uow, request, "auto" if result is None else result.solver_name or "auto")

        def also(uow: UnitOfWork, runs: tuple[OptimizationRun, ...]) -> None:
            (run,) = runs
            stored = uow.runs.problem(run.run_id)
            _refuse_other_initiatives(attempt.problem, stored)
            if report is not None:
                self._finish(uow, run, report, request.name)

        return self._runs.start_with(make, also, request.asked)

    def _stored(self, uow: UnitOfWork, request: KeepRequest, solver: str) -> RunRequest:
        problem, email = request.attempt.problem, request.requested_by_email
        scenario = create_scenario(
            uow,
            replace(problem.scenario, name=request.name.strip()),
            self._clock,
            description=request.description,
            delivered=problem.delivered,
            created_by=email,
        )
        rules = None
        if problem.constraint_set != ConstraintSet(name=problem.constraint_set.name):
            name = (request.rules_name or request.name).strip()
            rules = create_constraint_set(uow, replace(problem.constraint_set, name=name), self._clock)
        return RunRequest(
            scenario.id,
            None if rules is None else rules.id,
            solvers=(solver,),
            parameters=replace(QUEUED, time_limit=self._runs.limits.usual(QUEUED_SECONDS)),
            initiative_keys=tuple(each.initiative_key for each in problem.initiatives),
            requested_by_email=email,
        )

    def _finish(self, uow: UnitOfWork, run: OptimizationRun, report: PortfolioReport, name: str) -> None:
        now = self._clock.now()
        began = now - timedelta(seconds=report.timings.total)
        uow.runs.mark_running(run.run_id, began)
        uow.runs.finish(run.run_id, outcome_of(report, now, self._report_text))
        note = LoggedStep("kept", RunStatus.SUCCESS, began, began, "answered in a live session, and checked again")
        uow.runs.add_steps(run.run_id, (note, *steps_of(report, began)))
        keep_portfolio(uow, run, report, self._clock, name)


class _Known:
    """Stands for the solver that has given a result already."""

    def __init__(self, result: PlanResult) -> None:
        self._result = result

    @property
    def name(self) -> str:
        """The name of the solver whose result it is."""
        return self._result.solver_name

    @property
    def exact_up_to(self) -> int:
        """Nothing is proven here."""
        return 0

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """The result, whatever is asked: it is verified by who asks."""
        return self._result


def _refuse_other_initiatives(draft: PortfolioProblem, stored: PortfolioProblem) -> None:
    """Raise ``ConflictingStateError`` where the stored initiatives are not those that were answered about."""
    own = {each.initiative_key: each for each in draft.initiatives}
    others = [each.initiative_key for each in stored.initiatives if own[each.initiative_key] != each]
    if set(draft.delivered) != set(stored.delivered):
        others += sorted(set(draft.delivered) ^ set(stored.delivered))
    if others:
        raise ConflictingStateError(
            f"the backlog says otherwise than the session about {_named(others)}: change it there first, since keeping "
            "stores no initiatives, or open a new session on what is stored"
        )


def _named(keys: Sequence[str]) -> str:
    more = len(keys) - SHOWN
    return ", ".join(keys[:SHOWN]) + (f" and {more} more" if more > 0 else "")
