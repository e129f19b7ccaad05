"""A document made ready once: parsed, held against the limits, validated, and its operations described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import graphql
from graphql.validation import NoSchemaIntrospectionCustomRule

from domain.storage.tokens_and_roles import Role
from graphql_api.json_codec import MAX_DEPTH, TOO_DEEP
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.roles import required_role, root_fields
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.errors.masking import formatted
from graphql_api.transport.execution.executor import Selections
from graphql_api.transport.limits.check import limit_errors
from graphql_api.transport.limits.cost import CostCompiler, CostTerm, variable_defaults
from graphql_api.transport.limits.measure import literal_depth

MAX_VALIDATION_ERRORS = 5
RULES = tuple(graphql.specified_rules)
RULES_WITHOUT_INTROSPECTION = (*RULES, NoSchemaIntrospectionCustomRule)


@dataclass(frozen=True, slots=True)
class PreparedOperation:
    """One operation of a document: what it is, what it may cost, who may run it and its root fields.

    role: the lowest one that may run it. allowed: all that may.
    """

    kind: graphql.OperationType
    cost: CostTerm | int
    defaults: Mapping[str, int]
    role: Role
    allowed: frozenset[Role]
    fields: tuple[str, ...] = ()

    def cost_for(self, variables: Mapping[str, Any] | None) -> int:
        """The objects it may answer for these variables."""
        if isinstance(self.cost, int):
            return self.cost
        return self.cost.evaluate({**self.defaults, **(variables or {})})


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document with its operations by name (None for the nameless one), or the errors that refuse it.

    refused: the mutations that each operation of a refused document asks for, by its name.
    selections: what its executions share, by operation; None where directives may make selections differ.
    """

    document: graphql.DocumentNode | None
    operations: Mapping[str | None, PreparedOperation]
    errors: tuple[dict[str, object], ...] = ()
    refused: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    selections: dict[str | None, Selections] | None = None

    def mutations(self, name: str | None) -> tuple[str, ...]:
        """The mutations that the operation of a name asks for, whether the document is refused or not."""
        if name is None and len(self.refused) == 1:
            return next(iter(self.refused.values()))
        if self.errors:
            return self.refused.get(name, ())
        operation = self.operation(name)
        return operation.fields if operation.kind is graphql.OperationType.MUTATION else ()

    def operation(self, name: str | None) -> PreparedOperation:
        """The operation to run. Raises ``ApiError`` where the name does not single one out."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is None and self.operations:
            raise _unresolved("the document has several operations; say which by operationName")
        if name is None or name not in self.operations:
            raise _unresolved(f"the document has no operation named {name!r}" if name else "the document runs nothing")
        return self.operations[name]


class Preparer:
    """Makes documents ready for one schema."""

    def __init__(self, schema: graphql.GraphQLSchema, settings: ApiSettings) -> None:
        self._schema = schema
        self._settings = settings
        self._rules = RULES if settings.introspection else RULES_WITHOUT_INTROSPECTION

    def prepare(self, query: str) -> PreparedDocument:
        """Parse, measure and validate a text. Faults are kept in the result, so that they can be cached as well."""
        try:
            document = graphql.parse(query, max_tokens=self._settings.limits.tokens)
            faults = self._faults(query, document)
            if faults:
                return PreparedDocument(None, {}, faults, self._mutations(document))
            selections: dict[str | None, Selections] | None = None if "@" in query else {}
            return PreparedDocument(document, self._operations(document), selections=selections)
        except graphql.GraphQLSyntaxError as error:
            return PreparedDocument(None, {}, (_coded(error, ErrorCode.GRAPHQL_PARSE_FAILED),))
        except RecursionError:
            return PreparedDocument(
                None, {}, (_shown(ApiError(ErrorCode.LIMIT_EXCEEDED, "the document is nested too deeply")),)
            )

    def _faults(self, query: str, document: graphql.DocumentNode) -> tuple[dict[str, object], ...]:
        if query.count("[") + query.count("{") > MAX_DEPTH and literal_depth(document) > MAX_DEPTH:
            return (_shown(ApiError(ErrorCode.LIMIT_EXCEEDED, TOO_DEEP)),)
        beyond = tuple(_shown(error) for error in limit_errors(document, self._settings.limits))
        return beyond or self._misfits(document)

    def _misfits(self, document: graphql.DocumentNode) -> tuple[dict[str, object], ...]:
        """What does not fit the schema."""
        hide = not self._settings.suggestions
        errors = graphql.validate(self._schema, document, self._rules, MAX_VALIDATION_ERRORS, hide_suggestions=hide)
        shown = errors if self._settings.introspection else [_without_names(error) for error in errors]
        return tuple(_coded(error, _code(error)) for error in shown)

    def _operations(self, document: graphql.DocumentNode) -> dict[str | None, PreparedOperation]:
        fragments = _fragments(document)
        compiler = CostCompiler(self._schema, fragments)
        prepared = {}
        for node in document.definitions:
            if isinstance(node, graphql.OperationDefinitionNode):
                role = required_role(self._schema, node, fragments)
                prepared[node.name.value if node.name else None] = PreparedOperation(
                    node.operation,
                    compiler.operation(node),
                    variable_defaults(node),
                    role,
                    frozenset(each for each in Role if each.includes(role)),
                    root_fields(node, fragments),
                )
        return prepared

    def _mutations(self, document: graphql.DocumentNode) -> dict[str | None, tuple[str, ...]]:
        """The mutations of the schema that each operation asks for; only their names, as nothing else is sound."""
        fragments = _fragments(document)
        known = self._schema.mutation_type.fields if self._schema.mutation_type else {}
        return {
            node.name.value if node.name else None: tuple(
                name for name in dict.fromkeys(root_fields(node, fragments)) if name in known
            )
            for node in document.definitions
            if isinstance(node, graphql.OperationDefinitionNode) and node.operation is graphql.OperationType.MUTATION
        }


def _fragments(document: graphql.DocumentNode) -> dict[str, graphql.FragmentDefinitionNode]:
    return {node.name.value: node for node in document.definitions if isinstance(node, graphql.FragmentDefinitionNode)}


def _without_names(error: graphql.GraphQLError) -> graphql.GraphQLError:
    """The same error without the names that it gives away, where the schema is not to be found out."""
    if _code(error) is ErrorCode.INTROSPECTION_DISABLED:
        return graphql.GraphQLError("introspection is disabled here", error.nodes)
    return graphql.GraphQLError("this does not fit the schema; the server is set to say no more", error.nodes)


def _code(error: graphql.GraphQLError) -> ErrorCode:
    if "introspection" in error.message and "disabled" in error.message:
        return ErrorCode.INTROSPECTION_DISABLED
    return ErrorCode.GRAPHQL_VALIDATION_FAILED


def _coded(error: graphql.GraphQLError, code: ErrorCode) -> dict[str, object]:
    return {**formatted(error), "extensions": {"code": code.value}}


def _shown(error: ApiError) -> dict[str, object]:
    return {"message": error.message, "extensions": error.extensions()}


def _unresolved(message: str) -> ApiError:
    return ApiError(ErrorCode.OPERATION_RESOLUTION_FAILURE, message)
