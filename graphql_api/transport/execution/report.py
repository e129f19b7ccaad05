"""What is told about an operation when it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from graphql_api.context import Context
from graphql_api.transport.execution.request import Answer, GraphQLRequest


@dataclass(frozen=True, slots=True)
class OperationReport:
    """One operation that has ended. ``kind`` is query, mutation or subscription, empty where the request is at fault.

    answer: for a subscription the one that refused it, or an empty one.
    """

    kind: str
    request: GraphQLRequest
    answer: Answer
    context: Context
    seconds: float

    @property
    def outcome(self) -> str:
        """``ok``, ``errors``, or ``refused`` where nothing ran."""
        if self.answer.request_error:
            return "refused"
        return "errors" if self.answer.errors else "ok"

    @property
    def codes(self) -> list[str]:
        """The codes of the errors of the answer."""
        shown = (error.get("extensions") for error in self.answer.errors)
        return [str(extensions["code"]) for extensions in shown if isinstance(extensions, dict)]


class OperationObserver(Protocol):
    """Hears of every operation; for metrics, logs, and the audit of mutations. Must be quick and never raise."""

    def operation_ended(self, report: OperationReport) -> None:
        """An operation has ended."""
