"""Runs GraphQL operations against a schema; every transport ends here."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from functools import lru_cache
from inspect import isawaitable
from time import perf_counter
from typing import Any

import strawberry
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationType
from graphql.execution import create_source_event_stream, map_source_to_response_event

from graphql_api.context import Context
from graphql_api.settings import ApiSettings
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.errors.masking import execution_errors, masked, variable_errors
from graphql_api.transport.execution.executor import ApiExecutor, Selections
from graphql_api.transport.execution.prepared import PreparedDocument, PreparedOperation, Preparer
from graphql_api.transport.execution.request import Answer, GraphQLRequest, OperationObserver, OperationReport
from graphql_api.transport.limits.check import limit_error

NoteRefusals = Callable[[Context, Iterable[str], GraphQLRequest, str], Awaitable[None]]


class Refused(Exception):
    """An answer that is ready before anything ran."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def refusal(error: ApiError, status: int = 0) -> Answer:
    """The answer that says why nothing ran."""
    shown: dict[str, object] = {"message": error.message, "extensions": error.extensions()}
    return Answer(errors=[shown], request_error=True, status=status)


def forbidden(operation: PreparedOperation) -> ApiError:
    """The error for a caller whose role is too small."""
    role = operation.role.value
    return ApiError(ErrorCode.FORBIDDEN, f"this needs the role {role}", role=role)


def unexpected(error: Exception, context: Context) -> Answer:
    """The answer where the server itself is at fault."""
    return Answer(errors=[masked(error, context.request_id)], request_error=True, status=500)


CACHED_DOCUMENTS = 512
CACHED_LENGTH = 20_000
"""Longer texts are not cached, so that the cache stays small whatever clients send."""
STREAM_NEEDED = "a subscription is answered as text/event-stream, or over a WebSocket"


class GraphQLEngine:
    """One schema with its settings. Documents are parsed, measured and validated once and then remembered."""

    def __init__(
        self,
        schema: strawberry.Schema,
        settings: ApiSettings,
        observers: Sequence[OperationObserver] = (),
        note_refusals: NoteRefusals | None = None,
    ) -> None:
        """note_refusals: told of the mutations that were refused before they began."""
        self._note_refusals = note_refusals
        self.schema: GraphQLSchema = schema._schema
        self.settings = settings
        self.open_streams = 0
        self._observers = tuple(observers)
        self._prepare = Preparer(self.schema, settings).prepare
        self._prepare_cached = lru_cache(CACHED_DOCUMENTS)(self._prepare)

    def prepared(self, query: str) -> PreparedDocument:
        """The document of a text, made ready. Raises ``ApiError`` for one that is too long to be looked at."""
        allowed = self.settings.limits.characters
        if len(query) > allowed:
            raise limit_error("characters", len(query), allowed)
        return self._prepare_cached(query) if len(query) <= CACHED_LENGTH else self._prepare(query)

    def kind(self, request: GraphQLRequest) -> OperationType | None:
        """What the request would run, or None where it is at fault."""
        try:
            return self.prepared(request.query).operation(request.operation_name).kind
        except ApiError:
            return None

    async def execute(self, request: GraphQLRequest, context: Context) -> Answer:
        """Run a query or a mutation to its answer."""
        started = perf_counter()
        answer = await self._execute(request, context)
        if answer.errors and self._note_refusals is not None:
            await self._audit(request, context, answer, self._note_refusals)
        self._report(request, answer, context, started)
        return answer

    async def subscribe(self, request: GraphQLRequest, context: Context) -> Answer | AsyncGenerator[Answer, None]:
        """The answers of a subscription; or the one answer of what is no subscription, or is refused."""
        if self.kind(request) is not OperationType.SUBSCRIPTION:
            return await self.execute(request, context)
        started = perf_counter()
        answers = await self._subscribe(request, context)
        if isinstance(answers, Answer):
            self._report(request, answers, context, started)
            return answers
        return self._followed(answers, request, context, started)

    async def _execute(self, request: GraphQLRequest, context: Context) -> Answer:
        try:
            prepared, operation, extensions = self._admit(request, context)
            if operation.kind is OperationType.SUBSCRIPTION:
                return refusal(ApiError(ErrorCode.NOT_ACCEPTABLE, STREAM_NEEDED), 406)
            executor = self._executor(request, context, prepared)
            if isinstance(executor, Answer):
                return executor
            result = executor.execute_operation()
            if isawaitable(result):
                result = await result
            return self._answer(result, context, extensions)
        except Refused as refused:
            return refused.answer
        except ApiError as error:
            return refusal(error)
        except Exception as error:
            return unexpected(error, context)
        finally:
            context.close()

    async def _audit(
        self, request: GraphQLRequest, context: Context, answer: Answer, note_refusals: NoteRefusals
    ) -> None:
        try:
            asked = self.prepared(request.query).mutations(request.operation_name)
        except ApiError:
            return
        names = [name for name in dict.fromkeys(asked) if name not in context.audited]
        if names:
            shown = answer.errors[0].get("extensions")
            code = shown.get("code") if isinstance(shown, Mapping) else None
            await note_refusals(context, names, request, str(code or ErrorCode.BAD_USER_INPUT.value))

    async def _subscribe(self, request: GraphQLRequest, context: Context) -> Answer | AsyncGenerator[Answer, None]:
        try:
            prepared, _, _ = self._admit(request, context)
            executor = self._executor(request, context, prepared)
            if isinstance(executor, Answer):
                return executor
            source = create_source_event_stream(executor)
            if isawaitable(source):
                source = await source
            if isinstance(source, ExecutionResult):
                return self._answer(source, context, {})
            return self._events(executor, source, context)
        except Refused as refused:
            return refused.answer
        except ApiError as error:
            return refusal(error)
        except Exception as error:
            return unexpected(error, context)

    async def _events(
        self, executor: ApiExecutor, source: AsyncIterable[Any], context: Context
    ) -> AsyncGenerator[Answer, None]:
        try:
            async with aclosing(map_source_to_response_event(executor, source)) as events:
                async for result in events:
                    yield self._answer(result, context, {})
        except Exception as error:
            shown = execution_errors([GraphQLError("", original_error=error)], context.request_id)
            yield Answer(None, shown)

    async def _followed(
        self, answers: AsyncGenerator[Answer, None], request: GraphQLRequest, context: Context, started: float
    ) -> AsyncGenerator[Answer, None]:
        """The same answers, counted as a stream for as long as it is open."""
        self.open_streams += 1
        try:
            async with aclosing(answers):
                async for answer in answers:
                    yield answer
        finally:
            self.open_streams -= 1
            context.close()
            self._report(request, Answer(), context, started)

    def _report(self, request: GraphQLRequest, answer: Answer, context: Context, started: float) -> None:
        if self._observers:
            kind = self.kind(request)
            report = OperationReport(kind.value if kind else "", request, answer, context, perf_counter() - started)
            for observer in self._observers:
                observer.operation_ended(report)

    def _admit(
        self, request: GraphQLRequest, context: Context
    ) -> tuple[PreparedDocument, PreparedOperation, dict[str, object]]:
        """Everything that is checked before anything runs."""
        prepared = self.prepared(request.query)
        if prepared.errors:
            raise Refused(Answer(errors=[dict(error) for error in prepared.errors], request_error=True))
        operation = prepared.operation(request.operation_name)
        if request.read_only and operation.kind is OperationType.MUTATION:
            raise Refused(refusal(ApiError(ErrorCode.METHOD_NOT_ALLOWED, "a mutation may not be sent by GET"), 405))
        if context.principal.role not in operation.allowed:
            raise Refused(refusal(forbidden(operation), 403))
        cost, allowed = operation.cost_for(request.variables), self.settings.limits.cost
        if cost > allowed:
            raise limit_error("cost", cost, allowed)
        return prepared, operation, {"cost": {"estimated": cost, "allowed": allowed}}

    def _executor(self, request: GraphQLRequest, context: Context, prepared: PreparedDocument) -> ApiExecutor | Answer:
        assert prepared.document is not None
        variables: Any = request.variables
        executor = ApiExecutor.build(
            self.schema,
            prepared.document,
            context_value=context,
            raw_variable_values=variables,
            operation_name=request.operation_name,
            hide_suggestions=not self.settings.suggestions,
        )
        if isinstance(executor, list):
            return Answer(errors=variable_errors(executor, context.request_id), request_error=True)
        assert isinstance(executor, ApiExecutor)
        if prepared.selections is not None:
            executor.share(prepared.selections.setdefault(request.operation_name, Selections()))
        return executor

    def _answer(self, result: Any, context: Context, extensions: dict[str, object]) -> Answer:
        errors = execution_errors(result.errors, context.request_id) if result.errors else []
        _forget_frames(result.errors or ())
        nothing_ran = result.data is None and bool(errors) and not any("path" in error for error in errors)
        return Answer(result.data, errors, extensions, request_error=nothing_ran)


def _forget_frames(errors: Sequence[GraphQLError]) -> None:
    """Drop where errors came from, once that is logged: the frames know the errors in their turn."""
    for error in errors:
        cause: BaseException | None = error
        while cause is not None:
            cause.__traceback__ = None
            cause = cause.original_error if isinstance(cause, GraphQLError) else cause.__cause__ or cause.__context__
