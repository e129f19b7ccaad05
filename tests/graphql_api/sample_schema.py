"""A small schema that has one of everything the transport must carry."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import field as dataclass_field
from decimal import Decimal
from enum import Enum

import strawberry

from domain.storage.tokens_and_roles import Role
from graphql_api.context import Info
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.errors.codes import ApiError, ErrorCode

STATE: dict[str, int] = {"mutations": 0, "streams": 0, "ended": 0}


@strawberry.enum
class Colour(Enum):
    RED = "red"
    GREEN = "green"


@strawberry.type
class Leaf:
    name: str
    size: int
    weight: float
    price: Decimal
    colour: Colour
    note: str | None = None
    good: bool = True
    tags: list[str] = dataclass_field(default_factory=list)


@strawberry.type
class Branch:
    name: str
    leaves: list[Leaf]
    twin: Leaf | None = None

    @strawberry.field
    def branches(self, first: int = 2) -> list[Branch]:
        return [Branch(name=f"{self.name}/{n}", leaves=[]) for n in range(min(first, 3))]


def leaf(number: int) -> Leaf:
    return Leaf(f"leaf {number}", number, number / 7, Decimal(number) / 8, Colour.GREEN, tags=["a", "b"])


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    async def slow(self, seconds: float) -> str:
        await asyncio.sleep(seconds)
        return "done"

    @strawberry.field
    def leaves(self, count: int = 3) -> list[Leaf]:
        return [leaf(number) for number in range(count)]

    @strawberry.field
    def branch(self) -> Branch:
        return Branch(name="root", leaves=[leaf(0), leaf(1)], twin=leaf(2))

    @strawberry.field
    def crash(self) -> str | None:
        raise RuntimeError("secret: the password is swordfish")

    @strawberry.field
    def crash_all(self) -> str:
        raise RuntimeError("secret: the password is swordfish")

    @strawberry.field
    def refuse(self) -> str | None:
        raise ApiError(ErrorCode.CONFLICT, "this is taken", taken="name")

    @strawberry.field
    def who(self, info: Info) -> str:
        return info.context.principal.email


@strawberry.type
class Mutation:
    @strawberry.mutation
    def bump(self, by: int = 1) -> int:
        STATE["mutations"] += by
        return STATE["mutations"]

    @strawberry.mutation(metadata={ROLE: Role.ADMIN})
    def reset(self) -> int:
        STATE["mutations"] = 0
        return 0


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int = 3, pause: float = 0.0) -> AsyncGenerator[int, None]:
        STATE["streams"] += 1
        try:
            for number in range(to):
                if pause:
                    await asyncio.sleep(pause)
                yield number
        finally:
            STATE["ended"] += 1

    @strawberry.subscription
    async def broken(self) -> AsyncGenerator[int, None]:
        yield 1
        raise RuntimeError("secret: the password is swordfish")


schema = strawberry.Schema(Query, Mutation, Subscription)
