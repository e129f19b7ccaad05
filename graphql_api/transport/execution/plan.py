"""Plans: how the fields that are plain attributes are read and completed, without a call of a resolver for each.

A field is plain when Strawberry would do nothing but ``getattr`` for it. Plans only read; whatever is unusual
(an awaitable, an error, a wrong type, null where it must not be) raises, and graphql-core does that part anew.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from itertools import repeat
from operator import attrgetter, call
from typing import Any, NamedTuple, TypeVar

import graphql
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from graphql_api.transport.execution.leaves import (
    ColumnCompleter,
    Completer,
    NotPlain,
    column_completer,
    leaf_completer,
    list_of,
    nullable,
    one_by_one,
)

DEFINITION = "strawberry-definition"
Collect = Callable[[graphql.GraphQLObjectType, FieldDetailsList], CollectedFields]
T = TypeVar("T")


class RowList(Sequence[T]):
    """Objects of one type that are only made when somebody asks for them: a plan reads their attributes in columns."""

    @abstractmethod
    def column(self, attribute: str) -> Sequence[Any]:
        """An attribute of all objects."""


class PlainField(NamedTuple):
    """The Python attribute that a plain field is read from; and how it is completed, unless it has fields itself."""

    attribute: str
    leaf: Completer | None
    column: ColumnCompleter | None


class Plan(NamedTuple):
    """How an object is completed with all its fields, and how many of them are."""

    one: Completer
    many: ColumnCompleter


class PlainFields:
    """The plain fields of a schema, by type name and field name."""

    def __init__(self, schema: graphql.GraphQLSchema) -> None:
        self._known: dict[str, dict[str, PlainField]] = {}
        for name, kind in schema.type_map.items():
            fields = kind.fields.items() if isinstance(kind, graphql.GraphQLObjectType) else ()
            attributes = {key: (field, _attribute(field)) for key, field in fields}
            self._known[name] = {
                key: _plain_field(attribute, field.type)
                for key, (field, attribute) in attributes.items()
                if attribute is not None
            }

    def get(self, type_name: str, field_name: str) -> PlainField | None:
        """The field, or None where it is not plain."""
        return self._known[type_name].get(field_name)


def _plain_field(attribute: str, kind: graphql.GraphQLOutputType) -> PlainField:
    leaf = leaf_completer(kind)
    return PlainField(attribute, leaf, leaf and column_completer(kind, leaf))


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

    def row(self, kind: graphql.GraphQLOutputType, details: FieldDetailsList) -> Plan | None:
        """How objects of a type are completed with all their fields; None where any of them is not plain."""
        if graphql.is_non_null_type(kind):
            return self._inner(kind.of_type, details)
        inner = self._inner(kind, details)
        return _singly(nullable(inner.one)) if inner else None

    def _inner(self, kind: graphql.GraphQLOutputType, details: FieldDetailsList) -> Plan | None:
        if graphql.is_list_type(kind):
            item = self.row(kind.of_type, details)
            return _singly(list_of(item.many)) if item else None
        return self._object(kind, details) if graphql.is_object_type(kind) else None

    def _object(self, kind: graphql.GraphQLObjectType, details: FieldDetailsList) -> Plan | None:
        accepts = _class_check(kind)
        if accepts is None:
            return None
        fields: dict[str, tuple[str, Completer, ColumnCompleter]] = {}
        constants: dict[str, str] = {}
        blank: dict[str, None] = {}
        for key, selected in self._collect(kind, details).grouped_field_set.items():
            name = selected[0].node.name.value
            blank[key] = None
            if name == "__typename":
                constants[key] = kind.name
                continue
            plain = self._fields.get(kind.name, name)
            if plain is None:
                return None
            if plain.leaf is not None and plain.column is not None:
                fields[key] = plain.attribute, plain.leaf, plain.column
                continue
            inner = self.row(kind.fields[name].type, selected)
            if inner is None:
                return None
            fields[key] = plain.attribute, inner.one, inner.many
        return Plan(_one(accepts, {**blank, **constants}, fields), _many(accepts, list(blank), constants, fields))


def _singly(complete: Completer) -> Plan:
    return Plan(complete, one_by_one(complete))


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


Fields = dict[str, tuple[str, Completer, ColumnCompleter]]


def _one(accepts: Callable[[Any], bool], blank: dict[str, Any], fields: Fields) -> Completer:
    read: Callable[[Any], tuple[Any, ...]]
    attributes = [attribute for attribute, _, _ in fields.values()]
    read = attrgetter(*attributes) if len(attributes) > 1 else _read_few(attributes)
    keys, complete_each = tuple(fields), tuple(complete for _, complete, _ in fields.values())

    def complete(value: Any) -> Any:
        if not accepts(value):
            raise NotPlain
        row = blank.copy()
        row.update(zip(keys, map(call, complete_each, read(value)), strict=True))
        return row

    return complete


def _many(
    accepts: Callable[[Any], bool], keys: list[str], constants: dict[str, str], fields: Fields
) -> ColumnCompleter:
    """Column by column, as a call for each column costs less than one for each value."""
    readers = {key: attrgetter(attribute) for key, (attribute, _, _) in fields.items()}

    def complete(values: Sequence[Any]) -> list[dict[str, Any]]:
        by_class = dict(zip(map(type, values), values, strict=True)) if not isinstance(values, RowList) else None
        if not all(map(accepts, values[:1] if by_class is None else by_class.values())):
            raise NotPlain
        columns: list[Any] = []
        for key in keys:
            if key in constants:
                columns.append(repeat(constants[key], len(values)))
                continue
            attribute, _, complete_all = fields[key]
            read = values.column(attribute) if isinstance(values, RowList) else list(map(readers[key], values))
            columns.append(complete_all(read))
        return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]

    return complete


def _read_few(attributes: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: tuple(getattr(value, attribute) for attribute in attributes)
