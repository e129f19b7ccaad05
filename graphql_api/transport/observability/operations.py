"""Counts every operation, and writes a line about it when that is turned on."""

from __future__ import annotations

import logging

from graphql_api.transport.execution.report import OperationReport
from graphql_api.transport.observability.metrics import Metrics

logger = logging.getLogger("optengine.operations")
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
        logger.info(
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
