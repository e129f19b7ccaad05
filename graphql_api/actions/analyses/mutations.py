"""The mutations of analyses: one that starts each, and one that gives any up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import strawberry

from domain.actions.analyses import PREFIX
from domain.analyses import catalogue
from domain.backlog.snapshots import snapshot
from domain.errors import NotFoundError, ProblemFileError
from domain.problem.problem import PortfolioProblem
from domain.runs.requests import parameters_of
from domain.storage import UnitOfWork
from graphql_api.actions.analyses.inputs import AnalysisCancelInput, start_input, start_payload
from graphql_api.actions.analyses.types import ANALYSES, Analysis
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import MutationFailed, UserInputError, mutation
from graphql_api.mutations.places import input_faults
from graphql_api.runs.inputs import check_solvers, checked_key
from graphql_api.transport.errors.codes import ErrorCode
from persistence.typed_json import record_of
from records.descriptions import sentence


async def check_start(context: Context, analysis: catalogue.Analysis, payload: Mapping[str, Any]) -> None:
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
    faults = await in_thread(analysis.faults, problem, request)
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


@strawberry.type(description="An analysis was started.")
class AnalysisStarted:
    """An analysis was started."""

    analysis: Analysis = strawberry.field(
        description="The analysis; watch it by polling analysis, or by the subscription analysisProgress."
    )


@strawberry.type(description="An analysis was given up.")
class AnalysisCancelled:
    """An analysis was given up."""

    analysis: Analysis = strawberry.field(description="The analysis, which has ended.")


AnalysisStartResult = Annotated[
    AnalysisStarted | MutationFailed,
    strawberry.union("AnalysisStartResult", description="The analysis, or why there is none."),
]
AnalysisCancelResult = Annotated[
    AnalysisCancelled | MutationFailed,
    strawberry.union("AnalysisCancelResult", description="The analysis, or why it goes on."),
]


def _starter(analysis: catalogue.Analysis) -> Any:
    """The root field that starts an analysis."""
    taken = start_input(analysis)

    async def start(root: Any, info: Info, input: Any) -> Any:
        context, payload = info.context, start_payload(analysis, input)
        key = checked_key(input.idempotency_key)
        await check_start(context, analysis, payload)
        started = await in_thread(context.actions.start, PREFIX + analysis.name, payload, context.email, key)
        return AnalysisStarted(analysis=await ANALYSES.now(context, started.run_id))

    start.__annotations__ = {
        "info": Info,
        "input": Annotated[taken, strawberry.argument(description="What to compute, and over what.")],
        "return": AnalysisStartResult,
    }
    made: Callable[[Any], Any] = mutation(
        description=f"{sentence(analysis.summary)} A worker computes it, in the place of a run.", cost=100
    )
    return made(start)


@strawberry.type
class _Cancelling:
    """The mutations that all analyses have in common."""

    @mutation(description="Give an analysis up, and free the processor that it uses.")
    async def analysis_cancel(
        self,
        info: Info,
        input: Annotated[AnalysisCancelInput, strawberry.argument(description="The analysis, by its id.")],
    ) -> AnalysisCancelResult:
        """Give an analysis up."""
        return AnalysisCancelled(analysis=await ANALYSES.cancel(info.context, input.id))


AnalysisMutation: Any = strawberry.type(
    type(
        "AnalysisMutation",
        (_Cancelling,),
        {f"{analysis.name.replace('-', '_')}_start": _starter(analysis) for analysis in catalogue.ANALYSES},
    ),
    description="The mutations of analyses.",
)
