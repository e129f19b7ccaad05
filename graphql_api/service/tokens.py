"""Tokens of the API: all of them for administrators, who also make and revoke them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from domain.storage.tokens_and_roles import ApiToken as DomainToken
from domain.storage.tokens_and_roles import Role
from graphql_api.context import Context, Info
from graphql_api.enums import enum_of
from graphql_api.mutations import MutationFailed, Outcome, UserInputError, mutation
from graphql_api.mutations.idempotency import Rehearsable, Repeatable, once
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.auth.tokens import new_token
from graphql_api.transport.errors.codes import ErrorCode
from graphql_api.transport.relay.ids import decode_int_id, encode_id
from graphql_api.transport.relay.node import Node
from persistence.unit_of_work import SqlUnitOfWork

ApiRole: Any = enum_of(Role)


@strawberry.type(description="A token that opens the API. Its secret is shown once, when it is made, and kept nowhere.")
class ApiToken(Node):
    name: str = strawberry.field(description="What it is known by; no two tokens have the same one.")
    email: str = strawberry.field(description="Who asks when it is used.")
    role: ApiRole = strawberry.field(description="What it allows.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="When it stops opening anything; null for never.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked; null where it was not.")
    last_used_at: datetime | None = strawberry.field(description="When it was last used, to a minute; null for never.")
    is_valid: bool = strawberry.field(description="Whether it opens the API at this moment.")


def _shown(context: Context, token: DomainToken) -> ApiToken:
    return ApiToken(
        id=strawberry.ID(encode_id("ApiToken", token.id)),
        name=token.name,
        email=token.email,
        role=ApiRole(token.role),
        created_at=token.created_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
        last_used_at=token.last_used_at,
        is_valid=token.is_valid(context.clock.now()),
    )


@strawberry.input(description="A token to make.")
class TokenCreateInput(Repeatable):
    name: str = strawberry.field(description="What it is known by.")
    email: str = strawberry.field(description="Who asks when it is used; runs and changes carry it.")
    role: ApiRole = strawberry.field(description="What it allows.", default=ApiRole.VIEWER)
    expires_at: datetime | None = strawberry.field(description="When it ends; left out, never.", default=None)


@strawberry.input(description="A token to revoke.")
class TokenRevokeInput(Rehearsable):
    id: strawberry.ID = strawberry.field(description="The id of the token.")


@strawberry.type(description="A token was made.")
class TokenCreated(Outcome):
    token: ApiToken = strawberry.field(description="The token.")
    secret: str | None = strawberry.field(
        description="What to send as Authorization: Bearer. It is shown this once and kept nowhere: null where the "
        "token was made before with the same idempotencyKey; revoke it then, and make another one."
    )


@strawberry.type(description="A token was revoked.")
class TokenRevoked(Outcome):
    token: ApiToken = strawberry.field(description="The token, which opens nothing any more within seconds.")


TokenCreateResult = Annotated[
    TokenCreated | MutationFailed, strawberry.union("TokenCreateResult", description="The token, or why there is none.")
]
TokenRevokeResult = Annotated[
    TokenRevoked | MutationFailed, strawberry.union("TokenRevokeResult", description="The token, or why it stays.")
]


@strawberry.type
class TokenQuery:
    """The root field of tokens."""

    @strawberry.field(
        description="Every token by name, revoked ones included. Needs the role admin.", metadata={ROLE: Role.ADMIN}
    )
    async def tokens(self, info: Info) -> list[ApiToken]:
        found = await info.context.read(lambda uow: uow.access.tokens())
        return [_shown(info.context, token) for token in found]


@strawberry.type
class TokenMutation:
    """The mutations of tokens."""

    @mutation(description="Make a token. Needs the role admin.", role=Role.ADMIN)
    async def token_create(
        self, info: Info, input: Annotated[TokenCreateInput, strawberry.argument(description="The token.")]
    ) -> TokenCreateResult:
        context, now = info.context, info.context.clock.now()
        role: Any = input.role.value
        token, secret = new_token(input.name, input.email, role, now, input.expires_at)

        def add(uow: SqlUnitOfWork) -> int:
            if input.expires_at is not None and input.expires_at <= now:
                raise UserInputError("input.expiresAt", "has passed already")
            if any(known.name == token.name for known in uow.access.tokens()):
                raise UserInputError("input.name", "there is a token of this name", ErrorCode.CONFLICT)
            return uow.access.add_token(token).id

        def added(uow: SqlUnitOfWork) -> DomainToken:
            number = once(uow, context, "tokenCreate", input, lambda: add(uow))
            return next(known for known in uow.access.tokens() if known.id == number)

        made = await context.write(added)
        return TokenCreated(
            token=_shown(context, made),
            secret=secret if made.token_hash == token.token_hash and not input.validate_only else None,
        )

    @mutation(
        description="Revoke a token; one that has ended already keeps its time. Needs the role admin.", role=Role.ADMIN
    )
    async def token_revoke(
        self, info: Info, input: Annotated[TokenRevokeInput, strawberry.argument(description="The token, by its id.")]
    ) -> TokenRevokeResult:
        context, number = info.context, decode_int_id(input.id, "ApiToken")

        def revoke(uow: SqlUnitOfWork) -> DomainToken:
            for known in uow.access.tokens():
                if known.id == number:
                    return uow.access.revoke_token(known.name, context.clock.now())
            raise UserInputError("input.id", "there is no such token", ErrorCode.NOT_FOUND)

        return TokenRevoked(token=_shown(context, await context.write(revoke)))
