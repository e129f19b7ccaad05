"""The requests that make the tabs of a layout: headers with notes, frozen row, formats, drop-downs, warnings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sheets.headers import Headers
from sheets.layout import Column, Kind, Layout, Tab

Request = dict[str, Any]
_FORMATS: Mapping[Kind, Mapping[str, str]] = {
    Kind.DATE: {"type": "DATE", "pattern": "yyyy-mm-dd"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"},
}
_TEXT = {"type": "TEXT", "pattern": "@"}
_COLORS = {True: {"red": 0.886, "green": 0.937, "blue": 0.855}, False: {"red": 0.867, "green": 0.922, "blue": 0.969}}
NEW_ROWS = 1000


def setup_requests(
    layout: Layout, sheets: Mapping[str, Mapping[str, Any]], headers: Mapping[str, Headers]
) -> list[Request]:
    """What is missing, as requests for one batch. sheets: the properties of the tabs that are there, by name."""
    requests: list[Request] = []
    for tab in layout.tabs:
        if tab.name not in sheets:
            requests += _new_tab(tab)
        elif missing := headers[tab.name].missing:
            properties = sheets[tab.name]
            start, size = headers[tab.name].width, properties["gridProperties"]["columnCount"]
            if (lacking := start + len(missing) - size) > 0:
                grow = {"sheetId": properties["sheetId"], "dimension": "COLUMNS", "length": lacking}
                requests.append({"appendDimension": grow})
            requests += _columns(properties["sheetId"], start, [tab.by_name[name] for name in missing])
    return requests


def _new_tab(tab: Tab) -> list[Request]:
    sheet_id = secrets.randbelow(2**31 - 1) + 1
    grid = {"rowCount": NEW_ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1, "frozenColumnCount": 1}
    made = {"sheetId": sheet_id, "title": tab.name, "gridProperties": grid}
    requests: list[Request] = [{"addSheet": {"properties": made}}, *_columns(sheet_id, 0, tab.columns)]
    if tab.is_output:
        warned = {"range": {"sheetId": sheet_id}, "description": tab.help, "warningOnly": True}
        requests.append({"addProtectedRange": {"protectedRange": warned}})
    return requests


def _columns(sheet_id: int, start: int, columns: Sequence[Column]) -> list[Request]:
    at = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": start}
    fields = "userEnteredValue,note,userEnteredFormat(textFormat.bold,backgroundColor,numberFormat)"
    cells = [_header(column) for column in columns]
    requests: list[Request] = [{"updateCells": {"start": at, "rows": [{"values": cells}], "fields": fields}}]
    for number, column in enumerate(columns, start=start):
        below = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": number, "endColumnIndex": number + 1}
        if column.kind not in (Kind.NUMBER, Kind.FLAG):
            cell = {"userEnteredFormat": {"numberFormat": dict(_FORMATS.get(column.kind, _TEXT))}}
            fields = "userEnteredFormat.numberFormat"
            requests.append({"repeatCell": {"range": below, "cell": cell, "fields": fields}})
        if rule := _rule(column):
            requests.append({"setDataValidation": {"range": below, "rule": rule}})
    return requests


def _header(column: Column) -> Request:
    note = f"{column.help}\n(The engine fills this column.)" if column.is_owned_by_engine else column.help
    look = {"textFormat": {"bold": True}, "backgroundColor": _COLORS[column.is_owned_by_engine], "numberFormat": _TEXT}
    return {"userEnteredValue": {"stringValue": column.name}, "note": note, "userEnteredFormat": look}


def _rule(column: Column) -> Request | None:
    if column.kind is Kind.FLAG:
        return {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}
    if not column.options:
        return None
    values = [{"userEnteredValue": str(option)} for option in column.options]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": column.strict, "showCustomUi": True}
