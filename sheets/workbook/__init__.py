"""The port: what both kinds of spreadsheets can do, and the form in which their cells come and go. Uses the layout."""

from __future__ import annotations

from sheets.workbook.area import Area, cell_name, column_letters, column_number
from sheets.workbook.grid import NEVER_CALCULATED, Blank, CellError, Grid, Look, Value, constant, without_blank_ends
from sheets.workbook.port import (
    NO_ROWS,
    CellWrite,
    ChartRows,
    FormulaWrite,
    SetupReport,
    Workbook,
    Writable,
    WriteBatch,
    read_present,
)
from sheets.workbook.values import (
    EPOCH,
    MAX_SERIAL,
    as_shown,
    digits_of,
    escaped,
    from_serial,
    serial,
    storable,
    unescaped,
)

__all__ = [
    "EPOCH",
    "MAX_SERIAL",
    "NEVER_CALCULATED",
    "NO_ROWS",
    "Area",
    "Blank",
    "CellError",
    "CellWrite",
    "ChartRows",
    "FormulaWrite",
    "Grid",
    "Look",
    "SetupReport",
    "Value",
    "Workbook",
    "Writable",
    "WriteBatch",
    "as_shown",
    "cell_name",
    "column_letters",
    "column_number",
    "constant",
    "digits_of",
    "escaped",
    "from_serial",
    "read_present",
    "serial",
    "storable",
    "unescaped",
    "without_blank_ends",
]
