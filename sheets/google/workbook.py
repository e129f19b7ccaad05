"""The port ``Workbook`` over a Google spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import google.auth
from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError

from sheets.errors import (
    TabsMissingError,
    WorkbookError,
    WorkbookFaultsError,
    WorkbookMissingError,
    WorkbookUnavailableError,
    missing_tabs,
)
from sheets.google.cells import GRID_FIELDS, LONGEST_TEXT, figure_formats, plain, quoted, read_grid, value_ranges
from sheets.google.charts import refits
from sheets.google.http import GoogleClient, RetryPolicy
from sheets.google.setup import setup_requests
from sheets.headers import find_headers
from sheets.layout import Layout
from sheets.workbook import Area, FormulaWrite, Grid, SetupReport, Value, WriteBatch

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)


def open_google(
    spreadsheet_id: str, *, service_account: str = "", policy: RetryPolicy | None = None, base_url: str = ""
) -> GoogleWorkbook:
    """The spreadsheet. service_account: the path of its key file, or the key itself as JSON; empty: the default
    credentials of the machine. Raises ``WorkbookError`` for credentials that cannot be used.
    """
    return GoogleWorkbook(GoogleClient(credentials(service_account), None, policy, base_url), spreadsheet_id)


def credentials(service_account: str = "") -> Any:
    """The credentials, with the right to spreadsheets and to nothing else."""
    try:
        if not service_account:
            return google.auth.default(scopes=SCOPES)[0]
        if service_account.lstrip().startswith("{"):
            return Credentials.from_service_account_info(json.loads(service_account), scopes=SCOPES)  # type: ignore[no-untyped-call]
        path = Path(service_account)
        return Credentials.from_service_account_info(json.loads(path.read_bytes()), scopes=SCOPES)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise WorkbookError(
            f"the key file of the service account cannot be read: {error.strerror or type(error).__name__}"
        ) from None
    except (ValueError, GoogleAuthError) as error:
        reason = "it is no JSON" if isinstance(error, json.JSONDecodeError) else str(error)
        raise WorkbookError(f"the credentials for Google cannot be used: {reason}") from None


SETUP_ATTEMPTS = 3
_PROPERTIES = "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))"


class GoogleWorkbook:
    """A spreadsheet by its id. A read of all tabs is one call, and so is a write, unless a tab has to grow for it.

    A chart that has to follow its rows takes the same call as that.
    """

    longest_text = LONGEST_TEXT

    def __init__(self, client: GoogleClient, spreadsheet_id: str) -> None:
        self._client = client
        self._id = spreadsheet_id
        self._properties: dict[str, dict[str, Any]] = {}
        self._charts: dict[str, list[dict[str, Any]]] = {}
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        """The address of the spreadsheet."""
        return f"https://docs.google.com/spreadsheets/d/{self._id}"

    @property
    def identity(self) -> str:
        """The address of the spreadsheet."""
        return self.name

    def read(self, tabs: Sequence[str]) -> Mapping[str, Grid]:
        """All cells of the tabs with one call; a second one only to say which tabs are missing."""
        params: Any = {"ranges": [quoted(tab) for tab in tabs], "fields": GRID_FIELDS}
        with self._explained():
            try:
                answer = self._client.spreadsheets_get(self._id, params=params)
            except APIError as error:
                if error.code != 400 or (missing := self._missing(tabs)) is None:
                    raise
                raise missing from None
        grids = {}
        for sheet in answer.get("sheets", ()):
            grid = read_grid(sheet, answer.get("properties", {}).get("locale", ""))
            grids[grid.tab] = grid
            self._properties[grid.tab] = sheet["properties"]
            self._charts[grid.tab] = sheet.get("charts", [])
        if missing := missing_tabs(self.name, tabs, grids):
            raise missing
        self._grids |= grids
        return {tab: grids[tab] for tab in tabs}

    def read_areas(self, areas: Sequence[tuple[str, Area]]) -> list[list[list[Value]]]:
        """The values of some areas with one call."""
        ranges = [f"{quoted(tab)}!{area}" for tab, area in areas]
        params = {"valueRenderOption": "UNFORMATTED_VALUE"}
        with self._explained():
            answer = self._client.values_batch_get(self._id, ranges, params=params)  # type: ignore[arg-type]
        found = [data.get("values", []) for data in answer["valueRanges"]]
        return [[[plain(cell) for cell in row] for row in rows] for rows in found]

    def write(self, batch: WriteBatch) -> None:
        """Write the batch with one call, and one before it where a tab has to grow, a chart to show other rows, or a
        figure to be shown otherwise.

        Nothing to write: no call.
        """
        if not batch.cells:
            return
        with self._explained():
            growth, refitted = self._growth(batch.sizes), refits(batch.charts, self._charts, self._rows(batch))
            if before := [*growth, *refitted, *figure_formats(batch.cells, self._grids, self._properties)]:
                self._client.batch_update(self._id, {"requests": before})
                for tab, (rows, columns) in batch.sizes.items():
                    size = self._properties.get(tab, {}).get("gridProperties", {})
                    size.update(rowCount=max(rows, size.get("rowCount", 0)))
                    size.update(columnCount=max(columns, size.get("columnCount", 0)))
            body = {"valueInputOption": "RAW", "data": value_ranges(batch.cells)}
            self._client.values_batch_update(self._id, body)

    def put_formulas(self, formulas: Sequence[FormulaWrite], headers: Mapping[tuple[int, int], str]) -> None:
        """Put formulas in with one call, which leaves the same when it is made again."""
        if not formulas:
            return
        tab = formulas[0].tab
        cells: dict[tuple[int, int], dict[str, str]] = {at: {"stringValue": text} for at, text in headers.items()}
        cells |= {(put.row, put.column): {"formulaValue": put.formula} for put in formulas}
        rows, columns = (max(at[side] for at in cells) + 1 for side in (0, 1))
        sheet_id = self._properties[tab]["sheetId"]
        requests = [
            *self._growth({tab: (rows, columns)}),
            *(
                {
                    "updateCells": {
                        "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
                        "rows": [{"values": [{"userEnteredValue": value}]}],
                        "fields": "userEnteredValue",
                    }
                }
                for (row, column), value in sorted(cells.items())
            ),
        ]
        with self._explained():
            self._client.batch_update(self._id, {"requests": requests})

    def setup(self, layout: Layout) -> SetupReport:
        """Make what is missing with one batch, which comes whole or not at all; look again where that is not known."""
        for attempt in range(1, SETUP_ATTEMPTS + 1):
            try:
                return self._setup(layout)
            except WorkbookUnavailableError as error:
                if not error.may_have_written or attempt == SETUP_ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _setup(self, layout: Layout) -> SetupReport:
        with self._explained():
            lacking = self._missing([tab.name for tab in layout.tabs])
        if lacking is not None and lacking.called:
            raise lacking
        present = [tab.name for tab in layout.tabs if tab.name in self._properties]
        grids = self.read(present) if present else {}
        headers = {tab: find_headers(layout.tab(tab), grid) for tab, grid in grids.items()}
        if faults := [fault for found in headers.values() for fault in found.faults]:
            raise WorkbookFaultsError(faults)
        if requests := setup_requests(layout, self._properties, headers):
            with self._explained():
                self._client.batch_update(self._id, {"requests": requests})
        return SetupReport(
            tabs=tuple(tab.name for tab in layout.tabs if tab.name not in headers),
            columns=tuple(f"{tab}.{column}" for tab, found in headers.items() for column in found.missing),
            touched=bool(requests),
        )

    def _rows(self, batch: WriteBatch) -> dict[str, int]:
        """How many rows each tab has once it has grown for a batch."""
        sizes = {tab: each.get("gridProperties", {}).get("rowCount", 0) for tab, each in self._properties.items()}
        return {tab: max(rows, batch.sizes.get(tab, (0, 0))[0]) for tab, rows in sizes.items()}

    def _growth(self, sizes: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
        requests = []
        for tab, wanted in sizes.items():
            properties = self._properties.get(tab, {})
            size = properties.get("gridProperties", {})
            for dimension, has, needs in zip(("ROWS", "COLUMNS"), ("rowCount", "columnCount"), wanted, strict=True):
                if has in size and needs > size[has]:
                    grow = {"sheetId": properties["sheetId"], "dimension": dimension, "length": needs - size[has]}
                    requests.append({"appendDimension": grow})
        return requests

    def _read_properties(self) -> None:
        answer = self._client.spreadsheets_get(self._id, params={"fields": _PROPERTIES})
        self._properties = {sheet["properties"]["title"]: sheet["properties"] for sheet in answer.get("sheets", ())}

    def _missing(self, tabs: Sequence[str]) -> TabsMissingError | None:
        self._read_properties()
        return missing_tabs(self.name, tabs, self._properties)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Says in our own words what the library leaves unsaid."""
        try:
            yield
        except APIError as error:
            raise _explanation(error, self.name) from None
        except GoogleAuthError as error:
            raise WorkbookError(f"Google does not accept the credentials for {self.name}: {error}") from None


def _explanation(error: APIError, name: str) -> WorkbookError:
    said = error.error.get("message", "no reason given")
    match error.code:
        case 404:
            return WorkbookMissingError(f"there is no spreadsheet {name}; check its id")
        case 403:
            return WorkbookMissingError(
                f"{name} may not be opened or changed: {said}; share it with the account of the engine as an editor"
            )
        case 401:
            return WorkbookError(f"Google does not accept the credentials for {name}: {said}")
        case code:
            return WorkbookError(f"Google refuses the request for {name} with {code}: {said}")
