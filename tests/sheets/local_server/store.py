"""Spreadsheets in memory: tabs with their cells, notes, validations and protections."""

from __future__ import annotations

import copy
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.sheets.local_server.errors import ApiError, not_found

Cell = dict[str, Any]


@dataclass
class Sheet:
    """A tab. cells by row and column: ``value`` (as entered), ``formula`` and its ``result``, ``note``, ``format``."""

    sheet_id: int
    title: str
    rows: int = 1000
    columns: int = 26
    frozen_rows: int = 0
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[dict[str, int]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)

    def shown(self, row: int, column: int) -> Any:
        """The unformatted value; None for a blank cell."""
        cell = self.cells.get((row, column), {})
        return cell.get("result") if "formula" in cell or "spilled" in cell else cell.get("value")

    def entered(self, row: int, column: int) -> Any:
        """What a person typed: the formula where there is one."""
        cell = self.cells.get((row, column), {})
        return cell.get("formula", cell.get("value"))

    def put(self, row: int, column: int, value: Any) -> None:
        """A value as with valueInputOption RAW: null leaves the cell, empty text clears it, text stays text."""
        if value is None:
            return
        if not isinstance(value, str | bool | int | float):
            raise ApiError(400, "Invalid values: struct_value or list_value is not supported")
        if isinstance(value, str) and len(value) > 50_000:
            raise ApiError(400, "Your input contains more than the maximum of 50000 characters in a single cell.")
        cell = self.cells.setdefault((row, column), {})
        for name in ("value", "formula", "result", "spilled"):
            cell.pop(name, None)
        if value != "":
            cell["value"] = value
        if not cell:
            del self.cells[row, column]

    def extent(self) -> tuple[int, int]:
        """How many rows and columns hold anything."""
        filled = [at for at in self.cells if self.shown(*at) is not None]
        return max((row for row, _ in filled), default=-1) + 1, max((column for _, column in filled), default=-1) + 1

    def insert(self, rows: bool, at: int, count: int) -> None:
        """Move what stands at ``at`` and behind it; a negative count deletes."""

        def moved(place: tuple[int, int]) -> tuple[int, int] | None:
            index = place[0] if rows else place[1]
            if count < 0 and at <= index < at - count:
                return None
            index += count if index >= at else 0
            return (index, place[1]) if rows else (place[0], index)

        self.cells = {new: cell for place, cell in self.cells.items() if (new := moved(place)) is not None}
        if rows:
            self.rows += count
        else:
            self.columns += count


@dataclass
class Spreadsheet:
    """A spreadsheet with its tabs in order."""

    spreadsheet_id: str
    title: str
    sheets: list[Sheet] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    locale: str = "en_US"

    def by_title(self, title: str) -> Sheet:
        for sheet in self.sheets:
            if sheet.title.casefold() == title.casefold():
                return sheet
        raise ApiError(400, f"Unable to parse range: {title}")

    def by_id(self, sheet_id: int) -> Sheet:
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise ApiError(400, f"No grid with id: {sheet_id}")


class Store:
    """All spreadsheets of the server."""

    def __init__(self) -> None:
        self.spreadsheets: dict[str, Spreadsheet] = {}

    def get(self, spreadsheet_id: str) -> Spreadsheet:
        if spreadsheet_id not in self.spreadsheets:
            raise not_found()
        return self.spreadsheets[spreadsheet_id]

    def create(self, title: str, spreadsheet_id: str = "") -> Spreadsheet:
        made = Spreadsheet(spreadsheet_id or secrets.token_urlsafe(24), title, [Sheet(0, "Sheet1")])
        self.spreadsheets[made.spreadsheet_id] = made
        return made

    def replace(self, spreadsheet: Spreadsheet) -> None:
        self.spreadsheets[spreadsheet.spreadsheet_id] = spreadsheet

    def draft(self, spreadsheet_id: str) -> Spreadsheet:
        """A copy, so that a batch of changes comes whole or not at all."""
        return copy.deepcopy(self.get(spreadsheet_id))
