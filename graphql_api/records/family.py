"""How types of the schema follow from the records of the domain, and the way between the two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any, NamedTuple

import strawberry

from domain.integer_model.model import Sense
from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.figures import Severity
from domain.problem.constraints import Dimension, TargetKind
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import Scope
from domain.records.descriptions import described, sentence, words
from domain.records.kinds import ByKey, Choice, Field, Kind, Leaf, Maybe, Nested, Several, fields_of, property_of
from domain.rules.rule_names import RuleName, rule_name
from graphql_api.enums import enum_of
from graphql_api.keyed_numbers import NumberByKey, NumberByKeyInput, number_list
from graphql_api.records.links import links_of
from graphql_api.scalars import JsonValue

_LEAVES = (str, int, bool, float, Decimal, date, datetime)
_NAMES: Mapping[type[Enum], str] = {
    SolutionStatus: "SolutionStatus",
    Termination: "TerminationReason",
    Proof: "ProofGrade",
    Severity: "Severity",
    Scope: "Scope",
    Sense: "StageSense",
    TargetKind: "TargetKind",
    Dimension: "Dimension",
    ObjectiveMode: "ObjectiveMode",
}
"""The names of closed sets that are the same in all families."""


def as_it_is(value: Any) -> Any:
    """The way of what both have alike."""
    return value


class Shape(NamedTuple):
    """A type as the schema has it. convert: from the domain's value to the schema's, or for inputs the other way."""

    annotation: Any
    convert: Callable[[Any], Any]


class Added(NamedTuple):
    """A field that a record has not, made from the value of another one that is shown: that, its type, what it is."""

    source: str
    kind: Kind
    about: str
    make: Callable[[Any], Any]


RULE = Nested(RuleName)
_RULES = {
    "rule_id": "rule",
    "rule_ids": "named",
    "rules": "named",
    "blocking_rules": "blockers",
    "limiting_rules": "limiting",
    "broken_rules": "broken",
}
"""The fields that hold ids of rules, and those that show the same rules as data."""
_AS_DATA: Mapping[Kind, tuple[Kind, str, Callable[[Any], Any]]] = {
    Leaf(str): (RULE, "The rule as data.", rule_name),
    Maybe(Leaf(str)): (
        Maybe(RULE),
        "The rule as data; null where it is about none.",
        lambda each: each and rule_name(each),
    ),
    Several(Leaf(str)): (Several(RULE), "The same rules, as data.", lambda ids: [rule_name(each) for each in ids]),
}


def values_reader(shapes: Mapping[str, Shape], stored: bool = False) -> Callable[[Any], dict[str, Any]]:
    """What reads the fields of a record as the schema has them. stored: the record may be given as plain values."""
    names = tuple(shapes)
    values_of = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    converted = [(name, shape.convert) for name, shape in shapes.items() if shape.convert is not as_it_is]

    def read(record: Any) -> dict[str, Any]:
        if stored and isinstance(record, dict):
            values = {name: record.get(name) for name in names}
        else:
            values = dict(zip(names, values_of(record), strict=True))
        for name, convert in converted:
            values[name] = convert(values[name])
        return values

    return read


class Family:
    """The types of one part of the schema; another part may show the same records under other names.

    named: what the type of a record is called. plain: whether inputs become plain values as JSON has them, and not
    those of the domain. stored: whether records may also be given as the plain values that were stored of them.
    shown: of records that are not shown whole, the fields and properties that are. kinds: what fields hold that is not
    what their record says. others: the family that shows a record in the place of this one. What names rules by id also
    has them as data, and what names an initiative leads to it.
    """

    def __init__(
        self,
        named: Callable[[type[Any]], str],
        plain: bool = False,
        stored: bool = False,
        shown: Mapping[Any, Sequence[str]] | None = None,
        kinds: Mapping[tuple[Any, str], Kind] | None = None,
        others: Callable[[Any], Family | None] = lambda _: None,
    ) -> None:
        self._named, self._plain, self._stored, self._others = named, plain, stored, others
        self._chosen, self._kinds = shown or {}, kinds or {}
        self._known: dict[tuple[Kind, bool], Shape] = {}
        self._records: dict[Any, dict[str, Shape]] = {}
        self._readers: dict[Any, Callable[[Any], dict[str, Any]]] = {}

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
            case ByKey(_, Leaf(of)) if of is Any:
                return Shape(JsonValue, as_it_is)
            case ByKey(_, value):
                return self._by_key(value)
            case Nested(of):
                return self._input_record(of) if is_taken else self._output_record(of)
            case Choice(of):
                return self._choice(of, is_taken)
            case Leaf(of) if self._stored and of in (Decimal, float):
                return Shape(of, float if of is float else _exact)
            case Leaf(of) if of is Any:
                return Shape(JsonValue, as_it_is)
            case Leaf(of) if of in _LEAVES:
                return Shape(of, as_it_is)
        raise TypeError(f"{kind} has no type in the schema")

    def parts(self, record: Any) -> dict[str, tuple[Any, Any]]:
        """Annotation and field of each field of a record, as an object has them."""
        about, shapes = described(record)[1], self._shapes(record)
        names = self._chosen.get(record, about)
        texts = {name: about.get(name) or sentence(getattr(record, name).__doc__ or "") for name in names}
        found = {name: (shapes[name].annotation, strawberry.field(description=texts[name])) for name in names}
        for name, field in self._added(record).items():
            found[name] = (self.output(field.kind).annotation, strawberry.field(description=field.about))
        return found | links_of(found)

    def values(self, record: Any, value: Any) -> dict[str, Any]:
        """The fields of a record as the schema has them."""
        return self._reader(record)(value)

    def _reader(self, record: Any) -> Callable[[Any], dict[str, Any]]:
        if record not in self._readers:
            self._readers[record] = self._with_added(record, values_reader(self._shapes(record), self._stored))
        return self._readers[record]

    def _with_added(self, record: Any, read: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
        added = self._added(record)
        if not added:
            return read
        made = [(name, each.source, each.make, self.output(each.kind)) for name, each in added.items()]

        def read_more(value: Any) -> dict[str, Any]:
            values = read(value)
            for name, source, make, shape in made:
                values[name] = shape.convert(make(values[source]))
            return values

        return read_more

    def _added(self, record: Any) -> dict[str, Added]:
        """The rules that a record names by their ids, as data, by the names of these fields."""
        kinds = self._kinds_of(record)
        return {
            name: Added(source, *_AS_DATA[kinds[source]])
            for source, name in _RULES.items()
            if kinds.get(source) in _AS_DATA and name not in kinds
        }

    def _shapes(self, record: Any) -> dict[str, Shape]:
        if record not in self._records:
            self._records[record] = {name: self.output(kind) for name, kind in self._kinds_of(record).items()}
        return self._records[record]

    def _kinds_of(self, record: Any) -> dict[str, Kind]:
        kinds = {field.name: field.kind for field in fields_of(record)}
        names = self._chosen.get(record, kinds)
        kinds |= {name: property_of(record, name) for name in names if name not in kinds}
        return {name: self._kinds.get((record, name), kinds[name]) for name in names}

    def _output_record(self, kind: Any) -> Shape:
        other = self._others(kind)
        if other is not None:
            return other.output(Nested(kind))
        made = made_type(strawberry.type, self._named(kind), described(kind)[0], self.parts(kind))
        read = self._reader(kind)

        def convert(value: Any) -> Any:
            found = made.__new__(made)  # by hand, as there may be thousands in an answer
            found.__dict__ = read(value)
            return found

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


def _exact(value: Any) -> Decimal:
    return value if value.__class__ is Decimal else Decimal(str(value))


def made_type(
    make: Any, name: str, summary: str, parts: Mapping[str, tuple[Any, Any]], bases: tuple[type, ...] = ()
) -> Any:
    """A class of the schema with fields by name; those with a resolver of their own have no annotation."""
    namespace: dict[str, Any] = {name: field for name, (_, field) in parts.items()}
    annotations = {name: kind for name, (kind, _) in parts.items() if kind is not None}
    namespace |= {"__annotations__": annotations, "__doc__": summary}
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
