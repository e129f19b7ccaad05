"""What a client asks first: who it is, what the server is, and how much it may ask for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import strawberry

from domain.live_sessions.states import SessionLimits
from domain.optimization.preparation import engine_version
from graphql_api.context import Context, Info, in_thread
from graphql_api.service.tokens import ApiRole
from graphql_api.settings import ApiSettings
from graphql_api.transport.limits.query_limits import PAGE_MAX


@strawberry.type(description="Who asks.")
class Viewer:
    email: str | None = strawberry.field(description="Whom the token belongs to; null on a server without tokens.")
    role: ApiRole = strawberry.field(description="What the token allows; admin on a server without tokens.")
    token_name: str | None = strawberry.field(description="The name of the token; null on a server without tokens.")
    expires_at: datetime | None = strawberry.field(description="When the token or the session ends; null for never.")
    queued: int = strawberry.field(description="How many runs, analyses and jobs of this person wait or are under way.")


@strawberry.type(description="The most that may be asked for; 0 in solves and requests for no limit.")
class ServerLimits:
    page: int = strawberry.field(description="Rows of one page of a list.")
    characters: int = strawberry.field(description="Characters of a document; values belong into variables.")
    depth: int = strawberry.field(description="Fields inside each other.")
    fields: int = strawberry.field(description="Fields of an operation, fragments expanded.")
    aliases: int = strawberry.field(description="Aliases of an operation.")
    cost: int = strawberry.field(description="Objects that an operation may answer, as estimated before it runs.")
    body_bytes: int = strawberry.field(description="Bytes of the body of a request.")
    requests_per_minute: int = strawberry.field(description="Requests a minute for each token.")
    solve_seconds: Decimal = strawberry.field(description="Seconds of a solve, and of an analysis as a whole.")
    solve_threads: int = strawberry.field(description="Threads of a solve.")
    solve_memory_mb: int = strawberry.field(description="Megabytes of a solve.")
    queued: int = strawberry.field(
        description="Runs, analyses, jobs and parts of batches that one person may have waiting or under way."
    )
    sessions_per_token: int = strawberry.field(
        description="Live sessions that one token may have open; 0 for none, as on a server without any."
    )
    session_idle_seconds: Decimal = strawberry.field(description="Seconds after which an idle live session ends.")
    session_solve_seconds: Decimal = strawberry.field(description="Seconds that one draft of it is worked on.")
    session_initiatives: int = strawberry.field(description="Initiatives that the problem of a live session may have.")


@strawberry.type(description="A process that executes runs and has reported within the last seconds.")
class WorkerProcess:
    name: str = strawberry.field(description="Its name in the queue, the same after each start.")
    host: str = strawberry.field(description="The machine that it runs on.")
    silent_seconds: Decimal = strawberry.field(description="Seconds since it last reported.")


@strawberry.type(description="What this server is, and what it allows.")
class Server:
    version: str = strawberry.field(description="The version of the engine.")
    limits: ServerLimits = strawberry.field(description="The most that may be asked for.")

    @strawberry.field(description="The workers that live; without one, runs wait.")
    async def workers(self, info: Info) -> list[WorkerProcess]:
        found = await in_thread(info.context.services.workers)
        return [
            WorkerProcess(name=row.executor_id, host=row.host, silent_seconds=Decimal(f"{max(0.0, row.silence):.1f}"))
            for row in found
        ]


@strawberry.type
class AboutQuery:
    """The root fields of who asks whom."""

    @strawberry.field(description="Who asks, as the token says.")
    async def viewer(self, info: Info) -> Viewer:
        who = info.context.principal
        return Viewer(
            email=info.context.email,
            role=ApiRole(who.role),
            token_name=who.name if who.token_id is not None else None,
            expires_at=who.expires_at,
            queued=await _queued(info.context),
        )

    @strawberry.field(description="What this server is, and what it allows.")
    def server(self, info: Info) -> Server:
        settings: ApiSettings = info.context.services.shared.get(ApiSettings) or ApiSettings()
        solves, limits = info.context.services.solve_limits, settings.limits
        sessions = info.context.services.live
        live = SessionLimits(per_token=0) if sessions is None else sessions.state.limits
        return Server(
            version=engine_version(),
            limits=ServerLimits(
                page=PAGE_MAX,
                characters=limits.characters,
                depth=limits.depth,
                fields=limits.fields,
                aliases=limits.aliases,
                cost=limits.cost,
                body_bytes=settings.max_body_bytes,
                requests_per_minute=settings.rate_limit,
                solve_seconds=Decimal(f"{solves.seconds:g}"),
                solve_threads=solves.threads,
                solve_memory_mb=solves.memory_mb,
                queued=solves.queued,
                sessions_per_token=live.per_token,
                session_idle_seconds=Decimal(f"{live.idle_seconds:g}"),
                session_solve_seconds=Decimal(f"{live.seconds:g}"),
                session_initiatives=live.initiatives,
            ),
        )


async def _queued(context: Context) -> int:
    email = context.email
    if context.services.storage is None or email is None:
        return 0
    return await context.read(lambda uow: uow.runs.open_of(email) + uow.action_runs.open_of(email))
