"""Which row is which: by the values of its key columns, or by what people wrote where it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from sheets.layout import Tab
from sheets.workbook import NEVER_CALCULATED, Grid, Value, cell_name, digits_of

RowKey: TypeAlias = tuple[str, ...]
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u200c\u200d]+\\Z")
_WITHOUT_KEY = "\0"
_LONGEST_SHOWN = 120


def key_text(value: object) -> str:
    """A value as a part of a key: ``7`` and ``7.0`` are the text 7, ``"007"`` stays as it is.

    Blanks around it and characters that do not show count for nothing.
    """
    if value is None or value == NEVER_CALCULATED:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return digits_of(value)
    text = str(value)
    return (text if text.isascii() else _UNSEEN.sub("", text)).strip()


def row_key(tab: Tab, columns: Mapping[str, int], grid: Grid, row: int) -> RowKey | None:
    """The key of a row; None for a row that says nothing. columns: where the columns of the tab are."""

    def text(name: str) -> str:
        value: Value = grid.value(row, columns[name]) if name in columns else None
        return key_text(value)

    key = tuple(text(name) for name in tab.key)
    if any(key):
        return key
    said = tuple(text(column.name) for column in tab.columns if not column.is_owned_by_engine)
    if any(name in columns and grid.value(row, columns[name]) == NEVER_CALCULATED for name in tab.key):
        return (_WITHOUT_KEY, *said, NEVER_CALCULATED.code)
    return (_WITHOUT_KEY, *said) if any(part not in ("", "FALSE") for part in said) else None


def is_without_key(key: RowKey) -> bool:
    """Whether a row has no key of its own, and goes by what people wrote in it."""
    return key[0] == _WITHOUT_KEY


def rows_by_key(tab: Tab, columns: Mapping[str, int], grid: Grid) -> dict[RowKey, list[int]]:
    """All rows of each key, in order. A key with several rows is given twice."""
    found: dict[RowKey, list[int]] = {}
    for row in range(1, len(grid.rows)):
        key = row_key(tab, columns, grid, row)
        if key is not None:
            found.setdefault(key, []).append(row)
    return found


def cell_place(tab: str, row: int, column: int, header: str, key: RowKey | None = None) -> str:
    """How a cell is named to people: ``Candidates!F7 (engineering_tokens of I-3)``."""
    shown = ", ".join(part for part in key or () if part) if key and not is_without_key(key) else ""
    shown = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
    return f"{tab}!{cell_name(row, column)} ({header}{f' of {shown}' if shown else ''})"
