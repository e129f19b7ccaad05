"""``optengine trade FILE --in I-7 --out I-9``: what a trade changes, and what it costs."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.arguments import options
from cli.terminal import exit_codes

EXAMPLES = f"""\
examples:
  optengine trade organisation.json --in I-7                  what I-7 would cost, and what else would change
  optengine trade organisation.json --in I-7 --out I-9        both at once; either may be repeated
  optengine solve organisation.json --json > today.json
  optengine trade changed.json --keep-close-to today.json --max-changes 5
                                                              the best portfolio within 1, 2, ... 5 changes

Of all portfolios that are worth as much, the one with the fewest changes is shown: every change is necessary.

{exit_codes.HELP}"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "trade",
        help="force initiatives in or out: what else changes, and what it costs",
        description="Forces initiatives in or out and shows what must change, what it costs, or why it cannot be.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    options.add_json(parser, "the trade")
    parser.add_argument(
        "--in", dest="force_in", metavar="KEY", action="append", default=[], help="an initiative that is to be in"
    )
    parser.add_argument(
        "--out", dest="force_out", metavar="KEY", action="append", default=[], help="an initiative that is to be out"
    )
    parser.add_argument(
        "--keep-close-to",
        metavar="PORTFOLIO",
        help="count changes from this portfolio: an answer of `optengine solve --json`, or a file with one key a line",
    )
    parser.add_argument(
        "--max-changes",
        metavar="K",
        type=options.at_least_one,
        help="also show the best portfolio within 1, 2, ... K changes",
    )
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compute the trade and show it; the exit code says whether it can be done."""
    from cli.commands.analyses.asking import computed, exit_code
    from cli.terminal.output import write_json
    from cli.wiring.bootstrap import read_planned, record_text
    from domain.analyses.trading.trade import trade
    from domain.analyses.trading.trade_results import TradeRequest

    keep = None if args.keep_close_to is None else read_planned(Path(args.keep_close_to))
    request = TradeRequest(tuple(args.force_in), tuple(args.force_out), keep, args.max_changes)
    found = computed(args, "Trading", lambda session, listen: trade(session, request, listen))
    if found is None:
        return exit_codes.CANCELLED
    session, result = found
    if args.json:
        write_json(record_text(result))
    else:
        from cli.render.analyses.trade import show_trade
        from cli.render.console import make_console

        show_trade(make_console(), session.problem, request, result)
    return exit_code(result.status)
