"""The prices of rules as a table, the highest first."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.gains import gain_cell, goals_cell, today
from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure
from domain.analyses.pricing.rule_prices import RulePrice, RulePricesResult


def show_rule_prices(console: Console, result: RulePricesResult) -> None:
    """Show what dropping each rule gains."""
    state = "every price proven" if result.complete else "not all prices are proven"
    heading(console, "What each rule costs", f"{today(result.value, result.status, 'value with all rules')}; {state}")
    if not result.prices:
        bullet(console, "There is no target, floor or cap; --every prices the other rules.", style="quiet")
        return
    table = plain_table("Rule", "Value without it", "", "What it says", right=frozenset({1}))
    for price in result.prices:
        table.add_row(
            Text(clean(price.rule_id), style="key"), gain_cell(price.gain), _beside(price), Text(clean(price.text))
        )
    show(console, table)
    joint = sum(price.joint for price in result.prices)
    if joint:
        bullet(console, f"{count(joint, 'rule')} settled without a solve of its own.", style="quiet")
    for note in result.notes:
        bullet(console, note, style="quiet")


def _beside(price: RulePrice) -> Text:
    """For a goal how far it is missed with and without it, else what becomes of the goals."""
    if price.missed_by is None or price.missed_without is None or price.joint:
        return goals_cell(price.gain)
    return Text(f"missed by {figure(price.missed_without)} instead of {figure(price.missed_by)}")
