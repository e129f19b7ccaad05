"""``optengine batch``: many stored roadmaps at once, made by the workers of a database."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.arguments.axes import add_axes, axes_of
from cli.terminal import exit_codes
from cli.wiring.databases import add_database
from cli.wiring.runs import runs_of

if TYPE_CHECKING:
    from domain.batches.requests import Batches, BatchRequest, BatchView
    from domain.storage import UnitOfWork

EXAMPLES = """\
examples:
  optengine batch start "UK push" --rules Rules --capacity 90%,100%,120% --wait
  optengine batch start 1 2 --mode north_star,lexicographic --vary-rules Board --vary-rules Lean
  optengine batch list
  optengine batch show BATCH                        how far it is, and its roadmaps
  optengine batch compare BATCH                     the comparison of what is made so far
  optengine batch cancel BATCH                      what is made stays
  optengine batch resume BATCH                      make what is missing, where workers were lost for good

Workers (`optengine worker`) make the roadmaps, some at a time with warm solvers. A batch is kept whatever happens to
them: no roadmap is made twice but those that were under way.
"""
WAIT_SECONDS = 0.5


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "batch",
        help="many stored roadmaps at once, made by workers",
        description="Starts batches of roadmaps over the scenarios of a database, and looks after them.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    start = actions.add_parser("start", run=run_start, help="store a batch and hand it to the workers")
    start.add_argument("scenario", metavar="SCENARIO", nargs="+", help="names or numbers of scenarios")
    start.add_argument("--name", metavar="TEXT", default="", help="what to call it")
    start.add_argument("--rules", metavar="SET", help="name or number of a constraint set (default: no rules)")
    group = add_axes(start)
    group.add_argument(
        "--vary-rules", metavar="SET", action="append", default=[], help="one of several constraint sets, in its place"
    )
    start.add_argument("--key", metavar="TEXT", help="the same key and request again get the same batch")
    start.add_argument("--email", metavar="ADDRESS", help="who asks")
    start.add_argument("--wait", action="store_true", help="until all roadmaps are made, with a progress bar")
    options.add_solver_options(start, several=True, unless_told=options.DEFAULT_SOLVER)
    listing = actions.add_parser("list", run=run_list, help="the newest batches")
    listing.add_argument("--limit", metavar="N", type=options.at_least_one, default=20, help="how many (default: 20)")
    options.add_json(listing, "the list")
    show = actions.add_parser("show", run=run_show, help="how far a batch is")
    options.add_json(show, "the batch with its roadmaps")
    compare = actions.add_parser("compare", run=run_compare, help="compare what is made so far")
    options.add_json(compare, "the comparison")
    compare.add_argument("--all", action="store_true", help="show also what is in no roadmap, and all pairs")
    cancel = actions.add_parser("cancel", run=run_cancel, help="give up what is not made yet")
    resume = actions.add_parser("resume", run=run_resume, help="make what a failed batch has left")
    for action in (show, compare, cancel, resume):
        action.add_argument("batch_id", metavar="BATCH", help="the id of a batch")
    for action in (start, listing, show, compare, cancel, resume):
        add_database(action)


def run_start(args: argparse.Namespace) -> int:
    """Store a batch and queue its parts."""
    with runs_of(args) as services:
        with services.storage.reading() as uow:
            request = _request(uow, args)
        batch = services.batches.start(request)
        print(f"{batch.batch_id}  {batch.name}", flush=True)
        if not args.wait:
            return exit_codes.SOLVED
        view = _follow(services.batches, batch.batch_id)
    print(f"{batch.batch_id}  {view.status.value}: {view.count.ended} made, {view.count.failed} failed")
    return exit_code(view)


def exit_code(view: BatchView) -> int:
    """What the exit code says about a batch that has ended."""
    from domain.storage.run import RunStatus

    if view.status is RunStatus.CANCELLED:
        return exit_codes.CANCELLED
    return exit_codes.ENGINE_ERROR if view.status is RunStatus.FAILED or view.count.failed else exit_codes.SOLVED


def run_list(args: argparse.Namespace) -> int:
    """Show the newest batches."""
    from cli.render.stored.batches import show_batches
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import record_text

    with runs_of(args) as services:
        views = services.batches.newest(args.limit)
    if args.json:
        write_json(record_text([_record(view) for view in views]))
    else:
        show_batches(views)
    return exit_codes.SOLVED


def run_show(args: argparse.Namespace) -> int:
    """Show one batch with its roadmaps."""
    from cli.render.stored.batches import show_batch
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import record_text

    with runs_of(args) as services:
        view, items = services.batches.view(args.batch_id), services.batches.items(args.batch_id)
    if args.json:
        roadmaps = [
            {
                "name": item.name,
                "solver": item.solver,
                "run_id": item.run_id if item.run else None,
                "status": item.run.status if item.run else None,
                "solution_status": item.run.solution_status if item.run else None,
                "proof": item.run.proof if item.run else None,
                "objective": item.run.objective if item.run else None,
            }
            for item in items
        ]
        write_json(record_text(_record(view) | {"roadmaps": roadmaps}))
    else:
        show_batch(view, items)
    return exit_codes.SOLVED


def run_compare(args: argparse.Namespace) -> int:
    """Compare what a batch has made so far."""
    from cli.render.analyses.roadmaps import show_roadmaps
    from cli.render.console import make_console
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import record_text
    from domain.analyses.many_roadmaps.roadmap_solving import SolvedRoadmaps
    from domain.batches.compared import BatchComparison
    from persistence.report_json import loads

    with runs_of(args) as services:
        result = BatchComparison(services.storage, loads).compare(args.batch_id)
        missing = tuple(item.name for item in services.batches.items(args.batch_id) if item.run is None)
    if args.json:
        write_json(record_text({"comparison": result.comparison, "regret": result.regret, "skipped": missing}))
    else:
        show_roadmaps(make_console(), result, SolvedRoadmaps((), (), missing), every=args.all)
    return exit_codes.SOLVED


def run_cancel(args: argparse.Namespace) -> int:
    """Give a batch up."""
    with runs_of(args) as services:
        services.batches.cancel(args.batch_id)
    print(f"batch {args.batch_id} is cancelled; what it has made stays")
    return exit_codes.SOLVED


def run_resume(args: argparse.Namespace) -> int:
    """Make what is missing."""
    with runs_of(args) as services:
        services.batches.resume(args.batch_id)
    print(f"batch {args.batch_id} goes on")
    return exit_codes.SOLVED


def _follow(batches: Batches, batch_id: str) -> BatchView:
    """Wait until a batch has ended."""
    from cli.terminal.progress import progress_bar

    view = batches.view(batch_id)
    with progress_bar("Roadmaps", view.count.total) as bar:
        while not view.status.is_final:
            time.sleep(WAIT_SECONDS)
            view = batches.view(batch_id)
            bar.advance(view.count.ended)
    return view


def _record(view: BatchView) -> dict[str, object]:
    return {
        "batch_id": view.batch.batch_id,
        "name": view.batch.name,
        "status": view.status,
        "total": view.count.total,
        "ended": view.count.ended,
        "failed": view.count.failed,
        "requested_by_email": view.batch.requested_by_email,
        "created_at": view.batch.created_at.isoformat(),
    }


def _request(uow: UnitOfWork, args: argparse.Namespace) -> BatchRequest:
    from cli.arguments.stored_names import constraint_set_number, scenario_number
    from domain.batches.requests import BatchRequest

    solvers = tuple(dict.fromkeys(args.solver)) or (options.DEFAULT_SOLVER,)
    return BatchRequest(
        scenario_ids=tuple(scenario_number(uow, name) for name in args.scenario),
        axes=axes_of(args, solvers),
        name=args.name,
        constraint_set_id=None if args.rules is None else constraint_set_number(uow, args.rules),
        rule_ids=tuple(constraint_set_number(uow, name) for name in args.vary_rules),
        parameters=options.solve_parameters(args),
        requested_by_email=args.email,
        idempotency_key=args.key,
    )
