"""A table read as a backlog: what was understood of each column, what only people can say, and every row's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.backlog.initiatives import LONGEST_KEY
from domain.errors import Fault
from sheets.importing.cells import read_column
from sheets.importing.columns import Cells, Column, Question, ReadColumn, assign_columns
from sheets.importing.fields import DECIDED, IGNORE, KEY, SCORE, VALUE, kind_of
from sheets.importing.mapping import BacklogMapping, ColumnMapping, plain_mapping
from sheets.importing.rows import ReadRows, cells_of
from sheets.importing.shapes import shape_of
from sheets.importing.tables import Table
from sheets.keys import key_text
from sheets.layout import Kind
from sheets.reading.cells.kinds import shown
from sheets.workbook import Look, Value, column_letters, from_serial

_SAMPLES = 3
_LONGEST_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What was understood of a column. field: None where it is left out; why: it is, or is not, a field.

    how: its cells are read; filled, refused: how many hold anything, and how many of them cannot be used;
    samples: cells as they stand, and as they are read.
    """

    column: str
    header: str
    field: str | None
    why: str
    how: str
    filled: int
    refused: int
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. rows: the fields of each initiative in order; questions: what has to be said first.

    shape: the tool that it comes from. faults: cells that cannot be used. notes: what people should know.
    mapping: what was said and guessed, which reads the same file in the same way. faulty: the rows with such cells.
    """

    source: str
    shape: str | None
    columns: tuple[ColumnReading, ...]
    rows: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    mapping: BacklogMapping
    faulty: frozenset[int] = frozenset()

    @property
    def sound(self) -> Reading:
        """The same without the rows that hold cells which cannot be used."""
        rows = tuple(row for at, row in enumerate(self.rows) if at not in self.faulty)
        return replace(self, rows=rows, faults=(), faulty=frozenset())

    @property
    def is_ready(self) -> bool:
        """Whether nothing is open and nothing wrong."""
        return not self.questions and not self.faults


def read_backlog(table: Table, mapping: BacklogMapping) -> Reading:
    """Read a table. Raises ``WorkbookError`` where the mapping does not go with it."""
    headers = table.headers
    cells = [cells_of(table, at) for at in range(len(headers))]
    shape = shape_of(headers)
    columns = assign_columns(headers, [len(each) for each in cells], shape, mapping)
    read: dict[int, ReadColumn] = {}
    for column in columns:
        if column.said is not None:
            read[column.at] = read_column(column, cells[column.at], mapping)
    columns = tuple(_doubted(column, cells[column.at], read) for column in columns)
    rows = ReadRows(table, columns, read, mapping)
    questions = [each.question for each in read.values() if each.question is not None]
    used = {column.field for column in columns if column.field is not None}
    questions += _missing(used, headers, _likely_keys(columns, cells, rows), mapping)
    plans = {header.casefold(): said for header, said in mapping.columns.items() if said.field in DECIDED}
    told = {each.header: plans.get(each.header.casefold(), ColumnMapping(IGNORE)) for each in columns if each.header}
    told |= {column.header: column.said for column in columns if column.header and column.said is not None}
    return Reading(
        source=table.source,
        shape=None if shape is None else shape.name,
        columns=tuple(_told(column, cells[column.at], read.get(column.at)) for column in columns),
        rows=tuple(rows.found),
        questions=tuple(questions),
        faults=tuple(rows.faults),
        notes=(*table.notes, *rows.notes),
        mapping=replace(mapping, columns=told),
        faulty=frozenset(rows.faulty),
    )


def _doubted(column: Column, cells: Cells, read: dict[int, ReadColumn]) -> Column:
    """A column that was guessed by its name and whose cells are nothing of the kind is left out, and says so."""
    found = read.get(column.at)
    if found is None or column.is_asked or found.values or not cells or column.field is None:
        return column
    kind = kind_of(column.field)
    if kind not in (Kind.NUMBER, Kind.DATE, Kind.FLAG):
        return column
    del read[column.at]
    what = {Kind.NUMBER: "numbers", Kind.DATE: "dates"}.get(kind, "ticks")
    words = ", ".join(dict.fromkeys(shown(value) for value, _ in list(cells.values())[:20]))[:80]
    return column.left_out(f"looks like {column.field} by its name, but holds no {what}: {words}")


def _told(column: Column, cells: Cells, read: ReadColumn | None) -> ColumnReading:
    samples = []
    if read is not None and read.question is None:
        for row, value in list(read.values.items())[:_SAMPLES]:
            samples.append((_cut(_as_it_stands(*cells[row])), _cut(_written(value))))
    return ColumnReading(
        column=column_letters(column.at),
        header=column.header,
        field=column.field,
        why=column.why,
        how="" if read is None else "; ".join(read.how),
        filled=len(cells),
        refused=0 if read is None else len(read.faults),
        samples=tuple(samples),
    )


def _as_it_stands(value: Value, look: Look | None) -> str:
    if look is Look.DATE and isinstance(value, int | float):
        return from_serial(value).date().isoformat()
    return key_text(value)


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE]}…"


def _likely_keys(columns: Sequence[Column], cells: Sequence[Cells], rows: ReadRows) -> list[str]:
    """Headers of columns that are nothing yet and hold another text in each row; first what prerequisites name."""
    most = max(map(len, cells), default=0)
    found: list[tuple[bool, str]] = []
    for column in columns:
        texts = {key_text(value) for value, _ in cells[column.at].values()}
        is_free = column.header and column.field is None and not column.is_asked
        if is_free and len(texts) == most and all(len(text) <= LONGEST_KEY for text in texts):
            found.append((texts.isdisjoint(rows.needed), column.header))
    return [header for _, header in sorted(found, key=lambda pair: pair[0])]


def _missing(used: set[str], headers: Sequence[str], likely: Sequence[str], mapping: BacklogMapping) -> list[Question]:
    """What has to be known of every backlog and no column says. likely: headers of what may be the keys."""
    choices = tuple((header, "") for header in dict.fromkeys(headers) if header)
    questions = []
    if KEY not in used and not mapping.keys:
        message = "no column is known to hold the keys; say which one, or what keys that are made begin with"
        keys = dict.fromkeys((header, KEY) for header in likely)
        questions.append(Question("key", "", message, (*keys, *(each for each in choices if each[0] not in likely))))
    kpis = [name for name in used if name.startswith("kpi:")]
    worth = VALUE in used or SCORE in used or len(kpis) == 1 or any(name.startswith("score:") for name in used)
    if not worth and not (mapping.plan.north_star_kpi_key and kpis):
        message = "no column is known to hold what an initiative is worth"
        if kpis:
            message = f"several columns hold KPIs: {', '.join(sorted(kpis))}; say which one is the north star"
            choices = tuple((name.partition(":")[2], "") for name in sorted(kpis))
        questions.append(Question("value", "", message, choices))
    if not any(name.startswith(("engineering_tokens", "team:")) for name in used):
        questions.append(Question("tokens", "", "no column is known to hold what an initiative takes", choices))
    return questions


def plain_reading(reading: Reading) -> dict[str, Any]:
    """What was understood, as JSON has it."""
    return {
        "source": reading.source,
        "shape": reading.shape,
        "ready": reading.is_ready,
        "rows": len(reading.rows),
        "columns": [
            {
                "column": each.column,
                "header": each.header,
                "field": each.field,
                "why": each.why,
                "how": each.how,
                "filled": each.filled,
                "refused": each.refused,
                "samples": [{"written": written, "read": read} for written, read in each.samples],
            }
            for each in reading.columns
        ],
        "questions": [
            {
                "about": each.about,
                "column": each.column,
                "message": each.message,
                "choices": [{"answer": answer, "means": means} for answer, means in each.choices],
            }
            for each in reading.questions
        ],
        "faults": [{"place": fault.place, "message": fault.message} for fault in reading.faults],
        "notes": list(reading.notes),
        "mapping": plain_mapping(reading.mapping),
    }
