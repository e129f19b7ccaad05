"""How records are read from plain values, as JSON has them, with every fault at once, and written as such.

A codec reads and writes one kind of value. A form has the codecs of plain values; all others follow from the kinds of a
record's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from domain.lean import dataclass
from domain.records.faults import ROOT, Faults, Place, is_object
from domain.records.kinds import REQUIRED, ByKey, Choice, Kind, Leaf, Maybe, Nested, Parts, Several, fields_of

Read = Callable[[Any, Place, Faults], Any]
"""Makes a value of a plain one. Where that does not fit, a fault is noted, and what comes back does not matter."""
Write = Callable[[Any], Any]
Check = Callable[[Mapping[str, Any], Place, Faults], None]
"""Looks at a plain object as a whole."""


def as_it_is(value: Any) -> Any:
    """The writer of what is plain already."""
    return value


def decimal_as_it_is(value: Any) -> Decimal:
    """The writer of decimals, which lets no other number through. Raises ``TypeError``."""
    if type(value) is not Decimal:
        raise TypeError(f"expected a Decimal, got {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of value. ``write`` is the inverse of ``read``."""

    read: Read
    write: Write = as_it_is

    def whole(self, value: Any, source: str = "") -> Any:
        """The value of a plain one that stands by itself. Raises ``ProblemFileError`` with every fault.

        source: what the plain value is, for errors.
        """
        faults = Faults()
        found = self.read(value, ROOT, faults)
        faults.raise_if_any(source)
        return found


class Form:
    """One way to write records.

    leaves: codecs of plain values, by the word that says what a text stands for or else by type.
    special: what becomes of the codecs of single fields. checks: what else has to be true of the objects of a record.
    leading: fields that are written first; the others follow in the order of the class. Defaults are not written.
    """

    def __init__(
        self,
        leaves: Mapping[Any, Codec],
        special: Mapping[tuple[Any, str], Callable[[Codec], Codec]] | None = None,
        checks: Mapping[Any, Check] | None = None,
        leading: Mapping[Any, Sequence[str]] | None = None,
    ) -> None:
        self._leaves, self._special = leaves, special or {}
        self._checks, self._leading = checks or {}, leading or {}
        self._made: dict[Kind, Codec] = {}

    def of(self, record: Any) -> Codec:
        """The codec of a record."""
        return self.codec(Nested(record))

    def codec(self, kind: Kind) -> Codec:
        """The codec of a kind of value."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        return self._made[kind]

    def order(self, record: Any) -> list[str]:
        """The names of a record's fields in the order in which they are written."""
        leading = self._leading.get(record, ())
        return [*leading, *(field.name for field in fields_of(record) if field.name not in leading)]

    def _make(self, kind: Kind) -> Codec:
        match kind:
            case Nested(of):
                return self._record(of)
            case Maybe(inner):
                return _optional(self.codec(inner))
            case Several(part):
                return list_of(self.codec(part))
            case Parts(parts):
                return _parts([self.codec(part) for part in parts])
            case ByKey(key, value):
                return _by_key(self.codec(key), self.codec(value))
            case Choice(of):
                return _choice(of)
            case Leaf(of, word):
                return self._leaves[word or of]

    def _record(self, of: Any) -> Codec:
        codecs: dict[str, Codec] = {}
        for field in fields_of(of):
            codec, special = self.codec(field.kind), self._special.get((of, field.name))
            codecs[field.name] = codec if special is None else special(codec)
        defaults = {field.name: field.default for field in fields_of(of)}
        required = [field.name for field in fields_of(of) if field.required]
        readers = {name: codec.read for name, codec in codecs.items()}
        writers = [(name, codecs[name].write, defaults[name]) for name in self.order(of)]
        check = self._checks.get(of)

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
                if default is REQUIRED or (item is not default and item != default):
                    written[name] = writer(item)
            return written

        return Codec(read, write)


def list_of(codec: Codec) -> Codec:
    """A list of values of one kind, which becomes a tuple."""
    inner = codec.read

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if not isinstance(value, list | tuple):
            return faults.mismatch(at, "a list", value)
        return tuple([inner(item, (at, index), faults) for index, item in enumerate(value)])

    return Codec(read, lambda items: [codec.write(item) for item in items])


def _optional(codec: Codec) -> Codec:
    inner = codec.read

    def read(value: Any, at: Place, faults: Faults) -> Any:
        return None if value is None else inner(value, at, faults)

    return Codec(read, lambda value: None if value is None else codec.write(value))


def _parts(codecs: list[Codec]) -> Codec:
    def read(value: Any, at: Place, faults: Faults) -> Any:
        if not isinstance(value, list | tuple):
            return faults.mismatch(at, "a list", value)
        if len(value) != len(codecs):
            return faults.add(at, f"expected {len(codecs)} values, got {len(value)}")
        return tuple([codec.read(value[index], (at, index), faults) for index, codec in enumerate(codecs)])

    return Codec(read, lambda items: [codec.write(item) for codec, item in zip(codecs, items, strict=True)])


def _by_key(key_codec: Codec, value_codec: Codec) -> Codec:
    read_key, read_value, write_value = key_codec.read, value_codec.read, value_codec.write

    def read(value: Any, at: Place, faults: Faults) -> Any:
        if not is_object(value, at, faults):
            return None
        found = {}
        for key, item in value.items():
            place = (at, key)
            found[read_key(key, place, faults)] = read_value(item, place, faults)
        return found

    return Codec(read, lambda found: {key: write_value(found[key]) for key in sorted(found)})


def _choice(options: type[Enum]) -> Codec:
    by_text = {str(option.value): option for option in options}
    allowed = ", ".join(by_text)

    def read(value: Any, at: Place, faults: Faults) -> Any:
        option = by_text.get(value) if isinstance(value, str) else None
        return option if option is not None else faults.mismatch(at, f"one of {allowed}", value)

    return Codec(read, lambda option: option.value)
