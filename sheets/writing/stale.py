"""Rows that the engine wrote earlier and that hold no longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sheets.headers import find_headers
from sheets.keys import RowKey, is_without_key, rows_by_key
from sheets.layout import Tab
from sheets.workbook import Grid


def present_keys(tab: Tab, grid: Grid) -> list[RowKey]:
    """The keys of a tab in the order of its rows."""
    return [key for key in rows_by_key(tab, find_headers(tab, grid).columns, grid) if not is_without_key(key)]


def stale_keys(tab: Tab, grid: Grid, held: Collection[RowKey], signs: Sequence[str]) -> list[RowKey]:
    """The keys of a tab that are not among those held.

    signs: columns of which the engine fills one in each of its rows. A row without them, such as a total that somebody
    put below the table, is a person's and stays.
    """
    columns = find_headers(tab, grid).columns
    at = [columns[name] for name in signs if name in columns]

    def is_ours(rows: Sequence[int]) -> bool:
        return not at or any(grid.value(row, column) not in (None, False) for row in rows for column in at)

    rows = rows_by_key(tab, columns, grid)
    return [key for key in rows if not is_without_key(key) and key not in held and is_ours(rows[key])]
