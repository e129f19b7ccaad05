"""One GraphQL request as every transport hands it over, what comes of it, and what is told of it in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from graphql_api.context import Context


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


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """Query text, variables and which operation; read-only when it came by GET."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    read_only: bool = False


@dataclass(slots=True)
class Answer:
    """The answer to one operation.

    request_error: nothing was executed (the request itself is at fault); ``data`` is then left out.
    status: the HTTP status that a request error asks for, whatever media type was negotiated; 0 for none.
    """

    data: dict[str, Any] | None = None
    errors: list[dict[str, object]] = field(default_factory=list)
    extensions: dict[str, object] = field(default_factory=dict)
    request_error: bool = False
    status: int = 0

    def body(self) -> dict[str, object]:
        """The answer in the form of the specification."""
        body: dict[str, object] = {}
        if self.errors:
            body["errors"] = self.errors
        if not self.request_error:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = self.extensions
        return body
