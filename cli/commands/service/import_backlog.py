"""``optengine import``: a backlog out of a CSV, .xlsx or .ods file, previewed, then written as a plan."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.terminal import exit_codes

if TYPE_CHECKING:
    from sheets.importing import BacklogMapping, Reading

EXAMPLES = """\
examples:
  optengine import backlog.csv                               what is understood of it; nothing is written
  optengine import backlog.csv plan.xlsx --period 2027-Q1 --capacity 120
  optengine import jira.csv plan.json --period 2027-Q1 --column "Custom field (Reach)=kpi:reach"
  optengine import backlog.ods --numbers comma --dates day-first --save-map map.toml
  optengine import backlog.csv plan.xlsx --map map.toml      the same next month

Exports of Jira, Productboard, Aha! and airfocus are known by their headers; other columns by their names, in several
languages. A column that is not known is left out, and the preview says why. Nothing is taken silently wrong: where
1.234 or 03/04/2026 can be read in two ways and the rest of its column does not tell, you are asked, and nothing is
written.

A mapping is a TOML or JSON file:
  numbers = "comma"                      how numbers are written: point or comma
  dates = "day-first"                    or month-first, year-first
  keys = "I-"                            make keys I-1, I-2 where no column holds them
  [columns]
  "Issue key" = "initiative_key"         a column of the tab Candidates, team:NAME, kpi:NAME, score:NAME, or ignore
  "Effort" = {field = "engineering_tokens", times = "1/8", values = {S = "3", M = "8"}}
  [units]
  k = 1000                               what a unit beside a number counts
  [statuses]
  "Won't do" = "done"
  [plan]
  period_key = "2027-Q1"
  capacity_total_tokens = 120
--save-map writes what was said and guessed; read it, mend it, and give it back with --map.

exit codes:
  0  everything is understood, or written
  2  something is open or wrong: it is listed, and nothing is written
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "import",
        run=run,
        help="take a backlog out of a CSV, .xlsx or .ods file",
        description="Reads a backlog out of a CSV, .xlsx or .ods file, shows what it understands of each column, and "
        "writes it as a spreadsheet or a problem file.",
        epilog=EXAMPLES,
    )
    parser.add_argument("table", metavar="TABLE", help="a CSV, TSV, .xlsx or .ods file with headers")
    parser.add_argument(
        "target",
        metavar="PLAN",
        nargs="?",
        help="an .xlsx file or Google spreadsheet whose tabs are empty, or a .json file; left out, only the preview",
    )
    group = parser.add_argument_group("what is what")
    group.add_argument("--map", metavar="FILE", type=Path, help="a mapping, in TOML or JSON")
    group.add_argument("--save-map", metavar="FILE", type=Path, help="write what was said and guessed, as TOML")
    group.add_argument(
        "--column", metavar="HEADER=FIELD", action="append", default=[], help="what a column is; may be given again"
    )
    group.add_argument("--numbers", metavar="MARK", choices=("point", "comma"), help="the decimal mark: point or comma")
    orders = ("day-first", "month-first", "year-first")
    group.add_argument("--dates", metavar="ORDER", choices=orders, help=f"the order of dates: {', '.join(orders)}")
    group.add_argument("--keys", metavar="PREFIX", help="make keys that begin so, where no column holds them")
    group.add_argument("--tab", metavar="NAME", help="the tab that holds the table, where there are several")
    group.add_argument("--sound-rows", action="store_true", help="leave out rows with cells that cannot be used")
    plan = parser.add_argument_group("the plan")
    plan.add_argument("--name", metavar="NAME", help="what the scenario is called (default: as the file)")
    plan.add_argument(
        "--period",
        metavar="PERIOD",
        action="append",
        default=[],
        help="such as 2027-Q1, or several in order: 2027-Q1,2027-Q2",
    )
    plan.add_argument("--capacity", metavar="N", help="tokens in each period (default: no limit)")
    plan.add_argument("--north-star", metavar="KPI", help="the KPI that is maximised (default: north_star)")
    options.add_json(parser, "what was understood")


def run(args: argparse.Namespace) -> int:
    """Read, show, and write where nothing is open."""
    from cli.render.stored.backlogs import show_reading
    from sheets.errors import WorkbookMissingError
    from sheets.importing import mapping_text, read_backlog, read_table

    source = Path(args.table)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise WorkbookMissingError(f"{source} cannot be read: {error.strerror or error}") from None
    mapping = _mapping(args)
    reading = read_backlog(read_table(data, str(source), mapping), mapping)
    if args.save_map is not None:
        from cli.terminal.output import check_output, write_bytes

        check_output(args.save_map, "--save-map")
        write_bytes(args.save_map, mapping_text(reading.mapping).encode())
    if args.sound_rows:
        reading = reading.sound
    written = _write(args.target, reading) if args.target and reading.is_ready else None
    show_reading(reading, args.target, written, as_json=args.json)
    return exit_codes.SOLVED if reading.is_ready else exit_codes.BAD_INPUT


def _mapping(args: argparse.Namespace) -> BacklogMapping:
    """What the file with the mapping says, and over it what the options say."""
    from dataclasses import replace

    from domain.errors import InputError
    from sheets.importing import BacklogMapping, mapping_of, read_mapping

    said = read_mapping(args.map) if args.map is not None else BacklogMapping()
    pairs = [each.rpartition("=")[::2] for each in args.column]
    if any(not header or not field for header, field in pairs):
        raise InputError('--column: write "HEADER=FIELD", such as "Story Points=engineering_tokens"')
    asked = {"numbers": args.numbers, "dates": args.dates, "keys": args.keys, "tab": args.tab}
    periods = [period.strip() for said in args.period for period in said.split(",")]
    terms = {
        "name": args.name,
        "period_key": periods[0] if len(periods) == 1 else None,
        "horizon": periods if len(periods) > 1 else None,
        "capacity_total_tokens": args.capacity,
        "north_star_kpi_key": args.north_star,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    planned = {name: value for name, value in terms.items() if value is not None}
    replaced = {*planned, *(("period_key", "horizon") if periods else ())}
    columns = {header.strip(): field.strip() for header, field in pairs}
    over = mapping_of({"columns": columns, "plan": planned, **given})
    return replace(
        said,
        columns={**said.columns, **over.columns},
        plan=replace(said.plan, **{name: getattr(over.plan, name) for name in replaced}),
        **{name: getattr(over, name) for name in given},
    )


def _write(target: str, reading: Reading) -> str:
    """Write the plan; what was written, in words. What no command could read again is refused."""
    from cli.terminal.output import check_output, write_bytes
    from persistence.problem_files.problem_file import dumps, loads
    from sheets.filling import fill_center
    from sheets.importing import problem_of
    from sheets.opening import open_workbook

    problem = problem_of(reading)
    text = dumps(problem)
    loads(text)
    if target.casefold().endswith(".json"):
        path = Path(target)
        check_output(path, "PLAN")
        write_bytes(path, text.encode() + b"\n")
        return f"{target}: {len(problem.initiatives)} initiatives"
    workbook = open_workbook(target)
    filled = fill_center(workbook, problem)
    told = ", ".join(f"{tab} {rows}" for tab, rows in filled.rows.items() if rows)
    return f"{workbook.name}: {told}{''.join(f'; not as in the file: {place}' for place in filled.unsaid)}"
