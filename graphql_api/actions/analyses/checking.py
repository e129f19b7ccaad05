"""Refuses an analysis at its start for what is wrong with it already, each fault with its place in the input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.analyses.catalogue import Analysis
from domain.analyses.request_faults import request_faults
from domain.backlog.snapshots import snapshot
from domain.errors import NotFoundError, ProblemFileError
from domain.problem.problem import PortfolioProblem
from domain.runs.parameters import parameters_of
from domain.storage import UnitOfWork
from graphql_api.context import Context, in_thread
from graphql_api.mutations import UserInputError
from graphql_api.mutations.places import input_faults
from graphql_api.runs.checking import check_solvers
from graphql_api.transport.errors.codes import ErrorCode
from persistence.typed_json import record_of


async def check_start(context: Context, analysis: Analysis, payload: Mapping[str, Any]) -> None:
    """Raise ``UserInputError`` or ``ProblemFileError`` for what could only fail."""
    context.actions.registry.get(f"plan.{analysis.name}").check(payload)
    request = record_of(analysis.request, payload.get("request") or {})
    named = getattr(request, "solvers", None)
    wanted = {"input.solver": payload.get("solver") or "auto"}
    if named is not None:
        names = named or context.services.solvers.available
        wanted = {f"input.solvers[{at}]": name for at, name in enumerate(names)}
    await in_thread(check_solvers, context.runs, wanted, parameters_of(payload.get("parameters") or {}))
    problem = await context.read(lambda uow: _problem(uow, payload))
    faults = await in_thread(request_faults, problem, request)
    if faults:
        raise ProblemFileError(input_faults(faults))


def _problem(uow: UnitOfWork, payload: Mapping[str, Any]) -> PortfolioProblem:
    place, rules = "input.runId", payload.get("constraint_set_id")
    try:
        if payload.get("run_id") is not None:
            return uow.runs.problem(payload["run_id"])
        place = "input.scenarioId"
        uow.scenarios.get(payload["scenario_id"])
        place = "input.constraintSetId"
        return snapshot(uow, payload["scenario_id"], rules)
    except NotFoundError as error:
        raise UserInputError(place, str(error), ErrorCode.NOT_FOUND) from None
