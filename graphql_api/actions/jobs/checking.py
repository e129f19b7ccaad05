"""Refuses a job at its start for what is wrong with it already, each fault with its place in the input."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from domain.errors import NotFoundError
from domain.integer_model.model import SolveParameters
from domain.storage import UnitOfWork
from graphql_api.context import Context, in_thread
from graphql_api.mutations import UserInputError
from graphql_api.runs.checking import check_solvers
from graphql_api.transport.errors.codes import ErrorCode


async def check_job(context: Context, payload: Mapping[str, Any], portfolio: str = "input.portfolioId") -> None:
    """Raise ``UserInputError`` for what could only fail. portfolio: where one is named."""
    seconds = payload.get("time_limit")
    if seconds is not None and not (math.isfinite(seconds) and seconds > 0):
        raise UserInputError("input.timeLimit", f"has to be a number of seconds above zero, not {seconds}")
    solver = payload.get("solver") or "auto"
    await in_thread(check_solvers, context.runs, {"input.solver": solver}, SolveParameters())
    await context.read(lambda uow: _check_stored(uow, payload, portfolio))


def _check_stored(uow: UnitOfWork, payload: Mapping[str, Any], portfolio: str) -> None:
    place = "input.runId"
    try:
        if payload.get("run_id") is not None:
            uow.runs.get(payload["run_id"])
        place = portfolio
        if payload.get("portfolio_id") is not None:
            uow.portfolios.get(payload["portfolio_id"])
    except NotFoundError as error:
        raise UserInputError(place, str(error), ErrorCode.NOT_FOUND) from None
