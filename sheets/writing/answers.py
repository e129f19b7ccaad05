"""The answer of a command as a tab of a spreadsheet: its sentences and tables, in place of the last one of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from domain.rules.rule_names import RuleFamily, rule_words
from sheets.errors import TabsMissingError, WorkbookError
from sheets.layout import Layout, Tab
from sheets.layout.column import Kind, by_engine
from sheets.workbook import CellWrite, Workbook, Writable, WriteBatch

_ANSWER = "answer"
_RULE = re.compile(rf"(?:{'|'.join([*RuleFamily, 'formula'])}):\S+")


def write_answer(workbook: Workbook, name: str, rows: Sequence[Sequence[Writable]]) -> str:
    """Write an answer, row by row, in place of the last one of its kind; the name of its tab. Rules are named in words.

    Raises ``WorkbookError`` where a person has a tab of that name, which stays as it is.
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
    wanted = {(at, column): _cell(value) for at, row in enumerate(rows, start=1) for column, value in enumerate(row)}
    there = ((at, column) for at, row in enumerate(grid.rows) if at for column in range(len(row)))
    cells = {**dict.fromkeys(there), **wanted}
    writes = [
        CellWrite(tab.name, *at, value, is_figure=isinstance(value, Decimal))
        for at, value in sorted(cells.items())
        if grid.value(*at) != value
    ]
    size = len(rows) + 1, max((len(row) for row in rows), default=1)
    workbook.write(WriteBatch(writes, {tab.name: size}))
    return tab.name


def _cell(value: Writable) -> Writable:
    """Ids of rules as people call the rules; anything else as it is."""
    if isinstance(value, str) and all(_RULE.fullmatch(each) for each in value.split(", ")):
        return ", ".join(rule_words(each) for each in value.split(", "))
    return value
