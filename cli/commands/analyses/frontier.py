"""``optengine frontier FILE``: value against a capacity, or one measure against another, every point proven."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses.common import AnalysisCommand, amount, examples, limited
from cli.terminal import exit_codes
from cli.terminal.output import add_picture

if TYPE_CHECKING:
    from domain.analyses.frontiers.frontier_results import FrontierResult
    from pictures.picture import Picture

EXAMPLES = """\
  optengine frontier organisation.json --capacity global                      value for every capacity up to double
  optengine frontier organisation.json --capacity market:UK --from 20 --to 60
  optengine frontier organisation.json --capacity team:backend@2026-Q2        of one period of the horizon
  optengine frontier organisation.json --kpis gmv,retention_30d               what one KPI costs the other
  optengine frontier organisation.json --kpis gmv,tokens --json --picture frontier.svg
  optengine frontier organisation.json --kpis value,tokens                    value: as the scenario measures it
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--capacity", metavar="NAME", help="global, market:KEY, department:KEY or team:KEY; @PERIOD for one period"
    )
    which.add_argument("--kpis", dest="measures", metavar="Y,X", help="two of: KPI keys, value, tokens")
    parser.add_argument("--from", dest="tokens_from", metavar="TOKENS", type=amount, help="least capacity (default: 0)")
    parser.add_argument(
        "--to", dest="tokens_to", metavar="TOKENS", type=amount, help="greatest capacity (default: twice the limit)"
    )
    parser.add_argument(
        "--points",
        dest="max_points",
        metavar="N",
        type=options.at_least_one,
        default=30,
        help="seek no more points than these (default: 30)",
    )
    add_picture(parser, "the frontier")


def _measures(given: str | None) -> tuple[str, ...]:
    return () if given is None else tuple(key.strip() for key in given.split(","))


def _draw(result: FrontierResult) -> Picture:
    from pictures.frontier import draw_frontier

    return draw_frontier(result)


def exit_code(result: FrontierResult) -> int:
    """Infeasible only where that is proven."""
    if result.points:
        return exit_codes.SOLVED
    return exit_codes.INFEASIBLE if result.complete else exit_codes.NOTHING_FOUND


register = AnalysisCommand(
    "frontier",
    "draw the value against a capacity, or one KPI against another",
    limited("Finds every portfolio that nothing beats in two measures at once, each proven."),
    examples(EXAMPLES),
    "Tracing the frontier",
    _arguments,
    read={"measures": _measures},
    code=exit_code,
    draw=_draw,
)
