"""All jobs over spreadsheets."""

from __future__ import annotations

from domain.actions.registry import Action, ActionHandler
from domain.sheet_jobs.desk import JobPorts
from domain.sheet_jobs.options import check_options
from domain.sheet_jobs.publish import PublishPortfolio
from domain.sheet_jobs.run_candidates import RunCandidates
from domain.sheet_jobs.saving import SaveConstraints, SaveSelected
from domain.sheet_jobs.write_results import WriteResults

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


def planning_jobs(desk: JobPorts) -> list[Action]:
    """Every job, ready to be registered."""
    handlers: dict[str, ActionHandler] = {
        SAVE_SELECTED: SaveSelected(desk),
        RUN_SELECTED: RunCandidates(desk, only_ticked=True),
        RUN_ALL: RunCandidates(desk, only_ticked=False),
        SAVE_CONSTRAINTS: SaveConstraints(desk),
        WRITE_RESULTS: WriteResults(desk),
        PUBLISH: PublishPortfolio(desk),
    }
    return [Action(name, SUMMARIES[name], handle, check=check_options) for name, handle in handlers.items()]
