"""``optengine prices FILE``: what each initiative is worth in the best portfolio, or would cost in it."""

from __future__ import annotations

import argparse

from cli.arguments import options
from cli.terminal import exit_codes

EXAMPLES = f"""\
examples:
  optengine prices organisation.json                          all candidates ranked at once, the first 10 exact
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


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "prices",
        help="what each initiative is worth in the best portfolio, or would cost in it",
        description="Ranks all candidates by what leaving them out or forcing them in costs at least, then exactly.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    options.add_json(parser, "the whole price list")
    parser.add_argument(
        "--top", metavar="N", type=options.whole, default=DEFAULT_TOP, help=f"rows of each table ({DEFAULT_TOP})"
    )
    parser.add_argument(
        "--exact",
        metavar="N",
        type=options.whole,
        default=DEFAULT_EXACT,
        help=f"make the first N of the ranking exact ({DEFAULT_EXACT})",
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
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compute the price list and show it."""
    from cli.commands.analyses.asking import computed, exit_code
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import record_text
    from domain.analyses.pricing.price_results import PricesRequest
    from domain.analyses.pricing.prices import prices

    request = PricesRequest(tuple(args.initiatives), args.exact, args.sharpen, args.tokens)
    found = computed(args, "Pricing", lambda session, listen: prices(session, request, listen))
    if found is None:
        return exit_codes.CANCELLED
    session, result = found
    if args.json:
        write_json(record_text(result))
    else:
        from cli.render.analyses.prices import show_prices
        from cli.render.console import make_console

        show_prices(make_console(), session.problem, result, args.top, request.initiatives)
    return exit_code(result.status)
