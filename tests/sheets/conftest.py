"""Each test of an adapter runs against both kinds of spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
import requests

from sheets.google.http import GoogleClient, RetryPolicy
from sheets.google.workbook import GoogleWorkbook
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.local_server.process import LocalServer, local_server
from tests.sheets.seeds import Seed, write_xlsx

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]


@pytest.fixture(scope="session")
def running_server() -> Iterator[LocalServer]:
    with local_server() as server:
        yield server


@pytest.fixture
def server(running_server: LocalServer) -> LocalServer:
    """The local Sheets server, with nothing planned and nothing counted."""
    running_server.reset()
    return running_server


@pytest.fixture
def google(server: LocalServer) -> Callable[..., GoogleWorkbook]:
    """Opens a spreadsheet of the local server by its id; waits between tries are left out unless a policy is given."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer local"

    def open_workbook(spreadsheet_id: str, policy: RetryPolicy | None = None) -> GoogleWorkbook:
        patient = policy or RetryPolicy(sleep=lambda _: None, read_timeout=2)
        return GoogleWorkbook(GoogleClient(None, session, patient, server.url), spreadsheet_id)

    return open_workbook


@pytest.fixture(params=["xlsx", "google"])
def make_workbook(request: pytest.FixtureRequest, tmp_path: Path) -> MakeWorkbook:
    """Makes a spreadsheet with some tabs in it."""
    numbers = count()
    if request.param == "xlsx":
        return lambda tabs: XlsxWorkbook(write_xlsx(tmp_path / f"book-{next(numbers)}.xlsx", tabs))
    server, open_workbook = request.getfixturevalue("server"), request.getfixturevalue("google")
    return lambda tabs: open_workbook(server.seed(tabs))
