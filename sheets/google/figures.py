"""Thousands apart in cells of numbers, and every digit behind the point as it is: a format for each, by its number.

One pattern for a whole column would show a point behind whole numbers, or fewer digits than there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sheets.workbook import CellWrite, Grid

_LEAST = 1000
_WHOLE, _BROKEN = "#,##0", "#,##0.0#########"


def figure_formats(
    cells: Iterable[CellWrite], grids: Mapping[str, Grid], properties: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The requests for what is to be written, where its format is another than that of what stands there.

    grids: what was read last, by tab. Small numbers have no format of their own.
    """
    runs: list[tuple[int, int, int, int, str]] = []
    for write in sorted((each for each in cells if each.is_figure), key=lambda each: (each.tab, each.column, each.row)):
        before = grids[write.tab].value(write.row, write.column) if write.tab in grids else None
        pattern = _pattern(write.value)
        if write.tab not in properties or pattern == _pattern(before):
            continue
        sheet_id, row, column = properties[write.tab]["sheetId"], write.row, write.column
        if runs and (runs[-1][0], runs[-1][1], runs[-1][3], runs[-1][4]) == (sheet_id, column, row, pattern):
            runs[-1] = (*runs[-1][:3], row + 1, pattern)
        else:
            runs.append((sheet_id, column, row, row + 1, pattern))
    return [_request(*run) for run in runs]


def _request(sheet_id: int, column: int, first: int, end: int, pattern: str) -> dict[str, Any]:
    rows = {"startRowIndex": first, "endRowIndex": end}
    area = {"sheetId": sheet_id, **rows, "startColumnIndex": column, "endColumnIndex": column + 1}
    look = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": pattern}}} if pattern else {}
    return {"repeatCell": {"range": area, "cell": look, "fields": "userEnteredFormat.numberFormat"}}


def _pattern(value: object) -> str:
    """That of a number, empty for none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or -_LEAST < value < _LEAST:
        return ""
    return _BROKEN if value % 1 else _WHOLE
