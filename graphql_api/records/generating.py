"""Types of the schema from the records of the domain, and the way between the two.

A record is a frozen dataclass of texts, numbers, booleans, days, closed sets, tuples, mappings from texts, and records.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import strawberry

from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.report import Severity
from domain.problem.sizing import Scope
from graphql_api import enums
from graphql_api.keyed_numbers import NumberByKey, NumberByKeyInput, number_list
from graphql_api.records.descriptions import described, sentence, words

PLANNING = ("domain.analyses", "domain.edits")
FOREIGN = "Analysed"
"""Put before the names of records that other parts of the schema show in another form."""
_LEAVES = (str, int, bool, float, Decimal, date, datetime)
_KNOWN: Mapping[type[Enum], Any] = {
    SolutionStatus: enums.SolutionStatus,
    Termination: enums.TerminationReason,
    Proof: enums.ProofGrade,
    Severity: enums.Severity,
    Scope: enums.Scope,
}


class Shape(NamedTuple):
    """A type as the schema has it. convert: from the domain's value to the schema's, or for inputs the other way."""

    annotation: Any
    convert: Callable[[Any], Any]


@cache
def output(hint: Any) -> Shape:
    """The type of an answer."""
    return _shape(hint, output, _output_record)


@cache
def taken(hint: Any) -> Shape:
    """The type of an argument; its values become plain ones, as JSON has them."""
    return _shape(hint, taken, _input_record)


def argument_fields(kind: type[Any]) -> dict[str, tuple[Any, Any]]:
    """Annotation and field of each field of a request, as an input has them: what has a default may be left out."""
    hints, (_, about) = get_type_hints(kind), described(kind)
    made = {}
    for field in fields(kind):
        annotation = taken(hints[field.name]).annotation
        if _is_needed(field):
            made[field.name] = (annotation, strawberry.field(description=about[field.name]))
        else:
            text = about[field.name] + _left_out(field)
            made[field.name] = (annotation | None, strawberry.field(description=text, default=None))
    return made


def plain_arguments(kind: type[Any], given: Any, only: Collection[str] | None = None) -> dict[str, Any]:
    """The fields of a request that an input gives, as JSON has them. only: those that the input has."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if only is None or field.name in only]
    named = ((name, getattr(given, name)) for name in names)
    return {name: taken(hints[name]).convert(value) for name, value in named if value is not None}


def _shape(hint: Any, inner: Callable[[Any], Shape], record: Callable[[Any], Shape]) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (kind,) = (inner(each) for each in arguments if each is not type(None))
        return Shape(kind.annotation | None, lambda value: None if value is None else kind.convert(value))
    if origin is tuple:
        assert len(arguments) == 2 and arguments[1] is Ellipsis, f"{hint} has no one type of parts"
        part = inner(arguments[0])
        return Shape(_list_of(part.annotation), lambda value: [part.convert(each) for each in value])
    if origin is not None and issubclass(origin, Mapping):
        return _by_key(arguments[1], inner)
    if is_dataclass(hint):
        return record(hint)
    if issubclass(hint, Enum):
        return _choice(hint, inner is taken)
    assert hint in _LEAVES, f"{hint} has no type in the schema"
    return Shape(hint, lambda value: value)


def _output_record(kind: Any) -> Shape:
    hints, (summary, about) = get_type_hints(kind), described(kind)
    parts = {field.name: output(hints[field.name]) for field in fields(kind)}
    made = made_type(
        strawberry.type,
        _name(kind),
        summary,
        {name: (part.annotation, strawberry.field(description=about[name])) for name, part in parts.items()},
    )

    def convert(value: Any) -> Any:
        return made(**{name: part.convert(getattr(value, name)) for name, part in parts.items()})

    return Shape(made, convert)


def _input_record(kind: Any) -> Shape:
    made = made_type(strawberry.input, f"{_name(kind)}Input", described(kind)[0], argument_fields(kind))
    return Shape(made, lambda value: plain_arguments(kind, value))


def _by_key(kind: Any, inner: Callable[[Any], Shape]) -> Shape:
    if inner is taken:
        assert kind is Decimal, "a request has no other mapping than of numbers"
        return Shape(list[NumberByKeyInput], lambda value: {each.key: each.value for each in value})
    if kind is Decimal:
        return Shape(list[NumberByKey], number_list)
    part = inner(kind)
    name = kind.__name__ if isinstance(kind, type) else "List"
    entry = made_type(
        strawberry.type,
        f"{name[0].upper()}{name[1:]}ByKey",
        f"{sentence(words(name))} With what it belongs to.",
        {
            "key": (str, strawberry.field(description="The key, such as that of a KPI or a team.")),
            "value": (part.annotation, strawberry.field(description="What there is for it.")),
        },
    )
    return Shape(
        _list_of(entry),
        lambda value: [entry(key=str(key), value=part.convert(value[key])) for key in sorted(value, key=str)],
    )


@cache
def _enum(kind: type[Enum]) -> Any:
    about = _members(kind)
    members = {each.name: strawberry.enum_value(each, description=about[each.name]) for each in kind}
    text = sentence((kind.__doc__ or words(kind.__name__)).strip().splitlines()[0])
    return strawberry.enum(Enum(kind.__name__, members), name=_name(kind), description=text)  # type: ignore[call-overload]


def _choice(kind: type[Enum], is_taken: bool) -> Shape:
    known = _KNOWN.get(kind) or _enum(kind)
    if is_taken:
        return Shape(known, lambda value: str(value.value.value))
    members = {member.value: member for member in known}
    return Shape(known, lambda value: members[value])


def _members(kind: type[Enum]) -> dict[str, str]:
    """What the values of a closed set are, where its docstring says so: ``value: what it is``."""
    text = " ".join((kind.__doc__ or "").split())
    one = "|".join(sorted((re.escape(str(each.value)) for each in kind), key=len, reverse=True))
    parts = list(re.finditer(rf"(?:^|(?<=[.;] ))({one}): ", text))
    ends = [*(part.start() for part in parts), len(text)][1:]
    found = {part[1]: sentence(text[part.end() : end]) for part, end in zip(parts, ends, strict=True)}
    return {each.name: found.get(str(each.value)) or sentence(words(str(each.value))) for each in kind}


def made_type(make: Any, name: str, summary: str, parts: Mapping[str, tuple[Any, Any]]) -> Any:
    """A class of the schema with fields by name."""
    namespace: dict[str, Any] = {name: field for name, (_, field) in parts.items()}
    namespace |= {"__annotations__": {name: kind for name, (kind, _) in parts.items()}, "__doc__": summary}
    return make(type(name, (), namespace), name=name, description=summary)


def _name(kind: type[Any]) -> str:
    return kind.__name__ if kind.__module__.startswith(PLANNING) else f"{FOREIGN}{kind.__name__}"


def _list_of(kind: Any) -> Any:
    return list[kind]


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _left_out(field: Field[Any]) -> str:
    """What holds where an argument is left out, for those whose default says something."""
    default = field.default
    if default is MISSING or default is None or default in ((), ""):
        return ""
    shown = (
        default.value if isinstance(default, Enum) else str(default).lower() if isinstance(default, bool) else default
    )
    return f" Left out: {shown}."
