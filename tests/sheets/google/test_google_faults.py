"""What happens when calls to Google fail: they are tried again where that is safe, and it is said where not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.errors import WorkbookError, WorkbookUnavailableError
from sheets.google.http import RetryPolicy, may_be_repeated
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, WriteBatch
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed

OpenWorkbook = Callable[..., GoogleWorkbook]
ONE_CELL = WriteBatch([CellWrite("A", 1, 0, "x")])


class Waits:
    """A clock that goes on by what is slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def policy(self, **more: object) -> RetryPolicy:
        return RetryPolicy(sleep=self.slept.append, clock=lambda: sum(self.slept), read_timeout=0.3, **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(server: LocalServer, google: OpenWorkbook) -> GoogleWorkbook:
    return google(server.seed({"A": Seed([["h"]]), "B": Seed([["h"]])}))


def calls(server: LocalServer) -> tuple[int, int]:
    counts = server.counts()
    return counts["read"], counts["write"]


@pytest.mark.parametrize("fault", ["429", "500", "503", "drop", "timeout", "commit_then_drop", "commit_then_503"])
def test_reads_and_writes_of_named_cells_are_tried_again(server: LocalServer, google: OpenWorkbook, fault: str) -> None:
    waits = Waits()
    spreadsheet_id = server.seed({"A": Seed([["h"]])})
    workbook = google(spreadsheet_id, waits.policy())
    server.fail(fault, timeout_seconds=0.5)
    workbook.write(ONE_CELL)
    server.fail(fault, fault)
    assert workbook.read(["A"])["A"].rows == [["h"], ["x"]]
    assert calls(server) == (3, 2)
    assert len(waits.slept) == 3


def test_a_lasting_refusal_ends_with_patience_and_bounded_waits(server: LocalServer, google: OpenWorkbook) -> None:
    waits = Waits()
    server.fail(*["429"] * 50)
    workbook = google(server.seed({"A": Seed([["h"]])}), waits.policy())
    with pytest.raises(WorkbookUnavailableError, match=r"answers 429: Told to fail\., after \d tries") as caught:
        workbook.write(ONE_CELL)
    assert not caught.value.may_have_written
    assert calls(server)[1] <= 8
    assert sum(waits.slept) <= 90 and max(waits.slept) <= 32


def test_the_quota_of_google_is_waited_for(server: LocalServer, google: OpenWorkbook) -> None:
    waits = Waits()
    server.fail(quota=2)
    workbook = google(server.seed({"A": Seed([["h"]])}), waits.policy())
    workbook.read(["A"])
    workbook.read(["A"])
    with pytest.raises(WorkbookUnavailableError, match="Quota exceeded"):
        workbook.read(["A"])
    assert sum(waits.slept) > 30


@pytest.mark.parametrize("fault", ["commit_then_503", "commit_then_drop", "503", "drop"])
def test_an_append_is_never_repeated_blindly(server: LocalServer, opened: GoogleWorkbook, fault: str) -> None:
    server.fail(fault)
    with pytest.raises(WorkbookUnavailableError) as caught:
        opened._client.values_append(opened._id, "A!A1", {"valueInputOption": "RAW"}, {"values": [["row"]]})
    assert caught.value.may_have_written
    assert calls(server) == (0, 1)
    assert opened.read(["A"])["A"].rows == ([["h"], ["row"]] if "commit" in fault else [["h"]])


def test_an_append_refused_for_its_quota_is_repeated(server: LocalServer, opened: GoogleWorkbook) -> None:
    server.fail("429", "429")
    opened._client.values_append(opened._id, "A!A1", {"valueInputOption": "RAW"}, {"values": [["row"]]})
    assert opened.read(["A"])["A"].rows == [["h"], ["row"]]


def test_a_server_that_is_not_there_wrote_nothing(google: OpenWorkbook, server: LocalServer) -> None:
    workbook = google("any", Waits().policy(attempts=2))
    workbook._client._base_url = "http://127.0.0.1:9"
    with pytest.raises(WorkbookUnavailableError, match="does not answer") as caught:
        workbook._client.batch_update("any", {})
    assert not caught.value.may_have_written


@pytest.mark.parametrize("fault", ["commit_then_drop", "commit_then_503", "503", "drop"])
def test_setup_that_may_have_come_through_looks_again(server: LocalServer, google: OpenWorkbook, fault: str) -> None:
    spreadsheet_id = server.seed({"Sheet1": Seed([])})
    server.fail("ok", fault)
    google(spreadsheet_id).setup(OPTIMIZATION_CENTER)
    names = [column.name for column in OPTIMIZATION_CENTER.tab("Candidates").columns]
    assert len(server.state(spreadsheet_id)) == 1 + len(OPTIMIZATION_CENTER.tabs)
    assert google(spreadsheet_id).read(["Candidates"])["Candidates"].rows == [names]


@pytest.mark.parametrize(
    ("code", "said"), [("401", "does not accept the credentials"), ("403", "share it with the account of the engine")]
)
def test_refusals_say_what_to_do(server: LocalServer, opened: GoogleWorkbook, code: str, said: str) -> None:
    server.fail(code)
    with pytest.raises(WorkbookError, match=said):
        opened.read(["A"])
    assert calls(server) == (1, 0)


def test_which_calls_may_be_made_twice() -> None:
    base = "https://sheets.googleapis.com/v4/spreadsheets/id"
    assert all(may_be_repeated("POST", base + end) for end in ("/values:batchUpdate", "/values/A:clear"))
    assert not any(may_be_repeated("post", base + end) for end in (":batchUpdate", "/values/A:append", ""))
    assert may_be_repeated("get", base) and not may_be_repeated("delete", base)


faults = st.sampled_from(["ok", "429", "503", "drop", "commit_then_drop", "commit_then_503"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(faults, max_size=12))
def test_whatever_fails_the_cells_are_written_or_it_is_said(
    server: LocalServer, google: OpenWorkbook, plan: list[str]
) -> None:
    server.reset()
    workbook = google(server.seed({"A": Seed([["h"]])}, rows=5))
    workbook.read(["A"])
    server.fail(*plan)
    batch = WriteBatch([CellWrite("A", row, 0, row) for row in range(1, 9)], {"A": (9, 1)})
    pending = False
    try:
        workbook.write(batch)
    except WorkbookUnavailableError:
        pending = True
    server.reset()
    rows = workbook.read(["A"])["A"].rows
    full = [["h"], *[[row] for row in range(1, 9)]]
    assert rows == full or (pending and rows == [["h"]])
    workbook.write(batch)
    assert workbook.read(["A"])["A"].rows == full
