"""Types of the schema from the records of the domain, and the way between the two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

import strawberry

from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.report import Severity
from domain.problem.sizing import Scope
from graphql_api.enums import enum_of
from graphql_api.keyed_numbers import NumberByKey, NumberByKeyInput, number_list
from records.descriptions import described, sentence, words
from records.kinds import ByKey, Choice, Field, Kind, Leaf, Maybe, Nested, Several, fields_of, kind_of

PLANNING = ("domain.analyses", "domain.edits", "domain.live_sessions")
FOREIGN = "Analysed"
"""Put before the names of records that other parts of the schema show in another form."""
_LEAVES = (str, int, bool, float, Decimal, date, datetime)
_NAMES: Mapping[type[Enum], str] = {
    SolutionStatus: "SolutionStatus",
    Termination: "TerminationReason",
    Proof: "ProofGrade",
    Severity: "Severity",
    Scope: "Scope",
}
"""The names of closed sets that are the same in all families."""


def as_it_is(value: Any) -> Any:
    """The way of what both have alike."""
    return value


class Shape(NamedTuple):
    """A type as the schema has it. convert: from the domain's value to the schema's, or for inputs the other way."""

    annotation: Any
    convert: Callable[[Any], Any]


class Family:
    """The types of one part of the schema; another part may show the same records under other names.

    named: what the type of a record is called. plain: whether inputs become plain values as JSON has them, and not
    those of the domain.
    """

    def __init__(self, named: Callable[[type[Any]], str], plain: bool) -> None:
        self._named, self._plain = named, plain
        self._known: dict[tuple[Kind, bool], Shape] = {}

    def output(self, kind: Kind) -> Shape:
        """The type of an answer."""
        return self._shape(kind, False)

    def taken(self, kind: Kind) -> Shape:
        """The type of an argument; what was left out or is null in a record is not given to the domain."""
        return self._shape(kind, True)

    def _shape(self, kind: Kind, is_taken: bool) -> Shape:
        if (kind, is_taken) not in self._known:
            self._known[kind, is_taken] = self._make(kind, is_taken)
        return self._known[kind, is_taken]

    def _make(self, kind: Kind, is_taken: bool) -> Shape:
        match kind:
            case Maybe(inner):
                annotation, convert = self._shape(inner, is_taken)
                if convert is as_it_is:
                    return Shape(annotation | None, convert)
                return Shape(annotation | None, lambda value: None if value is None else convert(value))
            case Several(inner):
                annotation, convert = self._shape(inner, is_taken)
                made = tuple if is_taken and not self._plain else list
                if convert is as_it_is:
                    return Shape(_list_of(annotation), made)
                return Shape(_list_of(annotation), lambda value: made([convert(each) for each in value]))
            case ByKey(_, Leaf(of)) if of is Decimal:
                if is_taken:
                    return Shape(list[NumberByKeyInput], lambda value: {each.key: each.value for each in value})
                return Shape(list[NumberByKey], number_list)
            case ByKey(_, value):
                return self._by_key(value)
            case Nested(of):
                return self._input_record(of) if is_taken else self._output_record(of)
            case Choice(of):
                return self._choice(of, is_taken)
            case Leaf(of) if of in _LEAVES:
                return Shape(of, as_it_is)
        raise TypeError(f"{kind} has no type in the schema")

    def _output_record(self, kind: Any) -> Shape:
        summary, about = described(kind)
        parts = {field.name: self.output(field.kind) for field in fields_of(kind)}
        fields = {name: (parts[name].annotation, strawberry.field(description=text)) for name, text in about.items()}
        made = made_type(strawberry.type, self._named(kind), summary, fields)

        def convert(value: Any) -> Any:
            return made(**{name: part.convert(getattr(value, name)) for name, part in parts.items()})

        return Shape(made, convert)

    def _input_record(self, kind: Any) -> Shape:
        made = made_type(strawberry.input, f"{self._named(kind)}Input", described(kind)[0], self.argument_fields(kind))
        if self._plain:
            return Shape(made, lambda value: self.arguments(kind, value))
        return Shape(made, lambda value: kind(**self.arguments(kind, value)))

    def _by_key(self, value: Kind) -> Shape:
        part = self.output(value)
        name = value.of.__name__ if isinstance(value, Leaf | Nested | Choice) else "List"
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
            lambda found: [entry(key=str(key), value=part.convert(found[key])) for key in sorted(found, key=str)],
        )

    def _choice(self, kind: type[Enum], is_taken: bool) -> Shape:
        known = enum_of(kind, _NAMES.get(kind) or self._named(kind))
        if is_taken:
            return Shape(known, lambda value: str(value.value.value) if self._plain else value.value)
        return Shape(known, {member.value: member for member in known}.__getitem__)

    def argument_fields(self, kind: Any) -> dict[str, tuple[Any, Any]]:
        """Annotation and field of each field, as an input has them: what has a default may be left out."""
        about = described(kind)[1]
        made = {}
        for field in fields_of(kind):
            annotation, text = self.taken(field.kind).annotation, about[field.name]
            if field.required:
                made[field.name] = (annotation, strawberry.field(description=text))
            else:
                described_default = strawberry.field(description=text + _left_out(field), default=None)
                made[field.name] = (annotation | None, described_default)
        return made

    def arguments(self, kind: Any, given: Any, only: Collection[str] | None = None) -> dict[str, Any]:
        """The fields that an input gives, in the terms of this family. only: those that the input has."""
        kinds = {field.name: field.kind for field in fields_of(kind) if only is None or field.name in only}
        named = ((name, getattr(given, name)) for name in kinds)
        return {name: self.taken(kinds[name]).convert(value) for name, value in named if value is not None}


def _analysed(kind: type[Any]) -> str:
    return kind.__name__ if kind.__module__.startswith(PLANNING) else f"{FOREIGN}{kind.__name__}"


ANALYSED = Family(_analysed, plain=True)
"""The requests and results of analyses."""
STORED = Family(lambda kind: kind.__name__, plain=False)
"""What is stored, under the names that the domain has for it."""
argument_fields, plain_arguments = ANALYSED.argument_fields, ANALYSED.arguments


def output(hint: Any) -> Shape:
    """The type of what an analysis answers."""
    return ANALYSED.output(kind_of(hint))


def taken(hint: Any) -> Shape:
    """The type of an argument of an analysis."""
    return ANALYSED.taken(kind_of(hint))


def made_type(
    make: Any, name: str, summary: str, parts: Mapping[str, tuple[Any, Any]], bases: tuple[type, ...] = ()
) -> Any:
    """A class of the schema with fields by name."""
    namespace: dict[str, Any] = {name: field for name, (_, field) in parts.items()}
    namespace |= {"__annotations__": {name: kind for name, (kind, _) in parts.items()}, "__doc__": summary}
    return make(type(name, bases, namespace), name=name, description=summary)


def _list_of(kind: Any) -> Any:
    return list[kind]


def _left_out(field: Field) -> str:
    """What holds where an argument is left out, for those whose default says something."""
    default = field.default
    if default is None or default in ((), "", {}):
        return ""
    if isinstance(default, Enum):
        return f" Left out: {default.value}."
    return f" Left out: {str(default).lower() if isinstance(default, bool) else default}."
