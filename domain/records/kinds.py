"""What a field of a record may hold, out of its type hint: the one place where type hints are taken apart.

A record is a dataclass. Its fields hold texts, numbers, booleans, days, moments, closed sets, tuples, mappings and
records; ``Annotated[str, word]`` says what a text stands for, as ``domain.problem.keys`` does.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from domain.lean import dataclass, defaults_of, names_of

REQUIRED: Any = object()
"""The default of a field that has to be given: equal to no value."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value; ``Any`` where it may be everything. word: what a text stands for, empty where it is only text."""

    of: Any
    word: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set."""

    of: Any


@dataclass(frozen=True, slots=True)
class Maybe:
    """A value or None."""

    inner: Kind


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of values of one kind."""

    part: Kind


@dataclass(frozen=True, slots=True)
class Parts:
    """So many values, each of its own kind."""

    parts: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class ByKey:
    """Values by name."""

    key: Kind
    value: Kind


@dataclass(frozen=True, slots=True)
class Nested:
    """A record."""

    of: Any


Kind = Leaf | Choice | Maybe | Several | Parts | ByKey | Nested


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. default: ``REQUIRED`` where it has to be given."""

    name: str
    kind: Kind
    default: Any

    @property
    def required(self) -> bool:
        """Whether it has to be given."""
        return self.default is REQUIRED


@cache
def kind_of(hint: Any) -> Kind:
    """What a type hint admits. Raises ``TypeError`` for one that no record of the domain may have."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Leaf(inner[0], inner[1])
    if origin in (Union, types.UnionType):
        kinds = [each for each in inner if each is not type(None)]
        return Maybe(kind_of(kinds[0])) if len(kinds) == 1 < len(inner) else Leaf(hint)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return Several(kind_of(inner[0]))
        return Parts(tuple([kind_of(each) for each in inner]))
    if origin is list:
        return Several(kind_of(inner[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return ByKey(kind_of(inner[0]), kind_of(inner[1]))
    if not isinstance(hint, type):
        return Leaf(hint)
    if names_of(hint) is not None:
        return Nested(hint)
    return Choice(hint) if issubclass(hint, Enum) else Leaf(hint)


def property_of(record: Any, name: str) -> Kind:
    """What a property of a record is."""
    return kind_of(get_type_hints(getattr(record, name).fget, include_extras=True)["return"])


@cache
def fields_of(record: Any) -> tuple[Field, ...]:
    """The fields of a record in the order of its class."""
    hints, defaults = get_type_hints(record, include_extras=True), defaults_of(record)
    names = names_of(record)
    assert names is not None, f"{record.__name__} is no dataclass"
    return tuple([Field(name, kind_of(hints[name]), defaults.get(name, REQUIRED)) for name in names])
