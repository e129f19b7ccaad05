"""The type of entries of the audit log."""

from __future__ import annotations

from datetime import datetime

import strawberry

from domain.storage.tokens_and_roles import AuditEntry as DomainEntry
from graphql_api.scalars import JsonValue
from graphql_api.transport.relay.ids import encode_id


@strawberry.type(description="One mutation: who did what to which object, and how it went.")
class AuditEntry:
    """One mutation that was asked for."""

    id: strawberry.ID = strawberry.field(description="The id of the entry. It is no node.")
    occurred_at: datetime = strawberry.field(description="When it was asked for.")
    operation: str = strawberry.field(description="The name of the mutation, such as scenarioCreate.")
    actor_email: str | None = strawberry.field(description="Who asked, where a token says so.")
    succeeded: bool = strawberry.field(description="Whether it did what was asked.")
    error_code: str | None = strawberry.field(description="The code of the first error, where it did not.")
    object_type: str | None = strawberry.field(description="The type of the object that it made or changed.")
    object_id: strawberry.ID | None = strawberry.field(description="The id of the object that it made or changed.")
    input: JsonValue | None = strawberry.field(
        description="What was asked, with long texts and long lists cut; null for a mutation without input."
    )
    request_id: str | None = strawberry.field(description="The id of the request, which is also in the logs.")


def entry_of(found: DomainEntry) -> AuditEntry:
    """An entry as it is stored."""
    kind, key = found.object_type, found.object_id
    return AuditEntry(
        id=strawberry.ID(encode_id("AuditEntry", found.id)),
        occurred_at=found.occurred_at,
        operation=found.operation,
        actor_email=found.actor_email,
        succeeded=found.succeeded,
        error_code=found.error_code,
        object_type=kind,
        object_id=strawberry.ID(encode_id(kind, key)) if kind and key else None,
        input=found.input,
        request_id=found.request_id,
    )
