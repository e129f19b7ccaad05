"""The answers beside input rows: run_status and run_message."""

from __future__ import annotations

from collections.abc import Iterable

from domain.sheet_jobs.planning_workbook import RowAnswer
from sheets.keys import RowKey
from sheets.layout import OPTIMIZATION_CENTER
from sheets.update import TabUpdate
from sheets.workbook import Writable


def answer_updates(answers: Iterable[RowAnswer]) -> list[TabUpdate]:
    """What the input tabs are to say. Of several answers to a row the last one counts; a row without one stays."""
    by_tab: dict[str, dict[RowKey, dict[str, Writable]]] = {}
    for answer in answers:
        cells: dict[str, Writable] = {"run_status": answer.status, "run_message": answer.message}
        by_tab.setdefault(answer.tab, {})[answer.key] = cells
    return [TabUpdate(tab, by_tab[tab.name]) for tab in OPTIMIZATION_CENTER.tabs if tab.name in by_tab]
