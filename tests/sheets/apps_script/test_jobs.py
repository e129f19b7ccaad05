"""A product manager at the spreadsheet: from a tick over the menu to the results, through the real API and worker."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.sheet_jobs.catalogue import SUMMARIES
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP, Layout
from sheets.workbook import CellWrite, WriteBatch
from tests.sheets.apps_script.conftest import Api
from tests.sheets.apps_script.script_box import ScriptBox, needs_node, script_box
from tests.sheets.local_server.process import LocalServer

pytestmark = [*needs_node, pytest.mark.solver]
CANDIDATES = [
    {"initiative_key": "I-1", "title": "One", "market": "UK", "engineering_tokens": 5, "north_star_contribution": 50},
    {"initiative_key": "I-2", "title": "Two", "market": "UK", "engineering_tokens": 4, "north_star_contribution": 30},
    {"initiative_key": "I-3", "title": "Three", "market": "DE", "engineering_tokens": 3, "north_star_contribution": 20},
    {"initiative_key": "I-4", "title": "Four", "market": "DE", "engineering_tokens": 6, "north_star_contribution": 70},
]
COMPLETE = {
    "category": "UX",
    "department": "Growth",
    "immediate_kpi_key": "north_star",
    "primary_kpi_key": "north_star",
    "active_overall_score": 1,
    "is_selected_for_run": True,
}
SCENARIO = {
    "scenario_name": "Spring",
    "period_key": "2030-Q2",
    "capacity_total_tokens": 10,
    "objective_mode": "north_star",
}
RUN_TICKED = "Run with ticked candidates"
OpenGoogle = Callable[..., GoogleWorkbook]
_ids = count(1)


@pytest.fixture
def spreadsheet(google: OpenGoogle, server: LocalServer) -> GoogleWorkbook:
    """An Optimization Center with four ticked candidates, of which two fit, and one scenario."""
    workbook = new_spreadsheet(google, server, OPTIMIZATION_CENTER)
    fill(workbook, "Candidates", [{**COMPLETE, **candidate} for candidate in CANDIDATES])
    fill(workbook, "Scenario_Config", [SCENARIO])
    return workbook


@pytest.fixture
def box(bundle: Path, server: LocalServer, api: Api, spreadsheet: GoogleWorkbook) -> Iterator[ScriptBox]:
    """The script of that spreadsheet, with its settings made."""
    with ready_box(bundle, server, api, spreadsheet) as box:
        yield box


@pytest.fixture
def waiting_box(bundle: Path, server: LocalServer, idle_api: Api, spreadsheet: GoogleWorkbook) -> Iterator[ScriptBox]:
    """The same with an engine that has no worker."""
    with ready_box(bundle, server, idle_api, spreadsheet) as box:
        yield box


@contextmanager
def ready_box(bundle: Path, server: LocalServer, api: Api, spreadsheet: GoogleWorkbook) -> Iterator[ScriptBox]:
    with script_box(bundle, server.url, api.url, id_of(spreadsheet)) as box:
        box.set_up(api.token)
        box.do("trigger", name="onOpen")
        yield box


def new_spreadsheet(google: OpenGoogle, server: LocalServer, layout: Layout) -> GoogleWorkbook:
    """A spreadsheet with the tabs of the layout; its id is as long as those of Google are."""
    spreadsheet_id = f"spreadsheet-of-the-test-{next(_ids):04}"
    server.control("seed", id=spreadsheet_id, sheets=[{"sheetId": 0, "title": "Sheet1", "cells": []}])
    workbook = google(spreadsheet_id)
    workbook.setup(layout)
    return workbook


def id_of(workbook: GoogleWorkbook) -> str:
    return workbook.name.rpartition("/")[2]


def fill(workbook: GoogleWorkbook, tab: str, rows: list[dict[str, Any]]) -> None:
    """Write cells as a person does."""
    places = {str(header): column for column, header in enumerate(workbook.read([tab])[tab].rows[0])}
    writes = [
        CellWrite(tab, number, places[name], value)
        for number, row in enumerate(rows, start=1)
        for name, value in row.items()
    ]
    workbook.write(WriteBatch(writes))


def table(workbook: GoogleWorkbook, tab: str) -> list[dict[str, Any]]:
    """The rows of a tab by the names of their columns."""
    header, *rows = workbook.read([tab])[tab].rows
    return [dict(zip(map(str, header), row, strict=False)) for row in rows if any(cell is not None for cell in row)]


def watch(box: ScriptBox, shown: dict[str, Any]) -> dict[str, Any]:
    """Let the sidebar ask again and again until the job is over."""
    deadline = time.monotonic() + 90
    while shown["pauses"]:
        assert time.monotonic() < deadline, shown
        time.sleep(0.2)
        shown = box.do("ring")
    return shown


def done(box: ScriptBox) -> dict[str, Any]:
    """What the sidebar that the menu has opened shows in the end."""
    return watch(box, box.do("openPage", html=box.state["sidebar"]))


def answered(box: ScriptBox) -> dict[str, Any]:
    """What the sidebar shows once a question about a row is answered."""
    deadline = time.monotonic() + 90
    while (shown := box.do("ring"))["pauses"]:
        assert time.monotonic() < deadline, shown
        time.sleep(0.2)
    found: dict[str, Any] = shown["texts"]
    return found


def test_the_script_offers_every_job_of_the_engine(box: ScriptBox) -> None:
    assert {offer["name"] for offer in box.call("pageState")["value"]["offers"]} == set(SUMMARIES)
    items = box.state["menus"]["Optimization"]
    assert [label for label, _ in items[-2:]] == ["Progress and results", "Settings"]
    assert len(items) == len(SUMMARIES) + 2


def test_from_the_tick_over_the_menu_to_the_results(
    box: ScriptBox, spreadsheet: GoogleWorkbook, server: LocalServer, api: Api
) -> None:
    [[title, words]] = box.press(RUN_TICKED)
    assert title == RUN_TICKED
    assert "4 of 4 candidates are ticked. Scenario: Spring." in words
    shown = done(box)["texts"]
    assert (shown["job-status"], shown["job-label"]) == ("success", RUN_TICKED)
    assert "write results" in shown["job-steps"]
    assert "Value 100" in shown["run"]
    chosen = {row["initiative_key"]: row["selected"] for row in table(spreadsheet, "Results_Portfolio")}
    assert {key for key, is_in in chosen.items() if is_in} == {"I-2", "I-4"}
    [run] = table(spreadsheet, "Runs")
    assert (run["scenario_name"], run["status"], run["total_value"]) == ("Spring", "success", 100)
    assert api.token not in json.dumps(server.state(id_of(spreadsheet)))
    assert not box.state["locked"]
    box.do("click", id="results")
    assert box.state["activeSheet"] == "Results_Portfolio"
    ask_about_rows(box)


def ask_about_rows(box: ScriptBox) -> None:
    """A trade and two what-ifs over the run, wherever the person stands once they have asked."""
    box.set(activeSheet="Candidates", activeRow=2, activeColumn=6)
    shown = box.do("click", id="ask")["texts"]
    assert (shown["subject"], shown["figure"]) == ("I-1 One is not in the plan.", "5")
    box.do("click", id="trade")
    shown = answered(box)
    assert shown["asked"] == "Costs 20 of north_star, proven."
    assert shown["answer"] == "in: I-1 One (2030-Q2, 5 tokens) out: I-4 Four (2030-Q2, 6 tokens)"
    box.set(activeSheet="Runs", activeRow=1)
    box.do("fill", id="figure", text="1")
    box.do("click", id="try")
    assert answered(box)["asked"] == "north_star was 100, would be 140."
    assert "Stand in a row of Candidates" in box.do("click", id="ask")["texts"]["ask-said"]
    box.set(activeSheet="Scenario_Config", activeRow=2, activeColumn=3)
    assert box.do("click", id="ask")["texts"]["figure-label"] == "What if tokens in all were"
    box.do("fill", id="figure", text="ten")
    assert "Enter a number" in box.do("click", id="try")["texts"]["ask-said"]
    box.do("fill", id="figure", text="0")
    box.do("click", id="try")
    assert answered(box)["asked"] == "north_star was 100, would be 0."


def test_a_start_whose_answer_is_lost_starts_one_run(box: ScriptBox, spreadsheet: GoogleWorkbook) -> None:
    box.set(faults=["lost", "unreachable"])
    assert len(box.press(RUN_TICKED)) == 1
    assert done(box)["texts"]["job-status"] == "success"
    assert len(table(spreadsheet, "Runs")) == 1


def test_a_start_that_never_got_an_answer_is_taken_up_by_the_next_try(
    box: ScriptBox, spreadsheet: GoogleWorkbook
) -> None:
    box.set(faults=["lost", "503", "unreachable"])
    _, [_, told] = box.press(RUN_TICKED)
    assert "cannot be reached" in told
    assert not box.state["locked"]
    assert len(box.press(RUN_TICKED)) == 1
    assert done(box)["texts"]["job-status"] == "success"
    assert len(table(spreadsheet, "Runs")) == 1


def test_what_is_wrong_in_a_cell_is_said_with_its_place(box: ScriptBox, spreadsheet: GoogleWorkbook) -> None:
    fill(spreadsheet, "Scenario_Config", [{"capacity_total_tokens": "ten"}])
    box.press(RUN_TICKED)
    shown = done(box)["texts"]
    assert shown["job-status"] == "failed"
    assert "Scenario_Config!C2" in shown["job-message"]
    assert "ten" in shown["job-message"]


def test_publishing_fills_the_roadmap(
    box: ScriptBox, api: Api, google: OpenGoogle, server: LocalServer, spreadsheet: GoogleWorkbook
) -> None:
    assert "Set the Roadmap spreadsheet first" in box.press("Publish to the roadmap")[-1][1]
    roadmap = new_spreadsheet(google, server, ROADMAP)
    box.set_up(api.token, roadmap=roadmap.name)
    box.press(RUN_TICKED)
    assert done(box)["texts"]["job-status"] == "success"
    [[_, words]] = box.press("Publish to the roadmap")
    assert "where others will see it" in words
    assert done(box)["texts"]["job-status"] == "success"
    assert [row["initiative_key"] for row in table(roadmap, "Roadmap_Items")] == ["I-4", "I-2"]
    assert [row["scenario_name"] for row in table(roadmap, "Roadmap_Versions")] == ["Spring"]


def test_one_job_at_a_time_which_the_sidebar_can_cancel(waiting_box: ScriptBox) -> None:
    box = waiting_box
    shown = box.open_sidebar()
    assert shown["enabled"] == len(SUMMARIES)
    shown = box.do("click", id="offers", label="Run with all candidates")
    assert (shown["texts"]["job-status"], shown["enabled"]) == ("queued", 0)
    first = shown["pauses"][0]
    assert box.do("ring")["pauses"][0] > first
    assert "is still queued in this spreadsheet" in box.press(RUN_TICKED)[-1][1]
    box.set(faults=["unreachable"])
    reopened = box.open_sidebar()
    assert "cannot be reached" in reopened["texts"]["said"]
    assert reopened["enabled"] == len(SUMMARIES)
    assert box.open_sidebar()["texts"]["job-status"] == "queued"
    shown = box.do("click", id="cancel")
    assert (shown["texts"]["job-status"], shown["enabled"]) == ("cancelled", len(SUMMARIES))
    assert len(box.press(RUN_TICKED)) == 1


def test_a_person_is_asked_first_and_told_what_is_missing(waiting_box: ScriptBox, spreadsheet: GoogleWorkbook) -> None:
    box = waiting_box
    fetches = box.state["fetches"]
    assert len(box.press(RUN_TICKED, answer="CANCEL")) == 1
    box.set(lockTaken=True)
    assert "Somebody else is starting a job" in box.press(RUN_TICKED)[-1][1]
    fill(spreadsheet, "Candidates", [{"is_selected_for_run": False} for _ in CANDIDATES])
    assert "No candidate is ticked" in box.press(RUN_TICKED)[-1][1]
    fill(spreadsheet, "Scenario_Config", [SCENARIO, {**SCENARIO, "scenario_name": "Autumn"}])
    box.set(documentProperties={})
    assert "several scenarios: Spring, Autumn" in box.press("Run with all candidates")[-1][1]
    assert box.state["fetches"] == fetches
    box.set(lockTaken=False, activeSheet="Scenario_Config", activeRow=3)
    assert "Scenario: Autumn." in box.press("Run with all candidates")[0][1]
