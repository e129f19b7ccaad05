"""``spreadsheets.values``: get, update, append, clear and their batches."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.ranges import Range, parse
from tests.sheets.local_server.store import Spreadsheet

Params = dict[str, list[str]]


def get(spreadsheet: Spreadsheet, text: str, params: Params) -> dict[str, Any]:
    area = parse(spreadsheet, text)
    render = params.get("valueRenderOption", ["FORMATTED_VALUE"])[0]
    answer: dict[str, Any] = {"range": str(area), "majorDimension": "ROWS"}
    if values := _values(area, render):
        answer["values"] = values
    return answer


def batch_get(spreadsheet: Spreadsheet, params: Params) -> dict[str, Any]:
    ranges = [get(spreadsheet, text, params) for text in params.get("ranges", [])]
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "valueRanges": ranges}


def update(spreadsheet: Spreadsheet, text: str, body: dict[str, Any], option: str) -> dict[str, Any]:
    if option not in ("RAW", "USER_ENTERED"):
        raise ApiError(400, "'valueInputOption' is required but not specified")
    if option == "USER_ENTERED":
        raise ApiError(400, "This server takes values as they are (RAW) only")
    area = parse(spreadsheet, text)
    rows = body.get("values", [])
    if body.get("majorDimension") == "COLUMNS":
        rows = [list(row) for row in zip_longest(*rows)]
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if area.top + height > area.sheet.rows or area.left + width > area.sheet.columns:
        raise ApiError(400, f"Range ({area}) exceeds grid limits.")
    single = ":" not in text.rpartition("!")[2]
    if not single and (height > area.bottom - area.top or width > area.right - area.left):
        raise ApiError(400, f"Requested writing within range [{area}], but tried writing outside of it")
    for row, cells in enumerate(rows, start=area.top):
        for column, value in enumerate(cells, start=area.left):
            area.sheet.put(row, column, value)
    updated = {"updatedRange": str(area), "updatedRows": height, "updatedColumns": width}
    return {"spreadsheetId": spreadsheet.spreadsheet_id, **updated}


def batch_update(spreadsheet: Spreadsheet, body: dict[str, Any]) -> dict[str, Any]:
    option = body.get("valueInputOption", "")
    responses = [update(spreadsheet, data["range"], data, option) for data in body.get("data", [])]
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "responses": responses}


def append(spreadsheet: Spreadsheet, text: str, body: dict[str, Any], option: str) -> dict[str, Any]:
    """Behind the table that the range touches, which ends at the first blank row; the tab grows as needed."""
    area = parse(spreadsheet, text)
    sheet, rows = area.sheet, body.get("values", [])
    end = area.top
    while any(sheet.shown(end, column) is not None for column in range(area.left, sheet.columns)):
        end += 1
    sheet.rows = max(sheet.rows, end + len(rows))
    at = Range(sheet, end, area.left, end + max(len(rows), 1), sheet.columns)
    updates = update(spreadsheet, str(at), body, option)
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "tableRange": str(area), "updates": updates}


def clear(spreadsheet: Spreadsheet, text: str) -> dict[str, Any]:
    area = parse(spreadsheet, text)
    for row, column in [at for at in area.sheet.cells if _inside(area, *at)]:
        area.sheet.put(row, column, "")
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "clearedRange": str(area)}


def batch_clear(spreadsheet: Spreadsheet, body: dict[str, Any]) -> dict[str, Any]:
    ranges = [clear(spreadsheet, text)["clearedRange"] for text in body.get("ranges", [])]
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "clearedRanges": ranges}


def _inside(area: Range, row: int, column: int) -> bool:
    return area.top <= row < area.bottom and area.left <= column < area.right


def _values(area: Range, render: str) -> list[list[Any]]:
    height, width = area.sheet.extent()
    rows = []
    for row in range(area.top, min(area.bottom, height)):
        cells = [_rendered(area, row, column, render) for column in range(area.left, min(area.right, width))]
        while cells and cells[-1] == "":
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _rendered(area: Range, row: int, column: int, render: str) -> Any:
    value = area.sheet.entered(row, column) if render == "FORMULA" else area.sheet.shown(row, column)
    if value is None:
        return ""
    if render != "FORMATTED_VALUE" or isinstance(value, str):
        return value
    return str(value).upper() if isinstance(value, bool) else format(value, "g")
