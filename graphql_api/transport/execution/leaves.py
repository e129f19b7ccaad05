"""Completes leaf values the short way: the usual Python type passes as it is, the rest as graphql-core has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from math import inf
from types import NoneType
from typing import Any

import graphql

from graphql_api.scalars import serialize_decimal

Completer = Callable[[Any], Any]
ColumnCompleter = Callable[[Sequence[Any]], Sequence[Any]]
MAX_INT = 2**31
_TEXTS = (graphql.GraphQLString, graphql.GraphQLID)


class NotPlain(Exception):
    """A value that is left to graphql-core, for it to complete or to report."""


def list_of(items: ColumnCompleter) -> Completer:
    """Completes lists and tuples of what ``items`` completes."""

    def complete(value: Any) -> Any:
        if value.__class__ is not list and value.__class__ is not tuple:
            raise NotPlain
        return list(items(value))

    return complete


def one_by_one(complete: Completer) -> ColumnCompleter:
    """Completes a column value by value."""
    return lambda values: list(map(complete, values))


def nullable(inner: Completer) -> Completer:
    """Lets None pass."""

    def complete(value: Any) -> Any:
        return None if value is None else inner(value)

    return complete


def leaf_completer(kind: graphql.GraphQLOutputType) -> Completer | None:
    """How to complete a leaf, or a list of leaves; None for types with fields."""
    if graphql.is_non_null_type(kind):
        return _inner(kind.of_type)
    if kind in _TEXTS:
        return _exactly_or_none(str, kind)
    inner = _inner(kind)
    return nullable(inner) if inner else None


def _inner(kind: graphql.GraphQLOutputType) -> Completer | None:
    if graphql.is_list_type(kind):
        item = leaf_completer(kind.of_type)
        return list_of(one_by_one(item)) if item else None
    return _leaf(kind) if graphql.is_leaf_type(kind) else None


def column_completer(kind: graphql.GraphQLOutputType, complete: Completer) -> ColumnCompleter:
    """How to complete the values of one field of many objects: at a glance where all are usual, else one by one."""
    inner = kind.of_type if graphql.is_non_null_type(kind) else kind
    absent = set() if inner is not kind else {NoneType}
    if inner in _TEXTS:
        return _unless_unusual({str} | absent, complete)
    if inner is graphql.GraphQLBoolean:
        return _unless_unusual({bool} | absent, complete)
    if isinstance(inner, graphql.GraphQLScalarType) and inner.coerce_output_value is serialize_decimal:
        return _decimals({Decimal, str} | absent, complete)
    if isinstance(inner, graphql.GraphQLEnumType):
        return _enums(inner, complete)
    return one_by_one(complete)


def _unless_unusual(usual: set[type], complete: Completer) -> ColumnCompleter:
    def complete_all(values: Sequence[Any]) -> Sequence[Any]:
        return values if usual.issuperset(map(type, values)) else list(map(complete, values))

    return complete_all


_PLAIN_NUMBERS = re.compile(r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)? )*")


def _decimals(usual: set[type], complete: Completer) -> ColumnCompleter:
    """Decimals, and texts that a database keeps in their place; whatever is not written in plain digits one by one."""

    def complete_all(values: Sequence[Any]) -> Sequence[Any]:
        if usual.issuperset(map(type, values)):
            texts = [None if value is None else str(value) for value in values]
            written = [text for text in texts if text is not None]
            together = " ".join([*written, ""])
            if together.count(" ") == len(written) and _PLAIN_NUMBERS.fullmatch(together):
                return texts
        return list(map(complete, values))

    return complete_all


def _enums(kind: graphql.GraphQLEnumType, complete: Completer) -> ColumnCompleter:
    members = getattr(kind, "wrapped_cls", None)
    names = {id(member): complete(member) for member in members} if members else {}

    def complete_all(values: Sequence[Any]) -> Sequence[Any]:
        if {members}.issuperset(map(type, values)):
            return list(map(names.__getitem__, map(id, values)))
        return list(map(complete, values))

    return complete_all


def _leaf(kind: graphql.GraphQLLeafType) -> Completer:
    if kind in _TEXTS:
        return _exactly(str, kind)
    if kind is graphql.GraphQLBoolean:
        return _exactly(bool, kind)
    if kind is graphql.GraphQLInt:
        return _int
    if kind is graphql.GraphQLFloat:
        return _float
    if isinstance(kind, graphql.GraphQLEnumType):
        return _enum(kind)
    if kind.coerce_output_value is serialize_decimal:
        return _decimal(kind)
    return _by_core(kind)


def _by_core(kind: graphql.GraphQLLeafType) -> Completer:
    coerce = kind.coerce_output_value

    def complete(value: Any) -> Any:
        if value is None or hasattr(value, "__await__") or isinstance(value, Exception):
            raise NotPlain
        coerced = coerce(value)
        if coerced is None or coerced is graphql.Undefined:
            raise NotPlain
        return coerced

    return complete


def _exactly(usual: type, kind: graphql.GraphQLLeafType) -> Completer:
    otherwise = _by_core(kind)

    def complete(value: Any) -> Any:
        return value if value.__class__ is usual else otherwise(value)

    return complete


def _exactly_or_none(usual: type, kind: graphql.GraphQLLeafType) -> Completer:
    otherwise = _by_core(kind)

    def complete(value: Any) -> Any:
        return value if value is None or value.__class__ is usual else otherwise(value)

    return complete


def _decimal(kind: graphql.GraphQLLeafType) -> Completer:
    otherwise = _by_core(kind)

    def complete(value: Any) -> Any:
        return serialize_decimal(value) if value.__class__ is Decimal else otherwise(value)

    return complete


def _int(value: Any) -> Any:
    return value if value.__class__ is int and -MAX_INT <= value < MAX_INT else _any_int(value)


def _float(value: Any) -> Any:
    return value if value.__class__ is float and -inf < value < inf else _any_float(value)


_any_int = _by_core(graphql.GraphQLInt)
_any_float = _by_core(graphql.GraphQLFloat)


def _enum(kind: graphql.GraphQLEnumType) -> Completer:
    otherwise = _by_core(kind)
    members = getattr(kind, "wrapped_cls", None)
    names = {id(member): otherwise(member) for member in members} if members else {}  # hashed without a call

    def complete(value: Any) -> Any:
        return names[id(value)] if value.__class__ is members else otherwise(value)

    return complete
