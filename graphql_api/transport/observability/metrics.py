"""Counts and durations in the form that Prometheus reads."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

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
        self.open_streams = Gauge(
            "optengine_graphql_open_streams", "Subscriptions that are being answered.", registry=self.registry
        )

    def request(self, method: str, status: int, seconds: float) -> None:
        """Count one HTTP request."""
        known = method if method in {"GET", "POST", "OPTIONS"} else "other"
        self._requests.labels(known, str(status)).inc()
        self._request_seconds.observe(seconds)

    def operation(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one operation; outcome is ``ok``, ``errors`` or ``refused``."""
        self._operations.labels(kind, outcome).inc()
        if outcome != "refused":
            self._operation_seconds.labels(kind).observe(seconds)

    def page(self) -> Response:
        """All metrics as text."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
