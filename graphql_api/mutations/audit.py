"""Mutations that leave an entry in the audit log: who did what to which object, and how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from domain.errors import DatabaseUnavailableError, OptimizationEngineError
from domain.storage.tokens_and_roles import AuditEntry, Role
from graphql_api.context import Context, limiter, threads_of_mutations
from graphql_api.mutations.effects import StartRehearsed, Trial
from graphql_api.mutations.failure import MutationFailed, user_errors
from graphql_api.mutations.user_input import plain
from graphql_api.transport.auth.roles import ROLE
from graphql_api.transport.errors.codes import ErrorCode
from graphql_api.transport.execution.request import GraphQLRequest
from graphql_api.transport.relay.ids import split_id
from graphql_api.transport.relay.node import Node
from persistence.unit_of_work import Committed, Rehearsed, SqlUnitOfWork, before_commit, rehearsal

logger = logging.getLogger("optengine.audit")


def mutation(
    description: str, role: Role = Role.PLANNER, starts: bool = False, **metadata: Any
) -> Callable[[Any], Any]:
    """A root field of mutations that is logged, and rehearsed where its input says ``validate_only``.

    Use it in place of ``strawberry.mutation``. starts: whether it hands to workers what it has stored.
    """
    made: Callable[[Any], Any] = strawberry.mutation(
        description=description, extensions=[Audited(starts)], metadata={ROLE: role, **metadata}
    )
    return made


class Audited(FieldExtension):
    """Writes the entry: what is changed is stored together with it, or not at all; a refusal is noted afterwards."""

    def __init__(self, starts: bool = False) -> None:
        self._starts = starts

    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Any, **kwargs: Any) -> Any:
        """Run the mutation and note what came of it."""
        info.context.audited.add(info.field_name)
        noted = _Noted(info.context, _entry(info.context, info.field_name, plain(kwargs.get("input"))))
        trial = Trial(self._starts) if getattr(kwargs.get("input"), "validate_only", False) else None
        token, threads = before_commit.set(noted.write), limiter.set(info.context.shared(threads_of_mutations))
        trying = rehearsal.set(trial)
        answer: Any = None
        code: str | None = None
        try:
            try:
                answer = await next_(source, info, **kwargs)
            except Rehearsed:
                answer = StartRehearsed()
            if isinstance(answer, MutationFailed):
                code = answer.errors[0].code.name
            elif trial is not None:
                answer.effect = await info.context.read(trial.effect)
            return answer
        except DatabaseUnavailableError:
            code = ErrorCode.UNAVAILABLE.value
            raise
        except Exception as error:
            found = user_errors(error)
            code = found[0].code.name if found else ErrorCode.INTERNAL_SERVER_ERROR.value
            raise
        finally:
            before_commit.reset(token)
            limiter.reset(threads)
            rehearsal.reset(trying)
            if trial is not None:
                info.context.removed.clear()
            await _conclude(info.context, noted, code, None if trial is not None else _object_of(answer))


class _Noted:
    """The entry of one mutation; it has a number once it is stored for good."""

    def __init__(self, context: Context, entry: AuditEntry) -> None:
        self._context = context
        self.entry = entry

    def write(self, uow: SqlUnitOfWork) -> Committed:
        """Store the entry with a transaction; where the mutation has several, with the first one."""
        if self._context.removed:
            self.entry = replace(self.entry, input=self.entry.input | {"removed": plain(self._context.removed)})
        if self.entry.id:
            uow.access.amend(self.entry)
            return lambda: None
        number = uow.access.log(self.entry).id
        return lambda: self._stored(number)

    def _stored(self, number: int) -> None:
        self.entry = replace(self.entry, id=number)


def _entry(context: Context, operation: str, asked: Any) -> AuditEntry:
    return AuditEntry(
        occurred_at=context.clock.now(),
        operation=operation,
        succeeded=True,
        actor_email=context.email,
        api_token_id=context.principal.token_id,
        input=asked,
        request_id=context.request_id or None,
    )


async def _conclude(context: Context, noted: _Noted, code: str | None, about: tuple[str, str] | None) -> None:
    """Add what is known now: the object, and why nothing came of it.

    Where nothing could be stored, nothing is tried once more: who asked would wait as long again.
    """
    if context.services.storage is None or (noted.entry.id and code is None and about is None):
        return
    if code == ErrorCode.UNAVAILABLE.value and not noted.entry.id:
        logger.warning("the audit log lacks request %s: the database could not be used", context.request_id)
        return
    kind, key = about or (None, None)
    noted.entry = replace(noted.entry, succeeded=code is None, error_code=code, object_type=kind, object_id=key)
    try:
        await context.write(noted.write)
    except OptimizationEngineError:
        entry = noted.entry
        logger.exception("the audit log lacks how %s ended in request %s", entry.operation, entry.request_id)


async def note_refusals(context: Context, operations: Iterable[str], request: GraphQLRequest, code: str) -> None:
    """Write an entry for each mutation that was refused before it began: for its role, or for its input's form."""
    if context.services.storage is None:
        return
    asked = plain(request.variables or {})
    entries = [replace(_entry(context, name, asked), succeeded=False, error_code=code) for name in operations]
    try:
        await context.write(lambda uow: [uow.access.log(entry) for entry in entries])
    except OptimizationEngineError:
        logger.exception("the audit log lacks what was refused in request %s", context.request_id)


def _object_of(answer: Any) -> tuple[str, str] | None:
    """Type and key of the first object in the answer of a mutation."""
    if not is_dataclass(answer):
        return None
    for field in fields(answer):
        value = getattr(answer, field.name)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, Node):
            return split_id(first.id)
    return None
