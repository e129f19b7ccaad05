"""The requests that make the tabs of a layout: headers with notes, filters, formats, drop-downs, warnings."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheets.google.charts import add_charts
from sheets.headers import Headers
from sheets.layout import Column, Kind, Layout, Tab
from sheets.layout.colours import GOOD, TICKED, Colours, coloured_words
from sheets.workbook import cell_name

Request = dict[str, Any]
_FORMATS: Mapping[Kind, Mapping[str, str]] = {
    Kind.DATE: {"type": "DATE", "pattern": "yyyy-mm-dd"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"},
    Kind.SHARE: {"type": "PERCENT", "pattern": "#,##0.0%"},
}
_TEXT = {"type": "TEXT", "pattern": "@"}
_COLORS = {True: {"red": 0.886, "green": 0.937, "blue": 0.855}, False: {"red": 0.867, "green": 0.922, "blue": 0.969}}
NEW_ROWS = 1000
WRAPPED_FROM = 30


def setup_requests(
    layout: Layout, sheets: Mapping[str, Mapping[str, Any]], headers: Mapping[str, Headers]
) -> list[Request]:
    """What is missing, as requests for one batch. sheets: the properties of the tabs that are there, by name."""
    requests: list[Request] = []
    for tab in layout.tabs:
        if tab.name not in sheets:
            requests += _new_tab(tab, is_first=bool(tab.charts))
        elif missing := headers[tab.name].missing:
            properties = sheets[tab.name]
            start, size = headers[tab.name].width, properties["gridProperties"]["columnCount"]
            if (lacking := start + len(missing) - size) > 0:
                grow = {"sheetId": properties["sheetId"], "dimension": "COLUMNS", "length": lacking}
                requests.append({"appendDimension": grow})
            requests += _columns(properties["sheetId"], start, [tab.by_name[name] for name in missing])
    return requests


def _new_tab(tab: Tab, *, is_first: bool = False) -> list[Request]:
    sheet_id = secrets.randbelow(2**31 - 1) + 1
    grid = {"rowCount": NEW_ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1, "frozenColumnCount": 1}
    made: Request = {"sheetId": sheet_id, "title": tab.name, "gridProperties": grid}
    if is_first:
        made["index"] = 0
    requests: list[Request] = [{"addSheet": {"properties": made}}, *_columns(sheet_id, 0, tab.columns)]
    if tab.is_output:
        own = [
            {"sheetId": sheet_id, "startColumnIndex": at, "endColumnIndex": at + 1}
            for at, column in enumerate(tab.columns)
            if not column.is_owned_by_engine
        ]
        warned = {"range": {"sheetId": sheet_id}, "description": tab.help, "warningOnly": True}
        warned |= {"unprotectedRanges": own} if own else {}
        requests.append({"addProtectedRange": {"protectedRange": warned}})
    whole = {"sheetId": sheet_id, "startColumnIndex": 0, "endColumnIndex": len(tab.columns)}
    return [
        *requests,
        *_widths(sheet_id, tab),
        *_folded(sheet_id, tab),
        *_coloured(sheet_id, tab),
        {"setBasicFilter": {"filter": {"range": {**whole, "startRowIndex": 0}}}},
        *add_charts(sheet_id, tab),
    ]


def _coloured(sheet_id: int, tab: Tab) -> Iterator[Request]:
    """Colours for what is selected, invalid or grave, by conditions that are the same in every locale."""
    for at, colours, words in coloured_words(tab):
        for word in words:
            yield _colour(sheet_id, at, "TEXT_STARTS_WITH", word, colours)
    for at, column in enumerate(tab.columns):
        if column.name == TICKED:
            yield _colour(sheet_id, at, "CUSTOM_FORMULA", f"={cell_name(1, at)}", GOOD)


def _colour(sheet_id: int, at: int, kind: str, value: str, colours: Colours) -> Request:
    below = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}
    look = {"backgroundColor": _shades(colours.fill), "textFormat": {"foregroundColor": _shades(colours.font)}}
    rule = {"condition": {"type": kind, "values": [{"userEnteredValue": value}]}, "format": look}
    return {"addConditionalFormatRule": {"rule": {"ranges": [below], "booleanRule": rule}, "index": 0}}


def _shades(colour: str) -> dict[str, float]:
    parts = zip(("red", "green", "blue"), (colour[:2], colour[2:4], colour[4:]), strict=True)
    return {name: round(int(part, 16) / 255, 3) for name, part in parts}


def _folded(sheet_id: int, tab: Tab) -> list[Request]:
    """Columns that few people read, in groups that are closed."""
    requests: list[Request] = []
    details = [column.name in tab.details for column in tab.columns]
    for at, is_detail in enumerate(details):
        if is_detail and not (at and details[at - 1]):
            end = next((stop for stop in range(at, len(details)) if not details[stop]), len(details))
            side = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": end}
            closed = {"range": side, "depth": 1, "collapsed": True}
            requests.append({"addDimensionGroup": {"range": side}})
            requests.append({"updateDimensionGroup": {"dimensionGroup": closed, "fields": "collapsed"}})
    return requests


def _widths(sheet_id: int, tab: Tab) -> list[Request]:
    """Columns as wide as their texts want, long texts wrapped."""
    requests: list[Request] = []
    for at, column in enumerate(tab.columns):
        side = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
        pixels = {"pixelSize": max(column.width, len(column.name) + 3) * 7}
        requests.append({"updateDimensionProperties": {"range": side, "properties": pixels, "fields": "pixelSize"}})
        if column.width >= WRAPPED_FROM and column.kind in (Kind.TEXT, Kind.KEYS):
            below = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}
            wrapped = {"userEnteredFormat": {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}}
            fields = "userEnteredFormat(wrapStrategy,verticalAlignment)"
            requests.append({"repeatCell": {"range": below, "cell": wrapped, "fields": fields}})
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
