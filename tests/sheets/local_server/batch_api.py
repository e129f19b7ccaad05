"""``spreadsheets.batchUpdate``: changes of the structure, of cells with their notes, and of rules for cells."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.grid_api import properties
from tests.sheets.local_server.store import Sheet, Spreadsheet

Request = dict[str, Any]


def batch_update(spreadsheet: Spreadsheet, body: dict[str, Any]) -> dict[str, Any]:
    replies = []
    for number, request in enumerate(body.get("requests", [])):
        [(kind, arguments)] = request.items()
        if kind not in REQUESTS:
            raise ApiError(400, f"Invalid requests[{number}]: unknown request {kind}")
        try:
            replies.append(REQUESTS[kind](spreadsheet, arguments) or {})
        except ApiError as error:
            raise ApiError(error.code, f"Invalid requests[{number}].{kind}: {error}") from None
    if not replies:
        raise ApiError(400, "Must specify at least one request.")
    return {"spreadsheetId": spreadsheet.spreadsheet_id, "replies": replies}


def _add_sheet(spreadsheet: Spreadsheet, request: Request) -> Request:
    wanted = request.get("properties", {})
    title = wanted.get("title", f"Sheet{len(spreadsheet.sheets) + 1}")
    if any(sheet.title.casefold() == title.casefold() for sheet in spreadsheet.sheets):
        raise ApiError(400, f'A sheet with the name "{title}" already exists. Please enter another name.')
    sheet_id = wanted.get("sheetId", secrets.randbelow(2**31))
    if any(sheet.sheet_id == sheet_id for sheet in spreadsheet.sheets):
        raise ApiError(400, f"The sheet id {sheet_id} already exists.")
    grid = wanted.get("gridProperties", {})
    sheet = Sheet(
        sheet_id, title, grid.get("rowCount", 1000), grid.get("columnCount", 26), grid.get("frozenRowCount", 0)
    )
    spreadsheet.sheets.insert(wanted.get("index", len(spreadsheet.sheets)), sheet)
    return {"addSheet": {"properties": properties(spreadsheet, sheet)}}


def _delete_sheet(spreadsheet: Spreadsheet, request: Request) -> None:
    if len(spreadsheet.sheets) == 1:
        raise ApiError(400, "You can't remove all the sheets in a document.")
    spreadsheet.sheets.remove(spreadsheet.by_id(request["sheetId"]))


def _update_properties(spreadsheet: Spreadsheet, request: Request) -> None:
    wanted = request["properties"]
    sheet = spreadsheet.by_id(wanted["sheetId"])
    fields = request["fields"]
    grid = wanted.get("gridProperties", {})
    if "title" in fields:
        sheet.title = wanted["title"]
    if "frozenRowCount" in fields:
        sheet.frozen_rows = grid.get("frozenRowCount", 0)
    if "rowCount" in fields:
        sheet.rows = grid["rowCount"]
    if "columnCount" in fields:
        sheet.columns = grid["columnCount"]
    sheet.cells = {at: cell for at, cell in sheet.cells.items() if at[0] < sheet.rows and at[1] < sheet.columns}


def _update_cells(spreadsheet: Spreadsheet, request: Request) -> None:
    start = request.get("start") or {}
    area = request.get("range") or {}
    sheet = spreadsheet.by_id((start or area)["sheetId"])
    top = start.get("rowIndex", area.get("startRowIndex", 0))
    left = start.get("columnIndex", area.get("startColumnIndex", 0))
    for row, data in enumerate(request.get("rows", []), start=top):
        for column, cell in enumerate(data.get("values", []), start=left):
            if row >= sheet.rows or column >= sheet.columns:
                raise ApiError(400, "Attempting to write column or row outside of the grid")
            _set(sheet, row, column, cell, request["fields"])


def _set(sheet: Sheet, row: int, column: int, cell: Request, fields: str) -> None:
    if "userEnteredValue" in fields or fields == "*":
        entered = cell.get("userEnteredValue", {})
        sheet.put(row, column, "")
        if "formulaValue" in entered:
            sheet.cells.setdefault((row, column), {})["formula"] = entered["formulaValue"]
        elif entered:
            sheet.put(row, column, next(iter(entered.values())))
    kept = sheet.cells.setdefault((row, column), {})
    for field, name in (("note", "note"), ("userEnteredFormat", "format")):
        if field in fields or fields == "*":
            kept.pop(name, None)
            if cell.get(field):
                kept[name] = cell[field]
    if not kept:
        del sheet.cells[row, column]


def _append_dimension(spreadsheet: Spreadsheet, request: Request) -> None:
    sheet = spreadsheet.by_id(request["sheetId"])
    if request["dimension"] == "ROWS":
        sheet.rows += request["length"]
    else:
        sheet.columns += request["length"]


def _change_dimension(sign: int) -> Callable[[Spreadsheet, Request], None]:
    def change(spreadsheet: Spreadsheet, request: Request) -> None:
        area = request["range"]
        count = area["endIndex"] - area["startIndex"]
        spreadsheet.by_id(area["sheetId"]).insert(area["dimension"] == "ROWS", area["startIndex"], sign * count)

    return change


def _keep_rule(kind: str) -> Callable[[Spreadsheet, Request], None]:
    def keep(spreadsheet: Spreadsheet, request: Request) -> None:
        area = request.get("range") or request.get("protectedRange", {}).get("range") or {}
        area = area or (request.get("dimensionGroup") or request.get("filter") or {}).get("range") or {}
        area = area or request.get("rule", {}).get("ranges", [{}])[0]
        spreadsheet.by_id(area.get("sheetId", 0)).rules.append({kind: request})

    return keep


def _add_chart(spreadsheet: Spreadsheet, request: Request) -> Request:
    chart = request["chart"]
    anchor = chart["position"]["overlayPosition"]["anchorCell"]
    made = {"chartId": secrets.randbelow(2**31), **chart}
    _check_chart(spreadsheet, chart["spec"])
    spreadsheet.by_id(anchor["sheetId"]).charts.append(made)
    return {"addChart": {"chart": made}}


def _update_chart(spreadsheet: Spreadsheet, request: Request) -> None:
    _check_chart(spreadsheet, request["spec"])
    for sheet in spreadsheet.sheets:
        for chart in sheet.charts:
            if chart["chartId"] == request["chartId"]:
                chart["spec"] = request["spec"]
                return
    raise ApiError(400, f"No chart with id: {request['chartId']}")


def _check_chart(spreadsheet: Spreadsheet, spec: Request) -> None:
    """Each part has as many ranges as the others, one column wide, within the tab, and on the same rows."""
    basic = spec["basicChart"]
    parts = [part["domain"] for part in basic["domains"]] + [part["series"] for part in basic["series"]]
    rows = set()
    for part in parts:
        sources = part["sourceRange"]["sources"]
        rows.add(tuple((source["startRowIndex"], source["endRowIndex"]) for source in sources))
        for source in sources:
            sheet = spreadsheet.by_id(source["sheetId"])
            if source["endColumnIndex"] - source["startColumnIndex"] != 1 or source["endRowIndex"] > sheet.rows:
                raise ApiError(400, "Invalid source range of a chart")
    if len(rows) != 1:
        raise ApiError(400, "Ranges of domains and series must have the same number of rows")


def _create_metadata(spreadsheet: Spreadsheet, request: Request) -> Request:
    made = {"metadataId": len(spreadsheet.metadata) + 1, **request["developerMetadata"]}
    spreadsheet.metadata.append(made)
    return {"createDeveloperMetadata": {"developerMetadata": made}}


REQUESTS: dict[str, Callable[[Spreadsheet, Request], Request | None]] = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "updateSheetProperties": _update_properties,
    "updateCells": _update_cells,
    "appendDimension": _append_dimension,
    "insertDimension": _change_dimension(1),
    "deleteDimension": _change_dimension(-1),
    "addChart": _add_chart,
    "updateChartSpec": _update_chart,
    "createDeveloperMetadata": _create_metadata,
    **{
        kind: _keep_rule(kind)
        for kind in (
            "repeatCell",
            "setDataValidation",
            "addProtectedRange",
            "addConditionalFormatRule",
            "updateDimensionProperties",
            "addDimensionGroup",
            "setBasicFilter",
            "updateDimensionGroup",
        )
    },
}
