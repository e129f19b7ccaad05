"""A stored record of the domain as an object of the schema, and as the inputs that make and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import strawberry

from domain.errors import Fault, ProblemFileError
from domain.records.descriptions import described
from domain.records.kinds import ByKey, Field, Maybe, fields_of
from graphql_api.keyed_numbers import NumberByKeyInput
from graphql_api.records.family import Shape, made_type, values_reader
from graphql_api.records.generating import STORED
from graphql_api.transport.relay.ids import encode_id
from graphql_api.transport.relay.node import Node
from persistence.problem_files.json_text import write_number

NOT_SHOWN = frozenset({"id", "entry_versions"})
"""What of a stored record no client sees as it is."""
SERVER_KEEPS = frozenset({*NOT_SHOWN, "created_at", "updated_at", "created_by_user_id", "version", "archived_at"})
"""What of a stored record no client says."""
Extra = Mapping[str, tuple[Any, Any]]
"""Annotation and field of each field of an input that no record has."""


class Computed(NamedTuple):
    """A field of an object that no record has: its type, what it is, and its value for a stored record."""

    annotation: Any
    about: str
    value: Callable[[Any], Any]


class Mirror:
    """One kind of stored records, each with a record of the problem in one field and what is kept beside it.

    own: that field. after: which fields come after which, of those kept beside or computed; the others come last.
    shown, taken: fields that objects or inputs have in a form of their own.
    """

    def __init__(
        self,
        record: Any,
        own: str,
        after: Mapping[str, Sequence[str]],
        shown: Mapping[str, Shape] | None = None,
        taken: Mapping[str, Shape] | None = None,
    ) -> None:
        (problem,) = (field.kind.of for field in fields_of(record) if field.name == own)  # type: ignore[union-attr]
        self._problem, self._own, self._after = problem, own, after
        fields = {field.name: field for each in (problem, record) for field in fields_of(each) if field.name != own}
        self._about = described(problem)[1] | described(record)[1]
        self._names = [name for name in self._about if name in fields and name not in NOT_SHOWN]
        self._held = frozenset(described(problem)[1])
        self._fields = fields
        self._shown, self._taken = shown or {}, taken or {}
        self.written = tuple(self._ordered(name for name in self._names if name not in SERVER_KEEPS))

    def object(self, name: str, **computed: Computed) -> Shape:
        """The type of the object, and what makes one of a stored record."""
        shapes = {each: self._shown.get(each) or STORED.output(self._fields[each].kind) for each in self._names}
        parts = {each: (shape.annotation, self._about[each]) for each, shape in shapes.items()}
        parts |= {each: (part.annotation, part.about) for each, part in computed.items()}
        made = made_type(
            strawberry.type,
            name,
            described(self._problem)[0],
            {each: (parts[each][0], strawberry.field(description=parts[each][1])) for each in self._ordered(parts)},
            (Node,),
        )
        of_own = values_reader({each: shapes[each] for each in self._names if each in self._held})
        of_record = values_reader({each: shapes[each] for each in self._names if each not in self._held})

        def object_of(record: Any) -> Any:
            found = made.__new__(made)  # by hand, as there may be thousands in an answer
            found.__dict__ = values = of_own(getattr(record, self._own))
            values |= of_record(record)
            values["id"] = encode_id(name, record.id)
            for each, part in computed.items():
                values[each] = part.value(record)
            return found

        return Shape(made, object_of)

    def input(
        self,
        name: str,
        about: str,
        needed: Sequence[str] = (),
        first: Extra | None = None,
        last: Extra | None = None,
        only: Sequence[str] | None = None,
    ) -> Any:
        """An input with the fields that a client may say. What is not needed may be left out, which is not null.

        only: in place of all of them.
        """
        fields: dict[str, tuple[Any, Any]] = dict(first or {})
        written = self.written if only is None else only
        leading = [each for each in written if each in needed or self._fields[each].required]
        for each in dict.fromkeys((*leading, *written)):
            annotation = (self._taken.get(each) or STORED.taken(self._fields[each].kind)).annotation
            if each in needed:
                fields[each] = (annotation, strawberry.field(description=self._about[each]))
            else:
                optional = strawberry.field(description=self._about[each], default=strawberry.UNSET)
                fields[each] = (annotation | None, optional)
        return made_type(strawberry.input, name, about, fields | dict(last or {}))

    def changes(self, asked: Any) -> tuple[dict[str, Any], tuple[Fault, ...]]:
        """What an input says of the fields, as the domain has it, and the faults of what cannot be.

        What was left out is not there, and null is the default of the field.
        """
        found, faults = {}, []
        for name in self.written:
            value, field = getattr(asked, name, strawberry.UNSET), self._fields[name]
            if value is strawberry.UNSET:
                continue
            wrong = list(_faults(field, value))
            faults += wrong
            if value is None and not wrong:
                found[name] = field.default
            elif not wrong:
                found[name] = (self._taken.get(name) or STORED.taken(field.kind)).convert(value)
        return found, tuple(faults)

    def sound(self, asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The given fields of the problem's record, and those kept beside it. Raises ``ProblemFileError``."""
        values, faults = self.changes(asked)
        if faults:
            raise ProblemFileError(faults)
        own = {name: value for name, value in values.items() if name in self._held}
        return own, {name: value for name, value in values.items() if name not in self._held}

    def _ordered(self, names: Iterable[str]) -> list[str]:
        there = dict.fromkeys(names)
        placed = {each for followers in self._after.values() for each in followers}
        ordered = []
        for name in there:
            if name not in placed:
                ordered += [name, *(each for each in self._after.get(name, ()) if each in there)]
        return ordered


def _faults(field: Field, value: Any) -> Iterable[Fault]:
    kind = field.kind.inner if isinstance(field.kind, Maybe) else field.kind
    if value is None:
        if field.required:
            yield Fault(field.name, "must not be null")
    elif isinstance(kind, ByKey):
        yield from _entry_faults(field.name, value)
    elif isinstance(value, Decimal):
        yield from _number_faults(field.name, value)


def _entry_faults(name: str, entries: Iterable[NumberByKeyInput]) -> Iterable[Fault]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.key in seen:
            yield Fault(f"{name}[{index}].key", "the key is given more than once")
        seen.add(entry.key)
        yield from _number_faults(f"{name}[{index}].value", entry.value)


def _number_faults(place: str, number: Decimal) -> Iterable[Fault]:
    try:
        write_number(number)
    except ValueError as error:
        yield Fault(place, str(error))
