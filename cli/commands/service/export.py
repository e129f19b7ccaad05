"""``optengine export``: the initiatives of a plan, with what was decided, as a table in the columns of another tool."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.terminal import exit_codes

if TYPE_CHECKING:
    from domain.portfolio.report import PortfolioReport
    from sheets.importing import BacklogMapping

EXAMPLES = """\
examples:
  optengine export plan.xlsx backlog.csv                     under our own names
  optengine export plan.json jira.csv --tool jira            as Jira names its columns
  optengine solve plan.xlsx --json > answer.json
  optengine export plan.xlsx jira.csv --tool jira --answer answer.json
  optengine export plan.xlsx back.xlsx --map map.toml        in the columns of the file that the plan came from

The table holds initiatives, one a row; rules and capacities stay in the plan. With an answer, columns say what became
of each initiative: the decision, the period, the size and the reason. The period stands where the tool has a place for
it (Fix versions of Jira, Release name of Aha!, Timeframe of Productboard). `optengine import` leaves these out and
takes in the rest as it was; what was written is read again, and what would come back otherwise is named.

A mapping is that of `optengine import` (see its help), which --save-map writes there and here. Its columns are written
in their order, numbers, dates, words and factors as it says; ignored ones are left out. Columns may also be fields of
the answer:
  [columns]
  "Sprint" = "plan:period"
  "Why" = "plan:reason"                  and plan:decision, plan:size
With --tool as well, what the mapping does not name follows in the columns of the tool.

No program takes a text of the table for a formula: in CSV, one that begins with = + - @ has an apostrophe before it,
which an import takes off again. 1.234 is written 1.2340, so that no program takes it for a thousand.

exit codes:
  0  written
  2  something is wrong, or a cell would be taken in otherwise than the plan has it: it is named
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "export",
        run=run,
        help="write initiatives and decisions as Jira and others name them",
        description="Writes the initiatives of a plan, and what an answer decided on them, into a CSV or .xlsx file: "
        "under our own names, as another tool names its columns, or as a mapping says.",
        epilog=EXAMPLES,
    )
    parser.add_argument("plan", metavar="PLAN", help="a problem file, an .xlsx file or a Google spreadsheet")
    parser.add_argument("table", metavar="TABLE", help="the file to write: .csv, .tsv or .xlsx")
    tools = ("jira", "aha", "productboard", "airfocus")
    parser.add_argument("--tool", metavar="TOOL", choices=tools, help=f"whose columns: {', '.join(tools)}")
    parser.add_argument("--map", metavar="FILE", type=Path, help="a mapping, in TOML or JSON")
    parser.add_argument("--answer", metavar="FILE", type=Path, help="what `optengine solve PLAN --json` has printed")
    parser.add_argument("--save-map", metavar="FILE", type=Path, help="write the mapping that takes the table in again")
    options.add_json(parser, "what was written")


def run(args: argparse.Namespace) -> int:
    """Write the table, and say what it holds."""
    from cli.render.stored.backlogs import show_export
    from cli.terminal.output import check_output, write_bytes
    from cli.wiring.bootstrap import load_problem
    from domain.errors import InputError
    from sheets.exporting import export_backlog
    from sheets.importing import mapping_text

    path = Path(args.table)
    if path.suffix.casefold() not in (".csv", ".tsv", ".xlsx"):
        raise InputError(f"TABLE {path}: its name has to end in .csv, .tsv or .xlsx")
    check_output(path, "TABLE")
    if args.save_map is not None:
        check_output(args.save_map, "--save-map")
    mapping = _mapping(args.map, path)
    answer = None if args.answer is None else _answer(args.answer)
    problem = load_problem(args.plan).problem
    export = export_backlog(problem, answer, mapping, args.tool, is_xlsx=path.suffix.casefold() == ".xlsx")
    write_bytes(path, export.data)
    if args.save_map is not None:
        write_bytes(args.save_map, mapping_text(export.mapping).encode())
    show_export(args.table, export, as_json=args.json)
    return exit_codes.BAD_INPUT if export.unsaid else exit_codes.SOLVED


def _mapping(file: Path | None, table: Path) -> BacklogMapping:
    from dataclasses import replace

    from sheets.importing import BacklogMapping, read_mapping

    mapping = BacklogMapping() if file is None else read_mapping(file)
    is_tabbed = table.suffix.casefold() == ".tsv" and not mapping.separator
    return replace(mapping, separator="tab") if is_tabbed else mapping


def _answer(file: Path) -> PortfolioReport:
    from domain.errors import InputError, ProblemFileError
    from persistence.report_json import loads

    try:
        return loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"--answer {file} cannot be read: {error.strerror or error}") from None
    except (ProblemFileError, UnicodeError):
        said = "is no answer; `optengine solve PLAN --json > FILE` writes one"
        raise InputError(f"--answer {file}: {said}") from None
