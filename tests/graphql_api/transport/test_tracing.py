"""A span for each operation, sent to a real collector or shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from domain.errors import ParameterError
from graphql_api.app import create_app
from graphql_api.transport.observability import tracing as module
from graphql_api.transport.observability.tracing import tracing
from tests.graphql_api.sample_schema import schema
from tests.graphql_api.server import serving

pytest.importorskip("opentelemetry.sdk.trace", reason="OpenTelemetry is not installed")


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """The spans that arrive at a collector of OTLP over HTTP."""
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    arrived: list[Any] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            for group in ExportTraceServiceRequest.FromString(body).resource_spans:
                arrived.extend(span for scope in group.scope_spans for span in scope.spans)
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    yield arrived
    server.shutdown()
    server.server_close()


def test_every_operation_is_one_span_at_the_collector(collector: list[Any]) -> None:
    (observer,) = tracing("otlp")
    with serving(create_app(schema, observers=[observer])) as url:
        for query in ("query Greet { hello }", "{ crash }", "{ nothing }"):
            httpx.post(f"{url}/graphql", json={"query": query}, headers={"x-request-id": "job-17"})
    observer.flush()
    known = [({each.key: each.value for each in span.attributes}, span) for span in collector]
    found = [
        (span.name, attributes["optengine.outcome"].string_value, span.status.code == span.status.STATUS_CODE_ERROR)
        for attributes, span in known
    ]
    assert found == [("query", "ok", False), ("query", "errors", True), ("refused", "refused", True)]
    assert {attributes["optengine.request_id"].string_value for attributes, _ in known} == {"job-17"}
    assert all(span.end_time_unix_nano >= span.start_time_unix_nano for span in collector)


def test_spans_may_be_shown(capfd: pytest.CaptureFixture[str]) -> None:
    (observer,) = tracing("console")
    with serving(create_app(schema, observers=[observer])) as url:
        httpx.post(f"{url}/graphql", json={"query": "query Greet { hello }", "operationName": "Greet"})
    observer.flush()
    assert '"name": "query Greet"' in capfd.readouterr().out


def test_nothing_is_traced_unless_asked_for() -> None:
    assert tracing("none") == ()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"no {name}")

    monkeypatch.setattr(module, "_exporter", missing)
    with pytest.raises(ParameterError, match=r"optimization-engine\[tracing\]"):
        tracing("otlp")
