"""``optengine core FILE``: what every nearly best portfolio has in common."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.commands.analyses.asking import exit_code

if TYPE_CHECKING:
    from domain.analyses.nearly_best.core import CoreResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

EXAMPLES = """\
  optengine core organisation.json                 within 1 % of the best value
  optengine core organisation.json --within 5%
  optengine core organisation.json --within 250    in the unit of the value
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "core",
        "which initiatives are in every nearly best portfolio, in some, in none",
        "Decides for each candidate whether it is in every portfolio within a loss of value, in some, or in none.",
        EXAMPLES,
    )
    analysis.add_within(parser, "1%")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the core and show it."""
    from cli.render.analyses.core import show_core
    from domain.analyses.nearly_best.core import CoreRequest, core

    amount, relative = args.within

    def compute(session: PlanningSession, listen: Listener) -> CoreResult:
        return core(session, CoreRequest(amount, relative), listen)

    return analysis.answer(args, "Finding the core", compute, show_core, lambda result: exit_code(result.status))
