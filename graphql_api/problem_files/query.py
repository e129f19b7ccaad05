"""A scenario as a problem file, and the answer to a problem that nothing is stored of."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Annotated
from weakref import WeakValueDictionary

import anyio
import anyio.to_thread
import strawberry

from domain.backlog.snapshots import snapshot
from domain.errors import NotFoundError
from domain.integer_model.model import Effort, SolveParameters
from domain.integer_model.solver import SolveControl
from domain.optimization.optimize import optimize
from domain.problem.problem import PortfolioProblem
from graphql_api.context import Context, Info
from graphql_api.problems.query import Problem, read_problem
from graphql_api.runs.result import RunResult, run_result
from graphql_api.services import Services
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.ids import decode_int_id
from persistence.problem_files.problem_file import dumps, inputs_hash
from persistence.report_json import dumps as report_text
from persistence.unit_of_work import SqlUnitOfWork

MOST_SECONDS = Decimal(10)
MOST_INITIATIVES = 1_000
MEMORY_MB = 2_000
AT_ONCE = 2
SLACK_SECONDS = 5.0
"""For explanations; what takes longer ends without them."""


@strawberry.type(description="A problem in the form of a problem file.")
class ProblemFile:
    text: str = strawberry.field(
        description="The file: canonical JSON with every digit, as `optengine solve` and problemImport take it."
    )
    inputs_hash: str = strawberry.field(description="The SHA-256 of its content, as runs over equal inputs have it.")
    initiatives: int = strawberry.field(description="How many initiatives it has.")


@strawberry.type
class ProblemFileQuery:
    """The root fields of problem files."""

    @strawberry.field(
        description="The problem that a run over the scenario would be asked now, as a problem file.",
        metadata={"cost": 1000},
    )
    async def scenario_problem(
        self,
        info: Info,
        scenario_id: Annotated[strawberry.ID, strawberry.argument(description="The scenario.")],
        constraint_set_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="The constraint set; left out, no rules.")
        ] = None,
    ) -> ProblemFile:
        scenario = decode_int_id(scenario_id, "Scenario")
        rules = None if constraint_set_id is None else decode_int_id(constraint_set_id, "ConstraintSet")

        def read(uow: SqlUnitOfWork) -> ProblemFile:
            problem = snapshot(uow, scenario, rules)
            return ProblemFile(
                text=dumps(problem), inputs_hash=inputs_hash(problem), initiatives=len(problem.initiatives)
            )

        try:
            return await info.context.read(read)
        except NotFoundError as error:
            raise ApiError(ErrorCode.NOT_FOUND, str(error)) from None

    @strawberry.field(
        description=f"Solve a problem at once, and store nothing: {MOST_INITIATIVES} initiatives and {MOST_SECONDS} "
        f"seconds at most; {AT_ONCE} at a time in a server and one of each token, others wait. What takes longer is "
        "a run.",
        metadata={"cost": 10_000},
    )
    async def problem_solve(
        self,
        info: Info,
        problem: Problem,
        solver: Annotated[str, strawberry.argument(description="The name of a solver, or auto.")] = "auto",
        seconds: Annotated[
            Decimal, strawberry.argument(description=f"Seconds for the solve, {MOST_SECONDS} at most.")
        ] = Decimal(5),
    ) -> RunResult:
        if not 0 < seconds <= MOST_SECONDS:
            raise ApiError(ErrorCode.BAD_USER_INPUT, f"seconds may be up to {MOST_SECONDS}", argument="seconds")
        context = info.context
        asked = await anyio.to_thread.run_sync(read_problem, problem)
        if len(asked.initiatives) > MOST_INITIATIVES:
            message = f"a problem that is solved at once may have {MOST_INITIATIVES} initiatives; start a run instead"
            raise ApiError(ErrorCode.LIMIT_EXCEEDED, message, argument="problem", allowed=MOST_INITIATIVES)
        parameters = SolveParameters(float(seconds), effort=Effort.NORMAL, threads=1, memory_limit_mb=MEMORY_MB)
        return await _answer(context, asked, solver, parameters)


async def _answer(context: Context, problem: PortfolioProblem, name: str, parameters: SolveParameters) -> RunResult:
    services, control = context.services, SolveControl()
    lend = services.lend_solvers
    if lend is None:
        raise ApiError(ErrorCode.SOLVER_UNAVAILABLE, "this server solves nothing by itself")
    if name != "auto" and name not in services.solvers.names:
        known = ", ".join(("auto", *services.solvers.names))
        raise ApiError(ErrorCode.BAD_USER_INPUT, f"there is no solver {name!r}; there are {known}", argument="solver")

    def solve() -> RunResult:
        with lend() as solvers:
            limits = services.solve_limits.within(parameters)
            report = optimize(problem, solvers.solver(name), limits, control, inputs_hash=inputs_hash(problem))
        return run_result(report_text(report))

    async with context.shared(_turns_of).of(context), context.shared(_turns):
        ending = asyncio.get_running_loop().call_later(
            2 * (parameters.time_limit or 0.0) + SLACK_SECONDS, control.cancel
        )
        try:
            return await anyio.to_thread.run_sync(solve, abandon_on_cancel=True)
        finally:
            ending.cancel()
            control.cancel()  # whoever asked may have gone


class _OwnTurns:
    """One turn at a time for each token, so that nobody alone takes all that there are."""

    def __init__(self) -> None:
        self._held: WeakValueDictionary[int, anyio.Lock] = WeakValueDictionary()

    def of(self, context: Context) -> anyio.Lock:
        """The turn of who asks; a server without tokens knows nobody apart."""
        token = context.principal.token_id
        return anyio.Lock() if token is None else self._held.setdefault(token, anyio.Lock())


def _turns(_: Services) -> anyio.Semaphore:
    return anyio.Semaphore(AT_ONCE)


def _turns_of(_: Services) -> _OwnTurns:
    return _OwnTurns()
