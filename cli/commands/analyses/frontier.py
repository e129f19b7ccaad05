"""``optengine frontier FILE``: value against a capacity, or one measure against another, every point proven."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.terminal import exit_codes
from cli.terminal.pictures import add_picture

if TYPE_CHECKING:
    from domain.analyses.frontiers.frontier_results import FrontierResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener
    from pictures.picture import Picture

EXAMPLES = """\
  optengine frontier organisation.json --capacity global                      value for every capacity up to double
  optengine frontier organisation.json --capacity market:UK --from 20 --to 60
  optengine frontier organisation.json --capacity team:backend@2026-Q2        of one period of the horizon
  optengine frontier organisation.json --kpis gmv,retention_30d               what one KPI costs the other
  optengine frontier organisation.json --kpis gmv,tokens --json --picture frontier.svg
  optengine frontier organisation.json --kpis value,tokens                    value: as the scenario measures it
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "frontier",
        "draw the value against a capacity, or one KPI against another",
        "Finds every portfolio that nothing beats in two measures at once, each proven.",
        EXAMPLES,
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--capacity", metavar="NAME", help="global, market:KEY, department:KEY or team:KEY; @PERIOD for one period"
    )
    which.add_argument("--kpis", metavar="Y,X", help="two of: KPI keys, value, tokens")
    parser.add_argument(
        "--from", dest="low", metavar="TOKENS", type=analysis.amount, help="least capacity (default: 0)"
    )
    parser.add_argument(
        "--to", dest="high", metavar="TOKENS", type=analysis.amount, help="greatest capacity (default: twice the limit)"
    )
    parser.add_argument(
        "--points",
        metavar="N",
        type=options.at_least_one,
        default=30,
        help="seek no more points than these (default: 30)",
    )
    add_picture(parser, "the frontier")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Trace the frontier and show it."""
    from cli.render.analyses.frontier import show_frontier
    from domain.analyses.frontiers.frontier import FrontierRequest, frontier

    measures = () if args.kpis is None else tuple(key.strip() for key in args.kpis.split(","))
    request = FrontierRequest(args.capacity, args.low, args.high, measures, args.points)

    def compute(session: PlanningSession, listen: Listener) -> FrontierResult:
        return frontier(session, request, listen)

    def draw(result: FrontierResult) -> Picture:
        from pictures.frontier import draw_frontier

        return draw_frontier(result)

    return analysis.answer(args, "Tracing the frontier", compute, show_frontier, exit_code, draw)


def exit_code(result: FrontierResult) -> int:
    """Infeasible only where that is proven."""
    if result.points:
        return exit_codes.SOLVED
    return exit_codes.INFEASIBLE if result.complete else exit_codes.NOTHING_FOUND
