"""Whatever fails on the way, a job ends as it would have, or says that it did not and ends so when it is repeated."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.errors import WorkbookUnavailableError
from sheets.google.workbook import GoogleWorkbook
from sheets.layout.inputs import CANDIDATES
from sheets.update import TabUpdate, apply_updates
from tests.sheets.local_server.process import LocalServer
from tests.sheets.news import RESULTS
from tests.sheets.seeds import Formula, Seed

KEYS = [f"I-{number}" for number in range(1, 9)]
TABS = {
    "Candidates": Seed([["mine", "initiative_key"], *[[key.lower(), key] for key in KEYS]]),
    "Results_Portfolio": Seed([["initiative_key", "theirs", "selected"], ["I-0", Formula("=1+1", 2), True]]),
}
UPDATES = [
    TabUpdate(CANDIDATES, {(key,): {"run_status": f"done {key}"} for key in KEYS}),
    TabUpdate(RESULTS, {(key,): {"selected": True} for key in KEYS}, adds_rows=True, stale=[("I-0",)]),
]
faults = st.sampled_from(["ok", "429", "500", "503", "drop", "commit_then_drop", "commit_then_503"])


def cells(server: LocalServer, spreadsheet_id: str) -> dict[str, object]:
    return {title: sheet["cells"] for title, sheet in server.state(spreadsheet_id).items()}


@pytest.fixture
def ends(server: LocalServer, google: Callable[..., GoogleWorkbook]) -> dict[int, dict[str, object]]:
    """How the job ends without faults, by the size of the tabs."""
    found = {}
    for rows in (9, 1000):
        spreadsheet_id = server.seed(TABS, rows=rows, columns=3)
        apply_updates(google(spreadsheet_id), UPDATES)
        found[rows] = cells(server, spreadsheet_id)
    return found


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(faults, max_size=14), rows=st.sampled_from([9, 1000]))
def test_random_faults(
    server: LocalServer,
    google: Callable[..., GoogleWorkbook],
    ends: dict[int, dict[str, object]],
    plan: list[str],
    rows: int,
) -> None:
    server.reset()
    spreadsheet_id = server.seed(TABS, rows=rows, columns=3)
    before = cells(server, spreadsheet_id)
    server.fail(*plan)
    try:
        apply_updates(google(spreadsheet_id), UPDATES)
    except WorkbookUnavailableError:
        server.reset()
        assert cells(server, spreadsheet_id) in (before, ends[rows])
        apply_updates(google(spreadsheet_id), UPDATES)
    server.reset()
    assert cells(server, spreadsheet_id) == ends[rows]
    assert apply_updates(google(spreadsheet_id), UPDATES).cells == 0
