"""Plans: how the fields that are plain attributes are read and completed, without a call of a resolver for each.

A field is plain when Strawberry would do nothing but ``getattr`` for it. Plans only read; whatever is unusual
(an awaitable, an error, a wrong type, null where it must not be) raises, and graphql-core does that part anew.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter, call
from typing import Any, NamedTuple

import graphql
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from graphql_api.transport.execution.leaves import Completer, NotPlain, leaf_completer, list_of, nullable

DEFINITION = "strawberry-definition"
Collect = Callable[[graphql.GraphQLObjectType, FieldDetailsList], CollectedFields]


class PlainField(NamedTuple):
    """The Python attribute that a plain field is read from; and how it is completed, unless it has fields itself."""

    attribute: str
    leaf: Completer | None


class PlainFields:
    """The plain fields of a schema, by type name and field name."""

    def __init__(self, schema: graphql.GraphQLSchema) -> None:
        self._known: dict[str, dict[str, PlainField]] = {}
        for name, kind in schema.type_map.items():
            fields = kind.fields.items() if isinstance(kind, graphql.GraphQLObjectType) else ()
            attributes = {key: (field, _attribute(field)) for key, field in fields}
            self._known[name] = {
                key: PlainField(attribute, leaf_completer(field.type))
                for key, (field, attribute) in attributes.items()
                if attribute is not None
            }

    def get(self, type_name: str, field_name: str) -> PlainField | None:
        """The field, or None where it is not plain."""
        return self._known[type_name].get(field_name)


def _attribute(field: graphql.GraphQLField) -> str | None:
    definition = field.extensions.get(DEFINITION)
    plain = (
        type(definition) is StrawberryField
        and definition.is_basic_field
        and definition.default_resolver is getattr
        and getattr(field.resolve, "_is_default", False)
        and not field.args
    )
    return definition.python_name if plain and definition is not None else None


class RowPlanner:
    """Makes the plans of one operation."""

    def __init__(self, fields: PlainFields, collect: Collect) -> None:
        self._fields = fields
        self._collect = collect

    def row(self, kind: graphql.GraphQLOutputType, details: FieldDetailsList) -> Completer | None:
        """How one object is completed with all its fields; None where any of them is not plain."""
        if graphql.is_non_null_type(kind):
            return self._inner(kind.of_type, details)
        inner = self._inner(kind, details)
        return nullable(inner) if inner else None

    def _inner(self, kind: graphql.GraphQLOutputType, details: FieldDetailsList) -> Completer | None:
        if graphql.is_list_type(kind):
            item = self.row(kind.of_type, details)
            return list_of(item) if item else None
        return self._object(kind, details) if graphql.is_object_type(kind) else None

    def _object(self, kind: graphql.GraphQLObjectType, details: FieldDetailsList) -> Completer | None:
        accepts = _class_check(kind)
        if accepts is None:
            return None
        keys: list[str] = []
        attributes: list[str] = []
        completers: dict[str, Completer] = {}
        constants: dict[str, str] = {}
        for key, selected in self._collect(kind, details).grouped_field_set.items():
            name = selected[0].node.name.value
            keys.append(key)
            if name == "__typename":
                constants[key] = kind.name
                continue
            plain = self._fields.get(kind.name, name)
            completer = plain and (plain.leaf or self.row(kind.fields[name].type, selected))
            if plain is None or completer is None:
                return None
            attributes.append(plain.attribute)
            completers[key] = completer
        return _row(accepts, keys, attributes, completers, constants)


def _class_check(kind: graphql.GraphQLObjectType) -> Callable[[Any], bool] | None:
    """Whether an object is of a type, asked once for each class; None where the type asks each object itself."""
    definition = kind.extensions.get(DEFINITION)
    if not isinstance(definition, StrawberryObjectDefinition) or definition.is_type_of is not None:
        return None
    is_type_of: Any = kind.is_type_of
    known: dict[type, bool] = {}

    def accepts(value: Any) -> bool:
        found = value.__class__
        if found not in known:
            known[found] = not issubclass(found, Exception) and not hasattr(found, "__await__")
            if known[found] and is_type_of is not None:
                known[found] = is_type_of(value, None) is True
        return known[found]

    return accepts


def _row(
    accepts: Callable[[Any], bool],
    keys: list[str],
    attributes: list[str],
    completers: dict[str, Completer],
    constants: dict[str, str],
) -> Completer:
    read: Callable[[Any], tuple[Any, ...]]
    if len(attributes) > 1:
        read = attrgetter(*attributes)
    else:
        read = _read_few(attributes)
    blank = {**dict.fromkeys(keys), **constants}
    read_keys, complete_each = tuple(completers), tuple(completers.values())

    def complete(value: Any) -> Any:
        if not accepts(value):
            raise NotPlain
        row = blank.copy()
        row.update(zip(read_keys, map(call, complete_each, read(value)), strict=True))
        return row

    return complete


def _read_few(attributes: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: tuple(getattr(value, attribute) for attribute in attributes)
