"""``optengine rule-prices FILE``: what each target, floor and cap costs in value."""

from __future__ import annotations

import argparse

from cli.commands.analyses.common import AnalysisCommand, examples, limited

EXAMPLES = """\
  optengine rule-prices organisation.json                        every target, floor and cap
  optengine rule-prices organisation.json --every                capacities, mandates, bundles and all others, too
  optengine rule-prices organisation.json --rule cap:category:Infra --rule target:UK:gmv --json
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rule", dest="rules", metavar="ID", action="append", default=[], help="price this rule only; may be repeated"
    )
    parser.add_argument("--every", action="store_true", help="price capacities and all other rules, too")


register = AnalysisCommand(
    "rule-prices",
    "what each target, floor and cap costs in value",
    limited("Says for each rule how much the value would gain if it were dropped while all others hold, proven."),
    examples(EXAMPLES),
    "Pricing rules",
    _arguments,
)
