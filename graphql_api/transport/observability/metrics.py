"""Every HTTP request and every operation: counted in the form that Prometheus reads, with a line in the log."""

from __future__ import annotations

import logging
import time
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphql_api.transport.execution.request import OperationReport
from graphql_api.transport.http.messages import HEADER, request_id

requests = logging.getLogger("optengine.requests")
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
            if requests.isEnabledFor(level):
                details = {"request_id": name, "method": scope["method"], "path": scope["path"], "status": status}
                requests.log(level, "request", extra={**details, "milliseconds": round(seconds * 1000, 2)})


operations = logging.getLogger("optengine.operations")
NAME_SHOWN = 100


class OperationMetrics:
    """Counts operations by kind and outcome."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def operation_ended(self, report: OperationReport) -> None:
        """Count it."""
        self._metrics.operation(report.kind or "none", report.outcome, report.seconds)


class OperationLog:
    """Writes one line about each operation: its name, outcome, cost and time, and who asked."""

    def operation_ended(self, report: OperationReport) -> None:
        """Write the line."""
        cost = report.answer.extensions.get("cost")
        operations.info(
            "operation",
            extra={
                "request_id": report.context.request_id,
                "kind": report.kind,
                "operation": (report.request.operation_name or "")[:NAME_SHOWN],
                "outcome": report.outcome,
                "codes": report.codes,
                "cost": cost.get("estimated") if isinstance(cost, dict) else None,
                "milliseconds": round(report.seconds * 1000, 2),
                "email": report.context.principal.email,
            },
        )


BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The metrics of one application. Concepts may register their own in ``registry``."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "optengine_http_requests", "HTTP requests by method and status.", ["method", "status"],
            registry=self.registry,
        )  # fmt: skip
        self._request_seconds = Histogram(
            "optengine_http_request_seconds", "How long HTTP requests took.", buckets=BUCKETS, registry=self.registry
        )
        self._operations = Counter(
            "optengine_graphql_operations", "GraphQL operations by kind and outcome.", ["kind", "outcome"],
            registry=self.registry,
        )  # fmt: skip
        self._operation_seconds = Histogram(
            "optengine_graphql_operation_seconds", "How long queries and mutations took.", ["kind"],
            buckets=BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._count_request = cache(lambda method, status: self._requests.labels(method, str(status)))
        self._of_operations = cache(
            lambda kind, outcome: (self._operations.labels(kind, outcome), self._operation_seconds.labels(kind))
        )
        self.open_streams = Gauge(
            "optengine_graphql_open_streams", "Subscriptions that are being answered.", registry=self.registry
        )

    def request(self, method: str, status: int, seconds: float) -> None:
        """Count one HTTP request."""
        known = method if method in {"GET", "POST", "OPTIONS"} else "other"
        self._count_request(known, status).inc()
        self._request_seconds.observe(seconds)

    def operation(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one operation; outcome is ``ok``, ``errors`` or ``refused``."""
        counter, histogram = self._of_operations(kind, outcome)
        counter.inc()
        if outcome != "refused":
            histogram.observe(seconds)

    def page(self) -> Response:
        """All metrics as text."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
