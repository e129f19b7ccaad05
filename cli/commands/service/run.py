"""``optengine run``: starts stored runs, shows them, stops and cancels them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, storage_of
from cli.wiring.runs import runs_of

if TYPE_CHECKING:
    from domain.runs.requests import RunRequest
    from domain.storage import UnitOfWork

EXAMPLES = """\
examples:
  optengine run start "UK push" --rules "Rules" --wait
  optengine run start 1 --solver highs,cp-sat       the same problem, one run with each
  optengine run list --status running
  optengine run show RUN                            how it stands, with its step log
  optengine run show RUN --inputs > problem.json    what it was asked; `optengine solve` answers the same
  optengine run stop RUN                            keep the best portfolio found so far
  optengine run cancel RUN
  optengine run purge --days 365                    remove old ones; what is a baseline, active or overridden stays

A run is executed by a worker (`optengine worker`); what has been started is kept whatever happens to it.
"""


PURGE_EXAMPLES = """\
examples:
  optengine run purge --days 365 --dry-run          say how many would go, and remove nothing
  optengine run purge --days 365                    remove runs that ended more than a year ago
  optengine db backup before.db                     nothing brings them back but a copy that was made before
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "run",
        help="start, show, stop and cancel stored runs",
        description="Starts runs of the optimizer over the scenarios of a database, and looks after them.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    start = actions.add_parser("start", run=run_start, help="store a run and hand it to the workers")
    start.add_argument("scenario", metavar="SCENARIO", help="name or number of a scenario")
    start.add_argument("--rules", metavar="SET", help="name or number of a constraint set (default: no rules)")
    start.add_argument(
        "--key", metavar="TEXT", help="the same key and request again get the run that was started first"
    )
    start.add_argument("--email", metavar="ADDRESS", help="who asks")
    start.add_argument("--wait", action="store_true", help="until it has ended; the exit code is that of solve")
    options.add_solver_options(start)
    listing = actions.add_parser("list", run=run_list, help="the newest runs")
    listing.add_argument("--status", choices=["queued", "running", "success", "failed", "cancelled"], action="append")
    listing.add_argument("--limit", metavar="N", type=options.at_least_one, default=20, help="how many (default: 20)")
    options.add_json(listing, "the list")
    show = actions.add_parser("show", run=run_show, help="one run")
    what = show.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="print the run as one JSON object and nothing else")
    what.add_argument("--inputs", action="store_true", help="print its problem file")
    what.add_argument("--result", action="store_true", help="print its whole answer")
    stop = actions.add_parser("stop", run=run_stop, help="end a run with the best portfolio found so far")
    cancel = actions.add_parser("cancel", run=run_cancel, help="give a run up")
    retry = actions.add_parser("retry", run=run_retry, help="start a failed or cancelled run anew")
    purge = actions.add_parser(
        "purge",
        run=run_purge,
        help="remove old runs for good, with their portfolios",
        description="Removes runs that ended long ago for good, with their answers, inputs and portfolios. Those stay "
        "whose portfolio is a baseline, active or overridden by a person, those of batches, and those under way.",
        epilog=PURGE_EXAMPLES,
    )
    purge.add_argument("--days", metavar="N", type=options.days, required=True, help="those that ended longer ago")
    purge.add_argument("--dry-run", action="store_true", help="remove nothing, and say what would be removed")
    add_database(purge)
    for action in (show, stop, cancel, retry):
        action.add_argument("run_id", metavar="RUN", help="the id of a run")
    for action in (start, listing, show, stop, cancel, retry):
        add_database(action)


def run_start(args: argparse.Namespace) -> int:
    """Store runs and queue them."""
    from cli.render.stored.runs import exit_code_of, follow

    with runs_of(args) as services:
        with services.storage.reading() as uow:
            request = _request(uow, args)
        started = services.runs.start(request)
        for run in started:
            print(f"{run.run_id}  {run.solver_name}", flush=True)
        if not args.wait:
            return exit_codes.SOLVED
        return max(exit_code_of(follow(services.runs, run.run_id)) for run in started)


def run_list(args: argparse.Namespace) -> int:
    """Show the newest runs."""
    from cli.render.stored.runs import show_runs
    from domain.storage.run import RunStatus

    with runs_of(args) as services:
        with services.storage.reading() as uow:
            found = uow.runs.newest(statuses=[RunStatus(name) for name in args.status or ()], limit=args.limit)
        show_runs(services.runs.views(found), as_json=args.json)
    return exit_codes.SOLVED


def run_show(args: argparse.Namespace) -> int:
    """Show one run, or what it was asked, or what it answered."""
    from cli.render.stored.runs import show_run
    from cli.terminal.output import write_json
    from domain.errors import ConflictingStateError

    with runs_of(args) as services:
        with services.storage.reading() as uow:
            steps = uow.runs.steps(args.run_id)
            inputs = uow.runs.inputs_text(args.run_id) if args.inputs else ""
            result = uow.runs.result_text(args.run_id) if args.result else None
        if args.inputs:
            write_json(inputs)
        elif args.result and result is None:
            raise ConflictingStateError(f"run {args.run_id} has no answer")
        elif result is not None:
            write_json(result)
        else:
            show_run(services.runs.view(args.run_id), steps, as_json=args.json)
    return exit_codes.SOLVED


def run_purge(args: argparse.Namespace) -> int:
    """Remove old runs for good."""
    from datetime import UTC, datetime, timedelta

    from domain.rules.wording import quantity
    from persistence.purging import purge_runs

    before, runs, portfolios, more = datetime.now(UTC) - timedelta(days=args.days), 0, 0, True
    with storage_of(args) as storage:
        while more:
            with storage.writing() as uow:
                found = purge_runs(uow, before, dry=args.dry_run)
            runs, portfolios = runs + found.runs, portfolios + found.portfolios
            more = found.more and not args.dry_run
    word = "would be removed" if args.dry_run else "removed"
    shown = f"{'more than ' if found.more else ''}{quantity(runs, 'run')}"
    print(f"{shown} and {quantity(portfolios, 'portfolio')} {word}")
    return exit_codes.SOLVED


def run_stop(args: argparse.Namespace) -> int:
    """Ask for the best portfolio so far."""
    with runs_of(args) as services:
        services.runs.stop(args.run_id)
    print(f"run {args.run_id} was asked to stop")
    return exit_codes.SOLVED


def run_cancel(args: argparse.Namespace) -> int:
    """Give a run up."""
    with runs_of(args) as services:
        services.runs.cancel(args.run_id)
    print(f"run {args.run_id} is cancelled")
    return exit_codes.SOLVED


def run_retry(args: argparse.Namespace) -> int:
    """Start a run anew."""
    with runs_of(args) as services:
        again = services.runs.retry(args.run_id)
    print(f"{again.run_id}  {again.solver_name}")
    return exit_codes.SOLVED


def _request(uow: UnitOfWork, args: argparse.Namespace) -> RunRequest:
    from cli.arguments import options
    from cli.arguments.stored_names import constraint_set_number, scenario_number
    from domain.runs.requests import RunRequest

    return RunRequest(
        scenario_id=scenario_number(uow, args.scenario),
        constraint_set_id=None if args.rules is None else constraint_set_number(uow, args.rules),
        solvers=tuple(name.strip() for name in args.solver.split(",") if name.strip()),
        parameters=options.solve_parameters(args),
        requested_by_email=args.email,
        idempotency_key=args.key,
    )
