"""Refuses a document that expands to more than the limits, before any other rule looks at it."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DocumentNode

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.limits.measure import DocumentMeasure
from graphql_api.transport.limits.query_limits import QueryLimits

CHECKED = ("fields", "depth", "aliases", "directives", "repeats")
MOST_SHOWN = 1_000_000_000


def limit_error(limit: str, found: int, allowed: int) -> ApiError:
    """The error for one limit; a number beyond all bounds is shown as the largest that is."""
    shown = min(found, MOST_SHOWN)
    return ApiError(
        ErrorCode.LIMIT_EXCEEDED,
        f"the operation has {'at least ' if shown < found else ''}{shown} {limit}, {allowed} are allowed",
        limit=limit,
        found=shown,
        allowed=allowed,
    )


def limit_errors(document: DocumentNode, limits: QueryLimits) -> Iterator[ApiError]:
    """One error for each limit that an operation of the document exceeds."""
    for _, measure in DocumentMeasure(document).operations():
        for limit in CHECKED:
            found, allowed = getattr(measure, limit), getattr(limits, limit)
            if found > allowed:
                yield limit_error(limit, found, allowed)
