"""The mutations of analyses: one that starts each, with its input made from the request, and one that gives any up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import strawberry

from domain.actions.analyses import PREFIX
from domain.analyses import catalogue
from domain.backlog.snapshots import snapshot
from domain.errors import NotFoundError, ProblemFileError
from domain.problem.problem import PortfolioProblem
from domain.records.descriptions import sentence, words
from domain.runs.limits import SolveLimits
from domain.runs.requests import parameters_of, parameters_record
from domain.storage import UnitOfWork
from graphql_api.actions.analyses.types import ANALYSES, Analysis
from graphql_api.context import Context, Info, in_thread
from graphql_api.mutations import MutationFailed, StartRehearsed, UserInputError, mutation
from graphql_api.mutations.idempotency import key_field
from graphql_api.mutations.places import input_faults
from graphql_api.mutations.user_input import checked_key, input_number
from graphql_api.records.family import made_type
from graphql_api.records.generating import argument_fields, plain_arguments
from graphql_api.runs.inputs import RunParametersInput, check_solvers, solve_parameters
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.ids import decode_id
from persistence.typed_json import record_of


@strawberry.input(description="Which analysis to give up.")
class AnalysisCancelInput:
    id: strawberry.ID = strawberry.field(description="The id of an analysis that has not ended.")


def start_input(analysis: catalogue.Analysis) -> Any:
    """The input that starts an analysis: what it is about, how it is solved, and its request."""
    base: dict[str, tuple[Any, Any]] = {
        "run_id": (
            strawberry.ID | None,
            strawberry.field(description="The run whose inputs are analysed; or else name a scenario.", default=None),
        ),
        "scenario_id": (
            strawberry.ID | None,
            strawberry.field(description="The scenario, with its candidates as they are by then.", default=None),
        ),
        "constraint_set_id": (
            strawberry.ID | None,
            strawberry.field(description="The constraint set of that scenario; left out, no rules.", default=None),
        ),
        "solver": (str | None, strawberry.field(description="The solver; left out, auto.", default=None)),
        "parameters": (
            RunParametersInput | None,
            strawberry.field(description="How to solve it; the time limit is for the whole analysis.", default=None),
        ),
        **key_field(),
    }
    request = argument_fields(analysis.request)
    if "solvers" in request:
        del base["solver"]
    assert not set(base) & set(request), f"{analysis.request.__name__} has a field that every analysis has"
    needed = {name: part for name, part in request.items() if type(None) not in getattr(part[0], "__args__", ())}
    name = "".join(part.capitalize() for part in analysis.name.split("-"))
    return made_type(strawberry.input, f"{name}StartInput", sentence(words(analysis.summary)), needed | base | request)


def start_payload(analysis: catalogue.Analysis, asked: Any, limits: SolveLimits) -> dict[str, Any]:
    """The payload of an analysis. Raises ``UserInputError``."""
    rules = asked.constraint_set_id
    given = {
        "run_id": None if asked.run_id is None else _key(asked.run_id),
        "scenario_id": None
        if asked.scenario_id is None
        else input_number(asked.scenario_id, "Scenario", "input.scenarioId"),
        "constraint_set_id": None if rules is None else input_number(rules, "ConstraintSet", "input.constraintSetId"),
        "solver": getattr(asked, "solver", None),
        "parameters": parameters_record(solve_parameters(asked.parameters, limits)),
        "request": plain_arguments(analysis.request, asked),
    }
    return {name: value for name, value in given.items() if value is not None}


def _key(global_id: str) -> str:
    try:
        return decode_id(global_id, RUN)
    except ApiError as error:
        raise UserInputError("input.runId", error.message, error.code) from None


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
    analysis: Analysis = strawberry.field(
        description="The analysis; watch it by polling analysis, or by the subscription analysisProgress."
    )


@strawberry.type(description="An analysis was given up.")
class AnalysisCancelled:
    analysis: Analysis = strawberry.field(description="The analysis, which has ended.")


AnalysisStartResult = Annotated[
    AnalysisStarted | StartRehearsed | MutationFailed,
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
        context = info.context
        payload = start_payload(analysis, input, context.runs.limits)
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
        description=f"{sentence(analysis.summary)} A worker computes it, in the place of a run.", starts=True, cost=100
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
        return AnalysisCancelled(analysis=await ANALYSES.cancel(info.context, input.id))


AnalysisMutation: Any = strawberry.type(
    type(
        "AnalysisMutation",
        (_Cancelling,),
        {f"{analysis.name.replace('-', '_')}_start": _starter(analysis) for analysis in catalogue.ANALYSES},
    ),
    description="The mutations of analyses.",
)
