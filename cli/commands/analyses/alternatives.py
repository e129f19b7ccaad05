"""``optengine alternatives FILE``: nearly best portfolios that differ as much as possible."""

from __future__ import annotations

import argparse

from cli.arguments import options
from cli.commands.analyses.common import AnalysisCommand, add_within, examples, limited

EXAMPLES = """\
  optengine alternatives organisation.json                          5 portfolios within 2 % of the best value
  optengine alternatives organisation.json --count 3 --within 5%
  optengine alternatives organisation.json --within 0               all of them as good as the best
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--count", metavar="N", type=options.at_least_one, default=5, help="how many, with the best one (default: 5)"
    )
    add_within(parser, "2%")


register = AnalysisCommand(
    "alternatives",
    "nearly best portfolios that differ as much as possible",
    limited("Finds portfolios within a loss of value, each proven to be as far as possible from those before it."),
    examples(EXAMPLES),
    "Finding alternatives",
    _arguments,
)
