"""``optengine prices FILE``: what each initiative is worth in the best portfolio, or would cost in it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses.common import AnalysisCommand, Answered
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from rich.console import Console

EXAMPLES = f"""\
examples:
  optengine prices organisation.json                          all candidates ranked at once, the 10 cheapest exact
  optengine prices organisation.json --exact 0 --top 50       the ranking only
  optengine prices organisation.json --initiative I-7 --initiative I-9
  optengine prices organisation.json --initiative I-7 --tokens
                                                              also with how many tokens at most I-7 is in a best one
  optengine prices organisation.json --json > prices.json     every candidate

A price is what the objective loses: without an initiative of the best portfolio (its replacement cost), or with one
that is not in it (its forcing cost). Until it is exact, "at least" is a proven bound.

{exit_codes.HELP}"""
DEFAULT_TOP = 20
DEFAULT_EXACT = 10
DEFAULT_SHARPEN = 200


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--top", metavar="N", type=options.whole, default=DEFAULT_TOP, help=f"rows of each table ({DEFAULT_TOP})"
    )
    parser.add_argument(
        "--exact",
        metavar="N",
        type=options.whole,
        default=DEFAULT_EXACT,
        help=f"make the N cheapest exact, and so bound all others ({DEFAULT_EXACT})",
    )
    parser.add_argument(
        "--initiative",
        metavar="KEY",
        dest="initiatives",
        action="append",
        default=[],
        help="make the price of this one exact instead; may be repeated",
    )
    parser.add_argument(
        "--sharpen",
        metavar="N",
        type=options.whole,
        default=DEFAULT_SHARPEN,
        help=f"for how many of the ranked bounds the linear relaxation is solved again ({DEFAULT_SHARPEN})",
    )
    parser.add_argument(
        "--tokens",
        action="store_true",
        help="for exact prices, also find the most tokens with which each is in some best portfolio",
    )


def _show(console: Console, found: Answered) -> None:
    from cli.render.analyses.prices import show_prices

    show_prices(console, found.problem, found.result, found.args.top, found.request.initiatives)


register = AnalysisCommand(
    "prices",
    "what each initiative is worth in the best portfolio, or would cost in it",
    "Ranks all candidates by what leaving them out or forcing them in costs at least, then exactly.",
    EXAMPLES,
    "Pricing",
    _arguments,
    printed="the whole price list",
    show=_show,
)
