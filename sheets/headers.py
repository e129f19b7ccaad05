"""Finds the columns of a tab by their headers, never by position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Fault
from sheets.layout import Tab, normalise
from sheets.workbook import Grid, cell_name

__all__ = ["Headers", "find_headers", "normalise"]


@dataclass(frozen=True, slots=True)
class Headers:
    """Where the columns of a tab are. missing: those that have no header yet; faults: headers given twice.

    width: how many columns have anything in them, so that a missing one goes to the right of all.
    """

    columns: Mapping[str, int]
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]
    width: int


def find_headers(tab: Tab, grid: Grid) -> Headers:
    """Read the first row of a tab. Headers that the layout does not know belong to people and are passed over."""
    places: dict[str, list[int]] = {}
    for column, header in enumerate(grid.rows[0] if grid.rows else ()):
        if name := tab.named(header):
            places.setdefault(name, []).append(column)
    faults = [
        Fault(f"{tab.name}!{cell_name(0, given[1])}", f"{_again(name, given)}; rename one of them")
        for name, given in places.items()
        if len(given) > 1
    ]
    return Headers(
        columns={name: given[0] for name, given in places.items()},
        missing=tuple(column.name for column in tab.columns if column.name not in places),
        faults=tuple(faults),
        width=max((len(row) for row in grid.rows), default=0),
    )


def _again(name: str, columns: list[int]) -> str:
    first, *others = [cell_name(0, column) for column in columns]
    return f"the header {name} stands in {', '.join([first, *others[:-1]])} and {others[-1]}"
