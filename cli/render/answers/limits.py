"""What limits the portfolio: the rules that are used up, and whom they keep out."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.console import heading, plain_table, show
from cli.render.text import clean, listed
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport

SHOWN_KEYS = 5
SHOWN_RULES = 12


def show_limits(console: Console, report: PortfolioReport) -> None:
    """The limiting rules with the initiatives that each of them alone or with others keeps out."""
    if not report.limiting_rules:
        return
    heading(console, "What limits you", "rules that are used up, and the best that they keep out")
    table = plain_table("Rule", "Keeps out")
    ranked = by_rank(report)
    for rule_id in report.limiting_rules[:SHOWN_RULES]:
        kept_out = [item.initiative_key for item in ranked if rule_id in item.blocking_rules]
        table.add_row(
            Text(clean(rule_id), style="key"), Text(listed(kept_out, SHOWN_KEYS) if kept_out else "nobody alone")
        )
    if len(report.limiting_rules) > SHOWN_RULES:
        table.add_row(Text(f"and {len(report.limiting_rules) - SHOWN_RULES} more", style="quiet"), Text(""))
    show(console, table)


def by_rank(report: PortfolioReport) -> list[InitiativeReport]:
    """What was left out, the best value per token first."""
    left = [item for item in report.initiatives if item.decision is Decision.NOT_SELECTED and item.rank is not None]
    return sorted(left, key=lambda item: item.rank or 0)
