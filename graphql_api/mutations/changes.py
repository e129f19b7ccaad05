"""What an input says about the fields of the domain: what was left out is not there, null is the default."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from domain.errors import Fault, ProblemFileError
from graphql_api.keyed_numbers import NumberByKeyInput
from graphql_api.mutations.places import NUMBERS_BY_KEY
from persistence.problem_files.numbers import write_number


def given(value: Any) -> dict[str, Any]:
    """The fields of an input that were given, under their own names."""
    named = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {name: each for name, each in named if each is not strawberry.UNSET}


def domain_values(values: Mapping[str, Any], *kinds: type[Any]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Values of an input as fields of the domain have them, without those that cannot be, and the faults of these.

    kinds: the dataclasses of the domain that the fields belong to; their defaults stand for null.
    """
    defaults = {field.name: _default(field) for kind in kinds for field in dataclasses.fields(kind)}
    found, faults = {}, []
    for name, value in values.items():
        if name not in defaults:
            continue
        if value is None:
            found[name] = defaults[name]
            if found[name] is dataclasses.MISSING:
                faults.append(Fault(name, "must not be null"))
        elif name in NUMBERS_BY_KEY:
            found[name] = {entry.key: entry.value for entry in value}
            faults += repeated_keys(name, value)
            for index, entry in enumerate(value):
                faults += _number_faults(f"{name}[{index}].value", entry.value)
        elif isinstance(value, Decimal):
            found[name] = value
            faults += _number_faults(name, value)
        else:
            found[name] = _plain(value)
    for fault in faults:
        found.pop(fault.place.partition("[")[0], None)
    return found, tuple(faults)


def sound_values(asked: Any, *kinds: type[Any]) -> dict[str, Any]:
    """The given fields of an input as the domain has them. Raises ``ProblemFileError`` for those that cannot be."""
    values, faults = domain_values(given(asked), *kinds)
    if faults:
        raise ProblemFileError(faults)
    return values


def repeated_keys(name: str, entries: Iterable[NumberByKeyInput]) -> list[Fault]:
    """A fault for each key that a list of numbers has already."""
    seen: set[str] = set()
    faults = []
    for index, entry in enumerate(entries):
        if entry.key in seen:
            faults.append(Fault(f"{name}[{index}].key", "the key is given more than once"))
        seen.add(entry.key)
    return faults


def _number_faults(place: str, number: Decimal) -> list[Fault]:
    try:
        write_number(number)
    except ValueError as error:
        return [Fault(place, str(error))]
    return []


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return tuple(_plain(each) for each in value)
    return value.to_domain() if hasattr(value, "to_domain") else value


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
