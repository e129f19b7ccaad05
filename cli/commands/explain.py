"""``optengine explain FILE [KEY]``: why the portfolio is what it is, or why one initiative is in or out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli import exit_codes, options

if TYPE_CHECKING:
    from domain.services.planning.terms import Listener

EXAMPLES = f"""\
examples:
  optengine explain organisation.json                   what carries the portfolio, what limits it, what would help
  optengine explain organisation.json I-7               why I-7 is in or out, and what would change that
  optengine explain organisation.json --most 10         look into ten initiatives on each side, and ten limits
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
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the facts out and show the page."""
    from cli.bootstrap import record_text
    from cli.output import write_json
    from cli.planning import computed, exit_code
    from domain.services.planning.session import PlanningSession
    from domain.services.planning.why import why
    from domain.services.planning.why_results import WhyRequest, WhyResult

    request = WhyRequest(args.key, args.most)

    def compute(session: PlanningSession, listen: Listener) -> WhyResult:
        return why(session, request, listen)

    found = computed(args, "Explaining", compute)
    if found is None:
        return exit_codes.CANCELLED
    _, result = found
    if args.json:
        write_json(record_text(result))
    else:
        from cli.render.console import make_console
        from cli.render.explain import show_why

        show_why(make_console(), result)
    return exit_code(result.status)
