"""The answer of an analysis as a tab of a spreadsheet: what it says in figures first, then a table for each list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.rules.rule_names import RuleFamily
from sheets.errors import TabsMissingError, WorkbookError
from sheets.layout import Layout, Tab
from sheets.layout.column import Kind, by_engine
from sheets.workbook import CellWrite, Workbook, Writable, WriteBatch
from sheets.writing.words import rule_words

_ANSWER = "answer"
_Tables = list[tuple[str, list[Mapping[str, Any]]]]
_RULE = re.compile(rf"(?:{'|'.join([*RuleFamily, 'formula'])}):\S")
_CHANGES = re.compile(r"\bdiff\b")
_PLAIN = (str, int, float, bool, Decimal)


def write_answer(workbook: Workbook, name: str, text: str, said: Sequence[str] = ()) -> str:
    """Write an answer, as JSON, in place of the last one of its kind; the name of its tab.

    said: what it comes to in sentences, which stand first. Raises ``WorkbookError`` where a person has a tab of that
    name, which stays as it is.
    """
    column = by_engine(_ANSWER, Kind.TEXT, "Filled in: the newest answer; put nothing of yours here.", width=29)
    tab = Tab(f"Answer_{name.replace('-', '_')}", "An answer; the next one takes its place.", (_ANSWER,), (column,))
    try:
        grid = workbook.read([tab.name])[tab.name]
    except TabsMissingError:
        workbook.setup(Layout("", (tab,)))
        grid = workbook.read([tab.name])[tab.name]
    if not grid.rows or list(grid.rows[0]) != [_ANSWER]:
        raise WorkbookError(f"the tab {tab.name} is not as the engine makes it; rename it, and do the same again")
    sentences: list[list[Writable]] = [[line] for line in said]
    rows = [*sentences, *([[]] if sentences else []), *rows_of(json.loads(text, parse_float=Decimal))]
    wanted = {(at, column): value for at, row in enumerate(rows, start=1) for column, value in enumerate(row)}
    there = ((at, column) for at, row in enumerate(grid.rows) if at for column in range(len(row)))
    cells = {**dict.fromkeys(there), **wanted}
    writes = [CellWrite(tab.name, *at, value) for at, value in sorted(cells.items()) if grid.value(*at) != value]
    size = len(rows) + 1, max((len(row) for row in rows), default=1)
    workbook.write(WriteBatch(writes, {tab.name: size}))
    return tab.name


def rows_of(record: Mapping[str, Any]) -> Iterator[list[Writable]]:
    """The cells of a record, row by row, with a blank row before each of its tables; what changes comes first."""
    tables: _Tables = []
    for name, value in _flat(record, tables):
        yield [name, value]
    for name, each in sorted(tables, key=lambda table: not _CHANGES.search(table[0])):
        parts = [dict(_flat(row, [])) for row in each]
        header = list(dict.fromkeys(key for part in parts for key in part))
        yield []
        yield [name]
        yield [*header]
        yield from ([part.get(key) for key in header] for part in parts)


def _flat(
    record: Mapping[str, Any], tables: list[tuple[str, list[Mapping[str, Any]]]]
) -> Iterator[tuple[str, Writable]]:
    """What a record says by the path to it, in words; lists of records go into the tables."""
    for key, value in record.items():
        name = key.replace("_", " ")
        if isinstance(value, Mapping):
            inner: _Tables = []
            yield from ((f"{name}: {path}", each) for path, each in _flat(value, inner))
            tables += [(f"{name}: {path}", rows) for path, rows in inner]
        elif isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            tables.append((name, value))
        elif value is not None and value != []:
            yield name, _cell(value)


def _cell(value: Any) -> Writable:
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, _PLAIN):
        return value
    return ", ".join(_words(str(leaf)) for leaf in _leaves(value))


def _words(text: str) -> str:
    """The id of a rule as people call the rule; any other text as it is."""
    return rule_words(text) if _RULE.match(text) else text


def _leaves(value: Any) -> Iterable[object]:
    return (leaf for each in value for leaf in (_leaves(each) if isinstance(each, list) else (each,)))
