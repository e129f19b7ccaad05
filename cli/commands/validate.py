"""``optengine validate FILE``: is this file usable, and what in it takes no part? Nothing is solved."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.problem.problem import PortfolioProblem

EXAMPLES = """\
examples:
  optengine validate organisation.json
  optengine validate organisation.json --json
  optengine validate organisation.json --strict && optengine solve organisation.json

exit codes:
  0  the file can be solved; candidates that take no part are listed
  2  the file cannot be used, every fault is listed with its place; with --strict also: a candidate is invalid or
     there is a warning
  3  a mandatory initiative cannot be selected, so no portfolio keeps every rule
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from cli.arguments import options

    parser = commands.add_parser(
        "validate",
        run=run,
        help="check a problem file without solving it",
        description="Checks a problem file without solving it: its form, its candidates and its rules.",
        epilog=EXAMPLES,
    )
    options.add_file(parser)
    options.add_json(parser, "the findings")
    parser.add_argument(
        "--strict", action="store_true", help="refuse invalid candidates and warnings too (exit code 2)"
    )


def run(args: argparse.Namespace) -> int:
    """Check the file and say what was found."""
    from cli.terminal import exit_codes
    from cli.wiring.bootstrap import load_problem
    from domain.errors import ProblemFileError

    try:
        problem = load_problem(args.file).problem
    except ProblemFileError as error:
        if args.json:
            faults = [{"place": fault.place, "message": fault.message} for fault in error.faults]
            _print({"valid": False, "faults": faults})
        raise
    findings = _findings(problem)
    refused = bool(args.strict and (findings["invalid"] or findings["warnings"]))
    if args.json:
        _print(findings)
    else:
        from cli.render.answers.findings import show_findings
        from cli.render.console import make_console

        show_findings(make_console(), findings, refused)
    if refused:
        return exit_codes.BAD_INPUT
    return exit_codes.INFEASIBLE if findings["infeasible"] else exit_codes.SOLVED


def _findings(problem: PortfolioProblem) -> dict[str, Any]:
    from domain.optimization.validate import validate

    found = validate(problem)
    return {
        "valid": True,
        "faults": [],
        "initiatives": found.initiatives,
        "candidates": len(found.candidates),
        "delivered": list(found.delivered),
        "invalid": _with_reasons(found.invalid),
        "unselectable": _with_reasons(found.unselectable),
        "infeasible": [{"rule_id": rule_id, "reason": reason} for rule_id, reason in found.infeasible.items()],
        "rules": dict(found.rules),
        "warnings": list(found.warnings),
    }


def _with_reasons(found: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    return [{"initiative_key": key, "reasons": list(reasons)} for key, reasons in found.items()]


def _print(findings: dict[str, Any]) -> None:
    import json

    from cli.terminal.output import write_json

    write_json(json.dumps(findings, indent=2, ensure_ascii=False))
