"""One GraphQL request as every transport hands it over, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
