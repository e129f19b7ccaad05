"""A dataclass as a table of fields, and from the table its reader, its writer and its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain.lean import dataclass, defaults_of, names_of
from persistence.problem_files.faults import Faults, Place
from persistence.problem_files.kinds import Codec, is_object

_NONE = object()
"""No default: equal to no value."""
_NOTHING: tuple[Any, ...] = (None, "", (), {})

Check = Callable[[Mapping[str, Any], Place, Faults], None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field in a file: its name in file and dataclass, its kind, what it means, and examples in JSON terms."""

    name: str
    kind: Codec
    about: str
    examples: tuple[Any, ...] = ()


def record(
    of: type[Any],
    about: str,
    fields: Sequence[Field],
    check: Check | None = None,
    schema: Mapping[str, Any] | None = None,
) -> Codec:
    """The kind of objects that become a dataclass.

    A field without a default in the dataclass is required; one that equals its default is not written.
    check: looks at the JSON object as a whole. schema: what the schema says beyond the fields.
    """
    defaults = defaults_of(of)
    required = [field.name for field in fields if field.name not in defaults]
    readers = {field.name: field.kind.read for field in fields}
    writers = [(field.name, field.kind.write, defaults.get(field.name, _NONE)) for field in fields]

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if not is_object(value, at, faults):
            return None
        given = {}
        for name, item in value.items():
            reader = readers.get(name)
            if reader is None:
                faults.unknown_key(at, name, list(readers))
            else:
                given[name] = reader(item, (at, name), faults)
        complete = True
        for name in required:
            if name not in given:
                complete = False
                faults.add((at, name), "is required, but missing")
        if check is not None:
            check(value, at, faults)
        return of(**given) if complete else None

    def write(value: Any) -> dict[str, Any]:
        written = {}
        for name, writer, default in writers:
            item = getattr(value, name)
            if item is not default and item != default:
                written[name] = writer(item)
        return written

    return Codec(read, write, _schema(about, fields, defaults, required) | dict(schema or {}))


def _schema(
    about: str, fields: Sequence[Field], defaults: Mapping[str, Any], required: Sequence[str]
) -> dict[str, Any]:
    properties = {}
    for field in fields:
        schema: dict[str, Any] = {**field.kind.schema, "description": field.about}
        default = defaults.get(field.name)
        if default not in _NOTHING and names_of(default) is None:
            schema["default"] = field.kind.write(default)
        if field.examples:
            schema["examples"] = list(field.examples)
        properties[field.name] = schema
    result: dict[str, Any] = {"type": "object", "description": about, "additionalProperties": False}
    return result | {"required": list(required), "properties": properties}
