"""``spreadsheets.get``: the tabs and, with includeGridData, their cells; the field mask is followed for cells only."""

from __future__ import annotations

from typing import Any

from tests.sheets.local_server.ranges import Range, parse
from tests.sheets.local_server.store import Sheet, Spreadsheet
from tests.sheets.local_server.values_api import Params


def get(spreadsheet: Spreadsheet, params: Params) -> dict[str, Any]:
    fields = params.get("fields", [""])[0]
    with_cells = "data" in fields if fields else params.get("includeGridData", ["false"])[0].lower() == "true"
    areas = [parse(spreadsheet, text) for text in params.get("ranges", [])]
    sheets = []
    for sheet in spreadsheet.sheets:
        if areas and not any(area.sheet is sheet for area in areas):
            continue
        shown: dict[str, Any] = {"properties": properties(spreadsheet, sheet)}
        if sheet.merges:
            shown["merges"] = [{"sheetId": sheet.sheet_id, **merge} for merge in sheet.merges]
        if protected := [
            rule["addProtectedRange"]["protectedRange"] for rule in sheet.rules if "addProtectedRange" in rule
        ]:
            shown["protectedRanges"] = protected
        if sheet.charts and "charts" in fields:
            shown["charts"] = sheet.charts
        if with_cells:
            mine = [area for area in areas if area.sheet is sheet]
            mine = mine or [Range(sheet, 0, 0, sheet.rows, sheet.columns)]
            shown["data"] = [_data(area, fields) for area in mine]
        sheets.append(shown)
    return {
        "spreadsheetId": spreadsheet.spreadsheet_id,
        "properties": {"title": spreadsheet.title, "locale": spreadsheet.locale, "timeZone": "Etc/UTC"},
        "sheets": sheets,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{spreadsheet.spreadsheet_id}/edit",
    }


def properties(spreadsheet: Spreadsheet, sheet: Sheet) -> dict[str, Any]:
    grid = {"rowCount": sheet.rows, "columnCount": sheet.columns}
    if sheet.frozen_rows:
        grid["frozenRowCount"] = sheet.frozen_rows
    return {
        "sheetId": sheet.sheet_id,
        "title": sheet.title,
        "index": spreadsheet.sheets.index(sheet),
        "sheetType": "GRID",
        "gridProperties": grid,
    }


def _data(area: Range, fields: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    by_row: dict[int, dict[int, dict[str, Any]]] = {}
    for (row, column), cell in area.sheet.cells.items():
        if area.top <= row < area.bottom and area.left <= column < area.right and (shown := _cell(cell, fields)):
            by_row.setdefault(row - area.top, {})[column - area.left] = shown
    for row in range(max(by_row, default=-1) + 1):
        cells = by_row.get(row, {})
        values = [cells.get(column, {}) for column in range(max(cells, default=-1) + 1)]
        rows.append({"values": values} if values else {})
    data: dict[str, Any] = {"rowData": rows} if rows else {}
    if area.top:
        data["startRow"] = area.top
    if area.left:
        data["startColumn"] = area.left
    return data


def _cell(cell: dict[str, Any], fields: str) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if "formula" in cell:
        shown["userEnteredValue"] = {"formulaValue": cell["formula"]}
    elif "value" in cell:
        shown["userEnteredValue"] = extended(cell["value"])
    value = cell.get("result") if "formula" in cell or "spilled" in cell else cell.get("value")
    if value is not None:
        computed = "value" not in cell and str(value).startswith("#")
        shown["effectiveValue"] = {"errorValue": {"type": "ERROR", "message": value}} if computed else extended(value)
    if "format" in cell:
        shown["effectiveFormat"] = cell["format"]
    if "note" in cell:
        shown["note"] = cell["note"]
    return {name: part for name, part in shown.items() if not fields or name in fields}


def extended(value: Any) -> dict[str, Any]:
    """An ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"stringValue": str(value)}
