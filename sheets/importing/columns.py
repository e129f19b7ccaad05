"""Which column is which field: as the mapping says, as the tool is known to name it, or as people name such columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sheets.errors import WorkbookError
from sheets.importing.fields import DECIDED, IGNORE, kind_of, known_field
from sheets.importing.mapping import BacklogMapping, ColumnMapping
from sheets.importing.shapes import Shape, field_in, left_in
from sheets.layout import Kind
from sheets.workbook import Look, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. at: from zero. said: how its cells are to be read; None where it is left out, for why."""

    at: int
    header: str
    said: ColumnMapping | None
    why: str
    is_asked: bool = False
    rank: int = 0

    @property
    def field(self) -> str | None:
        """The field that it is."""
        return None if self.said is None else self.said.field

    def left_out(self, why: str) -> Column:
        """The same, left out."""
        return replace(self, said=None, why=why)


def assign_columns(
    headers: Sequence[str], filled: Sequence[int], shape: Shape | None, mapping: BacklogMapping
) -> tuple[Column, ...]:
    """What each column is. filled: how many cells of each hold anything.

    Raises ``WorkbookError`` for a column that the mapping names and the file lacks, and for a field given twice.
    """
    asked = _asked(headers, filled, mapping.columns)
    columns = [_column(at, header, filled[at], shape, asked.get(at)) for at, header in enumerate(headers)]
    by_field: dict[str, list[Column]] = {}
    for column in columns:
        if column.field is not None:
            by_field.setdefault(column.field, []).append(column)
    for name, several in by_field.items():
        if len(several) == 1 or kind_of(name) is Kind.KEYS:
            continue
        told = [column for column in several if column.is_asked]
        if len(told) > 1:
            raise WorkbookError(f"gives {name} twice: in {told[0].header!r} and in {told[1].header!r}; leave one out")
        best = told[0] if told else min(several, key=lambda column: (column.rank, -filled[column.at], column.at))
        for column in several:
            if column is not best:
                columns[column.at] = column.left_out(f"{name} is taken from {best.header!r}")
    return tuple(columns)


def _asked(
    headers: Sequence[str], filled: Sequence[int], said: Mapping[str, ColumnMapping]
) -> dict[int, ColumnMapping]:
    """What the mapping says of each column, by its place.

    Of several with one header that is said of all where they hold lists, else of the fullest; the others are left out.
    """
    plain = [header.casefold() for header in headers]
    found: dict[int, ColumnMapping] = {}
    for header, column in said.items():
        places = [at for at, name in enumerate(plain) if name == " ".join(header.split()).casefold()]
        if not places:
            shown = ", ".join(repr(name) for name in dict.fromkeys(headers) if name)
            raise WorkbookError(f"has no column {header!r}, which the mapping names; it has {shown[:1000]}")
        found.update(dict.fromkeys(places, column))
        if len(places) > 1 and column.field != IGNORE and kind_of(column.field) is not Kind.KEYS:
            fullest = max(places, key=lambda at: (filled[at], -at))
            found.update({at: ColumnMapping(IGNORE) for at in places if at != fullest})
    return found


_NOT_TAKEN_IN = "says what a plan has decided, which is not taken in"


def _column(at: int, header: str, filled: int, shape: Shape | None, asked: ColumnMapping | None) -> Column:
    if asked is not None:
        if asked.field == IGNORE:
            return Column(at, header, None, "left out, as the mapping says", is_asked=True)
        if asked.field in DECIDED:
            return Column(at, header, None, _NOT_TAKEN_IN, is_asked=True)
        return Column(at, header, asked, "as the mapping says", is_asked=True)
    if not header:
        return Column(at, header, None, "has no header" if filled else "is empty")
    if not filled:
        return Column(at, header, None, "is empty")
    if header in DECIDED.values():
        return Column(at, header, None, _NOT_TAKEN_IN)
    if shape is not None:
        if (why := left_in(shape, header)) is not None:
            return Column(at, header, None, why)
        if (known := field_in(shape, header)) is not None:
            return Column(at, header, ColumnMapping(known[0]), f"as {shape.name} names it", rank=known[1])
    known = known_field(shape.plain(header) if shape is not None else header)
    if known is not None:
        return Column(at, header, ColumnMapping(known[0]), "by its name", rank=100 + known[1])
    return Column(at, header, None, "no field goes by this name")


@dataclass(frozen=True, slots=True)
class Question:
    """What only people can say. about: numbers, dates, units, key, value or tokens; choices: an answer, and what it
    means; of units, each unit that has to be counted; of keys, first what may hold them, with the field.
    """

    about: str
    column: str
    message: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ReadColumn:
    """A column as it was read. values, faults: by row; how: its cells are written."""

    values: dict[int, Any] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    how: list[str] = field(default_factory=list)
    question: Question | None = None


Cells = Mapping[int, tuple[Value, Look | None]]
"""The cells of a column that hold anything, by row."""
