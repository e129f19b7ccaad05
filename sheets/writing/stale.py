"""Rows that the engine wrote earlier and that hold no longer."""

from __future__ import annotations

from collections.abc import Collection

from sheets.headers import find_headers
from sheets.keys import RowKey, is_without_key, rows_by_key
from sheets.layout import Tab
from sheets.workbook import Grid


def present_keys(tab: Tab, grid: Grid) -> list[RowKey]:
    """The keys of a tab in the order of its rows."""
    return [key for key in rows_by_key(tab, find_headers(tab, grid).columns, grid) if not is_without_key(key)]


def stale_keys(tab: Tab, grid: Grid, held: Collection[RowKey]) -> list[RowKey]:
    """The keys of a tab that are not among those held."""
    return [key for key in present_keys(tab, grid) if key not in held]
