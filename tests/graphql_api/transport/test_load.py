"""Many clients at once while solves run; what they wait is measured by ``benchmarks.graphql_load``."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.graphql_load import POLLERS, SUBSCRIBERS, load
from tests.graphql_api.planned import planned

pytestmark = pytest.mark.solver


def test_fifty_who_poll_and_twenty_who_follow_get_no_error_while_two_solves_run() -> None:
    with planned() as api:
        api.worker()
        runs = [api.start(parameters={"options": {"seconds": 20}})[0]["id"] for _ in range(2)]
        for run_id in runs:
            api.until(run_id, "RUNNING")
        seen = asyncio.run(load(api.url, runs, 3, POLLERS, SUBSCRIBERS))
        assert [api.run(run_id)["status"] for run_id in runs] == ["RUNNING", "RUNNING"]
        for run_id in runs:
            api.change("runCancel", "... on RunCancelled { __typename }", id=run_id)
    assert seen.errors == []
    assert len(seen.latencies) >= POLLERS
    assert seen.events >= SUBSCRIBERS
