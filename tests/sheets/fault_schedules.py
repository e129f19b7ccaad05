"""A job over a Google spreadsheet, and a client that kills its process between any two of its calls."""

from __future__ import annotations

import os
import signal
from typing import Any

import requests

from domain.sheet_jobs.planning_workbook import PushReport, RowAnswer, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.google.http import GoogleClient, RetryPolicy
from sheets.google.workbook import GoogleWorkbook
from tests.sheets.news import problem, solved
from tests.sheets.seeds import Formula, Seed

KEYS = [f"I-{number}" for number in range(6)]
TABS = {
    "Candidates": Seed(
        [["mine", "initiative_key", "engineering_tokens"], *[[key.lower(), key, 2] for key in KEYS], ["z", "I-7", "x"]]
    ),
    "Scenario_Config": Seed([["scenario_name", "period_key", "objective_mode"], ["UK push", "2026-Q1", "north_star"]]),
    "Constraints": Seed([["constraint_type", "key"], ["mandatory", "I-1"]]),
    "Targets": Seed([["market", "kpi_key", "target_value", "floor_or_goal"], ["UK", "gmv", 40, "goal"]]),
    "Runs": Seed([["run_id", "mine"], ["run-0", "keep"]]),
    "Results_Portfolio": Seed([["initiative_key", "theirs", "selected"], ["I-9", Formula("=1+1", 2), True]]),
    "Gaps_And_Alerts": Seed([["market", "kpi_key"], ["DE", "gmv"]]),
}
QUICK = RetryPolicy(attempts=3, sleep=lambda _: None, read_timeout=0.25, connect_timeout=2)


def job(workbook: GoogleWorkbook) -> PushReport:
    """What a job over the spreadsheet does: one pull, one push."""
    center = OptimizationCenter(workbook)
    inputs = center.pull()
    told = {answer.key for answer in inputs.answers}
    answers = [RowAnswer("Candidates", row.key, "done") for row in inputs.candidates if row.key not in told]
    return center.push(SheetNews((*inputs.answers, *answers), solved(problem())))


class Mortal(GoogleClient):
    """A client that kills its process with SIGKILL, before or after the call of a number, counted from 1."""

    def __init__(self, url: str, call: int, after: bool) -> None:
        session = requests.Session()
        session.headers["Authorization"] = "Bearer local"
        super().__init__(None, session, QUICK, url)
        self._left, self._after = call, after

    def request(self, *args: Any, **more: Any) -> requests.Response:
        self._left -= 1
        if self._left == 0 and not self._after:
            os.kill(os.getpid(), signal.SIGKILL)
        response = super().request(*args, **more)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return response
