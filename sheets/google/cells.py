"""Between the cells of the Sheets protocol and those of the port."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sheets import workbook

LONGEST_TEXT = 50_000
GRID_FIELDS = (
    "properties(locale),sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),merges,charts(chartId,spec),"
    "data(startRow,startColumn,rowData(values(userEnteredValue,effectiveValue,effectiveFormat(numberFormat(type)),note))))"
)
_LOOKS = {
    "DATE": workbook.Look.DATE,
    "DATE_TIME": workbook.Look.DATE,
    "TIME": workbook.Look.TIME,
    "SCIENTIFIC": workbook.Look.SCIENTIFIC,
}
_LEAST = 1000
_WHOLE, _BROKEN = "#,##0", "#,##0.0#########"
SPILLED = "=(filled by the formula of another cell)"


def quoted(tab: str) -> str:
    """The name of a tab as it stands in a range."""
    return "'" + tab.replace("'", "''") + "'"


def read_grid(sheet: Mapping[str, Any], locale: str = "") -> workbook.Grid:
    """A tab as it comes with its grid data. locale: of the spreadsheet."""
    rows: list[list[workbook.Value]] = []
    formulas: dict[tuple[int, int], str] = {}
    notes: dict[tuple[int, int], str] = {}
    looks: dict[tuple[int, int], workbook.Look] = {}
    for data in sheet.get("data", ()):
        left = data.get("startColumn", 0)
        for row, entry in enumerate(data.get("rowData", ()), start=data.get("startRow", 0)):
            cells = entry.get("values", ())
            values: list[workbook.Value] = [None] * left
            for column, cell in enumerate(cells, start=left):
                values.append(_value(cell))
                entered = cell.get("userEnteredValue")
                if entered is None and "effectiveValue" in cell:
                    formulas[row, column] = SPILLED
                elif entered and "formulaValue" in entered and workbook.constant(entered["formulaValue"]) is None:
                    formulas[row, column] = entered["formulaValue"]
                look = _LOOKS.get(cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type", ""))
                if look is not None and isinstance(values[-1], int | float):
                    looks[row, column] = look
                if "note" in cell:
                    notes[row, column] = cell["note"]
            while len(rows) <= row:
                rows.append([])
            rows[row] = values
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    return workbook.Grid(
        tab=properties["title"],
        rows=workbook.without_blank_ends(rows),
        formulas=formulas,
        notes=notes,
        merges=tuple(_merge(merge) for merge in sheet.get("merges", ())),
        row_count=size.get("rowCount", 0),
        column_count=size.get("columnCount", 0),
        looks=looks,
        locale=locale,
    )


def _value(cell: Mapping[str, Any]) -> workbook.Value:
    shown = cell.get("effectiveValue") or cell.get("userEnteredValue")
    if not shown:
        return None
    [(kind, value)] = shown.items()
    if kind == "errorValue":
        return workbook.CellError(str(value.get("message") or value.get("type")))
    if kind == "formulaValue":
        return workbook.constant(value)
    return plain(value)


def plain(value: Any) -> workbook.Value:
    """A value of the protocol: blank text is a blank cell, a number the one that is shown."""
    if isinstance(value, float):
        return workbook.as_shown(value)
    return None if value == "" else value


def _merge(merge: Mapping[str, int]) -> workbook.Area:
    return workbook.Area(
        merge.get("startRowIndex", 0),
        merge.get("startColumnIndex", 0),
        merge["endRowIndex"] - 1,
        merge["endColumnIndex"] - 1,
    )


def value_ranges(writes: Iterable[workbook.CellWrite]) -> list[dict[str, Any]]:
    """The cells as one range for each column; cells between them that are to stay are null, which skips them."""
    columns: dict[tuple[str, int], dict[int, Any]] = {}
    for write in writes:
        value = workbook.storable(write.value, LONGEST_TEXT)
        columns.setdefault((write.tab, write.column), {})[write.row] = "" if value is None else value
    ranges = []
    for (tab, column), cells in columns.items():
        first, last, letters = min(cells), max(cells), workbook.column_letters(column)
        values = [cells.get(row) for row in range(first, last + 1)]
        where = f"{quoted(tab)}!{letters}{first + 1}:{letters}{last + 1}"
        ranges.append({"range": where, "majorDimension": "COLUMNS", "values": [values]})
    return ranges


def figure_formats(
    cells: Iterable[workbook.CellWrite], grids: Mapping[str, workbook.Grid], properties: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The requests for what is to be written, where its format is another than that of what stands there.

    grids: what was read last, by tab. Small numbers have no format of their own. One pattern for a whole column would
    show a point behind whole numbers, or fewer digits than there are.
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
