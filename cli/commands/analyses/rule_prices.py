"""``optengine rule-prices FILE``: what each target, floor and cap costs in value."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.commands.analyses import common as analysis
from cli.commands.analyses.asking import exit_code

if TYPE_CHECKING:
    from domain.analyses.pricing.rule_prices import RulePricesResult
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener

EXAMPLES = """\
  optengine rule-prices organisation.json                        every target, floor and cap
  optengine rule-prices organisation.json --every                capacities, mandates, bundles and all others, too
  optengine rule-prices organisation.json --rule cap:category:Infra --rule target:UK:gmv --json
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = analysis.new_command(
        commands,
        "rule-prices",
        "what each target, floor and cap costs in value",
        "Says for each rule how much the value would gain if it were dropped while all others hold, proven.",
        EXAMPLES,
    )
    parser.add_argument(
        "--rule", dest="rules", metavar="ID", action="append", default=[], help="price this rule only; may be repeated"
    )
    parser.add_argument("--every", action="store_true", help="price capacities and all other rules, too")
    options.add_solver_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Price the rules and show them."""
    from cli.render.analyses.rule_prices import show_rule_prices
    from domain.analyses.pricing.rule_prices import RulePricesRequest, rule_prices

    request = RulePricesRequest(tuple(args.rules), args.every)

    def compute(session: PlanningSession, listen: Listener) -> RulePricesResult:
        return rule_prices(session, request, listen)

    return analysis.answer(args, "Pricing rules", compute, show_rule_prices, lambda result: exit_code(result.status))
