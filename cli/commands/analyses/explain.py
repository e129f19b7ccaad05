"""``optengine explain FILE [KEY]``: why the portfolio is what it is, or why one initiative is in or out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cli.arguments import options
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.reasons.prompts_results import PromptsResult
    from domain.analyses.reasons.why_results import WhyResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

Result = TypeVar("Result", "WhyResult", "PromptsResult")

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


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="say why: what is in, what is out, what limits the portfolio, what would help most",
        description="Explains the best portfolio, or one initiative, in plain sentences whose numbers are proven.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    parser.add_argument("key", metavar="KEY", nargs="?", help="key of one initiative; left out: the portfolio")
    options.add_json(parser, "the facts")
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
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the facts out and show the page."""
    from domain.errors import InputError

    if args.prompts and args.key is not None:
        raise InputError("--prompts are for all initiatives; leave the key out")
    return _prompts(args) if args.prompts else _page(args)


def _page(args: argparse.Namespace) -> int:
    from cli.render.answers.explain import show_why
    from domain.analyses.reasons.why import why
    from domain.analyses.reasons.why_results import WhyRequest

    request = WhyRequest(args.key, args.most)
    return _answer(args, lambda session, listen: why(session, request, listen), show_why)


def _prompts(args: argparse.Namespace) -> int:
    from cli.render.answers.prompts import show_prompts
    from domain.analyses.reasons.prompts import prompts
    from domain.analyses.reasons.prompts_results import PromptsBy, PromptsRequest

    request = PromptsRequest(PromptsBy(args.by))
    return _answer(args, lambda session, listen: prompts(session, request, listen), show_prompts)


def _answer(
    args: argparse.Namespace,
    compute: Callable[[PlanningSession, Listener], Result],
    show: Callable[[Console, Result], None],
) -> int:
    from cli.commands.analyses.asking import exit_code
    from cli.commands.analyses.common import answer

    return answer(args, "Explaining", compute, show, lambda result: exit_code(result.status))
