"""Sees every HTTP request go by: gives it its id, writes one line about it, counts it."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphql_api.transport.http.request_id import HEADER, request_id
from graphql_api.transport.observability.metrics import Metrics

logger = logging.getLogger("optengine.requests")
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class ObserveRequests:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = request_id(scope)
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, name.encode("ascii"))]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - started
            self._metrics.request(scope["method"], status, seconds)
            level = logging.DEBUG if scope["path"] in QUIET else logging.INFO
            if logger.isEnabledFor(level):
                details = {"request_id": name, "method": scope["method"], "path": scope["path"], "status": status}
                logger.log(level, "request", extra={**details, "milliseconds": round(seconds * 1000, 2)})
