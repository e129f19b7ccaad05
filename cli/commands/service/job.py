"""``optengine job``: runs jobs over spreadsheets, shows them and gives them up."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, database_url
from cli.wiring.runs import runs_of
from domain.errors import InputError, NotFoundError
from domain.storage import UnitOfWork


def check_files(given: Mapping[str, str | None]) -> None:
    """Raise ``InputError`` for a file that is not there. given: spreadsheets as they were named, by option."""
    for option, name in given.items():
        if name is None or not name.casefold().endswith((".xlsx", ".xlsm")) or Path(name).exists():
            continue
        kind = " --roadmap" if option == "roadmap" else ""
        raise InputError(f"there is no file {name}; `optengine sheet setup {shlex.quote(name)}{kind}` makes it")


def check_stored(uow: UnitOfWork, payload: Mapping[str, Any], database: str | None) -> None:
    """Raise ``InputError`` for a run or a portfolio that is not stored. database: as it was named, if it was."""
    try:
        if payload.get("run_id") is not None:
            uow.runs.get(payload["run_id"])
        if payload.get("portfolio_id") is not None:
            uow.portfolios.get(payload["portfolio_id"])
    except NotFoundError as error:
        where = "" if database is None else f" --database {shlex.quote(database)}"
        raise InputError(f"{error}; `optengine run list{where}` lists the runs, whose portfolios they are") from None


EXAMPLES = """\
examples:
  optengine sheet setup plan.xlsx --sample
  optengine job run pm.optimize_run_all_candidates plan.xlsx      run, and write the answer into the file
  optengine job run pm.optimize_run_selected_candidates plan.xlsx --scenario "UK push"
  optengine job run pm.optimize_publish_portfolio_to_roadmap_sheet plan.xlsx --roadmap roadmap.xlsx
  optengine job run pm.optimize_write_results plan.xlsx           again, after the file was open elsewhere
  optengine job list
  optengine job show JOB                                          how it stands, with its step log
  optengine job cancel JOB

A job is carried out by a worker (`optengine worker`, or `optengine serve`). Where none is running, this command
carries it out itself. A job that is cut off goes on with the next worker, and comes to the same.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options
    from domain.sheet_jobs.catalogue import SUMMARIES

    parser = commands.add_parser(
        "job",
        help="run jobs over spreadsheets",
        description="Runs the jobs of product managers over a spreadsheet, and looks after them.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    run = actions.add_parser("run", run=run_run, help="run a job and wait for its end")
    run.add_argument("job", metavar="NAME", choices=tuple(SUMMARIES), help=f"one of {', '.join(SUMMARIES)}")
    run.add_argument("workbook", metavar="FILE_OR_ID", help="an .xlsx file, or a Google spreadsheet")
    run.add_argument("--scenario", metavar="NAME", help="a row of Scenario_Config (default: the only one)")
    run.add_argument("--rules", metavar="NAME", help="what its constraint set is called (default: Rules of SCENARIO)")
    run.add_argument("--solver", metavar="NAME", help="highs, cp-sat, scip or auto (default: auto)")
    options.add_effort(run, "the default, unless the scenario's row says otherwise")
    run.add_argument(
        "--time-limit", metavar="S", type=options.positive, help="seconds for the whole solve (default: 300)"
    )
    run.add_argument("--strict", action="store_true", help="leave out candidates that lack a market or their KPI chain")
    run.add_argument("--fresh", action="store_true", help="solve again what has been answered before")
    run.add_argument("--run", metavar="RUN", dest="run_id", help="the run to write or publish (default: the newest)")
    run.add_argument(
        "--portfolio", metavar="N", type=options.at_least_one, help="the portfolio to publish, by its number"
    )
    run.add_argument("--roadmap", metavar="FILE_OR_ID", help="the Roadmap spreadsheet (default: the same spreadsheet)")
    run.add_argument("--key", metavar="TEXT", help="the same key and job again get the one that was started first")
    run.add_argument("--email", metavar="ADDRESS", help="who asks")
    how = run.add_mutually_exclusive_group()
    how.add_argument("--here", action="store_true", help="bring a worker along even where others are running")
    how.add_argument("--no-wait", action="store_true", help="hand it to the workers and come back at once")
    options.add_json(run, "the job")
    listing = actions.add_parser("list", run=run_list, help="the newest jobs")
    listing.add_argument("--limit", metavar="N", type=options.at_least_one, default=20, help="how many (default: 20)")
    options.add_json(listing, "the list")
    show = actions.add_parser("show", run=run_show, help="one job with its step log")
    options.add_json(show, "the job")
    cancel = actions.add_parser("cancel", run=run_cancel, help="give a job up, and the run that it has started")
    for action in (show, cancel):
        action.add_argument("job_id", metavar="JOB", help="the id of a job")
    for action in (run, listing, show, cancel):
        add_database(action)


def run_run(args: argparse.Namespace) -> int:
    """Start a job, and see it to its end."""
    from cli.render.stored.jobs import exit_code_of, follow, show_job
    from cli.wiring.local_worker import some_worker
    from cli.wiring.runs import open_runs, ready

    url = database_url(args)
    ready(url)
    with open_runs(url) as services:
        payload = _payload(args)
        services.actions.registry.get(args.job).check(payload)
        check_files({"workbook": args.workbook, "roadmap": args.roadmap})
        with services.storage.reading() as uow:
            check_stored(uow, payload, args.database)
        started = services.actions.start(args.job, payload, args.email, args.key)
        if args.no_wait:
            print(f"{started.run_id}  {started.action}")
            return exit_codes.SOLVED
        with some_worker(url, services.queue.is_worked_on, args.here) as ensure:
            view = follow(services.actions, started.run_id, ensure, quiet=args.json)
        if args.json:
            show_job(view, services.actions.steps(started.run_id), as_json=True)
    return exit_code_of(view.run)


def run_list(args: argparse.Namespace) -> int:
    """Show the newest jobs."""
    from cli.render.stored.jobs import show_jobs

    with runs_of(args) as services:
        show_jobs(services.actions.newest(limit=args.limit), as_json=args.json)
    return exit_codes.SOLVED


def run_show(args: argparse.Namespace) -> int:
    """Show one job."""
    from cli.render.stored.jobs import show_job

    with runs_of(args) as services:
        show_job(services.actions.view(args.job_id), services.actions.steps(args.job_id), as_json=args.json)
    return exit_codes.SOLVED


def run_cancel(args: argparse.Namespace) -> int:
    """Give a job up."""
    with runs_of(args) as services:
        services.actions.cancel(args.job_id)
    print(f"job {args.job_id} is cancelled")
    return exit_codes.SOLVED


def _payload(args: argparse.Namespace) -> dict[str, Any]:
    given = {
        "workbook": _whole_path(args.workbook),
        "scenario": args.scenario,
        "constraint_set": args.rules,
        "solver": args.solver,
        "effort": args.effort,
        "time_limit": args.time_limit,
        "graduation": "strict" if args.strict else None,
        "fresh": args.fresh or None,
        "run_id": args.run_id,
        "portfolio_id": args.portfolio,
        "roadmap": None if args.roadmap is None else _whole_path(args.roadmap),
    }
    return {name: value for name, value in given.items() if value is not None}


def _whole_path(name: str) -> str:
    """A file by its whole path, since a worker may have been started elsewhere; anything else as it is."""
    from pathlib import Path

    return str(Path(name).resolve()) if name.casefold().endswith((".xlsx", ".xlsm")) else name
