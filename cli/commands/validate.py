"""``optengine validate FILE``: is this file usable, and what in it takes no part? Nothing is solved."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.problem import PortfolioProblem

EXAMPLES = """\
examples:
  optengine validate organisation.json
  optengine validate organisation.json --json
  optengine validate organisation.json --strict && optengine solve organisation.json

exit codes:
  0  the file can be solved; candidates that take no part are listed
  2  the file cannot be used, every fault is listed with its place; with --strict also: a candidate is invalid or
     there is a warning
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli import options

    parser = commands.add_parser(
        "validate",
        help="check a problem file without solving it",
        description="Checks a problem file without solving it: its form, its candidates and its rules.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    options.add_json(parser, "the findings")
    parser.add_argument(
        "--strict", action="store_true", help="refuse invalid candidates and warnings too (exit code 2)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the file and say what was found."""
    from cli import exit_codes
    from cli.bootstrap import load_problem
    from domain.errors import ProblemFileError

    try:
        problem = load_problem(args.file).problem
    except ProblemFileError as error:
        if args.json:
            faults = [{"place": fault.place, "message": fault.message} for fault in error.faults]
            _print({"valid": False, "faults": faults, "initiatives": 0, "candidates": 0, "invalid": [], "warnings": []})
        raise
    findings = _findings(problem)
    if args.json:
        _print(findings)
    else:
        _show(problem, findings)
    refused = args.strict and (findings["invalid"] or findings["warnings"])
    return exit_codes.BAD_INPUT if refused else exit_codes.SOLVED


def _findings(problem: PortfolioProblem) -> dict[str, Any]:
    from domain.services.validate import validate

    verdict = validate(problem)
    return {
        "valid": True,
        "faults": [],
        "initiatives": len(problem.initiatives),
        "candidates": len(verdict.candidates),
        "invalid": [{"initiative_key": key, "reasons": list(reasons)} for key, reasons in verdict.invalid.items()],
        "warnings": list(verdict.warnings),
    }


def _print(findings: dict[str, Any]) -> None:
    import json

    from cli.output import write_json

    write_json(json.dumps(findings, indent=2, ensure_ascii=False))


def _show(problem: PortfolioProblem, findings: dict[str, Any]) -> None:
    from rich.text import Text

    from cli.render.console import bullet, heading, make_console, plain_table, show, speaks_unicode
    from cli.render.text import clean, count

    console = make_console()
    line = Text("✓ " if speaks_unicode(console) else "", style="good")
    line.append("The file can be solved", style="bold good")
    line.append(f"  {count(findings['initiatives'], 'initiative')}, {findings['candidates']} of them valid candidates")
    console.print(line)
    if findings["invalid"]:
        heading(console, "Invalid candidates", "they will take no part")
        table = plain_table("Initiative", "What is wrong with it")
        for each in findings["invalid"]:
            for index, reason in enumerate(each["reasons"]):
                key = "" if index else clean(each["initiative_key"])
                table.add_row(Text(key, style="key", no_wrap=True), Text(clean(reason)))
        show(console, table)
    if findings["warnings"]:
        heading(console, "Warnings")
        for warning in findings["warnings"]:
            bullet(console, warning)
