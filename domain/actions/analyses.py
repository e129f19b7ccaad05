"""Carries analyses of a plan out as actions: over the inputs of a run, or over a scenario as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from domain.actions.registry import Action
from domain.analyses.catalogue import ANALYSES, Analysis
from domain.errors import InputError
from domain.ports import WorkKind
from domain.problem.problem import PortfolioProblem
from domain.rules.wording import quantity
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.requests import parameters_of
from domain.storage import UnitOfWork

if TYPE_CHECKING:
    from domain.actions.context import ActionContext
    from domain.analyses.session.terms import Step

PREFIX = "plan."
_NAMES = frozenset({"run_id", "scenario_id", "constraint_set_id", "solver", "parameters", "request"})

ReadRecord = Callable[[type[Any], Any], Any]
"""The record of a type, from JSON. Raises ``InputError``."""
PlainRecord = Callable[[Any], Any]
"""A record as JSON."""


class RunAnalysis:
    """Handler of one analysis."""

    def __init__(self, analysis: Analysis, read: ReadRecord, plain: PlainRecord, limits: SolveLimits) -> None:
        self._analysis, self._read, self._plain, self._limits = analysis, read, plain, limits

    def check(self, payload: Mapping[str, Any]) -> None:
        """Raise ``InputError`` for a request that can never be computed."""
        unknown = sorted(set(payload) - _NAMES)
        if unknown:
            raise InputError(f"an analysis has no option {unknown[0]!r}")
        if (payload.get("run_id") is None) == (payload.get("scenario_id") is None):
            raise InputError("say what to analyse: either a run, or a scenario with or without a constraint set")
        if payload.get("run_id") is not None and payload.get("constraint_set_id") is not None:
            raise InputError("a run brings its constraint set along; leave the other one out")
        self._request(payload)

    def __call__(self, context: ActionContext, payload: Mapping[str, Any]) -> Any:
        """Read the problem, compute, and report every step. Raises ``OptimizationEngineError``."""
        from domain.analyses.session.session import PlanningSession

        request = self._request(payload)
        with context.step("read") as note, context.storage.reading() as uow:
            problem = _problem(uow, payload)
            note.message = f"{quantity(len(problem.initiatives), 'initiative')} in {problem.scenario.name!r}"

        def listen(step: Step) -> None:
            several = isinstance(step.latest, tuple)
            found = step.latest if several else () if step.latest is None else (step.latest,)
            parts = [{"type": type(each).__name__, "value": self._plain(each)} for each in found]
            whole = several or isinstance(step.latest, self._analysis.result)
            context.progress(step.done, step.total, parts, whole=whole)

        parameters = self._limits.within(parameters_of(payload.get("parameters") or {}))
        with context.step("compute") as note, context.lend_solvers() as solvers:
            solver = solvers.solver(payload.get("solver") or "auto")
            session = PlanningSession(problem, solver, parameters, context.control, solvers)
            result = self._analysis.compute(session, request, listen)
            context.check()
            note.message = "stopped early" if context.control.stop_requested else ""
        return self._plain(result)

    def _request(self, payload: Mapping[str, Any]) -> Any:
        return self._read(self._analysis.request, payload.get("request") or {})


def analysis_actions(read: ReadRecord, plain: PlainRecord, limits: SolveLimits = UNLIMITED) -> list[Action]:
    """Every analysis as an action that counts as a run for the workers, within the limits."""
    handlers = [(analysis, RunAnalysis(analysis, read, plain, limits)) for analysis in ANALYSES]
    return [
        Action(PREFIX + analysis.name, analysis.summary, partial(_same, handler), WorkKind.ANALYSIS, handler.check)
        for analysis, handler in handlers
    ]


def _same(handler: RunAnalysis) -> RunAnalysis:
    return handler


def _problem(uow: UnitOfWork, payload: Mapping[str, Any]) -> PortfolioProblem:
    if payload.get("run_id") is not None:
        return uow.runs.problem(payload["run_id"])
    from domain.backlog.snapshots import snapshot

    return snapshot(uow, payload["scenario_id"], payload.get("constraint_set_id"))
