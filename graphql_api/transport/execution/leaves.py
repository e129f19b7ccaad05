"""Completes leaf values the short way: the usual Python type passes as it is, the rest as graphql-core has it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import inf
from typing import Any

import graphql

from graphql_api.scalars import serialize_decimal

Completer = Callable[[Any], Any]
MAX_INT = 2**31
_TEXTS = (graphql.GraphQLString, graphql.GraphQLID)


class NotPlain(Exception):
    """A value that is left to graphql-core, for it to complete or to report."""


def list_of(item: Completer) -> Completer:
    """Completes lists and tuples of what ``item`` completes."""

    def complete(value: Any) -> Any:
        if value.__class__ is not list and value.__class__ is not tuple:
            raise NotPlain
        return [item(each) for each in value]

    return complete


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
        return list_of(item) if item else None
    return _leaf(kind) if graphql.is_leaf_type(kind) else None


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
