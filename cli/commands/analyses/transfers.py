"""``optengine transfers FILE``: which department or market should give tokens to which."""

from __future__ import annotations

import argparse

from cli.commands.analyses.common import AnalysisCommand, amount, examples, limited

EXAMPLES = """\
  optengine transfers organisation.json --dimension department --tokens 5
  optengine transfers organisation.json --dimension market --tokens 3 --every-pair
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dimension",
        metavar="NAME",
        choices=("department", "market", "team"),
        default="department",
        help="department (default), market or team",
    )
    parser.add_argument(
        "--tokens", metavar="K", type=amount, default="1", help="how many, in every period (default: 1)"
    )
    parser.add_argument("--every-pair", action="store_true", help="also show what each single pair gains or loses")


register = AnalysisCommand(
    "transfers",
    "the best transfer of tokens between departments, markets or teams",
    limited("Finds the two whose transfer of so many tokens gains most, proven over all pairs."),
    examples(EXAMPLES),
    "Comparing transfers",
    _arguments,
)
