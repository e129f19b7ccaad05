"""What can be set about the API, with defaults that are safe to put on a network."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql_api.limits.query_limits import QueryLimits


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """The settings of the API; each is documented in docs/operations.md under its name.

    allowed_origins: web pages that may call the API from a browser, such as ``https://plan.example``.
    introspection: whether the schema may be asked for; if not, errors do not name its parts either.
    trace_operations: whether every operation is logged with its name, cost, time and outcome.
    rate_limit: requests a minute for each token; 0 for no limit.
    """

    path: str = "/graphql"
    max_body_bytes: int = 4 * 1024 * 1024
    introspection: bool = True
    suggestions: bool = True
    graphiql: bool = True
    trace_operations: bool = False
    allowed_origins: tuple[str, ...] = ()
    limits: QueryLimits = field(default_factory=QueryLimits)
    rate_limit: int = 600
    sse_heartbeat_seconds: float = 15.0
    websocket_init_seconds: float = 10.0
    subscriptions_per_connection: int = 50
