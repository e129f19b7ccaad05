"""The type of runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from domain.actions.requests import ActionView
from domain.runs.history import MOST_POINTS
from domain.runs.requests import RunView, parameters_of
from domain.storage.run import OptimizationRun
from graphql_api.constraint_sets.loaders import constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet
from graphql_api.context import Info, in_thread
from graphql_api.enums import Effort, ProofGrade, RunStatus, SolutionStatus, TerminationReason
from graphql_api.records.reported import UNRECORDED, RunTimings, run_timings
from graphql_api.runs.result import RunParameters, RunResult, StageTolerance, run_result
from graphql_api.runs.steps import RunStep, step_list
from graphql_api.scalars import JsonValue
from graphql_api.scenarios.loaders import scenarios_by_number
from graphql_api.scenarios.types import Scenario
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node
from persistence.runs.listing import STEPS, run_steps

if TYPE_CHECKING:
    from graphql_api.portfolios.types import Portfolio


def standing(view: RunView | ActionView) -> dict[str, Any]:
    """The fields that all of them have, by name. Elapsed seconds count from when it was begun."""
    run = view.run
    elapsed = None
    if run.started_at is not None:
        elapsed = round(((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds(), 3)
    return {
        "status": RunStatus(run.status),
        "attempt": view.attempt,
        "requested_by_email": run.requested_by_email,
        "error_text": run.error_text,
        "created_at": run.created_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "elapsed_seconds": elapsed,
    }


RUN = "Run"


@strawberry.type(description="How far a running solve is.")
class RunProgress:
    stage: str = strawberry.field(description="The stage of the objective that it works on.")
    solver_name: str = strawberry.field(description="The solver that reported it.")
    incumbent: Decimal | None = strawberry.field(description="The best value so far; null where there is none.")
    bound: Decimal | None = strawberry.field(description="Nothing can be better than this; null where none is known.")
    gap: Decimal | None = strawberry.field(description="Their distance as a share of the value; null where unknown.")
    elapsed_seconds: float = strawberry.field(description="Seconds since the solve began.")
    at: datetime = strawberry.field(description="When that was reported.")


@strawberry.type(description="One execution of the optimizer over the inputs that were true when it was asked for.")
class Run(Node):
    run_id: str = strawberry.field(description="The id by which the command line knows it.")
    scenario_id: strawberry.ID = strawberry.field(description="The id of its scenario.")
    constraint_set_id: strawberry.ID | None = strawberry.field(
        description="The id of its constraint set; null for none."
    )
    status: RunStatus = strawberry.field(description="Whether it waits, is executed, or how it ended.")
    attempt: int = strawberry.field(description="How often a worker has begun it.")
    solver_name: str = strawberry.field(description="The solver that was asked for.")
    solver_version: str | None = strawberry.field(description="The version of its library; null without an answer.")
    parameters: RunParameters = strawberry.field(description="Limits, effort and options of the solve.")
    requested_by_email: str | None = strawberry.field(description="Who asked; null where no token says so.")
    inputs_hash: str = strawberry.field(
        description="The SHA-256 of its inputs: runs with equal ones were asked the same."
    )
    progress: RunProgress | None = strawberry.field(description="The latest progress of the solve; null for none.")
    elapsed_seconds: float | None = strawberry.field(description="Since it was begun; null while it waits.")
    solution_status: SolutionStatus | None = strawberry.field(
        description="What is known about the portfolio; null until it has ended well."
    )
    proof: ProofGrade | None = strawberry.field(
        description=f"What that rests on, where it is optimal or infeasible; {UNRECORDED}."
    )
    termination_reason: TerminationReason | None = strawberry.field(description="Why the solve ended; null until then.")
    objective: Decimal | None = strawberry.field(description="The value of the main stage; null without a portfolio.")
    bound: Decimal | None = strawberry.field(description="Nothing can be better than this; null where none is known.")
    gap: Decimal | None = strawberry.field(
        description="How far both are apart, as a share of the objective; null where unknown."
    )
    timings: RunTimings | None = strawberry.field(description="Seconds that each step took; null without an answer.")
    error_text: str | None = strawberry.field(description="Why it has no answer; null where that is not so.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When it was begun first; null while it waits.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null until then.")
    number: strawberry.Private[int]
    scenario_number: strawberry.Private[int]
    constraint_set_number: strawberry.Private[int | None]

    steps = step_list(RunStep, "Run", "steps of the run", run_steps, STEPS, "optimization_run_id")

    @strawberry.field(
        description="How value and bound came closer in its latest attempt, in order, each point with the time since "
        f"the solve began; {MOST_POINTS} at most, and none of runs of older versions.",
        metadata={"cost": 20},
    )
    async def progress_history(self, info: Info) -> list[RunProgress]:
        found = await info.context.read(lambda uow: uow.runs.history(self.run_id))
        return [each for each in map(_progress, found or ()) if each is not None]

    @strawberry.field(description="The whole answer; null as long as there is none.", metadata={"cost": 100})
    async def result(self, info: Info) -> RunResult | None:
        text = await info.context.read(lambda uow: uow.runs.result_text(self.run_id))
        return None if text is None else await in_thread(run_result, text)

    @strawberry.field(description="The portfolio that it found; null as long as there is none.")
    async def portfolio(
        self, info: Info
    ) -> Annotated[Portfolio, strawberry.lazy("graphql_api.portfolios.types")] | None:
        from graphql_api.portfolios.types import portfolios_by_run

        return await info.context.loader(portfolios_by_run).load(self.number)

    @strawberry.field(description="Its scenario, as it is now; null where it is gone.")
    async def scenario(self, info: Info) -> Scenario | None:
        return await info.context.loader(scenarios_by_number).load(self.scenario_number)

    @strawberry.field(description="Its constraint set, as it is now; null where it has none.")
    async def constraint_set(self, info: Info) -> ConstraintSet | None:
        number = self.constraint_set_number
        return None if number is None else await info.context.loader(constraint_sets_by_number).load(number)

    @strawberry.field(
        description="Its inputs as the text of a problem file; `optengine solve` gives the same answer to them.",
        metadata={"cost": 100},
    )
    async def inputs_json(self, info: Info) -> str:
        return await info.context.read(lambda uow: uow.runs.inputs_text(self.run_id))


def run_of(view: RunView) -> Run:
    """A run as it stands."""
    run = view.run
    gaps = run.gaps or {}
    return Run(
        id=strawberry.ID(encode_id(RUN, run.run_id)),
        number=run.id,
        scenario_number=run.scenario_id,
        constraint_set_number=run.constraint_set_id,
        run_id=run.run_id,
        scenario_id=strawberry.ID(encode_id("Scenario", run.scenario_id)),
        constraint_set_id=_constraint_set_id(run),
        **standing(view),
        solver_name=run.solver_name,
        solver_version=run.solver_version,
        parameters=_parameters(run.parameters),
        inputs_hash=run.inputs_hash,
        progress=_progress(run.progress),
        solution_status=None if run.solution_status is None else SolutionStatus(run.solution_status),
        proof=None if run.proof is None else ProofGrade(run.proof),
        termination_reason=None if run.termination_reason is None else TerminationReason(run.termination_reason),
        objective=run.objective,
        bound=_decimal(gaps.get("bound")),
        gap=_decimal(gaps.get("optimality")),
        timings=None if run.timings is None else run_timings(run.timings),
    )


def _constraint_set_id(run: OptimizationRun) -> strawberry.ID | None:
    number = run.constraint_set_id
    return None if number is None else strawberry.ID(encode_id("ConstraintSet", number))


def _parameters(record: Mapping[str, Any]) -> RunParameters:
    found = parameters_of(record)
    return RunParameters(
        time_limit=found.time_limit,
        deterministic_limit=found.deterministic_limit,
        gap=found.gap,
        effort=None if found.effort is None else Effort(found.effort),
        seed=found.seed,
        threads=found.threads,
        memory_limit_mb=found.memory_limit_mb,
        stage_tolerances=[
            StageTolerance(stage=name, absolute=str(each.absolute), relative=str(each.relative))
            for name, each in found.stage_tolerances.items()
        ],
        options=JsonValue(dict(found.options)),
    )


def _progress(record: Mapping[str, Any] | None) -> RunProgress | None:
    if not record:
        return None
    return RunProgress(
        stage=record["stage"],
        solver_name=record["solver_name"],
        at=datetime.fromisoformat(record["at"]),
        elapsed_seconds=float(record["elapsed"]),
        **{name: _decimal(record.get(name)) for name in ("incumbent", "bound", "gap")},
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
