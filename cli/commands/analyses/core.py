"""``optengine core FILE``: what every nearly best portfolio has in common."""

from __future__ import annotations

import argparse

from cli.commands.analyses.common import AnalysisCommand, add_within, examples, limited

EXAMPLES = """\
  optengine core organisation.json                 within 1 % of the best value
  optengine core organisation.json --within 5%
  optengine core organisation.json --within 250    in the unit of the value
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_within(parser, "1%")


register = AnalysisCommand(
    "core",
    "which initiatives are in every nearly best portfolio, in some, in none",
    limited("Decides for each candidate whether it is in every portfolio within a loss of value, in some, or in none."),
    examples(EXAMPLES),
    "Finding the core",
    _arguments,
)
