"""``optengine capacity-values FILE``: what one more token is worth, and how many it takes to gain anything."""

from __future__ import annotations

import argparse

from cli.commands.analyses.common import AnalysisCommand, amount, examples, limited

EXAMPLES = """\
  optengine capacity-values organisation.json                              every capacity
  optengine capacity-values organisation.json --capacity global --capacity team:backend
  optengine capacity-values organisation.json --step 5                     what five more tokens are worth
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--capacity",
        dest="capacities",
        metavar="NAME",
        action="append",
        default=[],
        help="global, market:KEY, department:KEY or team:KEY; @PERIOD for one period; may be repeated (default: all)",
    )
    parser.add_argument("--step", metavar="TOKENS", type=amount, default="1", help="how many tokens more (default: 1)")


register = AnalysisCommand(
    "capacity-values",
    "what one more token of each capacity is worth",
    limited(
        "Says for each capacity what more of it gains, and the next limit at which the portfolio improves, proven."
    ),
    examples(EXAMPLES),
    "Valuing capacity",
    _arguments,
)
