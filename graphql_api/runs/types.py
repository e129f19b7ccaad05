"""The type of runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from domain.runs.parameters import parameters_of
from domain.runs.requests import RunView
from domain.storage.run import OptimizationRun
from graphql_api.constraint_sets.loaders import constraint_sets_by_number
from graphql_api.constraint_sets.types import ConstraintSet
from graphql_api.context import Info, in_thread
from graphql_api.enums import Effort, ProofGrade, RunStatus, SolutionStatus, TerminationReason
from graphql_api.reports.shaping import shaped
from graphql_api.reports.types import UNRECORDED
from graphql_api.runs.result import RunResult, RunTimings, run_result
from graphql_api.runs.standing import standing, step_of
from graphql_api.scalars import JsonValue
from graphql_api.scenarios.loaders import scenarios_by_number
from graphql_api.scenarios.types import Scenario
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node

if TYPE_CHECKING:
    from graphql_api.portfolios.types import Portfolio

RUN = "Run"


@strawberry.type(description="How far later stages may fall behind one; the wider of the two counts.")
class StageTolerance:
    """How far later stages may fall behind one."""

    stage: str = strawberry.field(description="The name of the stage.")
    absolute: str = strawberry.field(description="In the unit of the stage, as a fraction such as 1/2.")
    relative: str = strawberry.field(description="As a share of its value, as a fraction such as 1/100.")


@strawberry.type(description="How a run is solved.")
class RunParameters:
    """How a run is solved."""

    time_limit: float | None = strawberry.field(description="Seconds for the whole solve; null for no limit.")
    deterministic_limit: float | None = strawberry.field(description="Work in the solver's unit; null for no limit.")
    gap: float = strawberry.field(description="The share of the best at which it may stop; 0 for a full proof.")
    effort: Effort | None = strawberry.field(
        description="How much work the answer is worth; null where the gap and the limits alone say when to stop, as "
        "in runs of older versions."
    )
    seed: int = strawberry.field(description="The seed of everything random in the solver.")
    threads: int | None = strawberry.field(description="Threads; null for the solver's reproducible number.")
    memory_limit_mb: int | None = strawberry.field(description="Megabytes of its process; null for no limit.")
    stage_tolerances: list[StageTolerance] = strawberry.field(description="How far stages may fall behind.")
    options: JsonValue = strawberry.field(description="The solver's own options by name.")


@strawberry.type(description="How far a running solve is.")
class RunProgress:
    """How far a running solve is."""

    stage: str = strawberry.field(description="The stage of the objective that it works on.")
    solver_name: str = strawberry.field(description="The solver that reported it.")
    incumbent: float | None = strawberry.field(description="The best value so far; null where there is none.")
    bound: float | None = strawberry.field(description="Nothing can be better than this; null where none is known.")
    gap: float | None = strawberry.field(description="Their distance as a share of the value; null where unknown.")
    elapsed: float = strawberry.field(description="Seconds since the solve began.")
    at: datetime = strawberry.field(description="When that was reported.")


@strawberry.type(description="One step of a run.")
class RunStep:
    """One step of a run."""

    position: int = strawberry.field(description="Its place in the log, from 1.")
    name: str = strawberry.field(description="What was done.")
    status: RunStatus = strawberry.field(description="How the step went.")
    message: str = strawberry.field(description="What came of it, in words; empty where there is nothing to say.")
    started_at: datetime = strawberry.field(description="When it began.")
    finished_at: datetime | None = strawberry.field(description="When it ended; null until then.")
    detail: JsonValue | None = strawberry.field(description="Figures about it; null where there are none.")


@strawberry.type(description="One execution of the optimizer over the inputs that were true when it was asked for.")
class Run(Node):
    """One execution of the optimizer."""

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

    @strawberry.field(description="What was done, in order.", metadata={"cost": 10})
    async def steps(self, info: Info) -> list[RunStep]:
        """The step log."""
        found = await info.context.read(lambda uow: uow.runs.steps(self.run_id))
        return [step_of(RunStep, each) for each in found]

    @strawberry.field(description="The whole answer; null as long as there is none.", metadata={"cost": 100})
    async def result(self, info: Info) -> RunResult | None:
        """The whole answer."""
        text = await info.context.read(lambda uow: uow.runs.result_text(self.run_id))
        return None if text is None else await in_thread(run_result, text)

    @strawberry.field(description="The portfolio that it found; null as long as there is none.")
    async def portfolio(
        self, info: Info
    ) -> Annotated[Portfolio, strawberry.lazy("graphql_api.portfolios.types")] | None:
        """The portfolio that it found."""
        from graphql_api.portfolios.types import portfolios_by_run

        return await info.context.loader(portfolios_by_run).load(self.number)

    @strawberry.field(description="Its scenario, as it is now; null where it is gone.")
    async def scenario(self, info: Info) -> Scenario | None:
        """Its scenario."""
        return await info.context.loader(scenarios_by_number).load(self.scenario_number)

    @strawberry.field(description="Its constraint set, as it is now; null where it has none.")
    async def constraint_set(self, info: Info) -> ConstraintSet | None:
        """Its constraint set."""
        number = self.constraint_set_number
        return None if number is None else await info.context.loader(constraint_sets_by_number).load(number)

    @strawberry.field(
        description="Its inputs as the text of a problem file; `optengine solve` gives the same answer to them.",
        metadata={"cost": 100},
    )
    async def inputs_json(self, info: Info) -> str:
        """Its inputs."""
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
        timings=None if run.timings is None else shaped(RunTimings, run.timings),
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
    return shaped(RunProgress, {**record, "at": datetime.fromisoformat(record["at"])})


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
