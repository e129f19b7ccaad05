"""A span of OpenTelemetry for each operation, where that is turned on; none for fields, which would cost too much."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.errors import ParameterError
from graphql_api.transport.execution.request import OperationReport

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

SERVICE = "optengine"
NAME_SHOWN = 100


class OperationTracing:
    """Tells a provider of spans about every operation that has ended."""

    def __init__(self, provider: TracerProvider) -> None:
        from opentelemetry.trace import SpanKind, Status, StatusCode

        self._provider = provider
        self._tracer = provider.get_tracer("graphql_api")
        self._kind = SpanKind.SERVER
        self._failed = Status(StatusCode.ERROR)

    def operation_ended(self, report: OperationReport) -> None:
        """Make its span."""
        ended = time.time_ns()
        name = (report.request.operation_name or "")[:NAME_SHOWN]
        cost = report.answer.extensions.get("cost")
        span = self._tracer.start_span(
            " ".join(filter(None, (report.kind or "refused", name))),
            kind=self._kind,
            start_time=ended - round(report.seconds * 1e9),
            attributes={
                "graphql.operation.type": report.kind,
                "graphql.operation.name": name,
                "optengine.outcome": report.outcome,
                "optengine.error_codes": report.codes,
                "optengine.request_id": report.context.request_id,
                "optengine.cost": int(cost["estimated"]) if isinstance(cost, dict) else 0,
            },
        )
        if report.outcome != "ok":
            span.set_status(self._failed)
        span.end(ended)

    def flush(self) -> None:
        """Hand over what has been held back to be sent together; done by itself when the program ends."""
        self._provider.force_flush()


def tracing(exporter: str) -> Sequence[OperationTracing]:
    """Who makes the spans for an exporter: ``console``, ``otlp`` or ``none``. Raises ``ParameterError`` without the
    packages that it needs. Where an OTLP collector is, the environment says as ``OTEL_EXPORTER_OTLP_ENDPOINT``.
    """
    if exporter == "none":
        return ()
    try:
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        named = os.environ.get("OTEL_SERVICE_NAME", SERVICE)
        provider = TracerProvider(resource=Resource.create({SERVICE_NAME: named}))
        provider.add_span_processor(BatchSpanProcessor(_exporter(exporter)))
    except ImportError as error:
        message = f"trace_exporter {exporter} needs packages that are not installed ({error})"
        raise ParameterError(f"{message}; install optimization-engine[tracing]") from None
    return (OperationTracing(provider),)


def _exporter(name: str) -> SpanExporter:
    if name == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter(out=sys.stdout)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()
