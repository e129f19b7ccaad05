"""The mutations of live sessions. Only keeping one stores anything, so that alone is logged and not for viewers."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from domain.backlog.snapshots import snapshot
from domain.errors import Fault, NotFoundError, ProblemFileError
from domain.live_sessions.drafts import Draft
from domain.live_sessions.keeping import Keeping, KeepRequest
from domain.problem.problem import PortfolioProblem
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Context, Info, in_thread
from graphql_api.live_sessions.query import owner_of
from graphql_api.mutations import MutationFailed, StartRehearsed, UserInputError, mutation
from graphql_api.mutations.idempotency import Repeatable, answer_to, claim_of
from graphql_api.mutations.user_input import input_number
from graphql_api.problems.query import read_problem
from graphql_api.records.edits import EditInput, edits_of
from graphql_api.runs.loading import run_now
from graphql_api.runs.types import Run
from graphql_api.scalars import JsonValue
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.errors.codes import ErrorCode
from persistence.report_json import dumps
from persistence.unit_of_work import SqlUnitOfWork

LARGEST_SEQ = 2**31 - 1


@strawberry.input(description="What a live session is about: a stored scenario, or a problem of its own.")
class SessionOpenInput:
    scenario_id: strawberry.ID | None = strawberry.field(
        description="The scenario; its candidates are those that a run would take.", default=None
    )
    constraint_set_id: strawberry.ID | None = strawberry.field(
        description="The constraint set; left out, no rules but those of the initiatives.", default=None
    )
    problem: JsonValue | None = strawberry.field(
        description="A problem in the form of a problem file (docs/problem.schema.json), in place of a scenario.",
        default=None,
    )


@strawberry.input(description="A draft: all that is changed of the problem as it was opened, each time anew.")
class SessionEditInput:
    id: strawberry.ID = strawberry.field(description="The id of the session.")
    seq: int = strawberry.field(
        description="The number of the draft, greater than those before it. The newest one is answered; one that comes "
        "late is out of date, and changes nothing."
    )
    edits: list[EditInput] | None = strawberry.field(
        description="Edits as `optengine whatif` takes them, in their order.", default=None
    )
    force_in: list[str] | None = strawberry.field(
        description="Keys of initiatives that have to be in the portfolio.", default=None
    )
    force_out: list[str] | None = strawberry.field(
        description="Keys of initiatives that must not be in the portfolio.", default=None
    )


@strawberry.input(description="What is kept of a live session, and under which names.")
class SessionKeepInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of the session, which goes on.")
    seq: int = strawberry.field(description="The number of the draft; refused where another one is the newest by now.")
    name: str = strawberry.field(description="The name of the scenario, and of the portfolio.")
    rules_name: str | None = strawberry.field(
        description="The name of the constraint set; left out, the same as that of the scenario.", default=None
    )
    description: str = strawberry.field(description="What the scenario is about, for people.", default="")


@strawberry.input(description="Which live session to end.")
class SessionCloseInput:
    id: strawberry.ID = strawberry.field(description="The id of the session.")


@strawberry.type(description="A live session was opened, and its problem is being answered as draft 0.")
class SessionOpened:
    id: strawberry.ID = strawberry.field(
        description="The id of the session, for this token alone; listen to sessionAnswers."
    )
    idle_seconds: float = strawberry.field(description="It ends when nothing is asked of it for so long.")


@strawberry.type(description="A draft was taken.")
class SessionEdited:
    id: strawberry.ID = strawberry.field(description="The id of the session.")
    newest_seq: int = strawberry.field(
        description="The number of the newest draft, which is answered; another than that of the input where a newer "
        "one had come before."
    )


@strawberry.type(description="A draft was stored.")
class SessionKept:
    run: Run = strawberry.field(
        description="The run over the new scenario and rules: ended with the portfolio where the answer was proven, "
        "else queued."
    )


@strawberry.type(description="A live session has ended.")
class SessionClosed:
    id: strawberry.ID = strawberry.field(description="The id that it had.")


def _union(name: str, description: str) -> object:
    return strawberry.union(name, description=description)


SessionOpenResult = Annotated[
    SessionOpened | MutationFailed, _union("SessionOpenResult", "The session, or why there is none.")
]
SessionEditResult = Annotated[
    SessionEdited | MutationFailed, _union("SessionEditResult", "Which draft is answered, or why this one is not.")
]
SessionKeepResult = Annotated[
    SessionKept | StartRehearsed | MutationFailed, _union("SessionKeepResult", "What was stored, or why nothing was.")
]
SessionCloseResult = Annotated[
    SessionClosed | MutationFailed, _union("SessionCloseResult", "The session's end, or why there was none.")
]


def _unlogged(description: str, **metadata: Any) -> Any:
    """A mutation that stores nothing: viewers may, and the audit log has no entry of it."""
    return strawberry.mutation(description=description, metadata={ROLE: Role.VIEWER, **metadata})


@strawberry.type
class SessionMutation:
    """The mutations of live sessions."""

    @_unlogged(
        "Open a live session: drafts of a problem are answered while they are edited, by the subscription "
        "sessionAnswers. Nothing is stored until sessionKeep. It belongs to one token and one process of the server.",
        cost=100,
    )
    async def session_open(
        self,
        info: Info,
        input: Annotated[SessionOpenInput, strawberry.argument(description="What the session is about.")],
    ) -> SessionOpenResult:
        """Open a session."""
        context = info.context
        problem = await _problem(context, input)
        session = await in_thread(context.live.open, problem, owner_of(context))
        return SessionOpened(id=strawberry.ID(session), idle_seconds=context.live.state.limits.idle_seconds)

    @_unlogged(
        "Answer another draft, in place of the one before it: its solve is given up, and the portfolio shown last is "
        "the start. The answers come by sessionAnswers."
    )
    async def session_edit(
        self, info: Info, input: Annotated[SessionEditInput, strawberry.argument(description="The whole draft.")]
    ) -> SessionEditResult:
        """Answer another draft."""
        if not 0 < input.seq <= LARGEST_SEQ:
            raise UserInputError("input.seq", "is a number from 1 up, greater than those before it")
        draft = Draft(edits_of(input.edits), tuple(input.force_in or ()), tuple(input.force_out or ()))
        context = info.context
        newest = await in_thread(context.live.edit, str(input.id), owner_of(context), input.seq, draft)
        return SessionEdited(id=input.id, newest_seq=newest)

    @mutation(
        description="Store the newest draft of a live session: a scenario, a constraint set where there are rules, a "
        "run and its portfolio, all or nothing. Initiatives are not stored: they have to be in the backlog as they are "
        "in the session. Where the answer is not proven yet, the run is queued like any other.",
        starts=True,
        cost=100,
    )
    async def session_keep(
        self, info: Info, input: Annotated[SessionKeepInput, strawberry.argument(description="What is kept.")]
    ) -> SessionKeepResult:
        context = info.context
        return SessionKept(run=await run_now(context, await in_thread(_keep, context, input)))

    @_unlogged("End a live session and forget its drafts.")
    async def session_close(
        self,
        info: Info,
        input: Annotated[SessionCloseInput, strawberry.argument(description="The session, by its id.")],
    ) -> SessionCloseResult:
        """End a session."""
        context = info.context
        await in_thread(context.live.close, str(input.id), owner_of(context))
        return SessionClosed(id=input.id)


def _keep(context: Context, asked: SessionKeepInput) -> str:
    for place, name in (("input.name", asked.name), ("input.rulesName", asked.rules_name)):
        if name is not None and not name.strip():
            raise UserInputError(place, "is empty")
    claim = claim_of(context, "sessionKeep", asked)
    if claim is not None:  # First, since the session may have ended after it was kept.
        with context.storage.reading() as uow:
            kept = answer_to(claim, uow.access.remembered(claim))
        if kept is not None:
            return str(kept)
    attempt = context.live.attempt(str(asked.id), owner_of(context))
    if attempt.seq != asked.seq:
        raise UserInputError("input.seq", f"the newest draft is {attempt.seq} by now", ErrorCode.CONFLICT)
    request = KeepRequest(attempt, asked.name, asked.rules_name, asked.description, context.email, claim)
    return Keeping(context.runs, context.clock, dumps).keep(request).run_id


async def _problem(context: Context, asked: SessionOpenInput) -> PortfolioProblem:
    """What is asked about. Raises ``UserInputError`` and ``ProblemFileError``."""
    if (asked.scenario_id is None) == (asked.problem is None):
        raise UserInputError("input", "has either a scenarioId or a problem")
    if asked.problem is not None:
        if asked.constraint_set_id is not None:
            raise UserInputError("input.constraintSetId", "goes with a scenario; a problem has its own rules")
        try:
            return await in_thread(read_problem, asked.problem)
        except ProblemFileError as error:
            faults = [Fault(f"input.problem.{each.place}".rstrip("."), each.message) for each in error.faults]
            raise ProblemFileError(faults) from None
    assert asked.scenario_id is not None
    scenario = input_number(asked.scenario_id, "Scenario", "input.scenarioId")
    rules = asked.constraint_set_id
    number = None if rules is None else input_number(rules, "ConstraintSet", "input.constraintSetId")

    def stored(uow: SqlUnitOfWork) -> PortfolioProblem:
        place = "input.scenarioId"
        try:
            uow.scenarios.get(scenario)
            place = "input.constraintSetId"
            return snapshot(uow, scenario, number)
        except NotFoundError as error:
            raise UserInputError(place, str(error), ErrorCode.NOT_FOUND) from None

    return await context.read(stored)
