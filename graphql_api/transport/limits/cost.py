"""How many objects an operation may answer: every object counts one, times the length of the lists it stands in.

A connection's ``first`` or ``last`` multiplies what its ``nodes`` and ``edges`` hold; a list without either is
taken for ``PAGE_DEFAULT`` long. Scalars cost nothing. A field may name its own weight in its metadata
(``metadata={"cost": 5}``). Compiled once per document, and evaluated per request if variables say how long a list is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import graphql

from graphql_api.transport.limits.query_limits import PAGE_DEFAULT, PAGE_MAX

PAGING = ("first", "last")
MOST_DIGITS = 18
INTROSPECTION = {"__schema": 20_000, "__type": 500}
"""What the schema itself costs: it is answered without a stop, in as much time as thousands of objects take."""
Factor = int | str
"""How often: a number, or the name of the variable that says it."""


@dataclass(slots=True)
class CostTerm:
    """So many objects here, and other terms so many times. Fragments make it a graph without cycles."""

    objects: int = 0
    parts: list[tuple[Factor, CostTerm]] = field(default_factory=list)

    def evaluate(self, variables: Mapping[str, Any], known: dict[int, int] | None = None) -> int:
        """The number of objects for these variables."""
        known = {} if known is None else known
        if id(self) not in known:
            known[id(self)] = self.objects + sum(
                _times(factor, variables) * part.evaluate(variables, known) for factor, part in self.parts
            )
        return known[id(self)]


class CostCompiler:
    """Compiles the operations of one document against a schema."""

    def __init__(self, schema: graphql.GraphQLSchema, fragments: Mapping[str, graphql.FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._compiled: dict[tuple[str, Factor], CostTerm] = {}
        self._varies = False

    def operation(self, node: graphql.OperationDefinitionNode) -> CostTerm | int:
        """What an operation costs: a number, or a term where variables may say how long its lists are."""
        root = self._schema.get_root_type(node.operation)
        term = self._selection(node.selection_set, root, PAGE_DEFAULT) if root else CostTerm()
        return term if self._varies else term.evaluate({})

    def _selection(
        self, selection_set: graphql.SelectionSetNode, parent: graphql.GraphQLNamedType, page: Factor
    ) -> CostTerm:
        term = CostTerm()
        for node in selection_set.selections:
            if isinstance(node, graphql.FieldNode):
                self._field(node, parent, page, term)
            elif isinstance(node, graphql.InlineFragmentNode):
                condition = node.type_condition
                kind = self._schema.get_type(condition.name.value) if condition else parent
                term.parts.append((1, self._selection(node.selection_set, kind or parent, page)))
            elif isinstance(node, graphql.FragmentSpreadNode):
                term.parts.append((1, self._fragment(node.name.value, page)))
        return term

    def _fragment(self, name: str, page: Factor) -> CostTerm:
        key = (name, page)
        if key not in self._compiled:
            self._compiled[key] = CostTerm()
            fragment = self._fragments.get(name)
            kind = self._schema.get_type(fragment.type_condition.name.value) if fragment else None
            if fragment and kind:
                self._compiled[key] = self._selection(fragment.selection_set, kind, page)
        return self._compiled[key]

    def _field(self, node: graphql.FieldNode, parent: graphql.GraphQLNamedType, page: Factor, term: CostTerm) -> None:
        definition: graphql.GraphQLField | None = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None:
            term.parts.append((1, CostTerm(INTROSPECTION.get(node.name.value, 0))))
            return
        kind = graphql.get_named_type(definition.type)
        inner = CostTerm(_weight(definition, graphql.is_composite_type(kind)))
        if node.selection_set:
            page_below = _page(node, definition)
            self._varies |= isinstance(page_below, str)
            below = self._selection(node.selection_set, kind, page_below)
            inner.parts.append((1, below))
        term.parts.append((_length(definition, parent, page), inner))


def _times(factor: Factor, variables: Mapping[str, Any]) -> int:
    if isinstance(factor, int):
        return factor
    given = variables.get(factor)
    return min(max(given, 0), PAGE_MAX) if isinstance(given, int) else PAGE_DEFAULT


def _weight(definition: graphql.GraphQLField, composite: bool) -> int:
    strawberry_field = definition.extensions.get("strawberry-definition")
    weight = getattr(strawberry_field, "metadata", {}).get("cost")
    return weight if isinstance(weight, int) else int(composite)


def _page(node: graphql.FieldNode, definition: graphql.GraphQLField) -> Factor:
    for argument in node.arguments or ():
        if argument.name.value in PAGING and argument.name.value in definition.args:
            if isinstance(argument.value, graphql.IntValueNode):
                return min(_whole(argument.value), PAGE_MAX)
            if isinstance(argument.value, graphql.VariableNode):
                return argument.value.name.value
    return PAGE_DEFAULT


def _length(definition: graphql.GraphQLField, parent: graphql.GraphQLNamedType, page: Factor) -> Factor:
    kind = definition.type.of_type if graphql.is_non_null_type(definition.type) else definition.type
    if not graphql.is_list_type(kind):
        return 1
    return page if parent.name.endswith("Connection") else PAGE_DEFAULT


def variable_defaults(node: graphql.OperationDefinitionNode) -> dict[str, int]:
    """The whole numbers that variables stand for where a request leaves them out."""
    return {
        definition.variable.name.value: _whole(definition.default_value)
        for definition in node.variable_definitions or ()
        if isinstance(definition.default_value, graphql.IntValueNode) and not _is_list(definition.type)
    }


def _whole(literal: graphql.IntValueNode) -> int:
    """The number, or a large one in place of digits without end, which are refused elsewhere."""
    return int(literal.value) if len(literal.value) <= MOST_DIGITS else PAGE_MAX


def _is_list(kind: graphql.TypeNode) -> bool:
    return isinstance(kind.type if isinstance(kind, graphql.NonNullTypeNode) else kind, graphql.ListTypeNode)
