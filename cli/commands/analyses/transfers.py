"""``optengine transfers FILE``: which department or market should give tokens to which."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.commands.analyses.asking import exit_code

if TYPE_CHECKING:
    from domain.analyses.frontiers.transfers import TransfersResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

EXAMPLES = """\
  optengine transfers organisation.json --dimension department --tokens 5
  optengine transfers organisation.json --dimension market --tokens 3 --every-pair
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "transfers",
        "the best transfer of tokens between departments, markets or teams",
        "Finds the two whose transfer of so many tokens gains most, proven over all pairs.",
        EXAMPLES,
    )
    parser.add_argument(
        "--dimension",
        metavar="NAME",
        choices=("department", "market", "team"),
        default="department",
        help="department (default), market or team",
    )
    parser.add_argument(
        "--tokens", metavar="K", type=analysis.amount, default="1", help="how many, in every period (default: 1)"
    )
    parser.add_argument("--every-pair", action="store_true", help="also show what each single pair gains or loses")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the transfers and show them."""
    from cli.render.analyses.transfers import show_transfers
    from domain.analyses.frontiers.transfers import TransfersRequest, transfers

    request = TransfersRequest(args.dimension, args.tokens, args.every_pair)

    def compute(session: PlanningSession, listen: Listener) -> TransfersResult:
        return transfers(session, request, listen)

    return analysis.answer(
        args, "Comparing transfers", compute, show_transfers, lambda result: exit_code(result.status)
    )
