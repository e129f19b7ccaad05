"""All jobs over spreadsheets by name: the command line, the queue, the API and the menu of the sheet offer these."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from domain.actions.registry import Action, ActionHandler
from domain.sheet_jobs.options import check_options

if TYPE_CHECKING:
    from domain.sheet_jobs.planning_workbook import JobPorts

SAVE_SELECTED = "pm.save_selected"
RUN_SELECTED = "pm.optimize_run_selected_candidates"
RUN_ALL = "pm.optimize_run_all_candidates"
SAVE_CONSTRAINTS = "pm.optimize_save_constraints"
WRITE_RESULTS = "pm.optimize_write_results"
PUBLISH = "pm.optimize_publish_portfolio_to_roadmap_sheet"

SUMMARIES = {
    SAVE_SELECTED: "Save the ticked candidates, and say beside each whether it is ready.",
    RUN_SELECTED: "Run the optimizer over the ticked candidates, and write the answer.",
    RUN_ALL: "Run the optimizer over all candidates, and write the answer.",
    SAVE_CONSTRAINTS: "Save the scenario, the constraints and the targets, without a run.",
    WRITE_RESULTS: "Write the answer of a run that is in the database.",
    PUBLISH: "Publish a portfolio as a version of the roadmap, into a Roadmap spreadsheet.",
}
_HANDLERS = {
    SAVE_SELECTED: "saving.SaveSelected",
    RUN_SELECTED: "run_candidates.RunSelected",
    RUN_ALL: "run_candidates.RunAll",
    SAVE_CONSTRAINTS: "saving.SaveConstraints",
    WRITE_RESULTS: "publish.WriteResults",
    PUBLISH: "publish.PublishPortfolio",
}


def planning_jobs(ports: Callable[[], JobPorts]) -> list[Action]:
    """Every job, ready to be registered. ports: asked for when one is carried out."""
    return [Action(name, text, partial(_handler, name, ports), check=check_options) for name, text in SUMMARIES.items()]


def _handler(name: str, ports: Callable[[], JobPorts]) -> ActionHandler:
    module, _, kind = _HANDLERS[name].partition(".")
    made: ActionHandler = getattr(import_module(f"domain.sheet_jobs.{module}"), kind)(ports())
    return made
