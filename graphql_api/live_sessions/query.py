"""The live sessions that one has open, and the subscription that tells the answers of one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any

import strawberry

from domain.live_sessions.answers import LiveAnswer
from graphql_api.context import Context, Info
from graphql_api.records.generating import output

Answer: Any = output(LiveAnswer).annotation
SessionId = Annotated[strawberry.ID, strawberry.argument(description="The id of the session.")]


def owner_of(context: Context) -> str:
    """Whose a session is: the token's, or everybody's on a server without tokens."""
    who = context.principal
    return who.name if who.token_id is None else f"token {who.token_id}"


@strawberry.type(description="A live session of one's own that is open in this process of the server.")
class LiveSession:
    id: strawberry.ID = strawberry.field(description="Its id, for sessionEdit, sessionAnswers and sessionClose.")
    newest_seq: int = strawberry.field(description="The number of its newest draft; 0 before the first edit.")
    listeners: int = strawberry.field(description="How many listen to its answers.")
    is_answered: bool = strawberry.field(description="Whether the last answer to its newest draft has been given.")
    idle_seconds: float = strawberry.field(description="For how long nothing has been asked of it.")


@strawberry.type
class SessionQuery:
    """The root field of live sessions."""

    @strawberry.field(
        description="The live sessions that this token has open in this process of the server, the oldest first."
    )
    async def sessions(self, info: Info) -> list[LiveSession]:
        if info.context.services.live is None:
            return []
        live = info.context.live
        return [
            LiveSession(
                id=strawberry.ID(session),
                newest_seq=state.newest,
                listeners=state.listeners,
                is_answered=not state.wanted,
                idle_seconds=round(live.idle_seconds(state), 1),
            )
            for session, state in live.own(owner_of(info.context)).items()
        ]


async def _answers(root: Any, info: Info, id: SessionId) -> AsyncGenerator[Any, None]:
    convert = output(LiveAnswer).convert
    async with aclosing(info.context.live.listen(str(id), owner_of(info.context))) as answers:
        async for answer in answers:
            yield convert(answer)


_answers.__annotations__["return"] = AsyncGenerator[Answer, None]
_follow: Any = strawberry.subscription(
    description="The newest answer of a live session, and again whenever more is known or another draft has come, "
    "until the session is closed. Each event says all that is known, so slow readers miss steps, never the last. Ends "
    "with the code SESSION_GONE where the session has been idle for too long, or is not one of this process."
)

SessionSubscription: Any = strawberry.type(type("SessionSubscription", (), {"session_answers": _follow(_answers)}))
