"""The audit log page by page: its entries, and the field that lists them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

import strawberry

from domain.storage.tokens_and_roles import AuditEntry as DomainEntry
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Info
from graphql_api.mutations.filters import condition, stored_filter
from graphql_api.records.facets import stored_facets
from graphql_api.records.lists import order_input
from graphql_api.scalars import JsonValue
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.ids import encode_id, split_id
from graphql_api.transport.relay.stored import OrderDirection, stored_connection, stored_order
from persistence.access.audit_listing import ENTRIES, FACETS, AuditFilter, audit_entries
from persistence.database.pages import SortKey


@strawberry.type(description="One mutation: who did what to which object, and how it went.")
class AuditEntry:
    id: strawberry.ID = strawberry.field(description="The id of the entry. It is no node.")
    occurred_at: datetime = strawberry.field(description="When it was asked for.")
    operation: str = strawberry.field(description="The name of the mutation, such as scenarioCreate.")
    actor_email: str | None = strawberry.field(description="Who asked; null where no token says so.")
    succeeded: bool = strawberry.field(description="Whether it did what was asked.")
    error_code: str | None = strawberry.field(description="The code of the first error; null where it succeeded.")
    object_type: str | None = strawberry.field(
        description="The type of the object that it made or changed; null for none."
    )
    object_id: strawberry.ID | None = strawberry.field(
        description="The id of the object that it made or changed; null for none."
    )
    input: JsonValue | None = strawberry.field(
        description="What was asked, with long texts and long lists cut; null for a mutation without input."
    )
    request_id: str | None = strawberry.field(
        description="The id of the request, as in the logs; null where it has none."
    )


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


NEWEST_FIRST = stored_order("NEWEST", SortKey(ENTRIES.id, descending=True))
AuditOrder: Any = order_input(
    "AuditOrder",
    "entries",
    {
        "occurred_at": (ENTRIES.occurred_at, "By when they were asked for."),
        "operation": (ENTRIES.operation, "By the name of the mutation."),
        "actor_email": (ENTRIES.actor_email, "By who asked."),
    },
    unique=ENTRIES.id,
    default="occurred_at",
    equal="equal ones follow each other as they were stored",
    direction=OrderDirection.DESC,
)


@strawberry.input(
    name="AuditFilter",
    description="Which entries are listed: those that meet every condition. A list admits any of its values.",
)
class AuditFilterInput:
    operations: list[str] | None = condition("Names of mutations.")
    actor_emails: list[str] | None = condition("Email addresses of those who asked.")
    object_id: strawberry.ID | None = condition("The object that was made or changed.")
    succeeded: bool | None = condition("Whether they did what was asked.")
    occurred_from: datetime | None = condition("Those at this moment or later.")
    occurred_to: datetime | None = condition("Those before this moment.")


Filter = Annotated[AuditFilterInput | None, strawberry.argument(description="Which ones; left out, all of them.")]

OrderBy = Annotated[AuditOrder | None, strawberry.argument(description="In which order; left out, the newest first.")]


@strawberry.type
class AuditQuery:
    """The audit log."""

    audit_facets = stored_facets(
        "AuditFacet",
        "entries of the audit log",
        lambda asked: audit_entries(_stored(asked)),
        AuditFilterInput,
        FACETS,
        role=Role.ADMIN,
    )

    @strawberry.field(
        description="The mutations that were asked for, the newest first. Needs the role admin.",
        metadata={ROLE: Role.ADMIN},
    )
    async def audit_log(
        self,
        info: Info,
        filter: Filter = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AuditEntry]:
        return await stored_connection(
            info.context,
            audit_entries(_stored(filter)),
            NEWEST_FIRST if order_by is None else order_by.stored(),
            entry_of,
            first=first,
            after=after,
            last=last,
            before=before,
        )


def _stored(asked: AuditFilterInput | None) -> AuditFilter | None:
    found = stored_filter(AuditFilter, asked)
    if found is None or found.object_id is None:
        return found
    kind, key = split_id(found.object_id)
    return replace(found, object_type=kind, object_id=key)
