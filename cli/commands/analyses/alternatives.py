"""``optengine alternatives FILE``: nearly best portfolios that differ as much as possible."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.commands.analyses.asking import exit_code

if TYPE_CHECKING:
    from domain.analyses.nearly_best.alternatives import AlternativesResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

EXAMPLES = """\
  optengine alternatives organisation.json                          5 portfolios within 2 % of the best value
  optengine alternatives organisation.json --count 3 --within 5%
  optengine alternatives organisation.json --within 0               all of them as good as the best
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "alternatives",
        "nearly best portfolios that differ as much as possible",
        "Finds portfolios within a loss of value, each proven to be as far as possible from those before it.",
        EXAMPLES,
    )
    parser.add_argument(
        "--count", metavar="N", type=options.at_least_one, default=5, help="how many, with the best one (default: 5)"
    )
    analysis.add_within(parser, "2%")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the portfolios and show them."""
    from cli.render.analyses.alternatives import show_alternatives
    from domain.analyses.nearly_best.alternatives import AlternativesRequest, alternatives

    request = AlternativesRequest(args.count, *args.within)

    def compute(session: PlanningSession, listen: Listener) -> AlternativesResult:
        return alternatives(session, request, listen)

    return analysis.answer(
        args, "Finding alternatives", compute, show_alternatives, lambda result: exit_code(result.status)
    )
