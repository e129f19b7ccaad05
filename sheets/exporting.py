"""The way back: initiatives, and what a plan decides on them, in the columns of another tool, as CSV or .xlsx.

What was written is read again as an import reads it, and compared.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.integer_model.result import SolutionStatus
from domain.lean import names_of
from domain.numbers import ZERO
from domain.portfolio.report import PortfolioReport
from domain.problem.initiative import DELIVERED_STATUSES
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope
from sheets.errors import WorkbookError
from sheets.importing import BacklogMapping, PlanTerms, read_backlog, read_table
from sheets.importing.days import DateOrder
from sheets.importing.fields import DECIDED, IGNORE, KEY, STATUS, kind_of
from sheets.importing.figures import DecimalMark
from sheets.importing.mapping import ColumnMapping, factor_of
from sheets.importing.shapes import SHAPES, Shape, shape_of
from sheets.importing.texts import SEPARATORS
from sheets.importing.written import times_exactly
from sheets.layout import Kind
from sheets.layout.inputs import CANDIDATES
from sheets.reading.cells.kinds import split_keys, tick_of
from sheets.stating import rows_of
from sheets.workbook import Writable, escaped, storable
from sheets.xlsx.workbook import table_file

TOOLS = tuple(shape.word for shape in SHAPES)
_NOT_EXPORTED = frozenset({"is_selected_for_run", "notes", "team_tokens_mvp_json", "kpi_contribution_json"})
_DAYS = {DateOrder.DAY_FIRST: "%d/%m/%Y", DateOrder.MONTH_FIRST: "%m/%d/%Y"}
_FIRST_DAY = date(1900, 3, 1)  # Programs differ about the serials of days before.
Row = Mapping[str, Writable]
Columns = Mapping[str, ColumnMapping]


@dataclass(frozen=True, slots=True)
class Export:
    """A table that was made. data: the file; shape: the tool whose columns it has; columns: header and field of each.

    mapping: takes it in again. left_out: fields that no column holds. unsaid: what would be taken in otherwise.
    """

    data: bytes
    shape: str | None
    columns: tuple[tuple[str, str], ...]
    rows: int
    mapping: BacklogMapping
    left_out: tuple[str, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """entry: which one of the keys of a list stands in it; None: all of them."""

    header: str
    said: ColumnMapping
    entry: int | None = None


def export_backlog(
    problem: PortfolioProblem,
    answer: PortfolioReport | None,
    mapping: BacklogMapping,
    tool: str | None = None,
    *,
    is_xlsx: bool = False,
) -> Export:
    """Write the initiatives of a problem, and with an answer what became of each. tool: one of ``TOOLS``.

    The columns that the mapping names come first. Where it names none or a tool is named, all else that is filled
    follows: as the tool calls it, or under our own names. Raises ``WorkbookError`` for what no cell can say.
    """
    rows = _rows(problem, answer)
    named = dict.fromkeys(name for row in rows for name in row)
    filled = [name for name in named if any(_is_said(row.get(name)) for row in rows)]
    shape = next((each for each in SHAPES if each.word == tool), None) or shape_of(list(mapping.columns))
    said = _chosen(mapping, shape, tool, filled)
    held = {each.field for each in said.values()}
    if answer is None and (asked := {each.field for each in mapping.columns.values()} & DECIDED.keys()):
        raise WorkbookError(f"the mapping asks for {min(asked)}, which an answer says: give one with --answer")
    columns = [column for header, each in said.items() for column in _columns(header, each, shape, rows)]
    table: list[list[Writable]] = [[column.header if is_xlsx else escaped(column.header) for column in columns]]
    table += [[_cell(column, row, mapping, is_xlsx=is_xlsx) for column in columns] for row in rows]
    header_row = mapping.header_row or 1
    data = table_file(mapping.tab or "Backlog", table, header_row) if is_xlsx else _csv(table, mapping, header_row)
    terms = {name: getattr(problem.scenario, name) for name in names_of(PlanTerms) or ()}
    again = replace(mapping, columns=said, plan=PlanTerms(**terms))
    return Export(
        data=data,
        shape=None if shape is None else shape.name,
        columns=tuple((header, each.field) for header, each in said.items()),
        rows=len(rows),
        mapping=again,
        left_out=tuple(name for name in filled if name not in held),
        unsaid=tuple(_unsaid(data, again if mapping != BacklogMapping() else mapping, rows, held - DECIDED.keys())),
    )


def _rows(problem: PortfolioProblem, answer: PortfolioReport | None) -> list[Row]:
    out, done = set(problem.constraint_set.forced_out), set(problem.delivered)
    decided = {} if answer is None else _decided(answer, {each.initiative_key for each in problem.initiatives})
    rows: list[Row] = []
    for each, stated in zip(problem.initiatives, rows_of(problem, ())[CANDIDATES.name], strict=True):
        key = each.initiative_key
        kept = {name: value for name, value in stated.items() if name not in _NOT_EXPORTED}
        none = (
            dict.fromkeys((f"team_mvp:{team}" for team in each.team_tokens), ZERO) if each.team_tokens_mvp == {} else {}
        )
        marks = {"synergy_group_keys": ", ".join(each.synergy_group_keys) or None, "delivered": key in done}
        rows.append({**kept, **none, **marks, "forced_out": key in out, **decided.get(key, {})})
    return rows


def _decided(answer: PortfolioReport, known: Collection[str]) -> dict[str, Row]:
    """What an answer says of each initiative."""
    found: dict[str, Row] = {}
    for each in answer.initiatives:
        size = each.scope.value if each.period is not None and each.scope is not Scope.NONE else None
        told = (each.decision.value.replace("_", " "), each.period, size, " ".join(each.reasons) or None)
        found[each.initiative_key] = dict(zip(DECIDED, told, strict=True))
    if answer.solution_status not in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        raise WorkbookError(f"the answer holds no plan; it says {answer.solution_status.value}")
    if strangers := [key for key in found if key not in known]:
        raise WorkbookError(f"the answer is to another problem: it speaks of {', '.join(strangers[:5])}")
    return found


def _chosen(mapping: BacklogMapping, shape: Shape | None, tool: str | None, filled: Sequence[str]) -> Columns:
    """The columns by header; a tool is given those by which its files are known, filled or not."""
    said = {header: each for header, each in mapping.columns.items() if each.field != IGNORE}
    fields = {each.field for each in said.values()}
    is_whole, plans = tool is not None or not said, fields.isdisjoint(DECIDED)
    wanted = [name for name in filled if name == KEY or (plans if name in DECIDED else is_whole)]
    if shape is not None and tool is not None:
        for group in shape.marks:
            own = [name for name in (*shape.fields.values(), *shape.decided) if shape.called(name).casefold() in group]
            wanted += own[:1] if not any(header.casefold() in group for header in said) else []
    for name in dict.fromkeys(name for name in wanted if name not in fields):
        as_tool = shape.called(name) if shape is not None and is_whole else ""
        names = (as_tool, DECIDED.get(name, name), f"{name} of the plan")
        taken = {header.casefold() for header in said}
        said[next(each for each in names if each and each.casefold() not in taken)] = ColumnMapping(name)
    return said


def _columns(header: str, said: ColumnMapping, shape: Shape | None, rows: Iterable[Row]) -> list[_Column]:
    if shape is None or not shape.has_columns_of_one_name or kind_of(said.field) is not Kind.KEYS:
        return [_Column(header, said)]
    most = max((len(split_keys(str(row.get(said.field) or ""))) for row in rows), default=0)
    return [_Column(header, said, entry) for entry in range(max(most, 1))]


def _cell(column: _Column, row: Row, mapping: BacklogMapping, *, is_xlsx: bool) -> Writable:
    """What stands in a cell: a text for CSV, a value of its kind for .xlsx."""
    value, said = row.get(column.said.field), column.said
    if kind_of(said.field) is Kind.FLAG:
        value = bool(value)
    elif value is None:
        return None
    if column.entry is not None:
        value = next(iter(split_keys(str(value))[column.entry :]), None)
    elif isinstance(value, Decimal) and said.times:
        try:
            value = times_exactly(value, 1 / factor_of(said.times))
        except ValueError as error:
            raise WorkbookError(f"{column.header} of {row[KEY]}: {error}") from None
    for words in (mapping.statuses if said.field == STATUS else {}, said.values):
        value = next((word for word, stands in words.items() if _is_same(stands, value)), value)
    if isinstance(value, Decimal):
        is_native = is_xlsx and not isinstance(storable(value, 100), str)
        return value if is_native else _number(value, said.numbers or mapping.numbers)
    if isinstance(value, date):
        form = _DAYS.get(said.dates or mapping.dates or DateOrder.YEAR_FIRST, "%Y-%m-%d")
        return value if is_xlsx and value >= _FIRST_DAY else value.strftime(form)
    if is_xlsx or value is None:
        return value
    return escaped(str(value)) if not isinstance(value, bool) else "yes" if value else "no"


def _is_same(word: str, value: Writable) -> bool:
    if isinstance(value, bool):
        return tick_of(word) is value
    try:
        return Decimal(word) == value if isinstance(value, Decimal) else word == str(value)
    except InvalidOperation:
        return False


def _number(value: Decimal, mark: DecimalMark | None) -> str:
    """With a fourth decimal where there are three, so that no program takes these for thousands."""
    whole, point, decimals = f"{value:f}".partition(".")
    return (
        f"{whole}{',' if point and mark is DecimalMark.COMMA else point}{decimals}{'0' if len(decimals) == 3 else ''}"
    )


def _csv(table: Sequence[Sequence[Writable]], mapping: BacklogMapping, header_row: int) -> bytes:
    out = io.StringIO()
    out.write("\r\n" * (header_row - 1))
    try:
        csv.writer(out, delimiter=SEPARATORS.get(mapping.separator, mapping.separator) or ",").writerows(table)
        return out.getvalue().encode(mapping.encoding or "utf-8")
    except (csv.Error, LookupError, TypeError, ValueError) as error:
        raise WorkbookError(f"the separator or the encoding of the mapping cannot be written: {error}") from None


def _unsaid(data: bytes, mapping: BacklogMapping, rows: Iterable[Row], held: Iterable[str]) -> list[str]:
    """Where an import would take in something else than was written."""
    try:
        reading = read_backlog(read_table(data, "the table", mapping), mapping)
    except WorkbookError as error:
        return [str(error)]
    found = {row.get(KEY): row for row in reading.rows}
    told = [f"{each.column}: {each.message}" for each in reading.questions if each.column]
    told += [f"{fault.place}: {fault.message}" for fault in reading.faults]
    for row in rows:
        again = found.get(row[KEY])
        if again is None:
            told.append(f"{row[KEY]} would be left out, by its title or its status")
            continue
        for name in () if told else held:
            was, read = _plain(name, row.get(name)), _plain(name, again.get(name))
            if was != read:
                told.append(f"{name} of {row[KEY]}: {was} would be taken in as {read}")
    return told


def _plain(name: str, value: Any) -> Any:
    """A value as it counts; words for what is out are one."""
    if kind_of(name) is Kind.KEYS:
        return split_keys(value) if isinstance(value, str) else tuple(value or ())
    if name == STATUS and str(value).casefold() in DELIVERED_STATUSES:
        return "done"
    return value if _is_said(value) else None


def _is_said(value: object) -> bool:
    return value is not None and value is not False
