"""A schema on the kit: nodes, a connection, a mutation with typed errors, and every scalar."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import strawberry
from strawberry.schema.config import StrawberryConfig

from domain.errors import ConflictingStateError, Fault, ParameterError, ProblemFileError
from graphql_api.context import Context
from graphql_api.mutations import HANDLERS, MutationFailed, UserInputError
from graphql_api.scalars import SCALARS, JsonValue
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last, connection_of, page_of
from graphql_api.transport.relay.cursors import Order
from graphql_api.transport.relay.ids import decode_int_id, encode_id
from graphql_api.transport.relay.node import Node, node_query

BY_NUMBER = Order("number", (int,))


@strawberry.type
class Plan(Node):
    number: int


def plan(number: int) -> Plan:
    return Plan(id=strawberry.ID(encode_id("Plan", number)), number=number)


async def load_plan(_: Context, key: str) -> Plan | None:
    return plan(int(key)) if key.isdigit() and int(key) < 50 else None


@strawberry.type
class Echo:
    decimal: Decimal | None = None
    moment: datetime | None = None
    day: date | None = None
    json: JsonValue | None = None


@strawberry.type
class Query(node_query({"Plan": load_plan})):  # type: ignore[misc]
    @strawberry.field
    def plans(
        self, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Plan]:
        page = page_of(BY_NUMBER, first, after, last, before)
        numbers = [
            n for n in range(50) if (not page.after or n > page.after[0]) and (not page.before or n < page.before[0])
        ]
        read = (numbers[::-1] if page.backward else numbers)[: page.limit + 1]
        return connection_of(read, page, lambda numbers: [plan(n) for n in numbers], lambda n: (n,), lambda: 50)

    @strawberry.field
    def echo(
        self,
        decimal: Decimal | None = None,
        moment: datetime | None = None,
        day: date | None = None,
        json: JsonValue | None = None,
    ) -> Echo:
        return Echo(decimal=decimal, moment=moment, day=day, json=json)

    @strawberry.field
    def not_a_number(self) -> JsonValue:
        return JsonValue({"x": [float("nan")]})


@strawberry.type
class PlanRenamed:
    plan: Plan


FAULTS = {
    "field": UserInputError("input.name", "is taken", ErrorCode.CONFLICT),
    "problem": ProblemFileError([Fault("initiatives[0].key", "is empty"), Fault("", "has no periods")]),
    "parameter": ParameterError("there is no solver named x"),
    "state": ConflictingStateError("the run has ended"),
    "crash": RuntimeError("secret swordfish"),
    "limited": ApiError(ErrorCode.RATE_LIMITED, "later"),
}

PlanRenameResult = Annotated[PlanRenamed | MutationFailed, strawberry.union("PlanRenameResult")]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def plan_rename(self, id: strawberry.ID, fault: str | None = None) -> PlanRenameResult:
        if fault:
            raise FAULTS[fault]
        return PlanRenamed(plan=plan(decode_int_id(id, "Plan")))


kit_schema = strawberry.Schema(
    Query, Mutation, types=[Plan], config=StrawberryConfig(scalar_map=SCALARS), exception_handlers=HANDLERS
)
