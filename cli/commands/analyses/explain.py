"""``optengine explain FILE [KEY]``: why the portfolio is what it is, or why one initiative is in or out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses.common import AnalysisCommand
from cli.terminal import exit_codes
from domain.lean import replace

if TYPE_CHECKING:
    from domain.analyses.reasons.prompts_results import PromptsBy

BY = ("market", "department")
EXAMPLES = f"""\
examples:
  optengine explain organisation.json                   what carries the portfolio, what limits it, what would help
  optengine explain organisation.json I-7               why I-7 is in or out, and what would change that
  optengine explain organisation.json --most 10         look into ten initiatives on each side, and ten limits
  optengine explain organisation.json --prompts --by department
                                                        who has to supply what, and who could close which target
  optengine explain organisation.json --json            the same facts as data, each with its numbers and proof

Every number comes from a solve of its own. Where the time limit stops one, an interval is given and marked.

{exit_codes.HELP}"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "initiative_key", metavar="KEY", nargs="?", help="key of one initiative; left out: the portfolio"
    )
    parser.add_argument(
        "--most",
        metavar="N",
        type=options.at_least_one,
        default=3,
        help="how many initiatives on each side, and limits, to look into by solves of their own (default: 3)",
    )
    parser.add_argument(
        "--prompts", action="store_true", help="what each market or department can do: estimates, missed targets"
    )
    parser.add_argument(
        "--by", metavar="WHOM", choices=BY, default=BY[0], help=f"prompts for each {' or '.join(BY)} (default: {BY[0]})"
    )


def _by(given: str) -> PromptsBy:
    from domain.analyses.reasons.prompts_results import PromptsBy

    return PromptsBy(given)


def _run(args: argparse.Namespace) -> int:
    from domain.errors import InputError

    if args.prompts and args.initiative_key is not None:
        raise InputError("--prompts are for all initiatives; leave the key out")
    return (PROMPTS if args.prompts else WHY).run(args)


WHY = AnalysisCommand(
    "why",
    "say why: what is in, what is out, what limits the portfolio, what would help most",
    "Explains the best portfolio, or one initiative, in plain sentences whose numbers are proven.",
    EXAMPLES,
    "Explaining",
    _arguments,
    printed="the facts",
)
PROMPTS = replace(WHY, name="prompts", read={"by": _by})


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command, which asks either of the two analyses, to the parser."""
    WHY.add_to(commands, "explain").set_defaults(run=_run)
