"""``optengine trade FILE --in I-7 --out I-9``: what a trade changes, and what it costs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses.common import AnalysisCommand, Answered
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.session.placed import PlannedItem

EXAMPLES = f"""\
examples:
  optengine trade organisation.json --in I-7                  what I-7 would cost, and what else would change
  optengine trade organisation.json --in I-7 --out I-9        both at once; either may be repeated
  optengine solve organisation.json --json > today.json
  optengine trade changed.json --keep-close-to today.json --max-changes 5
                                                              the best portfolio within 1, 2, ... 5 changes

Of all portfolios that are worth as much, the one with the fewest changes is shown: every change is necessary.

{exit_codes.HELP}"""


def _arguments(parser: argparse.ArgumentParser) -> None:
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


def _portfolio(file: str | None) -> tuple[PlannedItem, ...] | None:
    from cli.wiring.bootstrap import read_planned

    return None if file is None else read_planned(Path(file))


def _show(console: Console, found: Answered) -> None:
    from cli.render.analyses.trade import show_trade

    show_trade(console, found.problem, found.request, found.result)


register = AnalysisCommand(
    "trade",
    "force initiatives in or out: what else changes, and what it costs",
    "Forces initiatives in or out and shows what must change, what it costs, or why it cannot be.",
    EXAMPLES,
    "Trading",
    _arguments,
    printed="the trade",
    read={"keep_close_to": _portfolio},
    show=_show,
)
