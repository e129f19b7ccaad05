"""What tests ask of the server beside the protocol: seed a spreadsheet, plan faults, read the counts and the cells."""

from __future__ import annotations

from typing import Any

from tests.sheets.local_server.errors import ApiError
from tests.sheets.local_server.faults import KINDS, Faults
from tests.sheets.local_server.routes import Call
from tests.sheets.local_server.store import Sheet, Spreadsheet, Store


def control(store: Store, faults: Faults, call: Call) -> dict[str, Any]:
    """Answer a call to ``/control``."""
    body = call.body
    match call.path.rpartition("/")[2]:
        case "seed":
            spreadsheet = Spreadsheet(
                body["id"],
                body.get("title", "Seeded"),
                [_sheet(sheet) for sheet in body["sheets"]],
                locale=body.get("locale", "en_US"),
            )
            store.replace(spreadsheet)
        case "faults":
            assert all(fault in (*KINDS, "ok") for fault in body.get("next", ())), body
            faults.planned.extend(body.get("next", ()))
            faults.quota = body.get("quota", faults.quota)
            faults.timeout_seconds = body.get("timeout_seconds", faults.timeout_seconds)
        case "reset":
            faults.reset()
        case "counts":
            return {**faults.counts, "log": faults.log, "planned": list(faults.planned)}
        case "state":
            return _state(store.get(body["id"]))
        case other:
            raise ApiError(404, other)
    return {}


def _sheet(seed: dict[str, Any]) -> Sheet:
    sheet = Sheet(seed["sheetId"], seed["title"], seed.get("rows", 1000), seed.get("columns", 26))
    for row, column, cell in seed["cells"]:
        sheet.cells[row, column] = cell
    sheet.merges = seed.get("merges", [])
    return sheet


def _state(spreadsheet: Spreadsheet) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "title": sheet.title,
                "sheetId": sheet.sheet_id,
                "rows": sheet.rows,
                "columns": sheet.columns,
                "frozen_rows": sheet.frozen_rows,
                "cells": [[row, column, cell] for (row, column), cell in sorted(sheet.cells.items())],
                "rules": sheet.rules,
            }
            for sheet in spreadsheet.sheets
        ]
    }
