"""What can be set about the API, with defaults that are safe to put on a network."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.errors import ParameterError
from graphql_api.transport.auth.origins import origin_fault
from graphql_api.transport.limits.query_limits import QueryLimits

_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
TAKEN = frozenset(
    {"assets", "columns", "files", "healthz", "metrics", "open", "pictures", "readyz", "sample.json", "session"}
)
"""The beginnings of addresses that the server has for other things."""
MOST_HOURS = 24 * 366


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """The settings of the API.

    path: the address of the API; GraphiQL's files are served below it.
    max_body_bytes: the largest body of a request, and the largest message of a WebSocket.
    introspection: whether the schema may be asked for; if not, errors do not name its parts either.
    suggestions: whether errors suggest names that are spelled alike.
    web: whether the explorer for planners is served at ``/``.
    graphiql: whether the page to explore the API is served.
    trace_operations: whether every operation is logged with its name, cost, time and outcome.
    allowed_origins: web pages that may call the API from a browser, such as ``https://plan.example``.
    limits: how large an operation may be.
    rate_limit: requests a minute for each token; 0 for no limit.
    session_hours: how long a web page may use the cookie that it got for a token.
    sse_heartbeat_seconds: how often a silent stream of events is kept open by a comment.
    websocket_init_seconds: how long a new WebSocket may stay silent.
    subscriptions_per_connection: operations at once on one WebSocket.
    """

    path: str = "/graphql"
    max_body_bytes: int = 4 * 1024 * 1024
    introspection: bool = True
    suggestions: bool = True
    web: bool = True
    graphiql: bool = True
    trace_operations: bool = False
    allowed_origins: tuple[str, ...] = ()
    limits: QueryLimits = field(default_factory=QueryLimits)
    rate_limit: int = 600
    session_hours: float = 12.0
    sse_heartbeat_seconds: float = 15.0
    websocket_init_seconds: float = 10.0
    subscriptions_per_connection: int = 50

    def __post_init__(self) -> None:
        """Raise ``ParameterError`` for what would fail later: a page locked out without a word, an address of two."""
        for origin in self.allowed_origins:
            fault = origin_fault(origin)
            if fault:
                raise ParameterError(f"the setting allowed_origins: {origin!r} {fault}")
        if not _PATH.fullmatch(self.path) or self.path.split("/")[1] in TAKEN:
            raise ParameterError(
                f"the setting path: {self.path!r} is no address of its own; it is like /graphql or /plan/api, and "
                f"begins with none of {', '.join(sorted(TAKEN))}"
            )
        if not 0 < self.session_hours <= MOST_HOURS:
            raise ParameterError(f"the setting session_hours is above 0 and at most {MOST_HOURS}")
