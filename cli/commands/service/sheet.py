"""``optengine sheet``: sets up spreadsheets, checks them, and exchanges them with the database."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from cli.terminal import exit_codes
from cli.wiring.databases import add_database, storage_of

if TYPE_CHECKING:
    from sheets.workbook import Workbook

EXAMPLES = """\
examples:
  optengine sheet setup plan.xlsx --sample      a new Optimization Center with a sample organisation in it
  optengine sheet setup roadmap.xlsx --roadmap  a new Roadmap spreadsheet
  optengine sheet check plan.xlsx               every cell that cannot be used, at once
  optengine sheet pull plan.xlsx                its candidates, scenario and rules into the database
  optengine sheet push plan.xlsx                the newest run of its scenario into its output tabs
  optengine sheet import problem.json plan.xlsx a problem file as a spreadsheet that says all of it
  optengine sheet export plan.xlsx > problem.json
  optengine sheet setup https://docs.google.com/spreadsheets/d/ID

A spreadsheet is the path of an .xlsx file (made by setup where there is none), or the address or id of a Google
spreadsheet. For Google, OPTENGINE_GOOGLE_SERVICE_ACCOUNT holds the path of the key file of a service account, or the
key itself; without it the default credentials of this machine are used. Share the spreadsheet with that account.

Where the spreadsheet has a tab Central_Backlog, setup puts formulas into its column is_optimization_candidate. They
say whether an initiative is ready: a score from --least-score up, title, market, tokens, contribution and KPI chain.

Columns are found by their headers, wherever they stand; your own columns, rows, notes and formulas are never touched.
An .xlsx file that is open in another program is not written; close it and do the same again.
`optengine job run` runs the optimizer from a spreadsheet and writes the answer into it.
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "sheet",
        help="set up, check, pull and push spreadsheets",
        description="Sets up the spreadsheets in which people plan, checks them, and exchanges them with the database.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    setup = actions.add_parser(
        "setup", run=run_setup, help="make the tabs and columns that are missing; twice changes nothing"
    )
    what = setup.add_mutually_exclusive_group()
    what.add_argument(
        "--roadmap", action="store_true", help="the Roadmap spreadsheet rather than the Optimization Center"
    )
    what.add_argument("--sample", action="store_true", help="fill the input tabs with the sample organisation")
    setup.add_argument(
        "--least-score",
        metavar="N",
        type=_score,
        default=Decimal(0),
        help="of an initiative of the backlog to be a candidate (default: 0)",
    )
    check = actions.add_parser(
        "check", run=run_check, help="name every cell that cannot be used; exit code 2 where there is one"
    )
    pull = actions.add_parser(
        "pull", run=run_pull, help="store its scenario, rules and candidates; each row is told how it fared"
    )
    pull.add_argument("--rules", metavar="NAME", help="what its constraint set is called (default: Rules of SCENARIO)")
    pull.add_argument(
        "--strict", action="store_true", help="leave out candidates that lack a market or their KPI chain"
    )
    push = actions.add_parser("push", run=run_push, help="write a run into Runs, Results_Portfolio and Gaps_And_Alerts")
    push.add_argument(
        "--run", metavar="RUN", dest="run_id", help="the id of a run (default: the newest of the scenario)"
    )
    export = actions.add_parser("export", run=run_export, help="print the problem that it states, as a problem file")
    export.add_argument(
        "--sound-rows", action="store_true", help="leave out rows with faults, as runs do, and name them"
    )
    imported = actions.add_parser(
        "import", run=run_import, help="write a problem file into an empty spreadsheet, nothing left out"
    )
    imported.add_argument("problem", metavar="PROBLEM", help="a problem file, or - for standard input")
    for action in (pull, push, export):
        action.add_argument("--scenario", metavar="NAME", help="a row of Scenario_Config (default: the only one)")
    for action in (pull, push):
        add_database(action)
    export.add_argument("spreadsheet", metavar="FILE_OR_ID", help="an .xlsx file, or a Google spreadsheet")
    for action, about in (
        (setup, "what was made"),
        (check, "what was found"),
        (pull, "the outcome of every row"),
        (push, "what was written"),
        (imported, "what was written"),
    ):
        action.add_argument("spreadsheet", metavar="FILE_OR_ID", help="an .xlsx file, or a Google spreadsheet")
        options.add_json(action, about)


def _score(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return number


def run_setup(args: argparse.Namespace) -> int:
    """Make what is missing."""
    from cli.render.stored.sheets import show_setup
    from sheets.center.backlog import BacklogReport, put_graduation_formulas
    from sheets.layout import OPTIMIZATION_CENTER, ROADMAP
    from sheets.opening import open_workbook

    workbook = open_workbook(args.spreadsheet)
    report = workbook.setup(ROADMAP if args.roadmap else OPTIMIZATION_CENTER)
    filled = _fill(workbook) if args.sample else None
    backlog = BacklogReport() if args.roadmap else put_graduation_formulas(workbook, args.least_score)
    show_setup(workbook.name, report, filled, backlog, as_json=args.json)
    return exit_codes.SOLVED


def _fill(workbook: Workbook) -> dict[str, int]:
    """Put the sample organisation into the input tabs, unless there are candidates already; rows by tab."""
    from cli.wiring.bootstrap import load_problem, sample_path
    from sheets.filling import fill_center
    from sheets.layout.inputs import CANDIDATES
    from sheets.writing.stale import present_keys

    if present_keys(CANDIDATES, workbook.read([CANDIDATES.name])[CANDIDATES.name]):
        return {}
    problem = load_problem(str(sample_path())).problem
    return dict(fill_center(workbook, problem).rows)


def run_export(args: argparse.Namespace) -> int:
    """Print the problem that a spreadsheet states."""
    from cli.render.stored.sheets import show_left_out
    from cli.wiring.bootstrap import problem_text
    from sheets.center.checking import check_center
    from sheets.filling import read_problem
    from sheets.opening import open_workbook

    workbook = open_workbook(args.spreadsheet)
    problem = read_problem(workbook, args.scenario, sound_only=args.sound_rows)
    print(problem_text(problem))
    if args.sound_rows and (faults := check_center(workbook).faults):
        show_left_out(workbook.name, faults)
        return exit_codes.BAD_INPUT
    return exit_codes.SOLVED


def run_import(args: argparse.Namespace) -> int:
    """Write a problem file into a spreadsheet, every candidate ticked but those that are out already."""
    from cli.render.stored.sheets import show_import
    from cli.wiring.bootstrap import load_problem
    from domain.errors import InputError
    from sheets.filling import fill_center
    from sheets.opening import open_workbook

    if args.problem.casefold().endswith((".csv", ".tsv", ".ods")):
        raise InputError(f"{args.problem} is a table and no problem file; `optengine import` takes it in")
    problem = load_problem(args.problem).problem
    workbook = open_workbook(args.spreadsheet)
    filled = fill_center(workbook, problem)
    show_import(workbook.name, filled, as_json=args.json)
    return exit_codes.BAD_INPUT if filled.unsaid else exit_codes.SOLVED


def run_check(args: argparse.Namespace) -> int:
    """Name every fault."""
    from cli.render.stored.sheets import show_check
    from sheets.center.checking import check_center
    from sheets.opening import open_workbook

    workbook = open_workbook(args.spreadsheet)
    found = check_center(workbook)
    show_check(workbook.name, found, as_json=args.json)
    return exit_codes.BAD_INPUT if found.faults else exit_codes.SOLVED


def run_pull(args: argparse.Namespace) -> int:
    """Store what people filled in."""
    from cli.render.stored.sheets import show_pull
    from cli.wiring.sheets import pull_center
    from domain.sheet_jobs.options import JobOptions, Strictness
    from persistence.unit_of_work import SystemClock
    from sheets.memory import StoredMemory
    from sheets.opening import open_center

    strictness = Strictness.STRICT if args.strict else Strictness.ADVISE
    options = JobOptions(args.spreadsheet, args.scenario, args.rules, graduation=strictness)
    with storage_of(args) as storage:
        center = open_center(args.spreadsheet, StoredMemory(storage))
        pulled = pull_center(storage, center, options, SystemClock())
    show_pull(center.name, pulled, as_json=args.json)
    return exit_codes.BAD_INPUT if pulled.faulty else exit_codes.SOLVED


def run_push(args: argparse.Namespace) -> int:
    """Write a run into its spreadsheet."""
    from cli.render.stored.sheets import show_push
    from cli.wiring.sheets import push_center
    from domain.sheet_jobs.options import JobOptions
    from persistence.report_json import loads
    from sheets.memory import StoredMemory
    from sheets.opening import open_center

    options = JobOptions(args.spreadsheet, args.scenario, run_id=args.run_id)
    with storage_of(args) as storage:
        center = open_center(args.spreadsheet, StoredMemory(storage))
        pushed = push_center(storage, center, options, loads)
    show_push(center.name, pushed, as_json=args.json)
    return exit_codes.BAD_INPUT if pushed.written.pending else exit_codes.SOLVED
