"""``optengine capacity-values FILE``: what one more token is worth, and how many it takes to gain anything."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.commands.analyses.asking import exit_code

if TYPE_CHECKING:
    from domain.analyses.frontiers.capacity_values import CapacityValuesResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

EXAMPLES = """\
  optengine capacity-values organisation.json                              every capacity
  optengine capacity-values organisation.json --capacity global --capacity team:backend
  optengine capacity-values organisation.json --step 5                     what five more tokens are worth
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "capacity-values",
        "what one more token of each capacity is worth",
        "Says for each capacity what more of it gains, and the next limit at which the portfolio improves, proven.",
        EXAMPLES,
    )
    parser.add_argument(
        "--capacity",
        dest="capacities",
        metavar="NAME",
        action="append",
        default=[],
        help="global, market:KEY, department:KEY or team:KEY; @PERIOD for one period; may be repeated (default: all)",
    )
    parser.add_argument(
        "--step", metavar="TOKENS", type=analysis.amount, default="1", help="how many tokens more (default: 1)"
    )
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Value the capacities and show them."""
    from cli.render.analyses.capacity_values import show_capacity_values
    from domain.analyses.frontiers.capacity_values import CapacityValuesRequest, capacity_values

    request = CapacityValuesRequest(tuple(args.capacities), args.step)

    def compute(session: PlanningSession, listen: Listener) -> CapacityValuesResult:
        return capacity_values(session, request, listen)

    return analysis.answer(
        args, "Valuing capacity", compute, show_capacity_values, lambda result: exit_code(result.status)
    )
