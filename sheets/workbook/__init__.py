"""The port: what both kinds of spreadsheets can do, and the form in which their cells come and go."""

from __future__ import annotations

from sheets.workbook.area import Area, cell_name, column_letters, column_number
from sheets.workbook.grid import NEVER_CALCULATED, Blank, CellError, Grid, Value, without_blank_ends
from sheets.workbook.port import CellWrite, FormulaWrite, SetupReport, Workbook, Writable, WriteBatch
from sheets.workbook.values import EPOCH, MAX_SERIAL, from_serial, serial, storable

__all__ = [
    "EPOCH",
    "MAX_SERIAL",
    "NEVER_CALCULATED",
    "Area",
    "Blank",
    "CellError",
    "CellWrite",
    "FormulaWrite",
    "Grid",
    "SetupReport",
    "Value",
    "Workbook",
    "Writable",
    "WriteBatch",
    "cell_name",
    "column_letters",
    "column_number",
    "from_serial",
    "serial",
    "storable",
    "without_blank_ends",
]
