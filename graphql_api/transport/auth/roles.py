"""Which role an operation needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import graphql

from domain.storage.tokens_and_roles import Role

ROLE = "role"
"""The key of a root field's metadata that names its role: ``metadata={ROLE: Role.ADMIN}``."""


DEFAULT_ROLES = {
    graphql.OperationType.QUERY: Role.VIEWER,
    graphql.OperationType.SUBSCRIPTION: Role.VIEWER,
    graphql.OperationType.MUTATION: Role.PLANNER,
}


def required_role(
    schema: graphql.GraphQLSchema,
    operation: graphql.OperationDefinitionNode,
    fragments: Mapping[str, graphql.FragmentDefinitionNode],
) -> Role:
    """The highest role that a root field of the operation needs; worked out once per document."""
    default = DEFAULT_ROLES[operation.operation]
    root = schema.get_root_type(operation.operation)
    if not isinstance(root, graphql.GraphQLObjectType):
        return default
    names = root_fields(operation, fragments)
    return max((_role(root, name, default) for name in names), key=list(Role).index, default=default)


def root_fields(
    operation: graphql.OperationDefinitionNode, fragments: Mapping[str, graphql.FragmentDefinitionNode]
) -> tuple[str, ...]:
    """The names of the root fields of an operation, in order, fragments expanded."""
    return tuple(_root_fields(operation.selection_set, fragments, set()))


def _role(root: graphql.GraphQLObjectType, name: str, default: Role) -> Role:
    if name.startswith("__"):  # what GraphQL itself brings along, such as the name of the type
        return Role.VIEWER
    field = root.fields.get(name)
    definition = field.extensions.get("strawberry-definition") if field else None
    role = getattr(definition, "metadata", {}).get(ROLE)
    return role if isinstance(role, Role) else default


def _root_fields(
    selection_set: graphql.SelectionSetNode, fragments: Mapping[str, graphql.FragmentDefinitionNode], seen: set[str]
) -> Iterator[str]:
    for node in selection_set.selections:
        if isinstance(node, graphql.FieldNode):
            yield node.name.value
        elif isinstance(node, graphql.InlineFragmentNode):
            yield from _root_fields(node.selection_set, fragments, seen)
        elif isinstance(node, graphql.FragmentSpreadNode) and node.name.value not in seen:
            seen.add(node.name.value)
            if node.name.value in fragments:
                yield from _root_fields(fragments[node.name.value].selection_set, fragments, seen)
